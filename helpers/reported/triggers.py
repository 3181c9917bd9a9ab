"""Triggers: the words that may make a row, asked before a clause is read, by what each is and what stands beside it."""

import functools
from itertools import repeat

import numpy as np

from helpers.bulk.characters import CAPITAL, DIGIT, flags_of
from helpers.reported import classes
from helpers.reported.cues import cue_forms, cue_phrases, cues_in
from helpers.reported.phrases import CLAIMS, TELLING
from helpers.reported.subjects import QUANTITIES
from helpers.reported.words import BASE_SUBJECTS, PUNCTUATION

PARTICIPLES = frozenset(["forgotten", "given", "known", "seen", "shown", "spoken", "sworn", "written"])  # no verb without an auxiliary
GOING_ON = frozenset(  # continued to say, was quick to say
    [
        *("began", "begins", "careful", "continue", "continued", "continues", "correct", "likely", "proceeded", "quick", "right"),
        *("seek", "seeks", "sought", "tend", "tends", "tried", "tries"),
    ]
)

# What a word is, added up: it may make a row; it does with a quotation only, with a second word only, not behind *the* or *of*;
# it is a cue of one word, in this form; and what it is to the word behind it, or to that before it.
TRIGGER, QUOTING, HALF, NOUN, BASE, S, ED, ING, SAID, PARTICIPLE = (1 << place for place in range(10))
BEFORE_NOUN, POSSESSIVE, ARTICLE, PREPOSITION, JOINED, QUANTITY, FIGURE, GROUPED, TO, AND, GOING = (1 << place for place in range(10, 21))
SECOND, BE, BY, OF, FIRST_OF_TWO, SECOND_OF_TWO, ADVERB, GROUP, MARK, BOTH = (1 << place for place in range(21, 31))
# And what the words of a clause are to its verb.
NOT, AUX, FINITE, DENYING, DID, BASE_SUBJECT, OPENING, COMMA, AND_OR, MADE = (1 << place for place in range(31, 41))
ENDS_ED, CUE, BASE_CUE, ED_CUE, ARTICLE_ALONE, TIME, CAPITALISED, SHORT_FIGURE = (1 << place for place in range(41, 49))
ON, WENT, LIKELY, MORE, GOING_ON_TO, IN_LY, PHRASE, OPENS = (1 << place for place in range(49, 57))
IF_FIRST, IF_QUOTED = 1, 2  # on what it hangs that a trigger is asked: it is the first word of a sentence, there is a quotation


def kinds_of(low, points, start, end):
    """Return what each word is, as an array of numbers; they start and end among the characters, given as numbers, as they are written.

    >>> points, start = np.array([ord(letter) for letter in "she said nothing "]), np.array([0, 4, 9])
    >>> (kinds_of(["she", "said", "nothing"], points, start, np.array([3, 8, 16])) & TRIGGER).tolist()
    [0, 1, 0]
    """
    kinds = np.fromiter(map(_kinds().get, low, repeat(0)), dtype=np.int64, count=len(low))
    first, last, before = points[start], points[end - 1] | 32, points[np.maximum(end - 2, 0)] | 32  # in small letters
    about, longer = flags_of(first), end - start > 1
    in_ly = longer & (last == ord("y")) & (before == ord("l"))
    kinds[in_ly] |= SECOND | GROUPED | ADVERB
    small = np.isin(first, [point for point in np.unique(first[in_ly]).tolist() if chr(point).islower()])
    kinds[in_ly & small & (kinds & IN_LY == 0)] |= GROUP
    kinds[longer & (last == ord("s")) & (points[np.maximum(end - 2, 0)] == ord("'"))] |= POSSESSIVE
    kinds[longer & (last == ord("d")) & (before == ord("e"))] |= ENDS_ED
    kinds[about & DIGIT != 0] |= FIGURE
    kinds[(about & DIGIT != 0) & (end - start < 4)] |= SHORT_FIGURE
    kinds[about & CAPITAL != 0] |= CAPITALISED
    return kinds


@functools.cache
def _kinds():
    """Return what the listed words are."""
    forms, firsts, seconds = cue_forms(), {first for first, _ in cue_phrases()}, {second for _, second in cue_phrases()}
    other, kinds = TELLING | CLAIMS.keys(), {}
    single = {word: form for word, form in forms.items() if word not in firsts and word not in other}
    of_form = {"base": BASE, "s": S, "ed": ED, "ing": ING}
    listed = {
        TRIGGER: forms.keys() | firsts | other | {"according"},
        QUOTING: {word for word, (cue, _) in forms.items() if cue.frames == {"quote"}} - firsts - other,
        HALF: firsts - forms.keys() - other,
        NOUN: {word for word, (_, form) in forms.items() if form in ("base", "s")} - firsts - other,
        SAID: {word for word, (cue, _) in single.items() if cue.kind in ("say", "claim", "demand")},
        PARTICIPLE: PARTICIPLES,
        BEFORE_NOUN: classes.BEFORE_NOUNS,
        POSSESSIVE: classes.DETERMINERS,
        ARTICLE: classes.ARTICLES | {"so", "so-called"},
        PREPOSITION: classes.PREPOSITIONS,
        JOINED: {"united", "member"},
        QUANTITY: QUANTITIES,
        GROUPED: classes.GROUP,
        TO: {"to"},
        AND: {"and"},
        GOING: GOING_ON | {"on"},
        SECOND: seconds | classes.ADVERBS,
        BE: classes.BE,
        BY: {"by"},
        OF: {"of"},
        FIRST_OF_TWO: firsts,
        SECOND_OF_TWO: seconds,
        ADVERB: classes.ADVERBS,
        GROUP: classes.GROUP,
        MARK: PUNCTUATION,
        BOTH: {"both"},
        NOT: classes.NOT,
        AUX: classes.AUX,
        FINITE: classes.FINITE,
        DENYING: classes.MODAL | {"cannot", "do", "does", "not"},
        DID: {"did"},
        BASE_SUBJECT: BASE_SUBJECTS,
        OPENING: classes.PRONOUNS | classes.DETERMINERS | {"that", ":"},
        COMMA: {","},
        AND_OR: {"and", "or"},
        MADE: {"made", "given", "and", "or"},
        CUE: forms.keys(),
        BASE_CUE: cues_in("base"),
        ED_CUE: cues_in("ed"),
        ARTICLE_ALONE: classes.ARTICLES,
        TIME: classes.TIMES,
        ON: {"on"},
        WENT: {"went", "goes"},
        LIKELY: {"likely"},
        MORE: {"more", "less", "most"},
        GOING_ON_TO: GOING_ON,
        IN_LY: {"family", "assembly", "ally"},
        PHRASE: other | {"according"},
        **{kind: [word for word, (_, form) in single.items() if form == name] for name, kind in of_form.items()},
    }
    for kind, words in listed.items():
        for word in words:
            kinds[word] = kinds.get(word, 0) | kind
    return kinds


def asked(some, kinds, first):
    """Return which words may make a row, and on what that hangs still.

    Left out are those of which `clauses.reports` says by the words beside them that they are no verb: *the claims made*, *to state*.

    Parameters
    ----------
    some : ndarray
        Numbers of words, in texts that stand one after the other, among which are all that can make a row.
    kinds : ndarray
        What each word is.
    first : ndarray
        The first word of each text, and the end.

    Returns
    -------
    (ndarray, ndarray)
        Numbers of words, and for each 0, IF_FIRST, IF_QUOTED or both.
    """
    here = kinds[some]
    at, here = some[here & TRIGGER != 0], here[here & TRIGGER != 0]
    text = np.searchsorted(first, at, side="right") - 1
    before, second, after = (kinds[np.clip(at + step, 0, len(kinds) - 1)] for step in (-1, -2, 1))
    before[at == first[text]] = 0
    after[at + 1 == first[text + 1]] = 0
    plain = before & (GROUPED | TO | AND) == 0

    def stands(*words):
        return np.logical_and.reduce([word & kind != 0 for word, kind in words])

    never = stands((here, HALF)) & ~stands((after, SECOND)) | stands((here, BASE), (after, OF))
    never |= plain & (stands((here, BASE | S), (after, BE)) | stands((here, ED), (after, BY)) | stands((here, ED), (here, PARTICIPLE)))
    held = stands((here, BASE), (before, POSSESSIVE | PREPOSITION | JOINED | FIGURE))
    held |= stands((here, S), (before, POSSESSIVE | PREPOSITION | JOINED | QUANTITY)) | stands((here, ED), (before, ARTICLE))
    held |= stands((here, ING), (before, POSSESSIVE)) | stands((here, ING), (before, PREPOSITION)) & ~stands((here, SAID))
    held = held & plain | stands((here, NOUN), (before, BEFORE_NOUN)) | stands((here, BASE), (before, TO)) & ~stands((second, GOING))
    hangs = held * IF_FIRST + stands((here, QUOTING)) * IF_QUOTED
    return at[~never], hangs[~never]
