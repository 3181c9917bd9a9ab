"""Keyness: which terms set two groups of statements apart; and collocations: which words keep a word company."""

import numpy as np
import pandas as pd

from helpers.association import (
    benjamini_hochberg,
    bonferroni,
    delta_p,
    g2,
    log_dice,
    log_ratio,
    p_of_g2,
    percent_diff,
    pmi,
    t_score,
)
from helpers.concordance import hits
from helpers.counting.by_group import hits_by_group
from helpers.counting.hits import hits_by_statement
from helpers.counting.rates import effects, exposures
from helpers.frames.doors import require_tokens
from helpers.frames.one_row import of_one_total, one_row_each
from helpers.intervals import Z
from helpers.tokens.table import in_order


def log_likelihood(a, b, c, d, *, cells=4):
    """Return G², the log-likelihood ratio for a frequency in two corpora. It has no sign: compare a/c and b/d for the direction.

    It is missing (NaN) where there is nothing to compare: no hit in either, or no words in one.

    Parameters
    ----------
    a, b : array-like
        Hits in the target and in the reference.
    c, d : array-like
        Their sizes in words.
    cells : int
        4 counts the words that are no hits as well (Dunning's form); 2 leaves them out (Rayson and Garside's), and is a
        little smaller.

    Examples
    --------
    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 4), round(float(log_likelihood(52, 57, 50_000, 75_000, cells=2)), 4)
    (2.6541, 2.6517)

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61-74.
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling. Proc. Workshop on Comparing Corpora, 1-6.
    """
    if cells not in (2, 4):
        raise ValueError(f"cells={cells!r}: G2 is of 2 or of 4 cells")
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    some = (a + b > 0) & (c > 0) & (d > 0)
    if cells == 4:
        return np.where(some, g2(a, c - a, b, d - b), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [np.where(x > 0, x * np.log(x * (c + d) / (size * (a + b))), 0.0) for x, size in ((a, c), (b, d))]
    return np.where(some, np.maximum(2 * (terms[0] + terms[1]), 0.0), np.nan)


def keyness(target, reference, *, cells=4):
    """Compare the frequency of every term in two groups of statements.

    Parameters
    ----------
    target, reference : DataFrame
        Token tables; or tables of counts with term and n, one row a term, and with documents and total where they are known
        (without total, the sum of n is taken), and with the design effect of each term as effect. `frequency.term_frequency`
        makes such a table of n-grams, for example.
    cells : int
        The form of G²; see `log_likelihood`.

    Returns
    -------
    DataFrame
        One row per term of either, by G² from the largest: term, n_target, n_reference, total_target, total_reference, g2,
        log_ratio (positive: more frequent in the target), low, high, percent_diff, p, p_adjusted (Benjamini and
        Hochberg), p_bonferroni, documents_target, documents_reference, documents (their sum). Low and high bound a 95 % interval
        of log_ratio: with statements as the unit where token tables are given, else with words. p takes each word for
        an independent draw, so it is too small for words that cluster: believe `low` and `high` before it. A term that is in
        neither, and any where one side has no words, has no measure: NaN.

    Raises
    ------
    ValueError
        If a table of counts has several rows for a term, as one by year has, or hits that are no part of its total.

    Examples
    --------
    >>> a = pd.DataFrame({"term": ["votes", "the"], "n": [52, 900], "total": 50_000})
    >>> b = pd.DataFrame({"term": ["votes", "the"], "n": [57, 1400], "total": 75_000})
    >>> keyness(a, b)[["term", "g2", "log_ratio"]].round(3).values.tolist()
    [['votes', 2.654, 0.453], ['the', 0.74, -0.052]]
    """
    sides = {name: _counts(table, name) for name, table in (("target", target), ("reference", reference))}
    joined = sides["target"].merge(sides["reference"], on="term", how="outer", suffixes=("_target", "_reference"))
    joined = joined.fillna({"n_target": 0, "n_reference": 0})
    for name, side in sides.items():
        joined[f"total_{name}"] = side.total.iloc[0] if len(side) else 0
        if side.documents.notna().all():
            joined[f"documents_{name}"] = joined[f"documents_{name}"].fillna(0).astype(np.int64)
    a, b = joined.n_target.to_numpy(dtype=float), joined.n_reference.to_numpy(dtype=float)
    c, d = joined.total_target.to_numpy(dtype=float), joined.total_reference.to_numpy(dtype=float)
    table = pd.DataFrame({"term": joined.term.astype("str")})
    for column in ("n_target", "n_reference", "total_target", "total_reference"):
        table[column] = joined[column].astype(np.int64)
    table["g2"] = log_likelihood(a, b, c, d, cells=cells)
    table["log_ratio"] = log_ratio(a, b, c, d)
    half = Z * np.sqrt(_variance(a, c, joined.effect_target) + _variance(b, d, joined.effect_reference)) / np.log(2)
    table["low"], table["high"] = table.log_ratio - half, table.log_ratio + half
    table["percent_diff"] = percent_diff(a, b, c, d)
    table["p"] = p_of_g2(table.g2)
    table["p_adjusted"], table["p_bonferroni"] = benjamini_hochberg(table.p), bonferroni(table.p)
    table["documents_target"], table["documents_reference"] = joined.documents_target, joined.documents_reference
    table["documents"] = joined.documents_target + joined.documents_reference
    return table.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def _counts(table, name):
    """Return term, n, total, documents and the design effect of each term, of tokens or of counts."""
    if "type" not in table:
        absent = [column for column in ("term", "n") if column not in table]
        if absent:
            raise KeyError(f"a table of counts needs the columns term and n; this has {', '.join(map(str, table))}")
        unknown = {"total": table.n.sum(), "documents": np.nan, "effect": np.nan}
        known = {column: table[column] for column in unknown if column in table}
        return of_one_total(one_row_each(table, "term", name=name)[["term", "n"]].assign(**unknown | known), name)
    table = require_tokens(table)
    if table.empty:
        return pd.DataFrame({"term": [], "n": [], "total": [], "documents": [], "effect": []})
    found, names = hits_by_statement(table), table["type"].array.categories
    one_group = np.zeros(len(found.words), dtype=np.int64)
    return effects(hits_by_group(found, one_group, 1, len(names), every=False), exposures(one_group, found.words, 1), names)


def _variance(n, total, effect):
    """Return the variance of the logarithm of a rate: that of single words, times the design effect where it is known."""
    n, total = np.where(n == 0, 0.5, n), np.where(total == 0, np.nan, total)
    return (1 / n - 1 / total) * effect.fillna(1.0).to_numpy()


def collocates(tokens, node, *, window=5):
    """List the words that stand near a node, in its sentence: the spans that `collocations` counts.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    node : str
        A word, a phrase or a wildcard, as for `concordance.kwic`.
    window : int
        Words to the left and to the right. A word near two nodes is listed once, for the nearer.

    Returns
    -------
    DataFrame
        One row per word, in text order: document_id, sentence, start, end, type, distance (in words; negative to the left).

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Sham votes in the four regions. Votes again."]})
    >>> collocates(tokenize(documents), "votes", window=2)[["type", "distance"]].values.tolist()
    [['sham', -1], ['in', 1], ['the', 2], ['again', 1]]
    """
    tokens = in_order(require_tokens(tokens, "sentence", "start", "end"))[0]
    first, last = hits(tokens, node)
    sentence = np.cumsum((tokens.sentence.diff() != 0) | (tokens.document_id.cat.codes.diff() != 0))
    distance = np.full(len(tokens), window + 1)
    for step in range(window, 0, -1):  # from far to near, so that the nearer node stays
        for edge, sign in ((first, -1), (last, 1)):
            at = edge + sign * step
            inside = (at >= 0) & (at < len(tokens))
            at, edge = at[inside], edge[inside]
            distance[at[sentence.to_numpy()[at] == sentence.to_numpy()[edge]]] = sign * step
    for step in range(last[0] - first[0] + 1 if len(first) else 0):
        distance[first + step] = window + 1
    near = np.abs(distance) <= window
    return tokens[near].assign(distance=distance[near])


def collocations(tokens, node, *, window=5):
    """Measure which words keep a node company, against how often they stand elsewhere.

    Parameters
    ----------
    tokens, node, window
        As for `collocates`.

    Returns
    -------
    DataFrame
        One row per word near the node, by logDice from the largest: term, n (times near the node), documents, n_node, n_term
        (in all the tokens), expected, g2, mi, t, log_dice, delta_p_node (how much likelier the word is near the node), delta_p_term
        (how much likelier the node is near the word). The counts are of word positions: near the node or not, the word or another.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Sham votes in Kherson. Sham votes. They met in Kyiv."]})
    >>> collocations(tokenize(documents), "votes")[["term", "n", "n_node", "n_term"]].head(2).values.tolist()
    [['sham', 2, 2, 2], ['kherson', 1, 2, 1]]

    References
    ----------
    Evert, S. (2008). Corpora and collocations. Corpus linguistics: an international handbook, chapter 58. Mouton de Gruyter.
    """
    tokens = in_order(require_tokens(tokens, "sentence", "start", "end"))[0]
    near = collocates(tokens, node, window=window)
    n_node = len(hits(tokens, node)[0])
    table = near.groupby("type", observed=True).document_id.agg(n="size", documents="nunique").reset_index()
    n_term = tokens.type.value_counts().reindex(table.type).to_numpy()
    n, size, total = table.n.to_numpy(), len(near), len(tokens)
    cells = n, size - n, n_term - n, total - size - n_term + n
    table = table.rename(columns={"type": "term"}).astype({"term": "str"}).assign(n_node=n_node, n_term=n_term)
    table["expected"] = n_term * size / max(total, 1)
    table["g2"] = g2(*cells)
    table["mi"] = pmi(n, size, n_term, total)
    table["t"] = t_score(n, size, n_term, total)
    table["log_dice"] = log_dice(n, n_node, n_term)
    table["delta_p_node"], table["delta_p_term"] = delta_p(*cells), delta_p(cells[0], cells[2], cells[1], cells[3])
    return table.sort_values(["log_dice", "n", "term"], ascending=[False, False, True], ignore_index=True)
