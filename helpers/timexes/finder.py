"""Temporal expressions: the dates, spans of time and repetitions that statements speak of."""

import re
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from helpers.bulk.progress import rows_of
from helpers.frames.doors import require_documents
from helpers.languages import languages_of, with_warning
from helpers.spans import normalize
from helpers.timexes.cited import cited_day
from helpers.timexes.cyrillic import LANGUAGES as CYRILLIC
from helpers.timexes.cyrillic import find_dates
from helpers.timexes.days import NAMED_DAYS, Here
from helpers.timexes.eras import days_of
from helpers.timexes.joined import compound, interval, opened
from helpers.timexes.reading import read, ways
from helpers.timexes.times_of_day import timed
from helpers.timexes.values import period
from helpers.timexes.with_weekday import BEFORE, DAYS, weekday_before

NEEDED = ["document_id", "date", "date_precision", "text"]
UNASKED = ("vague", "cited")  # flags of what is only found where it is asked for
COLUMNS = ["document_id", "start", "end", "surface", "type", "value", "date_from", "date_to", "flag", "rule"]
# Forms of which 95 in 100 were right, where they were seen at least five times, and the rest of the forms of days and months.
SURE = NAMED_DAYS | {"iso_month", "listed_day", "quarter_in_words", "every_unit", "side_season", "year_in_words"}
EPOCH, NAT = date(1970, 1, 1).toordinal(), np.datetime64("NaT").astype("int64").item()
NOT_BEFORE = re.compile(r"[/$€£#_]$|\d[.,:-]$|\w-$")  # the end of a number, a code or a hyphenated word


def find_timexes(documents, *, vague=False, cited=False, times=False):
    """Find the temporal expressions in statements, and resolve them against the date of the statement.

    A day or month without a year is that of the list it stands in, or else the nearest one, unless *next* or *last* says
    otherwise. There what lies ahead counts twice as far; eight times where a verb tells of what was; where a verb points ahead, what
    lies back counts four times. A weekday is the nearest before or on the day of the statement, unless its verb points ahead; a date
    without a year that a weekday stands beside is one of that weekday. *A day earlier*, *the following year* and *that month* are read
    from the time last named in the text, and found only where there is one. Where ``documents.date_precision`` (day, month, year) says
    that less than the day is known, *today*, *last week* and *on Monday* are that month or year, and dates without a year are resolved
    from the middle of it.

    Statements in Ukrainian and Russian (by the column language, else by their letters) are read by forms of their own, whose rules begin
    with *cyrillic_*: days, months, years, their ranges and parts, weekdays, seasons, quarters, *минулого тижня*, *два года назад*,
    durations; times of day, holidays and vague words are not. Of statements in other languages a warning tells.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    vague : bool
        Also find what names no time that could be placed: *now* (PRESENT_REF), *recently* (PAST_REF), *soon* (FUTURE_REF),
        *a few weeks* (PXW), ages as in *a two-year-old truce* (P2Y), *daily* and *annually* (P1D, P1Y); their flag is "vague".
    cited : bool
        Also find the years of what is cited, as in (Smith, 1996), Resolution 1325 (2000) and No. 2022/14, and the dates of sources
        that are given with a page; their flag is "cited". Numbers of pages are never found.
    times : bool
        Also read times of day, of the day they stand beside or else of the day last named: ``2022-09-22TEV`` for Thursday evening (MO,
        AF and NI for morning, afternoon and night), ``2022-09-22T19:15``; their type is TIME. Their span holds the time of day.

    Returns
    -------
    DataFrame
        One row per temporal expression, in text order: document_id, start, end, surface, type (DATE, DURATION, SET, TIME), value
        (``2022-09-22``, ``2022-09``, ``2022-W38``, ``2022-Q3``, ``2022-SP``, ``199`` for the 1990s, ``2023 START``,
        ``2022-09-23/2022-09-27``, ``2022-02-24/..``, ``P212D``), date_from, date_to (the first and the last day it covers, datetime64; of
        years before the first, as in ``BC0044``, by the calendar counted back, where 44 BC is -0043; NaT on the side that is open, so
        that *since 1789* is from 1789-01-01, the first day of what it names, and for durations), flag: "impossible" (no calendar has that
        day; its value and dates are missing), "ambiguous" (03/04/2022, unless one of both is the statement's own date: both readings
        stand in value, its dates are missing), "vague", "cited", or "", rule (why it was found: the form, a row of the tables FIGURES,
        WORDS … in ``helpers/timexes``, or the step that had the last say: *listed_day*, *part_of* for early 2022, *part_in_order* for the
        first Monday of October, *beside_date* for the week of 5 May, *compound* for a year and six months, *interval* for from May to
        July, *opened* for since 2014; each is a name in that folder to be searched for), sure (whether the form is one of those that are
        nearly always right: days and months by their names or figures, quarters, years in words, *every week*, *last summer*. By the
        values marked in 120 texts of news, 134 of 138 such rows were right, and 73 of 73 in the sample of the corpus; of all rows there,
        660 of 788 and 102 of 104).

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
    codes = languages_of(documents)
    given = documents[[column for column in NEEDED if column in documents]].assign(language=codes)
    rows = rows_of(partial(_found, options=options), given)
    kinds = {"document_id": documents["document_id"].dtype} | dict.fromkeys(["surface", "type", "value", "flag", "rule"], "str")
    table = pd.DataFrame(rows, columns=COLUMNS).astype(kinds)
    days = {name: _days([row[COLUMNS.index(name)] for row in rows]) for name in ("date_from", "date_to")}
    table = table.astype({"start": "int64", "end": "int64"}).assign(**days, sure=table.rule.isin(SURE) & (table.flag == ""))
    return with_warning(table, codes, "dates")


def _found(documents, options):
    """Return the rows of some statements."""
    rows = []
    precisions = documents["date_precision"] if "date_precision" in documents else ["day"] * len(documents)
    forms = "vague" if "vague" in options else "letters"
    texts = documents.text.tolist()
    normal = [normalize(text) for text in texts]
    starts = ways(forms)[0].of([folded for folded, _ in normal])
    columns = (documents.document_id.tolist(), documents.date.tolist(), precisions, documents.language, texts, normal, starts)
    for document_id, issued, precision, language, text, (folded, origin), places in zip(*columns, strict=True):
        if not places and language not in CYRILLIC:
            continue
        here = Here(folded, _base(issued, precision), {}, precision if precision in ("month", "year") else "day", options)
        for start, end, found in find_dates(here, language) if language in CYRILLIC else _find(here, places, forms):
            if found.flag in UNASKED and found.flag not in options:
                continue
            start, end = (start, end) if origin is None else (origin[start], origin[end])
            first, last = days_of(found.value) if found.unit == "era" else (found.first, found.last)
            about = (found.type, found.value, first, last, found.flag, found.rule)
            rows.append((document_id, start, end, text[start:end], *about))
    return rows


def _days(days):
    """Return dates as an array; None is NaT."""
    numbers = [NAT if day is None else day.toordinal() - EPOCH if isinstance(day, date) else int(day.astype("int64")) for day in days]
    return np.array(numbers, dtype="int64").view("datetime64[D]").astype("datetime64[s]")


def _base(issued, precision):
    """Return the day to resolve from: that of the statement, or the middle of the period that is known."""
    if issued is pd.NaT or not 1 <= issued.year <= 9999:  # days before the year 1 are not reckoned with
        return None
    if precision == "year":
        return date(issued.year, 7, 1)
    return date(issued.year, issued.month, 15) if precision == "month" else issued.date()


def _find(here, places, forms):
    """Yield (start, end, reading) of the expressions that begin at some places, left to right, none within another."""
    text, free = here.text, 0
    for start in places:
        told = text[max(start - 2, 0) : start]
        if start < free or (told[-1:] != " " and NOT_BEFORE.search(told) and not BEFORE.search(text[max(start - 14, 0) : start])):
            continue
        if not (got := read(here, start, forms)):
            continue
        joined = compound if got[2].type == "DURATION" else interval
        start, end, found = joined(here, weekday_before(here, got), forms)
        if found.unit == "day" and found.rule in DAYS and not found.flag and cited_day(here, start, end):
            found = found._replace(flag="cited")
        if found.unit and found.first and found.flag != "cited":
            here.last[found.unit] = here.last["any"] = found
            here.last[found.unit, "end"] = here.last["any", "end"] = end
            if found.unit == "interval" and len(found.value) == 21:  # of days: the last of them is the day last named
                here.last["day"], here.last["day", "end"] = period("day", found.last), end
            if found.unit == "quarter":
                past = here.base or date.min  # a statement without a date has no past
                here.last["latest"] = max(found, here.last.get("latest", found), key=lambda quarter: (quarter.last < past, quarter.first))
        day = found
        if "time" in here.options:
            start, end, found = timed(here, start, end, found)
        start, free = max(start, free), end
        timely = found is not day
        found = opened(here, start, end, found)
        yield start, end, found._replace(type="TIME") if timely else found
