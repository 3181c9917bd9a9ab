"""Cues: the verbs that report what someone said, from ``corpus/wordlists/cues.csv``, with their inflected forms."""

import functools
import re
from dataclasses import dataclass

from helpers.files.lists import read_rows
from helpers.paths import WORDLISTS

COLUMNS = ["cue", "class", "frames", "performative", "forms"]
CLASSES = ["say", "think", "claim", "condemn", "demand", "support", "promise", "deny"]
FRAMES = ["clause", "that", "quote", "object", "as", "to", "order", "recipient"]
WORDS = re.compile(r"[a-z]+(?: [a-z]+)?")


@dataclass(slots=True)
class Cue:
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
def cues_in(*inflections):
    """Return the words that are such forms of cues.

    >>> "condemned" in cues_in("ed", "s"), "condemning" in cues_in("ed", "s")
    (True, False)
    """
    return frozenset(word for word, (_, form) in cue_forms().items() if form in inflections)


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
    header, rows = read_rows(WORDLISTS / "cues.csv", COLUMNS, of="The list of cues", faults_in=_faults)
    cells = [[row[header.index(name)].strip() for name in COLUMNS] for row in rows]
    wide = {"that": " clause"}  # a clause, but only one that shows its verb
    frames = [frozenset((cell[2] + "".join(wide.get(frame, "") for frame in cell[2].split())).split()) for cell in cells]
    return [(Cue(cell[0], cell[1], may, cell[3] == "yes"), cell[4].split()) for cell, may in zip(cells, frames, strict=True)]


def _faults(header, rows, lines):
    """Return what is wrong with the cells of the list."""
    faults, seen = [], {}
    for line, row in zip(lines, rows, strict=True):
        cue, kind, frames, acts, forms = (row[header.index(name)].strip() for name in COLUMNS)
        if not WORDS.fullmatch(cue):
            faults.append((line, f"The cue {cue[:40]!r} is no verb.", "Write one word in lower case, or two such as call for."))
        elif seen.setdefault(cue, line) != line:
            faults.append((line, f"The cue {cue!r} stands in line {seen[cue]} already.", "Keep one of the two lines."))
        if kind not in CLASSES:
            faults.append((line, f"There is no class {kind[:40]!r}.", f"Write one of {', '.join(CLASSES)}."))
        odd = [frame for frame in frames.split() if frame not in FRAMES]
        if odd or not frames:
            wrong = f"There is no frame {odd[0][:40]!r}." if odd else "The cue has no frame."
            faults.append((line, wrong, f"Write one or more of {', '.join(FRAMES)}, with spaces between them."))
        if acts not in ("yes", "no"):
            faults.append((line, f"performative is {acts[:40]!r}.", "Write yes or no."))
        if any(not WORDS.fullmatch(form) for form in forms.split()):
            faults.append((line, f"A form in {forms[:40]!r} is no word.", "Write them in lower case, with spaces between them."))
    return faults


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
