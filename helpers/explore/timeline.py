"""The timeline panel: what was issued, what is reported, and which dates are spoken of."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from helpers import plots
from helpers import timeline as dated
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import ALL, choice_of, chosen, dated_statements, filters, kept, menu
from helpers.labels import bounds_text, known_to_the_day
from helpers.partial_dates import iso_text
from helpers.plots.base import counted
from helpers.timexes import find_timexes

SURE = ("all lanes, without rows in doubt", "sure")
STRETCHES = 40
KINDS = [("all lanes", ALL), ("statements issued", "issued"), ("reported statements", "reported"), ("dates spoken of", "refers to")]


def timeline(documents, *, timexes=None, reported=None, **choices):
    """Open the timeline panel: events in lanes, zoomed by dates; choose one to read it.

    Without the panel: `timeline.events` gives the table.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    timexes : DataFrame, optional
        From `timexes.find_timexes`, to save making it again.
    reported : DataFrame, optional
        From `timeline.reported_dates`; without it there is no lane of reported statements.
    **choices
        The controls' first values, by the names in `controls`: period, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `timeline.events`, between the dates chosen.

    Examples
    --------
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No votes.", "On 23 September they voted."]})
    >>> timeline(documents).table[["kind", "label"]].values.tolist()
    [['issued', 'a'], ['refers to', '23 September'], ['issued', 'b']]
    """
    documents = dated_statements(documents)
    days = find_timexes(documents) if timexes is None else timexes
    controls = filters(documents)
    told = {name: table for name, table in (("timexes", days), ("reported", reported)) if table is not None}
    doubted = all("sure" in table for table in told.values())
    controls["lanes"] = menu("Show", [*(pair for pair in KINDS if pair[1] != "reported" or reported is not None), *[SURE] * doubted])

    return Panel(documents, controls, _Timeline(documents, told).ask, name="timeline", choices=choices)


class _Timeline:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, told):
        self.documents, self.told, self.every = documents, told, kept(self._every)
        self.sources = Sources(documents)
        self.sources.timexes = told["timexes"]

    def _every(self, sure, choice):
        rows = {name: table[table.sure] if sure else table for name, table in self.told.items()}
        return dated.events(chosen(self.documents, **dict(choice))[0], **rows)

    def claim(self, choice, row):
        """Return the statements of a stretch, or the mentions of a day that is spoken of, as the line of a claim."""
        of = choice_of(self.documents, **choice)
        if row is not None and row.kind == "issued" and "n" in row:
            days = {"since": f"{row['from']:%Y-%m-%d}", "until": f"{row['to']:%Y-%m-%d}"}
            return claim(self.documents, "words", sources=self.sources, **of | days)
        if row is None or row.kind != "refers to" or "n" in row:
            raise ValueError("Choose a stretch of what was issued, or the row of a date that is spoken of, first: the claim is of that.")
        days = self.told["timexes"]
        (value,) = days[(days.document_id == row.document_id) & (days.start == row.start)].value
        return claim(self.documents, "mentions of date", value, sources=self.sources, **of)

    def ask(self, *, since, until, lanes, **choice):
        line = chosen(self.documents, **choice)[1]
        every = self.every(lanes == "sure", tuple(choice.items()))
        # Without days to begin with, the time of the statements: texts of years may speak of any century.
        own = every if known_to_the_day(self.documents).all() else every[every.kind == "issued"]
        low, high = (pd.Timestamp(day or edge) for day, edge in ((since, own.date_from.min()), (until, own.date_to.max())))
        first, last = f"{since or _known(own, 0)}", f"{until or _known(own, -1)}"
        asked = every if lanes in (ALL, "sure") else every[every.kind == lanes]
        table = dated.between(asked, low, high)
        if table.empty:
            raise NothingToShow(f"Nothing is dated from {iso_text(low)} to {iso_text(high)} in this choice.", table)

        def draw(figure):
            ax = plots.event_lanes(table, ax=figure.subplots())
            edge = max(pd.Timedelta("3D"), (high - low) / 100)  # so that no mark is cut
            ax.set_xlim(low - edge, high + edge)
            ax.described = [{**part, **_stretches(part["table"], low, high)} for part in ax.described]

        def spans(row):
            if "n" not in row:
                return table[(table.document_id == row.document_id) & (table.start == row.start) & (table.kind == row.kind)]
            return table[(table.kind == row.kind) & _begin(table, low).between(row["from"], row["to"])]

        def narrowed(row):
            return spans(row) if "n" in row else None

        names = {"timexes": "dates", "reported": "reported"}
        tables = ", ".join(f"{name}={names[name]}" + f"[{names[name]}.sure]" * (lanes == "sure") for name in self.told)
        lane = "" if lanes in (ALL, "sure") else f'.query("kind == {lanes!r}")'
        code = f'{line}\ntimeline.between(timeline.events(chosen, {tables}){lane}, "{first}", "{last}")'
        more = {"claims": partial(self.claim, choice)} if lanes != "sure" else {}
        outside = f", {len(asked) - len(table):,} more before or after" if len(asked) > len(table) else ""
        note = f"{counted(len(table), 'event')} from {first} to {last}{outside}; choose a stretch of a lane, or a row, to read."
        return Answer(table, draw, spans, code, note, height=1.4 + 1.1 * table.kind.nunique(), narrowed=narrowed, **more)


def _known(table, place):
    """Return the earliest day (place 0) or the latest (-1) of events, as far as it is known."""
    sides = bounds_text(table.date_from, table.date_to)
    days = (table.date_from, table.date_to)[place].dropna().sort_values(kind="stable")
    return sides[place][days.index[place]]


def _begin(table, low):
    """Return the day at which each event stands in its lane; what began before the stretch of time stands at its beginning."""
    return table.date_from.fillna(table.date_to).clip(lower=low)


def _edges(low, high, longest):
    """Return the ends of some forty stretches: of whole years or months where they are as long, or a statement is known no closer."""
    days = max((high - low).days / STRETCHES, 0 if pd.isna(longest) else longest.days)
    if days < 27:
        return pd.date_range(low, high, periods=STRETCHES + 1).floor("D").unique()
    step = f"{round(days / 365.25)}YS" if days > 300 else f"{max(round(days / 30.4), 1)}MS"
    inner = pd.date_range(low, high, freq=step)
    return pd.DatetimeIndex([low, *inner, high]).unique()


def _stretches(table, low, high):
    """Return stretches of the lanes, to be chosen in place of single events, which are too many and too near to one another."""
    own = table[table.kind != "refers to"]
    edges = _edges(low, high + pd.Timedelta("1D"), (own.date_to - own.date_from).max())
    lanes = {kind: lane for lane, kind in enumerate(dict.fromkeys(table.kind))}
    bins = pd.cut(_begin(table, low), edges, right=False, labels=False)
    rows = table.groupby(["kind", bins.rename("bin")]).size().rename("n").reset_index().astype({"bin": int})
    rows["from"], rows["to"] = edges[rows["bin"]], edges[rows["bin"] + 1] - pd.Timedelta("1D")
    lane = rows.kind.map(lanes).to_numpy(dtype=float)
    sides = [date2num(edges[rows["bin"]]), lane - 0.12, date2num(edges[rows["bin"] + 1]), lane + 0.85]
    return {"table": rows[["kind", "from", "to", "n"]], "boxes": np.column_stack(sides)}
