"""Within: statements that stand in what another is said to have said; that is the other's report, and no further row."""

import re
from bisect import bisect_right
from itertools import accumulate

HOLDING = frozenset(["content_after", "content_before", "content_ahead", "headline"])  # steps whose contents are rarely too long
WEAK = frozenset(["claim", "condemn", "support", "think"])  # classes of cues that make no report within another, even in doubt
BESIDES = re.compile(r"(?:\b(?:which|who|whom|that|what)|,) $")  # before the speaker of *the step which, they said, was void*


def outermost(pairs, text):
    """Return statements, with their speakers, but for those within the content of another: *she said he wants to stay* is one row.

    Kept are quotations, which have marks of their own, and what a clause of its own ascribes to a pronoun: *which they said was void*.
    """
    beside = sorted(
        (s.start, s.end, s.rule in HOLDING and s.mode in ("paraphrase", "mixed"))
        for s, _ in pairs
        if s.rule != "turns" and not s.start < s.cue[0] < s.end
    )
    every, sure = _reach(beside), _reach([span for span in beside if span[2]])
    kept = []
    for s, name in pairs:
        weak = s.kind in WEAK
        starts, ends = every if weak else sure
        n = bisect_right(starts, min(s.start, s.cue[0])) if (weak or s.mode != "direct") and s.rule != "turns" else 0
        inner = n and ends[n - 1] >= max(s.end, s.cue[1])
        if not inner or _beside(s, text):
            kept.append((s, name))
    return kept


def _reach(spans):
    """Return where contents begin, in order, and how far those that begin by then reach."""
    return [span[0] for span in spans], list(accumulate([span[1] for span in spans], max))


def _beside(s, text):
    """Return whether a clause of its own ascribes a statement to a pronoun."""
    if s.speaker is None or s.kind == "think":
        return False
    first = text[slice(*s.speaker)].lower()
    return first in ("he", "she", "it", "they") and BESIDES.search(text, max(s.speaker[0] - 8, 0), s.speaker[0]) is not None
