"""What a statement is called where it is shown: its date as far as it is known, and a name that no other statement has."""

import numpy as np
import pandas as pd

from helpers.frames.checks import TableError
from helpers.frames.columns import as_str

__all__ = ["first_to_last", "known_dates", "known_to_the_day", "statement_name"]

NEEDED = ["document_id", "date", "date_precision", "title", "issuer"]
LENGTHS = {"year": 4, "month": 7}  # characters of an ISO date
YEAR_0 = np.datetime64("0000-01-01")
ISO = r"\d{4}-\d{2}-\d{2}(?!\d)"


def date_text(documents):
    """Write the date of each statement as far as it is known: 2022-09-23, 2022-09 or 2022.

    Parameters
    ----------
    documents : DataFrame
        With date and, where not all dates are known to the day, date_precision (day, month, year; a missing one is a day).

    Returns
    -------
    Series
        Text, with the index of `documents`; missing where there is no date. Texts of different precision sort by time.

    Examples
    --------
    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2005-01-01", "2005-03-01"]), "date_precision": ["year", "month"]})
    >>> date_text(documents).tolist()
    ['2005', '2005-03']
    """
    if "date" not in documents:
        raise TableError("documents: there is no column date. Remedy: the table of load_corpus, or one with a column of that name")
    dates = documents["date"]
    if pd.api.types.is_datetime64_any_dtype(dates.dtype):
        days = dates.dt.tz_localize(None).to_numpy(dtype="datetime64[D]")
        text = pd.Series(np.datetime_as_string(days), dates.index, dtype="str").mask(dates.isna())
        if (days < YEAR_0).any():
            text = text.str.replace(r"^-(\d{1,3})(?=-)", lambda found: f"-{found[1]:0>4}", regex=True)  # as ISO writes years before that
    else:  # a table that was a file
        text = dates.astype("str")
        text = text.where(~text.str.match(ISO).fillna(False).astype(bool), text.str[:10])
    for precision, length in LENGTHS.items():
        if not (of := _is(documents, precision)).any():
            continue
        short = text.str[:length].where(~text.str.startswith("-").fillna(False).astype(bool), text.str[: length + 1])
        text = text.mask(of, short)
    return text


def known_dates(documents):
    """Return the date column of statements, or `date_text` of it where not all of them are known to the day.

    So a year is never shown as the first of January, whoever shows the table; `documents` itself keeps its date for reckoning.

    Examples
    --------
    >>> documents = pd.DataFrame({"date": pd.to_datetime(["2005-01-01", "2022-09-22"])})
    >>> known_dates(documents).dtype.kind, known_dates(documents.assign(date_precision=["year", "day"])).tolist()
    ('M', ['2005', '2022-09-22'])
    """
    return documents["date"] if known_to_the_day(documents).all() else date_text(documents)


def known_to_the_day(documents):
    """Return for each statement whether its date is known to the day.

    Examples
    --------
    >>> known_to_the_day(pd.DataFrame({"date_precision": ["year", "day", None]})).tolist()
    [False, True, True]
    """
    return ~(_is(documents, "year") | _is(documents, "month"))


def year_text(year):
    """Write a year, one before the year 1 with its era; ISO counts a year 0.

    Examples
    --------
    >>> year_text(2022), year_text(0), year_text(-43)
    ('2022', '1 BC', '44 BC')
    """
    return str(year) if year > 0 else f"{1 - year} BC"


def in_words(text):
    """Write a date of `date_text` in words.

    Examples
    --------
    >>> in_words("2022-09-02"), in_words("2022-09"), in_words("2022")
    ('2 September 2022', 'September 2022', '2022')
    """
    if text.startswith("-") or text[:4] == "0000":  # ISO counts a year 0
        *before, _ = in_words(text.lstrip("-")).split(" ")
        return " ".join([*before, year_text(int(text[:5] if text[0] == "-" else 0))])
    if len(text) == 4:
        return text
    day = pd.Timestamp(text)
    return f"{day.day} {day:%B} {text[:4]}" if len(text) == 10 else f"{day:%B} {text[:4]}"


def first_to_last(documents, *, words=False):
    """Write the time that statements are from, each end as far as it is known.

    Parameters
    ----------
    documents : DataFrame
        With date and date_precision, as for `date_text`.
    words : bool
        Name the months.

    Examples
    --------
    >>> first_to_last(pd.DataFrame({"date": pd.to_datetime(["1789-01-01", "2022-09-22"]), "date_precision": ["year", "day"]}))
    '1789 to 2022-09-22'
    """
    texts = date_text(documents).dropna()
    if texts.empty:
        return "no date"
    first, last = (in_words(text) if words else text for text in (min(texts, key=_place), max(texts, key=_place)))
    return first if first == last else f"{first} to {last}"


def _place(text):
    """Return what sorts dates as text by time, also those before the year 1."""
    year, rest = (-int(text[1:5]), text[5:]) if text.startswith("-") else (int(text[:4]), text[4:])
    return year, rest


def bounds_text(first, last):
    """Write the first and the last day of times: those of whole years as years, those of whole months as months.

    Parameters
    ----------
    first, last : Series of datetime64
        Missing where a time is open.

    Returns
    -------
    (Series, Series)
        Text; missing where the day is.

    Examples
    --------
    >>> first, last = pd.to_datetime(pd.Series(["2005-01-01", "2022-02-24"])), pd.to_datetime(pd.Series(["2005-12-31", None]))
    >>> [side.tolist() for side in bounds_text(first, last)]
    [['2005', '2022-02-24'], ['2005', nan]]
    """
    years = first.dt.is_year_start & last.dt.is_year_end
    months = first.dt.is_month_start & last.dt.is_month_end
    precision = np.select([years, months], ["year", "month"], "day")
    return tuple(date_text(pd.DataFrame({"date": days, "date_precision": precision}, index=days.index)) for days in (first, last))


def statement_name(documents, *, of=("title", "issuer")):
    """Name each statement: by its title, else by its issuer, else by its document_id.

    Parameters
    ----------
    documents : DataFrame
        With document_id.
    of : sequence of str
        The columns that may name a statement, the best first.

    Returns
    -------
    Series
        Text, with the index of `documents`. A name that several statements have is followed by the document_id.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "title": ["On votes", None, None], "issuer": ["NATO"] * 2 + [None]})
    >>> statement_name(documents).tolist()
    ['On votes', 'NATO', 'c']
    >>> statement_name(documents.assign(title="Address")).tolist()
    ['Address (a)', 'Address (b)', 'Address (c)']
    """
    ids = as_str(documents["document_id"])
    names = pd.Series(None, documents.index, dtype=object)
    for column in of:
        if column in documents:
            text = as_str(documents[column]).str.replace("\n", " ", regex=False).str.strip()
            names = names.where(names.notna(), text.mask(text == ""))
    names = as_str(names.where(names.notna(), ids))
    pairs = pd.DataFrame({"name": pd.factorize(names)[0], "id": pd.factorize(ids)[0]})
    statements = np.bincount(pairs.drop_duplicates()["name"])  # of each name
    shared = (statements[pairs["name"]] > 1) & (names != ids)
    return names.mask(shared, names + " (" + ids + ")")


def _is(documents, precision):
    if "date_precision" not in documents:
        return pd.Series(False, documents.index)
    return documents["date_precision"].eq(precision).fillna(False).astype(bool)


def heads(documents, rows):
    """Return date and statement for each of `rows`, positions in `documents`; names differ between the statements that are in `rows`.

    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2005-01-01"] * 2), "date_precision": "year"})
    >>> heads(documents, [1, 1, 0]).values.tolist()
    [['2005', 'b'], ['2005', 'b'], ['2005', 'a']]
    """
    used, place = np.unique(np.asarray(rows, dtype=np.int64), return_inverse=True)
    some = documents[[column for column in NEEDED if column in documents]].iloc[used].reset_index(drop=True)
    known = pd.DataFrame({"date": pd.NaT, "statement": statement_name(some)})
    if "date" in some:  # of one kind for all tables of a corpus: text, if any of its dates is not known to the day
        known["date"] = some["date"] if known_to_the_day(documents).all() else date_text(some)
    return known.iloc[place].reset_index(drop=True)
