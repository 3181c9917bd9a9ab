"""Tables as files for other programs: CSV and Excel in which no text can act as a formula."""

import io
import re

import pandas as pd

FORMULA = re.compile(r"[=+\-@\t\r]")  # what spreadsheet programs take for the beginning of a formula
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what the XML of an Excel file cannot hold
LONGEST = 32_767  # characters in a cell of Excel


def harmless(table):
    r"""Return the table with an apostrophe before each text, and name of a column, that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless(pd.DataFrame({"title": ["=1+1", "On votes"], "n": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['On votes', 2]]
    """
    made = table.copy()
    for column in made.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in made.dtypes]]:
        made[column] = made[column].astype(object).map(_guard, na_action="ignore")
    return made.rename(columns=_guard)


def to_csv(table):
    r"""Return a table as a CSV file in UTF-8 that spreadsheet programs read as such, with no formula in it.

    Returns
    -------
    bytes

    Examples
    --------
    >>> to_csv(pd.DataFrame({"title": ["=1+1"]})).decode("utf-8-sig")
    "title\n'=1+1\n"
    """
    return harmless(table).to_csv(index=False, lineterminator="\n").encode("utf-8-sig", errors="replace")


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
            table = harmless(table)
            for column in table.columns[[pd.api.types.is_object_dtype(kind) for kind in table.dtypes]]:
                table[column] = table[column].map(_fitting, na_action="ignore")
            table.to_excel(writer, sheet_name=name, index=False)
    return made.getvalue()


def _guard(value):
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _fitting(value):
    if isinstance(value, pd.Period):
        return str(value)
    return UNWRITABLE.sub("", value)[:LONGEST] if isinstance(value, str) else value
