"""95 % intervals that take statements, not words, as what was sampled."""

import numpy as np

__all__ = ["poisson_interval", "wilson_interval"]

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


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
