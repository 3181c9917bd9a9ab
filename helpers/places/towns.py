"""Smaller towns and counties: looked up where the form of a text shows a place, or where it names the region of a city's namesake."""

import functools
import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from helpers.paths import GAZETTEER
from helpers.places.known import CITIES
from helpers.places.names import Meaning

FILE = GAZETTEER / "towns.csv"
COUNTY = (" County", " Parish")
CAPITALS_LEAD = 2  # how many more names of its region the namesake of a capital needs: Paris is in France, most of the time


def read_towns():
    """Return the towns and counties of ``corpus/gazetteer/towns.csv`` as rows of a gazetteer, the larger first.

    Returns
    -------
    DataFrame
        One row per town: place_id, name, kind (town or county), region, latitude, longitude, variants, demonyms, weak_variants (empty).

    Examples
    --------
    >>> towns = read_towns().set_index("place_id")
    >>> towns.at["edmonton-us-ky", "name"]
    'Edmonton'
    """
    table = _columns_of(FILE, FILE.stat().st_mtime_ns)
    kind = pc.if_else(pc.or_(*(pc.ends_with(table["name"], end) for end in COUNTY)), "county", "town")
    table = table.add_column(0, "place_id", _ids(table["name"], table["region"])).add_column(2, "kind", kind).to_pandas()
    return table.assign(variants="", demonyms="", weak_variants="")


@functools.lru_cache(1)
def _columns_of(path, _changed):
    """Read the file once, until it changes; by Arrow's columns, as it has many lines."""
    return csv.read_csv(path, read_options=csv.ReadOptions(use_threads=False))  # threads take longer to begin


def _ids(names, regions):
    plain = pc.utf8_trim(pc.replace_substring_regex(pc.utf8_lower(names), r"[^\pL\pN_]+", "-"), "-")
    return pc.binary_join_element_wise(plain, pc.utf8_lower(regions), "-")


def slug(name):
    """Return a name as an id has it.

    Examples
    --------
    >>> slug("St. John's")
    'st-john-s'
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


class Towns(dict):
    """name -> [(place_id, region, kind), …] of towns, in their order; made for each name when it is first asked for.

    Parameters
    ----------
    names : pyarrow.Array
    about : function
        Of a row's number: its place_id, region and kind.

    Examples
    --------
    >>> own_towns()[0]["Nenagh"]
    [('nenagh-irl', 'IRL', 'town')]
    """

    def __init__(self, names, about):
        names = names.dictionary_encode()
        super().__init__(zip(names.dictionary.to_numpy(zero_copy_only=False).tolist(), range(len(names.dictionary)), strict=True))
        number = names.indices.to_numpy()
        self.about, self.rows = about, np.argsort(number, kind="stable")
        self.bounds = np.append(0, np.cumsum(np.bincount(number, minlength=len(names.dictionary))))

    def __getitem__(self, name):
        towns = super().__getitem__(name)
        if type(towns) is int:
            towns = self[name] = [self.about(row) for row in self.rows[slice(*self.bounds[towns : towns + 2])].tolist()]
        return towns

    def get(self, name, default=None):
        return self[name] if name in self else default  # noqa: SIM401 (what would this call?)


def towns_by_name(gazetteer):
    """Return the `Towns` of the rows of a gazetteer that are found by their form, their names and their regions."""
    names, *about = (gazetteer[column].tolist() for column in ("name", "place_id", "region", "kind"))
    names, regions = (pa.array(values, type=pa.string(), from_pandas=True) for values in (names, about[1]))
    return Towns(names, list(zip(*about, strict=True)).__getitem__), names, regions


def own_towns():
    """Return the same of ``corpus/gazetteer/towns.csv``; ids are made for those towns alone that are asked for."""
    names, regions = (_columns_of(FILE, FILE.stat().st_mtime_ns)[column].combine_chunks() for column in ("name", "region"))

    def about(row):
        name, region = names[row].as_py(), regions[row].as_py()
        place_id = f"{slug(name)}-{region.lower()}" if name.isascii() else _ids(names.slice(row, 1), regions.slice(row, 1))[0].as_py()
        return place_id, region, "county" if name.endswith(COUNTY) else "town"

    return Towns(names, about), names, regions


def regions_after(text, found, i, places):
    """Return the regions that the name after a comma says a place lies in: *Paris, Texas*, *Bantam, Conn.*"""
    end = found[i].end
    if not text.startswith(",", end) or i + 1 == len(found) or not text[end + 1 : found[i + 1].start].isspace():
        return frozenset()
    meanings = found[i + 1].meanings
    return frozenset(key for meaning in meanings for key in (meaning.place_id, places[meaning.place_id]["region"]) if key)


def town_of(name, regions, sure, towns):
    """Return the town or county that a name means, and whether others could be meant; None where none is known.

    Parameters
    ----------
    name : str
    regions : collection of str
        Where the text says that it lies, if it does.
    sure : Counter
        How often the text names each region without doubt.
    towns : dict
        From `towns_by_name`.

    Returns
    -------
    tuple or None
        place_id, region, kind, ambiguous. Of several, the one whose region the text names most; failing that, the largest.

    Examples
    --------
    >>> town_of("Glasgow", {"US-KY"}, {}, {"Glasgow": [("glasgow-us-mt", "US-MT", "town"), ("glasgow-us-ky", "US-KY", "town")]})
    ('glasgow-us-ky', 'US-KY', 'town', False)
    """
    known = towns.get(name) or towns.get(name.title() if name.isupper() else name.removeprefix("The "), ())
    if regions:
        known = [town for town in known if town[1] in regions or _country(town[1]) in regions]
    if not known:
        return None
    support = [sure.get(town[1], 0) * 2 + sure.get(_country(town[1]), 0) for town in known]
    best = max(support)
    return (*known[support.index(best)], not regions and support.count(best) > 1)


def _country(region):
    return (
        {"US": "USA", "CA": "CAN", "GB": "GBR", "AU": "AUS", "IN": "IND", "DE": "DEU"}.get(region[:2], region) if "-" in region else region
    )


def namesake(name, place, sure, towns, *, counts=lambda: ({}, {})):
    """Return the smaller town that a city's name means in a text that names its region, and not the city's: *Glasgow* beside *Kentucky*.

    `sure` is how often the text names each region without doubt; `counts` tells how often it does so perhaps, and how often each name
    stands in it, and so speaks for the city.

    Examples
    --------
    >>> towns = {"Glasgow": [("glasgow-us-ky", "US-KY", "town")]}
    >>> namesake("Glasgow", {"kind": "city", "region": "GB-SCT", "seat": False}, {"US-KY": 1}, towns)
    ('glasgow-us-ky', 'US-KY', 'town', False)
    """
    if place["kind"] not in CITIES or name not in towns:
        return None
    best = max(towns[name], key=lambda town: sure.get(town[1], 0))
    if "-" not in best[1] or not sure.get(best[1], 0):
        return None
    perhaps, times = counts()
    own = max(perhaps.get(place["region"], 0) - times.get(name, 0), 0)
    own += sure.get(_country(place["region"]), 0) if "-" in place["region"] else 0
    lead = CAPITALS_LEAD if place["seat"] else 0
    return (*best[:3], False) if sure[best[1]] > own + lead else None


def senses(named):
    """Return the sense that most of a text's explicit names give: *Paris, Texas* once is Paris, Texas throughout the text.

    Examples
    --------
    >>> senses([("Paris", ("paris-us-tx", "US-TX", "town", False))])
    {'Paris': ('paris-us-tx', 'US-TX', 'town', False)}
    """
    counts = {}
    for name, sense in named:
        counts.setdefault(name, Counter())[sense] += 1
    return {name: count.most_common(1)[0][0] for name, count in counts.items()}


def meaning_of(town, places):
    """Return the meaning of a town, which is entered among the places; one that no list has counts as other names do that none has."""
    place_id, region, kind, _ = town
    counted = kind != "unlisted" or places[""]["counted"]
    places.setdefault(place_id, {"name": "", "kind": kind, "region": region, "seat": False, "counted": counted})
    return Meaning(place_id, "place")


def regions_named(found, places):
    """Return the regions, and their countries, of the names that have one strong meaning.

    Examples
    --------
    >>> from helpers.places.known import Places
    >>> from helpers.places.names import Found
    >>> places = Places({"US-TX": {"kind": "state", "region": "US-TX", "seat": False}})
    >>> sorted(regions_named([Found(0, 7, (Meaning("US-TX", "place"),))], places))
    ['US', 'US-TX']
    """
    return {region for _, _, meanings in found for region in places.known[meanings].sure}
