"""The forms that are read from the day of the statement: yesterday, last week, two years ago, in three weeks' time."""

import re
from datetime import date, timedelta

from helpers.timexes.beside import BESIDE, quarter_before
from helpers.timexes.days import DAY, before
from helpers.timexes.durations import ADJECTIVE, DURATIONS, NUMBER2, PARTLY, UNIT2, counted
from helpers.timexes.tense import points_ahead
from helpers.timexes.values import SEASONS, Reading, day_of, duration, nearest, of_whole, period, season, shifted
from helpers.timexes.weekdays import AGO_WEEKDAY, SIDE, SIDES, WEEKDAY_ALONE, WEEKDAY_FORMS
from helpers.timexes.words import MONTH, MONTHS, NUMBER, UNIT, YEAR, any_of, forms, number_of, unit_of

SMALL = {"hour", "minute", "second"}
SPAN_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!-)"
# Verbs of what happens at a time, and takes none.
SOON = re.compile(
    r"\b(?:will|shall|'ll|would|to|is|are|be)\s+(?:also\s+)?(?:meet|begin|start|open|end|expire|arrive|leave|depart|return|resume|reconvene|"
    r"vote|convene|gather|visit|retire|(?:be\s+)?(?:due|held|back|here|over|published|released|sworn\s+in))"
    r"(?:\s+(?:again|here|there|back|home))?\s+in\s+$",
    re.IGNORECASE,
)
NOWADAYS = re.compile(
    r"'s\s+(?:world|europe|society|security|geopolitical|environment|reality|generation|technology|international|global)\b", re.IGNORECASE
)
AGO = (
    r"(?:\s+or\s+(?:so|two|more))?\s+(?P<ago>ago|hence|from\s+(?:now|today|tomorrow))\b"
    r"(?:\s+(?P<tail>today|this\s+(?:very\s+)?(?:day|week|month)))?+"
)


def _named(match, here):
    """Yesterday, today, tomorrow."""
    words = re.sub(r"\s+", " ", match[0].lower())
    n = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2, "last night": -1}.get(
        words.removeprefix("earlier ").removeprefix("late "), 0
    )
    if match[0] == "Today" and re.search(r"\b[A-Z]\w+ $", before(here, match.start())):
        return None  # Russia Today
    if words == "today" and NOWADAYS.match(here.text, match.end()):
        return Reading("PRESENT_REF", None, None, flag="vague")
    return period("day", here.base + timedelta(n))


def _side_unit(match, here):
    side, unit = SIDES[match["side"].lower()], unit_of(match["unit"])
    if match["unit"].istitle():
        return None  # This Week, a programme
    if match["the"] and match["side"].lower() == "last" and unit == "quarter" and points_ahead(here.text, match.start(), match.end()):
        return period(unit, date(here.base.year, 12, 1))  # inflation is to peak in the last quarter
    if match["the"] and match["side"].lower() != "current":
        if match["side"].lower() == "previous" or unit == "weekend":
            return None
        return duration(1, unit) if unit != "quarter" else None
    if match["side"].lower() in ("past", "coming", "previous", "current") and not match["the"] and not match[0].lower().startswith("this"):
        return None
    return period(unit, shifted(here.base.replace(day=15) if unit == "month" else here.base, unit, side))


def _side_month(match, here):
    month, side = MONTHS[match["month"].lower().rstrip(".")], SIDES[match["side"].lower()]
    parts = match.groupdict()

    def make(year):
        return (
            day_of(year, month, int(parts["day"]))
            if parts.get("day")
            else period("month", here.base.replace(year=year, month=month, day=1))
        )

    return make(here.base.year) if side == 0 else nearest(make, here.base, side={-1: "before", 1: "after"}[side])


def _side_season(match, here):
    side, name = SIDES[match["side"].lower()], match["season"].lower()
    if side == 0:
        return nearest(lambda year: season(name, year), here.base) if name == "winter" else season(name, here.base.year)
    return nearest(lambda year: season(name, year), here.base, side={-1: "before", 1: "after"}[side], span=2)


def _ago(match, here):
    n, unit, tail = counted(match), unit_of(match["unit"]), (match["tail"] or "").lower().split()
    if n is None:
        return None
    said = [of_whole(n, unit)]  # a week or so ago is a week ago
    if match.groupdict().get("number2"):  # a year and two months ago
        said.append(of_whole(number_of(match["number2"]) or 0, unit_of(match["unit2"])))
    if said == [(1, "year")] and not tail and match["ago"].lower() == "ago" and "quarter" in here.last:
        return quarter_before(here)
    day, named = here.base + timedelta(match["ago"].lower().endswith("tomorrow")), "day"
    for n, unit in said:
        if unit in SMALL:
            n, unit = n // 24 if unit == "hour" else 0, "day"
        day, named = shifted(day, unit, -n if match["ago"].lower() == "ago" else n), unit if n else named
    named = "day" if tail[-1:] == ["today"] or match["ago"].lower().endswith(("today", "tomorrow")) else tail[-1] if tail else named
    return period("week" if named == "fortnight" else named, day)


def _in_time(match, here):
    """*in three weeks' time*."""
    return _ago(match, here) if re.search(r"\b(?:in|within|about|some)\s+$", before(here, match.start()), re.IGNORECASE) else None


def _in_units(match, here):
    """*will meet in two days*; what is done within two days is no time that could be placed."""
    return _ago(match, here) if SOON.search(before(here, match.start(), 60)) else None


def _weekend(match, here):
    ahead = points_ahead(here.text, match.start(), match.end()) or before(here, match.start()).endswith("ahead of ")
    return period("weekend", here.base if here.base.weekday() > 4 or ahead else here.base - timedelta(7))


def _year_end(match, here):
    year = int(match["year"] or here.base.year)
    return period("year", date(year, 1, 1))._replace(value=f"{year} END")


def _the_year(match, here):
    """*the year ended 30 June* is a duration; *the rest of the year* is the year of the statement."""
    if re.match(r"\s+end(?:ed|ing|s)\b", here.text[match.end() : match.end() + 8]):
        return duration(1, "year")
    told = re.search(r"\b(?:for|of|in|during|over|throughout)\s+$", before(here, match.start()), re.IGNORECASE)
    named = re.search(r"\b(?:person|man|woman|word|player|book|team|time)\s+of\s+$", before(here, match.start()), re.IGNORECASE)
    return (
        period("year", here.base)
        if told and not named and not re.match(r"\s+(?:of\s+[a-z]|that\b|when\b)", here.text[match.end() : match.end() + 9])
        else None
    )


def _period_of(match, here):
    """*the end of the year*: the year of the statement."""
    return period(unit_of(match["unit"]), here.base)


AGOS = forms(
    ("two_units_ago", "NUMBER ONE", rf"(?:{NUMBER}|an?)\s+{UNIT}(?:,|,?\s+and)?\s+{NUMBER2}\s+{UNIT2}{AGO}", _ago),
    ("units_ago", "NUMBER", rf"{NUMBER}\s+{ADJECTIVE}{UNIT}{AGO}", _ago),
    ("one_unit_ago", "ONE one_U", rf"(?:one|a|an)\s+{UNIT}(?P<half>\s+and\s+a\s+half)?+{AGO}", _ago),
    ("half_a_unit_ago", "HALF", rf"{PARTLY}{AGO}", _ago),
    ("units_time", "NUMBER ONE", rf"(?:{NUMBER}|an?)\s+{UNIT}(?:'s?)?\s+time\b(?P<ago>)(?P<tail>)", _in_time),
)
IN_UNITS = forms(("in_units", "NUMBER ONE", rf"(?:{NUMBER}|an?)\s+{UNIT}(?!'|\s+(?:of|time|ago)\b)(?P<ago>)(?P<tail>)", _in_units))
RELATIVE = [
    *WEEKDAY_FORMS,
    *BESIDE,
    *forms(
        (
            "yesterday_today_tomorrow",
            "Y earlier_Y late_Y later_Y the_day",
            r"(?:earlier\s+|late\s+|later\s+)?(?:yesterday|today|tomorrow)\b|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)\b",
            _named,
        ),
        (
            "part_of_this_day",
            "tonight last_night this_D this_very",
            r"tonight\b|last\s+night\b|this\s+(?:very\s+day|morning|afternoon|evening)\b",
            _named,
        ),
        ("side_month_day", "S_M this_S the_S", rf"(?:the\s+)?{SIDE}\s+{MONTH}\s+{DAY}", _side_month),
        ("side_month", "S_M this_S the_S", rf"(?:the\s+)?{SIDE}\s+{MONTH}(?!\s+\d)", _side_month),
        ("side_season", "S_T this_S the_S", rf"(?:the\s+)?{SIDE}\s+(?P<season>{any_of(SEASONS)})\b", _side_season),
        (
            "side_unit",
            "S_U S_fiscal S_calendar this_S the_S earlier_S later_S early_S late_S earlier_the later_the early_the late_the",
            rf"(?:(?:earlier|later|early|late)\s+)?(?P<the>the\s+)?{SIDE}\s+(?:fiscal\s+|calendar\s+)?{SPAN_UNIT}",
            _side_unit,
        ),
    ),
    *DURATIONS,
    *WEEKDAY_ALONE,
    *forms(
        ("the_weekend", "the_weekend", r"the\s+weekend\b", _weekend),
        ("the_year_alone", "the_year the_full the_fiscal", r"the\s+(?:full\s+)?(?:fiscal\s+)?year\b(?!-|'|\s+\d)", _the_year),
        ("year_end", "year_end year_s the_year", rf"(?:the\s+)?year(?:[- ]|'s\s+)end\b(?:\s+{YEAR})?+", _year_end),
    ),
]
THE_UNIT = forms(("the_unit", "the_U", r"the\s+(?P<unit>week|month|quarter|year|decade|century)\b(?!\s+(?:of|19|20))", _period_of))
FORMS = [*AGOS, *IN_UNITS, *AGO_WEEKDAY, *WEEKDAY_FORMS, *WEEKDAY_ALONE, *THE_UNIT]
# What is read from the day of the statement alone.
FROM_TODAY = {name for name, *_ in FORMS} | {
    "yesterday_today_tomorrow",
    "part_of_this_day",
    "side_unit",
    "the_weekend",
    "day_of_said_month",
}
