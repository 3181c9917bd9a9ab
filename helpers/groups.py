"""Groups of statements: by a column of the documents table, or by the period of their date."""

import warnings

import pandas as pd

from helpers.frames.columns import plain
from helpers.frames.doors import OF_DOCUMENTS, TableError, dated, with_columns

__all__ = ["best_stated", "fitting_period", "group_keys"]

PERIODS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}
KNOWN = {"year": 0, "quarter": 1, "month": 1, "week": 2, "day": 2}  # how closely a date must be known for a period
NOT_STATED = "(not stated)"


def group_keys(documents, by):
    """Return the group each statement belongs to.

    Parameters
    ----------
    by : str or list of str
        Columns of `documents`, or periods of its date: year, quarter, month, week, day.

    Returns
    -------
    DataFrame
        One row per statement, one column per entry of `by`; periods as pandas Periods, missing values as "(not stated)".
        A statement whose date is not known that closely stands in no period (NaT), with a warning.

    Raises
    ------
    TableError
        If `by` names neither a column nor a period.
    ValueError
        If no date is known closely enough for the period.

    Examples
    --------
    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2022-09-22"]), "issuer": ["NATO"]})
    >>> group_keys(documents, ["issuer", "quarter"]).astype("str").values.tolist()
    [['NATO', '2022Q3']]
    """
    names = names_of(by)
    table = with_columns(documents, [], "documents", OF_DOCUMENTS)
    table = with_columns(table, [name for name in names if name in table], "documents", OF_DOCUMENTS)
    if unknown := [name for name in names if name not in table and name not in PERIODS]:
        have = [str(column) for column in table if column != "text"]
        raise TableError(f"by={unknown} is neither a column of documents ({', '.join(have)}) nor a period ({', '.join(PERIODS)})")
    own = dated(table) if "date" in names else table
    keys = {name: stated(own[name]) if name in table else periods_of(table, name) for name in names}
    return pd.DataFrame({name: key.array for name, key in keys.items()}, index=documents.index)


def names_of(by):
    """Return what to group by as a list of names, each once.

    Examples
    --------
    >>> names_of("issuer"), names_of(("issuer", "year"))
    (['issuer'], ['issuer', 'year'])
    """
    names = [by] if isinstance(by, str) else list(by) if isinstance(by, list | tuple | pd.Index) else []
    if not names:
        raise ValueError(f"by={by!r:.60} names no groups; write a column or a period ({', '.join(PERIODS)}), or a list of them")
    return list(dict.fromkeys(names))


def stated(column):
    """Return a column with "(not stated)" where a value is missing; columns of numbers and dates then hold objects.

    Categories are kept where they have an order, and are there; others become their values.

    Examples
    --------
    >>> stated(pd.Series([2022, None])).tolist()
    [2022.0, '(not stated)']
    """
    if isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered:
        column = column.cat.remove_unused_categories()
        return column.cat.add_categories([NOT_STATED]).fillna(NOT_STATED) if column.hasnans else column
    column = plain(column)
    try:
        pd.factorize(column)
    except TypeError:
        raise TableError(f"by={column.name!r}: {column.iloc[0]!r:.60} cannot be a group. Remedy: make the column text") from None
    if not column.hasnans:
        return column
    return column.fillna(NOT_STATED) if column.dtype == "str" else column.astype(object).mask(column.isna(), NOT_STATED)


def not_named_as(names, result, *, argument="by"):
    """Raise a ValueError where groups would have the name of a column of the result, and one of the two be lost."""
    taken = [name for name in names if name in result or list(names).count(name) > 1]
    if taken:
        raise ValueError(
            f"{argument}={taken[0]!r} has the name of another column of the result ({', '.join(result)}). "
            f"Remedy: rename it first, as documents.rename(columns={{{taken[0]!r}: '{taken[0]}_of_group'}}) does."
        )


def best_stated(documents, columns=("source", "issuer")):
    """Return which column parts the statements by who published them: the first that is stated of half of them, and not always the same.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`.
    columns : sequence of str
        In the order in which they are preferred. Where none parts the statements, it is the one with most values, or the first.

    Examples
    --------
    >>> best_stated(pd.DataFrame({"source": ["NATO", "NATO"], "issuer": ["NATO", "G7"]}))
    'issuer'
    """
    table = with_columns(documents, [], "documents", OF_DOCUMENTS)
    stated = {name: table[name].dropna() if name in table else table.index[:0].to_series() for name in columns}
    whole = [name for name, values in stated.items() if values.nunique() > 1 and 2 * len(values) >= len(table)]
    return whole[0] if whole else max(columns, key=lambda name: stated[name].nunique())


def periods_of(documents, name):
    """Return the period of each statement, by its date alone; NaT where that is not known, or not so closely.

    Parameters
    ----------
    name : str
        year, quarter, month, week or day, also where the table has a column of that name.

    Examples
    --------
    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2022-09-22"]), "year": ["the first"]})
    >>> periods_of(documents, "year").astype("str").tolist()
    ['2022']
    """
    table = with_columns(documents, ["date"], "documents", f"{name!r} is taken from the date; join it, or pass documents that have it")
    table = dated(table).set_axis(pd.RangeIndex(len(table)))
    return _periods(table, name).set_axis(documents.index)


def _periods(documents, name):
    periods = documents["date"].dt.to_period(PERIODS[name])
    known = _known_to(documents)
    vague = known.map(KNOWN) < KNOWN[name]
    if vague.any():
        count = f"{vague.sum():,} of {len(documents):,} statements have dates that are known to the {known[vague].iloc[0]} only"
        if vague.all():
            raise ValueError(f"{name!r}: {count}; take that as the period")
        warnings.warn(f"{count}, and stand in no {name}", stacklevel=4)
    if undated := int(periods.isna().sum()):
        count = f"{undated:,} of {len(documents):,} statements have no date"
        if undated == len(documents):
            raise ValueError(f"{name!r}: {count}; group by a column instead")
        warnings.warn(f"{count}, and stand in no {name}", stacklevel=4)
    return periods.where(~vague)


def _known_to(documents):
    known = plain(documents["date_precision"]) if "date_precision" in documents else pd.Series("day", index=documents.index)
    return known.fillna("day")


def fitting_period(documents, *, most=60):
    """Return the finest of month, quarter and year that divides the time of the statements into at most `most` periods.

    Where even years are more, or a date is known no closer, or none is known, it is the year.

    Examples
    --------
    >>> fitting_period(pd.DataFrame({"date": pd.to_datetime(["2022-01-12", "2025-12-18"])}))
    'month'
    """
    table = dated(with_columns(documents, ["date"], "documents", OF_DOCUMENTS))
    dates, known = table["date"].dropna(), _known_to(table).map(KNOWN).min()
    if dates.empty:
        return "year"
    names = [name for name in ("month", "quarter") if known >= KNOWN[name]]
    fits = (name for name in names if len(pd.period_range(dates.min(), dates.max(), freq=PERIODS[name])) <= most)
    return next(fits, "year")
