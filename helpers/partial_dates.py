"""Dates as far as they are known: a day, a month or a year, read from headers, cells and file names."""

import calendar
import re
from datetime import date, datetime

PRECISIONS = ["day", "month", "year"]
MONTHS = {name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9
MONTH = rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
WORDS = [
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{MONTH}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
]
NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
IN_NAME = [
    re.compile(r"(?<!\d)(\d{4})([-_.])(\d{2})\2(\d{2})(?!\d)"),  # 2022-09-23
    re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)()(\d{2})(\d{2})(?!\d)"),  # 20220923
    re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)[-_.](\d{2})(?!\d)"),  # 2022-09
    re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)"),  # 1789
]


def iso_date(text):
    """Read ``2022-09-23``, ``2022-09`` or ``2022``.

    Returns
    -------
    day : date or None
        The day, or the first day of the month or year; None where `text` has another form.
    precision : str or None
        day, month or year.

    Raises
    ------
    ValueError
        If no calendar has that day or month.

    Examples
    --------
    >>> iso_date("2022-09")
    (datetime.date(2022, 9, 1), 'month')
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not found:
        return None, None
    numbers = [int(number) for number in found.groups() if number]
    return date(*numbers, *[1, 1][: 3 - len(numbers)]), PRECISIONS[3 - len(numbers)]


def date_in_name(name):
    """Read the date in a file's name, the fullest that stands there: a day, else a month, else a year.

    Returns
    -------
    (date, precision), or (None, None) where the name holds none, or one that no calendar has.

    Examples
    --------
    >>> date_in_name("2022-09-23-nato"), date_in_name("1789-Washington")
    ((datetime.date(2022, 9, 23), 'day'), (datetime.date(1789, 1, 1), 'year'))
    """
    for form in IN_NAME:
        for found in form.finditer(name):
            try:
                return iso_date("-".join(part for part in found.groups() if part.isdigit()))
            except ValueError:
                return None, None
    return None, None


def date_in_cell(value, *, dayfirst=None):
    """Read the date of a table's cell or a page's metadata.

    Parameters
    ----------
    value : str, int, date or datetime
        ISO (a time of day is dropped), with the month in English words, in numbers (23/09/2022), or a year alone.
    dayfirst : bool, optional
        How numbers such as 03/04/2022 are meant; without it those are an error, unless only one reading is a day.

    Returns
    -------
    (date, precision), or (None, None) where the value has none of these forms.

    Raises
    ------
    ValueError
        If no calendar has the day, or the numbers could be read either way.

    Examples
    --------
    >>> date_in_cell("2022-09-23T10:00:00Z"), date_in_cell("September 2022"), date_in_cell("23/09/2022")
    ((datetime.date(2022, 9, 23), 'day'), (datetime.date(2022, 9, 1), 'month'), (datetime.date(2022, 9, 23), 'day'))
    """
    if isinstance(value, (date, datetime)):
        return (value.date() if isinstance(value, datetime) else value), "day"
    text = re.sub(r"(?<=^\d{4})\.0$", "", str(value).strip())  # a year that a spreadsheet turned into 1789.0
    text = re.sub(r"(?<=^\d{4}-\d{2}-\d{2})[T ]\d{1,2}:.*", "", text)
    text = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    for form in WORDS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            text = f"{parts['year']}-{MONTHS[parts['month'].lower().rstrip('.')]:02}" + (
                f"-{int(parts['day']):02}" if "day" in parts else ""
            )
    if found := NUMBERS.fullmatch(text):
        text = _numbers(text, *found.groups(), dayfirst)
    return iso_date(text)


def _numbers(text, first, second, year, dayfirst):
    if dayfirst is None:
        if int(first) <= 12 and int(second) <= 12 and first != second:
            raise ValueError(f"{text} can be read as day/month and as month/day")
        dayfirst = int(first) > 12 or first == second
    day, month = (first, second) if dayfirst else (second, first)
    return f"{year}-{int(month):02}-{int(day):02}"
