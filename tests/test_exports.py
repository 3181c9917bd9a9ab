"""Tables for spreadsheet programs: what Excel cannot hold as it is, it gets as text, and no row is lost."""

import datetime
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

from helpers.tables import exports


def sheets(tables):
    book = openpyxl.load_workbook(io.BytesIO(exports.to_excel(tables)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


OLD, NEW = datetime.datetime(1789, 4, 30), datetime.datetime(2022, 9, 23)
KINDS = {
    "microseconds": pd.to_datetime([OLD, NEW]),
    "nanoseconds": pd.to_datetime([OLD, NEW]).as_unit("ns"),
    "seconds": pd.to_datetime([OLD, NEW]).as_unit("s"),
    "timestamps": pd.Series([pd.Timestamp(OLD), pd.Timestamp(NEW)], dtype=object),
    "datetimes": pd.Series([OLD, NEW], dtype=object),
    "dates": pd.Series([OLD.date(), NEW.date()], dtype=object),
    "numpy": pd.Series([np.datetime64("1789-04-30"), np.datetime64("2022-09-23")], dtype=object),
    "categories": pd.Categorical(pd.to_datetime([OLD, NEW])),
}


@pytest.mark.parametrize("kind", KINDS)
def test_days_before_1900_are_text(kind):
    rows = sheets({"t": pd.DataFrame({"date": KINDS[kind]})})["t"]
    assert rows == [["date"], ["1789-04-30"], [NEW]]


def test_the_first_and_the_last_days_that_excel_knows():
    days = np.array(["1899-12-31", "1900-01-01", "9999-12-31", "12000-01-01", "0044-03-15"], dtype="datetime64[s]")
    cells = [row[0] for row in sheets({"t": pd.DataFrame({"date": days})})["t"][1:]]
    assert cells == ["1899-12-31", datetime.datetime(1900, 1, 1), datetime.datetime(9999, 12, 31), "12000-01-01", "0044-03-15"]
    hours = pd.DataFrame({"date": pd.to_datetime(["1865-04-15 07:22", None])})
    assert sheets({"t": hours})["t"] == [["date"], ["1865-04-15 07:22:00"], [None]]


def test_long_whole_numbers_keep_their_digits():
    table = pd.DataFrame(
        {"id": [1234567890123456789, 12], "gap": pd.array([-(10**15), None], dtype="Int64"), "n": [999_999_999_999_999, 1]}
    )
    assert sheets({"t": table})["t"][1:] == [["1234567890123456789", "-1000000000000000", 999_999_999_999_999], [12, None, 1]]


def test_long_tables_go_on_in_further_sheets(monkeypatch):
    assert exports.ROWS == 1_048_576 - 1  # a sheet of Excel has so many rows; one is the header
    monkeypatch.setattr(exports, "ROWS", 2)
    table = pd.DataFrame({"n": [1, 2, 3, 4, 5]})
    name = "x" * 31
    made = sheets({"table": table, "Table (2)": table.head(2), name: table.head(3), "none": table.head(0)})
    assert made == {
        "table": [["n"], [1], [2]],
        "table (3)": [["n"], [3], [4]],  # "Table (2)" is taken, whatever its capitals
        "table (4)": [["n"], [5]],
        "Table (2)": [["n"], [1], [2]],
        name: [["n"], [1], [2]],
        f"{'x' * 27} (2)": [["n"], [3]],
        "none": [["n"]],
    }


def test_what_the_index_names_is_kept():
    table = pd.DataFrame({"term": ["votes", "=no"], "year": [2022, 2023], "n": [3, 1]}).set_index(["term", "year"])
    assert sheets({"t": table})["t"] == [["term", "year", "n"], ["votes", 2022, 3], ["'=no", 2023, 1]]
    assert exports.to_csv(table).decode("utf-8-sig") == "term,year,n\nvotes,2022,3\n'=no,2023,1\n"
    assert sheets({"t": table.reset_index(drop=True)})["t"] == [["n"], [3], [1]]


def test_names_of_sheets_are_such_that_excel_takes_them():
    table = pd.DataFrame({"n": [1]})
    given = ["NATO/EU", "NATO:EU", "", "'votes'", "x" * 40, "x" * 31, "A\x00b"]
    made = list(sheets(dict.fromkeys(given, table)))
    assert made == ["NATO-EU", "NATO-EU (2)", "table", "votes", "x" * 31, "x" * 27 + " (2)", "A-b"]


def test_what_pandas_makes_of_groups_keeps_them():
    table = pd.DataFrame({"issuer": ["NATO", "EU", "NATO"], "year": [2022, 2022, 2023]})
    counted, crossed = table.issuer.value_counts(), pd.crosstab(table.issuer, table.year)
    assert sheets({"t": counted})["t"] == [["issuer", "count"], ["NATO", 2], ["EU", 1]]
    assert exports.to_csv(counted).decode("utf-8-sig") == "issuer,count\nNATO,2\nEU,1\n"
    assert sheets({"t": crossed})["t"] == [["issuer", 2022, 2023], ["EU", 1, 0], ["NATO", 1, 1]]


def test_bytes_are_the_text_that_they_are():
    table = pd.DataFrame({"t": [b"=No.", b"\xff", None]})
    assert exports.to_csv(table).decode("utf-8-sig") == 't\n\'=No.\n\\xff\n""\n'
