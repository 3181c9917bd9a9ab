"""What each different chunk tells of the ends of sentences: what it is before an end, and what it is after one."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from helpers.bulk.after_ends import right_of
from helpers.bulk.before_ends import left_of
from helpers.bulk.characters import CAPITAL, CLOSING, SMALL, WHITE
from helpers.bulk.chunks import joined_letters, letters_of
from helpers.bulk.end_kinds import BLANK, BREAKS, CALENDAR, CAPITALS, CLOSES, CUE, NAME, RIGHT, SMALLS, UPPER, YES


class Ends(NamedTuple):
    """Of each chunk: its characters, those that are visible, and what it is beside an end."""

    size: np.ndarray
    visible: np.ndarray
    about: np.ndarray


def ends_of(letters, words):
    """Return what chunks are, and where a sentence ends inside one: (chunk, character) each."""
    flags, bounds, owner, chunks = letters.flags, letters.bounds, letters.owner, len(letters.chunks)
    size = np.diff(bounds)
    visible = size - _count(owner, flags & WHITE, chunks)
    left, inside = left_of(letters, bounds[:-1] + visible, words)
    right, cue = right_of(letters, words)
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
    """Return which chunks end with a comma, a colon or a semicolon."""
    last = np.maximum(letters.bounds[:-1] + visible - 1, 0)
    return np.isin(letters.points[last], [ord(mark) for mark in ",;:"])


def parted(chunks, words):
    """Look at chunks, and cut those in which a sentence ends.

    Returns
    -------
    chunks.Letters, Ends
        Of the chunks, and behind them of the parts of those that are cut, two of each.
    list of int
        The chunks that are cut.
    """
    letters = letters_of(chunks)
    ends, inside = ends_of(letters, words)
    wholes = [chunk for chunk, _ in inside]
    if not inside:
        return letters, ends, wholes
    texts = zip(chunks.take(pa.array(wholes)).to_pylist(), inside, strict=True)
    more = letters_of(pa.array([part for text, (_, at) in texts for part in (text[:at], text[at:])], type=pa.string()))
    ends = Ends(*(np.concatenate(both) for both in zip(ends, ends_of(more, words)[0], strict=True)))
    return joined_letters(letters, more), ends, wholes
