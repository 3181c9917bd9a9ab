"""Contents: where what was said begins after its cue, and where it ends."""

import functools
from bisect import bisect_right

from helpers.reported import classes
from helpers.reported.cues import cue_forms, cues_in
from helpers.reported.words import PUNCTUATION, strip_end

CONTINUING = frozenset(["but", "while", "when", "as", "after", "who", "where", "although", "though", "saying"])  # after a comma
CIRCUMSTANCES = frozenset(["when", "while", "because", "after", "before", "during"])
WHERE = frozenset(["in", "at", "on", "by", "as"])  # words that may open where, when and how an object was said
OCCASIONS = frozenset(  # *in an interview*, *at a rally*
    [
        "address",
        "ad",
        "briefing",
        "conference",
        "convention",
        "debate",
        "email",
        "event",
        "forum",
        "hearing",
        "interview",
        "letter",
        "meeting",
        "op-ed",
        "post",
        "rally",
        "release",
        "remarks",
        "show",
        "speech",
        "speeches",
        "statement",
        "statements",
        "tweet",
        "video",
    ]
)
TITLE = 30  # characters
NAMED = frozenset(["called", "known", "named", "termed", "dubbed", "described"])  # of participles, what someone or something is
SHARES = frozenset(["percent", "cent", "half", "majority", "quarters", "thirds", "third", "quarter"])
CLAUSE_ENDS = frozenset([",", "and", "but"])  # words at which a clause may be over
ENDS = CLAUSE_ENDS | {";"}
MARKS = frozenset(['"', "'", "''"])  # with which a quotation may open
NARROW = ENDS | CIRCUMSTANCES | WHERE | {"–", "—"}  # and an object
ENDS_OR_MARKS, NARROW_OR_MARKS = ENDS | MARKS, NARROW | MARKS


def content_start(clause):
    """Return the first word of the content after a cue, and whether it is a clause; None where nothing follows."""
    words, hi, frames = clause.words, clause.hi, clause.cue.frames
    low, r = words.low, clause.after
    if r <= hi and (low[r] in classes.TIMES_OR_ADVERBS or low[r].endswith("ly")):
        r = _past_adverbs(words, r, hi)
    if r > hi or low[r] in {",", ".", ")", "–", "—", ";", "!", "?"}:
        quoted = r <= hi and low[r] == "," and r + 1 in words.opening and "quote" in frames
        return (r + 1, True) if quoted else _past_commas(words, r, hi, frames)
    if low[r] == "that" and r < hi and "clause" in frames:
        return r + 1, True
    if low[r] == ":":
        return (r + 1, True) if r < hi or r + 1 in words.opening else (None, False)
    if r in words.opening:
        return r, "clause" in frames
    if (later := _past_circumstances(words, r, hi, frames)) is not None:
        return later, True
    if low[r] == "to":
        return (r, True) if frames & {"to", "order"} else (None, False)
    if "recipient" in frames:
        return _past_recipient(words, r, hi)
    if not frames & {"clause", "object", "as", "order"}:
        return None, False
    if low[r] in classes.PREPOSITIONS and "clause" in frames and ("order" not in frames or low[r] in ("on", "in", "at", "during", "after")):
        return _past_time(words, r, hi, frames)
    if "that" in frames and not _has_verb(words, r, hi):
        return None, False
    return r, "clause" in frames and (not clause.cue.performative or _has_verb(words, r, hi))


def _past_commas(words, r, hi, frames):
    """Step over what stands in commas: *said, through an interpreter, that …*, *replied, with a smile: “…”*."""
    low = words.low
    if r > hi or low[r] != "," or "quote" not in frames:
        return None, False
    for k in range(r + 1, min(r + 12, hi)):
        if (low[k] == "," and low[k + 1] == "that") or (low[k] in ",:" and k + 1 in words.opening):
            return k + 1 + (low[k + 1] == "that"), True
        if k in words.opening or low[k] in ";:":
            break
    return None, False


def _past_adverbs(words, r, hi):
    """Step over *again*, *Monday*, *last week*."""
    low = words.low
    while r <= hi and (low[r] in classes.TIMES_OR_ADVERBS or low[r].endswith("ly")):
        if low[r] in {"that", "this", "may", "last"} and not (r < hi and low[r] in ("this", "last") and low[r + 1] in classes.TIMES):
            break
        r += 1
    return r


def _past_circumstances(words, r, hi, frames):
    """Step over whom, when and where the speaker said it, which is no content: *said on Monday in Kyiv that …*; None if no such end."""
    low = words.low
    if "recipient" not in frames and low[r] not in classes.PREPOSITIONS and not ("clause" in frames and low[r] == "to"):
        return None
    for k in range(r, min(r + 20, hi)):
        if low[k] == "that" and "clause" in frames and low[k - 1] not in classes.PREPOSITIONS:
            return k + 1
        if low[k] == ":" or (low[k] == "," and k + 1 in words.opening):
            return k + 1
        if low[k] in ";." or (k in words.opening and not _is_title(words, words.opening[k])):  # told “Radio Lund” that …
            return None
    return None


def _is_title(words, quote):
    """Return whether a quotation is as short as the name of a programme or paper."""
    return quote.complete and quote.inner_end - quote.inner_start < TITLE and words.text[quote.inner_start].isupper()


def _past_recipient(words, r, hi):
    """Separate *told Russia to leave* (all of it is content) from *told reporters it was over*."""
    low = words.low
    if low[r] in classes.PRONOUNS or low[r] in ("me", "us", "him", "them", "her"):
        return (r, True) if low[r + 1 : r + 2] in (["to"], ["not"]) else ((r + 1, True) if r < hi else (None, False))
    k = r
    while k < hi and k - r < 10 and low[k] not in PUNCTUATION and low[k] not in ("to", "not", "of", "about"):
        if (
            k > r
            and (low[k] in classes.DETERMINERS or low[k].partition("'")[0] in classes.PRONOUNS)
            and low[k - 1] not in classes.PREPOSITIONS
            and low[k - 1] not in ("and", "all")
        ):
            return k, True
        k += 1
    if low[k] in PUNCTUATION or k >= hi:
        return (r, True) if k - r > 4 else (None, False)
    return r, True


def _past_time(words, r, hi, frames):
    """Step over *on Monday*, *in a statement*; None where nothing but such phrases follows."""
    low, k = words.low, r + 1
    while k <= hi and (low[k] in classes.DETERMINERS or low[k] in classes.TIMES or low[k][0].isdigit()) and low[k] not in PUNCTUATION:
        k += 1
    k -= k > r + 2 and low[k - 1] in classes.DETERMINERS  # on Monday the minister …
    dated = k > r + 1 and (low[k - 1] in classes.TIMES or (low[k - 1].isdigit() and low[k - 2] in classes.TIMES))
    if dated and k < hi and low[k] == "to" and frames & {"to", "order"}:  # agreed on 3 May to wait
        return k, True
    if dated and k <= hi and low[k] not in PUNCTUATION and low[k] not in classes.PREPOSITIONS:
        return k, True
    if low[r] in ("of", "about"):
        return r + 1, False
    for n in range(r + 2, min(r + 6, hi)):  # said for weeks he would go
        if low[n].split("'")[0] in classes.PRONOUNS and low[n] != "one" and low[n - 1] not in classes.PREPOSITIONS:
            return n, True
    return None, False


def _has_verb(words, r, hi):
    """Return whether a clause follows, and no noun phrase: an auxiliary stands early, before any comma or relative pronoun."""
    for k in range(r, min(r + 16, hi + 1)):
        word = words.low[k]
        if word in classes.AUX:
            return True
        if word in classes.RELATIVE or word in PUNCTUATION or word == "to":
            return False
    return words.low[r] in ("it", "he", "she", "they", "we", "there")


def clause_end(words, r, hi, *, narrow=False, inner=False, tense=None):
    """Return the last word of what is said, from `r` on: to the end of the sentence, or to where the next report begins.

    With ``narrow=True`` (objects) also to a comma that opens a new clause; with ``inner=True`` (within another clause) to any comma.
    `tense` is the form of the cue, with which a further cue behind *and* must agree: *she says he came and asked for it* is one report.
    """
    low, opening, past, end = words.low, words.opening, r, hi + 1
    borders, seen = (NARROW, NARROW_OR_MARKS) if narrow else (ENDS, ENDS_OR_MARKS)
    for k, word in enumerate(low[r : hi + 1], r):
        if word not in seen or k < past:
            continue
        if k in opening and (quote := opening[k]).complete:
            past = bisect_right(words.starts, quote.inner_end)
            if past + 1 <= hi and words.text[quote.inner_end - 1] == "," and low[past].endswith("ing"):
                end = past
                break
        elif word in borders and (
            (word in "–—" and k > r)
            or (((inner and word == "," and k > r) or _is_over(words, r, k, hi, narrow)) and not _of_content(words, r, k, tense))
        ):
            end = k
            break
    return strip_end(words, r, end - 1)


def _of_content(words, r, k, tense):
    """Return whether *and* or *but* joins a verb to the content, whose subject is a pronoun: *says he came and asked*."""
    low = words.low
    if tense not in ("ed", "s") or low[k] not in ("and", "but") or low[r].partition("'")[0] not in ("he", "she", "they", "it", "we", "i"):
        return False
    form = cue_forms().get(low[k + 1])
    return form is not None and form[1] in ("ed", "s", "base") and (form[1] != tense or form[0].kind == "think")


def _is_over(words, r, k, hi, narrow):
    """Return whether what is said from `r` on ends before the word at `k`, one of ENDS or NARROW."""
    word = words.low[k]
    if word in CLAUSE_ENDS:
        return r < k < hi and _next_clause(words, k, hi, narrow)
    if word == ";":
        return narrow or _new_report(words, k + 1, hi)
    if word in CIRCUMSTANCES:
        return k > r
    return word in WHERE and r < k < hi and _is_occasion(words, k, hi)


def _is_occasion(words, k, hi):
    """Return whether a word opens when, where or how something was said: *in an interview*, *by pointing out*, *as he left*."""
    low = words.low
    word, n = low[k], k + 1
    if word == "by":
        return low[n].endswith("ing")
    if word == "as":
        return low[n] in ("he", "she", "they")
    if low[n] not in classes.DETERMINERS:
        return False
    while n < min(k + 6, hi) and low[n] not in OCCASIONS and low[n] not in PUNCTUATION and low[n] not in classes.PREPOSITIONS:
        n += 1
    return low[n] in OCCASIONS


def _next_clause(words, k, hi, narrow):
    """Return whether *and*, *but* or a comma opens a clause with a cue of its own; for objects, any clause."""
    low, comma, n = words.low, words.low[k] == ",", k + 1
    if comma and low[n] in ("and", "but") and n < hi:
        n += 1
    while n < hi and (low[n] in classes.GROUP or low[n].endswith("ly")):
        n += 1
    if low[n] in cue_forms():
        _, form = cue_forms()[low[n]]
        did = form == "base" and (low[n - 1] in classes.NOT or low[n - 1] in ("did", "does", "do"))
        told = (did or form in ("ed", "s")) and low[n - 1] not in classes.DETERMINERS
        told = told and low[k + 1] not in classes.MODAL and low[n + 1 : n + 2] != ["by"]
        if told and not (comma and low[n] in NAMED and n == k + 1 + low[k + 1].endswith("ly")):
            return True
        if comma and form == "ing":
            return True
    if not comma and low[k] == "and" and not narrow:
        return False
    if comma and narrow and low[k + 1] == "even":
        return True
    if narrow and not comma and k + 2 <= hi and low[k + 1] in classes.PRONOUNS and low[k + 2] in cues_in("ed", "s"):
        return True  # eight supported the plan and one opposed it
    if comma and low[k + 1] in ("although", "though"):
        return True
    if comma and low[k + 1] == "but" and k + 2 <= hi and low[k + 2].partition("'")[0] not in classes.BEGINNING:
        return False  # a simple, but powerful truth
    if comma and narrow and (low[k + 1] in CONTINUING or low[n].endswith("ing")) and low[k + 1 : k + 3] != ["as", "well"]:
        return True
    return low[k] != "and" and not _reporting().isdisjoint(low[k + 2 : k + 16]) and _new_report(words, k + 1, hi)


@functools.cache
def _reporting():
    """Return the words that may report something in a further clause."""
    kinds = ("say", "think", "claim", "condemn", "demand", "promise", "deny")
    return frozenset(word for word, (cue, form) in cue_forms().items() if form != "ing" and cue.kind in kinds)


def _new_report(words, k, hi):
    """Return whether a clause begins at `k` that has its own speaker and cue: *…, the Council said …*."""
    low, forms = words.low, cue_forms()
    k += k <= hi and low[k] in ("and", "but", "while")
    noun = k <= hi and (low[k] in classes.DETERMINERS or low[k] in classes.PRONOUNS or words.text[words.starts[k]].isupper())
    if not (noun or _is_share(low, k, hi)):
        return False
    for n in range(k + 1, min(k + 13, hi + 1)):
        word = low[n]
        if word in PUNCTUATION or word in classes.OPENERS or word in classes.AUX:
            return False
        if word not in forms:
            continue
        cue, form = forms[word]
        if form in ("ed", "base") and cue.kind in ("say", "think") and word != "state" and _is_share(low, k, hi):
            return True
        if form in ("ed", "s") and n < hi and (low[n + 1] not in PUNCTUATION or n + 1 == hi):
            return cue.kind in ("say", "claim", "condemn", "demand", "promise", "deny") and low[n - 1] not in classes.DETERMINERS
    return False


def _is_share(low, k, hi):
    """Return whether a share stands at `k`: *55 percent of voters say*, *seven in 10 voters say*."""
    return k < hi and (not SHARES.isdisjoint(low[k : k + 6]) or ("10" in low[k : k + 7] and "in 10 " in " ".join(low[k : k + 7])))


def quoted_name_end(words, r, end):
    """Return the last word of what someone is called in quotation marks: *called him “a fool”, and left*; else `end`."""
    low, last = words.low, None
    for k in (k for k in range(r, end + 1) if k in words.opening and words.opening[k].complete):
        if last is None or (k - last < 4 and set(low[last + 1 : k]) <= {",", "and", "or"}):
            last = bisect_right(words.starts, words.opening[k].inner_end) - 1
    if last is None or last + 1 >= len(low):
        return end
    return min(last, end) if low[last + 1] in ("and", "but") or low[last + 1] in PUNCTUATION else end
