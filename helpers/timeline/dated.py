"""Timelines: dated events, and counts per period."""

import warnings

import numpy as np
import pandas as pd

from helpers.frames.checks import TableError, positions, read_as, with_columns
from helpers.frames.columns import as_dates
from helpers.frames.doors import require_documents, require_spans
from helpers.groups import PERIODS, names_of, not_named_as, periods_of, stated
from helpers.intervals import AGAIN, at_most, poisson_interval, share_interval, student
from helpers.labels import statement_name
from helpers.spans import sentences
from helpers.timeline.changes_of_rate import bursts, change_points  # noqa: F401 (passed on, so that all of timelines is found here)
from helpers.timeline.shuffled import NOTE, note_of
from helpers.timeline.within import pairs_within

DATED = ("start", "end", "date_from", "date_to")
EVENTS = ["date_from", "date_to", "kind", "label", "document_id", "start", "end", "vague"]


def events(documents, *, timexes=None, reported=None):
    """Put what is dated in statements on one timeline.

    Parameters
    ----------
    documents : DataFrame
        Statements: each is an event of the kind "issued". What the other tables hold of other statements is left out.
    timexes : DataFrame, optional
        From `timexes.find_timexes`: each that is dated is an event of the kind "refers to".
    reported : DataFrame, optional
        From `reported_dates`: each is an event of the kind "reported", on its own date.

    Returns
    -------
    DataFrame
        One row per event, by date: date_from, date_to (its first and last day; one of them missing where it is open: *since 1789* begins
        on 1789-01-01, the first day of the year that is named, as *until 1789* ends on its last; `between` finds it by that day alone),
        kind, label (the statement's name, the speaker and cue, or the words of the date), document_id, start, end (the span in the
        statement's text; 0, 0 for the statement itself), vague (the text says early, late, about, or leaves the date ambiguous).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "title": ["On the votes"]})
    >>> events(documents)[["kind", "label"]].values.tolist()
    [['issued', 'On the votes']]
    """
    documents = require_documents(documents, "date")
    if timexes is not None:
        timexes = require_spans(timexes, *DATED, "surface", "value", "flag", documents=documents, name="timexes")
    if reported is not None:
        reported = require_spans(reported, *DATED, "speaker", "cue", documents=documents, name="reported")
    own = documents.document_id
    timexes, reported = (t if t is None else t[positions(t.document_id, own) >= 0] for t in (timexes, reported))
    issued = pd.DataFrame({"date_from": documents.date, "date_to": _last_day(documents), "kind": "issued"})
    issued["label"] = statement_name(documents)
    tables = [issued.assign(document_id=documents.document_id, start=0, end=0, vague=False)]
    if reported is not None:
        said = reported.speaker.fillna("(not named)") + ": " + reported.cue
        tables.append(reported.assign(kind="reported", label=said, vague=False))
    if timexes is not None:
        dated = timexes[timexes.date_from.notna() | timexes.date_to.notna()]
        vague = dated.value.str.contains("START|END|MID", na=False) | dated.flag.isin(["vague", "ambiguous"])
        tables.append(dated.assign(kind="refers to", label=dated.surface, vague=vague))
    table = pd.concat([table[EVENTS] for table in tables])
    order = table.date_from.fillna(table.date_to)
    return table.assign(order=order).sort_values(["order", "document_id", "start"], ignore_index=True).drop(columns="order")


def between(events, since, until):
    """Return the events that touch a stretch of time, from the day `since` to the day `until`, both with all of their hours.

    Of a month or a year, such as "2022-10", the first day is meant by `since` and the last by `until`.

    Examples
    --------
    >>> days = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> between(pd.DataFrame({"date_from": days, "date_to": days, "label": ["a", "b"]}), "2022-10-01", "2022-10-31").label.tolist()
    ['b']
    """
    events = with_columns(events, ["date_from", "date_to"], "events", "timeline.events(documents) makes such a table")
    events = events.assign(**{name: read_as(as_dates, events[name], "events")[0] for name in ("date_from", "date_to")})
    since, until = (_period(day, name) for day, name in ((since, "since"), (until, "until")))
    begins, ends = events.date_from.fillna(events.date_to), events.date_to.fillna(events.date_from)
    return events[(begins <= until.end_time) & (ends >= since.start_time)].reset_index(drop=True)


def _period(day, name):
    """Return the day, the month or the year that is written."""
    if isinstance(day, pd.Period):
        return day
    days, precision = read_as(as_dates, pd.Series([day], name=name), "between")
    if days.isna().any():
        raise TableError(f"between: {name}={day!r} is no day. Remedy: write it as 2022-09-23, 2022-09 or 2022")
    return pd.Period(days[0], PERIODS["day" if precision is None else precision[0]])


def reported_dates(reported, timexes, documents):
    """Date reported statements: by a day that the sentence gives outside the content, else by the day of the document.

    Parameters
    ----------
    reported : DataFrame
        From `reported.reported_statements`.
    timexes : DataFrame
        From `timexes.find_timexes`.
    documents : DataFrame
        The statements both come from.

    Returns
    -------
    DataFrame
        The rows of `reported` with date_from and date_to (equal: a day) and own_date (whether the sentence gave it). Of
        several days, the one nearest to the cue counts. Where only the month or year of the document is known, date_from and
        date_to are its first and last day.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-23"]), "text": ["On 22 May they said no."]})
    >>> reported = pd.DataFrame({"document_id": ["a"], "start": [20], "end": [22], "cue_start": [15], "cue_end": [19]})
    >>> timexes = pd.DataFrame({"document_id": ["a"], "start": [3], "end": [9], "date_from": pd.to_datetime(["2022-05-22"])})
    >>> reported_dates(reported, timexes.assign(date_to=timexes.date_from), documents).date_from.dt.day.tolist()
    [22]
    """
    documents = require_documents(documents, "date", "text")
    reported = require_spans(reported, "start", "end", "cue_start", "cue_end", documents=documents, name="reported")
    timexes = require_spans(timexes, *DATED, documents=documents, name="timexes")
    table = reported.reset_index(drop=True)
    days = timexes[(timexes.date_from == timexes.date_to) & timexes.date_from.notna()]
    bounds = sentences(documents[documents.document_id.isin(reported.document_id)])
    cues = table[["document_id"]].assign(start=table.cue_start, end=table.cue_start + 1)
    sentence, cue = pairs_within(bounds, cues)
    day_of, day = pairs_within(bounds.iloc[sentence], days)
    near = table[["start", "end", "cue_start", "cue_end"]].iloc[cue[day_of]].assign(row=cue[day_of])
    near = near.assign(**{f"{name}_day": days[name].to_numpy()[day] for name in ("start", "end")}, date_from=days.date_from.array[day])
    near = near[(near.end_day <= near.start) | (near.start_day >= near.end)]
    near["far"] = np.maximum(near.cue_start - near.end_day, near.start_day - near.cue_end)
    own = near.sort_values(["row", "far"]).drop_duplicates("row").set_index("row").date_from.reindex(table.index)
    issued = pd.DataFrame({"first": documents.date, "last": _last_day(documents)}).set_index(documents.document_id)
    issued = issued.reindex(table.document_id).set_axis(table.index)
    first, last = (own.fillna(issued[end]) for end in issued)
    return table.assign(date_from=first, date_to=last, own_date=own.notna())


def _last_day(documents):
    """Return the date of each statement, or the last day of the month or year that is all that is known of it."""
    last = documents.date.copy()
    for precision, period in (("month", "M"), ("year", "Y")):
        if "date_precision" in documents and (vague := documents.date_precision == precision).any():
            last[vague] = documents.date[vague].dt.to_period(period).dt.end_time.dt.normalize()
    return last


def count_by_period(table, documents, *, period="month", by=None, within=None):
    """Count the rows of a table by the period in which their statement was issued.

    Parameters
    ----------
    table : DataFrame
        Any table with document_id: documents, mentions, tokens of one type, reported statements …
    documents : DataFrame
        All the statements that were searched: the exposure. Periods run from the first to the last of them, without gaps.
    period : str
        year, quarter, month, week or day.
    by : str or list of str, optional
        Columns of `table`, counted apart.
    within : str, optional
        A column of `documents`, such as issuer: `bursts` and `change_points` then ask whether a period stands out from what
        chance would make of the statements of each issuer, so that who speaks when is no news.

    Returns
    -------
    DataFrame
        One row per period (and group): period, the columns of `by`, n (rows), documents (statements issued in the
        period), per_document, low, high. Low and high bound a 95 % interval of per_document: where no statement has two rows, that
        of a share, `intervals.share_interval`; else Byar's for a Poisson count, widened where statements differ more than Poisson's
        law allows, with Student's t, and where there was none by the statements that might have it, as in
        `frequency.term_frequency`. One statement has no interval, nor has what stands in
        no period. A period without a statement has no rate: NaN, not 0. (Coverage as there: .93 or more for every kind of term.)

    Raises
    ------
    ValueError
        If `period` is unknown, or `by` has the name of another column of the result.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-09-22", "2022-11-02"])})
    >>> count_by_period(documents.head(1), documents)[["n", "documents", "per_document"]].values.tolist()
    [[1.0, 1.0, 1.0], [0.0, 0.0, nan], [0.0, 1.0, 0.0]]
    """
    if period not in PERIODS:
        raise ValueError(f"period={period!r} is unknown; write one of {', '.join(PERIODS)}")
    names = [] if by is None or (not isinstance(by, str) and not len(by)) else names_of(by)
    not_named_as(names, ["period", "n", "documents", "per_document", "low", "high", "document_id", "squares"])
    documents = require_documents(documents, "date", *([within] if within else []))
    given, table = len(table), require_spans(table, *names, documents=documents, name="table")
    at = positions(table.document_id, documents.document_id)
    if lost := given - int((at >= 0).sum()):
        warnings.warn(
            f"{lost:,} of {given:,} rows of table are of statements that documents do not have, and are not counted", stacklevel=2
        )
    issued = periods_of(documents, period)
    known = issued.dropna()
    periods = pd.period_range(known.min(), known.max(), name="period") if len(known) else pd.PeriodIndex(known, name="period")
    exposure = issued.value_counts().reindex(periods, fill_value=0)
    rows = pd.DataFrame({"document_id": at, **{name: stated(table[name]).array for name in names}})[at >= 0]  # by number, which sort fast
    per_document = rows.groupby(["document_id", *names], observed=True).size().rename("n").reset_index()
    per_document["period"] = issued.array.take(per_document.document_id.to_numpy())
    per_document["squares"] = per_document.n**2
    kind = stated(documents[within]) if within else pd.Series("", documents.index)
    of_kinds = pd.DataFrame({"within": kind, "period": issued}).dropna(subset=["period"]).value_counts()
    note = note_of(per_document.assign(within=kind.array.take(per_document.document_id.to_numpy())), names, of_kinds)
    sums = per_document.groupby([*names, "period"], observed=True)[["n", "squares"]].sum()
    groups = sums.index.droplevel("period").unique() if names else [()]
    grid = [(*(group if isinstance(group, tuple) else (group,)), p) for group in groups for p in periods]
    index = pd.MultiIndex.from_tuples(grid, names=[*names, "period"]) if names and grid else sums.index if names else periods
    sums = sums.reindex(index, fill_value=0).reset_index()
    documents_in = sums.period.map(exposure).to_numpy()
    counts = sums[["period", *names, "n"]].assign(documents=documents_in)
    counts = rates_by_period(counts, sums.squares.to_numpy(), names)
    counts.attrs[NOTE] = note
    return counts


def rates_by_period(counts, squares, names):
    """Add rates per statement and their intervals to counts by period and group, given the squares of the statements' counts, summed."""
    n, size = (counts[column].to_numpy(dtype=float) for column in ("n", "documents"))
    with np.errstate(divide="ignore", invalid="ignore"):
        if (squares == n).all():  # no statement has two: a share of statements
            low, high = share_interval(np.minimum(n, size), size)
            return counts.assign(per_document=n / size, low=low, high=high)
        mean = n / size
        variance = np.where(size > 1, (squares - n * mean) / (size - 1), np.nan)
        wider = np.fmax(np.where(n > 0, variance / mean, 1.0), 1.0)  # the index of dispersion; 1 for Poisson's law
        low, high = poisson_interval(n / wider, z=student(size, n**2 / squares))
        groups = [counts[name] for name in names] or np.zeros(len(counts))
        again, mentions = (pd.Series(x).groupby(groups, observed=True).transform("sum") for x in (squares, n))
        none = at_most(size, np.maximum(again / mentions, AGAIN))  # nothing is known where there is none in any period
        low, high = np.where(size > 1, low * wider / size, np.nan), np.where(n > 0, high * wider / size, none)
        return counts.assign(per_document=mean, low=low, high=high)
