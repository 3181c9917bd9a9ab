"""What a figure shows, in words and as a table: kept with its axes, so that it travels wherever the figure is shown."""


def describe(ax, text, table, *, boxes=None):
    """Keep with the axes what its figure shows: a text for those who do not see it, and the table it was drawn from.

    The plots of this kit do so themselves. Call it for a figure drawn by hand. Drawing twice on the same axes keeps both,
    also after ``ax.clear()``: then set ``ax.described = []`` first.

    Parameters
    ----------
    ax : Axes
    text : str
        The kind of figure, what its axes are, and what stands out, in one to three sentences.
    table : DataFrame
        One row per mark, in drawing order.
    boxes : array, optional
        Where the marks lie: a row (x0, y0, x1, y1) in data coordinates for each row of `table`; days as Matplotlib's date numbers.

    Returns
    -------
    Axes
        The one given; ``ax.described`` has one dict per drawing, with text, table and boxes.

    Raises
    ------
    ValueError
        If the text is empty, or the boxes are not as many as the rows.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = pd.Series([3, 5], index=["a", "b"]).plot.bar()
    >>> ax = describe(ax, "Bars of 2 terms by hits: a 3, b 5.", pd.DataFrame({"term": ["a", "b"], "n": [3, 5]}))
    >>> alt_text(ax.figure)
    'Bars of 2 terms by hits: a 3, b 5.'
    """
    if not str(text).strip():
        raise ValueError("text is empty. Remedy: say the kind of figure, what its axes are, and what stands out.")
    if boxes is not None and len(boxes) != len(table):
        raise ValueError(f"boxes has {len(boxes):,} rows, and table {len(table):,}. Remedy: give one box for each row.")
    ax.described = [*getattr(ax, "described", []), {"text": str(text), "table": table.reset_index(drop=True), "boxes": boxes}]
    return ax


def alt_text(figure):
    """Return what the figure shows in words: the texts of its axes, each after its title where there are several.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If something is drawn on axes that nothing was said about.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> alt_text(plt.figure())
    Traceback (most recent call last):
    ValueError: nothing is drawn on this figure, so it has no text. Remedy: draw with a function of plots first.
    """
    parts = []
    for number, ax in enumerate(figure.axes, start=1):
        if not hasattr(ax, "described") and ax.has_data() and ax.get_label() != "<colorbar>":
            name = repr(_title(ax)) if _title(ax) else f"number {number}"
            raise ValueError(
                f"axes {name} of the figure has no text for those who do not see it. "
                "Remedy: plots.describe(ax, text, table), with the text in one to three sentences and the table it was drawn from."
            )
        texts = [drawing["text"] for drawing in getattr(ax, "described", [])]
        parts += [(_title(ax), " ".join(texts))] if texts else []
    if not parts:
        raise ValueError("nothing is drawn on this figure, so it has no text. Remedy: draw with a function of plots first.")
    several = len(parts) > 1
    return " ".join(f"{title}: {text}" if several and title else text for title, text in parts)


def _title(ax):
    return " ".join(ax.get_title().replace(r"\$", "$").split())
