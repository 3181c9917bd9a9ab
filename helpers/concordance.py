"""Key word in context: every hit of a word, a phrase or a wildcard with the text around it."""

import re

import numpy as np
import pandas as pd

from helpers.counting.hits import codes_of
from helpers.counting.patterns import pattern_words
from helpers.counting.term_hits import hits_of
from helpers.frames.doors import positions, require_documents, require_tokens
from helpers.labels import heads
from helpers.tokens.rule import in_parts, tokenize
from helpers.tokens.table import in_order

__all__ = ["kwic"]

MOST, LONG = 3, 30  # places by which lines are sorted; characters of a word


def kwic(documents, pattern, *, width=40, tokens=None, sort=None, limit=None, whole=False):
    """List the hits of a pattern.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    pattern : str
        A word or a phrase; ``*`` stands for any characters of a word and ``?`` for one. Words are matched as types:
        ``us`` is not ``US``. A phrase does not cross a sentence. Marks are taken as in a text: ``no, no`` is two words,
        ``EU/NATO`` too, ``$40`` and ``Ukraine's`` are one, and quotation marks around it change nothing.
    width : int
        Characters to the left and to the right.
    tokens : DataFrame, optional
        The documents' token table, to save making it again; it may hold other documents too.
    sort : str or list of str, optional
        right: by the words after the node, from the nearest; left: by the words before it. Or up to three places beside it in the order
        in which they count, such as ``["R1", "R2", "L1"]``: the first word to the right, the second, the first to the left. Like wordings
        then stand together. The default is the order of the documents.
    limit : int, optional
        Only the first `limit` lines, in that order.
    whole : bool
        Leave out words that the width would cut, so that every word of a line can be read.

    Returns
    -------
    DataFrame
        One row per hit: document_id, date (datetime64; if not all dates of `documents` are known to the day, text with as
        much as is known: 2022-09-22, 2022-09, 2022), start, end, left, node, right, statement (the title, else the issuer, else
        the document_id; told apart where several in the table have the same).

    Raises
    ------
    ValueError
        If the pattern is no text or holds no word, or `sort` is unknown.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": ["2022-09-22"], "text": ["Sham referenda. No referendum."]})
    >>> kwic(documents, "referend*", width=5)[["left", "node", "right"]].values.tolist()
    [['Sham', 'referenda', '. No'], ['. No', 'referendum', '.']]
    """
    documents = require_documents(documents, "text")
    if tokens is None and sort is None:
        row, start, end = _found_in_parts(documents, pattern, limit)
    else:
        tokens = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
        row, start, end = _found(documents, pattern, tokens, sort, limit)
    found = pd.DataFrame({"document_id": documents["document_id"].array.take(row), "start": start, "end": end})
    told = heads(documents, row)
    found.insert(1, "date", told["date"])
    different = np.unique(row)  # a column of texts would hold a long one once a hit
    texts = dict(zip(different.tolist(), documents["text"].array.take(different).tolist(), strict=True))
    spans = [(texts[at], first, last) for at, first, last in zip(row.tolist(), start.tolist(), end.tolist(), strict=True)]
    edges = [(_edge(text, start - width, 1, whole=whole), _edge(text, end + width, -1, whole=whole)) for text, start, end in spans]
    found["left"] = [_line(text[min(low, start) : start]) for (text, start, _), (low, _) in zip(spans, edges, strict=True)]
    found["node"] = [_line(text[start:end]) for text, start, end in spans]
    found["right"] = [_line(text[end : max(high, end)]) for (text, _, end), (_, high) in zip(spans, edges, strict=True)]
    return found.astype({"left": "str", "node": "str", "right": "str"}).assign(statement=told["statement"])


def _found(documents, pattern, tokens, sort, limit):
    """Return the row of the statement, start and end of each hit, in the order of the lines."""
    tokens = tokens if sort is None else in_order(tokens)[0]
    first, last = hits(tokens, pattern)
    code, position = codes_of(tokens["document_id"]), _positions(tokens["document_id"].array.categories, documents)
    among = position[code[first]] >= 0
    first, last = first[among], last[among]
    row, start = position[code[first]], tokens["start"].to_numpy()[first]
    if ((row[1:] < row[:-1]) | (row[1:] == row[:-1]) & (start[1:] < start[:-1])).any():  # tokens in another order than the documents
        order = np.lexsort((start, row))
        first, last = first[order], last[order]
    if sort is not None:
        order = _order(tokens, first, last, sort)
        first, last = first[order], last[order]
    first, last = first[:limit], last[:limit]
    start, end = (tokens[name].to_numpy()[at].astype(np.int64) for name, at in (("start", first), ("end", last)))
    return position[code[first]], start, end


def _found_in_parts(documents, pattern, limit):
    """Return the same, in the order of the documents, from the tokens of some statements after others."""
    pattern_words(pattern)  # it must be one, where no text is as well
    found = [(np.zeros(0, dtype=np.int64),) * 3]
    for first, tokens in in_parts(documents):
        row, start, end = _found(documents.iloc[first : first + len(tokens["document_id"].array.categories)], pattern, tokens, None, None)
        found.append((row + first, start, end))
    return tuple(np.concatenate(column)[:limit] for column in zip(*found, strict=True))


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
        If the pattern is no text or holds no word.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["No sham votes, no votes."]})
    >>> [positions.tolist() for positions in hits(tokenize(documents), "sham votes")]
    [[1], [2]]
    """
    words, tokens = pattern_words(pattern), require_tokens(tokens)
    tokens, rows = in_order(tokens) if len(words) > 1 else (tokens, None)
    first, last = hits_of(tokens, words)
    return (first, last) if rows is None else (rows[first], rows[last])


def _positions(ids, documents):
    """Return where each statement of a token table stands in `documents`, and -1 for those that do not."""
    return np.arange(len(ids)) if pd.Index(documents["document_id"]).equals(ids) else positions(ids, documents["document_id"])


def _edge(text, at, way, *, whole):
    """Return where a line begins (way 1) or ends (-1): at a place, or, where only whole words are wanted, beyond the word it would cut.

    What goes on without a space for longer than any word is a text of a script that has none between words, and is cut.
    """
    at = given = min(max(at, 0), len(text))
    while whole and 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace():
        at += way
        if abs(at - given) > LONG:
            return given
    return at


def _places_of(sort):
    """Return the places beside the node by which lines are sorted, as numbers of words; those to the left are negative."""
    if isinstance(sort, str) and sort in ("left", "right"):
        return [step if sort == "right" else -step for step in range(1, 5)]
    places = [sort] if isinstance(sort, str) else list(sort)
    if not 1 <= len(places) <= MOST or not all(isinstance(place, str) and re.fullmatch("[LR][1-9]", place) for place in places):
        raise ValueError(f"sort={sort!r}: write left or right, or up to {MOST} places such as R1 and L2")
    return [int(place[1]) if place[0] == "R" else -int(place[1]) for place in places]


def _order(tokens, first, last, sort):
    """Return the order of hits by words beside them, the place that counts most first."""
    document, code = codes_of(tokens["document_id"]), codes_of(tokens["type"])
    keys = []
    for step in _places_of(sort):
        at = last + step if step > 0 else first + step
        inside = (at >= 0) & (at < len(code))
        at = np.where(inside, at, 0)
        keys.append(np.where(inside & (document[at] == document[first]), code[at], -1))
    types = tokens["type"].array.categories
    keys = np.array(keys, dtype=np.int64)
    seen = np.flatnonzero(np.bincount(keys.ravel().astype(np.intp) + 1, minlength=1)) - 1
    names = np.array([""] * (seen[:1] < 0).sum() + [word.casefold() for word in types.take(seen[seen >= 0])], dtype=object)
    rank = np.zeros(len(types) + 1, dtype=np.int64)  # the last for -1, beyond the statement's ends
    rank[seen] = np.unique(names, return_inverse=True)[1] if len(names) else 0
    return np.lexsort(rank[keys][::-1])


def _line(text):
    return " ".join(text.split())
