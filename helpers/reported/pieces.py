"""Pieces: the words of many texts at once, where sentences may begin, and what may make a row; each different chunk is read once."""

import re
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc

from helpers.bulk.characters import WHITE, flags_of
from helpers.bulk.chunks import as_arrow, batches, cut, ranges
from helpers.reported.triggers import asked, kinds_of
from helpers.reported.words import NEVER, UNNUMBERED, abbreviation

# A word or mark and the blanks behind it: these follow one another without a gap, so that lengths give the offsets.
TOKEN = re.compile(r"(?:[a-z]\w++(?:[-']\w++)*+|[^\w\s']|(?:[A-Za-z]\.){2,}|\d++(?:[.,:]\d++)*+|\w++(?:[-']\w++)*+|''|[^\w\s])\s*+")
STOPS, CLOSERS, OPENERS = ([ord(mark) for mark in marks] for marks in (".!?…", "'\")]", "'\"(["))
MARKS = 3  # that may stand between the end of a sentence and the white space, and before the next one
NEWLINE, BLANK, FULL_STOP = (ord(mark) for mark in "\n .")


class Pieces(NamedTuple):
    """A text's words and marks: where they begin, in small letters; where sentences may end, and the next begin; what may make a row."""

    starts: list
    low: list
    stops: list  # the offset of the mark or line break
    nexts: list  # the number of the next word
    triggers: list  # the numbers of words
    hangs: list  # on what it hangs whether they make one


class Chunks(NamedTuple):
    """What is known of each different chunk; words stand chunk by chunk."""

    size: np.ndarray
    count: np.ndarray  # of words
    words: np.ndarray  # the number of its first
    place: np.ndarray  # of each word, in its chunk
    low: np.ndarray  # and the word
    kinds: np.ndarray  # and what it is
    stop: np.ndarray  # where in the chunk a mark ends a sentence; -1 where none does
    pause: np.ndarray  # where the lines before a blank one end, else -1
    held: np.ndarray  # no sentence ends there: NEVER, or UNNUMBERED before a number
    begins: np.ndarray  # a sentence may begin with it
    figure: np.ndarray  # so may a number


def pieces_of(texts):
    """Return the pieces of each of some folded texts.

    Examples
    --------
    >>> [(piece.low, piece.nexts) for piece in pieces_of(["No. We left.", ""])]
    [(['no', '.', 'we', 'left', '.'], [2]), ([], [])]
    """
    found = [Pieces([], [], [], [], [], []) for _ in texts]
    whole = as_arrow(texts)
    group = cut(whole, 0, len(whole))
    if len(group.codes):
        chunks = _chunks(group.chunks)
        for batch in batches(group):
            _put(found, batch, chunks)
    return found


def _chunks(chunks):
    """Look at the different chunks, all at once."""
    joined, size = "".join([chunk + " " for chunk in chunks.to_pylist()]), pc.utf8_length(chunks).to_numpy()
    begin = np.append(0, np.cumsum(size + 1))
    small = joined.lower()
    if len(small) != len(joined):  # rare letters change their length
        small = "".join([letter if len(letter.lower()) > 1 else letter.lower() for letter in joined])
    cuts = TOKEN.findall(small)
    upto = np.append(0, np.cumsum(np.fromiter(map(len, cuts), dtype=np.int64, count=len(cuts)))) + len(small) - len(small.lstrip())
    owner = np.searchsorted(begin, upto[:-1], side="right") - 1
    low = list(map(str.rstrip, cuts))
    words, count = np.empty(len(low), dtype=object), np.bincount(owner, minlength=len(chunks))
    words[:] = low
    starts = (np.cumsum(count) - count, upto[:-1] - begin[owner], words, kinds_of(low))
    return Chunks(size, count, *starts, *_borders(joined, begin, size))


def _borders(joined, begin, size):
    """Return of each chunk where a sentence ends, where a line before a blank one, what holds the sentence, and what begins with it."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    first, number = begin[:-1], len(size)
    white = np.append(0, np.cumsum(flags_of(points) & WHITE != 0))
    visible = size - (white[first + size] - white[first])
    at, end = first.copy(), first + visible - 1
    for _ in range(MARKS):
        at += np.isin(points[at], OPENERS)
        end -= (visible > 0) & np.isin(points[end], CLOSERS)
    begins = (points[at] >= ord("A")) & (points[at] <= ord("Z")) | (points[at] >= ord("0")) & (points[at] <= ord("9"))
    stop = np.where((visible > 0) & (end >= first) & np.isin(points[end], STOPS), end - first, -1)
    lines = np.flatnonzero(points == NEWLINE)
    of = np.searchsorted(begin, lines, side="right") - 1
    pause = np.full(number, -1)
    pause[of[::-1]] = (lines - begin[of])[::-1]
    pause[np.bincount(of, minlength=number) < 2] = -1
    held = np.zeros(number, dtype=np.int8)
    asked_of = np.flatnonzero((stop == visible - 1) & (stop >= 0) & (points[end] == FULL_STOP) & (points[first + visible] == BLANK))
    held[asked_of] = [
        abbreviation(joined[max(e - 12, b) : e]) for b, e in zip(first[asked_of].tolist(), end[asked_of].tolist(), strict=True)
    ]
    held[size - visible > 1] &= NEVER
    return stop, pause, held, begins, begins & (at == first) & (points[at] <= ord("9"))


def _put(found, batch, chunks):
    """Put the pieces of the statements of a batch where they belong."""
    codes, borders = batch.codes, batch.first
    count = chunks.count[codes]
    upto = np.append(0, np.cumsum(count))
    first = upto[borders]  # the first word of each text
    place = np.append(0, np.cumsum(chunks.size[codes]))
    place = place[:-1] - np.repeat(place[borders[:-1]], np.diff(borders))  # of each chunk, in its text
    row = ranges(chunks.words[codes], count)
    starts = np.repeat(place, count) + chunks.place[row]
    stops, after = _ends(codes, borders, chunks)
    triggers, hangs = asked(chunks.kinds[row], first)
    ends, begun = np.searchsorted(after, borders), np.searchsorted(triggers, first)
    texts = np.repeat(np.arange(len(borders) - 1), np.diff(ends))
    columns = [starts, chunks.low[row], stops + place[after - 1], upto[after] - first[texts]]
    columns += [triggers - np.repeat(first[:-1], np.diff(begun)), hangs]
    starts, low, stops, nexts, triggers, hangs = (column.tolist() for column in columns)
    first, ends, begun = first.tolist(), ends.tolist(), begun.tolist()
    for n, text in enumerate(batch.documents.tolist()):
        a, b, c, d, e, f = first[n], first[n + 1], ends[n], ends[n + 1], begun[n], begun[n + 1]
        found[text] = Pieces(starts[a:b], low[a:b], stops[c:d], nexts[c:d], triggers[e:f], hangs[e:f])


def _ends(codes, borders, chunks):
    """Return where in its chunk each sentence may end, and the number of the chunk that follows."""
    left, right = codes[:-1], codes[1:]
    stop, pause = chunks.stop[left], chunks.pause[left]
    marked = (stop >= 0) & chunks.begins[right]
    held = chunks.held[left]
    ends = np.where(marked, (held & NEVER == 0) & ((held & UNNUMBERED == 0) | ~chunks.figure[right]), pause >= 0)
    ends &= chunks.count[left] > 0
    ends[borders[1:-1] - 1] = False
    at = np.flatnonzero(ends)
    return np.where(marked[at], stop[at], pause[at]), at + 1
