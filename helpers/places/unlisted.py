"""Names that no gazetteer has, known for places by their form: *Walker County*, *Bantam, Connecticut*, *the town of Bam*, *in Nenagh*."""

import calendar
import functools
import re

from helpers.places.names import Found, Meaning
from helpers.spans import wordlist

MOST = 100  # names that are looked for again in a text, so that a hostile one does not take for ever
WORD = r"[A-Z](?=[\w-]*[a-z])[\w-]*+"  # possessive: it never steps back, so the time stays linear
NAME = rf"(?:Saint |St\.? |San |El |La |Al )?{WORD}(?: {WORD}){{0,2}}"
# What follows a name that ends there: in Olympic record time is no place.
ENDED = (
    r"(?=[.,;:)\n\"!?]|$| (?:and|or|on|in|at|for|to|after|before|when|where|who|which|that|is|are|was|were|has|have|had|will|would|with|by|"
    r"from|during|as|since|until|last|this|next|early|late|yesterday|today|but|while|because|it|he|she|they|(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day)\b)"
)


def _any(name):
    return "|".join(re.escape(word) for word in sorted(wordlist(name), key=len, reverse=True)) or "(?!)"


@functools.cache
def _forms():
    """Return the patterns whose group `name`, or the whole, is a place."""
    nouns = _any("place_nouns")
    return (
        re.compile(rf"\b(?:St\.? )?{WORD}(?: {WORD}){{0,2}} (?:{_any('place_heads')})\b(?! {WORD})"),
        re.compile(rf"\b(?:{_any('place_openings')}) (?:St\.? )?{WORD}"),
        re.compile(rf"\b(?:{nouns}) of (?P<name>{NAME})"),  # the village of Xinmo
        re.compile(rf"\b(?P<name>{NAME}) (?:{nouns})\b"),  # Abbassiya district
        re.compile(rf", \d\d?, (?:of|from) (?P<name>{NAME}){ENDED}"),  # Kimberly Hacker, 43, of McKee
        re.compile(rf"^(?P<name>[A-Z][A-Z.' -]{{2,30}}|{NAME})(?:, {WORD}\.?)? (?:\([A-Za-z/. ]{{2,24}}\) ?)?[-–—]+ (?=[\w\"'])", re.MULTILINE),
    )


@functools.cache
def _not_first():
    return frozenset(word.capitalize() for word in wordlist("stop_words"))


@functools.cache
def _not_alone():
    return frozenset([*calendar.month_name, *calendar.day_name, *wordlist("not_unlisted")])


PLACED = re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside) (?P<name>{WORD})\b(?! {WORD}|'s){ENDED}")
DIRECTION = re.compile(r"\b(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower)(?:ern)? (?:of )?$")
BEFORE_COMMA = re.compile(rf"\b(?:in|near|from|outside|at|to|of) (?P<name>{WORD}(?: {WORD}){{0,2}}), $")  # in Bantam, Connecticut


def unlisted(text, found):
    """Add the names that only their form shows to be places; a longer one takes the place of a name inside it.

    Parameters
    ----------
    text : str
        Folded.
    found : list of Found
        From `names.find_names`.

    Returns
    -------
    list of Found
        In text order; the added ones have a meaning without a place_id.

    Examples
    --------
    >>> [text[a:b] for text in ["The Walker County sheriff, in Nenagh"] for a, b, _ in unlisted(text, [])]
    ['Walker County', 'Nenagh']
    """
    known = {name.start for name in found}
    spans = [_trimmed(text, *match.span("name" if "name" in form.groupindex else 0)) for form in _forms() for match in form.finditer(text)]
    for name in filter(lambda name: name.meanings, found):
        if direction := DIRECTION.search(text, max(name.start - 14, 0), name.start):
            spans.append((direction.start(), name.end))
        town = None if text.startswith("'", name.end) else BEFORE_COMMA.search(text, max(name.start - 50, 0), name.start)
        spans += [town.span("name")] if town else []
    names = sorted({text[start:end] for start, end in spans if start < end}, key=len, reverse=True)[:MOST]
    if names:  # a name that was shown to be a place once is one throughout the text
        again = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        spans += [match.span() for match in again.finditer(text)]
    spans += [match.span("name") for match in PLACED.finditer(text) if match.start("name") not in known]
    place = (Meaning("", "place"),)
    added = [Found(start, end, place) for start, end in spans if start < end and text[start:end].split(" ")[0] not in _not_alone()]
    merged, end = [], 0
    for name in sorted([*found, *added], key=lambda name: (name.start, -name.end, not name.meanings or name.meanings[0].place_id == "")):
        if name.start >= end:
            merged.append(name)
            end = name.end
    return merged


def _trimmed(text, start, end):
    """Leave out a first word that is an article or the like; return an empty span where nothing is left."""
    while (word := re.match(r"\S+ ", text[start:end])) and word[0].strip() in _not_first():
        start += word.end()
    return (start, end) if text[start:end] not in _not_first() else (start, start)
