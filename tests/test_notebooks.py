"""Every notebook runs from the top with the network off to what is committed, and keeps to the form.

Those of the second corpus, in ``notebooks/central-banks``, are made of the others, cell by cell: change those, and run with --update.
"""

import base64
import io
import re
import statistics
import subprocess
import sys

import nbformat
import pytest
from PIL import Image

from helpers.environment import ROOT
from helpers.site import pages as site
from helpers.site.differences import differences
from helpers.site.failures import blank

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECOND = [ROOT / "notebooks" / "central-banks" / path.name for path in NOTEBOOKS if path.stem[:2] < "04"]  # 04 is on one's own corpus
OF_SECOND = """*On the second corpus, digests of central banks' decisions (`corpus/central-banks.md`); made from [this notebook](../{}), \
which is the one to change.*"""
CHOICE = """import os

os.environ["STATEMENTS_CORPUS"] = "../../corpus/central-banks"  # before the helpers are imported"""
ELSEWHERE = re.compile(r"\]\((?=04-|exercises/)")  # links to what stands a folder above


def of_second(path):
    """Return the notebook of the second corpus that is made of another one: the same cells, behind one that chooses the corpus."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = ELSEWHERE.sub("](../", cell.source) if cell.cell_type == "markdown" else cell.source
    notebook.cells[0].source = notebook.cells[0].source.replace("\n", f"\n\n{OF_SECOND.format(path.name)}\n", 1)
    notebook.cells.insert(1, nbformat.v4.new_code_cell(CHOICE, id="the-corpus"))
    return blank(notebook)


def with_small_pictures(notebook):
    """Make the pictures of a notebook a third of their size, by a palette; comparisons go by the data of figures."""
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if "image/png" in output.get("data", {}):
            made = io.BytesIO()
            picture = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))).convert("RGB")
            picture.quantize(64, dither=Image.Dither.NONE).save(made, format="png", optimize=True)
            output.data["image/png"] = base64.b64encode(made.getvalue()).decode()
    return notebook


@pytest.fixture(params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def path(request):
    return request.param


def test_a_run_offline_gives_what_is_committed(path, monkeypatch, request):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "network_off"))
    monkeypatch.delenv("STATEMENTS_CORPUS", raising=False)
    if request.config.getoption("--update"):
        nbformat.write(site.without_traces(site.execute(path)), path)
    assert differences(nbformat.read(path, as_version=4), site.without_traces(site.execute(path))) == []


def sources(notebook):
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


@pytest.mark.parametrize("name", [path.name for path in SECOND])
def test_the_second_corpus_gives_what_is_committed(name, monkeypatch, request):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "network_off"))
    monkeypatch.delenv("STATEMENTS_CORPUS", raising=False)
    path, made = SECOND[0].with_name(name), of_second(ROOT / "notebooks" / name)
    if request.config.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        nbformat.write(made, path)  # where its kernel runs
        nbformat.write(with_small_pictures(site.without_traces(site.execute(path))), path)
    committed = nbformat.read(path, as_version=4)
    assert sources(committed) == sources(made)
    assert differences(committed, site.without_traces(site.execute(path))) == []


@pytest.mark.parametrize("path", NOTEBOOKS + SECOND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_is_committed_executed_from_1_to_n_without_error_or_warning(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert path.stat().st_size < 1_000_000


def test_it_keeps_to_the_form_of_a_lesson(path):
    notebook = nbformat.read(path, as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert len(re.findall(r"^# ", prose, re.MULTILINE)) == 1
    for heading in ("**You will learn**", "## 1. ", "## What this does not show", "## Exercises"):
        assert heading in prose
    code = [cell.source.splitlines() for cell in notebook.cells if cell.cell_type == "code"]
    assert max(len(line) for lines in code for line in lines) <= 92  # what a page shows without scrolling
    lengths = [len(lines) for lines in code]
    assert statistics.median(lengths) <= 4
    assert max(lengths) <= 12


def test_the_network_is_off_in_these_tests(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "network_off"))
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    assert "the network is off in tests" in subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr
