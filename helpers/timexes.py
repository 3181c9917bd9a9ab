"""Temporal expressions: the dates that statements speak of."""

import calendar
import re
from datetime import date

import pandas as pd

from helpers.spans import fold

COLUMNS = ["document_id", "start", "end", "surface", "type", "value", "date_from", "date_to", "flag"]
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name: number for number, name in enumerate(calendar.month_abbr) if name} | {"Sept": 9}
MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>\d{4})\b(?![/\d]|-\d)"
# The first that fits wins, so the fuller form stands before the shorter.
FORMS = [
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),  # 2022-09-22
    re.compile(rf"\b{DAY}(?:\s+of)?\s+{MONTH},?\s+{YEAR}"),  # 22 September 2022
    re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}"),  # September 22, 2022
    re.compile(rf"\b{DAY}(?:\s+of)?\s+{MONTH}"),  # 22 September
    re.compile(rf"\b{MONTH}\s+{DAY}(?![.,:]\d)"),  # September 22
    re.compile(rf"\b{MONTH},?\s+(?:of\s+)?{YEAR}"),  # September 2022
]


def find_timexes(documents):
    """Find the explicit dates in statements: days, with or without a year, and months with a year.

    A day without a year is taken as the one nearest to the date of the statement.

    Returns
    -------
    DataFrame
        One row per temporal expression, in text order: document_id, start, end, surface, type (TIMEX3: DATE), value
        (``2022-09-22``, ``2022-09``), date_from, date_to (the first and the last day it covers, datetime64), flag
        ("impossible" for a day that no calendar has; its value and dates are missing).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2023-01-05"]), "text": ["On December 29 it fell."]})
    >>> find_timexes(documents)[["surface", "value"]].values.tolist()
    [['December 29', '2022-12-29']]

    References
    ----------
    TIMEX3 values: ISO 24617-1:2012 (ISO-TimeML).
    """
    rows = []
    for document_id, issued, text in zip(documents.document_id, pd.to_datetime(documents.date), documents.text, strict=True):
        folded, origin = fold(text)
        for start, end, parts in _find(folded):
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            rows.append((document_id, start, end, text[start:end], "DATE", *_resolve(issued.date(), **parts)))
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"document_id": "str", "surface": "str", "value": "str", "flag": "str"})
    return table.assign(date_from=pd.to_datetime(table.date_from), date_to=pd.to_datetime(table.date_to))


def _find(text):
    """Yield (start, end, parts) of the dates, left to right, none within another."""
    found = sorted(((m.start(), form, m) for form, pattern in enumerate(FORMS) for m in pattern.finditer(text)), key=lambda f: f[:2])
    free = 0
    for start, _, match in found:
        if start >= free:
            yield start, match.end(), match.groupdict()
            free = match.end()


def _resolve(issued, month, day=None, year=None):
    """Return value, date_from, date_to and flag of a date, as seen from the day of issue."""
    month = MONTHS.get(month) or int(month)
    if day is None:
        year = int(year)
        last = calendar.monthrange(year, month)[1] if year else 0
        return f"{year:04}-{month:02}", _day(year, month, 1), _day(year, month, last), "" if year else "impossible"
    years = [int(year)] if year else [issued.year - 1, issued.year, issued.year + 1]
    days = [found for found in (_day(y, month, int(day)) for y in years) if found]
    if not days:
        return None, None, None, "impossible"
    nearest = min(days, key=lambda found: abs(found - issued))
    return nearest.isoformat(), nearest, nearest, ""


def _day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None
