"""Claims that can be worked out again, and reports that are checked against a corpus."""

import importlib.util

import docx
import pandas as pd
import pytest

from helpers import explore
from helpers.claims import claim
from helpers.claims.lines import lines_in, parsed, wrong
from helpers.claims.questions import Question, Sources, answered
from helpers.environment import ROOT
from helpers.site.reader import page_name
from helpers.verify import checked, command
from helpers.verify.checks import NO, OPEN, YES, Checker
from helpers.verify.quoted import pieces_of, quoted_in
from helpers.verify.reports import read_report

DOCUMENTS = pd.DataFrame(
    {
        "document_id": ["a_1", "b_2", "c_3"],
        "date": pd.to_datetime(["2022-09-22", "2022-10-12", "2023-02-24"]),
        "issuer": ["North Atlantic Council", "UN General Assembly", "President of Ukraine"],
        "title": ["On the sham votes in four regions", "On territory", "One year on"],
        "text": [
            "The sham votes in Kherson have no legitimacy. We will not recognise them, now or at any later time. "
            "Votes need 10.5% more care.",
            "States are called upon not to recognise any change of the borders. The votes, it said, were void.",
            "On 1 May 2022 our people held Kherson. We stand with all who suffer, and we shall go on to the end.",
        ],
    }
)
SOURCES = Sources(DOCUMENTS)
LINE = claim(DOCUMENTS, "hits of", "vote*", sources=SOURCES)


CHECKER = Checker(DOCUMENTS)


def judged(tmp_path, text):
    """Return the rows of a report in Markdown; what is found in the corpus is found once for all of them."""
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    return CHECKER.check(read_report(tmp_path / "report.md"))


def test_a_claim_says_what_was_asked_and_what_came_out():
    """Three votes in 24 + 18 + 22 words: 10,000 × 3 / 64 = 468.8."""
    head, _, corpus = LINE.partition("; corpus ")
    assert head.startswith("[claim: hits of “vote∗”: 3 hits in 64 words, 468.8 per 10,000 (95% ")
    assert head.endswith("), in 2 of 3 statements; see “a_1” 0, 2, “b_2” 1")
    assert corpus == f"{SOURCES.fingerprint[:12]}]"


ASKED = [
    (("hits of", "sham votes"), {"by": {"month": "2022-09"}}, "1 hits in 24 words"),
    (("hits of", "votes"), {"issuer": ["North Atlantic Council", "UN General Assembly"], "until": "2022-10-01"}, "2 hits in 24 words"),
    (("words",), {"year": "2022"}, "2 statements with 42 words"),
    (("mentions of place", "Kherson"), {}, "2 mentions, in 2 of 3 statements, a share of 0.6667"),
    (("mentions of date", "2022-05-01"), {}, "1 mentions, in 1 of 3 statements"),
    (("keyness of", "votes"), {"issuer": "North Atlantic Council"}, "2 hits in 24 words against 1 in 40"),
    (("collocates of", "votes"), {"other": "sham", "window": 2}, "1 times near, of 3 and 1"),
]


@pytest.mark.parametrize(("asked", "choice", "told"), ASKED)
def test_each_kind_of_question_is_parsed_and_answered_alike(asked, choice, told):
    line = claim(DOCUMENTS, *asked, sources=SOURCES, **choice)
    assert told in line
    said = parsed(line[len("[claim:") : -1])
    assert said.asked.kind == asked[0]
    assert wrong(said, answered(said.asked, SOURCES)[0]) == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda line: line.replace("“", '"').replace("”", '"').replace("∗", r"\*").replace("_", r"\_").replace("[", r"\["),
        lambda line: line.replace("“", "„").replace("”", "“").replace(" ", "\u00a0"),
        lambda line: line.replace(" per ", "\nper ").replace("; see", ";\n  see").replace("(95%", "(95 %").replace("(95 %", "(95%"),
        lambda line: line.replace("claim:", "**claim:**").replace("**", ""),
        lambda line: f"| {line} | and |",
        lambda line: line.replace("votes", "vo\u00adtes"),
    ],
)
def test_a_claim_is_read_after_its_way_through_other_programs(changed):
    (found,) = lines_in(changed(LINE))
    said = parsed(found[2])
    assert said.asked == Question("hits of", "vote*", by={}, choice={})
    assert said.figures["per_10k"] == "468.8"
    assert wrong(said, answered(said.asked, SOURCES)[0]) == []


TWO = "> We stand with all who suffer\n>\n> — President of Ukraine, 24 February 2023\n\nBut before:\n\n"
TWO += "> We will not recognise them, now or at any later time\n>\n> — North Atlantic Council,"
JUDGED = [
    ("It said: “The sham votes in Kherson have no legitimacy.”", YES, ""),
    ("It said: “The sham votes in Kherson have little legitimacy.”", NO, "other words: “little” for “no”"),
    ("It said: “The votes in Kherson have no legitimacy.”", NO, "other words: “sham” is left out"),
    ("It said: “The sham votes in Kherson never have no legitimacy.”", NO, "other words: “never” is added"),
    ("It said: “The sham votes … have [little or] no legitimacy.”", YES, ""),
    ("It said: “[T]he sham votes [held there] have no legitimacy [sic].”", YES, ""),
    ("It said: “We will … recognise them, now or at any later time.”", OPEN, "what is left out of it denies something: “not”"),
    ("It said: “States are [not] called upon not to recognise any change”", NO, "other words: “[not]” is added"),
    ("It said: “votes need 105% more care”", NO, "other words: “105” for “10.5”"),
    ("It said „We stand with all who suffer“ and »we shall go on to the end«.", YES, ""),
    ("“We will not,” it went on, “recognise them, now or at any later time.”", YES, ""),
    ("It wrote: ‘The sham votes in Kherson (there) have no legitimacy (none)’", NO, "other words: “(there)” is added; “(none)” for"),
    ("Its words (‘The sham votes in Kherson have little legitimacy’) were clear.", NO, "other words: “little” for “no”"),
    ("It wrote: ‘£5 for each of the votes’", NO, "no statement has these words"),
    ("They are “sham legitimacy votes”, a critic wrote.", YES, ""),
    ("> We will not recognise them, now or at any later time.\n>\n> — North Atlantic Council, 22 September 2022", YES, ""),
    (f"{TWO} 22 September 2022", YES, ""),
    (f"{TWO} 21 September 2022", NO, "the day is 2022-09-22, not 2022-09-21"),
    (f"{TWO} 22 September 2022".replace("now", "then"), NO, "other words: “then” for “now”"),
    ("> **Note:** these are my own words on the matter", YES, ""),
    ("On 22 September 2022 the North Atlantic Council said that “the sham votes in Kherson have no legitimacy”.", YES, ""),
    (
        "On 23 September 2022 the Council said that “the sham votes in Kherson have no legitimacy”.",
        NO,
        "the day is 2022-09-22, not 2022-09-23",
    ),
    ("In September 2022 the Council said: “The sham votes in Kherson have no legitimacy.”", YES, ""),
    ("After the votes of 27 September 2022, it said that “the sham votes in Kherson have no legitimacy”.", YES, ""),
    ("The UN General Assembly said that “the sham votes in Kherson have no legitimacy”.", NO, "not The UN General Assembly"),
    ("**President of Ukraine (24 February 2023):** “We stand with all who suffer”", YES, ""),
    ("| Who | What |\n|---|---|\n| UN General Assembly | “We stand with all who suffer” |", NO, "the speaker is President of Ukraine"),
    ("He wrote “On the sham votes in four regions”.", YES, "the title of a statement, or the name of an issuer"),
    ("“We stand with all who suffer” ([1](reader/c-3-{c}.html#s1))", YES, ""),
    ("“We stand with all who suffer” (reader/c-3-{c}.html#s0)", NO, "it stands in sentence 1 of c_3"),
    ("See [there](reader/no-such-statement.html#s1) and [elsewhere](https://example.org/page.html#s1).", NO, "there is no such statement"),
    ("Nobody has “words that no statement of the kind holds”.", NO, "no statement has these words, or words like them"),
    ('Code: `x = "not a quotation but code"`, and ~~“struck out it is no longer said”~~.', YES, ""),
]


@pytest.mark.parametrize(("text", "verdict", "why"), JUDGED)
def test_a_quotation_is_judged(tmp_path, text, verdict, why):
    """Of several rows the one that is not borne out counts."""
    table = judged(tmp_path, text.replace("c-3-{c}.html", page_name("c_3")))
    bad = table[table.verdict != YES]
    assert ([*bad.verdict, YES][0], len(bad) < 2) == (verdict, True)
    assert why in " ".join((bad if len(bad) else table).why)


@pytest.mark.parametrize(
    ("old", "new", "verdict", "why"),
    [
        ("", "", YES, ""),
        ("3 hits", "4 hits", NO, "n is not 4"),
        ("468.8", "468.6", NO, "per_10k is not 468.6"),
        ("468.8", "469", YES, ""),
        ("“a_1” 0, 2", "“a_1” 1, 2", NO, "not in sentence 1 of a_1: there it is 0, 2"),
        ("vote∗", "boat∗", NO, "n is not 3"),
        ("; corpus ", "; corpus 0", OPEN, "here it is true"),
        ("hits in", "hits of all in", OPEN, "its figures are not written as those of this question are"),
        ("hits of", "number of", OPEN, "none of the questions"),
        ("]", "", OPEN, "the line is damaged"),
    ],
)
def test_a_claim_is_judged(tmp_path, old, new, verdict, why):
    (row,) = judged(tmp_path, f"As counted: {LINE.replace(old, new, 1) if old else LINE}\n").itertuples()
    assert (row.kind, row.verdict) == ("claim", verdict)
    assert why in row.why
    assert row.nearest == LINE if verdict == NO and "boat" not in new else True


def test_the_words_that_a_quotation_leaves_open():
    """A letter in brackets is one that was changed; [of a note] words that may stand for others."""
    pieces = pieces_of("“[T]hey … support[ed] [the] votes [12] (…) well-being”")
    assert [(piece.words, piece.gap) for piece in pieces] == [
        (("they",), 0),
        (("support*",), None),
        (("votes",), 8),
        (("wellbeing",), None),
    ]


def test_a_word_document_is_read_as_its_reader_sees_it(tmp_path):
    document = docx.Document()
    document.add_paragraph("We will not recognise them, now or at any later time.", style="Quote")
    document.add_paragraph("It said “the sham votes in Kher\u00adson have no legitimacy”, ").add_run(
        "“and this was struck out later”"
    ).font.strike = True
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "UN General Assembly", "“We stand with all who suffer”"
    document.add_paragraph(LINE)
    document.save(tmp_path / "report.docx")
    table = checked([tmp_path / "report.docx"], DOCUMENTS)
    assert table.verdict.tolist() == [YES, YES, NO, YES]
    assert table.why[2].endswith("the speaker is President of Ukraine, not UN General Assembly")
    assert len(read_report(tmp_path / "report.docx").apart) == 1


def test_a_page_is_read_without_what_is_hidden(tmp_path):
    page = "<p>He said <q>we shall go on to the end</q><sup>[1]</sup>.<script>“never seen by any reader”</script>"
    page += "<del>“words that were taken out”</del><p hidden>“words that are hidden there”</p>"
    page += "<blockquote>We stand with all who suffer</blockquote>"
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    report = read_report(tmp_path / "report.html")
    assert [(one.text, one.apart) for one in quoted_in(report)] == [
        ("we shall go on to the end", False),
        ("We stand with all who suffer", True),
    ]


def test_what_is_written_holds_hostile_text_as_text(tmp_path, capsys):
    hostile = "“=1+1 <script>alert(1)</script> *no* | such words here”"
    (tmp_path / "report.txt").write_text(f"{hostile}\n\n“We stand with all who suffer\x1b[2J”", encoding="utf-8")
    for name in ("out.html", "out.csv", "out.md"):
        assert command.main([str(tmp_path / "report.txt"), "--corpus", str(_corpus(tmp_path)), "--to", str(tmp_path / name)]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "2 checked: 2 not borne out." in printed
    html, csv, md = (tmp_path.joinpath(name).read_text(encoding="utf-8-sig") for name in ("out.html", "out.csv", "out.md"))
    assert "<script>alert" not in html + md
    assert "\n=1" not in csv
    assert r"\*no\* \| such" in md


def test_the_command_says_what_it_cannot_read(tmp_path, capsys):
    assert command.main([str(tmp_path / "none.md"), "--corpus", str(_corpus(tmp_path))]) == 1
    assert "none.md" in capsys.readouterr().err
    (tmp_path / "plain.md").write_text("Nothing is quoted here.", encoding="utf-8")
    assert command.main([str(tmp_path / "plain.md"), "--corpus", str(_corpus(tmp_path))]) == 0
    assert capsys.readouterr().out == "There is no claim and no quotation to check.\n"


def _corpus(folder):
    folder = folder / "corpus"
    folder.mkdir(exist_ok=True)
    for row in DOCUMENTS.itertuples():
        (folder / f"{row.document_id}.txt").write_text(f"date {row.date:%Y-%m-%d}\nissuer {row.issuer}\n\n{row.text}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("documents", [DOCUMENTS.drop(columns=["issuer", "title"]), DOCUMENTS.head(1)])
def test_a_corpus_of_one_statement_or_without_issuers_will_do(tmp_path, documents):
    text = "It said: “The sham votes in Kherson have no legitimacy.” And: “We stand with nobody at all there.”"
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    table = checked([tmp_path / "report.md"], documents)
    assert table.verdict.tolist() == [YES, NO]


@pytest.mark.parametrize(("word", "other"), [("2463a", "2463"), ("Kherson's", "Kherson"), ("re-affirmed", "reaffirm")])
def test_a_quotation_is_found_among_many_that_are_almost_alike(tmp_path, word, other):
    """Nine statements have all of its words but one: neither these nor the end of the statement before take its place."""
    texts = [f"The Council called on states, in text {one}, to act at once." for one in [*[other] * 9, word]]
    documents = pd.DataFrame({"document_id": [f"s{i}" for i in range(10)], "date": pd.Timestamp("2022-09-22"), "text": texts})
    (tmp_path / "report.md").write_text(f"It said: “called on states, in text {word}, to act”", encoding="utf-8")
    (row,) = checked([tmp_path / "report.md"], documents).itertuples()
    assert (row.verdict, row.document_id) == (YES, "s9")


def test_changed_reports_are_caught_and_others_are_not(tmp_path):
    """A sample; ``python3 tests/tools/altered_reports.py --count 1000`` is the whole."""
    spec = importlib.util.spec_from_file_location("altered_reports", ROOT / "tests/tools/altered_reports.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    maker = tool.Maker(tool.load_corpus(), 11)
    for change in (False, True):
        paths = tool.reports(maker, 24, change=change, kinds=(".md", ".txt", ".html", ".docx"), folder=tmp_path)
        assert [(path.name, what, wrong) for path, what, wrong in tool.judged(maker, paths) if wrong] == []


def test_a_panel_gives_its_result_as_a_claim():
    """Of all that it shows, or of the period that is chosen."""
    panel = explore.search(DOCUMENTS, "vote*", period="year")
    assert panel.view.claimable
    assert panel.claim() == LINE
    panel.choose(pd.Series({"year": pd.Period("2022", "Y")}))
    assert panel.view.claim == ""
    assert panel.claim().startswith("[claim: hits of “vote∗” by year “2022”: 3 hits in 42 words, ")
    panel = explore.terms(DOCUMENTS, ["votes", "Kherson"], issuer="UN General Assembly")
    assert panel.claim().startswith("[claim: hits of “votes” in statements with issuer “UN General Assembly”: 1 hits in 18 words")
    panel = explore.collocates(DOCUMENTS, "votes", least=1, left=2, right=1)
    assert not panel.view.claimable


OF_PANELS = [
    (
        "collocates",
        {"node": "votes", "least": 1, "left": 2, "right": 2},
        {"term": "sham"},
        "collocates of “votes” with “sham” within 2: 1 times",
    ),
    (
        "compare",
        {"target": ("year", 2022), "least": 1},
        {"term": "votes"},
        "keyness of “votes” in statements with year “2022” against the others: 3",
    ),
    (
        "speakers",
        {"who": "speaker"},
        {"speaker": "it"},
        "reports by speaker “it” by cue_class “say”, region “(no place)”: 1 reported statements",
    ),
    (
        "timeline",
        {"since": pd.Timestamp("2022-01-01").date()},
        {"label": "1 May 2022"},
        "mentions of date “2022-05-01”: 1 mentions, in 1 of 3 statements",
    ),
]


@pytest.mark.parametrize(("name", "choices", "row", "told"), OF_PANELS)
def test_what_is_chosen_in_a_panel_is_a_claim_that_is_borne_out(name, choices, row, told):
    panel = getattr(explore, name)(DOCUMENTS, **choices)
    with pytest.raises(ValueError, match="first: the claim is of"):
        panel.claim()
    table = panel.table
    for column, value in row.items():
        table = table[table[column] == value]
    panel.choose(table.iloc[0])
    line = panel.claim()
    assert told in line
    said = parsed(line[len("[claim:") : -1])
    assert wrong(said, answered(said.asked, SOURCES)[0]) == []
