"""Clauses: the verb group, the subject and the end of the clause around a cue."""

from bisect import bisect_right

from helpers.parts.reported_cues import cue_forms
from helpers.parts.reported_words import (
    ADVERBS,
    AUX,
    DETERMINERS,
    MODAL,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    RELATIVE,
    TIMES,
    abbreviated,
    strip_end,
)

LONGEST = 30  # words in a subject


def verb_group(words, i, lo):
    """Return where the auxiliaries and adverbs before the verb at `i` end (exclusive, leftwards), and the set of them."""
    low, j = words.low, i - 1
    while j >= lo and (
        low[j] in AUX or low[j] in ADVERBS or (low[j].endswith("ly") and low[j] not in {"italy", "family", "assembly", "ally"})
    ):
        j -= 1
    group = set(low[j + 1 : i])
    if j - 1 >= lo and low[j] == "and" and low[j - 1] in AUX:  # do not and will never recognise
        before, more = verb_group(words, j, lo)
        return before, group | more
    return j, group


def subject(words, j, lo):
    """Return the first and last word of the subject that ends at `j`, or None where there is none."""
    low = words.low
    if j < lo or low[j] in ("and", "but", "or", "then", ":", ";"):
        return None
    if low[j] in PRONOUNS or low[j] in RELATIVE:
        return j, j
    if low[j] in (",", ")", "–", "—"):
        mate, k = {",": ",", ")": "(", "–": "–", "—": "—"}[low[j]], j - 1
        while k > lo and j - k < LONGEST and low[k] != mate and low[k] not in ';"':
            k -= 1
        if k > lo and low[k] == mate and low[k + 1] not in ("and", "but", "or") and k + 1 < j:
            return subject(words, k - 1, lo)
        return None
    if low[j] in PUNCTUATION or _stops(words, j):
        return None
    k = j
    while k > lo and j - k < LONGEST and not _stops(words, k - 1):
        k -= 1
    if k > lo and low[k - 1] == "who":  # the minister who resigned said
        return subject(words, k - 2, lo)
    return _trim(words, k, j)


def _stops(words, k):
    word = words.low[k]
    if word in AUX or word in OPENERS or word in RELATIVE:
        return True
    if word in PUNCTUATION:
        return not (word == "." and words.ends[k] < len(words.text) and k and words.ends[k - 1] == words.starts[k])
    form = cue_forms().get(word)
    return form is not None and form[1] == "ed" and words.text[words.starts[k]].islower() and words.low[k - 1] not in DETERMINERS


def _trim(words, k, j):
    """Leave out what stands before the subject: conjunctions, adverbs, *on Monday*."""
    low, text, starts = words.low, words.text, words.starts
    while (
        k < j
        and (low[k] in ("and", "but", "or", "so", "yet", "then") or low[k] in ADVERBS or low[k].endswith("ly"))
        and low[k] not in ("both", "all")
    ):
        k += 1
    for m in range(k + 1, j):
        if low[m] in ("and", "but") and (low[k] in PREPOSITIONS or any(w.endswith("ed") for w in low[k:m]) or not _nominal(words, k)):
            return _trim(words, m + 1, j)
    if low[k] in PREPOSITIONS:
        m = k + 1
        for n in range(j, k + 1, -1):
            if low[n] in DETERMINERS and low[n - 1] not in PREPOSITIONS and low[n - 1] not in ("and", "all"):
                return n, j
        while m <= j and (low[m] in DETERMINERS or low[m] in TIMES or low[m].isdigit()):
            m += 1
        return (m, j) if k + 1 < m <= j and text[starts[m]].isupper() else None
    while k < j and low[k] in TIMES and low[k] not in ("this", "that", "may", "march"):
        k += 1
    return (k, j) if low[j] not in PREPOSITIONS and low[j] not in OPENERS else None


def _nominal(words, k):
    return words.low[k] in DETERMINERS or words.text[words.starts[k]].isupper() or words.low[k].endswith("s")


def speaker_after(words, i, hi):
    """Return the subject that follows a verb: *said Josep Borrell*."""
    low, k = words.low, i
    if k > hi or low[k] in PUNCTUATION or low[k] in ("that", "to"):
        return None
    if low[k] in PRONOUNS:
        return k, k
    while k + 1 <= hi and k - i < LONGEST and not _ends_name(words, k + 1, i):
        k += 1
    return i, k


def _ends_name(words, k, i):
    word = words.low[k]
    if word == "." and words.text[words.starts[k - 1]].isupper() and words.ends[k] < len(words.text) and k not in words.firsts[-1:]:
        return not (words.ends[k - 1] == words.starts[k] and abbreviated(words.text, words.starts[k]))
    if (
        word in PUNCTUATION
        or word in OPENERS
        or word in RELATIVE
        or word in AUX
        or word in ("told", "in", "on", "at", "during", "to", "following", "by")
    ):
        return True
    return word in TIMES and words.text[words.starts[k - 1]].isupper() and word != "may"


def clause_end(words, r, hi, *, narrow):
    """Return the last word of what is said, from `r` on: to the end of the sentence, or to where the next report begins.

    With ``narrow=True`` (objects) also to a comma that opens a new clause.
    """
    low, k = words.low, r
    while k <= hi:
        quote = words.opening.get(k)
        if quote is not None and quote.complete:
            k = bisect_right(words.starts, quote.inner_end)
            continue
        word = low[k]
        if word == ";" and narrow:
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
            if word == "," and form is not None and form[1] == "ing":
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
    for n in range(k + 1, min(k + 7, hi + 1)):
        if low[n] in PUNCTUATION or low[n] in OPENERS or low[n] in AUX:
            return False
        form = cue_forms().get(low[n])
        if form is not None and form[1] in ("ed", "s") and n < hi and low[n + 1] not in PUNCTUATION:
            return form[0].kind in ("say", "claim", "condemn", "demand") and words.low[n - 1] not in DETERMINERS
    return False


def leading(words, lo, j):
    """Return the subject of the first verb of a sentence, for a verb that has none of its own: *…, adding that …*."""
    for k in range(lo + 1, min(j + 1, lo + 40)):
        word = words.low[k]
        if (
            word in AUX
            or (word.endswith("ed") and word not in ("united", "so-called"))
            or (word in cue_forms() and cue_forms()[word][1] in ("ed", "s"))
        ):
            at, _ = verb_group(words, k, lo)
            found = subject(words, at, lo)
            if found is not None:
                return found
    return None
