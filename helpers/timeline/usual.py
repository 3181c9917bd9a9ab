"""The usual course of a rate: the same throughout, or with a trend and seasons, fitted to many series at once."""

import numpy as np
import pandas as pd

__all__ = []

ROUNDS = 50  # of Newton's method; a dozen are the rule
FAR = 3.0  # how far the logarithm of a rate moves in one of them at most
TIED = 0.5  # hits that hold each season near the others, so that one without a hit is not thought to be without any for ever
AT_ONCE = 4_000_000  # numbers in memory


def course_of(period, *, trend, season):
    """Return what the logarithm of a rate depends on, a row for each period and a column for each unknown, and how each is held near 0.

    The first column is 1 throughout. The trend is a straight line (a rate that grows or falls by the same factor a period); the season is
    a factor for each month of the year, or quarter.

    Examples
    --------
    >>> course, held = course_of(pd.period_range("2022-01", periods=3, freq="M"), trend=True, season=False)
    >>> course.tolist(), held.tolist()
    ([[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 0.0])
    """
    starts = pd.PeriodIndex(period)
    columns, held = [np.ones(len(starts))], [0.0]
    if trend:
        middle = starts.asi8 - (starts.asi8[0] + starts.asi8[-1]) / 2
        columns, held = [*columns, middle / max(np.abs(middle).max(), 1)], [*held, 0.0]
    if season:
        month = starts.month.to_numpy()
        months = np.unique(month)
        if starts.freqstr.startswith("Y") or starts.year.nunique() < 2 or len(starts) < 2 * len(months):
            raise ValueError(
                f"season=True: a season is seen where the same month comes again, and the periods are {starts[0]} to {starts[-1]}. "
                "Remedy: months, quarters, weeks or days of two years or more, or leave season out."
            )
        columns, held = [*columns, *((month == each).astype(float) for each in months)], [*held, *[TIED] * len(months)]
    return np.column_stack(columns), np.array(held)


def expected_of(n, exposure, course, held):
    """Return what is expected of each period of each series (row): the fit of Poisson's law with the logarithm of the exposure as offset.

    Examples
    --------
    >>> course, held = course_of(pd.period_range("2022-01", periods=3, freq="M"), trend=True, season=False)
    >>> expected_of(np.array([[1.0, 2.0, 4.0]]), np.ones(3), course, held).round(6).tolist()
    [[1.0, 2.0, 4.0]]

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). Generalized linear models, 2nd edition, sections 2.5 and 6.2. Chapman and Hall.
    """
    n = np.atleast_2d(n)
    if course.shape[1] == 1:
        return n.sum(axis=1, keepdims=True) * exposure / exposure.sum()
    step = max(AT_ONCE // (course.size * course.shape[1]), 1)
    return np.concatenate(
        [exposure * np.exp(log_rates(n[at : at + step], exposure, course, np.diag(held))[0] @ course.T) for at in range(0, len(n), step)]
    )


def log_rates(n, exposure, course, penalty):
    """Return the coefficients of each series (row) by Newton's method, and the information on them, the penalty with it."""
    n = np.atleast_2d(n)
    even = np.linalg.lstsq(course, np.ones(len(course)))[0]  # of a rate that is the same throughout
    b = np.log(np.maximum(n.sum(axis=1, keepdims=True), 0.5) / exposure.sum()) * even
    some = 1e-9 * np.eye(course.shape[1])
    for _ in range(ROUNDS):
        mu = exposure * np.exp(b @ course.T)
        information = np.einsum("tp,rt,tq->rpq", course, mu, course, optimize=True) + penalty + some
        gradient = (n - mu) @ course - b @ penalty
        change = np.linalg.solve(information, gradient[..., None])[..., 0]
        moved = np.abs(change @ course.T).max(axis=1, keepdims=True)
        b += change * np.minimum(1, FAR / np.maximum(moved, 1e-12))
        if moved.max() < 1e-8:
            break
    return b, information


def steps_of(n, exposure, course, held):
    """Return for each series (row) and each cut how much better a step there explains it, beside its course: half of the score test's X².

    Examples
    --------
    >>> course, held = course_of(pd.period_range("2022-01", periods=4, freq="M"), trend=False, season=False)
    >>> steps_of(np.array([[1.0, 1.0, 4.0, 4.0]]), np.ones(4), course, held).round(3).tolist()  # 3² / (10 / 4) / 2 in the middle
    [[0.6, 1.8, 0.6]]
    """
    n = np.atleast_2d(n)
    mu = expected_of(n, exposure, course, held)
    weighted = mu[..., None] * course
    later = np.cumsum(weighted[:, ::-1], axis=1)[:, ::-1][:, 1:]
    information = np.einsum("tp,rt,tq->rpq", course, mu, course, optimize=True) + np.diag(held) + 1e-9 * np.eye(len(held))
    own = later[..., 0] - np.einsum("rcp,rcp->rc", later, np.linalg.solve(information, later.swapaxes(1, 2)).swapaxes(1, 2))
    beyond = np.cumsum((n - mu)[:, ::-1], axis=1)[:, ::-1][:, 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(own > 1e-6 * mu.sum(axis=1, keepdims=True), beyond**2 / own / 2, 0.0)
