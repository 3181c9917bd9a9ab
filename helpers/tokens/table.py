"""The token table as pandas has it, from its columns of 32-bit numbers and back, and what it tells of its statements."""

import json

import numpy as np
import pandas as pd

from helpers.frames.checks import TableError, said

BLOCK = 1_000_000  # rows that are compared at a time: few enough to stay near the processor


def table_of(columns, types, documents):
    """Make a token table of arrays, not copied, one each for statement, sentence, start, end (or none of these three), type."""
    ids = pd.Index(documents["document_id"])
    made = {"document_id": pd.Categorical.from_codes(columns[0], categories=ids, validate=False)}
    made |= zip(("sentence", "start", "end"), columns[1:-1], strict=False)
    made["type"] = pd.Categorical.from_codes(columns[-1], categories=pd.Index(pd.array(types, dtype="str")), validate=False)
    table = pd.DataFrame(made, copy=False)
    table.attrs["documents"] = told_of(documents)
    return table


def columns_of(tokens):
    """Return the columns of a token table that `table_of` takes, one after the other."""
    spans = (tokens[name].to_numpy() for name in ("sentence", "start", "end"))
    return [column.astype(np.int32, copy=False) for column in (tokens["document_id"].array.codes, *spans, tokens["type"].array.codes)]


def sentence_of(tokens):
    """Return the number of each token's sentence, or say that the table has none."""
    if "sentence" not in tokens:
        raise TableError("these tokens have no sentence, start and end: make them without spans=False")
    return tokens["sentence"].to_numpy()


def told_of(documents):
    """Return what a token table tells of its statements: their columns but the text, each written as one text.

    pandas copies ``attrs`` deeply at every step. Of a text, unlike a list, that takes no time; and it can be pickled, and kept in Parquet.
    """
    return {str(column): _written(documents[column]) for column in documents.columns.unique() if column != "text"}


def _written(column):
    """Return a column as JSON: its kind, its values, and its categories where they have an order."""
    kind = "category" if isinstance(column.dtype, pd.CategoricalDtype) else str(column.dtype)
    as_is = column.dtype == object or kind in ("str", "category", "bool") or pd.api.types.is_numeric_dtype(column.dtype)
    values = column.astype(object) if as_is else column.astype("str").astype(object)
    values = values.where(column.notna(), None).tolist()
    return json.dumps([kind, values, column.cat.categories.tolist() if kind == "category" else None], default=str)


def told(tokens, names):
    """Return those of some columns of its statements that a token table knows from `tokenize`; without them, None.

    >>> made = table_of(np.zeros((2, 1), dtype=np.int32), ["no"], pd.DataFrame({"document_id": ["a"], "issuer": ["NATO"], "text": ["No"]}))
    >>> told(made, ["issuer", "place"]).values.tolist()
    [['a', 'NATO']]
    """
    known = names_told(tokens)
    if "document_id" not in known:
        return None
    return pd.DataFrame({name: _read(tokens.attrs["documents"][name]) for name in dict.fromkeys(["document_id", *names]) if name in known})


def names_told(tokens):
    """Return the names of the columns that a token table knows of its statements."""
    known = tokens.attrs.get("documents")
    return list(known) if isinstance(known, dict) else []


def _read(written):
    kind, values, categories = json.loads(written)
    if categories is not None:
        return pd.Categorical(values, categories=categories, ordered=True)
    if kind.startswith("datetime64"):
        return pd.Series(pd.to_datetime(values, format="ISO8601")).astype(kind)
    return pd.Series(values, dtype=kind)


def in_order(tokens, *, name="tokens"):
    """Return a token table in the order of its texts, and where each of its rows stood (None: where they are).

    Examples
    --------
    >>> made = pd.DataFrame({"document_id": pd.Categorical(["a", "a"]), "type": ["votes", "no"], "start": [3, 0]})
    >>> table, rows = in_order(made)
    >>> table.type.tolist(), rows.tolist()
    (['no', 'votes'], [1, 0])
    """
    document = tokens["document_id"].array.codes
    if "start" not in tokens:
        return tokens, None
    start, rows = tokens["start"].to_numpy(), None
    if not _ordered(document, start):
        rows = np.lexsort((start, document))
        tokens, document, start = tokens.iloc[rows], document[rows], start[rows]
        if (again := (document[1:] == document[:-1]) & (start[1:] == start[:-1])).any():
            at = tokens.iloc[int(np.flatnonzero(again)[0])]
            raise TableError(
                f"{name}: the word at {at['start']} of {said(at['document_id'])} stands twice, as after a merge with a table that has "
                f"several rows for a statement. Remedy: {name}.drop_duplicates(['document_id', 'start'])"
            )
    return tokens, rows


def _ordered(document, start):
    """Return whether the words of each text stand together, each behind the one before."""
    first = [document[:1]]
    for at in range(0, len(document) - 1, BLOCK):
        code, begin = document[at : at + BLOCK + 1], start[at : at + BLOCK + 1]
        other = code[1:] != code[:-1]
        if np.greater(begin[1:] <= begin[:-1], other).any():
            return False
        first.append(code[1:][other])
    runs = np.concatenate(first)
    return len(np.unique(runs)) == len(runs)
