"""Contents: where what was said begins and ends, after its cue or around it."""

from bisect import bisect_right

from helpers.reported.clauses import clause_end
from helpers.reported.cues import cue_forms, is_cue
from helpers.reported.statement import speaker_span, statement
from helpers.reported.words import (
    ADVERBS,
    AUX,
    DETERMINERS,
    NOT,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    RELATIVE,
    TIMES,
    strip_end,
)


def content_start(words, r, hi, cue):
    """Return the first word of the content after a cue, and whether it is a clause; None where nothing follows."""
    low = words.low
    while r <= hi and (low[r] in TIMES or low[r] in ADVERBS or low[r].endswith("ly")):
        if low[r] in ("that", "this", "may", "last") and not (r < hi and low[r] in ("this", "last") and low[r + 1] in TIMES):
            break
        r += 1
    if r > hi or low[r] in (",", ".", ")", "–", "—", ";", "!", "?"):
        later = low[r + 1 : r + 2] if r <= hi and low[r] == "," else []
        if later and r + 1 in words.opening and "quote" in cue.frames:
            return r + 1, True
        return None, False
    if low[r] == "that" and r < hi and "clause" in cue.frames:
        return r + 1, True
    if low[r] == ":":
        return (r + 1, True) if r < hi else (None, False)
    if r in words.opening:
        return r, "clause" in cue.frames
    # said on Monday in Kyiv that …: whom, when and where the speaker said it is no content
    if "recipient" in cue.frames or low[r] in PREPOSITIONS or ("clause" in cue.frames and low[r] in ("to",)):
        for k in range(r, min(r + 14, hi)):
            if low[k] == "that" and "clause" in cue.frames and low[k - 1] not in PREPOSITIONS:
                return k + 1, True
            if low[k] == ":":
                return k + 1, True
            if low[k] == "," and k + 1 in words.opening:
                return k + 1, True
            if k in words.opening or low[k] in ";.":
                break
    if low[r] == "to":
        return (r, True) if cue.frames & {"to", "order"} else (None, False)
    if "recipient" in cue.frames:
        return _past_recipient(words, r, hi, cue)
    if not cue.frames & {"clause", "object", "as", "order", "recipient"}:
        return None, False
    if low[r] in PREPOSITIONS and "clause" in cue.frames and not cue.frames & {"order"}:
        return _past_time(words, r, hi)
    return r, "clause" in cue.frames and (not cue.performative or _has_verb(words, r, hi))


def _past_recipient(words, r, hi, cue):
    """Tell *told Russia to leave* (all of it is content) from *told reporters it was over*."""
    low = words.low
    if low[r] in PRONOUNS or low[r] in ("me", "us", "him", "them", "her"):
        return (r, True) if low[r + 1 : r + 2] in (["to"], ["not"]) else ((r + 1, True) if r < hi else (None, False))
    k = r
    while k < hi and k - r < 10 and low[k] not in PUNCTUATION and low[k] not in ("to", "not", "of", "about"):
        if k > r and (low[k] in DETERMINERS or low[k] in PRONOUNS) and low[k - 1] not in PREPOSITIONS and low[k - 1] not in ("and", "all"):
            return k, True
        k += 1
    if low[k] in PUNCTUATION or k >= hi:
        return (r, True) if k - r > 4 else (None, False)
    return r, True


def _past_time(words, r, hi):
    """Step over *on Monday*, *in a statement*; None where nothing but such phrases follows."""
    low, k = words.low, r + 1
    while k <= hi and (low[k] in DETERMINERS or low[k] in TIMES or low[k][0].isdigit()) and low[k] not in PUNCTUATION:
        k += 1
    dated = k > r + 1 and low[k - 1] in TIMES
    if dated and k <= hi and low[k] not in PUNCTUATION and low[k] not in PREPOSITIONS:
        return k, True
    if low[r] in ("of", "about"):
        return r + 1, False
    return None, False


def _has_verb(words, r, hi):
    """Tell a clause from a noun phrase: an auxiliary stands early, before any comma or relative pronoun."""
    for k in range(r, min(r + 16, hi + 1)):
        word = words.low[k]
        if word in AUX:
            return True
        if word in RELATIVE or word in PUNCTUATION or word == "to":
            return False
    return words.low[r] in ("it", "he", "she", "they", "we", "there")


def inverts(words, j, lo, after):
    """Tell *"…," said X* from *X, said Y …*: what follows the speaker is no clause."""
    following = words.low[after[1] + 1 : after[1] + 2]
    return (
        not following
        or following[0] in PUNCTUATION
        or following[0] in PREPOSITIONS
        or following[0] in TIMES
        or following[0] in RELATIVE
        or following[0] in ("as", "when", "while", "told", "after")
    )


def around(words, lo, p, r, hi, cue, span, who):
    """Make the statement whose cue stands within or after its content: *…, he said, …*; `p` and `r` are the words around *he said*."""
    low = words.low
    tail = r
    while tail <= hi and low[tail] not in (",", ":", ";", "–", "—") and tail not in words.opening:
        tail += 1
    opens = tail in words.opening and low[tail - 1] in ",:;–—." and "\n" not in words.text[words.ends[tail - 1] : words.starts[tail]]
    more = tail <= hi and (opens or tail < hi)
    if more and not opens and low[tail] in ",–—" and tail + 1 <= hi:
        tail += 1
        opens = tail in words.opening

    def ahead(first, *, narrow=False):
        """Return the statement whose content stands after its cue and speaker alone."""
        end = clause_end(words, first, hi, narrow=narrow)
        return statement(words, first, end, speaker_span(words, who), span, cue, True) if end >= first else None

    if p >= lo and low[p] == "as":
        if p > lo and low[p - 1] in ",–—":
            p -= 1
        elif p == lo:
            return ahead(_past_report(words, tail, hi)) if more else None
    start = lo
    if low[lo] == "as" and "," in low[lo : p + 1]:  # as the Assembly reaffirmed, …, the Council said, …
        comma = low.index(",", lo)
        if any(is_cue(word, "ed", "s") for word in low[lo:comma]):
            start = tail if comma == p and more else comma + 1
        if start == tail:
            return ahead(tail)
    if p < lo:
        if lo - 1 in words.closing and (not more or low[r] in PREPOSITIONS or low[r] in OPENERS or cue.frames & {"recipient"}):
            # "Why?" Borrell asked, or said of the vote, or told reporters.
            start, p = _quote_first(words, lo - 1), lo - 1
            return statement(words, start, p, speaker_span(words, who), span, cue, True)
        return None
    if low[p] not in (",", '"', "''", "'", "–", "—", "-", "?", "!"):
        return None
    for k in range(lo, p):
        if low[k] == ";":
            start = k + 1
    left = strip_end(words, start, p)
    if low[p] == "," and low[p - 1] in RELATIVE and more:  # children who, they said, had been moved
        return ahead(tail, narrow=True)
    if left < start:
        return None
    if words.starts[who[0]] > span[0] and not opens and not AUX & set(low[tail : hi + 1]):  # …, said X, the minister, on Monday
        more = False
    if (more and low[tail] not in PUNCTUATION) or opens:
        closes = left in words.closing
        if closes and low[tail] in ("but", "and") and tail + 1 in words.opening:  # "…," he said, but "…"
            end = bisect_right(words.starts, words.opening[tail + 1].end - 1) - 1
        elif closes and low[tail] in AUX - NOT:  # "…," she said, would …
            end = clause_end(words, tail, hi, narrow=False)
        elif closes and not opens:
            end = continued(words, left, hi, after=hi)
        elif opens:
            quote = words.opening[tail]
            end = bisect_right(words.starts, quote.end - 1) - 1
        else:
            end = clause_end(words, tail, hi, narrow=False)
            if (low[tail].endswith("ing") and low[tail] != "including") or (
                low[tail] in ("who", "while", "when", "as", "and", "but", "a", "an") and low[p] != ","
            ):
                end = left
    else:
        end = left
        if left in words.closing:
            end = continued(words, left, hi, after=hi)
    return statement(words, start, max(end, left), speaker_span(words, who), span, cue, True)


def _past_report(words, k, hi):
    """Step over *the Council said,*."""
    return next((n + 2 for n in range(k + 1, min(k + 7, hi - 1)) if is_cue(words.low[n], "ed", "s") and words.low[n + 1] == ","), k)


def _quote_first(words, last):
    return bisect_right(words.starts, words.closing[last].start) - 1


def continued(words, last, hi, *, after=None):
    """Carry a quotation on over the next one that follows at once, and has no cue of its own."""
    k = (hi if after is not None else last) + 1
    if after is None or k not in words.opening or not words.opening[k].complete:
        return last
    if "\n" in words.text[words.ends[k - 1] : words.starts[k]]:
        return last
    end = bisect_right(words.starts, words.opening[k].inner_end) - 1
    for n in range(end + 1, min(end + 8, len(words.low))):
        if words.low[n] in cue_forms() and n not in words.firsts:
            return last
        if words.low[n] in '."':
            break
    return end if words.low[end - 1] in ".,!?…" else last
