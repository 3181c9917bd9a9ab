"""The rules that decide what a name means where it stands; each has a name, and can be left out to see what it is worth.

A rule takes a `Case` and returns the meanings that are left, or None where it has nothing to say.
"""

import re
from collections import namedtuple

from helpers.spans import wordlist

# What a rule sees: the folded text, all names found in it, the number of the one to decide, the meanings still possible,
# the places of the gazetteer by their id, the regions that stand in the text without doubt, and its lists of names.
Case = namedtuple("Case", "text found i meanings places sure lists")

HEAD = r"(?:[Rr]egions?|[Oo]blasts?|[Pp]rovinces?|[Ss]tate|REGIONS?|OBLASTS?)\b"
AFTER = re.compile(rf"[\"']?\s+{HEAD}")  # the Donetsk and Kherson regions
INSIDE = re.compile(rf"{HEAD}$")  # Donetsk and Kherson oblast, where the name itself ends in the head
BEFORE = re.compile(rf"{HEAD}\s+(?:of\s+)?$")  # the oblasts of Donetsk and Kherson
NAME_GAP = re.compile(r"\s*+(?:,\s*+(?:and|or|as well as|&)?+|\band\b|\bor\b|\bas well as\b|&)\s*+")
UNITS = {"oblast", "region", "autonomous republic", "state", "province"}
FAR_UNITS = {"state", "province", "territory"}  # what English puts after a town: Paris, Texas; London, Ontario
LONGEST = 30  # names in a list that a head can close
ENTITY = re.compile(r"\s+[\"']?[Pp]eople's [Rr]epublics?")
ENTITY_OF = re.compile(r"[Pp]eople's [Rr]epublics?[\"']? of $")
SURNAME = re.compile(r"\s+(?:[A-Z]\.\s+)?[A-Z][a-z]+")
FORENAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b([A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?$")
FRONTED = re.compile(r"(?:^|[.!?]\s+|\n)(?:Of|From|To|With)\s+$")  # Of Kyiv he asked that


def _any(name):
    """Return a pattern for the words of a list; those in small letters stand for both forms."""
    both = ((f"[{word[0]}{word[0].upper()}]" if word[0].islower() else re.escape(word[0]), word[1:]) for word in wordlist(name))
    words = "|".join(first + re.escape(rest) for first, rest in both)
    return f"(?:{words or '(?!)'})"  # (?!) stands nowhere: an empty list has no word


EMBEDDED = re.compile(rf"['\"]?\s+(?:[A-Z][\w-]*\s+){{0,2}}?{_any('embedding_nouns')}\b")
LOCATIVE = re.compile(rf"\b{_any('locatives')}\s+(?:the\s+)?$")
PLACE_NOUN = re.compile(rf"\s+{_any('place_nouns')}\b")
TITLES = set(wordlist("titles"))
SUBJECT = re.compile(
    rf"(?:,\s+(?:for its part|in turn),)?\s++(?:also|now|again|then|never|still|later|itself)?+\s*+{_any('metonym_verbs')}\b"
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
    if not ENTITY.match(case.text, _list_end(case)) and not ENTITY_OF.search(_before_list(case, 25)):
        return None
    name = case.text[slice(*case.found[case.i][:2])]
    wanted = {f"{name.lower()}-peoples-republic"} & set(case.places)
    return [case.meanings[0]._replace(place_id=place_id, weak=False) for place_id in wanted] or None


def head(case):
    """A name that a region shares with its city is the region where a head says so, alone or over a list; else the city."""
    units = [meaning for meaning in case.meanings if case.places[meaning.place_id]["kind"] in UNITS]
    regions = {case.places[meaning.place_id]["region"] for meaning in case.meanings if meaning not in units}
    shared = [meaning for meaning in units if meaning.headed or meaning.place_id in regions]
    if is_headed(case):
        return units or None
    return [meaning for meaning in case.meanings if meaning not in shared] if shared else None


def is_headed(case):
    """Tell whether a head such as "regions" applies to a name: after it or a later name of its list, or before the list."""
    return case.lists[case.i][2] or bool(BEFORE.search(_before_list(case, 40)))


def name_lists(text, found):
    """Return for each name the numbers of the first of its list and of the one after the last, and whether a head follows."""
    lists, start = [], 0
    for i in range(1, len(found) + 1):
        a, b = found[i - 1].end, found[i].start if i < len(found) else -1
        if not (a < b <= a + 20 and NAME_GAP.fullmatch(text, a, b)):
            lists += [(start, i)] * (i - start)
            start = i
    headed = len(found) + LONGEST  # the number of the next name with a head
    for i in range(len(found) - 1, -1, -1):
        if AFTER.match(text, found[i].end) or INSIDE.search(text[found[i].start : found[i].end]):
            headed = i
        lists[i] += (headed < min(lists[i][1], i + LONGEST),)
    return lists


def _before_list(case, width):
    """Return the text before the list that a name stands in: *in London, Paris and Kyiv*."""
    first = case.found[case.lists[case.i][0]].start
    return case.text[max(first - width, 0) : first]


def _list_end(case):
    return case.found[case.lists[case.i][1] - 1].end


def apposition(case):
    """The place after a comma says which one is meant: *Odessa, Texas* is not Odesa."""
    if case.i + 1 == len(case.found):
        return None
    after = case.found[case.i + 1]
    if not after.meanings or not re.fullmatch(r",\s+", case.text[case.found[case.i].end : after.start]):
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
    subject = SUBJECT.match(case.text, _list_end(case)) and not LOCATIVE.search(_before_list(case, 30))
    if subject or TELLING.match(case.text, end) or ADDRESSED.search(before) or FRONTED.search(before):
        return [meaning._replace(role="metonym")]
    return None


RULES = {rule.__name__: rule for rule in (embedded, article, entity, head, person, apposition, homonym, weak, metonym)}
