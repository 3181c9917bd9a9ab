"""Where the words of a pattern stand in a token table that is in order."""

import re

import numpy as np

from helpers.counting.hits import codes_of
from helpers.tokens.rule import type_of
from helpers.tokens.table import sentence_of


def hits_of(tokens, words):
    """Return the positions of the first and the last word of each hit of a word, a phrase or a wildcard, given as its words."""
    code, types = codes_of(tokens["type"]), tokens["type"].array.categories
    document, sentence = codes_of(tokens["document_id"]), sentence_of(tokens)
    first = np.arange(0)
    for i, word in enumerate(words):  # the places of the first word are few, and the other words are looked for there alone
        meant = _codes(types, word)
        if i:
            first = first[np.isin(code[first + i], meant)]
        elif not len(meant):
            break
        elif len(meant) == 1:
            first = np.flatnonzero(code[: max(len(code) - len(words) + 1, 0)] == meant[0])
        else:
            first = np.flatnonzero(_among(len(types), meant)[code[: max(len(code) - len(words) + 1, 0)]])
    last = first + len(words) - 1
    together = (document[first] == document[last]) & (sentence[first] == sentence[last])
    return first[together], last[together]


def _among(size, numbers):
    flags = np.zeros(size, dtype=bool)
    flags[numbers] = True
    return flags


def _codes(types, word):
    """Return the numbers of the types that a word of a pattern stands for."""
    word = type_of(word)
    if set(word) & set("*?"):
        pattern = re.escape(word).replace(r"\*", ".*").replace(r"\?", ".")
        return np.flatnonzero(types.str.fullmatch(pattern))
    found = types.get_indexer([word])
    return found[found >= 0]
