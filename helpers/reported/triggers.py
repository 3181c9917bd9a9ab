"""Triggers: the words that may make a row, asked before a clause is read, by what each is and what stands beside it."""

import functools
from itertools import repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.reported import classes
from helpers.reported.cues import cue_forms, cue_phrases
from helpers.reported.phrases import CLAIMS, TELLING
from helpers.reported.subjects import QUANTITIES
from helpers.reported.verbs import GOING_ON, PARTICIPLES

# What a word is, added up: it may make a row; it does with a quotation only, with a second word only, not behind *the* or *of*;
# it is a cue of one word, in this form; and what it is to the word behind it, or to that before it.
TRIGGER, QUOTING, HALF, NOUN, BASE, S, ED, ING, SAID, PARTICIPLE = (1 << place for place in range(10))
BEFORE_NOUN, POSSESSIVE, ARTICLE, PREPOSITION, JOINED, QUANTITY, FIGURE, GROUPED, TO, AND, GOING = (1 << place for place in range(10, 21))
SECOND, BE, BY, OF = (1 << place for place in range(21, 25))
IF_FIRST, IF_QUOTED = 1, 2  # on what it hangs that a trigger is asked: it is the first word of a sentence, there is a quotation


def kinds_of(low):
    """Return what each word is, as an array of numbers.

    >>> [bool(kind & TRIGGER) for kind in kinds_of(["she", "said", "nothing"])]
    [False, True, False]
    """
    kinds = np.fromiter(map(_kinds().get, low, repeat(0)), dtype=np.int32, count=len(low))
    texts = pa.array(low, type=pa.string())
    for kind, pattern in ((SECOND | GROUPED, "ly$"), (POSSESSIVE, "'s$"), (FIGURE, "^[0-9]")):
        kinds[pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)] |= kind
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
        **{kind: [word for word, (_, form) in single.items() if form == name] for name, kind in of_form.items()},
    }
    for kind, words in listed.items():
        for word in words:
            kinds[word] = kinds.get(word, 0) | kind
    return kinds


def asked(kinds, first):
    """Return which words may make a row, and on what that hangs still.

    Left out are those of which `verbs.reports` says by the words beside them that they are no verb: *the claims made*, *to state*.

    Parameters
    ----------
    kinds : ndarray
        Of the words of texts, one text after the other.
    first : ndarray
        The first word of each text, and the end.

    Returns
    -------
    (ndarray, ndarray)
        Places of words, and for each 0, IF_FIRST, IF_QUOTED or both.
    """
    at = np.flatnonzero(kinds & TRIGGER)
    padded = np.concatenate([[0, 0], kinds, [0]])
    text = np.searchsorted(first, at, side="right") - 1
    here, second = kinds[at], padded[at]
    before, after = np.where(at > first[text], padded[at + 1], 0), np.where(at + 1 < first[text + 1], padded[at + 3], 0)
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
