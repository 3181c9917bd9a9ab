"""Tables for reading: form, links, figures, gaps; and nothing in the data acts as HTML."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote

import numpy as np
import pandas as pd
import pytest

from helpers import tables

HOSTILE = '"><script>alert(1)</script><img src=x onerror="alert(2)">&amp;'


class Reader(HTMLParser):
    """Collects what a browser would make of the HTML: elements with attributes, and the text of cells by row."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.rows, self.texts = [], [], {}
        self.inside = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.inside):
            self.rows[-1][-1] += data
        else:
            self.texts[self.inside[-1]] = self.texts.get(self.inside[-1], "") + data

    def attributes(self, tag, name=None):
        found = [attributes for other, attributes in self.elements if other == tag]
        return found if name is None else [attributes.get(name) for attributes in found]


def read(table, **options):
    return Reader(tables.to_html(table, **options))


def test_the_form_has_a_caption_scopes_and_no_row_numbers():
    page = read(pd.DataFrame({"term": ["a", "b"], "n": [3, 5]}, index=[7, 9]))
    assert page.rows == [["term", "n"], ["a", "3"], ["b", "5"]]
    assert page.texts["caption"] == "2 rows"
    assert page.attributes("th", "scope") == ["col", "col", "row", "row"]
    assert page.attributes("td", "class") == ["number", "number"]
    assert page.attributes("th", "style")[0].startswith("text-align:left")
    assert page.attributes("p") == []


def test_named_levels_stay_as_columns_and_crosstabs_say_what_stands_across():
    rows = pd.DataFrame({"actor": ["x", "x", "y"], "kind": ["say", "deny", "say"]})
    page = read(pd.crosstab(rows.actor, rows.kind))
    assert page.rows == [["actor", "deny", "say"], ["x", "1", "1"], ["y", "0", "1"]]
    assert page.texts["caption"] == "2 rows; columns: kind"
    two = rows.groupby(["actor", "kind"]).size().to_frame("n")
    assert read(two).rows[1] == ["x", "deny", "1"]
    assert read(two.unstack("kind")).rows[0] == ["actor", "n / deny", "n / say"]
    assert read(pd.DataFrame({"n": [1]}, index=["mean"])).rows == [["index", "n"], ["mean", "1"]]
    assert read(pd.DataFrame([[1, 2]], columns=["a", "a"])).rows[1] == ["1", "2"]


@pytest.mark.parametrize("place", ["cell", "header", "index", "caption", "attribute"])
def test_hostile_text_is_text_everywhere(place):
    table = pd.DataFrame({"term": ["a"], "n": [1]})
    options = {}
    if place in ("cell", "attribute"):
        table = pd.DataFrame({"term": [HOSTILE], "document_id": [HOSTILE], "start": [4], "surface": [HOSTILE]})
    if place == "header":
        table = table.rename(columns={"term": HOSTILE})
    if place == "index":
        table = table.set_index(pd.Index([HOSTILE], name=HOSTILE))
    if place == "caption":
        options = {"caption": HOSTILE}
    page = read(table, **options)
    assert {tag for tag, _ in page.elements} <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "b"}
    assert all(set(attributes) <= {"class", "style", "scope", "data-spot", "data-ask"} for _, attributes in page.elements)
    assert HOSTILE in [page.texts["caption"], *(cell for row in page.rows for cell in row)]
    if place == "attribute":
        (spot,), (ask,) = ([value for value in page.attributes("tr", name) if value] for name in ("data-spot", "data-ask"))
        assert [unquote(spot.split(" ")[0]), spot.split(" ")[1]] == [HOSTILE, "4"]
        assert parse_qs(ask) == {"term": [HOSTILE]}


def test_text_that_is_no_unicode_does_no_harm():
    text = tables.to_html(pd.DataFrame({"document_id": ["a\ud800"], "start": [0], "term": ["\ud800"]}, dtype=object))
    assert text.encode("utf-8")


def test_rows_say_what_they_are_about():
    table = pd.DataFrame(
        {
            "type": ["sham votes"],
            "place": ["Kyiv"],
            "other": ["Odesa"],
            "region": ["UA-65"],
            "value": ["2022-09"],
            "actor": [None],
            "period": pd.PeriodIndex(["2022-09-19/2022-09-25"], freq="W-SUN"),
            "document_id": ["a b"],
        }
    )
    query = read(table).attributes("tr", "data-ask")[1]
    assert query == ("term=sham+votes&place=Kyiv&place=Odesa&region=UA-65&date=2022-09&period=2022-09-19%2F2022-09-25&document=a+b")


@pytest.mark.parametrize(
    ("columns", "query"),
    [
        ({"type": ["DATE"], "value": ["2022-09-22"]}, "date=2022-09-22"),  # a kind of date is no term
        ({"value": [0.98], "measure": ["recall"]}, None),  # and a score is no date
        ({"year": [2022], "n": [3]}, "period=2022"),
        ({"month": [9]}, None),
        ({"quarter": pd.PeriodIndex(["2022Q3"], freq="Q")}, "period=2022Q3"),
        ({"term": [""]}, None),
        ({"term": ["a"], "node": ["b"]}, "term=a"),
        ({"document_id": ["x"], "start": [None]}, "document=x"),
        ({"n": [1]}, None),
        ({"passage": ["for as long as it takes"]}, "text=for+as+long+as+it+takes"),
        ({"rule": ["elsewhere"], "surface": ["Europe"]}, "text=Europe"),
        ({"surface": ["Kyiv"], "place_id": ["kyiv"], "region": [None]}, "place_id=kyiv"),
        ({"macro_region": ["Donbas"]}, "macro_region=Donbas"),
        (
            {"period_from": pd.PeriodIndex(["2022-02"], freq="M"), "period_to": pd.PeriodIndex(["2022-04"], freq="M")},
            "period=2022-02-01%2F2022-04-30",
        ),
        (
            {"kind": ["refers to"], "from": pd.to_datetime(["2022-01-12"]), "to": pd.to_datetime(["2022-02-15"])},
            "date_spoken_of=2022-01-12%2F2022-02-15",
        ),
        ({"from": ["Kyiv"], "to": ["Lviv"]}, None),  # a way, and no time
    ],
)
def test_what_makes_no_query_is_left_out(columns, query):
    assert read(pd.DataFrame(columns)).attributes("tr", "data-ask") == [None, query]


def test_levels_of_the_index_are_asked_for_too():
    assert read(pd.DataFrame({"n": [3]}, index=pd.Index(["votes"], name="term"))).attributes("tr", "data-ask")[1] == "term=votes"


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([1.0, 2.5, np.nan], ["1.0", "2.5", ""]),
        ([1.0, 2.0, None], ["1", "2", ""]),
        ([0.98231, 0.5, 1e-9], ["0.982", "0.500", "1e-09"]),
        ([804.12, 12.3, 48.7], ["804.1", "12.3", "48.7"]),
        ([-0.0, np.inf, -np.inf], ["0", "∞", "-∞"]),
        ([2022, 29699], ["2022", "29,699"]),
        ([True, False], ["True", "False"]),
        (pd.to_datetime(["2022-09-23", None]), ["2022-09-23", ""]),
        (pd.to_datetime(["2022-09-23 10:30", "2022-09-24 00:00"]), ["2022-09-23 10:30", "2022-09-24 00:00"]),
        (pd.PeriodIndex(["2022Q3", None], freq="Q"), ["2022Q3", ""]),
        (pd.array([3, None], dtype="Int64"), ["3", ""]),
        (pd.Categorical(["a", None]), ["a", ""]),
        ([0.25, ""], ["0.25", ""]),
        ([["a", "b"], None], ["['a', 'b']", ""]),
    ],
)
def test_values_are_written_for_reading(values, cells):
    assert [row[1] for row in read(pd.DataFrame({"first": "x", "values": values})).rows[1:]] == cells


def test_a_gap_in_a_column_of_figures_leaves_it_one_of_figures():
    assert read(pd.DataFrame({"rule": ["a", "b"], "x": [0.5, ""]})).attributes("td", "class") == ["number", "number"]
    assert read(pd.DataFrame({"rule": ["a", "b"], "x": [0.5, "no"]})).attributes("td", "class") == [None, None]


@pytest.mark.parametrize("table", [pd.DataFrame(), pd.DataFrame({"term": [], "n": []}), pd.DataFrame(index=[0, 1])])
def test_empty_tables_are_tables(table):
    page = Reader(tables.reading(table).to_html())
    assert page.texts["caption"] == f"{len(table)} rows"
    assert len(page.rows) == 1 + len(table)
    assert repr(tables.reading(table)).startswith(f"{len(table)} rows")


def test_a_table_without_a_row_says_why_wherever_it_goes():
    none = tables.or_say(pd.DataFrame({"term": [], "n": []}), "There is one statement <i>.")
    for table in (none, none.head(3), none[["term"]], none[none.n > 2].sort_values("n"), tables.or_say(none, "Another reason.")):
        assert read(table).texts["caption"] == "0 rows. There is one statement <i>."
    assert read(none, caption="Hits").texts["caption"] == "Hits: There is one statement <i>."
    assert repr(tables.reading(none)) == "0 rows. There is one statement <i>."
    some = pd.DataFrame({"term": ["a"]})
    assert tables.or_say(some, "Nothing.") is some
    assert read(none.assign(other=1)).texts["caption"].startswith("0 rows. There")


def test_a_pick_is_the_value_at_its_place_or_the_nearest_there_is():
    assert [tables.pick(pd.Series(["a", "b", "c"]), at) for at in (0, 2, 3, -1, -3, -4)] == ["a", "c", "c", "c", "a", "a"]
    assert tables.pick(pd.Index([]), 2, default="the") == "the"


def test_long_tables_begin_with_a_summary_and_say_what_is_cut():
    long = pd.DataFrame({"term": [f"t{n}" for n in range(21)], "sentence": 5, "n": range(21)})
    page = read(long, limit=2)
    assert page.texts["p"] == "21 rows; n runs from 0 to 20, median 10."
    assert page.texts["caption"] == "2 of 21 rows"
    assert read(long, limit=2, caption="Hits").texts["caption"] == "Hits (2 of 21 rows)"
    assert read(long, caption="Hits").texts["caption"] == "Hits"
    assert [row[0] for row in read(long, ends=3).rows] == ["term", "t0", "t1", "… 18 rows are left out here …", "t20"]
    assert len(read(long, ends=30).rows) == 22
    assert read(long.head(15)).texts.get("p") is None
    assert "p" not in read(long[["term"]]).texts  # the caption says how many rows there are
    dated = long[["term"]].assign(date=pd.date_range("2022-09-22", periods=21))
    assert read(dated).texts["p"] == "21 rows; date: 2022-09-22 to 2022-10-12."
    assert read(pd.DataFrame({"text": ["abcdef"]}), width=4).rows[1] == ["abc…"]


def test_reading_hides_offsets_and_uses_them():
    lines = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "start": [9], "end": [14], "cue_start": [2]})
    lines = lines.assign(left="the sham", node="votes", right="are <b>void</b>", statement="On votes")
    text = tables.reading(lines).to_html()
    page = Reader(text)
    assert page.rows == [["date", "left", "node", "right", "statement"], ["2022-09-22", "the sham", "votes", "are <b>void</b>", "On votes"]]
    assert page.attributes("tr", "data-spot")[1] == "a 9"
    assert [style.split(";")[0] for style in page.attributes("td", "style")] == ["text-align:right", *["text-align:left"] * 3]
    assert text.count("<b>") == 1
    assert Reader(tables.reading(lines[["document_id", "start", "end"]]).to_html()).rows == [["document_id"], ["a"]]
    assert "start" in tables.to_html(lines)


def test_sentences_are_whole_and_not_bold():
    sentence = "We said no. " * 40
    page = Reader(tables.reading(pd.DataFrame({"sentence": [sentence], "n": [1]})).to_html())
    assert page.rows[1][0] == sentence
    assert "font-weight:normal" in page.attributes("th", "style")[-1]
    assert page.attributes("td", "style") == ["vertical-align:top"]


def test_where_there_is_no_html_a_plain_table_stands():
    table = pd.DataFrame({"date": pd.to_datetime(["2022-09-22", None]), "sentence": ["No.", "x" * 99], "start": [0, 1]})
    first, second, *rows = repr(tables.reading(table)).splitlines()
    assert (first, second.split()) == ("2 rows", ["date", "sentence"])
    assert rows[0].split() == ["2022-09-22", "No."]
    assert max(map(len, rows)) < 80
    assert repr(tables.reading(table, limit=1, caption="Said")).startswith("Said (1 of 2 rows)\n")


def test_a_thousand_rows_all_stand_in_the_table():
    assert len(read(pd.DataFrame({"document_id": "a", "start": range(1000), "n": 1.5})).rows) == 1001


def test_a_statement_is_an_article_with_its_text_escaped():
    row = pd.Series(
        {"document_id": "a/b é", "date": pd.NaT, "issuer": HOSTILE, "title": None, "source": HOSTILE, "text": f"No.\n\n{HOSTILE}"}
    )
    page = Reader(tables.statement(row).data)
    assert page.attributes("article") == [{"class": "statement", "data-document": "a%2Fb%20%C3%A9"}]
    assert {tag for tag, _ in page.elements} == {"div", "article", "p", "strong", "small"}
    assert page.texts["strong"] == HOSTILE
    assert page.texts["small"] == f"Courtesy: {HOSTILE}"
    assert tables.statement(row.drop("document_id")).data.count("data-document") == 0


def test_chances_are_never_nought():
    """A p of 0 would say that something cannot be; under .001 only that is told, also where the number was rounded before."""
    table = pd.DataFrame({"term": list("abc"), "p_adjusted": [0.0412, 3e-9, 0.0], "share": [0.5, 3e-9, 0.0]})
    assert [row[1] for row in read(table).rows[1:]] == ["0.041", "< 0.001", "< 0.001"]


def test_a_long_statement_is_set_by_its_beginning():
    row = pd.Series({"document_id": "a", "text": "One two three.\n\nFour <five> six.\n\nSeven."})
    shown = tables.statement(row, words=5).data
    assert "<p>One two three.</p><p>Four &lt;five&gt; …</p>" in shown
    assert "2 more words of this statement are not shown here." in shown
    assert tables.statement(row, words=7).data == tables.statement(row).data
