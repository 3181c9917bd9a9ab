"""Networks: a node and the words that keep it company, and which of these go together."""

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.plots.base import BLUE, NEVER, Words, axes_of, behind, boxes_of, counted, describe, joined, number, plain, short

ROW = 0.42  # inches between two labels of a side
LETTER = 0.085  # inches of a letter of a label, at most
TIES = 24  # pairs that are drawn
NOTE = {"loc": "left", "fontsize": 8, "color": "#404040"}
NAMES = {"log_dice": "logDice", "g2": "G²", "mi": "mutual information", "t": "t-score", "share": "share of statements", "n": "hits"}


def word_network(table, pairs, *, node, value="log_dice", ax=None):
    """Draw a node with its collocates around it: a thicker line for a stronger tie, dashes between collocates that go together too.

    Labels stand in two columns, so that none overlaps another; nothing is told by a colour alone.

    Parameters
    ----------
    table : DataFrame
        From `keyness.collocations`, about 16 rows at most, the strongest first.
    pairs : DataFrame
        From `keyness.word_pairs`, those to be drawn: the 24 first.
    node : str
        What they keep company.
    value : str
        The column of the strength, above 0.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["sham", "four"], "n": [5, 2], "log_dice": [11.0, 9.0], "expected": [0.5, 0.4]})
    >>> pairs = pd.DataFrame({"term": ["sham"], "other": ["four"], "n": [2], "expected": [0.1]})
    >>> [text.get_text() for text in word_network(table, pairs, node="votes").texts]
    ['sham (5)', 'four (2)', 'votes']
    """
    table = table.reset_index(drop=True)
    sides = -(-len(table) // 2)
    ax = axes_of(ax, height=0.7 + ROW * max(sides, 3))
    ax.set_axis_off()
    ax.set(xlim=(-4, 4), ylim=(-0.5 - max(sides, 3) / 2, 0.5 + max(sides, 3) / 2))  # inches across, rows up
    pairs = pairs[pairs.term.isin(table.term) & pairs.other.isin(table.term)].head(TIES)
    if table.empty:
        return describe(ax, _company(table, pairs, node, value), behind(table, "term"), boxes=np.empty((0, 4)))
    x, y = _places(_ring(table, pairs), sides)
    values = np.nan_to_num(table[value].to_numpy(dtype=float))
    strength = (values - values.min()) / max(np.ptp(values), 1e-9)
    for at, power in enumerate(strength):
        ax.plot([0, x[at]], [0, y[at]], color="#707070", linewidth=0.8 + 4 * power, zorder=1, solid_capstyle="round")
    _ties(ax, table, pairs, x, y)
    ax.scatter(x, y, s=30 + 170 * table.n / table.n.max(), color=BLUE, edgecolor="black", linewidth=0.8, zorder=3)
    names = [f"{plain(term, 22)} ({n:,})" for term, n in zip(table.term, table.n, strict=True)]
    for at, name in enumerate(names):
        side = np.sign(x[at])
        ax.text(x[at] + 0.18 * side, y[at], name, ha="left" if side > 0 else "right", va="center", fontsize=9, zorder=4)
    plate = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "black", "linewidth": 1.2}
    ax.text(0, 0, plain(node, 24), ha="center", va="center", fontsize=11, weight="bold", bbox=plate, zorder=5)
    ends = x + np.sign(x) * np.minimum([0.25 + LETTER * len(name) for name in names], 4 - np.abs(x))
    tied = " · dashes: also together in a sentence" * bool(len(pairs))
    ax.set_title(f"line: {NAMES.get(value, value)}, thicker is more · dot and number: times near it{tied}", **NOTE)
    shown = behind(table, "term", value, "n", "expected", "documents", "documents_node", "share", "low", "high")
    return describe(ax, _company(table, pairs, node, value), shown, boxes=boxes_of(x - 0.12 * np.sign(x), y - 0.4, ends, y + 0.4))


def _ring(table, pairs):
    """Return the place of each row around the node: a word stands beside the one it is most often together with, if there is one."""
    ties = {}
    for term, other, n in pairs[["term", "other", "n"]].itertuples(index=False):
        ties.setdefault(term, {})[other] = ties.setdefault(other, {})[term] = n
    left, order = list(table.term), []
    while left:
        known = ties.get(order[-1], {}) if order else {}
        order.append(max(left, key=lambda term: (known.get(term, 0), -left.index(term))))
        left.remove(order[-1])
    place = pd.Series(range(len(order)), index=order)
    return place.reindex(table.term).to_numpy()


def _places(ring, sides):
    """Return where the dots stand: down the right side, and up the left one, further out in the middle."""
    right = ring < sides
    others = len(ring) - sides
    row = np.where(right, ring, sides + others - 1 - ring)
    of = np.where(right, sides, max(others, 1))
    y = (of - 1) / 2 - row
    return np.where(right, 1, -1) * (1.15 + 0.95 * np.sqrt(np.maximum(1 - (y / (sides / 2 + 0.5)) ** 2, 0))), y


def _ties(ax, table, pairs, x, y):
    """Draw a dashed bow between each two that go together, bent towards the node."""
    place = {term: at for at, term in enumerate(table.term)}
    most = max(pairs.n.max(), 1) if len(pairs) else 1
    for term, other, n in pairs[["term", "other", "n"]].itertuples(index=False):
        a, b = (np.array([x[place[name]], y[place[name]]]) for name in (term, other))
        middle = 0.55 * (a + b) / 2 + (0, (a[0] * b[0] < 0) * np.copysign(1.2, a[1] + b[1]))  # not along the lines to the node
        bow = Path([a, middle, b], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        ax.add_patch(PathPatch(bow, facecolor="none", edgecolor="black", linestyle=(0, (3, 2)), linewidth=0.6 + 1.4 * n / most, zorder=2))


def _company(table, pairs, node, value):
    """Say what a network shows: the strongest ties, and the pairs that are most often together."""
    head = ("Network", f" of {short(node, 24)} and {counted(len(table), 'collocate')}", f", by {NAMES.get(value, value)}")
    if table.empty:
        return Words(head, NEVER, unit=value)
    top = [f"{short(row.term, 20)} {number(row[value])} ({counted(row.n, 'time')})" for _, row in table.head(3).iterrows()]
    first = [f"{row.term} and {row.other} ({counted(row.n, 'sentence')})" for row in pairs.head(2).itertuples()]
    more = f"Of the collocates {counted(len(pairs), 'pair')} {'goes' if len(pairs) == 1 else 'go'} together too" if len(pairs) else ""
    more = f"{more}, most {joined(first)}." if more else "No two of the collocates go together."
    return Words(head, f"strongest {joined(top)}", more, value, float(table[value].max()))
