"""Clauses: the verbs that may report, with the words around them, read of many texts at once; most verbs that report nothing end here."""

import functools
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from helpers.reported import classes, triggers
from helpers.reported.cues import Cue, cue_forms, cue_phrases
from helpers.reported.subjects import NONE
from helpers.reported.words import Words

# More often nouns, adverbs and prepositions than verbs of saying.
NOUNS = frozenset(
    ["back", "cast", "challenge", "comment", "continue", "like", "list", "record", "remark", "rule", "state", "tweet", "view"]
)
REFUSED = frozenset(["recognise", "accept", "support", "endorse"])
FORMS = ["base", "s", "ed", "ing"]
QUOTED_WITHIN = 14  # words behind a cue that may be a noun, in which a quotation tells that it is none


@dataclass(slots=True)
class Clause:
    """The clause of a verb that may report: positions of words, `lo` and `hi` being the first and last of its sentence."""

    words: Words
    lo: int
    hi: int
    verb: int
    cue_last: int  # the last word of the cue, for *called for* the second
    cue: Cue
    form: str  # base, s, ed or ing
    before: int  # the word before the verb and its auxiliaries
    group: frozenset  # its auxiliaries and adverbs
    after: int  # the word after the cue
    prior: str  # the word before the verb and its auxiliaries; empty where the sentence begins

    @property
    def span(self):
        """Return the offsets of the cue."""
        return self.words.starts[self.verb], self.words.end(self.cue_last)


@dataclass(slots=True)
class Around:
    """The words of some texts, one text after the other, and of each verb where it stands among them."""

    kinds: np.ndarray  # what each word is; none before the first of all, and behind the last
    opening: np.ndarray  # where quotations open, in order
    begin: np.ndarray  # of each verb, the first word of its text
    end: np.ndarray  # and the one behind the last
    lo: np.ndarray
    hi: np.ndarray
    verb: np.ndarray
    cue_last: np.ndarray
    cue: np.ndarray  # its number in `_cues`, 0 where it is none
    before: np.ndarray
    until: np.ndarray  # the word behind the verb group: the verb, or *continued* of *continued to say*
    group: np.ndarray  # what the words of the group are, added up

    def at(self, k):
        """Return what the words at `k` are, nothing where their text is over."""
        return np.where(k < self.end, self.kinds[np.minimum(k, len(self.kinds) - 1)], 0)


def clauses_of(texts, pieces):
    """Return of each text the number of each word that is to be read, with its clause where it is a verb that reports.

    Parameters
    ----------
    texts : list of Words
    pieces : list of Pieces
        Which tell what each word of each text is, and which may make a row.

    Returns
    -------
    list of list of (int, int, int, Clause or None)
        The word, the first and the last of its sentence, and the clause.
    """
    found = [[] for _ in texts]
    here, text = _around(texts, pieces)
    if not len(text):
        return found
    _match(here, texts, text)
    _group(here)
    does = (here.cue > 0) & reports(here)
    some = np.flatnonzero(does | (here.kinds[here.verb] & triggers.PHRASE != 0))
    own = (here.lo, here.hi, here.verb, here.cue_last, here.before, here.until)
    places = zip(*((column[some] - here.begin[some]).tolist() for column in own), strict=True)
    about = zip(text[some].tolist(), does[some].tolist(), here.cue[some].tolist(), places, strict=True)
    entries = _cues()[0]
    for n, reporting, cue, (lo, hi, i, cue_last, before, until) in about:
        clause = None
        if reporting:
            words, low = texts[n], texts[n].low
            group = frozenset(low[before + 1 : until]) if before + 1 < until else NONE
            group = group | {"did"} if until != i else group
            prior = low[before] if before >= lo else ""
            clause = Clause(words, lo, hi, i, cue_last, *entries[cue], before, group, cue_last + 1, prior)
        found[n].append((i, lo, hi, clause))
    return found


@functools.cache
def _cues():
    """Return the cues with their forms, the number of each form of one word, and that of each of two; number 0 is none."""
    forms, pairs = cue_forms(), cue_phrases()
    numbers = dict(zip(forms, range(1, len(forms) + 1), strict=True))
    numbers_of_two = dict(zip(pairs, range(len(forms) + 1, len(forms) + len(pairs) + 1), strict=True))
    return [None, *forms.values(), *pairs.values()], numbers, numbers_of_two


@functools.cache
def _cues_that(what):
    """Return of each number whether its cue is of some kind."""
    tests = {
        **{form: lambda cue, kind, form=form: kind == form for form in FORMS},
        "noun": lambda cue, _: cue.lemma in NOUNS,
        "refused": lambda cue, _: cue.lemma in REFUSED,
        **{lemma: lambda cue, _, lemma=lemma: cue.lemma == lemma for lemma in ("like", "present", "decline")},
        "written": lambda cue, _: cue.lemma in ("say", "write", "argue"),
        "said": lambda cue, _: cue.kind in ("say", "claim", "demand"),
        "to": lambda cue, _: bool(cue.frames & {"to", "order"}),
        "quote": lambda cue, _: "quote" in cue.frames,
    }
    return np.array([entry is not None and tests[what](*entry) for entry in _cues()[0]])


def _around(texts, pieces):
    """Put the words of the texts one after the other; return them, and the text of each verb."""
    first, nothing = np.cumsum([1, *(len(words.low) for words in texts)]), np.zeros(1, dtype=np.int64)
    words = np.concatenate([nothing, *(some.kinds for some in pieces), nothing])
    opening = np.array([k + begin for text, begin in zip(texts, first.tolist(), strict=False) for k in text.opening], dtype=np.intp)
    words[opening] |= triggers.OPENS
    counts = [len(text.firsts) for text in texts]
    firsts = np.fromiter(chain.from_iterable(text.firsts for text in texts), dtype=np.intp, count=sum(counts))
    firsts = np.append(firsts + np.repeat(first[:-1], counts), first[-1])
    text = np.repeat(np.arange(len(texts)), [len(some.triggers) for some in pieces])
    verb = np.concatenate([nothing[:0], *(some.triggers for some in pieces)]).astype(np.intp) + first[text]
    sentence = np.searchsorted(firsts, verb, side="right")
    hangs, lo = np.concatenate([nothing[:0], *(some.hangs for some in pieces)]), firsts[sentence - 1]
    may = ((hangs & triggers.IF_FIRST == 0) | (lo == verb)) & ~_quoted(verb, texts, first)
    may &= (hangs & triggers.IF_QUOTED == 0) | np.array([bool(words.opening) for words in texts], dtype=bool)[text]
    text, verb, lo, hi = text[may], verb[may], lo[may], firsts[np.minimum(sentence[may], len(firsts) - 1)] - 1
    numbers, begin = _cues()[1], first[text]
    low = (texts[n].low[i] for n, i in zip(text.tolist(), (verb - begin).tolist(), strict=True))
    cue = np.fromiter(map(numbers.get, low, repeat(0)), dtype=np.intp, count=len(text))
    own = verb.copy(), cue, verb.copy(), verb.copy(), np.zeros(len(verb), dtype=np.int64)
    return Around(words, opening, begin, first[text + 1], lo, hi, verb, *own), text


def _quoted(some, texts, first):
    """Return of some words whether they stand in a quotation."""
    quoted = [(words, begin) for words, begin in zip(texts, first.tolist(), strict=False) if words.closing]
    begins = np.array([0, *(k + begin for words, begin in quoted for k, quote in words.opening.items() if quote.complete)])
    ends = np.array([0, *(k + begin for words, begin in quoted for k in words.closing)])
    return some < ends[np.searchsorted(begins, some, side="right") - 1]


def _match(here, texts, text):
    """Find the cues of two words: *called* alone is none, *called for* is one."""
    two = np.flatnonzero(here.kinds[here.verb] & triggers.FIRST_OF_TWO)
    is_, second, more = here.kinds, here.verb[two] + 1, np.arange(len(two))
    while len(more := more[(second[more] <= here.hi[two[more]]) & (is_[second[more]] & triggers.ADVERB != 0)]):
        second[more] += 1
    seen = (second <= here.hi[two]) & (is_[second] & triggers.SECOND_OF_TWO != 0)
    numbers = _cues()[2]
    for n, r in zip(two[seen].tolist(), second[seen].tolist(), strict=True):
        low, begin = texts[text[n]].low, int(here.begin[n])
        i, k, hi = int(here.verb[n]) - begin, r - begin, int(here.hi[n]) - begin
        k += k < hi and low[k] == "it" and (low[i], low[k + 1]) in numbers  # made it clear
        pair = numbers.get((low[i], low[k]))
        if pair is not None and not (low[k] == "on" and _is_day(low, k + 1, hi)):
            here.cue[n], here.cue_last[n] = pair, k + begin


def _is_day(low, r, hi):
    """Return whether a day stands here, *on 18 June*, *on June 18*, *on Monday*: when something was agreed, and not what."""
    return r < hi and low[r] != "this" and (low[r] in classes.DAYS or (low[r].isdigit() and low[r + 1] in classes.DAYS))


def _group(here):
    """Find the auxiliaries and adverbs before the verbs; of *continued to say*, those before *continued*."""
    is_ = here.kinds
    here.before, here.group = _groups(here, here.verb, here.lo)
    matrix = here.before - 1
    two_back = np.maximum(here.before - 2, 0)
    went = (is_[two_back] & triggers.WENT != 0) & (is_[np.maximum(matrix, 0)] & triggers.ON != 0) & (two_back >= here.begin)
    matrix = np.maximum(np.where(went, two_back, matrix), 0)
    matrix -= (is_[matrix] & triggers.LIKELY != 0) & (is_[np.maximum(matrix - 1, 0)] & triggers.MORE != 0)
    goes = (is_[matrix] & triggers.GOING_ON_TO != 0) | (is_[matrix + 1] & triggers.LIKELY != 0) | (matrix == here.before - 2)
    goes = np.flatnonzero(goes & (here.before > here.lo) & (is_[here.before] & triggers.TO != 0))
    here.until[goes] = matrix[goes]
    here.before[goes], group = _groups(here, matrix[goes], here.lo[goes])
    here.group[goes] = group | triggers.DID | triggers.AUX | triggers.FINITE  # as if it were did


def _groups(here, verb, lo):
    """Return the word before the auxiliaries and adverbs of each verb, as `subjects.verb_group` does, and what these are, added up."""
    is_ = here.kinds
    before, group, again = verb - 1, np.zeros(len(verb), dtype=np.int64), np.arange(len(verb))
    while len(again):
        upto, more = before[again], again
        while len(more := more[(before[more] >= lo[more]) & (is_[before[more]] & triggers.GROUP != 0)]):
            group[more] |= is_[before[more]]
            before[more] -= 1
        at, first = before[again], lo[again]
        both = (at < upto) & (is_[at + 1] & triggers.BOTH != 0) & ((at < first) | (is_[at] & triggers.MARK != 0))
        before[again] = at = at + both  # both want, but they both want
        again = again[(at - 1 >= first) & (is_[at] & triggers.AND != 0) & (is_[np.maximum(at - 1, 0)] & triggers.AUX != 0)]
        before[again] -= 1  # do not and will never recognise
    return before, group


def reports(here):
    """Return of each verb whether it reports something: it is not denied, and no noun, participle or adjective."""
    group, alone, cue = here.group, here.before + 1 >= here.until, here.cue
    alone &= here.until == here.verb
    after, prior = here.at(here.cue_last + 1), np.where(here.before >= here.lo, here.kinds[np.maximum(here.before, 0)], 0)

    def is_(word, kind):
        return word & kind != 0

    refused = _cues_that("refused")[cue] & is_(group, triggers.DENYING) & ~is_(group, triggers.DID)
    no = is_(group, triggers.NOT) & ~refused
    goes_on = is_(after, triggers.TO) & ~_cues_that("to")[cue] & is_(here.at(here.cue_last + 2), triggers.BASE_CUE)  # continued to say
    base, s, ed, ing = (_cues_that(form)[cue] for form in FORMS)
    single = here.cue_last == here.verb
    noun = _cues_that("noun")[cue] & (s | base) & alone & ~is_(prior, triggers.BASE_SUBJECT)
    noun &= _cues_that("like")[cue] | ~_opens_clause(here, after)
    named = is_(after, triggers.BE) | is_(after, triggers.AUX) & is_(prior, triggers.AND_OR)
    noun |= (s | base) & alone & single & named  # estimates are, evidence and claims would be
    possessed = is_(prior, triggers.POSSESSIVE)
    before_noun = possessed | is_(prior, triggers.PREPOSITION | triggers.JOINED)
    noun |= base & (is_(after, triggers.OF) | (before_noun | is_(prior, triggers.TO | triggers.FIGURE)) & ~is_(group, triggers.FINITE))
    noun |= s & (before_noun | is_(prior, triggers.QUANTITY) | _counted(here, prior) | _of_something(here, after, single))
    noun |= ing & (possessed | is_(prior, triggers.PREPOSITION) & ~_cues_that("said")[cue])
    time = is_(here.kinds[np.maximum(here.before - 1, here.lo)], triggers.TIME)
    attribute = is_(prior, triggers.ARTICLE) | is_(prior, triggers.SHORT_FIGURE) & ~time | is_(after, triggers.BY)  # 270 pledged delegates
    participle = ed & ~is_(group, triggers.AUX) & (attribute | is_(here.kinds[here.verb], triggers.PARTICIPLE))
    return ~(no | goes_on | noun | participle | _is_no_verb_here(here, after, alone))


def _of_something(here, after, single):
    """Return whether what follows the plural of a noun belongs to it: *the votes against*, *pledges made*; but *plans to*."""
    second, cue, r = here.at(here.cue_last + 2), here.cue, here.cue_last + 1
    following = np.append(here.opening, len(here.kinds))[np.searchsorted(here.opening, r)]
    quoted = (following < np.minimum(r + QUOTED_WITHIN, here.hi)) | (here.kinds[here.lo] & triggers.OPENS != 0)
    led = (after & triggers.TO != 0) & _cues_that("to")[cue] | _cues_that("quote")[cue] & quoted
    of_it = single & (after & triggers.PREPOSITION != 0) & ~led & ~_cues_that("written")[cue]
    return of_it | (after & triggers.MADE != 0) & (second & triggers.CUE == 0)


def _is_no_verb_here(here, after, alone):
    """Return whether *present* is who was there, *all members present agreed*, or *declined to a level* tells of no refusal."""
    there = _cues_that("present")[here.cue] & _cues_that("base")[here.cue] & alone
    there &= after & (triggers.ED_CUE | triggers.ENDS_ED | triggers.AUX) != 0
    second = here.cue_last + 2
    level = (after & triggers.TO != 0) & (second <= here.hi) & (here.at(second) & (triggers.ARTICLE_ALONE | triggers.FIGURE) != 0)
    return there | _cues_that("decline")[here.cue] & level


def _counted(here, prior):
    """Return whether a number stands before the verb, *141 states*, and is not that of a document: *Article 33 states*."""
    named = (here.before > here.lo) & (here.kinds[np.maximum(here.before - 1, 0)] & triggers.CAPITALISED != 0)
    return (prior & triggers.FIGURE != 0) & ~named


def _opens_clause(here, after):
    """Return whether *that …*, *no state may …*, a quotation or a colon follows a verb."""
    r = here.cue_last + 1
    quoted = (after & triggers.COMMA != 0) & (here.at(r + 1) & triggers.OPENS != 0)
    return (r <= here.hi) & ((after & (triggers.OPENING | triggers.OPENS) != 0) | quoted)
