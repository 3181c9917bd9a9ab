"""Cues: the verbs that report what someone said, from ``corpus/wordlists/cues.csv``, with their inflected forms."""

import functools
from typing import NamedTuple

import pandas as pd

from helpers.spans import WORDLISTS


class Cue(NamedTuple):
    """A cue word: its class, what may follow it, and whether it is performative with a noun phrase."""

    lemma: str
    kind: str
    frames: frozenset
    performative: bool


@functools.cache
def cue_forms():
    """Return which forms are cues.

    Returns
    -------
    dict of str to tuple
        Inflected form to (cue, inflection), where the inflection is base, s, ed or ing.

    Examples
    --------
    >>> cue, inflection = cue_forms()["condemned"]
    >>> cue.kind, inflection
    ('condemn', 'ed')
    """
    return {form: (cue, kind) for cue, irregular in _cues() if " " not in cue.lemma for form, kind in _inflect(cue.lemma, irregular)}


@functools.cache
def cue_phrases():
    """Return the cues of two words: inflected first word and second word to cue, as ``("called", "for")``."""
    return {
        (form, cue.lemma.split()[1]): (cue, kind)
        for cue, irregular in _cues()
        if " " in cue.lemma
        for form, kind in _inflect(cue.lemma.split()[0], irregular)
    }


@functools.cache
def _cues():
    table = pd.read_csv(WORDLISTS / "cues.csv", dtype="str", keep_default_na=False)
    return [
        (Cue(row.cue, row["class"], frozenset(row.frames.split()), row.performative == "yes"), row.forms.split())
        for _, row in table.iterrows()
    ]


def _inflect(lemma, irregular):
    """Yield the forms of a verb: British and American spellings, doubled consonants where the list shows them."""
    spellings = [lemma] + ([lemma[:-3] + "ize"] if lemma.endswith("ise") and lemma not in {"promise", "advise", "exercise"} else [])
    spellings += [lemma.replace("our", "or")] if lemma in {"favour", "honour"} else []
    for base in spellings:
        yield base, "base"
        soft = base.endswith(("s", "sh", "ch", "x", "z", "go"))
        ends_y = base.endswith("y") and base[-2:-1] not in "aeou"
        yield (base[:-1] + "ies" if ends_y else base + ("es" if soft else "s")), "s"
        if not irregular:
            yield (base[:-1] + "ied" if ends_y else base + ("d" if base.endswith("e") else "ed")), "ed"
        stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
        doubled = next((form[:-2] for form in irregular if form.endswith(base[-1] * 2 + "ed")), None)
        yield (doubled or stem) + "ing", "ing"
    for form in irregular:
        yield form, "ing" if form.endswith("ing") else "ed"
