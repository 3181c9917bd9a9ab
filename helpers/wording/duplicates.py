"""Wording: statements that are nearly the same, passages that recur, and what changed between two texts."""

import numpy as np
import pandas as pd

from helpers.frames.doors import require_documents, require_tokens
from helpers.tokens import tokenize
from helpers.tokens.table import in_order
from helpers.wording.changes import compare, marked  # noqa: F401 (passed on, so that all of wording is found here)
from helpers.wording.passages import passage_places, recurring_passages  # noqa: F401

BINS = 16  # two texts that share 80 % of their sequences agree in the least hash of a bin 4 times in 5, so in none of 16 never


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
        sequences that both have: Jaccard's coefficient), from the most alike. Of many that are alike, each is paired with some.

    Examples
    --------
    >>> texts = ["The Council met in Brussels today.", "The Council met in Brussels today again.", "Nothing of the kind was said."]
    >>> documents = pd.DataFrame({"document_id": ["a", "b", "c"], "text": texts})
    >>> near_duplicates(documents, least=0.5, n=3).values.tolist()
    [['b', 'a', 0.8]]

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proc. Compression and Complexity of Sequences.
    Li, P., Owen, A. and Zhang, C.-H. (2012). One permutation hashing. Advances in Neural Information Processing Systems 25.
    """
    documents = require_documents(documents, "text")
    tokens = tokenize(documents) if tokens is None else in_order(require_tokens(tokens, documents=documents))[0]
    ids = tokens.document_id.cat.categories
    sequences = _sequences(tokens, n)
    least_of_bin = sequences.assign(bin=sequences.hash % BINS).groupby(["document", "bin"], as_index=False).hash.min()
    pairs = _candidates(least_of_bin)
    sets = {document: group.to_numpy() for document, group in sequences.groupby("document").hash if document in set(pairs.ravel())}
    rows = []
    for first, second in pairs:
        both = len(np.intersect1d(sets[first], sets[second], assume_unique=True))
        similarity = both / (len(sets[first]) + len(sets[second]) - both)
        if similarity >= least:
            rows.append((ids[second], ids[first], similarity))
    table = pd.DataFrame(rows, columns=["document_id", "other_id", "similarity"])
    table = table.astype(dict.fromkeys(["document_id", "other_id"], ids.dtype))
    return table.sort_values(["similarity", "document_id"], ascending=[False, True], ignore_index=True)


def _sequences(tokens, n):
    """Return a hash for each different sequence of n words of each document."""
    document = tokens.document_id.cat.codes.to_numpy()
    word = pd.util.hash_array(tokens.type.cat.categories.to_numpy(dtype=object))[tokens.type.cat.codes.to_numpy()]
    order = np.arange(len(word))
    length = np.bincount(document, minlength=1)[document] if len(word) else order
    into = order - np.maximum.accumulate(np.where(np.diff(document, prepend=-1) != 0, order, 0)) if len(word) else order
    take = np.minimum(length, n)  # words in the sequence that begins here
    begins = order[into + take <= length]
    hashes = np.zeros(len(begins), dtype=np.uint64)
    for i in range(n):
        inside = i < take[begins]
        at = np.where(inside, np.minimum(begins + i, len(word) - 1), 0)
        hashes = np.where(inside, hashes * np.uint64(0x9E3779B97F4A7C15) + word[at], hashes)
    hashes ^= hashes >> np.uint64(29)  # so that the low bits, which choose the bin, depend on all words
    return pd.DataFrame({"document": document[begins], "hash": hashes}).drop_duplicates()


def _candidates(least_of_bin):
    """Pair each document with the first and with the last before it that share the least hash of a bin."""
    groups = least_of_bin.sort_values("document").groupby("hash").document
    pairs = [
        pd.DataFrame({"first": earlier, "second": least_of_bin.document})
        for earlier in (groups.transform("first"), groups.shift().reindex(least_of_bin.index))
    ]
    pairs = pd.concat(pairs).dropna().astype(int)
    return pairs[pairs["first"] < pairs.second].drop_duplicates().sort_values(["first", "second"]).to_numpy()
