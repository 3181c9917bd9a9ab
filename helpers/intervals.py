"""95 % intervals that take statements, not words, as what was sampled."""

import numpy as np

__all__ = ["poisson_interval", "share_interval", "wilson_interval"]

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
# The 97.5 % points of Student's distribution, for 1 to 30 degrees of freedom, as every textbook prints them.
STUDENT = np.array([
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
])  # fmt: skip
AGAIN = 2  # mentions in a statement that speaks of something, at least: as in real texts, where one is often not the last


def wilson_interval(p, size, *, z=Z):
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    p : array-like
        Shares, from 0 to 1.
    size : array-like
        The number of trials behind each share; need not be whole.

    Examples
    --------
    >>> low, high = wilson_interval(0.1, 100)
    >>> round(float(low), 6), round(float(high), 6)
    (0.055229, 0.174366)

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    """
    p, size = np.asarray(p, dtype=float), np.asarray(size, dtype=float)
    centre = (p + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def share_interval(hits, trials):
    """Return the 95 % interval of a share of few trials: Wilson's with the correction for continuity. One trial has none.

    For any share and any number of trials from 2 on it holds the truth in .948 or more of all samples, as the exact interval of Clopper
    and Pearson does; Wilson's own, without the correction, in .82 at its worst.

    Examples
    --------
    >>> low, high = share_interval(1, 29)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0018, 0.1963)

    References
    ----------
    Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion. Statistics in Medicine 17, 857-872, method 4.
    """
    hits, trials = (np.asarray(x, dtype=float) for x in (hits, trials))
    trials = np.where(trials > 1, trials, np.nan)
    low, high = (_corrected(x, trials) for x in (hits, trials - hits))
    return np.where(hits == 0, low * 0, low), np.where(hits == trials, high * 0 + 1, 1 - high)


def _corrected(hits, trials):
    """Return the lower limit of a share; the upper one is that of what is left."""
    p = hits / trials
    root = np.sqrt(np.maximum(Z**2 - 2 - 1 / trials + 4 * p * (trials * (1 - p) + 1), 0))
    return np.clip((2 * hits + Z**2 - 1 - Z * root) / (2 * (trials + Z**2)), 0, 1)


def student(units, hit=np.inf):
    """Return the 97.5 % point of Student's distribution for a rate of some statements, `hit` of which hold what is counted.

    The variance between statements is not known, but estimated from them: in the main from those with hits. So the degrees of freedom
    are the fewer of both, less 1, and not below 2 for want of hits. NaN for fewer than two statements.

    Examples
    --------
    >>> student(np.array([1, 2, 10, 10, 50]), np.array([1, 2, 1, 4, 40])).round(3).tolist()
    [nan, 12.706, 4.303, 3.182, 2.023]
    """
    units, hit = np.asarray(units, dtype=float), np.asarray(hit, dtype=float)
    df = np.fmax(np.floor(np.fmin(units, np.fmax(hit, 3)) - 1 + 1e-9), 1)
    many = Z + (Z**3 + Z) / (4 * df) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * df**2)  # Fisher and Cornish 1960
    point = np.where(df > 30, many, STUDENT[np.minimum(df, 30).astype(int) - 1])
    return np.where(units > 1, point, np.nan)


def at_most(statements, mentions):
    """Return what a rate per statement may be at most where none of some statements holds what is counted.

    It is the exact upper limit of the share of statements that hold it, times the mentions in such a statement. One statement has none.

    Examples
    --------
    >>> round(float(at_most(10, 1)), 4), round(float(at_most(10, 4)), 4)  # 1 - .025 ** (1 / 10), and four times that
    (0.3085, 1.234)
    """
    statements = np.asarray(statements, dtype=float)
    with np.errstate(divide="ignore"):
        return np.where(statements > 1, (1 - 0.025 ** (1 / statements)) * mentions, np.nan)


def pooled_share(hits, trials):
    """Return the 95 % interval of a share of trials that come in units, such as the marks of a text: sum of hits / sum of trials.

    Units are what was drawn, not trials: the interval is Wilson's at the trials divided by their design effect, with Student's t by the
    units with a hit or those with a miss, whichever are fewer. Where all trials are hits, or none is, the units without any variation say
    how often one may have it, 1 - .025^(1/units), and it may be full of it. One unit has no interval.

    By ``python3 tests/tools/coverage_of_intervals.py`` it holds the truth, in samples of texts with 1 to 40 marks, in .94 or more of them
    for any number of texts from 2 to 100, precision from .5 to .99 and likeness of a text's marks; at 40 texts and .95, in .96 to .98.

    Parameters
    ----------
    hits, trials : array-like
        Of each unit; those without a trial are passed over.

    Examples
    --------
    >>> low, high = pooled_share([3, 2, 4, 1, 4], [4, 2, 4, 4, 4])
    >>> round(float(low), 3), round(float(high), 3)
    (0.172, 0.983)
    >>> [round(float(limit), 3) for limit in (*pooled_share([4] * 10, [4] * 10), pooled_share([4], [4])[0])]  # .025 ** (1 / 10)
    [0.692, 1.0, nan]
    """
    hits, trials = (np.asarray(x, dtype=float) for x in (hits, trials))
    hits, trials = hits[trials > 0], trials[trials > 0]
    units, n, size, squares = len(trials), hits.sum(), trials.sum(), (trials**2).sum()
    if units < 2:
        return np.nan, np.nan
    if n in (0, size):
        beyond = float(at_most(units, 1))
        return (1 - beyond, 1.0) if n else (0.0, beyond)
    sums = {"squares": (hits**2).sum(), "products": (hits * trials).sum(), "size_squares": squares}
    varied = min(each.sum() ** 2 / (each**2).sum() for each in (hits, trials - hits))
    effect = design_effect(n, size, units, **sums)
    low, high = wilson_interval(n / size, size / effect, z=student(size**2 / squares, varied))
    return float(low), float(high)


def poisson_interval(n, *, z=Z):
    """Return Byar's approximation to the exact interval of a count; `n` need not be whole. A missing count (NaN) has none.

    Examples
    --------
    >>> low, high = poisson_interval(10)
    >>> round(float(low), 2), round(float(high), 2)
    (4.79, 18.39)

    References
    ----------
    Breslow, N. E. and Day, N. E. (1987). Statistical methods in cancer research, volume II, section 2.3. IARC.
    """
    n = np.asarray(n, dtype=float)
    some = np.where(n > 0, n, 1.0)  # the lower limit of 0 is 0
    low = np.where(n > 0, n * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3, np.where(np.isnan(n), np.nan, 0.0))
    high = (n + 1) * (1 - 1 / (9 * (n + 1)) + z / (3 * np.sqrt(n + 1))) ** 3
    return np.maximum(low, 0.0), high


def design_effect(n, size, clusters, *, squares, products, size_squares):
    """Return how many times the variance of the rate n / size exceeds that of a sample of single words.

    Words of one statement are alike, so the variance is taken between statements (a ratio estimate over clusters).
    Never below 1; missing where there is one statement only.

    Parameters
    ----------
    n, size : array-like
        Hits and words, summed over the statements.
    clusters : array-like
        The number of statements.
    squares, products, size_squares : array-like
        Sums over the statements of hits squared, hits times words, and words squared.

    Examples
    --------
    >>> effect = design_effect(4, 40, 2, squares=16, products=80, size_squares=800)
    >>> round(float(effect), 3)  # four hits, all in one of two statements of 20 words
    4.444

    References
    ----------
    Kish, L. (1965). Survey sampling, section 8.2 and chapter 6. Wiley.
    """
    n, size, clusters = (np.asarray(x, dtype=float) for x in (n, size, clusters))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = n / size
        between = (squares - 2 * p * products + p**2 * size_squares) * clusters / (clusters - 1) / size**2
        effect = np.where(n > 0, between / (p * (1 - p) / size), 1.0)
    return np.where(clusters > 1, np.fmax(effect, 1.0), np.nan)
