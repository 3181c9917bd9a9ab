"""Verbs: the statement that a verb of saying makes, read step by step from the clause around it.

Match the cue, ask whether it reports, find its speaker (inverted, or its subject) and its content, and make the statement.
"""

from bisect import bisect_right

from helpers.reported import classes
from helpers.reported.around import adverbial, around, carried_on
from helpers.reported.contents import clause_end, content_start, quoted_name_end
from helpers.reported.own import asserted
from helpers.reported.speaking import can_speak
from helpers.reported.statement import Statement, speaker_span, statement, trimmed
from helpers.reported.subjects import leading, plural, speaker_after, subject
from helpers.reported.words import PUNCTUATION

SAYING = frozenset(["say", "claim", "think", "condemn", "demand", "promise"])
NEVER = frozenset(["never", "rarely", "seldom", "nowhere", "hardly", "scarcely", "barely"])
NOTHING = frozenset([".", ",", ";"])  # behind *said nothing*
NOBODY = frozenset(["no", "nobody", "none", "neither", "nor", "not", "nothing", "few", "hardly"])
TELLING = frozenset(  # what who declines it keeps silent about
    [
        "comment",
        "say",
        "answer",
        "discuss",
        "elaborate",
        "respond",
        "reply",
        "speak",
        "name",
        "identify",
        "talk",
        "give",
        "confirm",
        "explain",
    ]
)
SILENT = frozenset(["decline", "refuse", "say", "ask"])  # verbs by which someone may keep silent
UNSEEN = ["who", "asked", "not", "to", "be"]  # named
READERS = frozenset(["he", "she", "they", "i", "we", "you"])
FIRST_PERSON = frozenset(["i", "we"])
MARKS = frozenset([",", '"', "''", "'", "–", "—"])  # between what was said and who said it
UNNAMED = {"expect": "to", "charge": "with"}  # what is said of someone by nobody who is named, and the word behind it
POLLS = frozenset(["poll", "polls", "polling", "survey", "surveys", "study", "studies"])
POSSIBLE = frozenset(["could", "should", "can", "might", "may"])


def verb(clause, memory):
    """Read the clause of a verb that reports; return its statement or None, and the subject for a verb that shares it.

    `memory` is that subject of the verb before it in the sentence.
    """
    made, who = _read(clause, memory)
    if made is not None and who and asserted(clause, who):
        made.asserted = True
    return made, who


def _read(clause, memory):
    words, lo = clause.words, clause.lo
    if clause.prior in MARKS and clause.form in ("ed", "s") and (who := inverted(clause)) is not None:
        return around(clause, who, clause.before, who[1] + 1), who
    who, shared = own_subject(clause), False
    if who is None:
        who, shared = shared_subject(clause, memory), True
    if who is None or (shared and clause.prior in ("when", "")):
        return asked_about(clause), memory
    if not (shared or agrees(clause, who)):
        return None, memory
    if (
        only_possible(clause, who)
        or _reads(clause, who)
        or not (can_speak(words, who) or (clause.form == "ed" and clause.group & classes.BE))
    ):
        return None, memory
    if denied(words, who, lo):
        return None, memory
    if clause.cue.lemma in SILENT and silent(clause):
        return None, who
    if clause.form == "ed" and clause.group & classes.BE and words.low[clause.verb] != "agreed":
        return passive(clause, who), memory
    if clause.cue.lemma == "ask" and words.low[clause.before] == "who" and words.low[clause.after : clause.after + 3] == UNSEEN[2:]:
        return statement(clause, (clause.after, clause.after + 3), who, "content_after"), who  # who asked not to be named said
    start, whole = content_start(clause)
    if start is None and _measured(clause, who):
        start, whole = clause.after, True
    if start is not None and not stands_before(clause, who, start, shared):
        return content_after(clause, who, start, noun=not whole), who
    first = _first_named(clause, who)
    quoted = first > lo and _ends_quotation(words, first - 1)  # "…," he said to cheers
    if shared or not clause.cue.frames & {"clause", "quote"} or (start is None and not quoted and _has_object(clause)):
        return None, who
    return around(clause, who, first - 1, clause.after), who


def _first_named(clause, who):
    """Return the first word of whom a name tells, where both stand behind what was said: *“…,” Chile's president, Ana Ruiz, said*."""
    words, lo, first = clause.words, clause.lo, who[0]
    if first - 1 <= lo or words.low[first - 1] != "," or clause.prior != ",":
        return first
    titled = subject(words, first - 2, lo)
    if titled is None or titled[0] <= lo or titled[1] != first - 2:
        return first
    before = titled[0] - 1
    return titled[0] if _ends_quotation(words, before) or (words.low[before] == "," and _clause_before(words, lo, before)) else first


def asked_about(clause):
    """Make the statement of *Asked whether it was late, she …*, in which nobody asks; None where the words are others."""
    words, r = clause.words, clause.after
    if clause.cue.lemma not in ("ask", "ask about") or clause.form != "ed" or clause.verb > clause.lo + (clause.prior == "when"):
        return None
    if clause.cue.lemma == "ask" and words.low[r : r + 1] not in (["if"], ["whether"], ["how"], ["why"], ["what"], ["when"], ["who"]):
        return None
    end = clause_end(words, r, clause.hi, inner=True)
    return statement(clause, (r, end), None, "passive") if end > r else None


def inverted(clause):
    """Return the speaker of *"…," said X*, who follows a verb behind one of MARKS; None where no one does."""
    words, before, frames = clause.words, clause.before, clause.cue.frames
    if before != clause.verb - 1 or clause.cue_last != clause.verb:
        return None
    plain = (
        clause.cue.kind in SAYING
        and "quote" in frames
        and ("recipient" not in frames or (words.low[before] == "," and _clause_before(words, clause.lo, before)))
    )
    if not (plain or (_ends_quotation(words, before) and frames & {"clause", "quote"})):
        return None
    who = speaker_after(words, clause.verb + 1, clause.hi)
    if who is None or words.low[who[0]] in classes.DAYS:
        return None
    described = _described(clause)
    if described is not None and described[0] > clause.lo and _ends_quotation(words, described[0] - 1):
        return None  # “…,” Ana Ruiz, the mayor, told reporters
    behind = words.low[who[1] + 1] if who[1] + 1 < len(words.low) else "."
    if behind not in PUNCTUATION and behind not in classes.BEHIND_SPEAKER:
        return None
    if described is not None and not (_named(words, who) and _clause_before(words, clause.lo, before) and behind in PUNCTUATION):
        return None  # X, who was there, said Y had left; X, the minister, said talks failed
    if not _ends_quotation(words, before) and "recipient" in frames and (behind not in ".!?" or not _named(words, who)):
        return None  # …, warned the minister; but not …, warned Allies of war
    if not plain and not _named(words, who):
        return None
    return who


def _described(clause):
    """Return the subject that stands before the verb with what describes it, in commas; None where none does."""
    words, before = clause.words, clause.before
    return subject(words, before, clause.lo) if words.low[before] == "," and not _ends_quotation(words, before) else None


def _clause_before(words, lo, before):
    """Return whether a verb stands in what goes before *, said X*, outside of a relative clause."""
    seen = [k for k in range(lo, before) if words.low[k] in classes.AUX or words.low[k].endswith("ed")]
    return bool(seen) and classes.RELATIVE.isdisjoint(words.low[lo : seen[0]])


def _named(words, who):
    """Return whether a speaker after its verb is a pronoun, a name, or begins with a determiner."""
    first = words.starts[who[0]]
    return words.text[first].isupper() or words.low[who[0]] in classes.PRONOUNS or words.low[who[0]] in classes.DETERMINERS


def _ends_quotation(words, k):
    """Return whether a quotation ends at a word, or before a comma or dash."""
    return k in words.closing or (k - 1 in words.closing and words.low[k] in ",–—")


def _with_someone(clause):
    """Return the subject of *with Ms Ahn saying*, which stands between *with* and the verb; None where no name does."""
    words, last = clause.words, clause.before
    if clause.group or last <= clause.lo or not words.text[words.starts[last]].isupper() or words.low[last] in classes.TIMES:
        return None
    for k in range(last - 1, max(last - 9, clause.lo) - 1, -1):
        if words.low[k] in ("with", "featuring", "about"):
            return k + 1, last
        if words.low[k] in PUNCTUATION and words.low[k] != ".":
            break
    return None


def own_subject(clause):
    """Return the subject before the verb and its auxiliaries, or None; *saying* has none, *was saying* has."""
    if clause.form == "ing" and not clause.group & classes.BE:
        return _with_someone(clause)
    last = clause.before
    if last - 6 >= clause.lo and clause.words.low[last - 5 : last] == UNSEEN:
        last -= 6
    return subject(clause.words, last, clause.lo)


def shared_subject(clause, memory):
    """Return the subject that the verb shares with the one before it, *…, and added that …*, *…, adding that …*; or None."""
    before = clause.prior
    low = clause.words.low
    if clause.form == "base" and (before == "or" or "to" in low[max(clause.lo, clause.before - 8) : max(clause.before, 0)]):
        return None  # a right to speak and demand
    if before and (before in ("and", "but", "or", ",", "then") or clause.form == "ing"):
        return memory or leading(clause.words, clause.lo, clause.before)
    return None


def agrees(clause, who):
    """Return whether the verb has the number of its subject: *allies say*, *the ministry says*; else it is a noun."""
    words = clause.words
    if clause.form == "base":
        return bool(clause.group & classes.FINITE) or plural(words, who)
    if clause.form != "s":
        return True
    last = words.low[who[1]]
    return not (last.endswith("s") and not last.endswith(("ss", "'s", "us")) and words.text[words.starts[who[1]]].islower())


def only_possible(clause, who):
    """Return whether the verb tells what may be said, *voters could say*, or what kind of people they are: *delegates backing X*."""
    kind, first = clause.cue.kind, clause.words.low[who[0]]
    if first in FIRST_PERSON:
        return False
    if clause.group & POSSIBLE or ("would" in clause.group and kind in ("say", "think", "demand")):
        return True
    if first in {"that", "these", "those", "you", "people"} and who[0] == who[1]:
        return first != "you" or kind == "think"
    if clause.form != "ing" or clause.group or kind not in {"support", "demand", "think", "condemn"}:
        return False
    return clause.prior.isalpha() and clause.prior not in classes.PREPOSITIONS and clause.prior not in {"and", "but"}


def _reads(clause, who):
    """Return whether someone reads what others wrote: *she read “Ulysses”*; a sign reads what it says."""
    return clause.cue.lemma == "read" and clause.words.low[who[0]] in READERS and clause.words.low[clause.after : clause.after + 1] != [":"]


def _measured(clause, who):
    """Return whether a poll found or showed a thing: *the survey found Lund ahead*."""
    words = clause.words
    return (
        clause.cue.lemma in ("find", "show")
        and not POLLS.isdisjoint(words.low[who[0] : who[1] + 1])
        and clause.after <= clause.hi
        and words.low[clause.after] not in PUNCTUATION
        and words.low[clause.after] not in classes.PREPOSITIONS
        and words.low[clause.after] != "up"
    )


def _has_object(clause):
    """Return whether what follows the verb belongs to it, though it is no content: *we pledge our word*."""
    words, r = clause.words, clause.after
    if r > clause.hi or "recipient" in clause.cue.frames or "clause" not in clause.cue.frames:
        return False
    word = words.low[r]
    return (
        not (
            word in PUNCTUATION
            or word in classes.PREPOSITIONS
            or word in classes.OPENERS
            or word in classes.TIMES
            or word in classes.ADVERBS
            or word.endswith("ly")
            or r in words.opening
        )
        or word == "to"
    )


def denied(words, who, lo):
    """Return whether nobody says it: *no one said*, *neither side said*, *not one of the ministers said*, *never has he said*."""
    low, first = words.low, who[0]
    if first - 1 > lo and low[first - 1] in classes.AUX and (low[lo] in NEVER or low[lo : lo + 3] == ["at", "no", "time"]):
        return True
    return low[first] in NOBODY or (first > lo and low[first - 1] in NOBODY)


def silent(clause):
    """Return whether the speaker declines to say something, which is no statement: *declined to comment*."""
    low, r = clause.words.low, clause.after
    if clause.cue.lemma == "say":  # stopped short of saying; easier said than done; said nothing
        short = low[max(clause.before - 1, 0) : clause.before + 1] == ["short", "of"]
        if short or low[r : r + 1] == ["than"] or (low[r : r + 1] == ["nothing"] and not NOTHING.isdisjoint(low[r + 1 : r + 2])):
            return True
    return clause.cue.lemma in ("decline", "refuse") and low[r : r + 1] == ["to"] and low[r + 1 : r + 2] != [] and low[r + 1] in TELLING


def passive(clause, who):
    """Make the statement of *the plan was condemned by X*, *it was said that …*; `who` is what stands before the verb."""
    words, r, cue, refused = clause.words, clause.after, clause.cue, bool(clause.group & classes.NOT)
    low, word = words.low, words.low[who[0]]
    agent = _agent(clause)
    if agent is not None and low[agent[0]] in NOBODY:
        return None
    that = r if agent is None or low[r : r + 1] == ["that"] else agent[1] + 1
    if word == "it" and low[that : that + 1] == ["that"]:
        end = _end_behind(clause) if that == r else clause_end(words, that, clause.hi)
        return statement(clause, (that + 1, end), agent, "passive") if end > that else None
    if agent is None and r < clause.hi and low[r] == "," and r + 1 in words.opening and cue.frames & {"recipient", "order"}:
        return statement(clause, (r + 1, _end_behind(clause)), None, "passive")  # he was asked, “…”
    if agent is None and not refused and word not in classes.RELATIVE and UNNAMED.get(cue.lemma, "?") in low[r : r + 1]:
        return statement(clause, (who[0], max(_end_behind(clause), clause.verb)), None, "passive")  # talks are expected to fail
    if word in classes.RELATIVE or cue.kind in ("think", "promise") or low[r : r + 1] == ["as"] or (refused and agent is None):
        return None
    if agent is None and cue.kind in ("say", "think", "claim") and not cue.frames & {"recipient", "order"}:  # Crimea was mentioned
        return None
    alone = agent is not None and (cue.performative or (low[r] == "by" and not cue.frames & {"recipient", "order"}))
    end = who[1] if alone else max(_end_behind(clause), clause.verb)  # what was condemned by someone
    return statement(clause, (who[0], end), agent, "passive", noun=cue.performative)


def _end_behind(clause):
    """Return the last word of what is said behind the verb."""
    return clause_end(clause.words, clause.after, clause.hi) if clause.after <= clause.hi else clause.verb


def _agent(clause):
    """Return whom *by* names after the verb; None where it names no one."""
    low, r = clause.words.low, clause.after
    for k in range(r, min(r + 12, clause.hi)):
        if low[k] == "by":
            return speaker_after(clause.words, k + 1, clause.hi)
        if low[k] in PUNCTUATION:
            break
    return None


def stands_before(clause, who, start, shared):
    """Return whether what the verb reports stands before its subject, though words follow it: *"Why?" the minister told reporters*."""
    words, lo, r = clause.words, clause.lo, clause.after
    low, first, takes_recipient = words.low, who[0], "recipient" in clause.cue.frames
    if takes_recipient and start == r and first > lo and low[first - 1] in (",", '"') and not {"to", "not"} & set(low[r : r + 10]):
        return first - 2 < lo or not adverbial(words, lo, first - 2)  # …, he told a press conference
    if clause.cue.kind not in SAYING:
        return False
    asked = (
        first == lo
        and lo - 1 in words.closing
        and words.text[words.closing[lo - 1].inner_end - 2 : words.closing[lo - 1].inner_end].rstrip("'")[-1:] in "?!…"
    )
    takes_recipient = takes_recipient or (clause.cue.lemma == "ask" and classes.OPENERS.isdisjoint(low[r : r + 6]))
    if (
        asked
        and start in (r, r + 1)
        and low[r] != "that"
        and (low[r] in classes.PREPOSITIONS or low[r] in classes.OPENERS or takes_recipient)
    ):
        return True
    if shared or first - 1 < lo or not (first - 1 in words.closing or (low[first - 1] == "," and first - 2 in words.closing)):
        return False
    return start in words.opening or r > clause.hi or low[r] in PUNCTUATION or _opens_sentence(clause, who)


def _opens_sentence(clause, who):
    """Return whether the quotation before the subject is all that stands before it: *"…," he said when asked …*."""
    words, lo = clause.words, clause.lo
    last = who[0] - 1 if who[0] - 1 in words.closing else who[0] - 2
    return lo in words.opening and words.opening[lo].start == words.closing[last].start


def content_after(clause, who, start, *, noun):
    """Make the statement whose content begins at `start`, after the cue: *said that …*, *condemned the plans* (a noun)."""
    words, hi = clause.words, clause.hi
    quote = words.opening.get(start)
    if quote is not None and not quote.complete:
        return unclosed_quotation(clause, who, quote)
    end = clause_end(words, start, hi, narrow=noun and "object" in clause.cue.frames, inner=within(clause, who), tense=clause.form)
    if quote is not None:
        close = bisect_right(words.starts, quote.inner_end) - 1
        if close >= end - 1 or words.low[close + 1] in PUNCTUATION:
            end = close
        end = carried_on(words, end, end + 1) if end == close == clause.hi else end
    if clause.cue.kind == "claim" and clause.cue.frames >= {"object", "as"}:
        end = quoted_name_end(words, start, end)
    if end < start:
        return None
    made = statement(clause, (start, end), who, "content_after", noun=noun)
    if made is not None and clause.group & classes.NOT:
        made.refused = True
    return made


def within(clause, who):
    """Return whether the clause of the verb stands within another: *which, officials said, …*, *if the minister says …*."""
    low, first = clause.words.low, who[0]
    if low[first] in ("who", "which"):
        return True
    return (clause.lo < first < clause.verb and (low[first - 1] in classes.OPENERS or low[first - 1] in classes.RELATIVE)) or (
        first == clause.lo and low[first] in classes.OPENERS
    )


def unclosed_quotation(clause, who, quote):
    """Make the statement whose content is a quotation that is never closed: it ends with its paragraph."""
    end = trimmed(clause.words, quote.inner_start, quote.end)
    speaker = speaker_span(clause.words, who)
    return Statement(quote.inner_start, end, speaker, clause.span, clause.cue.kind, "direct", False, "unclosed_quotation")
