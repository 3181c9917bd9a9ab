"""The token table as pandas has it, from its columns of 32-bit numbers and back."""

import numpy as np
import pandas as pd


def table_of(columns, types, documents):
    """Make a token table of an array, not copied, with a row each for statement, sentence, start, end (or none of these three), type."""
    ids = pd.Index(documents["document_id"], dtype="str")
    made = {"document_id": pd.Categorical.from_codes(columns[0], categories=ids, validate=False)}
    made |= zip(("sentence", "start", "end"), columns[1:-1], strict=False)
    made["type"] = pd.Categorical.from_codes(columns[-1], categories=pd.Index(pd.array(types, dtype="str")), validate=False)
    table = pd.DataFrame(made, copy=False)
    table.attrs["documents"] = _metadata(documents)
    return table


def columns_of(tokens):
    """Return the columns of a token table that `table_of` takes, one after the other."""
    spans = (tokens[name].to_numpy() for name in ("sentence", "start", "end"))
    return [column.astype(np.int32, copy=False) for column in (tokens["document_id"].array.codes, *spans, tokens["type"].array.codes)]


def sentence_of(tokens):
    """Return the number of each token's sentence, or say that the table has none."""
    if "sentence" not in tokens:
        raise KeyError("these tokens have no sentence, start and end: make them without spans=False")
    return tokens["sentence"].to_numpy()


class Shared(dict):
    """A dict that copies of a table share: pandas copies attrs deeply at every step."""

    def __deepcopy__(self, memo):
        return self


def _metadata(documents):
    columns = documents.drop(columns="text").astype({"date": "str"}) if "date" in documents else documents.drop(columns="text")
    return Shared(columns.to_dict("list"))
