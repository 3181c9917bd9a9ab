"""Smooth trends: the curve of a rate with its band, and the counted rates around it."""

import numpy as np

from helpers.frames.periods import as_periods
from helpers.plots.base import (
    BLUE,
    GREY,
    NEVER,
    UNITS,
    Words,
    axes_of,
    behind,
    boxes_of,
    clean,
    counted,
    date_axis,
    days_of,
    describe,
    noun_of,
    number,
    one_row_each,
    span_of,
    top_of,
    within,
)
from helpers.plots.period_texts import every_period


def trend_band(table, *, period="period", ax=None):
    """Draw the smooth trend of a rate with its 95 % band, and a dot for the rate of each period as it was counted.

    Parameters
    ----------
    table : DataFrame
        From `timeline.rate_trend`, for one group or term.
    period : str
        The column of the periods.
    ax : Axes, optional
        The default is a new one.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for a period, of several terms or groups.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.timeline import rate_trend
    >>> months = pd.period_range("2022-01", periods=6, freq="M")
    >>> counts = pd.DataFrame({"period": months, "n": [2, 4, 5, 9, 14, 17], "documents": 10})
    >>> trend_band(rate_trend(counts)).get_ylabel()
    'per statement,\\nsmooth, with 95 % band'
    """
    table = as_periods(table, period)
    one_row_each(table, period)
    value = "per_10k" if "per_10k" in table else "per_document"
    ax = axes_of(ax, height=2.8)
    shown = every_period(table, period)
    start, end = shown[period].dt.start_time, shown[period].dt.end_time
    middle = start + (end - start) / 2
    ax.fill_between(middle, shown.low.astype(float), shown.high.astype(float), color=BLUE, alpha=0.2, linewidth=0)
    ax.plot(middle, shown[value].astype(float), marker="o", markersize=3.5, color=GREY, linestyle="none")
    ax.plot(middle, shown.trend.astype(float), color=BLUE, linewidth=2)
    ax.set_ylim(0, top_of([*shown[value], *shown.trend], shown.high))
    ax.set_ylabel(f"{UNITS[value]},\nsmooth, with 95 % band")
    boxes = boxes_of(days_of(start), 0, days_of(end), ax.get_ylim()[1])
    columns = behind(shown, period, value, "trend", "low", "high", "n", "documents", "total", "phi", "edf")
    describe(ax, _words(shown, period, value), columns, boxes=boxes)
    return clean(date_axis(ax), grid="y")


def _words(table, period, value):
    """Say where the curve begins and ends, where it is highest and lowest, and whether a flat line would fit into the band."""
    head = ("Smooth trend", f" with its 95 % band, {UNITS[value]}")
    known = table[table.trend.notna()]
    if known.empty:
        return Words(head, NEVER if table.empty else "too little was counted for a curve", unit=value)
    first, last = known.iloc[0], known.iloc[-1]
    top, low = known.loc[known.trend.idxmax()], known.loc[known.trend.idxmin()]
    finding = f"from {_with_band(first)} {within(first[period])} to {_with_band(last)} {within(last[period])}"
    ends = {first[period], last[period]}
    turns = [
        f"{name} {number(row.trend)} {within(row[period])}" for name, row in (("highest", top), ("lowest", low)) if row[period] not in ends
    ]
    finding += f"; {', '.join(turns)}" * bool(turns)
    flat = "A flat line fits into the band." if known.low.max() <= known.high.min() else "No flat line fits into the band."
    outside = ((table[value] < table.low) | (table[value] > table.high)).sum()
    noun = noun_of(known[period])
    dots = f"Dots are the {noun}s as counted, {counted(outside, 'dot')} outside the band, which is that of the rate and not of {noun}s."
    return Words((*head, f", over {span_of(known[period])}"), finding, f"{flat} {dots}", value, float(np.max(known.trend)))


def _with_band(row):
    return f"{number(row.trend)} ({number(row.low)} to {number(row.high)})"
