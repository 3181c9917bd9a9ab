"""The forms of weekdays, as seen from the day of the statement: on Friday, last Monday, Monday last week, a week ago Monday."""

import re
from datetime import timedelta

from helpers.timexes.days import NO_NOUN, before
from helpers.timexes.tense import points_ahead
from helpers.timexes.values import period, shifted
from helpers.timexes.words import NUMBER, WEEKDAY, WEEKDAYS, cased, forms, number_of, unit_of

SIDES = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}
FROM_THE_LAST = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0, "that": 0}
DAYTIME = r"(?:morning|afternoon|evening|night)s?"
ANY_WEEKDAY = rf"{WEEKDAY}(?:\s+{DAYTIME}\b)?"
OF_WEEK = r"(?P<week>(?:this|last|next|that|the\s+(?:coming|past|following|next|previous|preceding|same))\s+week\b)"
WEEK = rf"{OF_WEEK}(?!-|')"


def beside(base, number, side):
    """Return the nearest such weekday strictly before (-1) or after (1) a day."""
    return base + timedelta(side * (((number - base.weekday()) * side - 1) % 7 + 1))


def _number(match):
    return WEEKDAYS[match["weekday"].lower()]


def _weekday(match, here):
    """The weekday nearest before or on the day of the statement, or after it where the verb points ahead."""
    if re.search(r"\b(?:Black|Bloody|Good|Ash|Holy|Palm|Easter)\s+$", before(here, match.start())):
        return None
    ahead, number = points_ahead(here.text, match.start(), match.end()), _number(match)

    def loose(base, side=None):
        if side == "after" or (side is None and ahead):
            return period("day", base + timedelta((number - base.weekday()) % 7))
        return period("day", base - timedelta((base.weekday() - number) % 7))

    return loose(here.base)._replace(loose=loose)


def _side_weekday(match, here):
    base, side = here.base, SIDES[match["side"].lower()]
    if side == 0:
        return period("day", base + timedelta(_number(match) - base.weekday()))
    return period("day", beside(base, _number(match), side))


def _in_week(match, here):
    """*Monday last week*; of *the following week*, that after the day last named."""
    which = match["week"].lower().split()
    day, side = here.base, SIDES.get(which[-2])
    if side is None or which[:2] == ["the", "next"] or which[:2] == ["the", "previous"]:
        named = here.last.get("day")
        if not named:
            return None
        day, side = named.first, FROM_THE_LAST[which[-2]]
    return period("day", day + timedelta(7 * side + _number(match) - day.weekday()))


def _week_after(match, here):
    """*Friday week*: a week after the next Friday."""
    return period("day", beside(here.base, _number(match), 1) + timedelta(7))


def _before_last(match, here):
    """*the Monday before last*, *the week after next*."""
    side = -1 if match["way"].lower().startswith("before") else 1
    unit = match["what"].lower()
    if unit in WEEKDAYS:
        return period("day", beside(here.base, WEEKDAYS[unit], side) + timedelta(7 * side))
    return period(unit, shifted(here.base.replace(day=15) if unit == "month" else here.base, unit, 2 * side))


def _ago_weekday(match, here):
    """*a week ago Monday*, *two weeks from Friday*: so many from the last, or the next, such day."""
    n, unit = number_of(match["number"] or "one"), unit_of(match["unit"])
    if not n or n % 1:
        return None
    way, side = match["way"].lower(), SIDES.get((match["side"] or "").lower())
    ahead = way == "from" or (way in ("before", "after") and points_ahead(here.text, match.start(), match.end()))
    if side:
        day = beside(here.base, _number(match), side)
    elif ahead:
        day = beside(here.base, _number(match), 1)
    else:
        day = here.base - timedelta((here.base.weekday() - _number(match)) % 7)
    return period("day", shifted(day, unit, int(n) * (-1 if way in ("ago", "before") else 1)))


def _weekday_ago(match, here):
    """*Monday two weeks ago*: of the week that lies so far back."""
    n = number_of(match["number"] or "one")
    return period("day", here.base + timedelta(_number(match) - here.base.weekday() - 7 * int(n))) if n and not n % 1 else None


AGO = (
    rf"(?:{NUMBER}|an?)\s+(?P<unit>day|week|fortnight|month|year)s?\s+(?P<way>ago|from|before|after)\s+"
    rf"(?:on\s+)?(?:(?P<side>last|next)\s+)?{WEEKDAY}"
)


def _week_on(match, here):
    """*a week on Friday*, *a week last Monday*, *a week today*: a week from that day."""
    side = -1 if (match["way"] or "").lower() == "last" else 1
    if match["weekday"]:
        return period("day", beside(here.base, _number(match), side) + timedelta(7 * side))
    n = {"today": 0, "tomorrow": 1}.get(match["day"].lower(), -1)
    return period("day", here.base + timedelta(n + (7 if n >= 0 else -7)))


def _weekdays_ago(match, here):
    """*three Fridays ago*."""
    n = number_of(match["number"])
    return period("day", beside(here.base, _number(match), -1) - timedelta(7 * int(n) - 7)) if n and not n % 1 else None


AGO_WEEKDAY = forms(
    ("ago_weekday", "NUMBER ONE", rf"{AGO}(?!\s+\w+\s+ago\b|'s)", _ago_weekday),
    ("weekdays_ago", "N_Z #_Z", rf"{NUMBER}\s+(?P<weekday>{cased(WEEKDAYS)})s\s+ago\b", _weekdays_ago),
)
SIDE = rf"(?:this\s+)?(?P<side>{'|'.join(SIDES)})"
WEEKDAY_FORMS = [
    *forms(
        ("side_weekday", "S_W this_S", rf"{SIDE},?\s+{WEEKDAY}(?!\s+{WEEK})", _side_weekday),
        ("weekday_in_week", "W", rf"{ANY_WEEKDAY},?\s+(?:of\s+|in\s+)?{WEEK}", _in_week),
        (
            "weekday_of_list_in_week",
            "W",
            rf"{WEEKDAY}(?=(?:(?:,|,?\s+(?:and|or|to|through)|\s?[-–])\s*(?:{cased(WEEKDAYS)})){{1,5}}\s+(?:of\s+|in\s+)?{WEEK})",
            _in_week,
        ),
        (
            "week_and_weekday",
            "this_week last_week next_week that_week the_S the_following the_preceding the_same",
            rf"{OF_WEEK}(?:'s|,)?\s+(?:on\s+)?{WEEKDAY}",
            _in_week,
        ),
        (
            "week_on_weekday",
            "a_week",
            rf"a\s+week\s+(?:(?P<way>on|last)\s+{WEEKDAY}|(?P<day>today|tomorrow|yesterday)\b{NO_NOUN})",
            _week_on,
        ),
        ("weekday_side", "W", rf"{WEEKDAY}\s+(?P<side>last|next)\b{NO_NOUN}", _side_weekday),
        ("weekday_weeks_ago", "W", rf"{ANY_WEEKDAY},?\s+(?:{NUMBER}|a)\s+weeks?\s+ago\b", _weekday_ago),
        ("weekday_week", "W", rf"{WEEKDAY}\s+week\b{NO_NOUN}", _week_after),
        (
            "before_last",
            "W the_W the_U",
            rf"(?:the\s+)?(?P<what>{cased(WEEKDAYS)}|(?<=the )(?:week|weekend|month|quarter|year|decade))"
            r"\s+(?P<way>before\s+last|after\s+next)\b(?!\s+[a-z]+'s)",
            _before_last,
        ),
    ),
]
WEEKDAY_ALONE = forms(("weekday_alone", "W", rf"{WEEKDAY}(?!\s+(?:Club|Times))", _weekday))
