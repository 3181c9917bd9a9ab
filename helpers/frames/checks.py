"""What the doors share: the error, the columns a table must have, its ids against those of other tables."""

import numpy as np
import pandas as pd

from helpers.frames.columns import as_ids, plain, usual, whole

IDS = {"document_id", "other_id", "first_id", "last_id"}  # which stay as they are, or nothing could be joined to them
SPANS = ("sentence", "start", "end")


class TableError(ValueError, KeyError):
    """Raised for a table that lacks something; to programs a missing column is a KeyError, as it is to pandas."""

    __str__ = Exception.__str__  # that of KeyError would put the sentence between quotation marks


def with_columns(table, columns, name, remedy):
    """Return the table, if it is one and has these columns once each; half a character in it is as `columns.whole` has it."""
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{name} is {type(table).__name__} and no DataFrame. Remedy: {remedy}")
    absent = [column for column in columns if column not in table.columns]
    if absent:
        had = ", ".join(map(str, table.columns)) or "none"
        if set(absent) <= set(SPANS) and "type" in columns:
            remedy = "make the tokens without spans=False, which leaves sentence, start and end away"
        elif set(absent) <= set(map(str, table.index.names)):
            remedy = f"{name}.reset_index(), since it stands in the index"
        raise TableError(f"{name} has no column {', '.join(absent)}, only {had}. Remedy: {remedy}")
    table = table if table.columns.is_unique or table.columns.nlevels > 1 else _once_each(table)
    twice = [column for column in table.columns if (table.columns == column).sum() > 1] if not table.columns.is_unique else []
    if twice or table.columns.nlevels > 1:
        what = f"two columns {twice[0]}" if twice else "columns of several levels"
        raise TableError(f"{name} has {what}. Remedy: give each column one name of its own, with set_axis or rename")
    changed = {}
    for place, kind in enumerate(table.dtypes):
        column, own = table.iloc[:, place], None
        if isinstance(kind, np.dtype) and kind.kind == "O" and table.columns[place] not in IDS:
            own = whole(column)
        elif isinstance(kind, pd.ArrowDtype):
            own = usual(column)
        changed |= {} if own is None else {place: own}
    return _with(table, changed) if changed else table


def _once_each(table):
    """Return the table without the columns that stand in it before, name and values, as `pd.concat(axis=1)` of its parts has them."""
    kept = []
    for place, name in enumerate(table.columns):
        column = table.iloc[:, place]
        if not any(table.columns[other] == name and column.equals(table.iloc[:, other]) for other in kept):
            kept.append(place)
    return table.iloc[:, kept]


def _with(table, changed):
    """Return a table with columns changed, by their places: names may stand twice."""
    columns = [changed.get(place, table.iloc[:, place]) for place in range(table.shape[1])]
    made = pd.concat(columns, axis=1, keys=range(len(columns))).set_axis(table.columns, axis=1)
    made.attrs = table.attrs
    return made


def said(value):
    """Return a value as errors show it.

    >>> said(np.int64(7)), said("7")
    ('7', "'7'")
    """
    return repr(value.item() if isinstance(value, np.generic) else value)[:60]


def read_as(read, column, name):
    """Return a column as a function reads it, or say which column of which table cannot be read."""
    try:
        return read(column)
    except TableError:
        raise
    except (ValueError, TypeError) as error:
        raise TableError(f"{name}.{column.name}: {error}") from None


def with_changed(table, changed):
    """Return the table with columns changed, and with values for categories that have no order."""
    loose = [column for column, kind in table.dtypes.items() if isinstance(kind, pd.CategoricalDtype) and not kind.ordered]
    made = table.copy(deep=False)
    for column in loose if table.columns.is_unique else []:
        made[column] = plain(table[column])
    for column, values in changed.items():
        made[column] = values
    return made


def positions(ids, known):
    """Return where ids stand among those that are known, -1 for those that do not.

    Where the ones are numbers and the others text, as after a CSV file, they are compared as text.

    Examples
    --------
    >>> positions(pd.Series(["2", "x"]), pd.Series([1, 2])).tolist()
    [1, -1]
    """
    ids, known = (pd.Index(as_ids(pd.Series(values))) for values in (ids, known))
    if _is_text(ids) != _is_text(known) or pd.api.types.is_float_dtype(ids) != pd.api.types.is_float_dtype(known):
        ids, known = (_spelled(values) for values in (ids, known))
    elif _is_text(ids):
        ids, known = ids.astype("str"), known.astype("str")
    return known.get_indexer(ids)


def _spelled(ids):
    """Return ids as text; numbers that pandas made floats of, since some were missing, without the point."""
    if pd.api.types.is_float_dtype(ids) and (ids == np.floor(ids)).all():
        ids = ids.astype("int64")
    return ids.astype("str")


def _is_text(values):
    return pd.api.types.is_string_dtype(values.dtype) or values.dtype == object


def under_ids_of(table, documents, name):
    """Return the rows of a table that are of known statements, where ids are of another type, under those statements' own ids."""
    ids, known = table["document_id"], documents["document_id"].drop_duplicates()
    if ids.dtype == known.dtype or (table.empty and _is_text(ids)):
        return table.astype({"document_id": known.dtype})
    at = positions(ids, known)
    if len(table) and len(known) and (at < 0).all():
        raise TableError(
            f"{name}: no document_id of it, such as {said(ids.iloc[0])}, is one of the documents, such as {said(known.iloc[0])}. "
            f"Remedy: pass the documents that {name} was made from"
        )
    return table[at >= 0].assign(document_id=known.take(at[at >= 0]).array)
