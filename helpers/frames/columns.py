"""Single columns of tables that users give, in one plain form: ids, texts, dates, whole numbers, true and false."""

import datetime
import re

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.partial_dates import date_in_cell, day_first

FIRST, LAST = np.datetime64("-9999-01-01", "s"), np.datetime64("9999-12-31T23:59:59", "s")
HALF = re.compile(r"[\ud800-\udfff]")  # of a character, which is no text: no file and no table of Arrow can hold it
PRECISION = {"Y": "year", "A": "year", "Q": "month", "M": "month"}  # of periods, by the first letter of their kind


def plain(column):
    """Return a column without categories: their values.

    >>> plain(pd.Series(["b", None], dtype="category")).tolist()
    ['b', nan]
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    values = pd.api.extensions.take(column.array.categories.array, column.array.codes, allow_fill=True)
    return pd.Series(values, index=column.index, name=column.name)


def as_ids(column):
    """Return ids as they are, but of categories and objects the plain values."""
    ids = plain(column)
    if ids.dtype == object:
        if whole(ids) is not None:
            odd = next(value for value in ids if isinstance(value, str) and not _is_whole(value))
            raise ValueError(f"{odd!r:.60} holds half a character, which no file can hold. Remedy: give that statement another id")
        ids = ids.infer_objects()
    if ids.dtype == object:
        kind = pd.api.types.infer_dtype(ids, skipna=True)
        if kind not in ("string", "empty") or (kind == "empty" and len(ids)):
            said = "are missing" if kind == "empty" else f"are of several kinds ({kind}), or of one that is no id"
            raise ValueError(f"its values {said}. Remedy: make them text with .astype({{'{column.name}': 'str'}})")
        ids = as_str(ids)
    if pd.api.types.is_complex_dtype(ids.dtype):
        raise ValueError(f"its values are complex numbers. Remedy: make them text with .astype({{'{column.name}': 'str'}})")
    if absent := int(ids.isna().sum()):
        raise ValueError(f"it is missing in {absent:,} of {len(ids):,} rows. Remedy: drop these rows, or give them ids")
    return ids


def as_texts(column):
    r"""Return texts, a missing one as an empty one, and half a character as loading a file makes it: a mark in its place.

    >>> as_texts(pd.Series(["Kyiv\ud83d.", None], dtype=object)).tolist()
    ['Kyiv\ufffd.', '']
    """
    texts = plain(column)
    if texts.isna().all():
        return pd.Series("", index=texts.index, dtype="str")
    if pd.api.types.infer_dtype(texts, skipna=True) != "string":
        raise ValueError(
            f"{_first_odd(texts)} is no text. Remedy: write it between quotation marks, or .astype({{'{column.name}': 'str'}})"
        )
    texts = texts if texts.dtype == object else as_str(texts)
    texts = texts.fillna("") if texts.hasnans else texts
    made = whole(texts) if texts.dtype == object else None
    return texts if made is None else made


def usual(column):
    """Return a column of Arrow in a type that pandas works with, where its own is one of those that it can only hold; else None."""
    kind, values = column.dtype.pyarrow_dtype, pa.chunked_array(column.array.__arrow_array__())
    if pa.types.is_date(kind):
        return pd.Series(pd.array(values.cast(pa.timestamp("s")), dtype=pd.ArrowDtype(pa.timestamp("s"))), column.index, name=column.name)
    if pa.types.is_dictionary(kind) or kind == pa.string_view():
        kind = kind.value_type if pa.types.is_dictionary(kind) else pa.large_string()
        return pd.Series(pd.array(values.cast(kind), dtype=pd.ArrowDtype(kind)), column.index, name=column.name)
    return column.astype(object) if pa.types.is_nested(kind) or pa.types.is_decimal(kind) else None


def whole(column):
    """Return a column of objects with a mark in place of half a character, as loading a file makes it; None where there is none."""
    odd = np.fromiter((isinstance(value, str) and not _is_whole(value) for value in column), dtype=bool, count=len(column))
    if not odd.any():
        return None
    values = [whole_text(value) if half else value for value, half in zip(column, odd, strict=True)]
    return pd.Series(values, index=column.index, name=column.name, dtype=object)


def whole_text(text):
    r"""Return a text with a mark in place of half a character; all others stay where they are.

    >>> whole_text("Kyiv\ud83d."), whole_text("Kyiv")
    ('Kyiv\ufffd.', 'Kyiv')
    """
    return HALF.sub("\ufffd", text)


def _is_whole(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_names(column):
    """Return types as text, numbers as they are written."""
    values = plain(column)
    return values if values.dtype == "str" else as_str(values).where(values.notna())


def as_dates(column):
    """Return days, and how closely each is known where they are not all days, or None."""
    values, precision = plain(column), None
    if isinstance(values.dtype, pd.PeriodDtype):
        precision = PRECISION.get(values.dtype.freq.rule_code[:1], "day")
        days, precision = values.dt.to_timestamp(), None if precision == "day" else pd.Series(precision, index=values.index, dtype="str")
    elif pd.api.types.is_datetime64_any_dtype(values.dtype):
        days = values if values.dt.tz is None else values.dt.tz_localize(None)
        days = days.astype("datetime64[us]") if isinstance(days.dtype, pd.ArrowDtype) else days
    else:
        days, precision = _read_days(values)
    if len(days) and ((days < FIRST) | (days > LAST)).any():
        odd = days[(days < FIRST) | (days > LAST)].astype("str").iloc[0]
        raise ValueError(f"{odd} is in no year from 10,000 BC to 9999. Remedy: leave the date of that row missing")
    whole = days.dt.normalize()
    return (days if whole.equals(days) else whole), precision


def _read_days(values):
    """Read dates that are written, each different one once."""
    try:
        number, different = pd.factorize(values.astype(object))
    except TypeError:
        raise ValueError(f"{values.iloc[0]!r:.60} is no date. Remedy: write it as 2022-09-23, or leave it missing") from None
    dayfirst = day_first(value for value in different if isinstance(value, str))
    read = [_day(value, dayfirst) for value in different]
    days = np.array([day for day, _ in read] + [None], dtype="datetime64[s]")[number]  # the last for -1: missing
    known = np.array([precision for _, precision in read] + ["day"], dtype=object)[number]
    partial = None if (known == "day").all() else pd.Series(known, index=values.index, dtype="str")
    return pd.Series(days, index=values.index, name=values.name), partial


def _day(value, dayfirst):
    if isinstance(value, str) and not value.strip():
        return None, "day"
    whole = isinstance(value, str | datetime.date | np.datetime64 | int | float | np.integer) and not isinstance(value, bool)
    try:
        day, precision = date_in_cell(value, dayfirst=dayfirst) if whole else (None, None)
    except ValueError as error:
        raise ValueError(f"{value!r:.60} is no date ({error}). Remedy: write it as 2022-09-23, or leave it missing") from None
    if day is None:
        raise ValueError(
            f"{value!r:.60} is no date that could be read. Remedy: write it as 2022-09-23, 2022-09 or 2022, or leave it missing"
        )
    return day, precision


def as_whole(column):
    """Return whole numbers of NumPy's."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu":
        return column
    try:
        numbers = pd.to_numeric(plain(column)).to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not (np.floor(numbers) == numbers).all():
        raise ValueError("it holds no whole numbers, or some are missing. Remedy: drop these rows; offsets count characters from 0")
    return pd.Series(numbers.astype(np.int64), index=column.index, name=column.name)


def as_flags(column):
    """Return true and false, also where they are written; missing ones as false."""
    if column.dtype == bool:
        return column
    said = plain(column).astype(object).map(lambda value: str(value).strip().lower(), na_action="ignore")
    odd = ~said.isin(["true", "false", "1", "0", "1.0", "0.0"]) & said.notna()
    if odd.any():
        raise ValueError(f"{said[odd].iloc[0]!r:.60} is neither True nor False")
    return said.isin(["true", "1", "1.0"])


def as_str(values):
    """Return text of pandas, or of Python where it cannot be written as UTF-8."""
    try:
        return values.astype("str")
    except UnicodeEncodeError:  # half a character, which Arrow does not hold
        return values.astype(object)


def _first_odd(values):
    some = values[values.notna()]
    odd = next((value for value in some if not isinstance(value, str)), some.iloc[0])
    return f"{odd!r:.60}"
