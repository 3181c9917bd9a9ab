"""Subcorpora: statements chosen by what is known of them, in one idiom that can be kept by name."""

import json
from pathlib import Path

import pandas as pd

from helpers.concordance import kwic
from helpers.files.whole_files import write_whole
from helpers.frames.doors import require_documents, require_spans
from helpers.paths import SUBCORPORA
from helpers.reported import genres
from helpers.reported.genre import GENRES

OWN = ("since", "until", "genre", "text", "place")  # what is chosen by otherwise than by a column


def select(documents, *, since=None, until=None, genre=None, text=None, place=None, mentions=None, **columns):
    """Choose statements by their dates, genre, words, places and columns; what is not given leaves all.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    since, until : str or date, optional
        The first and the last day. Statements without a date are left out where one is given.
    genre : str or list of str, optional
        As `reported.genres` finds them or the column `genre` states them: news, communiqué, speech, interview, transcript.
    text : str, optional
        A pattern as for `concordance.kwic` that stands in them.
    place : str or list of str, optional
        Codes or names of places, or codes of regions, that are named in them; needs `mentions`.
    mentions : DataFrame, optional
        From `places.region_mentions`.
    **columns
        Values of columns of `documents`, one or a list of several: ``issuer=["NATO", "G7"]``.

    Returns
    -------
    DataFrame
        The rows of `documents` that fit all that is given, in their order.

    Raises
    ------
    ValueError
        If there is no such column, no statement has a value that is asked for, or `place` comes without `mentions`.

    Examples
    --------
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12", "2023-02-24"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "date": dates, "issuer": ["NATO", "UN", "NATO"]})
    >>> documents["text"] = ["No votes.", "No vote.", "One year."]
    >>> select(documents, issuer=["NATO", "UN"], until="2022-12-31", text="vote*").document_id.tolist()
    ['a', 'b']
    """
    documents = require_documents(documents)
    fits = pd.Series(True, index=documents.index)
    for column, wanted in columns.items():
        fits &= _among(documents, column, _listed(wanted))
    if since is not None or until is not None:
        dates = pd.to_datetime(require_documents(documents, "date")["date"])
        fits &= dates.between(dates.min() if since is None else str(since), dates.max() if until is None else str(until))
    if genre is not None:
        found = genres(documents).genre.set_axis(documents.index)
        fits &= found.isin(_known(_listed(genre), GENRES, "genre"))
    if text is not None:
        fits &= documents.document_id.isin(kwic(documents, text).document_id)
    if place is not None:
        fits &= documents.document_id.isin(_naming(_listed(place), mentions, documents))
    return documents[fits]


def keep_subcorpus(name, *, path=SUBCORPORA, **choice):
    """Keep a choice of statements under a name, in a small file that `subcorpora` reads.

    Parameters
    ----------
    name : str
    path : path-like, optional
        A JSON file: by default `corpus/subcorpora.json`. Others that it holds stay; one of the same name is replaced.
    **choice
        What `select` takes, but for `mentions`.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "subcorpora.json")
    >>> keep_subcorpus("early", until="2022-12-31", issuer=["NATO", "G7"], path=file)
    >>> subcorpora(file)
    {'early': {'until': '2022-12-31', 'issuer': ['NATO', 'G7']}}
    """
    kept = subcorpora(path) if Path(path).exists() else {}
    plain = {key: value if isinstance(value, list | tuple) else str(value) for key, value in choice.items() if value is not None}
    write_whole(Path(path), json.dumps(kept | {str(name): plain}, ensure_ascii=False, indent=1).encode() + b"\n")


def subcorpora(path=SUBCORPORA):
    """Read the choices that were kept by name, each for `select`: ``select(documents, **subcorpora()["early"])``.

    Returns
    -------
    dict
        name -> what `select` takes; empty where there is no file.

    Raises
    ------
    ValueError
        If the file is not one object of objects.
    """
    if not Path(path).exists():
        return {}
    try:
        kept = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is no JSON: {error}. Remedy: mend that place, or delete the file and keep the subcorpora anew.") from None
    wrong = [name for name, choice in kept.items() if not isinstance(choice, dict)] if isinstance(kept, dict) else ["the whole"]
    if wrong:
        raise ValueError(f'{path}: {wrong[0]} is no choice. Remedy: write {{"name": {{"issuer": ["NATO"], "since": "2022-09-01"}}}}.')
    return kept


def _listed(wanted):
    return list(wanted) if isinstance(wanted, list | tuple | set | pd.Series | pd.Index) else [wanted]


def _known(wanted, there, what):
    """Return what is asked for, or say that there is none of it."""
    if unknown := [value for value in wanted if value not in there]:
        some = ", ".join(map(str, sorted(map(str, there))[:8]))
        raise ValueError(f"no statement has the {what} {unknown[0]!r}. Remedy: one of {some}{' …' * (len(there) > 8)}.")
    return wanted


def _among(documents, column, wanted):
    if column not in documents:
        raise ValueError(f"there is no column {column!r}. Remedy: one of {', '.join([*OWN, *documents.columns])}.")
    values = documents[column]
    if pd.api.types.is_numeric_dtype(values):
        return values.isin(_known(wanted, set(values.dropna()), column))
    return values.astype("str").isin(_known([str(value) for value in wanted], set(values.dropna().astype("str")), column))


def _naming(wanted, mentions, documents):
    if mentions is None:
        raise ValueError("place needs the mentions. Remedy: mentions=places.region_mentions(documents).")
    mentions = require_spans(mentions, "place_id", "name", "region", documents=documents, name="mentions")
    return mentions.document_id[mentions[["place_id", "name", "region"]].isin(wanted).any(axis=1)]
