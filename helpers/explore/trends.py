"""The trend below a figure, and the spans of a term: what panels of words and of speakers have in common."""

import numpy as np
import pandas as pd

from helpers.counting.hits import codes_of
from helpers.counting.term_hits import hits_of
from helpers.explore.drawing import WIDTH
from helpers.frames.doors import positions

TREND = 2.2  # inches


def with_trend(figure, height):
    """Return axes of this height in inches, no wider than a screen, and those of the trend below them, which may be."""
    rest = max(figure.get_figwidth() - WIDTH, 1e-3)
    grid = figure.add_gridspec(2, 2, height_ratios=[height, TREND], width_ratios=[WIDTH, rest])
    return figure.add_subplot(grid[0, 0] if rest > 1 else grid[0, :]), figure.add_subplot(grid[1, :])


def spans_of(tokens, term, documents):
    """Return where a term of a word list stands in some statements.

    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Sham votes, votes."]})
    >>> spans_of(tokenize(documents), "votes", documents)[["start", "end"]].values.tolist()
    [[5, 10], [12, 17]]
    """
    first, last = hits_of(tokens, term.split(" "))
    ids, document = tokens["document_id"].array.categories, codes_of(tokens["document_id"])
    among = (positions(ids, documents.document_id) >= 0)[document[first]]
    first, last = first[among], last[among]
    start, end = tokens["start"].to_numpy()[first], tokens["end"].to_numpy()[last]
    return pd.DataFrame({"document_id": ids.take(document[first]), "start": start.astype(np.int64), "end": end.astype(np.int64)})
