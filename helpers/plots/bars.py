"""Bars: rankings, and what sets two groups apart."""

import numpy as np

from helpers.plots.base import (
    BLUE,
    NEVER,
    ORANGE,
    UNITS,
    axes_of,
    behind,
    boxes_of,
    clean,
    counted,
    describe,
    joined,
    number,
    plain,
    short,
)

HALF = 0.35  # of a bar's height


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
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"term": ["votes"], "per_10k": [9.0], "low": [5.0], "high": [14.0], "n": [18]})
    >>> ranked_bars(counts, label="term", value="per_10k").get_xlabel()
    'per 10,000 words, with 95 % interval; number of hits beside'
    """
    ax = axes_of(ax, height=0.8 + 0.3 * len(table))
    rows = np.arange(len(table))
    ax.barh(rows, table[value], color=BLUE, alpha=0.75, height=2 * HALF)
    ax.hlines(rows, table.low, table.high, color="black", linewidth=1.3)
    ends = np.fmax(table[value], table.high.fillna(0))
    for row, end, n in zip(rows, ends, table.n, strict=True):
        ax.annotate(f"{n:,}", (end, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color="#404040")
    ax.set_yticks(rows, [plain(name) for name in table[label]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, max(ends.max() * 1.1, 1e-9) if len(table) else 1)
    ax.set_xlabel(f"{UNITS[value]}, with 95 % interval; number of hits beside")
    shown = behind(table, label, value, "low", "high", "n", "documents", "total", "words")
    describe(ax, _ranking(table, label, value), shown, boxes=boxes_of(0, rows - HALF, table[value], rows + HALF))
    return clean(ax, grid="x")


def _ranking(table, label, value):
    """Say what bars of rates show: the largest, the smallest, and the one that is known least."""
    head = f"Bars of {counted(len(table), label.replace('_', ' '))}, {UNITS[value]} with 95 % intervals: "
    lengths, names = table[value].to_numpy(dtype=float), [short(name) for name in table[label]]
    order = np.argsort(-lengths, kind="stable")[: np.isfinite(lengths).sum()]
    if not len(order):
        return f"{head}{NEVER if table.empty else 'none has a value'}."
    some = [f"{names[row]} {number(lengths[row])} ({counted(table.n.iloc[row], 'hit')})" for row in order[:2]]
    least = f"; least {names[order[-1]]} {number(lengths[order[-1]])}" * (len(order) > 2)
    low, high = table.low.to_numpy(dtype=float), table.high.to_numpy(dtype=float)
    if len(order) < 2 or np.isnan(high - low).all():
        return f"{head}most {joined(some)}{least}."
    wide = np.nanargmax(high - low)
    return f"{head}most {joined(some)}{least}. Widest interval: {names[wide]}, {number(low[wide])} to {number(high[wide])}."


def keyness_bars(table, *, target, reference, ax=None):
    """Draw one bar a term: to the right what is more frequent in the target, to the left what is so in the reference.

    Parameters
    ----------
    table : DataFrame
        From `keyness.keyness`, about 30 rows at most.
    target, reference : str
        What the two are called.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["grain", "votes"], "log_ratio": [2.0, -1.0], "low": [1.0, -2.0], "high": [3.0, 0.5]})
    >>> table = table.assign(n_target=[8, 2], n_reference=[2, 4])
    >>> keyness_bars(table, target="2022", reference="2025").get_xlabel()
    '← 2025    log ratio, with 95 % interval    2022 →'
    """
    table = table.sort_values("log_ratio", ascending=False, ignore_index=True)
    ax = axes_of(ax, height=0.9 + 0.3 * len(table))
    rows = np.arange(len(table))
    ours = table.log_ratio > 0
    ax.barh(rows[ours], table.log_ratio[ours], color=BLUE, alpha=0.75, height=2 * HALF)
    ax.barh(rows[~ours], table.log_ratio[~ours], color=ORANGE, alpha=0.75, height=2 * HALF, hatch="//", edgecolor="white")
    ax.hlines(rows, table.low, table.high, color="black", linewidth=1.3)
    right = np.nanmax([*table.high, *table.log_ratio, 0]) if len(table) else 1
    for row, a, b in zip(rows, table.n_target, table.n_reference, strict=True):
        ax.annotate(f"{a:,} : {b:,}", (right, row), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8, color="#404040")
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(rows, [plain(term) for term in table.term])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlabel(f"← {plain(reference, 40)}    log ratio, with 95 % interval    {plain(target, 40)} →")
    ax.set_title("hits in each, to the right", fontsize=8, loc="right", color="#404040")
    shown = behind(table, "term", "log_ratio", "low", "high", "n_target", "n_reference", "documents")
    describe(ax, _contrast(table, target, reference), shown, boxes=boxes_of(0, rows - HALF, table.log_ratio, rows + HALF))
    return clean(ax, grid="x")


def _contrast(table, target, reference):
    """Say what bars of log ratios show: the furthest on either side, and what cannot be told from 0."""
    head = f"Bars of {counted(len(table), 'term')} by log ratio with 95 % intervals: "
    if table.empty:
        return f"{head}{NEVER}."
    sides = []
    for name, some in ((target, table[table.log_ratio > 0]), (reference, table[~(table.log_ratio > 0)][::-1])):
        rows = zip(some.term[:2], some.log_ratio[:2], some.n_target[:2], some.n_reference[:2], strict=True)
        furthest = [f"{short(term, 16)} {ratio:+.1f} ({a:,} : {b:,} hits)" for term, ratio, a, b in rows]
        sides.append(f"{len(some):,} more frequent in {short(name, 24)}" + (f", furthest {joined(furthest)}" if furthest else ""))
    unsure = ((table.low <= 0) & (table.high >= 0)).sum()
    return f"{head}{'; '.join(sides)}." + f" Intervals of {unsure:,} hold 0." * bool(unsure)
