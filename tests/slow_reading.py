"""Sentences and tokens of one text at a time, word for word, as the rules say: what reading in bulk is compared with."""

import re
import unicodedata

from helpers.bulk.characters import CLOSERS, FOLDED, STOPS, WIDE_STOPS
from helpers.spans import LISTS, wordlist
from helpers.tokens.rule import type_of, words_of

ABBREVIATIONS, BEFORE_NUMBERS, STARTERS, CUES, AFTER_HOURS = (set(wordlist(name)) for name in LISTS)
APART = "[)\";}\\]*:@'({\\[!?‘’“”«»]"  # marks that no word holds
WIDE, CLOSING, RAISED = WIDE_STOPS, re.escape(CLOSERS), "¹²³⁰⁴-⁹"
CHUNK = re.compile(rf"[^\s{WIDE}]+(?:[{WIDE}][{WIDE}{CLOSING}]*)?|[{WIDE}][{WIDE}{CLOSING}]*")
STOP = re.compile(rf"[{STOPS}](?={APART}|$)")
NOTES = re.compile(rf"(?:\[\d{{1,3}}\]|[{RAISED}]+)+")
GOES_ON = re.compile(rf"[{CLOSING}]{{1,3}}(?:[,;:]|[–—](?=\w))")
PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
BEFORE_DOT = re.compile(r"(?:.*(?:[)\";}\]*:@({\[!?“”«»]|(?<![\w.])['‘’]|--|\.\.))?[-(\"`{\[:;&#*@)}\],]{0,2}(.*)", re.DOTALL)


def sentences(text):
    """Return the spans of the sentences of a text."""
    found, at = [], 0
    for border in [*PARAGRAPHS.finditer(text), None]:
        parts = [part for chunk in CHUNK.finditer(text, at, border.start() if border else len(text)) for part in _parts(chunk)]
        found += _of_paragraph(parts)
        at = border.end() if border else at
    return found


def _stops(word):
    """Return the marks that could end a sentence; none before an apostrophe in a word (D.C.'s)."""
    return [m for m in STOP.finditer(word) if not (word[m.end() :][:1] in tuple("'‘’") and _in_word(word[m.end() + 1 :][:1]))]


def _in_word(character):
    return character != "" and (character == "_" or unicodedata.category(character)[0] in "LNM" or unicodedata.category(character) == "Cf")


def _parts(chunk):
    """Cut a stretch without white space where a sentence ends inside it."""
    word, start = chunk[0], chunk.start()
    stops = _stops(word)
    end = stops[-1].end() if stops else len(word)
    rest = word[end:].lstrip(CLOSERS)
    goes_on = (on := GOES_ON.match(word, end)) and (on[0][-1] in ",;:" or word[on.end()].islower())
    if rest and not NOTES.fullmatch(word, end) and not goes_on and _may_end(_kind(word[:end]), "mark" if word[end] in ";:!?" else "other"):
        after = len(word) - len(rest)
        closed = after > end and word[after - 1] in ")]}’”»" and rest[0].isupper()
        end = after if closed or rest.startswith("--") else end
        return [(start, word[:end]), (start + end, word[end:])]
    return [(start, word)]


def _of_paragraph(parts):
    spans, opened, ended = [], None, False
    words = [word for _, word in parts]
    for i, (start, word) in enumerate(parts):
        if ended and not word.strip(CLOSERS):  # it closes what came before
            spans[-1] = (spans[-1][0], start + len(word))
            ended, opened = False, None
            continue
        opened = start if opened is None else opened
        ended = i + 1 == len(parts) or _ends(words[i], words[i + 1 :], words[max(i - 1, 0) : i])
        if ended:
            spans.append((opened, start + len(word)))
            opened = None
    return spans


def _ends(word, following, before):
    """Tell whether a sentence ends between a word and those after it."""
    kind = _whole_kind(word)
    if kind == "alone" and before and _whole_kind(before[0]) == "alone":
        kind = "abbreviation"
    if kind == "asked":
        for i, name in enumerate(following[:-1][:4]):
            if not _is_name(name):
                break
            if _is_cue(following[i + 1]):
                return False
    return kind is not None and _may_end(kind, _right(following[0]))


def _whole_kind(word):
    """Return what a word is before the end of a sentence, None if there can be none."""
    stops = _stops(word)
    if not stops:
        return None
    end = stops[-1].end()
    kind = _kind(word[:end])
    if end == len(word):
        return kind
    if NOTES.fullmatch(word, end):
        return kind
    if word[end:].strip(CLOSERS):
        return None
    if kind == "end" and word[end - 1] == "." and word[end] in ")]}":
        return "short"
    return {".": "quoted"}.get(word[end - 1], "asked") if kind == "end" and word[end] not in ")]}" else kind


def _is_name(word):
    return word[-1] not in ",;:" and (word in ("I", "i") or (_right(word) in ("upper", "calendar") and _whole_kind(word) != "end"))


def _is_cue(word):
    return word[0].islower() and _first_run(word) in CUES


def _first_run(word):
    """Return the letters and digits that a word begins with, None if something that belongs to it comes next."""
    run = re.match(r"\w*", word)[0]
    return None if word[len(run) : len(run) + 1] in tuple("-/&@_+#\\") else run.casefold()


def _kind(word):
    """Return what a word that ends with a mark is."""
    if word[-1] != ".":
        return "end"
    if word.endswith(".."):
        return "end" if re.search(rf"[{STOPS.replace('.', '')}]\.{{2,5}}$", word) else "abbreviation"
    core = BEFORE_DOT.fullmatch(word[:-1])[1]
    if not core:
        return "alone" if word == "." else "end"
    lower = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in (FOLDED.get(c, c) for c in core))
    last = lower.rpartition("-")[2] or lower
    if {lower, last} & ABBREVIATIONS:
        return "short initial" if re.fullmatch(r"[^\W\d]", core) else "abbreviation"
    if last in ("a.m", "p.m"):
        return "clock"
    if re.fullmatch(r"[^\W\d_](\.[^\W\d_]{1,2})*\.[^\W\d_]", last) and last.replace(".", "").isalpha():
        return "abbreviation"
    before_number = bool({lower, last} & BEFORE_NUMBERS)
    if re.fullmatch(r"[^\W\d]", core):
        return "initial before number" if before_number else "initial"
    if re.fullmatch(r"[.,]?\d[\d,.\-]*", core):
        return "number"
    return "before number" if before_number else "short" if "\u0400" <= core[-1] < "\u0500" else "end"


def _may_end(kind, right):
    return {
        "end": True,
        "short": right != "lower",
        "abbreviation": right == "starter",
        "initial": right in ("other", "figure", "opening"),
        "short initial": False,
        "number": right not in ("lower", "mark"),
        "before number": right != "figure",
        "initial before number": right in ("other", "opening"),
        "clock": right in ("other", "upper", "starter"),
        "quoted": right not in ("lower", "mark"),
        "asked": right not in ("lower", "mark"),
        "alone": right != "mark",
    }[kind]


def _right(word):
    if word[0] in ";:,.!?" or re.match(r"[-–—](?:-|$)", word):
        return "mark"
    if word[0] in "([":
        return "opening"
    if word[0].isdecimal():
        return "figure"
    if word[0].isupper():
        run = _first_run(word)
        return "calendar" if run in AFTER_HOURS else "starter" if run in STARTERS else "upper"
    return "lower" if word[0].islower() or word[0].istitle() else "other"


def tokens(text):
    """Return sentence, start, end and type of the tokens of a text."""
    spans, rows = sentences(text), []
    for surface, start, end in words_of(text):
        sentence = sum(first <= start for first, _ in spans) - 1
        rows.append((sentence, start, end, type_of(surface, capitals=text[slice(*spans[sentence])].isupper())))
    return rows
