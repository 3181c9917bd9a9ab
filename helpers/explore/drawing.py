"""The figure of a panel: how wide it is, and where its marks can be chosen."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from helpers import plots
from helpers.explore.lettering import Canvas
from helpers.explore.targets import targets
from helpers.explore.tips import tips_of
from helpers.explore.words import labels_of

LINE = 70  # characters
DPI, WIDTH, WIDEST, NARROWEST = 120, 8, 90, 3.5  # of the figure in the panel; inches
# Pixels, where an inch of the figure has the fewest of them, as in the style sheet: how far around a mark it can be chosen,
# so that a finger finds a small one; the least at which two are told apart; the least of a period.
INCH, REACH, APART, COLUMN = 75, 22, 3, 4
LEAST = 7  # pixels from the middle of a mark to its frame


def wide(periods, *, beside=1):
    """Return the inches of a figure that gives each period, from the first to the last, its pixels; `beside` is how many axes share them.

    >>> import pandas as pd
    >>> [wide(pd.period_range(first, "2025-12", freq="M")) for first in ("2022-01", "1961-01")]
    [4.32, 47.26]
    """
    n = (periods.max() - periods.min()).n + 1
    inches = beside * (1.1 * n * COLUMN / INCH + 1.5)  # with the margins that Matplotlib leaves, and what stands beside the axes
    return round(min(inches, WIDEST), 2)


def title(ax, text, **look):
    """Write a title where the figure is seen first, however wide it is; no $ in it begins a formula."""
    ax.set_title(" ".join(text.split()).replace("$", r"\$"), x=0.5 * column_of(ax.figure) / ax.figure.get_figwidth(), y=1, **look)


def said_instead(ax, sentence):
    """Write a sentence in place of a chart that would show nothing but intervals; its marks can be chosen where they are."""
    parts, limits = ax.described, {"xlim": ax.get_xlim(), "ylim": ax.get_ylim()}
    for artist in [*ax.lines, *ax.collections, *ax.texts, *ax.patches, *filter(None, [ax.get_legend()])]:
        artist.remove()
    ax.set_axis_off()
    ax.set(**limits)
    ax.text(0.5, 0.5, textwrap.fill(sentence, LINE).replace("$", r"\$"), transform=ax.transAxes, ha="center", va="center", color="#404040")
    ax.described = []
    for part in parts:
        plots.describe(ax, sentence, part["table"], boxes=part["boxes"])


def scale_beside(ax):
    """Let the scale of a map stand beside it, wherever a layout puts the map."""
    for scale in getattr(ax, "_colorbars", []):
        scale.set_axes_locator(lambda _, __: Bbox.from_bounds(1.02, 0.15, 0.025, 0.7).transformed(ax.transAxes - ax.figure.transFigure))


def column_of(figure):
    """Return how many inches of a figure are seen at once: those of a wider one are scrolled to."""
    return getattr(figure, "column", WIDTH)


def drawn(answer, column=WIDTH, layout="constrained", *, wider=False):
    """Return the figure of an answer, as wide as a column, or `wider` where it needs that; `layout` is Matplotlib's, or a quicker one."""
    figure = Figure(figsize=(max(column, answer.width if wider else 0), answer.height), layout=layout, dpi=DPI)
    figure.column = column
    Canvas(figure)
    answer.draw(figure)
    return figure


def marks_of(figure):
    """Return where each row of the tables can be chosen in the figure, and those rows.

    Each is its place in per cent of the figure, how far within it the mark's own frame is (as CSS has it), and a label.
    """
    size, pixel = figure.bbox.size, figure.dpi / INCH
    spots, labels, rows = [], [], []
    for ax in figure.axes:
        for part in getattr(ax, "described", []):
            if part["boxes"] is None:
                continue
            corners = np.asarray(part["boxes"], dtype=float).reshape(-1, 2)
            boxes = np.sort(ax.transData.transform(corners).reshape(-1, 2, 2), axis=1)
            frame = ax.bbox.get_points()
            seen = ((boxes[:, 0] <= frame[1] + pixel) & (boxes[:, 1] >= frame[0] - pixel)).all(axis=1)  # no NaN is
            spots.append(np.clip(boxes[seen], *frame).reshape(-1, 4))
            labels += labels_of(part["table"][seen])
            rows.append(part["table"][seen])
    boxes = np.concatenate(spots) if spots else np.empty((0, 4))
    shares = 100 * targets(boxes, reach=REACH * pixel, apart=APART * pixel, frame=(0, 0, *size)) / [*size, *size]
    left, bottom, right, top = shares.round(4).T  # before the widths are taken, so that neighbours share an edge
    places = np.column_stack([left, 100 - top, right - left, top - bottom]).round(4).tolist()
    frames = _frames(boxes, shares * [*size, *size] / 100, pixel)
    return [[*place, frame, label] for place, frame, label in zip(places, frames, labels, strict=True)], Rows(rows)


def _frames(boxes, shares, pixel):
    """Return how far the frame of each mark is within the place where it can be chosen, in per cent of that; a point has one around it."""
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, np.maximum((boxes[:, 2:] - boxes[:, :2]) / 2 + pixel, LEAST * pixel)
    size = np.maximum(shares[:, 2:] - shares[:, :2], 1e-6)
    before, after = (100 * part / size for part in (middle - half - shares[:, :2], shares[:, 2:] - middle - half))
    sides = np.column_stack([after[:, 1], after[:, 0], before[:, 1], before[:, 0]]).round(2)  # top, right, bottom, left
    return [" ".join(f"{side:g}%" for side in row) for row in sides.tolist()]


class Rows(Sequence):
    """The rows of several tables one after the other, each made when it is asked for: one of thousands is chosen."""

    def __init__(self, tables):
        self.tables, self._ends = tables, np.cumsum([len(table) for table in tables])

    def tips(self, among):
        """Return what is told of each row, as one points at its mark; `among` is the table that has all totals."""
        return [tip for table in self.tables for tip in tips_of(table, among)]

    def __len__(self):
        return int(self._ends[-1]) if len(self._ends) else 0

    def __getitem__(self, row):
        row = range(len(self))[row]
        at = int(np.searchsorted(self._ends, row, side="right"))
        return self.tables[at].iloc[row - int(self._ends[at])]
