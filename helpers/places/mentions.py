"""Places: the gazetteer, and the mentions of its places in statements."""

import functools
import warnings
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from helpers.bulk.progress import rows_of, uncollected
from helpers.frames.doors import require_documents
from helpers.frames.fingerprints import fingerprint_of
from helpers.languages import languages_of, with_warning
from helpers.paths import BESIDE, CORPUS, GAZETTEER, places_beside
from helpers.places.capitals import Page, keys_of, keys_of_towns, marked
from helpers.places.case import Lists
from helpers.places.cyrillic import LANGUAGES as CYRILLIC
from helpers.places.cyrillic import rows_by_language, rows_of_text
from helpers.places.decisions import decide
from helpers.places.gazetteer_file import DEGREES, read_places
from helpers.places.known import Places
from helpers.places.marks import ACTS, ALL, NONE
from helpers.places.metonyms import acts
from helpers.places.names import find_names, name_index, spelled
from helpers.places.rules import RULES, SILENT
from helpers.places.signs import beside, signs
from helpers.places.sure import is_sure
from helpers.places.towns import own_towns, read_towns, regions_named, slug, towns_by_name
from helpers.places.unlisted import unlisted as forms
from helpers.spans import normalize

COLUMNS = ["document_id", "start", "end", "surface", "place_id", "name", "kind", "role", "region", "ambiguous", "other", "rule"]
COLUMNS += ["acts", "sure"]
FLAGS = ["ambiguous", "acts", "sure"]
TEXTS = ["surface", "place_id", "name", "kind", "role", "region", "other", "rule"]
UNLISTED = {"name": "", "kind": "unlisted", "region": "", "seat": False, "counted": False}
SEATS = {"capital", "seat of government"}
_ready = {}


def load_gazetteer(path=None, *, world=True, beside=CORPUS):
    """Read a table of places.

    Parameters
    ----------
    path : path-like, optional
        A CSV file with the columns below; macro_regions and note may be left out. Names are looked for that begin with a capital
        letter or a digit. The default is the kit's own: all countries, their first-level units, capitals and larger cities, seas and
        regions, bodies of states. To add to it, concatenate: ``pd.concat([load_gazetteer(), load_gazetteer("mine.csv")])``.
    world : bool
        Without it, of the kit's own only what lies in ``places.csv`` and ``statements.csv``, countries and capitals are counted; the
        others are known, so that *Odessa, Texas* is not taken for Odesa.
    beside : path-like, optional
        A corpus, whose own places are in the table too, if it has a file of them: ``gazetteer/NAME.csv`` beside the folder or file NAME.
        The bundled corpus has one, with the towns and plants of Ukraine. By default it is the corpus that the notebooks work on;
        None is the world alone.

    Returns
    -------
    DataFrame
        One row per place: place_id (ISO 3166-2 for first-level units, ISO 3166-1 alpha-3 for countries, else a slug),
        name, kind, region (the first-level unit or country it lies in), latitude, longitude (of a country or unit a point in its
        midst: the one that GeoNames has, or the middle of its cities), variants, demonyms and
        weak_variants (those of the names that often mean something else, so that they need context); several names are
        separated by semicolons. counted: whether its mentions are reported; by_form: whether it is looked up only where the form
        of a text shows a place, as small towns and counties are.

    Raises
    ------
    ValueError
        Naming the file and what is wrong with it, each fault with its line and remedy.

    Examples
    --------
    >>> load_gazetteer().set_index("place_id").at["UA-65", "name"]
    'Kherson Oblast'
    """
    if path is not None:
        table = read_places(Path(path))
        return table.assign(**{name: "" for name in ("note", "macro_regions") if name not in table}, counted=True)
    return _with_own(places_beside(beside) if beside else None, world=world)


def _with_own(path, *, world=True):
    """Return the places of the world, and before all but the nearest those of a corpus, from its file."""
    columns = _columns(path, world=world).items()
    return pd.DataFrame({name: column if isinstance(column, np.ndarray) else pd.array(column, dtype="str") for name, column in columns})


def _columns(path, *, world=True):
    files = (GAZETTEER / name for name in ("places.csv", "world.csv", "towns.csv", path) if name is not None)
    return _joined(path, world, tuple(file.stat().st_mtime_ns for file in files))


@functools.lru_cache(2)
def _joined(path, world, _changed):
    """Return the columns of this table as no change of a table made of them changes them: texts are Arrow's, numbers will be copied."""
    tables = [_without_towns(path, world=world), read_towns().assign(counted=world, by_form=True)]
    table = pd.concat(tables, ignore_index=True).fillna({"note": "", "macro_regions": "", "population": "", "source": ""})
    return {name: _texts(column) if column.dtype == "str" else column.to_numpy(copy=True) for name, column in table.items()}


def _texts(column):
    """Return a column of texts as Arrow has it."""
    texts = pa.array(column)
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def _is_own(gazetteer):
    """Return whether a table is what `load_gazetteer` returns: its texts are compared where they are others in memory."""
    own = _columns(places_beside(CORPUS))
    if [*own] != [*gazetteer] or len(gazetteer) != len(own["place_id"]):
        return False
    for name, column in own.items():
        given = gazetteer[name]
        if isinstance(column, np.ndarray):
            same = given.dtype == column.dtype and np.array_equal(given.to_numpy(), column, equal_nan=column.dtype.kind == "f")
        else:
            same = given.dtype == "str" and _texts(given).equals(column)
        if not same:
            return False
    return True


def _without_towns(path, *, world=True):
    own, far = read_places(GAZETTEER / "places.csv", sought=False), _world()
    own = own if path is None else pd.concat([own, read_places(GAZETTEER / path, sought=False)], ignore_index=True)
    far = far.assign(counted=world | far.kind.isin(["country", "capital"]))
    return pd.concat([own.assign(counted=True, by_form=False), far.assign(by_form=False)], ignore_index=True).fillna({"note": ""})


def _world():
    """Read the table of the world, which a program made, and which is not looked through for faults each time."""
    path = GAZETTEER / "world.csv"
    return _of_world(path, path.stat().st_mtime_ns)


@functools.lru_cache(1)
def _of_world(path, _changed):
    with path.open(encoding="utf-8") as lines:
        types = {name: pa.float64() if name in DEGREES else pa.string() for name in next(lines).strip().split(",")}
    read, convert = csv.ReadOptions(use_threads=False), csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    return csv.read_csv(path, read_options=read, convert_options=convert).to_pandas()


def region_mentions(documents, gazetteer=None, *, without=(), unlisted=None):
    """Find the places named in statements.

    The longest name wins, and a name ends where its word ends: *Cuyahoga County* is one span. Of names inside longer names: a place in
    that of an office, a company or a club is a mention, and the longer name is none (*Danbury police*, *Bank of Mexico*, *Jamaica
    Cancer Society*); one in that of a treaty, a fleet, a meeting, a cup, a house, a university or a newspaper is none. Some corpora
    mark the longer name, or both: `evaluation.of_places` scores by their convention and by this. What a name means where it stands is
    decided by the rules of `rules.RULES`, in their order. Of several towns of one name it is the one whose region the text names after
    it, or once elsewhere; failing that, the one whose region the text names, and not the larger one's; the largest, if nothing speaks
    for another.

    Statements in Ukrainian and Russian (by the column language, else by their letters) are read by the names and case endings of
    ``corpus/gazetteer/cyrillic.csv``: countries, Ukraine's oblasts and cities, capitals; adjectives and peoples of countries are
    demonyms, adjectives of cities are left out, and an oblast is one span with its noun (*Херсонська область*) but in a list the
    adjective alone. Of statements in other languages a warning tells: only names written as in English are found there.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    gazetteer : DataFrame, optional
        From `load_gazetteer`. The default is the whole world, and in statements that `load_corpus` read what the corpus has in a
        gazetteer of its own beside it (``documents.attrs["gazetteer"]``): the bundled corpus has the towns and plants of Ukraine.
        In tables made otherwise, or merged with others, it is the world alone; ``load_gazetteer(beside=…)`` names a corpus.
    without : collection of str
        Kinds of places to leave out (body, continent, world region, unlisted …), and rules, to see what they are worth: embedded,
        article, entity, head, person, apposition, homonym, weak, metonym.
    unlisted : bool, optional
        Whether names that the gazetteer does not have are places where their form shows it (`unlisted.unlisted`): *Walker County*,
        *in Nenagh*. Their place_id is made of their name, and their kind is "unlisted" where no list of towns has them. By
        default they are with the kit's own gazetteer.

    Returns
    -------
    DataFrame
        One row per place named, in text order: document_id, start, end, surface, place_id, name, kind,
        role (place, demonym or metonym), region, ambiguous (other meanings were not excluded by a sign in the text), other
        (the place_id that would come next), rule (the last rule that had a say; empty where there was nothing to decide), acts
        (whether it stands for those who act, speak or are spoken to there: every metonym, teams, and countries, states and bodies as in
        *Norway urged Chile to sign*; their role is still place), sure (whether it is one of those that are nearly always right, that
        a place is named just there: not ambiguous, no metonym, its name on a list and no part of a longer one, as `sure.is_sure` has
        it. In news where places were marked, 873 of 886 such rows were right in GeoWebNews (without its headlines, which it hardly
        marks; with them 875 of 941) and 851 of 871 in TR-News, and 341 of 343 in the sample of the corpus; of all rows, 1,194 of
        1,266 (with headlines 1,196 of 1,342), 1,065 of 1,157 and 382 of 384. So 70, 75 and 89 in 100 rows are sure).

    Raises
    ------
    ValueError
        If `without` names neither a rule nor a kind.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Votes in the Donetsk and Kherson regions, not in Kherson."]})
    >>> region_mentions(documents).place_id.tolist()
    ['UA-14', 'UA-65', 'kherson']
    """
    key = _key(gazetteer, documents)
    _, places, _, _, by_form = _prepared(gazetteer, key)
    kinds = {place["kind"] for place in places.values()} | {"unlisted", "town", "county"}
    unknown = set(without) - set(RULES) - kinds
    if unknown:
        raise ValueError(f"without={sorted(unknown)}: the rules are {', '.join(RULES)}; the kinds are {', '.join(sorted(kinds))}")
    kept = [name for name in RULES if name not in without]
    documents = require_documents(documents, "text")
    codes = languages_of(documents)
    find = partial(_found, gazetteer=gazetteer, key=key, kept=kept, unlisted=by_form if unlisted is None else unlisted)
    find = partial(find, without=set(without) & kinds)
    parts = uncollected(rows_of, find, documents[["document_id", "text"]].assign(language=codes))
    columns = [list(chain.from_iterable(column)) for column in zip(*parts, strict=True)] or [[]] * len(COLUMNS)
    types = {"document_id": documents["document_id"].dtype, "start": "int64", "end": "int64", **dict.fromkeys(FLAGS, "bool")}
    types |= dict.fromkeys(TEXTS, "str")
    table = pd.DataFrame({name: pd.array(column, dtype=types[name]) for name, column in zip(COLUMNS, columns, strict=True)})
    return with_warning(table, codes, "places")


def _found(documents, gazetteer, key, *, kept, unlisted, without):
    """Return the columns of some statements' rows, as the one item of a list."""
    english = partial(_in_english, gazetteer=gazetteer, key=key, kept=kept, unlisted=unlisted, without=without)
    if documents.language.isin(CYRILLIC).any():
        places = _prepared(gazetteer, key)[1]
        of_text = partial(rows_of_text, places=places, without={*without} | ({"metonym"} - {*kept}))
        rows = rows_by_language(documents, english, of_text, also=gazetteer is not None)
    else:
        rows = english(documents)
    return [tuple(zip(*rows, strict=True))] if rows else []


def _in_english(documents, gazetteer, key, *, kept, unlisted, without):
    """Return the rows of some statements, read as English."""
    rows, rules = [], [(name, RULES[name]) for name in kept]
    for document_id, text, origin, places, decisions, (folded, found, lists, looked) in _judged(
        documents, gazetteer, key, rules, unlisted=unlisted
    ):
        for i, ((start, end, _), meaning, ambiguous, other, rule) in enumerate(decisions):
            place = None if meaning is None else places[meaning.place_id]
            if place is None or not place["counted"] or place["kind"] in without:
                continue
            sure = not ambiguous and is_sure(folded, start, end, kind=place["kind"], role=meaning.role, looked=looked[i])
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            surface = text[start:end]
            about = (
                meaning.place_id or _id(surface, places),
                place["name"] or surface,
                place["kind"],
                meaning.role,
                place["region"] or None,
            )
            active = meaning.role == "metonym" or (
                meaning.role == "place" and looked[i] & ACTS != 0 and acts(folded, found, i, place, lists, looked=looked[i])
            )
            rows.append((document_id, start, end, surface, *about, ambiguous, other, rule, active, sure))
    return rows


def left_out(documents, gazetteer=None):
    """List the names that were seen and not counted, and why.

    Returns
    -------
    DataFrame
        One row per name: document_id, start, end, surface, rule (that left it out; "not a place" for names in
        ``corpus/wordlists/not_places.txt``, "elsewhere" for a place that the gazetteer knows but does not count).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["The Minsk agreements, and Senator Jordan of Texas."]})
    >>> left_out(documents)[["surface", "rule"]].values.tolist()
    [['Minsk agreements', 'not a place'], ['Jordan', 'person']]
    """
    key = _key(gazetteer, documents)
    documents = require_documents(documents, "text")
    rows = rows_of(partial(_left_out, gazetteer=gazetteer, key=key), documents[["document_id", "text"]])
    table = pd.DataFrame(rows, columns=["document_id", "start", "end", "surface", "rule"])
    return table.astype({"document_id": documents["document_id"].dtype})


def _left_out(documents, gazetteer, key):
    """Return the rows of some statements."""
    rows = []
    rules = list(RULES.items())
    for document_id, text, origin, places, decisions, *_ in _judged(documents, gazetteer, key, rules, unlisted=False, reasons=True):
        for (start, end, _), meaning, _, _, rule in decisions:
            if meaning is None or not places[meaning.place_id]["counted"]:
                start, end = (start, end) if origin is None else (origin[start], origin[end])
                rows.append((document_id, start, end, text[start:end], rule if meaning is None else "elsewhere"))
    return rows


def _judged(documents, gazetteer, key, rules, *, unlisted, reasons=False):
    """Yield for each text its id, itself, the offset map of its normalized form, the places, and what was decided on each name."""
    index, places, towns, keys, _ = _prepared(gazetteer, key)
    places = places.with_one("", UNLISTED | {"counted": unlisted})
    given = documents.text.tolist()
    texts = [normalize(text) for text in given]
    page = Page([folded for folded, _ in texts])
    marks = marked(page, keys)
    sought = {number: mark for number, mark in enumerate(marks.texts) if mark.names or (unlisted and mark is not NONE)}
    found = {number: list(find_names(page.texts[number], *index, mark.names)) for number, mark in sought.items()}
    if unlisted:
        named = {number: regions_named(names, places) for number, names in found.items()}
        near, towns_at = beside(page, found), marks.towns_of(named)
        for number, mark in sought.items():
            names = near[number] if page.texts[number] is texts[number][0] else None
            sought[number] = mark._replace(towns=towns_at.get(number, mark.towns), beside=names)
        found = {number: forms(texts[number][0], names, towns, named[number], sought[number]) for number, names in found.items()}
    looks = signs(page, found)
    ids = documents.document_id.tolist()
    for number, names in found.items():
        folded, origin = texts[number]
        looked = looks[number] if page.texts[number] is folded else [ALL] * len(names)
        lists = Lists(folded, names)
        decisions = decide(folded, names, places, rules, towns=towns, lists=lists, looked=looked, reasons=reasons)
        yield ids[number], given[number], origin, places, decisions, (folded, names, lists, looked)


def _id(name, places):
    """Return an id made of a name, which is no other place's."""
    return f"{slug(name)}-unlisted" if slug(name) in places else slug(name)


@functools.lru_cache(2)
def _default(path):
    return uncollected(_of_files, path)


def _of_files(path):
    files = (GAZETTEER / name for name in ("places.csv", path, "world.csv") if name is not None)
    return _prepare([_of_file(file, file.stat().st_mtime_ns) for file in files], _default_towns())


@functools.lru_cache(4)
def _of_file(path, _changed):
    return _of_table(_world() if path.name == "world.csv" else read_places(path, sought=False))


@functools.cache
def _default_towns():
    return uncollected(_towns, *own_towns())


def _key(gazetteer, documents):
    """Return what tells a gazetteer of the user's own from others: of places that share a name the first comes first, so order counts.

    Where none is given, or the kit's own, it is the file of the places that a corpus has beside it, or None.
    """
    if gazetteer is not None:
        return places_beside(CORPUS) if _is_own(gazetteer) else fingerprint_of(gazetteer)
    beside = getattr(documents, "attrs", {}).get("gazetteer")
    if not isinstance(beside, str) or not beside:
        return None
    if not (beside in BESIDE and (GAZETTEER / beside).is_file()):
        said = "lies beside no corpus that was read here" if beside not in BESIDE else "is gone"
        warnings.warn(f"{beside}, with the places of this corpus, {said}: those of the world are looked for", stacklevel=3)
        return None
    return beside


def _prepared(gazetteer, key):
    """Prepare a gazetteer once for all the statements it is asked about, some at a time and perhaps in another process."""
    if gazetteer is None or not isinstance(key, bytes):
        return _default(key)
    if key not in _ready:
        _ready.clear()
        by_form = gazetteer.get("by_form", pd.Series(False, gazetteer.index)).fillna(False).astype("bool")
        towns = gazetteer[by_form]
        towns = towns[towns.get("counted", pd.Series(True, towns.index)).astype("bool")]
        _ready[key] = uncollected(_prepare, [_of_table(gazetteer[~by_form])], _towns(*towns_by_name(towns)))
    return _ready[key]


def _towns(towns, names, regions):
    """Return towns by their names, and the keys of these."""
    return towns, keys_of_towns(names, regions)


def _of_table(gazetteer):
    """Return the names and the places of a table; of a place that stands twice the first row counts."""
    columns = [gazetteer[column].tolist() for column in ("place_id", "name", "kind", "region")]
    for column, default in (("note", ""), ("counted", True)):
        columns.append(gazetteer[column].tolist() if column in gazetteer else [default] * len(gazetteer))
    places = {
        place_id: {"name": name, "kind": kind, "region": region, "seat": kind in SEATS or "metonym" in str(note), "counted": counted}
        for place_id, name, kind, region, note, counted in reversed([*zip(*columns, strict=True)])
    }
    return spelled(gazetteer), places


def _prepare(tables, of_towns):
    """Return the index of the names, the places, the towns by their names, the keys of all of these, and whether there are towns."""
    names, places = zip(*tables, strict=True)
    places = {place_id: about for some in places[::-1] for place_id, about in some.items()}
    (names, first), (towns, keys) = name_index(*names), of_towns
    return (names, first), Places(places, SILENT), towns, keys_of(names.begin, names.small(), keys), bool(towns)
