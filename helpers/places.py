"""Places: the gazetteer, and the mentions of its places in statements."""

import re
from pathlib import Path

import pandas as pd

from helpers.intervals import wilson
from helpers.spans import fold, wordlist

GAZETTEER = Path(__file__).resolve().parent.parent / "corpus" / "gazetteer" / "places.csv"
COLUMNS = ["document_id", "start", "end", "surface", "place_id", "name", "kind", "role", "region", "ambiguous"]
NEEDED = ["place_id", "name", "kind", "region", "latitude", "longitude", "variants", "demonyms", "weak_variants"]
UNITS = {"oblast", "region", "autonomous republic"}  # kinds that a head such as "regions" can turn a bare name into
HEAD = r"\b(?:regions?|oblasts?|provinces?)\b"
AFTER = re.compile(rf"\s+{HEAD}", re.IGNORECASE)  # the Donetsk and Kherson regions
INSIDE = re.compile(rf"{HEAD}$", re.IGNORECASE)  # Donetsk and Kherson oblast, where the name itself ends in the head
BEFORE = re.compile(rf"{HEAD}\s+(?:of\s+)?$", re.IGNORECASE)  # the oblasts of Donetsk and Kherson
NAME_GAP = re.compile(r"\s*(?:,\s*(?:and|or|as well as)?|\band\b|\bor\b|&)\s*")


def load_gazetteer(path=GAZETTEER):
    """Read a table of places.

    Returns
    -------
    DataFrame
        One row per place: place_id (ISO 3166-2 for first-level units, ISO 3166-1 alpha-3 for countries, else a slug),
        name, kind, region (the first-level unit or country it lies in), latitude, longitude, variants, demonyms and
        weak_variants (names that often mean something else); several names are separated by semicolons.

    Raises
    ------
    ValueError
        Listing every faulty row with its line and remedy.

    Examples
    --------
    >>> load_gazetteer().set_index("place_id").at["UA-65", "name"]
    'Kherson Oblast'
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    absent = [column for column in NEEDED if column not in table]
    if absent:
        raise ValueError(f"{path}, line 1: no column {', '.join(absent)}. Remedy: a gazetteer has the columns {', '.join(NEEDED)}.")
    faults = []
    for line, row in enumerate(table.itertuples(), start=2):
        if not row.place_id or not row.name:
            faults.append(f"line {line}: no place_id or no name. Remedy: fill in both.")
        if not all(re.fullmatch(r"-?\d+(\.\d+)?|", value) for value in (row.latitude, row.longitude)):
            faults.append(f"line {line}: {row.latitude}, {row.longitude} are no degrees. Remedy: write 46.71, or leave them empty.")
    twice = table.index[table.place_id.duplicated()] + 2
    faults += [f"line {line}: this place_id stands above already. Remedy: give the place another one." for line in twice]
    if faults:
        raise ValueError("\n  ".join([f"{len(faults)} problems in {path}", *faults]))
    return table.assign(latitude=pd.to_numeric(table.latitude), longitude=pd.to_numeric(table.longitude))


def region_mentions(documents, gazetteer=None):
    """Find the places named in statements.

    The longest name wins, and a name ends where its word ends. A bare name that an oblast shares with its city is the
    city, unless "region", "oblast" or "province" follows it or a list it stands in, or "regions of" goes before.
    Treaties, fleets and initiatives named after places (``corpus/wordlists/not_places.txt``) are left out.

    Returns
    -------
    DataFrame
        One row per place named, in text order: document_id, start, end, surface, place_id, name, kind,
        role (place or demonym), region, ambiguous (the name has other meanings that were not excluded).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Votes in the Donetsk and Kherson regions, not in Kherson."]})
    >>> region_mentions(documents).place_id.tolist()
    ['UA-14', 'UA-65', 'kherson']
    """
    gazetteer = load_gazetteer() if gazetteer is None else gazetteer
    places = gazetteer.set_index("place_id")[["name", "kind", "region"]].to_dict("index")
    names = _names(gazetteer)
    rows = []
    for document_id, text in zip(documents.document_id, documents.text, strict=True):
        folded, origin = fold(text)
        for start, end, place_id, role, ambiguous in _decide(folded, _find(folded, names), places):
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            place = places[place_id]
            region = place["region"] or None
            rows.append((document_id, start, end, text[start:end], place_id, place["name"], place["kind"], role, region, ambiguous))
    return pd.DataFrame(rows, columns=COLUMNS)


def count_places(mentions, documents, *, by="name"):
    """Count the statements that mention each place.

    Parameters
    ----------
    mentions, documents : DataFrame
        The mentions, and all the statements that were searched.
    by : str
        A column of `mentions`: name, place_id, region, kind, role …

    Returns
    -------
    DataFrame
        One row per value of `by`, from the most widely mentioned: that column, n (mentions), documents (statements with
        one), total (statements searched), share (documents / total), low, high (its 95 % Wilson interval).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["Kyiv, Ukraine", "Ukraine and Ukraine"]})
    >>> count_places(region_mentions(documents), documents)[["name", "n", "documents", "share"]].values.tolist()
    [['Ukraine', 3, 2, 1.0], ['Kyiv', 1, 1, 0.5]]
    """
    counts = mentions.groupby(by).document_id.agg(n="size", documents="nunique").reset_index().assign(total=len(documents))
    counts["share"] = counts.documents / counts.total
    counts["low"], counts["high"] = wilson(counts.share, counts.total)
    return counts.sort_values(["documents", "n", by], ascending=[False, False, True], ignore_index=True)


def _names(gazetteer):
    """Return the entries (name, [(place_id, role, weak), …]) by their first word, longest first."""
    entries = {name: [] for name in wordlist("not_places")}
    for row in gazetteer.itertuples():
        weak = set(row.weak_variants.split(";"))
        named = [row.name, *row.variants.split(";")]
        if any(name.startswith("the ") for name in named):  # else "the Dnipro" would hide "the Dnipro River"
            named += [f"the {name}" for name in named if name and not name.startswith("the ")]
        for role, column in (("place", named), ("demonym", row.demonyms.split(";"))):
            for name in filter(None, column):
                meanings = entries.setdefault(fold(name)[0], [])
                if row.place_id not in [meaning[0] for meaning in meanings]:
                    meanings.append((row.place_id, role, name in weak))
    by_first = {}
    for name in sorted(entries, key=len, reverse=True):
        by_first.setdefault(re.match(r"\w+|\W", name)[0], []).append((name, entries[name]))
    return by_first


def _find(text, names):
    """Yield (start, end, meanings) of the longest names, left to right; no meanings for what is no place."""
    free = 0
    for word in re.finditer(r"\w+", text):
        if word.start() < free or word[0] not in names:
            continue
        for name, meanings in names[word[0]]:
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not (text[end - 1].isalnum() and text[end : end + 1].isalnum()):
                yield word.start(), end, meanings
                free = end
                break


def _decide(text, found, places):
    """Choose among the meanings of each name: oblast where a head says so, else the first that is none."""
    found = list(found)
    headed = _headed(text, found)
    for i, (start, end, meanings) in enumerate(found):
        if not meanings:
            continue
        units = [m for m in meanings if places[m[0]]["kind"] in UNITS]
        others = [m for m in meanings if places[m[0]]["kind"] not in UNITS]
        place_id, role, weak = (units if i in headed and units else others or units)[0]
        decided = i in headed and bool(units)
        yield start, end, place_id, role, not decided and (weak or len(meanings) > 1)


def _headed(text, found):
    """Return the numbers of the names to which a head such as "regions" applies, alone or over a list."""
    headed = set()
    for i in range(len(found) - 1, -1, -1):
        start, end, _ = found[i]
        own = AFTER.match(text, end) or INSIDE.search(text[start:end])
        if own or (i + 1 in headed and NAME_GAP.fullmatch(text, end, found[i + 1][0])):
            headed.add(i)
    for i, (start, _, _) in enumerate(found):
        before = text[max(start - 40, 0) : start]
        listed = i and i - 1 in headed and NAME_GAP.fullmatch(text, found[i - 1][1], start)
        if BEFORE.search(before) or listed:
            headed.add(i)
    return headed
