"""Which mentions are nearly always right: by what made the row, and by whether the name goes on around it."""

import re

from helpers.places.marks import ADJOINED, ALL
from helpers.places.rules import FAR_UNITS

# Kinds of which fewer than 95 in 100 were right: known by their form alone, those that are as often an institution, and wide ones.
UNSURE = frozenset({"unlisted", "seat of government", "body", "world region", "ocean"})
WHOLE = FAR_UNITS | {"country"}  # that are named all the same where a longer name goes on: US Department of State
GOES_ON = re.compile(r"[\"']? [A-Z&]|[/-][A-Z]")  # Dubai World Cup
GONE_BEFORE = re.compile(r"[a-z,;] [A-Z][\w'.]*(?: of| de)? $|& $|\w[/-]$")  # the Smart Dubai office, a Bank of Valletta
GLUE = {" ", "/", "-", "\n"}  # what is behind the last word of it
ADJECTIVE = re.compile(r"\s{1,40}[a-z]")  # the French coast; not in French, or the French Open


def is_sure(text, start, end, *, kind, role, looked=ALL):
    """Return whether a row of its kind and role, where it stands, is one of those that are nearly always right.

    `looked` are the signs of the name: what they rule out is not asked.

    Examples
    --------
    >>> text = "The Dubai World Cup is run in Dubai."
    >>> [is_sure(text, start, start + 5, kind="city", role="place") for start in (4, 30)]
    [False, True]
    """
    if kind in UNSURE or role == "metonym":
        return False
    if role == "demonym":  # peoples, as in many Cubans, say less of a place than adjectives do
        return text[end - 1] != "s" and ADJECTIVE.match(text, end) is not None and not _gone_before(text, start)
    return kind in WHOLE or not (looked & ADJOINED and (GOES_ON.match(text, end) or _gone_before(text, start)))


def _gone_before(text, start):
    """Return whether a longer name has begun before this one; only a word with a capital, a sign or a line before it is looked at."""
    last = text[start - 1 : start]
    if last not in GLUE:
        return False
    word = text[max(start - 30, 0) : start - 1].rpartition(" ")[2] if last == " " else "A"
    return (word[:1].isupper() or word.endswith(("of", "de", "&"))) and GONE_BEFORE.search(text, max(start - 30, 0), start) is not None
