"""What is told of a mark that is pointed at: what it is, its values with their intervals, and of how many they are."""

from pandas.api import types

from helpers.explore.words import OFFSETS, written
from helpers.plots.base import UNITS
from helpers.tables.cells import columns_of, is_number

BEHIND = {"per_10k", "per_document"}  # units that stand behind their number
MEASURES = {**UNITS, "log_ratio": "log ratio"}
# Counts: the columns that are said, what else must be there, and how it is said; no column is said twice.
COUNTS = [
    (("n", "total"), "per_10k", "{n} of {total} words"),
    (("n", "documents"), "per_document", "{n} in {documents} statements"),
    (("n", "of_lane"), "kind", "{n} of {of_lane}"),
    (("documents", "statements"), "n", "in {documents} of {statements} statements"),
    (("documents", "documents_node"), "n", "in {documents} of {documents_node} statements with the word"),
    (("documents", "total"), "total", "in {documents} of {total} statements"),
    (("documents",), "documents", "in {documents} statements"),
    (
        ("n_target", "total_target", "n_reference", "total_reference"),
        "log_ratio",
        "{n_target} of {total_target} words : {n_reference} of {total_reference}",
    ),
    (("n_target", "n_reference"), "n_target", "{n_target} : {n_reference}"),
]
UNSAID = {*OFFSETS, "place_id", "thin", "vague"}


def tips_of(table, among=None):
    """Return a text for each row that was drawn: a line for what it is, and one or more for what is known of it.

    `among` is the table of the whole answer, in which a total that all rows have in common may stand.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"term": ["votes"], "per_10k": [8.12], "low": [1.22], "high": [53.68], "n": [5], "documents": [4], "total": [6158]}
    >>> print(tips_of(pd.DataFrame(rows))[0])
    votes
    8.12 per 10,000 words, 95 % interval 1.22 to 53.7
    5 of 6,158 words, in 4 statements
    """
    table = _with_totals(table.reset_index(drop=True), among)
    columns = {name: values for name, values in columns_of(table) if name not in UNSAID}
    cells = {name: written(_rounded(values)) for name, values in columns.items()}
    names = [name for name, values in columns.items() if not is_number(values)]
    parts = [_joined([cells[name] for name in names], ", ")] if names else []
    said = set(names)
    for name, sides in _intervals(columns):
        said |= {name, *sides}
        parts.append([_value(name, *row) for row in zip(cells[name], *(cells[side] for side in sides), strict=True)])
    counts = []
    for told, beside, phrase in COUNTS:
        if cells.keys() >= {*told, beside} and not said & set(told):
            said |= set(told)
            rows = zip(*(cells[name] for name in told), strict=True)
            counts.append([phrase.format(**dict(zip(told, row, strict=True))) if row[0] else "" for row in rows])
    rest = [name for name in cells if name not in said and not name.startswith("total_")]
    counts += [[f"{name.replace('_', ' ')} {cell}" if cell else "" for cell in cells[name]] for name in rest]
    return _joined([*parts, _joined(counts, ", ")] if counts else parts, "\n")


def _with_totals(table, among):
    """Return the table with the totals that stand elsewhere: those that are one for all, and of stretches of lanes that of the lane."""
    if {"kind", "from", "n"} <= {*table}:
        return table.assign(of_lane=table.groupby("kind").n.transform("sum"))
    if among is None or table.columns.isin(["period", "per_10k"]).any():
        return table
    known = {name: among[name].dropna().unique() for name in among if str(name).startswith("total")}
    if "n_target" in table:  # a list of words calls them its own and those of the rest
        own, rest = (known.pop(name, []) for name in ("total", "total_rest"))
        known = {"total_target": own, "total_reference": rest} | known
    return table.assign(**{name: values[0] for name, values in known.items() if len(values) == 1})


def _rounded(values):
    """Return numbers without what is left of a 0 after it was calculated."""
    return values.where(values.abs() > 1e-9, 0).where(values.notna()) if types.is_float_dtype(values.dtype) else values


def _intervals(columns):
    """Return each column of values, with those of its interval."""
    found, free = [], ["low", "high"] if {"low", "high"} <= columns.keys() else []
    own = {name: [f"{name}_low", f"{name}_high"] for name in columns if f"{name}_low" in columns and f"{name}_high" in columns}
    first = next((name for name in columns if name in MEASURES and name not in own), None)
    if first is None and free:
        first = next((name for name, values in columns.items() if name not in free and types.is_float_dtype(values.dtype)), None)
    for name in columns:
        if name in own or name == first or name in MEASURES:
            found.append((name, own.get(name, free if name == first else [])))
    return found


def _value(name, value, low=None, high=None):
    """Say one value."""
    if not value:
        return ""
    said = f"{value} {MEASURES[name]}" if name in BEHIND else f"{MEASURES.get(name, name.replace('_', ' '))} {value}"
    if low is None:
        return said
    return f"{said}, 95 % interval {low} to {high}" if low or high else f"{said}, no interval"


def _joined(columns, between):
    return [between.join(filter(None, row)) for row in zip(*columns, strict=True)]
