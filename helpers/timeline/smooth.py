"""Smooth trends: the course of a rate over time, as a curve with its band."""

import json

import numpy as np
import pandas as pd

from helpers.frames.checks import TableError, with_columns
from helpers.frames.nothing import because
from helpers.frames.periods import as_periods
from helpers.intervals import student
from helpers.timeline.shuffled import NOTE, kinds_of
from helpers.timeline.usual import log_rates

RATES = {"documents": ("per_document", 1), "total": ("per_10k", 10_000)}
MEASURES = {"n", "documents", "total", "per_document", "per_10k", "low", "high", "statements", "thin", "share", "share_low", "share_high"}
MADE = "from timeline.count_by_period, or frequency.term_frequency by a period"
PIECES = 20  # of a curve, at most; the penalty decides how far it bends
FEWEST = 5  # periods with statements, and hits: below, no curve
HELD = 0.03  # hits that hold each piece near the rate of all, so that where nothing was said it does not fall for ever
STIFF = 10.0 ** np.arange(-2, 5.1, 0.5)  # penalties, from a curve that follows the counts to one that is as good as straight


def rate_trend(counts, *, period="period", exposure="documents"):
    """Fit a smooth curve to the rates of periods, with a band that allows for statements that are alike.

    The logarithm of the rate is a cubic spline with a penalty on what it bends (P-splines), the counts are Poisson's with a variance φ
    times as large, and the exposure is an offset. How stiff the curve is, the counts decide: it is the mean over 15 penalties, by how
    well each explains them (restricted likelihood). φ is the larger of two: that of single statements about the curve, where the
    table knows them (as one from `timeline.count_by_period` does), and that of periods, which hold whole statements.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period`, or from `frequency.term_frequency` by a period; groups and terms have curves of their own.
    period : str
        The column of the periods: period, month …
    exposure : str
        The column that rates are taken over: documents, for rates per statement, or total, for rates per 10,000 words.

    Returns
    -------
    DataFrame
        One row per group and period, in order of time: the groups' columns, `period`, n, `exposure`, per_document or per_10k (the rate
        as counted), trend (the curve), low, high (a band that holds the true rate in 95 % of the periods), phi, edf (how many
        parameters the curve is worth: 2 is a straight line of the logarithm). No curve (NaN) where fewer than five periods have
        statements, or fewer than five hits were counted.

    Raises
    ------
    ValueError
        If there are several rows for a period and group, or `exposure` is another.

    Notes
    -----
    By ``python3 tests/tools/coverage_of_intervals.py``, how often the band holds the rate, the mean over the months of 200 series of 12 or
    36 months with ten statements each: .98 where a share falls from .60 to .15, .93 to .95 where it rises to .6 for a third of the time and
    falls back, .97 where it rises from .03 to .06; as often, within .02, where months differ as well. A step from .2 to .5 is
    not smooth: .79 to .90, and least in the months beside it. `timeline.change_points` looks for those.

    Examples
    --------
    >>> months = pd.period_range("2022-01", periods=8, freq="M", name="period")
    >>> counts = pd.DataFrame({"period": months, "n": [2, 4, 5, 9, 14, 17, 30, 41], "documents": 10})
    >>> table = rate_trend(counts)
    >>> table.trend.tail(3).round(1).tolist()
    [1.9, 2.8, 4.2]

    References
    ----------
    Eilers, P. H. C. and Marx, B. D. (1996). Flexible smoothing with B-splines and penalties. Statistical Science 11(2), 89-121.
    Wood, S. N. (2017). Generalized additive models, 2nd edition, sections 6.10 (the band) and 6.5.2 (the penalty). CRC Press.
    """
    if exposure not in RATES:
        raise ValueError(f"exposure={exposure!r} is unknown; write one of {', '.join(RATES)}")
    counts = as_periods(with_columns(counts, [period, "n", exposure], "counts", MADE), period)
    if not isinstance(counts[period].dtype, pd.PeriodDtype):
        raise TableError(f"counts has no periods in the column {period!r}. Remedy: period='month', or what it was counted by; {MADE}")
    names = [name for name in counts if name not in {period, *MEASURES}]
    if counts.duplicated([*names, period]).any():
        raise ValueError(
            f"counts has several rows for one {period}. Remedy: keep the columns that they were counted by, or choose one group."
        )
    note = counts.attrs.get(NOTE) and json.loads(counts.attrs[NOTE])
    rate, times = RATES[exposure]
    kept, tables = [*names, period, "n", exposure], []
    for group, part in counts.groupby(names, observed=True) if names else [((), counts)]:
        part = part[part[period].notna()].sort_values(period)
        n, size = (part[name].to_numpy(dtype=float) for name in ("n", exposure))
        known = kinds_of(note, group, n, size, part[period].tolist()) if exposure == "documents" else None
        curve = _curve(n, size, part[period].array.asi8, known)
        with np.errstate(divide="ignore", invalid="ignore"):
            curve = {rate: n / size * times} | {
                name: value * (times if name in ("trend", "low", "high") else 1) for name, value in curve.items()
            }
        tables.append(part[kept].assign(**curve))
    table = pd.concat(tables, ignore_index=True) if tables else counts[kept].assign(**dict.fromkeys((rate, *UNKNOWN)))
    return because(table, "There are no counts to fit a curve to.")


UNKNOWN = {"trend": np.nan, "low": np.nan, "high": np.nan, "phi": np.nan, "edf": np.nan}


def _curve(n, size, at, known):
    """Return the curve of a rate, its band, and what it rests on."""
    if not ((n >= 0) & (size >= 0) & ((n == 0) | (size > 0))).all():
        raise ValueError(
            "counts has an n that is missing or negative, or that stands without an exposure. Remedy: mend or drop these rows."
        )
    if (size > 0).sum() < FEWEST or n.sum() < FEWEST:
        return UNKNOWN
    squares = known and np.array([sum(count**2 for _, counts in known for count in counts[i]) for i in range(len(n))], dtype=float)
    basis = _splines(at)
    bends = np.diff(np.eye(basis.shape[1]), n=2, axis=0)
    overall = n.sum() / size.sum()
    held = HELD * np.eye(basis.shape[1])
    fits = [_fit(n, size * overall, basis, penalty=stiff * bends.T @ bends + held, squares=squares, overall=overall) for stiff in STIFF]
    support = [worth + len(bends) / 2 * np.log(stiff) for (*_, worth), stiff in zip(fits, STIFF, strict=True)]
    weight = np.exp(np.array(support) - max(support))
    logs, spread, phi, edf = (np.array([fit[i] for fit in fits]) for i in range(4))
    log_rate, phi, edf = (np.average(each, axis=0, weights=weight) for each in (logs, phi, edf))
    between = np.average((logs - log_rate) ** 2, axis=0, weights=weight)
    half = student((size > 0).sum() - edf + 1) * np.sqrt(np.average(spread, axis=0, weights=weight) + between)
    curve = {name: overall * np.exp(log_rate + side * half) for name, side in (("trend", 0), ("low", -1), ("high", 1))}
    return curve | {"phi": phi, "edf": edf}


def _fit(n, expected, basis, *, penalty, squares, overall):
    """Return of a curve with this penalty its logarithm, the variance of that, φ, edf, and what speaks for the penalty (log-likelihood)."""
    b, information = (each[0] for each in log_rates(n, expected, basis, penalty))
    spread, mu, size = np.linalg.inv(information), expected * np.exp(basis @ b), expected / overall
    edf = len(b) - np.trace(spread @ penalty)
    phi, least = _phi(n, size, mu, edf, squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = 2 * (np.where(n > 0, n * np.log(n / mu), 0) - (n - mu)).sum() + b @ penalty @ b
    free = (size > 0).sum() - 2
    usual = max(apart / free, least, 1e-9)  # a curve through all points leaves nothing apart
    worth = -apart / usual / 2 - free / 2 * np.log(usual) - np.linalg.slogdet(information)[1] / 2
    return basis @ b, phi * ((basis @ spread) * basis).sum(axis=1), phi, edf, worth


def _phi(n, size, mu, edf, squares):
    """Return how many times the variance is that of Poisson's law, and at least: of statements about the curve, or of periods if more."""
    some = mu > 0
    n, size, mu = n[some], size[some], mu[some]
    of_periods = ((n - mu) ** 2 / mu).sum() / max(len(n) - edf, 1)
    if squares is None:
        return max(of_periods, 1.0), 1.0
    mean = mu / size
    of_statements = ((squares[some] - 2 * mean * n + size * mean**2) / mean).sum() / max(size.sum() - edf, 1)
    return max(of_periods, of_statements), of_statements


def _splines(at):
    """Return cubic B-splines (columns) at points in time, by the recursion of Cox and de Boor on even knots.

    >>> _splines(np.arange(3)).sum(axis=1).round(9).tolist()
    [1.0, 1.0, 1.0]
    """
    pieces = min(PIECES, len(at) - 1)
    x = (at - at[0]) / (at[-1] - at[0]) * pieces
    knots = np.arange(-3, pieces + 4)
    basis = ((x[:, None] >= knots[:-1]) & (x[:, None] < knots[1:])).astype(float)
    for degree in (1, 2, 3):
        left, right = x[:, None] - knots[: -1 - degree], knots[degree + 1 :] - x[:, None]
        basis = (left * basis[:, :-1] + right * basis[:, 1:]) / degree
    return basis
