"""What a row of a table is about: the place in a text, or the query that lists the sentences behind it."""

from urllib.parse import quote, urlencode

import numpy as np
import pandas as pd

from helpers.parts.table_cells import columns_of

SUBJECTS = {
    **dict.fromkeys(["term", "type", "node"], "term"),
    **dict.fromkeys(["name", "place", "other"], "place"),
    **dict.fromkeys(["region", "place_id", "spelling", "actor", "speaker", "source", "issuer"]),
    "value": "date",
    **dict.fromkeys(["period", "year", "quarter", "month", "week"], "period"),
    "document_id": "document",
}
MAY_REPEAT = {"place"}
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
    """Return for each row what it is about, as the query of an address; None where that is nothing but a spot.

    >>> queries(pd.DataFrame({"term": ["sham votes", None], "n": [3, 4]}))
    ['term=sham+votes', None]
    """
    asked, at_spot = [], [spot is not None for spot in spots(table)]
    for name, values in columns_of(table):
        key = (SUBJECTS[name] or name) if name in SUBJECTS else None
        if key is None or (name in ("type", "value") and not _is_subject(name, values)):
            continue
        if key in MAY_REPEAT or key not in [other for other, _ in asked]:
            said = [_said(key, value) for value in values]
            asked.append((key, [None if spot else text for spot, text in zip(at_spot, said, strict=True)] if key == "document" else said))
    if not asked:
        return [None] * len(table)
    keys = [key for key, _ in asked]
    pairs = ([(key, value) for key, value in zip(keys, row, strict=True) if value] for row in zip(*(v for _, v in asked), strict=True))
    return [urlencode(list(dict.fromkeys(row)), errors="replace") or None for row in pairs]


def _is_subject(name, values):
    """Tell a column of words from one of kinds of dates, and a column of dates from one of numbers."""
    texts = list(values.dropna().unique())
    return all(isinstance(value, str) for value in texts) and (name == "value" or not set(texts) <= TIMEX_TYPES)


def _said(key, value):
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if key != "period" or isinstance(value, pd.Period | str):
        return str(value)
    return str(int(value)) if isinstance(value, int | float | np.number) and 1000 <= value <= 9999 else None  # a year; 9 is no month
