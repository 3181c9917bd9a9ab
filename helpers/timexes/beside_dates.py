"""The step that reads a time from a date that is named with it: two days before 5 May, the week of 5 May, the eve of Christmas Day."""

import re

from helpers.timexes.days import before
from helpers.timexes.parts import SIZES
from helpers.timexes.values import period, shifted
from helpers.timexes.weekdays import beside
from helpers.timexes.words import NUMBER, WEEKDAYS, cased, number_of

OF = re.compile(r"(?:the\s+)?(?P<unit>week(?:end)?)\s+(?:of|beginning|starting|commencing|ending|ended)\s+(?:on\s+)?(?=\S)", re.IGNORECASE)
FROM = re.compile(
    rf"(?:(?:{NUMBER}|an?|the)\s+(?P<unit>(?:day|week|weekend|fortnight|month|year)(?=s?\b)|{cased(WEEKDAYS)})s?"
    r"\s+(?P<way>before|after|prior\s+to|following)|the\s+eve\s+of)\s+(?=\S)",
    re.IGNORECASE,
)
LASTING = re.compile(r"\b(?:for|within|over|during|lasting|lasted)\s+(?:about\s+)?$", re.IGNORECASE)  # for three years after 2014


def beside_date(here, start, read):
    """Read the period that holds a day, or lies so far before or after it; None where no day is named."""
    match = FROM.match(here.text, start) or OF.match(here.text, start)
    got = match and not (match.re is FROM and LASTING.search(before(here, start))) and read(here, match.end())
    if not got or got[2].type != "DATE" or not got[2].first or here.text.startswith("'s", got[1]):
        return None
    _, end, named = got
    found = _of(match, named) if match.re is OF else _from(match, named)
    return (start, end, found._replace(rule="beside_date")) if found else None


def _of(match, named):
    """Return the week or weekend that holds a day, or some days."""
    found = period(match["unit"].lower(), named.first)
    return found if named.unit in ("day", "interval") and (named.last - named.first).days < 7 else None


def _from(match, named):
    way, unit = (match["way"] or "before").lower(), (match["unit"] or "day").lower()
    side = -1 if way.startswith(("before", "prior")) else 1
    if unit in WEEKDAYS:
        return period("day", beside(named.first, WEEKDAYS[unit], side)) if named.unit == "day" else None
    n = number_of(match["number"]) if match["number"] else 1
    if not n or n % 1 or named.unit not in SIZES or SIZES[named.unit] > (1 if unit == "day" else SIZES.get(unit, 14)):
        return None
    exact = unit in ("week", "fortnight") and not match[0].lower().startswith("the ")  # a week after 5 May; the week after it
    return period("day" if exact else unit, shifted(named.first, unit, int(n) * side))
