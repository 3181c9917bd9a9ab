"""What each different chunk tells of the ends of sentences: what it is before an end, and what it is after one."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.characters import APART, CAPITAL, CLOSING, DIGIT, DOT, LEADING, LETTER, ODD, POINT, SMALL, STOP, WHITE, WORD
from helpers.bulk.chunks import joined_letters, letters_of, strings

# What stands to the left: no mark that could end a sentence, one that does, and those that do not always.
NO, YES, ABBREVIATION, INITIAL, SHORT_INITIAL, NUMBER, BEFORE_NUMBER, INITIAL_BEFORE_NUMBER, CLOCK, QUOTED, ASKED, ALONE = range(12)
# What stands to the right.
OTHER, LOWER, UPPER, STARTER, FIGURE, MARK, CALENDAR, OPENING = range(8)
RIGHT = 4  # places in `Ends.about`, whose last four bits are what is left
BREAKS, CLOSES, SMALLS, CAPITALS, BLANK, CUE, NAME = (1 << place for place in range(7, 14))
ENDS = np.zeros((16, 8), dtype=bool)  # whether a sentence ends between the two; the first six are Punkt's rules
ENDS[YES] = True
ENDS[ABBREVIATION, STARTER] = True
ENDS[INITIAL, [OTHER, FIGURE, OPENING]] = True
ENDS[NUMBER, [OTHER, UPPER, STARTER, FIGURE, CALENDAR, OPENING]] = True
ENDS[BEFORE_NUMBER] = True  # No. 10
ENDS[INITIAL_BEFORE_NUMBER] = ENDS[INITIAL]
ENDS[[BEFORE_NUMBER, INITIAL_BEFORE_NUMBER], FIGURE] = False
ENDS[CLOCK, [OTHER, UPPER, STARTER]] = True  # 5 p.m. Monday
ENDS[[QUOTED, ASKED]] = True  # “No!” he said
ENDS[[QUOTED, ASKED], LOWER] = ENDS[[QUOTED, ASKED], MARK] = False
ENDS[ALONE] = True  # . . .
ENDS[ALONE, MARK] = False


DOTTED = r"^\pL(?:\.\pL{1,2})*\.\pL$"


class Words(NamedTuple):
    """The words that sentences are found by, in small letters."""

    abbreviations: pa.Array
    before_number: pa.Array
    starters: pa.Array
    cues: pa.Array  # verbs that come after a quotation
    calendar: pa.Array  # days, months and zones, which come after an hour


class Ends(NamedTuple):
    """Of each chunk: its characters, those that are visible, and what it is beside an end."""

    size: np.ndarray
    visible: np.ndarray
    about: np.ndarray


def ends_of(letters, words):
    """Tell what chunks are, and where a sentence ends inside one: (chunk, character) each."""
    flags, bounds, owner, chunks = letters.flags, letters.bounds, letters.owner, len(letters.chunks)
    size = np.diff(bounds)
    visible = size - _count(owner, flags & WHITE, chunks)
    left, inside = _left(letters, bounds[:-1] + visible, words)
    right, cue = _right(letters, words)
    about = left.astype(np.int16) | right.astype(np.int16) << RIGHT
    about[cue] |= CUE
    named = np.isin(right, [UPPER, CALENDAR]) & (left != YES) | (letters.small[bounds[:-1]] == ord("i")) & (visible == 1)
    about[named & ~_paused(letters, visible)] |= NAME
    holds = np.bitwise_or.reduceat(flags, bounds[:-1]) if chunks else flags
    about |= np.where(holds & SMALL, SMALLS, 0).astype(np.int16) | np.where(holds & CAPITAL, CAPITALS, 0).astype(np.int16)
    about[_count(owner, letters.points == ord("\n"), chunks) > 1] |= BREAKS
    about[(_count(owner, flags & CLOSING, chunks) == visible) & (visible > 0)] |= CLOSES
    about[visible == 0] |= BLANK
    return Ends(size, visible, about), inside


def _count(owner, flags, chunks):
    return np.bincount(owner[np.flatnonzero(flags)], minlength=chunks).astype(np.int32)


def _paused(letters, visible):
    """Tell which chunks end with a comma, a colon or a semicolon."""
    last = np.maximum(letters.bounds[:-1] + visible - 1, 0)
    return np.isin(letters.points[last], [ord(mark) for mark in ",;:"])


def _left(letters, edge, words):
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
    inside = inside[~whole]
    behind = np.where(np.isin(points[at[inside] + 1], [ord(mark) for mark in ";:!?"]), MARK, OTHER)
    parted = inside[ENDS[kind[inside], behind]]
    kind[inside] = NO
    left = np.zeros(len(letters.chunks), dtype=np.int8)
    left[where] = kind
    return left, [(chunk, _end_inside(letters, i + 1)) for chunk, i in zip(where[parted].tolist(), at[parted].tolist(), strict=True)]


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
    end = at
    while letters.flags[end] & CLOSING and end + 1 < len(letters.flags):
        end += 1
    dash = letters.points[end : end + 2].tolist() == [ord("-")] * 2
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
    found[dotted[_true(pc.match_substring_regex(spelled, DOTTED))]] = ABBREVIATION
    found[dotted[_true(pc.match_substring_regex(spelled, r"^[ap]\.m$"))]] = CLOCK
    found[listed] = np.where(initial, SHORT_INITIAL, ABBREVIATION)[listed]
    return found


def _true(found):
    return found.to_numpy(zero_copy_only=False)


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
    """Tell which ellipses come after a question or exclamation mark."""
    for _ in range(5):
        at = at - ((flags[at] & DOT != 0) & (at > begin))
    return (flags[at] & STOP != 0) & (flags[at] & DOT == 0)


def _among(small, start, part, end, lists):
    """Tell for each list which words, or their part after the last hyphen, are in it."""
    several = np.flatnonzero(part > start)
    parts, wholes = strings(small, part, end), strings(small, start[several], end[several])
    for listed in lists:
        found = _true(pc.is_in(parts, listed))
        found[several] |= _true(pc.is_in(wholes, listed))
        yield found


def _numeric(letters, start, end):
    """Tell which words are of digits, points, commas and hyphens, with a digit first or second."""
    flags = letters.flags
    found = (flags[start] & DIGIT != 0) | ((flags[start] & POINT != 0) & (flags[np.minimum(start + 1, end - 1)] & DIGIT != 0))
    some = np.flatnonzero(found)
    found[some] = pc.match_substring_regex(strings(letters.points, start[some], end[some]), r"^[.,]?\p{Nd}[\p{Nd},.\-]*$")
    return found


def _after_last(places, at):
    """Return of each of `at` the character after the last of `places` before it, or 0."""
    return np.append(0, places + 1)[np.searchsorted(places, at)]


def _right(letters, words):
    """Return what each chunk is after an end, and which are verbs that come after a quotation."""
    points, flags, begin, size = letters.points, letters.flags, letters.bounds[:-1], np.diff(letters.bounds)
    first = flags[begin]
    right = np.where(first & DIGIT != 0, FIGURE, OTHER).astype(np.int8)
    right[first & CAPITAL != 0] = UPPER
    right[(first & SMALL != 0) & (first & CAPITAL == 0)] = LOWER
    right[np.isin(points[begin], [ord(mark) for mark in ";:,.!?"])] = MARK
    right[np.isin(points[begin], [ord("("), ord("[")])] = OPENING
    dash = np.flatnonzero(np.isin(points[begin], [ord(mark) for mark in "-–—"]))
    second = np.minimum(begin[dash] + 1, len(points) - 1)
    right[dash[(size[dash] == 1) | (flags[second] & WHITE != 0) | (points[second] == ord("-"))]] = MARK  # “No!” – he said
    known = np.flatnonzero((right == UPPER) | (right == LOWER))
    run = np.searchsorted(letters.start, begin[known])
    known, run = known[run < len(letters.start)], run[run < len(letters.start)]
    some = (letters.start[run] == begin[known]) & ((right[known] == UPPER) | _may_be(words.cues, letters, known, run))
    known, end = known[some], letters.end[run[some]]
    behind = np.where(end < letters.bounds[known + 1], points[np.minimum(end, len(points) - 1)], ord(" "))
    alone = ~np.isin(behind, [ord(mark) for mark in "-/&@_+#\\"])
    known, end = known[alone], end[alone]
    spelled = strings(letters.small, begin[known], end)
    starts, calendar, cue = (_true(pc.is_in(spelled, listed)) for listed in (words.starters, words.calendar, words.cues))
    upper = right[known] == UPPER
    right[known[starts & upper]] = STARTER
    right[known[calendar & upper]] = CALENDAR
    return right, known[cue & ~upper]


def _may_be(listed, letters, chunks, run):
    """Tell which of the words that chunks begin with have the first and the last letter of a listed word: most have not."""
    pairs = np.zeros((256, 256), dtype=bool)
    for word in filter(None, listed.to_pylist()):
        pairs[ord(word[0]) & 255, ord(word[-1]) & 255] = True
    return pairs[letters.small[letters.bounds[chunks]] & 255, letters.small[letters.end[run] - 1] & 255]


def split(group, words):
    """Cut the chunks in which a sentence ends, and return the group, its letters and its ends."""
    letters = letters_of(group.chunks)
    ends, inside = ends_of(letters, words)
    if not inside:
        return group, letters, ends
    wholes, number = [chunk for chunk, _ in inside], len(group.chunks)
    texts = zip(group.chunks.take(pa.array(wholes)).to_pylist(), inside, strict=True)
    more = letters_of(pa.array([part for text, (_, at) in texts for part in (text[:at], text[at:])], type=pa.string()))
    part = np.zeros(number, dtype=np.int32)
    part[wholes] = number + 2 * np.arange(len(wholes))
    places = np.flatnonzero((part > 0)[group.codes])
    first_part = part[group.codes[places]]
    codes = np.insert(group.codes, places + 1, first_part + 1)
    codes[places + np.arange(len(places))] = first_part
    first = group.first + np.searchsorted(places, group.first)
    letters = joined_letters(letters, more)
    ends = Ends(*(np.concatenate(both) for both in zip(ends, ends_of(more, words)[0], strict=True)))
    return group._replace(first=first, codes=codes, chunks=letters.chunks), letters, ends
