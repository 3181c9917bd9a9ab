"""What figures over time show, in words."""

import numpy as np
import pandas as pd

from helpers.plots.base import (
    EXPOSURES,
    NEVER,
    Words,
    counted,
    in_unit,
    joined,
    like,
    noun_of,
    number,
    short,
    span_of,
    tied,
    when,
    within,
)

TOPICS = ["term", "name", "actor", "speaker", "source", "issuer"]


def bars_words(counts, value, unit):
    """Say what bars over time show: the highest, the empty, the sum of counts, and the biggest step."""
    head = ("Bars over time", f" of {short(unit)}", *_topics(counts))
    if counts.empty:
        return Words(head, NEVER, unit=unit)
    counts = every_period(counts, "period")
    at, n, noun = counts.period, counts[value].to_numpy(dtype=float), noun_of(counts.period)
    head = (*head, f" in {span_of(at)}")
    known = n[np.isfinite(n)]
    if not len(known):
        return Words(head, f"no {noun} has a value", unit=unit)
    zero, absent = int((known == 0).sum()), len(n) - len(known)
    parts = [highest(n, at, "most")] if known.any() else ["none in any"]
    parts += [f"none in {counted(zero, noun)}"] * bool(zero and known.any()) + [f"no value for {counted(absent, noun)}"] * bool(absent)
    parts += [f"{number(known.sum())} in all"] * bool((known % 1 == 0).all() and known.any())  # a sum of rates is no number of anything
    steps = np.abs(np.diff(n))
    step = np.nanmax(steps) if np.isfinite(steps).any() else 0
    more = ""
    if step:
        first, *others = like(steps, step)
        more = f"Biggest step: from {number(n[first])} {within(at.iloc[first])} to {number(n[first + 1])} in the next"
        more += f"; {len(others):,} more as big." if others else "."
    return Words(head, ", ".join(parts), more, unit, known.max(), _span(n))


def rates_words(counts, period, value, exposure):
    """Say what a line of rates shows, of a table with a row for each period: its ends, its gaps, and where it is known least."""
    head = ("Line over time", *_topics(counts), *in_unit(counts, value))
    if counts.empty:
        return Words(head, NEVER, unit=value)
    at, noun = counts[period], noun_of(counts[period])
    rate, low, high = (counts[column].to_numpy(dtype=float) for column in (value, "low", "high"))
    head = (*head, f", {span_of(at)}")
    if np.isnan(rate).all():
        return Words(head, f"no {noun} has a value", unit=value)
    empty = int(np.isnan(rate).sum())
    finding = _ends(rate, at) + f"; nothing to count in {counted(empty, noun)}" * bool(empty)
    more = []
    if np.isfinite(high - low).any() and np.nanmax(high - low) > 0:
        wide = like(high - low, np.nanmax(high - low))
        others = f" (as wide in {len(wide) - 1:,} more)" * (len(wide) > 1)
        more = [f"Widest interval: {when(at.iloc[wide[0]])}, {number(low[wide[0]])} to {number(high[wide[0]])}{others}."]
    if exposure:
        behind = counts[exposure].to_numpy(dtype=float)
        more += [f"Grey bars behind: {EXPOSURES.get(exposure, exposure)}, {highest(behind, at, 'most')}."] * bool(np.nansum(behind))
    return Words(head, finding, " ".join(more), value, np.nanmax(rate), _span(rate))


def lines_words(counts, *, period, value, of, bounds):
    """Say what lines show: the ends and gaps of each."""
    names = list(dict.fromkeys(counts[of]))
    several = len(names) > 1
    head = (f"Line{'s' * several} over time", *_topics(counts, of), *in_unit(counts, value, *bounds))
    if counts.empty:
        return Words(head, NEVER, unit=value)
    every = pd.Series(pd.period_range(counts[period].min(), counts[period].max()))
    parts, spans = [], []
    for name in names:
        rates = on_periods(counts[(counts[of] == name).to_numpy()], period, every, [value])[value]
        empty = int(np.isnan(rates).sum())
        gaps = f", no value for {counted(empty, noun_of(every))}" * (0 < empty < len(rates))
        parts.append(f"{f'{short(name)} ' * several}{_ends(rates, every)}{gaps}")
        spans.append(f"{f'{short(name)} ' * several}{_span(rates)}")
    peak = counts[value].astype(float).max()
    return Words((*head, f", {span_of(every)}"), "; ".join(parts), unit=value, peak=peak, span=", ".join(spans))


def tiles_words(table, empty, *, by, unit):
    """Say what tiles show, of a table with a row for each group, the largest first, and a column for each period."""
    head = ("Tiles", f" of {counted(len(table), by.replace('_', ' '))}")
    if table.empty:
        return Words(head, NEVER, unit=unit)
    noun = noun_of(table.columns)
    head = (*head, f" by {span_of(table.columns)}", f", darker for more {short(unit)}")
    cells = table.to_numpy(dtype=float)
    none = f"; no statement at all in {counted(int(empty.sum()), noun)}" * bool(empty.any())
    if not np.nansum(cells):
        return Words(head, f"none in any{none}", unit=unit)
    names, sums = [short(name) for name in table.index], np.nansum(cells, axis=1)
    dark = [divmod(at, cells.shape[1]) for at in like(cells.ravel(), np.nanmax(cells))]
    dark = [f"{names[row]} in {when(table.columns[column])}" for row, column in dark]
    finding = f"darkest {tied(dark, np.nanmax(cells), 'tile')}"
    if (cells[np.isfinite(cells)] % 1 == 0).all():  # a sum of rates is no number of anything
        largest, smallest = ([names[row] for row in like(sums, end)] for end in (sums.max(), sums.min()))
        finding += f"; largest row {tied(largest, sums.max(), by, more=' in all')}"
        finding += f", smallest {tied(smallest, sums.min(), by)}" * bool(sums.min() < sums.max())
    return Words(head, finding + none, unit=unit, peak=np.nanmax(cells))


def every_period(counts, period):
    """Return the rows in order of time, with one for each period from the first to the last; absent ones have no values."""
    every = pd.period_range(counts[period].min(), counts[period].max(), name=period) if len(counts) else pd.PeriodIndex([], freq="M")
    return counts.set_index(period).reindex(every.rename(period)).reset_index()


def on_periods(rows, period, every, columns):
    """Return columns as arrays with a place for each period, NaN where there is no row.

    >>> rows = pd.DataFrame({"year": pd.PeriodIndex(["2022"], freq="Y"), "share": [0.5]})
    >>> {name: values.tolist() for name, values in on_periods(rows, "year", pd.period_range("2021", "2022", freq="Y"), ["share"]).items()}
    {'share': [nan, 0.5]}
    """
    at, made = pd.PeriodIndex(every).get_indexer(pd.PeriodIndex(rows[period])), {}
    for name in columns:
        made[name] = np.full(len(every), np.nan)
        made[name][at] = rows[name].to_numpy(dtype=float, na_value=np.nan)
    return made


def highest(values, at, how, *, end=np.nanmax):
    """Write in which periods values are highest, or lowest, with all that tie."""
    value = end(values)
    noun = noun_of(at)
    return f"{how} {'on' if noun == 'day' else 'in'} {tied([when(at.iloc[row]) for row in like(values, value)], value, noun)}"


def _ends(rates, at):
    """Write where rates are highest and lowest; they have one value at least, or that is said."""
    known = rates[np.isfinite(rates)]
    if not len(known):
        return "no value"
    if len(rates) == 1:
        return number(known[0])
    if len(known) == 1:
        return highest(rates, at, "a value only")
    if len(like(known, known[0])) == len(known):
        return f"{number(known[0])} in each of {counted(len(known), noun_of(at))}"
    return f"{highest(rates, at, 'highest')}, {highest(rates, at, 'lowest', end=np.nanmin)}"


def _span(values):
    """Write from which value to which, if there are any."""
    known = values[np.isfinite(values)]
    return f"from {number(known.min())} to {number(known.max())}" if len(known) else "no value"


def _topics(counts, by=None):
    """Return in pieces what the rows are about: two of their subjects, one of them the column `by`, or how many where they differ."""
    told = {}
    for name in dict.fromkeys([*TOPICS, by] if by else TOPICS):
        if name in counts and (n := counts[name].nunique()):
            names = [short(each) for each in counts[name].dropna().unique()]
            told[name] = joined(names) if n == 1 or name == by else counted(n, name)
    others = [name for name in told if name != by][: 1 if by else 2]
    return tuple(f" {'in' if place else 'of'} {told[name]}" for place, name in enumerate(name for name in told if name in {by, *others}))
