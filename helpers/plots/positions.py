"""Where in the corpus something stands."""

import numpy as np
import pandas as pd

from helpers.plots.base import BLUE, NEVER, Words, axes_of, boxes_of, counted, describe, joined, like, plain, short, tied

HALF = 0.36  # of a strip's height
LISTED = 6  # strips that are all named


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
        ax.vlines(tokens.index[tokens["type"] == term], row - HALF, row + HALF, color=BLUE, linewidth=0.7)
        ax.axhspan(row - HALF, row + HALF, color="#F0F0F0", zorder=0)
    ax.set_yticks(np.arange(len(counts)), [f"{plain(term)} ({n:,})" for term, n in counts.items()])
    ax.set_ylim(max(len(counts), 1) - 0.5, -0.5)
    ax.set_xlim(0, max(total, 1))
    ax.set_xlabel(f"position in the corpus, from the first of {total:,} words to the last")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    table = _strips(tokens, counts, total)
    rows = np.arange(len(table))
    return describe(ax, _words(table, total), table, boxes=boxes_of(0, rows - HALF, total, rows + HALF))


def _strips(tokens, counts, total):
    """Return one row per strip: term, n, its first and last position, the longest stretch of words without it and where that begins."""
    rows = []
    for term, n in counts.items():
        at = np.sort(tokens.index[tokens["type"] == term].to_numpy())
        ends = np.concatenate([[-1], at, [total]])
        gap = np.diff(ends) - 1
        rows.append((term, n, at[0], at[-1], gap.max(), ends[gap.argmax()] + 1))
    return pd.DataFrame(rows, columns=["term", "n", "first", "last", "longest_gap", "gap_from"])


def _words(table, total):
    head = ("Strips", f" of {counted(len(table), 'term')}", f", with a line at each hit in the corpus of {total:,} words")
    if table.empty:
        return Words(head, NEVER, unit="hits")
    names, n = [short(term) for term in table.term], table.n
    most, fewest = ([names[row] for row in like(n, end)] for end in (n.max(), n.min()))
    if n.min() == n.max():
        finding = (
            f"{joined(names)} {counted(n.max(), 'hit')}{' each' * (len(table) > 1)}"
            if len(table) <= LISTED
            else f"{tied(most, n.max(), 'term', more=' hits')}"
        )
    else:
        between = [f"{name} {hits:,}" for name, hits in zip(names, n, strict=True) if n.min() < hits < n.max()]
        finding = f"most {tied(most, n.max(), 'term', more=' hits')}"
        finding += f", then {joined(between)}" * bool(between and len(table) <= LISTED)
        finding += f", fewest {tied(fewest, n.min(), 'term')}"
    gap = table.loc[table.longest_gap.idxmax()]
    also = (table.longest_gap == gap.longest_gap).sum() - 1
    share = f"{100 * gap.longest_gap / total:.0f} % of the corpus" if total else "none of it"
    more = f"Longest stretch without a hit: {short(gap.term)}, {gap.longest_gap:,} words ({share}) from word {gap.gap_from + 1:,} on"
    return Words(head, finding, more + f"; as long for {also:,} more." * bool(also) + "." * (not also), "hits", n.max())
