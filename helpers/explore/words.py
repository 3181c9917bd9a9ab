"""Tables, sentences and statements as plain data for the view: strings alone, which it sets as text."""

import re

import numpy as np
import pandas as pd

from helpers.labels import known_dates, statement_name
from helpers.spans import evidence, sentences
from helpers.tables.cells import cells_of, columns_of, is_number

OFFSETS = ("start", "end", "document_id")
MOST = 5  # columns in the label of a mark
WHOSE = 3  # issuers who are named above sentences
UNTOLD = {*OFFSETS, "place_id", "low", "high", "total", "vague", "date_to", "left", "right"}  # in such a label


def written(values, among=None):
    """Return the cells of a column, its numbers in one form: 2,388 as well as 29,699; `among` is the column of which they are a part."""
    cells = cells_of(values, among=among)
    return [re.sub(r"^(-?\d)(\d{3}(\.\d+)?)$", r"\1,\2", cell) for cell in cells] if is_number(values) and values.name != "year" else cells


def labels_of(table):
    """Return each row in a few words, for the ear."""
    columns = columns_of(table.reset_index(drop=True))
    told = [(name, values) for name, values in columns if name not in UNTOLD and not name.startswith("total_")][:MOST]
    cells = [
        [f"{name.replace('_', ' ')} {cell}" if is_number(values) and cell else cell for cell in written(values)] for name, values in told
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


def sentences_of(found, documents, *, shown, step):
    """Return the first sentences behind spans, each with its head and its place in the statement, and whose all of them are."""
    shown, total = found.iloc[:shown], len(found)
    table = listing(shown, documents)
    items = [
        {"head": head, "place": f"sentence {row.sentence_number:,} of {row.sentences:,}"}
        | {"before": row.before, "surface": row.surface, "after": row.after}
        | {"parts": _within(row, spans)}
        for head, row, spans in zip(_heads(table), table.itertuples(), _marked(shown), strict=True)
    ]
    opened = f"{total:,} in the text" if len(items) == total else f"The first {len(items):,} of {total:,} in the text"
    opened += _issuers(found, documents)
    more = f"Show {min(step, total - len(items)):,} more" if len(items) < total else ""
    return {"caption": opened, "items": items, "more": more}


def _issuers(found, documents):
    """Say who issued the statements in which spans stand, those with most of them first.

    >>> documents = pd.DataFrame({"document_id": list("abc"), "issuer": ["UN", "NATO", "UN"]})
    >>> _issuers(pd.DataFrame({"document_id": ["a", "b", "a", "c"]}), documents)
    ': UN 3, NATO 1'
    """
    if "issuer" not in documents or not len(found):
        return ""
    counts = documents.issuer.set_axis(documents.document_id).reindex(found.document_id).value_counts()
    told = [f"{name} {n:,}" for name, n in counts.items()]
    rest = f" and {len(told) - WHOSE:,} others" if len(told) > WHOSE else ""
    return ": " * bool(told) + ", ".join(told[: WHOSE + (len(told) == WHOSE + 1)]) + rest * (len(told) > WHOSE + 1)


def reading_of(found, document_id, documents):
    """Return one statement in pieces, each marked or not."""
    known = documents.assign(date=known_dates(documents), title=statement_name(documents, of=["title"]))
    row = known[known.document_id == document_id].iloc[[0]]
    spans = [span for spans in _marked(found[found.document_id == document_id]) for span in spans]
    return {"head": _heads(row)[0], "parts": _parts(row.text.iloc[0], spans)}


def _marked(found):
    """Return for each row the spans that are marked: its own, and that of the node beside which it stands, where it has one."""
    columns = [["start", "end"], *[["node_start", "node_end"]] * ("node_start" in found)]
    return list(zip(*(zip(*(found[name].tolist() for name in pair), strict=True) for pair in columns), strict=True))


def _within(row, spans):
    """Return the sentence of a span in pieces."""
    first = row.start - len(row.before)
    return _parts(f"{row.before}{row.surface}{row.after}", [(start - first, end - first) for start, end in spans])


def _parts(text, spans):
    """Return a text in pieces, each marked or not; spans that reach beyond it, or begin within another, are not marked.

    >>> _parts("Sham votes!", [(5, 10), (0, 4)])
    [['Sham', True], [' ', False], ['votes', True], ['!', False]]
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            parts += [[text[at:start], False], [text[start:end], True]]
            at = end
    parts.append([text[at:], False])
    return [part for part in parts if part[0]]


def _heads(table):
    columns = [cells_of(pd.Series(table[name].to_numpy())) for name in ("date", "issuer", "title") if name in table]
    return [" · ".join(filter(None, row)) for row in zip(*columns, strict=True)]
