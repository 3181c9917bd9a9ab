"""The files of the page *Explore*, beside those of the site."""

import shutil
from functools import partial
from itertools import pairwise
from json import dumps
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus.subcorpora import kept_in
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
    tokens, put = in_order(tokens)[0], partial(write_script, folder)
    words = columns.vocabulary(tokens)
    sizes = np.bincount(tokens["document_id"].array.codes, minlength=len(documents))
    base = {
        "types": len(words.types),
        "tokens": len(tokens),
        "kept": _kept(documents, found["place"]),
        "statements": statements_of(documents, [page_of(name) for name in documents["document_id"]]) | {"words": sizes.tolist()},
        "period": fitting_period(documents) if documents["date"].notna().any() else None,
        "rule": columns.rule_of_words(),
        "vocabulary": put("vocabulary", columns.packed_vocabulary(words)),
        "postings": [[first, put("postings", part)] for first, part in columns.postings(words)],
        "sentences": put("sentences", columns.sentence_sizes(documents, tokens, found["sentences"])),
        "shards": list(_shards(put, documents, tokens, found["sentences"], words)),
        **_spans(put, documents, found),
    }
    put("base", sections(dumps(base, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")))


def _kept(documents, mentions):
    """Return the names that choices are kept under, with the numbers of their statements."""
    number = dict(zip(documents["document_id"], range(len(documents)), strict=True))
    return [[name, [number[one] for one in ids]] for name, ids in kept_in(documents, mentions).items()]


def _spans(put, documents, found):
    """Write what was found in the texts; return the names of the scripts, and what places, speakers and months are called."""
    mentions, said, times = found["place"], found["reported"], _whole_times(found["date"])
    places, first = named_places(mentions), int(times["first"].min()) if len(times) else 0
    speakers, speaker = np.unique(said["speaker"].fillna(UNNAMED).astype(str).to_numpy(dtype=object), return_inverse=True)
    place = pd.Index(places["place_id"]).get_indexer(mentions["place_id"])
    return {
        "places": _texts(places[["place_id", "name", "kind", "region"]]),
        "map": map_of(places, mentions),
        "speakers": speakers.tolist(),
        "unnamed": UNNAMED,
        "first_month": first,
        "mentions": put("mentions", columns.packed_spans(documents, mentions, place)),
        "said": put("said", columns.packed_spans(documents, said, speaker)),
        "times": put("times", columns.packed_spans(documents, times, times["first"] - first, times["last"] - times["first"])),
    }


def _shards(put, documents, tokens, sentences, words):
    """Write tokens and texts, some statements at a time; yield the first statement of each shard and the names of its two scripts."""
    rank = np.empty(len(words.counts), dtype=np.int64)
    rank[np.argsort(-words.counts, kind="stable")] = np.arange(len(words.counts))
    document, texts = tokens["document_id"].array.codes, documents["text"].fillna("").astype(str).tolist()
    first, borders = columns.firsts(documents, sentences), columns.shards(np.bincount(document, minlength=len(documents)).tolist())
    for a, b in pairwise(borders):
        here = slice(*np.searchsorted(document, [a, b]))
        among = sentences.iloc[first[a] : first[b]]
        packed = columns.packed_texts(texts[a:b], among, first[a:b] - first[a], tokens.iloc[here])
        yield [a, put("tokens", sections(varints(rank[words.number[here]]))), put("texts", packed)]


def _texts(table):
    shown = table.astype(object)
    return shown.where(shown.notna(), "").astype(str).to_numpy().tolist()


def _whole_times(times):
    """Return the times with both ends, and the months of these, from the year 0 on."""
    known = times[times["date_from"].notna() & times["date_to"].notna()]
    months = {name: known[of].dt.year * 12 + known[of].dt.month - 1 for name, of in (("first", "date_from"), ("last", "date_to"))}
    known = known.assign(**months)
    return known[known["last"] >= known["first"]]
