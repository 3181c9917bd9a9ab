"""The forms that are read from the day of the statement: yesterday, on Wednesday, last week, two years ago, the end of the year."""

import re
from datetime import timedelta

from helpers.timexes.beside import BESIDE, QUARTER_OF, SMALL, latest, quarter_before, weekday_beside, year_before
from helpers.timexes.days import DAY, before, forms
from helpers.timexes.durations import ADJECTIVE, DURATIONS, NUMBER2, PARTLY, UNIT2, counted
from helpers.timexes.tense import points_ahead
from helpers.timexes.values import SEASONS, Reading, day_of, duration, nearest, of_whole, period, season, shifted
from helpers.timexes.words import MONTH, MONTHS, NUMBER, UNIT, WEEKDAY, WEEKDAYS, any_of, number_of, unit_of

SIDES = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}
SIDE = rf"(?:this\s+)?(?P<side>{any_of(SIDES)})"
SPAN_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!-)"
NOWADAYS = re.compile(
    r"'s\s+(?:world|europe|society|security|geopolitical|environment|reality|generation|technology|international|global)\b", re.IGNORECASE
)
AGO = r"\s+(?P<ago>ago|from\s+(?:now|today))\b(?:\s+(?P<tail>today|this\s+(?:very\s+)?(?:day|week|month)))?+"


def _named(match, here):
    """Yesterday, today, tomorrow."""
    words = re.sub(r"\s+", " ", match[0].lower())
    n = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2, "last night": -1}.get(
        words.removeprefix("earlier ").removeprefix("late "), 0
    )
    if words == "today" and NOWADAYS.match(here.text, match.end()):
        return Reading("PRESENT_REF", None, None, flag="vague")
    return period("day", here.base + timedelta(n))


def _side_unit(match, here):
    side, unit = SIDES[match["side"].lower()], unit_of(match["unit"])
    if match["the"] and match["side"].lower() != "current":
        if match["side"].lower() == "previous" or unit == "weekend":
            return None
        return duration(1, unit) if unit != "quarter" else None
    if match["side"].lower() in ("past", "coming", "previous", "current") and not match["the"] and not match[0].lower().startswith("this"):
        return None
    return period(unit, shifted(here.base.replace(day=15) if unit == "month" else here.base, unit, side))


def _side_weekday(match, here):
    number, base, side = WEEKDAYS[match["weekday"].lower()], here.base, SIDES[match["side"].lower()]
    if side == 0:
        return period("day", base + timedelta(number - base.weekday()))
    return period("day", weekday_beside(base, number, side))


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
    return nearest(lambda year: season(name, year), here.base, side={-1: "before", 1: "after"}[side])


def _ago(match, here):
    n, unit, tail = counted(match), unit_of(match["unit"]), (match["tail"] or "").lower().split()
    if n is None or n >= 1000:
        return None
    said = [of_whole(n, unit)]
    if match.groupdict().get("number2"):  # a year and two months ago
        said.append(of_whole(number_of(match["number2"]) or 0, unit_of(match["unit2"])))
    if said == [(1, "year")] and not tail and match["ago"].lower() == "ago" and "quarter" in here.last:
        return quarter_before(here)
    day, named = here.base, "day"
    for n, unit in said:
        if unit in SMALL:
            n, unit = n // 24 if unit == "hour" else 0, "day"
        day, named = shifted(day, unit, -n if match["ago"].lower() == "ago" else n), unit if n else named
    named = "day" if tail[-1:] == ["today"] or match["ago"].lower().endswith("today") else tail[-1] if tail else named
    return period("week" if named == "fortnight" else named, day)


def _weekday(match, here):
    """The weekday nearest before or on the day of the statement, or after it where the verb points ahead."""
    if re.search(r"\b(?:Black|Bloody|Good|Ash|Holy|Palm|Easter)\s+$", before(here, match.start())):
        return None
    ahead, number = points_ahead(here.text, match.start(), match.end()), WEEKDAYS[match["weekday"].lower()]

    def loose(base, side=None):
        if side == "after" or (side is None and ahead):
            return period("day", base + timedelta((number - base.weekday()) % 7))
        return period("day", base - timedelta((base.weekday() - number) % 7))

    return loose(here.base)._replace(loose=loose)


def _same(match, here):
    """That day, the same month: the one last named."""
    return here.last.get(unit_of(match["unit"]))


def _weekend(match, here):
    ahead = points_ahead(here.text, match.start(), match.end())
    return period("weekend", here.base if here.base.weekday() > 4 or ahead else here.base - timedelta(7))


def _year_end(match, here):
    return period("year", here.base)._replace(value=f"{here.base.year} END")


def _the_year(match, here):
    """*the year ended 30 June* is a duration; *the rest of the year* is the year of the statement."""
    if re.match(r"\s+end(?:ed|ing|s)\b", here.text[match.end() : match.end() + 8]):
        return duration(1, "year")
    told = re.search(r"\b(?:for|of|in|during|over|throughout)\s+$", before(here, match.start()), re.IGNORECASE)
    named = re.search(r"\b(?:person|man|woman|word|player|book|team|time)\s+of\s+$", before(here, match.start()), re.IGNORECASE)
    return (
        period("year", here.base)
        if told and not named and not re.match(r"\s+(?:of|that|when)\b", here.text[match.end() : match.end() + 6])
        else None
    )


def _period_of(match, here):
    """*the end of the year*: the year of the statement."""
    return period(unit_of(match["unit"]), here.base)


AGOS = forms(
    (rf"(?:{NUMBER}|an?)\s+{UNIT}(?:,|,?\s+and)?\s+{NUMBER2}\s+{UNIT2}{AGO}", _ago),
    (rf"{NUMBER}\s+{ADJECTIVE}{UNIT}{AGO}", _ago),
    (rf"(?:one|a|an)\s+{UNIT}(?P<half>\s+and\s+a\s+half)?+{AGO}", _ago),
    (rf"{PARTLY}{AGO}", _ago),
)
RELATIVE = [
    QUARTER_OF,
    *forms(
        (r"(?:earlier\s+|late\s+|later\s+)?(?:yesterday|today|tomorrow)\b|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)\b", _named),
        (r"tonight\b|last\s+night\b|this\s+(?:very\s+day|morning|afternoon|evening)\b", _named),
        (rf"{SIDE},?\s+{WEEKDAY}", _side_weekday),
        (rf"(?:the\s+)?{SIDE}\s+{MONTH}\s+{DAY}", _side_month),
        (rf"(?:the\s+)?{SIDE}\s+{MONTH}(?!\s+\d)", _side_month),
        (rf"(?:the\s+)?{SIDE}\s+(?P<season>{any_of(SEASONS)})\b", _side_season),
        (rf"(?:(?:earlier|later|early|late)\s+)?(?P<the>the\s+)?{SIDE}\s+(?:fiscal\s+|calendar\s+)?{SPAN_UNIT}", _side_unit),
    ),
    *AGOS,
    *BESIDE,
    *DURATIONS,
    *forms(
        (rf"{WEEKDAY}(?!\s+(?:Club|Times))", _weekday),
        (r"(?:that|the|this)\s+(?:very\s+same|very|same)\s+(?P<unit>day|week|month|year|quarter)\b", _same),
        (r"that\s+(?P<unit>day|year|month)\b(?!\s+of)", _same),
        (r"the\s+weekend\b", _weekend),
        (r"the\s+(?:full\s+)?(?:fiscal\s+)?year\b(?!-|'|\s+\d)", _the_year),
        (r"(?:the\s+)?year-(?:ago|earlier)(?:\s+(?P<what>quarter|period))?\b", year_before),
        (r"(?:the\s+)?year(?:[- ]|'s\s+)end\b", _year_end),
        (r"the\s+(?P<unit>quarter)\b(?!\s+of)", _same),
        (r"the\s+latest\s+(?:quarter|period)\b(?!\s+of)", latest),
    ),
]
THE_UNIT = forms((r"the\s+(?P<unit>week|month|quarter|year|decade|century)\b(?!\s+(?:of|19|20))", _period_of))
