"""Answers in whatever form they come: a list or an Index, a Series or a table, a Timestamp or text."""

import math
import re
from datetime import date

import numpy as np
import pandas as pd

NAMES = ("term", "name", "source", "period", "year", "value", "place")  # the columns that name what a row is about


def as_number(answer):
    """Return an answer as a float, or None; a table or list of one number is that number."""
    if isinstance(answer, pd.Series | pd.DataFrame | np.ndarray | list) and np.size(answer) == 1:
        answer = np.asarray(answer).ravel()[0]
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, int | float | np.number) or math.isnan(answer):
        return None
    return float(answer)


def alike(a, b, *, within=0.0):
    """Return whether two numbers are the same, but for what adding up in another order makes of them: 0.1 + 0.2 is 0.3."""
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=within + 1e-12)


def all_alike(given, wanted, *, within=0.0):
    """Return whether two dicts say the same; a name may be missing where it has nothing."""
    names = set(given) ^ set(wanted)
    absent = all(alike((given | wanted)[name], 0.0) for name in names)
    return absent and all(alike(given[name], wanted[name], within=within) for name in set(given) & set(wanted))


def as_day(answer, *, whole=False):
    """Return an answer as a Timestamp at midnight, or None; a year or a month as its first day, unless it must be `whole`."""
    if isinstance(answer, pd.Series | pd.Index | np.ndarray | list) and np.size(answer) == 1:
        answer = next(iter(answer))
    if isinstance(answer, str):
        answer = answer.strip()
        if not re.fullmatch(r"\d{4}-\d\d?-\d\d?" if whole else r"\d{4}(-\d\d?(-\d\d?)?)?", answer):
            return None
    elif not isinstance(answer, date | np.datetime64):  # a Timestamp and a datetime are dates too
        return None
    day = pd.to_datetime(answer, errors="coerce")
    return None if pd.isna(day) else day.normalize()


def as_names(answer, *, column=None):
    """Return the names in an answer, or None: a word, a list, an Index, a Series, a table (its `column`)."""
    if isinstance(answer, pd.DataFrame):
        columns = [name for name in (column, *NAMES) if name in answer] or [c for c in answer if answer[c].dtype in ("str", "object")]
        answer = answer[columns[0]] if columns else answer.index
    if isinstance(answer, pd.Series) and pd.api.types.is_numeric_dtype(answer):
        answer = answer.index if len(answer) and isinstance(answer.index[0], str | pd.Period) else answer
    if isinstance(answer, str | pd.Period | int | np.integer) and not isinstance(answer, bool):
        return [str(answer)]
    if isinstance(answer, pd.Series | pd.Index | np.ndarray | list | tuple | set | frozenset | dict):
        return [str(name) for name in answer]
    return None


def as_figures(answer):
    """Return the numbers in a list, or None where it holds anything else."""
    if not isinstance(answer, pd.Series | pd.Index | np.ndarray | list | tuple | set | frozenset):
        return None
    figures = [as_number(value) for value in answer]
    return None if not figures or None in figures else figures


def as_numbers(answer):
    """Return an answer as a dict of names and numbers, without empty and zero ones, or None; None also where a name has two numbers."""
    if isinstance(answer, pd.DataFrame):
        names = [column for column in NAMES if column in answer]
        values = "n" if "n" in answer else next((c for c in answer if pd.api.types.is_numeric_dtype(answer[c]) and c not in names), None)
        answer = None if values is None else answer.set_index(names[0])[values] if names else answer[values]
    if not isinstance(answer, dict | pd.Series):
        return None
    pairs = [(str(name), 0.0 if value != value else as_number(value)) for name, value in answer.items()]
    if any(value is None for _, value in pairs) or len({name for name, _ in pairs}) < len(pairs):
        return None
    return {name: value for name, value in pairs if value}


def kind_of(answer):
    """Say in words what an answer is."""
    known = [(str, "text"), (bool, "True or False"), (pd.DataFrame, "a table"), (pd.Series, "a Series"), (type(None), "None")]
    words = [word for kind, word in known if isinstance(answer, kind)]
    return words[0] if words else f"of the kind {type(answer).__name__}"
