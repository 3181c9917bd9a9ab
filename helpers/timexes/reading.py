"""How an expression is read where it begins: its first words say which steps and forms can read it."""

import re
from functools import cache, partial
from itertools import chain

from helpers.timexes import days, eras, holidays, years
from helpers.timexes.beside import UNITS_EARLIER
from helpers.timexes.beside_dates import beside_date
from helpers.timexes.days import listed_day
from helpers.timexes.days_alone import DAYS_ALONE
from helpers.timexes.durations import DURATIONS, VAGUE
from helpers.timexes.parts import LENGTH, PART, PARTS, SIZES, WHICH, length_to, ordinal_part
from helpers.timexes.relative import AGOS, FROM_TODAY, IN_UNITS, RELATIVE, THE_UNIT
from helpers.timexes.repeated import OFTEN, OFTEN_OR_OLD
from helpers.timexes.starts import Starts, expanded
from helpers.timexes.times_of_day import clocked
from helpers.timexes.values import period
from helpers.timexes.weekdays import AGO_WEEKDAY
from helpers.timexes.with_weekday import weekday_after, with_weekday

FIGURES = eras.FIGURES + days.FIGURES + years.FIGURES + OFTEN[:1] + DURATIONS[:1]
LETTERS = eras.WORDS + DAYS_ALONE + holidays.HOLIDAYS + days.WORDS + years.WORDS + OFTEN + RELATIVE
COUNTED = AGO_WEEKDAY + AGOS + UNITS_EARLIER
COUNTED_FROM = ["ago", "from", "hence", "time", "earlier", "later", "before", "after", "prior", "following"]  # what follows where they fit
WORD = re.compile(r"(\w+)(?:\W{1,4}(?:(\d)|(\w+)))?")
NUMBER = re.compile(r"(\d++)(?:(?:st|nd|rd|th)\b)?(?:\s?([-–./:,&])|\W{0,4}(?:(\d)|(\w+)))?", re.IGNORECASE)


def _listed(here, start, forms):
    return listed_day(here, start) if "listed" in here.last else None


def _clocked(here, start, forms):
    return clocked(here, start, partial(plain, forms=forms)) if "time" in here.options else None


def _counted(here, start, forms):
    if here.text.startswith("in ", max(start - 3, 0)) and (got := first_of(IN_UNITS, here, start)):
        return got
    near = here.text[start : start + 120].lower()
    if not any(map(near.__contains__, COUNTED_FROM)):
        return None
    return _beside_date(here, start, forms) or first_of(COUNTED, here, start)


def _beside_date(here, start, forms):
    return beside_date(here, start, partial(plain, forms=forms))


def _with_weekday(here, start, forms):
    return with_weekday(here, start, partial(simple, forms=forms))


@cache
def ways(kind):
    """Return where the forms of a kind can begin, and for each first word, by the second, the steps and the forms that can be read."""
    figures, forms = (FIGURES + OFTEN_OR_OLD[1:], LETTERS + VAGUE + OFTEN_OR_OLD) if kind == "vague" else (FIGURES, LETTERS)
    labels = [label for label, _ in STEPS] + [form.first for form in figures + forms]
    seconds = {}
    for word, second in chain.from_iterable(map(expanded, labels)):
        seconds.setdefault(word, {""}).add(second)
    ways = {word: dict.fromkeys(known, NO_WAY) for word, known in seconds.items()}

    def add(label, part, value, figures=None):
        pairs = [pair for pair in expanded(label) if figures is None or (pair[0] in "#L8") == figures]
        for word, second in pairs:
            for known in [second] if second else ways[word]:
                if value not in ways[word][known][part]:
                    ways[word][known] = tuple((*old, value) if i == part else old for i, old in enumerate(ways[word][known]))

    for label, step in STEPS:
        add(label, 1 if step is _with_weekday else 0, step)
    for form in figures:
        add(form.first, 2, form, figures=True)
    for form in forms:
        add(form.first, 2, form, figures=False)
    return Starts(labels), ways


def first_words():
    """Return the words that expressions can begin with."""
    return set(ways("vague")[1]) - {"#", "L", "8"}


def _way(here, start, kind):
    """Return the steps and the forms that can be read at a place."""
    known_ways = ways(kind)[1]
    if here.text[start : start + 1].isdigit():
        number = NUMBER.match(here.text, start)
        if not number:
            return NO_WAY
        found = known_ways["#" if len(number[1]) < 4 else "L" if len(number[1]) == 4 else "8"]
        second = number[2] or ("#" if number[3] else (number[4] or "").lower())
    else:
        match = WORD.match(here.text, start)
        found = match and known_ways.get(match[1].lower())
        if not found:
            return NO_WAY
        second = "#" if match[2] else (match[3] or "").lower()
    return found.get(second) or found[""]


def read(here, start, forms):
    """Read the expression that begins at `start`; None if there is none."""
    steps, before, simple = _way(here, start, forms)
    for step in (*steps, *before):
        if got := step(here, start, forms):
            return got
    return weekday_after(here, first_of(simple, here, start))


def plain(here, start, forms):
    """Read the expression that begins there by one form, with the weekday that it stands beside."""
    _, before, simple = _way(here, start, forms)
    for step in before:
        if got := step(here, start, forms):
            return got
    return weekday_after(here, first_of(simple, here, start))


def simple(here, start, forms):
    """Read the expression that begins there by one form."""
    return first_of(THE_UNIT if forms == "the unit" else _way(here, start, forms)[2], here, start)


def first_of(forms, here, start):
    """Read an expression by the first of some forms that fits and can be read."""
    for form in forms:
        if match := form.pattern.match(here.text, start):
            try:
                found = form.make(match, here)
            except (ValueError, OverflowError, AttributeError, TypeError) as error:  # beyond the calendar, or
                if here.base and isinstance(error, (AttributeError, TypeError)):  # the statement has no date
                    raise
                found = None
            if found:
                return start, match.end(), known(here, found._replace(rule=form.name))
    return None


def part_of(here, start, forms):
    """Read *early 2022*, *the end of the year*: the beginning, middle or end of a period."""
    part = PART.match(here.text, start)
    short = bool(part) and here.text.startswith("'", part.end())  # the mid-'90s
    got = part and (plain(here, part.end() + short, forms) or (simple(here, part.end(), "the unit") if part["of"] else None))
    if not got or got[2].type != "DATE" or not got[2].first or got[2].unit == "interval":
        return None
    _, end, found = got
    if found.rule in FROM_TODAY and found.unit == here.known != "day" and "year" not in here.text[part.end() : end].lower():
        return start, end, found  # early last week, where no more than the year is known
    name = (part["of"] or part["adjective"] or part["the"] or "end").lower()
    value = found.value if found.unit == "day" else f"{found.value} {PARTS.get(name, 'END')}"
    return start, end, found._replace(value=value, rule="part_of")


def part_in_order(here, start, forms):
    """Read *the last quarter of 2021*, *the first Monday of every month*."""
    which = WHICH.match(here.text, start)
    got = which and (plain(here, which.end(), forms) or simple(here, which.end(), "the unit"))
    found = got and (got[2].first or got[2].type == "SET") and ordinal_part(which, got[2])
    return (start, got[1], found._replace(rule="part_in_order")) if found else None


def length_up_to(here, start, forms):
    """Read *the year to August*: the twelve months that end with it."""
    length = LENGTH.match(here.text, start)
    got = length and plain(here, length.end(), forms)
    if not got or got[2].type != "DATE" or not got[2].first or got[2].unit == "interval" or here.text.startswith("'s", got[1]):
        return None
    last = got[2].loose(here.base, "before") if got[2].loose and got[2].first > here.base else got[2]
    found = length_to(length, last)
    return (start, got[1], found._replace(rule="length_up_to")) if found else None


STEPS = [  # in the order of trying, and what they begin with
    ("#", _listed),
    ("#_: #_. #_am #_pm #_a #_p #_o L_gmt L_utc L_local noon midnight midday the_D early_D mid_D late_D", _clocked),
    ("the_year the_quarter the_month the_week the_full the_whole", length_up_to),
    ("the_U the_W the_eve week_A weekend_A", _beside_date),
    ("NUMBER ONE HALF N_Z #_Z", _counted),
    ("the_B the_very the_mid the_late very_B B_of B_part early mid late end_# end_M", part_of),
    ("the_K the_very very_K K_U K_N K_R K_W K_half K_# #_U #_W #_N #_few #_half", part_in_order),
    (f"W S_W this_S {holidays.FIRST}", _with_weekday),
]
NO_WAY = (), (), ()


def known(here, found):
    """Return the reading of *today* or *last week* no finer than the day of the statement is known: where that is a year, the year."""
    if here.known == "day" or found.rule not in FROM_TODAY or not found.first or SIZES.get(found.unit, 0) >= SIZES[here.known]:
        return found
    return period(here.known, found.first)._replace(rule=found.rule)
