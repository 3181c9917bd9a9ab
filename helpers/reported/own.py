"""Own statements: what *we*, *I* and *the Council* say in a speech or communiqué is its issuer's, and most of it is no report."""

import re
from bisect import bisect_right
from dataclasses import replace

import numpy as np

from helpers.bulk.chunks import as_arrow, bytes_of
from helpers.reported import classes
from helpers.reported.genre import OWN, QUOTED, genre_of

ISSUER = frozenset(["i", "we"])
HELD = frozenset(["believe", "doubt", "expect", "fear", "hope", "regret"])  # of the verbs of thinking, those that a speaker says aloud
SUBORDINATE = frozenset(
    ["if", "when", "as", "what", "than", "whether", "because", "since", "until", "unless", "how", "that", "which", "who"]
)
THINGS = frozenset(["it", "this", "that", "which", "these", "those"])
NAMED = re.compile(
    r"(?<=[\w.,] )[A-Z]|^(?!(?:The|A|An|This|That|These|Those|Our|Their|Its|His|It|They|He|She|All|Some|Many|Most) ?\b)[A-Z]"
)
CLAUSE = re.compile(r"(?:he|she|it|we|they|there|the \w+ (?:is|are|was|were|will|has|had))\b")
SHARE = 0.25  # of *I*, *we*, *our*, *my* to a sentence, at least, in a text that may be a speech
BEFORE = "\n" * 4  # as long as the longest of these with a blank
MANY = 5  # words in the name of an issuer that a text may call by it
EMPTY = frozenset(["the", "of", "and", "a", "an", "for"])


def asserted(clause, who):
    """Return whether *we* or *I* assert something that the verb does not do: *we know that*, *we will defend our people*, *if I say*."""
    low, group, cue = clause.words.low, clause.group, clause.cue
    if low[who[0]] not in ISSUER:
        return False
    before = low[who[0] - 1] if who[0] > clause.lo else ""
    relative = before.isalpha() and low[max(who[0] - 2, 0)] == "the"  # the question we ask
    if relative or clause.form == "s" or (clause.form == "ing" and not group & classes.BE):
        return True
    if (
        before in SUBORDINATE
        or before in classes.BE
        or cue.lemma.replace(" ", "-") in classes.TOLD
        or (cue.kind == "think" and cue.lemma not in HELD)
    ):
        return True
    if group & classes.NOT:
        return cue.lemma not in ("recognise", "accept")
    if group & classes.MODAL:
        return (
            cue.kind not in ("demand", "condemn", "say")
            or cue.lemma == "recognise"
            or bool(group & {"will", "shall", "may", "can", "could"})
        )
    return clause.form == "ed" and not (group & {"have", "has"} and cue.kind in ("demand", "condemn", "promise"))


def own_statements(folded, pairs, issuer, genre):
    """Return statements with the names of their speakers: in a speech or communiqué, those of its issuer are its own.

    Parameters
    ----------
    folded : str
        The text.
    pairs : list of (Statement, name)
        As the finder and `speakers.resolve` have them.
    issuer, genre : str or None
        Of the text; where the genre is not known, the text is asked.
    """
    if not pairs or (genre or genre_of(QUOTED.sub('""', folded))) not in OWN:
        return pairs
    mine = [s.speaker is not None and folded[slice(*s.speaker)].lower() in ISSUER for s, _ in pairs]
    called = [isinstance(name, tuple) and bool(issuer) and is_issuer(folded[slice(*name)], issuer) for _, name in pairs]
    kept = []
    for (s, name), first, body in zip(pairs, mine, called, strict=True):
        if first or body:
            kept += [] if s.asserted else [(replace(s, mode="own"), issuer)]
        elif _is_report(folded, s, name):
            kept.append((s, name))
    return kept


def in_turns(folded, pairs):
    """Return the statements with the names of their speakers, *I* in the turn of a transcript being whose turn it is."""
    turns = [s for s, _ in pairs if s.rule == "turns"]
    if not turns:
        return pairs
    starts, named = [s.start for s in turns], []
    for s, name in pairs:
        at = bisect_right(starts, s.speaker[0]) - 1 if s.speaker is not None and s.rule != "turns" else -1
        within = at >= 0 and s.speaker[0] < turns[at].end and folded[slice(*s.speaker)].lower() in ISSUER
        named.append((s, turns[at].speaker if within else name))
    return named


def may_be_own(texts, issuers):
    """Return of each folded text whether it has as much of *we* or of its issuer as a speech or communiqué: asked first, of all at once.

    >>> may_be_own(["We thank you. We stay.", "They thank us. They stay."], [None, None])
    [True, False]
    """
    begins, data = bytes_of(as_arrow([BEFORE + (QUOTED.sub("", text) if '"' in text else text) for text in texts]))
    raw = np.frombuffer(data, dtype=np.uint8)
    blank = np.flatnonzero(raw == ord(" "))
    last = raw[blank - 1]
    blank = blank[(last == ord("e")) | (last == ord("r")) | (last == ord("I")) | (last == ord("y")) | (last == ord("."))]
    one, two, three, four = (raw[blank - step] for step in (1, 2, 3, 4))
    we = (one == ord("e")) & ((two == ord("W")) | (two == ord("w")) & (three == ord(" ")))
    my = (one == ord("y")) & ((two == ord("M")) | (two == ord("m")) & (three == ord(" ")))
    our = (one == ord("r")) & (two == ord("u")) & ((three == ord("O")) | (three == ord("o")) & (four == ord(" ")))
    text = np.searchsorted(begins, blank, side="right") - 1
    seen, ends = (np.bincount(text[kind], minlength=len(texts)) for kind in (we | my | our | (one == ord("I")), one == ord(".")))
    enough = (seen > SHARE * ends).tolist()
    return [much or _named(text, issuer) for much, text, issuer in zip(enough, texts, issuers, strict=True)]


def _named(text, issuer):
    """Return whether a text calls its issuer by the last word of a name that is short."""
    words = issuer.split() if issuer else []
    return 0 < len(words) < MANY and text.count(words[-1]) > 1


def _is_report(folded, s, name):
    """Return whether a text that speaks for its issuer reports another's words: in quotation marks, with *that*, or with a name."""
    if s.mode in ("direct", "mixed") or folded[s.cue[1] : s.cue[1] + 6] == " that ":
        return s.speaker is not None and folded[slice(*s.speaker)].lower() not in THINGS and s.kind != "think"
    named = isinstance(name, tuple) and NAMED.search(folded[slice(*name)]) is not None
    return named and s.rule != "passive" and s.mode == "paraphrase" and s.kind in ("say", "claim") and _opens_clause(folded, s)


def _opens_clause(folded, s):
    """Return whether a content that follows its cue begins as a clause does, with a pronoun, an article or a name."""
    return s.start < s.cue[1] or CLAUSE.match(folded, s.start) is not None


def is_issuer(name, issuer):
    """Return whether a name is what a text calls its issuer: *the Council* in a text of the European Council.

    >>> is_issuer("The Council", "European Council"), is_issuer("Russia", "European Council")
    (True, False)
    """
    said, known = (set(re.findall(r"\w+", text.lower())) - EMPTY for text in (name, issuer))
    return bool(said) and said <= known
