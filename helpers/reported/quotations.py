"""Quotations: the stretches of a text that stand in quotation marks."""

import re
from dataclasses import dataclass

# Apart, each with the mark first in the expression, so that the search runs from mark to mark.
SINGLE = re.compile(r"'(?:'|(?<![\w']')(?=[\w(\[£$€¥§])|(?<=[.,!?…;)\]%\"]')(?!\w)|(?<=\w')(?=[.,;:!?]?(?:\s|$)|[)\]\[\"]))")
DOUBLE = re.compile('"')
LONGEST_SINGLE = 600  # characters between single marks: further on an apostrophe is taken for what it is


@dataclass(slots=True)
class Quotation:
    """A quotation: offsets with and without its marks, and whether it is closed."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    complete: bool


@dataclass(slots=True)
class Mark:
    """A quotation mark: where it stands, what it is, whether it opens, and whether it may be an apostrophe or stand in blanks."""

    start: int
    end: int
    what: str
    opens: bool
    weak: bool  # the apostrophe of *the states' rights*
    loose: bool  # a straight mark with blanks on both sides opens where none is open
    paragraph: int
    end_of_paragraph: int
    after_break: bool  # it is the first of its paragraph


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
    marks = _marks(folded, original, origin, breaks)
    found, opened, parts, outer, sure = [], None, [], None, _sure_closes(marks) if any(mark.weak for mark in marks) else []
    for n, mark in enumerate(marks):
        opens = mark.opens or (mark.loose and opened is None)
        if opened and mark.start >= opened.end_of_paragraph:  # the paragraph in which it was opened, or carried on, is over
            if mark.what == opened.what and opens and mark.after_break and mark.paragraph == opened.paragraph + 1:
                parts.append(opened)
                opened = mark
                continue
            found += _unclosed(folded, [*parts, opened])
            opened, parts = None, []
        if outer and (mark.start >= outer.end_of_paragraph or mark.start - outer.start > LONGEST_SINGLE):
            outer = None
        if opened and opened.what == mark.what == "'" and mark.start - opened.start > LONGEST_SINGLE:
            opened = None
        if opened is None:
            if outer and mark.what == "'" and not opens and not mark.weak:  # '... "..." ...,'
                while found and found[-1].start > outer.start:
                    found.pop()
                found.append(Quotation(outer.start, mark.end, outer.end, mark.start, True))
                outer = None
            elif opens:
                opened = mark
        elif mark.what != opened.what:
            if opened.what == "'" and mark.opens:  # a single mark that was none, or one with a quotation within
                outer, opened = outer or opened, mark
        elif mark.weak and not opens and sure[n]:
            continue
        elif not opens or mark.loose or opened.what == "''":
            found += _closed(folded, [*parts, opened], mark)
            opened, parts = None, []
        elif opened.what == "'":
            opened = mark
    return found + (_unclosed(folded, [*parts, opened]) if opened else [])


def _marks(folded, original, origin, breaks):
    """Return the quotation marks of a text."""
    found, at, low, plain = [], 0, False, list(SINGLE.finditer(folded))
    for mark in sorted([*plain, *DOUBLE.finditer(folded)], key=re.Match.start) if '"' in folded else plain:
        start, end = mark.span()
        while at < len(breaks) and breaks[at][1] <= start:
            at += 1
        new = at > 0 and breaks[at - 1][1] == start
        surface = original[start if origin is None else origin[start]]
        what, before, after = mark[0], folded[start - 1 : start], folded[end : end + 1]
        opens = _opens(surface, before, after) and not (low and surface == "“")  # „Nein“
        low = surface == "„" or (low and surface not in "“”")
        weak = what == "'" and before == "s" and after == " " and folded[end + 1 : end + 2].isalnum()
        loose = surface == '"' and (not before or before.isspace()) and after == " "
        found.append(Mark(start, end, what, opens, weak, loose, at, breaks[at][0] if at < len(breaks) else len(folded), new))
    return found


def _sure_closes(marks):
    """Return for each mark whether a single one that surely closes follows it in its paragraph, before the next that opens."""
    sure, follows, paragraph, at = [], False, -1, 0
    for mark in reversed(marks):
        if mark.end_of_paragraph != paragraph or mark.start < at - LONGEST_SINGLE:
            follows = False
        sure.append(follows)
        if mark.what == "'":
            paragraph, at, follows = mark.end_of_paragraph, mark.start, not mark.opens and (follows or not mark.weak)
    return sure[::-1]


def _unclosed(folded, parts):
    """Return a quotation that is never closed: it ends with its paragraph. Single marks and such with blanks around them are none then."""
    first, last = parts[0], parts[-1]
    end = len(folded[last.start : last.end_of_paragraph].rstrip()) + last.start
    return [] if first.what == "'" or first.loose or end <= first.end else [Quotation(first.start, end, first.end, end, False)]


def _closed(folded, parts, mark):
    """Return a closed quotation; one of several paragraphs whose first and last have speakers of their own is as many as these."""
    first, last, blanks = parts[0], parts[-1], 0
    if len(parts) > 1 and folded[mark.start - 1] == "," and folded[max(first.start - 3, 0) : first.start].rstrip()[-1:] in (":", ","):
        whole = [Quotation(last.start, mark.end, last.end, mark.start, True)]
        return [*_unclosed(folded, parts[:-1]), *whole]
    while folded[first.end + blanks : first.end + blanks + 1].isspace():
        blanks += 1
    return [Quotation(first.start, mark.end, first.end + blanks, mark.start, True)]


def _opens(surface, before, after):
    """Return whether a mark is an opening one: by its form, else by what stands before and after it."""
    if surface in "«»":  # »Nein«
        inside, follows = (before or " ") in ".,!?…" or before.isalnum(), after.isalnum()
        if inside != follows and (inside or not before or before.isspace()):
            return follows
    if surface in "“„«‘‚":
        return surface != "“" or not (before and before in ".,!?" and not after.isalnum())
    if surface in "”»’":
        return False
    return (not before or before.isspace() or before in "([–-:—") and bool(after) and not after.isspace()
