"""Reports without a verb: *according to X*, *in X's view*, *X: “…”*."""

import re
from bisect import bisect_right

from helpers.reported import classes
from helpers.reported.contents import clause_end
from helpers.reported.statement import Statement, mode_of, speaker_span, trimmed
from helpers.reported.subjects import speaker_after
from helpers.reported.words import DASHES, PUNCTUATION, strip_end

NAME = re.compile(r"[A-Z][\w'.-]{0,30}(?: (?:of |the |and )?[A-Z][\w'.-]{0,30}){0,6}")
SIGNED = re.compile(r"[.\s]*|,[^.!?;\"]{1,70}[.\s]*")  # what may stand behind the name: nothing, or who that is
LABELS = frozenset(["answer", "courtesy", "figure", "headline", "note", "photo", "question", "quote", "source", "title", "update", "video"])
TELLING = frozenset(["telling", "view", "words", "account", "opinion", "judgement", "judgment", "reading", "version"])
OWNERS = frozenset(["their", "his", "her", "our", "its", "own"])


def phrase(words, i, lo, hi):
    """Read *according to X* and *in X's view*, whose first word is at `i`, in the sentence from `lo` to `hi`."""
    if words.low[i] == "according":
        found = according_to(words, i, hi)
    else:
        found = in_the_view_of(words, i, hi) or in_ones_view(words, i, hi)
    if found is None:
        return None
    who, cue_last, last, rule = found
    start, end = _content(words, i, last, (lo, hi))
    if end < start:
        return None
    span, mode = (words.starts[i], words.ends[cue_last]), mode_of(words, start, end)
    return Statement(words.starts[start], words.ends[end], speaker_span(words, who), span, "say", mode, True, rule, phrase=True)


def according_to(words, i, hi):
    """Return the speaker, the last word of the cue and of the phrase, and the rule."""
    low = words.low
    who = speaker_after(words, i + 2, hi) if low[i + 1 : i + 2] == ["to"] else None
    if who is None:
        return None
    last = who[1]
    while last < hi and low[last + 1] not in (",", ";", "–", "—"):
        last += 1
    return who, i + 1, last, "according_to"


def in_the_view_of(words, i, hi):
    """Return the same of *in the view of X*."""
    low = words.low
    if low[i + 1 : i + 2] != ["the"] or low[i + 3 : i + 4] != ["of"] or low[i + 2] not in TELLING:
        return None
    who = speaker_after(words, i + 4, hi)
    return None if who is None else (who, i + 3, who[1], "in_the_view_of")


def in_ones_view(words, i, hi):
    """Return the same of *in X's view*, *in their own words*."""
    low = words.low
    near = low[i + 2 : min(i + 8, hi + 1)]
    if TELLING.isdisjoint(near):  # said at once, since *in* is a frequent word
        return None
    last = next(k for k, word in enumerate(near, start=i + 2) if word in TELLING)
    if any(word in PUNCTUATION or word in classes.AUX for word in low[i + 1 : last]):
        return None
    if not (low[last - 1].endswith(("'s", "s'")) or low[last - 1] in OWNERS):
        return None
    return (i + 1, last - 1), last, last, "in_ones_view"


def quotation_and_dash(words, taken):
    """Yield quotations behind which a dash and a name stand, *“…” – Commissioner Novak*, but for those that begin where `taken` says."""
    for last, quote in words.closing.items():
        dash, k = last + 1, last + 2
        if quote.inner_start in taken or k >= len(words.low) or words.low[dash] not in DASHES:
            continue
        while k < len(words.low) and words.low[k] in DASHES:  # --
            k += 1
        line = words.text.find("\n", words.ends[dash])
        line = len(words.text) if line < 0 else line
        name = NAME.match(words.text, words.starts[k], line) if k < len(words.low) else None
        rest = words.text[name.end() : min(line, name.end() + 80)] if name else ""
        if name and SIGNED.fullmatch(rest) and (end := trimmed(words, quote.inner_start, quote.inner_end)) > quote.inner_start:
            span = (words.starts[dash], words.ends[k - 1])
            who = (name.start(), name.end() - (name[0][-1] == "."))
            yield Statement(quote.inner_start, end, who, span, "say", "direct", True, "quotation_and_dash")


def _content(words, i, last, bounds):
    """Return the first and last word of what a phrase from `i` to `last` reports: what follows it, or what it stands in or after."""
    low, (lo, hi) = words.low, bounds
    if i == lo or (i == lo + 1 and low[lo] in ("and", "but")):
        return last + 2, clause_end(words, last + 2, hi) if last + 2 <= hi else lo
    if last + 2 <= hi and low[last + 1] == ",":
        return lo, strip_end(words, lo, hi)
    return lo, strip_end(words, lo, i - 1)


def name_and_colon(words, taken):
    """Yield quotations that nothing but a name and a colon introduce, *Stoltenberg: “…”*, but for those that begin where `taken` says."""
    for first, quote in words.opening.items():
        colon = first - 1
        lo = words.firsts[bisect_right(words.firsts, first) - 1]
        name = words.text[words.starts[lo] : words.starts[colon]] if lo < colon and words.low[colon] == ":" else ""
        if quote.inner_start not in taken and NAME.fullmatch(name) and words.low[lo] not in LABELS:
            span, end = (words.starts[colon], words.ends[colon]), trimmed(words, quote.inner_start, quote.inner_end)
            if end > quote.inner_start:
                who = speaker_span(words, (lo, colon - 1))
                yield Statement(quote.inner_start, end, who, span, "say", "direct", quote.complete, "name_and_colon")
