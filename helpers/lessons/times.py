"""The tasks of the lesson on statement timelines; `words` says what a task is."""

import pandas as pd

from helpers.lessons.evidence import finding_about
from helpers.lessons.judges import best, not_here, number, numbers, when
from helpers.lessons.subjects import known_to_the_day, period_of, reported_of, subjects, timexes_of


def busiest(documents):
    """the period with most statements"""
    name = subjects(documents)["period"]
    issued = period_of(documents, name).value_counts()
    years = {str(year) for year in documents.date.dt.year}
    wrong = [(years - set(issued.index), f"This is a year; the task asks for a {name}.")]
    wrong.append(([issued.max()], "This is the number of statements in it; the task asks for the period's name."))
    months = set(documents.date.dt.to_period("M").astype("str")) - set(issued.index)
    return best(issued, what=name, mistakes=[*wrong, (months, f"This is a month; the task asks for a {name}.")])


def each_year(documents):
    """the number of statements in each year"""
    years = documents.date.dt.year.astype("str").value_counts().sort_index()
    months = documents.date.dt.to_period("M").astype("str").value_counts()
    name = subjects(documents)["period"]
    spare = [(period_of(documents, name).value_counts(), f"These are counts by {name}: write period='year'.")] if name != "year" else []
    return numbers(
        years,
        mistakes=[
            *spare,
            (months, "These are counts by month: write period='year'."),
            (years.cumsum(), "These are running totals; the task asks for each year by itself."),
            (pd.Series(1.0, years.index), "This is per_document, the rate of statements per statement; the task asks for n."),
        ],
    )


def _days(documents):
    """Return the days that statements speak of, once a statement, with `issued`."""
    found = timexes_of(documents)
    days = found[found.date_from.notna() & (found.date_from == found.date_to)]
    days = days.assign(issued=days.document_id.map(documents.set_index("document_id").date))
    return days.drop_duplicates(["document_id", "date_from"])


def spoken_of(documents):
    """the day that most statements speak of, apart from their own date"""
    days = _days(documents)
    other = days[days.date_from != days.issued].date_from.value_counts()
    if other.empty or not known_to_the_day(documents):
        return not_here("its dates are not known to the day, or no other day is spoken of in it")
    own = documents.date.value_counts()
    return when(
        other.index[other == other.max()],
        mistakes=[
            (list(other.index), "This day is spoken of, but not in most statements: count document_id by value."),
            (list(own.index), "This is a statement's own date, not a date spoken of: take days whose date_from is not issued."),
            (
                list(timexes_of(documents).date_from.dropna().unique()),
                "This is where a longer time begins; the task asks for a day.",
            ),
        ],
    )


def earlier(documents):
    """the number of statements that name a day before their own date"""
    days = _days(documents)
    if days.empty or not known_to_the_day(documents):
        return not_here("its dates are not known to the day, or it names no day")
    before, after = days[days.date_from < days.issued], days[days.date_from > days.issued]
    return number(
        before.document_id.nunique(),
        mistakes=[
            (len(before), "These are days named; the task asks for statements. One that names three days counts once."),
            (days[days.date_from <= days.issued].document_id.nunique(), "This counts a statement's own date too: before means <, not <=."),
            (after.document_id.nunique(), "These name a day after their date: the sign points the other way."),
            (days.document_id.nunique(), "This counts all statements that name a day, before their date or not."),
        ],
    )


def silence(documents):
    """the longest time without a statement, in days"""
    if len(documents) < 3 or not known_to_the_day(documents):
        return not_here("its dates are not known to the day")
    days = documents.date.sort_values()
    gaps = days.diff().dt.days.dropna()
    return number(
        int(gaps.max()),
        mistakes=[
            (float(gaps.mean()), "This is the mean time between two statements; the task asks for the longest."),
            (float(gaps.median()), "This is the median time between two statements; the task asks for the longest."),
            (len(gaps), "This is the number of gaps; the task asks how long the longest is."),
            (int((days.max() - days.min()).days), "This is the time from the first statement to the last."),
            (float(gaps.min()), "This is the shortest; the task asks for the longest."),
        ],
    )


def negated(documents):
    """the share of reported statements whose content is negated"""
    said = reported_of(documents)
    if said.empty:
        return not_here("nothing is reported in it")
    n = int(said.negated.sum())
    naming = said.document_id[said.negated].nunique()
    return number(
        n / len(said),
        within=0.003,
        mistakes=[
            (n, "This is a count; the task asks for a share, from 0 to 1."),
            (100 * n / len(said), "This is per cent; the task asks for a share, from 0 to 1."),
            (1 - n / len(said), "This is the share that is not negated."),
            (naming / len(documents), "This is a share of statements of the corpus; the task asks for a share of reported statements."),
            (
                naming / max(said.document_id.nunique(), 1),
                "This is a share of documents; the task asks for a share of reported statements.",
            ),
            (n / len(documents), "Divided by the documents; divide by the reported statements."),
        ],
    )


def resolved(_):
    """the day that December 29 means in a statement of 5 January 2023"""
    issued = pd.Timestamp("2023-01-05")
    nearest = min((pd.Timestamp(year, 12, 29) for year in (2021, 2022, 2023)), key=lambda day: abs(day - issued))
    return when(
        [nearest],
        mistakes=[
            (pd.Timestamp(issued.year, 12, 29), "This takes the year of the statement; a day without a year is the nearest one."),
            (issued, "This is the document's date, not the date spoken of."),
            (pd.Timestamp(issued.year, 12, 1), "This is a month; the task asks for a day."),
            (pd.Timestamp(nearest.year - 1, 12, 29), "One year too early: a day without a year is the nearest one."),
        ],
    )


TASKS = [busiest, each_year, spoken_of, earlier, silence, negated, resolved, finding_about(timexes_of, "date")]
