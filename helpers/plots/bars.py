"""Bars: rankings, and what sets two groups apart."""

import numpy as np

from helpers.plots.base import (
    BLUE,
    NEVER,
    ORANGE,
    UNITS,
    Words,
    axes_of,
    behind,
    boxes_of,
    clean,
    counted,
    describe,
    in_unit,
    joined,
    like,
    names_of,
    number,
    plain,
    short,
    tied,
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
    ax.set_yticks(rows, [plain(name) for name in names_of(table, label)])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, max(ends.max() * 1.1, 1e-9) if len(table) else 1)
    ax.set_xlabel(f"{UNITS[value]}, with 95 % interval; number of hits beside")
    shown = behind(table, label, value, "low", "high", "n", "documents", "total", "words")
    describe(ax, _ranking(table, label, value), shown, boxes=boxes_of(0, rows - HALF, table[value], rows + HALF))
    return clean(ax, grid="x")


def _ranking(table, label, value):
    """Say what bars of rates show: the largest, the smallest, and the one that is known least."""
    noun = label.replace("_", " ")
    head = ("Bars", f" of {counted(len(table), noun)}", *in_unit(table, value))
    lengths, names = table[value].to_numpy(dtype=float), names_of(table, label)
    order = np.argsort(-lengths, kind="stable")[: np.isfinite(lengths).sum()]
    if not len(order):
        return Words(head, NEVER if table.empty else "none has a value", unit=value)
    top, low = like(lengths, lengths[order[0]]), like(lengths, lengths[order[-1]])
    if len(top) > 1:
        finding = f"most {tied([names[row] for row in top], lengths[top[0]], noun)}"
    else:
        some = [f"{names[row]} {number(lengths[row])} ({counted(table.n.iloc[row], 'hit')})" for row in order[:2]]
        second = like(lengths, lengths[order[:2][-1]])
        then = tied([names[row] for row in second], lengths[second[0]], noun)
        finding = f"most {some[0]}, then {then}" if len(second) > 1 else f"most {joined(some)}"
    if len(order) > 2 and not set(low) & {*top, *order[:2]}:
        least = [names[row] for row in low]
        finding += f"; least {tied(least, lengths[low[0]], noun) if len(low) > 1 else f'{least[0]} {number(lengths[low[0]])}'}"
    unknown = len(table) - len(order)
    finding += f"; {unknown:,} without a value" * bool(unknown)
    return Words(head, finding, _widest(table, names) if len(order) > 1 else "", value, lengths[order[0]])


def _widest(table, names):
    """Say which interval is widest, if there is any."""
    low, high = table.low.to_numpy(dtype=float), table.high.to_numpy(dtype=float)
    if not np.isfinite(high - low).any() or np.nanmax(high - low) == 0:
        return ""
    wide = like(high - low, np.nanmax(high - low))
    others = f" (as wide in {len(wide) - 1:,} more)" * (len(wide) > 1)
    return f"Widest interval: {names[wide[0]]}, {number(low[wide[0]])} to {number(high[wide[0]])}{others}."


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
    table = table.sort_values("log_ratio", ascending=False, kind="stable", ignore_index=True)
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
    ax.set_yticks(rows, [plain(name) for name in names_of(table, "term")])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlabel(f"← {plain(reference, 40)}    log ratio, with 95 % interval    {plain(target, 40)} →")
    ax.set_title("hits in each, to the right", fontsize=8, loc="right", color="#404040")
    shown = behind(table, "term", "log_ratio", "low", "high", "n_target", "n_reference", "documents")
    describe(ax, _contrast(table, target, reference), shown, boxes=boxes_of(0, rows - HALF, table.log_ratio, rows + HALF))
    return clean(ax, grid="x")


def _contrast(table, target, reference):
    """Say what bars of log ratios show: the furthest on either side, and what cannot be told from 0."""
    head = ("Bars", f" of {counted(len(table), 'term')}", " by log ratio with 95 % intervals")
    if table.empty:
        return Words(head, NEVER, unit="log ratio")
    ratio = table.log_ratio.to_numpy(dtype=float)
    parts = [
        _side(table, np.flatnonzero(ratio > 0), short(target, 24)),
        _side(table, np.flatnonzero(ratio < 0)[::-1], short(reference, 24)),
    ]
    parts += [f"{n:,} {what}" for what, n in (("as frequent in both", (ratio == 0).sum()), ("without a ratio", np.isnan(ratio).sum())) if n]
    unsure = ((table.low <= 0) & (table.high >= 0)).sum()
    more = f"Intervals of {unsure:,} hold 0." * bool(unsure)
    return Words(head, "; ".join(parts), more, "log ratio", np.nanmax(np.abs(ratio)) if np.isfinite(ratio).any() else np.nan)


def _side(table, rows, name):
    """Say how many terms one side has, and which two are furthest, with how many more are as far as the second."""
    names = names_of(table, "term")
    far = [
        f"{short(names[row], 16)} {table.log_ratio[row]:+.1f} ({table.n_target[row]:,} : {table.n_reference[row]:,} hits)"
        for row in rows[:2]
    ]
    also = len(set(like(table.log_ratio, table.log_ratio[rows[1]])) - set(rows[:2])) if len(rows) > 2 else 0
    furthest = f", furthest {joined(far)}" if far else ""
    return f"{len(rows):,} more frequent in {name}{furthest}" + f" and {also:,} more as far" * bool(also)
