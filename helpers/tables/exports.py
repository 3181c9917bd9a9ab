"""Tables as files for other programs: CSV and Excel in which no text can act as a formula."""

import io
import re
from datetime import date, datetime

import numpy as np
import pandas as pd

from helpers.frames.columns import usual
from helpers.labels import known_dates
from helpers.tables.cells import name_of

# What spreadsheet programs take for the beginning of a formula, also after blanks, and in the wide forms of Japanese keyboards.
FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+[=+\-@＝＋－＠]|[\t\r\n]")
# A program that takes another character for the one between cells (";" where that is the custom) would begin a cell here.
INNER = re.compile(r"([;\t\r\n|][ \u00a0]{0,9}+)(?=[=+\-@＝＋－＠])")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what the XML of an Excel file cannot hold
UNNAMEABLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # what the name of a sheet cannot hold
LONGEST = 32_767  # characters in a cell of Excel
ROWS = 2**20 - 1  # rows in a sheet of Excel, below the header
NAME = 31  # characters in the name of a sheet
EXACT = 10**15  # from here on, Excel changes the last digits of a whole number
FIRST, LAST = 1900, 9999  # the years that Excel knows


def harmless(table):
    r"""Return the table with an apostrophe before each text, and name of a column, that a spreadsheet would take for a formula.

    Where a column date_precision says that a date is not known to the day, the date is text with as much as is known.

    Examples
    --------
    >>> harmless(pd.DataFrame({"title": ["=1+1", "On votes"], "n": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['On votes', 2]]
    """
    if list(table.columns).count("date") == 1 and "date_precision" in table:  # of documents: 2005 is no 2005-01-01
        table = table.assign(date=known_dates(table))
    made = _each_text(table, _guard)
    names = [name_of(name) for name in made.columns] if made.columns.nlevels > 1 else made.columns
    return made.set_axis([_guard(name) for name in names], axis=1)


def to_csv(table):
    r"""Return a table as a CSV file in UTF-8 that spreadsheet programs read as such, with no formula in it.

    Control characters and halves of characters are left out. Index levels with a name become columns.

    Returns
    -------
    bytes

    Examples
    --------
    >>> to_csv(pd.DataFrame({"title": ["=1+1"]})).decode("utf-8-sig")
    "title\n'=1+1\n"
    """
    made = _each_text(harmless(_columns_first(table)), _inner)
    made.columns = [_inner(name) for name in made.columns]
    return made.to_csv(index=False, lineterminator="\n").encode("utf-8-sig", errors="replace")


def to_excel(sheets):
    """Return tables as an Excel file, with no formula in it.

    Characters that such a file cannot hold are left out, and texts are cut at the 32,767 characters of a cell. Dates that Excel does
    not know, those before 1900, are written as text, such as 1789-04-30; so are whole numbers of more than 15 digits. Rows beyond the
    1,048,575 of a sheet go on in a second one, "name (2)", and so on. Index levels with a name become columns.

    Parameters
    ----------
    sheets : dict of str to DataFrame
        The tables by the name of their sheet; of what Excel takes for no name, the nearest that it does.

    Returns
    -------
    bytes

    Examples
    --------
    >>> pd.read_excel(io.BytesIO(to_excel({"table": pd.DataFrame({"term": ["=votes"], "n": [3]})}))).values.tolist()
    [["'=votes", 3]]
    """
    made = io.BytesIO()
    named, taken = {}, set()
    for name, table in sheets.items():
        plain = UNNAMEABLE.sub("-", str(name)).strip("'")[:NAME] or "table"
        named[_sheet(plain, 2, taken) if plain.casefold() in taken else plain] = table
        taken |= {plain.casefold()}
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        for name, table in named.items():
            table = _each_text(harmless(_columns_first(table)), _fitting, numbers=True)
            table.columns = [_fitting(name) for name in table.columns]
            for at in range(0, max(len(table), 1), ROWS):
                sheet = _sheet(name, at // ROWS + 1, taken)
                table.iloc[at : at + ROWS].to_excel(writer, sheet_name=sheet, index=False)
    return made.getvalue()


def _sheet(name, part, taken):
    """Return the name of the sheet for a part of a table, which no other sheet has."""
    if part == 1:
        return name
    number = part
    while (made := f"{name[: NAME - len(f' ({number})')]} ({number})").casefold() in taken:
        number += 1
    taken.add(made.casefold())
    return made


def _columns_first(table):
    """Return a table with the named levels of its index as its first columns: they say what its rows are."""
    table = table.to_frame() if isinstance(table, pd.Series) else table  # what a groupby or value_counts gives
    named = [place for place, name in enumerate(table.index.names) if name is not None]
    levels = {place: table.index.get_level_values(place) for place in named}
    made = table.reset_index(drop=True)
    for place, kind in enumerate(made.dtypes):
        if isinstance(kind, pd.ArrowDtype) and (plain := usual(made.iloc[:, place])) is not None:
            made.isetitem(place, plain)
    for at, (place, values) in enumerate(levels.items()):
        made.insert(at, table.index.names[place], values, allow_duplicates=True)
    return made


def _each_text(table, change, *, numbers=False):
    """Return a table with a change made to each value that is no number, or also to large ones; columns may share a name."""
    made = table.copy()
    for place, kind in enumerate(table.dtypes):
        large = numbers and pd.api.types.is_integer_dtype(kind) and (table.iloc[:, place].abs() >= EXACT).any()
        if large or not pd.api.types.is_numeric_dtype(kind):
            made.isetitem(place, table.iloc[:, place].astype(object).map(change, na_action="ignore"))
    return made


def _guard(value):
    if isinstance(value, bytes):  # of Parquet
        value = value.decode(errors="backslashreplace")
    if not isinstance(value, str):
        return value
    value = UNWRITABLE.sub("", value)  # first: what stands after one of these would else come to stand first
    return f"'{value}" if FORMULA.match(value) else value


def _inner(value):
    return INNER.sub(r"\1'", value) if isinstance(value, str) else value


def _fitting(value):
    """Return what a cell of Excel can hold as it is, else as text."""
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, pd.Period) or getattr(value, "tzinfo", None) is not None:
        return str(value)
    if isinstance(value, date) and not FIRST <= value.year <= LAST:  # a Timestamp and a datetime are dates too
        return _iso(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and abs(int(value)) >= EXACT:
        return str(value)
    return value[:LONGEST] if isinstance(value, str) else value


def _iso(moment):
    day = f"{'-' * (moment.year < 0)}{abs(moment.year):04}-{moment.month:02}-{moment.day:02}"
    clock = moment.time().isoformat() if isinstance(moment, datetime) else "00:00:00"
    return day if clock == "00:00:00" else f"{day} {clock}"
