"""What a drawing shows, in words and as a table: kept with its axes, so that it travels wherever the figure is shown."""

import textwrap
from typing import NamedTuple

WIDE = 70  # characters in a line of the sentence that stands in an empty figure


class Words(NamedTuple):
    """What a drawing shows, in pieces, so that small multiples can say once what they share.

    `head` says what is drawn: its kind, then what of, in which unit, over which time. `finding` is what stands out, `more` the
    sentences that only the full text has; `unit` and `peak` (the largest value) let drawings of one kind be ranked, and `span` is
    the finding in a few words, for one panel of many.
    """

    head: tuple
    finding: str
    more: str = ""
    unit: str = ""
    peak: float = float("nan")
    span: str = ""

    def __str__(self):
        return " ".join(filter(None, [f"{''.join(self.head)}: {self.finding}.", self.more]))


def describe(ax, text, table, *, boxes=None):
    """Keep with the axes what its figure shows: a text for those who do not see it, and the table it was drawn from.

    The plots of this kit do so themselves. Call it for a figure drawn by hand. Drawing twice on the same axes keeps both,
    also after ``ax.clear()``: then set ``ax.described = []`` first.

    A table without a row is said in the figure, with the sentence of `tables.or_say`.

    Parameters
    ----------
    ax : Axes
    text : str or Words
        The kind of figure, what its axes are, and what stands out, in one to three sentences.
    table : DataFrame
        One row per mark, in drawing order.
    boxes : array, optional
        Where the marks lie: a row (x0, y0, x1, y1) in data coordinates for each row of `table`; days as Matplotlib's date numbers.

    Returns
    -------
    Axes
        The one given; ``ax.described`` has one dict per drawing, with text, words (None if `text` was a str), table and boxes.

    Raises
    ------
    ValueError
        If the text is empty, or the boxes are not as many as the rows.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = pd.Series([3, 5], index=["a", "b"]).plot.bar()
    >>> ax = describe(ax, "Bars of 2 terms by hits: a 3, b 5.", pd.DataFrame({"term": ["a", "b"], "n": [3, 5]}))
    >>> ax.described[-1]["text"]
    'Bars of 2 terms by hits: a 3, b 5.'
    """
    if not str(text).strip():
        raise ValueError("text is empty. Remedy: say the kind of figure, what its axes are, and what stands out.")
    if boxes is not None and len(boxes) != len(table):
        raise ValueError(f"boxes has {len(boxes):,} rows, and table {len(table):,}. Remedy: give one box for each row.")
    words = text if isinstance(text, Words) else None
    if not len(table):
        sentence = table.attrs.get("none", "Nothing to show: no row fits what was asked for.")
        text = f"{text} {sentence}" if "none" in table.attrs and sentence not in str(text) else text
        ax.text(0.5, 0.5, textwrap.fill(sentence, WIDE), transform=ax.transAxes, ha="center", va="center", color="#404040")
    drawing = {"text": str(text), "words": words, "table": table.reset_index(drop=True), "boxes": boxes}
    ax.described = [*getattr(ax, "described", []), drawing]
    return ax
