"""Rates of groups compared: what one group has of its own, and what small groups have by chance."""

import numpy as np

from helpers.intervals import student

FEWEST = 3  # groups: of two, nothing says how far groups differ
GRID = 200  # values of how far they differ that are averaged over
FAR = 0.5  # how far roots of rates differ, in roots of the rate of all, before it is thought unlikely: there, a rate is 2.25 times another
FARTHEST = 10.0  # of these, times that


def dispersion_of(counts, exposure):
    """Return how many times the variance of hits is that of single words drawn at random: of statements about the rate of their group.

    Parameters
    ----------
    counts : DataFrame
        Of one term, a row for each group: n, squares, products, summed over its statements.
    exposure : DataFrame
        What `counting.rates.exposures` returns of these groups.

    Returns
    -------
    float
        1 or more; NaN where no group has two statements and a hit.
    """
    n, squares, products = (counts[name].to_numpy(dtype=float) for name in ("n", "squares", "products"))
    words, long, statements = (exposure[name].to_numpy(dtype=float) for name in ("words", "squares", "statements"))
    some = statements > 1
    rate = n[some] / words[some]
    apart = squares[some] - 2 * rate * products[some] + rate**2 * long[some]
    usual = (rate * (words[some] - long[some] / words[some])).sum()
    return max(apart.sum() / usual, 1.0) if usual > 0 else np.nan


def pooled(n, words, dispersion, *, freedom):
    """Return rates of groups and their 95 % intervals, each drawn toward the mean of all, as far as chance could explain it.

    The square root of a rate has the variance φ / (4 words), whatever the rate; rates of groups are normal on this scale. Their mean and
    how far they differ are not estimated and then taken for granted, but averaged over (the latter with a half-Cauchy prior).

    Examples
    --------
    >>> rate, low, high = pooled(np.array([0.0, 2, 30, 44]), np.array([100.0, 300, 3000, 4000]), 1.0, freedom=100)
    >>> (1e4 * rate).round().tolist()  # counted: 0, 67, 100, 110
    [88.0, 94.0, 101.0, 107.0]

    References
    ----------
    Gelman, A. et al. (2013). Bayesian data analysis, 3rd edition, section 5.4. CRC Press. Its equations 5.17, 5.20 and 5.21.
    Gelman, A. (2006). Prior distributions for variance parameters in hierarchical models. Bayesian Analysis 1(3), 515-534.
    """
    root, variance = np.sqrt((n / dispersion + 0.25) / (words / dispersion)), dispersion / (4 * words)
    scale = FAR * np.sqrt(n.sum() / words.sum())
    apart = scale * np.linspace(0, FARTHEST**0.5, GRID)[:, None] ** 2
    precision = 1 / (variance + apart**2)
    total = precision.sum(axis=1, keepdims=True)
    mean = (precision * root).sum(axis=1, keepdims=True) / total
    support = (np.log(precision) - precision * (root - mean) ** 2).sum(axis=1) / 2 - np.log(total[:, 0]) / 2
    weight = np.exp(support - support.max()) * apart[:, 0] ** 0.5 / (1 + (apart[:, 0] / scale) ** 2)  # the grid is finer near 0
    own = apart**2 * precision  # the weight of what was counted; of the mean of all, 1 less that
    middle = own * root + (1 - own) * mean
    spread = own * variance + (1 - own) ** 2 / total
    rate = np.average(middle, axis=0, weights=weight)
    half = student(freedom + 1) * np.sqrt(np.average(spread + (middle - rate) ** 2, axis=0, weights=weight))
    return rate**2, np.maximum(rate - half, 0) ** 2, (rate + half) ** 2


def limits_at(words, overall, dispersion, *, z):
    """Return between what rates a group of so many words lies by chance, if it speaks as all do.

    Examples
    --------
    >>> [round(1e4 * float(limit), 1) for limit in limits_at(1000, 0.01, 1.0, z=1.96)]  # √.01 ± 1.96 / √4000
    [47.6, 171.6]

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24, 1185-1202.
    """
    half = z * np.sqrt(dispersion / (4 * np.asarray(words, dtype=float)))
    return np.maximum(np.sqrt(overall) - half, 0) ** 2, (np.sqrt(overall) + half) ** 2
