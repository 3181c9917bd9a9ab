"""Words: the words, marks and sentences of a text."""

import functools
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import sub

from helpers.reported import classes

POSSESSIVE = re.compile(r"'(?<=[sS]')(?= \w)")  # the ministers' spokeswoman; or the end of a quotation; the mark first, which is fast
INITIALS = re.compile(r"(?!U\.[KNS]$|E\.U$|D\.C$|A\.M$|P\.M$)[A-Z]\.[A-Z]")  # of G.K. Lund
DASHES = frozenset("–—-")
MOST = 150  # words in a sentence
HELD, UNNUMBERED = 1, 2  # what an abbreviation holds: no sentence ends behind it, or none before a number
# Subjects after which a cue in its base form is a verb (they say).
BASE_SUBJECTS = frozenset(
    ["we", "they", "i", "you", "who", "people", "police", "which", "that", "both", "others", "some", "many", "most", "all"]
)
PUNCTUATION = frozenset([*",;:\"''()[]–—-.!?…", "''"])


@dataclass(slots=True)
class Words:
    """The words and marks of a folded text: where they begin, lower case, first words of sentences, quotations by first and last mark."""

    text: str
    starts: array
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


def with_possessives(text, quotes):
    """Return a text with a letter in place of the apostrophe of a possessive, so that it is none of the marks that end a subject.

    >>> with_possessives("The ministers' plan.", [])
    'The ministersʼ plan.'
    """
    if POSSESSIVE.search(text) is None:
        return text
    marks = {place for q in quotes for place in (q.start, q.inner_end)}
    return POSSESSIVE.sub(lambda found: found[0] if found.start() in marks else "\u02bc", text)


def words_of(text, pieces, quotes):
    """Return the words and sentences of a folded text, of which the pieces are known; a sentence does not end within a quotation."""
    starts, low, nexts = pieces.starts, pieces.low, pieces.nexts
    if not quotes:
        return Words(text, starts, low, _no_endless(starts, [0, *nexts] if starts else [], []), {}, {}, quotes)
    whole = [q for q in quotes if q.complete]
    inside, firsts = [q.start for q in whole], [0] if starts else []
    for stop, at in zip(pieces.stops, nexts, strict=True):
        if not (inside and (q := bisect_right(inside, stop) - 1) >= 0 and starts[at] < whole[q].end):
            firsts.append(at)
    loose = [bisect_right(starts, q.end) for q in whole if text[q.inner_end - 1] in " \n" and text[q.inner_end - 2] in ".!?…"]
    firsts = sorted({*firsts, *(k for k in loose if k < len(starts) and text[starts[k]].isupper())}) if loose else firsts
    opening = {bisect_left(starts, q.start): q for q in quotes}  # a mark is a word of its own
    closing = {bisect_left(starts, q.inner_end): q for q in whole}
    return Words(text, starts, low, _no_endless(starts, firsts, whole), opening, closing, whole)


def _no_endless(starts, firsts, whole):
    """Cut sentences of more words than anyone reads, counted outside of quotations, so that time stays linear."""
    if max(map(sub, [*firsts[1:], len(starts)], firsts), default=0) <= MOST:
        return firsts
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


def abbreviated(text, stop):
    """Return whether the full stop after a word belongs to an abbreviation."""
    near = text[max(stop - 12, 0) : stop]
    held = abbreviation(near[near.rfind(" ") + 1 :])
    return bool(held & HELD) or bool(held & UNNUMBERED and text[stop + 1 : stop + 3].strip()[:1].isdigit())  # No. 2


@functools.lru_cache(maxsize=8192)
def abbreviation(word):
    """Return what a word, or one behind marks, that stands before a full stop holds: HELD, UNNUMBERED, both or nothing."""
    word = word if word.isalnum() else re.search(r"[\w.]{0,12}$", word)[0]
    never = word.lower() in classes.ABBREVIATIONS or (len(word) == 1 and word.isupper()) or INITIALS.fullmatch(word) is not None
    return never * HELD + (word.lower() in classes.BEFORE_NUMBERS) * UNNUMBERED


def strip_end(words, r, k):
    """Step back over punctuation at the end, not over a closing quotation mark."""
    while k >= r and words.low[k] in ",;:.–—-!?…" and words.low[k] not in ("",):
        k -= 1
    return k
