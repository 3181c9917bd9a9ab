"""Own statements: what *we*, *I* and *the Council* say in a speech or communiqué is its issuer's, and most of it is no report."""

import re

from helpers.reported import classes
from helpers.reported.cues import cue_forms

ISSUER = frozenset(["i", "we"])
PERFORMING = frozenset(["condemn", "demand", "support", "promise", "deny", "say", "claim"])
HELD = frozenset(["believe", "doubt", "expect", "fear", "hope", "regret"])  # of the verbs of thinking, those that a speaker says aloud
# What is told, done or found out, and not said by saying so.
TOLD = frozenset(
    "accept address answer attack back call cast challenge champion charge continue determine discuss defend decline embrace find go_on"
    " gone honour intend learn list maintain name object observe offer order plan present project protest quote read record recount"
    " relate report respond rule share show sing speak_for stand_by summon talk_about tell think_of threaten understand undertake write"
    .replace("_", " ").split(" ")
)
SUBORDINATE = frozenset(["if", "when", "as", "what", "than", "whether", "because", "since", "until", "unless", "how", "that", "which", "who"])
EMPTY = frozenset(["the", "of", "and", "a", "an", "for"])


def asserted(clause, who):
    """Return whether *we* or *I* assert something that the verb does not do: *we know that*, *we will defend our people*, *if I say*."""
    low, group, cue = clause.words.low, clause.group, clause.cue
    if low[who[0]] not in ISSUER:
        return False
    before = low[who[0] - 1] if who[0] > clause.lo else ""
    if before in SUBORDINATE or cue.lemma in TOLD or (cue.kind == "think" and cue.lemma not in HELD):
        return True
    if clause.form == "ing" or group & classes.NOT:
        return cue.lemma not in ("recognise", "accept") and not (clause.form == "ing" and cue.kind in ("condemn", "demand"))
    if group & classes.MODAL:
        return cue.kind not in ("demand", "condemn", "say") or bool(group & {"will", "shall", "may", "can", "could"})
    return clause.form == "ed" and not (group & {"have", "has"} and cue.kind in ("demand", "condemn", "promise"))


def is_issuer(name, issuer):
    """Return whether a name is what a text calls its issuer: *the Council* in a text of the European Council.

    >>> is_issuer("The Council", "European Council"), is_issuer("Russia", "European Council")
    (True, False)
    """
    said, known = (set(re.findall(r"\w+", text.lower())) - EMPTY for text in (name, issuer))
    return bool(said) and said <= known
