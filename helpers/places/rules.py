"""The rules that decide what a name means where it stands; each has a name, and can be left out to see what it is worth.

A rule takes a `Case` and returns the meanings that are left, or None where it has nothing to say.
"""

import functools
import re

from helpers.places.case import NAME_GAP, before_list, is_headed, is_located, list_end, telling
from helpers.places.case import any_of as _any
from helpers.places.inside import is_inside, plant
from helpers.places.known import CITIES
from helpers.places.metonyms import metonym
from helpers.places.unlisted import DATELINE, after_places, forenames, not_forenames
from helpers.spans import wordlist

TITLE = re.compile(r"[a-z] The $")
UNITS = {"oblast", "region", "autonomous republic", "state", "province"}
FAR_UNITS = {"state", "province", "territory"}  # what English puts after a town: Paris, Texas; London, Ontario
ENTITY = re.compile(r"\s+[\"']?[Pp]eople's [Rr]epublics?")
ENTITY_OF = re.compile(r"[Pp]eople's [Rr]epublics?[\"']? of $")
ENTITIES = ("eople's", "uclear", "NPP", "N-plant")  # one of these stands in a text that names such a republic or a nuclear plant
SURNAME = re.compile(r"\s+(?:[A-Z]\.\s+)?(?P<name>[A-Z][a-z]+)")
TITLED = re.compile(r"\b(?P<title>[A-Z][a-z]+)\.?\s+(?P<name>[A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?$")
# Asked first, as it is quick: how what is said of people ends before a name, and begins after it.
OF_PEOPLE, HAS_PERSON = ("of ", "named ", "and "), ("'", " and h", ", and h", " him", " her")
IN = ("in ", "In ", "near ", "outside ", "across ", "around ", "in the ")
FORENAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b([A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?$")


@functools.cache
def _place_noun():
    """Return the pattern for what follows a place: *airport*, *district*."""
    return re.compile(rf"\s+{_any('place_nouns')}\b")


@functools.cache
def _of_state():
    """Return the pattern for what a state has: *'s foreign minister*."""
    return re.compile(rf"'s? (?:\w+ )?{_any('state_nouns')}\b")


@functools.cache
def _of_people():
    """Return the pattern for what is said to be of people, before a name: *tomb of*, *a lawyer named*."""
    return re.compile(rf"\b(?:{_any('of_people')} of|named|nicknamed) (?:[A-Z][a-z]+,? and (?:of )?)?$")


@functools.cache
def _has_person():
    """Return the pattern for what people have, after a name: *'s day*, *and his allies*, *himself*."""
    return re.compile(rf"'s? (?:own )?{_any('of_people')}\b|,? and (?:his|her)\b| (?:himself|herself)\b")


@functools.cache
def given_names():
    """Return the given names that are no names of places."""
    return frozenset(wordlist("given_names"))


@functools.cache
def _titles():
    return frozenset(wordlist("titles"))


def embedded(case):
    """A place inside the name of a treaty, fleet, university or newspaper is no mention: *Treaty of Lisbon*, *Kyiv Post*."""
    return [] if is_inside(case.text, case.found, case.i, case.places) else None


def article(case):
    """*the Dnipro* is the river, *Dnipro* the city, and *The Atlantic* within a sentence is a magazine."""
    if not any(meaning.article for meaning in case.meanings):
        return None
    if case.places[case.meanings[0].place_id]["kind"] == "ocean" and TITLE.search(case.text[: case.found[case.i].start][-6:]):
        return []
    after_the = case.text[max(case.found[case.i].start - 4, 0) : case.found[case.i].start].lower() == "the "
    left = [meaning for meaning in case.meanings if meaning.article == after_the]
    return left or (case.meanings if after_the else [])


def entity(case):
    """*the Donetsk and Luhansk people's republics* are the self-proclaimed entities, *the Rivne nuclear plant* is the plant."""
    if not _names_entities(case.text):
        return None
    end = list_end(case)
    if not ENTITY.match(case.text, end) and not ENTITY_OF.search(before_list(case, 25)):
        return plant(case, end)
    name = case.text[slice(*case.found[case.i][:2])]
    wanted = {f"{name.lower()}-peoples-republic"} & set(case.places)
    return [case.meanings[0]._replace(place_id=place_id, weak=False) for place_id in wanted] or None


@functools.lru_cache(maxsize=1)
def _names_entities(text):
    return any(sign in text for sign in ENTITIES)


def head(case):
    """A name that a region shares with its city is the region where a head says so, alone or over a list; else the city."""
    units = [meaning for meaning in case.meanings if case.places[meaning.place_id]["kind"] in UNITS]
    regions = {case.places[meaning.place_id]["region"] for meaning in case.meanings if meaning not in units}
    shared = [meaning for meaning in units if meaning.headed or meaning.place_id in regions]
    if is_headed(case):
        return units or None
    return [meaning for meaning in case.meanings if meaning not in shared] if shared else None


def apposition(case):
    """The place after a comma says which one is meant: *Odessa, Texas* is not Odesa."""
    end = case.found[case.i].end
    if not case.text.startswith(",", end) or case.i + 1 == len(case.found):
        return None
    after = case.found[case.i + 1]
    if not after.meanings or not case.text[end + 1 : after.start].isspace():
        return None
    within = {key for meaning in after.meanings for key in (meaning.place_id, case.places[meaning.place_id]["region"])}
    left = [meaning for meaning in case.meanings if case.places[meaning.place_id]["region"] in within - {meaning.place_id, ""}]
    if left:
        return left if len(left) < len(case.meanings) else None
    listed = case.i + 2 < len(case.found) and NAME_GAP.fullmatch(case.text, after.end, case.found[case.i + 2].start)
    if case.places[after.meanings[0].place_id]["kind"] not in FAR_UNITS or listed:
        return None
    return [case.meanings[0]._replace(place_id="", weak=False)]  # a place that the gazetteer does not have


def person(case):
    """*Senator Jordan*, *Michael Jordan* and *Georgia Evans* are people, here and where they are named again; not *Paris, France*."""
    start, end = case.found[case.i][:2]
    name = case.text[start:end]
    if is_titled(case.text, start):
        return []
    if after_given_name(case.text, case.found, case.i) if case.given is None else case.i in case.given:
        return []
    borne = name in case.people or name in forenames() or any(meaning.weak for meaning in case.meanings)
    if not borne or _place_noun().match(case.text, end):
        return None
    if is_of_person(case.text, start, end):
        return []
    if all(meaning.weak for meaning in case.meanings) and _has_forename(case.text[max(start - 30, 0) : start]):
        return []
    return [] if has_surname(case) or (name in case.people and not is_located(case.text[max(start - 30, 0) : start])) else None


def after_given_name(text, found, i):
    """Return whether a given name, and perhaps an initial, stands right before a name of one word: *William Bradford*, *Tim C. Cork*."""
    start, end, meanings = found[i]
    if text[start - 1 : start] != " " or not meanings or meanings[0].role != "place" or " " in text[start:end]:
        return False
    if not text[start - 2 : start - 1].isalpha() and text[start - 2 : start - 1] != ".":
        return False
    words = text[max(start - 24, 0) : start].rsplit(None, 2)
    if len(words[-1]) == 2 and words[-1][1] == ".":
        words = words[:-1]
    if not words or words[-1] not in given_names():
        return False
    beside = found[i - 1].meanings if i and found[i - 1].end >= start - 4 else ()
    return all(meaning.weak for meaning in beside)  # George is a town as well


def is_titled(text, start):
    """Return whether a title, or one and a forename, stand before a name: *President Washington*, *President George Washington*."""
    before = text[max(start - 40, 0) : start]
    word = before[-20:].rsplit(None, 1)[-1:]
    if not word or word[0].rstrip(".") in _titles():
        return bool(word)
    if not (word[0][0].isupper() or len(word[0]) > 18):
        return False
    found = TITLED.search(before)
    return found is not None and found["title"] in _titles() and found["name"] not in _titles()


def _has_forename(before):
    found = FORENAME.search(before)
    return found is not None and found[1] not in not_forenames()


def has_surname(case):
    """Return whether a surname follows a name that people bear: *Georgia Evans*, not *Georgia Power*."""
    start, end = case.found[case.i][:2]
    name = case.text[start:end]
    if name.endswith(".") or not (name in forenames() or all(meaning.weak for meaning in case.meanings)):
        return False
    after = SURNAME.match(case.text, end)
    if not after or after["name"] in after_places() or after["name"] in _titles() or after["name"] + "." in _titles():
        return False
    near = case.i + 1 < len(case.found) and case.found[case.i + 1].start == after.start("name") and case.found[case.i + 1].meanings
    if near:
        return False
    if all(meaning.weak for meaning in case.meanings):  # the arrest of Vladimir Putin
        return not case.text.endswith(IN, 0, start)
    return not is_located(case.text[max(start - 30, 0) : start])


def is_of_person(text, start, end):
    """Return whether what stands around a name that people bear is said of people alone: *the tomb of Washington*, *in Lincoln's day*."""
    if text.endswith(OF_PEOPLE, 0, start) and _of_people().search(text, max(start - 40, 0), start):
        return True
    return text.startswith(HAS_PERSON, end) and _has_person().match(text, end) is not None


def homonym(case):
    """Where places that are certain lie in one of the regions a name could belong to, it is that one: *Georgia* beside *Atlanta*."""
    if len(case.meanings) < 2:
        return None
    support = [sum(case.sure.get(key, 0) for key in _regions(case, meaning)) for meaning in case.meanings]
    best = max(support)
    if best == 0 or support[0] == best:
        return None
    return [meaning for meaning, value in zip(case.meanings, support, strict=True) if value == best]


def _regions(case, meaning):
    region = case.places[meaning.place_id]["region"] or meaning.place_id
    return {region, region.split("-")[0]}


def weak(case):
    """A name that often means something else needs a sign of a place, once in a text: *in Reading*, *Reading, England*, *port of Reni*."""
    if not all(meaning.weak for meaning in case.meanings):
        return None
    return None if case.text[slice(*case.found[case.i][:2])] in case.shown or has_sign(case) else []


def has_sign(case):
    """Return whether what stands around a name shows that it is a place."""
    start, end = case.found[case.i][:2]
    before = case.text[max(start - 30, 0) : start]
    before = before.lower() if case.text[start:end].isupper() else before  # IN JORDAN
    placed = is_located(before) and not _is_owner_or_thing(case, before, end)
    if placed or _place_noun().match(case.text, end) or case.text[end - 1 : end + 1] == ".)":  # Walker County (Ga.)
        return True
    if case.text.startswith("'", end) and (telling().match(case.text, end) or _of_state().match(case.text, end)):
        return True
    if (start == 0 or case.text[start - 1] == "\n") and DATELINE.match(case.text, end):
        return True
    neighbours = (
        (case.i and (case.i - 1, case.found[case.i - 1].end, start)),
        (case.i + 1 < len(case.found) and (case.i + 1, end, case.found[case.i + 1].start)),
    )
    for near in filter(None, neighbours):
        other, a, b = near
        strong = any(not meaning.weak for meaning in case.found[other].meanings) or case.text[end - 1] == "."  # Surrey, B.C.
        if strong and NAME_GAP.fullmatch(case.text, a, b):
            return True
    return False


def _is_owner_or_thing(case, before, end):
    """Return whether a city's name after *in* is no place all the same: *in Lincoln's day*, *in the Commonwealth*."""
    if before.endswith("the ") and all(case.places[meaning.place_id]["kind"] in CITIES for meaning in case.meanings):
        return True
    return case.text.startswith("'", end) and _has_person().match(case.text, end) is not None


RULES = {rule.__name__: rule for rule in (embedded, article, entity, head, person, apposition, homonym, weak, metonym)}
# Where a rule has nothing to say whatever stands around a name, since it has not such meanings: it is not asked.
SILENT = {
    "article": lambda meanings, _: not any(meaning.article for meaning in meanings),
    "head": lambda meanings, places: not any(places[meaning.place_id]["kind"] in UNITS for meaning in meanings),
    "homonym": lambda meanings, _: len(meanings) < 2,
    "weak": lambda meanings, _: not all(meaning.weak for meaning in meanings),
    "metonym": lambda meanings, places: meanings[0].role != "place" or not places[meanings[0].place_id]["seat"],
}
