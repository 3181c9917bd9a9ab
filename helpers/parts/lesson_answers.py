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


def as_day(answer):
    """Return an answer as a Timestamp at midnight, or None."""
    if isinstance(answer, pd.Series | pd.Index | np.ndarray | list) and np.size(answer) == 1:
        answer = next(iter(answer))
    if isinstance(answer, str):
        answer = answer.strip()
        if not re.match(r"\d{4}(-\d\d?(-\d\d?)?)?$", answer):
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


def as_numbers(answer):
    """Return an answer as a dict of names and numbers, without empty and zero ones, or None."""
    if isinstance(answer, pd.DataFrame):
        names = [column for column in NAMES if column in answer]
        values = "n" if "n" in answer else next((c for c in answer if pd.api.types.is_numeric_dtype(answer[c]) and c not in names), None)
        answer = None if values is None else answer.set_index(names[0])[values] if names else answer[values]
    if not isinstance(answer, dict | pd.Series):
        return None
    pairs = [(str(name), 0.0 if value != value else as_number(value)) for name, value in answer.items()]
    return None if any(value is None for _, value in pairs) else {name: value for name, value in pairs if value}


def kind_of(answer):
    """Say in words what an answer is."""
    known = [(str, "text"), (bool, "True or False"), (pd.DataFrame, "a table"), (pd.Series, "a Series"), (type(None), "None")]
    words = [word for kind, word in known if isinstance(answer, kind)]
    return words[0] if words else f"of the kind {type(answer).__name__}"
