"""Reports without a verb: *according to X*, *in X's view*, *X: “…”*."""

import re
from bisect import bisect_right

from helpers.reported.clauses import clause_end
from helpers.reported.statement import Statement, mode_of, speaker_span, trimmed
from helpers.reported.subjects import speaker_after
from helpers.reported.words import AUX, PUNCTUATION, strip_end

NAME = re.compile(r"[A-Z][\w'.-]{0,30}(?: (?:of |the |and )?[A-Z][\w'.-]{0,30}){0,6}")
LABELS = frozenset(["answer", "courtesy", "figure", "headline", "note", "photo", "question", "quote", "source", "title", "update", "video"])
TELLING = frozenset(["telling", "view", "words", "account", "opinion", "eyes", "judgement", "judgment", "reading", "version"])


def phrase(words, i, lo, hi):
    """Read *according to X* and *in X's view*."""
    low = words.low
    if low[i] == "according":
        if low[i + 1 : i + 2] != ["to"]:
            return None
        who, span = speaker_after(words, i + 2, hi), (words.starts[i], words.ends[min(i + 1, hi)])
        if who is None:
            return None
        last = who[1]
        while last < hi and low[last + 1] not in (",", ";", "–", "—"):
            last += 1
    elif low[i + 1 : i + 2] == ["the"] and low[i + 3 : i + 4] == ["of"] and low[i + 2] in TELLING:  # in the view of X
        who, span = speaker_after(words, i + 4, hi), (words.starts[i], words.ends[i + 3])
        if who is None:
            return None
        last = who[1]
    else:
        last = next((k for k in range(i + 2, min(i + 8, hi + 1)) if low[k] in TELLING), None)
        if last is None or any(word in PUNCTUATION or word in AUX for word in low[i + 1 : last]):
            return None
        who = (i + 1, last - 1)
        if not (low[last - 1].endswith(("'s", "s'")) or low[last - 1] in ("their", "his", "her", "our", "its") or low[last - 1] == "own"):
            return None
        span = (words.starts[i], words.ends[last])
    if i == lo or (i == lo + 1 and low[lo] in ("and", "but")):
        start, end = last + 2, clause_end(words, last + 2, hi, narrow=False) if last + 2 <= hi else lo
    elif last + 2 <= hi and low[last + 1] == ",":
        start, end = lo, strip_end(words, lo, hi)
    else:
        start, end = lo, strip_end(words, lo, i - 1)
    if end < start:
        return None
    return Statement(
        words.starts[start], words.ends[end], speaker_span(words, who), span, "say", mode_of(words, start, end, None), True, phrase=True
    )


def named(words, taken):
    """Yield quotations that nothing but a name and a colon introduce: *Stoltenberg: “…”*."""
    for first, quote in words.opening.items():
        colon = first - 1
        lo = words.firsts[bisect_right(words.firsts, first) - 1]
        name = words.text[words.starts[lo] : words.starts[colon]] if lo < colon and words.low[colon] == ":" else ""
        if quote.inner_start not in taken and NAME.fullmatch(name) and words.low[lo] not in LABELS:
            span, end = (words.starts[colon], words.ends[colon]), trimmed(words, quote.inner_start, quote.inner_end)
            if end > quote.inner_start:
                yield Statement(quote.inner_start, end, speaker_span(words, (lo, colon - 1)), span, "say", "direct", quote.complete)
