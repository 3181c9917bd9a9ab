"""Statements: the spans of a reported statement, and what is read off its content."""

import re
from typing import NamedTuple

NEGATIVE = re.compile(  # its first letter first, so that the search is fast
    r"[nN](?:'t|(?<!\w[nN])(?:ot|ever|either|or|one|obody|othing"
    r"|o (?:\w{1,20} ){1,4}(?:is|are|was|were|may|can|will|would|shall|has|have|had)))\b"
    r"|c(?<!\wc)annot\b"
)


class Statement(NamedTuple):
    """A reported statement as offsets; `speaker` and `cue` are pairs, None where there is none."""

    start: int
    end: int
    speaker: tuple | None
    cue: tuple
    kind: str
    mode: str
    complete: bool
    refused: bool = False  # what the speaker will not do, as in *do not recognise*: the content is negated
    phrase: bool = False  # the cue is no verb: *according to*


def speaker_span(words, who):
    """Return the offsets of a speaker, without a possessive ending."""
    start, end = words.starts[who[0]], words.ends[who[1]]
    return (start, end - 2) if words.text[start:end].endswith("'s") else (start, end)


def statement(words, start, end, speaker, span, cue, clause):
    """Return a statement of spans of the folded text."""
    if start in words.opening and words.opening[start].complete is False:
        quote = words.opening[start]
        inner, last = quote.inner_start, words.ends[end]
        return Statement(inner, last, speaker, span, cue.kind, "direct", False) if words.text[inner:last].strip() else None
    mode = mode_of(words, start, end, None if clause else cue)
    if mode == "paraphrase" and cue.frames == {"quote"}:  # *read*, *cried*: no report without a quotation
        return None
    a, b = words.starts[start], words.ends[end]
    if start in words.opening and end in words.closing:  # outer marks are no content, those of quoted words within it are
        a, b = words.opening[start].inner_start, words.closing[end].inner_end
    b = trimmed(words, a, b)
    return Statement(a, b, speaker, span, cue.kind, mode, True) if b > a else None


def trimmed(words, a, b):
    """Return the end of a content without punctuation after it; the stop of *U.S.* stays."""
    while b > a and words.text[b - 1] in " .,;:!?\n" and not (words.text[b - 1] == "." and words.text[b - 3 : b - 2] == "."):
        b -= 1
    return b


def mode_of(words, start, end, performative):
    """Return direct, mixed or paraphrase, by how much of the content stands in quotation marks."""
    opens = words.opening.get(start)
    if opens is not None and end in words.closing:
        return "direct"
    if any(k in words.opening for k in range(start, end + 1)):
        return "mixed"
    return "performative" if performative is not None and performative.performative else "paraphrase"
