"""Temporal expressions: the dates, spans of time and repetitions that statements speak of."""

import re
from datetime import date
from functools import cache, partial

import numpy as np
import pandas as pd

from helpers.parts import timex_days, timex_years
from helpers.parts.progress import rows_of
from helpers.parts.timex_days import Here, between_of
from helpers.parts.timex_durations import DURATIONS, VAGUE
from helpers.parts.timex_relative import AGOS, RELATIVE, THE_UNIT
from helpers.parts.timex_words import AFTER_THE, FIRST
from helpers.spans import fold

NEEDED = ["document_id", "date", "date_precision", "text"]
COLUMNS = ["document_id", "start", "end", "surface", "type", "value", "date_from", "date_to", "flag"]
FIGURES = timex_days.FIGURES + timex_years.FIGURES + AGOS + DURATIONS[:1]
LETTERS = timex_days.WORDS + timex_years.WORDS + RELATIVE
WORD = re.compile(r"[^\W_]++")
THE = re.compile(r"\s++([^\W\d_]++|'?\d)")
NOT_BEFORE = re.compile(r"[/$€£#_]$|\d[.,:-]$|\w-$")  # the end of a number, a code or a hyphenated word
PART = re.compile(
    r"(?:(?:the\s+)?(?:very\s+)?(?P<of>beginning|start|early\s+part|middle|end|close|turn)\s+of\s+|(?P<adjective>early|mid|late)(?:\s+in\s+|\s+|-)"
    r"|(?:the\s+)?(?P<the>early|mid|late)(?:\s+|-))(?=\S)",
    re.IGNORECASE,
)
PARTS = dict.fromkeys(["beginning", "start", "turn", "early part", "early"], "START") | {"middle": "MID", "mid": "MID"}
CONNECT = re.compile(r"\s?[-–]\s?(?=\w)|\s+(?P<word>to|until|till|through|and)\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:(?P<since>ever\s+since|since|starting(?:\s+from|\s+on)?|as\s+of|as\s+from|effective)|(?:(?P<source>\w+)\s+)?\bfrom)"
    r"\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
BEGINNING = {"", "effect", "force", "applies", "apply", "applied", "counted", "counting", "begins", "beginning"}
BEGINNING |= {"valid", "runs", "running", "lasting"}
ENDED = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"(?:\b(?:until|till|by|up\s+to|no(?:t)?\s+later\s+than)|'til)\s+(?:on\s+)?(?:(?<!by )the\s+)?$", re.IGNORECASE)


def find_timexes(documents, *, vague=False):
    """Find the temporal expressions in statements, and resolve them against the date of the statement.

    A day or month without a year is the nearest one, unless *next* or *last* says otherwise; a weekday is the nearest before or on
    the day of the statement, unless its verb points ahead. Where ``documents.date_precision`` (day, month, year) says that
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
        are missing), "ambiguous" (03/04/2022: both readings stand in value, its dates are missing), "vague", or "".

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2023-01-05"]), "text": ["On December 29 it fell."]})
    >>> find_timexes(documents)[["surface", "value"]].values.tolist()
    [['December 29', '2022-12-29']]

    References
    ----------
    TIMEX3 values: ISO 24617-1:2012 (ISO-TimeML).
    """
    dated = documents[[column for column in NEEDED if column in documents]].assign(date=pd.to_datetime(documents.date))
    rows = rows_of(partial(_found, vague=vague), dated)
    table = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"document_id": "str", "surface": "str", "type": "str", "value": "str", "flag": "str"}
    )
    days = {name: np.array(table[name].fillna("NaT").astype("str"), dtype="datetime64[s]") for name in ("date_from", "date_to")}
    return table.astype({"start": "int64", "end": "int64"}).assign(**days)


def _found(documents, vague):
    """Return the rows of some statements."""
    rows = []
    precisions = documents["date_precision"] if "date_precision" in documents else ["day"] * len(documents)
    for document_id, issued, precision, text in zip(documents.document_id, documents.date, precisions, documents.text, strict=True):
        folded, origin = fold(text)
        for start, end, found in _find(folded, _base(issued, precision), "vague" if vague else "letters"):
            if found.flag == "vague" and not vague:
                continue
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            rows.append((document_id, start, end, text[start:end], found.type, found.value, found.first, found.last, found.flag))
    return rows


def _base(issued, precision):
    """Return the day to resolve from: that of the statement, or the middle of the period that is known."""
    if pd.isna(issued):
        return None
    return {"month": date(issued.year, issued.month, 15), "year": date(issued.year, 7, 1)}.get(precision, issued.date())


def _find(text, base, forms):
    """Yield (start, end, reading) of the expressions, left to right, none within another."""
    here, free = Here(text, base, {}), 0
    for start in _starts(text):
        if start < free or NOT_BEFORE.search(text[max(start - 2, 0) : start]):
            continue
        if not (got := _read(here, start, forms)):
            continue
        start, end, found = _joined(here, *got, forms)
        free = end
        if found.unit and found.first:
            here.last[found.unit] = found
        yield start, end, _opened(here, start, end, found)


def _starts(text):
    """Yield where an expression can begin: only there are the forms tried."""
    for word in WORD.finditer(text):
        first = word[0].lower()
        if first == "the":
            after = THE.match(text, word.end())
            if after and (after[1][-1].isdigit() or after[1].lower() in AFTER_THE):
                yield word.start()
        elif first in FIRST or first[0].isdecimal():
            yield word.start()


def _read(here, start, forms):
    """Read the expression that begins at `start`; None if there is none."""
    part = PART.match(here.text, start)
    got = part and (_simple(here, part.end(), forms) or (_simple(here, part.end(), "the unit") if part["of"] else None))
    if got and got[2].type == "DATE" and got[2].first and got[2].unit != "interval":
        _, end, found = got
        name = (part["of"] or part["adjective"] or part["the"]).lower()
        return start, end, found if found.unit == "day" else found._replace(value=f"{found.value} {PARTS.get(name, 'END')}")
    return _simple(here, start, forms)


@cache
def _kind(name):
    """Return the forms of a kind, and one pattern for all of them: most places have none, and it says so at once."""
    forms = {"figures": FIGURES, "letters": LETTERS, "vague": LETTERS + VAGUE, "the unit": THE_UNIT}[name]
    patterns = [re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern, _ in forms]  # a name can stand but once in a pattern
    return re.compile("|".join(re.sub(r"\\[1-9]", r"\\S", pattern) for pattern in patterns), re.IGNORECASE), forms


def _simple(here, start, forms):
    any_of_them, forms = _kind("figures" if here.text[start : start + 1].isdigit() else forms)
    if not any_of_them.match(here.text, start):
        return None
    for pattern, make in forms:
        if match := pattern.match(here.text, start):
            try:
                found = make(match, here)
            except (ValueError, OverflowError, AttributeError, TypeError) as error:  # beyond the calendar, or
                if here.base and isinstance(error, (AttributeError, TypeError)):  # the statement has no date
                    raise
                found = None
            if found:
                return start, match.end(), found
    return None


def _joined(here, start, end, found, forms):
    """Join *from Monday to Friday*, *24 February 2022 – 3 March 2023*, *between May and July* to an interval."""
    link = CONNECT.match(here.text, end)
    if not (link and found.type == "DATE" and found.first and found.unit != "interval"):
        return start, end, found
    if (link["word"] or "").lower() == "and" and not re.search(
        r"\bbetween\s+(?:the\s+)?$", here.text[max(start - 20, 0) : start], re.IGNORECASE
    ):
        return start, end, found
    other = _read(here, link.end(), forms)
    if not other or here.text.startswith("'s", other[1]) or other[2].type != "DATE" or not other[2].first or other[2].unit == "interval":
        return start, end, found
    second = other[2]
    first = found.loose(second.last, "before") if found.loose and not second.loose else found
    if second.loose and second.last < first.first:
        second = second.loose(first.last, "after")
    if not first.first or not second.first or first.first > second.last:
        return start, end, found
    return start, other[1], between_of(first, second)


def _opened(here, start, end, found):
    """Leave open the side that *since*, *from*, *until* and *by* leave open."""
    if found.type != "DATE" or not found.first or found.unit == "interval" or "|" in found.value:
        return found
    told = here.text[max(start - 40, 0) : start]
    if ENDED.search(told) and found.loose and found.first > here.base:
        return found.loose(here.base, "before")
    if UNTIL.search(told):
        found = found.loose(here.base, "after") if found.loose and found.last < here.base else found
        value = found.last.isoformat() if found.value.endswith(" END") else found.value
        return found._replace(value=f"../{value}", first=None)
    since = SINCE.search(told)
    if since and (since["since"] or _from_here(since, here, end)):
        if found.loose and (since["since"] or "").lower().endswith("since") and found.first > here.base:
            found = found.loose(here.base, "before")
        return found._replace(value=f"{found.value}/..", last=None)
    return found


def _from_here(since, here, end):
    """Tell *from 1 July, the ban applies* from *a letter from 1 July*."""
    onwards = re.match(r"\s+(?:on|onwards?)\b(?!\s+the)", here.text[end : end + 14])
    return bool(onwards) or (since["source"] or "").lower() in BEGINNING
