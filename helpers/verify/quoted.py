"""What a report quotes: the stretches between quotation marks and those set apart, and which words their rules of quoting leave open."""

import re
from bisect import bisect_right
from typing import NamedTuple

from helpers.reported.quotations import quotations
from helpers.spans import normalize

LEAST = 4  # words: what is shorter may be a term or an irony
SOURCE = 160  # characters of the line below a quotation that says whose it is
BETWEEN = 120  # characters of who speaks, between the parts of a quotation that is broken off for it
WORD = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W_]+(?:[-'][^\W_]+)*|[%‰$€£¥°&=+<>]")
INNER = str.maketrans("", "", "-'")
DOTS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.\s?\.?)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?")
BRACKET = re.compile(r"(\w{0,40})\[([^\[\]]{0,120})\](\w{0,40})")
REMARK = re.compile(r"\W*(?:sic|\^?\d+(?:[,; -]+\d+)*|(?:emphasis|italics) .*|applause|laughter|footnotes? omitted)\W*", re.IGNORECASE)
NEGATIONS = {"no", "not", "never", "nor", "neither", "cannot", "without", "nothing", "none", "nobody", "hardly", "refuse", "refused"}
LABEL = re.compile(r"\W*(?:!?\[!|(?:note|tip|warning|important|caution|sources?|summary|key|caveat|claim|remember)\b)", re.IGNORECASE)
DASH = re.compile(r"(?:[-–—―~]{1,3}\s{0,9})(?=[A-Z\[(])")
SHORTENED = re.compile(r"(?:do|does|did|is|are|was|were|wo|would|ca|could|should|has|have|had|must|need|ai)nt")
SHORT = 2  # words in brackets that deny are words of the quotation
LONG, OPEN = 8, None  # words that brackets may stand for; any number


class Piece(NamedTuple):
    """Words that follow one another; how many others may stand before them, None for any number."""

    words: tuple
    gap: int | None


class Quoted(NamedTuple):
    """A quotation of a report: where it stands, its text, and what must be found of it."""

    start: int
    end: int
    text: str
    pieces: tuple
    apart: bool

    @property
    def size(self):
        """Return how many words it has."""
        return sum(len(piece.words) for piece in self.pieces)


def is_negation(word):
    """Return whether a key of `keys_of` denies something.

    >>> is_negation("dont"), is_negation("not"), is_negation("front")
    (True, True, False)
    """
    return word in NEGATIONS or bool(SHORTENED.fullmatch(word))


def keys_of(text):
    """Return (word, start, end) of the words of a text, in the form in which they are compared.

    Capitals, hyphens and kinds of marks are not compared; all words, figures and signs such as % are.

    >>> [key for key, _, _ in keys_of("Well-being: 5 % don’t")]
    ['wellbeing', '5', '%', 'dont']
    """
    folded, origin = normalize(text)
    found = [(word[0], *word.span()) for word in WORD.finditer(folded)]
    plain = [word.casefold() if word[0].isdigit() else word.translate(INNER).casefold() for word, _, _ in found]
    places = range(len(text) + 1) if origin is None else origin.tolist()
    return [(word, places[start], places[end]) for word, (_, start, end) in zip(plain, found, strict=True)]


def words_in(text):
    """Return the words of a text in the form in which they are compared."""
    return tuple(key for key, _, _ in keys_of(text))


def pieces_of(text):
    """Return what must stand in a source if it is quoted rightly: words, and where others may have been left out or put in brackets.

    >>> pieces_of("[T]he votes … are [all] sham [sic]")
    (Piece(words=('the', 'votes'), gap=0), Piece(words=('are',), gap=None), Piece(words=('sham',), gap=8))
    """
    text = DOTS.sub("\x02", text)
    text = BRACKET.sub(_bracket, text)
    pieces, gap = [], 0
    for part in re.split("([\x02\x03])", text):
        if part in ("\x02", "\x03"):
            gap = OPEN if part == "\x02" or gap is OPEN else LONG
        elif words := tuple(word + "*" if part[end : end + 1] == "\x04" else word for word, _, end in keys_of(part)):
            pieces.append(Piece(words, gap if pieces else 0))
            gap = 0
    return tuple(pieces)


def _bracket(found):
    """Return what stands for a bracket: nothing for a remark, a gap for words put in; a letter that was changed is one."""
    before, inside, after = found.groups()
    if inside == "\x02" or "\x02" in inside:
        return f"{before}\x02{after}"
    if not before and not after:
        if REMARK.fullmatch(inside):
            return " "
        words = words_in(inside)
        return f" {inside} " if len(words) <= SHORT and any(map(is_negation, words)) else "\x03"
    if before and not after and inside.isdigit():
        return before  # the number of a note
    if before and not after:
        return f"{before}\x04 "  # support[ed]: what it begins with
    return f"{before}{inside}{after}"


def denied_in(text):
    """Return what stands in brackets and denies something, where there is such.

    >>> denied_in("those [not under its control] and [the] others")
    'not under its control'
    """
    return next((found[2] for found in BRACKET.finditer(text) if any(map(is_negation, words_in(found[2])))), "")


def quoted_in(report, *, hidden=()):
    """Return the quotations of a report.

    Parameters
    ----------
    report : Report
    hidden : list of (int, int)
        Stretches that are no quotation: the lines of claims.
    """
    blank = list(report.text)
    for start, end in [*hidden, *report.code]:
        blank[start:end] = " " * (end - start)
    text = "".join(blank)
    folded, origin = normalize(text)
    breaks = [found.span() for found in re.finditer(r"\n\n", folded)]
    places = range(len(text) + 1) if origin is None else origin.tolist()
    marked = [(places[q.inner_start], places[q.inner_end], False) for q in quotations(folded, text, origin, breaks) if q.complete]
    inner, within, apart, last_end = [start for start, _, _ in marked], set(), [], 0
    for start, end in report.apart:
        if last_end and not text[last_end:start].strip() and is_source(text[start:end]):
            continue
        last_end = end
        first, last = bisect_right(inner, start), bisect_right(inner, end)
        held = [one for one in marked[:first] if one[1] > start] + [one for one in marked[first:last] if one[1] <= end + 1]
        if not LABEL.match(text[start:end]) and (not held or _is_all(text[start:end], held)) and text[start:end].strip():
            within |= {one for one in held if one[1] - one[0] > 1}
            apart.append((start, start + len(_without_source(text[start:end])), True))
    spans = [*(one for one in marked if one not in within), *apart]
    made = [Quoted(start, end, text[start:end].strip(), pieces_of(text[start:end]), apart) for start, end, apart in sorted(spans)]
    return _joined([one for one in made if one.pieces], text)


def _is_all(text, held):
    """Return whether what is set apart is the quotation of another: within it, only a few words stand between marks."""
    return sum(end - start for start, end, _ in held) < 0.3 * len(text) and text.lstrip()[:1] not in "\"“«'‘"


def is_source(text):
    """Return whether a paragraph below a quotation says whose it is: it is short, behind a dash or in brackets, and no sentence.

    >>> is_source("— The Council, 22 September 2022"), is_source("(The Council)"), is_source("– We will not recognise them.")
    (True, True, False)
    """
    text = text.strip()
    named = DASH.match(text) and (text[-1] not in ".!?…" or re.search(r"\d{4}", text))
    return len(text) < SOURCE and bool(named or (text[:1] == "(" and text[-1] == ")"))


def _without_source(text):
    """Return what is set apart without the dash and name below it."""
    for found in DASH.finditer(text):
        before = text[: found.start()].rstrip()
        if found.start() and before[-1:] in ".!?…”\"'’)" and len(text) - found.end() < BETWEEN:
            return before
    return text


def _joined(found, text):
    """Join the parts of a quotation that is broken off for its speaker, where one of them is too short to be judged alone."""
    made = []
    for one in found:
        last = made[-1] if made else None
        between = text[last.end : one.start] if last else ""
        parted = last and len(between) < BETWEEN and "\n\n" not in between
        if parted and min(last.size, one.size) < LEAST and re.fullmatch(r"\W{0,3},?\W?\s*[^.!?;:\"“”]*\w[^.!?;:\"“”]*,\s*\W{1,2}", between):
            first, *rest = one.pieces
            made[-1] = Quoted(last.start, one.end, f"{last.text} … {one.text}", (*last.pieces, Piece(first.words, OPEN), *rest), last.apart)
        else:
            made.append(one)
    return made
