"""Answers on their way out of a student's process: plain JSON, so that nothing of the student's comes along but what an answer says."""

from datetime import date

import numpy as np
import pandas as pd

DEEP = 12  # lists inside each other
MANY = 300_000  # parts of a list, rows of a table
DIGITS = 300  # of a whole number: floats end there
COLLECTIONS = (list, tuple, set, frozenset, dict, np.ndarray, pd.Series, pd.Index, pd.DataFrame)
KINDS = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


def packed(value, depth=0):
    """Return an answer as what JSON can hold; of what says nothing to a judge, the name of its kind.

    Examples
    --------
    >>> packed(("war", 3)), packed(...)
    ({'is': 'tuple', 'of': ['war', 3]}, {'is': 'dots'})
    """
    if value is None or isinstance(value, bool | np.bool_ | str):
        return value if value is None else bool(value) if not isinstance(value, str) else str(value)
    if value is ...:
        return {"is": "dots"}
    if isinstance(value, int | np.integer) and abs(int(value)) < 10**DIGITS:
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value)
    if value is pd.NaT or value is pd.NA:
        return {"is": "NaT" if value is pd.NaT else "NA"}
    if isinstance(value, pd.Period):
        return {"is": "period", "of": str(value), "freq": value.freqstr}
    if isinstance(value, date | np.datetime64):  # a Timestamp and a datetime are dates too
        return {"is": "day", "of": pd.Timestamp(value).isoformat()}
    if depth < DEEP and isinstance(value, COLLECTIONS) and getattr(value, "ndim", 1) and len(value) <= MANY:
        return _collection(value, depth + 1)
    return {"is": "object", "of": type(value).__name__[:60]}


def _collection(value, depth):
    """Return a list, a dict, an array or a table with its parts."""

    def parts(values):
        return [packed(part, depth) for part in values]

    if isinstance(value, pd.DataFrame):
        columns = [value.iloc[:, place] for place in range(value.shape[1])]
        data = [[_kind(column), parts(column.astype(object))] for column in columns]
        return {"is": "DataFrame", "columns": parts(value.columns), "index": parts(value.index), "of": data}
    if isinstance(value, pd.Series):
        of = [_kind(value), parts(value.astype(object))]
        return {"is": "Series", "index": parts(value.index), "name": packed(value.name, depth), "of": of}
    if isinstance(value, pd.Index):
        return {"is": "Index", "of": [_kind(value), parts(value.astype(object))]}
    if isinstance(value, np.ndarray):
        return {"is": "ndarray", "of": [_kind(value), parts(value.ravel().tolist() if value.dtype.kind in "biufU" else value.ravel())]}
    if isinstance(value, dict):
        return {"is": "dict", "of": [parts(pair) for pair in value.items()]}
    name = next(name for name, kind in KINDS.items() if isinstance(value, kind))
    return {"is": name, "of": parts(value)}


def _kind(values):
    """Return the dtype where it must be told: of a column of objects, or of an empty one."""
    kind = str(values.dtype)
    return kind if kind == "object" or (len(values) == 0 and kind in ("int64", "float64", "bool", "str", "datetime64[ns]")) else None


def unpacked(made):
    """Return an answer from what `packed` made of it, or from whatever a student's process sent in its place.

    Raises
    ------
    ValueError, TypeError, LookupError
        If it is nothing of the sort.

    Examples
    --------
    >>> unpacked(packed({"n": [1, 2.5], "day": pd.Timestamp("2022-09-22")}))
    {'n': [1, 2.5], 'day': Timestamp('2022-09-22 00:00:00')}
    """
    if not isinstance(made, dict):
        if isinstance(made, list):
            raise ValueError("a list without its kind")
        return made
    return READERS[made["is"]](made)


def _parts(made):
    return [unpacked(part) for part in made]


def _column(made):
    kind, values = made
    values = _parts(values)
    return pd.Series(values, dtype=kind or (None if values else "object"))


def _index(made):
    return pd.Index(_parts(made))


def _frame(made):
    columns = {place: _column(column) for place, column in enumerate(made["of"])}
    return pd.DataFrame(columns).set_axis(_index(made["columns"]), axis=1).set_axis(_index(made["index"]), axis=0)


def _series(made):
    return _column(made["of"]).set_axis(_index(made["index"])).rename(unpacked(made["name"]))


def _object(made):
    """Return a thing of a kind with that name, of which nothing else is known."""
    return type(str(made["of"]).encode(errors="replace").decode().replace("\0", "") or "object", (), {})()


READERS = {
    **{name: (lambda made, kind=kind: kind(_parts(made["of"]))) for name, kind in KINDS.items()},
    "dict": lambda made: dict(_parts(pair) for pair in made["of"]),
    "dots": lambda _: ...,
    "NaT": lambda _: pd.NaT,
    "NA": lambda _: pd.NA,
    "day": lambda made: pd.Timestamp(made["of"]),
    "period": lambda made: pd.Period(made["of"], freq=made["freq"]),
    "DataFrame": _frame,
    "Series": _series,
    "Index": lambda made: pd.Index(_column(made["of"])),
    "ndarray": lambda made: _column(made["of"]).to_numpy(),
    "object": _object,
}
