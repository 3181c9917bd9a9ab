"""Statements: the spans of a reported statement, and what is read off its content."""

from dataclasses import dataclass


@dataclass(slots=True)
class Statement:
    """A reported statement as offsets; `speaker` and `cue` are pairs, None where there is none."""

    start: int
    end: int
    speaker: tuple | None
    cue: tuple
    kind: str
    mode: str
    complete: bool
    rule: str  # the function that decided what the content is
    refused: bool = False  # what the speaker will not do, as in *do not recognise*: the content is negated
    phrase: bool = False  # the cue is no verb: *according to*
    asserted: bool = False  # *we know that*: a plain assertion, where the text is that of its speaker


def speaker_span(words, who):
    """Return the offsets of a speaker, without a possessive ending."""
    start, end = words.starts[who[0]], words.end(who[1])
    return (start, end - 2) if words.text[start:end].endswith("'s") else (start, end)


def statement(clause, content, who, rule, *, noun=False):
    """Return the statement whose content runs from one word to another; None where they are none.

    Parameters
    ----------
    clause : Clause
        Of the cue.
    content : (int, int)
        Its first and its last word.
    who : (int, int) or None
        The first and the last word of the speaker.
    rule : str
        The step that decided so.
    noun : bool
        Whether the content is no clause, so that a performative cue does what it says: *condemned the plans*.
    """
    words, cue, (first, last) = clause.words, clause.cue, content
    speaker, start, end = who and speaker_span(words, who), words.starts[first], words.end(last)
    quote = words.opening.get(first)
    if quote is not None and not quote.complete:
        if not words.text[quote.inner_start : end].strip():
            return None
        return Statement(quote.inner_start, end, speaker, clause.span, cue.kind, "direct", False, rule)
    mode = mode_of(words, first, last, performative=noun and cue.performative)
    if mode == "paraphrase" and cue.frames == {"quote"}:  # *read*, *cried*: no report without a quotation
        return None
    if quote is not None and last in words.closing:  # outer marks are no content, those of quoted words within it are
        start, end = quote.inner_start, words.closing[last].inner_end
    end = trimmed(words, start, end)
    return Statement(start, end, speaker, clause.span, cue.kind, mode, True, rule) if end > start else None


def trimmed(words, a, b):
    """Return the end of a content without punctuation after it; the stop of *U.S.* stays."""
    while b > a and words.text[b - 1] in " .,;:!?\n" and not (words.text[b - 1] == "." and words.text[b - 3 : b - 2] == "."):
        b -= 1
    return b


def mode_of(words, first, last, *, performative=False):
    """Return direct, mixed or paraphrase, by how much of the content stands in quotation marks; or performative."""
    if first in words.opening and last in words.closing:
        return "direct"
    if words.opening and not words.opening.keys().isdisjoint(range(first, last + 1)):
        return "mixed"
    return "performative" if performative else "paraphrase"
