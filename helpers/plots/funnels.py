"""Funnels: rates of groups against their words, so that small groups are seen for what they are."""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from helpers.counting.pooled import limits_at
from helpers.plots.base import (
    BLUE,
    GREY,
    NEVER,
    ORANGE,
    Words,
    axes_of,
    behind,
    boxes_of,
    clean,
    counted,
    describe,
    has_room,
    joined,
    names_of,
    number,
    one_row_each,
    plain,
    short,
)

LIMITS = {1.96: "95", 3.09: "99.8"}  # how many standard deviations hold so many in a hundred
NAMED = 8  # groups that have their names beside their dots, at most
REACH = 0.012  # of the height of the axes, from the middle of a dot
TALL = 4.0  # times the highest rate: where limits run out of the frame


def rate_funnel(table, *, label, ax=None):
    """Draw the rate of each group against its words, and between what limits it lies by chance if all speak alike.

    The fewer the words, the wider the funnel: a high rate of a small group is no news within it. Groups outside are orange; they,
    and those beyond the inner limits, are named where there is room.

    Parameters
    ----------
    table : DataFrame
        From `frequency.pooled_rates`, for one term.
    label : str
        The column that names the groups: issuer, source …
    ax : Axes, optional
        The default is a new one.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are several rows for a group, of several terms.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24, 1185-1202.

    Examples
    --------
    >>> import pandas as pd
    >>> rates = {"issuer": list("ABC"), "n": [1, 9, 40], "total": [30, 900, 4000], "per_10k": [333.0, 100.0, 100.0]}
    >>> table = pd.DataFrame(rates).assign(pooled=[105.0, 100.0, 100.0], overall=101.4, phi=1.0)
    >>> rate_funnel(table, label="issuer").get_xlabel()
    'words of the issuer'
    """
    one_row_each(table, label)
    ax = axes_of(ax, height=3.6)
    words, rates = (table[name].to_numpy(dtype=float) for name in ("total", "per_10k"))
    outside = _outside(table, 3.09)
    if len(table):
        _limits(ax, table)
    ax.scatter(words[~outside], rates[~outside], s=22, color=BLUE, zorder=3)
    ax.scatter(words[outside], rates[outside], s=30, color=ORANGE, marker="D", edgecolor="black", linewidth=0.6, zorder=4)
    names = names_of(table, label)
    if (words > 0).any():  # a logarithm of no words is none
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.xaxis.set_minor_formatter(NullFormatter())  # or a short axis has 2 × 10²
    ax.set_ylim(0, max(1.12 * np.nanmax([*rates, 1e-9]), 1e-9))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.set_xlabel(f"words of the {label.replace('_', ' ')}")
    ax.set_ylabel("per 10,000 words")
    odd = [*np.flatnonzero(outside), *np.flatnonzero(_outside(table, 1.96) & ~outside)]
    _name(ax, odd, words, rates, names)
    up, wide = REACH * ax.get_ylim()[1], 1.03
    shown = behind(table, label, "per_10k", "total", "n", "documents", "statements", "pooled", "low", "high", "overall", "phi")
    describe(ax, _words(table, label, names, outside), shown, boxes=boxes_of(words / wide, rates - up, words * wide, rates + up))
    return clean(ax, grid="both")


def _name(ax, rows, words, rates, names):
    """Write names beside dots, those that come first first, where no other name stands."""
    taken = []
    for row in rows[:NAMED]:
        left = words[row] > np.sqrt(words.min() * words.max())  # a name ends before the frame does
        place = {"xytext": (-6 if left else 6, 3), "textcoords": "offset points", "ha": "right" if left else "left", "fontsize": 8}
        text = ax.annotate(plain(names[row], 34), (words[row], rates[row]), **place)
        if not has_room(text, taken):
            text.remove()


def _outside(table, z):
    """Return which groups lie outside the limits at so many standard deviations."""
    low, high = limits_at(table.total, table.overall / 1e4, table.phi, z=z)
    return ((table.per_10k < 1e4 * low) | (table.per_10k > 1e4 * high)).to_numpy()


def _limits(ax, table):
    """Draw the rate of all, and the two pairs of limits."""
    words = np.geomspace(table.total.min() / 1.3, table.total.max() * 1.3, 200)
    overall, phi = table.overall.iloc[0], table.phi.iloc[0]
    ax.axhline(overall, color=GREY, linewidth=1)
    for (z, share), line in zip(LIMITS.items(), ("--", "-"), strict=True):
        for limit, name in zip(limits_at(words, overall / 1e4, phi, z=z), (f"{share} % by chance", None), strict=True):
            ax.plot(words, 1e4 * limit, color=GREY, linewidth=1, linestyle=line, label=name)
    ax.set_xlim(words[0], words[-1])
    ax.legend(frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=(1, -0.12), borderaxespad=0.1, ncols=2)  # above stands a title


def _words(table, label, names, outside):
    """Say which groups lie outside, and who leads as counted and when chance is allowed for."""
    noun = label.replace("_", " ")
    head = ("Funnel", f" of {counted(len(table), noun)} by their words", ", rates per 10,000 words with limits of chance")
    if table.empty:
        return Words(head, NEVER, unit="per_10k")
    rows = np.flatnonzero(outside)
    some = [f"{short(names[row])} ({number(table.per_10k.iloc[row])})" for row in rows[:3]]
    more = f", and {len(rows) - 3:,} more" * (len(rows) > 3)
    beyond = f"outside the limits that hold 99.8 % {'lie' if len(rows) > 1 else 'lies'} {joined(some)}{more}"
    none = "no limits are known" if table.phi.isna().any() else f"no {noun} lies outside the limits that hold 99.8 %"
    finding = f"{beyond if len(rows) else none}; the rate of all is {number(table.overall.iloc[0])}"
    leads = [(table[column].to_numpy(dtype=float).argmax(), column) for column in ("per_10k", "pooled") if table[column].notna().any()]
    first, *rest = [(short(names[row]), number(table[column].iloc[row]), table.total.iloc[row]) for row, column in leads]
    said = f"Highest as counted: {first[0]}, {first[1]} in {counted(first[2], 'word')}"
    said += f"; with chance allowed for: {rest[0][0]}, {rest[0][1]}" if rest else ""
    return Words(head, finding, f"{said}.", "per_10k", float(table.per_10k.max()))
