"""Reports without a verb: *according to X*, *in X's view*, *X: “…”*."""

import re
from bisect import bisect_left, bisect_right

from helpers.reported import classes
from helpers.reported.contents import clause_end
from helpers.reported.speaking import can_speak
from helpers.reported.statement import Statement, mode_of, speaker_span, trimmed
from helpers.reported.subjects import leading, speaker_after
from helpers.reported.words import DASHES, PUNCTUATION, strip_end

NAME = re.compile(r"[A-Z][\w'.-]{0,30}(?: (?:of |the |and )?[A-Z][\w'.-]{0,30}){0,6}")
SIGNED = re.compile(r"[.\s]*|,[^.!?;\"]{1,70}[.\s]*")  # what may stand behind the name: nothing, or who that is
HEADLINE = re.compile(rf"\s*({NAME.pattern}): (?=\S)")
MOST_HEADLINE = 200  # characters
LABELS = frozenset(["answer", "courtesy", "figure", "headline", "note", "photo", "question", "quote", "source", "title", "update", "video"])
TELLING = frozenset(["telling", "view", "words", "account", "opinion", "judgement", "judgment", "reading", "version", "count"])
COUNTED = frozenset(["account", "count", "reading", "telling"])
TURN = re.compile(r"\n[^\S\n]*([A-Z][\w.'-]{0,30}(?: [A-Z][\w.'-]{1,30}){0,4}):[^\S\n]+(?=[^\W\d])")
LINE = re.compile(r"^[^\S\n]*+\S", re.MULTILINE)
TITLE = 20  # characters up to which a quotation may be a name of something
MOST_TURN = 20_000  # characters in a turn
CLAIMS = {  # what may be somebody's, and its class: *her claim that …*
    **dict.fromkeys(["assertion", "claim", "claims", "contention", "insistence", "allegation", "allegations", "accusation"], "claim"),
    **dict.fromkeys(["belief", "fear", "fears", "hope", "hopes", "prediction", "expectation", "suspicion"], "think"),
    **dict.fromkeys(["pledge", "promise", "promises", "assurance", "assurances", "vow"], "promise"),
    **dict.fromkeys(["demand", "demands", "suggestion", "proposal", "insistence"], "demand"),
    **dict.fromkeys(["admission", "announcement", "argument", "declaration", "remark", "statement", "statements"], "say"),
    **dict.fromkeys(["complaint", "warning", "warnings"], "condemn"),
}
PHRASES = TELLING | CLAIMS.keys() | {"according"}  # the words of which `phrase` is asked
OWNERS = frozenset(["their", "his", "her", "our", "its", "own"])


def phrase(words, i, lo, hi):
    """Read *according to X* and *in X's view*, of which *according* or *view* stands at `i`, in the sentence from `lo` to `hi`."""
    if words.low[i] in CLAIMS:
        return in_ones_claim(words, i, lo, hi)
    told = words.low[i] == "according"
    found = according_to(words, i, hi) if told else in_the_view_of(words, i, lo, hi) or in_ones_view(words, i, lo)
    if found is None:
        return None
    who, begin, cue_last, last, rule = found
    start, end = _content(words, begin, last, (lo, hi))
    if end < start:
        return None
    span, mode = (words.starts[begin], words.end(cue_last)), mode_of(words, start, end)
    return Statement(words.starts[start], words.end(end), speaker_span(words, who), span, "say", mode, True, rule, phrase=True)


def according_to(words, i, hi):
    """Return the speaker, the first and last word of the cue, the last of the phrase, and the rule."""
    low = words.low
    who = speaker_after(words, i + 2, hi) if low[i + 1 : i + 2] == ["to"] else None
    if who is None:
        return None
    last = who[1]
    while last < hi and low[last + 1] not in (",", ";", "–", "—"):
        last += 1
    return who, i, i + 1, last, "according_to"


def in_the_view_of(words, i, lo, hi):
    """Return the same of *in the view of X*, whose noun is at `i`."""
    low = words.low
    if i - 2 < lo or low[i - 2 : i] != ["in", "the"] or low[i + 1 : i + 2] != ["of"]:
        return None
    who = speaker_after(words, i + 2, hi)
    return None if who is None else (who, i - 2, i + 1, who[1], "in_the_view_of")


def in_ones_view(words, i, lo):
    """Return the same of *in X's view*, *in their own words*, *by their count*, whose noun is at `i`."""
    low = words.low
    if i <= lo or not (low[i - 1].endswith(("'s", "s'")) or low[i - 1] in OWNERS):
        return None
    for k in range(i - 1, max(i - 8, lo) - 1, -1):
        if low[k] == "in" or (low[k] == "by" and low[i] in COUNTED):
            return ((k + 1, i - 1), k, i, i, "in_ones_view") if k + 1 < i else None
        if low[k] in PUNCTUATION or low[k] in classes.AUX:
            break
    return None


def quotation_and_dash(words, taken):
    """Yield quotations behind which a dash and a name stand, *“…” – Commissioner Novak*, but for those that begin where `taken` says."""
    for last, quote in words.closing.items():
        dash, k = last + 1, last + 2
        if quote.inner_start in taken or k >= len(words.low) or words.low[dash] not in DASHES:
            continue
        while k < len(words.low) and words.low[k] in DASHES:  # --
            k += 1
        line = words.text.find("\n", words.end(dash))
        line = len(words.text) if line < 0 else line
        name = NAME.match(words.text, words.starts[k], line) if k < len(words.low) else None
        rest = words.text[name.end() : min(line, name.end() + 80)] if name else ""
        if name and SIGNED.fullmatch(rest) and (end := trimmed(words, quote.inner_start, quote.inner_end)) > quote.inner_start:
            span = (words.starts[dash], words.end(k - 1))
            who = (name.start(), name.end() - (name[0][-1] == "."))
            yield Statement(quote.inner_start, end, who, span, "say", "direct", True, "quotation_and_dash")


def in_ones_claim(words, i, lo, hi):
    """Make the statement of *X's claim that …*, whose noun is at `i`; None where nobody is named, or no clause follows."""
    low, first = words.low, i - 1
    if i <= lo or i + 2 > hi or low[i + 1] != "that":
        return None
    if low[first] not in OWNERS:
        if not low[first].endswith(("'s", "s'")):
            return None
        while first > lo and (words.text[words.starts[first - 1]].isupper() or low[first - 1] in classes.DETERMINERS):
            first -= 1
    end = clause_end(words, i + 2, hi, inner=True)
    if end < i + 2:
        return None
    span, mode = (words.starts[i], words.end(i)), mode_of(words, i + 2, end)
    start, end = words.starts[i + 2], trimmed(words, words.starts[i + 2], words.end(end))
    return Statement(start, end, speaker_span(words, (first, i - 1)), span, CLAIMS[low[i]], mode, True, "in_ones_claim")


def turns(words, breaks):
    """Return what is said in the turns of a transcript: paragraphs or lines that begin with a name and a colon, *MS LUND: …*."""
    found = list(TURN.finditer(f"\n{words.text}")) if words.text.count(":") > 2 else []  # offsets are one more than in the text
    if len(found) < 3 or len({turn[1] for turn in found}) < 2 or len(found) < 0.3 * len(LINE.findall(words.text)):
        return []
    made, ends = [], [start for start, _ in breaks]
    for turn, following in zip(found, [*found[1:], None], strict=True):
        start, name = turn.end() - 1, (turn.start(1) - 1, turn.end(1) - 1)
        end = min(following.start() if following else len(words.text), start + MOST_TURN)
        at = bisect_left(ends, start)
        end = trimmed(words, start, min(ends[at], end) if at < len(ends) else end)
        if end > start and words.text[start] != '"' and turn[1].lower() not in LABELS:
            made.append(Statement(start, end, name, (name[1], name[1] + 1), "say", "direct", True, "turns"))
    return made


def headline(words, breaks, found):
    """Return what a headline has someone say whom the text quotes, *Novak: Talks May Fail*, as a list of one statement or none.

    `found` are the statements of the text: *Ukraine: Council adopts …* has no speaker of it.
    """
    end = min([breaks[0][0] if breaks else len(words.text), *([cut] if (cut := words.text.find("\n")) >= 0 else [])])
    name = HEADLINE.match(words.text, 0, end) if end < MOST_HEADLINE else None
    if name is None or name[1].split()[-1].lower() in LABELS or not any(_quotes(words, s, name[1]) for s in found):
        return []
    first, last = bisect_left(words.starts, name.end()), bisect_right(words.starts, end - 1) - 1
    start, end = name.end(), trimmed(words, name.end(), end)
    if first in words.opening and words.opening[first].inner_end >= end - 1:  # all of it is quoted: name_and_colon
        return []
    mode = mode_of(words, first, last)
    mode = "mixed" if mode == "direct" else mode
    return [Statement(start, end, name.span(1), (name.end(1), name.end(1) + 1), "say", mode, True, "headline")] if end > start else []


def _quotes(words, s, name):
    """Return whether a statement quotes who is named."""
    return s.mode in ("direct", "mixed") and s.speaker is not None and name.split()[-1] in words.text[slice(*s.speaker)].split()


def _content(words, i, last, bounds):
    """Return the first and last word of what a phrase from `i` to `last` reports: what follows it, or what it stands in or after."""
    low, (lo, hi) = words.low, bounds
    if i == lo or (i == lo + 1 and low[lo] in ("and", "but")):
        return last + 2, clause_end(words, last + 2, hi) if last + 2 <= hi else lo
    if last + 2 <= hi and low[last + 1] == "," and _goes_on(words, lo, i, last + 2):
        return lo, strip_end(words, lo, hi)
    return lo, strip_end(words, lo, i - 1)


def _goes_on(words, lo, i, k):
    """Return whether a clause goes on at `k`, behind *, according to X,*: it has no verb yet, or the words are no description of X."""
    low = words.low
    if low[i - 1 : i + 1] != [",", "according"] or classes.AUX.isdisjoint(low[lo:i]):
        return True
    return low[k] in classes.AUX or low[k] in classes.PREPOSITIONS or low[k] in ("and", "but", "or") or low[k].endswith("ed")


def name_and_colon(words, taken):
    """Yield quotations that nothing but a name and a colon introduce, *Stoltenberg: “…”*, but for those that begin where `taken` says."""
    for first, quote in words.opening.items():
        colon = first - 1
        if words.low[colon] != ":":
            continue
        lo = words.firsts[bisect_right(words.firsts, first) - 1]
        name = words.text[words.starts[lo] : words.starts[colon]] if lo < colon else ""
        if quote.inner_start in taken or not name or words.low[lo] in LABELS:
            continue
        if " - " in name:  # a headline, and who is quoted
            name = name.rpartition(" - ")[2]
            lo = bisect_left(words.starts, words.starts[colon] - len(name))
        if NAME.fullmatch(name):
            span, end = (words.starts[colon], words.end(colon)), trimmed(words, quote.inner_start, quote.inner_end)
            if end > quote.inner_start:
                who = speaker_span(words, (lo, colon - 1))
                yield Statement(quote.inner_start, end, who, span, "say", "direct", quote.complete, "name_and_colon")
        elif (who := leading(words, lo, colon - 1)) is not None and quote.inner_end - quote.inner_start > TITLE and _is_someone(words, who):
            yield from colon_and_quotation(words, who, colon, quote)


def _is_someone(words, who):
    """Return whether a speaker is named, or *he*, *she*, *they*, *we*."""
    first = words.low[who[0]]
    if who[0] == who[1] and first in classes.PRONOUNS:
        return first in ("he", "she", "they", "we", "i")
    return can_speak(words, who) and words.text[words.starts[who[1]]].isupper()


def colon_and_quotation(words, who, colon, quote):
    """Yield a quotation that a sentence about its speaker introduces: *Ms Ahn released a statement: “…”*."""
    end = trimmed(words, quote.inner_start, quote.inner_end)
    if end > quote.inner_start:
        span = (words.starts[colon], words.end(colon))
        yield Statement(quote.inner_start, end, speaker_span(words, who), span, "say", "direct", quote.complete, "colon_and_quotation")
