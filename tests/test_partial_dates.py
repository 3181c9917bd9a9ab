"""Dates in names and cells: as much as is there, and nothing more."""

from datetime import date, datetime

import pytest

from helpers.partial_dates import date_in_cell, date_in_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-09-23-nato", (date(2022, 9, 23), "day")),
        ("nato_2022_09_23", (date(2022, 9, 23), "day")),
        ("20220923 statement", (date(2022, 9, 23), "day")),
        ("2022-09 communiqué", (date(2022, 9, 1), "month")),
        ("1789-Washington", (date(1789, 1, 1), "year")),
        ("Budget 2023 final v2", (date(2023, 1, 1), "year")),
        ("A-78-123", (None, None)),
        ("2022-13-01", (None, None)),
        ("2023-02-29", (None, None)),
        ("resolution 1244 and 2623", (None, None)),
        ("statement", (None, None)),
        ("120220923", (None, None)),
    ],
)
def test_names(name, expected):
    assert date_in_name(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-09-23", (date(2022, 9, 23), "day")),
        ("2022/9/3", (date(2022, 9, 3), "day")),
        ("2022-09-23 10:15", (date(2022, 9, 23), "day")),
        (datetime(2022, 9, 23, 10), (date(2022, 9, 23), "day")),
        ("23rd of September 2022", (date(2022, 9, 23), "day")),
        ("Sept. 23, 2022", (date(2022, 9, 23), "day")),
        ("September 2022", (date(2022, 9, 1), "month")),
        (1789, (date(1789, 1, 1), "year")),
        ("1789.0", (date(1789, 1, 1), "year")),
        ("31.12.2022", (date(2022, 12, 31), "day")),
        ("12/31/2022", (date(2022, 12, 31), "day")),
        ("04.04.2022", (date(2022, 4, 4), "day")),
        ("soon", (None, None)),
        ("17", (None, None)),
    ],
)
def test_cells(value, expected):
    assert date_in_cell(value) == expected


@pytest.mark.parametrize("value", ["2022-02-30", "30 February 2022", "31/31/2022", "03/04/2022", "2022-13"])
def test_what_is_no_day_or_could_be_two_is_an_error(value):
    with pytest.raises(ValueError, match=r"day|month"):
        date_in_cell(value)
