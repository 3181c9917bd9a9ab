"""Crossings: one tile for each pair of two things, such as a speaker and a region."""

import numpy as np
from matplotlib.collections import PolyCollection

from helpers.plots.base import NEVER, Words, axes_of, boxes_of, counted, describe, joined, number, one_row_each, plain, short, tied

PALE, DARK = np.array([0.93, 0.96, 1.0]), np.array([0.03, 0.27, 0.5])
TILE = np.array([(0.03, 0.05), (0.97, 0.05), (0.97, 0.95), (0.03, 0.95)])  # its corners in a cell


def cross_tiles(table, *, rows, columns, value="n", unit="hits", ax=None):
    """Draw one tile for each pair that occurs, darker for more, with its number; a pair that does not occur stays empty.

    Parameters
    ----------
    table : DataFrame
        One row per pair, with whole numbers above 0.
    rows, columns : str
        The columns of what stands down the side and along the top, about 15 and 12 values at most, each in the order of the table.
    value : str
        The column of the numbers.
    unit : str
        What is counted.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"actor": ["nato", "g7"], "cue_class": ["say", "say"], "n": [5, 2], "share": [0.4, 0.1]})
    >>> [text.get_text() for text in cross_tiles(table, rows="actor", columns="cue_class").texts]
    ['5', '2']
    """
    one_row_each(table, rows, columns)
    down, along = (list(dict.fromkeys(table[name])) for name in (rows, columns))
    ax = axes_of(ax, height=0.9 + 0.3 * len(down))
    x, y = table[columns].map({name: at for at, name in enumerate(along)}), table[rows].map({name: at for at, name in enumerate(down)})
    x, y = (place.to_numpy(dtype=float) for place in (x, y))
    numbers = table[value].to_numpy(dtype=float)
    shades = np.sqrt(numbers / max(numbers.max(initial=0), 1))  # a few large ones leave the small ones apart
    corners, fills = np.column_stack([x, y])[:, None] + TILE, PALE + shades[:, None] * (DARK - PALE)
    ax.add_collection(PolyCollection(corners, facecolors=fills, edgecolors="#606060", linewidth=0.5), autolim=False)
    for left, top, part, n in zip(x, y, shades, table[value], strict=True):
        ax.text(left + 0.5, top + 0.5, f"{n:,}", ha="center", va="center", fontsize=8.5, color="white" if part > 0.5 else "black")
    ax.set(xlim=(0, max(len(along), 1)), ylim=(max(len(down), 1), 0))
    turn = {"rotation": 30, "ha": "left", "rotation_mode": "anchor"} if len(along) > 5 else {}
    ax.set_xticks(np.arange(len(along)) + 0.5, [plain(name, 20) for name in along], fontsize=8.5, **turn)
    ax.set_yticks(np.arange(len(down)) + 0.5, [plain(name, 26) for name in down], fontsize=8.5)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    kept = [name for name in (rows, columns, value, "share", "low", "high", "documents", "total") if name in table]
    return describe(ax, _crossed(table, rows, columns, value, unit), table[list(dict.fromkeys(kept))], boxes=boxes_of(x, y, x + 1, y + 1))


def _crossed(table, rows, columns, value, unit):
    """Say what tiles of pairs show: the pairs with most, and how many there are."""
    nouns = [name.replace("_", " ") for name in (rows, columns)]
    head = ("Tiles", f" of {unit} by {nouns[0]} and {nouns[1]}")
    if table.empty:
        return Words(head, NEVER, unit=unit)
    order = table.sort_values(value, ascending=False, kind="stable")
    names = [f"{short(row[rows], 24)} with {short(row[columns], 24)}" for _, row in order.head(9).iterrows()]
    highest = order[value].iloc[0]
    top = int((order[value] == highest).sum())
    most = tied(names[:top], highest, "pair") if top < 9 else f"{counted(top, 'pair')}, which tie at {number(highest)}"
    then = f", then {names[top]} ({number(order[value].iloc[top])})" if top < len(names) else ""
    size = joined([counted(table[name].nunique(), noun) for name, noun in ((rows, nouns[0]), (columns, "column"))])
    return Words(head, f"most {most}{then}", f"{counted(len(table), 'pair')} of {size}.", unit, float(highest))
