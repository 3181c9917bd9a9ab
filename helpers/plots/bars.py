"""Bars: rankings, and what sets two groups apart."""

import numpy as np

from helpers.plots.base import BLUE, ORANGE, UNITS, axes_of, clean


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
    ax.barh(rows, table[value], color=BLUE, alpha=0.75, height=0.7)
    ax.hlines(rows, table.low, table.high, color="black", linewidth=1.3)
    ends = np.fmax(table[value], table.high.fillna(0))
    for row, end, n in zip(rows, ends, table.n, strict=True):
        ax.annotate(f"{n:,}", (end, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color="#404040")
    ax.set_yticks(rows, table[label])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, max(ends.max() * 1.1, 1e-9) if len(table) else 1)
    ax.set_xlabel(f"{UNITS[value]}, with 95 % interval; number of hits beside")
    return clean(ax, grid="x")


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
    ax.barh(rows[ours], table.log_ratio[ours], color=BLUE, alpha=0.75, height=0.7)
    ax.barh(rows[~ours], table.log_ratio[~ours], color=ORANGE, alpha=0.75, height=0.7, hatch="//", edgecolor="white")
    ax.hlines(rows, table.low, table.high, color="black", linewidth=1.3)
    right = np.nanmax([*table.high, *table.log_ratio, 0]) if len(table) else 1
    for row, a, b in zip(rows, table.n_target, table.n_reference, strict=True):
        ax.annotate(f"{a:,} : {b:,}", (right, row), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8, color="#404040")
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(rows, table.term)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlabel(f"← {reference}    log ratio, with 95 % interval    {target} →")
    ax.set_title("hits in each, to the right", fontsize=8, loc="right", color="#404040")
    return clean(ax, grid="x")
