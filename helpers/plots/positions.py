"""Where in the corpus something stands."""

import numpy as np

from helpers.plots.base import BLUE, axes_of


def dispersion_strip(tokens, *, total, ax=None):
    """Draw one strip a term, with a line wherever it stands in the corpus, from its first word to its last.

    Parameters
    ----------
    tokens : DataFrame
        Rows of a token table, for a few terms; its index is the position in the corpus.
    total : int
        Words in the corpus.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> tokens = pd.DataFrame({"type": ["votes", "grain", "votes"]}, index=[3, 10, 90])
    >>> [label.get_text() for label in dispersion_strip(tokens, total=100).get_yticklabels()]
    ['votes (2)', 'grain (1)']
    """
    counts = tokens["type"].astype("str").value_counts(sort=True)
    ax = axes_of(ax, height=0.8 + 0.4 * len(counts))
    for row, term in enumerate(counts.index):
        ax.vlines(tokens.index[tokens["type"] == term], row - 0.36, row + 0.36, color=BLUE, linewidth=0.7)
        ax.axhspan(row - 0.36, row + 0.36, color="#F0F0F0", zorder=0)
    ax.set_yticks(np.arange(len(counts)), [f"{term} ({n:,})" for term, n in counts.items()])
    ax.set_ylim(len(counts) - 0.5, -0.5)
    ax.set_xlim(0, total)
    ax.set_xlabel(f"position in the corpus, from the first of {total:,} words to the last")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return ax
