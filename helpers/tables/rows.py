"""What a row of a table is about: the place in a text, or the query that lists the sentences behind it."""

from urllib.parse import quote, urlencode

import numpy as np
import pandas as pd
from pandas.api import types
from pandas.api.types import is_datetime64_any_dtype

from helpers.labels import bounds_text
from helpers.partial_dates import iso_text
from helpers.tables.cells import columns_of

SUBJECTS = {
    **dict.fromkeys(["term", "type", "node"], "term"),
    **dict.fromkeys(["name", "place", "other"], "place"),
    **dict.fromkeys(["region", "macro_region", "place_id", "spelling", "actor", "speaker", "source", "issuer"]),
    "value": "date",
    **dict.fromkeys(["passage", "surface"], "text"),
    **dict.fromkeys(["period", "year", "quarter", "month", "week"], "period"),
    "document_id": "document",
}
MAY_REPEAT = {"place"}
RANGES = [("period_from", "period_to"), ("from", "to")]
LANES = {"issued": "issued_in", "refers to": "date_spoken_of", "reported": "reported_in"}  # what a range of a timeline holds
TIMEX_TYPES = {"DATE", "TIME", "DURATION", "SET"}


def spots(table):
    """Return for each row the document and the offset it begins at, as an attribute holds them; None where it has none.

    >>> spots(pd.DataFrame({"document_id": ["a b", "c"], "start": [7, None]}))
    ['a%20b 7', None]
    """
    if "document_id" not in table or "start" not in table:
        return [None] * len(table)
    both = zip(table["document_id"], pd.to_numeric(table["start"], errors="coerce"), strict=True)
    return [None if pd.isna(i) or pd.isna(start) else f"{quote(str(i), safe='', errors='replace')} {int(start)}" for i, start in both]


def queries(table):
    """Return for each row what it is about, as the query of an address; None where that is nothing but a spot, or has no sentence.

    >>> queries(pd.DataFrame({"term": ["sham votes", None, "peace"], "n": [3, 4, 0]}))
    ['term=sham+votes', None, None]
    """
    asked, at_spot, columns = [], [spot is not None for spot in spots(table)], columns_of(table)
    subjects = [name for name, _ in columns if name in SUBJECTS]
    for name, values in columns:
        key = (SUBJECTS[name] or name) if name in SUBJECTS else None
        if key is None or (name in ("type", "value") and not _is_subject(name, values)):
            continue
        if name == "surface" and len(subjects) > 1:  # what it was found as says more
            continue
        if key in MAY_REPEAT or key not in [other for other, _ in asked]:
            said = [_said(key, value) for value in values]
            asked.append((key, [None if spot else text for spot, text in zip(at_spot, said, strict=True)] if key == "document" else said))
    pairs = [[(key, values[row]) for key, values in asked if values[row]] for row in range(len(table))]
    for row, span in zip(pairs, _ranges(table), strict=True):
        row += span
    by_name = dict(columns)
    counted = next((by_name[name] for name in ("n", "documents") if name in by_name and types.is_numeric_dtype(by_name[name].dtype)), None)
    none = [False] * len(table) if counted is None else (counted == 0).fillna(False).tolist()
    some = zip(pairs, none, strict=True)
    return [None if empty else urlencode(list(dict.fromkeys(row)), errors="replace") or None for row, empty in some]


def _ranges(table):
    """Return for each row the stretch of time that it is about, by its first and last day."""
    for low, high in RANGES:
        if low in table and high in table:
            lanes = table["kind"].map(LANES) if "kind" in table else ["period"] * len(table)
            first, last = _days(table[low], "start_time"), _days(table[high], "end_time")
            if all(is_datetime64_any_dtype(table[name].dtype) for name in (low, high)):
                first, last = (side.where(side.notna(), None) for side in bounds_text(table[low], table[high]))
            days = zip(lanes, first, last, strict=True)
            return [[(lane, f"{a}/{b}")] if a and b and isinstance(lane, str) else [] for lane, a, b in days]
    return [[]] * len(table)


def _days(moments, end):
    """Return the first or last day of periods, and days as they are; None for what is no time."""
    days = [getattr(moment, end, moment) if isinstance(moment, pd.Period | pd.Timestamp) else pd.NaT for moment in moments]
    return [None if pd.isna(day) else iso_text(day) for day in days]


def _is_subject(name, values):
    """Return whether a column holds words, neither kinds of dates nor, as value, dates or numbers."""
    texts = list(values.dropna().unique())
    return all(isinstance(value, str) for value in texts) and (name == "value" or not set(texts) <= TIMEX_TYPES)


def _said(key, value):
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if key != "period" or isinstance(value, pd.Period | str):
        return str(value)
    return str(int(value)) if isinstance(value, int | float | np.number) and 1000 <= value <= 9999 else None  # a year; 9 is no month
