"""Statistics of counts: how strongly two things go together, and what many tests do to p-values.

Each function takes plain counts or arrays of them. ``o`` is how often the two occur together, ``f1`` and ``f2`` how often each does, ``n``
the number of words in all.
"""

import math

import numpy as np

__all__ = []

_erfc = np.frompyfunc(math.erfc, 1, 1)


def g2(o11, o12, o21, o22):
    """Return the log-likelihood ratio of a table of four counts, 2 Σ o ln(o / e).

    Examples
    --------
    >>> round(float(g2(110, 2442, 111, 29114)), 2)
    270.72

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61-74.
    """
    cells = np.array(np.broadcast_arrays(o11, o12, o21, o22), dtype=float)
    rows, columns = np.array([cells[0] + cells[1], cells[2] + cells[3]]), np.array([cells[0] + cells[2], cells[1] + cells[3]])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rows[[0, 0, 1, 1]] * columns[[0, 1, 0, 1]] / cells.sum(axis=0)
        return np.maximum(2 * np.where(cells > 0, cells * np.log(cells / expected), 0.0).sum(axis=0), 0.0)


def chi_squared(o11, o12, o21, o22):
    """Return Pearson's X² of a table of four counts, without Yates's correction.

    Examples
    --------
    >>> round(float(chi_squared(3, 0, 0, 31774)))
    31777
    """
    o11, o12, o21, o22 = (np.asarray(o, dtype=float) for o in (o11, o12, o21, o22))
    total = o11 + o12 + o21 + o22
    return total * (o11 * o22 - o12 * o21) ** 2 / ((o11 + o12) * (o21 + o22) * (o11 + o21) * (o12 + o22))


def pmi(o, f1, f2, n):
    """Return the pointwise mutual information in bits, log2(o n / (f1 f2)). It favours rare words.

    Examples
    --------
    >>> round(float(pmi(20, 42, 20, 14_307_668)), 2)
    18.38

    References
    ----------
    Church, K. W. and Hanks, P. (1990). Word association norms, mutual information, and lexicography. Computational
    Linguistics 16(1), 22-29.
    """
    with np.errstate(divide="ignore"):
        return np.log2(np.asarray(o, dtype=float) * n / (np.asarray(f1, dtype=float) * f2))


def t_score(o, f1, f2, n):
    """Return the t-score, (o - f1 f2 / n) / √o. It favours frequent words.

    Examples
    --------
    >>> round(float(t_score(8, 15_828, 4_675, 14_307_668)), 6)
    0.999932

    References
    ----------
    Manning, C. D. and Schütze, H. (1999). Foundations of statistical natural language processing, section 5.3. MIT Press.
    """
    o = np.asarray(o, dtype=float)
    return (o - np.asarray(f1, dtype=float) * f2 / n) / np.sqrt(o)


def log_dice(o, f1, f2):
    """Return logDice, 14 + log2(2 o / (f1 + f2)): the same for corpora of any size.

    It is at most 14 where each of the two is met with one of the other at most. Where words are counted that stand near a node, one node
    may have a word twice beside it: that gives 14.415, if neither stands anywhere else, and always less than 15.

    Examples
    --------
    >>> float(log_dice(10, 10, 10)), round(float(log_dice(2, 1, 2)), 3)
    (14.0, 14.415)

    References
    ----------
    Rychlý, P. (2008). A lexicographer-friendly association score. Proc. RASLAN, 6-9.
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(2 * np.asarray(o, dtype=float) / (np.asarray(f1, dtype=float) + f2))


def delta_p(o11, o12, o21, o22):
    """Return how much more likely the second is where the first is than where it is not: o11/(o11+o12) - o21/(o21+o22).

    Examples
    --------
    >>> round(float(delta_p(5610, 168_938, 2257, 10_233_063)), 3), round(float(delta_p(5610, 2257, 168_938, 10_233_063)), 3)
    (0.032, 0.697)

    References
    ----------
    Gries, S. Th. (2013). 50-something years of work on collocations. International Journal of Corpus Linguistics 18(1), 137-165.
    """
    o11, o12, o21, o22 = (np.asarray(o, dtype=float) for o in (o11, o12, o21, o22))
    return o11 / (o11 + o12) - o21 / (o21 + o22)


def log_ratio(a, b, c, d):
    """Return the binary logarithm of the ratio of two rates: 1 is twice as often in the target, -1 half as often.

    Where one of the counts is 0, half a hit is put in its place; where both are, there is no ratio (NaN).

    Examples
    --------
    >>> round(float(log_ratio(52, 57, 50_000, 75_000)), 6)
    0.452512

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS blog, Lancaster University.
    """
    a, b = (np.asarray(x, dtype=float) for x in (a, b))
    none = (a == 0) & (b == 0)
    a, b = (np.where(x == 0, np.where(none, np.nan, 0.5), x) for x in (a, b))
    c, d = (np.where(np.asarray(x) == 0, np.nan, x) for x in (c, d))  # no words, no rate
    return np.log2(a / c / (b / d))


def percent_diff(a, b, c, d):
    """Return by how many per cent the rate in the target exceeds that in the reference; infinite where the reference has none.

    Examples
    --------
    >>> round(float(percent_diff(206_523, 178_174, 959_641, 1_562_358)), 1)
    88.7

    References
    ----------
    Gabrielatos, C. and Marchi, A. (2011). Keyness: matching metrics to definitions. Corpus Linguistics in the South 1.
    """
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100 * (a / c - b / d) / (b / d)


def p_of_g2(value):
    """Return the p-value of a G² or X² with one degree of freedom, by the complementary error function.

    Examples
    --------
    >>> round(float(p_of_g2(3.841459)), 6)
    0.05
    """
    root = np.sqrt(np.asarray(value, dtype=float) / 2)
    p, some = np.zeros(root.shape), ~(root > 28)  # beyond, it is less than any float; Python's own function takes its time for each
    p[some] = _erfc(root[some])
    return p


def bonferroni(p):
    """Return p-values times their number, at most 1: the chance that any of the tests errs. A missing one (NaN) is no test.

    Examples
    --------
    >>> bonferroni([0.01, 0.2, 0.9]).round(2).tolist()
    [0.03, 0.6, 1.0]
    """
    p = np.asarray(p, dtype=float)
    return np.minimum(p * np.isfinite(p).sum(), 1.0)


def benjamini_hochberg(p):
    """Return p-values adjusted so that those below 0.05 hold 5 % false ones in the mean. A missing one (NaN) is no test.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. J. Royal Statistical Society B 57(1), 289-300.
    """
    p = np.asarray(p, dtype=float)
    tests = int(np.isfinite(p).sum())
    order = np.argsort(p)[:tests][::-1]  # missing ones come last
    adjusted = np.full_like(p, np.nan)
    adjusted[order] = np.minimum.accumulate(p[order] * tests / np.arange(tests, 0, -1)).clip(max=1.0)
    return adjusted
