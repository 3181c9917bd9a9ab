"""The words that users ask for: a pattern and its words, a list of terms."""

import re

import numpy as np
import pandas as pd

from helpers.spans import fold

HALF = re.compile(r"[\ud800-\udfff]")  # half a character, which no text has


def pattern_words(pattern):
    """Return the words of a pattern, folded.

    >>> pattern_words('"sham  votes"')
    ['sham', 'votes']
    """
    if not isinstance(pattern, str) or HALF.search(pattern):
        raise ValueError(f"pattern={pattern!r} is no text; write one word or phrase between quotation marks, such as 'sham votes'")
    words = fold(pattern)[0].strip().strip('"').split()
    if not words:
        raise ValueError(f"pattern={pattern!r} holds no word; write a word, a phrase, or a word with * such as referend*")
    return words


def distinct_terms(terms, *, name="terms"):
    """Return the terms that a user lists, each once; `name` is what errors call the list.

    >>> distinct_terms(["votes", "sham votes", "votes"]).tolist()
    ['votes', 'sham votes']
    """
    listed = list(terms) if np.iterable(terms) and not isinstance(terms, str | bytes | pd.DataFrame) else [None]
    if any(not isinstance(term, str) or HALF.search(term) for term in listed):
        said = " ".join(repr(terms).split())[:60]
        raise ValueError(f"{name}={said} is no list of words; write one such as {name}=['votes', 'sham referend*']")
    return pd.unique(np.array(listed, dtype=object))
