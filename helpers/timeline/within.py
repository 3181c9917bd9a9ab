"""Which spans lie within which: pairs that are found by looking them up, where all with all would fill the memory."""

import numpy as np
import pandas as pd


def pairs_within(outer, inner):
    """Return the positions of the rows of two tables where the one's span holds the other's, in the order of a merge.

    Parameters
    ----------
    outer, inner : DataFrame
        document_id, start, end.

    Returns
    -------
    tuple of two arrays
        The places of rows in `outer`, and in `inner`. Memory and time grow with their number and that of the rows.

    Examples
    --------
    >>> outer = pd.DataFrame({"document_id": ["a", "b"], "start": [5, 0], "end": [30, 9]})
    >>> inner = pd.DataFrame({"document_id": ["b", "a", "a", "a"], "start": [2, 12, 25, 5], "end": [9, 19, 31, 8]})
    >>> [places.tolist() for places in pairs_within(outer, inner)]
    [[0, 0, 1], [1, 3, 0]]
    """
    ids = pd.Index(outer["document_id"].drop_duplicates())
    of, begins, ends = _keys(outer, ids)
    of_inner, first, last = _keys(inner, ids)
    width = 2 + max(np.nanmax(array, initial=0) for array in (begins, ends, first, last))
    key = np.where(of_inner < 0, np.nan, of_inner * width + first)
    order = np.argsort(key, kind="stable")  # what is missing comes last
    key = key[order][: np.isfinite(key).sum()]
    low = np.searchsorted(key, of * width + begins, side="left")
    high = np.searchsorted(key, of * width + ends, side="right")
    many = np.where(np.isfinite(begins) & np.isfinite(ends), np.maximum(high - low, 0), 0).astype(np.intp)
    rows = np.repeat(np.arange(len(outer)), many)
    held = order[np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)]
    fits = (last[held] <= ends[rows]) & (of_inner[held] == of[rows])
    rows, held = rows[fits], held[fits]
    order = np.lexsort((held, rows))
    return rows[order], held[order]


def _keys(spans, ids):
    """Return the number of each span's statement, -1 where it has none of these, and where it begins and ends."""
    offsets = (spans[name].to_numpy(dtype="float64", na_value=np.nan) for name in ("start", "end"))
    return ids.get_indexer(spans["document_id"]), *offsets
