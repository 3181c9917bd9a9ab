"""Subcorpora: statements chosen by what is known of them, in one idiom that can be kept by name."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import paths
from helpers.concordance import kwic
from helpers.files.whole_files import write_whole
from helpers.frames.doors import require_documents, require_spans
from helpers.groups import PERIODS, group_keys
from helpers.reported.genre import GENRES, only_genres

OWN = ("subcorpus", "since", "until", "genre", "text", "place")  # what is chosen by otherwise than by a column


def select(documents, *, subcorpus=None, since=None, until=None, genre=None, text=None, place=None, mentions=None, **columns):
    """Choose statements by a name, their dates, genre, words, places and columns; what is not given leaves all.

    A list of several values leaves the statements that have one of them.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    subcorpus : str or list of str, optional
        Names that choices were kept under by `keep_subcorpus`.
    since, until : str or date, optional
        The first and the last day. Statements without a date are left out where one is given.
    genre : str or list of str, optional
        As `reported.genres` finds them or the column `genre` states them: news, communiqué, speech, interview, transcript.
    text : str, optional
        A pattern as for `concordance.kwic` that stands in them.
    place : str or list of str, optional
        Codes or names of places, or codes of regions, that are named in them, in capitals or not; needs `mentions`.
    mentions : DataFrame, optional
        From `places.region_mentions`.
    **columns
        Values of columns of `documents`, one or a list of several: ``issuer=["NATO", "G7"]``; or, where it has no such column,
        years, quarters, months, weeks or days of the date: ``year=[2022, 2023]``, ``month="2022-09"``.

    Returns
    -------
    DataFrame
        The rows of `documents` that fit all that is given, in their order.

    Raises
    ------
    ValueError
        If there is no such column, no statement has a value that is asked for, `place` comes without `mentions`,
        or nothing is kept under the name `subcorpus`.

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
    if subcorpus is not None:
        named = [select(documents, **choice, mentions=mentions) for choice in choices_of(subcorpus)]
        fits &= documents.document_id.isin(pd.concat([part.document_id for part in named]))
    for column, wanted in columns.items():
        fits &= _among(documents, column, _listed(wanted))
    if since is not None or until is not None:
        dates = pd.to_datetime(require_documents(documents, "date")["date"])
        fits &= dates.between(dates.min() if since is None else str(since), dates.max() if until is None else str(until))
    if genre is not None:
        found = pd.Series(only_genres(documents), index=documents.index, dtype="str")
        fits &= found.isin(_known(_listed(genre), GENRES, "genre"))
    if text is not None:
        fits &= documents.document_id.isin(kwic(documents, text).document_id)
    if place is not None:
        fits &= documents.document_id.isin(_naming(_listed(place), mentions, documents))
    return documents[fits]


def keep_subcorpus(name, *, path=None, **choice):
    """Keep a choice of statements under a name, in a small file that `subcorpora` reads.

    Parameters
    ----------
    name : str
    path : path-like, optional
        A JSON file: by default `corpus/subcorpora.json`. Others that it holds stay; one of the same name is replaced.
    **choice
        What `select` takes, but for `mentions`.

    Raises
    ------
    ValueError
        If the name is empty, or what is chosen from itself.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "subcorpora.json")
    >>> keep_subcorpus("early", until="2022-12-31", issuer=["NATO", "G7"], path=file)
    >>> subcorpora(file)
    {'early': {'until': '2022-12-31', 'issuer': ['NATO', 'G7']}}
    """
    if not (name := str(name).strip()):
        raise ValueError("a subcorpus needs a name. Remedy: write a word or two that say what was chosen.")
    path = Path(path or paths.SUBCORPORA)
    plain = {
        key: [*map(str, value)] if isinstance(value, list | tuple) else str(value) for key, value in choice.items() if value is not None
    }
    kept = subcorpora(path) | {name: plain}
    choices_of(name, kept)
    write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n")


def choices_of(names, kept=None, *, within=()):
    """Return what was kept under names, and raise a ValueError where that is nothing or leads back to itself.

    >>> choices_of("late", {"late": {"since": "2023-01-01"}})
    [{'since': '2023-01-01'}]
    """
    kept = subcorpora() if kept is None else kept
    for name in _known(_listed(names), kept, "subcorpus", "nothing is kept under"):
        if name in within:
            raise ValueError(f"the subcorpus {name!r} is chosen from itself. Remedy: keep it under another name.")
        choices_of(_listed(kept[name].get("subcorpus", [])), kept, within=(*within, name))
    return [kept[name] for name in _listed(names)]


def by_place(choice):
    """Return whether a choice needs the mentions of places, itself or by a subcorpus.

    >>> by_place({"place": "UA-65"}), by_place({"issuer": "NATO"})
    (True, False)
    """
    named = choice.get("subcorpus")
    return choice.get("place") is not None or (named is not None and any(map(by_place, choices_of(named))))


def subcorpora(path=None):
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
    path = Path(path or paths.SUBCORPORA)
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is no JSON: {error}. Remedy: mend that place, or delete the file and keep the subcorpora anew.") from None
    wrong = [name for name, choice in kept.items() if not isinstance(choice, dict)] if isinstance(kept, dict) else ["the whole"]
    if wrong:
        raise ValueError(f'{path}: {wrong[0]} is no choice. Remedy: write {{"name": {{"issuer": ["NATO"], "since": "2022-09-01"}}}}.')
    return kept


def kept_in(documents, mentions=None):
    """Return for each name under which a choice is kept the ids of its statements; of another corpus' choices, which fit none, nothing.

    >>> kept_in(pd.DataFrame({"document_id": ["a"], "text": ["No."]}))
    {}
    """
    found = {}
    for name in subcorpora():
        try:
            found[name] = select(documents, subcorpus=name, mentions=mentions).document_id.tolist()
        except ValueError:  # it asks for an issuer or a column of another corpus
            continue
    return {name: ids for name, ids in found.items() if ids}


def _listed(wanted):
    return list(wanted) if isinstance(wanted, list | tuple | set | pd.Series | pd.Index) else [wanted]


def _known(wanted, there, what, without="no statement has the"):
    """Return what is asked for, or say that there is none of it."""
    if unknown := [value for value in wanted if value not in there]:
        some = ", ".join(map(str, sorted(map(str, there))[:8])) or "none yet"
        raise ValueError(f"{without} {what} {unknown[0]!r}. Remedy: one of {some}{' …' * (len(there) > 8)}.")
    return wanted


def _among(documents, column, wanted):
    if column not in documents and column not in PERIODS:
        raise ValueError(f"there is no column {column!r}. Remedy: one of {', '.join([*OWN, *documents.columns, *PERIODS])}.")
    values = documents[column] if column in documents else group_keys(documents, column)[column]
    number, different = pd.factorize(values)
    there = list(map(_as_text, different))
    return np.isin(number, [at for at, name in enumerate(there) if name in _known([*map(_as_text, wanted)], set(there), column)])


def _as_text(value):
    """Return a value as text, numbers without a point where they need none: a choice that was kept holds text."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _naming(wanted, mentions, documents):
    if mentions is None:
        raise ValueError("place needs the mentions. Remedy: mentions=places.region_mentions(documents).")
    mentions = require_spans(mentions, "place_id", "name", "region", documents=documents, name="mentions")
    wanted = {str(place).casefold() for place in wanted}
    named = np.zeros(len(mentions), dtype=bool)
    for column in ("place_id", "name", "region"):
        number, different = pd.factorize(mentions[column])
        named |= np.isin(number, [at for at, name in enumerate(different) if str(name).casefold() in wanted])
    return mentions.document_id[named]
