"""Parts of a period that is named: early 2022, the last quarter of 2021, the first Monday of October, the first two weeks of March."""

import re
from datetime import timedelta

from helpers.timexes.values import IMPOSSIBLE, Reading, period, shifted
from helpers.timexes.words import NUMBER, ORDINALS, WEEKDAY, WEEKDAYS, any_of, number_of

PART = re.compile(
    r"(?:(?:the\s+)?(?:very\s+)?(?P<of>beginning|start|(?:early|first|latter|later|last|final|middle)\s+part|middle|end|close|turn)\s+of\s+"
    r"|(?P<adjective>early|mid|late)(?:\s+in\s+|\s+|-)|(?P<end>end)-|(?:the\s+)?(?P<the>early|mid|late)(?:\s+|-))(?=\S)",
    re.IGNORECASE,
)
PARTS = dict.fromkeys(["beginning", "start", "turn", "early part", "first part", "early"], "START")
PARTS |= dict.fromkeys(["middle", "mid", "middle part"], "MID")
NUMBERED = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5} | ORDINALS
ENDS = {"last": -1, "final": -1, "closing": -1, "opening": 1, "early": 1}
WHICH = re.compile(
    rf"(?P<the>the\s+)?(?:very\s+)?(?P<which>{any_of([*NUMBERED, *ENDS, 'latter'])})\s+(?:{NUMBER}\s+|(?P<few>few)\s+)?"
    rf"(?P<unit>{WEEKDAY}|day|week|weekend|month|quarter|half|year|decade)(?P<many>s)?\s+(?P<link>of|in)\s+(?=\S)",
    re.IGNORECASE,
)
# A length that a time closes: the year to August, the quarter to 30 June. Of the six months to June each is read by itself.
LENGTH = re.compile(r"the\s+(?:(?:full|whole)\s+)?(?P<unit>year|quarter|month|week)\s+to\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
SIZES = {"day": 1, "weekend": 2, "week": 7, "month": 30, "quarter": 91, "season": 91, "half": 182, "year": 365, "decade": 3652}
SIZES |= {"century": 36524}


def ordinal_part(match, whole):
    """Return the reading of the part that `match` names of a period; None if it names none."""
    if whole.type == "SET":  # the first Monday of every month
        return whole
    name, unit = match["which"].lower(), match["unit"].lower()
    n = ENDS.get(name) or NUMBERED.get(name) or 2
    if (name in ENDS and match["link"].lower() == "in" and not match["the"]) or (name == "latter" and unit != "half"):
        return None  # last week in March
    if (1 if unit == "half" else SIZES.get(unit, 1)) >= SIZES.get(whole.unit, 0) or " " in whole.value:
        return None
    count = number_of(match["number"]) if match["number"] else 1
    if match["number"] and (not count or count % 1 or abs(n) != 1 or not match["many"]):
        return None
    vague = bool(match["few"]) or (match["many"] and not match["number"])
    if (vague and abs(n) != 1) or (name in ("opening", "closing", "early") and not match["many"]):
        return None
    try:
        return _placed(unit, n, int(count), vague, whole)
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def length_to(match, last):
    """Return the interval of the length that `match` names which ends with a time: *the year to August*; None if there is none."""
    unit = match["unit"].lower()
    if SIZES[unit] <= SIZES.get(last.unit, 1) or " " in last.value:
        return None  # the month to 2024
    try:
        first = shifted(last.last + timedelta(1), unit, -1)
    except (ValueError, OverflowError):  # beyond the calendar
        return None
    begin = period(last.unit, first)
    return Reading(f"{begin.value}/{last.value}", begin.first, last.last, unit="interval")


def _placed(unit, n, count, vague, whole):
    def loose(base, side=None):
        return _part(unit, n, count, vague, whole.loose(base, side))

    found = _part(unit, n, count, vague, whole)
    return found._replace(loose=loose) if found and whole.loose else found


def _part(unit, n, count, vague, whole):
    if not whole.first:
        return IMPOSSIBLE
    halves = unit == "half" and whole.unit != "year"
    if vague or halves or (unit == "week" and count == 1):
        return _side(n, 2 if halves else 4 if unit == "week" and whole.unit == "month" else 0, whole)
    if unit in WEEKDAYS or unit == "weekend":
        return _weekday(unit, n, whole)
    if unit in ("day", "week"):
        days = timedelta(count * (7 if unit == "week" else 1) - 1)
        first = whole.last - days if n < 0 else whole.first + (timedelta(n - 1) if count == 1 else timedelta(0))
        last = first + days
        if first < whole.first or last > whole.last:
            return None
        return period("day", first) if first == last else _interval(period("day", first), period("day", last))
    start = shifted(whole.last.replace(day=1), "month", 1) if n < 0 else whole.first
    first = period(unit, shifted(start, unit, -count if n < 0 else n - 1))
    last = period(unit, shifted(first.first, unit, count - 1))
    if first.first < whole.first or last.last > whole.last:
        return None
    return first if count == 1 else _interval(first, last)


def _side(n, of, whole):
    """Return START, MID or END of the whole: the parts between the first and the last of `of` are the middle."""
    if n > max(of, 1) and not (of == 4 and n == 5):
        return None
    name = "START" if n == 1 else "END" if n < 0 or n >= of else "MID"
    return whole._replace(value=f"{whole.value} {name}", loose=None)


def _weekday(unit, n, whole):
    number = 5 if unit == "weekend" else WEEKDAYS[unit]
    if n < 0:
        day = whole.last - timedelta((whole.last.weekday() - number) % 7)
    else:
        day = whole.first + timedelta((number - whole.first.weekday()) % 7 + 7 * (n - 1))
    if not whole.first <= day <= whole.last:
        return IMPOSSIBLE
    return period("weekend" if unit == "weekend" else "day", day)


def _interval(first, last):
    return Reading(f"{first.value}/{last.value}", first.first, last.last, unit="interval")
