"""Figures over time."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.ticker import MaxNLocator

from helpers.frames.periods import as_periods
from helpers.plots.base import (
    BLUE,
    EXPOSURES,
    GREY,
    axes_of,
    behind,
    boxes_of,
    clean,
    date_axis,
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
from helpers.plots.period_texts import bars_words, every_period, rates_words, tiles_words

MORE = ["n", "documents", "total", "per_document", "low", "high"]


def period_bars(counts, *, value="n", unit="statements", ax=None):
    """Draw one bar a period, of a table from `timeline.count_by_period` without groups.

    `unit` names what is counted, on the axis.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for a period: their bars would hide one another.

    Examples
    --------
    >>> counts = pd.DataFrame({"period": pd.period_range("2022-01", periods=2, freq="M"), "n": [3, 5]})
    >>> len(period_bars(counts).patches)
    2
    """
    counts = as_periods(counts)
    one_row_each(counts, "period")
    ax = axes_of(ax, height=2.6)
    start, end = counts.period.dt.start_time, counts.period.dt.end_time
    ax.bar(start, counts[value], width=(end - start) * 0.9, align="edge", color=BLUE)
    ax.set_ylabel(unit)
    boxes = boxes_of(days_of(start), 0, days_of(start + (end - start) * 0.9), counts[value])
    describe(ax, bars_words(counts, value, unit), behind(counts, "period", value, *MORE), boxes=boxes)
    return clean(date_axis(ax), grid="y")


def period_rates(counts, *, period="period", value="per_document", exposure=None, ax=None):
    r"""Draw a rate over time with its interval; periods without a statement stay empty.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period`, or from `frequency.term_frequency` by a period and for one term.
    period, value : str
        The columns of the periods and of the rate: per_document or per_10k.
    exposure : str, optional
        The column of what the rate is taken over (documents or total), drawn as grey bars behind it, on a scale of its own.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for a period, of several terms or sources.

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"period": periods, "per_document": [1.0, 2.0], "low": [0.5, 1.0], "high": [2.0, 4.0]})
    >>> period_rates(counts).get_ylabel()
    'per statement,\nwith 95 % interval'
    """
    counts = as_periods(counts, period)
    one_row_each(counts, period)
    ax = axes_of(ax, height=2.6)
    counts = every_period(counts, period)  # absent periods break the line
    start, end = counts[period].dt.start_time, counts[period].dt.end_time
    middle = days_of(start + (end - start) / 2)  # numbers: dates take Matplotlib a while to convert
    ax.xaxis_date()
    before = end_so_far(ax)  # of panels on one scale, which must hold them all
    ax.vlines(middle, counts.low, counts.high, color=BLUE, alpha=0.45, linewidth=3)
    uncut(ax, *ax.plot(middle, counts[value], marker="o", markersize=4, color=BLUE, linewidth=1))
    if exposure:
        _behind(ax, counts[exposure], days_of(start), days_of(start + (end - start) * 0.9), EXPOSURES.get(exposure, exposure))
    ax.set_ylim(0, max(top_of(counts[value], counts.high), before))
    ax.set_ylabel(rate_axis(value, counts[value], counts.low, counts.high))
    shown = behind(counts, period, value, "low", "high", "n", "documents", "total")
    # A column for each period, empty ones too: a dot is hard to hit, and an absent one is a finding as well.
    boxes = boxes_of(days_of(start), 0, days_of(end), ax.get_ylim()[1])
    describe(ax, rates_words(counts, period, value, exposure), shown, boxes=boxes)
    return clean(period_axis(ax, counts[period]), grid="y")


def _behind(ax, values, begin, end, unit):
    """Draw grey bars behind the marks, the highest a third of the axes, and write beside it how much it is."""
    most = values.fillna(0).max() if len(values) else 0
    heights = values.fillna(0).to_numpy(dtype=float) / (3 * most or 1)
    sides = np.stack([begin, begin, end, end], axis=1), np.stack([0 * heights, heights, heights, 0 * heights], axis=1)
    across = ax.get_xaxis_transform()
    ax.add_collection(PolyCollection(np.stack(sides, axis=2), facecolor="#E6E6E6", transform=across, zorder=0), autolim=False)
    if len(begin):
        ax.update_datalim([(begin[0], 0), (end[-1], 0)], updatey=False)
        ax.autoscale_view(scaley=False)
    look = {"fontsize": 8, "color": GREY, "va": "center", "xytext": (7, 0), "textcoords": "offset points"}
    unit = unit[:-1] if most == 1 else unit
    ax.annotate(f"{most:,.0f}\n{unit}", (1, 1 / 3 if most else 0), xycoords="axes fraction", annotation_clip=False, **look)


def period_tiles(counts, *, by, value="n", unit="statements", ax=None):
    """Draw one row a group and one tile a period, darker for more; the group with most on top.

    Periods without any statement are hatched: there, nothing was looked at.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period` with `by`.
    by, value : str
        The columns of the groups (about 30 at most) and of what is shown.
    unit : str
        What is counted, beside the scale of colours.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for a group and period.

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"source": "NATO", "period": periods, "n": [2, 0], "documents": [2, 1]})
    >>> [label.get_text() for label in period_tiles(counts, by="source").get_yticklabels()]
    ['NATO']
    """
    counts = as_periods(counts)
    one_row_each(counts, by, "period")
    table = counts.pivot(index=by, columns="period", values=value)
    table = table.loc[table.sum(axis=1).sort_values(kind="stable").index]
    ax = axes_of(ax, height=1 + 0.22 * len(table))
    if table.empty:
        ax.set_axis_off()
        cells = pd.DataFrame(columns=[by, "period", value])
        cells.attrs |= counts.attrs
        return describe(ax, tiles_words(table, np.array([]), by=by, unit=unit), cells, boxes=np.empty((0, 4)))
    every = pd.period_range(table.columns.min(), table.columns.max(), name="period")
    table = table.reindex(columns=every)  # or a tile would reach over absent periods
    empty = counts.groupby("period").documents.max().reindex(table.columns).to_numpy() == 0
    starts = [*table.columns.start_time, table.columns[-1].end_time]
    shown = np.ma.masked_where(np.broadcast_to(empty, table.shape), table.to_numpy(dtype=float))
    tiles = ax.pcolormesh(mdates.date2num(starts), np.arange(len(table) + 1), shown, cmap="Blues", vmin=0, edgecolor="white", linewidth=0.5)
    ax.patch.set(hatch="////", facecolor="white", edgecolor="#BBBBBB")
    ax.xaxis_date()
    ax.set_yticks(np.arange(len(table)) + 0.5, [plain(name) for name in table.index])
    bar = ax.figure.colorbar(tiles, ax=ax, label=unit, pad=0.02, fraction=0.05)
    bar.locator = MaxNLocator(5, integer=bool((np.nan_to_num(shown.compressed()) % 1 == 0).all()))  # no half of a statement
    ax.tick_params(axis="y", length=0)
    row, column = np.nonzero(~np.ma.getmaskarray(shown)[::-1] & ~np.isnan(table.to_numpy(dtype=float)[::-1]))  # from the top
    row = len(table) - 1 - row
    cells = pd.DataFrame({by: table.index[row], "period": table.columns[column], value: table.to_numpy()[row, column]})
    edges = days_of(starts)
    boxes = boxes_of(edges[column], row, edges[column + 1], row + 1)
    describe(ax, tiles_words(table[::-1], empty, by=by, unit=unit), cells, boxes=boxes)
    return date_axis(ax)
