"""Web pages as people save them: their encodings, their notes, the day they were published, and what they say twice."""

import pytest

from helpers.corpus import check_corpus, load_corpus
from helpers.corpus.page_bytes import page_text
from helpers.corpus.web_page import read_html

SAID = "The Council condemns the votes in four regions and will not recognise them at all, the ministers said"
LONG = "".join(
    f"<p>On point {n} the ministers of the Council agreed that they will not recognise the votes held there.</p>" for n in "ABCDE"
)


def page(body, head=""):
    return f"<html><head><title>Votes</title>{head}</head><body><article>{body}</article></body></html>"


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO-8859-1", "latin1", "windows-1252", "us-ascii"])
def test_what_calls_itself_latin_is_read_as_browsers_do(folder, label):
    html = page(
        f"<p>“We won’t go”, he said – firmly. {SAID}.</p>{LONG}", f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    )
    row = load_corpus(folder({"2022-09-23.html": html.encode("cp1252")})).iloc[0]
    assert "“We won’t go”, he said – firmly." in row.text


@pytest.mark.parametrize(
    ("label", "codec", "said"),
    [
        ("windows-1251", "cp1251", "Совет"),
        ("gb2312", "gb18030", "声明€"),
        ("shift_jis", "cp932", "声明①"),
        ("iso-8859-9", "cp1254", "“Türkiye” ş"),
        ("euc-kr", "cp949", "성명똠"),
        ("iso-8859-2", "iso8859-2", "Łódź"),
    ],
)
def test_labels_mean_what_they_mean_in_browsers(label, codec, said):
    assert page_text(f'<meta charset="{label}"><p>{said}</p>'.encode(codec))[0].endswith(f"<p>{said}</p>")


def test_bytes_that_are_utf_8_tell_more_than_a_label():
    assert page_text("<meta charset=iso-8859-1>“é”".encode())[0].endswith("“é”")
    assert page_text("<p>“é”".encode("utf-16"))[0] == "<p>“é”"


NOTES = {
    "number": (f"<p>{SAID}<sup>1</sup>.</p>", f"{SAID}."),
    "link": (f'<p>{SAID} in Kherson<sup><a href="#fn2">2</a></sup> too.</p>', f"{SAID} in Kherson too."),
    "brackets": (f'<p>{SAID}<a href="#_ftn3">[3]</a>.</p>', f"{SAID}."),
    "year": (f"<p>{SAID} in 2022<sup>4</sup>.</p>", f"{SAID} in 2022."),
    "own paragraph": (f"<p>{SAID}.</p><p><sup>5</sup></p>", f"{SAID}."),
    "power": (f"<p>{SAID}: 30 km<sup>2</sup>, 10<sup>6</sup> and the 10<sup>th</sup>.</p>", f"{SAID}: 30 km2, 106 and the 10th."),
}


@pytest.mark.parametrize("kind", NOTES)
def test_numbers_of_notes_are_no_part_of_words_and_no_paragraphs(kind):
    body, text = NOTES[kind]
    assert read_html(page(body + LONG).encode())[0]["text"].split("\n\n")[0] == text
    assert not any(part.strip("[]").isdigit() for part in read_html(page(body + LONG).encode())[0]["text"].split("\n\n"))


PIECES = {
    "a table": ("<table><thead><tr><th>Day</th><th>Said</th></tr></thead><tbody><tr><td>1 May</td><td>We met.</td></tr></tbody></table>"),
    "a paragraph": "<p>Day Said</p><p>1 May We met.</p>",
    "one paragraph": "<p>Day Said<br><br>1 May We met.</p>",
}


@pytest.mark.parametrize("kind", PIECES)
def test_a_piece_of_a_page_is_read_whole(kind):
    assert read_html(PIECES[kind].encode())[0]["text"] == "Day Said\n\n1 May We met."
    assert read_html(b"We met.")[0]["text"] == "We met."


def test_what_is_deleted_or_hidden_is_not_read():
    text = read_html(page(f"<p>They <del>met</del><ins>left</ins> today.</p><p hidden>Draft.</p>{LONG}").encode())[0]["text"]
    assert text.startswith("They left today.")
    assert "Draft" not in text


def test_what_a_page_says_twice_is_read_twice():
    text = read_html(page(f"<p>{SAID}.</p><p>No.</p><p>{SAID}.</p><ul><li>{SAID}.</li></ul>").encode())[0]["text"]
    assert text.count(SAID) == 3


CHANGED = '<time itemprop="dateModified" datetime="2023-05-01">1 May 2023</time>'
JSON = '<script type="application/ld+json">{"dateModified": "2023-05-01", "datePublished": "2022-09-23T10:00:00Z"}</script>'
META = '<meta property="article:modified_time" content="2023-05-01"><meta property="article:published_time" content="2022-09-23">'
DAYS = {
    "time": ("", f'<p>Updated {CHANGED}, published <time itemprop="datePublished" datetime="2022-09-23">23 September 2022</time></p>'),
    "json": (JSON, f"<p>{CHANGED}</p>"),
    "meta": (META, ""),
    "dublin core": ('<meta name="last-modified" content="2023-05-01"><meta name="DCTERMS.issued" content="2022-09-23">', ""),
    "only text": ("", f'<p>Updated {CHANGED}</p><p class="date">23 September 2022</p>'),
    "european": ('<meta name="date" content="23.09.2022">', ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAYS)
def test_the_day_published_goes_before_the_day_changed(folder, kind):
    head, body = DAYS[kind]
    row = load_corpus(folder({"a.html": page(body + f"<p>{SAID}.</p>{LONG}", head)})).iloc[0]
    assert (f"{row.date:%Y-%m-%d}", row.date_origin) == ("2022-09-23", "page")
    if "1 May 2023" in body:
        assert "1 May 2023" in row.text


@pytest.mark.parametrize(
    ("head", "body"),
    [('<meta name="date" content="03/04/2022">', ""), ("", '<p class="date">03/04/2022</p>'), ("", "<time>03/04/2022</time>")],
)
def test_a_day_that_can_be_read_either_way_is_refused(folder, head, body):
    path = folder({"a.html": page(f"{body}<p>{SAID}.</p>{LONG}", head)})
    assert "can be read as day/month and as month/day" in check_corpus(path).problem.tolist()[0]
    assert load_corpus(path, dayfirst=True).date.dt.strftime("%m-%d").tolist() == ["04-03"]
    assert load_corpus(path, dayfirst=False).date.dt.strftime("%m-%d").tolist() == ["03-04"]


@pytest.mark.parametrize("tag", ["time", "label", "output", "span", "cite"])
def test_no_word_inside_a_sentence_is_left_out(tag):
    text = read_html(page(f"{LONG}<p>They heard <{tag}>the words</{tag}> of <q>peace</q> there.</p>").encode())[0]["text"]
    assert "They heard the words of “peace” there." in text


@pytest.mark.parametrize("tag", ["div", "center"])
def test_paragraphs_by_other_tags_are_read(tag):
    text = read_html(page(f"{LONG}<{tag}>They heard <b>the words</b> there.</{tag}>{LONG.replace('point', 'issue')}").encode())[0]["text"]
    assert "They heard the words there." in text


LISTED = "<ol><li>The votes have no <em>legal</em> effect.</li><li>We stand by:<ul><li>Kherson,</li><li>Donetsk.</li></ul></li></ol>"
HEADED = (
    "<h2>Second part</h2><p>Short.</p><dl><dt>Term</dt><dd>What it is.</dd></dl><table><tr><th>Votes</th></tr><tr><td>76</td></tr></table>"
)


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<center>{}</center>", "<table><tr><td>Menu</td><td>{}</td></tr></table>"])
def test_lists_and_headings_are_read_where_no_element_is_an_article(around):
    nav = "<nav><ul><li><a href='/'>Home</a></li></ul></nav><div class='sidebar'><p>Follow us</p></div><p><a href='/b'>More votes</a></p>"
    row, faults = read_html(
        f"<title>Votes</title><body>{nav}{around.format(LONG + LISTED + HEADED + LONG.replace('point', 'issue'))}".encode()
    )
    assert faults == []
    said = " ".join(row["text"].replace("- ", "").split())
    assert "The votes have no legal effect. We stand by: Kherson, Donetsk. Second part Short. Term What it is. Votes 76" in said
    assert not any(word in said for word in ("Home", "Follow us", "More votes", "---"))


def test_what_is_left_out_inside_of_a_text_is_told(folder):
    body = (
        f"<article>{LONG}<p>A.</p><form><p>Your name</p></form><figure><figcaption>A map of it all.</figcaption></figure>{LONG}B.</article>"
    )
    path = folder({"2022-09-23.html": page(body)})
    row = read_html(page(body).encode())[0]
    assert "map" not in row["text"]
    assert "A map of it all." in row["findings"][0][1]
    assert "Your name" not in str(row["findings"])
    assert len(load_corpus(path)) == 1
