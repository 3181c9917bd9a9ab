"""Temporal expressions, as seen from the day of the statement."""

import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import load_corpus
from helpers.environment import ROOT
from helpers.timexes import find_timexes
from helpers.timexes.reading import COUNTED, FIGURES, LETTERS, THE_UNIT, VAGUE, first_words
from helpers.timexes.words import UNITS

SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "helpers" / "timexes").glob("*.py"))


def found(text, issued="2022-09-23", **options):
    table = find_timexes(pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime([issued]), "text": [text]}), **options)
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.surface.tolist()
    return table


@pytest.mark.parametrize(
    ("text", "issued", "values"),
    [
        ("resolution of 2 March 2022", "2022-09-23", ["2022-03-02"]),
        ("their statement of September 22", "2022-09-23", ["2022-09-22"]),
        ("On December 29 missiles fell", "2023-01-05", ["2022-12-29"]),
        ("on 3 January talks begin", "2022-12-20", ["2023-01-03"]),
        ("September 22, 2021 and Sept. 22, 2021", "2022-09-23", ["2021-09-22", "2021-09-22"]),
        ("the 3rd of November 1950", "2022-09-23", ["1950-11-03"]),
        ("on 2022-09-22", "2022-09-23", ["2022-09-22"]),
        ("Thursday, 22 September 2022, 22-Sep-2022", "2022-09-23", ["2022-09-22", "2022-09-22"]),
        ("24/02/2022, 12/25/2021, 25.12.2021, 10/30/89", "2022-09-23", ["2022-02-24", "2021-12-25", "2021-12-25", "1989-10-30"]),
        ("29 February", "2023-03-01", ["2024-02-29"]),
        ("on 5 and 12 May 2022", "2022-09-23", ["2022-05-05", "2022-05-12"]),
        ("in February 2022, in May, in 2014 and 2015", "2022-09-23", ["2022-02", "2022-05", "2014", "2015"]),
        ("23 February last year, June next year", "2022-09-23", ["2021-02-23", "2023-06"]),
        ("", "2022-09-23", []),
    ],
)
def test_days_months_and_years(text, issued, values):
    assert found(text, issued).value.tolist() == values


@pytest.mark.parametrize(
    "text",
    [
        "Articles 5 and 6, 1,200 shells, ES-11/1, we may march, May I, 12 Marchers, A/78/123",
        "March 1,200 kilometres",
        "Resolution 2623 (2022), COM(2022) 233, S/2022/123, at the G7 2022",
        "2000 people, in 2000 homes, 2014 soldiers, paragraph 2014, $2022",
        "aged 12 years, 12 years old, a 10-year-old boy, 70 years of age",
        "Theresa May said so on the second anniversary; three-quarters of the grain; they will one day return",
        "a few days later, two days later, two years and three months later, now, recently",
        "the last day of the war, the first week of talks, last of the month, a third of those, A/2022/09/22, Articles 3, 4 and 5",
    ],
)
def test_no_times(text):
    assert found(text).surface.tolist() == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("they met on Wednesday and on Friday", ["2022-09-21", "2022-09-23"]),
        ("next Tuesday, last Friday, this Friday", ["2022-09-27", "2022-09-16", "2022-09-23"]),
        ("The Council will meet on Tuesday", ["2022-09-27"]),
        ("On Monday, leaders will decide", ["2022-09-26"]),
        ("He said on Monday that it will fall", ["2022-09-19"]),
        ("yesterday, today, tomorrow", ["2022-09-22", "2022-09-23", "2022-09-24"]),
        ("last week, next month, this year, last quarter", ["2022-W37", "2022-10", "2022", "2022-Q2"]),
        ("a year ago, one year ago today, thirty years ago", ["2021", "2021-09-23", "1992"]),
        ("two weeks ago, ten days ago, three months ago", ["2022-W36", "2022-09-13", "2022-06"]),
        ("last December, next March, last summer", ["2021-12", "2023-03", "2022-SU"]),
        ("On 5 May they met. That same day they left", ["2022-05-05", "2022-05-05"]),
    ],
)
def test_relative(text, values):
    assert found(text).value.tolist() == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("23 to 27 September 2022", ["2022-09-23/2022-09-27"]),
        ("between 23 and 27 September 2022", ["2022-09-23/2022-09-27"]),
        ("28–30 June 2022 and July 11-12", ["2022-06-28/2022-06-30", "2022-07-11/2022-07-12"]),
        ("from 2 to 6 July", ["2022-07-02/2022-07-06"]),
        ("2014-2020, 2014–20, between 2014 and 2022", ["2014/2020", "2014/2020", "2014/2022"]),
        ("between 28 December and 3 January 2023", ["2022-12-28/2023-01-03"]),
        ("from Monday to Thursday", ["2022-09-19/2022-09-22"]),
        ("September 30 – October 2, 2022", ["2022-09-30/2022-10-02"]),
        ("since 24 February 2022, since February, since 2014", ["2022-02-24/..", "2022-02/..", "2014/.."]),
        ("by the end of 2022, until 30 June 2023, by 2030", ["../2022-12-31", "../2023-06-30", "../2030"]),
        ("a letter from 12 May; from 1 July onwards", ["2022-05-12", "2022-07-01/.."]),
        ("signed by the 12 May accord", ["2022-05-12"]),
        ("early 2023, the end of 2022, mid-November", ["2023 START", "2022 END", "2022-11 MID"]),
        ("in the spring of 2022, winter 2022, this autumn", ["2022-SP", "2022-WI", "2022-FA"]),
        ("the third quarter of 2022, Q3 2022, first half of 2022", ["2022-Q3", "2022-Q3", "2022-H1"]),
        ("the 1990s, the early 1990s, the 20th century", ["199", "199 START", "19"]),
        ("for 212 days, three years, for a decade, two-week, two weekends", ["P212D", "P3Y", "P10Y", "P2W", "P2WE"]),
        ("two and a half years, 72 hours, a hundred days", ["P2Y6M", "PT72H", "P100D"]),
        ("every year, every two weeks, every Monday", ["P1Y", "P2W", "XXXX-WXX-1"]),
    ],
)
def test_periods_and_durations(text, values):
    assert found(text).value.tolist() == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the last quarter of 2021, the final month of 2021, the first two months of 2022", ["2021-Q4", "2021-12", "2022-01/2022-02"]),
        ("the last three months of 2021, the second half of last year", ["2021-10/2021-12", "2021-H2"]),
        ("the first Monday of October, the last Friday of August 2022", ["2022-10-03", "2022-08-26"]),
        ("the second week of March, the last week of August 2022, the first week of May", ["2022-03 MID", "2022-08 END", "2022-05 START"]),
        (
            "the last day of the month, the first ten days of March, early days of May",
            ["2022-09-30", "2022-03-01/2022-03-10", "2022-05 START"],
        ),
        ("the first decade of the 21st century, the first Monday of every month", ["200", "P1M"]),
        ("January and February 2022, in January, May and June 2022", ["2022-01/2022-02", "2022-01", "2022-05/2022-06"]),
        ("June or July 2021, November, December and January 2023", ["2021-06/2021-07", "2022-11/2023-01"]),
        ("on 21 February and on 29 September 2022, in December and in March 2022", ["2022-02-21", "2022-09-29", "2021-12", "2022-03"]),
        ("October 3, 4 and 5, 2022, then 3, 4 and 5 October 2022", ["2022-10-03/2022-10-05"] * 2),
        ("October 3 and 4, then October 3, 7 and 9, 2021", ["2022-10-03/2022-10-04", "2021-10-03", "2021-10-07", "2021-10-09"]),
        ("2022/09/22, the fourth of July, the twenty-fourth of February 2022", ["2022-09-22", "2022-07-04", "2022-02-24"]),
        ("winter 2022-23, the winter of 2022/23, the 2022/23 winter", ["2022-WI"] * 3),
        ("the mid-90s, every 24 February, by year's end", ["199 MID", "XXXX-02-24", "../2022-12-31"]),
        (
            "Q1 and Q2 2021, H2 of 2022, 2022-Q3, the spring and summer of 2021",
            ["2021-Q1", "2021-Q2", "2022-H2", "2022-Q3", "2021-SP", "2021-SU"],
        ),
    ],
)
def test_parts_lists_and_words(text, values):
    assert found(text).value.tolist() == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("half a century ago, half a year ago, a year and a half ago", ["1972", "2022-03", "2021-03"]),
        ("a quarter of a century ago, 72 hours ago, 30 minutes ago", ["1997", "2022-09-20", "2022-09-23"]),
        ("a year and two months ago, three weeks from today", ["2021-07", "2022-10-14"]),
        ("1 year and 6 months, two hours and 30 minutes, for a year and a day", ["P1Y6M", "PT2H30M", "P1Y1D"]),
        ("three years, two months and 5 days; two weeks and 3 days", ["P3Y2M5D", "P17D"]),
        ("three years, two days; 6 months and 2 years; half a dozen years", ["P3Y", "P2D", "P6M", "P2Y", "P6Y"]),
        ("a quarter of an hour, the half-year report", ["PT15M"]),
    ],
)
def test_sums_and_fractions(text, values):
    assert found(text).value.tolist() == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On 24 February Russia invaded", "2022-02-24"),
        ("the plan of 3 March", "2022-03-03"),
        ("They will meet in May", "2023-05"),
        ("The ban expires on 15 March", "2023-03-15"),
        ("Elections are to be held in March", "2023-03"),
        ("It was due in November", "2022-11"),
        ("The number killed by 22 August", "../2022-08-22"),
        ("They must leave by 22 October", "../2022-10-22"),
        ("In May they may return", "2023-05"),
    ],
)
def test_the_tense_places_a_day_without_a_year(text, value):
    assert found(text).value.tolist() == [value]


def test_a_day_earlier_is_placed_from_the_day_last_named():
    assert found("On 23 September they met. A day earlier they voted.").value.tolist() == ["2022-09-23", "2022-09-22"]
    assert found("On 23 September they met, and had met the week before.").value.tolist() == ["2022-09-23", "2022-W37"]
    assert found("On 5 May they met. A day earlier they voted.").value.tolist() == ["2022-05-05", "2022-05-04"]
    assert found("On Friday, 16 September, they met, and on the following Monday").value.tolist() == ["2022-09-16", "2022-09-19"]
    assert found("A day earlier they voted, and the week before.").value.tolist() == []


def test_an_article_belongs_to_the_noun_that_a_duration_describes():
    assert found("the two-week truce, the last two weeks, the third-quarter loss").surface.tolist() == [
        "two-week",
        "the last two weeks",
        "third-quarter",
    ]


def test_types_and_days_covered():
    table = found("in February 2024; since 2014; by 2030; three years; every year").set_index("surface")
    assert table.type.tolist() == ["DATE", "DATE", "DATE", "DURATION", "SET"]
    assert tuple(table.loc["February 2024", ["date_from", "date_to"]]) == (pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29"))
    assert table.date_from["2014"] == pd.Timestamp("2014-01-01")
    assert table.date_to["2030"] == pd.Timestamp("2030-12-31")
    assert table.date_to.isna().tolist() == [False, True, False, True, True]


def test_impossible_days_are_flagged_and_never_moved():
    table = found("29 February 2023, September 31, 2022-13-01, 2022/13/01, 31/09/2022, 31 April, the fifth Friday of February 2022")
    assert table.flag.tolist() == ["impossible"] * 7
    assert table.value.isna().all()
    assert table.date_from.isna().all()


def test_ambiguous_days_keep_both_readings():
    row = found("03/04/2022").iloc[0]
    assert (row.value, row.flag) == ("2022-04-03|2022-03-04", "ambiguous")
    assert pd.isna(row.date_from)


def test_vague_words_only_where_they_are_asked_for():
    table = found("now, recently, a few weeks, on 5 May", vague=True)
    assert table[["value", "flag"]].values.tolist() == [
        ["PRESENT_REF", "vague"],
        ["PAST_REF", "vague"],
        ["PXW", "vague"],
        ["2022-05-05", ""],
    ]


def test_the_middle_of_what_is_known_of_the_date():
    documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["1861-01-01"]), "text": ["On December 20 she left."]})
    assert find_timexes(documents).value.tolist() == ["1860-12-20"]
    assert find_timexes(documents.assign(date_precision="year")).value.tolist() == ["1861-12-20"]


def test_a_statement_without_date_keeps_what_is_absolute():
    documents = pd.DataFrame({"document_id": ["a"], "date": [pd.NaT], "text": ["Yesterday and on 5 May 2022, since 2014 or May 5"]})
    assert find_timexes(documents).value.tolist() == ["2022-05-05", "2014/.."]


def test_where_no_day_is_known_the_latest_of_two_quarters_is_the_later_one():
    text = "It fell in the fourth quarter of 2021, and rose in the first quarter of 2021. The latest quarter; a year earlier; last quarter."
    documents = pd.DataFrame({"document_id": ["a"], "date": [pd.NaT], "text": [text]})
    assert find_timexes(documents).value.tolist() == ["2021-Q4", "2021-Q1", "2021-Q4", "2020-Q4"]


WORDS = [
    "on",
    "5",
    "31",
    "May",
    "2022",
    "to",
    "and",
    "the",
    "last",
    "year",
    "ago",
    "two",
    "since",
    "by",
    "end of",
    "–",
    ",",
    "'s",
    "e\u0301",
    "\n",
    "Friday",
    *sorted(first_words()),
    *[f"{unit}s" for unit in UNITS],
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)), st.dates())
def test_any_text(text, issued):
    documents = pd.DataFrame({"document_id": ["a"], "date": [pd.Timestamp(issued)], "text": [text]})
    table = find_timexes(documents, vague=True)
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.surface.tolist()
    assert (table.start < table.end).all()
    assert (table.start.to_numpy()[1:] >= table.end.to_numpy()[:-1]).all()
    both = pd.concat([documents, documents.assign(document_id="b", text="On 5 May 2022.")], ignore_index=True)
    pd.testing.assert_frame_equal(find_timexes(both, vague=True).query("document_id == 'a'"), table)


@pytest.mark.parametrize(
    "piece", ['"', "1", ",", "a", "1 ", "1,", "May ", "the early ", "two ", "2022 ", "5, ", "from 5 May to ", "five-", "\n", "the "]
)
def test_hostile_texts_end_soon(piece):
    began = time.process_time()
    found(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 30


def test_where_quarters_are_told_of_a_year_ago_is_that_quarter():
    assert found("Output rose in the third quarter. A year ago it fell.", "2022-11-30").value.tolist() == ["2022-Q3", "2021-Q3"]
    assert found("A year ago it fell.", "2022-11-30").value.tolist() == ["2021"]
    compared = "In the third quarter it rose; a year earlier, and in the 2019 quarter, it fell. The latest quarter; the quarter."
    assert found(compared, "2022-11-30").value.tolist() == ["2022-Q3", "2021-Q3", "2019-Q3", "2022-Q3", "2022-Q3"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("On 22 September 2022, and on September 23.", ["day_month", "month_day"]),
        ("the report of 2022-09-22", ["iso_day"]),
        ("It was 24/02/2022.", ["day_in_figures"]),
        ("on 3, 4 and 5 October 2022", ["day_list"]),
        ("On May 3 and 12, 2022, they met.", ["month_day", "listed_day"]),
        ("in the spring of 2022, in 2014", ["season_of_year", "year_alone"]),
        ("They met yesterday and on Friday.", ["yesterday_today_tomorrow", "weekday_alone"]),
        ("two years ago, for three weeks, every day", ["units_ago", "number_of_units", "every_unit"]),
        ("in early 2022", ["part_of"]),
        ("on the first Monday of October 2022", ["part_in_order"]),
        ("for a year and six months", ["compound"]),
        ("from 2 May to 5 June 2022", ["interval"]),
        ("since 24 February 2022", ["opened"]),
        ("until 24 February 2023", ["opened"]),
    ],
)
def test_each_row_tells_which_form_or_step_made_it(text, rules):
    assert found(text).rule.tolist() == rules
    assert all(_is_in_source(rule) for rule in rules)


def _is_in_source(rule):
    """Return whether a rule is the name of one row of the tables of forms, or else of one function."""
    return SOURCE.count(f'("{rule}",') + len(re.findall(rf'\(\n +"{rule}",', SOURCE)) + SOURCE.count(f"def {rule}(") == 1


def test_each_form_has_a_name_of_its_own():
    named = {(name, pattern.pattern) for name, _, pattern, _ in FIGURES + LETTERS + VAGUE + THE_UNIT + COUNTED}
    assert len({name for name, _ in named}) == len(named) > 60
    assert [name for name, _ in sorted(named) if not _is_in_source(name)] == []


def test_each_rule_of_the_corpus_is_a_form_or_a_function():
    rules = set(find_timexes(load_corpus(), vague=True).rule)
    assert len(rules) >= 20
    assert [rule for rule in sorted(rules) if not _is_in_source(rule)] == []
