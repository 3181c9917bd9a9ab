"""The tasks of the lesson on reading a chart; `words` says what a task is."""

from helpers.frequency import THIN
from helpers.lessons.judges import best, members, not_here, number
from helpers.lessons.subjects import mentions_of, period_of, sources_of, subjects, yearly


def _periods(documents):
    """Return statements and mentions of the place, by period."""
    about = subjects(documents)
    issued = period_of(documents, about["period"])
    here = mentions_of(documents)
    hits = here[here.name == about["charted"]].document_id.astype("str").map(issued)
    sizes = issued.value_counts()
    return sizes, hits.value_counts().reindex(sizes.index).fillna(0)


def peak(documents):
    """the period with the highest rate, of those with five statements or more"""
    sizes, hits = _periods(documents)
    large = sizes.index[sizes >= THIN]
    if len(large) < 2 or hits.sum() == 0:
        return not_here("fewer than two periods have five statements, or the place is not named")
    rates = hits / sizes
    return best(
        rates[large],
        what=subjects(documents)["period"],
        mistakes=[
            (
                sizes.index[sizes < THIN],
                "This period has fewer than five statements, so that a single one moves its rate: leave it out.",
            ),
            (hits.index[hits == hits.max()], "It has the most mentions, and many statements: divide by the statements (per_document)."),
            (sizes.index[sizes == sizes.max()], "It has the most statements: that is the coverage, not the rate."),
        ],
    )


def thin(documents):
    """the periods with one to four statements"""
    sizes, _ = _periods(documents)
    order = period_range(documents)
    few = sizes.index[sizes < THIN]
    empty = [name for name in order if name not in sizes.index]
    return members(
        few,
        mistakes=[
            ([*few, *empty], "The empty periods are in: they have no rate at all, and are not thin but missing."),
            (sizes.index[sizes <= THIN], "A period with five statements is in: thin is fewer than five."),
            (sizes.index[sizes >= THIN], "These are the periods that are not thin: the sign points the other way."),
            (empty or ["-"], "These are the empty periods; the task asks for those with one to four statements."),
            (order, "These are all periods."),
        ],
    )


def period_range(documents):
    """Return the names of all periods from the first statement to the last, empty ones too."""
    letter = {"month": "M", "quarter": "Q", "year": "Y"}[subjects(documents)["period"]]
    dates = documents.date.dt.to_period(letter)
    first, last = dates.min(), dates.max()
    return [str(first + step) for step in range((last - first).n + 1)]


def overlapping(documents):
    """the years whose interval overlaps that of the year with the highest rate"""
    term = subjects(documents)["term"]
    if term is None:
        return not_here("it has no content word")
    table = yearly(documents, term)
    table = table[~table.thin & table.low.notna()]
    if len(table) < 2:
        return not_here("fewer than two years have five statements")
    top = table.loc[table.per_10k.idxmax()]
    others = table.drop(index=top.name)
    overlaps = (others.high >= top.low) & (others.low <= top.high)
    inside = others.index[(others.per_10k >= top.low) & (others.per_10k <= top.high)]
    return members(
        others.index[overlaps],
        mistakes=[
            ([top.name, *others.index[overlaps]], "The year with the highest rate is in itself: leave it out."),
            (others.index[~overlaps], "These are the years whose interval does not overlap: the sign points the other way."),
            (inside, "You compared the rates with the interval; the task asks whether two intervals overlap (low and high of both)."),
            ([top.name], "This is the year with the highest rate; the task asks for the others."),
            (table.index, "These are all years."),
        ],
    )


def selection(documents):
    """the share of statements that come from the three largest sources"""
    sizes = sources_of(documents).drop("(not stated)", errors="ignore").value_counts().drop("(not stated)", errors="ignore")
    if len(sizes) < 4:
        return not_here("it has fewer than four sources")
    three = int(sizes.head(3).sum())
    return number(
        three / len(documents),
        within=0.006,
        mistakes=[
            (three, "This is a count; the task asks for a share, from 0 to 1."),
            (100 * three / len(documents), "This is per cent; the task asks for a share, from 0 to 1."),
            (sizes.iloc[0] / len(documents), "This is the largest source alone; the task asks for the three largest together."),
            (3 / len(sizes), "This is a share of sources; the task asks for a share of statements."),
            (sizes.iloc[-3:].sum() / len(documents), "These are the three smallest: the rows are sorted the other way."),
            (1 - three / len(documents), "This is the share of all the others."),
        ],
    )


TASKS = [peak, thin, overlapping, selection]
