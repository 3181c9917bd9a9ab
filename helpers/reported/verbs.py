"""Verbs: whether a form that may be a cue reports something where it stands, or is a noun, a participle or a denial to speak."""

from helpers.reported.cues import cue_forms
from helpers.reported.words import BASE_SUBJECTS, DETERMINERS, MODAL, NOT, PREPOSITIONS, PRONOUNS, TIMES

# More often nouns, adverbs and prepositions than verbs of saying.
NOUNS = frozenset(["back", "cast", "challenge", "comment", "continue", "like", "list", "record", "remark", "state", "tweet", "view"])
PARTICIPLES = frozenset(["forgotten", "given", "known", "seen", "shown", "spoken", "sworn", "written"])  # no verb without an auxiliary
REFUSED = frozenset(["recognise", "accept", "support", "endorse"])
FINITE = MODAL | {"has", "have", "had", "do", "does", "did"}


def reports(words, i, r, hi, before, earlier, group, cue, form, pair):
    """Tell whether the form at `i` is a verb that reports.

    Parameters
    ----------
    words : Words
    i, r, hi : int
        The form, the word after it (after the second word of a pair), and the last word of the sentence.
    before, earlier : str
        The word before the verb group, and the one before that.
    group : set of str
        The auxiliaries and adverbs of the verb.
    cue : Cue
    form : str
        base, s, ed or ing.
    pair : bool
        Whether the cue is of two words.
    """
    after = words.low[r] if r < len(words.low) else ""
    if group & NOT and not (cue.lemma in REFUSED and group & (MODAL | {"cannot", "do", "does", "not"}) and "did" not in group):
        return False
    noun = cue.lemma in NOUNS and form in ("s", "base") and not (group or before in BASE_SUBJECTS)
    if noun and (cue.lemma == "like" or not _opens_clause(words, r, hi)):
        return False
    possessed = before in DETERMINERS or before.endswith("'s")
    if form == "base":
        named = possessed or before in PREPOSITIONS or before in ("to", "united", "member") or before[:1].isdigit()
        return not (named and not group & FINITE)
    if form == "s":  # the votes against, the pledges made, 141 states
        if possessed or before in PREPOSITIONS or before in ("united", "member") or before[:1].isdigit():
            return False
        if not pair and after in PREPOSITIONS and cue.lemma not in ("say", "write", "argue"):
            return False
        return after not in ("made", "given", "and", "or") or bool(set(words.low[r + 1 : r + 2]) & set(cue_forms()))
    if form == "ing":
        return not possessed and not (before in PREPOSITIONS and cue.kind not in ("say", "claim", "demand"))
    if group:
        return True
    counted = before[:1].isdigit() and len(before) < 4 and earlier not in TIMES  # 270 pledged delegates
    return not (before in DETERMINERS or after == "by" or before in ("so", "so-called") or counted or words.low[i] in PARTICIPLES)


def _opens_clause(words, r, hi):
    """Tell whether *that …*, *no state may …*, a quotation or a colon follows a verb."""
    low = words.low
    if r > hi or low[r] in PRONOUNS or low[r] in DETERMINERS or low[r] in ("that", ":"):
        return r <= hi
    return r in words.opening or (low[r] == "," and r + 1 in words.opening)
