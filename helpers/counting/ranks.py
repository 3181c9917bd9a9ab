"""Wilcoxon's rank-sum test of two groups of statements, for many terms at once: most statements hold none of a term, and tie."""

import math

import numpy as np

from helpers.association import p_of_g2

EXACT = 12  # statements with a hit, up to which every way to share them out is counted
FEW = 40  # statements with a hit that one group may expect, up to which their number is not taken for normal
AT_ONCE = 2_000_000


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
    p = np.full(terms, np.nan)
    if not len(term) or not min(sizes):
        return p
    order = np.argsort(rate, kind="stable")
    for digits in (term & 0xFFFF, term >> 16):  # by term, then rate: numbers of 16 bits are sorted in a tenth of the time
        order = order[np.argsort(digits[order].astype(np.uint16), kind="stable")]
    term, ours = term[order], ours[order]
    score = _scores(term, rate[order], sum(sizes))
    found, first, hits = np.unique(term, return_index=True, return_counts=True)
    given = np.bincount(term, weights=score * ours, minlength=terms)[found]
    result, expected = np.empty(len(found)), min(sizes) * hits / sum(sizes)
    for number in np.unique(hits[hits <= EXACT]):
        at = np.flatnonzero(hits == number)
        result[at] = _exact(score[first[at][:, None] + np.arange(number)], given[at], sizes)
    sums, squares = (np.bincount(term, weights=x, minlength=terms)[found] for x in (score, score**2))
    for at, of in (((hits > EXACT) & (expected <= FEW), _mixed), ((hits > EXACT) & (expected > FEW), _normal)):
        result[at] = of(hits[at], sums[at], squares[at], given[at], sizes)
    p[found] = np.clip(result, _rarest(*sizes), 1)
    return p


def _rarest(a, b):
    """Return the share of one way of all to deal out the statements, the rarest there is; those below 1e-300 are not told apart."""
    log = math.lgamma(a + b + 1) - math.lgamma(a + 1) - math.lgamma(b + 1)
    return 1 / min(math.comb(a + b, a), 10**300) if log < 700 else 1e-300


def _scores(term, rate, statements):
    """Return the rank of each hit less the rank that statements without a hit share, so that those count 0; the entries are sorted."""
    hits = np.bincount(term)[term]
    begins = np.append(True, term[1:] != term[:-1])
    place = np.arange(len(term)) - np.maximum.accumulate(np.where(begins, np.arange(len(term)), 0)) + 1
    tie = np.cumsum(begins | np.append(True, rate[1:] != rate[:-1])) - 1
    return (np.bincount(tie, weights=place) / np.bincount(tie))[tie] + (statements - hits - 1) / 2


def _exact(score, given, sizes):
    """Return p for terms (rows) of so many hits: over all of their parts, how many ways there are to fill the group up with others."""
    hits = score.shape[1]
    part = (np.arange(2**hits)[:, None] >> np.arange(hits)) & 1
    count = part.sum(axis=1)
    # Ways to fill the group up with others, of all ways: comb(others, a - h) / comb(a + b, a), without its numbers of thousands of digits.
    ways = [math.perm(sizes[0], h) * math.perm(sizes[1], hits - h) for h in range(hits + 1)]
    weight = np.array([way / math.perm(sum(sizes), hits) for way in ways])[count]
    result, step = np.empty(len(score)), max(AT_ONCE // len(part), 1)
    for at in range(0, len(score), step):
        some = slice(at, at + step)
        sums = score[some] @ part.T
        above, below = ((side @ weight) for side in (sums >= given[some, None] - 1e-6, sums <= given[some, None] + 1e-6))
        result[some] = 2 * np.minimum(above, below)
    return result


def _mixed(hits, sums, squares, given, sizes):
    """Return p where a group's number of hits is hypergeometric, and the sum of their scores normal, given that number."""
    if not len(hits):
        return np.zeros(0)
    total = sum(sizes)
    few = sizes[0] <= sizes[1]
    given, size = (given, sizes[0]) if few else (sums - given, sizes[1])  # seen from the smaller group
    h = np.arange(min(size, int(hits.max())) + 1)[None, :]
    d = hits[:, None]
    logs = np.append(0, np.cumsum(np.log(np.arange(1, total + 1))))
    possible = (h <= d) & (size - h <= total - d)
    log = logs[d] - logs[h] - logs[np.maximum(d - h, 0)] + logs[total - d] - logs[size - h] - logs[np.maximum(total - d - size + h, 0)]
    weight = np.where(possible, np.exp(log - (logs[total] - logs[size] - logs[total - size])), 0)
    mean, spread = sums / hits, np.maximum(squares / hits - (sums / hits) ** 2, 0)
    sd = np.sqrt(np.maximum(h * (d - h) / (d - 1) * spread[:, None], 0))
    apart = given[:, None] - h * mean[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        one_side = np.where(sd > 1e-9, p_of_g2((apart / np.where(sd > 1e-9, sd, 1)) ** 2) / 2, 0.0)
    still = (sd <= 1e-9) & (np.abs(apart) < 1e-6)
    above = np.where(still, 1, np.where(apart > 0, one_side, 1 - one_side))
    below = np.where(still, 1, np.where(apart > 0, 1 - one_side, one_side))
    return 2 * np.minimum((weight * above).sum(axis=1), (weight * below).sum(axis=1))


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
