"""The reader: from cues and quotations to statements, each with its speaker, cue and content as spans of the folded text."""

import functools
import re
from bisect import bisect_right

from helpers.reported.clauses import clause_end
from helpers.reported.contents import around, content_start, continued, inverts
from helpers.reported.cues import cue_forms, cue_phrases
from helpers.reported.phrases import named, phrase
from helpers.reported.quotations import quotations
from helpers.reported.statement import Statement, speaker_span, statement, trimmed
from helpers.reported.subjects import leading, plural, speaker_after, subject, verb_group
from helpers.reported.verbs import FINITE, reports
from helpers.reported.words import (
    ADVERBS,
    BE,
    NOT,
    OPENERS,
    PREPOSITIONS,
    PUNCTUATION,
    RELATIVE,
    read_words,
)

BLANK = re.compile(r"\n[^\S\n]*+\n\s*+")
SAYING = frozenset(["say", "claim", "think", "condemn", "demand", "promise"])


@functools.cache
def _triggers():
    return frozenset(cue_forms()) | {first for first, _ in cue_phrases()} | {"according", "in"}


def read(text, original, origin):
    """Return the statements that a folded text reports, in the order of their cues, and its words."""
    breaks = [m.span() for m in BLANK.finditer(text)]
    words = read_words(text, quotations(text, original, origin, breaks))
    found, inside, triggers = [], [q.start for q in words.quotes], _triggers()
    sentence, memory, taken = -1, None, 0
    for i in [i for i, word in enumerate(words.low) if word in triggers]:
        word = words.low[i]
        q = bisect_right(inside, words.starts[i]) - 1
        if words.starts[i] < taken or (q >= 0 and words.starts[i] < words.quotes[q].end):
            continue
        n = bisect_right(words.firsts, i) - 1
        lo, hi = words.firsts[n], (words.firsts[n + 1] if n + 1 < len(words.firsts) else len(words.low)) - 1
        if n != sentence:
            sentence, memory = n, None
        if word in ("according", "in"):
            made = phrase(words, i, lo, hi)
        else:
            made, memory = _verb(words, i, lo, hi, memory)
        if made is not None:
            found.append(made)
            if not made.complete and made.start > made.cue[0]:
                taken = made.end
    return _settle(sorted([*found, *named(words, {s.start for s in found})], key=lambda s: s.cue))


def _settle(found):
    """Leave out *according to X* before another speaker and cue, and a refusal within the content of its own report."""
    fronts = {s.speaker[0] for s in found if s.speaker and s.start > s.cue[0] > s.speaker[0]}
    kept, reach = [], 0
    for s in found:
        if (s.refused and s.cue[0] < reach) or (s.phrase and s.start in fronts):
            continue
        kept.append(s)
        if s.start > s.cue[0]:
            reach = max(reach, s.end)
    return kept


def _verb(words, i, lo, hi, memory):
    """Read the clause around the verb at `i`; return its statement or None, and the subject for a verb that shares it."""
    low = words.low
    r = i + 1
    while r <= hi and (low[r] in ADVERBS or low[r].endswith("ly")):
        r += 1
    pair = cue_phrases().get((low[i], low[r])) if r <= hi else None
    plain = cue_forms().get(low[i])
    if pair is None and plain is None:
        return None, memory
    cue, form = pair or plain
    cue_last = r if pair else i
    r = cue_last + 1
    j, group = verb_group(words, i, lo)
    finite = bool(group & FINITE)
    before = low[j] if j >= lo else ""
    if not reports(words, i, r, hi, before, low[j - 1] if j > lo else "", group, cue, form, pair is not None):
        return None, memory
    passive = form == "ed" and bool(group & BE) and low[i] != "agreed"
    span = (words.starts[i], words.ends[cue_last])
    # "…", said X
    if j == i - 1 and form in ("ed", "s") and cue.kind in SAYING and (before in (",", '"', "''", "'") or j < lo) and j >= lo:
        after = speaker_after(words, i + 1, hi)
        apposed = before == "," and j - 1 not in words.closing and subject(words, j, lo) is not None  # X, who was there, said Y had left
        follows = low[after[1] + 1 : after[1] + 2] if after else []
        turned = after is not None and "quote" in cue.frames and "recipient" not in cue.frames and inverts(words, j, lo, after)
        if turned and pair is None and not (apposed and follows and follows[0] not in PUNCTUATION):
            made = around(words, lo, j, after[1] + 1, hi, cue, span, after)
            return made, after
    who = subject(words, j, lo)
    shared = False
    if form == "ing" and not group & BE:
        who = None
    if who is None:
        if j >= lo and (before in ("and", "but", "or", ",", "then") or form == "ing"):
            who, shared = memory or leading(words, lo, j), True
        if who is None:
            return None, memory
    elif (form == "base" and not finite and not plural(words, who)) or (
        form == "s"
        and low[who[1]].endswith("s")
        and not low[who[1]].endswith(("ss", "'s", "us"))
        and words.text[words.starts[who[1]]].islower()
    ):
        return None, memory
    if passive:
        return _passive(words, who, i, r, hi, cue, span, refused=bool(group & NOT)), memory
    start, clause = content_start(words, r, hi, cue)
    if (
        "recipient" in cue.frames
        and start == r
        and who[0] > lo
        and low[who[0] - 1] in (",", '"')
        and not {"to", "not", "of"} & set(low[r : r + 10])
    ):
        start = None  # …, he told a press conference
    quoted = who[0] - 1 in words.closing or (low[who[0] - 1] == "," and who[0] - 2 in words.closing)
    asked = who[0] == lo and lo - 1 in words.closing and words.text[words.closing[lo - 1].inner_end - 1] in "?!…"
    if asked and start == r and cue.kind in SAYING and (low[r] in PREPOSITIONS or low[r] in OPENERS or "recipient" in cue.frames):
        start = None  # "Why?" the minister told reporters
    bare = quoted and (start in words.opening or r > hi or low[r] in PUNCTUATION or _opened(words, lo, who))
    if bare and not shared and cue.kind in SAYING:
        start = None
    if start is None:
        if shared or ("clause" not in cue.frames and "quote" not in cue.frames):
            return None, who
        return around(words, lo, who[0] - 1, r, hi, cue, span, who), who
    quote = words.opening.get(start)
    if quote is not None and not quote.complete:
        return Statement(
            quote.inner_start, trimmed(words, quote.inner_start, quote.end), speaker_span(words, who), span, cue.kind, "direct", False
        ), who
    objective = not clause and "object" in cue.frames
    end = clause_end(words, start, hi, narrow=objective)
    if quote is not None:
        close = bisect_right(words.starts, quote.inner_end) - 1
        if close >= end - 1 or not (low[close + 1 : close + 2] and low[close + 1] not in PUNCTUATION):
            end = continued(words, close, hi) if "quote" in cue.frames else close
    if end < start:
        return None, who
    made = statement(words, start, end, speaker_span(words, who), span, cue, clause)
    return made and made._replace(refused=bool(group & NOT)), who


def _opened(words, lo, who):
    """Tell whether the quotation before the subject is all that stands before it: *"…," he said when asked …*."""
    last = who[0] - 1 if who[0] - 1 in words.closing else who[0] - 2
    return lo in words.opening and words.opening[lo].start == words.closing[last].start


def _passive(words, who, i, r, hi, cue, span, *, refused):
    low = words.low
    agent, end = None, clause_end(words, r, hi, narrow=False) if r <= hi else i
    for k in range(r, min(r + 12, hi)):
        if low[k] == "by":
            agent = speaker_after(words, k + 1, hi)
            break
        if low[k] in PUNCTUATION:
            break
    if low[who[0]] == "it" and low[r : r + 1] == ["that"]:
        return statement(words, r + 1, end, agent and speaker_span(words, agent), span, cue, True) if end > r else None
    if low[who[0]] in RELATIVE or cue.kind in ("think", "promise") or low[r : r + 1] == ["as"] or (refused and agent is None):
        return None
    if agent is None and cue.kind == "say" and not cue.frames & {"recipient", "order"}:  # Crimea was mentioned
        return None
    if cue.performative and agent:  # what was condemned by someone
        end = i = who[1]
    return statement(words, who[0], max(end, i), agent and speaker_span(words, agent), span, cue, not cue.performative)
