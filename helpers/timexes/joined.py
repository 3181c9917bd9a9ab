"""The steps that join expressions, from Monday to Friday, a year and six months, and that leave a side open: since May, until 2030."""

import re

from helpers.timexes.days import between_of
from helpers.timexes.reading import read, simple
from helpers.timexes.tense import tense
from helpers.timexes.values import added, period

CONNECT = re.compile(r"\s?[-–/]\s?(?=\w)|(?P<comma>,)?\s+(?P<word>(?:up\s+)?(?:to|until|till)|through|thru|and)\s+", re.IGNORECASE)
NOW = re.compile(r"(?:now|today|date|this\s+day|(?:the\s+)?present(?:\s+(?:day|time))?)\b(?!'s)", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
AND = re.compile(r"(?:,|,?\s+and)?\s+(?=\w)")
SINCE = re.compile(
    r"\b(?:(?P<since>ever\s+since|since|starting(?:\s+from|\s+on)?|as\s+of|as\s+from|effective)|(?:(?P<source>\w+)\s+)?\bfrom)"
    r"\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
BEGINNING = {"", "effect", "force", "applies", "apply", "applied", "counted", "counting", "begins", "beginning"}
BEGINNING |= {"valid", "runs", "running", "lasting"}
# What stands before a time of which one side is open.
OPENING = {"ended", "until", "till", "by", "to", "than", "til", "since", "from", "of", "starting", "effective"}
ENDED = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"(?:\b(?:until|till|by|up\s+to|no(?:t)?\s+later\s+than)|'til)\s+(?:on\s+)?(?:(?<!by )the\s+)?$", re.IGNORECASE)


def compound(here, got, forms):
    """Join *a year and six months* to one duration; *two weeks and three months* are two, and so are *three years, two days*."""
    start, end, found = got
    whole, link = (end, found), None
    while "-" not in here.text[start:end] and not (link and "and" in link[0]) and (link := AND.match(here.text, end)):
        other = simple(here, link.end(), forms)
        value = other and other[2].type == "DURATION" and added(found.value, other[2].value)
        if not value or "-" in here.text[link.end() : other[1]]:
            break
        end, found = other[1], found._replace(value=value, rule="compound")
        if "," not in link[0] or "and" in link[0]:  # a comma alone joins only before an *and*
            whole = end, found
    return start, *whole


def interval(here, got, forms):
    """Join *from Monday to Friday*, *24 February 2022 – 3 March 2023*, *between May and July* to an interval."""
    start, end, found = got
    link = CONNECT.match(here.text, end)
    if not (link and joins(found)) or (link["comma"] and not FROM.search(here.text[max(start - 20, 0) : start])):
        return got
    if (now := NOW.match(here.text, link.end())) and here.base and (link["word"] != "and" or _between(here, start)):
        return start, now.end(), _until_now(here, found)
    if (link["word"] or "").lower() == "and" and not _between(here, start):
        return got
    other = read(here, link.end(), forms)
    if not other or here.text.startswith("'s", other[1]) or not joins(other[2]):
        return got
    made = from_to(found, other[2])
    return (start, other[1], made._replace(rule="interval")) if made else got


def from_to(first, second):
    """Return the interval from one time to another, each where a year is not said as near to the other as can be; None if it runs back."""
    first = first.loose(second.last, "before") if first.loose and not second.loose else first
    if second.loose and second.last < first.first:
        second = second.loose(first.last, "after")
    return between_of(first, second) if first.first and second.first and first.first <= second.last else None


def _between(here, start):
    return BETWEEN.search(here.text[max(start - 20, 0) : start])


def _until_now(here, found):
    """Return the interval from a time to the day of the statement, as far as that is known: from 24 February until now."""
    first, last = found.loose(here.base, "before") if found.loose else found, period(here.known, here.base)
    return between_of(first, last)._replace(rule="interval") if first.first <= last.last else found


def joins(found):
    """Return whether a time can be an end of an interval."""
    return found.type == "DATE" and found.first and found.unit != "interval"


def opened(here, start, end, found):
    """Leave open the side that *since*, *from*, *until* and *by* leave open."""
    if found.type != "DATE" or not found.first or found.unit == "interval" or "|" in found.value:
        return found
    told = here.text[max(start - 40, 0) : start]
    if OPENING.isdisjoint([word.strip("\"'([") for word in told.lower().split()[-4:]]):
        return found
    if ENDED.search(told) and found.loose and found.first > here.base:
        return found.loose(here.base, "before")._replace(rule="opened")
    if UNTIL.search(told):
        found = found.loose(here.base, "after") if _to_come(here, start, end, found) else found
        value = found.last.isoformat() if found.value.endswith(" END") else found.value
        return found._replace(value=f"../{value}", first=None, rule="opened")
    since = SINCE.search(told)
    if since and (since["since"] or _from_here(since, here, end)):
        if found.loose and (since["since"] or "").lower().endswith("since") and found.first > here.base:
            found = found.loose(here.base, "before")
        return found._replace(value=f"{found.value}/..", last=None, rule="opened")
    return found


def _to_come(here, start, end, found):
    """Return whether *by Friday* is the next one: not where it is told what had been done by then."""
    return found.loose and found.last < here.base and tense(here.text, start, end) != "told"


def _from_here(since, here, end):
    """Return whether a time begins there, as in *from 1 July, the ban applies*, and not in *a letter from 1 July*."""
    onwards = re.match(r"\s+(?:on|onwards?)\b(?!\s+the)", here.text[end : end + 14])
    return bool(onwards) or (since["source"] or "").lower() in BEGINNING
