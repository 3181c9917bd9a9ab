"""Times that are open on one side: since 2014, from 1 July onwards, by the end of the year."""

import re

from helpers.timexes.tense import tense

SINCE = re.compile(
    r"\b(?:(?P<since>ever\s+since|since|starting(?:\s+from|\s+on)?|as\s+of|as\s+from|effective)|(?:(?P<source>\w+)\s+)?\bfrom)"
    r"\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
BEGINNING = {"", "effect", "force", "applies", "apply", "applied", "counted", "counting", "begins", "beginning"}
BEGINNING |= {"valid", "runs", "running", "lasting"}
ENDED = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"(?:\b(?:until|till|by|up\s+to|no(?:t)?\s+later\s+than)|'til)\s+(?:on\s+)?(?:(?<!by )the\s+)?$", re.IGNORECASE)


def opened(here, start, end, found):
    """Leave open the side that *since*, *from*, *until* and *by* leave open."""
    if found.type != "DATE" or not found.first or found.unit == "interval" or "|" in found.value:
        return found
    told = here.text[max(start - 40, 0) : start]
    if ENDED.search(told) and found.loose and found.first > here.base:
        return found.loose(here.base, "before")
    if UNTIL.search(told):
        found = found.loose(here.base, "after") if _to_come(here, start, end, found) else found
        value = found.last.isoformat() if found.value.endswith(" END") else found.value
        return found._replace(value=f"../{value}", first=None)
    since = SINCE.search(told)
    if since and (since["since"] or _from_here(since, here, end)):
        if found.loose and (since["since"] or "").lower().endswith("since") and found.first > here.base:
            found = found.loose(here.base, "before")
        return found._replace(value=f"{found.value}/..", last=None)
    return found


def _to_come(here, start, end, found):
    """Tell whether *by Friday* is the next one: not where it is told what had been done by then."""
    return found.loose and found.last < here.base and tense(here.text, start, end) != "told"


def _from_here(since, here, end):
    """Tell *from 1 July, the ban applies* from *a letter from 1 July*."""
    onwards = re.match(r"\s+(?:on|onwards?)\b(?!\s+the)", here.text[end : end + 14])
    return bool(onwards) or (since["source"] or "").lower() in BEGINNING
