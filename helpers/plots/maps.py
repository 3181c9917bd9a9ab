"""Maps without a map file: a tile for each first-level unit of Ukraine, and dots on longitude and latitude."""

import textwrap
from functools import partial

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from helpers.plots.base import BLUE, GREY, LABEL, Figures, axes_of, behind, boxes_of, describe, plain, relabelled
from helpers.plots.map_texts import map_words
from helpers.plots.outlines import COUNTRIES, outlines

GRID = """
.. .. 07 56 30 32 74 59 ..
.. 46 61 68 18 71 53 63 09
21 26 77 .. 05 35 12 14 ..
.. .. .. .. 51 48 65 23 ..
.. .. .. .. .. .. 43 .. ..
.. .. .. .. .. .. 40 .. ..
"""  # 51 of the 54 borders touch; not Lviv and Rivne, Vinnytsia and Chernivtsi, Vinnytsia and Kyiv oblast
NAMES = """
05 Vinnytsia, 07 Volyn, 09 Luhansk, 12 Dnipro- petrovsk, 14 Donetsk, 18 Zhytomyr, 21 Zakar- pattia, 23 Zapo- rizhzhia,
26 Ivano- Frankivsk, 30 Kyiv city, 32 Kyiv oblast, 35 Kirovohrad, 40 Sevastopol, 43 Crimea, 46 Lviv, 48 Mykolaiv, 51 Odesa,
53 Poltava, 56 Rivne, 59 Sumy, 61 Ternopil, 63 Kharkiv, 65 Kherson, 68 Khmel- nytskyi, 71 Cherkasy, 74 Chernihiv, 77 Chernivtsi
"""
NARROWER = """
05 Vinny- tsia, 09 Lu- hansk, 12 Dnipro- petrovsk, 14 Do- netsk, 18 Zhyto- myr, 23 Zapori- zhzhia, 35 Kirovo- hrad, 40 Sevas- topol,
48 Myko- laiv, 53 Pol- tava, 61 Terno- pil, 63 Khar- kiv, 65 Kher- son, 71 Cher- kasy, 74 Cherni- hiv, 77 Cherni- vtsi
"""  # where a telephone has no room for the name on one line; cut to "Chern." two would be one
SHORT, NARROW = ({f"UA-{code}": "\n".join(words) for code, *words in map(str.split, names.split(","))} for names in (NAMES, NARROWER))
CELLS = {f"UA-{code}": (x, y) for y, row in enumerate(GRID.split("\n")[1:-1]) for x, code in enumerate(row.split()) if code != ".."}
NOTE = {"loc": "left", "fontsize": 8, "color": "#404040"}
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # keeps names readable on the hatching
EDGE, SIDE = 0.02, 0.96  # of a tile: the gap to the cell's border, and its length
ALONG = "longitude on the map"
AREA = 700  # of the largest dot, in square points
WAYS = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]  # where a label may stand from its dot
# and how far off, in points, first with no line across another dot
TRIES = [(strict, off, way) for offs in ((1, 6, 12, 18, 26), (36, 48, 64, 84)) for strict in (True, False) for off in offs for way in WAYS]


def tile_map(table, *, place="place_id", value="documents", label=None, unit="statements", ax=None):
    """Draw one square for each of Ukraine's 27 first-level units, darker for more; neighbours touch, as far as a grid can.

    Units that are not in the table, or without a value, are hatched: that is not the same as 0, which is white.

    Parameters
    ----------
    table : DataFrame
        One row a place; a note under the map counts the rows for places other than the 27.
    place, value : str
        The columns of the ISO 3166-2 code and of what is shown.
    label : str, optional
        A column of names for the tiles; the default is a short name.
    unit : str
        What is counted, at the scale of colours.

    Returns
    -------
    Axes
        Each tile has the code of its unit as its gid.

    Examples
    --------
    >>> import pandas as pd
    >>> tile_map(pd.DataFrame({"place_id": ["UA-65", "RUS"], "documents": [3, 9]})).get_xlabel()
    '1 further place is not among the 27 units'
    """
    ours = table[table[place].isin(CELLS)]
    if (twice := ours[place].duplicated()).any():
        raise ValueError(f"{place} has {ours[place][twice].iloc[0]} twice. Remedy: make the table one row a place.")
    values = ours.set_index(place)[value].dropna().astype(float)
    given = {} if label is None else ours.set_index(place)[label]
    names = SHORT | {unit: textwrap.fill(str(text), 11).replace("$", r"\$") for unit, text in given.items()}
    ax = axes_of(ax, height=5.7)
    ax.set(xlim=(0, 9), ylim=(6, 0), aspect="equal", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    size = _tile_size(ax)
    scale = ScalarMappable(Normalize(0, max(values.max(), 1e-9) if len(values) else 1), "Blues")
    for code, (x, y) in CELLS.items():
        number = values.get(code)
        _tile(ax, x, y, None if number is None else scale.to_rgba(number) if number else (1, 1, 1, 1)).set_gid(code)
    relabelled(ax, partial(_tile_texts, ax, names, values))
    if len(values) < len(CELLS):
        _tile(ax, 0.3, 3.9, None, side=0.4)
        ax.text(0.85, 4.12, "not in the table", va="center", fontsize=size)
    bar = ax.figure.colorbar(scale, cax=ax.inset_axes([0.3 / 9, 0.17, 3.4 / 9, 0.04]), orientation="horizontal")
    whole = (values % 1 == 0).all() and len(values) and values.max() > 0
    bar.locator, bar.formatter = MaxNLocator(4, integer=whole), Figures()
    bar.ax.tick_params(labelsize=size)
    bar.set_label(unit, fontsize=size)
    n = len(table) - len(ours)
    ax.set_xlabel(f"{n:,} further {'place is' if n == 1 else 'places are'} not among the 27 units" * bool(n), **NOTE)
    label = label or "name"
    shown = ours if label in ours else ours.assign(name=[" ".join(SHORT[code].replace("-\n", "").split()) for code in ours[place]])
    shown = shown.sort_values(place, key=lambda codes: codes.map(list(CELLS).index), ignore_index=True)
    x, y = np.array([CELLS[code] for code in shown[place]], dtype=float).reshape(-1, 2).T + EDGE
    without = f", {27 - len(values)} of them without a number" * (len(values) < 27)
    beside = f"; {n:,} further {'place is' if n == 1 else 'places are'} not among them" * bool(n)
    words = map_words(shown, name=label, value=value, unit=unit, more=f"Tiles of Ukraine's 27 units{without}{beside}.")
    return describe(ax, words, behind(shown, label, place, value, "n", "documents", "total"), boxes=boxes_of(x, y, x + SIDE, y + SIDE))


def dot_map(table, *, value="documents", name="name", unit="statements", extent=None, most_labels=25, ax=None):
    """Draw a dot for each place on longitude and latitude, its area in proportion to the value, and name the largest.

    Labels keep off one another and the dots, at the size the figure has now: give the axes their title before. A note counts
    the labels that found no room, and the rows that are not drawn.

    Parameters
    ----------
    table : DataFrame
        One row a place, with the columns longitude, latitude, `value` and `name`.
    extent : tuple of float, optional
        West, east, south and north in degrees; the default holds all the places, across 180° where that
        is nearer; an east beyond 180 goes on there.
    most_labels : int
        How many of the largest are to be named.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["Kyiv", "the Hague"], "longitude": [30.5, None], "latitude": [50.5, None], "documents": [3, 1]})
    >>> print(dot_map(table).get_xlabel())
    1 of 2 places drawn; not drawn: 1 without coordinates
    1 labelled
    """
    located = table.dropna(subset=["longitude", "latitude"])
    located = located.assign(**{ALONG: _across(located.longitude.astype(float), extent)})
    spans = [(at.min(), at.max(), max(0.07 * np.ptp(at), 0.5)) for at in (located[ALONG], located.latitude) if len(at)]
    around = [end for low, high, margin in spans for end in (low - margin, high + margin)]
    west, east, south, north = extent or around or (22, 40.5, 44, 52.5)  # Ukraine
    inside = located[located[ALONG].between(west, east) & located.latitude.between(south, north)]
    shown = inside[inside[value] > 0].sort_values([value, name], ascending=[False, True], ignore_index=True)
    narrow = max(np.cos(np.radians((south + north) / 2)), 0.1)
    ax = axes_of(ax, height=np.clip(6.5 * (north - south) / (east - west) / narrow, 2, 8) + 0.9)
    ax.set(xlim=(west, east), ylim=(south, north), aspect=1 / narrow)
    for axis, ends in ((ax.xaxis, "WE"), (ax.yaxis, "SN")):
        axis.set_major_locator(MaxNLocator(7, steps=[1, 2, 3, 5, 10]))
        axis.set_major_formatter(lambda degrees, _, ends=ends: _degrees(degrees, ends))
    ax.grid(color="#E4E4E4", linewidth=0.6)
    ax.tick_params(length=0, labelsize=8, labelcolor="#404040")
    ax.spines[:].set_color("#CCCCCC")
    style = {"facecolor": BLUE, "alpha": 0.6, "edgecolor": "black", "linewidth": 0.5}
    areas = AREA * shown[value].astype(float) / shown[value].max()
    ax.scatter(shown[ALONG], shown.latitude, s=areas, clip_on=False, zorder=2, **style)
    _coasts(ax, west, east, south, north)
    if len(shown):
        keys = {shown[value].max(), shown[value].min(), shown[value].iloc[(areas - AREA / 4).abs().argmin()]}
        handles = [ax.scatter([], [], s=AREA * key / max(keys), label=_number(key), **style) for key in sorted(keys, reverse=True)]
        style = {"fontsize": 8, "title_fontsize": 8, "frameon": False, "labelspacing": 1.5, "handletextpad": 1.2}
        ax.legend(handles=handles, title=unit, loc="upper left", bbox_to_anchor=(1, 1), **style)
    steps = {"without coordinates": (table, located), "outside the map": (located, inside), "with 0 or no value": (inside, shown)}
    left_out = ", ".join(f"{n:,} {reason}" for reason, (before, after) in steps.items() if (n := len(before) - len(after)))
    note = f"{len(shown):,} of {len(table):,} places drawn{'; not drawn: ' if left_out else ''}{left_out}\n"
    ax.set_xlabel(note, **NOTE)  # of two lines now already, since the labels depend on the layout
    circles = shown[[ALONG, "latitude"]].to_numpy(float), np.sqrt(areas) / 2
    relabelled(ax, partial(_name_dots, ax, shown[:most_labels][name], circles=circles, note=note))
    corners = " to ".join(f"{_degrees(x, 'WE')} {_degrees(y, 'SN')}" for x, y in ((west, south), (east, north)))
    hidden = f"; {len(shown):,} drawn of {len(table):,} places" * (len(shown) < len(table))
    words = map_words(shown, name=name, value=value, unit=unit, more=f"Dots from {corners}{hidden}.")
    x, y = shown[[ALONG, "latitude"]].to_numpy(dtype=float).T
    return describe(ax, words, behind(shown, name, value, "n", "documents", "longitude", "latitude"), boxes=boxes_of(x, y, x, y))


def _across(longitude, extent):
    """Return longitudes that go on beyond 180°, where the map does."""
    if extent:
        return longitude + 360 * ((longitude < extent[0]) & (extent[1] > 180))
    beyond = longitude % 360
    return beyond if len(longitude) and np.ptp(beyond) < np.ptp(longitude) else longitude


def _coasts(ax, west, east, south, north):
    """Draw the outlines of the countries that lie in the frame behind the dots."""
    rings = [ring for rings in outlines(COUNTRIES)[0].values() for ring in rings]
    rings += [ring + np.array([360, 0]) for ring in rings] if east > 180 else []
    near = [ring for ring in rings if (ring.max(axis=0) > (west, south)).all() and (ring.min(axis=0) < (east, north)).all()]
    ax.add_collection(PolyCollection(near, facecolors="none", edgecolors="#C0C0C0", linewidths=0.5, zorder=1), autolim=False)


def _number(value):
    return f"{value:,.0f}" if value == round(value) or value >= 100 else f"{value:.2g}"


def _degrees(degrees, ends):
    degrees = degrees - 360 if degrees > 180 else degrees
    return f"{abs(degrees):.3g}°{ends[int(degrees > 0)] if degrees else ''}"


def _tile_size(ax):
    return np.clip(ax.get_window_extent().width * 72 / ax.figure.dpi / 57, 3, 8)


def _tile_texts(ax, names, values, *, size):
    """Write name and number on each tile, in a size that fits; names are cut where another size is asked for."""
    letters = int(ax.get_window_extent().width * 72 / ax.figure.dpi / 9 / (0.6 * size)) if size else None
    size = size or _tile_size(ax)
    for tile in [patch for patch in ax.patches if patch.get_gid() in CELLS]:
        code, (x, y) = tile.get_gid(), CELLS[tile.get_gid()]
        ink = "black" if np.array(tile.get_facecolor()[:3]) ** 2.2 @ (0.2126, 0.7152, 0.0722) > 0.179 else "white"  # after WCAG
        look = {"ha": "center", "va": "center", "color": ink, "gid": LABEL}
        name, number = names[code], values.get(code)
        name = _narrow(name, code, letters) if letters else name
        low = 0.04 * ("\n" in name)
        ax.text(x + 0.5, y + 0.34 - low, name, fontsize=size, bbox=PLATE if number is None else None, **look)
        if number is not None:
            ax.text(x + 0.5, y + 0.76 + low, _number(number), fontsize=1.2 * size, weight="bold", **look)


def _narrow(name, code, letters):
    """Return a name on lines of so many letters: one of the kit's in two parts, another one cut."""
    if max(map(len, name.split("\n"))) <= letters:
        return name
    if name != SHORT[code]:
        return f"{' '.join(name.replace('-' + chr(10), '').split())[: letters - 1]}."
    lines = NARROW.get(code, name).split("\n")
    return "\n".join(line if len(line.rstrip("-")) <= letters else f"{line[: letters - 1]}." for line in lines)


def _tile(ax, x, y, colour, side=SIDE):
    look = {"facecolor": "white", "edgecolor": "#C8C8C8", "hatch": "////"} if colour is None else {"facecolor": colour, "edgecolor": GREY}
    return ax.add_patch(Rectangle((x + EDGE, y + EDGE), side, side, linewidth=0.6, **look))


def _name_dots(ax, names, *, circles, note, size):
    """Name dots, and add to the note how many of the names found room."""
    labelled = _label(ax, names, *circles, size=size or 8)
    lost = f"; {len(names) - labelled:,} more of the largest found no room for a label" if labelled < len(names) else ""
    ax.set_xlabel(f"{note}{labelled:,} labelled{lost}", **NOTE)


def _label(ax, names, dots, radii, *, size):
    """Write the names, from the largest, beside their dots or further off with a line, and return how many found room."""
    ax.figure.figure.draw_without_rendering()
    point, frame = ax.figure.dpi / 72, ax.get_window_extent()
    taken = np.column_stack([ax.transData.transform(dots.reshape(-1, 2)), radii * point])  # circles: the dots, then points of the lines
    boxes = np.empty((0, 4))
    look = {"textcoords": "offset points", "ha": "center", "va": "center", "fontsize": size, "zorder": 4, "gid": LABEL}
    for row, text in enumerate(names):
        spot, radius, others = taken[row, :2], taken[row, 2], np.delete(taken[: len(dots)], row, axis=0)
        label = ax.annotate(plain(text), dots[row], (0, 0), **look)
        half = label.get_window_extent().size / 2 + point
        for strict, off, way in TRIES:
            away = np.array(way) * (radius * (0.75 if all(way) else 1) + off * point + half)
            low, high = spot + away - half, spot + away + half
            line = spot + np.outer(np.linspace(0, 1, 40 if off > 1 else 0), np.clip((0, 0), away - half, away + half))
            line = line[np.hypot(*(line - spot).T) > radius]
            gaps = np.hypot(*(np.clip(taken[:, :2], low, high) - taken[:, :2]).T) - taken[:, 2]
            doubtful = np.delete(gaps[: len(dots)], row) < gaps[row] + 0.5 * point if off == 1 else np.array(False)
            across = np.hypot(*(line[:, None] - others[:, :2]).T) < others[:, 2:] * strict
            crossing = np.hypot(*(line[:, None] - taken[len(dots) :, :2]).T) < 2 * point
            over = (boxes[:, :2] < high).all(axis=1) & (boxes[:, 2:] > low).all(axis=1)
            struck = ((line[:, None] > boxes[:, :2]) & (line[:, None] < boxes[:, 2:])).all(axis=2)
            if not any(fault.any() for fault in (gaps < 0, doubtful, across, crossing, over, struck, low < frame.min, high > frame.max)):
                break
        else:
            label.remove()
            continue
        label.xyann = away / point
        ax.plot(
            *ax.transData.inverted().transform(line)[[0, -1] if len(line) else []].T, color="#404040", linewidth=0.5, zorder=3, gid=LABEL
        )
        boxes = np.vstack([boxes, [*low, *high]])
        taken = np.vstack([taken, np.column_stack([line, np.full(len(line), point)])])
    return len(boxes)
