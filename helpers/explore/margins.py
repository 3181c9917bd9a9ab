"""Where the axes of a panel's figure stand: beside their labels, each of which is measured once."""

import functools
import textwrap
from itertools import pairwise

import numpy as np
from matplotlib.layout_engine import LayoutEngine
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from helpers.explore.drawing import WIDTH, column_of

PAD = 3  # points around what belongs to one axes, as in Matplotlib's constrained layout
USUAL = 40, 36, 12, 18  # points: left, below, right and above; how many ticks there are depends on how long an axis is
KEPT, SIZES = 2000, {}  # texts, and the sizes of some
SMALL = 8  # points
ALIKE = 0.15  # of the length of axes, up to which they have the same ticks


class Margins(LayoutEngine):
    """Lay out axes in one grid, in a quarter of the time of Matplotlib's constrained layout, which measures each label eight times.

    What is measured is ticks, labels, titles, legends and annotations of the axes, and legends of the figure, which stand above all.
    """

    _adjust_compatible, _colorbar_gridspec = False, False

    def execute(self, fig):
        """Set the positions of all axes that are in a grid."""
        renderer, placed = fig.canvas.get_renderer(), [ax for ax in fig.axes if ax.get_subplotspec() is not None]
        if not placed:
            return
        for ax in placed:
            _measure_once([*ax.texts, ax.title, ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label])
        pad, point = renderer.points_to_pixels(PAD), renderer.points_to_pixels(1)
        above = sum(legend.get_window_extent(renderer).height + 2 * pad for legend in fig.legends)
        _place(fig, placed, [np.multiply(USUAL, point)] * len(placed), above)
        for _ in range(2):  # another size may have other ticks
            sizes = _lengths(placed)
            _keep_ticks(placed)
            _place(fig, placed, [_around(ax, renderer) + pad for ax in placed], above)
            if np.allclose(_lengths(placed), sizes, rtol=ALIKE):
                break
        _keep_ticks(placed)
        if column_of(fig) < WIDTH:
            self._fit(fig, placed, pad, above)

    def _fit(self, fig, axes, pad, above):
        """Make texts fit a narrow figure, and let axes without ticks have all of its width."""
        renderer, width = fig.canvas.get_renderer(), fig.bbox.width
        wrapped = [_wrapped(text, renderer, width) for ax in axes for text in _labels(ax)]
        if any(wrapped):
            _keep_ticks(axes)
            _place(fig, axes, [_around(ax, renderer) + pad for ax in axes], above)
            _keep_ticks(axes)
        for ax in axes:
            _thinned([tick.label1 for tick in ax.xaxis._update_ticks()], renderer)
            if not len(ax.get_xticks()) and not len(ax.get_yticks()) and ax.get_subplotspec().is_first_col():
                _widened(ax, pad / width, (column_of(fig) * fig.dpi - pad) / width)


def _labels(ax):
    """Return the texts of axes that may be longer than the axes."""
    return ax.xaxis.label, ax.title, ax._left_title, ax._right_title


def _wrapped(text, renderer, width):
    """Write a text in several lines where it would leave the figure, and return whether it did."""
    box = text.get_window_extent(renderer)
    if not text.get_text() or (box.x0 >= 0 and box.x1 <= width):
        return False
    at = text.get_transform().transform(text.get_position())[0]
    room = {"left": width - at, "right": at}.get(text.get_ha(), 2 * min(at, width - at))
    lines = text.get_text().split("\n")
    letters = max(int(max(map(len, lines)) * room / box.width), 12)
    text.set_text("\n".join(textwrap.fill(line, letters) for line in lines))
    return True


def _widened(ax, left, right):
    """Let axes reach from the left to the right of what is seen; small texts grow with them."""
    box = ax.get_position(original=True)  # what a shape that is fixed leaves free, too
    ax.set_position(Bbox.from_extents(left, box.y0, right, box.y1))
    beside = [text for scale in ax.child_axes for text in (scale.xaxis.label, *scale.get_xticklabels())]
    for text in (text for text in (*ax.texts, *beside) if text.get_fontsize() < SMALL):
        text.set_fontsize(min(text.get_fontsize() * (right - left) / box.width, SMALL))


def _thinned(labels, renderer):
    """Leave out each second label until none runs into the next."""
    labels = [label for label in labels if label.get_visible() and label.get_text() and not label.get_rotation()]
    boxes = [label.get_window_extent(renderer) for label in labels]
    if any(after.x0 < before.x1 + 2 for before, after in pairwise(boxes)):
        for label in labels[1::2]:
            label.set_visible(False)
        _thinned(labels[::2], renderer)


def _lengths(axes):
    """Return the sizes of those axes that have ticks."""
    return np.array([ax.bbox.size for ax in axes if ax.axison])


def _keep_ticks(axes):
    """Let each axis work out its ticks when it is next asked for them, and no more: Matplotlib asks three times to measure or draw it."""
    for axis in (axis for ax in axes for axis in (ax.xaxis, ax.yaxis)):
        if hasattr(axis, "_update_ticks"):
            axis._update_ticks = functools.cache(functools.partial(_ticks_of, axis))
        if hasattr(axis, "_get_ticklabel_bboxes"):
            axis._get_ticklabel_bboxes = _once(functools.partial(type(axis)._get_ticklabel_bboxes, axis))


def _ticks_of(axis):
    ticks = type(axis)._update_ticks(axis)
    _measure_once(tick.label1 for tick in ticks)
    return ticks


def _once(measure):
    """Return a function that measures the first time, and then knows: the labels of an axis that stays where it is, whoever asks."""
    known = []

    def measured(*given):
        if not known:
            known.append(measure(*given))
        return known[0]

    return measured


def _measure_once(texts):
    """Let texts take the size that their wording had before, in this look: it is asked for up to five times, wherever they stand."""
    for text in texts:
        if hasattr(type(text), "_get_layout") and "_get_layout" not in vars(text):
            text._get_layout = functools.partial(_size_of, text)


def _size_of(text, renderer):
    if text.get_wrap() or text.get_transform_rotates_text():  # its size rests on where it stands
        return type(text)._get_layout(text, renderer)
    turned = text.get_rotation(), text.get_rotation_mode(), text.get_ha(), text.get_va(), text._get_multialignment(), text._linespacing
    look = text.get_text(), hash(text.get_fontproperties()), renderer.dpi, text.get_parse_math(), text.get_usetex(), *turned
    if look not in SIZES:
        if len(SIZES) > KEPT:
            SIZES.clear()
        SIZES[look] = type(text)._get_layout(text, renderer)
    return SIZES[look]


def _place(fig, axes, around, above):
    """Put axes in their cells of the grid, with so much around each, in pixels, and so much above all."""
    grid, (width, height) = axes[0].get_gridspec(), fig.bbox.size
    margins = [np.zeros(n) for n in (grid.ncols, grid.nrows, grid.ncols, grid.nrows)]
    cells = [(ax.get_subplotspec().colspan, ax.get_subplotspec().rowspan) for ax in axes]
    for (columns, rows), needed in zip(cells, around, strict=True):
        for side, at, size in zip(margins, (columns.start, rows.stop - 1, columns.stop - 1, rows.start), needed, strict=True):
            side[at] = max(side[at], size)
    left, below, right, over = margins
    x = _edges(left, right, grid.get_width_ratios() or [1] * grid.ncols, width) / width
    y = 1 - (_edges(over, below, grid.get_height_ratios() or [1] * grid.nrows, height - above) + above) / height
    for ax, (columns, rows) in zip(axes, cells, strict=True):
        ends = x[columns.start, 0], y[rows.stop - 1, 1], x[columns.stop - 1, 1], y[rows.start, 0]
        ax.set_position(Bbox.from_extents(ends))


def _edges(before, after, ratios, size):
    """Return where each column, or row, begins and ends: what the margins leave of the size is divided by the ratios."""
    ratios = np.asarray(ratios, dtype=float)
    inner = ratios / ratios.sum() * max(size - before.sum() - after.sum(), 1)
    begin = np.cumsum(before) + np.cumsum(np.append(0, (inner + after)[:-1]))
    return np.column_stack([begin, begin + inner])


def _labelled(axis):
    shown = axis.get_tick_params()
    return bool(axis.get_label_text()) or any(shown.get(f"label{side}") for side in ("left", "right", "bottom", "top"))


def _around(ax, renderer):
    """Return how far what belongs to axes reaches beyond them, in pixels: to the left, below, to the right, above."""
    if not ax.get_visible():
        return np.zeros(4)
    parts = [axis.get_tightbbox(renderer, for_layout_only=True) for axis in (ax.xaxis, ax.yaxis) if ax.axison and _labelled(axis)]
    titles = [title for title in (ax.title, ax._left_title, ax._right_title) if title.get_text()]
    notes = [text for text in ax.texts if isinstance(text, Annotation)]  # other texts stand in the axes
    parts += [part.get_window_extent(renderer) for part in (*titles, *notes, *filter(None, [ax.get_legend()]))]
    parts += [scale.get_tightbbox(renderer) for scale in getattr(ax, "_colorbars", [])]  # a map's, which stands where its axes say
    frame = ax.get_window_extent(renderer)
    boxes = np.array([part.extents for part in parts if part is not None and np.isfinite(part.extents).all()]).reshape(-1, 4)
    low, high = (frame.min - boxes[:, :2]).max(axis=0, initial=0), (boxes[:, 2:] - frame.max).max(axis=0, initial=0)
    return np.array([*low, *high])
