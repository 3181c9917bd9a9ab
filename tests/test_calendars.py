"""Dates of other calendars: converted where they say so, refused or told where they do not; the days are those of ICU's calendars."""

import pytest

from helpers.calendars import ours
from helpers.corpus import check_corpus, load_corpus
from helpers.partial_dates import date_in_cell, date_in_name

DAYS = {  # what a date says, and the day it is
    "2022-09-23": "۱۴۰۱/۰۷/۰۱|۱۴۰۱/۰۷/۰۱ ۱۰:۳۰|1 مهر 1401|جمعه، ۱ مهر ۱۴۰۱|1 Mehr 1401|Mehr 1, 1401|1401/07/01 SH|۰۱/۰۷/۱۴۰۱",
    "2022-09-22": "۳۱ شهریور ۱۴۰۱",
    "2021-03-20": "۱۳۹۹/۱۲/۳۰",  # the last day of a leap year
    "1979-02-11": "۲۲ بهمن ۱۳۵۷",
    "2021-08-15": "۲۴ اسد ۱۴۰۰",  # the months of Afghanistan
    "2023-05-14": "14 พฤษภาคม 2566|๑๔/๐๕/๒๕๖๖|14 พ.ค. 2566|วันอาทิตย์ที่ 14 พฤษภาคม พ.ศ. 2566|14 พฤษภาคม ค.ศ. 2023|14/05/2566 BE",
    "2019-05-01": "令和元年5月1日|令和元年五月一日|R1.5.1",
    "1945-08-15": "昭和20年8月15日|昭和二十年八月十五日",
    "2024-05-20": "民國113年5月20日|中華民國一百一十三年五月二十日|二〇二四年五月二十日|2024년 5월 20일|20 مايو 2024|٢٠/٠٥/٢٠٢٤",
}


@pytest.mark.parametrize(("text", "day"), [(text, day) for day, texts in DAYS.items() for text in texts.split("|")])
def test_a_date_that_says_its_calendar_is_the_day_of_ours(text, day):
    assert str(date_in_cell(text)[0]) == day
    if text not in ("R1.5.1",):  # in a name, the number of a version
        assert str(date_in_name(f"{text} a")[0]) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("27 صفر 1444", "follows the moon; in Saudi Arabia's form of it, this is 2022-09-23"),
        ("٢٧ صفر ١٤٤٤ هـ", "this is 2022-09-23"),
        ("Ramadan 1444", "2023-03-23 to 2023-04-20"),
        ("۱۴۰۱", "2022-03-21 to 2023-03-20"),
        ("شهریور ۱۴۰۱", "2022-08-23 to 2022-09-22"),
        ("١٤٤٤/٠٢/٢٧", "does not say of which"),
        ("۱۴۰۱/۱۲/۳۰", "has no day 30 in month 12 of 1401"),
        ("111年9月23日", "the year 111 of 民國 is 2022"),
        ("明治5年1月1日", "followed the moon"),
        ("1 มีนาคม 2470", "before 2484"),
    ],
)
def test_a_date_that_is_no_day_of_ours_is_refused_with_what_is_known(text, said):
    with pytest.raises(ValueError, match=said):
        date_in_cell(text)


@pytest.mark.parametrize(
    ("text", "calendar", "day"),
    [
        ("1401-02-31", "persian", "2022-05-21"),
        ("1444-02-27", "islamic", "2022-09-23"),
        ("27 Safar 1444", "islamic", "2022-09-23"),
        ("99.1.5", "minguo", "2010-01-05"),
        ("23/09/2565", "buddhist", "2022-09-23"),
        ("2022-09-23", "persian", "2022-09-23"),  # a year that the calendar does not have
        ("۱۴۰۱/۰۷/۰۱", "gregorian", "1401-07-01"),
    ],
)
def test_a_calendar_that_is_given_is_that_of_numbers_whose_year_can_be_of_it(text, calendar, day):
    assert str(date_in_cell(text, calendar=calendar)[0]) == day


@pytest.mark.parametrize(
    "text", ["2022-09-23", "Dey 2022", "A/78/1401", "the battle of Tir, 1066", "S_2022_731", "23 September 1401", "2565"]
)
def test_a_date_of_ours_says_nothing_of_another_calendar(text):
    assert ours(text) is None


def put(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_numbers_in_a_persian_table_are_asked_for_and_then_converted(tmp_path):
    put(tmp_path, a__csv="date,text\n1401-07-01,وزیران دیدار کردند.\n1401-02-31,وزیران رفتند.\n")
    problems = check_corpus(tmp_path)
    assert problems.line.tolist() == [2, 3]
    assert "may be of the Persian calendar or the Islamic" in problems.problem[0]
    assert problems.remedy.str.contains("--calendar").all()
    assert load_corpus(tmp_path, calendar="persian").date.astype(str).tolist() == ["2022-05-21", "2022-09-23"]


def test_headers_names_and_a_corpus_toml_know_the_calendar(tmp_path):
    put(tmp_path, h__txt="date 1401-07-03\n\nوزیران ماندند.", h2__txt="date ۱۴۰۱-۰۷-۰۴\n\nوزیران خندیدند.")
    (tmp_path / "1401-07-01-a.txt").write_text("وزیران آمدند.", encoding="utf-8")
    assert check_corpus(tmp_path).file.tolist() == ["1401-07-01-a.txt", "h.txt"]
    put(tmp_path, corpus__toml='calendar = "persian"\n')
    assert load_corpus(tmp_path).date.astype(str).tolist() == ["2022-09-23", "2022-09-25", "2022-09-26"]


def test_old_texts_keep_their_dates_and_it_is_told(tmp_path):
    put(tmp_path, a__csv="date,text\n1401-07-01,We met.\n1402-07-02,They met again.\n")
    with pytest.warns(UserWarning, match="The date 1401-07-01, and others from 1340 to 1460, were taken as of our calendar"):
        assert load_corpus(tmp_path).date.dt.year.tolist() == [1401, 1402]
    assert len(load_corpus(tmp_path, calendar="gregorian")) == 2  # and without a warning, which would be an error here


def test_dates_far_ahead_are_of_another_calendar(tmp_path):
    put(
        tmp_path,
        h__txt="date 2565-09-23\n\nWe met.",
        g__txt="date 5783-01-27\n\nWe met.",
        n__txt="date 2079-06-07\n\nमन्त्रीहरू काठमाडौंमा भेटे।",
    )
    assert [said.split(": ")[1] for said in check_corpus(tmp_path).problem] == [
        "in the Hebrew calendar, 5783 is 2022 to 2023.",
        "in the Buddhist calendar, 2565 is 2022.",
        "in the calendar of Nepal, 2079 is 2022 to 2023.",
    ]


def test_an_unknown_calendar_is_refused(tmp_path):
    with pytest.raises(ValueError, match="calendar is 'mayan'; it can be 'gregorian' or"):
        load_corpus(put(tmp_path, a__txt="date 2022-09-23\n\nWe met."), calendar="mayan")
