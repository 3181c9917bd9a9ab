"""A choropleth: the units of an area in their outlines, darker for more."""

from functools import partial

import numpy as np
from matplotlib import patheffects
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.path import Path
from matplotlib.pyplot import get_cmap
from matplotlib.ticker import MaxNLocator

from helpers.plots.base import LABEL, axes_of, behind, boxes_of, describe, has_room, number, plain, relabelled
from helpers.plots.map_texts import map_words
from helpers.plots.maps import SHORT
from helpers.plots.outlines import COUNTRIES, UNITS, frame_of, map_area, outlines, projected, shape_of

SHADES = LinearSegmentedColormap.from_list("shades", get_cmap("Blues")(np.linspace(0.14, 1, 64)))  # 0 alone is white
SEA, BORDER, UNKNOWN = "#E9EEF2", "#8A8A8A", "#D0D0D0"
HALO = [patheffects.withStroke(linewidth=2, foreground="white")]
SHIFTS = ((0, 0), (0, 9), (0, -9), (14, 0), (-14, 0), (18, 10), (-18, 10), (18, -10), (-18, -10))  # of a label from its place, in points
NOTE = {"loc": "left", "fontsize": 8, "color": "#404040"}
BORDERS = "Borders as the UN General Assembly has recognised them, as far as this scale shows them."
FINE = 24  # points a side of the grid that looks for the middle of a unit


def choropleth(table, *, place="region", value="documents", name="name", unit="statements", area=None, most_labels=15, ax=None):
    """Fill the units of an area in their outlines, darker for more, and name the largest.

    Units without a row are white like those with 0, where the table has no row with 0; where it has, they are grey: not in the table.

    Parameters
    ----------
    table : DataFrame
        One row a place. A note under the map counts the rows for places that the map does not show.
    place, value, name : str
        The columns of the code (three letters of a country, or ISO 3166-2 of a unit), of what is shown, and of names.
    area : str, optional
        "UA" or "US" for the units of Ukraine or the United States, a part of the world ("Europe", "Africa", "Asia", "the Middle East",
        "North America", "South America") or "world"; the default follows from the places, by `map_area`.
    most_labels : int
        How many of the largest are to be named.

    Returns
    -------
    Axes

    Notes
    -----
    Countries after Natural Earth (public domain), Ukraine's units after MapSVG (CC BY 4.0), the states of the United States after the US
    Census Bureau; what was mended stands in `corpus/gazetteer/build_outlines.py`. Crimea and Sevastopol are Ukraine's.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"region": ["KEN", "MLI", "BRA"], "name": ["Kenya", "Mali", "Brazil"], "documents": [9, 5, 1]})
    >>> print(choropleth(table).get_xlabel().split(". ")[0])
    1 of 3 places is not drawn on this map
    """
    area = map_area(table, place=place, value=value) if area is None else area
    units, source = outlines(area)
    shapes = {code: shape_of(code, rings, area) for code, rings in units.items()}
    ours = table[table[place].isin(units.keys())]
    if (twice := ours[place].duplicated()).any():
        raise ValueError(f"{place} has {ours[place][twice].iloc[0]} twice. Remedy: make the table one row a place.")
    values = ours.set_index(place)[value].dropna().astype(float)
    ax = _ground(ax, area)
    most = values.max() if len(values) and values.max() > 0 else 1
    blank = UNKNOWN if (ours[value] == 0).any() or ours[value].isna().any() else "white"
    drawn = {code: _path(rings) for code, rings in shapes.items() if rings}
    amounts = [values.get(code) for code in drawn]
    colours = [blank if amount is None else SHADES(amount / most) if amount else "white" for amount in amounts]
    ax.add_collection(PathCollection(list(drawn.values()), facecolors=colours, edgecolors=BORDER, linewidths=0.4), autolim=False)
    _scale(ax, values, most, unit)
    seen = {code: spot for code in values.index if (spot := _middle(shapes[code], ax)) is not None}
    shown = ours[ours[place].isin(list(seen))].sort_values([value, name], ascending=[False, True], ignore_index=True)
    lost = len(table) - len(shown)
    outside = f"{lost:,} of {len(table):,} places {'is' if lost == 1 else 'are'} not drawn on this map. " * bool(lost)
    borders = BORDERS if area not in UNITS else f"Outlines: {source}."
    rows = shown.loc[shown[value] > 0, [place, name, value]][:most_labels]
    relabelled(ax, partial(_label, ax, rows, seen=seen, note=f"{outside}{{:,}} labelled.\n{borders}"))
    what = f"the units of {UNITS[area]}" if area in UNITS else f"the countries of {'the ' * (area == COUNTRIES)}{area}"
    words = map_words(shown, name=name, value=value, unit=unit, more=f"Shapes of {what}. {outside}".strip())
    x, y = np.array([seen[code] for code in shown[place]], dtype=float).reshape(-1, 2).T
    return describe(ax, words, behind(shown, name, place, value, "n", "documents", "total"), boxes=boxes_of(x, y, x, y))


def _ground(ax, area):
    """Return axes that hold the area in its projection, with the sea."""
    west, east, south, north = frame_of(area)
    along, up = np.linspace(west, east, 60), np.linspace(south, north, 60)
    edge = [np.column_stack([along, np.full(60, y)]) for y in (south, north)] + [
        np.column_stack([np.full(60, x), up]) for x in (west, east)
    ]
    x, y = projected(np.concatenate(edge), area).T
    if area not in UNITS and area != COUNTRIES:  # a fan: no corner of it is empty, what lies beside it is cut
        middle = projected(np.array([[west, (south + north) / 2], [east, (south + north) / 2]]), area)[:, 0]
        x = np.clip(x, *middle)
    ax = axes_of(ax, height=np.clip(7 * np.ptp(y) / np.ptp(x), 2.6, 7) + 0.7)
    ax.set(xlim=(x.min(), x.max()), ylim=(y.min(), y.max()), aspect="equal", xticks=[], yticks=[], facecolor=SEA)
    ax.spines[:].set_color("#CCCCCC")
    return ax


def _path(rings):
    """Return one path of several closed rings."""
    codes = [np.r_[Path.MOVETO, np.full(len(ring) - 2, Path.LINETO), Path.CLOSEPOLY] for ring in rings]
    return Path(np.concatenate(rings), np.concatenate(codes))


def _scale(ax, values, most, unit):
    bar = ax.figure.colorbar(ScalarMappable(Normalize(0, most), SHADES), ax=ax, shrink=0.6, pad=0.02, aspect=24)
    bar.locator = MaxNLocator(5, integer=bool((values % 1 == 0).all()) and most > 1)
    bar.ax.tick_params(labelsize=8)
    bar.set_label(unit, fontsize=8)
    bar.outline.set_visible(False)


def _middle(rings, ax):
    """Return the point of a unit's largest part in sight that lies farthest from its border, or None if it is out of sight."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    best, widest = None, -1
    for ring in rings:
        start = np.maximum(ring.min(axis=0), (left, low))
        end = np.minimum(ring.max(axis=0), (right, high))
        if (end < start).any() or np.prod(end - start) <= widest:
            continue
        grid = np.stack(np.meshgrid(*(np.linspace(a, b, FINE) for a, b in zip(start, end, strict=True))), axis=-1).reshape(-1, 2)
        grid = grid[Path(ring).contains_points(grid)]
        frame = np.minimum(grid - (left, low), (right, high) - grid).min(axis=1, initial=np.inf) if len(grid) else grid
        if len(grid):
            near = np.sqrt(((grid[:, None] - ring[:: max(len(ring) // 150, 1)]) ** 2).sum(axis=2)).min(axis=1)
            best, widest = grid[np.minimum(near, frame).argmax()], np.prod(end - start)
        elif best is None:
            best = (start + end) / 2
    return best


def _short(code):
    """Return the name of a unit of Ukraine as its tile has it, on one line."""
    return " ".join(SHORT.get(code, "").replace("-\n", "").split())


def _label(ax, rows, *, seen, note, size):
    """Write names and numbers on the units, the largest first, where no other label stands, and in the note how many found room."""
    ax.figure.figure.draw_without_rendering()
    frame, taken = ax.get_window_extent(), []
    look = {"ha": "center", "va": "center", "fontsize": size or 7, "gid": LABEL}
    for code, name, value in rows.itertuples(index=False):
        words = plain(_short(code) or name, 22)
        label = ax.annotate(f"{words}\n{number(value)}", seen[code], (0, 0), textcoords="offset points", **look)
        label.set_path_effects(HALO)
        for label.xyann in SHIFTS:
            if has_room(label, taken, frame):
                break
        else:
            label.remove()
    ax.set_xlabel(note.format(len(taken)), **NOTE)
