"""Dates in Ukrainian and Russian statements, with the same values as in English ones."""

import re

from helpers.timexes.cyrillic_forms import forms, starts
from helpers.timexes.joined import from_to, joins
from helpers.timexes.parts import SIZES
from helpers.timexes.values import period

LANGUAGES = ("uk", "ru")
NOT_BEFORE = re.compile(r"(?:[/$€£#_№-]|№\s|\d[.,:])$")  # the end of a number, a code or a hyphenated word
JOINS = re.compile(r"\s?[-–—]\s?(?=\w)|\s+(?P<word>до|по|і|й|та|и)\s+(?=\w)", re.IGNORECASE)
FROM = re.compile(r"\b(?:з|із|зі|від|с|со|от)\s+$", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:між|между)\s+$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:(?:починаючи\s+)?(?:з|із|зі)|(?:начиная\s+)?(?:с|со)|(?:починаючи|начиная)\s+(?:від|от))\s+$", re.IGNORECASE)
COUNTS_FROM = re.compile(r"\b(?:відлік|отсч[её]т)\w*(?:\s+\w+){0,3}\s+(?:від|от)\s+$", re.IGNORECASE)
WITH = re.compile(r"\w(?:ом|ем|ою|ами|[нл]ей|[иы]м)\b", re.IGNORECASE)  # с 2004 годом: the instrumental is that of *with*
UNTIL = re.compile(r"\b(?:до|к|ко|не\s+пізніше|не\s+позднее)\s+$", re.IGNORECASE)
PART = re.compile(
    r"(?P<start>початк\w{1,2}|начал\w{1,2})\s+|(?P<mid>середин\w{1,2})\s+|(?P<end>кінц\w{1,2}|наприкінці|конц\w{1,2})\s+", re.IGNORECASE
)
AFTER_WEEKDAY = re.compile(r",?\s+(?=\d)|\s+\((?=\d)")
FROM_BASE = {f"cyrillic_{name}" for name in ("named_day", "side_unit", "side_weekday", "weekday", "ago", "same_day", "the_unit")}


def find_dates(here, language):
    """Yield (start, end, reading) of the dates in a folded text, in order, none within another.

    Times of day are not read, nor words that name no time in particular, even where they are asked for.

    Examples
    --------
    >>> from datetime import date
    >>> from helpers.timexes.days import Here
    >>> here = Here("Рада засідала 23–27 вересня.", date(2022, 9, 30), {})
    >>> [found.value for _, _, found in find_dates(here, "uk")]
    ['2022-09-23/2022-09-27']
    """
    here, free = here._replace(text=here.text.replace("ё", "е").replace("ʼ", "'")), 0
    for place in _places(here.text, language):
        if place < free or NOT_BEFORE.search(here.text, max(place - 2, 0), place):
            continue
        if not (got := _part(here, place, language) or _beside_weekday(here, place, language) or _read(here, place, language)):
            continue
        start, end, found = _interval(here, got, language)
        if found.unit and found.first:
            here.last[found.unit] = here.last["any"] = found
        free = end
        yield start, end, _opened(here, start, end, found)


def _places(text, language):
    """Return where dates may begin: at their first words, and at the words for a part."""
    begins = {match.start() for match in starts(language).finditer(text)}
    return sorted(begins | {match.start() for match in re.finditer(rf"(?<![\w-])(?:{PART.pattern})", text, re.IGNORECASE)})


def _read(here, start, language, units=False):
    """Read an expression by the first form that fits and can be read."""
    for form in forms(language) if units else forms(language)[:-1]:
        if match := form.pattern.match(here.text, start):
            try:
                found = form.make(match, here, language)
            except (ValueError, OverflowError, AttributeError, TypeError) as error:  # beyond the calendar, or
                if here.base and isinstance(error, (AttributeError, TypeError)):  # the statement has no date
                    raise
                found = None
            if found:
                return start, match.end(), _known(here, found._replace(rule=form.name))
    return None


def _known(here, found):
    """Return *сьогодні* or *минулого тижня* no finer than the day of the statement is known."""
    if here.known == "day" or found.rule not in FROM_BASE or not found.first or SIZES.get(found.unit, 0) >= SIZES[here.known]:
        return found
    return period(here.known, found.first)._replace(rule=found.rule)


def _part(here, start, language):
    """Read the beginning, the middle or the end of a period: *початку 2022 року*, *конце года*."""
    part = PART.match(here.text, start)
    got = part and _read(here, part.end(), language, units=True)
    if not got or got[2].type != "DATE" or not got[2].first or got[2].unit in ("day", "interval"):
        return None
    name = "START" if part["start"] else "MID" if part["mid"] else "END"
    return start, got[1], got[2]._replace(value=f"{got[2].value} {name}", rule="cyrillic_part")


def _beside_weekday(here, start, language):
    """Read *у вівторок, 4 жовтня* as one, and a day with the weekday behind it in brackets."""
    weekday = forms(language)[-2].pattern.match(here.text, start)
    link = weekday and AFTER_WEEKDAY.match(here.text, weekday.end())
    got = link and _read(here, link.end(), language)
    if not got or got[2].unit != "day" or not got[2].first:
        return None
    return start, got[1] + ("(" in link[0] and here.text.startswith(")", got[1])), got[2]


def _interval(here, got, language):
    """Join *з 24 лютого по 3 березня*, *с 2014 по 2022 год*, *між травнем і липнем* to an interval."""
    start, end, found = got
    link = JOINS.match(here.text, end)
    told = here.text[max(start - 12, 0) : start]
    if not link or not joins(found):
        return got
    word = (link["word"] or "").lower()
    if (word in ("і", "й", "та", "и") and not BETWEEN.search(told)) or (word in ("до", "по") and not FROM.search(told)):
        return got
    other = _read(here, link.end(), language)
    if not other or not joins(other[2]):
        return got
    made = from_to(found, other[2])
    return (start, other[1], made._replace(rule="cyrillic_interval")) if made else got


def _opened(here, start, end, found):
    """Leave open the side that *з 24 лютого*, *до 2030 року* leave open."""
    if not joins(found):
        return found
    told = here.text[max(start - 48, 0) : start]
    if UNTIL.search(told):
        if found.loose and found.last < here.base:
            found = found.loose(here.base, "after")
        value = found.last.isoformat() if found.value.endswith(" END") else found.value
        return found._replace(value=f"../{value}", first=None, rule="cyrillic_opened")
    if (SINCE.search(told) and not WITH.search(here.text, start, end)) or COUNTS_FROM.search(told):
        if found.loose and found.first > here.base and not COUNTS_FROM.search(told):
            found = found.loose(here.base, "before")
        return found._replace(value=f"{found.value}/..", last=None, rule="cyrillic_opened")
    return found
