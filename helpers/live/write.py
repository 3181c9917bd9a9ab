"""The files of the page *Explore*, beside those of the site."""

import shutil
from json import dumps
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.frames.doors import dated, require_documents
from helpers.groups import fitting_period
from helpers.live import columns
from helpers.live.packing import sections, varints, write_script
from helpers.live.places import map_of, named_places
from helpers.live.statements import statements_of
from helpers.tokens.table import in_order

HERE = Path(__file__).parent
SCRIPTS = ("explore-core.js", "explore.js")
UNNAMED = "speaker not named"


def write(folder, documents, tokens, found, *, page_of):
    """Write the tables, scripts and style of the page, and return its body and the names of its scripts.

    Parameters
    ----------
    folder : path-like
        Of the site; the tables go into ``explore`` in it.
    documents, tokens : DataFrame
        All statements, and their token table.
    found : dict of DataFrame
        sentences, place, date, reported: of all statements, as the reader's `find_all` returns them.
    page_of : function
        From a document_id to the file of its page in the reader, or None where it has none: the page then shows the statement itself.
    """
    folder = Path(folder)
    (folder / "explore").mkdir(parents=True, exist_ok=True)
    write_tables(folder / "explore", documents, tokens, found, page_of=page_of)
    for name in (*SCRIPTS, "explore.css"):
        shutil.copyfile(HERE / name, folder / name)
    return (HERE / "explore.html").read_text(encoding="utf-8"), [*SCRIPTS]


def write_tables(folder, documents, tokens, found, *, page_of):
    """Write the tables of the page into a folder; the parameters are those of `write`."""
    documents = dated(require_documents(documents, "date", "text")).reset_index(drop=True)
    texts = documents["text"].fillna("").astype(str).tolist()
    tokens, sentences = in_order(tokens)[0], found["sentences"]

    def put(name, content):
        return write_script(folder, name, content)

    types, number, counts = columns.vocabulary(tokens)
    words = np.bincount(tokens["document_id"].array.codes, minlength=len(documents))
    places = named_places(found["place"])
    said, times = found["reported"], _whole_times(found["date"])
    speakers, speaker = np.unique(said["speaker"].fillna(UNNAMED).astype(str).to_numpy(dtype=object), return_inverse=True)
    base = {
        "types": len(types),
        "tokens": len(tokens),
        "statements": statements_of(documents, [page_of(name) for name in documents["document_id"]]) | {"words": words.tolist()},
        "period": fitting_period(documents) if documents["date"].notna().any() else None,
        "unnamed": UNNAMED,
        "places": _places(places),
        "map": map_of(places, found["place"]),
        "speakers": speakers.tolist(),
        "rule": columns.rule_of_words(),
        "first_month": int(times["first"].min()) if len(times) else 0,
        "vocabulary": put("vocabulary", columns.packed_vocabulary(types, counts)),
        "postings": [[first, put("postings", part)] for first, part in columns.postings(number, counts)],
        "sentences": put("sentences", columns.sentence_sizes(documents, tokens, sentences)),
        "mentions": put("mentions", columns.packed_spans(documents, found["place"], _codes(found["place"].place_id, places.place_id))),
        "said": put("said", columns.packed_spans(documents, said, speaker)),
        "times": put(
            "times", columns.packed_spans(documents, times, times["first"] - times["first"].min(), times["last"] - times["first"])
        ),
        "shards": list(_shards(put, documents, texts, tokens, sentences, number, counts)),
    }
    put("base", sections(dumps(base, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")))


def _shards(put, documents, texts, tokens, sentences, number, counts):
    """Write tokens and texts, some statements at a time; yield the first statement of each shard and the names of its two scripts."""
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    document = tokens["document_id"].array.codes
    first, borders = columns.firsts(documents, sentences), columns.shards(np.bincount(document, minlength=len(documents)).tolist())
    for a, b in zip(borders, borders[1:], strict=False):
        here = slice(*np.searchsorted(document, [a, b]))
        among = sentences.iloc[first[a] : first[b]]
        packed = columns.packed_texts(texts[a:b], among, first[a:b] - first[a], tokens.iloc[here])
        yield [a, put("tokens", sections(varints(rank[number[here]]))), put("texts", packed)]


def _places(places):
    shown = places[["place_id", "name", "kind", "region"]].astype(object)
    return shown.where(shown.notna(), "").astype(str).to_numpy().tolist()


def _codes(values, among):
    return pd.Index(among).get_indexer(values)


def _whole_times(times):
    """Return the times with both ends, and the months of these, from the year 0 on."""
    known = times[times["date_from"].notna() & times["date_to"].notna()]
    months = {name: known[of].dt.year * 12 + known[of].dt.month - 1 for name, of in (("first", "date_from"), ("last", "date_to"))}
    known = known.assign(**months)
    return known[known["last"] >= known["first"]]
