"""Wilcoxon's rank-sum test of two groups of statements, for many terms at once: most statements hold none of a term, and tie."""

import math
import weakref
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.association import p_of_g2
from helpers.counting.hits import hits_by_statement, order_of

EXACT = 12  # statements with a hit, up to which every way to share them out is counted
FEW = 40  # statements with a hit that one group may expect, up to which their number is not taken for normal
AT_ONCE = 2_000_000
_ranked = weakref.WeakValueDictionary()  # by the hits that were ranked
SURE = 40  # standard deviations, beyond which what is left of the normal distribution is 0 as floats have it


class Scores(NamedTuple):
    """What the test needs of each term, whichever statements are of a group."""

    score: np.ndarray  # of each entry, by term: its rank less the rank that statements without a hit share
    found: np.ndarray  # the terms that have an entry
    first: np.ndarray  # of each of them: its first entry, how many it has, the sum of their scores and of these squared
    hits: np.ndarray
    sums: np.ndarray
    squares: np.ndarray
    statements: int


def p_of_ranks(term, rate, ours, *, terms, sizes):
    """Return the two-sided p of each term: how often statements that are dealt at random to two groups of these sizes differ as much.

    Statements are ranked by their rate, those that tie by the mean of their ranks, and the ranks of one group are summed. Up to 12
    statements with a hit every way to deal them out is counted. Else how many of them fall to a group is counted (hypergeometric),
    and the sum of their ranks is taken for normal, given that number; where that number is large as well, so is the whole sum.

    Parameters
    ----------
    term, rate, ours : ndarray
        One entry for each term and statement with a hit: the number of the term, the rate, whether the statement is in the first group.
    terms : int
        How many terms there are.
    sizes : tuple of int
        The statements of both groups, with and without a hit.

    Examples
    --------
    >>> ours = np.array([True, True, True, False])
    >>> p_of_ranks(np.zeros(4, int), np.array([4.0, 3, 2, 1]), ours, terms=1, sizes=(3, 3)).tolist()  # 2 of 20 ways are as far apart
    [0.1]

    References
    ----------
    Lehmann, E. L. (1975). Nonparametrics: statistical methods based on ranks, chapter 1. Holden-Day.
    """
    order, rate = by_term_and_rate(term, rate)
    scores = scores_of(term[order], rate[order], statements=sum(sizes))
    return p_of_scores(scores, np.bincount(term[order], weights=scores.score * ours[order], minlength=terms), sizes)


def by_term_and_rate(term, rate):
    """Return the order of entries by term, then rate, and the rates by number, equal ones alike."""
    rate, different = _numbered(rate)
    return _order(term, rate, len(different)), rate


def rates_by_number(n, document, words):
    """Return the rate of each entry as its place among all different ones, and these; most entries have one hit, which share a rate."""
    several = np.flatnonzero(n > 1)
    number, different = _numbered(np.concatenate([1 / words, n[several] / words[document[several]]]))
    rate = number[: len(words)][document]
    rate[several] = number[len(words) :]
    return rate, different


def _numbered(rates):
    """Return the place of each rate among all different ones, and these in order."""
    number, different = pd.factorize(rates)  # they are few
    place, order = np.empty(len(different), dtype=np.int32), np.argsort(different)
    place[order] = np.arange(len(different))
    return place[number], different[order]


def _order(term, rate, rates):
    key = term.astype(np.int64)
    key *= max(rates, 1)
    key += rate
    return order_of(key, (int(term.max(initial=0)) + 1) * max(rates, 1))


class Ranked:
    """The hits of words in statements by word, then by their share of the statement's words, which `rate` has by number.

    The panels of one token table share it: it is there as long as one of them is.
    """

    def __init__(self, found):
        self.of, self.words = found, found.words
        rate, different = rates_by_number(found.n, found.document, np.maximum(found.words, 1))
        order = _order(found.term, rate, len(different))
        self.term, self.document, self.n, self.rate = (column[order] for column in (*found[:3], rate))

    @classmethod
    def of_words(cls, tokens):
        """Return that of a token table."""
        found = hits_by_statement(tokens)
        made = _ranked.get(id(found))
        if made is None or made.of is not found:
            _ranked[id(found)] = made = cls(found)
        return made


def scores_of(term, rate, *, statements):
    """Rank the entries of each term, which are sorted by term, then rate, among so many statements."""
    begins = np.append(True, term[1:] != term[:-1])[: len(term)]
    first = np.flatnonzero(begins)
    hits, begin_tie = np.diff(np.append(first, len(term))), begins | np.append(True, rate[1:] != rate[:-1])[: len(term)]
    tie = np.flatnonzero(begin_tie)
    size = np.diff(np.append(tie, len(term)))
    of = np.repeat(np.arange(len(first)), hits)[tie]  # the term of each tie: entries with one rate have one rank, the mean of theirs
    each = tie - first[of] + (size + 1) / 2 + (statements - hits[of] - 1) / 2
    sums, squares = (np.bincount(of, weights=values) for values in (each * size, each**2 * size))
    return Scores(np.repeat(each, size), term[first], first, hits, sums, squares, statements)


def p_of_scores(scores, given, sizes):
    """Return p as `p_of_ranks` does; `given` has of each term the sum of the scores of the first group's entries."""
    p = np.full(len(given), np.nan)
    if not len(scores.found) or not min(sizes):
        return p
    given, hits = given[scores.found], scores.hits
    result, expected = np.empty(len(given)), min(sizes) * hits / sum(sizes)
    for number in np.unique(hits[hits <= EXACT]):
        at = np.flatnonzero(hits == number)
        result[at] = _exact(scores.score[scores.first[at][:, None] + np.arange(number)], given[at], sizes)
    for at, of in (((hits > EXACT) & (expected <= FEW), _mixed), ((hits > EXACT) & (expected > FEW), _normal)):
        result[at] = of(hits[at], scores.sums[at], scores.squares[at], given[at], sizes)
    p[scores.found] = np.clip(result, _rarest(*sizes), 1)
    return p


def _rarest(a, b):
    """Return the share of one way of all to deal out the statements, the rarest there is; those below 1e-300 are not told apart."""
    log = math.lgamma(a + b + 1) - math.lgamma(a + 1) - math.lgamma(b + 1)
    return 1 / min(math.comb(a + b, a), 10**300) if log < 700 else 1e-300


def _exact(score, given, sizes):
    """Return p for terms (rows) of so many hits: over all of their parts, how many ways there are to fill the group up with others.

    Whichever hits they are, parts of more hits than the group's have mostly a larger sum, and those of fewer a smaller one: they need
    not be gone through.
    """
    hits = score.shape[1]
    part = (np.arange(2**hits)[:, None] >> np.arange(hits)) & 1
    least, result = np.pad(np.cumsum(score, axis=1), ((0, 0), (1, 0))), np.zeros((2, len(score)))
    for h in range(hits + 1):
        parts = part[part.sum(axis=1) == h].T.astype(float)
        low, high = least[:, h], least[:, hits] - least[:, hits - h]
        above, below = (np.where(side, parts.shape[1], 0) for side in (low > given + 1e-6, high < given - 1e-6))
        near, step = np.flatnonzero((low <= given + 1e-6) & (high >= given - 1e-6)), AT_ONCE // parts.shape[1]
        for some in np.split(near, range(step, len(near), step)):
            sums = score[some] @ parts
            above[some] = (sums >= given[some, None] - 1e-6).sum(axis=1)
            below[some] = (sums <= given[some, None] + 1e-6).sum(axis=1)
        # Ways to fill the group up, of all ways: comb(others, a - h) / comb(a + b, a), without its numbers of thousands of digits.
        ways = math.perm(sizes[0], h) * math.perm(sizes[1], hits - h) / math.perm(sum(sizes), hits)
        result += ways * np.array([above, below])
    return 2 * result.min(axis=0)


def _mixed(hits, sums, squares, given, sizes):
    """Return p where a group's number of hits is hypergeometric, and the sum of their scores normal, given that number."""
    if not len(hits):
        return np.zeros(0)
    total = sum(sizes)
    few = sizes[0] <= sizes[1]
    given, size = (given, sizes[0]) if few else (sums - given, sizes[1])  # seen from the smaller group
    different, row = np.unique(hits, return_inverse=True)
    weight = _hypergeometric(different, size, total)
    fewer = np.pad(np.cumsum(weight, axis=1), ((0, 0), (1, 0)))
    more = np.pad(np.cumsum(weight[:, ::-1], axis=1), ((0, 0), (1, 0)))[:, ::-1]
    mean, spread = sums / hits, np.maximum(squares / hits - (sums / hits) ** 2, 0)
    reach = SURE * np.sqrt(hits**2 / 4 / (hits - 1) * spread)  # beyond it, any sum is above the given one, or below it
    low, high = (np.clip(end, 0, weight.shape[1] - 1).astype(int) for end in ((given - reach) // mean, (given + reach) // mean + 1))
    h = low[:, None] + np.arange((high - low).max() + 1)
    d, inside, h = hits[:, None], h < weight.shape[1], np.minimum(h, weight.shape[1] - 1)
    sd = np.sqrt(np.maximum(h * (d - h) / (d - 1) * spread[:, None], 0))
    apart = given[:, None] - h * mean[:, None]
    one_side = np.where(sd > 1e-9, p_of_g2((apart / np.where(sd > 1e-9, sd, 1)) ** 2) / 2, 0.0)
    still = (sd <= 1e-9) & (np.abs(apart) < 1e-6)
    above = np.where(still, 1, np.where(apart > 0, one_side, 1 - one_side))
    below = np.where(still, 1, np.where(apart > 0, 1 - one_side, one_side))
    some, beyond = weight[row[:, None], h] * inside, np.minimum(low + h.shape[1], weight.shape[1])
    return 2 * np.minimum((some * above).sum(axis=1) + more[row, beyond], (some * below).sum(axis=1) + fewer[row, low])


def _hypergeometric(hits, size, total):
    """Return how likely it is that 0, 1, 2 … of some hits (rows) are among so many of all statements."""
    d, h = hits[:, None], np.arange(min(size, int(hits.max())) + 1)[None, :]
    logs = np.append(0, np.cumsum(np.log(np.arange(1, total + 1))))
    possible = (h <= d) & (size - h <= total - d)
    log = logs[d] - logs[h] - logs[np.maximum(d - h, 0)] + logs[total - d] - logs[size - h] - logs[np.maximum(total - d - size + h, 0)]
    return np.where(possible, np.exp(log - (logs[total] - logs[size] - logs[total - size])), 0)


def _normal(hits, sums, squares, given, sizes):
    """Return p where the sum of all scores is taken for normal."""
    total = sum(sizes)
    variance = sizes[0] * sizes[1] / total / (total - 1) * (squares - sums**2 / total)
    apart = np.maximum(np.abs(given - sizes[0] * sums / total) - 0.25, 0)
    return np.where(variance > 0, p_of_g2(apart**2 / np.where(variance > 0, variance, 1)), 1.0)


def p_of_residuals(ours, n, squares, products, *, words, squares_of_words, sizes):
    """Return the p of a term's hits in a group, less those that its words would have at the rate of all, if statements are dealt at random.

    Parameters
    ----------
    ours, n, squares, products : ndarray
        Of each term: the hits in the group, and in all statements the hits, their squares, and hits times words, summed.
    words : ndarray
        Those of both groups.
    squares_of_words : float
        Summed over all statements.
    sizes : tuple of int
        The statements of both groups.
    """
    total = sum(sizes)
    if min(sizes) == 0:
        return np.full(len(n), np.nan)
    rate = n / words.sum()
    spread = squares - 2 * rate * products + rate**2 * squares_of_words  # of residuals, whose sum is 0
    variance = sizes[0] * sizes[1] / total / (total - 1) * spread
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0, p_of_g2((ours - rate * words[0]) ** 2 / variance), 1.0)
