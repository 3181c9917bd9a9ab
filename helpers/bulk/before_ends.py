"""What each different chunk is before the end of a sentence: an abbreviation, an initial, a quoted question …"""

import numpy as np
import pyarrow.compute as pc

from helpers.bulk.characters import APART, CAPITAL, CLOSING, DIGIT, DOT, LEADING, LETTER, ODD, POINT, RAISED, SMALL, STOP, WHITE, WORD
from helpers.bulk.chunks import strings
from helpers.bulk.end_kinds import (
    ABBREVIATION,
    ALONE,
    ASKED,
    BEFORE_NUMBER,
    CLOCK,
    ENDS,
    INITIAL,
    INITIAL_BEFORE_NUMBER,
    MARK,
    NO,
    NUMBER,
    OTHER,
    QUOTED,
    SHORT,
    SHORT_INITIAL,
    YES,
    flags_in,
)

DOTTED = r"^\pL(?:\.\pL{1,2})*\.\pL$"  # D.C, Ph.D, J.R.R
HOURS = r"^[ap]\.m$"
NOTES = rf"^(?:\[\p{{Nd}}{{1,3}}\]|[{RAISED}]+)+$"  # numbers of notes
NUMERIC = r"^[.,]?\p{Nd}[\p{Nd},.\-]*$"


def left_of(letters, edge, words):
    """Return what each chunk is before an end, and where sentences end inside a chunk."""
    flags, points, owner = letters.flags, letters.points, letters.owner
    at = _stops(letters, edge)
    where = owner[at]
    kind = np.full(len(at), YES, dtype=np.int8)
    dots = np.flatnonzero(flags[at] & DOT != 0)
    kind[dots] = _before_dot(letters, at[dots], words)
    inside = np.flatnonzero(at + 1 < edge[where])
    # Closing marks stay with the sentence; where something comes after them in the same chunk, the sentence may end inside it.
    closing = np.flatnonzero(flags & CLOSING != 0)
    closed = np.searchsorted(closing, edge[where[inside]]) - np.searchsorted(closing, at[inside] + 1)
    whole = closed == edge[where[inside]] - at[inside] - 1
    quoted = inside[whole & (kind[inside] == YES) & ~np.isin(points[at[inside] + 1], [ord(mark) for mark in ")]}"])]
    kind[quoted] = np.where(flags[at[quoted]] & DOT != 0, QUOTED, ASKED)
    bracketed = inside[whole & (kind[inside] == YES) & np.isin(points[at[inside] + 1], [ord(mark) for mark in ")]}"])]
    kind[bracketed[flags[at[bracketed]] & DOT != 0]] = SHORT
    inside = inside[~whole]
    inside = inside[~_noted(letters, at[inside] + 1, edge[where[inside]])]
    behind = np.where(np.isin(points[at[inside] + 1], [ord(mark) for mark in ";:!?"]), MARK, OTHER)
    parted = inside[ENDS[kind[inside], behind] & ~_goes_on(letters, at[inside] + 1, edge[where[inside]])]
    kind[inside] = NO
    left = np.zeros(len(letters.chunks), dtype=np.int8)
    left[where] = kind
    return left, [(chunk, _end_inside(letters, i + 1)) for chunk, i in zip(where[parted].tolist(), at[parted].tolist(), strict=True)]


def _goes_on(letters, start, edge):
    """Return where behind closing marks a sentence goes on with a comma or the like: “No!”, he said."""
    flags, points, at = letters.flags, letters.points, start
    for _ in range(3):
        at = np.minimum(at + (flags[at] & CLOSING != 0), edge - 1)
    after = flags[np.minimum(at + 1, edge - 1)]
    small = (after & SMALL != 0) & (after & CAPITAL == 0)
    return (at > start) & (np.isin(points[at], [ord(mark) for mark in ",;:"]) | (np.isin(points[at], [ord("—"), ord("–")]) & small))


def _noted(letters, start, edge):
    """Return which stretches behind a stop are numbers of notes alone, which stay with the sentence: *It rose.[3]*"""
    found = letters.points[start] == ord("[")
    some = np.flatnonzero(found)
    found[some] = flags_in(pc.match_substring_regex(strings(letters.points, start[some], edge[some]), NOTES))
    return found


def _stops(letters, edge):
    """Return the place of the last mark in each chunk that a sentence could end at."""
    flags, owner, points = letters.flags, letters.owner, letters.points
    at = np.flatnonzero(flags & STOP != 0)
    after, second = (np.minimum(at + step, len(flags) - 1) for step in (1, 2))
    inner = (flags[second] & (WORD | ODD) != 0) & (flags[second] & WHITE == 0) & (at + 3 <= edge[owner[at]])
    inner &= np.isin(points[after], [ord(mark) for mark in "'‘’"])  # D.C.'s
    at = at[(at + 1 == edge[owner[at]]) | ((flags[after] & APART != 0) & ~inner)]
    return at[np.append(owner[at[1:]] != owner[at[:-1]], True)[: len(at)]]


def _end_inside(letters, at):
    """Return where in its chunk a sentence ends: before closing marks, but after them where a dash comes next, or another sentence."""
    end, edge = at, int(letters.bounds[letters.owner[at] + 1])
    while end + 1 < edge and letters.flags[end] & CLOSING:
        end += 1
    dash = letters.points[end : min(end + 2, edge)].tolist() == [ord("-")] * 2
    closed = end > at and chr(letters.points[end - 1]) in ")]}’”»" and letters.flags[end] & CAPITAL
    return (end if dash or closed else at) - int(letters.bounds[letters.owner[at]])


def _before_dot(letters, at, words):
    """Return what words are that a full stop comes after."""
    points, flags = letters.points, letters.flags
    begin = letters.bounds[letters.owner[at]]
    dashes = np.flatnonzero(points == ord("-"))
    start = np.maximum(begin, _after_last(_apart(letters, dashes), at))
    for _ in range(2):
        start += (flags[start] & LEADING != 0) & (start < at)
    kind = np.where(at > start, YES, ALONE).astype(np.int8)
    kind[(at == start) & (at > begin)] = YES
    ellipsis = np.flatnonzero((at > begin) & (flags[at - 1] & DOT != 0))
    kind[ellipsis] = np.where(_asked(flags, begin[ellipsis], at[ellipsis]), YES, ABBREVIATION)
    some = np.flatnonzero((at > start) & (flags[at - 1] & DOT == 0))
    kind[some] = _of_words(letters, start[some], at[some], dashes, words)
    return kind


def _of_words(letters, start, end, dashes, words):
    """Return what words are that a full stop comes after."""
    flags = letters.flags
    part = np.maximum(start, _after_last(dashes, end))
    part = np.where(part < end, part, start)
    listed, numbered = _among(letters.small, start, part, end, (words.abbreviations, words.before_number))
    initial = (end - start == 1) & ((flags[start] & LETTER != 0) | (letters.points[start] == ord("_")))
    found = np.where(numbered, BEFORE_NUMBER, YES)
    found[initial] = np.where(numbered, INITIAL_BEFORE_NUMBER, INITIAL)[initial]
    found[~initial & _numeric(letters, start, end)] = NUMBER
    dotted = np.flatnonzero(flags[end - 2] & DOT)  # the last letter stands alone: D.C., p.m.; most words end otherwise
    spelled = strings(letters.small, part[dotted], end[dotted])
    found[dotted[flags_in(pc.match_substring_regex(spelled, DOTTED))]] = ABBREVIATION
    found[dotted[flags_in(pc.match_substring_regex(spelled, HOURS))]] = CLOCK
    found[listed] = np.where(initial, SHORT_INITIAL, ABBREVIATION)[listed]
    cyrillic = (letters.points[end - 1] >> 8 == 4) & (found == YES)
    found[cyrillic] = SHORT  # in a language with many abbreviations in small letters
    return found


def _apart(letters, dashes):
    """Return the places of the characters that no word runs across."""
    points, flags, owner = letters.points, letters.flags, letters.owner
    apart = np.flatnonzero(flags & APART)
    before = np.maximum(apart - 1, 0)
    quote = np.isin(points[apart], [ord(mark) for mark in "'’‘"]) & (owner[before] == owner[apart])
    apart = apart[~(quote & (flags[before] & (WORD | DOT) != 0))]  # can't
    several = (marks[1:][marks[1:] == marks[:-1] + 1] for marks in (dashes, np.flatnonzero(flags & DOT)))  # -- and ...
    return np.sort(np.concatenate([apart, *(second[owner[second] == owner[second - 1]] for second in several)]))


def _asked(flags, begin, at):
    """Return which ellipses come after a question or exclamation mark."""
    for _ in range(5):
        at = at - ((flags[at] & DOT != 0) & (at > begin))
    return (flags[at] & STOP != 0) & (flags[at] & DOT == 0)


def _among(small, start, part, end, lists):
    """Return for each list which words, or their part after the last hyphen, are in it."""
    several = np.flatnonzero(part > start)
    parts, wholes = strings(small, part, end), strings(small, start[several], end[several])
    for listed in lists:
        found = flags_in(pc.is_in(parts, listed))
        found[several] |= flags_in(pc.is_in(wholes, listed))
        yield found


def _numeric(letters, start, end):
    """Return which words are of digits, points, commas and hyphens, with a digit first or second."""
    flags = letters.flags
    found = (flags[start] & DIGIT != 0) | ((flags[start] & POINT != 0) & (flags[np.minimum(start + 1, end - 1)] & DIGIT != 0))
    some = np.flatnonzero(found)
    found[some] = pc.match_substring_regex(strings(letters.points, start[some], end[some]), NUMERIC)
    return found


def _after_last(places, at):
    """Return of each of `at` the character after the last of `places` before it, or 0."""
    return np.append(0, places + 1)[np.searchsorted(places, at)]
