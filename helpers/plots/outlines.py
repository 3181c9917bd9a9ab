"""Outlines of countries and units: read from the gazetteer's files, the areas that maps show, and their projections."""

import functools
import json

import numpy as np

from helpers.paths import GAZETTEER

COUNTRIES = "world"
UNITS = {"UA": "Ukraine", "US": "the United States"}  # countries whose units have outlines
# West, east, south and north of the parts of the world that a map can show, the smallest first.
PARTS = {
    "Europe": (-11, 44, 34.5, 71),
    "the Middle East": (25, 64, 12, 42),
    "Africa": (-19, 52, -35, 37.5),
    "South America": (-82, -34, -56, 13),
    "North America": (-130, -60, 8, 62),
    "Asia": (45, 148, -11, 55),
}
ENOUGH = 0.8  # of what is counted lies in a part, or the whole world is drawn
# Units of a country, and their share of what is counted, from which it is their map; and their share where there are fewer.
NAMED, SHARE, OF_FEW = 5, 0.1, 1 / 3
# Drawn in a corner: the middle of their own projection, their scale, and where their middle is put, in earth radii from that of the map.
INSETS = {"US-AK": ((-152, 64), 0.32, (-0.27, -0.175)), "US-HI": ((-157.5, 20.6), 1, (-0.14, -0.2))}
FRAMES = {"UA": (22.0, 40.4, 44.2, 52.5), "US": (-119.5, -72.5, 22.5, 50)}
WEST = -169.1  # where the map of the world begins: in the Bering Strait, so that it cuts neither Russia nor Fiji
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


@functools.cache
def outlines(area):
    """Return the rings of each unit of an area by its code, in degrees, and what file they come from."""
    name = area if area in UNITS else COUNTRIES
    made = json.loads((GAZETTEER / "outlines" / f"{name}.json").read_text(encoding="utf-8"))
    steps = {code: [np.reshape(ring, (-1, 2)) for ring in rings] for code, rings in made["units"].items()}
    return {code: [ring.cumsum(axis=0) / 100 for ring in rings] for code, rings in steps.items()}, made["source"]


def map_area(table, *, place="region", value="documents"):
    """Return which area a map of these places should show.

    Parameters
    ----------
    table : DataFrame
        One row a place, with its code (ISO 3166-2, or three letters of a country) and how much of it there is.

    Returns
    -------
    str
        The code of a country whose units are named, for the one with most: a tenth of all that is counted, or a third where fewer than
        five of them are named. Else the smallest part of the world where four fifths of what is counted for countries lie, or the world.

    Examples
    --------
    >>> import pandas as pd
    >>> map_area(pd.DataFrame({"region": ["KEN", "MLI", "FRA"], "documents": [9, 5, 1]}))
    'Africa'
    """
    codes = table[place].astype("str")
    counted = table[value].fillna(0).astype(float)
    best, most = None, 0
    for country in UNITS:
        own = counted[codes.isin(outlines(country)[0].keys())]
        share = SHARE if (own > 0).sum() >= NAMED else OF_FEW
        if own.sum() > most and own.sum() >= share * counted.sum():
            best, most = country, own.sum()
    if best:
        return best
    countries = counted.groupby(codes).sum()
    countries = countries[countries.index.isin(outlines(COUNTRIES)[0].keys()) & (countries > 0)]
    for part in PARTS:
        if len(countries) and countries[[code in _in_part(part) for code in countries.index]].sum() >= ENOUGH * countries.sum():
            return part
    return COUNTRIES


@functools.cache
def _in_part(part):
    """Return the codes of the countries that reach into a part of the world."""
    west, east, south, north = PARTS[part]
    return {
        code
        for code, rings in outlines(COUNTRIES)[0].items()
        if any(((ring > (west, south)) & (ring < (east, north))).all(axis=1).any() for ring in rings)
    }


def frame_of(area):
    """Return west, east, south and north of an area, in degrees."""
    return FRAMES.get(area) or PARTS.get(area) or (WEST, WEST + 360, -58, 84)


def projected(points, area):
    """Project degrees to a plane in earth radii: Equal Earth for the world, Lambert's azimuthal one for all else; both keep areas.

    Šavrič, B., Patterson, T. and Jenny, B. (2019), The Equal Earth map projection, International Journal of Geographical Information
    Science 33(3). Snyder, J. P. (1987), Map projections: a working manual, US Geological Survey, formulas 24-2 and 24-4.

    >>> (projected(np.array([[10.9, 0], [-169.2, 0], [-169, 0]]), "world").round(2) + 0.0).tolist()
    [[0.0, 0.0], [2.71, 0.0], [-2.71, 0.0]]
    """
    if area == COUNTRIES:
        return _equal_earth(np.radians(_from_west(points, points[:, 0]) - (WEST + 180, 0)))
    west, east, south, north = frame_of(area)
    return _lambert(np.radians(points), np.radians(((west + east) / 2, (south + north) / 2)))


def shape_of(code, rings, area):
    """Return the rings of a unit as a map of the area draws them; those on the other side of the earth are left out."""
    if code not in INSETS or area != "US":
        if area == COUNTRIES:
            return [projected(_from_west(ring, ring[:, 0].mean()), area) for ring in rings]
        plane = [projected(ring, area) for ring in rings]
        return [ring for ring in plane if np.hypot(*ring.T).max() < 1.7]  # 116° from the middle
    middle, scale, at = INSETS[code]
    return [_lambert(np.radians(ring), np.radians(middle)) * scale + at for ring in rings if ring[:, 0].max() < 0]


def _from_west(points, longitude):
    """Return points as the map of the world has them from west to east, those behind its end once around the earth."""
    return points + np.column_stack([360 * (np.atleast_1d(longitude) < WEST), np.zeros(np.size(longitude))])


def _equal_earth(points):
    angle, latitude = points[:, 0], np.arcsin(np.sqrt(3) / 2 * np.sin(points[:, 1]))
    a, b, c, d = EQUAL_EARTH
    square = latitude**2
    slope = a + 3 * b * square + square**3 * (7 * c + 9 * d * square)
    x = 2 * np.sqrt(3) * angle * np.cos(latitude) / (3 * slope)
    return np.column_stack([x, latitude * (a + b * square + square**3 * (c + d * square))])


def _lambert(points, middle):
    angle, latitude = points[:, 0] - middle[0], points[:, 1]
    cosine = np.sin(middle[1]) * np.sin(latitude) + np.cos(middle[1]) * np.cos(latitude) * np.cos(angle)
    scale = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    y = np.cos(middle[1]) * np.sin(latitude) - np.sin(middle[1]) * np.cos(latitude) * np.cos(angle)
    return np.column_stack([scale * np.cos(latitude) * np.sin(angle), scale * y])
