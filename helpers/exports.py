"""Tables as files for other programs: CSV and Excel in which no text can act as a formula."""

import io
import re

import pandas as pd

from helpers.parts.table_cells import name_of

# What spreadsheet programs take for the beginning of a formula, also after blanks, and in the wide forms of Japanese keyboards.
FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+[=+\-@＝＋－＠]|[\t\r\n]")
# A program that takes another character for the one between cells (";" where that is the custom) would begin a cell here.
INNER = re.compile(r"([;\t\r\n|][ \u00a0]{0,9}+)(?=[=+\-@＝＋－＠])")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what the XML of an Excel file cannot hold
LONGEST = 32_767  # characters in a cell of Excel


def harmless(table):
    r"""Return the table with an apostrophe before each text, and name of a column, that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless(pd.DataFrame({"title": ["=1+1", "On votes"], "n": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['On votes', 2]]
    """
    made = _each_text(table, _guard)
    names = [name_of(name) for name in made.columns] if made.columns.nlevels > 1 else made.columns
    return made.set_axis([_guard(name) for name in names], axis=1)


def to_csv(table):
    r"""Return a table as a CSV file in UTF-8 that spreadsheet programs read as such, with no formula in it.

    Control characters and halves of characters are left out.

    Returns
    -------
    bytes

    Examples
    --------
    >>> to_csv(pd.DataFrame({"title": ["=1+1"]})).decode("utf-8-sig")
    "title\n'=1+1\n"
    """
    made = _each_text(harmless(table), _inner)
    made.columns = [_inner(name) for name in made.columns]
    return made.to_csv(index=False, lineterminator="\n").encode("utf-8-sig", errors="replace")


def to_excel(sheets):
    """Return tables as an Excel file, with no formula in it.

    Characters that such a file cannot hold are left out, and texts are cut at the 32,767 characters of a cell.

    Parameters
    ----------
    sheets : dict of str to DataFrame
        The tables by the name of their sheet.

    Returns
    -------
    bytes

    Examples
    --------
    >>> pd.read_excel(io.BytesIO(to_excel({"table": pd.DataFrame({"term": ["=votes"], "n": [3]})}))).values.tolist()
    [["'=votes", 3]]
    """
    made = io.BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        for name, table in sheets.items():
            table = _each_text(harmless(table), _fitting)
            table.columns = [_fitting(name) for name in table.columns]
            table.to_excel(writer, sheet_name=name, index=False)
    return made.getvalue()


def _each_text(table, change):
    """Return a table with a change made to each value that is no number; columns may share a name."""
    made = table.copy()
    for place, kind in enumerate(table.dtypes):
        if not pd.api.types.is_numeric_dtype(kind):
            made.isetitem(place, table.iloc[:, place].astype(object).map(change, na_action="ignore"))
    return made


def _guard(value):
    if not isinstance(value, str):
        return value
    value = UNWRITABLE.sub("", value)  # first: what stands after one of these would else come to stand first
    return f"'{value}" if FORMULA.match(value) else value


def _inner(value):
    return INNER.sub(r"\1'", value) if isinstance(value, str) else value


def _fitting(value):
    if isinstance(value, pd.Period) or getattr(value, "tzinfo", None) is not None:
        return str(value)
    return value[:LONGEST] if isinstance(value, str) else value
