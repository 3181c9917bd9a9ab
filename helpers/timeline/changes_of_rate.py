"""Bursts: periods in which something was said more often than the rest of the time explains, and changes of its rate."""

import json

import numpy as np
import pandas as pd

from helpers.frames.nothing import because
from helpers.frames.periods import as_periods
from helpers.timeline.shuffled import NOTE, dealt, kinds_of
from helpers.timeline.usual import course_of, expected_of, log_rates, steps_of

PLAIN = (np.ones((1, 1)), np.zeros(1))  # a rate that is the same throughout
HELD = 1e-3  # a step from or to nothing at all is large, but no infinity
COUNTED = ["period", "n", "documents", "per_document", "low", "high"]


def bursts(counts, *, s=2.0, gamma=1.0, trend=False, season=False, draws=999, seed=1):
    """Find bursts: runs of periods whose rate is better explained by `s` times the usual one, at the cost of switching.

    Two states have the rates p0 = sum(n) / sum(documents) and p1 = s p0; going up costs gamma ln T, for T periods with statements;
    the cheapest sequence of states is found by Viterbi's method. A period without statements is no evidence for either.
    Counts are binomial where no n is above its documents and p1 is below 1, else Poisson.

    For the false-alarm rate, whole statements with all their counts are dealt anew to the periods, as `count_by_period` notes how many
    each has; those of each issuer to that issuer's periods, if it was asked for that (``within="issuer"``). Where single statements are
    not known, as in a table made by hand, it rests on Poisson's law, widened where neighbouring periods differ more than that.
    ``python3 tests/tools/false_alarms.py series`` counts what is called rare (.05 or less) in 200 series: without change, .06 of
    those of five statements of 480 with four mentions each, .05 where mentions come again, .02 of places of the bundled statements
    with their dates shuffled, .00 to .06 of series made by hand; with twice the level in 6 of 30 months, .81. A trend from .60 to .15
    raises an alarm in .78 where it is left in, and in .04 where it is taken out; a season of .1 to .5 in .63 and .07. All tables:
    ``tests/tools/STATISTICS.md``.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period`; its groups are searched apart.
    s : float
        The rate of a burst over the usual rate; above 1.
    gamma : float
        The cost of going up; larger gives fewer bursts.
    trend, season : bool
        Whether the usual rate grows or falls by the same factor from period to period, and whether it is another in each month of the year;
        a burst is then what goes beyond that. Both are fitted to the series, and to each series without change anew.
        What looks like them is found less often: twice the level in 6 of 36 months in .59, with the season taken out.
    draws, seed : int
        How many series without change are drawn for the false-alarm rate (more, if there are many groups), and the seed of the draws.

    Returns
    -------
    DataFrame
        One row per burst, by date: the groups' columns, period_from, period_to, n, documents, expected (n at the usual rate), level
        (n / expected), weight (what the burst saves in log-likelihood), false_alarm (the share of series with the same total and no
        change in which a burst weighs as much), adjusted (the same times the number of groups that were searched, at most 1: of many
        groups without change, one in twenty sets has one below .05).

    Raises
    ------
    ValueError
        If `s` is not above 1, or `counts` has several rows for one period and group, a group of a single one, or numbers that are missing.

    Examples
    --------
    >>> months = pd.period_range("2022-01", periods=6, freq="M", name="period")
    >>> counts = pd.DataFrame({"period": months, "n": [1, 1, 9, 8, 1, 1], "documents": [10] * 6})
    >>> bursts(counts)[["period_from", "period_to"]].astype("str").values.tolist()
    [['2022-03', '2022-04']]

    References
    ----------
    Kleinberg, J. (2003). Bursty and hierarchical structure in streams. Data Mining and Knowledge Discovery 7(4), section 4.
    """
    if s <= 1:
        raise ValueError(f"s={s}: the rate of a burst is more than the usual one; write a number above 1")
    counts = as_periods(counts)
    rows, series = [], list(_series(counts))
    draws = max(draws, 40 * len(series) - 1)
    for group, n, size, period, kinds in series:
        course = course_of(period, trend=trend, season=season)
        usual = expected_of(n, size, *course)[0]
        poisson = bool((n > size).any() or (s * usual >= size)[size > 0].any())
        gain, step = _gain(n, size, s, usual, poisson=poisson), gamma * np.log((size > 0).sum())
        state = _states(gain[None], step)[0]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], state, [False]])))
        if not len(edges):
            continue
        drawn, scale, own = null_series(n, size, draws, seed, kinds, course=course)
        drawn = _gain(drawn, size, s, expected_of(drawn, size, *course), poisson=poisson)
        strongest = _heaviest(drawn, _states(drawn, step)) / scale
        for a, b in edges.reshape(-1, 2).tolist():
            weight, expected = gain[a:b].sum(), usual[a:b].sum()
            false_alarm = (1 + (strongest >= weight / own - 1e-9).sum()) / (draws + 1)
            found = (
                n[a:b].sum(),
                size[a:b].sum(),
                expected,
                n[a:b].sum() / expected,
                weight,
                false_alarm,
                min(len(series) * false_alarm, 1),
            )
            rows.append((*group, period[a], period[b - 1], *found))
    columns = ["period_from", "period_to", "n", "documents", "expected", "level", "weight", "false_alarm", "adjusted"]
    found = pd.DataFrame(rows, columns=[*_groups(counts), *columns])
    return because(found, _quiet(counts, f"No burst: in no run of periods is {s:g} times the usual rate a better explanation."))


def change_points(counts, *, alpha=0.05, trend=False, season=False, draws=199, seed=1):
    """Find where a rate changes for good, by binary segmentation.

    A series is split where the log-likelihood ratio of two rates over one is largest, if at most `alpha` of the series with the same
    total and no change reach it; each part is then searched in the same way. So at most `alpha` of series without change are split, and
    of sets of series, where groups are searched. Series without change are made as in `bursts`; of those named there .02 to .07 are split,
    and all of those with twice the level from the middle on. Of those with a trend 1.00 are split where it is left in, and .07 where
    it is taken out; with a season, .32 and .07.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period`; its groups are searched apart.
    alpha : float
        The false-alarm rate.
    trend, season : bool
        As in `bursts`. A change is then a step beside them, found one after another by the score test of a step for each period, as long
        as at most `alpha` of series with that course and the steps that were found have one as clear. Twice the level from the middle
        on is found in 1.00 beside a season, in .50 beside a trend.
    draws, seed : int
        As in `bursts`.

    Returns
    -------
    DataFrame
        One row per change, by date: the groups' columns, period (the first with the new rate), before, after (rates per statement
        of the parts on both sides), ratio (after / before; with `trend` or `season` that of the step itself, by the fit of all),
        false_alarm, adjusted (times the number of groups; at most `alpha`).

    Raises
    ------
    ValueError
        If `draws` are too few to tell `alpha`, or `counts` has several rows for one period and group, a group of a single one, or
        numbers that are missing.

    Examples
    --------
    >>> months = pd.period_range("2022-01", periods=8, freq="M", name="period")
    >>> counts = pd.DataFrame({"period": months, "n": [2, 1, 2, 1, 8, 9, 8, 9], "documents": [10] * 8})
    >>> change_points(counts).period.astype("str").tolist()
    ['2022-05']

    References
    ----------
    Scott, A. J. and Knott, M. (1974). A cluster analysis method for grouping means in the analysis of variance. Biometrics 30(3).
    """
    if alpha * (draws + 1) < 1:
        raise ValueError(f"draws={draws} cannot tell a rate of alpha={alpha}; write draws={int(np.ceil(1 / alpha)) - 1} or more")
    counts = as_periods(counts)
    rows, series = [], list(_series(counts))
    draws = max(draws, int(np.ceil(2 * len(series) / alpha)) - 1)
    for group, n, size, period, kinds in series:
        how = {"alpha": alpha / len(series), "draws": draws, "seed": seed, "kinds": kinds}
        course = course_of(period, trend=trend, season=season)
        cuts, steps = _steps(n, size, course, **how) if trend or season else _splits(n, size, **how)
        edges = [0, *sorted(cuts), len(n)]
        for a, cut, b in zip(edges, edges[1:-1], edges[2:], strict=False):
            before, after = n[a:cut].sum() / size[a:cut].sum(), n[cut:b].sum() / size[cut:b].sum()
            ratio = steps.get(cut, after / before if before else np.inf)
            rows.append((*group, period[cut], before, after, ratio, cuts[cut], len(series) * cuts[cut]))
    found = pd.DataFrame(rows, columns=[*_groups(counts), "period", "before", "after", "ratio", "false_alarm", "adjusted"])
    return because(found, _quiet(counts, "No change: the rate moves no more than it would by chance."))


def _splits(n, size, *, alpha, draws, seed, kinds):
    """Return the cuts of binary segmentation with the false-alarm rate of each, and no steps."""
    cuts, parts = {}, [(0, len(n))]
    while parts:
        a, b = parts.pop()
        if b - a < 2 or n[a:b].sum() == 0:
            continue
        ratio = _ratios(n[None, a:b], size[a:b])[0]
        drawn, scale, own = null_series(n[a:b], size[a:b], draws, seed, _part(kinds, a, b))
        null = _ratios(drawn, size[a:b]).max(axis=1) / scale
        false_alarm = (1 + (null >= ratio.max() / own - 1e-9).sum()) / (draws + 1)
        if false_alarm <= alpha:
            cut = a + 1 + int(ratio.argmax())
            cuts[cut] = false_alarm
            parts += [(a, cut), (cut, b)]
    return cuts, {}


def _steps(n, size, course, *, alpha, draws, seed, kinds):
    """Return the steps beside a course: the false-alarm rate of each, and by how many times the rate rises or falls there."""
    (columns, held), cuts = course, {}
    own_columns = columns.shape[1]
    while len(cuts) < len(n) - 1:
        gain = steps_of(n, size, columns, held)[0]
        drawn, scale, own = null_series(n, size, draws, seed, kinds, course=(columns, held))
        null = steps_of(drawn, size, columns, held).max(axis=1) / scale
        false_alarm = (1 + (null >= gain.max() / own - 1e-9).sum()) / (draws + 1)
        if false_alarm > alpha or 1 + int(gain.argmax()) in cuts:
            break
        cut = 1 + int(gain.argmax())
        cuts[cut] = false_alarm
        columns, held = np.column_stack([columns, np.arange(len(n)) >= cut]), np.append(held, HELD)
    steps = log_rates(n, size, columns, np.diag(held))[0][0, own_columns:]
    return cuts, dict(zip(cuts, np.exp(steps).tolist(), strict=True))


def _quiet(counts, otherwise):
    """Say why nothing stands out."""
    if not counts.n.sum():
        return "Nothing was counted in these periods."
    periods = counts.period[counts.documents > 0].nunique()
    return otherwise if periods > 1 else "There are statements in one period alone, and no other to compare it with."


def _groups(counts):
    return [column for column in counts if column not in COUNTED]


def _require_series(counts, names):
    """Raise a ValueError where the table is no series of periods, or where its columns divide it into single periods."""
    wrong = {
        "without a period": counts.period.isna(),
        "with a missing or negative n": ~(counts.n >= 0),
        "with a missing or negative number of documents": ~(counts.documents >= 0),
        "with an n but no documents, which were to be searched": (counts.n > 0) & (counts.documents == 0),
    }
    if faults := [f"{rows.sum():,} {what}" for what, rows in wrong.items() if rows.any()]:
        raise ValueError(f"counts has {len(counts):,} rows, {'; '.join(faults)}. Remedy: mend or drop them, as they would not be counted.")
    if counts.duplicated([*names, "period"]).any():
        raise ValueError("counts has several rows for one period. Remedy: keep the columns that they were counted by, or choose one group.")
    if names and counts.groupby(names, observed=True).period.size().min() < 2 <= counts.period.nunique():
        raise ValueError(
            f"the columns {', '.join(map(str, names))} of counts divide it into groups of one period, in which nothing can change. "
            "Remedy: drop those that are no groups, or the groups with one row."
        )


def _series(counts):
    """Yield each group's key, counts, statements and periods, in order of time, and what is known of single statements."""
    names, note = _groups(counts), counts.attrs.get(NOTE)
    note = note and json.loads(note)
    _require_series(counts, names)
    for group, part in counts.groupby(names, observed=True) if names else [((), counts)]:
        part = part.sort_values("period")
        n, size = part.n.to_numpy(dtype=float), part.documents.to_numpy(dtype=float)
        if n.sum() and size.sum():
            n, period = n * (size > 0), part.period.tolist()
            yield group, n, size, period, kinds_of(note, group, n, size, period)


def _part(kinds, a, b):
    """Return what is known of the statements of some periods."""
    return kinds and [(sizes if sizes is None else sizes[a:b], counts[a:b]) for sizes, counts in kinds]


def _gain(n, size, s, usual, *, poisson):
    """Return what each period's log-likelihood gains at s times the usual number."""
    if poisson:
        return n * np.log(s) - (s - 1) * usual
    share = np.minimum(usual / np.maximum(size, 1), (1 - 1e-9) / s)
    return n * np.log(s) + (size - n) * (np.log1p(-s * share) - np.log1p(-share))


def _states(gain, step):
    """Return for each series (row) the cheapest sequence of states, by Viterbi's method; where two cost the same, the lower state."""
    low, high = np.zeros(len(gain)), np.full(len(gain), float(step))
    stays = np.empty(gain.shape, dtype=bool)
    falls = np.empty(gain.shape, dtype=bool)
    for t in range(gain.shape[1]):
        if t:
            stays[:, t], falls[:, t] = high < low + step, high < low
            low, high = np.minimum(low, high), np.minimum(high, low + step)
        high = high - gain[:, t]
    states = np.empty(gain.shape, dtype=bool)
    state = high < low
    for t in range(gain.shape[1] - 1, -1, -1):
        states[:, t] = state
        if t:
            state = np.where(state, stays[:, t], falls[:, t])
    return states


def _heaviest(gain, states):
    """Return the weight of each series' heaviest burst; minus infinity where there is none."""
    run, best = np.zeros(len(gain)), np.full(len(gain), -np.inf)
    for t in range(gain.shape[1]):
        run = np.where(states[:, t], run + gain[:, t], 0.0)
        best = np.where(states[:, t], np.maximum(best, run), best)
    return best


def _xlogy(x, y):
    return np.where(x > 0, x * np.log(np.where(x > 0, y, 1.0)), 0.0)


def _ratios(n, size):
    """Return the log-likelihood ratio of each cut of each series (row): two rates against one."""
    a, b = n.cumsum(axis=1)[:, :-1], size.cumsum()[:-1]
    total, sizes = n.sum(axis=1, keepdims=True), size.sum()
    c, d = total - a, sizes - b
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = _xlogy(a, a / b) + _xlogy(c, c / d) - _xlogy(total, total / sizes)
    return np.where((b > 0) & (d > 0), gain, 0.0)


def null_series(n, size, draws, seed, kinds=None, *, course=PLAIN):
    """Draw series with the same total and no change; return them, and what their and the given series' weights are divided by.

    Where single statements are known, they are dealt anew. Else the draws are multinomial: Poisson's law, given the total. Where
    neighbouring periods differ more than it has them, the draws do too (Dirichlet-multinomial), and weights are divided by each series'
    own roughness, as it can only be estimated. Neighbours are used because a burst has only two edges: over the whole series every
    burst would pass for noise. A `course` of the rate (a trend, seasons) is kept.
    """
    random, total, within = np.random.default_rng(seed), int(n.sum()), None
    if course is not PLAIN and course[0].shape[1] > 1:
        by_kind = kinds is not None and all(sizes is not None for sizes, _ in kinds)
        base = sum(sizes * sum(map(sum, counts)) / sizes.sum() for sizes, counts in kinds) if by_kind else size
        within = np.divide(expected_of(n, base, *course)[0], base, out=np.zeros(len(n)), where=base > 0)
        size = size * within
    share = size / size.sum()
    if kinds is not None:
        return dealt(kinds, share, draws, random, course=within), 1.0, 1.0
    even = random.multinomial(total, share, size=draws).astype(float)
    own, typical = _roughness(n[None], size)[0], max(_roughness(even, size).mean(), 1e-9)
    wider = own / typical
    if wider <= 1.05 or total < 2:
        return even, 1.0, 1.0
    shape = np.where(share > 0, share * total / (wider - 1), 1.0)
    weights = np.maximum(random.gamma(shape, size=(draws, len(n))), 1e-300) * (size > 0)
    uneven = random.multinomial(total, weights / weights.sum(axis=1, keepdims=True)).astype(float)
    return uneven, np.maximum(_roughness(uneven, size) / typical, 1.0), wider


def _roughness(n, size):
    """Return the mean squared difference of neighbouring rates over its expectation, without the largest tenth and two more."""
    n, size = n[:, size > 0], size[size > 0]
    if len(size) < 6:
        return np.ones(len(n))
    rate = (n[:, 1:] + n[:, :-1]) / (size[1:] + size[:-1])
    apart = (n[:, 1:] / size[1:] - n[:, :-1] / size[:-1]) ** 2
    ratio = apart / np.maximum(rate * (1 / size[1:] + 1 / size[:-1]), 1e-12)
    return np.sort(ratio, axis=1)[:, : len(size) - 3 - len(size) // 10].mean(axis=1)
