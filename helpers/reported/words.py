"""Words: the words, marks and sentences of a text."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from helpers.reported import classes

# A word or mark and the blanks behind it: these follow one another without a gap, so that lengths give the offsets.
TOKEN = re.compile(r"(?:[a-z]\w++(?:[-']\w++)*+|[^\w\s']|(?:[A-Za-z]\.){2,}|\d++(?:[.,:]\d++)*+|\w++(?:[-']\w++)*+|''|[^\w\s])\s*+")
POSSESSIVE = re.compile(r"(?<=s)'(?= \w)")  # the ministers' spokeswoman; or the end of a quotation
# Its first letter first, so that the search is fast.
BOUNDARY = re.compile(r"[.!?…\n](?:(?<!\n)['\")\]]{0,3}\s++(?=['\"(\[]{0,3}[A-Z0-9])|(?<=\n)[^\S\n]*+\n\s*+)")
INITIALS = re.compile(r"(?!U\.[KNS]$|E\.U$|D\.C$|A\.M$|P\.M$)[A-Z]\.[A-Z]")  # of G.K. Lund
DASHES = frozenset("–—-")
MOST = 150  # words in a sentence
# Subjects after which a cue in its base form is a verb (they say).
BASE_SUBJECTS = frozenset(
    ["we", "they", "i", "you", "who", "people", "police", "which", "that", "both", "others", "some", "many", "most", "all"]
)
PUNCTUATION = frozenset([*",;:\"''()[]–—-.!?…", "''"])


class Words(NamedTuple):
    """The words and marks of a folded text: where they begin, lower case, first words of sentences, quotations by first and last mark."""

    text: str
    starts: list
    low: list
    firsts: list
    opening: dict
    closing: dict
    quotes: list

    def end(self, k):
        """Return where the word at `k` ends."""
        return self.starts[k] + len(self.low[k])

    def surface(self, k):
        """Return the word at `k` as it is written."""
        return self.text[self.starts[k] : self.starts[k] + len(self.low[k])]


def read_words(text, quotes):
    """Cut a folded text into words, marks and sentences; a sentence does not end within a quotation.

    Examples
    --------
    >>> read_words("No. We said no.", []).firsts
    [0, 2]
    """
    small = text.lower()
    if len(small) != len(text):  # rare letters change their length
        small = "".join([letter if len(letter.lower()) > 1 else letter.lower() for letter in text])
    if "s' " in small:  # a letter in place of the apostrophe, so that it is none of the marks that end a subject
        marks = {place for q in quotes for place in (q.start, q.inner_end)}
        small = POSSESSIVE.sub(lambda found: found[0] if found.start() in marks else "\u02bc", small)
    pieces = TOKEN.findall(small)
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))[:-1]
    low = list(map(str.rstrip, pieces))
    whole = [q for q in quotes if q.complete]
    inside, firsts, at = [q.start for q in whole], [0] if starts else [], 0
    for mark in BOUNDARY.finditer(text):
        begin, end = mark.span()
        if inside and (q := bisect_right(inside, begin) - 1) >= 0 and end < whole[q].end:
            continue
        at = bisect_right(starts, end - 1, at)
        if at < len(starts) and not (text[begin] == "." and text[begin + 1] == " " and abbreviated(text, begin)):
            firsts.append(at)
    loose = [bisect_right(starts, q.end) for q in whole if text[q.inner_end - 1] in " \n" and text[q.inner_end - 2] in ".!?…"]
    firsts = sorted({*firsts, *(k for k in loose if k < len(starts) and text[starts[k]].isupper())}) if loose else firsts
    opening = {first: q for q in quotes if (first := _at(starts, q.start)) is not None}
    closing = {last: q for q in whole if (last := _at(starts, q.inner_end)) is not None}
    firsts = _no_endless(starts, firsts, whole)
    return Words(text, starts, low, firsts, opening, closing, whole)


def _no_endless(starts, firsts, whole):
    """Cut sentences of more words than anyone reads, counted outside of quotations, so that time stays linear."""
    cut, inside = [], [q.start for q in whole]
    for first, last in zip(firsts, [*firsts[1:], len(starts)][: len(firsts)], strict=True):
        cut.append(first)
        while last - cut[-1] > MOST:
            k = cut[-1] + MOST
            q = bisect_right(inside, starts[k]) - 1
            if q >= 0 and starts[k] < whole[q].end:
                k = bisect_right(starts, whole[q].end)
            if k >= last:
                break
            cut.append(k)
    return cut


def _at(starts, offset):
    i = bisect_right(starts, offset) - 1
    return i if i >= 0 and starts[i] == offset else None


def abbreviated(text, stop):
    """Return whether the full stop after a word belongs to an abbreviation."""
    near = text[max(stop - 12, 0) : stop]
    word = near[near.rfind(" ") + 1 :]
    word = word if word.isalnum() else re.search(r"[\w.]{0,12}$", near)[0]
    if word.lower() in classes.BEFORE_NUMBERS and text[stop + 1 : stop + 3].strip()[:1].isdigit():  # No. 2
        return True
    return word.lower() in classes.ABBREVIATIONS or (len(word) == 1 and word.isupper()) or INITIALS.fullmatch(word) is not None


def strip_end(words, r, k):
    """Step back over punctuation at the end, not over a closing quotation mark."""
    while k >= r and words.low[k] in ",;:.–—-!?…" and words.low[k] not in ("",):
        k -= 1
    return k
