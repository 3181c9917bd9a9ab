"""Pieces: the words of many texts at once, where sentences may begin, and what may make a row; each different chunk is read once."""

import re
from array import array
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.characters import WHITE, flags_of
from helpers.bulk.chunks import as_arrow, batches, cut, ranges
from helpers.reported.triggers import TRIGGER, asked, kinds_of
from helpers.reported.words import HELD, UNNUMBERED, abbreviation

# A word or mark: between these stand blanks alone, so that lengths give the offsets.
TOKEN = re.compile(r"([a-z]\w++(?:[-']\w++)*+|[^\w\s']|(?:[A-Za-z]\.){2,}|\d++(?:[.,:]\d++)*+|\w++(?:[-']\w++)*+|''|[^\w\s])\s*+")
STOPS = [ord(mark) for mark in "!?…"]
LAST = 127
IS_CLOSER, IS_OPENER = (np.isin(np.arange(LAST + 1), [ord(mark) for mark in marks]) for marks in ("'\")]", "'\"(["))
LONGEST = 12  # characters of an abbreviation
MARKS = 3  # that may stand between the end of a sentence and the white space, and before the next one
NEWLINE, BLANK, FULL_STOP = (ord(mark) for mark in "\n .")


@dataclass(slots=True)
class Pieces:
    """A text's words and marks: where they begin, in small letters; where sentences may end, and the next begin; what may make a row."""

    starts: array
    low: list
    stops: list  # the offset of the mark or line break
    nexts: list  # the number of the next word
    triggers: np.ndarray  # the numbers of words
    hangs: np.ndarray  # on what it hangs whether they make one
    kinds: np.ndarray  # what each word is


@dataclass(slots=True)
class Chunks:
    """What is known of each different chunk; words stand chunk by chunk."""

    size: np.ndarray
    count: np.ndarray  # of words
    words: np.ndarray  # the number of its first
    about: np.ndarray  # what it is, added up: STOPPED and so on
    ends: np.ndarray  # where in the chunk a sentence may end, at its mark
    pauses: np.ndarray  # and where at a blank line
    place: np.ndarray  # of each word, in its chunk
    low: np.ndarray  # the word
    kinds: np.ndarray  # what it is


# Of chunks: a mark ends a sentence; a blank line does; no sentence ends there, or none before a number; a sentence may begin with it;
# so may a number; a word of it may make a row.
STOPPED, PAUSED, BEGINS, FIGURE, TRIGGERS = (1 << place for place in range(2, 7))  # HELD and UNNUMBERED are before them


def pieces_of(texts):
    """Yield the pieces of some folded texts at a time, each with the number of its text; texts that are empty have none.

    Examples
    --------
    >>> [[(number, piece.low, piece.nexts) for number, piece in some] for some in pieces_of(["", "No. We left."])]
    [[(1, ['no', '.', 'we', 'left', '.'], [2])]]
    """
    whole = as_arrow(texts)
    group = cut(whole, 0, len(whole))
    chunks = _chunks(group.chunks) if len(group.codes) else None
    for batch in batches(group):
        yield list(zip(batch.documents.tolist(), _pieces(batch, chunks), strict=True))


def _chunks(chunks):
    """Look at the different chunks, all at once, each with a blank behind it."""
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(chunks)], chunks), " ")[0].as_py() + " "
    size = pc.utf8_length(chunks).to_numpy()
    begin = np.append(np.int32(0), np.cumsum(size + 1, dtype=np.int32))
    small = joined.lower()
    if len(small) != len(joined):  # rare letters change their length
        small = "".join([letter if len(letter.lower()) > 1 else letter.lower() for letter in joined])
    low = TOKEN.findall(small)
    words = np.empty(len(low), dtype=object)
    words[:] = low
    points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
    white = flags_of(points) & WHITE != 0
    upto = np.cumsum(np.fromiter(map(len, low), dtype=np.intp, count=len(low)))
    end = np.flatnonzero(~white)[upto - 1].astype(np.int32) + np.int32(1)  # between the words stand blanks alone
    start = end - np.diff(upto, prepend=0).astype(np.int32)
    first = np.searchsorted(start, begin).astype(np.int32)
    count = np.diff(first)
    about, ends, pauses = _borders(joined, points, white, begin, size)
    kinds = kinds_of(low, points, start, end)
    about[np.repeat(np.arange(len(count)), count)[kinds & TRIGGER != 0]] |= TRIGGERS
    return Chunks(size, count, first[:-1], about, ends, pauses, start - np.repeat(begin[:-1], count), words, kinds)


def _borders(joined, points, white, begin, size):
    """Return of each chunk what it is to sentences, and where in it they may end."""
    first, number = begin[:-1], len(size)
    visible = size + 1 - np.add.reduceat(white, first, dtype=np.int32)
    at, end = first.copy(), first + visible - 1
    for _ in range(MARKS):
        at += IS_OPENER[np.minimum(points[at], LAST)]
        end -= (visible > 0) & IS_CLOSER[np.minimum(points[end], LAST)]
    opened, ended = points[at], points[end]
    figure = (opened >= ord("0")) & (opened <= ord("9"))
    stopped = (visible > 0) & (end >= first) & ((ended == FULL_STOP) | np.isin(ended, STOPS))
    lines = np.flatnonzero(points == NEWLINE)
    of, pauses = np.searchsorted(begin, lines, side="right") - 1, np.zeros(number, dtype=np.int32)
    pauses[of[::-1]] = (lines - begin[of])[::-1]
    about = stopped * STOPPED + (np.bincount(of, minlength=number) > 1) * PAUSED
    about += (figure | (opened >= ord("A")) & (opened <= ord("Z"))) * BEGINS + (figure & (at == first)) * FIGURE
    asked_of = np.flatnonzero(stopped & (end == first + visible - 1) & (ended == FULL_STOP) & (points[first + visible] == BLANK))
    pairs = zip(first[asked_of].tolist(), end[asked_of].tolist(), strict=True)
    held = np.array([abbreviation(joined[max(b - LONGEST, a) : b]) for a, b in pairs], dtype=np.int64)
    held[(size - visible)[asked_of] > 1] &= ~UNNUMBERED
    about[asked_of] |= held
    return about.astype(np.int32), end - first, pauses


def _pieces(batch, chunks):
    """Return the pieces of each statement of a batch."""
    codes, borders = batch.codes.astype(np.intp), batch.first  # of this kind NumPy looks things up in half the time
    count, about = chunks.count[codes], chunks.about[codes]
    upto, place = (np.append(np.int32(0), np.cumsum(column, dtype=np.int32)) for column in (count, chunks.size[codes]))
    first = upto[borders]  # the first word of each text
    place = place[:-1] - np.repeat(place[borders[:-1]], np.diff(borders))  # of each chunk, in its text
    row = ranges(chunks.words[codes], count).astype(np.intp)
    starts = np.repeat(place, count)
    starts += chunks.place[row]
    ends, marked = _ends(about, borders)
    stops = place[ends] + np.where(marked, chunks.ends[codes[ends]], chunks.pauses[codes[ends]])
    some = np.flatnonzero(about & TRIGGERS)
    kinds = chunks.kinds[row]
    triggers, hangs = asked(ranges(upto[some], count[some]), kinds, first)
    until, begun = np.searchsorted(ends, borders), np.searchsorted(triggers, first)
    nexts = upto[ends + 1] - np.repeat(first[:-1], np.diff(until))
    triggers -= np.repeat(first[:-1], np.diff(begun))
    starts = array("i", starts.tobytes())  # it makes a number where it is asked for one
    stops, nexts = stops.tolist(), nexts.tolist()
    bounds = zip(*(pairwise(column.tolist()) for column in (first, until, begun)), strict=True)
    return [
        Pieces(starts[a:b], chunks.low[row[a:b]].tolist(), stops[c:d], nexts[c:d], triggers[e:f], hangs[e:f], kinds[a:b])
        for (a, b), (c, d), (e, f) in bounds
    ]


def _ends(about, borders):
    """Return the numbers of the chunks in which a sentence may end, and whether a mark ends it there, and no blank line."""
    about[borders[1:] - 1] &= ~(STOPPED | PAUSED)
    at = np.flatnonzero(about & (STOPPED | PAUSED))
    left, right = about[at], about[at + 1]
    marked = (left & STOPPED != 0) & (right & BEGINS != 0)
    held = (left & HELD != 0) | (left & UNNUMBERED != 0) & (right & FIGURE != 0)
    ends = np.where(marked, ~held, left & PAUSED != 0)
    return at[ends], marked[ends]
