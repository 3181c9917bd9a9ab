"""Outputs of a notebook that carry their meaning: figures with their text and table, DataFrames as accessible tables."""

import hashlib
import re

import pandas as pd
from IPython import get_ipython
from matplotlib.figure import Figure

from helpers import plots, tables
from helpers.plots.figure_texts import caption

__all__ = ["enable"]

MOST_ROWS = 200  # of the table that goes with a figure
MORE = []  # functions from a figure to what else is kept with it, where it is shown for more than the notebook


def enable():
    """From here on, show figures with their text and table, and DataFrames as accessible tables.

    A figure that nothing was said about is shown as ever, without a text. Options of pandas hold: a table of more than
    ``display.max_rows`` rows is cut to its head and tail, and texts to ``display.max_colwidth`` characters. Outside IPython there is
    nothing to show, and nothing is done.

    Examples
    --------
    >>> enable()
    """
    shell = get_ipython()
    if shell is None:
        return
    # Not as a formatter of PNG: Matplotlib's inline backend puts its own in place of others whenever it starts.
    shell.display_formatter.mimebundle_formatter.for_type(Figure, _figure)
    shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, _frame)


def figure_metadata(figure):
    """Return what is kept with the picture of a figure: its text, and for each drawing its text and the table behind it.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    dict
        ``{"image/png": {"alt": text}, "statements": {"figures": [{"text", "table", "rows", "sha256"}, …], "caption": text}}``: `table`
        is HTML of at most 200 rows, `rows` their full number, `sha256` that of the full table as CSV. Without a text for all axes
        there is no alt and no caption; for a figure that nothing was said about it is empty.

    Examples
    --------
    >>> table = pd.DataFrame({"period": pd.period_range("2022-01", periods=2, freq="M"), "n": [3, 5]})
    >>> figure_metadata(plots.period_bars(table).figure)["statements"]["figures"][0]["rows"]
    2
    """
    drawings = [drawing for ax in figure.axes for drawing in getattr(ax, "described", [])]
    if not drawings:
        return {}
    metadata = {"statements": {"figures": [_entry(drawing["text"], drawing["table"]) for drawing in drawings]}}
    try:
        metadata["statements"]["caption"] = caption(figure)
        alt = plots.alt_text(figure)
    except ValueError:  # part of it has no text: the user's notebook goes on, and rendering pages says what to do
        return metadata
    for add in MORE:
        metadata["statements"] |= add(figure)
    return {"image/png": {"alt": alt}, **metadata}


def _frame(table):
    if not pd.get_option("display.notebook_repr_html"):
        return None
    most, across = pd.get_option("display.max_rows"), pd.get_option("display.max_columns")
    ends = min(pd.get_option("display.min_rows") or most, most) if most and len(table) > most else None
    columns, caption = range(table.shape[1]), None
    if across and len(columns) > across:
        columns = [*columns[: across - across // 2], *columns[len(columns) - across // 2 :]]
        caption = f"{len(table):,} rows; {len(columns):,} of {table.shape[1]:,} columns"
    return tables.to_html(table.iloc[:, list(columns)], ends=ends, caption=caption, width=pd.get_option("display.max_colwidth"))


def _figure(figure, include=None, exclude=None):
    figure.draw_without_rendering()  # the first drawing settles the layout: so the picture is the same each time it is shown
    return {}, figure_metadata(figure)


def _entry(text, table):
    csv = table.to_csv(index=False, float_format="%.10g", lineterminator="\n")
    digest = hashlib.sha256(csv.encode(errors="replace")).hexdigest()
    rows = tables.reading(table, limit=MOST_ROWS).to_html()
    return {"text": text, "table": re.sub(r' style="[^"]*"', "", rows), "rows": len(table), "sha256": digest}  # pages have a style sheet
