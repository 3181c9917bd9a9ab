"""The site that runs the notebooks in the browser, opened in Chromium: all notebooks and lessons, tables as on the desktop.

Needs a built site, whose folder the variable STATEMENTS_SITE names: `.ci/browser` makes one.
"""

import base64
import importlib.util
import json
import os
import re
from pathlib import Path

import nbformat
import pytest

from helpers.environment import ROOT
from helpers.lessons import build as lessons
from tests.lite import Lite, Quiet

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
MOST = 41_000_000  # bytes of a first visit, with what the next one without network needs, from a server that deflates nothing
WIDGET = "application/vnd.jupyter.widget-view+json"  # committed notebooks have none
TABLES = ["tokens", "terms", "mentions", "timexes", "reported", "dispersion", "by year", "said about"]

pytestmark = pytest.mark.skipif("STATEMENTS_SITE" not in os.environ, reason="needs a built site, named by STATEMENTS_SITE")


@pytest.fixture(scope="module")
def lite(chromium):
    """The site, open on its first notebook, with Python running."""
    site = Lite(Path(os.environ["STATEMENTS_SITE"]).resolve(), chromium)
    print(f"\nPython is idle after {site.open('index.html'):.0f} s")
    site.kept()
    site.first_visit = Quiet.sent
    yield site
    assert site.others == []  # no host but its own was asked for anything
    site.close()


def codes(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def faults(cells):
    return [f"[{i}] {one['ename']}: {one['evalue']}" for i, outputs in enumerate(cells, 1) for one in outputs if one["type"] == "error"]


def shown(outputs):
    """Return what a cell shows, word for word: tables and texts, of a figure the text that stands for it; streams and widgets aside."""
    told = []
    for one in outputs:
        if not one.get("data") or WIDGET in one["data"]:
            continue
        told.append({kind: text for kind, text in one["data"].items() if not kind.startswith("image/")})
        told += [figure["text"] for figure in one["metadata"].get("statements", {}).get("figures", [])]
        assert "image/png" not in one["data"] or one["metadata"]["statements"]["figures"]
    return told


def test_the_first_page_is_the_first_notebook(lite):
    assert lite.page.evaluate("() => jupyterapp.shell.currentWidget.context.path") == "notebooks/00-start-here.ipynb"
    assert lite.page.locator("h1").first.inner_text().startswith("Start here")


def test_a_first_visit_is_small(lite):
    print(f"\nA first visit takes {lite.first_visit / 1e6:.1f} MB")
    assert lite.first_visit < MOST


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_shows_what_it_shows_on_the_desktop(lite, name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    lite.text("%reset -f\nimport os\nos.chdir('/drive/notebooks')")
    cells = lite.run(*codes(notebook))
    assert faults(cells) == []
    committed = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    both = [(shown(outputs), shown(others)) for outputs, others in zip(cells, committed, strict=True)]
    assert {number: pair for number, pair in enumerate(both, 1) if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("path", lessons.sources(), ids=lambda path: path.stem)
def test_a_solved_lesson_runs_to_its_end(lite, path):
    lite.text("%reset -f\nimport os\nos.chdir('/drive/lessons')")
    cells = lite.run(*codes(nbformat.read(path, 4)))
    assert faults(cells) == []
    assert re.search(r"(\d+) of \1 tasks done", "".join(one["data"].get("text/plain", "") for one in cells[-1] if one.get("data")))


def test_tables_are_those_of_the_desktop(lite):
    source = ROOT / "tests" / "tools" / "checksums.py"
    spec = importlib.util.spec_from_file_location("checksums", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sent = base64.b64encode(source.read_text(encoding="utf-8").replace("parents[2]", "parent").encode()).decode()
    ask = "import base64, json\nspace = {'__name__': 'checksums', '__file__': '/tmp/checksums.py'}\n"
    ask += f"exec(base64.b64decode('{sent}').decode(), space)\nfrom helpers.paths import STATEMENTS\n"
    found = json.loads(lite.text(ask + "print(json.dumps(space['sums'](STATEMENTS)))"))
    wanted = module.sums(ROOT / "corpus" / "statements")
    assert {name: found[name] for name in TABLES} == {name: wanted[name] for name in TABLES}
