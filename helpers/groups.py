"""Groups of statements: by a column of the documents table, or by the period of their date."""

import warnings

import pandas as pd

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
    KeyError
        If `by` names neither a column nor a period.
    ValueError
        If no date is known closely enough for the period.

    Examples
    --------
    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2022-09-22"]), "issuer": ["NATO"]})
    >>> group_keys(documents, ["issuer", "quarter"]).astype("str").values.tolist()
    [['NATO', '2022Q3']]
    """
    names = [by] if isinstance(by, str) else list(by)
    unknown = [name for name in names if name not in documents and name not in PERIODS]
    if unknown:
        have = [column for column in documents if column != "text"]
        raise KeyError(f"by={unknown} is neither a column of documents ({', '.join(have)}) nor a period ({', '.join(PERIODS)})")
    keys = {name: stated(documents[name]) if name in documents else periods_of(documents, name) for name in names}
    return pd.DataFrame(keys, index=documents.index)


def stated(column):
    """Return a column with "(not stated)" where a value is missing; columns of numbers, dates and categories then hold objects.

    Examples
    --------
    >>> stated(pd.Series([2022, None])).tolist()
    [2022.0, '(not stated)']
    """
    missing = column.isna()
    if not missing.any():
        return column
    return column.fillna(NOT_STATED) if column.dtype == "str" else column.astype(object).mask(missing, NOT_STATED)


def not_named_as(names, result, *, of="by"):
    """Raise a ValueError where groups would have the name of a column of the result, and one of the two be lost."""
    taken = [name for name in names if name in result or list(names).count(name) > 1]
    if taken:
        raise ValueError(
            f"{of}={taken[0]!r} has the name of another column of the result ({', '.join(result)}). "
            f"Remedy: rename it first, as documents.rename(columns={{{taken[0]!r}: '{taken[0]}_of_group'}}) does."
        )


def periods_of(documents, name):
    """Return the period of each statement, by its date alone; NaT where that is not known so closely.

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
    periods = pd.to_datetime(documents["date"]).dt.to_period(PERIODS[name])
    known = _known_to(documents)
    vague = known.map(KNOWN) < KNOWN[name]
    if vague.any():
        count = f"{vague.sum():,} of {len(documents):,} statements have dates that are known to the {known[vague].iloc[0]} only"
        if vague.all():
            raise ValueError(f"{name!r}: {count}; take that as the period")
        warnings.warn(f"{count}, and stand in no {name}", stacklevel=4)
    return periods.where(~vague)


def _known_to(documents):
    return documents["date_precision"].fillna("day") if "date_precision" in documents else pd.Series("day", index=documents.index)


def fitting_period(documents, *, most=60):
    """Return the finest of month, quarter and year that divides the time of the statements into at most `most` periods.

    Where even years are more, or a date is known no closer, it is the year.

    Examples
    --------
    >>> fitting_period(pd.DataFrame({"date": pd.to_datetime(["2022-01-12", "2025-12-18"])}))
    'month'
    """
    dates, known = pd.to_datetime(documents["date"]), _known_to(documents).map(KNOWN).min()
    names = [name for name in ("month", "quarter") if known >= KNOWN[name]]
    fits = (name for name in names if len(pd.period_range(dates.min(), dates.max(), freq=PERIODS[name])) <= most)
    return next(fits, "year")
