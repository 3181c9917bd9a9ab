"""Series without change: whole statements, with all that was counted in them, dealt anew to the periods."""

import json

import numpy as np

__all__ = []

NOTE = "per_statement"  # under which a table of counts tells how they fall to statements, as text in JSON
AT_ONCE = 5_000_000


def note_of(per_document, names, exposure):
    """Write down the counts of single statements by group, kind of statement and period, and how many statements there were of a kind.

    Parameters
    ----------
    per_document : DataFrame
        One row for each statement and group: the groups' columns (`names`), period, n, and within, the statement's kind.
    exposure : Series
        How many statements there were, by kind and period.
    """
    keys, counts = [*names, "within", "period", "n"], {}
    for (*group, kind, period, n), times in per_document.dropna(subset=["period"]).groupby(keys, observed=True).size().items():
        counts.setdefault(_key(group), {}).setdefault(str(kind), {}).setdefault(str(period), []).append([int(n), times])
    sizes = {}
    for (kind, period), number in exposure[exposure > 0].items():
        sizes.setdefault(str(kind), {})[str(period)] = int(number)
    return json.dumps({"counts": counts, "sizes": sizes})


def _key(group):
    return json.dumps([str(name) for name in group])


def kinds_of(note, group, n, size, period):
    """Return (statements by period, counts of those with hits by period) of each kind of statement; None where it is not known."""
    if note is None:
        return None
    group = group if isinstance(group, tuple) else (group,)
    told, names = note["counts"].get(_key(group), {}), [str(each) for each in period]
    counts = {kind: [_listed(by_period.get(name, [])) for name in names] for kind, by_period in told.items()}
    if not np.array_equal(np.sum([[sum(some) for some in each] for each in counts.values()], axis=0), n):
        return None  # of other rows than these
    sizes = {kind: np.array([note["sizes"].get(kind, {}).get(name, 0) for name in names]) for kind in counts}
    if np.array_equal(_sizes(note, names), size):
        return [(sizes[kind], counts[kind]) for kind in counts]
    return [(None, [[n for each in counts.values() for n in each[i]] for i in range(len(names))])]


def _listed(counts):
    return [n for n, times in counts for _ in range(times)]


def _sizes(note, names):
    """Return the statements of all kinds in each period."""
    return [sum(by_period.get(name, 0) for by_period in note["sizes"].values()) for name in names]


def dealt(kinds, share, draws, random, *, course=None):
    """Return series (rows) in which the statements of each kind are dealt anew to the periods.

    A statement takes the place of another of its kind; where another exposure than the number of statements is given, each falls to a
    period as often as its share of the exposure says. Where the rate has a `course` of its own (how many times the mean it is in each
    period), the places of some periods are taken so much sooner.
    """
    series = np.zeros((draws, len(share)))
    for sizes, by_period in kinds:
        n = np.array([count for some in by_period for count in some], dtype=float)
        if not len(n):
            continue
        step = max(AT_ONCE // len(n), 1)
        for at in range(0, draws, step):
            some = min(step, draws - at)
            if sizes is not None and course is not None:
                placed = _taken(sizes, len(n), course, some, random)
            elif sizes is None:
                placed = random.multinomial(len(n), share, some)
            else:
                placed = random.multivariate_hypergeometric(sizes, len(n), some, method="marginals")
            series[at : at + some] += _summed(n, placed, random)
    return series


def _taken(sizes, number, course, draws, random):
    """Return how many of so many statements take places in each period, if the chance of a place follows the course of the rate."""
    chance = np.minimum(course * number / max((course * sizes).sum(), 1e-12), 0.98)
    period = np.repeat(np.arange(len(sizes)), sizes)
    haste = -np.log1p(-np.maximum(chance, 1e-12))[period]  # in unit time a place is taken with that chance
    placed = np.empty((draws, len(sizes)), dtype=int)
    step = max(AT_ONCE // len(period), 1)
    for at in range(0, draws, step):
        when = random.standard_exponential((min(step, draws - at), len(period))) / haste
        first = np.argpartition(when, number - 1, axis=1)[:, :number]
        rows = np.arange(len(when))[:, None] * len(sizes)
        placed[at : at + step] = np.bincount((rows + period[first]).ravel(), minlength=len(when) * len(sizes)).reshape(len(when), -1)
    return placed


def _summed(n, placed, random):
    """Return the sums of counts by period, if so many statements are placed in each; which of them is left to chance."""
    if (n == n[0]).all():
        return n[0] * placed
    mixed = random.permuted(np.tile(n, (len(placed), 1)), axis=1)
    sums = np.zeros((len(placed), len(n) + 1))
    np.cumsum(mixed, axis=1, out=sums[:, 1:])
    ends = placed.cumsum(axis=1)
    return np.diff(np.take_along_axis(sums, np.pad(ends, ((0, 0), (1, 0))), axis=1), axis=1)
