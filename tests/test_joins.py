"""Joins of reported statements with places and dates."""

import tracemalloc

import pandas as pd
import pytest

from helpers.intervals import share_interval
from helpers.timeline import reported_dates, said_by
from helpers.timeline.joins import said_about, speaker_regions

TEXT = "On 22 September the Council said that it will not recognise the votes in Kherson of 23 September. NATO met."


@pytest.fixture
def reported():
    content = TEXT.index("it will not")
    row = {
        "document_id": "a",
        "start": content,
        "end": TEXT.index(". NATO"),
        "cue_start": TEXT.index("said"),
        "cue_end": TEXT.index("said") + 4,
    }
    return pd.DataFrame([row | {"speaker": "the Council", "actor": "nato", "cue": "said", "negated": True}])


@pytest.fixture
def statements():
    return pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-30"]), "text": [TEXT]})


def spans(*surfaces, **columns):
    rows = [(("a"), TEXT.index(s), TEXT.index(s) + len(s)) for s in surfaces]
    return pd.DataFrame(rows, columns=["document_id", "start", "end"]).assign(**columns)


def test_places_in_the_content_count_and_others_do_not(reported):
    mentions = spans("Kherson", "NATO", place_id=["kherson", "nato"], region=["UA-65", None])
    said = said_about(reported, mentions)
    assert said[["speaker", "place_id", "region"]].values.tolist() == [["the Council", "kherson", "UA-65"]]
    assert TEXT[said.mention_start[0] : said.mention_end[0]] == "Kherson"


def test_a_region_named_twice_in_one_content_counts_once(reported, statements):
    twice = pd.concat([reported.assign(region="UA-65"), reported.assign(region="UA-65")])
    table = speaker_regions(twice, statements)
    assert table[["actor", "region", "n", "negated", "documents"]].values.tolist() == [["nato", "UA-65", 1, 1, 1]]
    assert table.period.astype("str").tolist() == ["2022-09"]
    unknown = speaker_regions(twice.assign(actor=None), statements)
    assert unknown.actor.tolist() == ["(not stated)"]


SAID = [  # document_id, start, end, actor, cue_class, negated
    ("a", 10, 40, "nato", "say", False),
    ("a", 50, 90, "nato", "condemn", True),
    ("b", 10, 40, "nato", "say", False),
    ("b", 50, 70, None, "say", False),
]
NAMED = [
    ("a", 12, 19, "UA-65"),
    ("a", 21, 27, "UA-51"),
    ("a", 30, 37, "UA-65"),
    ("b", 12, 19, "UA-65"),
    ("b", 52, 60, None),
    ("b", 95, 99, "RUS"),
]


@pytest.fixture
def who():
    return pd.DataFrame(SAID, columns=["document_id", "start", "end", "actor", "cue_class", "negated"])


@pytest.fixture
def named():
    return pd.DataFrame(NAMED, columns=["document_id", "start", "end", "region"])


def test_who_said_what_about_which_region(who, named):
    """One content names two regions, one of them twice; two name none, of which one has a place that lies in no region."""
    documents = pd.DataFrame({"document_id": ["a", "b", "c"]})
    table = said_by(who, documents, mentions=named)
    assert table[["actor", "cue_class", "region", "n", "negated", "of_speaker", "documents", "total"]].values.tolist() == [
        ["nato", "say", "UA-65", 2, 0, 3, 2, 3],
        ["(unknown)", "say", "(no place)", 1, 0, 1, 1, 3],
        ["nato", "condemn", "(no place)", 1, 1, 3, 1, 3],
        ["nato", "say", "UA-51", 1, 0, 3, 1, 3],
    ]
    assert table.loc[0, ["share", "low", "high"]].tolist() == pytest.approx([2 / 3, *map(float, share_interval(2, 3))])


def test_who_said_what_in_some_statements_and_without_places(who, named):
    alone = said_by(who, pd.DataFrame({"document_id": ["a"]}), by=["actor"])
    assert alone[["actor", "n", "negated", "documents", "total"]].values.tolist() == [["nato", 2, 1, 1, 1]]
    assert alone[["low", "high"]].isna().all(axis=None)  # one statement has no interval
    with pytest.raises(ValueError, match=r"mentions=places\.region_mentions"):
        said_by(who, pd.DataFrame({"document_id": ["a"]}))
    with pytest.raises(ValueError, match="by='n' has the name of another column"):
        said_by(who.assign(n=1), pd.DataFrame({"document_id": ["a"]}), by=["n"])
    none = said_by(who[:0], pd.DataFrame({"document_id": ["a"]}), mentions=named[:0])
    assert none.attrs["none"] == "No statement reports what somebody said."


def test_the_day_of_a_report_is_the_one_outside_its_content(reported, statements):
    days = pd.to_datetime(["2022-09-22", "2022-09-23"])
    timexes = spans("22 September", "23 September", date_from=days, date_to=days)
    row = reported_dates(reported, timexes, statements).iloc[0]
    assert (row.date_from, row.own_date) == (pd.Timestamp("2022-09-22"), True)
    row = reported_dates(reported, timexes.tail(1), statements).iloc[0]
    assert (row.date_from, row.own_date) == (pd.Timestamp("2022-09-30"), False)
    month = timexes.head(1).assign(date_to=pd.Timestamp("2022-09-30"))  # a month is no day
    assert not reported_dates(reported, month, statements).own_date[0]


def test_nothing_reported_joins_to_nothing(reported, statements):
    assert len(said_about(reported.head(0), spans("Kherson", place_id="kherson"))) == 0
    timexes = spans("22 September", date_from=pd.Timestamp("2022-09-22"), date_to=pd.Timestamp("2022-09-22"))
    assert len(reported_dates(reported.head(0), timexes, statements)) == 0


def test_two_statements_that_begin_with_one_word_are_two(reported, statements):
    inner = reported.assign(region="UA-65", actor="g7", negated=False, end=reported.end - 20)
    table = speaker_regions(pd.concat([reported.assign(region="UA-65"), inner]), statements)
    assert table[["actor", "n", "negated"]].values.tolist() == [["g7", 1, 0], ["nato", 1, 1]]


def test_a_column_called_month_is_not_the_period(reported, statements):
    table = speaker_regions(reported.assign(region="UA-65"), statements.assign(month="ninth"))
    assert table.period.astype("str").tolist() == ["2022-09"]


def test_columns_are_not_renamed_behind_ones_back(reported):
    mentions = spans("Kherson", place_id=["kherson"], region=["UA-65"])
    with pytest.raises(ValueError, match=r"the places bring as well \(region\)"):
        said_about(reported.assign(region="mine"), mentions)


def test_what_is_reported_in_a_statement_dated_by_its_year_is_of_that_year(reported, statements):
    none = spans("22 September", date_from=pd.NaT, date_to=pd.NaT)
    row = reported_dates(reported, none, statements.assign(date_precision="year", date=pd.Timestamp("2022-01-01"))).iloc[0]
    assert (row.date_from, row.date_to, row.own_date) == (pd.Timestamp("2022-01-01"), pd.Timestamp("2022-12-31"), False)


def test_the_joins_of_a_long_statement_take_memory_for_its_rows_and_not_for_its_pairs():
    """4,000 reports and 4,000 places of one statement are 16 million pairs, which took over 500 MB."""
    at = pd.RangeIndex(4000) * 20
    text = "They said it now . . " * 4000
    documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-30"]), "text": [text]})
    made = pd.DataFrame({"document_id": "a", "start": at + 10, "end": at + 19, "cue_start": at + 5, "cue_end": at + 9})
    places = pd.DataFrame({"document_id": "a", "start": at + 12, "end": at + 15, "place_id": "kyiv"})
    days = pd.DataFrame({"document_id": "a", "start": at, "end": at + 4}).assign(date_from=pd.Timestamp("2022-09-22"))
    tracemalloc.start()
    said = said_about(made, places)
    dated = reported_dates(made, days.assign(date_to=days.date_from), documents)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (said.mention_start - said.start).tolist() == [2] * 4000
    assert len(dated) == 4000
    assert peak < 100e6
