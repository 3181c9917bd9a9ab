"""Tables, sentences and statements as plain data for the view: strings alone, which it sets as text."""

import re

import numpy as np
import pandas as pd

from helpers.labels import known_dates, statement_name
from helpers.spans import evidence, sentences
from helpers.tables.cells import cells_of, columns_of, is_number

OFFSETS = ("start", "end", "document_id")
MOST = 5  # columns in the label of a mark
UNTOLD = {*OFFSETS, "place_id", "low", "high", "total", "vague", "date_to", "left", "right"}  # in such a label


def listed(table, *, limit):
    """Return a table as columns and cells, its offsets left out."""
    shown = [column for column in table if column not in OFFSETS and not column.endswith(("_start", "_end"))]
    head = columns_of(table[shown].reset_index(drop=True).head(limit))
    columns = [{"name": name.replace("_", " "), "number": is_number(values), "place": name} for name, values in head]
    caption = f"{len(table):,} row{'s' * (len(table) != 1)}" if len(table) <= limit else f"The first {limit:,} of {len(table):,} rows"
    cells = list(zip(*(_written(values) for _, values in head), strict=True))
    return {"caption": caption, "columns": columns, "cells": [list(row) for row in cells]}


def _written(values):
    """Return the cells of a column, its numbers in one form: 2,388 as well as 29,699."""
    cells = cells_of(values)
    return [re.sub(r"^(-?\d)(\d{3}(\.\d+)?)$", r"\1,\2", cell) for cell in cells] if is_number(values) and values.name != "year" else cells


def labels_of(table):
    """Return each row in a few words, for the ear."""
    columns = columns_of(table.reset_index(drop=True))
    told = [(name, values) for name, values in columns if name not in UNTOLD and not name.startswith("total_")][:MOST]
    cells = [
        [f"{name.replace('_', ' ')} {cell}" if is_number(values) and cell else cell for cell in _written(values)] for name, values in told
    ]
    return [", ".join(filter(None, row))[:200] for row in zip(*cells, strict=True)]


def listing(found, documents):
    """Return one row per span: where it stands (date, issuer, title, which sentence of how many), its text, and its offsets.

    A statement without a title has its document_id there; what several have in common is followed by it.
    """
    told = evidence(found, documents).drop(columns=["sentence", "statement"])
    names = statement_name(documents, of=["title"]).set_axis(documents.document_id)
    bounds = sentences(documents[documents.document_id.isin(found.document_id)]).groupby("document_id").start
    starts = dict.fromkeys(found.document_id, np.zeros(0, dtype=int))  # of a blank text there is no sentence
    starts |= {document_id: group.to_numpy() for document_id, group in bounds}
    told.insert(3, "title", names.reindex(found.document_id).to_numpy())
    where = list(zip(found.document_id, found.start, strict=True))
    told.insert(4, "sentence_number", [int(max((starts[i] <= start).sum(), 1)) for i, start in where])
    told.insert(5, "sentences", [max(len(starts[i]), 1) for i, _ in where])
    return told


def sentences_of(shown, documents, *, total, step):
    """Return the sentences behind spans, each with its head and its place in the statement."""
    table = listing(shown, documents)
    items = [
        {"head": head, "place": f"sentence {row.sentence_number:,} of {row.sentences:,}"}
        | {"before": row.before, "surface": row.surface, "after": row.after}
        for head, row in zip(_heads(table), table.itertuples(), strict=True)
    ]
    opened = f"{total:,} in the text" if len(items) == total else f"The first {len(items):,} of {total:,} in the text"
    more = f"Show {min(step, total - len(items)):,} more" if len(items) < total else ""
    return {"caption": opened, "items": items, "more": more}


def reading_of(found, document_id, documents):
    """Return one statement in pieces, each marked or not."""
    known = documents.assign(date=known_dates(documents), title=statement_name(documents, of=["title"]))
    row = known[known.document_id == document_id].iloc[[0]]
    text, parts, at = row.text.iloc[0], [], 0
    for start, end in found[found.document_id == document_id].sort_values("start")[["start", "end"]].itertuples(index=False):
        if at <= start < end:
            parts += [[text[at:start], False], [text[start:end], True]]
            at = end
    parts.append([text[at:], False])
    return {"head": _heads(row)[0], "parts": [part for part in parts if part[0]]}


def _heads(table):
    columns = [cells_of(pd.Series(table[name].to_numpy())) for name in ("date", "issuer", "title") if name in table]
    return [" · ".join(filter(None, row)) for row in zip(*columns, strict=True)]
