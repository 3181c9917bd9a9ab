"""Names known for places by their form: *Walker County*, *Bantam, Connecticut*, *the town of Bam*, *in Nenagh*; a list of towns helps."""

import calendar
import functools
import re

from helpers.bulk.characters import RAISED
from helpers.places.case import any_of
from helpers.places.marks import CODE, HEAD, IN, LINE, NOUN, OF, Marks
from helpers.places.names import Found, Meaning
from helpers.spans import wordlist

MOST = 100  # names that are looked for again in a text, so that a hostile one does not take for ever
MOST_TOWNS = 1_000  # towns of one text that are asked whether they are something else in it
LONGEST = 60  # characters of a name
UPPER = "[A-Z" + "".join(filter(str.isupper, map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]))) + "]"  # Latin, with its marks
# Without the number of a note; possessive: it never steps back, so the time stays linear.
WORD = rf"{UPPER}(?=[\w-]*[a-z])(?:[^\W\d{RAISED}]|-)*+"
WHOLE = re.compile(WORD)
CAPITAL = re.compile(rf"(?<![\w-]){UPPER}[\w-]*+")
NAME = re.compile(rf"(?:St\.? |[A-Z]\.(?:[A-Z]\.)? )?{WORD}(?: {WORD}){{0,2}}")
BEFORE_HEAD = re.compile(rf"(?:\bSt\.? {WORD}'s |(?:\bSt\.? |\b[A-Z]\.[A-Z]\. )?(?:\b{WORD} ){{1,3}})$")
OPENED = re.compile(rf"{WORD}\.? (?:of )?(?:St\.? )?{WORD}")
FOLLOWED = re.compile(rf" (?:of )?{WORD}")  # Public Library of Science
NAMED = re.compile(rf"(?:\b(?:the|in|of|near|from|to|at|around|[Ii]n|[Tt]he)|'s) (?P<name>(?:{WORD} ){{0,2}})$")  # in Torkula village
FORENAME = re.compile(rf"\b(?P<name>{WORD}) (?:[A-Z]\. )?$")
UNPLACED = ("School ", "Southern ", "Northern ", "Eastern ", "Western ", "Central ", "Congressional ", "Red ")  # … District, Red Crescent
# What follows a name that ends there: in Olympic record time is no place.
ENDED = re.compile(
    r"[.,;:)\n\"!?]|$| (?:and|or|on|in|at|for|to|after|before|when|where|who|which|that|is|are|was|were|has|have|had|will|would|with|by|"
    r"from|during|as|since|until|last|this|next|early|late|yesterday|today|but|while|because|it|he|she|they|(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day)\b"
)
CAPITALS = re.compile(rf"{UPPER}(?:[.' -]|{UPPER}){{2,30}}\b(?=,| \(| ?[-–—])")
AGED = re.compile(r", \d\d?, (?:of|from) $")  # Ann Lee, 43, of McKee
DATELINE = re.compile(r"(?:, [A-Z][\w.]{1,12})?(?: \([A-Za-z/. ]{2,24}\)(?: ?[-–—]+)? | ?[-–—]+ )(?=[\w\"'])")
BESIDE = {"h ", "t ", "n ", "l ", "r ", ", "}  # how all of these end, but for those at the end of a line, and what is before a comma
DIRECTION = re.compile(r"\b(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower)(?:ern)? $")
# in Bantam, Connecticut; RUSSELLVILLE, Ark.
BEFORE_COMMA = re.compile(
    r"(?P<sign>\b(?:in|near|from|outside|at|(?<!ccording )to|of) )?"
    rf"\b(?P<name>{WORD}(?: {WORD}){{0,2}}|{UPPER}{{3,}}(?: {UPPER}{{3,}}){{0,2}}), $"
)
BEFORE_CODE = re.compile(rf"\b{UPPER}[\w-]*+(?: {UPPER}[\w-]*+){{0,2}}$")
CODED = re.compile(r", ([A-Z][A-Za-z])(?=[.,;)\n]| \(| \d| ?[-–—]|$)")
BEFORE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|(?P<at>[Aa]t)) $")
# What a town has, and a person has not: Danbury police, Enfield Council; it begins with one of the words in marks.OFFICES.
OFFICE = re.compile(
    r" (?:[Pp]olice|[Mm]ayor|[Bb]orough|residents|firefighters|(?:City |Town |Borough )?Council(?:l?or)?|"
    r"(?:Superior|Crown|Magistrates'?) Court|City Hall|Town Hall|Fire (?:Department|Brigade|Station))\b"
)
FIRST_WORD = re.compile(r"\S+ ")
NO_TOWN = re.compile(r" of |'s [A-Z]")  # University of Pittsburgh, Moody's Analytics
UNITS = ("Region", "Oblast", "Province")
PLACE = (Meaning("", "place"),)


def _any(name):
    return "|".join(re.escape(word) for word in sorted(wordlist(name), key=len, reverse=True)) or "(?!)"


@functools.cache
def after_places():
    """Return the words with a capital that follow a place, and so are no surname."""
    return frozenset(wordlist("after_places"))


@functools.cache
def forenames():
    """Return the given names that are names of places too."""
    return frozenset(wordlist("forenames"))


@functools.cache
def not_forenames():
    """Return the words with a capital that stand before a name, and are no forename: *In*, *Team*, *Greater*."""
    return frozenset({*_words()[4], *after_places(), "Team", "Far", "Greater", "Upper", "Lower", "Mid", "Old", "New", "Downtown", "Former"})


@functools.cache
def _words():
    """Return the word lists: heads, openings, nouns before "of", nouns after a name, words that begin no name, names of no place, and
    towns whose names are surnames or common words."""
    nouns = wordlist("place_nouns")
    return (
        frozenset(wordlist("place_heads")),
        tuple(f"{opening} " for opening in wordlist("place_openings")),
        tuple(f" {noun} of " for noun in nouns),
        re.compile(rf" (?:{_any('place_nouns')})\b"),
        frozenset(word.capitalize() for word in wordlist("stop_words")),
        frozenset([*calendar.month_name, *calendar.day_name, *wordlist("not_unlisted")]),
        frozenset(wordlist("towns_like_others")),
    )


def unlisted(text, found, towns=(), sure=(), marks=None):
    """Add the names that only their form shows to be places; a longer one takes the place of a name inside it.

    Parameters
    ----------
    text : str
        Folded.
    found : list of Found
        From `names.find_names`.
    towns : dict, optional
        From `towns.towns_by_name`.
    sure : collection of str, optional
        The regions that the text names: towns of these need no other sign.
    marks : capitals.Marks, optional
        Where forms of names and towns may begin; by default every word with a capital is looked at.

    Returns
    -------
    list of Found
        In text order; the added ones have a meaning without a place_id.

    Examples
    --------
    >>> [text[a:b] for text in ["The Walker County sheriff, in Nenagh"] for a, b, _ in unlisted(text, [])]
    ['Walker County', 'Nenagh']
    """
    marks = everywhere(text) if marks is None else marks
    starts = (marks.towns if sure else marks.offices) if towns else ()
    known, ends = {start: end for start, end, _ in found} if marks.forms or starts else {}, ()
    shown, alone, codes = _beside(text, found if marks.beside is None else marks.beside, towns), [], []
    for word, why in _at(text, marks.forms, known, towns, shown):
        if why & ~IN and not (word[0] in UNITS and word.start() - 1 in (ends := ends or {*known.values()})):  # Kharkiv Region: known
            shown += _shown(text, word, why, towns)
        if why & IN:
            alone += _placed(text, word, towns)
        if why & CODE:
            codes += _coded(text, word, towns)
    alone += _of_regions(text, (start for start in starts if start not in known), towns, sure)
    if not (shown or alone or codes):
        return found
    shown += [span for span, _ in codes]
    shown = [(start, end) for start, end in (_trimmed(text, *span) for span in shown) if start < end and text[start:end] not in _words()[0]]
    names = {text[start:end] for start, end in shown} | {text[start:end] for start, end in alone if text[start:end] in towns}
    shown += alone + _again(text, names)
    added = [Found(start, end, PLACE) for start, end in shown if text[start:end].split(" ")[0] not in _words()[5]]
    return _merged([*found, *(code for _, code in codes)], added) if added or codes else found


def _at(text, places, known, towns, shown):
    """Yield words with a capital of a text, and why they are looked at: not for their being behind *in*, if they are known.

    Spans of what stands in front of a line, for no other reason, are added to `shown`.
    """
    for start, why in places:
        if why == LINE and not text.startswith(UNITS, start):
            shown += _in_front(text, start, towns)
            continue
        why = why & ~IN if start in known else why
        if why and (word := CAPITAL.match(text, start)):
            yield word, why


def everywhere(text):
    """Return every word with a capital of a text, to be looked at for every reason."""
    starts = [word.start() for word in CAPITAL.finditer(text)]
    return Marks(starts, [(start, -1) for start in starts], starts, starts)


def _shown(text, word, why, towns):
    """Return the spans of the names that a word with a capital closes, opens or is."""
    heads, openings, of, nouns, *_ = _words()
    start, end = word.span()
    if (
        why & HEAD
        and word[0] in heads
        and text.startswith(" ", start - 1)
        and (before := BEFORE_HEAD.search(text, max(start - LONGEST, 0), start))
    ) and (word[0] in ("County", "Parish") or not (FOLLOWED.match(text, end) or text.endswith(UNPLACED, 0, start))):
        return [(before.start(), end)]
    if why & HEAD and text.startswith(openings, start) and (name := OPENED.match(text, start)):
        return [name.span()]
    if why & OF and (text.endswith(of, 0, start) or AGED.search(text, max(start - 14, 0), start)):
        name = NAME.match(text, start)
        return [name.span()] if name and (name[0] in towns or ENDED.match(text, name.end())) else []
    if why & NOUN and nouns.match(text, end) and (name := NAMED.search(text, max(start - LONGEST, 0), start)):
        return [(name.start("name"), end)]
    return _in_front(text, start, towns) if why & LINE else []


def _in_front(text, start, towns):
    """Return the span of a name in front of a line, before an agency or a dash: *LONDON (AP)*."""
    if start and text[start - 1] != "\n":
        return []
    name = CAPITALS.match(text, start) or NAME.match(text, start)
    if name and DATELINE.match(text, name.end()) and (name[0].isupper() or name[0] in towns):
        return [name.span()]
    return []


def _placed(text, word, towns):
    """Return the span of a name after *in* or *near*."""
    start, end = word.span()
    before = BEFORE.search(text, max(start - 9, 0), start)
    if not before or word[0][-1].isdigit() or not WHOLE.fullmatch(word[0]):
        return []
    name = NAME.match(text, start)
    if name and name[0] in forenames():
        return []
    if name and name[0] in towns and name[0] not in after_places():
        return [name.span()]
    if before["at"]:
        return []
    return [(start, end)] if not FOLLOWED.match(text, end) and not text.startswith("'s", end) and ENDED.match(text, end) else []


def _of_regions(text, starts, towns, regions):
    """Return the spans of towns that have an office, or of regions that the text names: *Danbury police*; no other words, and no people."""
    spans, judged = [], {}
    for word in (CAPITAL.match(text, start) for start in starts):
        if not word or not (word[0] in towns or text[word.end() + 1 : word.end() + 2].isupper()):
            continue
        name = NAME.match(text, word.start())
        parts = name[0].split(" ") if name else []
        for length in range(len(parts), 0, -1):
            town = " ".join(parts[:length])
            end = word.start() + len(town)
            if town not in towns:
                continue
            office = OFFICE.match(text, end)
            if not office and (town in _words()[6] or not any(region in regions for _, region, _ in towns[town])):
                continue
            if town not in judged and len(judged) < MOST_TOWNS:
                judged[town] = _may_be(town, word[0], text)
            surname = not office and length < len(parts) and parts[length] not in after_places()
            if judged.get(town) and not (surname or NO_TOWN.match(text, end)):
                spans.append((word.start(), end))
            break
    return spans


def _may_be(town, first, text):
    """Return whether the name of a town can be one in a text: neither another word, nor a surname."""
    heads, _, _, _, not_first, *_ = _words()
    if town in not_first or town in forenames() or any(_has_forename(text, start) for start in _standing(first, text)):
        return False
    return " " in town or not (town in heads or town in after_places() or any(True for _ in _standing(town.lower(), text)))


def _coded(text, word, towns):
    """Return the span of a town before the code of its state, with the name that the code is: *Edmonton, Ky*, *LAUREL COUNTY, KY*."""
    code = CODED.match(text, word.end())
    if not code:
        return []
    name = BEFORE_CODE.search(text, max(word.end() - LONGEST, 0), word.end())
    parts = name[0].split(" ") if name else []
    for first in range(len(parts)):
        town = " ".join(parts[first:])
        for _, region, _ in towns.get(town.title() if town.isupper() else town, ()):
            if region[2:] == f"-{code[1].upper()}":
                return [((word.end() - len(town), word.end()), Found(*code.span(1), (Meaning(region, "place"),)))]
    return []


def _beside(text, found, towns):
    """Return the spans of names that stand before a comma and a place, and of places with their direction."""
    spans = []
    for start, end, meanings in found:
        before = text[max(start - 2, 0) : start]
        if not meanings or (before not in BESIDE and before[-1:] != "\n"):
            continue
        if before == ", ":
            word = text[max(start - LONGEST, 0) : start - 2].rpartition(" ")[2]
            if word == word.lower() or text.startswith("'", end):
                continue
            town = BEFORE_COMMA.search(text, max(start - LONGEST, 0), start)
            regions = {meaning.place_id for meaning in meanings}
            if town and _is_town_beside(text, town, regions, towns):
                spans.append(town.span("name"))
        elif directed := DIRECTION.search(text, max(start - 14, 0), start):
            spans.append((directed.start(), end))
    return spans


def _is_town_beside(text, town, regions, towns):
    """Return whether what stands before a comma and a place is a town there; behind *Ministry of* or *Minister of*, only a known one."""
    known = any(region in regions for _, region, _ in towns.get(_titled(town["name"]), ()))
    return known or bool(town["sign"] and not _of_subject().search(text, max(town.start("name") - 30, 0), town.start("name")))


@functools.cache
def _of_subject():
    """Return the pattern of bodies, and of those who lead or learn there, before the name of a subject."""
    return re.compile(rf"\b(?:{any_of('body_heads')}|Minister|Secretary|Director|Professor|Dean|Doctor|Master|Bachelor)s? of $")


def _titled(name):
    return name.title() if name.isupper() else name


def _again(text, names):
    """Return where names stand that were shown to be places once: they are throughout the text, but for those of people."""
    names = sorted(names, key=len, reverse=True)[:MOST]
    spans = [(start, start + len(name)) for name in names for start in _standing(name, text)]
    people = {text[start:end] for start, end in spans if " " not in text[start:end] and _has_forename(text, start)}
    return [(start, end) for start, end in spans if text[start:end] not in people]


def _standing(name, text):
    """Yield where some words stand in a text, as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(name, end)


def _has_forename(text, start):
    """Return whether a word with a capital stands right before a name, as a forename does: *Kevin Johnson*."""
    before = FORENAME.search(text, max(start - 24, 0), start)
    return before is not None and before["name"] not in not_forenames()


def _merged(found, added):
    merged, end = [], 0
    for name in sorted([*found, *added], key=lambda name: (name.start, -name.end, not name.meanings or name.meanings[0].place_id == "")):
        if name.start >= end:
            merged.append(name)
            end = name.end
    return merged


def _trimmed(text, start, end):
    """Leave out a first word that is an article or the like; return an empty span where nothing is left."""
    not_first = _words()[4]
    while (word := FIRST_WORD.match(text, start, end)) and word[0].strip() in not_first:
        start = word.end()
    return (start, end) if text[start:end] not in not_first else (start, start)
