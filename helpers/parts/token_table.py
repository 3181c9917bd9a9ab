"""The token table as pandas has it, from its columns of 32-bit numbers and back."""

import numpy as np
import pandas as pd


def table_of(columns, types, documents):
    """Make a token table of an array with a row each for statement, sentence, start, end and type, which is not copied."""
    table = pd.DataFrame(columns[1:4].T, columns=["sentence", "start", "end"], copy=False)
    ids = pd.Index(documents["document_id"], dtype="str")
    table.insert(0, "document_id", pd.Categorical.from_codes(columns[0], categories=ids))
    table["type"] = pd.Categorical.from_codes(columns[4], categories=pd.Index(types, dtype="str"))
    table.attrs["documents"] = _metadata(documents)
    return table


def columns_of(tokens):
    """Return the columns of a token table that `table_of` takes, one after the other."""
    spans = (tokens[name].to_numpy() for name in ("sentence", "start", "end"))
    return [column.astype(np.int32, copy=False) for column in (tokens["document_id"].array.codes, *spans, tokens["type"].array.codes)]


class Shared(dict):
    """A dict that copies of a table share: pandas copies attrs deeply at every step."""

    def __deepcopy__(self, memo):
        return self


def _metadata(documents):
    columns = documents.drop(columns="text").astype({"date": "str"}) if "date" in documents else documents.drop(columns="text")
    return Shared(columns.to_dict("list"))
