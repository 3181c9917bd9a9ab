"""Key word in context: every hit of a word, a phrase or a wildcard with the text around it."""

import fnmatch
import re

import numpy as np
import pandas as pd

from helpers.spans import fold
from helpers.tokens import tokenize, type_of


def kwic(documents, pattern, *, width=40, tokens=None):
    """List the hits of a pattern, in the order of the documents.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    pattern : str
        A word or a phrase; ``*`` stands for any characters of a word and ``?`` for one. Words are matched as types:
        ``us`` is not ``US``. A phrase does not cross a sentence. Quotation marks around it change nothing.
    width : int
        Characters to the left and to the right.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.

    Returns
    -------
    DataFrame
        One row per hit: document_id, date, start, end, left, node, right.

    Raises
    ------
    ValueError
        If the pattern holds no word.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": ["2022-09-22"], "text": ["Sham referenda. No referendum."]})
    >>> kwic(documents, "referend*", width=5)[["left", "node", "right"]].values.tolist()
    [['Sham', 'referenda', '. No'], ['. No', 'referendum', '.']]
    """
    words = fold(pattern)[0].strip().strip('"').split()
    if not words:
        raise ValueError(f"pattern={pattern!r} holds no word; write a word, a phrase, or a word with * such as referend*")
    tokens = tokenize(documents) if tokens is None else tokens
    first = _hits(tokens, words)
    found = pd.DataFrame(
        {
            "document_id": tokens.document_id.to_numpy()[first].astype(object),
            "start": tokens.start.to_numpy()[first],
            "end": tokens.end.to_numpy()[first + len(words) - 1],
        }
    )
    known = documents.set_index("document_id")
    texts = known.text.reindex(found.document_id)
    spans = list(zip(texts, found.start, found.end, strict=True))
    found.insert(1, "date", known.date.reindex(found.document_id).to_numpy() if "date" in known else pd.NaT)
    found["left"] = [_line(text[max(start - width, 0) : start]) for text, start, _ in spans]
    found["node"] = [_line(text[start:end]) for text, start, end in spans]
    found["right"] = [_line(text[end : end + width]) for text, _, end in spans]
    return found.astype({"document_id": "str", "left": "str", "node": "str", "right": "str"})


def _hits(tokens, words):
    """Return the positions in the token table at which the words stand one after another."""
    types = tokens.type.cat.categories
    code = tokens.type.cat.codes.to_numpy()
    last = max(len(code) - len(words) + 1, 0)
    sentence = tokens.document_id.cat.codes.to_numpy() * (tokens.sentence.max() + 1 if len(tokens) else 1) + tokens.sentence.to_numpy()
    hit = sentence[:last] == sentence[len(sentence) - last :]
    for i, matches in enumerate(map(_matcher, words)):
        wanted = np.flatnonzero([matches(name) for name in types])
        hit = hit & np.isin(code[i : i + last], wanted)
    return np.flatnonzero(hit)


def _matcher(word):
    word = type_of(word)
    if not set(word) & set("*?"):
        return word.__eq__
    return re.compile(fnmatch.translate(word.replace("[", "[[]"))).match


def _line(text):
    return " ".join(text.split())
