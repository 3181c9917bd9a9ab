"""A name for what is in a table: what was made from it is kept under that name, and made anew for any other."""

import hashlib

import pandas as pd
import pyarrow as pa


def fingerprint_of(table):
    """Return the same for tables with the same columns, kinds and values in the same order of rows, and for no others.

    Examples
    --------
    >>> one = pd.DataFrame({"place_id": ["a", "b"]})
    >>> fingerprint_of(one) == fingerprint_of(one.copy()), fingerprint_of(one) == fingerprint_of(one[::-1])
    (True, False)
    """
    made = hashlib.blake2b(digest_size=16)
    for place, kind in enumerate(table.dtypes):
        column = table.iloc[:, place]
        made.update(f"{table.columns[place]!r} {kind} {len(column)} ".encode("utf-8", "surrogatepass"))
        texts = pa.array(column) if isinstance(kind, pd.StringDtype) else None
        if texts is not None and texts.null_count == 0:  # their bytes, which takes a tenth of the time
            texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
            made.update(pa.record_batch([texts.cast(pa.large_string())], ["text"]).serialize())
            continue
        if kind == "object":  # whatever a table may hold, each with its kind: 1 is not "1", and False is not "False"
            column = pd.Series([f"{type(value).__name__} {value}" for value in column], dtype=object)
        made.update(pd.util.hash_pandas_object(column, index=False).to_numpy().tobytes())
    return made.digest()
