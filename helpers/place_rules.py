"""The rules that decide what a name means where it stands; each has a name, and can be left out to see what it is worth.

A rule takes a `Case` and returns the meanings that are left, or None where it has nothing to say.
"""

import re
from collections import namedtuple

from helpers.spans import wordlist

# What a rule sees: the folded text, all names found in it, the number of the one to decide, the meanings still possible,
# the places of the gazetteer by their id, and the ids that stand in the text without doubt.
Case = namedtuple("Case", "text found i meanings places sure")

HEAD = r"(?:[Rr]egions?|[Oo]blasts?|[Pp]rovinces?|[Ss]tate|REGIONS?|OBLASTS?)\b"
AFTER = re.compile(rf"[\"']?\s+{HEAD}")  # the Donetsk and Kherson regions
INSIDE = re.compile(rf"{HEAD}$")  # Donetsk and Kherson oblast, where the name itself ends in the head
BEFORE = re.compile(rf"{HEAD}\s+(?:of\s+)?$")  # the oblasts of Donetsk and Kherson
NAME_GAP = re.compile(r"\s*(?:,\s*(?:and|or|as well as|&)?|\band\b|\bor\b|\bas well as\b|&)\s*")
UNITS = {"oblast", "region", "autonomous republic", "state", "province"}
ENTITY = re.compile(r"(?:\s+(?:and|or)\s+[A-Z]\w+)?\s+[\"']?(?:[Pp]eople's|[Pp]eoples') [Rr]epublics?")
SURNAME = re.compile(r"\s+(?:[A-Z]\.\s+)?[A-Z][a-z]+")
FORENAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b([A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?$")
FRONTED = re.compile(r"(?:^|[.!?]\s+|\n)(?:Of|From|To|With)\s+$")  # Of Kyiv he asked that


def _any(name):
    """Return a pattern for the words of a list; those in small letters stand for both forms."""
    words = (re.escape(word) if word[0].isupper() else f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in wordlist(name))
    return f"(?:{'|'.join(words)})"


EMBEDDED = re.compile(rf"['\"]?\s+(?:[A-Z][\w-]*\s+){{0,2}}?{_any('embedding_nouns')}\b")
LOCATIVE = re.compile(rf"\b{_any('locatives')}\s+(?:the\s+)?$")
PLACE_NOUN = re.compile(rf"\s+{_any('place_nouns')}\b")
TITLES = set(wordlist("titles"))
SUBJECT = re.compile(
    rf"(?:,\s+(?:for its part|in turn),)?\s+(?:also|now|again|then|never|still|later|itself)?\s*{_any('metonym_verbs')}\b"
    r"(?!\s+(?:been\s+)?(?:hit|struck|shelled|bombed|attacked)\b)"
)
TELLING = re.compile(rf"'s?\s+(?:\w+\s+)?{_any('metonym_nouns')}\b")
ADDRESSED = re.compile(rf"\b{_any('metonym_addressed')}\s+(?:the\s+)?$")
SEATS = {"city", "capital", "seat of government", "city with special status"}


def embedded(case):
    """A place inside the name of a treaty, fleet, summit or initiative is no mention: *Helsinki Final Act*."""
    if EMBEDDED.match(case.text, case.found[case.i].end):
        return []
    return None


def article(case):
    """*the Dnipro* is the river, *Dnipro* the city."""
    if not any(meaning.article for meaning in case.meanings):
        return None
    after_the = case.text[max(case.found[case.i].start - 4, 0) : case.found[case.i].start].lower() == "the "
    left = [meaning for meaning in case.meanings if meaning.article == after_the]
    return left or (case.meanings if after_the else [])


def entity(case):
    """*the Donetsk and Luhansk people's republics* are the self-proclaimed entities, not the cities."""
    if not ENTITY.match(case.text, case.found[case.i].end):
        return None
    name = case.text[slice(*case.found[case.i][:2])]
    wanted = {f"{name.lower()}-peoples-republic"} & set(case.places)
    return [case.meanings[0]._replace(place_id=place_id, weak=False) for place_id in wanted] or None


def head(case):
    """A name that a region shares with its city is the region where a head says so, alone or over a list; else the city."""
    regions = {case.places[meaning.place_id]["region"] for meaning in case.meanings if case.places[meaning.place_id]["kind"] not in UNITS}
    units = [meaning for meaning in case.meanings if case.places[meaning.place_id]["kind"] in UNITS]
    shared = [meaning for meaning in units if meaning.headed or meaning.place_id in regions]
    if is_headed(case.text, case.found, case.i):
        return units or None
    return [meaning for meaning in case.meanings if meaning not in shared] if shared else None


def is_headed(text, found, i):
    """Tell whether a head such as "regions" applies to a name, alone or over the list it stands in."""
    j = i
    while True:  # forwards, to a head after the list
        if AFTER.match(text, found[j].end) or INSIDE.search(text[found[j].start : found[j].end]):
            return True
        if j + 1 == len(found) or not NAME_GAP.fullmatch(text, found[j].end, found[j + 1].start):
            break
        j += 1
    start = _list_start(text, found, i)  # and backwards, to one before it
    return bool(BEFORE.search(text[max(start - 40, 0) : start]))


def _list_start(text, found, i):
    """Return where the list begins that a name stands in: *in London, Paris and Kyiv*."""
    while i and NAME_GAP.fullmatch(text, found[i - 1].end, found[i].start):
        i -= 1
    return found[i].start


def _list_end(text, found, i):
    """Return where that list ends."""
    while i + 1 < len(found) and NAME_GAP.fullmatch(text, found[i].end, found[i + 1].start):
        i += 1
    return found[i].end


def apposition(case):
    """The place after a comma says which one is meant: *Odessa, Texas*."""
    if len(case.meanings) < 2 or case.i + 1 == len(case.found):
        return None
    after = case.found[case.i + 1]
    if not re.fullmatch(r",\s+", case.text[case.found[case.i].end : after.start]):
        return None
    within = {key for meaning in after.meanings for key in (meaning.place_id, case.places[meaning.place_id]["region"])}
    left = [meaning for meaning in case.meanings if case.places[meaning.place_id]["region"] in within - {meaning.place_id}]
    return left or None


def person(case):
    """*Senator Jordan* and *Michael Jordan* are people, unless a place follows: *Paris, France*."""
    start, end = case.found[case.i][:2]
    word = case.text[max(start - 20, 0) : start].split()[-1:]
    if word and word[0].rstrip(".") in TITLES:
        return []
    if any(meaning.weak for meaning in case.meanings) and (
        FORENAME.search(case.text[max(start - 30, 0) : start]) or SURNAME.match(case.text, end)
    ):
        return [] if not PLACE_NOUN.match(case.text, end) else None
    return None


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
    """A name that often means something else needs a sign of a place: *in Reading*, *Reading, England*, *the port of Reni*."""
    if not all(meaning.weak for meaning in case.meanings):
        return None
    start, end = case.found[case.i][:2]
    if LOCATIVE.search(case.text[max(start - 30, 0) : start]) or PLACE_NOUN.match(case.text, end) or TELLING.match(case.text, end):
        return None
    neighbours = (
        (case.i and (case.i - 1, case.found[case.i - 1].end, start)),
        (case.i + 1 < len(case.found) and (case.i + 1, end, case.found[case.i + 1].start)),
    )
    for near in filter(None, neighbours):
        other, a, b = near
        strong = any(not meaning.weak for meaning in case.found[other].meanings)
        if strong and NAME_GAP.fullmatch(case.text, a, b):
            return None
    return []


def metonym(case):
    """A capital that speaks, decides or is spoken to stands for its government: *Kyiv said*, *urged Moscow to*."""
    meaning = case.meanings[0]
    if meaning.role != "place" or case.places[meaning.place_id]["kind"] not in SEATS or not case.places[meaning.place_id]["seat"]:
        return None
    start, end = case.found[case.i][:2]
    before = case.text[max(start - 30, 0) : start]
    first, last = _list_start(case.text, case.found, case.i), _list_end(case.text, case.found, case.i)
    subject = SUBJECT.match(case.text, last) and not LOCATIVE.search(case.text[max(first - 30, 0) : first])
    if subject or TELLING.match(case.text, end) or ADDRESSED.search(before) or FRONTED.search(before):
        return [meaning._replace(role="metonym")]
    return None


RULES = {rule.__name__: rule for rule in (embedded, article, entity, head, person, apposition, homonym, weak, metonym)}
FOR_ALL = {"embedded", "person"}  # those that a name of one strong meaning is put to
