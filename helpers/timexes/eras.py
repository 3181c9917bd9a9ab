"""Years that are named with their era, or lie before the year 1000: 44 BC, AD 79, the year 988.

Python's dates begin with the year 1: what lies before it has a value (``BC0044``), and its days are read from that.
"""

import re
from datetime import date

import numpy as np

from helpers.timexes.days import NO_NOUN
from helpers.timexes.values import IMPOSSIBLE, Reading, day_of, period
from helpers.timexes.words import CENTURIES, MONTH, MONTHS, any_of, forms

BC, AD = r"(?P<bc>(?-i:BCE?\b|B\.\s?C\.(?:\s?E\.)?))", r"(?-i:AD\b|CE\b|A\.\s?D\.|C\.\s?E\.)"
ERA = rf"(?:(?P<n>\d{{1,4}})\s?(?:{BC}|{AD}))"
WITH_ERA = rf"(?:{ERA}|{AD}\s?(?P<n2>\d{{1,4}})\b)"
DAY = r"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?)?"


VALUE = re.compile(r"BC(\d{2,4})(?:-(\d\d))?(?:-(\d\d))?")


def days_of(value):
    """Return the first and the last day of a value before the year 1, by the calendar counted back: 44 BC is -0043.

    Returns
    -------
    (numpy.datetime64, numpy.datetime64), or (None, None) where no calendar has the day.

    Examples
    --------
    >>> [str(day) for day in days_of("BC0044-03")], [str(day) for day in days_of("BC0264/BC0241")], days_of("BC0044-02-30")
    (['-043-03-01', '-043-03-31'], ['-263-01-01', '-240-12-31'], (None, None))
    """
    try:
        days = [day for part in value.split("/") for day in _bounds(*VALUE.fullmatch(part).groups())]
    except ValueError:
        return None, None
    return days[0], days[-1]


def _bounds(year, month, day):
    if len(year) == 2:  # a century: BC04 is from 500 to 401 BC
        return _bounds(f"{int(year) * 100 + 100:04}", None, None)[0], _bounds(f"{int(year) * 100 + 1:04}", None, None)[1]
    unit = "D" if day else "M" if month else "Y"
    first = np.datetime64("-".join([f"{1 - int(year):0{5 if int(year) > 1 else 4}}", *filter(None, [month, day])]), unit)
    return first.astype("datetime64[D]"), (first + 1).astype("datetime64[D]") - 1


def _of_era(match, here):
    parts = match.groupdict()
    year = int(parts.get("n") or parts.get("n2"))
    month = MONTHS[parts["month"].lower().rstrip(".")] if parts.get("month") else None
    day = int(parts["day"]) if parts.get("day") else None
    if year == 0:
        return None
    if parts.get("bc"):
        value = f"BC{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
        return Reading(value, None, None, unit="era") if days_of(value)[0] is not None else IMPOSSIBLE
    if day:
        return day_of(year, month, day)
    return period("month", date(year, month, 1)) if month else period("year", date(year, 1, 1))


def _century(match, here):
    number = int(match["number"]) if match["number"] else CENTURIES[match["word"].lower()]
    if not 1 <= number <= 99:
        return None
    if match["bc"]:
        return Reading(f"BC{number - 1:02}", None, None, unit="era")
    return period("century", date(max((number - 1) * 100, 1), 1, 1))


def _year(match, here):
    return period("year", date(int(match["n"]), 1, 1)) if int(match["n"]) else None


CENTURY = rf"[\s-]+century\s+(?:{BC}|{AD})"


def _years(match, here):
    return Reading(f"BC{int(match['first']):04}/BC{int(match['last']):04}", None, None, unit="era") if int(match["first"]) else None


FIGURES = forms(
    ("years_of_era", "#_- #_– L_- L_– #_to L_to", rf"(?P<first>\d{{1,4}})(?:\s?[-–]\s?|\s+to\s+)(?P<last>\d{{1,4}})\s?{BC}", _years),
    ("day_of_era", "#_M #_of", rf"{DAY}{MONTH},?\s+{WITH_ERA}", _of_era),
    ("year_of_era", "#_C L_C", ERA, _of_era),
    ("century_of_era", "#_century #_-", rf"(?P<number>\d{{1,2}})(?:st|nd|rd|th){CENTURY}(?P<word>)", _century),
)
WORDS = forms(
    ("month_of_era", "M", rf"{DAY}{MONTH},?\s+{WITH_ERA}", _of_era),
    ("era_and_year", "ad_# ce_# the_year a_d c_e", rf"(?:the\s+year\s+)?{WITH_ERA}", _of_era),
    (
        "the_century_of_era",
        "O_century the_O the_#",
        rf"(?:the\s+)?(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{any_of(CENTURIES)})){CENTURY}",
        _century,
    ),
    ("the_year_under_1000", "the_year", rf"the\s+year\s+(?P<n>\d{{3}})\b(?!,\d){NO_NOUN}", _year),
)
