"""The reader: safe names, an address for each sentence, marks that overlap without breaking, and nothing that can act."""

import json
import re

import lxml.html
import pandas as pd
import pytest

from helpers import tokens
from helpers.site import evidence as site_evidence
from helpers.site import reader
from helpers.site.receipt import fingerprint


def documents_of(*texts, **columns):
    table = pd.DataFrame({"document_id": list("abcdef")[: len(texts)], "text": texts, **columns})
    return table.assign(date=pd.date_range("2022-09-22", periods=len(texts)))


def found_of(documents, *, place=(), date=(), reported=()):
    """Return sentences, and marks given as (document_id, start, end)."""
    columns = {"place": ["name"], "date": ["surface", "value"], "reported": ["speaker", "cue", "content"]}
    spans = {"place": place, "date": date, "reported": reported}
    tables = {kind: pd.DataFrame(rows, columns=["document_id", "start", "end"]) for kind, rows in spans.items()}
    named = {kind: table.assign(**dict.fromkeys(columns[kind], "x")) for kind, table in tables.items()}
    return {"sentences": reader.sentences(documents), **named}


def pages_of(documents, folder, **marks):
    reader.write(documents, folder, found=found_of(documents, **marks))
    return {path.name: lxml.html.parse(path).getroot() for path in folder.iterdir()}


IDS = ["Kyiv", "kyiv", "KYIV", "a/b", "a b", "a%20b", '"a"', "..", ".", "", "con", "index", "é", "é" * 255, "x" * 255, "x" * 256]


def test_names_of_pages_are_safe_and_differ_even_where_capitals_do_not_count():
    names = [reader.page_name(name) for name in [*IDS, reader.page_name("Kyiv").removesuffix(".html")]]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z0-9-]{1,100}\.html", name)] == []
    assert not {"index.html", "con.html", "-.html"} & set(names)
    assert reader.page_name("2022-09-22-nato") == "2022-09-22-nato.html"


def test_each_sentence_has_an_anchor_and_no_character_is_lost(tmp_path):
    text = "He said <no>. She & they said “yes”.\n\nA new\nparagraph."
    page = pages_of(documents_of(text), tmp_path)["a.html"]
    assert page.xpath("//article//span[@class='sentence']/@id") == ["s0", "s1", "s2"]
    assert page.xpath("//article//a/@href") == ["#s0", "#s1", "#s2"]
    for number in page.xpath("//article//a"):
        number.text = ""
    paragraphs = [re.sub(r"\s+", " ", paragraph.text_content()).strip() for paragraph in page.xpath("//article/p")]
    assert paragraphs == ["He said <no>. She & they said “yes”.", "A new paragraph."]


def test_marks_that_overlap_are_cut_at_their_borders(tmp_path):
    documents = documents_of("abcdefgh.")
    page = pages_of(documents, tmp_path, place=[("a", 0, 4)], date=[("a", 2, 6)], reported=[("a", 3, 9)])["a.html"]
    pieces = [(e.text, [x.get("class") for x in (*e.iterancestors("span"), e)]) for e in page.xpath("//article//span[not(span)]")]
    assert [(text, sorted({"place", "date", "reported"} & set(kinds))) for text, kinds in pieces] == [
        ("ab", ["place"]),
        ("c", ["date", "place"]),
        ("d", ["date", "place", "reported"]),
        ("ef", ["date", "reported"]),
        ("gh.", ["reported"]),
    ]
    assert page.xpath("string(//h2[1])") == "Places named"
    assert page.xpath("//h2[.='Places named']/following-sibling::ul[1]//a/@href") == ["#s0"]


def test_only_web_addresses_become_links_and_they_are_marked_as_leading_outside(tmp_path):
    url = 'https://example.org/?a="1"&b javascript:alert(1) http:// data:text/html,x //example.org file:///etc/passwd'
    page = pages_of(documents_of("Text.", url=[url]), tmp_path)["a.html"]
    outside = page.xpath("//dl//a")
    assert [(link.get("href"), link.get("rel")) for link in outside] == [('https://example.org/?a="1"&b', "noopener noreferrer")]
    assert "leads outside" in outside[0].getparent().text_content()
    assert "javascript:alert(1)" in page.xpath("string(//dl)")


def test_hostile_metadata_stays_text(tmp_path):
    nasty = "</title><script>alert(1)</script>\" onload='x' ]]>"
    documents = documents_of("Text.", title=[nasty], issuer=[nasty], language=["en\" onload='x'"])
    for page in pages_of(documents, tmp_path).values():
        assert page.xpath("//script/@src") == ["../site.js"]
        assert not page.xpath("//@onload")
        assert nasty in page.text_content()
        assert page.xpath("//article/@lang") == []


def test_statements_follow_each_other_by_date_and_stand_in_the_index(tmp_path):
    documents = documents_of("One.", "Two.", "Three.", title=["A", None, "C"])
    pages = pages_of(documents, tmp_path)
    assert pages["b.html"].xpath("//nav[@class='around']//a/@href") == ["a.html", "c.html", "index.html"]
    assert pages["a.html"].xpath("//nav[@class='around']//a/@href") == ["b.html", "index.html"]
    rows = [[cell.text_content() for cell in row] for row in pages["index.html"].xpath("//tbody/tr")]
    assert rows == [["A", "2022-09-22", ""], ["b", "2022-09-23", ""], ["C", "2022-09-24", ""]]


def test_a_date_is_shown_as_far_as_it_is_known(tmp_path):
    pages = pages_of(documents_of("One.", date_precision=["month"]), tmp_path)
    assert pages["a.html"].xpath("string(//dd)") == "2022-09"


def test_only_the_named_statements_get_a_page(tmp_path):
    documents = documents_of("One.", "Two.")
    assert reader.write(documents, tmp_path, found=found_of(documents), only={"b"}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.html", "index.html"]
    assert "2 statements in the corpus" in (tmp_path / "index.html").read_text()


@pytest.mark.parametrize("column", ["document_id", "text"])
def test_the_fingerprint_changes_with_a_statement_and_with_nothing_else(column):
    documents = documents_of("One.", "Two.")
    assert fingerprint(documents.assign(title="x").iloc[::-1]) == fingerprint(documents)
    assert fingerprint(documents.assign(**{column: ["x", *documents[column][1:]]})) != fingerprint(documents)


def test_the_data_of_the_lists_hold_each_sentence_its_words_and_what_was_found():
    documents = documents_of("No. Ukraine’s vote, Kyiv said.\n\nYes.", source=["NATO"], issuer=[None])
    found = found_of(documents, reported=[("a", 4, 40)])
    script = site_evidence.data_of(documents, tokens.tokenize(documents), found, reader.page_name)
    data = json.loads(script.removeprefix("window.EVIDENCE = ").removesuffix(";\n"))
    assert data["documents"] == [["a", "a.html", "2022-09-22", None, "NATO", "a"]]
    assert [text for _, _, text in data["sentences"]] == ["No.", "Ukraine’s vote, Kyiv said.", "Yes."]
    kinds, words = data["types"], data["words"][1]
    assert [(kinds[words[i]], *words[i + 1 : i + 3]) for i in range(0, len(words), 3)] == [
        ("ukraine", 0, 7),
        ("vote", 3, 4),
        ("kyiv", 2, 4),
        ("said", 1, 4),
    ]
    assert data["said"][0][0] == [[1, 0, 26], [2, 0, 4]]  # a span over two sentences is marked in both
