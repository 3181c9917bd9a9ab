"""The reader: from cues and quotations to statements, each with its speaker, cue and content as spans of the folded text."""

import functools
import re
from bisect import bisect_right

from helpers.parts.quotations import quotations
from helpers.parts.reported_clauses import clause_end, leading, speaker_after, subject, verb_group
from helpers.parts.reported_contents import around, content_start, continued, inverts
from helpers.parts.reported_cues import cue_forms, cue_phrases
from helpers.parts.reported_statement import Statement, mode_of, speaker_span, statement, trimmed
from helpers.parts.reported_words import (
    ADVERBS,
    AUX,
    BASE_SUBJECTS,
    BE,
    DETERMINERS,
    MODAL,
    NOT,
    PREPOSITIONS,
    PUNCTUATION,
    RELATIVE,
    read_words,
    strip_end,
)

BLANK = re.compile(r"\n[^\S\n]*+\n\s*+")
TELLING = frozenset(["telling", "view", "words", "account", "opinion", "eyes", "judgement", "judgment", "reading", "version"])
SAYING = frozenset(["say", "claim", "think", "condemn", "demand", "promise"])
REFUSED = frozenset(["recognise", "accept", "support", "endorse"])


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
            made = _phrase(words, i, lo, hi)
        else:
            made, memory = _verb(words, i, lo, hi, memory)
        if made is not None:
            found.append(made)
            if not made.complete and made.start > made.cue[0]:
                taken = made.end
    return _settle([s for s in found if s is not None])


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
    phrase = cue_phrases().get((low[i], low[r])) if r <= hi else None
    plain = cue_forms().get(low[i])
    if phrase is None and plain is None:
        return None, memory
    cue, form = phrase or plain
    cue_last = r if phrase else i
    r = cue_last + 1
    j, group = verb_group(words, i, lo)
    finite = bool(group & (MODAL | {"has", "have", "had", "do", "does", "did"}))
    before = low[j] if j >= lo else ""
    if group & NOT and not (cue.lemma in REFUSED and (group & (MODAL | {"cannot", "do", "does", "not"})) and "did" not in group):
        return None, memory
    passive = form == "ed" and bool(group & BE) and low[i] != "agreed"
    if form == "base" and not finite and (before in DETERMINERS or before.endswith("'s") or before in PREPOSITIONS or before == "to"):
        return None, memory
    if form == "ed" and not group and (before in DETERMINERS or low[r : r + 1] == ["by"] or before in ("so", "so-called")):
        return None, memory
    if form == "ing" and (before in DETERMINERS or before.endswith("'s")):
        return None, memory
    if form == "s" and phrase is None and low[r : r + 1] and low[r] in PREPOSITIONS and cue.lemma not in ("say", "write", "argue"):
        return None, memory
    if form in ("s", "base") and before == "united":
        return None, memory
    if form == "ing" and before in PREPOSITIONS and cue.kind not in ("say", "claim", "demand"):
        return None, memory
    if form == "s" and (before in DETERMINERS or before.endswith("'s") or before in PREPOSITIONS):
        return None, memory
    span = (words.starts[i], words.ends[cue_last])
    # "…", said X
    if j == i - 1 and form in ("ed", "s") and cue.kind in SAYING and (before in (",", '"', "''", "'") or j < lo) and j >= lo:
        after = speaker_after(words, i + 1, hi)
        if after is not None and phrase is None and "quote" in cue.frames and inverts(words, j, lo, after):
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
    elif (
        form == "base"
        and not finite
        and low[who[1]] not in BASE_SUBJECTS
        and not low[who[1]].endswith("s")
        and "and" not in low[who[0] : who[1]]
    ) or (
        form == "s"
        and low[who[1]].endswith("s")
        and not low[who[1]].endswith(("ss", "'s", "us"))
        and words.text[words.starts[who[1]]].islower()
    ):
        return None, memory
    if passive:
        return _passive(words, who, i, r, hi, cue, span), memory
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
    if not shared and cue.kind in SAYING and (start in words.opening or r > hi or low[r] in PUNCTUATION) and quoted:
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


def _passive(words, who, i, r, hi, cue, span):
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
    if low[who[0]] in RELATIVE or cue.kind in ("think", "promise") or low[r : r + 1] == ["as"]:
        return None
    return statement(words, who[0], max(end, i), agent and speaker_span(words, agent), span, cue, not cue.performative)


def _phrase(words, i, lo, hi):
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
