"""Dates of other calendars: what a date itself says of its calendar, and the day that it is in ours."""

import re
import unicodedata
from datetime import date, timedelta
from functools import partial

__all__ = ["doubtful", "ours"]

CALENDARS = ["gregorian", "persian", "islamic", "buddhist", "minguo"]
PERSIAN = """
فروردین|حمل|farvardin
اردیبهشت|ثور|ordibehesht
خرداد|جوزا|khordad
تیر|سرطان|tir
(?:ا)?مرداد|اسد|(?:a)?mordad
شهریور|سنبله|shahrivar
مهر|میزان|mehr
ابان|عقرب|aban
اذر|قوس|azar
دی|جدی|dey
بهمن|دلو|bahman
اسفند|حوت|esfand
"""  # of Iran and of Afghanistan
ISLAMIC = """
محرم(?: الحرام)?|muharram
صفر|safar
ربیع ?ال?اول|rabi'? (?:al-)?(?:awwal|i)
ربیع ?ال?(?:ثانی|اخر)|rabi'? (?:al-)?(?:thani|akhir|ii)
جمادی ?ال?اولی?|jumada (?:al-)?(?:awwal|ula|i)
جمادی ?ال?(?:ثانیه?|اخره?)|jumada (?:al-)?(?:thani|akhira|ii)
رجب|rajab
شعبان|sha'?ban
رمضان|ramadan
شوال|shawwal
ذ[یو] ?ال?قعده|dh?u(?:'?l| al)-qi?a'?dah?
ذ[یو] ?ال?حجه|dh?u(?:'?l| al)-hijjah?
"""
THAI = """
มกราคม|ม\\.ค\\.
กุมภาพันธ์|ก\\.พ\\.
มีนาคม|มี\\.ค\\.
เมษายน|เม\\.ย\\.
พฤษภาคม|พ\\.ค\\.
มิถุนายน|มิ\\.ย\\.
กรกฎาคม|ก\\.ค\\.
สิงหาคม|ส\\.ค\\.
กันยายน|ก\\.ย\\.
ตุลาคม|ต\\.ค\\.
พฤศจิกายน|พ\\.ย\\.
ธันวาคม|ธ\\.ค\\.
"""
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}  # the year before the first
LETTERS = dict(zip("mtshr", ERAS.values(), strict=False))
MOON = (  # the months of 30 days of each year from 1356, a bit for each, in Saudi Arabia's calendar (Umm al-Qura)
    "eaae94d2ac564aea6d56ad55d4aa9352ba5b53a6b5ea9d52d29a554ad56daea6e4ed1da2aaa95a2da5b9bb27646c95552ab4dbaba5b4da9d52aa592d26d8ed2d"
    "aad5aa5a4b4979372b6975d69d52c9592b25b4db9d55d2da5d4aa9554daad3aabd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5"
    "b55aad55a9a92e26e55dada6d46a5b27a4d4ad56db5a754f49e92d26"
)
KANJI = "〇一二三四五六七八九"
NUMERAL = r"(?:\d{1,4}|[〇零元一二三四五六七八九十百]{1,6})"
EAST_ASIAN = (
    rf"(?P<era>{'|'.join(ERAS)})?\s*(?P<year>{NUMERAL})\s*[年년](?:\s*(?P<month>{NUMERAL})\s*[月월](?:\s*(?P<day>{NUMERAL})\s*[日일])?)?"
)
GAP = r"[\s,،._/-]*+"
LETTER = r"[^\W\d_]"
MARKS = {  # what says the calendar beside a date
    "persian": r"ه\.? ?ش|هجری (?:شمسی|خورشیدی)|شمسی|خورشیدی|sh|a\.?h\.?s\.?",
    "islamic": r"ه\.? ?ق|هجری(?: قمری)?|قمری|ه(?![^\W\d_])|ah|a\.h\.",
    "buddhist": r"พ\.ศ\.|be|b\.e\.",
    "gregorian": r"ค\.ศ\.|م(?![^\W\d_])|میلادی?(?:ه)?",
}
RANGES = {"persian": range(1200, 1500), "islamic": range(1300, 1500), "buddhist": range(2400, 2700), "minguo": range(1, 200)}
DIGITS = {"۰": "persian", "٠": "arabic", "๐": "buddhist"}  # the zeros of digits that come with a calendar
NUMBERS = [
    r"(?<!\d)(?P<year>\d{4})(?P<gap>[-_./\s])(?P<month>\d{1,2})(?:(?P=gap)(?P<day>\d{1,2}))?(?!\d|[-_./]\d)",
    r"(?<!\d)(?P<day>\d{1,2})(?P<gap>[-_./\s])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4})(?!\d)",
    r"(?<!\d)(?<!\d[-_./])(?P<year>\d{4})(?P<month>(?P<day>(?!)))?(?![-_./]?\d)",
]
OF_MINGUO = r"(?<!\d)(?P<year>\d{2,3})(?P<gap>[-./])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)"
MAY_SAY = re.compile(r"(?<!\d)(?:1[2-4]|2[4-6])\d\d(?!\d)|^\s*[mtshr]\d{1,2}[./-]", re.IGNORECASE)  # a year of another calendar
LONGEST = 300  # characters of a cell or a name that may be a date
COUNTED_NOW = range(1340, 1461)  # years of ours that the Persian calendar, or the Islamic, has counted since 1921
SCRIPTS = {"arabic": re.compile(r"[\u0600-\u06ff]"), "indic": re.compile(r"[\u0900-\u097f]"), "other": re.compile(r"[^\W\d_]")}


def _both(form):
    """Return a form as it is searched in a name, and as it stands alone in a cell."""
    return re.compile(form), re.compile(rf"\D*?(?:{form})\D*")


def _named(months, of):
    """Return the patterns of dates with a month in words; its number is that of the group that is found."""
    names = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(months.split("\n")[1:13], start=1))
    month = rf"(?<!{LETTER})(?:{names})(?!{LETTER})(?: ?ماه)?"
    ends = rf"(?:(?:{'|'.join(MARKS.values())}){GAP})?(?P<year>\d{{4}})(?!\d)"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    forms = (rf"{day}{GAP}{month}{GAP}{ends}", rf"{month}{GAP}{day}{GAP}{ends}", rf"(?<!\d){ends}{GAP}{month}{GAP}{day}(?!\d)")
    return [(of, *_both(form)) for form in (*forms, rf"{month}{GAP}{ends}", rf"(?<!\d){ends}{GAP}{month}")]


NAMED = [*_named(PERSIAN, "persian"), *_named(ISLAMIC, "islamic"), *_named(THAI, None)]
IN_FIGURES, IN_EAST_ASIA = [*map(_both, NUMBERS)], _both(EAST_ASIAN)
FIGURES_OF_MINGUO = [*IN_FIGURES, _both(OF_MINGUO)]
LETTERED = re.compile(r"(?P<letter>[mtshr])(?P<year>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})")
MARKED = {said: re.compile(rf"(?<!{LETTER})(?:{mark})(?!{LETTER})") for said, mark in MARKS.items()}


def ours(text, *, calendar=None, whole=False):
    """Return a date that says it is of another calendar as ISO 8601 in ours; None where it says nothing of the kind.

    A date says so by its digits (۱۴۰۱), by a month's name (مهر, Ramadan, กันยายน), by an era (令和4年, 民國111年, พ.ศ.) or a mark (AH).

    Parameters
    ----------
    text : str
    calendar : str, optional
        One of CALENDARS: that of dates in numbers alone, if their year can be one of it. Persian years are 1200 to 1499, Islamic
        1300 to 1499, Buddhist 2400 to 2699, those of Minguo below 200; all others are years of ours.
    whole : bool
        If true, no other numbers may stand beside the date.

    Raises
    ------
    ValueError
        If no calendar has that day, if it is not told which calendar is meant, or if a month or year of it is none of ours.

    Examples
    --------
    >>> ours("۱ مهر ۱۴۰۱"), ours("令和4年9月23日"), ours("民國111年9月"), ours("23 ก.ย. 2565"), ours("2022-09-23")
    ('2022-09-23', '2022-09-23', '2022-09', '2022-09-23', None)
    >>> ours("1401-07-01"), ours("1401-07-01", calendar="persian"), ours("27 Safar 1444", calendar="islamic")
    (None, '2022-09-23', '2022-09-23')
    """
    if len(text) > LONGEST or (calendar is None and text.isascii() and not MAY_SAY.search(text)):
        return None
    look = partial(_look, _folded(text), whole=whole)
    if found := look(IN_EAST_ASIA):
        return _east_asian(found, whole)
    if whole and (found := LETTERED.fullmatch(text.strip().lower())):
        return _iso(LETTERS[found["letter"]] + int(found["year"]), found["month"], found["day"])
    for said, *form in NAMED:
        if (found := look(form)) and (said is None or int(found["year"]) in RANGES[said]):
            return _of_month(text, found, said, calendar)
    for found in filter(None, map(look, FIGURES_OF_MINGUO if calendar == "minguo" else IN_FIGURES)):
        if said := _said(text, found, calendar):
            return _converted(text, said, found.group("year", "month", "day"), calendar)
    return None


def doubtful(day, text):
    """Return what is odd about the year of a statement's date, if it looks like one of another calendar; else None.

    Examples
    --------
    >>> doubtful(date(2565, 9, 23), "We met.")
    'The date 2565-09-23 lies far ahead: in the Buddhist calendar, 2565 is 2022.'
    >>> doubtful(date(1401, 7, 1), "We met."), doubtful(date(1401, 7, 1), "وزیران دیدار کردند.")
    (None, 'The text is in Arabic script, and the date 1401-07-01 may be of the Persian calendar or the Islamic.')
    """
    year = getattr(day, "year", 0)  # those before Christ have none
    if 2510 <= year < 2644:
        return f"The date {day} lies far ahead: in the Buddhist calendar, {year} is {year - 543}."
    if 5600 <= year < 5900:
        return f"The date {day} lies far ahead: in the Hebrew calendar, {year} is {year - 3761} to {year - 3760}."
    if 1300 <= year < 1500 and _script(text) == "arabic":
        return f"The text is in Arabic script, and the date {day} may be of the Persian calendar or the Islamic."
    if 2040 <= year < 2110 and _script(text) == "indic":
        return f"The date {day} lies ahead: in the calendar of Nepal, {year} is {year - 57} to {year - 56}."
    return None


def plain_digits(text):
    """Return a text with the digits 0 to 9 in place of those of other scripts."""
    return text if text.isascii() else re.sub(r"\d", lambda digit: str(int(digit[0])), text)


def _folded(text):
    """Return a text with plain digits, one form of each Arabic letter, and small letters."""
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[\u0640\u064b-\u065f\u0670]", "", text).replace("\u200c", " ").replace("’", "'").replace("ʿ", "'")
    return plain_digits(text.translate(str.maketrans("يىكأإآةۀؤ", "ییکاااههو")))


def _look(text, form, *, whole):
    return form[1].fullmatch(text) if whole else form[0].search(text)


def _of_month(text, found, said, calendar):
    month = next(number for number in range(1, 13) if found[f"m{number}"])
    if said is None:  # the months of Thailand are ours, whichever way its years are counted
        said = "buddhist" if int(found["year"]) in RANGES["buddhist"] else "gregorian"
    day = found.groupdict().get("day")
    return _converted(text, said, (found["year"], month, day), calendar)


def _east_asian(found, whole):
    """Return the date of a match; a year of three digits without an era is told, for it can only be one of Minguo."""
    year, month, day = (_number(found[part]) for part in ("year", "month", "day"))
    if found["era"]:
        if found["era"] == "明治" and year < 6:
            raise ValueError(f"{found[0].strip()} is of the old calendar of Japan, which followed the moon")
        return _iso(ERAS[found["era"]] + year, month, day)
    if year < 1000:
        if whole:
            raise ValueError(f"{found[0].strip()} does not name its era; the year {year} of 民國 is {year + 1911}")
        return None
    return _iso(year, month, day) if month or whole else None


def _number(written):
    """Return the number that is written in digits, or as in China and Japan.

    >>> _number("二〇二二"), _number("百十一"), _number("二十三"), _number("元")
    (2022, 111, 23, 1)
    """
    if written is None or written.isdigit():
        return written and int(written)
    written = written.replace("零", "〇").replace("元", "一")
    if not re.search("[十百]", written):
        return int("".join(str(KANJI.index(digit)) for digit in written))
    total, last = 0, None
    for char in written:
        if char in "十百":
            total, last = total + (1 if last is None else last) * (10 if char == "十" else 100), None
        else:
            last = KANJI.index(char)
    return total + (last or 0)


def _said(text, found, calendar):
    """Return the calendar that numbers are of: by a mark beside them, by their digits, or as given; None for ours."""
    year, beside = int(found["year"]), _folded(text)
    for said, mark in MARKED.items():
        if mark.search(beside) and (said == "gregorian" or year in RANGES[said]):
            return None if said == "gregorian" else said
    digits = {DIGITS.get(chr(ord(char) - int(char))) for char in text if char.isdecimal()} - {None}
    if calendar in RANGES and year in RANGES[calendar]:
        return calendar
    if "buddhist" in digits and year in RANGES["buddhist"]:
        return "buddhist"
    if digits & {"arabic", "persian"} and year in RANGES["persian"] and calendar != "gregorian":
        if "arabic" in digits:
            raise ValueError(f"{text} is of the Islamic calendar or the Persian, and does not say of which")
        return "persian" if year < 1421 else "islamic"  # 1421 begins in 2042
    return None


def _converted(text, said, numbers, calendar):
    """Return a date of a calendar as ISO 8601 in ours."""
    year, month, day = (number and int(number) for number in numbers)
    if said in ("gregorian", "minguo"):
        return _iso(year + 1911 * (said == "minguo"), month, day)
    if said == "buddhist":
        if year < 2484:
            raise ValueError(f"{text} is of the Buddhist calendar, whose years before 2484 began in April")
        return _iso(year - 543, month, day)
    begin = _persian if said == "persian" else _islamic
    if not 1 <= (month or 1) <= 12:
        raise ValueError(f"the {said.title()} calendar has no month {month}")
    first = begin(year, month or 1)
    after = begin(year, month + 1) if month and month < 12 else begin(year + 1, 1)
    if day is None:
        raise ValueError(f"{text} of the {said.title()} calendar is {first} to {after - timedelta(days=1)} in ours")
    found = first + timedelta(days=day - 1)
    if not first <= found < after:
        raise ValueError(f"the {said.title()} calendar has no day {day} in month {month} of {year}")
    if said == "islamic" != calendar:
        raise ValueError(f"{text} is of the Islamic calendar, which follows the moon; in Saudi Arabia's form of it, this is {found}")
    return found.isoformat()


def _persian(year, month):
    """Return the first day of a month by the cycle of 33 years with 8 leap years, which the sun has kept since 1799 and keeps to 2256."""
    days = 365 * (year - 1) + (8 * year + 21) // 33 + min(31 * (month - 1), 30 * (month - 1) + 6)
    return date(622, 3, 21) + timedelta(days=days)


def _islamic(year, month):
    """Return the first day of a month in the calendar of Saudi Arabia."""
    years = [int(MOON[at : at + 3], 16) for at in range(0, len(MOON), 3)]
    if not 1356 <= year < 1356 + len(years) + (month == 1):
        raise ValueError(f"of the Islamic calendar the years 1356 to {1355 + len(years)} are known")
    months = [29 + (bits >> place & 1) for bits in years for place in range(12)]
    return date(1937, 3, 14) + timedelta(days=sum(months[: 12 * (year - 1356) + month - 1]))


def _iso(year, month, day):
    return "-".join([f"{year:04}", *(f"{int(part):02}" for part in (month, day) if part)])


def _script(text):
    counts = {name: len(letters.findall(text[:2000])) for name, letters in SCRIPTS.items()}
    return next((name for name in ("arabic", "indic") if counts[name] * 2 > counts["other"]), "other")
