"""Capitals that stand for their governments: *Kyiv said*, *London and Paris agree*, *urged Moscow to*, *"No," said Berlin*."""

import functools
import re

from helpers.places.case import Endings, any_of, is_located, telling
from helpers.places.marks import ALL, BEHIND, CALLED, LISTED
from helpers.spans import wordlist

SEATS = {"city", "capital", "seat of government", "city with special status"}
FRONTED = re.compile(r"(?:^|[.!?]\s+|\n)(?:Of|From|To|With)\s+$")  # Of Kyiv he asked that
IN_FRONT = re.compile(r"(?:^|[.!?]\s+|\n)In\s+$")  # In Vienna, Kyiv and Minsk agreed
# Strikes on Kyiv have stopped; those who fled Kyiv said.
GOVERNED = re.compile(
    r"\b(?:on|for|against|about|under|beyond|behind|within|without|except|like|such as|including|than|fled|flee|"
    r"fleeing)\s+(?:the\s+)?$"
)
ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hese|[Tt]hose|its|their)\s+$")


def _plural(verb):
    """Return the form of a verb that goes with several subjects, for one that ends in -s."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("shes", "ches", "sses", "xes", "oes")) else verb[:-1]


def _words(words):
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))


DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
ADVERBS = "also|now|again|then|never|still|later|always|already|further|once|itself|both|jointly"
ASIDE = (
    r"(?:,\s+(?:for (?:its|their) part|in turn|however|meanwhile|too|in response|though|by contrast|(?:he|she|it|they)\s+(?:said|added)),)?"
    rf"(?:\s+(?:on\s+{DAY}|late\s+on\s+{DAY}|yesterday|today|(?:this|last)\s+(?:week|month|year)))?"
    rf"\s++(?:{ADVERBS}|(?:[a-z]{{2,12}}+(?<=ly)))?+\s*+"
)
# Bodies and people that share a verb with a capital: Kyiv and its allies agree.
COMPANY = re.compile(
    r"(?:,\s+|\s+)(?:and|or|as well as|together with|along with)\s+(?:its\s+(?:[\w-]{2,20}\s+)?(?:allies|partners|backers|friends|proxies)|"
    r"(?:the\s+)?(?:EU|European Union|NATO|UN|United Nations|G7|IMF|OSCE|IAEA|West))\b"
)
BE = "is|was|has|have|had|will|would|may|might|must|should|can|could|cannot"
# What is said of a town, not of a government: was hit, has been heavily shelled, is a city, has three million people.
OF_TOWN = (
    rf"(?!(?:{BE})\s+(?:not\s+)?(?:been\s+|be\s+|being\s+)?(?:[a-z]{{2,12}}ly\s+)?(?:hit|struck|shelled|bombed|attacked|bombarded|destroyed|"
    r"damaged|occupied|liberated|evacuated|flooded|captured|seized|besieged|surrounded|retaken|founded|built|located|situated|quiet|calm|dark|"
    r"empty|home|near|close|far|under|without|(?:no )?(?:light|power|water|electricity|heating|heat|gas))\b|"
    r"(?:is|was)\s+(?:an?|the|one)\s|ha(?:[sd]|ve)\s+(?:\w+\s+)?(?:\d|million|thousand|people|residents|inhabitants))"
)
SAID = "said|says|added|replied|insisted|warned|announced|declared|argued|claimed|asked|noted|stressed|answered|wrote|say|agreed"
# Whose they are is a government: Moscow's war, Kyiv's allies.
POSSESSED = re.compile(
    r"'s?\s+(?:[\w-]{2,20}\s+)?(?:allies|partners|army|war|invasion|aggression|annexations?|ultimatum|denials?|requests?|envoys?|delegation|"
    r"promises?|pledges?|threats?|veto|consent|approval|reply|stance|policy|policies|intentions?|aims|accusations?|warnings?|leaders|leadership|"
    r"officials|diplomats|ministers?|attempts?|appeals?|obligations|commitments?|rulers|assertions?|allegations?)\b"
    r"(?!\s+(?:memorial|museum|cemetery|cabinet|graves)\b)"
)
INVERTED = re.compile(rf"[,!?\"']\s+(?:{SAID})\s+(?:the\s+)?$")
ENDED = re.compile(r"\s*(?:[.,;:!?\"\n)–]|$)|\s+(?:and|but|on|in|at|after|before|when|while|as|last|this|today|yesterday)\b")


@functools.cache
def _addressed():
    """Return the pattern for who is spoken to: *urged*, *called on*."""
    return re.compile(rf"\b{any_of('metonym_addressed')}\s+(?:the\s+)?$")


@functools.cache
def calling():
    """Return the words that stand before who is spoken to, or who speaks: *urged*, *said*."""
    return Endings([*wordlist("metonym_addressed"), *SAID.split("|")])


@functools.cache
def _verbs(several):
    """Return the pattern for the verbs that governments are subjects of, for one or for several of them."""
    verbs = set(wordlist("metonym_verbs"))
    if several:
        irregular = ("is", "was", "has", "does", "says")
        verbs |= {_plural(verb) for verb in verbs if verb.endswith("s") and verb not in irregular} | {"say", "do"}
    return re.compile(rf"{ASIDE}{OF_TOWN}(?:{_words(verbs)})\b")


def metonym(case):
    """A capital that speaks, decides or is spoken to stands for its government: *Kyiv said*, *urged Moscow to*."""
    meaning = case.meanings[0]
    if meaning.role != "place" or case.places[meaning.place_id]["kind"] not in SEATS or not case.places[meaning.place_id]["seat"]:
        return None
    start, end = case.found[case.i][:2]
    before = case.text[max(start - 30, 0) : start]
    addressed = calling().may_end(before) and _addressed().search(before) and not OFFICE.match(case.text, end)
    owner = case.text.startswith("'", end) and (telling().match(case.text, end) or POSSESSED.match(case.text, end))
    if addressed or owner or FRONTED.search(before):
        return [meaning._replace(role="metonym")]
    return [meaning._replace(role="metonym")] if _speaks(case, before) else None


def _speaks(case, before):
    """Return whether a name, or the list that it stands in, is the subject of a verb of speech or decision, or is spoken to."""
    first, last, _ = case.lists[case.i]
    joined = last - first > 1 and case.text[case.found[last - 2].end : case.found[last - 1].start].strip() not in (",", ", the")
    if joined and first < last - 2 and IN_FRONT.search(case.text, max(case.found[first].start - 6, 0), case.found[first].start):
        if case.i == first:
            return False
        first += 1
    if not joined and case.i + 1 < last:
        return False
    if joined:
        begin = case.found[first].start
        before = case.text[max(begin - 30, 0) : begin]
        if _addressed().search(before):
            return True
    stop = case.found[last - 1].end
    if INVERTED.search(before):
        return bool(ENDED.match(case.text, stop))
    company = COMPANY.match(case.text, stop)
    if not _verbs(bool(joined or company)).match(case.text, company.end() if company else stop) or before.endswith("-"):
        return False
    # the Kyiv plans are Kyiv's, but the Kremlin plans
    attribute = ARTICLE.search(before) and case.places[case.meanings[0].place_id]["kind"] != "seat of government"
    return not (attribute or is_located(before) or GOVERNED.search(before))


NATURE = {
    "sea",
    "ocean",
    "river",
    "strait",
    "gulf",
    "canal",
    "lakes",
    "mountains",
    "desert",
    "spit",
    "dam",
    "bridge",
    "airport",
    "memorial",
}
SETTLED = {"town", "village", "unlisted", "nuclear plant", "industrial site"}
PLACED = SETTLED | SEATS  # kinds of places that act as teams alone; of capitals the rule says whether they do
PEOPLE = re.compile(r"'s? (?:[\w-]+ )?(?:ministers?|officials|diplomats|leaders|leadership|rulers|envoys?|delegation)\b")
OFFICE = re.compile(
    r" (?:[A-Z]|(?:police|officials?|troops|forces|soldiers|authorities|city|town|coast|border|team|coach|office|embassy|citizens?)\b)"
)
NEAR = 20  # characters between the names of a list, at most
JOINTS = {" and the ", ", the ", ", and the ", " or the "}
COMPASS = re.compile(r"\b(?:nor|sou|ea|we)(?:th|st)ern\s+$")  # the land: eastern Norway has
BONDS = (
    r"(?:relations?|relationship|ties|talks|negotiations|dialogue|cooperation|disputes?|conflict|tensions?|war|alliance|partnership|treaty|deal|"
    r"agreements?|accord|pact|views|differences|summit|friendship|trade)"
)
# Of two parties each acts: relations between Norway and Chile, the Norway-Chile summit.
BETWEEN = re.compile(rf"\b{BONDS} (?:\w+ )?(?:between|among) $")
PAIRED = re.compile(rf"[-–](?:[A-Z][\w.]+ ){{1,3}}(?:[a-z]+ )?{BONDS}\b")
PAIR_END = re.compile(rf" (?:[a-z]+ )?{BONDS}\b")
# Whom something comes from, is said of, or is wanted of: backing from Norway, allegations against it, wants it to, sees it as.
PARTY = re.compile(
    r"\b(?:(?:backing|support|pressure|help|aid|assistance|threats?|criticism|condemnation|response|requests?|demands?) from|"
    r"(?:allegations?|accusations?|charges?|sanctions|complaints?|case|lawsuit|claims|tariffs|measures) (?:against|on)|blamed on|"
    r"(?:questions|warning|message|appeal|letter|ultimatum|request|lessons) to) $"
)
# Norway is wanted to act, seen as an actor, given a chance: what stands before it, and how it goes on behind it.
WANT = "want|wants|wanted|wanting|expect|expects|expected|help|helps|helped|let|lets|invite|invites|invited"
SEE = "see|sees|saw|seeing|view|views|viewed|regard|regards|regarded|treat|treats|treated"
GIVE = "give|gives|gave|giving|offer|offers|offered|offering"
TREATED = {
    word: behind
    for words, behind in (
        (WANT, (" to ",)),
        (SEE, (" as a ", " as an ", " as the ", " as its ", " as one ")),
        (GIVE, (" a ", " an ", " the ", " its ")),
    )
    for word in words.split("|")
}
PARTY_WORDS = ("from", "against", "on", "to", "between", "among")  # what `_is_party` asks for before a name, besides
# A team: the Leeds coach, a game against Leeds, Leeds have won.
MEMBERS = "coach|player|players|striker|goalkeeper|midfielder|defender|winger"
TEAM = re.compile(rf" (?:{MEMBERS})\b")
AGAINST = ("against ", "versus ", "vs ", "vs. ")
PLAYED = re.compile(
    r"\b(?:points?|goals?|wins?|won|lost|loss|victory|defeat|draw|games?|match|(?:semi-?|quarter-?)?finals?|overtime|rebounds|play(?:s|ed)?)\b"
    r"[^.!?]{0,40} (?:against|versus|vs\.?) $"
)
SEVERAL = re.compile(r" (?:have|were|are)\b")
# What the first words behind a subject look like; most names are followed by something else, and are asked no further.
GOES_ON = re.compile(r",? (?:[a-z]|[A-Z][a-z]+day\b)|,? (?:and|or) |'s? ")
NEXT = re.compile(r" ([a-z]+)(?![\w'-])")
# Words that may stand between a subject and its verb, or join it with others, or begin a verb of several words.
FIRST = {*ADVERBS.split("|"), "on", "late", "yesterday", "today", "this", "last", "and", "or", "nor", "as", "together", "along"}
FIRST |= {"will", "would", "must", "should", "may", "might", "can", "cannot", "could", "did", "does", "do"}
FIRST |= {"has", "have", "had", "is", "are", "was", "were"}
JOINED = re.compile(r",|,? (?:and|or|as well) ")
VERB = re.compile(rf"(?:, which)?{ASIDE}(?P<verb>[a-z][a-z-]*)")
DOES = re.compile(
    rf"(?:, which)?{ASIDE}(?:(?:(?:will|would|must|should|may|might|can|cannot|could|did|does|do)(?:n't)?|can't|won't)\s+"
    r"(?:not\s+)?(?!be\s|have\s+been\s)[a-z]|"
    r"(?:has|have|had)\s+(?:to\s+[a-z]|(?:not\s+)?(?:also\s+|already\s+|further\s+|repeatedly\s+|never\s+)?(?!been\b)(?:[a-z]+ed|made|sent|said|taken|begun|"
    r"given|shown|sought|told|set|put|kept|built|held|lost|won|led|cut|withdrawn|become)\b)|"
    r"(?:is|are|was|were)\s+(?:not\s+)?(?:also\s+|now\s+|still\s+)?(?:[a-z]{3,}ing|concerned|ready|willing|determined|committed|prepared|keen|"
    r"reluctant|eager|able|unable|expected|due|set|going|responsible|opposed)\b)"
)


@functools.cache
def _deeds(several):
    """Return the verbs that states are subjects of: those of governments, and those of ``corpus/wordlists/deeds.txt``."""
    plain = {"is", "was", "has", "have", "had", "will", "would", "must", "should", "may", "might", "can", "cannot", "could", "does", "did"}
    verbs = {*wordlist("metonym_verbs"), *wordlist("deeds")} - plain
    if several:
        verbs |= {_plural(verb) for verb in verbs if verb.endswith("s")} | {"say"}
    return frozenset(verbs)


@functools.cache
def _has():
    """Return the patterns for what a state has as one who acts, after its possessive and before *of*."""
    return (
        re.compile(rf"'s? (?:[\w-]+ ){{0,2}}{any_of('acting_nouns')}\b"),
        re.compile(rf"\b{any_of('acting_nouns')} of $"),
    )


def parties():
    """Return the words behind which one who is no subject may act, besides *of*."""
    return [*PARTY_WORDS, *TREATED, *map(str.strip, AGAINST)]


def _is_party(text, bounds, listed):
    """Return whether the names within some bounds are parties: *relations between*, *backing from*, *wants it to*, *sees it as*."""
    begin, stop = bounds
    before = text[max(begin - 50, 0) : begin].removesuffix("the ")
    word = before.rstrip().rpartition(" ")[2]
    if word == "of":
        ended = ENDED.match(text, stop) or text.startswith((" to ", " for "), stop)  # imports of US beef are none of the US
        return bool(ended and _has()[1].search(before))
    if word in ("from", "against", "on", "to"):
        return PARTY.search(before) is not None and not OFFICE.match(text, stop)
    if word in ("between", "among"):
        return (listed or text.startswith(" and ", stop)) and BETWEEN.search(before) is not None
    if word in TREATED:
        return text.startswith(TREATED[word], stop)
    return not listed and bool(PAIRED.match(text, stop) or (word.endswith(("-", "–")) and PAIR_END.match(text, stop)))


def _joined(text, found, first, last):
    """Return the bounds of a list of names that goes on behind an article: *Norway and the United States*; three names more at most."""
    for _ in range(3):
        first -= first > 0 and text[found[first - 1].end : found[first].start] in JOINTS
        last += last < len(found) and text[found[last - 1].end : found[last].start] in JOINTS
    return first, last


def _is_called(text, before, end):
    """Return whether a name is spoken to, or speaks: *urged Norway to*, *"No," said Norway.*"""
    if not calling().may_end(before):
        return False
    if _addressed().search(before) and not OFFICE.match(text, end):
        return True
    return bool(INVERTED.search(before) and ENDED.match(text, end))


@functools.cache
def may_act():
    """Return the words of which one follows who acts, at once."""
    return frozenset({*_deeds(False), *_deeds(True), *FIRST, *MEMBERS.split("|")})


def acts(text, found, i, place, lists, *, looked=ALL):
    """Return whether a name that is no capital's stands for who acts or is spoken to: *Russia accused*, *urged Britain to*, *by Iran*.

    `lists` is what `case.name_lists` returns, `looked` the name's signs: what they rule out is not asked.

    Examples
    --------
    >>> from helpers.places.case import name_lists
    >>> from helpers.places.names import Found, Meaning
    >>> text = "Norway and Chile signed it in Peru."
    >>> found = [Found(*span, (Meaning("x", "place"),)) for span in ((0, 6), (11, 16), (30, 34))]
    >>> [acts(text, found, i, {"kind": "country"}, name_lists(text, found)) for i in range(3)]
    [True, True, False]
    """
    kind, (start, end, _) = place["kind"], found[i]
    if kind in NATURE:
        return False
    before = text[max(start - 30, 0) : start]
    called, behind = looked & CALLED, looked & BEHIND
    if (behind and TEAM.match(text, end)) or (called and before.endswith(AGAINST) and PLAYED.search(text, max(start - 60, 0), start)):
        return True
    if kind in PLACED:
        alone = behind and SEVERAL.match(text, end) and not before.endswith(("and ", "or ", ", "))
        return bool(alone and kind in ("city", "town") and not is_located(before) and not GOVERNED.search(before))
    if text.startswith("'", end):
        return bool(
            telling().match(text, end) or _has()[0].match(text, end) or (POSSESSED.match(text, end) and not PEOPLE.match(text, end))
        )
    if called and _is_called(text, before, end):
        return True
    near = looked & LISTED and ((i and found[i - 1].end >= start - NEAR) or (i + 1 < len(found) and found[i + 1].start <= end + NEAR))
    listed = near and (JOINED.match(text, end) or before.endswith(("and ", "or ", ", ", "the ")))
    first, last = _joined(text, found, *lists[i][:2]) if listed else (i, i + 1)
    joined, stop, begin = last - first > 1, found[last - 1].end, found[first].start
    if (called or joined or text.startswith(("-", "–"), end)) and _is_party(text, (begin, stop), joined):
        return True
    word = behind and NEXT.match(text, end)
    if not behind or not (word[1] in may_act() or word[1].endswith("ly") if word else GOES_ON.match(text, end)):
        return False
    company = COMPANY.match(text, stop)
    several = bool(joined or company)
    stop = company.end() if company else stop
    verb = VERB.match(text, stop)
    if not (verb and verb["verb"] in _deeds(several)) and not DOES.match(text, stop):
        return False
    before = text[max(begin - 30, 0) : begin]
    return not (is_located(before) or GOVERNED.search(before) or COMPASS.search(before) or before.endswith("-"))
