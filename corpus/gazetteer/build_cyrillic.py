"""Make ``cyrillic.csv``: the names of places in Ukrainian and Russian, from CLDR, from ``places.csv`` and from the hand-written table.

``python3 corpus/gazetteer/build_cyrillic.py`` writes it anew. CLDR's names of countries come with the package Babel; where the
hand-written ``cyrillic_own.csv`` names a country, its names come first. Case endings are no part of the table: the finder knows them.
"""

import re
import sys
from pathlib import Path

import pandas as pd
from babel import Locale
from babel.core import get_global

HERE = Path(__file__).parent
LANGUAGES = ("uk", "ru")
CYRILLIC = re.compile("[А-Яа-яЄІЇҐєіїґЁё]")
UKRAINIAN, RUSSIAN = re.compile("[ЄІЇҐєіїґ'’]"), re.compile("[ЫЭЪЁыэъё]")
NO_NAME = re.compile(r"[(,]|^м\. |^Южный$")  # Мʼянма (Бірма); Гонконг, О.А.Р. Китаю; м. Київ; an adjective


def read(name):
    return pd.read_csv(HERE / name, dtype="str", keep_default_na=False)


def of_cldr():
    """Return the names of countries by place_id and language."""
    codes = {new[0]: old for old, new in get_global("territory_aliases").items() if len(old) == 3 and old.isalpha()}
    names = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes and not NO_NAME.search(name):
                names.setdefault((codes[code], language), []).append(name.replace("\u02bc", "'").replace("’", "'"))
    return names


def of_variants(places):
    """Return the names in Cyrillic of the kit's own places: by their letters Ukrainian, Russian, or both."""
    names = {}
    for row in places.itertuples():
        for name in filter(CYRILLIC.search, row.variants.split(";")):
            if NO_NAME.search(name):
                continue
            sure = "uk" if UKRAINIAN.search(name) or name.endswith("ська область") else "ru" if RUSSIAN.search(name) else ""
            sure = "ru" if name.endswith(("ская область", "цкая область")) else sure
            for language in [sure] if sure else LANGUAGES:
                names.setdefault((row.place_id, language), []).append(name)
    return names


def main():
    places, world, own = read("places.csv"), read("world.csv"), read("cyrillic_own.csv")
    known = [*places.place_id, *world.place_id]
    if unknown := sorted({*own.place_id} - {*known}):
        sys.exit(f"not in the gazetteer: {', '.join(unknown)}")
    own = own.set_index("place_id")
    cldr, variants = of_cldr(), of_variants(places)
    rows = []
    for place_id in dict.fromkeys(known):
        hand = own.loc[place_id].to_dict() if place_id in own.index else {}
        row, sources = {"place_id": place_id}, []
        for language in LANGUAGES:
            written = list(filter(None, hand.get(language, "").split(";")))
            others = [variants.get((place_id, language), []), cldr.get((place_id, language), [])]
            row[language] = ";".join(dict.fromkeys([*written, *others[0], *others[1]]))
            sources += ["own"] * bool(written or others[0]) + ["CLDR"] * bool(others[1])
        for column in own.columns[2:]:
            row[column] = hand.get(column, "")
        if row["uk"] or row["ru"]:
            rows.append(row | {"source": ";".join(sorted({*sources}))})
    pd.DataFrame(rows).to_csv(HERE / "cyrillic.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
