"""Keyness: which terms set two groups of statements apart; and collocations: which words keep a word company."""

import functools
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

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
from helpers.counting.by_group import hits_by_group
from helpers.counting.hits import Hits, codes_of, count, shares_of, sums_by_term
from helpers.counting.ngrams import ngrams_of
from helpers.counting.patterns import pattern_words
from helpers.counting.ranks import Ranked, p_of_ranks, p_of_residuals, p_of_scores, scores_of
from helpers.counting.rates import effects, effects_of, exposures
from helpers.counting.term_hits import hits_of
from helpers.frames.doors import require_tokens
from helpers.frames.one_row import of_one_total, one_row_each
from helpers.intervals import AGAIN, Z, at_most, share_interval
from helpers.tokens.table import in_order, sentence_of

__all__ = ["collocates", "collocations", "keyness", "log_likelihood", "word_pairs"]


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


MEASURES = ("conservative_log_ratio", "bic", "simple_maths", "text_dispersion")


def keyness(target, reference, *, cells=4, n=1, test="ranks", measures=()):
    """Compare the frequency of every term in two groups of statements.

    Parameters
    ----------
    target, reference : DataFrame
        Token tables; or tables of counts with term and n, one row a term, and with documents, statements and total where they are known
        (without total, the sum of n is taken), and with the design effect of each term as effect.
    cells : int
        The form of G²; see `log_likelihood`.
    n : int
        The length of the terms in words, of token tables.
    test : str
        What p rests on: ranks, or g2, which takes each word for an independent draw. Of random halves of 59 speeches it has 13 terms
        below .05 after the correction in the mean, and up to 64; the ranks have none (``python3 tests/tools/false_alarms.py keyness``).
    measures : list of str
        More columns: conservative_log_ratio (the end of the interval that is nearer to 0, and 0 where the interval holds it; Evert 2022),
        bic (G² less the logarithm of all words; above 10 is very strong; Wilson 2013), simple_maths (the ratio of the rates per million
        words, each plus 1; Kilgarriff 2009), text_dispersion (G² of the statements with the term, and not of its hits; Egbert and Biber
        2019; it needs the number of statements).

    Returns
    -------
    DataFrame
        One row per term of either, by G² from the largest: term, n_target, n_reference, total_target, total_reference, g2,
        log_ratio (positive: more frequent in the target), low, high, percent_diff, p, p_adjusted (Benjamini and
        Hochberg), p_bonferroni, documents_target, documents_reference, documents (their sum). Low and high bound a 95 % interval
        of log_ratio: with statements as the unit where token tables are given, else with words; one statement has none. p is of
        Wilcoxon's rank-sum test of the statements' rates, exact for few statements with the term; where it is larger, it is that of
        the hits beyond those that the group's words would have at the rate of all. (Where the statements of one group are ten times as
        long, a rare term is in more of them at the same rate, and the ranks alone call a hundred terms significant.) Both deal whole
        statements at random (`counting.ranks`). Tables of counts do not tell the rates of single statements, so p is missing there
        (NaN): give token tables, with `n` for longer terms. A term
        that is in neither, and any where one side has no words, has no measure: NaN.

    Raises
    ------
    ValueError
        If a table of counts has several rows for a term, as one by year has, or hits that are no part of its total; or if a test or
        measure is unknown.

    Examples
    --------
    >>> a = pd.DataFrame({"term": ["votes", "the"], "n": [52, 900], "total": 50_000})
    >>> b = pd.DataFrame({"term": ["votes", "the"], "n": [57, 1400], "total": 75_000})
    >>> keyness(a, b)[["term", "g2", "log_ratio"]].round(3).values.tolist()
    [['votes', 2.654, 0.453], ['the', 0.74, -0.052]]

    References
    ----------
    Egbert, J. and Biber, D. (2019). Incorporating text dispersion into keyword analyses. Corpora 14(1), 77-104.
    Evert, S. (2022). Measuring keyness. Digital Humanities 2022, Tokyo.
    Wilson, A. (2013). Embracing Bayes factors for key item analysis. Corpus linguistics 2013, Lancaster.
    Kilgarriff, A. (2009). Simple maths for keywords. Proc. Corpus Linguistics 2009, Liverpool.
    """
    if test not in ("ranks", "g2"):
        raise ValueError(f"test={test!r}: write ranks or g2")
    if unknown := [name for name in measures if name not in MEASURES]:
        raise ValueError(f"measures={unknown}: write some of {', '.join(MEASURES)}")
    sides = {"target": _side(target, "target", n), "reference": _side(reference, "reference", n)}
    joined = _joined(sides)
    return _compared(joined, None if test == "g2" else _p_of_ranks(sides, joined), cells, measures)


def _compared(joined, p, cells, measures=()):
    """Make the table of counts of both sides, which are in alphabetical order; without p, it is that of G²."""
    a, b, c, d = (joined[name].to_numpy(dtype=float) for name in ("n_target", "n_reference", "total_target", "total_reference"))
    table = joined[["term"]].astype("str")
    for column in ("n_target", "n_reference", "total_target", "total_reference"):
        table[column] = joined[column].astype(np.int64)
    table["g2"] = log_likelihood(a, b, c, d, cells=cells)
    table["log_ratio"] = log_ratio(a, b, c, d)
    half = np.hypot(_spread(a, c, joined, "target", "reference"), _spread(b, d, joined, "reference", "target")) / np.log(2)
    table["low"], table["high"] = table.log_ratio - half, table.log_ratio + half
    table["percent_diff"] = percent_diff(a, b, c, d)
    table["p"] = np.maximum(p_of_g2(table.g2), np.finfo(float).tiny) if p is None else p
    table["p_adjusted"], table["p_bonferroni"] = benjamini_hochberg(table.p), bonferroni(table.p)
    table["documents_target"], table["documents_reference"] = joined.documents_target, joined.documents_reference
    table["documents"] = joined.documents_target + joined.documents_reference
    more = {name: _measure(name, table, joined) for name in measures}
    return table.assign(**more).sort_values("g2", ascending=False, kind="stable", ignore_index=True)


class Groups:
    """A token table that is made ready once, so that any two groups of its statements are compared in a fraction of the time.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> tokens = tokenize(pd.DataFrame({"document_id": ["a", "b", "c"], "text": ["No votes.", "No grain.", "No, no."]}))
    >>> table = Groups(tokens).keyness(np.array([True, False, False]), np.array([False, True, True]))
    >>> table[["term", "n_target", "n_reference"]].sort_values("term").values.tolist()
    [['grain', 0, 1], ['no', 1, 3], ['votes', 1, 0]]
    """

    def __init__(self, tokens):
        tokens = require_tokens(tokens)
        self.ranked, self.names = Ranked.of_words(tokens), pd.array(tokens["type"].array.categories, dtype="str")
        self.words, self.entries = self.ranked.words, _Entries(*(getattr(self.ranked, name) for name in _Entries._fields))
        self.alphabetical = pc.sort_indices(pa.array(self.names, type=pa.large_string())).to_numpy()

    @functools.cached_property
    def of_all(self):
        """Return the sums and the scores of all statements."""
        return self._sums(self.entries), self._scores(self.entries, np.count_nonzero(self.words))

    def keyness(self, target, reference, *, cells=4):
        """Compare two groups as `keyness.keyness` does, each given as true or false for every statement; none is of both."""
        words = [self.words[side].astype(float) for side in (target, reference)]
        sizes, entries = tuple(map(np.count_nonzero, words)), self.entries
        if sum(sizes) == np.count_nonzero(self.words):  # all is known but which are whose
            sums, scores = self.of_all
        else:
            entries = entries.take(np.flatnonzero((target | reference)[entries.document]))
            sums, scores = self._sums(entries), self._scores(entries, sum(sizes))
        ours = np.flatnonzero(target[entries.document])
        given = np.bincount(entries.term[ours].astype(np.intp), weights=scores.score[ours], minlength=len(self.names))
        of_target, named = self._sums(entries.take(ours)), self.alphabetical[sums[0][self.alphabetical] > 0]
        of_words = {"words": np.array([side.sum() for side in words]), "squares_of_words": sum((side**2).sum() for side in words)}
        beyond = p_of_residuals(of_target[0], *sums[[0, 2, 3]], **of_words, sizes=sizes)
        sides = zip(("target", "reference"), (of_target, sums - of_target), words, strict=True)
        joined = pd.concat([_columns(*side, named) for side in sides], axis=1).assign(term=self.names.take(named))
        return _compared(joined, np.maximum(p_of_scores(scores, given, sizes), beyond)[named], cells)

    def _scores(self, entries, statements):
        return scores_of(entries.term, entries.rate, statements=statements)

    def _sums(self, entries):
        return sums_by_term(entries, self.words, len(self.names)).astype(float)


class _Entries(NamedTuple):
    term: np.ndarray  # by term, then by rate
    rate: np.ndarray  # by number
    document: np.ndarray
    n: np.ndarray

    def take(self, places):
        return _Entries(*(column[places] for column in self))


def _columns(name, sums, words, some):
    """Return what `_joined` has of one side, for some terms, from the sums over its statements."""
    counts = pd.DataFrame(dict(zip(("n", "documents", "squares", "products"), sums[:, some], strict=True)))
    exposure = pd.DataFrame({"words": [words.sum()], "squares": [(words**2).sum()], "statements": [np.count_nonzero(words)]})
    return effects_of(counts, exposure).astype({"documents": np.int64}).add_suffix(f"_{name}")


class _Side(NamedTuple):
    counts: pd.DataFrame  # a row for each term
    hits: Hits | None = None  # by term and statement, where a token table was given
    names: object = None  # of the terms, by number
    number: object = None  # of the term of each row of the counts


def _side(table, name, n):
    """Return the counts of a group, from tokens or from counts."""
    if "type" in table:
        tokens = require_tokens(table)
        found, names = ngrams_of(in_order(tokens)[0] if n > 1 else tokens, n)
        one_group = np.zeros(len(found.words), dtype=np.int64)
        counts = hits_by_group(found, one_group, 1, len(names), every=False)
        return _Side(effects(counts, exposures(one_group, found.words, 1), names), found, names, counts["term"].to_numpy())
    absent = [column for column in ("term", "n") if column not in table]
    if absent:
        raise KeyError(f"a table of counts needs the columns term and n; this has {', '.join(map(str, table))}")
    unknown = {"total": table.n.sum(), "documents": np.nan, "effect": 1.0, "t": Z, "statements": np.nan}
    known = {column: table[column] for column in unknown if column in table}
    return _Side(of_one_total(one_row_each(table, "term", name=name)[["term", "n"]].assign(**unknown | known), name))


def _joined(sides):
    """Put the counts of both sides beside each other, a row for each term of either, with its number if both number them alike."""
    names = [side.names for side in sides.values()]
    alike = names[0] is not None and names[1] is not None and names[0].equals(names[1])  # parts of one token table
    counts = {name: side.counts.assign(term=side.number) if alike else side.counts for name, side in sides.items()}
    joined = counts["target"].merge(counts["reference"], on="term", how="outer", suffixes=("_target", "_reference"))
    joined = joined.fillna({"n_target": 0, "n_reference": 0})
    for name, side in counts.items():
        joined[f"total_{name}"] = side.total.iloc[0] if len(side) else 0
        joined[f"statements_{name}"] = side.statements.iloc[0] if len(side) else np.nan
        if side.documents.notna().all():
            joined[f"documents_{name}"] = joined[f"documents_{name}"].fillna(0).astype(np.int64)
    if not alike:
        return joined
    spelled = pa.array(names[0]).take(pa.array(joined.term))
    joined = joined.assign(number=joined.term, term=pd.array(spelled, dtype="str"))
    return joined.take(pc.sort_indices(spelled).to_numpy()).reset_index(drop=True)


def _spread(n, total, joined, name, other):
    """Return half the interval of the logarithm of a rate, in logarithms.

    Where it is 0, it reaches from the half hit that stands for it to the upper limit by statement, if words cluster as on the other side.
    """
    statements, effect, t = (joined[f"{what}_{name}"].to_numpy(dtype=float) for what in ("statements", "effect", "t"))
    again = joined[f"effect_{other}"].fillna(1.0).clip(lower=AGAIN)
    with np.errstate(divide="ignore", invalid="ignore"):
        some = np.sqrt((1 / n - 1 / total) * effect) * t
        none = np.log(at_most(statements, again) * statements / 0.5)
    if np.isnan(statements).all():  # nothing but words is known
        none = Z * np.sqrt(1 / 0.5 - 1 / np.where(total == 0, np.nan, total))
    return np.where(n > 0, some, none)


def _p_of_ranks(sides, joined):
    """Return p for each row of the joined counts: the larger of that of the ranks of rates, and that of hits beyond what is expected.

    It is missing where the rates of single statements are not known.
    """
    if any(side.hits is None for side in sides.values()):
        return np.full(len(joined), np.nan)
    terms, hits, number = pd.Index(joined.get("number", joined.term)), [side.hits for side in sides.values()], []
    for side in sides.values():
        names = np.arange(len(side.names)) if "number" in joined else pd.array(side.names, dtype="str")
        number.append(terms.get_indexer(pd.Index(names)).astype(np.int32)[side.hits.term])
    sizes, ranks, sums = tuple(int((found.words > 0).sum()) for found in hits), np.empty(len(terms)), np.zeros((4, len(terms)))
    for begin, end, *places in shares_of(len(terms), *number):
        entries = [
            (of[at] - begin, found.n[at].astype(float), found.words[found.document[at]].astype(float))
            for of, found, at in zip(number, hits, places, strict=True)
        ]
        term, n, words = (np.concatenate(column) for column in zip(*entries, strict=True))
        ours, term = np.arange(len(term)) < len(entries[0][0]), term.astype(np.intp)
        ranks[begin:end] = p_of_ranks(term, n / words, ours, terms=end - begin, sizes=sizes)
        sums[:, begin:end] = [np.bincount(term, weights=each, minlength=end - begin) for each in (n * ours, n, n**2, n * words)]
    of_side, squares = (np.array([(found.words.astype(float) ** power).sum() for found in hits]) for power in (1, 2))
    return np.maximum(ranks, p_of_residuals(*sums, words=of_side, squares_of_words=squares.sum(), sizes=sizes))


def _measure(name, table, joined):
    """Return a measure that is not in every table."""
    if name == "conservative_log_ratio":
        return np.where(table.log_ratio > 0, np.maximum(table.low, 0), np.minimum(table.high, 0))
    if name == "bic":
        return table.g2 - np.log(table.total_target + table.total_reference)
    if name == "simple_maths":
        rates = (
            1e6 * table[f"n_{side}"] / table[f"total_{side}"].where(table[f"total_{side}"] > 0) + 1 for side in ("target", "reference")
        )
        return next(rates) / next(rates)
    sides = ("target", "reference")
    return log_likelihood(*(joined[f"{what}_{side}"].astype(float) for what in ("documents", "statements") for side in sides))


def collocates(tokens, node, *, window=5):
    """List the words that stand near a node, in its sentence: the spans that `collocations` counts.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    node : str
        A word, a phrase or a wildcard, as for `concordance.kwic`.
    window : int, pair of int, or "sentence"
        Words to the left and to the right; of a pair, so many to the left and so many to the right; or the whole sentence. A word near
        two nodes is listed once, for the nearer.

    Returns
    -------
    DataFrame
        One row per word, in text order: document_id, sentence, start, end, type, distance (in words; negative to the left), node_start,
        node_end (where that node stands).

    Raises
    ------
    ValueError
        If `window` is none of these.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Sham votes in the four regions. Votes again."]})
    >>> collocates(tokenize(documents), "votes", window=2)[["type", "distance"]].values.tolist()
    [['sham', -1], ['in', 1], ['the', 2], ['again', 1]]
    >>> collocates(tokenize(documents), "votes", window=(1, 0)).type.tolist()
    ['sham']
    """
    tokens = in_order(require_tokens(tokens, "sentence", "start", "end"))[0]
    return Company(tokens).collocates(node, window=window)


def _begins(tokens):
    """Return which tokens are the first of a sentence."""
    sentence, document = sentence_of(tokens), codes_of(tokens["document_id"])
    return np.append(True, (sentence[1:] != sentence[:-1]) | (document[1:] != document[:-1]))[: len(tokens)]


def _reach(window, longest):
    """Return how many words a window reaches to the left and to the right."""
    if isinstance(window, str) and window == "sentence":
        return longest, longest
    sides = window if isinstance(window, tuple | list) else (window, window)
    if len(sides) != 2 or not all(isinstance(side, int | np.integer) and side >= 0 for side in sides):
        raise ValueError(f"window={window!r}: write a number of words, a pair (left, right), or 'sentence'")
    return sides


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
        (how much likelier the node is near the word), documents_node (statements with the node), share (documents / documents_node), low,
        high (its 95 % interval, `intervals.share_interval`). The counts are of word positions: near the node or not, the word or another.

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
    return Company(tokens).collocations(node, window=window)


def strongest(table, measure):
    """Return collocates by a measure from the largest, then by their number, then by the alphabet.

    >>> strongest(pd.DataFrame({"term": ["b", "a", "c"], "n": [2, 2, 9], "mi": [1.5, 1.5, 0.5]}), "mi").term.tolist()
    ['a', 'b', 'c']
    """
    keys = pa.table({"measure": table[measure].to_numpy(), "n": table.n.to_numpy(), "term": pa.array(table.term)})
    order = pc.sort_indices(keys, sort_keys=[("measure", "descending"), ("n", "descending"), ("term", "ascending")])
    return table.take(order.to_numpy()).reset_index(drop=True)


def word_pairs(tokens, terms, *, least=2):
    """Count which of some words stand together in a sentence, against how often they would by chance.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    terms : list of str
        Types of the tokens, as the column term of `collocations` has them; a few dozen at most.
    least : int
        The sentences that a pair needs to be listed.

    Returns
    -------
    DataFrame
        One row per pair, from the most frequent: term, other (in the order of `terms`), n (sentences with both), n_term, n_other
        (sentences with each), sentences (in all), expected (sentences with both, if they stood independently), g2, log_dice.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Sham votes. Sham votes again. Votes. They met."]})
    >>> word_pairs(tokenize(documents), ["sham", "votes", "met"])[["term", "other", "n", "expected"]].values.tolist()
    [['sham', 'votes', 2, 1.5]]
    """
    return Company(in_order(require_tokens(tokens, "sentence"))[0]).word_pairs(terms, least=least)


class Company:
    """A token table in order, made ready once, so that what stands together in any of its statements is found in a fraction of the time.

    Its methods are the functions of their names; `among` says of each statement whether it is looked at.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> words = Company(tokenize(pd.DataFrame({"document_id": ["a", "b"], "text": ["Sham votes.", "No votes."]})))
    >>> words.collocations("votes", among=np.array([True, False])).term.tolist()
    ['sham']
    """

    def __init__(self, tokens):
        self.tokens, self.code, self.document = tokens, codes_of(tokens["type"]), codes_of(tokens["document_id"])
        self.begins, self._counts = np.flatnonzero(_begins(tokens)), (self, None)  # of the statements that were counted last

    def hits(self, node, *, among=None):
        """Return the positions of the first and the last word of each hit."""
        first, last = hits_of(self.tokens, pattern_words(node))
        if among is None:
            return first, last
        some = among[self.document[first]]
        return first[some], last[some]

    def _around(self, first, last, window):
        """Return the first and the last word that each node reaches, and all that any of them reaches, in text order."""
        left, right = _reach(window, len(self.code))
        of = np.searchsorted(self.begins, first, side="right") - 1
        ends = np.append(self.begins, len(self.code))
        low, high = np.maximum(first - left, self.begins[of]), np.minimum(last + right, ends[of + 1] - 1)
        since = np.maximum(low, np.append(-1, np.maximum.accumulate(high)[:-1]) + 1)[: len(low)]  # beyond the words that are there already
        size = np.maximum(high - since + 1, 0)
        return low, high, np.repeat(since - np.cumsum(size) + size, size.astype(np.intp)) + np.arange(size.sum())

    def _near(self, first, last, window):
        """Return the words near a node, none of which is of the node itself."""
        at = self._around(first, last, window)[2]
        own, alone = (first[:, None] + np.arange(last[0] - first[0] + 1 if len(first) else 0)).ravel(), np.ones(len(at), dtype=bool)
        alone[np.searchsorted(at, own)] = False
        return at[alone]

    def collocates(self, node, *, window=5, among=None):
        """List the words near a node."""
        first, last = self.hits(node, among=among)
        low, high, at = self._around(first, last, window)
        after = np.searchsorted(first, at, side="right")  # the first node that begins beyond the word
        before, after, none = np.maximum(after - 1, 0), np.minimum(after, len(first) - 1), len(self.code)
        from_left = np.where((first[before] <= at) & (at <= high[before]), at - last[before], none)  # 0 or less is in the node itself
        from_right = np.where((first[after] > at) & (low[after] <= at), first[after] - at, none)
        nearer, near = np.where(from_left <= from_right, before, after), from_left > 0
        distance, nearer = np.where(from_left <= from_right, from_left, -from_right)[near], nearer[near]
        start, end = (self.tokens[name].to_numpy()[place[nearer]] for name, place in (("start", first), ("end", last)))
        return self.tokens.iloc[at[near]].assign(distance=distance, node_start=start, node_end=end)

    def collocations(self, node, *, window=5, among=None):
        """Measure which words keep a node company."""
        types, nodes = self.tokens["type"].array.categories, self.hits(node, among=among)
        at, n_node, documents_node = self._near(*nodes, window), len(nodes[0]), len(np.unique(self.document[nodes[0]]))
        near = count(self.code[at], self.document[at], len(self.tokens["document_id"].array.categories))
        term = near.term.astype(np.intp, copy=False)
        n, documents = (np.bincount(term, weights=weights, minlength=len(types)).astype(np.int64) for weights in (near.n, None))
        number, (n_term, total) = np.flatnonzero(n), self._counted(among)
        n, documents, n_term, size = n[number], documents[number], n_term[number], len(at)
        cells = n, size - n, n_term - n, total - size - n_term + n
        table = pd.DataFrame({"term": pd.array(types.take(number), dtype="str"), "n": n, "documents": documents})
        table = table.assign(n_node=n_node, n_term=n_term, expected=n_term * size / max(total, 1))
        table["g2"] = g2(*cells)
        table["mi"] = pmi(n, size, n_term, total)
        table["t"] = t_score(n, size, n_term, total)
        table["log_dice"] = log_dice(n, n_node, n_term)
        table["delta_p_node"], table["delta_p_term"] = delta_p(*cells), delta_p(cells[0], cells[2], cells[1], cells[3])
        table["documents_node"], table["share"] = documents_node, table.documents / max(documents_node, 1)
        table["low"], table["high"] = share_interval(table.documents, documents_node)
        return strongest(table, "log_dice")

    def _counted(self, among):
        """Return how often each type stands in some statements, and their words; the last answer is kept."""
        if self._counts[0] is not among:
            code = self.code if among is None else self.code[among[self.document]]
            n = np.bincount(code.astype(np.intp, copy=False), minlength=len(self.tokens["type"].array.categories))
            self._counts = among, (n, len(code))
        return self._counts[1]

    def word_pairs(self, terms, *, least=2, among=None):
        """Count which of some words stand together in a sentence."""
        terms, types = list(dict.fromkeys(terms)), self.tokens["type"].array.categories
        place = np.full(len(types) + 1, -1)
        place[types.get_indexer(terms)] = np.arange(len(terms))  # of a word that is not there, the last
        number = place[:-1].astype(np.int16)[self.code]
        of = np.flatnonzero(number >= 0)
        of = of if among is None else of[among[self.document[of]]]
        size = len(self.begins) if among is None else np.count_nonzero(among[self.document[self.begins]])
        sentence = np.searchsorted(self.begins, of, side="right")
        row = np.cumsum(np.diff(sentence, prepend=0) > 0) - 1  # only sentences with one of the words
        stands = np.zeros((row[-1] + 1 if len(row) else 0, len(terms)), dtype=np.float32)
        stands[row, number[of]] = 1
        both = (stands.T @ stands).astype(np.int64)
        one, other = np.nonzero(np.triu(both >= max(least, 1), k=1))
        n, a, b = both[one, other], both[one, one], both[other, other]
        names = {name: pd.array([terms[i] for i in places], dtype="str") for name, places in (("term", one), ("other", other))}
        table = pd.DataFrame(names).assign(n=n, n_term=a, n_other=b, sentences=size, expected=a * b / max(size, 1))
        table = table.assign(g2=g2(n, a - n, b - n, size - a - b + n), log_dice=log_dice(n, a, b))
        return table.sort_values(["n", "log_dice", "term", "other"], ascending=[False, False, True, True], ignore_index=True)
