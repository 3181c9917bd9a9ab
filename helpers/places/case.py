"""What a rule on the meaning of a name sees: the text, the names in it, and which of them make a list."""

import functools
import re
from collections import namedtuple

from helpers.spans import wordlist

# The folded text, all names found in it, the number of the one to decide, the meanings still possible,
# the places of the gazetteer by their id, the regions that stand in the text without doubt, its lists of names, and which names were
# shown to be people or places once in it, and the numbers of those behind a given name, where this is known.
Case = namedtuple("Case", "text found i meanings places sure lists people shown given", defaults=(frozenset(), frozenset(), None))

HEAD = r"(?:[Rr]egions?|[Oo]blasts?|[Pp]rovinces?|[Ss]tate|REGIONS?|OBLASTS?)\b"
AFTER = re.compile(rf"[\"']?\s+{HEAD}")  # the Donetsk and Kherson regions
# Donetsk and Kherson oblast, where the name itself ends in the head
INSIDE = ("region", "regions", "Region", "Regions", "REGION", "REGIONS", "oblast", "oblasts", "Oblast", "Oblasts", "OBLAST", "OBLASTS")
INSIDE += ("province", "provinces", "Province", "Provinces", "state", "State")
INSIDE_ENDS = frozenset(word[-3:] for word in INSIDE)
HEADED = ("egion", "blast", "rovince", "tate", "EGION", "BLAST")  # one of these stands in a text with a head
BEFORE = re.compile(rf"{HEAD}\s+(?:of\s+)?$")  # the oblasts of Donetsk and Kherson
NAME_GAP = re.compile(r"\s*+(?:,\s*+(?:and|or|as well as|&)?+|\band\b|\bor\b|\bnor\b|\bas well as\b|&)\s*+")
THE_GAP = re.compile(rf"{NAME_GAP.pattern}\bthe ")  # the Kherson and the Odesa regions
LONGEST = 30  # names in a list that a head can close
HEADS = r"(?:[Rr]egions|[Oo]blasts|[Pp]rovinces)"
EXAMPLE = (
    r"(?:such\sas|including|like|namely|notably|especially|particularly|in\sparticular|among\sthem|for\sexample|for\sinstance|that\sis)"
)
# regions such as Sumy; the occupied regions, including Kherson
EXAMPLES = re.compile(rf"\b{HEADS}(?:,?\s{EXAMPLE}|\s\((?:{EXAMPLE}\s)?)(?:\sthe)?\s?$")
# four regions – Donetsk, …; the regions that Russia claims: Donetsk, …
ANNOUNCED = re.compile(rf"\b{HEADS}(?:\s[\w'-]{{1,20}}){{0,6}}(?:(?:\s?[–:]|\s-)\s|\s\()(?:the\s)?$")
CLOSED = re.compile(r"[\"']?\s*(?:[.;,–)!?\n]|-\s|$)")
NUMBERS = dict(zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True))
# four Ukrainian regions, Donetsk, …: as many names as the number says
COUNTED = re.compile(rf"\b(?P<n>{'|'.join(NUMBERS)}|[2-9]|10)\s(?:[\w'-]{{1,20}}\s){{0,3}}{HEADS},\s$", re.IGNORECASE)
TOWN = re.compile(r"\s+(?:city|cities|towns?|airport)\b")


def any_of(name):
    """Return a pattern for the words of a list; those in lower case stand for both forms."""
    both = ((f"[{word[0]}{word[0].upper()}]" if word[0].islower() else re.escape(word[0]), word[1:]) for word in wordlist(name))
    words = "|".join(first + re.escape(rest) for first, rest in both)
    return f"(?:{words or '(?!)'})"  # (?!) stands nowhere: an empty list has no word


class Endings:
    """Whether a text may end with one of some words, and perhaps an article: a quick look, before a pattern is asked.

    Examples
    --------
    >>> [Endings(["urged", "by"]).may_end(text) for text in ("they urged the ", "By ", "they went to ")]
    [True, True, False]
    """

    def __init__(self, words):
        both = [form for word in words for form in (word, word.capitalize())]
        self.last = frozenset(word[-3:] for word in both)

    def may_end(self, text):
        text = text.rstrip()
        if text[-3:] in self.last or text[-2:] in self.last:
            return True
        text = text[:-3].rstrip() if text.endswith("the") else ""
        return text[-3:] in self.last or text[-2:] in self.last


@functools.cache
def _locative():
    """Return the pattern for what stands before a place: *in*, *near the*."""
    return re.compile(rf"\b{any_of('locatives')}\s+(?:the\s+)?$")


@functools.cache
def _locative_ends():
    return Endings(wordlist("locatives"))


def is_located(before):
    """Return whether such words stand at the end of a text, which is what stands before a place.

    >>> is_located("They met near the "), is_located("They saw the ")
    (True, False)
    """
    return _locative_ends().may_end(before) and _locative().search(before) is not None


@functools.cache
def telling():
    """Return the pattern for what shows, behind a capital, that a government is meant: *'s foreign ministry*."""
    return re.compile(rf"'s?\s+(?:\w+\s+)?{any_of('metonym_nouns')}\b")


def name_lists(text, found):
    """Return for each name the numbers of the first of its list and of the one after the last, and whether a head follows."""
    lists, start = [], 0
    for i in range(1, len(found) + 1):
        a, b = found[i - 1].end, found[i].start if i < len(found) else -1
        if not (a < b <= a + 20 and (NAME_GAP.fullmatch(text, a, b) or _has_article(text, found[i - 1].start, a, b))):
            lists += [(start, i)] * (i - start)
            start = i
    if not _has_head(text):
        return [(*bounds, False) for bounds in lists]
    headed = len(found) + LONGEST  # the number of the next name with a head
    for i in range(len(found) - 1, -1, -1):
        start, end, _ = found[i]
        if AFTER.match(text, end) or (text[end - 3 : end] in INSIDE_ENDS and text.endswith(INSIDE, start, end)):
            headed = i
        lists[i] += (headed < min(lists[i][1], i + LONGEST),)
    return lists


class Lists:
    """The lists of names in a text, made when the first of them is asked for: most names stand in none that matters."""

    def __init__(self, text, found):
        self.given, self.made = (text, found), None

    def __getitem__(self, i):
        if self.made is None:
            self.made = name_lists(*self.given)
        return self.made[i]


def _has_article(text, start, a, b):
    """Return whether two names, each with an article, are joined: *the Kherson and the Odesa regions*."""
    return text.endswith(("the ", "The "), 0, start) and THE_GAP.fullmatch(text, a, b)


def before_list(case, width):
    """Return the text before the list that a name stands in: *in London, Paris and Kyiv*."""
    first = case.found[case.lists[case.i][0]].start
    return case.text[max(first - width, 0) : first]


def list_end(case):
    """Return where the list that a name stands in ends."""
    return case.found[case.lists[case.i][1] - 1].end


def is_headed(case):
    """Return whether a head such as "regions" applies to a name: after it or a later name of its list, or before the list."""
    return _has_head(case.text) and (case.lists[case.i][2] or _head_before(case))


@functools.lru_cache(maxsize=1)
def _has_head(text):
    return any(sign in text for sign in HEADED)


def _head_before(case):
    """Return whether a head stands before the list of a name: *regions of*, *regions such as*, *four regions –*, *two regions,*."""
    before = before_list(case, 160)
    if BEFORE.search(before[-40:]):
        return True
    if not any(plural in before for plural in ("egions", "blasts", "rovinces")) or TOWN.match(case.text, list_end(case)):
        return False
    if EXAMPLES.search(before[-50:]):
        return True
    first, last, _ = case.lists[case.i]
    if first + 1 == last or not CLOSED.match(case.text, list_end(case)):
        return False
    if ANNOUNCED.search(before):
        return True
    counted = COUNTED.search(before[-90:])
    if not counted:
        return False
    number = counted["n"].lower()
    size = NUMBERS.get(number) or int(number)
    # two regions, Lviv and Volyn, and Kyiv: the names beyond the number are no regions
    full = last - first == size or (last - first > size and case.text.startswith(",", case.found[first + size - 1].end))
    return full and case.i < first + size
