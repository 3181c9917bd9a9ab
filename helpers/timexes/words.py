"""The words of temporal expressions: numbers, months, weekdays and units, as patterns and as values."""

import calendar
import re
from collections import namedtuple

MONTHS = {name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth"
LATER = "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
NUMBERS = {word: n for n, word in enumerate(ONES.split())} | {word: 10 * n for n, word in enumerate(TENS.split(), start=2)}
NUMBERS |= {"a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100, "thousand": 1000, "half": 0.5}
LATER_DAYS = "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth"
ORDINALS = {word: n for n, word in enumerate(FIRSTS.split(), start=1)}
CENTURIES = {word: n for n, word in enumerate(f"{FIRSTS} {LATER}".split(), start=1)}
SPELLED = {word: n for n, word in enumerate(f"{FIRSTS} {LATER} {LATER_DAYS} thirtieth thirty-first".split(), start=1)}
UNITS = ["day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade", "century", "hour", "minute", "second"]


def any_of(words):
    """Return a pattern for one of some words, the longer first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def cased(names):
    """Return a pattern for names that begin with a capital, or stand in capitals: *March* and *MARCH*, never *march*."""
    return f"(?-i:{any_of([form for name in names for form in (name.title(), name.upper())])})"


FULL = [name.lower() for name in calendar.month_name if name]
SHORT = [name for name in MONTHS if name not in FULL]
MONTH = rf"(?P<month>{cased(FULL)}\b|{cased(SHORT)}\b\.?+)"
MONTH2 = MONTH.replace("month", "month2")
WEEKDAY = rf"(?P<weekday>{cased(WEEKDAYS)})\b"
_WORD = any_of([word for word in NUMBERS if word not in ("a", "an", "couple", "dozen", "half", "zero")])
# The number of something: 212, 1,200, 2.5, 2 1/2, twenty-four, two hundred and twelve, a couple of, two and a half.
NUMBER = (
    r"(?P<number>\d{1,3}(?:[,\s]\d{3}\b)++|\d{1,6}+(?:\.\d{1,2}|\s1/2)?+"
    rf"|(?:a\s+)?(?:{_WORD})\b(?:(?:\s+and\s+|\s+|-)(?:{_WORD})\b){{0,6}}+|a\s+couple(?:\s+of)?\b|(?:half\s+)?a\s+dozen\b|half\s+an?\b)"
    r"(?P<more>[\s-]and[\s-]a[\s-]half)?+"
)
_ONE, _TEN, _TEEN = (any_of(words) for words in (ONES.split()[1:10], TENS.split(), ONES.split()[10:]))
_TO_99 = rf"(?:(?:{_TEN})(?:[-\s](?:{_ONE})\b)?+|{_TEEN})"
SPOKEN_YEAR = rf"(?:sixteen|seventeen|eighteen|nineteen|twenty)[-\s](?:{_TO_99}|oh[-\s](?:{_ONE}))\b"
# Such as stand in treaties: two thousand and twenty-two, one thousand nine hundred and ninety-one, nineteen hundred and five.
LONG_YEAR = (
    rf"(?:(?:one|two)\s+thousand(?:,?\s+(?:{_ONE})\s+hundred)?+|(?:{_TEEN})\s+hundred)(?:(?:,?\s+and\s+|,?\s+)(?:{_TO_99}|{_ONE}))?+\b"
)
YEAR = r"(?P<year>(?:1\d|2[01])\d\d)(?![\w/]|[.,:-]\d|[%°])"
YEAR_BEFORE_DATE = rf"(?:1\d|2[01])\d\d(?=[-/](?:[0-3]?\d\s+)?{cased(MONTHS)}\b)"  # 4 May 2022-6 May 2022
UNIT = rf"(?P<unit>{any_of(UNITS)}|centurie)s?\b"


def number_of(words):
    """Return the value of a number in figures or words, or None if it is none.

    Examples
    --------
    >>> [number_of(words) for words in ("1,200", "2 1/2", "twenty-four", "two hundred and twelve", "a couple of", "two five")]
    [1200.0, 2.5, 24, 212, 2, None]
    """
    words = words.lower().strip()
    if words[0].isdigit():
        whole, _, half = re.sub(r"[,\s](?=\d{3}\b)", "", words).partition(" ")
        return float(whole) + (0.5 if half else 0)
    total = last = 0
    parts = [part for part in re.split(r"[\s-]+", words) if part not in ("and", "of")]
    for i, part in enumerate(parts):
        n = NUMBERS[part]
        if part in ("a", "an") and i:  # half a
            continue
        if part == "hundred" and total > 1000:  # one thousand two hundred
            total += (total % 1000) * 99
        elif part in ("hundred", "thousand", "couple", "dozen"):
            total = (total or 1) * n
        elif i and not (last >= 100 or (20 <= last < 100 and n < 10)):
            return None
        else:
            total += n
        last = n
    return total


def spoken_year(words):
    """Return the year that is spelled out.

    Examples
    --------
    >>> [spoken_year(words) for words in ("nineteen ninety-seven", "two thousand and twenty-two", "nineteen hundred and five")]
    [1997, 2022, 1905]
    """
    first, *rest = [word for word in re.split(r"[\s,-]+", words.lower()) if word not in ("and", "oh")]
    if {"thousand", "hundred"} & {*rest}:
        return int(number_of(" ".join([first, *rest])))
    return NUMBERS[first] * 100 + sum(NUMBERS[word] for word in rest)


def unit_of(word):
    """Return the singular of a unit, in lower case."""
    word = word.lower()
    return "century" if word.startswith("centur") else word


# A form of expressions: the name that `find_timexes` gives as rule, the words that it begins with (as `starts` reads them), its pattern
# and the function that reads a match of it.
Form = namedtuple("Form", "name first pattern make")


def forms(*rows):
    """Compile a table of forms: rows of name, first words, pattern and reading function."""
    return [Form(name, first, re.compile(pattern, re.IGNORECASE), make) for name, first, pattern, make in rows]
