"""Outputs of notebooks carry their meaning, through Matplotlib's inline backend as well; what users draw and show stays as it was."""

import hashlib

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from helpers import outputs, plots
from helpers.environment import ROOT
from helpers.site import pages as site

COUNTS = pd.DataFrame({"period": pd.period_range("2022-01", periods=3, freq="M"), "n": [3, 5, 0]})
START = """
import matplotlib.pyplot as plt
import pandas as pd
from helpers import outputs, plots, tables
counts = pd.DataFrame({"period": pd.period_range("2022-01", periods=3, freq="M"), "n": [3, 5, 0]})
sources = pd.DataFrame({"source": "EU", "documents": [3, 1, 0], **counts})
outputs.enable()
"""
CELLS = {
    "flushed": "plots.period_bars(counts);",
    "flushed again": "plots.period_bars(counts);",
    "shown": "plots.period_bars(counts)\nplt.show()",
    "returned": "axes = plots.period_tiles(sources, by='source')\nplt.close()\naxes.figure",
    "displayed": "display(axes.figure)",
    "by hand": "plt.plot([1, 2]);",
    "by pandas": "counts.plot(x='period', y='n');",
    "in part": "figure, (left, right) = plt.subplots(1, 2)\nplots.period_bars(counts, ax=left)\nright.plot([1, 2]);",
    "frame": "counts",
    "series": "counts.n",
    "style": "counts.style.set_caption('mine')",
    "reading": "tables.reading(counts)",
    "long": "pd.DataFrame({'n': range(99)})",
}


@pytest.fixture(scope="module")
def shown():
    """Return the last output of each cell of a notebook, run in a kernel."""
    cells = [nbformat.v4.new_code_cell(source) for source in (START, *CELLS.values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}, config=site.ENCRYPTED).execute()
    return {name: cell.outputs[-1] for name, cell in zip(CELLS, notebook.cells[1:], strict=True)}


@pytest.mark.parametrize("name", ["flushed", "shown", "returned", "displayed"])
def test_a_figure_keeps_its_text_and_table_however_it_is_shown(shown, name):
    metadata = shown[name].metadata
    (figure,) = metadata["statements"]["figures"]
    assert metadata["image/png"]["alt"] == figure["text"]
    assert metadata["statements"]["caption"] in (figure["text"], figure["text"].partition(" Biggest")[0])
    assert figure["text"].startswith(
        "Tiles of 1 source" if name in ("returned", "displayed") else "Bars over time of statements in 3 months"
    )
    assert figure["rows"] == (2 if name in ("returned", "displayed") else 3)
    assert '<tr data-ask="period=2022-02' in figure["table"].replace("source=EU&amp;", "")
    assert "style=" not in figure["table"]


def test_the_same_figure_has_the_same_bytes(shown):
    assert shown["flushed"] == shown["flushed again"] == shown["shown"]
    assert shown["returned"].data["image/png"] == shown["displayed"].data["image/png"]


def test_figures_of_users_show_as_ever(shown):
    for name in ("by hand", "by pandas"):
        assert shown[name].data["image/png"]
        assert shown[name].metadata == {}
    assert "image/png" not in shown["in part"].metadata
    assert len(shown["in part"].metadata["statements"]["figures"]) == 1
    assert shown["in part"].data["image/png"]


def test_frames_are_accessible_tables_and_keep_to_the_options_of_pandas(shown):
    assert '<table style="text-align:right"><caption style="text-align:left">3 rows</caption>' in shown["frame"].data["text/html"]
    assert "2022-02" in shown["frame"].data["text/plain"]
    assert "text/html" not in shown["series"].data
    assert "mine</caption>" in shown["style"].data["text/html"]
    assert shown["reading"].data["text/plain"].startswith("3 rows\n")
    long = shown["long"].data["text/html"]
    assert "99 rows; n runs from 0 to 98, median 49." in long
    assert "10 of 99 rows" in long
    assert "… 89 rows are left out here …" in long
    assert [f">{n}<" in long for n in (0, 4, 5, 93, 94, 98)] == [True, True, False, False, True, True]


def test_options_of_pandas_hold():
    wide = pd.DataFrame([range(30)] * 3, columns=[f"c{n}" for n in range(30)]).assign(text="x" * 99)
    with pd.option_context("display.max_columns", 4, "display.max_rows", 2, "display.max_colwidth", 10):
        text = outputs._frame(wide)
    assert [f">{name}<" in text for name in ("c0", "c1", "c2", "c28", "c29", "text")] == [True, True, False, False, True, True]
    assert "3 rows; 4 of 31 columns (2 of 3 rows)" in text
    assert f">{'x' * 9}…<" in text
    with pd.option_context("display.max_rows", None, "display.max_columns", None, "display.max_colwidth", None):
        assert "x" * 99 in outputs._frame(wide)
    with pd.option_context("display.notebook_repr_html", False):
        assert outputs._frame(wide) is None


def test_the_table_of_a_figure_is_cut_and_its_hash_is_that_of_all_of_it():
    table = pd.DataFrame({"n": range(300)})
    axes = plt.subplots()[1]
    for _ in range(2):
        plots.describe(axes, "Three hundred points.", table)
    first, second = outputs.figure_metadata(axes.figure)["statements"]["figures"]
    csv = "n\n" + "".join(f"{n}\n" for n in range(300))
    assert (first["rows"], first["table"].count("<tr"), first["sha256"]) == (300, 201, hashlib.sha256(csv.encode()).hexdigest())
    assert first == second
    plots.describe(axes, "Others.", table.assign(n=table.n + (table.n == 299)))
    assert outputs.figure_metadata(axes.figure)["statements"]["figures"][2]["sha256"] != first["sha256"]


def test_two_axes_have_an_entry_each_and_a_figure_without_a_text_none():
    figure, (left, right) = plt.subplots(1, 2)
    assert outputs.figure_metadata(figure) == {}
    plots.period_bars(COUNTS, ax=right)
    plots.period_bars(COUNTS, unit="hits", ax=left)
    texts = [entry["text"] for entry in outputs.figure_metadata(figure)["statements"]["figures"]]
    assert [text[:22] for text in texts] == ["Bars over time of hits", "Bars over time of stat"]


def test_a_caption_tells_of_all_axes():
    figure, axes = plt.subplots(1, 2)
    for ax, counts in zip(axes, (COUNTS, COUNTS.assign(n=[7, 1, 7])), strict=True):
        plots.period_bars(counts, ax=ax)
    assert outputs.figure_metadata(figure)["statements"]["caption"] == (
        "2 panels, in each: bars over time of statements in 3 months, January 2022 to March 2022. "
        "Panel 1: most in February 2022 (5), none in 1 month, 8 in all. "
        "Panel 2: most in January 2022 and March 2022, which tie at 7, 15 in all."
    )


def test_outside_ipython_nothing_is_done():
    assert outputs.enable() is None
