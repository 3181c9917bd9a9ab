"""Temporal expressions: the dates, spans of time and repetitions that statements speak of."""

import re
from datetime import date
from functools import cache, partial
from itertools import chain

import numpy as np
import pandas as pd

from helpers.bulk.progress import rows_of
from helpers.frames.doors import require_documents
from helpers.spans import normalize
from helpers.timexes import days, eras, holidays, years
from helpers.timexes.beside import UNITS_EARLIER
from helpers.timexes.beside_dates import beside_date
from helpers.timexes.cited import cited_day
from helpers.timexes.days import Here, between_of, listed_day
from helpers.timexes.days_alone import DAYS_ALONE
from helpers.timexes.durations import DURATIONS, VAGUE
from helpers.timexes.parts import PART, PARTS, SIZES, WHICH, ordinal_part
from helpers.timexes.relative import AGOS, FROM_TODAY, RELATIVE, THE_UNIT
from helpers.timexes.starts import Starts, expanded
from helpers.timexes.tense import tense
from helpers.timexes.times_of_day import clocked, timed
from helpers.timexes.values import added, period
from helpers.timexes.weekdays import AGO_WEEKDAY
from helpers.timexes.with_weekday import DAYS, weekday_beside, with_weekday

NEEDED = ["document_id", "date", "date_precision", "text"]
UNASKED = ("vague", "cited")  # flags of what is only found where it is asked for
COLUMNS = ["document_id", "start", "end", "surface", "type", "value", "date_from", "date_to", "flag", "rule"]
FIGURES = eras.FIGURES + days.FIGURES + years.FIGURES + AGO_WEEKDAY + AGOS + UNITS_EARLIER + DURATIONS[:1]
LETTERS = eras.WORDS + DAYS_ALONE + holidays.HOLIDAYS + days.WORDS + years.WORDS + RELATIVE
WORD = re.compile(r"(\w+)(?:\W{1,4}(?:(\d)|(\w+)))?")
NUMBER = re.compile(r"(\d++)(?:(?:st|nd|rd|th)\b)?(?:\s?([-–./:,&])|\W{0,4}(?:(\d)|(\w+)))?", re.IGNORECASE)
NOT_BEFORE = re.compile(r"[/$€£#_]$|\d[.,:-]$|\w-$")  # the end of a number, a code or a hyphenated word
CONNECT = re.compile(r"\s?[-–]\s?(?=\w)|\s+(?P<word>to|until|till|through|and)\s+", re.IGNORECASE)
NOW = re.compile(r"(?:now|today|date|this\s+day|(?:the\s+)?present(?:\s+(?:day|time))?)\b(?!'s)", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
AND = re.compile(r"(?:,|,?\s+and)?\s+(?=\w)")
SINCE = re.compile(
    r"\b(?:(?P<since>ever\s+since|since|starting(?:\s+from|\s+on)?|as\s+of|as\s+from|effective)|(?:(?P<source>\w+)\s+)?\bfrom)"
    r"\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
BEGINNING = {"", "effect", "force", "applies", "apply", "applied", "counted", "counting", "begins", "beginning"}
BEGINNING |= {"valid", "runs", "running", "lasting"}
OPENING = {"ended", "until", "till", "by", "to", "than", "til", "since", "from", "of", "starting", "effective"}  # none but with one of these
ENDED = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"(?:\b(?:until|till|by|up\s+to|no(?:t)?\s+later\s+than)|'til)\s+(?:on\s+)?(?:(?<!by )the\s+)?$", re.IGNORECASE)


def find_timexes(documents, *, vague=False, cited=False, times=False):
    """Find the temporal expressions in statements, and resolve them against the date of the statement.

    A day or month without a year is that of the list it stands in, or else the nearest one, unless *next* or *last* says
    otherwise. There what lies ahead counts twice as far; eight times where a verb tells of what was; where a verb points ahead, what
    lies back counts four times. A weekday is the nearest before or on the day of the statement, unless its verb points ahead. *A day
    earlier* is found where the day last named is that of the statement. Where ``documents.date_precision`` (day, month, year) says that
    less than the day is known, they are resolved from the middle of that period.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    vague : bool
        Also find what names no time that could be placed: *now* (PRESENT_REF), *recently* (PAST_REF), *soon* (FUTURE_REF),
        *a few weeks* (PXW); their flag is "vague".

    Returns
    -------
    DataFrame
        One row per temporal expression, in text order: document_id, start, end, surface, type (DATE, DURATION, SET), value
        (``2022-09-22``, ``2022-09``, ``2022-W38``, ``2022-Q3``, ``2022-SP``, ``199`` for the 1990s, ``2023 START``,
        ``2022-09-23/2022-09-27``, ``2022-02-24/..``, ``P212D``), date_from, date_to (the first and the last day it covers,
        datetime64; NaT where it is open, and for durations), flag: "impossible" (no calendar has that day; its value and dates
        are missing), "ambiguous" (03/04/2022: both readings stand in value, its dates are missing), "vague", or "", rule (why it was
        found: the form, a row of the tables FIGURES, WORDS … in ``helpers/timexes``, or the step that had the last say: *listed_day*,
        *part_of* for early 2022, *part_in_order* for the first Monday of October, *compound* for a year and six months, *interval* for
        from May to July, *opened* for since 2014; each is a name in that folder to be searched for).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2023-01-05"]), "text": ["On December 29 it fell."]})
    >>> find_timexes(documents)[["surface", "value", "rule"]].values.tolist()
    [['December 29', '2022-12-29', 'month_day']]

    References
    ----------
    TIMEX3 values: ISO 24617-1:2012 (ISO-TimeML).
    """
    documents = require_documents(documents, "date", "text")
    options = {name for name, wanted in {"vague": vague, "cited": cited, "time": times}.items() if wanted}
    rows = rows_of(partial(_found, options=options), documents[[column for column in NEEDED if column in documents]])
    kinds = {"document_id": documents["document_id"].dtype} | dict.fromkeys(["surface", "type", "value", "flag", "rule"], "str")
    table = pd.DataFrame(rows, columns=COLUMNS).astype(kinds)
    days = {name: np.array(table[name].fillna("NaT").astype("str"), dtype="datetime64[s]") for name in ("date_from", "date_to")}
    return table.astype({"start": "int64", "end": "int64"}).assign(**days)


def _found(documents, options):
    """Return the rows of some statements."""
    rows = []
    precisions = documents["date_precision"] if "date_precision" in documents else ["day"] * len(documents)
    forms = "vague" if "vague" in options else "letters"
    normal = [normalize(text) for text in documents.text]
    starts = _ways(forms)[0].of([folded for folded, _ in normal])
    columns = (documents.document_id, documents.date, precisions, documents.text, normal, starts)
    for document_id, issued, precision, text, (folded, origin), places in zip(*columns, strict=True):
        if not places:
            continue
        here = Here(folded, _base(issued, precision), {}, precision if precision in ("month", "year") else "day", options)
        for start, end, found in _find(here, places, forms):
            if found.flag in UNASKED and found.flag not in options:
                continue
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            about = (found.type, found.value, found.first, found.last, found.flag, found.rule)
            rows.append((document_id, start, end, text[start:end], *about))
    return rows


def _base(issued, precision):
    """Return the day to resolve from: that of the statement, or the middle of the period that is known."""
    if pd.isna(issued):
        return None
    return {"month": date(issued.year, issued.month, 15), "year": date(issued.year, 7, 1)}.get(precision, issued.date())


def _find(here, places, forms):
    """Yield (start, end, reading) of the expressions that begin at some places, left to right, none within another."""
    text, free = here.text, 0
    for start in places:
        told = text[max(start - 2, 0) : start]
        if start < free or (told[-1:] != " " and NOT_BEFORE.search(told)):
            continue
        if not (got := _read(here, start, forms)):
            continue
        start, end, found = compound(here, got, forms) if got[2].type == "DURATION" else interval(here, got, forms)
        start, end = weekday_beside(here, start, end, found)
        if found.unit == "day" and found.rule in DAYS and not found.flag and cited_day(here, start, end):
            found = found._replace(flag="cited")
        if found.unit and found.first and found.flag != "cited":
            here.last[found.unit] = here.last["any"] = found
            if found.unit == "quarter":
                here.last["latest"] = max(
                    found, here.last.get("latest", found), key=lambda quarter: (quarter.last < here.base, quarter.first)
                )
        day = found
        if "time" in here.options:
            start, end, found = timed(here, start, end, found)
        start, free = max(start, free), end
        timely = found is not day
        found = opened(here, start, end, found)
        yield start, end, found._replace(type="TIME") if timely else found


def _listed(here, start, forms):
    return listed_day(here, start) if "listed" in here.last else None


def _clocked(here, start, forms):
    return clocked(here, start, partial(_plain, forms=forms)) if "time" in here.options else None


def _beside_date(here, start, forms):
    return beside_date(here, start, partial(_plain, forms=forms))


def _with_weekday(here, start, forms):
    return with_weekday(here, start, partial(_simple, forms=forms))


@cache
def _ways(kind):
    """Return where the forms of a kind can begin, and for each first word, by the second, the steps and the forms that can be read."""
    forms = LETTERS + VAGUE if kind == "vague" else LETTERS
    labels = [label for label, _ in STEPS] + [form.first for form in FIGURES + forms]
    seconds = {}
    for word, second in chain.from_iterable(map(expanded, labels)):
        seconds.setdefault(word, {""}).add(second)
    ways = {word: {second: ((), (), ()) for second in known} for word, known in seconds.items()}

    def add(label, part, value, figures=None):
        pairs = [pair for pair in expanded(label) if figures is None or (pair[0] in "#L8") == figures]
        for word, second in pairs:
            for known in [second] if second else ways[word]:
                if value not in ways[word][known][part]:
                    ways[word][known] = tuple((*old, value) if i == part else old for i, old in enumerate(ways[word][known]))

    for label, step in STEPS:
        add(label, 1 if step is _with_weekday else 0, step)
    for form in FIGURES:
        add(form.first, 2, form, figures=True)
    for form in forms:
        add(form.first, 2, form, figures=False)
    return Starts(labels), ways


def _way(here, start, kind):
    """Return the steps and the forms that can be read at a place."""
    ways = _ways(kind)[1]
    if here.text[start : start + 1].isdigit():
        number = NUMBER.match(here.text, start)
        if not number:
            return NO_WAY
        ways = ways["#" if len(number[1]) < 4 else "L" if len(number[1]) == 4 else "8"]
        second = number[2] or ("#" if number[3] else (number[4] or "").lower())
    else:
        match = WORD.match(here.text, start)
        ways = match and ways.get(match[1].lower())
        if not ways:
            return NO_WAY
        second = "#" if match[2] else (match[3] or "").lower()
    return ways.get(second) or ways[""]


def _read(here, start, forms):
    """Read the expression that begins at `start`; None if there is none."""
    steps, before, simple = _way(here, start, forms)
    for step in (*steps, *before):
        if got := step(here, start, forms):
            return got
    return _first_of(simple, here, start)


def _plain(here, start, forms):
    """Read the expression that begins there by one form, with the weekday that it stands beside."""
    _, before, simple = _way(here, start, forms)
    for step in before:
        if got := step(here, start, forms):
            return got
    return _first_of(simple, here, start)


def _simple(here, start, forms):
    """Read the expression that begins there by one form."""
    return _first_of(THE_UNIT if forms == "the unit" else _way(here, start, forms)[2], here, start)


def _first_of(forms, here, start):
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
    got = part and (_plain(here, part.end(), forms) or (_simple(here, part.end(), "the unit") if part["of"] else None))
    if not got or got[2].type != "DATE" or not got[2].first or got[2].unit == "interval":
        return None
    _, end, found = got
    if found.rule in FROM_TODAY and found.unit == here.known != "day" and "year" not in here.text[part.end() : end].lower():
        return start, end, found  # early last week, where no more than the year is known
    name = (part["of"] or part["adjective"] or part["the"]).lower()
    value = found.value if found.unit == "day" else f"{found.value} {PARTS.get(name, 'END')}"
    return start, end, found._replace(value=value, rule="part_of")


def part_in_order(here, start, forms):
    """Read *the last quarter of 2021*, *the first Monday of every month*."""
    which = WHICH.match(here.text, start)
    got = which and (_plain(here, which.end(), forms) or _simple(here, which.end(), "the unit"))
    found = got and (got[2].first or got[2].type == "SET") and ordinal_part(which, got[2])
    return (start, got[1], found._replace(rule="part_in_order")) if found else None


STEPS = [  # in the order of trying, and what they begin with
    ("#", _listed),
    ("#_: #_. #_am #_pm #_a #_p noon midnight midday", _clocked),
    ("NUMBER ONE the_U the_W the_eve week_A weekend_A", _beside_date),
    ("the_B the_very the_mid the_late very_B B_of B_part early mid late", part_of),
    ("the_K the_very very_K K_U K_N K_R K_W K_half K_# #_U #_W #_N #_few #_half", part_in_order),
    (f"W S_W this_S {holidays.FIRST}", _with_weekday),
]
NO_WAY = (), (), ()


def known(here, found):
    """Return the reading of *today* or *last week* no finer than the day of the statement is known: where that is a year, the year."""
    if here.known == "day" or found.rule not in FROM_TODAY or not found.first or SIZES.get(found.unit, 0) >= SIZES[here.known]:
        return found
    return period(here.known, found.first)._replace(rule=found.rule)


def compound(here, got, forms):
    """Join *a year and six months* to one duration; *two weeks and three months* are two, and so are *three years, two days*."""
    start, end, found = got
    whole, link = (end, found), None
    while "-" not in here.text[start:end] and not (link and "and" in link[0]) and (link := AND.match(here.text, end)):
        other = _simple(here, link.end(), forms)
        value = other and other[2].type == "DURATION" and added(found.value, other[2].value)
        if not value or "-" in here.text[link.end() : other[1]]:
            break
        end, found = other[1], found._replace(value=value, rule="compound")
        if "," not in link[0] or "and" in link[0]:  # a comma alone joins only before an *and*
            whole = end, found
    return start, *whole


def interval(here, got, forms):
    """Join *from Monday to Friday*, *24 February 2022 – 3 March 2023*, *between May and July* to an interval."""
    start, end, found = got
    link = CONNECT.match(here.text, end)
    if not (link and _joins(found)):
        return got
    if (now := NOW.match(here.text, link.end())) and link["word"] != "and" and here.base:
        return start, now.end(), _until_now(here, found)
    if (link["word"] or "").lower() == "and" and not BETWEEN.search(here.text[max(start - 20, 0) : start]):
        return got
    other = _read(here, link.end(), forms)
    if not other or here.text.startswith("'s", other[1]) or not _joins(other[2]):
        return got
    second = other[2]
    first = found.loose(second.last, "before") if found.loose and not second.loose else found
    if second.loose and second.last < first.first:
        second = second.loose(first.last, "after")
    if not first.first or not second.first or first.first > second.last:
        return got
    return start, other[1], between_of(first, second)._replace(rule="interval")


def _until_now(here, found):
    """Return the interval from a time to the day of the statement, as far as that is known: from 24 February until now."""
    first, last = found.loose(here.base, "before") if found.loose else found, period(here.known, here.base)
    return between_of(first, last)._replace(rule="interval") if first.first <= last.last else found


def _joins(found):
    return found.type == "DATE" and found.first and found.unit != "interval"


def opened(here, start, end, found):
    """Leave open the side that *since*, *from*, *until* and *by* leave open."""
    if found.type != "DATE" or not found.first or found.unit == "interval" or "|" in found.value:
        return found
    told = here.text[max(start - 40, 0) : start]
    if OPENING.isdisjoint([word.strip("\"'([") for word in told.lower().split()[-4:]]):
        return found
    if ENDED.search(told) and found.loose and found.first > here.base:
        return found.loose(here.base, "before")._replace(rule="opened")
    if UNTIL.search(told):
        found = found.loose(here.base, "after") if _to_come(here, start, end, found) else found
        value = found.last.isoformat() if found.value.endswith(" END") else found.value
        return found._replace(value=f"../{value}", first=None, rule="opened")
    since = SINCE.search(told)
    if since and (since["since"] or _from_here(since, here, end)):
        if found.loose and (since["since"] or "").lower().endswith("since") and found.first > here.base:
            found = found.loose(here.base, "before")
        return found._replace(value=f"{found.value}/..", last=None, rule="opened")
    return found


def _to_come(here, start, end, found):
    """Return whether *by Friday* is the next one: not where it is told what had been done by then."""
    return found.loose and found.last < here.base and tense(here.text, start, end) != "told"


def _from_here(since, here, end):
    """Return whether a time begins there, as in *from 1 July, the ban applies*, and not in *a letter from 1 July*."""
    onwards = re.match(r"\s+(?:on|onwards?)\b(?!\s+the)", here.text[end : end + 14])
    return bool(onwards) or (since["source"] or "").lower() in BEGINNING
