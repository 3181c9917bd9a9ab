"""The forms that are read from the day of the statement, or from what was named before them.

Yesterday, on Wednesday, last week, two years ago; a day earlier, the previous Friday, the year-ago quarter.
"""

import re
from datetime import timedelta

from helpers.timexes.days import DAY, before
from helpers.timexes.durations import ADJECTIVE, DURATIONS, NUMBER2, PARTLY, UNIT2, counted
from helpers.timexes.tense import points_ahead
from helpers.timexes.values import SEASONS, Reading, day_of, duration, nearest, of_whole, period, season, shifted
from helpers.timexes.words import MONTH, MONTHS, NUMBER, UNIT, WEEKDAY, WEEKDAYS, YEAR, any_of, forms, number_of, unit_of

SIDES = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}
SIDE = rf"(?:this\s+)?(?P<side>{any_of(SIDES)})"
SPAN_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!-)"
NOWADAYS = re.compile(
    r"'s\s+(?:world|europe|society|security|geopolitical|environment|reality|generation|technology|international|global)\b", re.IGNORECASE
)
AGO = r"\s+(?P<ago>ago|from\s+(?:now|today))\b(?:\s+(?P<tail>today|this\s+(?:very\s+)?(?:day|week|month)))?+"
SMALL = {"hour", "minute", "second"}
BACK = {"earlier", "before", "previous", "preceding"}
ENDING = r"(?=\s*(?:[,.;:)]|$))"


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
    return period("day", _weekday_beside(base, number, side))


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
        return _quarter_before(here)
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


def _weekday_beside(base, number, side):
    """Return the nearest such weekday strictly before (-1) or after (1) a day."""
    return base + timedelta(side * (((number - base.weekday()) * side - 1) % 7 + 1))


def _quarter_before(here):
    """Return the quarter a year before the one last named: a comparison, so it is not the one last named from here on."""
    quarter = here.last.get("quarter")
    return quarter and period("quarter", shifted(quarter.first, "year", -1))._replace(unit="")


def _year_before(match, here):
    """*the year-earlier quarter*: the quarter last named, a year before."""
    if match[0][:4].lower() == "the " and not match["what"]:
        return None  # the year-earlier results: the article is theirs
    return _quarter_before(here) or period("year", shifted(here.base, "year", -1))


def _latest(match, here):
    """*the latest quarter*: of those named, so not the one that it is compared with."""
    return here.last.get("latest")


def _quarter_of(match, here):
    """*the 2021 quarter*, *last year's quarter*: that of the year which is compared with the one last named."""
    quarter, year = here.last.get("quarter"), int(match["year"]) if match["year"] else here.base.year - 1
    return quarter and period("quarter", quarter.first.replace(year=year))._replace(unit="")


def _beside(match, here):
    """*a day earlier*, *the week before*, *the following day*: only where the day last named is that of the statement."""
    unit, n, way = unit_of(match["unit"]), counted(match), match["way"].lower()
    if unit == "year" and n == 1 and way in ("earlier", "before") and "quarter" in here.last:
        return _quarter_before(here)
    anchor = here.last.get("day" if unit in ("day", "week") else "any")
    if not anchor or not anchor.first == anchor.last == here.base or not n or n % 1 or n >= 1000 or unit in SMALL:
        return None
    return period("week" if unit == "fortnight" else unit, shifted(here.base, unit, int(n) * (-1 if way in BACK else 1)))


def _beside_weekday(match, here):
    """*the previous Friday*, *the following Monday*: from the day last named."""
    day = here.last.get("day")
    side = -1 if match["way"].lower() in BACK else 1
    return day and period("day", _weekday_beside(day.first, WEEKDAYS[match["weekday"].lower()], side))


BESIDE = forms(
    ("units_earlier", rf"(?:{NUMBER}|an?)\s+{UNIT}\s+(?P<way>earlier|later|(?:before|after){ENDING})(?!\s+than\b)", _beside),
    ("the_unit_before", rf"the\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after)\b{ENDING}", _beside),
    ("the_following_day", r"the\s+(?P<way>following|next|previous|preceding)\s+(?P<unit>day)\b", _beside),
    ("the_following_unit", r"the\s+(?P<way>following|previous|preceding)\s+(?P<unit>week|month|year)\b", _beside),
    ("the_following_weekday", rf"the\s+(?P<way>following|previous|preceding)\s+{WEEKDAY}", _beside_weekday),
)
QUARTER_OF = forms(("compared_quarter", rf"(?:the\s+{YEAR}|last\s+year's)\s+quarter\b", _quarter_of))[0]
AGOS = forms(
    ("two_units_ago", rf"(?:{NUMBER}|an?)\s+{UNIT}(?:,|,?\s+and)?\s+{NUMBER2}\s+{UNIT2}{AGO}", _ago),
    ("units_ago", rf"{NUMBER}\s+{ADJECTIVE}{UNIT}{AGO}", _ago),
    ("one_unit_ago", rf"(?:one|a|an)\s+{UNIT}(?P<half>\s+and\s+a\s+half)?+{AGO}", _ago),
    ("half_a_unit_ago", rf"{PARTLY}{AGO}", _ago),
)
RELATIVE = [
    QUARTER_OF,
    *forms(
        (
            "yesterday_today_tomorrow",
            r"(?:earlier\s+|late\s+|later\s+)?(?:yesterday|today|tomorrow)\b|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)\b",
            _named,
        ),
        ("part_of_this_day", r"tonight\b|last\s+night\b|this\s+(?:very\s+day|morning|afternoon|evening)\b", _named),
        ("side_weekday", rf"{SIDE},?\s+{WEEKDAY}", _side_weekday),
        ("side_month_day", rf"(?:the\s+)?{SIDE}\s+{MONTH}\s+{DAY}", _side_month),
        ("side_month", rf"(?:the\s+)?{SIDE}\s+{MONTH}(?!\s+\d)", _side_month),
        ("side_season", rf"(?:the\s+)?{SIDE}\s+(?P<season>{any_of(SEASONS)})\b", _side_season),
        ("side_unit", rf"(?:(?:earlier|later|early|late)\s+)?(?P<the>the\s+)?{SIDE}\s+(?:fiscal\s+|calendar\s+)?{SPAN_UNIT}", _side_unit),
    ),
    *AGOS,
    *BESIDE,
    *DURATIONS,
    *forms(
        ("weekday_alone", rf"{WEEKDAY}(?!\s+(?:Club|Times))", _weekday),
        ("the_same_unit", r"(?:that|the|this)\s+(?:very\s+same|very|same)\s+(?P<unit>day|week|month|year|quarter)\b", _same),
        ("that_unit", r"that\s+(?P<unit>day|year|month)\b(?!\s+of)", _same),
        ("the_weekend", r"the\s+weekend\b", _weekend),
        ("the_year_alone", r"the\s+(?:full\s+)?(?:fiscal\s+)?year\b(?!-|'|\s+\d)", _the_year),
        ("year_ago_quarter", r"(?:the\s+)?year-(?:ago|earlier)(?:\s+(?P<what>quarter|period))?\b", _year_before),
        ("year_end", r"(?:the\s+)?year(?:[- ]|'s\s+)end\b", _year_end),
        ("the_quarter", r"the\s+(?P<unit>quarter)\b(?!\s+of)", _same),
        ("the_latest_quarter", r"the\s+latest\s+(?:quarter|period)\b(?!\s+of)", _latest),
    ),
]
THE_UNIT = forms(("the_unit", r"the\s+(?P<unit>week|month|quarter|year|decade|century)\b(?!\s+(?:of|19|20))", _period_of))
