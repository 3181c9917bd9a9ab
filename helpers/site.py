"""Rendered pages: every notebook executed afresh, as HTML that opens offline."""

import argparse
import html
import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from traitlets.config import Config

from helpers.corpus import CorpusError, load_corpus

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
# nbconvert's own addresses lead to outside hosts; without them a page asks for nothing.
OFFLINE = ["require_js_url", "jquery_url", "mathjax_url", "mermaid_js_url", "jupyter_widgets_base_url", "html_manager_semver_range"]
MARK = '<meta name="generator" content="statement-notebooks">'  # a folder whose index has it may be replaced
ENCRYPTED = Config({"KernelManager": {"transport_encryption": "auto"}})  # or new kernels warn of plain traffic
INDEX = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8">{mark}<meta name="viewport" content="width=device-width, initial-scale=1"><title>Statement notebooks</title>
<style>body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }}</style></head>
<body><h1>Statement notebooks</h1>
<ul>
{items}
</ul></body>
</html>
"""


def main(options):
    """Read the options of ``python3 -m helpers render``, render, and print where the pages are."""
    parser = argparse.ArgumentParser(prog="python3 -m helpers render")
    parser.add_argument("--to", type=Path, default=ROOT / "rendered", help="the folder for the pages")
    parser.add_argument("--corpus", type=Path, help="statements to run the notebooks on, instead of the bundled ones")
    chosen = parser.parse_args(options)
    if chosen.corpus:
        os.environ["STATEMENTS_CORPUS"] = str(chosen.corpus.resolve())  # for the notebooks' kernels
    try:
        if chosen.corpus:
            load_corpus(chosen.corpus)
        pages = render(to=chosen.to)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    except CellExecutionError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(pages)} pages; open {pages[0]}")
    return 0


def render(*, to, notebooks=NOTEBOOKS):
    """Execute notebooks and write a page for each, and an index.

    The folder `to` is replaced at the end, in one step; if a notebook fails it stays as it was.

    Parameters
    ----------
    to : path-like
        The folder for the pages. It must be new, empty, or made by this function.
    notebooks : path-like
        The folder of the notebooks.

    Returns
    -------
    list of Path
        The pages, the index first.

    Raises
    ------
    FileExistsError
        If `to` holds anything else.
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    to = Path(to).resolve()
    index = to / "index.html"
    if to.exists() and any(to.iterdir()) and not (index.exists() and MARK in index.read_text(encoding="utf-8", errors="replace")):
        raise FileExistsError(f"{to} holds other files; name a new folder with --to")
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".rendering-") as folder:
        made = Path(folder) / "pages"
        made.mkdir()
        items = []
        for path in sorted(Path(notebooks).glob("*.ipynb")):
            print(f"  {path.name} …", flush=True)
            notebook = execute(path)
            (made / f"{path.stem}.html").write_text(_page(notebook, path.stem), encoding="utf-8")
            items.append(f'<li><a href="{path.stem}.html">{html.escape(title(notebook))}</a></li>')
        (made / "index.html").write_text(INDEX.format(mark=MARK, items="\n".join(items)), encoding="utf-8")
        shutil.rmtree(to, ignore_errors=True)
        made.rename(to)
    return [to / "index.html", *sorted(to.glob("[0-9]*.html"))]


def execute(path):
    """Return the notebook at `path`, run from its first cell to its last in a new kernel."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(Path(path).parent)}}
    NotebookClient(notebook, timeout=600, resources=resources, config=ENCRYPTED).execute()
    return notebook


def without_traces(notebook):
    """Return the notebook without what differs from run to run or machine to machine: times and versions."""
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def title(notebook):
    """Return the text of a notebook's H1.

    Examples
    --------
    >>> title(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Start here\\n\\nText")]))
    'Start here'
    """
    return next(cell.source.split("\n")[0].lstrip("# ") for cell in notebook.cells if cell.cell_type == "markdown")


def _page(notebook, name):
    exporter = HTMLExporter(template_name="lab", **dict.fromkeys(OFFLINE, ""))
    return exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})[0]
