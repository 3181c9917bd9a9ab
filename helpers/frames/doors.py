"""The door that every table given by a user passes: what it must have, and one plain form of what it may look like.

Tables come out of merges, filters, CSV, Parquet and other people's programs. What follows from a table in one way only is put right
without a word: an index of any kind, categories that became text or text that became categories, dates written in ISO form or with a time
zone, rows of tokens out of order. Ids keep their values and their type. Everything else is a `TableError`: a sentence that says which
column or property is missing, and how to get it.
"""

import numpy as np
import pandas as pd

from helpers.frames.checks import SPANS, TableError, positions, read_as, said, under_ids_of, with_changed, with_columns
from helpers.frames.columns import as_dates, as_flags, as_ids, as_names, as_texts, as_whole

OF_DOCUMENTS = "corpus.load_corpus makes a documents table; any DataFrame with document_id, date and text is one"
OF_TOKENS = "tokens.tokenize(documents) makes a token table"
OF_SPANS = {
    "mentions": "places.region_mentions(documents) makes such a table",
    "timexes": "timexes.find_timexes(documents) makes such a table",
    "reported": "reported.reported_statements(documents) makes such a table, and timeline.reported_dates dates it",
    "said": "joins.said_about(reported, mentions) makes such a table",
}
DATES, FLAGS = ("date_from", "date_to"), ("negated", "complete", "ambiguous", "vague", "own_date", "sure")


def require_documents(documents, *columns, name="documents"):
    """Return a documents table in its plain form, or say what it lacks.

    Parameters
    ----------
    documents : DataFrame
        One row per statement.
    *columns : str
        What the caller needs besides document_id: text, date, issuer …
    name : str
        What errors call the table.

    Returns
    -------
    DataFrame
        The same rows and columns, numbered from 0. document_id: as it was, categories as their values. text: a missing text is an empty
        one, a statement without words. date: days (datetime64); text in ISO form is read, a time zone and a time of day are left away, so
        that the day stays the one that is written; a year or month alone also makes the column date_precision, where there is none. Other
        categories without an order become their values.

    Raises
    ------
    TableError
        If a column is missing, an id is missing or stands twice, a text is no text, or a date cannot be read.

    Examples
    --------
    >>> given = pd.DataFrame({"document_id": [7], "date": ["2022-09-23T10:00+02:00"], "text": [None]}, index=["x"])
    >>> require_documents(given, "date", "text").astype("str").values.tolist()
    [['7', '2022-09-23', '']]
    """
    table = dated(with_columns(documents, ["document_id", *columns], name, OF_DOCUMENTS), name=name)
    ids = read_as(as_ids, table["document_id"], name)
    if not ids.is_unique:
        twice = ids[ids.duplicated()].iloc[0]
        raise TableError(
            f"{name}: document_id {said(twice)} stands in {(ids == twice).sum():,} rows, and each statement has one of its own. "
            f"Remedy: {name}.drop_duplicates('document_id'), or other ids"
        )
    changed = {"document_id": ids} | ({"text": read_as(as_texts, table["text"], name)} if "text" in columns else {})
    return with_changed(table, changed).set_axis(pd.RangeIndex(len(table)))


def dated(table, *, name="documents"):
    """Return a table with its column date as days, and date_precision where those are years or months; without a date, the table itself.

    Examples
    --------
    >>> dated(pd.DataFrame({"date": ["1789", "2022-09-23"]})).astype("str").values.tolist()
    [['1789-01-01', 'year'], ['2022-09-23', 'day']]
    """
    if "date" not in table:
        return table
    given = table["date"]
    days, precision = read_as(as_dates, given, name)
    table = table if days is given else table.assign(date=days)
    return table if precision is None or "date_precision" in table else table.assign(date_precision=precision)


def require_tokens(tokens, *columns, documents=None, name="tokens"):
    """Return a token table in its plain form, or say what it lacks.

    Parameters
    ----------
    tokens : DataFrame
        One row per running word, whatever it went through since `tokens.tokenize`.
    *columns : str
        What the caller needs besides document_id and type: sentence, start, end.
    documents : DataFrame, optional
        From `require_documents`: the words of other statements are left out, and the categories are these statements, in their order.
    name : str
        What errors call the table.

    Returns
    -------
    DataFrame
        The same rows, with document_id and type as categories; the table itself where they are.

    Examples
    --------
    >>> given = pd.DataFrame({"document_id": [1, 1], "type": ["no", "votes"]})
    >>> require_tokens(given).dtypes.astype("str").tolist()
    ['category', 'category']
    """
    table = with_columns(tokens, ["document_id", "type", *columns], name, OF_TOKENS)
    changed = {}
    for column, read in (("document_id", as_ids), ("type", as_names)):
        given = table[column]
        made = _coded(given, read, name)
        if len(made) and made.codes.min() < 0:
            raise TableError(f"{name}.{column} is missing in {(made.codes < 0).sum():,} of {len(made):,} rows. Remedy: {_remedy(column)}")
        if made is not given.array:
            changed[column] = pd.Series(made, index=table.index)
    for column in (column for column in SPANS if column in table):
        given = table[column]
        if (whole := read_as(as_whole, given, name)) is not given:
            changed[column] = whole
    table = table.assign(**changed) if changed else table
    return table if documents is None else _of_documents(table, documents)


def _of_documents(tokens, documents):
    """Return the rows of a token table that are of certain statements, with these as its categories."""
    own, ids = tokens["document_id"].array, pd.Index(documents["document_id"])
    if own.categories.dtype == ids.dtype and own.categories.equals(ids):
        return tokens
    code = positions(own.categories, ids)[own.codes]
    tokens, code = tokens[code >= 0], code[code >= 0]
    return tokens.assign(document_id=pd.Series(pd.Categorical.from_codes(code, categories=ids), index=tokens.index))


def require_spans(spans, *columns, documents=None, name="spans"):
    """Return a table of things found in statements (mentions, dates, reported statements …) in its plain form, or say what it lacks.

    Parameters
    ----------
    spans : DataFrame
        Any table with document_id.
    *columns : str
        What the caller needs besides: start, end, name, surface …
    documents : DataFrame, optional
        From `require_documents`: ids that a CSV file made numbers of, or text, become those of these statements again. Rows whose ids
        cannot be so are left out.
    name : str
        What errors call the table.

    Returns
    -------
    DataFrame
        The same rows under the same index; offsets as whole numbers, dates as dates, true and false as such.

    Examples
    --------
    >>> given = pd.DataFrame({"document_id": [2022.0], "start": ["3"], "negated": ["True"]})
    >>> documents = pd.DataFrame({"document_id": ["2022"]})
    >>> require_spans(given, "start", documents=documents).values.tolist()
    [['2022', 3, True]]
    """
    remedy = OF_SPANS.get(name, "each row needs the document_id of its statement, and where it stands in it as start and end")
    table = with_columns(spans, ["document_id", *columns], name, remedy)
    changed = {"document_id": read_as(as_ids, table["document_id"], name)}
    for names, read in (([column for column in SPANS if column in columns], as_whole), (FLAGS, as_flags)):
        changed |= {column: read_as(read, table[column], name) for column in names if column in table}
    changed |= {column: read_as(as_dates, table[column], name)[0] for column in DATES if column in table}
    table = with_changed(table, changed)
    return table if documents is None else under_ids_of(table, documents, name)


def _coded(column, read, name):
    """Return a column as categories of plain values, in the order in which they come; the column's own where they are plain."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        number, different = pd.factorize(read_as(read, column, name))
        return pd.Categorical.from_codes(number, categories=different)
    given = pd.Series(column.array.categories, name=column.name)
    names = read_as(read, given, name)
    if names.dtype == given.dtype:
        return column.array
    number, different = pd.factorize(names)
    return pd.Categorical.from_codes(np.append(number, -1)[column.array.codes], categories=different)


def _remedy(column):
    if column == "type":  # words such as "null", "NA" and "nan"
        return "read_csv(..., keep_default_na=False), where it took words such as null or NA for missing ones; else dropna(subset=['type'])"
    return f"dropna(subset=['{column}']), or ids for these rows"
