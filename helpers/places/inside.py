"""Places inside the names of other things, where they are no mention: treaties, universities, newspapers; and names of power plants."""

import functools
import re

from helpers.places.case import any_of

NEXT = r"(?:-[A-Z]\w*)?[\"']?\s"  # Kyiv-Mohyla Academy
WORD = r"[A-Z][\w-]*"  # a word of a name
LEARNING = "University|Universities|College|Polytechnic|Institute|Academy|Conservatory"
PAPERS = "Times(?!\\sSquare)|Post(?!\\sOffices?\\b)|Independent|Herald|Tribune|Guardian|Gazette|Telegraph|Observer"
DOCUMENT = (
    "Treaty|Charter|Peace|Pact|Convention|Agreement|Accord|Protocol|Declaration|Memorandum|Statute|Covenant|Compact|Congress|Armistice"
)
DOCUMENTS = "Treaties|Charters|Pacts|Conventions|Agreements|Accords|Protocols|Declarations|Statutes"

MEETING = "Conference|Tribunal|Trials|Assurances|Manifesto|Commission|Dialogue"
BODY = re.compile(rf"{NEXT}(?:(?:{WORD}\s){{0,3}}?(?:{LEARNING})|(?:{WORD}\s)?(?:{MEETING})|(?:Higher\s)?School\sof\s{WORD})\b")
PAPER = re.compile(rf"\s(?:{PAPERS})\b(?!\s{WORD}\s(?:of|for)\b)")
BODIES = ("NATO-", "NATO–", "EU-", "EU–", "OSCE-", "OSCE–")  # NATO-Ukraine Commission
JOINT = re.compile(rf"[-–](?:NATO|EU|OSCE)\s(?:{WORD}\s){{0,2}}?(?:Council|Commission|Summit|Agreement|Group)\b")
JOINT_END = re.compile(rf"\s(?:{WORD}\s){{0,2}}?(?:Council|Commission|Summit|Agreement|Group)\b")
OURS = re.compile(rf"[-–]{WORD}\s(?:{WORD}\s){{0,2}}?(?:Council|Commission|Summit|Agreement|Group)\b")  # NATO-Ukraine Council
NAMED_OF = re.compile(
    rf"\b(?:(?:{DOCUMENT}|{LEARNING})\s+of|(?:{DOCUMENTS}|Universities)\s+of(?:\s+{WORD}(?:,|\s+and|,\s+and)){{0,4}}|Voice\s+of|[Tt]he\s+Times\s+of)"
    r"\s+(?:the\s+)?$"
)
OPENING = [*"|".join((DOCUMENT, LEARNING, DOCUMENTS)).split("|"), "Universities", "Voice", "Times"]  # the words before of in these
STATION = re.compile(r"\bRadio\s+$")
# Asked first, as it is quick: what follows a place in such a name, and what stands before it.
FOLLOWED = " \n\t\r'\""
BEFORE = ("of ", "of\n", "of the ", "Radio ", "and ", ", ")
TOWNS = {"city", "town", "capital"}
PLANT = re.compile(
    r"[\"']?(?:,?\s+(?:and|or)\s+South\s+Ukraine)?\s+(?:[Nn]uclear\s+(?:[Pp]ower\s+)?(?:[Pp]lants?|[Ss]tations?)|NPPs?|N-plants?)\b"
)


@functools.cache
def _embedding():
    """Return the pattern for what makes the place before it part of a name: *agreements*, *Black Sea Fleet*."""
    return re.compile(rf"['\"]?\s+(?:[A-Z][\w-]*\s+){{0,2}}?{any_of('embedding_nouns')}\b")


@functools.cache
def _named_after():
    """Return the pattern for what bears a town's name: *Lancaster House*, *Melbourne Cup*; not the London House of Commons."""
    return re.compile(rf"\s{any_of('named_after_towns')}\b(?!\s(?:of|for)\b)")


def is_inside(text, found, i, places):
    """Return whether a name stands inside the name of a treaty, fleet, university or newspaper.

    Examples
    --------
    >>> from helpers.places.names import Found, Meaning
    >>> name = Found(10, 16, (Meaning("lisbon", "place"),))
    >>> is_inside("Treaty of Lisbon", [name], 0, {"lisbon": {"kind": "capital"}})
    True
    """
    start, end, meanings = found[i]
    if places[meanings[0].place_id]["kind"] == "body" and (OURS.match(text, end) or _is_last(text, found, i)):
        return True
    if text[end : end + 1] in FOLLOWED and _embedding().match(text, end):
        return True
    if text[end + 1 : end + 2].isupper() and places[meanings[0].place_id]["kind"] in TOWNS and _named_after().match(text, end):
        return True
    if text[end + 1 : end + 2].isupper() or text.startswith(('" ', "' "), end):
        if JOINT.match(text, end):
            return True
        if after := BODY.match(text, end):  # in Kyiv Sumy State University: the noun belongs to the nearer name
            return i + 1 == len(found) or found[i + 1].start >= after.end()
        if text.endswith(BODIES, 0, start) or (PAPER.match(text, end) and meanings[0].role == "place"):
            return True
    if not text.endswith(BEFORE, 0, start) or (text.endswith(BEFORE[-2:], 0, start) and text.find("s of ", max(start - 80, 0), start) < 0):
        return False
    if NAMED_OF.search(text, max(start - 80, 0), start):
        # A country is named all the same: the Academy of Ukraine, the Agreement of Ukraine with Moldova.
        voice = text.endswith(("Voice of ", "Voice of the ", "Times of "), 0, start)
        return voice or any(places[meaning.place_id]["kind"] != "country" for meaning in meanings)
    return bool(STATION.search(text, max(start - 8, 0), start))


def _is_last(text, found, i):
    """Return whether a body is the second of two that give another one its name: *the Ukraine-NATO Commission*."""
    start, end, _ = found[i]
    return text[start - 1 : start] in ("-", "–") and JOINT_END.match(text, end) is not None


def plant(case, end):
    """Return the nuclear power plant that a name means before such a head, alone or in a list that ends at `end`; else None."""
    if not PLANT.match(case.text, end):
        return None
    start, stop = case.found[case.i][:2]
    names = [meaning.place_id for meaning in case.meanings] + [case.text[start:stop].lower()]
    for name in names:
        place_id = f"{name.removesuffix('-nuclear-power-plant')}-nuclear-power-plant"
        if place_id in case.places:
            return [case.meanings[0]._replace(place_id=place_id, role="place", weak=False)]
    return None
