"""Days whose month is not named with them: the 1st of next month, on the 5th, Friday the 13th."""

import re
from datetime import date

from helpers.timexes.days import DAYS_SPELLED, NO_NOUN, before
from helpers.timexes.tense import tense
from helpers.timexes.values import IMPOSSIBLE, Reading, day_of, period, shifted
from helpers.timexes.words import SPELLED, forms

TH = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)"
PLACED = re.compile(
    r"\b(?:on|from|since|until|till|by|to|through|between|and|before|after|around|about|dated)\s+(?:(?-i:[A-Z])[a-z]+day,?\s+)?$",
    re.IGNORECASE,
)
SIDES = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}


def _number(match):
    spelled = match.groupdict().get("spelled")
    return SPELLED[re.sub(r"\s+", "-", spelled.lower())] if spelled else int(match["day"])


def _of_said_month(match, here):
    """*the 1st of next month*; of *that month*, *the following month*: from the time last named."""
    when, number = match["when"].lower().split(), _number(match)
    if when[-1] in ("every", "each"):
        return Reading(f"XXXX-XX-{number:02}", None, None, "SET")
    named = here.last.get("any")
    base = named.first if named and (when[-1] in ("that", "same") or (when[0] == "the" and when[-1] in SIDES)) else here.base
    month = shifted(base.replace(day=1), "month", SIDES.get(when[-1], 0))
    return day_of(month.year, month.month, number)


def near(number, here, place, weekday=None):
    """Return the nearest day of that number, on the side that the tense of the verb allows; given a weekday, one that is such a day."""
    if here.known != "day":
        return period(here.known, here.base)
    base, reach = here.base, 1 if weekday is None else 8
    side, days = tense(here.text, *place), []
    for n in range(-reach, reach + 1):
        month = shifted(base.replace(day=1), "month", n)
        found = day_of(month.year, month.month, number)
        lies = (found.first - base).days if found.first else 0
        apart = (lies < 0 and side == "ahead") or (lies > 0 and side == "told")
        if found.first and not apart and weekday in (None, found.first.weekday()):
            days.append(found)
    return min(days, key=lambda found: abs((found.first - base).days), default=IMPOSSIBLE)


def _alone(match, here):
    """*on the 5th*: of the month last named, or the nearest; *the 5th to the 15th century* are none."""
    number = int(match["day"])
    if not 1 <= number <= 31 or not PLACED.search(before(here, match.start())) or not FREE.match(here.text, match.end()):
        return None
    named = here.last.get("any")
    if named and named.unit in ("day", "month") and tense(here.text, *match.span()) != "ahead":
        first = named.first
        month = date(first.year, first.month, 1) if number >= first.day else shifted(first.replace(day=1), "month", 1)
        return day_of(month.year, month.month, number)
    return near(number, here, match.span())


FREE = re.compile(rf"(?:(?:,|,?\s+(?:to|and|or|until|through))\s+(?:the\s+)?\d+(?:st|nd|rd|th)){{0,8}}+{NO_NOUN}", re.IGNORECASE)
DAYS_ALONE = forms(
    (
        "day_of_said_month",
        "the_# the_O this_# this_O",
        rf"(?:the|this)\s+(?:{TH}|(?P<spelled>{DAYS_SPELLED}))\s+(?:day\s+)?of\s+"
        r"(?P<when>this|last|next|that|each|every|the(?:\s+(?:same|following|previous|coming|current|next))?)\s+month\b(?!'|\s+of\b)",
        _of_said_month,
    ),
    ("day_alone", "the_#", rf"the\s+{TH}\b", _alone),
)
