"""Temporal expressions by kind: what is written of days, weeks and holidays, as seen from Wednesday, 18 January 2023."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.partial_dates import iso_text
from helpers.timexes import find_timexes
from helpers.timexes.reading import first_words
from helpers.timexes.starts import Starts
from helpers.timexes.words import MONTHS, SPELLED, UNITS

ISSUED = "2023-01-18"
# A text | the values of what is found in it.
KINDS = """
Done at Vienna, the twelfth day of March, in the year two thousand and fourteen. | 2014-03-12
Signed this 3rd day of June 2020 | 2020-06-03
Done this thirtieth day of the month of April 1999 | 1999-04-30
the second of June, nineteen hundred and five | 1905-06-02
the ninth day of May in the year of our Lord one thousand nine hundred and ninety-one | 1991-05-09

On Tuesday, 4 October 2022, and on Tuesday (4 October 2022) | 2022-10-04 2022-10-04
Tues. (04/10/2022); 04.10.2022 - Tuesday; 4 Oct 22 [Tuesday] | 2022-10-04 2022-10-04 2022-10-04
On 4 October 2022 (Tuesday), on 4 October 2022, a Tuesday, and on October 4, 2022 (Tue.) | 2022-10-04 2022-10-04 2022-10-04
Tue. 4 Oct. 2022: on Tuesday the 4th of October; Tuesday 2022-10-04; Tuesday, 04.10.2022 | 2022-10-04 2022-10-04 2022-10-04 2022-10-04
On Tuesday morning, 4 October, they met | 2022-10-04
Tuesday, 4 October 2022. Friday's vote | 2022-10-04 2023-01-13
On 4 October 2022, Wednesday's vote | 2022-10-04 2023-01-18
On Monday 4 October they met | 2021-10-04
Friday the 13th | 2023-01-13

They met on Tuesday last week, and meet on Friday of next week | 2023-01-10 2023-01-27
They met on Thursday and Friday of last week, and meet next week on Tuesday | 2023-01-12 2023-01-13 2023-01-24
They met a week ago Friday, two weeks ago on Tuesday, and on Tuesday two weeks ago | 2023-01-06 2023-01-03 2023-01-03
a week last Monday, a week on Friday, a week tomorrow | 2023-01-09 2023-01-27 2023-01-26
They will meet a week from Friday, and on Tuesday week | 2023-01-27 2023-01-31
They met the week before last, on the Monday before last, on Tuesday last | 2023-W01 2023-01-09 2023-01-17

They met three Mondays ago, 2 Tuesdays ago and two weeks ago | 2023-01-02 2023-01-10 2023-W01
They will meet in two days, vote in three weeks and be back in a month | 2023-01-20 P3W 2023-02
They will build it in two days | P2D
From December 30, 2021, to January 2, 2022, and on 3 May, to their regret | 2021-12-30/2022-01-02 2023-05-03
between May 3, 2021, and June 4, 2021, rain fell | 2021-05-03/2021-06-04
2021's first quarter, 3Q22, 1H2021, Q1-Q3 2022 | 2021-Q1 2022-Q3 2021-H1 2022-Q1/2022-Q3
in FY2022, FY 21 and FY2021-22 | 2022 2021
by end-2023, by year-end 2021, by end-March 2022 | ../2023-12-31 ../2021-12-31 ../2022-03-31
Dec.-Feb. 2022, November to March 2022 | 2021-12/2022-02 2021-11/2022-03
in 10/2019, since 3/2021, Law 10/2019 | 2019-10 2021-03/..
Ann Lee and June Dahl met; it rained in May and June | 2022-05/2022-06

winter 2021/22, the winter of 2021-2022, the winter 2021 to 2022 | 2021-WI 2021-WI 2021-WI
the 2021/22 winter, last winter | 2021-WI 2021-WI
In the summer of 2021/22, in Sydney | 2021-SU

In Oct. '21, on 4 May 21, on May 4, '21, on 4-May-21, Dec-21 | 2021-10 2021-05-04 2021-05-04 2021-05-04 2021-12
On 4 May 21 people fell | 2022-05-04
2022.10.04, 2022/10/4, 20221004, 2022 October 4, 2022-Oct-04, 2022 Oct. | 2022-10-04 2022-10-04 2022-10-04 2022-10-04 2022-10-04 2022-10
20221304, +3820221004 |

10 000 days ago, two-and-a-half years ago | 1995-09-02 2020-07
1,500 days ago, two hundred days ago, a thousand days ago | 2018-12-10 2022-07-02 2020-04-23
They met on the 4th; they will meet on the 4th | 2023-01-04 2023-02-04
on the 9th of next month, the first of last month, the 2nd of every month | 2023-02-09 2022-12-01 XXXX-XX-02
from the 4th to the 6th they met | 2023-01-04/2023-01-06
the 5th floor, on the 5th round, from the 5th to the 7th century | 06
in two weeks' time, in a month's time, in ten days' time, two weeks hence | 2023-W05 2023-02 2023-01-28 2023-W05
the week of 4 October 2022, the week beginning Monday 3 October 2022 | 2022-W40 2022-W40
the weekend of 8 October 2022, the weekend of 8-9 October 2022 | 2022-W40-WE 2022-W40-WE

4.-6. October 2022, from Tuesday 4 to Thursday 6 October 2022 | 2022-10-04/2022-10-06 2022-10-04/2022-10-06
October 4-6, 2022, October 4/5, 2022 | 2022-10-04/2022-10-06 2022-10-04/2022-10-05
4/5 October 2022, 4 & 5 October 2022 | 2022-10-04/2022-10-05 2022-10-04/2022-10-05
4.-6.10.2022, 28.12.2021-03.01.2022, 2022-10-04/2022-10-06 | 2022-10-04/2022-10-06 2021-12-28/2022-01-03 2022-10-04/2022-10-06
on 11. October 2022, on 11. October; there were 5. May began | 2022-10-11 2022-10-11
From 4 October until now, from 2014 to the present | 2022-10-04/2023-01-18 2014/2023-01-18
30 April/1 May 2022, Monday to Friday last week | 2022-04-30/2022-05-01 2023-01-09/2023-01-13
from 4 October 2022-6 October 2022, from 24. to 26.10.2022 | 2022-10-04/2022-10-06 2022-10-24/2022-10-26
24/10/2022-26/10/2022, October 4 thru 6, 2022 | 2022-10-24/2022-10-26 2022-10-04/2022-10-06
between 2014 and today, 2014-present | 2014/2023-01-18 2014/2023-01-18

on Christmas Eve, on Boxing Day, on New Year's Day 2022 | 2022-12-24 2022-12-26 2022-01-01
Easter Sunday 2021, Good Friday 2021, on Good Friday, 2 April 2021, on Whit Monday 2021 | 2021-04-04 2021-04-02 2021-04-02 2021-05-24
Ukraine's Independence Day and Independence Day of Ukraine; on 24 August, Ukraine's Independence Day | 2022-08-24 2022-08-24 2022-08-24
Thanksgiving Day 2021, before Thanksgiving, last Christmas | 2021-11-25 2022-11-24 2022-12-25
the Good Friday Agreement, a Christmas market, an Easter egg |

in 44-43 BC, the third century BC | BC0044/BC0043 BC02
in 44 BC, on 15 March 44 BC, in AD 79, 24 August 79 AD, the year 988, the 5th century BC | BC0044 BC0044-03-15 0079 0079-08-24 0988 BC04

On 4 May 2021 they met. Two days later they left. The following year they met again. | 2021-05-04 2021-05-06 2022
On 4 May 2021 they met. They had met the week before, and met again the next day. | 2021-05-04 2021-W17 2021-05-05
In 1991 they met. The next year they left; over the next year they met | 1991 1992 P1Y
On 4 May 2021 they met, and had talked the night before. | 2021-05-04 2021-05-03
On 4 May 2021 they met. On 6 June that year they left; on 6 June of the following year they met | 2021-05-04 2021-06-06 2022-06-06
On 4 May 2021 they met; the Friday after, they left; 48 hours later they met | 2021-05-04 2021-05-07 2021-05-09
On 4 May 2021 they met; the following autumn they left | 2021-05-04 2021-FA
From 4 to 6 May 2021 they met. The next Monday they left | 2021-05-04/2021-05-06 2021-05-10
In 1991 they met. Later that year they left; a year later they met. | 1991 1991 1992
last week's Tuesday, two weeks before 4 May 2021 | 2023-01-10 2021-04-20
Two days before 4 May 2021, the Monday after 4 May 2021, the day after Christmas Day 2021 | 2021-05-02 2021-05-10 2021-12-26

pp. 1043-58, (Brown, 1996), as Brown and Green (1996) argue, No. 2021/14, Decision 2014/512/CFSP, resolution 1325 (2000) |
[Brown, 1996; Green, 1997], see Brown 1996, Brown (1996: 12), pp. 12-15 and 1990-1995, ISBN 2014-2015 |
there is no 2014 budget, in its 2014 report | 2014 2014
Brown, J. (1996). A title. Illegal votes; the Biology 2014 conference |
OJ L 229, 31.7.2014, p. 1 |
the annexation of Crimea (2014), its illegal 2014 annexation | 2014 2014
Law No. 2014-12, Decree 2014-12 and act no. 2014-12; in 2014-12 | 2014-12

the 2021-10-04-2021-10-06 session, Mon/4 October 2021, on Mon/4 October | 2021-10-04/2021-10-06 2021-10-04 2021-10-04
from 264 to 241 BC, on 30 February 44 BC | BC0264/BC0241 nan
Sales fell in the March-to-June phase, and in March-June 2021 | 2022-03/2022-06 2021-03/2021-06
Next Monday, 23 January, they meet; in the week ended 6 May 2021 | 2023-01-23 2021-W18
They meet twice a week, four times a year, once every three months, every other month | P1W P1Y P3M P2M
On Mondays, on Friday nights; once a year has passed | XXXX-WXX-1 XXXX-WXX-5
month-long talks, the decade-long war, a half-hour speech, the talks daylong | P1M P10Y PT30M P1D
"""


def found(text, issued=ISSUED, precision="day", **options):
    documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime([issued]), "date_precision": [precision], "text": [text]})
    return find_timexes(documents, **options)


@pytest.mark.parametrize("line", [line for line in KINDS.split("\n") if line])
def test_kinds(line):
    text, values = line.split(" |")
    assert [str(value) for value in found(text).value] == values.split()


def test_a_date_in_figures_that_can_be_the_statements_own_is_that():
    assert found("03/04/2021, and 05/04/2021", "2021-04-03").value.tolist() == ["2021-04-03", "2021-04-05|2021-05-04"]


def test_ages_and_repetitions_in_a_word_where_they_are_asked_for():
    text = "A two-year-old truce, the decades-old feud of a 12-year-old; several-year talks. They meet annually, and daily; a daily paper"
    table = found(text, vague=True)
    assert table.value.tolist() == ["P2Y", "PXE", "P12Y", "PXY", "P1Y", "P1D"]
    assert set(table.flag) == {"vague"}
    assert found(text).empty


@pytest.mark.parametrize("number", range(1, 32))
def test_each_day_of_a_month_in_figures_and_in_words(number):
    day = date(2021, 12, number)
    word = next(word for word, n in SPELLED.items() if n == number)
    th = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
    for said in (f"the {word} day of December 2021", f"this {number}{th} day of December, 2021", f"{day:%A}, {number}. December 2021"):
        assert found(f"Done at Kyiv, {said}.").value.tolist() == [day.isoformat()]


@pytest.mark.parametrize("name", MONTHS)
def test_each_month(name):
    name, number = name.title(), MONTHS[name]
    assert found(f"in {name} '21; on 5 {name} 21; 5.-7. {name} 2021; 2021 {name} 5").value.tolist() == [
        f"2021-{number:02}",
        f"2021-{number:02}-05",
        f"2021-{number:02}-05/2021-{number:02}-07",
        f"2021-{number:02}-05",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a length that a time closes; the last quarter that is to come
        ("Wages rose in the year to November", "2021-12/2022-11"),
        ("Wages rose over the year to the third quarter of 2022", "2021-Q4/2022-Q3"),
        ("Sales in the quarter to 30 September 2022 fell", "2022-07-01/2022-09-30"),
        ("Sales are expected to fall in the last quarter", "2023-Q4"),
        ("Sales fell in the last quarter", "2022-Q4"),
        ("They will meet on Friday", "2023-01-20"),
        ("They may meet on Friday", "2023-01-20"),
        ("They could meet on Friday", "2023-01-20"),
        ("They would have met on Friday", "2023-01-13"),
        ("They should have met on Friday", "2023-01-13"),
        ("They might not have met on Friday", "2023-01-13"),
        ("The ministers may vote in June", "2023-06"),
        ("The ministers would have voted in June", "2022-06"),
        ("They have to meet on Friday", "2023-01-20"),
        ("They will meet in Kyiv in November", "2023-11"),
        ("They met in Kyiv in February", "2022-02"),
        ("They promised to meet on Friday", "2023-01-20"),
        ("They cannot meet on Friday", "2023-01-20"),
        ("They could not meet in Kyiv in February", "2022-02"),
        ("They will be able to meet in May", "2023-05"),
        ("By the 15th they must leave", "../2023-02-15"),
    ],
)
def test_the_tense_of_modals(text, value):
    assert found(text).value.tolist() == [value]


@pytest.mark.parametrize(
    ("text", "precision", "values"),
    [
        ("Today, yesterday, this morning, last week; on Monday, two days ago, in two weeks' time, on the 5th", "year", ["1861"] * 8),
        ("Monday last week, early this week, the end of the month, from Monday to Friday", "year", ["1861"] * 4),
        ("last year, two years ago, this decade, this summer, on 20 December", "year", ["1860", "1859", "186", "1861-SU", "1861-12-20"]),
        ("since Monday, until tomorrow, from 1850 until now", "year", ["1861/..", "../1861", "1850/1861"]),
        ("today, next week, last month", "month", ["1861-03", "1861-03", "1861-02"]),
    ],
)
def test_nothing_is_finer_than_what_is_known_of_the_date(text, precision, values):
    assert found(text, "1861-03-01", precision).value.tolist() == values


def test_today_in_a_text_of_a_year_is_that_year():
    row = found("Today we vote.", "1861-01-01", "year").iloc[0]
    assert (row.date_from, row.date_to) == (pd.Timestamp("1861-01-01"), pd.Timestamp("1861-12-31"))


def test_years_of_what_is_cited_are_found_where_they_are_asked_for():
    table = found("(Brown, 1996), resolution 1325 (2000), No. 2021/14, pp. 1043-58, in 2014", cited=True)
    assert table[["value", "flag"]].values.tolist() == [["1996", "cited"], ["2000", "cited"], ["2021", "cited"], ["2014", ""]]


def test_times_of_day_where_they_are_asked_for():
    text = "They met on Friday evening, at 10 p.m. on 4 May 2021, at noon on Monday, this morning, last night and until 5 p.m. EST, Jan. 30"
    table = found(text, times=True)
    assert table.value.tolist() == [
        "2023-01-13TEV",
        "2021-05-04T22:00",
        "2023-01-16T12:00",
        "2023-01-18TMO",
        "2023-01-17TNI",
        "../2023-01-30T17:00",
    ]
    more = found("At 1430 GMT (0735 UTC), at 3 o'clock, at 8 p.m. tonight; 1500 hours of work; Friday nights", times=True)
    today = "2023-01-18T"
    assert more.value.tolist() == [f"{today}14:30", f"{today}07:35", f"{today}03:00", f"{today}20:00", "PT1500H", "XXXX-WXX-5TNI"]
    assert set(table.type) == {"TIME"}
    assert table.surface.tolist()[:3] == ["Friday evening", "10 p.m. on 4 May 2021", "noon on Monday"]
    assert found(text).value.tolist() == ["2023-01-13", "2021-05-04", "2023-01-16", "2023-01-18", "2023-01-17", "2023-01-30"]


def test_forms_that_are_nearly_always_right_are_marked():
    table = found("On 4 May 2021 and 29 February 2021, in October 2021, in the third quarter; last week, in 2014, on 03/04/2021")
    assert table.sure.tolist() == [True, False, True, True, False, False, False]
    assert (table.flag[1], table.flag[6]) == ("impossible", "ambiguous")
    assert found("nothing").sure.dtype == bool


def test_a_statement_from_before_the_first_year_keeps_what_is_absolute():
    dates = pd.Series(["-0044-03-15"]).to_numpy().astype("datetime64[s]")
    documents = pd.DataFrame({"document_id": ["a"], "date": dates, "text": ["Yesterday, and in 2014"]})
    assert find_timexes(documents).value.tolist() == ["2014"]


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("in 44 BC", "BC0044", "-0043-01-01", "-0043-12-31"),  # 1 BC is the year 0 of the calendar counted back
        ("in 1 BC", "BC0001", "0000-01-01", "0000-12-31"),
        ("in February 45 BC", "BC0045-02", "-0044-02-01", "-0044-02-29"),
        ("on 15 March 44 BC", "BC0044-03-15", "-0043-03-15", "-0043-03-15"),
        ("264-241 BC", "BC0264/BC0241", "-0263-01-01", "-0240-12-31"),
        ("the 5th century BC", "BC04", "-0499-01-01", "-0400-12-31"),
    ],
)
def test_years_before_the_first_have_days_too(text, value, first, last):
    row = found(text).iloc[0]
    assert (row.value, iso_text(row.date_from), iso_text(row.date_to)) == (value, first, last)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["%A, %d %B %Y", "%d %B %Y (%A)", "%A %Y-%m-%d", "%a. %d %b %Y"]))
def test_a_weekday_and_its_date_are_one(day, form):
    table = found(f"They met on {day:{form}} in Kyiv.")
    assert table.value.tolist() == [day.isoformat()]
    assert timedelta(0) == table.date_to[0] - table.date_from[0]


WORDS = [*sorted(first_words()), *UNITS, "weeks", "5", "12th", "2022", "22", "of", "to", "and", "day", "ago", "–", ",", ".", "(", ")", "/"]
WORDS += ["May", "Friday", "Fri.", "October", "New Year's Day", "Good Friday", "half", "BC", "p.m.", "é", "\n", "°", "\u0665", "_"]
TEXTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS).map(str.title), max_size=25).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(TEXTS, st.text(max_size=60)), min_size=1, max_size=3))
def test_only_places_where_nothing_begins_are_passed_over(texts):
    documents = pd.DataFrame({"document_id": [str(i) for i in range(len(texts))], "date": pd.Timestamp(ISSUED), "text": texts})
    options = {"vague": True, "times": True, "cited": True}
    table = find_timexes(documents, **options)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Starts, "of", lambda self, texts: [[word.start() for word in re.finditer(r"\b\w", text)] for text in texts])
        pd.testing.assert_frame_equal(find_timexes(documents, **options), table)
