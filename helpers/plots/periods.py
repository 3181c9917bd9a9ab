"""Figures over time."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd

from helpers.plots.base import (
    BLUE,
    GREY,
    NEVER,
    UNITS,
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
    plain,
    short,
    span_of,
    when,
)

TOPICS = ["term", "name", "actor", "speaker", "source", "issuer"]

MORE = ["n", "documents", "total", "per_document", "low", "high"]
EXPOSURES = {"total": "words", "documents": "statements"}


def period_bars(counts, *, value="n", unit="statements", ax=None):
    """Draw one bar a period, of a table from `timeline.count_by_period` without groups.

    `unit` names what is counted, on the axis.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for one period.

    Examples
    --------
    >>> counts = pd.DataFrame({"period": pd.period_range("2022-01", periods=2, freq="M"), "n": [3, 5]})
    >>> len(period_bars(counts).patches)
    2
    """
    if counts.period.duplicated().any():  # bars would stand behind one another
        raise ValueError("counts has several rows for one period. Remedy: choose one group, or draw them with period_tiles.")
    ax = axes_of(ax, height=2.6)
    start, end = counts.period.dt.start_time, counts.period.dt.end_time
    ax.bar(start, counts[value], width=(end - start) * 0.9, align="edge", color=BLUE)
    ax.set_ylabel(unit)
    boxes = boxes_of(days_of(start), 0, days_of(start + (end - start) * 0.9), counts[value])
    describe(ax, _bars_text(counts, value, unit), behind(counts, "period", value, *MORE), boxes=boxes)
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
        back = ax.twinx()
        back.described = []  # what it shows is in the text and the table of the axes before it
        back.bar(start, counts[exposure], width=(end - start) * 0.9, align="edge", color="#E6E6E6")
        back.set_ylim(0, 3 * most if most else 1)
        back.set_yticks([most], [f"{most:,.0f}\n{EXPOSURES.get(exposure, exposure)}"], fontsize=8, color=GREY)
        back.spines[:].set_visible(False)
        back.tick_params(axis="y", length=0)
        back.set_zorder(-1)
        ax.patch.set_visible(False)
    others = len(ax.get_shared_y_axes().get_siblings(ax)) > 1  # panels on one scale, which must hold them all
    ax.set_ylim(0, max(1.05 * counts[[value, "high"]].max(axis=None, skipna=True), ax.get_ylim()[1] if others else 0, 1e-9))
    ax.set_ylabel(f"{UNITS[value]},\nwith 95 % interval")
    shown = behind(counts, period, value, "low", "high", "n", "documents", "total")
    # A column for each period, empty ones too: a dot is hard to hit, and an absent one is a finding as well.
    boxes = boxes_of(days_of(start), 0, days_of(end), ax.get_ylim()[1])
    describe(ax, _rates_text(counts, period, value), shown, boxes=boxes)
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
    ax.set_yticks(np.arange(len(table)) + 0.5, [plain(name) for name in table.index])
    ax.figure.colorbar(tiles, ax=ax, label=unit, pad=0.02, fraction=0.05)
    ax.tick_params(axis="y", length=0)
    row, column = np.nonzero(~np.ma.getmaskarray(shown)[::-1] & ~np.isnan(table.to_numpy(dtype=float)[::-1]))  # from the top
    row = len(table) - 1 - row
    cells = pd.DataFrame({by: table.index[row], "period": table.columns[column], value: table.to_numpy()[row, column]})
    edges = days_of(starts)
    boxes = boxes_of(edges[column], row, edges[column + 1], row + 1)
    describe(ax, _tiles_text(table[::-1], empty, by, unit), cells, boxes=boxes)
    return date_axis(ax)


def _bars_text(counts, value, unit):
    head = f"Bars over time of {short(unit)}"
    if counts.empty:
        return f"{head}: {NEVER}."
    n = counts[value].to_numpy(dtype=float)
    highest = f"most in {when(counts.period.iloc[np.nanargmax(n)])} ({number(np.nanmax(n))})" if np.nansum(n) else "none in any"
    none = f", none in {counted(int((n == 0).sum()), noun_of(counts.period))}" * bool((n == 0).any())
    text = f"{head} in {span_of(counts.period)}: {highest}{none}, {number(np.nansum(n))} in all."
    steps = np.diff(n)
    if not np.isfinite(steps).any() or not np.nanmax(np.abs(steps)):
        return text
    at = np.nanargmax(np.abs(steps))
    return f"{text} Biggest step: from {number(n[at])} in {when(counts.period.iloc[at])} to {number(n[at + 1])} in the next."


def _rates_text(counts, period, value):
    topics = [short(counts[name].dropna().iloc[0]) for name in TOPICS if name in counts and counts[name].nunique() == 1]
    head = f"Line over time{' of ' * bool(topics)}{' in '.join(topics[:2])}, {UNITS[value]} with 95 % intervals"
    if counts.empty:
        return f"{head}: {NEVER}."
    rate, low, high = (counts[column].to_numpy(dtype=float) for column in (value, "low", "high"))
    at = counts[period]
    text = f"{head}, {span_of(at)}: "
    if np.isnan(rate).all():
        return f"{text}no period has a value."
    top, least = np.nanargmax(rate), np.nanargmin(rate)
    ties = f", as in {number((rate == rate[least]).sum() - 1)} more" * bool((rate == rate[least]).sum() > 1)
    text += f"highest in {when(at.iloc[top])} ({number(rate[top])}), lowest in {when(at.iloc[least])} ({number(rate[least])}{ties})"
    empty = int(np.isnan(rate).sum())
    text += f"; nothing to count in {counted(empty, noun_of(at))}." if empty else "."
    if np.isnan(high - low).all():
        return text
    wide = np.nanargmax(high - low)
    return f"{text} Widest interval: {when(at.iloc[wide])}, {number(low[wide])} to {number(high[wide])}."


def _tiles_text(table, empty, by, unit):
    """Say what the tiles show, of a table with a row for each group, the largest first, and a column for each period."""
    head = f"Tiles of {counted(len(table), by.replace('_', ' '))} by {span_of(table.columns)}, darker for more {short(unit)}: "
    cells = table.to_numpy(dtype=float)
    if not np.nansum(cells):
        return f"{head}none in any."
    row, column = np.unravel_index(np.nanargmax(cells), cells.shape)
    sums = np.nansum(cells, axis=1)
    text = f"{head}darkest {short(table.index[row])} in {when(table.columns[column])} ({number(cells[row, column])})."
    text += f" Largest row {short(table.index[0])} ({number(sums[0])} in all)"
    text += f", smallest {short(table.index[-1])} ({number(sums[-1])})" * (len(table) > 1)
    return f"{text}; no statement at all in {counted(int(empty.sum()), noun_of(table.columns))}." if empty.any() else f"{text}."
