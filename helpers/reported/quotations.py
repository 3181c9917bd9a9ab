"""Quotations: the stretches of a text that stand in quotation marks."""

import re
from typing import NamedTuple

# The mark comes first in the expression, so that the search runs from mark to mark.
MARK = re.compile(r"\"|'(?:'|(?<![\w']')(?=[\w(\[])|(?<=[.,!?…;]')(?!\w)|(?<=\w')(?=[.,;:!?]?(?:\s|$)))")
LONGEST_SINGLE = 600  # characters between single marks: further on an apostrophe is taken for what it is


class Quotation(NamedTuple):
    """A quotation: offsets with and without its marks, and whether it is closed."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    complete: bool


def quotations(folded, original, origin, breaks):
    r"""Find quotations, also those that run over paragraphs each of which opens with a mark.

    Parameters
    ----------
    folded, original : str
        The text as `spans.normalize` gives it, and as it is: only this tells an opening curly mark from a closing one.
    origin : sequence of int or None
        From `spans.normalize`.
    breaks : list of (int, int)
        Where blank lines stand.

    Returns
    -------
    list of Quotation
        In text order, none within another. An unclosed one ends with its paragraph.

    Examples
    --------
    >>> text = 'He said: "No."'
    >>> quotations(text, text, None, [])
    [Quotation(start=9, end=14, inner_start=10, inner_end=13, complete=True)]
    """
    found, opened, kind, at = [], None, "", 0
    paragraph_end = breaks[0][0] if breaks else len(folded)

    def close_unclosed():
        end = len(folded[opened[0] : opened[2]].rstrip()) + opened[0]
        if kind != "'" and end > opened[1]:
            found.append(Quotation(opened[0], end, opened[1], end, False))

    for mark in MARK.finditer(folded):
        start, end, what = mark.start(), mark.end(), mark[0]
        while at < len(breaks) and breaks[at][1] <= start:
            at += 1
        paragraph_end = breaks[at][0] if at < len(breaks) else len(folded)
        opens = _opens(folded, original[start if origin is None else origin[start]], start, end)
        if opened and start >= opened[2]:  # the paragraph in which it was opened, or carried on, is over
            if what == kind and opens and at and breaks[at - 1] == (opened[2], start):
                opened = (opened[0], opened[1], paragraph_end)
                continue
            close_unclosed()
            opened = None
        if opened and kind == "'" and what == "'" and start - opened[0] > LONGEST_SINGLE:
            opened = None
        if opened is None:
            if opens:
                opened, kind = (start, end, paragraph_end), what
        elif what != kind:
            if kind == "'" and opens:  # what looked like a single mark was none
                opened, kind = (start, end, paragraph_end), what
        elif not opens or kind == "''":
            found.append(Quotation(opened[0], end, opened[1], start, True))
            opened = None
        elif kind == "'":
            opened = (start, end, paragraph_end)
    if opened:
        close_unclosed()
    return found


def _opens(folded, surface, start, end):
    """Return whether a mark is an opening one: by its form, else by what stands before and after it."""
    if surface in "“„«‘‚":
        return surface != "“" or not (start and folded[start - 1] in ".,!?" and not folded[end : end + 1].isalnum())
    if surface in "”»’":
        return False
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return (not before or before.isspace() or before in "([–-:—") and bool(after) and not after.isspace()
