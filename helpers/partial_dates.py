"""Dates as far as they are known: a day, a month or a year, read from headers, cells and file names."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

import numpy as np

from helpers import calendars
from helpers.month_names import MONTHS, WEEKDAYS

PRECISIONS = ["day", "month", "year"]
MONTH = rf"(?<![^\W\d_])(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª)?(?!\d)"
YEAR = r"(?<!\d)(?P<year>[12]\d{3})(?!\d)"
GAP = r"[\s,._/-]*(?:(?:of|de|del|du)(?![^\W\d_])\s*)?"
WORDS = [
    re.compile(form)
    for form in (
        rf"{DAY}{GAP}{MONTH}{GAP}{YEAR}",  # 23 September 2022, 23 de septiembre de 2022
        rf"{MONTH}{GAP}{DAY}{GAP}{YEAR}",  # Sept. 23, 2022
        rf"{YEAR}{GAP}{MONTH}{GAP}{DAY}",  # 2022-Sep-23
        rf"{DAY}[-\s.]{MONTH}[-\s.](?P<year>\d\d)(?!\d)",  # 23-Sep-22
        rf"{MONTH}{GAP}{YEAR}",
        rf"{YEAR}{GAP}{MONTH}",
    )
]
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./_\s-])(\d{1,2})\2(\d{4})(?!\d)")
SHORT = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}")
COMPACT = re.compile(
    r"(?<!\d)(?:(?P<year>1[5-9]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01]))(?:t?\d{4}(?:\d\d)?z?)?(?!\d)"
)
TURNED = re.compile(r"(?<!\d)(\d\d)()(\d\d)(1[5-9]\d\d|20\d\d)(?!\d)")  # 24042020
YEAR_FIRST = re.compile(r"(?<!\d)(?<!\d{4}-)(?<!^-)([012]\d{3})([-_./\s])(\d{1,2})\2(\d{1,2})(?:t\d\d)?(?!\d)")  # 2022-09-23, 2022-9-3
MONTH_IN_NAME = re.compile(r"(?<![\d])((?:1[5-9]|20)\d\d)[-_. ](\d{2})(?!\d|[-_. ]\d)")  # 2022-09
YEAR_IN_NAME = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)")  # 1789
IN_NAME = [YEAR_FIRST, COMPACT, NUMBERS, TURNED, *WORDS, MONTH_IN_NAME, YEAR_IN_NAME]  # the fullest first
SYMBOL = re.compile(r"(?<![^\W_])[A-Z][-_]$")  # the letter before the year of a document's number: S_2022_731
NUMBER_BEFORE = re.compile(r"(?<!\d)(?:0?\d|1[0-2]|1[5-9]\d\d|20\d\d)[-_./]$")  # 09-2022 may be a month, and 1939-1945 is two years
ERA = re.compile(
    rf"(?<![^\W_])(?:(?:{DAY}{GAP})?{MONTH}{GAP})?(?P<year>\d{{1,4}})[\s_-]*(?P<era>bce?|b\.c\.(?:e\.)?|ad|ce|a\.d\.|c\.e\.|v\.\s?chr\.|до\s?н\.\s?[эе]\.)(?![^\W_])"
)  # 15 March 44 BC
CLOCK = re.compile(
    r"(?:[t,]|\bat\s++)?(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d++)?)?\s*+(?:[ap]\.?m\b\.?)?\s*+"
    r"(?:z\b|\(?(?:utc|gmt|cest|cet|e[sd]t|p[sd]t|msk)\)?)?\s*+(?:[+-]\d{2}(?::?\d{2})?)?"
)
AFTER_YEAR = re.compile(r"(?<=\d{4})\s*(?:года|году|год|г\.?|року|році|рік|р\.?|م)$")
BEFORE_CHRIST = re.compile(r"-\d{4}(?:-\d\d){0,2}(?!\d)")  # as a name begins: -0043-03-15


def iso_date(text, *, calendar=None):
    """Read ``2022-09-23``, ``2022-09`` or ``2022``.

    Parameters
    ----------
    text : str
    calendar : str, optional
        That of years which can be of it, one of `calendars.CALENDARS`.

    Returns
    -------
    day : date, numpy.datetime64 or None
        The day, or the first day of the month or year, as a datetime64 where it is before the year 1 (``-0043`` is 44 BC, ``0000`` is 1 BC,
        as ISO 8601 counts), which Python's dates do not hold; None where `text` has another form.
    precision : str or None
        day, month or year.

    Raises
    ------
    ValueError
        If no calendar has that day or month.

    Examples
    --------
    >>> iso_date("2022-09"), iso_date("1401-07-01", calendar="persian")
    ((datetime.date(2022, 9, 1), 'month'), (datetime.date(2022, 9, 23), 'day'))
    """
    text = calendars.ours(text, calendar=calendar, whole=True) or text if calendar or not text.isascii() else text
    found = re.fullmatch(r"(-\d{3,4}|\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)  # pandas writes -043
    if not found:
        return None, None
    numbers = [int(number) for number in found.groups() if number]
    precision, whole = PRECISIONS[3 - len(numbers)], [*numbers, 1, 1][:3]
    return np.datetime64("{:05}-{:02}-{:02}".format(*whole), "s") if whole[0] < 1 else date(*whole), precision


def iso_text(day):
    """Write a day as ISO 8601 does, with four figures of the year.

    Examples
    --------
    >>> iso_text(date(800, 12, 25)), iso_text(iso_date("-0043-03-15")[0]), iso_text("2022-09-23")
    ('0800-12-25', '-0043-03-15', '2022-09-23')
    """
    if isinstance(day, (str, date)) and not hasattr(day, "to_datetime64"):
        return str(day)
    year, month, number = re.fullmatch(r"(-?\d+)-(\d\d)-(\d\d).*", str(np.datetime64(day, "D"))).groups()
    return f"{'-' * year.startswith('-')}{abs(int(year)):04}-{month}-{number}"


def date_in_name(name, *, dayfirst=None, calendar=None):
    """Read the date in a file's name, the fullest that stands there: a day, else a month, else a year.

    A year that may be a part of more (``S_2022_731``, ``09-2022``, ``1939-1945``) is no date.

    Parameters
    ----------
    name : str
    dayfirst : bool, optional
        How ``03.04.2022`` is meant.
    calendar : str, optional
        That of dates in numbers, one of `calendars.CALENDARS`, where it is not ours.

    Returns
    -------
    (date, precision), or (None, None) where the name holds none, or one that no calendar has.

    Raises
    ------
    ValueError
        If the numbers of the day and the month could be read either way, or a date of another calendar is no day of ours.

    Examples
    --------
    >>> date_in_name("2022-09-23-nato"), date_in_name("1789-Washington"), date_in_name("NATO 23.09.2022")
    ((datetime.date(2022, 9, 23), 'day'), (datetime.date(1789, 1, 1), 'year'), (datetime.date(2022, 9, 23), 'day'))
    """
    name = unicodedata.normalize("NFC", name)
    if said := calendars.ours(name, calendar=calendar):
        return _possible(said)
    name = calendars.plain_digits(name)
    lower = name.lower()
    for form in (ERA, YEAR_FIRST, COMPACT, NUMBERS, TURNED, *WORDS):
        if found := form.search(lower):
            return _possible(_read(form, found, dayfirst))
    if found := BEFORE_CHRIST.match(name):
        return _possible(found[0])
    for found in MONTH_IN_NAME.finditer(name):
        if not SYMBOL.search(name[: found.start()]):
            return _possible(f"{found[1]}-{found[2]}")
    for found in YEAR_IN_NAME.finditer(name):
        if not re.match(r"[-_./]\d", name[found.end() :]) and not NUMBER_BEFORE.search(name[: found.start()]):
            return _possible(found[1])
    return None, None


def _possible(text):
    try:
        return iso_date(text)
    except ValueError:
        return None, None


def date_in_cell(value, *, dayfirst=None, date_format=None, calendar=None):
    """Read the date of a table's cell or a page's metadata.

    Parameters
    ----------
    value : str, int, date or datetime
        ISO, with or without hyphens (a time of day and a weekday are dropped); with the month in words of English, French, German,
        Spanish, Russian or Ukrainian; in numbers (23/09/2022); seconds or milliseconds since 1970 (the day in UTC); or a year alone.
    dayfirst : bool, optional
        How numbers such as 03/04/2022 are meant; without it those are an error, unless only one reading is a day.
    date_format : str, optional
        The one form that is meant, in the codes of `datetime.strptime`: ``%d/%m/%y``. Another form is then an error.
    calendar : str, optional
        That of dates in numbers alone, one of `calendars.CALENDARS`, where it is not ours. Dates that say their calendar
        (``۱ مهر ۱۴۰۱``, ``令和4年9月23日``, ``23 ก.ย. 2565``) need none.

    Returns
    -------
    (date, precision), or (None, None) where the value has none of these forms.

    Raises
    ------
    ValueError
        If no calendar has the day, the numbers could be read either way, or the value does not have the form asked for.

    Examples
    --------
    >>> date_in_cell("2022-09-23T10:00:00Z"), date_in_cell("September 2022"), date_in_cell("23/09/2022")
    ((datetime.date(2022, 9, 23), 'day'), (datetime.date(2022, 9, 1), 'month'), (datetime.date(2022, 9, 23), 'day'))
    >>> date_in_cell("Fri Sep 23 10:00:00 +0000 2022"), date_in_cell("23/09/22", date_format="%d/%m/%y")
    ((datetime.date(2022, 9, 23), 'day'), (datetime.date(2022, 9, 23), 'day'))
    """
    if isinstance(value, (date, datetime)):
        return (value.date() if isinstance(value, datetime) else value), "day"
    text = re.sub(r"(?<=\d)\.0$", "", str(value).strip())  # a year that a spreadsheet turned into 1789.0
    if date_format is not None:
        return datetime.strptime(text, date_format).date(), _precision(date_format)
    if re.fullmatch(r"-?\d{9,10}|-?\d{12,13}", text):
        return (
            datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text) // (1 if len(text.lstrip("-")) <= 10 else 1000))
        ).date(), "day"
    if said := calendars.ours(CLOCK.sub(" ", text), calendar=calendar, whole=True):
        return iso_date(said)
    text = _bare(text)
    for form in (ERA, YEAR_FIRST, COMPACT, NUMBERS, TURNED, *WORDS):
        if found := form.fullmatch(text):
            return iso_date(_read(form, found, dayfirst))
    if SHORT.fullmatch(text):
        raise ValueError(f"the year of {text} has two digits; say how it is written: --date-format, or date_format={'%d/%m/%y'!r}")
    return iso_date(text)


def day_first(values, *, names=False):
    """Return how the dates in numbers of a column, or in the names of files, are meant, if those with one reading agree; else None.

    Examples
    --------
    >>> day_first(["03/04/2022", "23/04/2022 10:00"]), day_first(["03/04/2022"])
    (True, None)
    """
    look = NUMBERS.search if names else (lambda value: NUMBERS.fullmatch(_bare(value)))
    found = [match for value in values if isinstance(value, str) and (match := look(value))]
    first, second = any(int(match[1]) > 12 for match in found), any(int(match[3]) > 12 for match in found)
    return first if first != second else None


def _bare(text):
    """Return what is left of a cell without weekday, time of day and zone, in small letters."""
    text = CLOCK.sub(" ", calendars.plain_digits(unicodedata.normalize("NFC", text)).lower().strip()).strip(" ,")
    word, _, rest = text.partition(" ")
    if rest and word.strip(",.").replace("’", "'") in WEEKDAYS:
        text = rest.strip(" ,")
    return AFTER_YEAR.sub("", re.sub(r"\s+", " ", text))


def _read(form, found, dayfirst):
    """Return what a form has found as an ISO date."""
    if form in (NUMBERS, TURNED):
        return _numbers(found[0], found[1], found[3], found[4], dayfirst)
    if form is ERA:
        year = int(found["year"]) if found["era"][0] in "ac" else 1 - int(found["year"])
        parts = [part for part in (MONTHS.get(found["month"]), found["day"]) if part]
        return "-".join([f"{year:04}" if year >= 0 else f"{year:05}", *(f"{int(part):02}" for part in parts)])
    if form is YEAR_FIRST:
        return _iso(found[1], found[3], found[4])
    parts = {"day": None} | found.groupdict()
    year = parts["year"] if len(parts["year"]) == 4 else f"{19 if int(parts['year']) > 68 else 20}{parts['year']}"
    return _iso(year, MONTHS.get(parts["month"], parts["month"]), parts["day"])


def _iso(year, month, day):
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _numbers(text, first, second, year, dayfirst):
    if dayfirst is None:
        if int(first) <= 12 and int(second) <= 12 and first != second:
            raise ValueError(f"{text} can be read as day/month and as month/day")
        dayfirst = int(first) > 12 or first == second
    return _iso(year, second, first) if dayfirst else _iso(year, first, second)


def _precision(date_format):
    """Return how much of a date a format of strptime holds."""
    if re.search(r"%[dejxcDFsAa]", date_format):
        return "day"
    return "month" if re.search(r"%[mbBh]", date_format) else "year"
