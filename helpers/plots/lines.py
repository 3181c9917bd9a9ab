"""Rates of several terms over time."""

import numpy as np
import pandas as pd

from helpers.frames.periods import as_periods
from helpers.plots.base import (
    BLUE,
    GREEN,
    ORANGE,
    axes_of,
    boxes_of,
    clean,
    days_of,
    describe,
    end_so_far,
    one_row_each,
    period_axis,
    plain,
    rate_axis,
    top_of,
    uncut,
)
from helpers.plots.period_texts import every_period, lines_words, on_periods

LOOKS = [(BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "D", "-."), ("#CC79A7", "^", ":"), ("#D55E00", "v", "-"), ("#000000", "x", "--")]

BARS = 3  # lines from which on intervals are bars: three bands cover one another
NEAR = 1 / 40  # of the height of the axes, at which dots cover one another


def rate_lines(counts, *, period, value="per_10k", of="term", legend=True, ax=None):
    """Draw the rate of each of a few terms over time, with their 95 % intervals; periods without a rate break the lines.

    The intervals of one line or two are bands; those of more, which would cover one another, are bars side by side.

    Parameters
    ----------
    counts : DataFrame
        From `frequency.term_frequency` by a period, or from `frequency.statement_share`.
    period, value : str
        The columns of the periods and of the rate: per_10k (with low, high) or share (with share_low, share_high).
    of : str
        The column with a line for each of its values, six at most.
    legend : bool
        Whether the lines are named above the axes; of several axes with the same lines one does.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are more than six lines, or several rows for a line and period.

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"month": periods, "term": "votes", "n": [1, 2], "per_10k": [5.0, 9.0], "low": 1.0, "high": 20.0})
    >>> rate_lines(counts, period="month").get_ylabel()
    'per 10,000 words,\\nwith 95 % interval'
    """
    counts, names = as_periods(counts, period), list(dict.fromkeys(counts[of]))
    if len(names) > len(LOOKS):
        raise ValueError(f"{len(names)} lines cannot be told apart; choose {len(LOOKS)} at most")
    one_row_each(counts, of, period)
    ax = axes_of(ax, height=3)
    low, high = ("low", "high") if value == "per_10k" else (f"{value}_low", f"{value}_high")
    every = pd.PeriodIndex(every_period(counts[[period]].drop_duplicates(), period)[period])
    ax.xaxis_date()
    middle = days_of(every.start_time + (every.end_time - every.start_time) / 2)  # numbers: dates take Matplotlib a while to convert
    apart, before = _apart(middle, len(names)), end_so_far(ax)
    for place, (name, (colour, marker, line)) in enumerate(zip(names, LOOKS, strict=False)):
        rows, at = on_periods(counts[(counts[of] == name).to_numpy()], period, every, (value, low, high)), middle + apart[place]
        known = ~np.isnan(rows[value])
        alone = _alone(known)
        if len(names) < BARS:
            ax.fill_between(at, rows[low], rows[high], color=colour, alpha=0.15, linewidth=0)
        bars = alone if len(names) < BARS else slice(None)
        ax.vlines(at[bars], rows[low][bars], rows[high][bars], color=colour, alpha=0.45, linewidth=1.5)
        look = {
            "color": colour,
            "marker": marker,
            "linestyle": line if (known & ~alone).any() else "none",
            "markersize": 4,
            "linewidth": 1.2,
        }
        uncut(ax, *ax.plot(at, rows[value], label=plain(name, 30), **look))
    ax.set_ylim(0, max(top_of(counts[value], counts[high]), before))
    ax.set_ylabel(rate_axis(value, counts[value], counts[low], counts[high]))
    if names and legend:
        ax.legend(frameon=False, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.1, ncols=3)  # on no line
    counts = counts.reset_index(drop=True)
    at = pd.PeriodIndex(counts[period])
    below, above = _nearest(at, counts[value].to_numpy(dtype=float), ax.get_ylim()[1])
    boxes = boxes_of(days_of(at.start_time), below, days_of(at.end_time), above)
    describe(ax, lines_words(counts, period=period, value=value, of=of, bounds=(low, high)), counts, boxes=boxes)
    return clean(period_axis(ax, at), grid="y")


def _alone(known):
    """Return which of the known periods stand where no line and no band reaches: between two that are not known."""
    beside = np.concatenate([[False], known, [False]])
    return known & ~beside[:-2] & ~beside[2:]


def _apart(middle, lines):
    """Return how far each line stands from the middle of its periods, so that bars of intervals stand side by side."""
    width = np.diff(middle).min() if len(middle) > 1 else 1
    return np.zeros(lines) if lines < BARS else (np.arange(lines) - (lines - 1) / 2) * width * 0.5 / lines


def _nearest(periods, rates, top):
    """Return from where to where in the column of its period each rate is the nearest: a column is easier to hit than a dot.

    Rates that cannot be told apart have that stretch in common.
    """
    low, high = np.where(np.isnan(rates), np.nan, 0), np.where(np.isnan(rates), np.nan, top)
    known, number = np.flatnonzero(~np.isnan(rates)), periods.astype("int64").to_numpy()
    known = known[np.lexsort((rates[known], number[known]))]
    for column in np.split(known, np.flatnonzero(np.diff(number[known])) + 1) if len(known) else []:
        first = below = rates[column[0]]
        for place, rate in enumerate(rates[column].tolist()):
            if rate - first >= NEAR * top:
                high[column[:place]] = np.fmin(high[column[:place]], (below + rate) / 2)
                low[column[place:]] = (below + rate) / 2
                first = rate
            below = rate
    return low, high
