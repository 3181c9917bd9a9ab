"""Hits summed by groups of statements: which group each statement is in, and what counts and their intervals need of each."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.counting.hits import AT_ONCE
from helpers.groups import group_keys, not_named_as

# What counts of terms say, here and in sums over files: no group may have such a name.
COUNTED = ["term", "n", "documents", "total", "per_10k", "low", "high", "statements", "thin", "words", "squares", "products"]


def groups_of(tokens, by, documents):
    """Return the group of each statement, -1 for none, and the groups."""
    ids = tokens["document_id"].array.categories
    if by is None:
        counted = np.ones(len(ids), dtype=bool) if documents is None else ids.isin(documents["document_id"].astype("str"))
        return np.where(counted, 0, -1), pd.DataFrame(index=[0])
    not_named_as([by] if isinstance(by, str) else by, COUNTED)
    metadata = _metadata(tokens, by) if documents is None else documents
    if "document_id" not in metadata:
        raise KeyError(f"by={by!r}: the tokens no longer know their documents; pass documents=documents as well")
    keys = group_keys(metadata, by).set_index(metadata["document_id"].astype("str")).reindex(ids)
    if keys.shape[1] == 1 and isinstance(keys.dtypes.iloc[0], pd.PeriodDtype):  # periods without a statement are groups too
        every = pd.period_range(keys.iloc[:, 0].min(), keys.iloc[:, 0].max(), name=keys.columns[0])
        return every.get_indexer(keys.iloc[:, 0]), every.to_frame(index=False)
    groups = keys.groupby(list(keys.columns), sort=True, observed=True)
    return groups.ngroup().fillna(-1).to_numpy(dtype=np.int64), groups.size().reset_index()[list(keys.columns)]


def _metadata(tokens, by):
    """Return what the tokens know of their statements, without columns that nobody asks for."""
    known = tokens.attrs.get("documents") or {}
    names = {"document_id", "date", "date_precision", *([by] if isinstance(by, str) else by)}
    return pd.DataFrame({name: column if name in names else None for name, column in known.items()})


def hits_by_group(found, group, groups, terms, *, every):
    """Sum hits by group and term: a row for each pair with a hit, or for every pair."""
    runs, size = np.count_nonzero(group[1:] != group[:-1]), groups * terms
    few = size <= 4 * len(found.term) + 1_000_000  # else most pairs of a group and a term are without a hit
    if few and runs <= 4 * groups:
        sums, pairs = sums_by_group(found, group, groups, terms), np.arange(size)
    else:
        sums, pairs = _sums_of_pairs(found, group, terms, size if few else None)
    if every:
        number, some, sums = np.arange(size), sums, np.zeros((4, size))
        sums[:, pairs] = some
    else:
        rows = np.flatnonzero(sums[1])
        number, sums = pairs[rows], [values[rows] for values in sums]
    columns = zip(("n", "documents", "squares", "products"), sums, strict=True)
    counts = {name: values.astype(np.int64) for name, values in columns}
    return pd.DataFrame({"group": number // max(terms, 1), "term": number % max(terms, 1), **counts})


def _sums_of_pairs(found, group, terms, size):
    """Sum as `sums_by_group` does, where groups are many or change from statement to statement; return the pairs too, as its numbers."""
    key = group[found.document]
    kept = slice(None) if (key >= 0).all() else key >= 0
    key, document, n = key[kept], found.document[kept], found.n[kept].astype(float)
    key = key * terms + found.term[kept]
    pairs, key = np.unique(key, return_inverse=True) if size is None else (np.arange(size), key)
    weights = n, None, n**2, n * found.words[document]
    return [np.bincount(key, weights=each, minlength=len(pairs)) for each in weights], pairs


def sums_by_group(hits, group, groups, terms):
    """Sum hits by group and term.

    Returns
    -------
    tuple of ndarray
        By group * terms + term: hits, statements with a hit, hits squared, hits times the words of their statement; of each the sum over
        the statements. Statements of group -1 are left out.
    """
    sums = np.zeros((4, groups, terms))
    bounds = np.append(np.flatnonzero(np.append(True, group[1:] != group[:-1])[: len(group)]), len(group))
    places = np.searchsorted(hits.document, bounds.astype(hits.document.dtype))  # of one kind, or all of them are copied
    for i, (begin, end) in enumerate(pairwise(places.tolist())):  # statements in a row that are of one group
        for at in range(begin if group[bounds[i]] >= 0 else end, end, AT_ONCE):
            some = slice(at, min(at + AT_ONCE, end))
            term, n = hits.term[some], hits.n[some].astype(float)
            weights = n, None, n**2, n * hits.words[hits.document[some]]
            for total, each in zip(sums[:, group[bounds[i]]], weights, strict=True):
                total += np.bincount(term, weights=each, minlength=terms)
    return tuple(sums.reshape(4, -1))
