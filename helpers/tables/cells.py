"""Cells of tables for reading: which columns there are, and how their values are written."""

import numpy as np
import pandas as pd
from pandas.api import types

from helpers.labels import bounds_text, date_text
from helpers.partial_dates import iso_text

MOST_DECIMALS = 4
LONG = 60  # characters in a cell, from which on a table is one of texts
DATES = {"date", "date_from", "date_to", "first", "last", "from", "to"}  # columns that may hold dates as text
CHANCES = {"p", "p_adjusted", "p_bonferroni", "false_alarm", "adjusted"}  # columns of probabilities, none of which is 0
NO_MEASURE = {"start", "end", "sentence", "year"}  # numbers that have no least or median worth telling


def columns_of(table):
    """Return (name, values) of each column to be shown; index levels with a name come first, row numbers are left away.

    Dates are text where the table itself says that they are not known to the day.
    """
    levels = [(name, table.index.get_level_values(place)) for place, name in enumerate(table.index.names)]
    kept = [(name, values) for name, values in levels if name is not None or not types.is_integer_dtype(values.dtype)]
    index = [("index" if name is None else name_of(name), pd.Series(values)) for name, values in kept]
    columns = index + [(name_of(name), table.iloc[:, place]) for place, name in enumerate(table.columns)]
    written = _written(dict(reversed(columns)))
    return [(name, written.get(name, values)) for name, values in columns]


def _written(columns):
    """Return those columns that are dates known to a month or year, as text: by their precision, or by the first and last day of a time."""
    times = {name: values for name, values in columns.items() if types.is_datetime64_any_dtype(values.dtype)}
    written = {}
    if "date" in times and "date_precision" in columns:
        text = date_text(pd.DataFrame({"date": times["date"], "date_precision": columns["date_precision"]}))
        written = {"date": text} if (text.str.len() < 10).any() else {}
    for low, high in (("date_from", "date_to"), ("from", "to")):
        if low in times and high in times:
            sides = bounds_text(times[low], times[high])
            written |= dict(zip((low, high), sides, strict=True)) if any((side.str.len() < 10).any() for side in sides) else {}
    return written


def is_dates(name, values):
    """Return whether a column holds dates, or such texts of dates as `labels.known_dates` gives.

    >>> is_dates("date", pd.Series(["2005", "2022-09"])), is_dates("date", pd.Series(["12 May"])), is_dates("n", pd.Series(["2005"]))
    (True, False, False)
    """
    if types.is_datetime64_any_dtype(values.dtype):
        return True
    if name not in DATES or values.dtype != "str":
        return False
    return bool(values.dropna().str.fullmatch(r"\d{4}(-\d\d){0,2}").all())


def name_of(column):
    """Write the name of a column, which may be one of several levels.

    >>> name_of(("share", "NATO")), name_of(2022)
    ('share / NATO', '2022')
    """
    return " / ".join(str(part) for part in column if str(part)) if isinstance(column, tuple) else str(column)


def is_number(values):
    """Return whether a column holds numbers, and nothing else but gaps."""
    if types.is_numeric_dtype(values.dtype):
        return not types.is_bool_dtype(values.dtype)
    some = [value for value in values if _is_figure(value)] if values.dtype == object else []
    return bool(some) and len(some) + sum(_is_gap(value) for value in values) == len(values)


def cells_of(values, *, among=None):
    """Return the values as texts: dates as 2022-09-23, figures with the digits that matter, gaps as nothing.

    `among` is the column that they are a part of, whose times and digits they have.

    >>> cells_of(pd.Series([804.123, 48.3, 12.0])), cells_of(pd.Series([0.98231, 1e-9])), cells_of(pd.Series([2022, 12000]))
    (['804.1', '48.3', '12.0'], ['0.982', '1e-09'], ['2022', '12,000'])
    >>> cells_of(pd.Series([0.041, 1e-9, 0.0], name="p"))
    ['0.041', '< 0.001', '< 0.001']
    >>> cells_of(pd.Series([4, 0], name="p"))  # how many tests found something
    ['4', '0']
    """
    if types.is_datetime64_any_dtype(values.dtype):
        known = (values if among is None else among).dropna()
        times = (known != known.dt.normalize()).any()
        return ["" if pd.isna(value) else f"{iso_text(value)}{f' {value:%H:%M}' if times else ''}" for value in values]
    chances = values.name in CHANCES and not types.is_integer_dtype(values.dtype)  # how many are below .05 is no chance
    values = list(values)
    figures = _figures_of(values if among is None else among)
    if chances:
        return ["< 0.001" if _is_figure(value) and value < 0.001 else _cell(value, 3) for value in values]
    places = decimals(figures)
    return [_cell(value, places) for value in values]


def _figures_of(values):
    """Return the finite numbers with a fraction, or that could have one."""
    if isinstance(getattr(values, "dtype", None), np.dtype) and values.dtype.kind in "iuf":
        numbers = np.asarray(values)
        return numbers[np.isfinite(numbers)] if numbers.dtype.kind == "f" else []
    if isinstance(getattr(values, "dtype", None), pd.StringDtype):
        return []
    return [value for value in values if isinstance(value, float | np.floating) and np.isfinite(value)]


def decimals(numbers):
    """Return how many decimals a column of numbers needs: three digits of its median, and none that say nothing."""
    sizes = np.abs(np.array(numbers, dtype=float))
    if not sizes.any():
        return 0
    wanted = int(np.clip(2 - np.floor(np.log10(np.median(sizes[sizes > 0]))), 0, MOST_DECIMALS))
    exact = (places for places in range(wanted) if np.allclose(sizes, sizes.round(places), rtol=1e-12, atol=1e-12))
    return next(exact, wanted)


def summary(columns, n):
    """Say how many rows a long table has, and what its first column of measures, or else of dates, ranges over."""
    if n <= 15:
        return ""
    measured = [(name, values) for name, values in columns if name not in NO_MEASURE and types.is_numeric_dtype(values.dtype)]
    known = [(name, values.dropna()) for name, values in measured if not types.is_bool_dtype(values.dtype) and values.notna().any()]
    dates = [(name, values.dropna()) for name, values in columns if is_dates(name, values) and values.notna().any()]
    if not known and not dates:
        return ""  # the caption has the number of rows
    if not known:
        name, values = dates[0]
        first, last = cells_of(pd.Series([values.min(), values.max()]))
        return f"{n:,} rows; {name}: {first} to {last}."
    name, values = known[0]
    least, middle, most = cells_of(pd.Series([values.min(), values.median(), values.max()], dtype=object))
    return f"{n:,} rows; {name} runs from {least} to {most}, median {middle}."


def _cell(value, places):
    if _is_gap(value):
        return ""
    if not _is_figure(value):
        return str(value)
    if not np.isfinite(value):
        return "∞" if value > 0 else "-∞"
    if isinstance(value, int | np.integer):
        return f"{value:,}" if abs(value) >= 10_000 else f"{value}"  # a year is no 2,022
    rounded = round(float(value), places) + 0.0
    if not rounded and value:
        return f"{value:.1g}"
    return f"{rounded:,.{places}f}" if abs(rounded) >= 10_000 else f"{rounded:.{places}f}"


def _is_figure(value):
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool) and value == value


def _is_gap(value):
    return value is None or (isinstance(value, str) and not value) or (types.is_scalar(value) and pd.isna(value))
