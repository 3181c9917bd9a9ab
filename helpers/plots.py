"""Figures of finished tables: each function draws on one Axes and returns it."""

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

# Okabe and Ito's colours, told apart by the colour-blind and by their grey: Okabe, M. and Ito, K. (2008), Color universal design.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#767676"
UNITS = {"per_10k": "per 10,000 words", "per_document": "per statement", "share": "share of statements"}
KIND_STYLE = {"issued": (BLUE, "o"), "reported": (GREEN, "s"), "refers to": (ORANGE, "D")}


def ranked_bars(table, *, label, value, ax=None):
    """Draw one bar a row, the first row on top, with its interval and its count.

    Parameters
    ----------
    table : DataFrame
        With the columns `label`, `value`, low, high and n; about 30 rows at most.
    label, value : str
        The columns that name the bars and give their lengths.
    ax : Axes, optional
        The default is a new one.

    Returns
    -------
    Axes

    Examples
    --------
    >>> counts = pd.DataFrame({"term": ["votes"], "per_10k": [9.0], "low": [5.0], "high": [14.0], "n": [18]})
    >>> ranked_bars(counts, label="term", value="per_10k").get_xlabel()
    'per 10,000 words, with 95 % interval; number of hits beside'
    """
    ax = _axes(ax, height=0.8 + 0.3 * len(table))
    rows = np.arange(len(table))
    ax.barh(rows, table[value], color=BLUE, alpha=0.75, height=0.7)
    ax.hlines(rows, table.low, table.high, color="black", linewidth=1.3)
    ends = np.fmax(table[value], table.high.fillna(0))
    for row, end, n in zip(rows, ends, table.n, strict=True):
        ax.annotate(f"{n:,}", (end, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color="#404040")
    ax.set_yticks(rows, table[label])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, max(ends.max() * 1.1, 1e-9) if len(table) else 1)
    ax.set_xlabel(f"{UNITS[value]}, with 95 % interval; number of hits beside")
    return _clean(ax, grid="x")


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
    ax = _axes(ax, height=2.6)
    start, end = counts.period.dt.start_time, counts.period.dt.end_time
    ax.bar(start, counts[value], width=(end - start) * 0.9, align="edge", color=BLUE)
    ax.set_ylabel(unit)
    return _clean(_date_axis(ax), grid="y")


def period_rates(counts, *, period="period", value="per_document", ax=None):
    """Draw a rate over time with its interval; periods without a statement stay empty.

    Parameters
    ----------
    counts : DataFrame
        From `timeline.count_by_period`, or from `frequency.term_frequency` by a period and for one term.
    period, value : str
        The columns of the periods and of the rate: per_document or per_10k.

    Returns
    -------
    Axes

    Examples
    --------
    >>> periods = pd.period_range("2022-01", periods=2, freq="M")
    >>> counts = pd.DataFrame({"period": periods, "per_document": [1.0, 2.0], "low": [0.5, 1.0], "high": [2.0, 4.0]})
    >>> period_rates(counts).get_ylabel()
    'per statement'
    """
    ax = _axes(ax, height=2.6)
    every = pd.period_range(counts[period].min(), counts[period].max(), name=period)
    counts = counts.set_index(period).reindex(every).reset_index()  # absent periods break the line
    start, end = counts[period].dt.start_time, counts[period].dt.end_time
    middle = start + (end - start) / 2
    ax.vlines(middle, counts.low, counts.high, color=BLUE, alpha=0.45, linewidth=3, label="95 % interval")
    ax.plot(middle, counts[value], marker="o", markersize=4, color=BLUE, linewidth=1, label="rate")
    ax.set_ylim(bottom=0)
    ax.set_ylabel(UNITS[value])
    ax.legend(frameon=False, fontsize=8, ncols=2, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0)
    return _clean(_date_axis(ax), grid="y")


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
    ax = _axes(ax, height=1 + 0.22 * len(table))
    empty = counts.groupby("period").documents.max().reindex(table.columns).to_numpy() == 0
    starts = [*table.columns.start_time, table.columns[-1].end_time]
    shown = np.ma.masked_where(np.broadcast_to(empty, table.shape), table.to_numpy(dtype=float))
    tiles = ax.pcolormesh(mdates.date2num(starts), np.arange(len(table) + 1), shown, cmap="Blues", vmin=0, edgecolor="white", linewidth=0.5)
    ax.patch.set(hatch="////", facecolor="white", edgecolor="#BBBBBB")
    ax.xaxis_date()
    ax.set_yticks(np.arange(len(table)) + 0.5, table.index)
    ax.figure.colorbar(tiles, ax=ax, label=unit, pad=0.02, fraction=0.05)
    ax.tick_params(axis="y", length=0)
    return _date_axis(ax)


def event_lanes(events, *, ax=None):
    """Draw each event at its date, in a lane for its kind; events of one day stand on top of one another.

    Returns
    -------
    Axes

    Examples
    --------
    >>> day = pd.to_datetime(["2022-09-22"])
    >>> event_lanes(pd.DataFrame({"date_from": day, "date_to": day, "kind": ["issued"]})).get_yticklabels()[0].get_text()
    'issued (1)'
    """
    kinds = [kind for kind in KIND_STYLE if (events.kind == kind).any()]
    ax = _axes(ax, height=1.2 + 1.1 * len(kinds))
    for lane, kind in enumerate(kinds):
        colour, marker = KIND_STYLE[kind]
        rows = events[events.kind == kind].sort_values("date_from")
        height = rows.groupby(["date_from", "date_to"]).cumcount() / max(rows.groupby(["date_from", "date_to"]).size().max(), 4) * 0.8
        long = rows.date_to > rows.date_from
        ax.hlines(lane + height[long], rows.date_from[long], rows.date_to[long], color=colour, linewidth=2)
        ax.scatter(rows.date_from[~long], lane + height[~long], color=colour, marker=marker, s=14, edgecolor="black", linewidth=0.3)
    ax.set_yticks(range(len(kinds)), [f"{kind} ({(events.kind == kind).sum():,})" for kind in kinds])
    ax.set_ylim(len(kinds) - 0.1, -0.2)
    ax.invert_yaxis()
    return _clean(_date_axis(ax), grid="x")


def _axes(ax, height):
    return plt.subplots(figsize=(8, height), layout="constrained")[1] if ax is None else ax


def _date_axis(ax):
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    return ax


def _clean(ax, grid):
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis=grid, color="#DDDDDD", linewidth=0.8)
    ax.set_axisbelow(True)
    return ax
