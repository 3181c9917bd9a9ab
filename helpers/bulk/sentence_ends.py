"""Where sentences end, in many statements at once.

Whether a sentence ends between two chunks is told by a table (`end_kinds.ENDS`) from what the first is before an end and
what the second is after one; each different chunk is looked at once.
"""

from typing import NamedTuple

import numpy as np

from helpers.bulk.end_kinds import ABBREVIATION, ALONE, ASKED, BLANK, BREAKS, CAPITALS, CLOSES, CUE, ENDS, NAME, RIGHT, SMALLS, YES

NAMED = 4  # words that name who said something, at most


class Sentences(NamedTuple):
    """The sentences of a batch, in order."""

    owner: np.ndarray  # the place of their statement in batch.documents
    number: np.ndarray  # in the statement
    all_caps: np.ndarray  # has capitals and no small letter
    begin: np.ndarray  # the place of their first chunk in batch.codes
    end: np.ndarray  # and of their last


def sentences_of(batch, ends):
    """Find the sentences of a batch; `ends` is what its chunks are."""
    about = ends.about.take(batch.codes)
    begin, end = _borders(about, batch.first)
    begins = np.searchsorted(begin, batch.first).astype(np.int32)
    owner = np.repeat(np.arange(len(batch.documents)), np.diff(begins))
    number = np.arange(len(begin), dtype=np.int32) - begins[owner]
    both = np.bitwise_or.reduceat(about, begin) if len(begin) else about[:0]
    return Sentences(owner, number, both & (SMALLS | CAPITALS) == CAPITALS, begin, end)


def places_of(batch, ends):
    """Return where the chunks of a batch start in their statements."""
    upto = np.zeros(len(batch.codes) + 1, dtype=np.int32)
    np.cumsum(ends.size.take(batch.codes), out=upto[1:])
    return upto[:-1] - np.repeat(upto[batch.first[:-1]], np.diff(batch.first))


def spans_of(batch, ends, sentences):
    """Return where the sentences of a batch start and end in their statements."""
    at = places_of(batch, ends)
    return at[sentences.begin], at[sentences.end] + ends.visible[batch.codes[sentences.end]]


def _borders(about, first):
    """Return the first and the last chunk of each sentence."""
    left = about & 15
    last = np.zeros(len(about) + 1, dtype=bool)
    last[first - 1] = True  # first begins with 0, so the last entry stands for what is before the first chunk
    last = last[:-1]
    paragraph = (about & BREAKS != 0) | last
    dots = np.flatnonzero(left == ALONE)
    dots = dots[1:][(dots[1:] == dots[:-1] + 1) & ~paragraph[dots[:-1]]]
    left[dots] = ABBREVIATION  # . . . is an ellipsis
    asked = np.flatnonzero((left > YES) & ~paragraph)
    ends = (left == YES) | paragraph
    ends[asked] = ENDS[left[asked], about[asked + 1] >> RIGHT & 7]
    ends[_said(about, left, paragraph)] = False
    closing = np.flatnonzero(about & CLOSES != 0)
    closing = closing[closing > 0]
    closing = closing[ends[closing - 1] & ~paragraph[closing - 1]]  # they close what came before
    ends[closing - 1], ends[closing] = False, True
    begins = np.append(True, ends[:-1])[: len(ends)]
    blank = np.flatnonzero(about & BLANK != 0)  # white space that a statement begins with
    begins[blank], ends[blank] = False, False
    begins[blank[~last[blank]] + 1] = True
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _said(about, left, paragraph):
    """Return the chunks with a quoted question or call that is said by someone named behind it: “Why?” Mr Hale asked."""
    found, at = [], np.flatnonzero((left == ASKED) & ~paragraph)
    for step in range(1, NAMED + 1):
        more = (about[at + step] & NAME != 0) & ~paragraph[at + step]
        at = at[more]
        found.append(at[about[at + step + 1] & CUE != 0])
    return np.concatenate(found)
