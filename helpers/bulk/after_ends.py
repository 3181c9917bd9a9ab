"""What each different chunk is after the end of a sentence: a word that begins one, a small letter, a number …"""

import numpy as np
import pyarrow.compute as pc

from helpers.bulk.characters import CAPITAL, DIGIT, SMALL, WHITE
from helpers.bulk.chunks import strings
from helpers.bulk.end_kinds import CALENDAR, FIGURE, LOWER, MARK, OPENING, OTHER, STARTER, UPPER, flags_in


def right_of(letters, words):
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
    starts, calendar, cue = (flags_in(pc.is_in(spelled, listed)) for listed in (words.starters, words.calendar, words.cues))
    upper = right[known] == UPPER
    right[known[starts & upper]] = STARTER
    right[known[calendar & upper]] = CALENDAR
    return right, known[cue & ~upper]


def _may_be(listed, letters, chunks, run):
    """Return which of the words that chunks begin with have the first and the last letter of a listed word: most have not."""
    pairs = np.zeros((256, 256), dtype=bool)
    for word in filter(None, listed.to_pylist()):
        pairs[ord(word[0]) & 255, ord(word[-1]) & 255] = True
    return pairs[letters.small[letters.bounds[chunks]] & 255, letters.small[letters.end[run] - 1] & 255]
