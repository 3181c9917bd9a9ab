"""Lexical diversity: how many different words a text is made of, by measures that do not fall with its length."""

from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.frames.doors import require_tokens
from helpers.tokens.table import in_order


def lexical_diversity(tokens, *, window=50, threshold=0.72):
    """Measure the lexical diversity of each statement.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    window : int
        Words in the window of MATTR; a shorter statement has none.
    threshold : float
        The ratio at which a factor of MTLD is full.

    Returns
    -------
    DataFrame
        One row per statement: document_id, tokens, types, ttr (types / tokens; falls with length, so never compare texts of
        different lengths by it), mattr (the mean of that ratio in a window that moves over the text), mtld (the mean number of words
        for which the ratio stays above the threshold, read forwards and backwards).

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> tokens = tokenize(pd.DataFrame({"document_id": ["a"], "text": ["one one two one one two one"]}))
    >>> lexical_diversity(tokens, window=2)[["ttr", "mattr"]].round(6).values.tolist()
    [[0.285714, 0.833333]]

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average type-token ratio. Journal of
    Quantitative Linguistics 17(2), 94-100.
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D. Behavior Research Methods 42(2), 381-392.
    """
    tokens = in_order(require_tokens(tokens))[0]
    document, types = tokens["document_id"].array.codes, tokens["type"].array.codes
    if (document[1:] < document[:-1]).any():
        order = np.argsort(document, kind="stable")
        document, types = document[order], types[order]
    begins = np.flatnonzero(np.diff(document, prepend=-1))  # not by groupby, which takes twice what the tokens do
    ids, rows = tokens["document_id"].array.categories.take(document[begins]), []
    for document_id, (begin, end) in zip(ids, pairwise([*begins, len(document)]), strict=True):
        words = types[begin:end]
        different = len(np.unique(words))
        mtld = (_mtld(words.tolist(), threshold) + _mtld(words[::-1].tolist(), threshold)) / 2
        rows.append((document_id, len(words), different, different / len(words), _mattr(words, window), mtld))
    table = pd.DataFrame(rows, columns=["document_id", "tokens", "types", "ttr", "mattr", "mtld"])
    return table.astype({"document_id": tokens["document_id"].array.categories.dtype})


def _mattr(words, window):
    """A word counts in all windows that it is the first of its type in: those that begin after its last occurrence."""
    if len(words) < window:
        return np.nan
    order = np.arange(len(words))
    by_type = np.argsort(words, kind="stable")
    before = np.full(len(words), -1)
    same = words[by_type[1:]] == words[by_type[:-1]]
    before[by_type[1:][same]] = by_type[:-1][same]
    last = np.minimum(order, len(words) - window)
    windows = np.maximum(last - np.maximum(order - window, before), 0)
    return windows.sum() / (len(words) - window + 1) / window


def _mtld(words, threshold):
    factors, length, seen = 0.0, 0, set()
    for word in words:
        length += 1
        seen.add(word)
        if len(seen) / length <= threshold:
            factors, length, seen = factors + 1, 0, set()
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(words) / factors if factors else np.nan
