"""The steps that read a weekday with the date it stands beside: Friday, 23 September; 23 September 2022 (Friday); Friday the 13th."""

import re
from datetime import date

from helpers.timexes.days import NAMED_DAYS
from helpers.timexes.days_alone import near
from helpers.timexes.holidays import NAME, on, rule_of
from helpers.timexes.values import day_of, period
from helpers.timexes.weekdays import DAYTIME
from helpers.timexes.words import MONTHS, WEEKDAYS, cased

SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
FIRST = re.compile(
    rf"(?i:(?:this\s+)?(?:last|next|coming)\s+)?(?P<name>{cased(WEEKDAYS)}|(?P<holiday>{NAME}))\b(?:\s+{DAYTIME}\b)?"
    r"(?P<link>(?:,\s*|\s*[:/]\s*|\s+[-–]\s+|,?\s+\(|\s+)(?:on\s+)?)(?=\w)"
)
THE_NUMBER = re.compile(r"(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:of|[A-Z][a-z]))")
AFTER = re.compile(
    rf"(?:,?\s+(?:(?:(?:on|being)\s+)?a\s+)?|\s+[-–]\s+|/|,?\s*(?P<open>[(\[]))(?:(?P<name>{cased(WEEKDAYS)}|{SHORT})|(?P<holiday>{NAME}))"
    rf"(?(open)[)\]]|\b(?!'s|,?\s+(?:the\s+)?(?:\d|{cased(MONTHS)})))"
)
BEFORE = re.compile(rf"(?<![\w-])(?P<name>{SHORT})(?P<link>,\s*|/|\s*:\s*|\s+[-–]\s+|,?\s+\(|\s+)(?:the\s+)?$")
DAYS = NAMED_DAYS | {"holiday", "day_of_era"}


def number_of(name):
    """Return which day of the week a name is, in full or short."""
    return next(number for day, number in WEEKDAYS.items() if day.startswith(name.lower().rstrip(".")[:3]))


def with_weekday(here, start, read):
    """Read *Friday, 23 September 2022* as one; without a year it is the nearest that is a Friday."""
    match = FIRST.match(here.text, start)
    if not match:
        return None
    got = read(here, match.end())
    named = got and got[2].rule in DAYS and got[2].unit in ("day", "interval")
    if match["holiday"]:
        same = named and got[2].unit == "day" and got[2].first and on(rule_of(match["holiday"]), got[2].first.year) == got[2].first
        return (start, _closed(here, match, got[1]), got[2]) if same else None
    if not named:
        day = THE_NUMBER.match(here.text, match.end())
        if not day or not here.base:
            return None
        found = near(int(day["day"]), here, (start, day.end()), number_of(match["name"]))
        return (start, day.end(), found._replace(rule="with_weekday")) if found.first else None
    return start, _closed(here, match, got[1]), fitting(got[2], number_of(match["name"]))


def _names(match, day):
    """Return whether a day is such a weekday, or that holiday."""
    if match["name"]:
        return number_of(match["name"]) == day.weekday()
    return on(rule_of(match["holiday"]), day.year) == day


def _closed(here, match, end):
    return end + ("(" in match["link"] and here.text.startswith(")", end))


def fitting(found, number):
    """Return the reading of a day that is such a weekday: of 04/10/2022, or of a day without a year in the years beside it."""
    if found.flag == "ambiguous":
        days = [day for day in map(date.fromisoformat, found.value.split("|")) if day.weekday() == number]
        return period("day", days[0])._replace(rule=found.rule) if len(days) == 1 else found
    if not found.loose or found.unit != "day" or not found.first or found.first.weekday() == number:
        return found
    day = found.first
    years = [day_of(year, day.month, day.day) for year in (day.year - 1, day.year + 1)]
    return next((other._replace(rule=found.rule) for other in years if other.first and other.first.weekday() == number), found)


def weekday_after(here, got):
    """Return a day with the weekday, or the name of the holiday, that stands behind it and that it is: 23 September 2022 (Friday)."""
    if not got or got[2].unit != "day" or got[2].rule not in DAYS:
        return got
    start, end, found = got
    after = AFTER.match(here.text, end)
    if after and after["name"]:
        found = fitting(found, number_of(after["name"]))
    return (start, after.end(), found) if after and found.first and _names(after, found.first) else got


def weekday_before(here, got):
    """Return a day with the short weekday that stands before it: Fri 23 Sept."""
    start, end, found = got
    told = found.unit == "day" and found.rule in DAYS and BEFORE.search(here.text[max(start - 14, 0) : start])
    return (start - len(told[0]), _closed(here, told, end), fitting(found, number_of(told["name"]))) if told else got
