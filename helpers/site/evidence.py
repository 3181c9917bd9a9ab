"""The data of the page that lists the sentences behind a number: every sentence, its words, and what was found in it."""

import json

import numpy as np
import pandas as pd

from helpers.corpus.subcorpora import kept_in
from helpers.groups import NOT_STATED
from helpers.labels import bounds_text, date_text, statement_name
from helpers.places import load_gazetteer
from helpers.places.names import larger_regions


def data_of(documents, tokens, found, name_of):
    """Return a script that sets ``window.EVIDENCE``.

    Parameters
    ----------
    documents, tokens : DataFrame
        All statements, and their token table.
    found : dict of DataFrame
        From `reader.find_all`.
    name_of : function
        From a document_id to the file of its page.
    """
    documents = documents.reset_index(drop=True)
    documents = documents.assign(date=date_text(documents), title=statement_name(documents, of=["title"]))
    said = found["reported"]
    if {"date_from", "date_to"} <= set(said):
        found = found | {"reported": said.assign(date_from=bounds_text(said.date_from, said.date_to)[0])}
    number = dict(zip(documents.document_id, range(len(documents)), strict=True))
    sentences = found["sentences"].reset_index(drop=True)
    first = sentences.groupby("document_id").apply(lambda group: group.index[0], include_groups=False).to_dict()
    bounds = {name: (group.start.to_numpy(), group.end.to_numpy()) for name, group in sentences.groupby("document_id")}

    def pieces(row):
        """Return [sentence, start, end] for each sentence that a span lies in, as offsets into that sentence."""
        starts, ends = bounds[row.document_id]
        a = max(int(np.searchsorted(starts, row.start, side="right")) - 1, 0)
        b = max(int(np.searchsorted(starts, row.end, side="left")) - 1, a)
        cut = [(i, max(row.start, starts[i]) - starts[i], min(row.end, ends[i]) - starts[i]) for i in range(a, b + 1)]
        return [[first[row.document_id] + i, int(s), int(e)] for i, s, e in cut if e > s]

    def table(kind, *columns):
        values = found[kind].reindex(columns=list(columns)).astype(object)
        values = values.where(values.notna(), None).to_numpy().tolist()
        return [[pieces(row), *map(_text, rest)] for row, rest in zip(found[kind].itertuples(), values, strict=True)]

    gazetteer = load_gazetteer()
    larger = larger_regions(gazetteer)
    texts = dict(zip(documents.document_id, documents.text, strict=True))  # a column copies a whole text each time it is asked
    data = {
        "documents": [_document(row, name_of) for row in documents.to_dict("records")],
        "types": [str(word) for word in tokens.type.cat.categories],
        "sentences": [[number[r.document_id], r.sentence, texts[r.document_id][r.start : r.end]] for r in sentences.itertuples()],
        "words": _words(tokens, sentences, first),
        "places": table("place", "name", "place_id", "region", "surface"),
        "larger": {name: of.index.tolist() for name, of in larger.groupby(larger)},
        "regions": _regions(found["place"], gazetteer),
        "dates": table("date", "value", "date_from", "date_to"),
        "said": table("reported", "speaker", "actor", "date_from"),
        "kept": {name: [number[one] for one in ids] for name, ids in kept_in(documents, found["place"]).items()},
        "unstated": NOT_STATED,
    }
    return f"window.EVIDENCE = {json.dumps(data, ensure_ascii=False, separators=(',', ':'), default=int)};\n".replace("</", "<\\/")


def _words(tokens, sentences, first):
    """Return for each sentence its words as one list: type, characters since the last word's end, length; type, …"""
    words = [[] for _ in range(len(sentences))]
    starts = sentences.start.to_numpy()
    names = tokens.document_id.astype(object).map(first).to_numpy() + tokens.sentence.to_numpy()
    last = dict.fromkeys(range(len(sentences)), None)
    for at, code, start, end in zip(names, tokens.type.cat.codes, tokens.start, tokens.end, strict=True):
        before = starts[at] if last[at] is None else last[at]
        words[at] += [int(code), int(start - before), int(end - start)]
        last[at] = end
    return words


def _regions(mentions, gazetteer):
    """Return for the name of each region that mentions lie in its ids."""
    seen = mentions["region"].dropna().unique() if "region" in mentions else []
    known = gazetteer.drop_duplicates("place_id").set_index("place_id").name
    found = known[known.index.isin(seen)]
    return {name: sorted(of.index) for name, of in found.groupby(found)}


def _document(row, name_of):
    metadata = (_text(row.get(column)) for column in ("date", "issuer", "source", "title"))
    return [row["document_id"], name_of(row["document_id"]), *metadata]


def _text(value):
    if value is None or pd.isna(value):
        return None
    return value.isoformat()[:10] if isinstance(value, pd.Timestamp) else str(value)
