"""Where sentences end, in many statements at once, exactly as NLTK's Punkt has it.

Whether a sentence ends with a chunk is nearly always plain from the chunk itself (``votes,`` no, ``votes.`` yes), and most
other times from it and the next one (``U.S. They``): Punkt is asked once about each. A paragraph in which anything else
stands is given to it whole.
"""

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.chunks import extend

NO, YES, ASK, DOUBT = range(4)
WHITE = " \t\n\r\v\f"
CONTROLS = "".join(map(chr, range(33)))  # what chunks are cut at
WORD = re.compile(r"[(\[\"“‘']?([^\W\d_]{2,})\.")
CLOSING = tuple("\"')]}‘’“”«»")  # what Punkt's re_boundary_realignment begins with: most chunks begin with none, and it is slow
SIMPLE = re.compile(r"([A-Za-z][a-z]+)([,;:]?|[.?!])([ \n\r\t]*)")  # most of what stands between spaces


class Reading(NamedTuple):
    """What sentences are found by, and what is known of the chunks so far."""

    punkt: object
    rules: object  # the expressions it looks at texts with
    abbreviations: list  # those before numbers too
    starters: set
    before_number: re.Pattern
    slow: object  # the function that yields the spans of the sentences of one text
    chunks: list
    known: list
    pairs: dict


class Sentences(NamedTuple):
    """The sentences of a batch, in order."""

    owner: np.ndarray  # the place of their statement in batch.documents
    number: np.ndarray  # in the statement
    start: np.ndarray  # in the statement's text
    end: np.ndarray
    loud: np.ndarray  # has capitals and no small letter
    at: np.ndarray  # where they start, in characters from the beginning of the batch
    chunks: np.ndarray  # where the batch's chunks start, likewise


def reading(punkt, abbreviations, starters, before_number, slow):
    """Return what `sentences_of` keeps from one batch to the next."""
    from nltk.tokenize.punkt import PunktLanguageVars  # all of NLTK comes with it: only where sentences are asked for

    return Reading(punkt, PunktLanguageVars(), abbreviations, starters, before_number, slow, [], [], {})


def sentences_of(batch, read):
    """Find the sentences of a batch."""
    read.chunks.extend(batch.new)
    length, visible, kind, closes, breaks, small, capital = extend(read.known, _columns(batch, read))
    codes, first = batch.codes, batch.first
    at = np.cumsum(np.append(0, length[codes]), dtype=np.int32)
    last = np.zeros(len(codes) + 1, dtype=bool)
    last[first - 1] = True  # first begins with 0, so the last entry stands for what is before the first chunk
    last = last[:-1]
    paragraph = breaks[codes].astype(bool) | last
    ends = (kind[codes] == YES) | paragraph
    asked = np.flatnonzero((kind[codes] == ASK) & ~paragraph)
    ends[asked] = _answers(codes[asked], codes[asked + 1], read)
    opens, begins = (np.append(True, flags[:-1])[: len(codes)] for flags in (paragraph, ends))
    doubtful = (kind[codes] == DOUBT) | (closes[codes].astype(bool) & begins & ~opens)
    blank = np.flatnonzero(visible[codes] == 0)  # white space that a statement begins with
    begins[blank], ends[blank] = False, False
    begins[blank[~last[blank]] + 1] = True
    begin, end = np.flatnonzero(begins), np.flatnonzero(ends)
    found = [at[begin], at[end] + visible[codes[end]], _sum(small[codes], begin) == 0]
    found[2] &= _sum(capital[codes], begin) > 0
    if doubtful.any():
        paragraphs = np.append(np.flatnonzero(opens), len(codes))
        number = np.cumsum(opens) - 1
        slow = np.unique(number[doubtful])
        sure = ~np.isin(number[begin], slow)
        made = [_slowly(codes[slice(*paragraphs[i : i + 2])], at[paragraphs[i]], read) for i in slow]
        found = [np.concatenate([column[sure], *(part[i] for part in made)]) for i, column in enumerate(found)]
        order = np.argsort(found[0], kind="stable")
        found = [column[order] for column in found]
    return _numbered(*found, at, first)


def _numbered(start, end, loud, at, first):
    borders = at[first]
    before = np.searchsorted(start, borders)
    owner = np.repeat(np.arange(len(before) - 1), np.diff(before))
    return Sentences(owner, np.arange(len(start)) - before[owner], start - borders[owner], end - borders[owner], loud, start, at[:-1])


def _sum(flags, begin):
    return np.add.reduceat(flags, begin, dtype=np.int32) if len(begin) else begin


def _columns(batch, read):
    """Return of each new chunk: length, visible length, kind, is closing marks, ends a paragraph, has small letters, is in capitals."""
    made = [np.zeros(len(batch.new), dtype=kind) for kind in (np.int32, np.int32, *[np.int8] * 5)]
    plain, others = batch.plain
    marked = plain.mark != ""
    stop = plain.mark == "."
    sure = pc.invert(pc.is_in(plain.word, pa.array(read.abbreviations, type=pa.string()))).to_numpy(zero_copy_only=False) & (plain.size > 1)
    kind = np.where(stop, np.where(sure, YES, ASK), np.where(np.isin(plain.mark, ["?", "!"]), YES, NO))
    for column, values in zip(made, (plain.size + marked + plain.space, plain.size + marked, kind, 0, plain.breaks, 1, 0), strict=True):
        column[plain.at] = values
    if others:
        for column, values in zip(made, zip(*[_about(batch.new[i], read) for i in others], strict=True), strict=True):
            column[others] = values
    return made


def _about(chunk, read):
    core = chunk.rstrip(CONTROLS)
    tail = chunk[len(core) :]
    small, capital = not (core + "A").isupper(), core.isupper()
    odd = tail.strip(WHITE) != "" or re.search(r"\s", core) is not None
    closes = core[:1] in CLOSING and read.rules.re_boundary_realignment.match(core + " ") is not None
    return len(chunk), len(core), DOUBT if odd else _kind(core, read), closes, tail.count("\n") > 1 and not odd, small, capital


def _kind(core, read):
    if not ("." in core or "?" in core or "!" in core):
        return NO
    candidates = [match.start() for match in read.rules.period_context_re().finditer(core + " a") if match.start() < len(core)]
    if len(candidates) != 1:
        return DOUBT if candidates else NO
    after = candidates[0] + 1
    if after < len(core):
        if not read.punkt.text_contains_sentbreak(core[: after + 1]):
            return NO
        closing = read.rules.re_boundary_realignment.match(core[after:] + " ")
        return YES if closing and closing.end() == len(core) - after + 1 else DOUBT
    word = WORD.fullmatch(core)
    return YES if core[-1] != "." or (word and word[1].lower() not in read.abbreviations) else ASK


def _answers(chunks, followers, read):
    """Tell for chunks and those after them whether a sentence ends between."""
    pairs, number = np.unique(chunks.astype(np.int64) << 32 | followers, return_inverse=True)
    answers = np.empty(len(pairs), dtype=bool)
    for i, pair in enumerate(pairs.tolist()):
        chunk, follower = read.chunks[pair >> 32].rstrip(WHITE), _alike(read.chunks[pair & 0xFFFFFFFF], read)
        if (chunk, follower) not in read.pairs:
            read.pairs[chunk, follower] = _ends_between(chunk, follower, read)
        answers[i] = read.pairs[chunk, follower]
    return answers[number]


def _alike(chunk, read):
    """Return a chunk that is taken like this one after a full stop: of plain words only the case and the list of starters count."""
    simple = SIMPLE.fullmatch(chunk)
    if not simple or simple[2] == ".":
        return chunk.rstrip(CONTROLS)
    return "x" if simple[1].islower() else simple[1] if simple[1].lower() in read.starters else "Xx"


def _ends_between(chunk, follower, read):
    if follower[:1].isdigit() and read.before_number.search(chunk):
        return False
    return read.punkt.text_contains_sentbreak(f"{chunk} {follower}")


def _slowly(codes, base, read):
    text = "".join([read.chunks[code] for code in codes.tolist()])
    spans = list(read.slow(text))
    start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    return start + base, end + base, np.array([text[a:b].isupper() for a, b in spans], dtype=bool)
