"""What figures of dates show, in words."""

import numpy as np
import pandas as pd

from helpers.plots.base import NEVER, Words, counted, joined, like, noun_of, short, tied, when

MONTHS, DAYS = 6 * 366, 62  # stretches of time up to which the fullest month, or day, is told, else the fullest year


def lanes_words(drawn, left_out):
    """Say what lanes show: how many events of each kind, from when to when, and when most; and what is not drawn, by reason."""
    head = ("Events in time, a lane for each kind",)
    without = [f"{n:,} {reason}" for reason, n in left_out.items() if n]
    more = [f"Not drawn: {joined(without)}."] if without else []
    if drawn.empty:
        return Words(head, "no event is drawn" if more else NEVER, " ".join(more), "events")
    freq = _fitting(drawn)
    found = [_lane_words(kind, rows, freq) for kind, rows in drawn.groupby("kind", sort=False)]
    still = drawn.date_from.isna() | drawn.date_to.isna()
    counts = {"longer than a day": (drawn.date_from != drawn.date_to) & ~still, "open": still, "vague": drawn.vague}
    notes = [f"{rows.sum():,} {what}" for what, rows in counts.items() if rows.any()]
    more = [f"Of {counted(len(drawn), 'event')} in all, {joined(notes)}.", *more] if notes else more
    return Words(head, "; ".join(text for text, _ in found), " ".join(more), "events", max(n for _, n in found))


def arcs_words(arcs, days, others):
    """Say what arcs show: the days most spoken of, with those that are not drawn, how many look back, and the longest."""
    head = ("Arcs from the day of a statement to a day it speaks of",)
    if arcs.empty:
        return Words(head, "no statement speaks of another day than its own", unit="arcs")
    named = joined([f"{when(day)} ({n:,})" for day, n in days.items()])
    away = (arcs.spoken_of - arcs.issued).dt.days.to_numpy()
    back = int((away < 0).sum())
    finding = f"{counted(len(arcs), 'arc')}, to {named}; {back:,} look back, {len(arcs) - back:,} ahead"
    first, *alike = like(np.abs(away), np.abs(away).max())
    also = f"; {len(alike):,} more as long" * bool(alike)
    more = (
        f"The longest, of {counted(int(abs(away[first])), 'day')}, from {when(arcs.issued[first])} to {when(arcs.spoken_of[first])}{also}."
    )
    if len(others):
        same = int((others == days.iloc[-1]).sum())
        alike = f", {'all' if same == len(others) else f'{same:,} of them'} as often as the last" * bool(same)
        more += f" Not drawn: {counted(len(others), 'other day')} spoken of{alike}."
    return Words(head, finding, more, "arcs", days.max())


def _lane_words(kind, rows, freq):
    """Return what a lane holds, and how many events its fullest period has."""
    text = f"{short(kind)} {len(rows):,}, {_from_to(rows)}"
    begins = rows[rows.date_from.notna() & rows.date_to.notna()]
    periods = begins.date_from.dt.to_period(freq)
    n = periods[periods == begins.date_to.dt.to_period(freq)].value_counts().sort_index()  # what is not known that closely is in none
    if n.empty or n.iloc[0] == len(rows):  # what it would say is said
        return text, len(rows)
    noun = noun_of(n.index)
    if n.max() == 1:
        return f"{text}, no {noun} with two", 1
    return f"{text}, most {'on' if freq == 'D' else 'in'} {tied([when(at) for at in n.index[n == n.max()]], n.max(), noun)}", n.max()


def _fitting(drawn):
    """Return the period in which the fullest is told: as long as fits the time that most events are of."""
    middle = drawn.date_from.fillna(drawn.date_to)
    across = (middle.quantile(0.95) - middle.quantile(0.05)).days
    return "D" if across <= DAYS else "M" if across <= MONTHS else "Y"


def _from_to(rows):
    """Write from when to when events run, each end as closely as it is known: a year is not told as its first day."""
    begins, ends = rows.date_from.fillna(rows.date_to), rows.date_to.fillna(rows.date_from)
    length = ends - begins
    first, last = length[begins == begins.min()].idxmin(), length[ends == ends.max()].idxmin()
    edges = _known(rows.loc[first], begins[first]), _known(rows.loc[last], ends[last])
    return f"{'in' if len(edges[0].split()) < 3 else 'on'} {edges[0]}" if edges[0] == edges[1] else f"from {edges[0]} to {edges[1]}"


def _known(event, edge):
    """Write one end of an event: as a year or month if the event fills whole ones, as far as its ends are known, else as a day."""
    begin, after = event.date_from, event.date_to + pd.Timedelta("1D")
    sides = [side for side in (begin, after) if pd.notna(side)]
    if all(side.day == 1 for side in sides):
        return when(pd.Period(edge, "Y" if all(side.month == 1 for side in sides) else "M"))
    return when(edge)
