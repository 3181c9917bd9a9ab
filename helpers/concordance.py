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
    tokens = tokenize(documents) if tokens is None else tokens
    first, last = hits(tokens, pattern)
    found = pd.DataFrame(
        {
            "document_id": tokens.document_id.to_numpy()[first].astype(object),
            "start": tokens.start.to_numpy()[first],
            "end": tokens.end.to_numpy()[last],
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


def hits(tokens, pattern):
    """Find a pattern in a token table.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    pattern : str
        As for `kwic`.

    Returns
    -------
    first, last : ndarray
        The positions in `tokens` of the first and the last word of each hit.

    Raises
    ------
    ValueError
        If the pattern holds no word.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["No sham votes, no votes."]})
    >>> [positions.tolist() for positions in hits(tokenize(documents), "sham votes")]
    [[1], [2]]
    """
    words = fold(pattern)[0].strip().strip('"').split()
    if not words:
        raise ValueError(f"pattern={pattern!r} holds no word; write a word, a phrase, or a word with * such as referend*")
    code = tokens.type.cat.codes.to_numpy()
    last = max(len(code) - len(words) + 1, 0)
    document, sentence = tokens.document_id.cat.codes.to_numpy(), tokens.sentence.to_numpy()
    end = len(code) - last
    hit = (document[:last] == document[end:]) & (sentence[:last] == sentence[end:])
    for i, word in enumerate(words):
        hit = hit & np.isin(code[i : i + last], _codes(tokens.type.cat.categories, word))
    first = np.flatnonzero(hit)
    return first, first + len(words) - 1


def _codes(types, word):
    """Return the numbers of the types that a word of a pattern stands for."""
    word = type_of(word)
    if set(word) & set("*?"):
        return np.flatnonzero(types.str.match(fnmatch.translate(word.replace("[", "[[]"))))
    found = types.get_indexer([word])
    return found[found >= 0]


def sort_lines(lines, *, side="right"):
    """Sort a concordance by its context, so that like wordings stand together.

    Parameters
    ----------
    lines : DataFrame
        From `kwic`.
    side : str
        right: by the words after the node, from the nearest; left: by the words before it, from the nearest.

    Returns
    -------
    DataFrame
        The same rows in another order.

    Examples
    --------
    >>> lines = pd.DataFrame({"left": ["the sham", "A sham"], "node": ["votes"] * 2, "right": ["", ", held"]})
    >>> sort_lines(lines, side="left").left.tolist()
    ['A sham', 'the sham']
    """
    if side not in ("left", "right"):
        raise ValueError(f"side={side!r}: write left or right")
    step = 1 if side == "right" else -1
    key = lines[side].map(lambda text: re.findall(r"\w+", text.casefold())[::step])
    return lines.loc[key.sort_values(kind="stable").index].reset_index(drop=True)


def _line(text):
    return " ".join(text.split())
