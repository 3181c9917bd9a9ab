"""Around: the content of a cue that stands within or after it, *…, he said, …*; or behind a clause that it opens, *as he said, …*."""

from bisect import bisect_right
from dataclasses import dataclass

from helpers.reported import classes
from helpers.reported.contents import clause_end
from helpers.reported.cues import cue_forms, cues_in
from helpers.reported.statement import statement
from helpers.reported.words import PUNCTUATION, strip_end

ENDINGS = frozenset([*".,!?…'", "''", '"'])  # what stands before the last mark of a quotation that is a sentence
MARKS = (",", '"', "''", "'", "–", "—", "-", "?", "!")  # one of these ends what stands before *he said*
SIDE_CLAUSES = frozenset(["who", "while", "when", "as", "and", "but", "a", "an"])  # what they open tells of the speaker


@dataclass(slots=True)
class Rest:
    """What follows *he said*: the word behind the next comma, whether a quotation opens there, and whether anything stands there."""

    first: int
    quoted: bool
    more: bool


def around(clause, who, before, after):
    """Make the statement of a cue that stands within or after its content.

    Parameters
    ----------
    clause : Clause
    who : (int, int)
        The first and the last word of the speaker.
    before, after : int
        The words before and after *he said*.
    """
    words, lo = clause.words, clause.lo
    low, first = words.low, lo
    rest = _rest(clause, after)
    more = rest.more
    if low[before] == "as" and (before == lo or (before == lo + 1 and low[lo] in ("and", "but"))):  # as he said, …
        return content_ahead(clause, who, _past_report(clause, rest.first)) if more else None
    if before > lo and low[before] == "as" and low[before - 1] in ",–—":
        before -= 1
    if (comma := _first_report_end(words, lo, before)) is not None:
        if comma == before and more:
            return content_ahead(clause, who, rest.first)
        first = comma + 1
    if before < lo:
        told = not more or low[after] in classes.PREPOSITIONS or low[after] in classes.OPENERS or "recipient" in clause.cue.frames
        return quotation_before(clause, who) if told and _asks(words, lo - 1) else None
    if low[before] not in MARKS:
        return None
    if low[before] == "," and low[before - 1] in classes.RELATIVE and more:  # children who, they said, had been moved
        return content_ahead(clause, who, rest.first, narrow=True)
    if ";" in low[lo:before]:
        first = next(k + 1 for k in range(before - 1, lo - 1, -1) if low[k] == ";")
    last = strip_end(words, first, before)
    if last < first:
        return None
    inverted = words.starts[who[0]] > clause.span[0]
    if inverted and not rest.quoted and not classes.AUX & set(low[rest.first : clause.hi + 1]):  # …, said X, the minister, on Monday
        more = False
    if rest.quoted or (more and low[rest.first] not in PUNCTUATION):
        return content_on_both_sides(clause, who, (first, last), rest, comma=low[before] == ",")
    return content_before(clause, who, (first, last))


def _rest(clause, after):
    words, hi, tail = clause.words, clause.hi, after
    low = words.low
    while tail <= hi and low[tail] not in (",", ":", ";", "–", "—") and tail not in words.opening:
        tail += 1
    if tail in words.opening:
        apart = "\n" in words.text[words.end(tail - 1) : words.starts[tail]] or (tail > hi and has_own_cue(words, words.opening[tail]))
        quoted = low[tail - 1] in ",:;–—." and not apart
        return Rest(tail, quoted, tail < hi or (quoted and tail == hi))
    if tail < hi and low[tail] in ",–—":
        return Rest(tail + 1, tail + 1 in words.opening, True)
    return Rest(tail, False, tail < hi)


def _first_report_end(words, lo, before):
    """Return the comma that ends *as the Assembly reaffirmed,* at the beginning of a sentence; None where it has no such report."""
    low = words.low
    if low[lo] != "as" or "," not in low[lo : before + 1]:
        return None
    comma = low.index(",", lo)
    return comma if not cues_in("ed", "s").isdisjoint(low[lo:comma]) else None


def _past_report(clause, k):
    """Step over *the Council said,*."""
    low = clause.words.low
    ends = (n + 2 for n in range(k + 1, min(k + 7, clause.hi - 1)) if low[n] in cues_in("ed", "s") and low[n + 1] == ",")
    return next(ends, k)


def content_ahead(clause, who, first, *, narrow=False):
    """Make the statement whose content stands after its cue and speaker alone: *as he said, …*, *those who, he said, …*."""
    end = clause_end(clause.words, first, clause.hi, narrow=narrow)
    return statement(clause, (first, end), who, "content_ahead") if end >= first else None


def quotation_before(clause, who):
    """Make the statement whose content is the quotation before its sentence: *"Why?" Borrell asked*, or told reporters."""
    words, last = clause.words, clause.lo - 1
    content = _word_at(words, words.closing[last].start), carried_on(words, last, clause.hi + 1)
    return statement(clause, content, who, "quotation_before")


def _asks(words, k):
    """Return whether a quotation ends at a word, and in such a mark that its sentence may go on: *“Why?” Borrell asked*."""
    return k in words.closing and words.text[words.closing[k].inner_end - 1] in "?!…,"


def content_before(clause, who, content):
    """Make the statement whose content ends before its cue: *…, he said.*"""
    first, last = content
    if adverbial(clause.words, first, last):
        return None
    return statement(clause, (first, carried_on(clause.words, last, clause.hi + 1)), who, "content_before")


def adverbial(words, first, last):
    """Return whether words say when, where or how, and no more: *in the end, he said*."""
    low = words.low
    opens = low[first] in classes.PREPOSITIONS or low[first] in classes.ADVERBS or low[first] in ("and", "but", "to")
    opens = opens or (low[first].endswith("ing") and last > first)  # heading to the vote, she told reporters
    quoted = not words.opening.keys().isdisjoint(range(first, last + 1))
    return opens and not quoted and not any(word in classes.AUX or word.endswith(("ed", "'s", "'re")) for word in low[first : last + 1])


def content_on_both_sides(clause, who, content, rest, *, comma):
    """Make the statement whose content goes on behind its cue: *…, he said, …*; `comma` tells whether a comma stands before the cue."""
    words, tail, (first, last) = clause.words, rest.first, content
    word, closes = words.low[tail], last in words.closing
    if rest.quoted:
        end = _word_at(words, words.opening[tail].end - 1)
        end = carried_on(words, end, end + 1) if words.low[end - 1] in ".!?…" else end
    elif closes and word in ("but", "and") and tail + 1 in words.opening:  # "…," he said, but "…"
        end = _word_at(words, words.opening[tail + 1].end - 1)
    elif closes and (word not in classes.AUX or word in classes.NOT):
        end = carried_on(words, last, clause.hi + 1)
    elif not closes and ((word.endswith("ing") and word != "including") or (word in SIDE_CLAUSES and not comma)):
        end = last
    else:  # "…," she said, would …
        end = clause_end(words, tail, clause.hi)
    return statement(clause, (first, max(end, last)), who, "content_on_both_sides")


def _word_at(words, offset):
    return bisect_right(words.starts, offset) - 1


def carried_on(words, last, k):
    """Carry a quotation that ends with the word `last` on over those from `k` on that follow at once and have no cue of their own.

    In the next paragraph, the quotation has to be all of it.
    """
    while last in words.closing and k in words.opening and words.opening[k].complete and not has_own_cue(words, words.opening[k]):
        end = _word_at(words, words.opening[k].inner_end)
        apart = "\n" in words.text[words.end(k - 1) : words.starts[k]]
        if (apart and end + 1 < len(words.low) and "\n" not in words.text[words.end(end) : words.starts[end + 1]]) or (
            words.low[end - 1] not in ENDINGS
        ):
            break
        last, k = end, end + 1
    return last


def has_own_cue(words, quote):
    """Return whether a cue follows a quotation in its sentence: *“…,” said Mr Scholz*, whoever spoke before."""
    end = _word_at(words, quote.inner_end)
    n = bisect_right(words.firsts, end)
    stop = words.firsts[n] if n < len(words.firsts) else len(words.low)
    for k in range(end + 1, min(end + 12, stop)):
        if k in words.opening:
            return False
        if words.low[k] in cue_forms() and cue_forms()[words.low[k]][1] in ("ed", "s", "base"):
            return True
    return False
