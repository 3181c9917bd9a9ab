"""Days and months told one after the other: 3, 4 and 5 October 2022, January and February 2022.

Those that follow each other in the calendar are one interval; others are expressions of their own, with the month and year of the list.
"""

import re
from datetime import date
from itertools import pairwise

from helpers.timexes.days import (
    BEFORE_MONTH,
    BETWEEN,
    DAY,
    NAME_AFTER,
    NOT_MORE,
    OF_DAY,
    OF_YEAR,
    before,
    between_of,
    forms,
    placed,
    year_of,
)
from helpers.timexes.values import IMPOSSIBLE, day_of, period, shifted
from helpers.timexes.words import MONTH, MONTH2, MONTHS, any_of, cased

D = r"[0-3]?\d(?:st|nd|rd|th)?+\b"
M = rf"(?:{cased(MONTHS)})\b\.?+"
OR = r",?\s+(?:and|or)\s+(?:the\s+)?"
NO_MONTH = rf"(?!%|\s+(?:{any_of(MONTHS)})\b)"
COUNTED = re.compile(r"\s+(?:[a-z]{2,}+(?<=[a-z]s)(?<!ss)(?<!was)(?<!has)(?<!as)|people|men|women|children)\b")  # May 3 and 12 soldiers
LISTED = re.compile(rf"{DAY}{NOT_MORE}{OF_YEAR}?+", re.IGNORECASE)


def listed_day(here, start):
    """Read a day whose month stands before the list that it is part of; None where no list goes on."""
    listed = here.last.get("listed")
    match = LISTED.match(here.text, start) if listed and start < listed[1] else None
    if not match:
        return None
    try:
        return start, match.end(), placed(lambda year: day_of(year, listed[2], int(match["day"])), match, here)
    except (AttributeError, TypeError):  # the statement has no date
        return None


def _day_list(match, here):
    month, days = MONTHS[match["month"].lower().rstrip(".")], [int(day) for day in re.findall(r"\d+", match["days"])]
    if not days[0] or any(a >= b for a, b in pairwise(days)) or BETWEEN.search(before(here, match.start())):
        return None
    if len(days) < 3 or days[-1] - days[0] >= len(days):
        if match.start("month") < match.start("days") and (year_of(match, here) or not COUNTED.match(here.text, match.end())):
            here.last["listed"] = match.start(), match.end("days"), month, year_of(match, here)
        return None  # they are read one by one

    def make(year):
        first, last = day_of(year, month, days[0]), day_of(year, month, days[-1])
        return between_of(first, last) if first.first and last.first else IMPOSSIBLE

    return placed(make, match, here)


def _month_list(match, here):
    numbers = [MONTHS[name.lower().rstrip(".")] for name in re.findall(M, match["months"])]
    if any((b - a) % 12 != 1 for a, b in pairwise(numbers)):
        return None
    if not year_of(match, here):
        told, sign = before(here, match.start()), BEFORE_MONTH.search(before(here, match.start()))
        named = NAME_AFTER.match(here.text, match.end()) or re.search(r"\b[A-Z][a-z]+\s+$", told) or numbers[0] in (3, 5)
        if "." in match["months"] or (named and not sign):
            return None

    def make(year):
        last = date(year, numbers[-1], 1)
        return between_of(period("month", shifted(last, "month", 1 - len(numbers))), period("month", last))

    return placed(make, match, here)


FIGURES = forms((rf"(?P<days>{D}(?:,\s+{D}){{1,8}}+{OR}{D})(?:\s+of)?\s+{MONTH}{OF_YEAR}?+", _day_list))
WORDS = forms(
    (rf"the\s+(?P<days>{D}(?:,\s+{D}){{1,8}}+{OR}{D})(?:\s+of)?\s+{MONTH}{OF_YEAR}?+", _day_list),
    (rf"{OF_DAY}{MONTH}\s+(?:the\s+)?(?P<days>{D}(?:,\s+{D}){{0,8}}+{OR}{D}){NOT_MORE}{NO_MONTH}{OF_YEAR}?+", _day_list),
    (rf"(?P<months>{MONTH}(?:,\s+{M}){{0,10}}+{OR}{MONTH2})(?!-|\s+[0-3]?\d\b){OF_YEAR}?+", _month_list),
)
