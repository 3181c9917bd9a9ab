"""Dates in names of files and in cells, as people and programs write them: a day, or refused, and never a year instead of a day."""

from datetime import date

import pandas as pd
import pytest

from helpers.corpus import check_corpus, load_corpus
from helpers.partial_dates import date_in_cell, date_in_name

DAY = (date(2022, 9, 23), "day")
NAMES = ["23.09.2022", "23-09-2022 NATO", "NATO_23_09_2022", "Sept-23-2022", "September 23, 2022", "23 September 2022", "23Sep2022_x"]
NAMES += ["2022-9-23", "2022_09_23", "20220923_UN", "20220923101500", "23092022", "Erklärung 23. September 2022", "23-septembre-2022"]
NAMES += ["Заявление 23 сентября 2022", "Заява 23 вересня 2022 року", "2022年9月23日 声明", "2022-Sep-23", "09-23-2022"]


@pytest.mark.parametrize("name", NAMES)
def test_days_in_names(name):
    assert date_in_name(name) == DAY


@pytest.mark.parametrize("name", ["speech-2022-09-23", "speech-2022-9-23-v2", "covid-19-2022-09-23", "G20-2022.9.23", "x_2022-09-23"])
def test_days_in_names_behind_a_hyphen(name):
    assert date_in_name(name) == (date(2022, 9, 23), "day")


@pytest.mark.parametrize("name", ["S_2022_731", "S-2022-731", "A_2022_12", "COM_2022-438", "1939-1945", "09-2022", "2022_731 letter"])
def test_a_symbol_is_no_date(name):
    assert date_in_name(name) == (None, None)


@pytest.mark.parametrize(("name", "read"), [("24042020", (date(2020, 4, 24), "day")), ("2022-9-3", (date(2022, 9, 3), "day"))])
def test_short_and_turned_days(name, read):
    assert date_in_name(name) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("March 2022", (date(2022, 3, 1), "month")),
        ("decision 2022", (date(2022, 1, 1), "year")),
        ("v1 (2022) 438", (date(2022, 1, 1), "year")),
    ],
)
def test_less_than_a_day_stays_less(name, read):
    assert date_in_name(name) == read


def test_names_that_can_be_read_either_way_are_refused_unless_another_settles_it(folder):
    path = folder({"03.04.2022.txt": "One."})
    problems = check_corpus(path)
    assert problems.problem.tolist() == [
        "The date in the file's name cannot be taken: 03.04.2022 can be read as day/month and as month/day."
    ]
    assert load_corpus(path, dayfirst=True).date.dt.strftime("%m-%d").tolist() == ["04-03"]
    assert load_corpus(path, dayfirst=False).date.dt.strftime("%m-%d").tolist() == ["03-04"]
    path = folder({"23.04.2022.txt": "Two."})
    assert load_corpus(path).date.dt.strftime("%m-%d").tolist() == ["04-03", "04-23"]


CELLS = ["20220923", 20220923, 20220923.0, "Friday, 23 September 2022", "Fri Sep 23 10:00:00 +0000 2022", "Fri, 23 Sep 2022 23:30:00 GMT"]
CELLS += ["1663927200", 1663927200, 1663927200000, "23-Sep-22", "Sep 23, 2022 10:15 AM", "23/09/2022 10:15", "9/23/2022 5:00 PM"]
CELLS += ["vendredi 23 septembre 2022", "Freitag, 23. September 2022", "23 de septiembre de 2022", "пятница, 23 сентября 2022 г."]
CELLS += ["23 вересня 2022 року", "2022-09-23T10:15:30.123+02:00", "20220923T101530Z", "23.09.2022, 10:15", "2022年9月23日", "2022.9.23"]


@pytest.mark.parametrize("value", CELLS)
def test_days_in_cells(value):
    assert date_in_cell(value) == DAY


WORDS = [
    "1er mars 2022",
    "1. März 2022",
    "1 de marzo de 2022",
    "1 марта 2022",
    "1 березня 2022",
    "1 mars 2022",
    "1st of March 2022",
    "Mar. 1, 2022",
]


@pytest.mark.parametrize("value", WORDS)
def test_months_in_the_words_of_six_languages(value):
    assert date_in_cell(value) == (date(2022, 3, 1), "day")


@pytest.mark.parametrize("value", ["23/09/22", "03/04/2022 10:00", "31 September 2022", "2022-09-31"])
def test_what_is_no_day_or_could_be_two_is_refused(value):
    with pytest.raises(ValueError, match=r"two digits|either way|can be read|day"):
        date_in_cell(value)


def test_a_form_can_be_named(folder):
    path = folder({"t.csv": "date,text\n23/09/22,One.\n24/09/22,Two.\n"}) / "t.csv"
    assert check_corpus(path).remedy.str.contains("date_format=").all()
    assert load_corpus(path, date_format="%d/%m/%y").date.dt.day.tolist() == [23, 24]
    folder({"t.csv": "date,text\n2022 week 38 5,One.\n2022-09-24,Two.\n"})
    assert check_corpus(path, date_format="%G week %V %u").line.tolist() == [3]
    assert date_in_cell("IX/2022", date_format="IX/%Y") == (date(2022, 1, 1), "year")
    assert date_in_cell("09|2022", date_format="%m|%Y") == (date(2022, 9, 1), "month")


def test_a_column_settles_its_own_ambiguity_with_times_of_day_too(folder):
    path = folder({"t.csv": "date,text\n03/04/2022 10:00,One.\n23/04/2022 11:00,Two.\n"}) / "t.csv"
    assert load_corpus(path).date.tolist() == [pd.Timestamp("2022-04-03"), pd.Timestamp("2022-04-23")]
