"""The trend below a figure, and the spans of a term: what panels of words and of speakers have in common."""

import numpy as np
import pandas as pd

from helpers import frequency
from helpers.counting.by_group import groups_of
from helpers.counting.hits import codes_of
from helpers.counting.patterns import distinct_terms
from helpers.counting.term_hits import hits_of
from helpers.explore.choices import Same, kept
from helpers.explore.drawing import column_of
from helpers.frames.doors import positions
from helpers.tokens.table import in_order

TREND = 2.2  # inches


def with_trend(figure, height):
    """Return axes of this height in inches, no wider than a screen, and those of the trend below them, which may be."""
    rest = max(figure.get_figwidth() - column_of(figure), 1e-3)
    grid = figure.add_gridspec(2, 2, height_ratios=[height, TREND], width_ratios=[column_of(figure), rest])
    return figure.add_subplot(grid[0, 0] if rest > 1 else grid[0, :]), figure.add_subplot(grid[1, :])


class Trends:
    """What `frequency.term_frequency` says of terms in groups of statements; hits and groups are found once.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["Sham votes, votes."]})
    >>> Trends(tokenize(documents)).of(["votes"], "year", documents)[["term", "n", "total"]].values.tolist()
    [['votes', 2, 3]]
    """

    def __init__(self, tokens):
        self.tokens = in_order(tokens)[0]  # for phrases
        self._hits = kept(lambda terms: frequency.hits_of_terms(self.tokens, distinct_terms(list(terms))))
        self._groups = kept(lambda by, among: groups_of(self.tokens, list(by), among.table))

    def of(self, terms, by, documents):
        """Return a row for each term and group; `by` is a period or a list of columns and a period."""
        by = (by,) if isinstance(by, str) else tuple(by)
        return frequency.rates_of(*self._hits(tuple(terms)), *self._groups(by, Same(documents)))


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
