"""How often a finder is right in texts of each genre and language, so that the figure beside a result is that of such texts."""

import functools

import numpy as np
import pandas as pd

from helpers.evaluation.matching import score, score_overlap
from helpers.evaluation.scores import UNMARKED, samples
from helpers.frames.doors import require_documents
from helpers.languages import languages_of
from helpers.paths import GOLD
from helpers.places import region_mentions
from helpers.reported import genres, reported_statements
from helpers.timexes import find_timexes

OF_OTHERS = GOLD / "of_others.csv"  # figures on annotated texts that are not the kit's to give away
LEAST = 20  # texts, below which no share of them is told
SHARES = ["precision", "low", "high", "recall", "f1"]
FINDERS = {
    "places": ("regions", lambda documents, own: region_mentions(documents, without=UNMARKED if own else ()), score),
    "dates": ("timexes", lambda documents, own: find_timexes(documents), score),
    "reported": ("reported", lambda documents, own: reported_statements(documents), score_overlap),
}


def score_by(found, gold, documents, *, by="genre", least=LEAST, measure=score):
    """Score what was found by groups of texts.

    Parameters
    ----------
    found, gold : DataFrame
        Tables of spans with document_id.
    documents : DataFrame
        The statements that were marked.
    by : str or list of str
        Columns of `documents`; genre, where it is none or not filled in, is what `reported.genres` takes a text for.
    least : int
        Texts that a group needs for a figure.
    measure : callable
        `evaluation.score`, or another that takes found and gold and makes such a table.

    Returns
    -------
    DataFrame
        One row per group, that of most texts first: the columns of `by`, texts, marked (spans), precision, low and high (its 95 %
        interval, with texts as the unit), recall, f1, said (what to know of the row). Where there are too few texts the shares are
        missing, and said says so.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["In Kyiv.", "In Lviv."], "genre": ["news", "speech"]})
    >>> gold = pd.DataFrame({"document_id": ["a", "b"], "start": [3, 3], "end": [7, 7]})
    >>> score_by(gold, gold, documents, least=1)[["genre", "texts", "precision"]].values.tolist()
    [['news', 1, 1.0], ['speech', 1, 1.0]]
    >>> score_by(gold, gold, documents).said.tolist()
    ['too few texts for a figure: 1, not 20', 'too few texts for a figure: 1, not 20']
    """
    by = [by] if isinstance(by, str) else list(by)
    table, rows = _with_genre(documents, by), []
    found, gold = (spans.astype({"document_id": "str"}) for spans in (found, gold))
    for group, texts in table.astype({"document_id": "str"}).groupby(by, dropna=False, sort=False):
        inside = [spans[spans.document_id.isin(texts.document_id)] for spans in (found, gold)]
        shares, said = dict.fromkeys(SHARES, np.nan), f"too few texts for a figure: {len(texts)}, not {least}"
        if len(texts) >= least:
            scored = measure(*inside).set_index("measure")
            shares, said = scored.value.to_dict() | scored.loc["precision", ["low", "high"]].to_dict(), ""
        rows.append((*group, len(texts), len(inside[1]), *(shares[name] for name in SHARES), said))
    made = pd.DataFrame(rows, columns=[*by, "texts", "marked", *SHARES, "said"])
    return made.sort_values("texts", ascending=False, kind="stable", ignore_index=True)


def figures_for(documents, finder="places", *, least=LEAST):
    """Say how often a finder is right in texts like those of a corpus: by genre and language.

    Figures are of the kit's hand-marked samples, and of others' annotated texts as ``python3 -m helpers score --data`` gives them
    (``corpus/gold/of_others.csv``), which are all in English; of the samples 40 texts are in Ukrainian and Russian.

    Parameters
    ----------
    documents : DataFrame
        Statements; a column `genre` is taken for what it says, and digests (column `kind`) are a genre of their own here.
    finder : {"places", "dates", "reported"}
        Spans of places and dates must be the same, contents of reported statements overlap by half.
    least : int
        Marked texts that a genre needs for a figure.

    Returns
    -------
    DataFrame
        One row per genre and language of `documents` and sample with figures, the most frequent first: genre, language, statements, sample,
        texts, marked, precision, low, high, recall, f1, said, as from `score_by`. Where nothing is known, or of too few texts, the
        shares are missing, and said says so.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Kyiv said no."], "genre": ["news"], "language": ["de"]})
    >>> figures_for(documents)[["genre", "language", "statements", "said"]].values.tolist()
    [['news', 'de', 1, 'no text in this language was marked']]
    >>> figures_for(documents.drop(columns="language"))["sample"].tolist()
    ['GeoWebNews', 'TR-News', 'own samples']
    """
    if finder not in FINDERS:
        raise ValueError(f"finder is {finder!r}. Allowed: {', '.join(map(repr, FINDERS))}. Remedy: one of them.")
    documents = require_documents(documents, "text")
    said = documents.get("language", pd.Series("", documents.index)).fillna("")
    here = _digests_apart(_with_genre(documents, ["genre"]).assign(language=said.to_numpy(), code=_codes(documents)), documents)
    counts = here.groupby(["genre", "language", "code"], sort=False).size().rename("statements").reset_index()
    figures = _figures(finder, least)
    table = counts.merge(figures, how="left", on=["genre", "code"])
    nothing = table.code.isin(figures.code).map({True: "no text of this genre was marked", False: "no text in this language was marked"})
    table = table.assign(said=table.said.fillna(nothing)).fillna({"sample": "", "texts": 0, "marked": 0})
    table = table.astype({"texts": "int64", "marked": "int64"})[
        ["genre", "language", "statements", "sample", "texts", "marked", *SHARES, "said"]
    ]
    return table.sort_values("statements", ascending=False, kind="stable", ignore_index=True)


def _codes(documents):
    """Return the languages that texts are read in; where nothing speaks against it, that is English."""
    return languages_of(documents).replace("", "en").to_numpy()


def _digests_apart(table, documents):
    """Return texts with a genre of its own for digests: with most that are marked rules were written, so they speak for no other news."""
    digests = documents.get("kind", pd.Series("", documents.index)).eq("digest").to_numpy()
    return table.assign(genre=table.genre.mask(digests, "digest"))


@functools.cache
def _figures(finder, least):
    """Return the figures of others' annotated texts and of the kit's samples, by genre."""
    name, find, measure = FINDERS[finder]
    parts = [part for blind in (False, True) for part in samples(blind, [name])]
    tables = [(documents, find(documents, own), gold) for documents, gold, own, _ in parts]
    documents, found, gold = [pd.concat(some, ignore_index=True) for some in zip(*tables, strict=True)]
    genre = _digests_apart(_with_genre(documents, ["genre"]), documents).rename(columns={"genre": "of"})
    genre["code"] = _codes(documents)
    own = score_by(found, gold, genre, by=["of", "code"], least=least, measure=measure).rename(columns={"of": "genre"})
    own, others = own.assign(sample="own samples"), pd.read_csv(OF_OTHERS, keep_default_na=False).assign(code="en")
    return pd.concat([others[others.finder == finder].drop(columns="finder").assign(said=""), own], ignore_index=True)


def _with_genre(documents, by):
    """Return the texts with the columns of `by`, genre filled in."""
    table = documents[["document_id", *(name for name in by if name in documents and name != "genre")]].reset_index(drop=True)
    return table.assign(genre=genres(documents.drop(columns="date", errors="ignore")).genre.to_numpy()) if "genre" in by else table
