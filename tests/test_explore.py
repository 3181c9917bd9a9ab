"""Panels: each is a thin shell around public helpers, whose code it shows; what goes wrong leaves the last good result."""

import asyncio
import datetime
import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from helpers import concordance, corpus, explore, frequency, keyness, places, reported, spans, timeline, timexes, vocabulary
from helpers.explore.drawing import drawn
from helpers.explore.grid import Grid
from helpers.explore.lettering import Letters
from helpers.explore.margins import Margins
from helpers.explore.trends import Trends
from helpers.explore.words import labels_of
from helpers.tables.exports import to_csv, to_excel
from helpers.tokens import tokenize


@pytest.fixture
def statements():
    rows = [
        ("a", "2022-09-22", "NATO", "On votes", "Allies reject the sham votes in Kherson oblast. The votes are void."),
        ("b", "2022-10-12", "UN", "On Odesa", "The Assembly called the votes in Odesa invalid. It met on 12 October."),
        ("c", "2023-01-05", "NATO", "=Title", "Allies met in Kyiv. They spoke of the votes of 23 September 2022."),
    ]
    table = pd.DataFrame(rows, columns=["document_id", "date", "issuer", "title", "text"])
    return table.assign(date=pd.to_datetime(table.date))


@pytest.fixture
def names(statements):
    """The names that a notebook has, and that the code shown by panels uses."""
    modules = {
        "corpus": corpus,
        "concordance": concordance,
        "frequency": frequency,
        "keyness": keyness,
        "places": places,
        "spans": spans,
        "timeline": timeline,
        "vocabulary": vocabulary,
    }
    tables = {"words": tokenize(statements), "mentions": places.region_mentions(statements), "dates": timexes.find_timexes(statements)}
    tables["reported"] = reported.reported_statements(statements)
    return {"documents": statements, **tables, **modules}


@pytest.fixture
def panel_of(names):
    calls = {
        "search": "explore.search(documents, 'votes', tokens=words)",
        "terms": "explore.terms(documents, ['votes', 'allies'], tokens=words)",
        "regions": "explore.regions(documents, mentions=mentions)",
        "timeline": "explore.timeline(documents, timexes=dates)",
        "compare": "explore.compare(documents, tokens=words)",
        "words": "explore.words(documents, tokens=words)",
        "collocates": "explore.collocates(documents, 'votes', tokens=words)",
        "speakers": "explore.speakers(documents, reported=reported, mentions=mentions)",
    }
    return lambda name: eval(calls[name], {"explore": explore, **names})


NAMES = ["search", "terms", "regions", "timeline", "compare", "words", "collocates", "speakers"]
CHANGES = {
    "search": {"issuer": "NATO", "sort": "left", "since": datetime.date(2022, 9, 1), "until": datetime.date(2022, 12, 31)},
    "terms": {"period": "year", "by": "issuer"},
    "regions": {"of": "place_id", "issuer": "NATO", "role": "sure"},
    "timeline": {"lanes": "refers to", "since": datetime.date(2022, 9, 23)},
    "compare": {"target": ("year", 2022), "reference": ("year", 2023)},
    "words": {"issuer": "NATO", "against": [("others", "")], "n": 2, "skip": "", "pattern": "the *"},
    "collocates": {"span": "sentence", "measure": "g2", "least": 2, "issuer": "NATO", "skip": ""},
    "speakers": {"along": "what", "who": "speaker", "about": "UA-51", "issuer": "UN"},
}


@pytest.mark.parametrize("name", NAMES)
def test_two_lines_of_code_give_the_same_table(panel_of, names, name):
    panel = panel_of(name)
    for changes in ({}, CHANGES[name]):
        for control, value in changes.items():
            panel.controls[control].value = value
        assert panel.view.error == ""
        first, second = panel.code.split("\n")
        exec(first, names)
        table = eval(second, names).reset_index(drop=True)
        pd.testing.assert_frame_equal(panel.table[list(table)], table)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_and_every_mark_opens_sentences_that_hold_it(panel_of, statements, name):
    panel, texts = panel_of(name), statements.set_index("document_id").text
    rows = [row for _, row in panel.table.iterrows() if row.get("n", 1)] + [row for row in panel._marked if row.get("n", 1)]
    assert len(panel._marked) == len(panel.view.marks) > 0
    for row in rows:
        panel.choose(row)
        items = panel.view.sentences["items"]
        if row.get("kind") != "issued" and row.get("documents", 1):
            assert items
        for item in items:
            assert any(item["before"] + item["surface"] + item["after"] in text for text in texts)
            assert item["place"].startswith("sentence ")


def test_a_mark_opens_the_hits_of_its_period(panel_of):
    panel = panel_of("search")
    panel.controls["period"].value = "year"
    panel.choose(next(row for row in panel._marked if str(row.year) == "2023"))
    assert [item["head"] for item in panel.view.sentences["items"]] == ["2023-01-05 · NATO · =Title"]
    assert [item["surface"] for item in panel.view.sentences["items"]] == ["votes"]
    panel.open(0)
    assert [text for text, marked in panel.view.reading["parts"] if marked] == ["votes"]
    assert "".join(text for text, _ in panel.view.reading["parts"]) == panel.documents.text[2]


def test_places_that_are_not_sure_are_left_out_where_it_is_asked_for():
    texts = ["Rain fell in Oslo, where the Bergen Music Fund met."]
    documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": texts})
    panel = explore.regions(documents, of="place_id", role="sure")
    assert panel.table.name.tolist() == ["Oslo"]
    panel.controls["role"].value = "place"
    assert sorted(panel.table.name) == ["Bergen", "Oslo"]
    older = explore.regions(documents, mentions=places.region_mentions(documents).drop(columns="sure"))
    assert "sure" not in [value for _, value in older.controls["role"].options]


def test_a_region_and_a_period_open_who_says_what_there(panel_of):
    panel = panel_of("regions")
    panel.controls["trend"].value = "UA-65"
    trend = next(row for row in panel._marked if str(row.get("period")) == "2022-09")
    panel.choose(trend)
    assert [item["surface"] for item in panel.view.sentences["items"]] == ["Kherson"]
    assert panel.view.sentences["items"][0]["head"].startswith("2022-09-22 · NATO")


@pytest.mark.parametrize(
    ("name", "control", "value", "message"),
    [
        ("search", "pattern", '""', "holds no word"),
        ("search", "since", datetime.date(2030, 1, 1), "No statement fits"),
        ("terms", "wanted", " , ", "at least one term"),
        ("terms", "wanted", "a,b,c,d,e,f,g", "cannot be told apart"),
        ("timeline", "since", datetime.date(2030, 1, 1), "Nothing is dated"),
        ("regions", "role", "demonym", "no place of that kind"),
        ("words", "pattern", "absent", "No term with “absent” stands 1 time or more in 3 statements."),
        ("words", "pattern", "…", "holds no word"),
        ("words", "against", [("year", 2022)], "There is no other statement to set these against"),
        ("collocates", "node", "absent", "“absent”: in none of 3 statements."),
        ("collocates", "least", 50, "no word stands near it 50 times or more, and more often than by chance"),
        ("speakers", "sure", "sure", "Nobody is reported to say anything of that kind here."),
        ("compare", "least", 20, "No term is in 20 statements"),
        ("compare", "reference", ("issuer", "NATO"), "no statement of its own"),
    ],
)
def test_what_goes_wrong_is_said_and_the_last_good_result_stays(panel_of, name, control, value, message):
    panel = panel_of(name)
    before, figure = panel.table, panel.view.figure
    good = panel.controls[control].value
    panel.controls[control].value = value
    assert message in panel.view.error
    assert panel.table is before
    assert panel.view.figure == figure
    assert not panel.view.busy
    panel.controls[control].value = good
    assert panel.view.error == ""


def test_a_panel_on_statements_without_an_answer_opens_with_a_sentence(documents):
    one = documents.tail(1).assign(text="We met in June.")
    panels = {
        "There is one statement, and nothing to compare it with.": explore.compare(one),
        "No statement names a place of the gazetteer.": explore.regions(one),
        "Nothing is dated from 2022-12-01 to 2022-12-01 in this choice.": explore.timeline(one, lanes="refers to"),
    }
    for sentence, panel in panels.items():
        assert sentence in panel.view.note
        assert sentence in panel.view.alt
        assert len(panel.table) == 0
        assert panel.view.error == ""
        assert panel.save("excel")[2]
        assert panel.save("sentences")[2]
        assert sentence in panel.code
    alike = documents.assign(issuer="NATO", date=documents.date.iloc[0])
    assert "All 3 statements are of one group (2022)" in explore.compare(alike, left="a", right="b").view.note
    assert explore.compare(alike, left="a", right="b").view.beside["sides"][0]["head"] == "a"  # two statements can be compared all the same
    assert explore.compare(documents, left="a", right="a").view.beside == {}


def test_a_panel_that_opened_with_a_sentence_goes_on(documents):
    texts = ["Votes.", "On 30 September.", "In May 2022."]
    panel = explore.timeline(documents.assign(text=texts), lanes="refers to", until=datetime.date(2022, 9, 22))
    assert "Nothing is dated from 2022-09-22 to 2022-09-22" in panel.view.note
    panel.controls["until"].value = datetime.date(2022, 12, 1)
    assert panel.table.label.tolist() == ["30 September"]


def test_an_interruption_leaves_the_last_good_result(panel_of, monkeypatch):
    panel = panel_of("search")
    before = panel.table
    monkeypatch.setattr(panel, "_ask", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
    panel.controls["pattern"].value = "met"
    assert "Interrupted" in panel.view.error
    assert panel.table is before


def test_saved_files_hold_the_table_and_the_sentences(panel_of):
    panel = panel_of("search")
    panel.choose(panel.table.iloc[-1])
    name, _, content = panel.save("sentences")
    saved = pd.read_csv(io.BytesIO(content))
    assert name == "search-sentences.csv"
    assert saved[["title", "sentence_number", "sentences", "surface"]].values.tolist() == [["'=Title", 2, 2, "votes"]]
    book = pd.read_excel(io.BytesIO(panel.save("excel")[2]), sheet_name=None)
    assert len(book["table"]) == 4
    assert len(book["sentences"]) == 1
    assert panel.save("png")[2].startswith(b"\x89PNG")
    assert b"<svg" in panel.save("svg")[2]


def test_two_statements_side_by_side(panel_of):
    panel = panel_of("compare")
    panel.controls["left"].value, panel.controls["right"].value = "a", "c"
    left, right = panel.view.beside["sides"]
    assert ("".join(text for text, _ in left["parts"]), left["head"]) == (panel.documents.text[0], "a")
    assert ["reject", "del"] in [[text.split()[0], kind] for text, kind in left["parts"] if text.split()]
    assert {kind for _, kind in right["parts"]} == {"", "ins"}
    panel.controls["right"].value = "no such"
    assert "no statement 'no such'" in panel.view.error


def test_more_sentences_are_opened_on_demand(statements):
    many = pd.concat([statements.assign(document_id=[f"{i}{x}" for x in "abc"]) for i in range(10)], ignore_index=True)
    panel = explore.search(many, "votes")
    panel.controls["period"].value = "year"
    panel.choose(next(row for row in panel._marked if str(row.year) == "2022"))
    assert (len(panel.view.sentences["items"]), panel.view.sentences["more"]) == (20, "Show 10 more")
    panel.more()
    assert (len(panel.view.sentences["items"]), panel.view.sentences["more"]) == (30, "")


def test_a_panel_shows_a_static_result_below_itself(panel_of, capsys):
    shell = InteractiveShell.instance()
    shown = []
    publish = shell.display_pub.publish
    shell.display_pub.publish = lambda data, metadata=None, **_: shown.append((data, metadata))
    try:
        panel_of("search")._ipython_display_()
    finally:
        shell.display_pub.publish = publish
        InteractiveShell.clear_instance()
    live, figure, table = shown
    assert "application/vnd.jupyter.widget-view+json" in live[0]
    assert "Children" not in live[0]["text/plain"]
    assert figure[1]["image/png"]["alt"].startswith("Line")
    assert "<table" in table[0]["text/html"]


def test_what_is_exported_cannot_start_a_formula():
    table = pd.DataFrame({"=a": ["=1", "+1", "-1", "@x", "\t=1", "fine", None], "n": range(-3, 4)})
    for read in (pd.read_csv(io.BytesIO(to_csv(table))), pd.read_excel(io.BytesIO(to_excel({"t": table})))):
        assert read.iloc[:, 0].dropna().str.match(r"['f]").all()
        assert list(read) == ["'=a", "n"]
        assert read.n.tolist() == list(range(-3, 4))


def test_first_choices_are_checked(statements):
    with pytest.raises(TypeError, match="search has no control 'colour'; its controls are pattern, since"):
        explore.search(statements, "votes", colour="red")
    with pytest.raises(ValueError, match="period='decade' is no choice of search here; it offers \\['year', 'quarter'"):
        explore.search(statements, "votes", period="decade")
    assert explore.search(statements, "votes", period="year").controls["period"].value == "year"


def test_a_corpus_without_issuers_places_of_ukraine_or_close_dates(statements):
    bare = statements[["document_id", "date", "text"]].assign(date_precision="year", text="We thank Poland and France for votes.")
    words = tokenize(bare)
    panels = [
        explore.search(bare, tokens=words),
        explore.terms(bare, tokens=words),
        explore.regions(bare),
        explore.compare(bare, tokens=words),
    ]
    assert [len(panel._marked) > 0 for panel in panels] == [True] * 4
    assert explore.regions(bare, trend="FRA", period="year").controls["of"].value == "country"


def test_a_pattern_without_a_hit_is_an_answer(statements):
    panel = explore.search(statements, "never")
    assert (panel.view.error, len(panel.table), panel.answer.note[:21]) == ("", 0, "0 hits in 0 of 3 stat")
    panel.choose(panel._marked[0])
    assert panel.view.sentences["items"] == []


def test_dates_in_doubt_are_left_out_where_it_is_asked_for():
    texts = ["No vote.", "The votes ended on 27 September 2022. They began on 23 September."]
    documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-09-22", "2022-10-12"]), "text": texts})
    days = timexes.find_timexes(documents).assign(sure=[True, False])
    panel = explore.timeline(documents, timexes=days, lanes="sure")
    assert panel.table.label.tolist() == ["a", "27 September 2022", "b"]
    assert "timexes=dates[dates.sure])" in panel.code
    older = explore.timeline(documents, timexes=days.drop(columns="sure"))
    assert "sure" not in [value for _, value in older.controls["lanes"].options]


@pytest.mark.parametrize("name", NAMES)
def test_the_figure_of_a_panel_stands_as_matplotlib_would_lay_it_out(panel_of, name):
    answer = panel_of(name).answer
    usual, ours = drawn(answer, wider=True), drawn(answer, layout=Margins(), wider=True)
    for figure in (usual, ours):
        figure.canvas.draw()
    for one, other in zip(usual.axes, ours.axes, strict=True):
        assert abs(one.get_position().extents - other.get_position().extents).max() < 0.03  # of the figure
        shown = other.get_tightbbox(for_layout_only=True)
        assert (shown.min > -1).all()
        assert (shown.max < ours.bbox.size + 1).all()


def test_a_figure_is_drawn_for_the_column_that_it_stands_in(panel_of):
    panel = panel_of("compare")
    figure, marks, table, turn = panel.view.figure, panel.view.marks, panel.table, panel.view.turn
    panel.fit(374)
    assert (panel.view.inches, panel.view.column) == (4.75, 4.75)
    assert [mark[-1] for mark in panel.view.marks] == [mark[-1] for mark in marks]
    assert (panel.table is table, panel.view.turn) == (True, turn)
    assert panel.figure().get_figwidth() == 8  # a file has no column
    panel.fit(90)
    assert panel.view.inches == 3.5
    panel.fit(4000)
    assert (panel.view.figure, panel.view.marks) == (figure, marks)


def test_a_step_back_shows_what_was_there_and_a_new_order_of_lines_the_same_figure(panel_of):
    panel = panel_of("search")
    first, figure = panel.table, panel.view.figure
    panel.controls["sort"].value = "right"
    assert panel.view.figure == figure
    assert panel.table.node.tolist() == ["votes"] * 4
    assert panel.table.start.tolist() != first.start.tolist()
    panel.controls["sort"].value = "date"
    pd.testing.assert_frame_equal(panel.table, first)
    panel.controls["pattern"].value = "allies"
    assert panel.view.figure != figure
    panel.controls["pattern"].value = "votes"
    assert panel.view.figure == figure


def test_one_selection_drives_map_trend_table_and_sentences(panel_of):
    panel = panel_of("regions")
    assert panel.view.selection == ""
    whole, place = panel.view.rows, panel.controls["trend"].value
    panel.choose(next(row for row in panel._marked if row.get("place_id") == "UA-51"))
    assert panel.controls["trend"].value == "UA-51"  # and so the trend's
    assert "Odesa" in panel.view.selection
    assert [item["surface"] for item in panel.view.sentences["items"]] == ["Odesa"]
    panel.choose(next(row for row in panel._marked if str(row.get("period")) == "2022-10"))
    assert panel.table.region.tolist() == ["UA-51"]  # what is named in that month: Kherson and Kyiv are not
    assert "Odesa" in plots_text(panel)
    panel._told(None, {"do": "back"}, None)
    assert panel.view.selection == ""
    assert panel.view.sentences == {}
    assert panel.view.rows == whole
    assert panel.controls["trend"].value == place


def plots_text(panel):
    return " ".join(mark[-1] for mark in panel.view.marks) + panel.view.alt


@pytest.mark.parametrize(("name", "column"), [("search", "date"), ("terms", "month"), ("timeline", "date_from")])
def test_the_table_narrows_to_the_period_that_is_chosen(panel_of, name, column):
    panel = panel_of(name)
    if name in ("search", "terms"):
        panel.controls["period"].value = "month"
    row = next(row for row in panel._marked if row.get("n", 0))
    panel.choose(row)
    told = [cell["place"] for cell in panel.view.rows["columns"]].index(column)
    months = {cells[told][:7] for cells in panel.view.rows["cells"]}
    assert len(months) == 1
    assert len(panel.view.rows["cells"]) < len(panel.table)
    panel._told(None, {"do": "choose", "kind": "row", "row": 0, "turn": panel.view.turn}, None)  # of the rows that are shown
    assert {item["head"][:7] for item in panel.view.sentences["items"]} <= months | {panel.view.sentences["items"][0]["head"][:7]}
    panel.back()
    assert len(panel.view.rows["cells"]) == len(panel.table)


def test_a_period_without_a_place_leaves_the_map_as_it_is(panel_of):
    panel = panel_of("regions")
    whole = panel.view.rows
    panel.choose(next(row for row in panel._marked if str(row.get("period")) == "2022-11"))  # no statement at all
    assert panel.view.rows == whole
    assert panel.view.error == ""
    assert panel.view.sentences["items"] == []


def test_lines_show_their_issuer_and_are_sorted_by_up_to_three_places(panel_of):
    panel = panel_of("search")
    assert panel.table.issuer.tolist() == ["NATO", "NATO", "UN", "NATO"]
    assert "issuer" in [column["place"] for column in panel.view.rows["columns"]]
    panel.controls["sort"].value = "L1"
    panel.controls["then"].value = "R1"
    assert panel.table.left.str.split().str[-1].tolist() == ["sham", "The", "the", "the"]
    assert panel.table.right.str.split().str[0].tolist() == ["in", "are", "in", "of"]
    assert b"issuer" in panel.save("table")[2]
    assert "sort=('L1', 'R1')" in panel.code


@pytest.mark.parametrize(("name", "control"), [("search", "pattern"), ("terms", "wanted")])
def test_nothing_found_is_said_in_place_of_a_chart_of_intervals(panel_of, name, control):
    panel = panel_of(name)
    panel.controls[control].value = "never"
    figure = panel.figure()
    assert [text.get_text() for ax in figure.axes for text in ax.texts] == ["“never”: in none of 3 statements."]
    assert "in none of 3 statements." in panel.view.alt
    assert not any(ax.axison or ax.lines or ax.collections for ax in figure.axes)


def test_what_is_typed_is_answered_when_typing_pauses(panel_of):
    panel = panel_of("search")
    field = panel.controls["pattern"]

    async def typed():
        for part in ("a", "al", "all", "allie", "allies"):
            field.set_state({"value": part})
            await asyncio.sleep(0.02)
            assert panel.table.node.str.lower().tolist() == ["votes"] * 4  # not yet
        for _ in range(100):
            await asyncio.sleep(0.05)
            if panel.table.node.str.lower().tolist() == ["allies"] * 2:
                return True
        return False

    with ThreadPoolExecutor(1) as apart:  # a browser's tests may have a loop running here
        assert apart.submit(asyncio.run, typed()).result()
    field.value = "votes"  # by code, which waits for nothing
    assert len(panel.table) == 4


def test_a_saved_figure_names_all_that_it_was_asked_for_with(panel_of):
    panel = panel_of("search")
    for control, value in {"issuer": "NATO", "since": datetime.date(2022, 9, 1), "sort": "left"}.items():
        panel.controls[control].value = value
    told = panel.filters()
    assert told == "Search for: votes · From: 2022-09-01 · To: 2023-01-05 · Issuer: NATO (2) · Period: month"
    assert told.replace(": ", ":\xa0") in panel.save("svg")[2].decode()  # as a comment beside its shapes
    tile = panel_of("regions")
    tile.choose(next(row for row in tile._marked if str(row.get("period")) == "2022-10"))
    assert tile.filters().endswith(" · within: 2022-10")


def test_numbers_of_a_table_are_in_one_form():
    rows = Grid(pd.DataFrame({"term": ["2022"], "n": [2388], "total": [29699], "low": [1234.5], "year": [2022]})).page()
    assert rows["cells"] == [["2022", "2,388", "29,699", rows["cells"][0][3], "2022"]]
    assert labels_of(pd.DataFrame({"term": ["votes"], "n": [2388]})) == ["votes, n 2,388"]


@pytest.mark.parametrize("angle", [0, 90, 30])
@pytest.mark.parametrize("text", ["votes", "Ägypten, gjpq (1,234)", "Київ", "$x^2$"])
def test_texts_stand_where_matplotlib_sets_them(text, angle):
    """Twice, since the second time they are copied; each side is at most a pixel away, for glyphs are set at whole ones."""
    size, ismath = FontProperties(size=9), "$" in text
    for _ in range(2):
        edges = []
        for renderer in (RendererAgg(400, 400, 120), Letters(400, 400, 120)):
            colour = renderer.new_gc()
            colour.set_foreground((0.2, 0.4, 0.6, 0.5), isRGBA=True)
            renderer.draw_text(colour, 180, 210, text.strip("$"), size, angle, ismath)
            drawn = np.asarray(renderer.buffer_rgba())
            where = np.nonzero(drawn[..., 3] > 20)
            edges.append([*(side.min() for side in where), *(side.max() for side in where)])
            dark = drawn[drawn[..., 3] > 120]
            assert len(dark) == 0 or np.abs(dark[:, :3].astype(int) - [51, 102, 153]).max() <= 3
            edges[-1] += renderer.get_text_width_height_descent(text.strip("$"), size, ismath)
        np.testing.assert_allclose(*edges, atol=3 if angle else 1)  # Matplotlib 3.10 turns the picture of a text about another place


def test_trends_of_kept_hits_are_those_of_term_frequency(statements):
    words = tokenize(statements)
    trends = Trends(words)
    for terms, by, some in (
        (["votes"], "month", statements),
        (["votes"], "month", statements[1:]),
        (["sham votes", "vote*"], ["issuer", "year"], statements),
        (["votes"], "year", statements),
    ):
        whole = frequency.term_frequency(words, by=by, terms=terms, documents=some)
        pd.testing.assert_frame_equal(trends.of(terms, by, some), whole)
