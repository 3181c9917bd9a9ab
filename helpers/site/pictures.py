"""The pictures of a page's figure: one as it was drawn, one drawn again for a telephone, and what each of their marks leads to."""

import base64
import contextlib
import io
import textwrap
from itertools import pairwise

import matplotlib.dates as mdates
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.gridspec import GridSpec
from matplotlib.text import Annotation
from matplotlib.ticker import FixedLocator
from PIL import Image

from helpers import outputs
from helpers.explore.drawing import marks_of
from helpers.plots import base
from helpers.plots.base import date_axis, has_room
from helpers.tables.rows import queries, spots

DPI, COLOURS = 120, 96
PAD = 0.08  # inches around what is drawn
MOST = {"wide": 2_500, "narrow": 250}  # marks that are linked: on a telephone no finger hits one of more
NARROW_DPI, INCHES, TALLEST = 165, 4.0, 9.0
# Points, in a picture of 4 inches that a telephone shows with some 360 pixels: the least size of a letter, and characters in a line.
LEAST, LETTERS, LABEL = 9.0, 44, 18


def enable():
    """From here on, keep with each figure that is shown the pictures that its page has; the kernels of `render` begin with it."""
    if pictures_of not in outputs.MORE:
        outputs.MORE.append(pictures_of)


def pictures_of(figure):
    """Return both pictures of a figure with their marks.

    Parameters
    ----------
    figure : Figure
        It is left as it was.

    Returns
    -------
    dict
        ``{"pictures": {"wide": {"png", "inches", "marks"}, "narrow": …}}``; a mark is [left, top, width, height] in per cent of the
        picture, a label, a query or None, and a spot (document and offset) or None.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.plots import period_bars
    >>> counts = pd.DataFrame({"period": pd.period_range("2022-01", periods=2, freq="M"), "n": [3, 0]})
    >>> made = pictures_of(period_bars(counts).figure)["pictures"]
    >>> [mark[4:6] for mark in made["narrow"]["marks"]]
    [['2022-01, n 3', 'period=2022-01']]
    """
    made = {"wide": _picture(figure, DPI, MOST["wide"])}
    with _narrow(figure):
        made["narrow"] = _picture(figure, NARROW_DPI, MOST["narrow"])
    return {"pictures": made}


def _picture(figure, dpi, most):
    """Return a figure as a small PNG, cut to what is drawn, with its width and its marks."""
    was = figure.dpi
    figure.set_dpi(dpi)
    try:
        figure.draw_without_rendering()
        box = figure.get_tightbbox(figure.canvas.get_renderer()).padded(PAD)
        marks = _marks(figure, box, most)
        image, small = io.BytesIO(), io.BytesIO()
        figure.savefig(image, format="png", dpi=dpi, bbox_inches=box, facecolor="white", metadata={"Software": None})
    finally:
        figure.set_dpi(was)
    Image.open(image).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "png", optimize=True)
    return {"png": base64.b64encode(small.getvalue()).decode(), "inches": round(float(box.width), 2), "marks": marks}


def _marks(figure, box, most):
    """Return the marks that lead somewhere, in per cent of the box of the figure that is kept."""
    shares, rows = marks_of(figure)
    if not 0 < len(shares) <= most:
        return []
    led = []
    for table in rows.tables:
        led += [None if none else pair for none, *pair in zip(_empty(table), queries(table), spots(table), strict=True)]
    places = np.array([share[:4] for share in shares]) * np.tile(figure.get_size_inches(), 2) / 100
    top = figure.get_figheight() - box.y1
    low = np.maximum(places[:, :2] - [box.x0, top], 0)
    high = np.minimum(places[:, :2] + places[:, 2:] - [box.x0, top], [box.width, box.height])
    cut = (100 * np.hstack([low, high - low]) / np.tile([box.width, box.height], 2)).round(2)
    known = zip(cut.tolist(), [share[-1] for share in shares], led, strict=True)
    return [[*place, label, *pair] for place, label, pair in known if pair and any(pair)]


def _empty(table):
    """Return for each row whether it counts nothing, so that there is no sentence behind its mark."""
    numbers = table.select_dtypes("number")
    counts = numbers["n"] if "n" in numbers else numbers.iloc[:, 0] if numbers.shape[1] == 1 else np.ones(len(table))
    return np.asarray(counts) == 0


@contextlib.contextmanager
def _narrow(figure):
    """Set a figure for a telephone while it is drawn: narrow, its axes below one another, fewer ticks, no small letter."""
    with contextlib.ExitStack() as back:
        size, named = figure.get_size_inches().copy(), [ax for ax in figure.axes if hasattr(ax, "relabel")]
        for ax in named:
            back.callback(ax.relabel)
        back.callback(figure.set_size_inches, size)
        stacked = _stacked(figure, back)
        figure.set_size_inches(INCHES, stacked or _height(figure, size))
        for text in figure.findobj(lambda artist: hasattr(artist, "set_fontsize")):
            back.callback(text.set_fontsize, text.get_fontsize())
            text.set_fontsize(max(text.get_fontsize(), LEAST))
        _wrap(figure, back)
        figure.draw_without_rendering()
        _widen(figure, back)
        for ax in named:
            ax.relabel(size=LEAST - 1)
            ax.xaxis.label.set_text(_folded(ax.xaxis.label.get_text()))
        for ax in figure.axes:
            _ticks(ax, back)
            _below_title(ax, back)
        figure.draw_without_rendering()
        _thin(figure, back)
        yield figure


def _height(figure, size):
    """Return the height of a narrow figure: that of the wide one, or what keeps the shape of maps."""
    shaped = any(ax.get_aspect() != "auto" for ax in figure.axes)
    beside = 1.25 if len(figure.axes) < 2 else 1.5  # what stands below a map needs its height
    return min(max(size[1] * INCHES / size[0] * beside, 3.2), TALLEST) if shaped else min(max(size[1], 2.8), TALLEST)


def _stacked(figure, back):
    """Put axes that stand beside one another below one another, and return the height that they need, or None."""
    grid = [ax for ax in figure.axes if ax.get_subplotspec() is not None]
    specs = [ax.get_subplotspec() for ax in grid]
    if len({spec.colspan.start for spec in specs}) < 2 or len({spec.get_gridspec() for spec in specs}) > 1:
        return None
    rows = {spec.rowspan.start for spec in specs}
    grid = [ax for ax in grid if ax.get_visible()]
    below = GridSpec(len(grid), 1, figure=figure)
    height = figure.get_figheight() / len(rows) * len(grid)
    for place, ax in enumerate(grid):
        back.callback(ax.set_subplotspec, ax.get_subplotspec())
        ax.set_subplotspec(below[place])
        for axis, side in ((ax.xaxis, "labelbottom"), (ax.yaxis, "labelleft")):  # those beside one another say the numbers once
            back.callback(axis.set_tick_params, **{side: axis.get_tick_params()[side]})
            axis.set_tick_params(**{side: True})
    return min(height, 2.2 * TALLEST)


def _widen(figure, back):
    """Give each of several axes the width that it has room for: a layout gives all the margins of the one that needs most."""
    if len(figure.axes) < 2 or any(ax.get_subplotspec() is None for ax in figure.axes):
        return  # one has all the room; and a scale of colours stands beside the axes that it is of
    for ax in [ax for ax in figure.axes if ax.get_visible()]:
        room, pad, bounds = ax.get_tightbbox(), PAD * figure.dpi, ax.get_position(original=True).bounds
        left, right = ax.bbox.x0 - room.x0 + pad, figure.bbox.x1 - (room.x1 - ax.bbox.x1) - pad
        if ax.get_aspect() != "auto":  # names on a map, which are written anew, need no room beside it
            left, right = pad, figure.bbox.x1 - pad
        back.callback(ax.set_in_layout, True)
        ax.set_position([left / figure.bbox.width, bounds[1], (right - left) / figure.bbox.width, bounds[3]])
    figure.draw_without_rendering()


def _folded(text):
    return "\n".join(textwrap.fill(line, LETTERS) for line in text.split("\n"))


def _wrap(figure, back):
    """Break titles and names of axes into lines that fit, set long labels in two lines, and legends in one column."""
    suptitle = getattr(figure, "_suptitle", None)
    texts = [part for ax in figure.axes for part in (ax.title, ax._left_title, ax._right_title, ax.xaxis.label)]
    for text in [*texts, *([suptitle] if suptitle else [])]:
        back.callback(text.set_text, text.get_text())
        text.set_text(_folded(text.get_text()))
    for ax in figure.axes:
        legend = ax.get_legend()
        if legend is not None and getattr(legend, "_ncols", 1) > 1:
            back.callback(legend.set_ncols, legend._ncols)
            legend.set_ncols(1 if max(len(text.get_text()) for text in legend.get_texts()) > LABEL else 2)
        labels = [label.get_text() for label in ax.get_yticklabels()]
        if isinstance(ax.yaxis.get_major_locator(), FixedLocator) and max(map(len, labels), default=0) > LABEL:
            back.callback(ax.set_yticks, ax.get_yticks(), labels)
            ax.set_yticks(ax.get_yticks(), [textwrap.fill(label, LABEL, max_lines=2, placeholder="…") for label in labels])


def _ticks(ax, back):
    """Let an axis of dates choose its ticks anew; of labels that touch, leave every second, until none do."""
    if isinstance(ax.xaxis.get_major_locator(), mdates.AutoDateLocator):
        back.callback(ax.xaxis.set_major_formatter, ax.xaxis.get_major_formatter())
        back.callback(ax.xaxis.set_major_locator, ax.xaxis.get_major_locator())
        date_axis(ax)
        if not _touch(_labels(ax)):
            return
        ticks = ax.get_xticks()  # in axes that names leave little room, even the fewest are too many
        ax.set_xticks(ticks, [label.get_text() for label in ax.get_xticklabels()])
    labels = _labels(ax)
    while len(labels) > 1 and _touch(labels):
        for label in labels[1::2]:
            back.callback(label.set_visible, True)
            label.set_visible(False)
        labels = labels[::2]


def _labels(ax):
    ax.figure.draw_without_rendering()
    return [tick.label1 for tick in ax.xaxis.get_major_ticks() if tick.label1.get_visible() and tick.label1.get_text()]


def _touch(labels):
    boxes = sorted((label.get_window_extent() for label in labels), key=lambda box: box.x0)
    return any(one.x1 + 2 > other.x0 and one.y0 < other.y1 and other.y0 < one.y1 for one, other in pairwise(boxes))


def _below_title(ax, back):
    """Lift a title above a legend that it would lie on."""
    legend = ax.get_legend()
    if legend is None or not ax.get_title() or not legend.get_window_extent().overlaps(ax.title.get_window_extent()):
        return
    pad = (legend.get_window_extent().y1 - ax.bbox.y1) * 72 / ax.figure.dpi + 4
    back.callback(ax.set_title, ax.get_title())
    ax.set_title(ax.get_title(), pad=max(pad, 6))


def _thin(figure, back):
    """Hide labels of dots that would cover another: those that are named first stay."""
    for ax in figure.axes:
        taken, frame = [], figure.bbox
        for text in ax.texts:
            if isinstance(text, Annotation) and text.get_gid() != base.LABEL and text.get_visible() and not has_room(text, taken, frame):
                back.callback(text.set_visible, True)
                text.set_visible(False)


def canvas(figure):
    """Give a figure that no window shows what it is drawn on, and return it.

    >>> from matplotlib.figure import Figure
    >>> canvas(Figure()).canvas.get_renderer() is not None
    True
    """
    FigureCanvasAgg(figure)
    return figure
