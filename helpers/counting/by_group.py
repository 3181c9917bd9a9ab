"""Hits summed by groups of statements: which group each statement is in, and what counts and their intervals need of each."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.counting.hits import SORTED, joined, words_of
from helpers.frames.checks import TableError, positions, said
from helpers.groups import PERIODS, group_keys, names_of, not_named_as
from helpers.tokens.table import names_told, told

# What counts of terms say, here and in sums over files: no group may have such a name.
COUNTED = ["term", "n", "documents", "total", "per_10k", "low", "high", "statements", "thin", "words", "squares", "products"]


def groups_of(tokens, by, documents):
    """Return the group of each statement, -1 for none, and the groups."""
    ids = tokens["document_id"].array.categories
    if by is None:
        counted = np.ones(len(ids), dtype=bool) if documents is None else positions(ids, documents["document_id"]) >= 0
        return np.where(counted, 0, -1), pd.DataFrame(index=[0])
    names = names_of(by)
    not_named_as(names, COUNTED)
    if not len(ids):
        return np.zeros(0, dtype=np.int64), pd.DataFrame({name: pd.Series(dtype="object") for name in names})
    keys, number = group_keys(statements_of(tokens, names, documents), names), np.full(len(ids), -1)
    if keys.shape[1] == 1 and isinstance(keys.dtypes.iloc[0], pd.PeriodDtype):  # periods without a statement are groups too
        known = keys.iloc[:, 0].dropna()
        every = pd.period_range(known.min(), known.max(), name=known.name) if len(known) else pd.PeriodIndex(known, name=known.name)
        number[keys.index] = every.get_indexer(keys.iloc[:, 0])
        return number, every.to_frame(index=False)
    groups = keys.groupby(list(keys.columns), sort=True, observed=True)
    number[keys.index] = groups.ngroup().fillna(-1)
    return number, groups.size().reset_index()[list(keys.columns)]


def statements_of(tokens, names, documents):
    """Return what is known of the statements of a token table, one row each under the number of its category.

    It is looked up in `documents` where they are given, else in the token table's own columns, else in what `tokenize` noted down.
    """
    ids = tokens["document_id"].array.categories
    needed = list(dict.fromkeys([*names, *(name for name in ("date", "date_precision") if set(names) & set(PERIODS))]))
    if documents is not None:
        at = positions(documents["document_id"], ids)
        table, noted = documents[at >= 0].set_axis(at[at >= 0]), None
    else:
        table, noted = pd.DataFrame({"document_id": ids}), told(tokens, needed)
    given = {*table, *(PERIODS if "date" in table else [])}  # a period is that of the date, where documents have one
    own = [name for name in needed if name in tokens and name not in given]
    if noted is not None and (looked_up := [name for name in noted if name not in (*own, "document_id")]):
        at = positions(ids, noted["document_id"])
        if (at < 0).any() and (lost := (at < 0) & (words_of(tokens) > 0)).any():
            raise TableError(f"by={names}: the tokens know nothing of the statement {said(ids[lost][0])}. Remedy: documents=documents")
        table = table[at >= 0].join(noted[looked_up].take(at[at >= 0]).set_axis(table.index[at >= 0]))
    for name in own:
        table = table.join(_of_statements(tokens, name), how="inner")
    unknown = [name for name in names if name not in table and (name not in PERIODS or "date" not in table)]
    if unknown and documents is None:
        had = ", ".join(map(str, dict.fromkeys([*tokens.columns, *names_told(tokens)])))
        raise TableError(
            f"by={unknown[0]!r} is neither a column of documents that the tokens know ({had}) nor a period of their date "
            f"({', '.join(PERIODS)}). Remedy: pass documents=documents, or join its column to the tokens"
        )
    return table


def _of_statements(tokens, name):
    """Return a column of the token table with one value for each statement that has words, or say that it is none of statements."""
    column, document = tokens[name].reset_index(drop=True), tokens["document_id"].array.codes
    number = column.array.codes if isinstance(column.dtype, pd.CategoricalDtype) else pd.factorize(column)[0]
    first = np.full(len(tokens["document_id"].array.categories), -1)
    first[document[::-1]] = np.arange(len(document))[::-1]
    if (other := number != number[first[document]]).any():
        at = tokens["document_id"].iloc[int(np.flatnonzero(other)[0])]
        raise TableError(
            f"by={name!r}: it differs within the statement {said(at)}, and groups are of statements. Remedy: filter the tokens"
        )
    return column.take(first[first >= 0]).set_axis(np.flatnonzero(first >= 0))


def hits_by_group(found, group, groups, terms, *, every):
    """Sum hits by group and term: a row for each pair with a hit, or for every pair."""
    runs, size = np.count_nonzero(group[1:] != group[:-1]), groups * terms
    few = size <= 4 * len(found.term) + 1_000_000  # else most pairs of a group and a term are without a hit
    if few and runs <= 4 * groups:
        sums, pairs = _sums_of_runs(found, group, groups, terms)
    else:
        sums, pairs = _sums_of_pairs(found, group, terms, size if few else None)
    if every:
        number, some, sums = np.arange(size), sums, np.zeros((4, size), dtype=np.int64)
        sums[:, pairs] = some
    else:
        rows = slice(None) if sums[1].all() else np.flatnonzero(sums[1])
        number, sums = pairs[rows], [values[rows] for values in sums]
    counts = dict(zip(("n", "documents", "squares", "products"), sums, strict=True))
    of = {"group": (number // max(terms, 1)).astype(np.int32), "term": (number % max(terms, 1)).astype(np.int32)}
    return pd.DataFrame({**of, **counts}, copy=False)


def _sums_of_pairs(found, group, terms, size):
    """Sum as `sums_by_group` does, where groups are many or change from statement to statement; return the pairs too, as its numbers."""
    key = group[found.document]
    kept = slice(None) if (key >= 0).all() else key >= 0
    key, document, n = key[kept], found.document[kept], found.n[kept].astype(float)
    key = key * terms + found.term[kept]
    pairs, key = np.unique(key, return_inverse=True) if size is None else (np.arange(size), key)
    weights = n, None, n**2, n * found.words[document]
    key = key.astype(np.intp, copy=False)
    return [np.bincount(key, weights=each, minlength=len(pairs)).astype(np.int64) for each in weights], pairs


def _sums_of_runs(found, group, groups, terms):
    """Sum hits by group and term, where statements in a row are of one group.

    Returns
    -------
    tuple of ndarray
        Hits, statements with a hit, hits squared, hits times the words of their statement; of each the sum over the statements.
    pairs : ndarray
        Group * terms + term of each of these sums: those with a hit. Statements of group -1 are left out.
    """
    bounds = np.append(np.flatnonzero(np.append(True, group[1:] != group[:-1])[: len(group)]), len(group))
    places = np.searchsorted(found.document, bounds.astype(found.document.dtype))  # of one kind, or all of them are copied
    runs, step = [[] for _ in range(groups)], max(SORTED, terms)
    for i, (begin, end) in enumerate(pairwise(places.tolist())):
        if group[bounds[i]] >= 0:
            runs[group[bounds[i]]] += [slice(at, min(at + step, end)) for at in range(begin, end, step)]
    parts, words = ([], [], [], [], []), found.words.astype(float)
    for number, slices in enumerate(runs):
        sums = np.zeros((4, terms))
        for some in slices:
            term, n = found.term[some].astype(np.intp), found.n[some]
            products = words[found.document[some]]
            products *= n
            several = np.flatnonzero(n > 1)  # most terms stand once in a statement
            again, more = term[several], n[several].astype(float)
            hits = np.bincount(term, minlength=terms)
            sums[0] += hits + np.bincount(again, weights=more - 1, minlength=terms)
            sums[1] += hits
            sums[2] += hits + np.bincount(again, weights=more**2 - 1, minlength=terms)
            sums[3] += np.bincount(term, weights=products, minlength=terms)
        hit = np.flatnonzero(sums[1])
        for part, values in zip(parts, sums, strict=False):
            part.append(values[hit].astype(np.int64))
        parts[-1].append(number * terms + hit)
        del sums
    *sums, pairs = (joined(part or [np.zeros(0, dtype=np.int64)]) for part in parts)
    return tuple(sums), pairs
