"""A token table that lasts: kept in a file of the user's own, and made anew whenever a text or the token rule is another."""

import contextlib
import hashlib
import json
import os
import tempfile
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.bulk.chunks import as_arrow, bytes_of
from helpers.frames.doors import require_documents
from helpers.paths import CACHE, WORDLISTS
from helpers.tokens.rule import tokenize
from helpers.tokens.table import columns_of, table_of
from helpers.tokens.unspaced import version, warn_of_runs

KEPT = 4  # token tables: of the corpus, and of some selections from it
COLUMNS = ["document", "sentence", "start", "end", "type"]
HERE = Path(__file__).resolve().parent.parent
READ = [
    "after_ends",
    "before_ends",
    "characters",
    "chunk_ends",
    "chunk_tokens",
    "chunks",
    "end_kinds",
    "known",
    "sentence_ends",
    "statements",
    "token_spans",
]
RULE = ["tokens/rule.py", "tokens/unspaced.py", "spans.py", "files/lines.py", *(f"bulk/{name}.py" for name in READ)]
PACKED = "DELTA_BINARY_PACKED"  # smaller than what zstd makes of them, and read five times as fast
FORMAT = 1  # to be raised when what the file holds changes


def tokens(documents, *, folder=CACHE):
    """Return the token table of statements: from a file where they were split before, else as `tokens.tokenize` makes it.

    The file is used only for the same texts under the same ids, split by the same rule; a damaged one is made anew. It may be
    deleted at any time. Where the folder cannot be written to, everything works without it. Several notebooks may do this at once.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    folder : path-like
        Where the file is kept; the default is ``statement-notebooks`` in the user's folder for such files (``~/.cache``). Whoever can
        write there can change results: never a folder that came with a corpus.

    Returns
    -------
    DataFrame
        What `tokens.tokenize` returns.

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["No sham votes."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made, read = tokens(documents, folder=folder), tokens(documents, folder=folder)
    >>> read.type.tolist()
    ['no', 'sham', 'votes']
    """
    documents, folder = require_documents(documents, "text"), Path(folder)
    path = folder / f"tokens-{fingerprint(documents)}.parquet"
    table = _read(path, documents)
    if table is not None:
        warn_of_runs(table, documents)
    else:
        table = tokenize(documents)
        with contextlib.suppress(OSError, pa.ArrowException):
            _write(path, table)
            _tidy(folder)
    return table


def fingerprint(documents):
    """Return a name for the ids and texts of statements and the rule they are split by: the same only where all of it is.

    Examples
    --------
    >>> import pandas as pd
    >>> one = pd.DataFrame({"document_id": ["a"], "text": ["No."]})
    >>> fingerprint(one) == fingerprint(one.copy()), fingerprint(one) == fingerprint(one.assign(text="No!"))
    (True, False)
    """
    documents = require_documents(documents, "text")
    made = hashlib.blake2b(digest_size=16)
    made.update(json.dumps([FORMAT, unicodedata.unidata_version, version(), len(documents)]).encode())
    for path in [HERE / name for name in RULE] + sorted(WORDLISTS.glob("*.txt")):
        made.update(path.read_bytes())
    for column in (documents["document_id"].astype("str"), documents["text"]):
        offsets, data = bytes_of(as_arrow(column))
        made.update(offsets)
        made.update(data)
    return made.hexdigest()


def _read(path, documents):
    """Return the token table in a file, or None where there is none or it is not whole."""
    try:
        with pq.ParquetFile(path) as file:
            said = json.loads(file.schema_arrow.metadata[b"statements"])
            columns, at = np.empty((5, file.metadata.num_rows), dtype=np.int32), 0
            for batch in file.iter_batches(batch_size=1_000_000, columns=COLUMNS):
                for row, column in zip(columns, batch.columns, strict=True):
                    row[at : at + len(batch)] = column.to_numpy()
                at += len(batch)
        types = said["types"]
        if _check(columns, types) == said["check"] and _fits(columns, types, documents):
            return table_of(columns, types, documents)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        pass
    return None


def _write(path, table):
    """Write a token table beside its place and move it there at once, so that nobody ever reads half of it."""
    columns, types = columns_of(table), table["type"].array.categories.tolist()
    said = json.dumps({"types": types, "check": _check(columns, types)})
    made = pa.table(dict(zip(COLUMNS, columns, strict=True))).replace_schema_metadata({"statements": said})
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="tokens-", suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        pq.write_table(made, name, compression="none", use_dictionary=False, column_encoding=dict.fromkeys(COLUMNS, PACKED))
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _check(columns, types):
    check = zlib.crc32("\n".join(types).encode("utf-8", "surrogatepass"))
    for column in columns:
        check = zlib.crc32(np.ascontiguousarray(column), check)
    return check


def _fits(columns, types, documents):
    """Return whether every row is a word within a text of these statements, one of those types."""
    of, _, start, end, kind = columns
    if not columns.shape[1]:
        return True
    if min(of.min(), start.min(), kind.min()) < 0 or of.max() >= len(documents) or kind.max() >= len(types):
        return False
    lengths = documents["text"].str.len().fillna(0).to_numpy(dtype=np.int64)
    return bool(((start < end) & (end <= lengths[of])).all())


def _tidy(folder):
    """Delete all but the newest token tables, and what an interrupted program left behind a day ago."""
    by_age = sorted(folder.glob("tokens-*.parquet"), key=lambda path: path.stat().st_mtime)
    newest = by_age[-1].stat().st_mtime if by_age else 0
    left = [path for path in folder.glob("tokens-*.part") if path.stat().st_mtime < newest - 86_400]
    for path in by_age[:-KEPT] + left:
        path.unlink(missing_ok=True)
