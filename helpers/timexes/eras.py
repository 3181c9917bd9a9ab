"""Years that are named with their era, or lie before the year 1000: 44 BC, AD 79, the year 988.

The calendar of the tables begins with the year 1: what lies before it has a value (``BC0044``), and no days.
"""

from datetime import date

from helpers.timexes.days import NO_NOUN
from helpers.timexes.values import Reading, day_of, period
from helpers.timexes.words import CENTURIES, MONTH, MONTHS, any_of, forms

BC, AD = r"(?P<bc>(?-i:BCE?\b|B\.\s?C\.(?:\s?E\.)?))", r"(?-i:AD\b|CE\b|A\.\s?D\.|C\.\s?E\.)"
ERA = rf"(?:(?P<n>\d{{1,4}})\s?(?:{BC}|{AD}))"
WITH_ERA = rf"(?:{ERA}|{AD}\s?(?P<n2>\d{{1,4}})\b)"
DAY = r"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?)?"


def _of_era(match, here):
    parts = match.groupdict()
    year = int(parts.get("n") or parts.get("n2"))
    month = MONTHS[parts["month"].lower().rstrip(".")] if parts.get("month") else None
    day = int(parts["day"]) if parts.get("day") else None
    if year == 0:
        return None
    if parts.get("bc"):
        return Reading(f"BC{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else ""), None, None, unit="")
    if day:
        return day_of(year, month, day)
    return period("month", date(year, month, 1)) if month else period("year", date(year, 1, 1))


def _century(match, here):
    number = int(match["number"]) if match["number"] else CENTURIES[match["word"].lower()]
    if not 1 <= number <= 99:
        return None
    if match["bc"]:
        return Reading(f"BC{number - 1:02}", None, None, unit="")
    return period("century", date(max((number - 1) * 100, 1), 1, 1))


def _year(match, here):
    return period("year", date(int(match["n"]), 1, 1)) if int(match["n"]) else None


CENTURY = rf"[\s-]+century\s+(?:{BC}|{AD})"


def _years(match, here):
    return Reading(f"BC{int(match['first']):04}/BC{int(match['last']):04}", None, None, unit="") if int(match["first"]) else None


FIGURES = forms(
    ("years_of_era", "#_- #_– L_- L_–", rf"(?P<first>\d{{1,4}})\s?[-–]\s?(?P<last>\d{{1,4}})\s?{BC}", _years),
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
