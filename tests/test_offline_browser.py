"""The site that runs the notebooks in the browser, at a second visit without network: what works, and what is said where something lacks.

Needs a built site, whose folder the variable STATEMENTS_SITE names: `.ci/browser` makes one.
"""

import os
from pathlib import Path

import nbformat
import pytest

from helpers.environment import ROOT
from helpers.lessons import build as lessons
from tests.lite import Lite
from tests.test_lite_browser import codes, faults

pytestmark = pytest.mark.skipif("STATEMENTS_SITE" not in os.environ, reason="needs a built site, named by STATEMENTS_SITE")
USED = "from helpers.needed import needed\nneeded('openpyxl', 'Excel files')"  # at the first visit
NEVER = "needed('pypdf', 'PDF files')"
WHY = "PDF files need the package pypdf, which is not here. It could not be fetched: there is no network"
PANEL = """() => [...document.querySelectorAll(".jp-OutputArea-output .jupyter-widgets")].some((one) => one.offsetHeight > 0)"""


@pytest.fixture(scope="module")
def lite(chromium):
    """A second visit: the first ran one line, and its server is gone."""
    site = Lite(Path(os.environ["STATEMENTS_SITE"]).resolve(), chromium)
    site.open("index.html")
    site.text(USED)
    site.kept()
    site.stop()
    print(f"\nWithout network Python is idle after {site.open('index.html'):.0f} s")
    yield site
    assert site.others == []
    site.close()


def test_the_first_notebook_runs_whole_and_shows_its_panel(lite):
    lite.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.ran = true; }); }")
    lite.page.wait_for_function("() => window.ran", timeout=240_000)
    outputs = "() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.outputs ? cell.outputs.toJSON() : [])"
    assert [one["evalue"] for cell in lite.page.evaluate(outputs) for one in cell if one["output_type"] == "error"] == []
    lite.page.wait_for_function(PANEL, timeout=30_000)


def test_a_lesson_runs_whole(lite):
    lite.text("%reset -f\nimport os\nos.chdir('/drive/lessons')")
    assert faults(lite.run(*codes(nbformat.read(lessons.sources()[3], 4)))) == []


def test_what_was_fetched_before_is_there_and_what_was_not_is_told(lite):
    lite.text(USED)
    ((fault,),) = [[one for one in outputs if one["type"] == "error"] for outputs in lite.run(NEVER)]
    assert fault["evalue"].startswith(WHY)


def test_words_and_places_of_another_notebook_are_counted_but_lemmas_lack(lite):
    notebook = nbformat.read(ROOT / "notebooks" / "01-term-frequency.ipynb", 4)
    lite.text("%reset -f\nimport os\nos.chdir('/drive/notebooks')")
    found = faults(lite.run(*codes(notebook)[:12]))
    assert found
    assert all("need the package" in fault and "there is no network" in fault for fault in found)
