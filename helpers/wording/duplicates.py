"""Wording: statements that are nearly the same, passages that recur, and what changed between two texts."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.frames.doors import require_documents, require_tokens
from helpers.tokens.rule import in_parts
from helpers.tokens.table import in_order
from helpers.wording.alike import near_sets, sets_of
from helpers.wording.changes import compare, marked  # noqa: F401 (passed on, so that all of wording is found here)
from helpers.wording.passages import passage_places, recurring_passages  # noqa: F401

TOGETHER = 1_000_000  # bytes of text whose words are held at once: what several threads take for more is not given back
AT_ONCE = 1_000  # statements of a token table that are looked at together
MIXED = np.uint64(0x9E3779B97F4A7C15)


def near_duplicates(documents, *, least=0.8, n=5, tokens=None):
    """Find pairs of statements that are nearly the same text.

    Parameters
    ----------
    documents : DataFrame
        Statements.
    least : float
        The smallest similarity, from 0 to 1.
    n : int
        Length in words of the sequences that are compared; a shorter statement is compared as a whole.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.

    Returns
    -------
    DataFrame
        One row per pair: document_id (the later row of `documents`), other_id, similarity (the share of their different
        sequences that both have: Jaccard's coefficient), from the most alike. Every such pair is found; but where more than 30 statements
        are alike, directly or through others, each of them is listed once, with one that it is nearly the same as.

    Examples
    --------
    >>> texts = ["The Council met in Brussels today.", "The Council met in Brussels today again.", "Nothing of the kind was said."]
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "text": texts})
    >>> near_duplicates(documents, least=0.5, n=3).values.tolist()
    [['b', 'a', 0.8]]

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proc. Compression and Complexity of Sequences.
    """
    documents = require_documents(documents, "text")
    if tokens is None:
        made = in_parts(documents, spans=False, size=TOGETHER)
        parts = (_sequences(tokens, n, _words(tokens), first=first) for first, tokens in made)
        ids = pd.Index(documents["document_id"])
    else:
        tokens = in_order(require_tokens(tokens, documents=documents))[0]
        ids, code = tokens.document_id.cat.categories, tokens.document_id.cat.codes.to_numpy()
        rows = np.searchsorted(code, np.arange(0, len(ids), AT_ONCE, dtype=code.dtype)) if (code[1:] >= code[:-1]).all() else [0]
        words = _words(tokens)
        parts = (_sequences(tokens.iloc[a:b], n, words) for a, b in pairwise([*rows, len(tokens)]))
    pairs = near_sets(sets_of(parts, len(ids)), least)
    pairs = pd.DataFrame(pairs, columns=["other_id", "document_id", "similarity"])
    table = pd.DataFrame({name: ids.take(pairs[name].astype(np.int64)) for name in ("document_id", "other_id")})
    table["similarity"] = pairs.similarity.astype(float)
    return table.sort_values(["similarity", "document_id", "other_id"], ascending=[False, True, True], ignore_index=True)


def _words(tokens):
    """Return the hash of each type."""
    return pd.util.hash_array(tokens.type.cat.categories.to_numpy(dtype=object))


def _sequences(tokens, n, words, *, first=0):
    """Return the number of the document of each sequence of n words (`first` is that of the first one), and the hash of its words."""
    document, word = tokens.document_id.cat.codes.to_numpy(), words[tokens.type.cat.codes.to_numpy()]
    length = np.bincount(document, minlength=len(tokens.document_id.cat.categories))
    begin = np.cumsum(length) - length
    hashes = word.copy()
    for i in range(1, min(n, len(word))):
        hashes[:-i] *= MIXED
        hashes[:-i] += word[i:]
    whole = np.arange(len(word)) + n <= (begin + length)[document]
    short = np.flatnonzero((length > 0) & (length < n))  # a text of fewer words is one sequence
    for at in short.tolist():
        whole[begin[at]] = True
        hashes[begin[at]] = hash(tuple(word[begin[at] : begin[at] + length[at]].tolist())) % 2**64
    return document[whole].astype(np.int32) + first, hashes[whole]
