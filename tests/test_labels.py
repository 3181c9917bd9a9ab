"""Dates are shown as far as they are known, and rows say which statement they are of, wherever either stands."""

import io
import json

import pandas as pd
import pytest

from helpers import concordance, explore, labels, places, plots, reported, spans, tables, timeline, timexes, wording
from helpers.corpus import load as corpus
from helpers.groups import best_stated
from helpers.places import region_mentions
from helpers.site import evidence as site_evidence
from helpers.site import reader
from helpers.tokens import tokenize

TEXT = "In Kyiv we said the votes are void. We do not recognise the outcome of any of them."
TRUMAN, STALIN = f"{TEXT} Thus spoke one.", f"{TEXT} Thus spoke another. On 5 May 1945 they met in Odesa."


@pytest.fixture
def years(folder):
    """Two texts of one year, without title and issuer."""
    return corpus.load_corpus(folder({"1945-Truman.txt": TRUMAN, "1945-Stalin.txt": STALIN}))


@pytest.fixture
def mixed():
    rows = [("a", "2005-01-01", "year"), ("b", "2005-03-01", "month"), ("c", "2005-03-07", "day"), ("d", "2006-01-01", None)]
    table = pd.DataFrame(rows, columns=["document_id", "date", "date_precision"])
    return table.assign(
        date=pd.to_datetime(table.date), issuer="NATO", title=["On votes", None, None, "On votes"], text="The votes are void."
    )


SHOWN = ["2005", "2005-03", "2005-03-07", "2006-01-01"]


def test_a_date_is_written_as_far_as_it_is_known(mixed):
    assert labels.date_text(mixed).tolist() == SHOWN
    assert labels.date_text(mixed.drop(columns="date_precision")).tolist() == ["2005-01-01", "2005-03-01", "2005-03-07", "2006-01-01"]
    assert labels.date_text(mixed.astype({"date_precision": "category"})).tolist() == SHOWN
    assert labels.date_text(mixed.assign(date=mixed.date.dt.tz_localize("Asia/Tokyo"))).tolist() == SHOWN
    assert labels.date_text(pd.read_csv(io.StringIO(mixed.to_csv()))).tolist() == SHOWN
    assert labels.date_text(mixed.assign(date=mixed.date.where(mixed.index > 0))).isna().tolist() == [True, False, False, False]
    assert labels.date_text(mixed.assign(date=pd.array(["0476-09-04"] * 4, dtype="datetime64[s]"))).tolist()[0] == "0476"
    assert labels.first_to_last(mixed, words=True) == "2005 to 1 January 2006"
    assert labels.first_to_last(mixed.head(0)) == "no date"


def test_the_column_stays_one_of_dates_where_all_are_known_to_the_day(mixed):
    assert labels.known_dates(mixed).tolist() == SHOWN
    pd.testing.assert_series_equal(labels.known_dates(mixed.tail(2)), mixed.date.tail(2))


def test_times_of_whole_years_and_months_are_written_as_such():
    first = pd.Series(pd.to_datetime(["2005-01-01", "2005-02-01", "2005-01-01", "2005-01-01", "2004-01-01"]))
    last = pd.Series(pd.to_datetime(["2005-12-31", "2005-02-28", "2005-01-01", None, "2005-12-31"]))
    low, high = labels.bounds_text(first, last)
    assert low.tolist() == ["2005", "2005-02", "2005-01-01", "2005-01-01", "2004"]
    assert high.dropna().tolist() == ["2005", "2005-02", "2005-01-01", "2005"]


def test_every_statement_has_a_name_of_its_own(mixed):
    assert labels.statement_name(mixed).tolist() == ["On votes (a)", "NATO (b)", "NATO (c)", "On votes (d)"]
    assert labels.statement_name(mixed.head(2)).tolist() == ["On votes", "NATO"]
    assert labels.statement_name(mixed[["document_id"]].assign(title=[" ", "b", None, float("nan")])).tolist() == ["a", "b", "c", "d"]
    twice = pd.concat([mixed.head(1), mixed.head(1)])  # two rows of one statement are no two statements
    assert labels.statement_name(twice).tolist() == ["On votes"] * 2
    assert labels.statement_name(pd.DataFrame({"document_id": [7, 8]})).tolist() == ["7", "8"]


@pytest.mark.parametrize("find", [lambda d: concordance.kwic(d, "votes"), lambda d: spans.evidence(concordance.kwic(d, "votes"), d)])
def test_rows_of_passages_show_the_date_as_known_and_name_the_statement(find, years, mixed):
    table = find(years)
    assert table.date.tolist() == ["1945", "1945"]
    assert table.statement.tolist() == ["1945-Stalin", "1945-Truman"]
    assert "-01-01" not in table.to_string()
    assert find(mixed).date.tolist() == SHOWN
    assert find(mixed).statement.tolist() == ["On votes (a)", "NATO (b)", "NATO (c)", "On votes (d)"]
    assert find(mixed.tail(2)).date.tolist() == mixed.date.tail(2).tolist()  # days are dates
    assert len(find(mixed).merge(mixed[["document_id", "text"]], on="document_id")) == 4


def test_first_and_last_are_shown_as_known(years):
    first = places.first_and_last(region_mentions(years), years).set_index("name")
    assert first.loc["Kyiv", ["first", "last"]].tolist() == ["1945", "1945"]
    passages = wording.recurring_passages(years)
    assert passages[["first", "last"]].drop_duplicates().values.tolist() == [["1945", "1945"]]


def test_check_says_the_years(folder, capsys):
    assert corpus.main([str(folder({"1789-a.txt": "One.", "2022-09 b.txt": "Two."}))]) == 0
    assert "from 1789 to 2022-09, no problem" in capsys.readouterr().out


def test_a_table_set_for_reading_names_its_statements(years, mixed):
    def read(table):
        return tables.reading(table).to_html()

    lines = spans.evidence(concordance.kwic(years, "votes"), years)
    for some in (lines[["document_id", "date", "issuer", "sentence"]], lines[["document_id", "date", "statement", "sentence"]]):
        assert all(name in read(some) for name in ("1945-Truman", "1945-Stalin"))
    assert "document_id" not in read(lines[["document_id", "date", "statement", "sentence"]])
    day = mixed.tail(2)[["document_id", "date", "issuer"]]
    assert "document_id" not in read(day)  # NATO of one day, and of another
    assert "document_id" in read(day.assign(date="2022"))


def test_a_table_that_has_the_precision_shows_it(mixed):
    html = tables.to_html(mixed[["date", "date_precision"]])
    assert ">2005<" in html
    assert "2005-01-01" not in html
    assert ">2006-01-01<" in html
    events = timeline.events(mixed)
    assert tables.reading(events.head(2)).to_html().count(">2005</") == 2  # first and last day of the year 2005
    assert events.date_to.tolist()[0] == pd.Timestamp("2005-12-31")


def test_a_statement_set_for_reading_has_its_date_as_known_and_a_name(years, mixed):
    html = [tables.statement(row).data for _, row in mixed.iterrows()]
    assert [text.split("<strong>")[1].split("</strong>")[0] for text in html] == [
        "NATO, 2005",
        "NATO, March 2005",
        "NATO, 7 March 2005",
        "NATO, 1 January 2006",
    ]
    assert "<strong>1945</strong></p><p><em>1945-Truman</em>" in tables.statement(years.iloc[1]).data


@pytest.mark.parametrize("name", ["search", "terms", "regions", "compare", "timeline"])
def test_panels_show_no_year_as_a_day(name, years):
    other = years.head(1).assign(document_id="1946-Other", date=pd.Timestamp("1946-01-01"), text=f"{TEXT} It is another year.")
    panel = getattr(explore, name)(pd.concat([years, other], ignore_index=True))
    panel.choose(panel.table.iloc[0])
    panel.open(0)
    view = panel.view
    said = json.dumps([view.rows, view.marks, view.sentences, view.reading, view.note, view.alt, panel.code])
    assert "-01-01" not in said
    assert "1 January" not in said
    assert view.reading["head"] in ("1945 · 1945-Stalin", "1945 · 1945-Truman", "1946 · 1946-Other")
    assert {panel.controls[end].value for end in ("since", "until") if end in panel.controls} <= {None}
    assert b"1945-01-01" not in panel.save("sentences")[2] + panel.save("table")[2].split(b"date_from")[0]


def test_panels_tell_rows_of_one_year_apart(years):
    panel = explore.search(years, "votes")
    assert {row[-1] for row in panel.view.rows["cells"]} == {"1945-Stalin", "1945-Truman"}
    panel.choose(next(iter(panel._marked)))
    assert [item["head"] for item in panel.view.sentences["items"]] == ["1945 · 1945-Stalin", "1945 · 1945-Truman"]


def test_filters_by_day_still_work_on_years(years, mixed):
    every = pd.concat([years, mixed], ignore_index=True)
    panel = explore.search(every, "votes")
    panel.controls["until"].value = pd.Timestamp("2005-03-01").date()
    assert panel.table.document_id.tolist() == ["1945-Stalin", "1945-Truman", "a", "b"]
    assert "corpus.select(documents, until='2005-03-01')" in panel.code
    panel.controls["since"].value = pd.Timestamp("2005-02-01").date()
    assert panel.table.document_id.tolist() == ["b"]


def test_the_timeline_panel_gives_code_that_gives_its_table(years):
    panel = explore.timeline(years)
    assert "2 events" not in panel.view.note
    assert "from 1945 to 1945" in panel.view.note
    assert panel.code.endswith('"1945", "1945")')
    events = timeline.events(years, timexes=timexes.find_timexes(years))
    far = explore.timeline(years.assign(text=years.text + " They spoke of 1066."))
    assert "from 1945 to 1945" in far.view.note  # the time of the statements, not all they speak of
    pd.testing.assert_frame_equal(timeline.between(events, "1945", "1945"), panel.table)
    assert timeline.between(events, "1946", "1950").empty


def test_pages_have_the_year_and_the_name(years, tmp_path):
    found = reader.find_all(years)
    reader.write(years, tmp_path / "reader", found=found)
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "reader").iterdir())
    assert "-01-01" not in pages
    script = site_evidence.data_of(years, tokenize(years), found, reader.page_name)
    data = json.loads(script.removeprefix("window.EVIDENCE = ").removesuffix(";\n"))
    assert [row[2] for row in data["documents"]] == ["1945", "1945"]
    assert [row[5] for row in data["documents"]] == ["1945-Stalin", "1945-Truman"]
    assert {row[3] for row in data["said"]} == {"1945"}


def test_what_a_text_of_a_year_reports_is_of_that_year(years):
    said = timeline.reported_dates(reported.reported_statements(years), timexes.find_timexes(years), years)
    assert not said.own_date.any()
    assert (said.date_from.min(), said.date_to.max()) == (pd.Timestamp("1945-01-01"), pd.Timestamp("1945-12-31"))


def test_figures_say_the_year(years):
    text = plots.alt_text(plots.event_lanes(timeline.events(years)).figure)
    assert "issued 2, in 1945." in text
    pairs = pd.DataFrame({"issued": pd.to_datetime([None, "2022-03-24"]), "spoken_of": pd.to_datetime(["2022-02-24"] * 2)})
    assert "1 arc" in plots.alt_text(plots.date_arcs(pairs).figure)


def test_an_exported_table_of_documents_is_read_back_with_its_precision(mixed, tmp_path):
    texts = mixed.assign(text=[f"{TEXT} {i}" for i in range(4)])
    (tmp_path / "t.csv").write_bytes(tables.to_csv(texts[["document_id", "date", "date_precision", "text"]]))
    back = corpus.load_corpus(tmp_path / "t.csv")
    assert back.date_precision.tolist() == ["year", "month", "day", "day"]
    assert labels.date_text(back).tolist() == SHOWN


def test_a_stretch_of_a_timeline_asks_for_what_begins_in_it():
    edges = {"from": pd.to_datetime(["2005-01-01"]), "to": pd.to_datetime(["2006-12-31"])}
    html = tables.to_html(pd.DataFrame({"kind": ["issued"], **edges, "n": [3]}))
    assert 'data-ask="issued_in=2005%2F2006"' in html
    assert [cell in html for cell in (">2005<", ">2006<")] == [True, True]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ({"source": ["NATO", "G7", "G7"], "issuer": ["A", "B", "C"]}, "source"),
        ({"source": [None, None, None], "issuer": ["A", "B", None]}, "issuer"),
        ({"source": ["NATO", "G7", None], "issuer": ["A", "B", "C"]}, "source"),
        ({"source": ["NATO", None, None], "issuer": ["A", "B", "C"]}, "issuer"),
        ({"source": ["NATO"] * 3, "issuer": ["A", "A", "B"]}, "issuer"),
        ({"issuer": ["A", "B", "C"]}, "issuer"),
        ({"text": ["a", "b", "c"]}, "source"),
    ],
)
def test_statements_are_parted_by_the_column_that_tells_most(table, column):
    assert best_stated(pd.DataFrame(table)) == column
