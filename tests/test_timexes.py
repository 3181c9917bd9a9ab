"""Explicit dates, as seen from the day of the statement."""

import pandas as pd
import pytest

from helpers.timexes import find_timexes


def found(text, issued="2022-09-23"):
    table = find_timexes(pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime([issued]), "text": [text]}))
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
        ("since February 2022", "2022-09-23", ["2022-02"]),
        ("29 February", "2023-03-01", ["2024-02-29"]),
        ("Articles 5 and 6, 1,200 shells, ES-11/1, we may march, May I, 12 Marchers, A/78/123", "2022-09-23", []),
        ("March 1,200 kilometres", "2022-09-23", []),
        ("", "2022-09-23", []),
    ],
)
def test_values(text, issued, values):
    assert found(text, issued).value.tolist() == values


def test_a_month_covers_its_days():
    row = found("in February 2024").iloc[0]
    assert (row.date_from, row.date_to) == (pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29"))


def test_impossible_days_are_flagged_and_never_moved():
    table = found("29 February 2023, September 31, 2022-13-01")
    assert table.flag.tolist() == ["impossible"] * 3
    assert table.value.isna().all()
    assert table.date_from.isna().all()
