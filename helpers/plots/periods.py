"""Figures over time."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd

from helpers.plots.base import BLUE, GREY, UNITS, axes_of, clean, date_axis

EXPOSURES = {"total": "words", "documents": "statements"}


def period_bars(counts, *, value="n", unit="statements", ax=None):
    """Draw one bar a period, of a table from `timeline.count_by_period` without groups.

    `unit` names what is counted, on the axis.

    Returns
    -------
    Axes

    Examples
    --------
    >>> counts = pd.DataFrame({"period": pd.period_range("2022-01", periods=2, freq="M"), "n": [3, 5]})
    >>> len(period_bars(counts).patches)
    2
    """
    ax = axes_of(ax, height=2.6)
    start, end = counts.period.dt.start_time, counts.period.dt.end_time
    ax.bar(start, counts[value], width=(end - start) * 0.9, align="edge", color=BLUE)
    ax.set_ylabel(unit)
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

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"period": periods, "per_document": [1.0, 2.0], "low": [0.5, 1.0], "high": [2.0, 4.0]})
    >>> period_rates(counts).get_ylabel()
    'per statement,\nwith 95 % interval'
    """
    ax = axes_of(ax, height=2.6)
    every = pd.period_range(counts[period].min(), counts[period].max(), name=period)
    counts = counts.set_index(period).reindex(every).reset_index()  # absent periods break the line
    start, end = counts[period].dt.start_time, counts[period].dt.end_time
    middle = start + (end - start) / 2
    ax.vlines(middle, counts.low, counts.high, color=BLUE, alpha=0.45, linewidth=3)
    ax.plot(middle, counts[value], marker="o", markersize=4, color=BLUE, linewidth=1)
    if exposure:
        most = counts[exposure].max()
        behind = ax.twinx()
        behind.bar(start, counts[exposure], width=(end - start) * 0.9, align="edge", color="#E6E6E6")
        behind.set_ylim(0, 3 * most if most else 1)
        behind.set_yticks([most], [f"{most:,.0f}\n{EXPOSURES.get(exposure, exposure)}"], fontsize=7, color=GREY)
        behind.spines[:].set_visible(False)
        behind.tick_params(axis="y", length=0)
        behind.set_zorder(-1)
        ax.patch.set_visible(False)
    others = len(ax.get_shared_y_axes().get_siblings(ax)) > 1  # panels on one scale, which must hold them all
    ax.set_ylim(0, max(1.05 * counts[[value, "high"]].max(axis=None, skipna=True), ax.get_ylim()[1] if others else 0, 1e-9))
    ax.set_ylabel(f"{UNITS[value]},\nwith 95 % interval")
    return clean(date_axis(ax), grid="y")


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

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"source": "NATO", "period": periods, "n": [2, 0], "documents": [2, 1]})
    >>> [label.get_text() for label in period_tiles(counts, by="source").get_yticklabels()]
    ['NATO']
    """
    table = counts.pivot(index=by, columns="period", values=value)
    table = table.loc[table.sum(axis=1).sort_values(kind="stable").index]
    ax = axes_of(ax, height=1 + 0.22 * len(table))
    empty = counts.groupby("period").documents.max().reindex(table.columns).to_numpy() == 0
    starts = [*table.columns.start_time, table.columns[-1].end_time]
    shown = np.ma.masked_where(np.broadcast_to(empty, table.shape), table.to_numpy(dtype=float))
    tiles = ax.pcolormesh(mdates.date2num(starts), np.arange(len(table) + 1), shown, cmap="Blues", vmin=0, edgecolor="white", linewidth=0.5)
    ax.patch.set(hatch="////", facecolor="white", edgecolor="#BBBBBB")
    ax.xaxis_date()
    ax.set_yticks(np.arange(len(table)) + 0.5, table.index)
    ax.figure.colorbar(tiles, ax=ax, label=unit, pad=0.02, fraction=0.05)
    ax.tick_params(axis="y", length=0)
    return date_axis(ax)
