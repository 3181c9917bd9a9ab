"""Clauses: where what is said after a cue ends."""

from bisect import bisect_right

from helpers.reported.cues import cue_forms, is_cue
from helpers.reported.words import ADVERBS, AUX, DETERMINERS, MODAL, OPENERS, PRONOUNS, PUNCTUATION, strip_end


def clause_end(words, r, hi, *, narrow):
    """Return the last word of what is said, from `r` on: to the end of the sentence, or to where the next report begins.

    With ``narrow=True`` (objects) also to a comma that opens a new clause.
    """
    low, k = words.low, r
    while k <= hi:
        quote = words.opening.get(k)
        if quote is not None and quote.complete:
            k = bisect_right(words.starts, quote.inner_end)
            if k + 1 <= hi and words.text[quote.inner_end - 1] == "," and low[k].endswith("ing"):
                break
            continue
        word = low[k]
        if word == ";" and (narrow or _new_report(words, k + 1, hi)):
            break
        if word in ("and", "but", ",") and k + 1 <= hi and k > r:
            n = k + 1
            if word == "," and low[n] in ("and", "but") and n < hi:
                n += 1
            while n < hi and (low[n] in ADVERBS or low[n].endswith("ly") or low[n] in AUX):
                n += 1
            form = cue_forms().get(low[n])
            if (
                form is not None
                and form[1] in ("ed", "s")
                and low[n - 1] not in DETERMINERS
                and low[k + 1] not in MODAL
                and low[n + 1 : n + 2] != ["by"]
            ):
                break
            if word == "," and is_cue(low[n], "ing"):
                break
            if (
                narrow
                and word == ","
                and (
                    low[k + 1] in ("but", "while", "when", "as", "after", "who", "where", "although", "though", "saying")
                    or low[n].endswith("ing")
                )
            ):
                break
            if word in (",", "but") and _new_report(words, k + 1, hi):
                break
        if narrow and k > r + 1 and word in ("when", "while", "because", "after", "before", "during"):
            break
        k += 1
    return strip_end(words, r, min(k - 1, hi))


def _new_report(words, k, hi):
    """Tell whether a clause begins at `k` that has its own speaker and cue: *…, the Council said …*."""
    low = words.low
    k += low[k] in ("and", "but")
    if k > hi or (low[k] not in DETERMINERS and low[k] not in PRONOUNS and not words.text[words.starts[k]].isupper()):
        return False
    for n in range(k + 1, min(k + 13, hi + 1)):
        if low[n] in PUNCTUATION or low[n] in OPENERS or low[n] in AUX:
            return False
        form = cue_forms().get(low[n])
        if form is not None and form[1] in ("ed", "s") and n < hi and (low[n + 1] not in PUNCTUATION or n + 1 == hi):
            return form[0].kind in ("say", "claim", "condemn", "demand") and words.low[n - 1] not in DETERMINERS
    return False
