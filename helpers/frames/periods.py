"""Counts by period as tables have them that went through a file: periods as text or as years in numbers, missing values of other kinds."""

import re

import numpy as np
import pandas as pd

# How each kind is written, by pandas, and its frequency there.
WRITTEN = [
    (re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"), "W"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "D"),
    (re.compile(r"\d{4}-\d\d"), "M"),
    (re.compile(r"\d{4}Q[1-4]"), "Q"),
    (re.compile(r"\d{4}(?:\.0)?"), "Y"),
]


def as_periods(counts, period="period"):
    """Return a table with its column of periods as pandas has these, and numbers as NumPy has them; periods that cannot be read stay.

    Examples
    --------
    >>> as_periods(pd.DataFrame({"period": ["2022-01", "2022-02"]})).dtypes.astype("str").tolist()
    ['period[M]']
    >>> as_periods(pd.DataFrame({"year": [2022]}), "year").dtypes.astype("str").tolist()
    ['period[Y-DEC]']
    """
    changed = {name: _number(counts[name]) for name, kind in counts.dtypes.items() if _is_other_number(kind)}
    if period in counts and not isinstance(counts[period].dtype, pd.PeriodDtype) and (made := _periods(counts[period])) is not None:
        changed[period] = made
    made = counts.copy(deep=False) if changed else counts
    for name, values in changed.items():
        made[name] = values
    return made


def _is_other_number(kind):
    return pd.api.types.is_extension_array_dtype(kind) and pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def _number(column):
    return column.to_numpy(dtype=float, na_value=np.nan) if column.isna().any() else column.to_numpy(dtype=column.dtype.numpy_dtype)


def _periods(column):
    """Return periods that are written, or None where they are none."""
    if isinstance(column.dtype, pd.ArrowDtype):
        column = pd.Series(column.array.__arrow_array__().to_pandas().array, index=column.index)
        if isinstance(column.dtype, pd.PeriodDtype):
            return column.array
    texts = column.dropna().astype("str")
    frequency = next((frequency for form, frequency in WRITTEN if len(texts) and texts.map(form.fullmatch).notna().all()), None)
    if frequency is None:
        return None
    begins = column.astype("str").str.removesuffix(".0").str.split("/").str[0]
    return pd.PeriodIndex(
        [pd.NaT if missing else pd.Period(text, frequency) for text, missing in zip(begins, column.isna(), strict=True)], freq=frequency
    )
