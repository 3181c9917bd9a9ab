"""Rates of terms in groups of statements, from sums over the statements."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.counting.hits import added_up
from helpers.intervals import AGAIN, at_most, design_effect, student, wilson_interval

AT_ONCE = 100_000  # rows whose rates are worked out together: the arrays in between stay small
THIN = 5  # statements: below this a group's rate says more about them than about the group


def exposures(group, words, groups):
    """Return of each group the words, their squares, and the statements that have any, summed over the statements."""
    sums = {"words": words.astype(float), "squares": words.astype(float) ** 2, "statements": (words > 0).astype(float)}
    group = group.astype(np.intp, copy=False)  # the one kind that bincount takes, 32 bits in browsers
    return pd.DataFrame({name: np.bincount(group, weights=each, minlength=groups) for name, each in sums.items()})


def effects(counts, exposure, names):
    """Return of one group of statements the counts of each term, its design effect, and Student's point for its rate."""
    return effects_of(counts, exposure).assign(term=pd.array(names, dtype="str").take(counts.term))


def effects_of(counts, exposure):
    """Return what `effects` does, without the terms."""
    words, squares, statements = exposure.iloc[0].to_numpy()
    effect = design_effect(counts.n, words, statements, squares=counts.squares, products=counts.products, size_squares=squares)
    columns = {"n": counts.n.to_numpy(), "total": int(words), "documents": counts.documents.to_numpy(), "effect": effect}
    with np.errstate(divide="ignore", invalid="ignore"):
        columns |= {"t": student(words**2 / squares, counts.n.to_numpy() ** 2 / counts.squares), "statements": int(statements)}
    return pd.DataFrame(columns)


def rates(counts, names, keys, exposure, unit):
    """Make a table of rates and intervals.

    Parameters
    ----------
    counts : DataFrame
        By group and term, both by number: n, documents, squares (of hits), products (of hits and words), summed over statements.
    names, keys : array, DataFrame
        The terms and the groups.
    exposure : DataFrame
        What `exposures` returns.
    unit : str
        statement or word.
    """
    names = pa.array(names, type=pa.large_string())
    if unit not in ("statement", "word"):
        raise ValueError(f"unit={unit!r}: write statement or word")
    given = {name: counts[name].to_numpy() for name in ("group", "term", "n", "documents", "squares", "products")}
    order, made = _order(given["group"], given["n"], given["term"], names), {}
    in_all = [added_up(given["term"], int(given["term"].max(initial=-1)) + 1, given[name]) for name in ("n", "squares")]
    for at in range(0, max(len(order), 1), AT_ONCE):
        rows = order[at : at + AT_ONCE]
        some = {name: values[rows] for name, values in given.items()}
        for name, values in _rates_of(some, in_all, exposure, unit).items():
            column = made.setdefault(name, np.empty(len(order), dtype=values.dtype))
            column[at : at + len(rows)] = values
    group, term = (given[name][order] for name in ("group", "term"))
    table = pd.DataFrame({"term": pd.array(names, dtype="str").take(term), **made}, copy=False)
    return pd.concat([keys.iloc[group].reset_index(drop=True), table], axis=1)


def _rates_of(counts, in_all, exposure, unit):
    """Return the columns of the table for some rows; `in_all` are the hits and hits squared of each term in all groups."""
    n = counts["n"]
    size, squares, clusters = (exposure[name].to_numpy()[counts["group"]] for name in exposure)
    with np.errstate(divide="ignore", invalid="ignore"):
        if unit == "word":
            low, high = wilson_interval(n / size, size)
        else:
            low, high = _by_statement(counts, in_all, size, squares, clusters)
        return {
            "n": n,
            "documents": counts["documents"],
            "total": size.astype(np.int64),
            "per_10k": np.where(size > 0, 10_000 * n / size, np.nan),
            "low": low * 10_000,
            "high": high * 10_000,
            "statements": clusters.astype(np.int64),
            "thin": clusters < THIN,
        }


def _by_statement(counts, in_all, size, squares, clusters):
    """Return the limits of rates with statements as the unit; where there was no hit, by what the term does in the other groups."""
    n, term = counts["n"], counts["term"]
    effect = design_effect(n, size, clusters, squares=counts["squares"], products=counts["products"], size_squares=squares)
    low, high = wilson_interval(n / size, size / effect, z=student(size**2 / squares, n**2 / counts["squares"]))
    mentions, longest = np.where(in_all[0] > 0, np.fmax(in_all[1] / in_all[0], AGAIN), np.inf)[term], size / clusters
    none = np.where(clusters > 0, at_most(clusters, np.minimum(mentions, longest)) / longest, np.nan)  # longest: nothing else
    return low, np.where(n > 0, high, none)


def _order(group, n, term, names):
    """Order rows by group, from the most frequent term, then by the alphabet."""
    alphabetical = np.arange(len(names))
    if len(names) > 1 and not pc.all(pc.less(names[:-1], names[1:])).as_py():  # else they are in order already
        alphabetical[pc.sort_indices(names).to_numpy()] = np.arange(len(names))
    most = int(n.max(initial=0)) + 1
    if (int(group.max(initial=0)) + 1) * most * max(len(names), 1) < 2**62:  # one number a row sorts several times as fast
        return np.argsort((group.astype(np.int64) * most + (most - 1 - n)) * len(names) + alphabetical[term])
    return np.lexsort((alphabetical[term], -n, group))
