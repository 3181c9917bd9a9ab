"""Make outlines/world.json, UA.json and US.json: the shapes that maps fill, by the codes of the gazetteer; and country_codes.csv.

    npm pack world-atlas@2.0.2 us-atlas@3.0.1 @svg-maps/ukraine@2.0.0    # each unpacked into a folder of the name before the @
    pip install shapely svgelements pycountry; python3 corpus/gazetteer/build_outlines.py FOLDER

From world-atlas (Natural Earth 4.1, 1:50 million, public domain), us-atlas (US Census Bureau, public domain) and @svg-maps/ukraine
(MapSVG, CC BY 4.0). Natural Earth draws who holds a land; here borders are those that the United Nations' General Assembly has
recognised, as far as this scale shows them:

- Crimea and Sevastopol are Ukraine's (resolution 68/262), Somaliland Somalia's, the north of Cyprus Cyprus's;
- Western Sahara begins at 27°40' N, its border by treaty, where Natural Earth draws the berm;
- the Golan is Syria's (Security Council, resolution 497); its border with Israel is here the Jordan and the lake's eastern shore, to the
  nearest twentieth of a degree.

Kosovo, Taiwan, Palestine and Western Sahara have shapes of their own because the gazetteer counts them apart, as ISO 3166 and GeoNames
do; that is no view of their status. The map of Ukraine is in Mercator's projection without a scale of its own: it is laid on the
country's outline, from which it differs by 2 % of the area. It leaves Sevastopol out: the city is here what the country's outline has
beyond that map's Crimea, in the corner where the city lies.

Of each file: `source`, and `units`, a list of rings for each code, counter-clockwise, holes clockwise: whole numbers of 0.01°, longitude
and latitude in turn, the first pair as it is and each other as the step from the one before.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pycountry
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box
from svgelements import Path as SvgPath

HERE = Path(__file__).resolve().parent
STEP = 0.01  # degrees
SIMPLER = {"world": 0.03, "US": 0.03, "UA": 0.008}  # degrees; a map of 8 inches shows no less
SEVASTOPOL = (33.3, 44.3, 33.95, 44.86)  # west, south, east, north of where it lies
GOLAN = [(35.62, 33.40), (35.63, 33.10), (35.62, 32.97), (35.66, 32.85), (35.66, 32.66), (36.1, 32.6), (36.1, 33.40)]
WITHOUT_CODE = {"Somaliland": "SOM", "N. Cyprus": "CYP", "Kosovo": "XKX", "Siachen Glacier": "IND", "Indian Ocean Ter.": None}
UKRAINE = {
    "cherkasy": 71, "chernihiv": 74, "chernivtsi": 77, "crimea": 43, "dnipropetrovsk": 12, "donetsk": 14, "ivano-frankivsk": 26,
    "kharkiv": 63, "kherson": 65, "khmelnytskyi": 68, "kirovohrad": 35, "kyiv": 32, "kyiv-city": 30, "luhansk": 9, "lviv": 46,
    "mykolaiv": 48, "odessa": 51, "poltava": 53, "rivne": 56, "sumy": 59, "ternopil": 61, "vinnytsia": 5, "volyn": 7,
    "zakarpattia": 21, "zaporizhia": 23, "zhytomyr": 18,
}  # fmt: skip
SOURCES = {
    "world": "Natural Earth 4.1 (world-atlas 2.0.2), public domain, borders mended",
    "UA": "@svg-maps/ukraine 2.0.0 by MapSVG, CC BY 4.0, Sevastopol added",
    "US": "US Census Bureau (us-atlas 3.0.1), public domain",
}


def shapes_of(path, name):
    """Return the shapes of a TopoJSON file as (id, name, shape)."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, offset = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + offset for arc in topology["arcs"]]

    def ring(numbers):
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
        points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        return np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])  # goes on past 180°, to be cut there

    for geometry in topology["objects"][name]["geometries"]:
        several = geometry.get("arcs", []) if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shape = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in (list(map(ring, one)) for one in several) if len(rings[0]) > 3])
        yield geometry.get("id"), geometry["properties"]["name"], shapely.unary_union([_within(shape, turn) for turn in (-360, 0, 360)])


def _within(shape, turn):
    """Return what of a shape lies between 180° west and east once it is turned by so many degrees."""
    shape = shapely.transform(shapely.make_valid(shape), lambda points: points + np.array([turn, 0]))
    return shape.intersection(box(-180, -90, 180, 90))


def world(folder):
    """Return the countries by code, with their borders mended."""
    parts = {}
    for number, name, shape in shapes_of(folder / "world-atlas" / "countries-50m.json", "countries"):
        country = pycountry.countries.get(numeric=number) if number else None
        code = country.alpha_3 if country else WITHOUT_CODE[name]
        if code and code != "ATA":  # a ring around the pole is no ring on a plane
            parts.setdefault(code, []).append(shape)
    shapes = {code: shapely.unary_union(several) for code, several in parts.items()}
    russia = shapely.get_parts(shapes["RUS"])
    crimea = next(part for part in russia if part.contains(Point(34.1, 44.95)))
    move(shapes, crimea, "RUS", "UKR")
    move(shapes, box(-20, 20, -8.66, 27 + 2 / 3), "MAR", "ESH")
    move(shapes, Polygon(GOLAN), "ISR", "SYR")
    return shapes


def move(shapes, land, of, to):
    """Move what lies on a land from one country to another."""
    shapes[to] = shapely.unary_union([shapes[to], shapes[of].intersection(land)])
    shapes[of] = shapes[of].difference(land)


def mercator(latitude):
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)))


def ukraine(folder, outline):
    """Return Ukraine's units by code, laid on the outline of the country."""
    svg = (folder / "@svg-maps" / "ukraine" / "ukraine.svg").read_text(encoding="utf-8")
    units = {}
    for tag in re.findall(r"<path\b[^>]*>", svg):
        drawn, name = (re.search(rf'\b{key}="([^"]+)', tag)[1] for key in ("d", "id"))
        rings = [[(part.end.x, part.end.y) for part in SvgPath(one) if part.end is not None] for one in SvgPath(drawn).as_subpaths()]
        units[f"UA-{UKRAINE[name]:02d}"] = shapely.make_valid(MultiPolygon([Polygon(ring) for ring in rings if len(ring) > 3]))
    left, top, right, bottom = shapely.unary_union(list(units.values())).bounds
    west, south, east, north = outline.bounds
    high, low = mercator(north), mercator(south)

    def laid(points):
        y = high - (points[:, 1] - top) * (high - low) / (bottom - top)
        latitude = np.degrees(2 * np.arctan(np.exp(np.radians(y))) - np.pi / 2)
        return np.column_stack([west + (points[:, 0] - left) * (east - west) / (right - left), latitude])

    units = {code: shapely.transform(shape, laid) for code, shape in units.items()}
    city = outline.intersection(box(*SEVASTOPOL)).difference(units["UA-43"])
    print(f"Sevastopol: {city.area * 111.32 * 111.13 * np.cos(np.radians(44.6)):.0f} km², officially 864")
    return units | {"UA-40": city}


def states(folder):
    """Return the states of the United States by code."""
    of_name = {unit.name: unit.code for unit in pycountry.subdivisions.get(country_code="US")}
    found = {of_name.get(name): shape for _, name, shape in shapes_of(folder / "us-atlas" / "states-10m.json", "states")}
    return {code: shape for code, shape in found.items() if code and code[3:] not in {"AS", "GU", "MP", "PR", "UM", "VI"}}


def rings_of(shape):
    """Return the rings of a shape as steps in whole hundredths of a degree."""
    for part in shapely.get_parts(shapely.orient_polygons(shape)):
        for ring in (part.exterior, *part.interiors):
            points = np.round(np.asarray(ring.coords) / STEP).astype(int)
            points = points[np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))]
            if len(points) > 3:
                yield np.concatenate([points[:1], np.diff(points, axis=0)]).ravel().tolist()


def areas_alone(shape):
    """Return a shape on a fine grid, without the points and lines that cutting leaves."""
    shape = shapely.set_precision(shape, STEP / 10)
    return MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def write(name, shapes):
    codes = sorted(shapes)
    simple = shapely.coverage_simplify([areas_alone(shapes[code]) for code in codes], SIMPLER[name])
    units = {code: list(rings_of(shape)) for code, shape in zip(codes, simple, strict=True)}
    lines = ",\n".join(f"{json.dumps(code)}: {json.dumps(rings, separators=(',', ':'))}" for code, rings in units.items() if rings)
    path = HERE / "outlines" / f"{name}.json"
    path.write_text(f'{{"source": {json.dumps(SOURCES[name])},\n"units": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{path.name}: {len(units)} units, {path.stat().st_size / 1000:.0f} kB")


def write_codes():
    rows = [*sorted((country.alpha_2, country.alpha_3) for country in pycountry.countries), ("XK", "XKX")]
    (HERE / "country_codes.csv").write_text("\n".join(["alpha_2,alpha_3", *map(",".join, rows), ""]), encoding="utf-8")


if __name__ == "__main__":
    write_codes()
    folder = Path(sys.argv[1])
    countries = world(folder)
    write("world", countries)
    write("UA", ukraine(folder, countries["UKR"]))
    write("US", states(folder))
