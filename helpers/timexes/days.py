"""The forms of days and months, alone and in lists: 22 September 2022, 24/02/2022, 28–30 June, 3, 4 and 5 October, May.

Each pattern has a name and a function that reads it. A reading function takes the match and a `Here`, and returns a `Reading`, or None
where the words mean something else. Of a list, the days or months that follow each other in the calendar are one interval; others are
expressions of their own, with the month and year of the list.
"""

import re
from collections import namedtuple
from datetime import date
from itertools import pairwise

from helpers.timexes.tense import shared_year, weights
from helpers.timexes.values import IMPOSSIBLE, Reading, day_of, nearest, period, shifted
from helpers.timexes.words import (
    FULL,
    LONG_YEAR,
    MONTH,
    MONTH2,
    MONTHS,
    SPELLED,
    SPOKEN_YEAR,
    WEEKDAYS,
    YEAR,
    YEAR_BEFORE_DATE,
    any_of,
    cased,
    forms,
    spoken_year,
)

# The folded text, the day it is seen from (None if unknown), the readings last met, by unit, how much of that day is known (day, month
# or year), and what else is asked for.
Here = namedtuple("Here", "text base last known options", defaults=("day", ()))
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?+\b"
DAY2 = DAY.replace("day", "day2")
DOTTED, DOTTED2 = (rf"(?P<{name}>[0-3]?\d)(?:(?:st|nd|rd|th)?+\b|\.)" for name in ("day", "day2"))  # 5.-7. May
DAYS_SPELLED = any_of(SPELLED).replace(r"\-", r"[-\s]")
SPELLED_DAY = rf"(?:(?:(?:the|this)\s+)?(?P<spelled>{DAYS_SPELLED})|(?P<capital>(?-i:Fourth)))\b"
TO = r"(?:\s?[-–/]\s?|\s+(?:to|and|until|till|through|thru|or|&)\s+(?:the\s+)?)"
OF = r"\s+(?:day\s+)?of(?:\s+the\s+month\s+of)?"
SAID_YEAR = r"(?:this|last|next|that|the\s+(?:same|following|next|previous|preceding))\s+year(?!')"
# 2022, in the year two thousand and twenty-two, last year, '22
OF_YEAR = (
    r"(?:(?:,?\s+(?:(?:of|in)\s+)?the\s+year\s+(?:of\s+our\s+Lord\s+)?|,?\s+|\s+(?:of|in)\s+)"
    rf"(?:{YEAR}|(?P<before>{YEAR_BEFORE_DATE})|(?P<said>{SAID_YEAR})|(?P<spoken>{LONG_YEAR}|{SPOKEN_YEAR})|'(?P<short>\d\d)\b))"
)
OF_WEEKDAY = rf"(?:{cased(WEEKDAYS)}\b,?\s+(?:the\s+)?)?+"  # Friday 23 to Sunday 25 September
NOT_MORE = r"(?![\w/]|[.,:-]\d)"
BEFORE_MONTH = "in since by of until till from between and during after before through early late mid last next this each every to for end"
BEFORE_MONTH = {*BEFORE_MONTH.split()}
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
ON_DAY = re.compile(r"\b(?:on|from|since|until|till|by|to|of|between|and|dated)\s+(?:the\s+)?$", re.IGNORECASE)
IN_MONTH = re.compile(r"\b(?:in|since|until|till|during|early|late|mid|end\s+of|start\s+of)[\s-]+$", re.IGNORECASE)
LAST = re.compile(r"(?<![\w§])([\w§]++)\.?[\s-]*$")
NAMED_AND = re.compile(rf"\b(?!(?:{'|'.join(map(str.title, FULL))})\b)[A-Z][a-z]+,?\s+and\s+$")  # Ann Lee and June Dahl
NAME_AFTER = re.compile(r"\s+(?-i:[A-Z])[a-z]")
# Of lists.
D = r"[0-3]?\d(?:st|nd|rd|th)?+\b"
M = rf"(?:{cased(MONTHS)})\b\.?+"
OR = r",?\s+(?:and|or)\s+(?:the\s+)?"
NO_MONTH = rf"(?!%|\s+(?:{any_of(MONTHS)})\b)"
COUNTED = re.compile(r"\s+(?:[a-z]{2,}+(?<=[a-z]s)(?<!ss)(?<!was)(?<!has)(?<!as)|people|men|women|children)\b")  # May 3 and 12 soldiers
LISTED = re.compile(rf"{DAY}{NOT_MORE}{OF_YEAR}?+", re.IGNORECASE)


def before(here, start, width=30):
    """Return the text before an expression."""
    return here.text[max(start - width, 0) : start]


def last_word(told):
    """Return the word that a text ends with, in lower case; "" where something else stands behind it.

    Examples
    --------
    >>> last_word("early in "), last_word("on pp. "), last_word("(see ("), last_word("mid-")
    ('in', 'pp', '', 'mid')
    """
    match = LAST.search(told)
    return match[1].lower() if match else ""


def year_of(match, here):
    """Return the year that a date names in figures or words, as *last year* or not at all (None)."""
    parts = match.groupdict()
    if parts.get("year") or parts.get("before"):
        return int(parts.get("year") or parts["before"])
    if parts.get("spoken"):
        return spoken_year(parts["spoken"])
    if parts.get("short"):
        return short_year(int(parts["short"]), here.base)
    if parts.get("said"):
        *the, which, _ = parts["said"].lower().split()
        n = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}.get(which, 0)
        if the or which == "that":
            return here.last["any"].first.year + n if "any" in here.last else None
        return here.base.year + n
    listed = here.last.get("listed")
    if listed and listed[0] <= match.start() < listed[1]:
        return listed[3]
    return shared_year(here.text, match.end(), parts["month"]) if parts.get("month") else None


def short_year(number, base):
    """Return the year that two figures mean: the last of that ending that lies no more than 20 years ahead."""
    return base.year + 20 - (base.year + 20 - number) % 100


def placed(make, match, here, *, span=1, year_of=year_of, weights=weights):
    """Return the reading for the year that is named, or, where none is, the nearest one that the tense of the verb allows.

    Which year is named, and what the verb tells, is another function's to say where the language is another.
    """
    if year := year_of(match, here):
        return make(year)

    def loose(base, side=None):
        weighed = (1, 1) if side or here.known != "day" else weights(here.text, match.start(), match.end())
        return nearest(make, base, side=side, span=span, weights=weighed)

    return loose(here.base)._replace(loose=loose)


def _day(match, here):
    month, day = MONTHS[match["month"].lower().rstrip(".")], _number(match)
    span = 8 if (month, day) == (2, 29) else 1  # 1900 was no leap year, so eight lie between some
    return placed(lambda year: day_of(year, month, day), match, here, span=span) if day else None


def _number(match):
    """Return the day of the month, in figures or in words."""
    spelled = match.groupdict().get("spelled")
    if match.groupdict().get("capital"):
        return 4
    return SPELLED[re.sub(r"\s+", "-", spelled.lower())] if spelled else int(match["day"])


def _days(match, here):
    """Days of one month: *23 to 27 September*, and *6 and 7 April*, are intervals; *5 and 12 May* are two days."""
    month, a, b = MONTHS[match["month"].lower().rstrip(".")], int(match["day"]), int(match["day2"])
    joined = match["to"].strip().lower().split(" ")[0]
    between = BETWEEN.search(before(here, match.start()))
    if a >= b or (joined in ("and", "or") and b > a + 1 and not (between and joined == "and")):
        return None

    def make(year):
        first, last = day_of(year, month, a), day_of(year, month, b)
        return between_of(first, last) if first.first and last.first else IMPOSSIBLE

    return placed(make, match, here)


def between_of(first, last):
    """Return the interval from one reading to another."""
    values = [found.value.split(" ")[0] for found in (first, last)]
    if values[0] == values[1]:
        return first._replace(unit="interval")
    return Reading("/".join(values), first.first, last.last, unit="interval")


def _one_of_days(match, here):
    """The 5 of *5 and 12 May 2022*: what follows gives its month and year."""
    if int(match["day2"]) <= int(match["day"]) or not int(match["day"]):
        return None
    return _day(match, here)


def _iso(match, here):
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _iso_days(match, here):
    """2022-05-05/2022-05-07, 5.-7.5.2022, 5.5.-7.6.2022: from one day to another."""
    parts = {name: int(n) for name, n in match.groupdict().items() if n}
    last = day_of(parts["y2"], parts["m2"], parts["d2"])
    first = day_of(parts.get("y", parts["y2"]), parts.get("m", parts["m2"]), parts["d"])
    if "y" not in parts and first.first and last.first and first.first > last.first:  # 28.12.-3.1.2023
        first = day_of(parts["y2"] - 1, parts["m"], parts["d"]) if "m" in parts else first
    if not first.first or not last.first:
        return IMPOSSIBLE
    return between_of(first, last) if first.first < last.first else None


def _dotted(match, here):
    """11. July 2014; without a year, only after a preposition: a sentence can end with a number."""
    return _day(match, here) if year_of(match, here) or ON_DAY.search(before(here, match.start())) else None


def _year_first(match, here):
    """2024 August, 2022 September 23."""
    year, month = int(match["y"]), MONTHS[match["month"].lower().rstrip(".")]
    return day_of(year, month, int(match["day"])) if match["day"] else period("month", date(year, month, 1))


def _figures(match, here):
    """22/09/2022, 10/30/89: where both orders give a day, both readings are kept."""
    a, b, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2] != "/" or not here.base:
            return None
        year = short_year(year, here.base)
    readings = [day_of(year, month, day) for day, month in ((a, b), (b, a))]
    values = list(dict.fromkeys(found.value for found in readings if found.first))
    if here.known == "day" and here.base and here.base.isoformat() in values:
        return period("day", here.base)  # the statement's own date, as at its head
    if len(values) == 2:
        return Reading("|".join(values), None, None, flag="ambiguous", unit="day")
    return next((found for found in readings if found.first), IMPOSSIBLE)


def _month_in_figures(match, here):
    """*in 10/2019*; by itself it is rather the number of a law."""
    told = IN_MONTH.search(before(here, match.start()))
    return period("month", date(int(match["y"]), int(match["m"]), 1)) if told else None


def _month(match, here):
    month, year = MONTHS[match["month"].lower().rstrip(".")], year_of(match, here)
    if not year:
        told = before(here, match.start())
        sign = last_word(told) in BEFORE_MONTH and not (NAME_AFTER.match(here.text, match.end()) and NAMED_AND.search(told))
        if match["month"].lower() in ("may", "march") and not sign:
            return None
        if not sign and (NAME_AFTER.match(here.text, match.end()) or re.search(r"\b[A-Z][a-z]+\s+$", before(here, match.start()))):
            return None
    return placed(lambda y: period("month", date(y, month, 1)), match, here)


def _months(match, here):
    a, b = (MONTHS[match[name].lower().rstrip(".")] for name in ("month", "month2"))
    if a == b or (a > b and not year_of(match, here)):
        return None  # December to February 2022 is one winter
    return placed(lambda y: between_of(period("month", date(y - (a > b), a, 1)), period("month", date(y, b, 1))), match, here)


def listed_day(here, start):
    """Read a day whose month stands before the list that it is part of; None where no list goes on."""
    listed = here.last.get("listed")
    match = LISTED.match(here.text, start) if listed and start < listed[1] else None
    if not match:
        return None
    try:
        found = placed(lambda year: day_of(year, listed[2], int(match["day"])), match, here)
    except (AttributeError, TypeError):  # the statement has no date
        return None
    return start, match.end(), found._replace(rule="listed_day")


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
        told, sign = before(here, match.start()), last_word(before(here, match.start())) in BEFORE_MONTH
        named = NAME_AFTER.match(here.text, match.end()) or re.search(r"\b[A-Z][a-z]+\s+$", told) or numbers[0] in (3, 5)
        if "." in match["months"] or (named and not sign):
            return None

    def make(year):
        last = date(year, numbers[-1], 1)
        return between_of(period("month", shifted(last, "month", 1 - len(numbers))), period("month", last))

    return placed(make, match, here)


SMALL = r"in|at|by|on|from|to|and|or|but|until|till|for|with|the|as|when|where|who|which|that|they|he|she|it|we|I"
SMALL += r"|after|before|because|while|through|during|this|their|his|her|its|our|a|an|if|not"
# Punctuation, or one of the small words: what follows is no noun that the words before describe.
NO_NOUN = rf"(?=\s*(?:[.,;:()!?\"\[\]]|[-–]\s|$)|\s+(?:{SMALL})\b)"
Y, M2, D2 = r"(?P<y>(?:1[5-9]|20|21)\d\d)", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
ISO = r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
CLOCKED = r"(?![\w/-]|[.,]\d)|(?=T\d|-\d{4}[/.])"
# The first that fits and can be read wins, so the fuller form stands before the shorter.
FIGURES = forms(
    ("day_list", "#_,", rf"(?P<days>{D}(?:,\s+{D}){{1,8}}+{OR}{D})(?:\s+of)?\s+{MONTH}{OF_YEAR}?+", _day_list),
    ("iso_days", "L_-", rf"{ISO}(?:/|--?)(?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})(?:{CLOCKED})", _iso_days),
    ("iso_day", "L_-", rf"{ISO}(?![\d/]|-\d|[.,]\d)", _iso),
    ("iso_day_slashes", "L_- L_/ L_.", rf"{Y}(?P<gap>[/.-]){M2}(?P=gap){D2}(?:{CLOCKED})", _iso),
    ("iso_day_compact", "8", rf"(?P<y>(?:19|20)\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?:{CLOCKED})", _iso),
    (
        "days_in_figures",
        "#_. #_- #_– #_/ #_to #_until #_till #_through #_thru",
        r"(?P<d>\d{1,2})(?:\.(?P<m>\d{1,2})(?:\.(?P<y>\d{4}))?)?\.?(?:\s?[-–/]\s?|\s+(?:to|until|till|through|thru)\s+)"
        r"(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})(?![\w/]|[.,:-]\d)",
        _iso_days,
    ),
    ("day_in_figures", "#_/ #_. #_-", r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/]|[.,:]\d|-\d(?!\d?[./]\d))", _figures),
    ("month_in_figures", "#_/", r"(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\w/-]|[.,:]\d)", _month_in_figures),
    (
        "days_of_month",
        "#_. #_- #_– #_/ #_& #_to #_and #_until #_till #_through #_thru #_or",
        rf"{DOTTED}(?P<to>{TO}){OF_WEEKDAY}{DOTTED2}(?:\s+of)?\s+{MONTH}{OF_YEAR}?+",
        _days,
    ),
    (
        "day_of_list",
        "#_, #_and #_or",
        rf"{DAY}(?=(?:,\s+[0-3]?\d(?:st|nd|rd|th)?){{0,6}}(?:,|,?\s+(?:and|or))\s+(?:the\s+)?{DAY2}(?:\s+of)?\s+{MONTH}{OF_YEAR}?+)",
        _one_of_days,
    ),
    ("day_month_hyphens", "#_- #_/ #_.", rf"{DAY}(?P<gap>[-/.]){MONTH}(?:(?<=\.)|(?P=gap))(?:{YEAR}|(?P<short>\d\d)(?![\w/-]))", _day),
    ("day_month_short_year", "#_M", rf"{DAY}\s+{MONTH},?\s+(?P<short>\d\d)\b{NO_NOUN}", _day),
    ("day_dot_month", "#_.", rf"(?P<day>[0-3]?\d)\.\s+{MONTH}{OF_YEAR}?+", _dotted),
    ("day_month", "#_M #_of #_day #_-", rf"{DAY}(?:{OF}|-)?\s*{MONTH}{OF_YEAR}?+", _day),
    ("year_month_day", "L_M L_, L_-", rf"{Y},?[\s-]+{MONTH}[\s-]+{DAY}{NOT_MORE}", _year_first),
    ("year_month", "L_M L_,", rf"{Y},?\s+{MONTH}(?P<day>){NO_NOUN}", _year_first),
)
MONTH_DAY = rf"{MONTH}\s+(?:the\s+)?"
WORDS = forms(
    ("the_day_list", "the_#", rf"the\s+(?P<days>{D}(?:,\s+{D}){{1,8}}+{OR}{D})(?:\s+of)?\s+{MONTH}{OF_YEAR}?+", _day_list),
    ("month_day_list", "M", rf"{MONTH_DAY}(?P<days>{D}(?:,\s+{D}){{0,8}}+{OR}{D}){NOT_MORE}{NO_MONTH}{OF_YEAR}?+", _day_list),
    ("month_list", "M", rf"(?P<months>{MONTH}(?:,\s+{M}){{0,10}}+{OR}{MONTH2})(?!-|\s+[0-3]?\d\b){OF_YEAR}?+", _month_list),
    (
        "spelled_day_of_month",
        "the_O this_O O_day O_of O_M O_O",
        rf"{SPELLED_DAY}(?:{OF}\s+|\s+(?=[a-z.]+,?\s+\d{{4}}\b)){MONTH}(?!'s){OF_YEAR}?+",
        _day,
    ),
    ("month_spelled_day", "M", rf"{MONTH_DAY}(?P<spelled>{DAYS_SPELLED})\b{NO_NOUN}{OF_YEAR}?+", _day),
    ("month_days", "M", rf"{MONTH_DAY}{DAY}(?P<to>{TO}){OF_WEEKDAY}{DAY2}{NOT_MORE}(?!\s+(?:{any_of(MONTHS)})\b){OF_YEAR}?+", _days),
    ("month_day", "M", rf"{MONTH_DAY}{DAY}{NOT_MORE}(?!%){OF_YEAR}?+", _day),
    ("the_days_of_month", "the_#", rf"the\s+{DAY}(?P<to>{TO}){DAY2}(?:\s+of)?\s+{MONTH}{OF_YEAR}?+", _days),
    (
        "the_day_month",
        "the_# this_#",
        rf"(?:the|this)\s+(?=\d++(?:[a-z]{{2}}\b|\s+(?:day\s+)?of\b)){DAY}(?:{OF})?\s+{MONTH}{OF_YEAR}?+",
        _day,
    ),
    ("month_to_month", "M", rf"{MONTH}(?:\s?[-–/]\s?|\s+to\s+){MONTH2}{OF_YEAR}", _months),
    (
        "month_hyphen_month",
        "M",
        rf"(?P<month>{cased(FULL)})(?:-to-|[-–])(?P<month2>{cased(FULL)})\b(?!\s+[0-3]?\d\b|-)",
        _months,
    ),
    ("month_hyphen_year", "M", rf"{MONTH}-(?:{YEAR}|(?P<short>\d\d)(?![\w/-]|[.,]\d))", _month),
    ("month_with_year", "M", rf"{MONTH}{OF_YEAR}", _month),
    ("month_alone", "M", rf"(?P<month>{cased(FULL)})\b(?!-?\w|'(?!s\b))", _month),
)
# A day that is named by itself: what a weekday can stand before or after.
NAMED_DAYS = {name for name, *_ in FIGURES + WORDS}
