"""Counts of terms in one file of statements, and how those of several files are merged exactly: all of them are sums over statements."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.bulk.progress import progress
from helpers.counting.by_group import groups_of, hits_by_group
from helpers.counting.ngrams import ngrams_of
from helpers.counting.rates import exposures
from helpers.files.whole_files import write_whole
from helpers.frames.doors import require_documents
from helpers.tokens import tokenize

TOGETHER = 8  # files whose counts are merged at once


def documents_of(part):
    """Return the statements of a part: a Parquet file, a partition of a Dask DataFrame, or what a worker has of one."""
    if isinstance(part, Path):
        return pd.read_parquet(part)
    part = part if isinstance(part, pd.DataFrame) else part.compute(scheduler="sync")
    return part.astype({name: "str" for name, kind in part.dtypes.items() if isinstance(kind, pd.StringDtype)})  # Dask has another type


def each_once(parts, names, client, *, where):
    """Raise a ValueError where a statement stands in two parts, or twice in one: it would be counted twice.

    Of each id, a number is held: 8 bytes for a statement.
    """
    ids = list(over(_ids, parts, names, client))
    known, first = np.unique(np.concatenate(ids), return_index=True)
    if len(known) == sum(map(len, ids)):
        return
    twice = np.delete(np.arange(sum(map(len, ids))), first)
    ends = np.cumsum([len(part) for part in ids])
    place = int(np.searchsorted(ends, twice[0], side="right"))
    row = twice[0] - (ends[place] - len(ids[place]))
    document_id = documents_of(parts[place])["document_id"].iloc[int(row)]
    raise ValueError(
        f"Statements stand twice in the files of {where!r} ({len(twice):,}); the first is {document_id!r}, in {names[place]} again. "
        "Remedy: remove the files that were written twice; write_parts puts new files behind those that are there."
    )


def _ids(part, name):
    if isinstance(part, pd.DataFrame):
        column = part.get("document_id", pd.Series(dtype="str"))
    elif "document_id" in pq.read_schema(part).names:
        column = pq.read_table(part, columns=["document_id"]).column(0).to_pandas()
    else:
        return np.zeros(0, dtype=np.uint64)
    return pd.util.hash_array(column.astype("str").to_numpy(dtype=object), categorize=False)


def part_counts(part, name, *, by, n, where):
    """Return (groups with their exposure, terms with their hits) of the statements in a part; None where it has none to count."""
    documents = documents_of(part)
    documents = documents if where is None else where(documents)
    if documents.empty:
        return None
    documents = require_documents(documents, "text")
    tokens = tokenize(documents, spans=n > 1)
    group, keys = groups_of(tokens, by, None if by is None else documents)
    found, names = ngrams_of(tokens, n)
    exposure = exposures(np.maximum(group, 0), np.where(group >= 0, found.words, 0), len(keys))
    counts = hits_by_group(found, group, len(keys), len(names), every=False)
    terms = pd.array(names, dtype="str").take(counts["term"])
    of_group = keys.iloc[counts["group"].to_numpy()].reset_index(drop=True)
    return pd.concat([keys, exposure], axis=1), of_group.assign(term=terms, **counts[["n", "documents", "squares", "products"]])


def merged(parts):
    """Return the sums of what `part_counts` returned of some files."""
    some = [part for part in parts if part is not None]
    if len(some) < 2:
        return some[0] if some else None
    groups, counts = (pd.concat(tables, ignore_index=True) for tables in zip(*some, strict=True))
    keys = [column for column in groups if column not in ("words", "squares", "statements")]
    groups = groups.groupby(keys, as_index=False, sort=True).sum() if keys else groups.sum().to_frame().T
    return groups, counts.groupby([*keys, "term"], as_index=False, sort=False).sum()


def totals(sums):
    """Return counts by number of group and term, the exposures, the terms and the groups, as `counting.rates.rates` takes them."""
    groups, counts = sums
    keys = [column for column in groups if column not in ("words", "squares", "statements")]
    if len(keys) == 1 and isinstance(groups[keys[0]].dtype, pd.PeriodDtype):  # periods that no file has a statement of
        every = pd.period_range(groups[keys[0]].min(), groups[keys[0]].max(), name=keys[0])
        groups = groups.set_index(keys[0]).reindex(every, fill_value=0).reset_index()
    group = pd.MultiIndex.from_frame(groups[keys]).get_indexer(pd.MultiIndex.from_frame(counts[keys])) if keys else 0
    listed = pc.dictionary_encode(pa.array(counts["term"], type=pa.large_string()))
    order = pc.sort_indices(listed.dictionary).to_numpy()
    term, names = np.argsort(order)[listed.indices.to_numpy()], listed.dictionary.take(order)
    by_number = counts[["n", "documents", "squares", "products"]].assign(group=group, term=term)
    return by_number, groups[["words", "squares", "statements"]], names, groups[keys]


def found_in(part, name, *, find, to):
    """Return what a function finds in a part, or write it into a folder, at once, and return where."""
    table = find(documents_of(part))
    if to is None:
        return table
    out = Path(to) / name
    write_whole(out, table.to_parquet(index=False))
    return out


def _handed_out(function, parts, names, client):
    """Hand each part to a cluster, where it is read, and return what will come of it."""
    if isinstance(parts[0], Path):
        return client.map(function, parts, names, pure=False)
    from dask import delayed

    return client.compute([delayed(function, pure=False)(part, name) for part, name in zip(parts, names, strict=True)])


def over(function, parts, names, client):
    """Yield what a function returns of each part, in their order: here, or by a cluster."""
    if client is None:
        here = (function(part if isinstance(part, Path) else documents_of(part), name) for part, name in zip(parts, names, strict=True))
        yield from progress(here, len(parts), what="files")
        return
    futures = _handed_out(function, parts, names, client)[::-1]
    try:
        yield from progress((futures.pop().result() for _ in parts), len(parts), what="files")
    finally:
        client.cancel(futures)


def summed(function, parts, names, client):
    """Return the merged counts of all parts; a cluster merges its own, some at a time and as soon as they are there."""
    if client is not None:
        from dask.distributed import as_completed

        futures = _together(_handed_out(function, parts, names, client), client)
        for _ in progress(as_completed(futures), len(futures), what=f"times {TOGETHER} files"):
            pass
        while len(futures) > 1:
            futures = _together(futures, client)
        return futures[0].result()
    total, waiting = None, []
    for number, counts in enumerate(over(function, parts, names, None), start=1):
        waiting.append(counts)
        if number % TOGETHER == 0 or number == len(parts):
            total, waiting = merged([total, *waiting]), []
    return total


def _together(futures, client):
    return [client.submit(merged, futures[i : i + TOGETHER], pure=False) for i in range(0, len(futures), TOGETHER)]
