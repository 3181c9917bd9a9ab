"""The words that users ask for: a pattern and its words, a list of terms."""

import re

import numpy as np
import pandas as pd

from helpers.spans import normalize
from helpers.tokens.rule import words_of

NOT_IN_WORDS, NOT_IN_REFERENCES = re.compile(r"[^\w*?.'-]+"), re.compile(r"[^\w*?./'&-]+")
WILD = re.compile(r"[*?]")
HALF = re.compile(r"[\ud800-\udfff]")  # half a character, which no text has


def pattern_words(pattern):
    """Return the words of a pattern, folded, as the token rule takes texts apart; ``*`` and ``?`` stand for letters.

    >>> pattern_words('"sham  votes"'), pattern_words("EU/NATO"), pattern_words("Ukraine's referend*")
    (['sham', 'votes'], ['EU', 'NATO'], ['Ukraine', 'referend*'])
    """
    if not isinstance(pattern, str) or HALF.search(pattern):
        raise ValueError(f"pattern={pattern!r} is no text; write one word or phrase between quotation marks, such as 'sham votes'")
    words = [word for piece in normalize(pattern)[0].split() for word in _words_in(piece)]
    if not words:
        raise ValueError(f"pattern={pattern!r} holds no word; write a word, a phrase, or a word with * such as referend*")
    return words


def _words_in(piece):
    if not WILD.search(piece):
        return [word for word, _, _ in words_of(piece)]
    split = NOT_IN_REFERENCES if any(character.isdecimal() for character in piece) else NOT_IN_WORDS  # A/78/*
    parts = [part.strip("'-") for part in split.split(piece)]
    parts = [part.rstrip(".") if part.count(".") == 1 else part for part in parts]
    return [part for part in parts if re.search(r"[*?]|[^\W_]", part)]


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
