"""Values of temporal expressions: periods of the calendar, as TIMEX3 writes them, and their first and last day."""

import calendar
import re
from collections import namedtuple
from datetime import date, timedelta

# What an expression means: the TIMEX3 value, the first and the last day it covers (None where open or a duration), its type
# and flag, its unit (day, week, month …), for one that names no year the function that reads it from another day, and the name of
# the form or step that made it.
Reading = namedtuple("Reading", "value first last type flag unit loose rule", defaults=("DATE", "", "", None, ""))
IMPOSSIBLE = Reading(None, None, None, flag="impossible", unit="day")
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
SMALLER = {"century": (100, "year"), "decade": (10, "year"), "year": (12, "month"), "quarter": (3, "month")}
SMALLER |= {"fortnight": (2, "week"), "week": (7, "day")}
LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "hour": "H", "minute": "M", "second": "S"}
LETTERS |= {"weekend": "WE"}  # not in ISO 8601, but TIMEX3 has it: 2022-W38-WE


def period(unit, day):
    """Return the day, week, month, quarter, half, year, decade or century that holds a day.

    Examples
    --------
    >>> [period(unit, date(2022, 9, 23)).value for unit in ("day", "week", "month", "quarter", "half", "decade", "century")]
    ['2022-09-23', '2022-W38', '2022-09', '2022-Q3', '2022-H2', '202', '20']
    """
    if unit in ("day", "fortnight"):
        return Reading(day.isoformat(), day, day, unit="day")
    if unit in ("week", "weekend"):
        monday = day - timedelta(day.weekday())
        value = "{}-W{:02}".format(*day.isocalendar())
        if unit == "weekend":
            return Reading(f"{value}-WE", monday + timedelta(5), monday + timedelta(6), unit=unit)
        return Reading(value, monday, monday + timedelta(6), unit=unit)
    if unit in ("decade", "century"):
        years = MONTHS_IN[unit] // 12
        first = day.year // years * years
        return Reading(
            f"{first // years:0{3 if unit == 'decade' else 2}}", date(max(first, 1), 1, 1), date(first + years - 1, 12, 31), unit=unit
        )
    size = MONTHS_IN[unit]
    number = (day.month - 1) // size
    value = {"month": f"-{day.month:02}", "quarter": f"-Q{number + 1}", "half": f"-H{number + 1}", "year": ""}[unit]
    return Reading(f"{day.year:04}{value}", date(day.year, number * size + 1, 1), month_end(day.year, (number + 1) * size), unit=unit)


def month_end(year, month):
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shifted(day, unit, n):
    """Return the day that lies `n` units later; a day that the month does not have becomes its last.

    Examples
    --------
    >>> shifted(date(2024, 2, 29), "year", -1), shifted(date(2022, 9, 23), "week", 1)
    (datetime.date(2023, 2, 28), datetime.date(2022, 9, 30))
    """
    if unit in DAYS_IN:
        return day + timedelta(days=DAYS_IN[unit] * n)
    months = day.year * 12 + day.month - 1 + MONTHS_IN[unit] * n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def of_whole(n, unit):
    """Return a number of units as a whole number, of smaller ones where need be.

    Examples
    --------
    >>> of_whole(0.5, "century"), of_whole(1.5, "year"), of_whole(3, "week")
    ((50, 'year'), (18, 'month'), (3, 'week'))
    """
    while n % 1 and unit in SMALLER:
        factor, unit = SMALLER[unit]
        n *= factor
    return int(n + 0.5), unit


def season(name, year):
    """Return a season by the months of meteorology; the winter of a year begins in its December.

    Examples
    --------
    >>> season("winter", 2022)[:3]
    ('2022-WI', datetime.date(2022, 12, 1), datetime.date(2023, 2, 28))
    """
    code, month = SEASONS[name]
    last = month_end(year + 1, 2) if code == "WI" else month_end(year, month + 2)
    return Reading(f"{year:04}-{code}", date(year, month, 1), last, unit="season")


def day_of(year, month, day):
    """Return the reading of a day; one that no calendar has is flagged, never moved."""
    try:
        return period("day", date(year, month, day))
    except ValueError:
        return IMPOSSIBLE


def nearest(make, base, *, side=None, span=1, weights=(1, 1)):
    """Choose among the years for something that names none: the one nearest to `base`.

    Parameters
    ----------
    make : callable
        Gives the reading for a year.
    side : str, optional
        "before" or "after": only what begins before, or ends after, the day of `base`; the period that holds it is neither.
    span : int
        How many years to look on each side.
    weights : tuple of int
        How often a distance counts that lies ahead, and one that lies back.
    """
    years = range(max(base.year - span, 1), min(base.year + span, 9998) + 1)
    all_found = [found for found in map(make, years) if found.first]
    if side == "before":
        all_found = [found for found in all_found if found.last < base]
    if side == "after":
        all_found = [found for found in all_found if found.first > base]
    if not all_found:
        return IMPOSSIBLE
    return min(all_found, key=lambda found: (_distance(found, base, *weights), found.first))


def _distance(found, base, ahead, back):
    if found.unit == "month":  # months are compared with months: on 31 March, September and October lie equally far
        months = (found.first.year - base.year) * 12 + found.first.month - base.month
        return max(months * ahead, -months * back)
    return max((found.first - base).days * ahead, (base - found.last).days * back, 0)


COMPOUND = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def added(first, second):
    """Return *a year* and *six months* as one duration; None unless each unit is smaller than the one before it.

    Examples
    --------
    >>> added("P1Y", "P6M"), added("P2W", "P3D"), added("P1D", "PT12H"), added("P6M", "P1Y")
    ('P1Y6M', 'P17D', 'P1DT12H', None)
    """
    a, b = (match and match.groups() for match in map(COMPOUND.fullmatch, (first, second)))
    if not a or not b or max(i for i in range(7) if a[i]) >= min(i for i in range(7) if b[i]):
        return None
    year, month, week, day, *clock = (int(x or y or 0) for x, y in zip(a, b, strict=True))
    day += week * 7  # ISO 8601 has no weeks beside other units
    date_part = [f"{n}{letter}" for n, letter in zip((year, month, day), "YMD", strict=True) if n]
    clock = [f"{n}{letter}" for n, letter in zip(clock, "HMS", strict=True) if n]
    return f"P{''.join(date_part)}{'T' * bool(clock)}{''.join(clock)}"


def duration(n, unit):
    """Return a duration of `n` units (n None: it is not said how many).

    Examples
    --------
    >>> duration(212, "day").value, duration(1, "decade").value, duration(2.5, "year").value, duration(None, "week").value
    ('P212D', 'P10Y', 'P2Y6M', 'PXW')
    """
    if n is None:
        letter = {"decade": "E", "century": "C", "fortnight": "W"}.get(unit) or LETTERS[unit]
        return Reading(f"P{'T' * (unit in ('hour', 'minute', 'second'))}X{letter}", None, None, "DURATION", "vague")
    factor, unit = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}.get(unit, (1, unit))
    n *= factor
    time = "T" * (unit in ("hour", "minute", "second"))
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S")}.get(unit)
    whole, rest = divmod(n, 1)
    if rest and smaller:
        tail = f"{round(rest * smaller[0])}{smaller[1]}"
        return Reading(f"P{time}{f'{int(whole)}{LETTERS[unit]}' if whole else ''}{tail}", None, None, "DURATION")
    return Reading(f"P{time}{n:.15g}{LETTERS[unit]}" if rest else f"P{time}{int(n)}{LETTERS[unit]}", None, None, "DURATION")
