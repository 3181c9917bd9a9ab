"""Rendered pages: every notebook executed afresh, as pages that open offline, with the statements and sentences they rest on."""

import argparse
import os
import sys
from pathlib import Path

import lxml.html
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from traitlets.config import Config

from helpers import environment
from helpers.corpus import CorpusError, load_corpus
from helpers.files.terminal import print_lines
from helpers.files.whole_files import clear_leftovers, folder_in_one_step, why_not_written, write_whole
from helpers.paths import CORPUS, NOTEBOOKS, ROOT, card_of
from helpers.site import cells as site_cells
from helpers.site import differences as site_verify
from helpers.site import failures as site_failures
from helpers.site import layout as site_layout
from helpers.site import write as site_write
from helpers.site.cells import title
from helpers.site.failures import NotebooksFailed, NotebookStopped
from helpers.site.kept import keep
from helpers.site.receipt import record, sealed, shown, source_digest
from helpers.site.replay import ReceiptError, replay
from helpers.site.results import digests, results_of
from helpers.site.run import LITE

MARK = '<meta name="generator" content="statement-notebooks">'  # what has it may be replaced
LONGEST = 600  # seconds that a cell may take
PICTURES = ["from helpers.site import pictures; pictures.enable()"]  # with each figure those of its page are kept
ENCRYPTED = Config({"KernelManager": {"transport_encryption": "auto"}})  # or new kernels warn of plain traffic


def main(options):
    """Read the options of ``python3 -m helpers render``, do it, and print where the pages are."""
    chosen = _chosen(options)
    if chosen.corpus:
        os.environ["STATEMENTS_CORPUS"] = str(chosen.corpus.resolve())  # for the notebooks' kernels
    try:
        if chosen.verify:
            return _report(verify())
        if chosen.from_receipt:
            return replay(chosen.from_receipt, to=chosen.to, corpus=chosen.corpus, render=render, single=single)
        documents = load_corpus(chosen.corpus) if chosen.corpus else None
        if chosen.single:
            print(f"Open {single(chosen.single, to=chosen.to, documents=documents)}")
            return 0
        card = card_of(chosen.corpus) if chosen.corpus else None
        pages = render(to=chosen.to or ROOT / "rendered", documents=documents, slides=chosen.slides, card=card)
    except NotebooksFailed as failed:
        there = f"{len(failed.pages)} pages and the statements; open" if len(failed.pages) > 1 else "Open"
        print(f"{there} {failed.pages[0]}", flush=True)
        print_lines(failed, file=sys.stderr)
        return 1
    except ReceiptError as error:
        print_lines(error, file=sys.stderr)
        return 1
    except (CorpusError, OSError) as error:
        print(why_not_written(error, chosen.to or "rendered") if isinstance(error, OSError) else error, file=sys.stderr)
        return 1
    print(f"{len(pages)} pages and the statements; open {pages[0]}")
    return 0


def _chosen(options):
    parser = argparse.ArgumentParser(prog="python3 -m helpers render")
    parser.add_argument("--to", type=Path, help="the folder for the pages (default: rendered/); with --single the file")
    parser.add_argument("--corpus", type=Path, help="statements to run the notebooks on, instead of the bundled ones")
    parser.add_argument("--slides", action="store_true", help="also write each notebook as slides")
    parser.add_argument("--single", metavar="NOTEBOOK", type=Path, help="write one notebook as one file that can be mailed")
    parser.add_argument(
        "--from-receipt", metavar="PAGE", type=Path, help="make a page or a site again, from its receipt, and compare the results"
    )
    parser.add_argument("--verify", action="store_true", help="write nothing: tell which results differ from the committed ones")
    chosen = parser.parse_args(options)
    if chosen.from_receipt and (chosen.verify or chosen.slides or chosen.single):
        parser.error("--from-receipt makes what its receipt says: give it with --to and --corpus alone")
    if chosen.verify and (chosen.to or chosen.corpus or chosen.slides or chosen.single):
        parser.error("--verify compares with the committed results, which are of the bundled corpus: give it alone")
    if chosen.slides and chosen.single:
        parser.error("--single writes a page to read; slides come with the whole site: give --single or --slides")
    return chosen


def render(*, to, notebooks=NOTEBOOKS, documents=None, slides=False, only=None, card=None):
    """Execute notebooks and write a page for each, a page for each statement, an index, and what the site is cited and made again by.

    The folder `to` is replaced at the end, in one step. A notebook that fails stops no other: its page shows what ran, and the error
    where it came. The same notebooks, statements and packages give the same bytes.

    Parameters
    ----------
    to : path-like
        The folder for the pages. It must be new, empty, or made by this function.
    notebooks : path-like
        The folder of the notebooks.
    documents : DataFrame, optional
        The statements for the reader and the lists of sentences: those that the notebooks load. The default is the corpus.
    slides : bool
        Also write each notebook as slides, cut at its H2s.
    only : collection of str, optional
        The names of the notebooks to execute, without their ending; the default is all of the folder.
    card : path-like, optional
        The card of the corpus, whose heading and licence the RO-Crate takes over; that of the corpus, where `documents` are not given.

    Returns
    -------
    list of Path
        The index and the pages of notebooks, the index first.

    Raises
    ------
    FileExistsError
        If `to` holds anything else.
    NotebooksFailed
        When all pages are in place, if a notebook cannot be read, a cell fails or does not end, or a figure has no text and no table.
        It names each, and its `pages` is what would have been returned.
    """
    to = Path(to).resolve()
    if to.exists() and not (to.is_dir() and (not any(to.iterdir()) or _ours(to / "index.html"))):
        raise FileExistsError(f"{to} holds other files; name a new folder with --to")
    card = card_of(CORPUS) if documents is None else card
    documents = load_corpus() if documents is None else documents
    with folder_in_one_step(to, ".rendering-") as folder:
        made = folder / "made"
        made.mkdir()
        paths = sorted(path for path in Path(notebooks).glob("*.ipynb") if only is None or path.stem in only)
        failures = {path.stem: [] for path in paths}
        executed = {path.stem: _titled(path, failures[path.stem]) for path in paths}
        about, lite = record(documents) | {"made": {"command": "render", "slides": slides}}, (to.parent / LITE).is_dir()
        sources = {path.stem: source_digest(path) for path in paths}
        records = {name: sealed(about, notebooks={name: digest}) for name, digest in sources.items()}
        options = {"slides": slides, "failures": failures, "lite": lite, "records": records}
        site_write.write(made, executed, documents, shown(about), **options)
        shows = {path.stem: results_of(lxml.html.parse(made / f"{path.stem}.html").getroot()) for path in paths}
        whole = sealed(about, notebooks=sources, results=digests(shows))
        keep(made, {name: title for name, (title, _) in executed.items()}, documents, whole, card=card)
    pages = [to / "index.html", *(to / f"{path.stem}.html" for path in paths)]
    return _all_or_failed(pages, [failure for of_one in failures.values() for failure in of_one], of=len(paths))


def single(path, *, to=None, documents=None):
    """Execute one notebook and write it as one file that holds its style, script and figures, and return the file's path.

    The default of `to` is the notebook's name with the ending html, in the current folder. A file that is not such a page is
    never replaced (FileExistsError). If the notebook fails, the page is written with the error in it, and NotebooksFailed says so.
    """
    path = Path(path) if Path(path).exists() else NOTEBOOKS / Path(path).with_suffix(".ipynb").name
    if not path.exists():
        there = ", ".join(other.stem for other in sorted(NOTEBOOKS.glob("*.ipynb")))
        raise FileNotFoundError(f"--single {path}: no such notebook; there are {there}")
    to = Path(to or f"{path.stem}.html").resolve()
    if to.exists() and not _ours(to):
        raise FileExistsError(f"{to} is not a page of this kit, so it is not replaced; name another file with --to")
    clear_leftovers(to.parent)
    name, notebook = _titled(path, failures := [])
    root = site_write.body(notebook, path.name, name, failures)
    about = record(load_corpus() if documents is None else documents)
    made = sealed(about, made={"command": "single"}, notebooks={path.stem: source_digest(path)})
    values = {"title": name, "contents": site_cells.contents(root), "receipt": shown(about), "record": made}
    write_whole(to, site_layout.single_page(body=site_cells.inside(root), **values).encode())
    return _all_or_failed([to], failures, of=1)[0]


def verify(*, notebooks=NOTEBOOKS):
    """Execute notebooks and list which results differ from the committed ones: figures by their data, the rest exactly.

    Returns
    -------
    list of tuple
        Name of the notebook, number of the cell, a short difference.
    """
    rows = []
    for path in sorted(Path(notebooks).glob("*.ipynb")):
        print(f"  {path.name} …", flush=True)
        try:
            found = site_verify.differences(nbformat.read(path, as_version=4), execute(path))
        except NotebookStopped as failure:
            found = [(failure.cell or 0, failure.why)]
        rows += [(path.name, number, difference) for number, difference in found]
    return rows


def execute(path, *, first=()):
    """Return the notebook at `path`, run from its first cell to its last in a new kernel, which does the lines in `first` before.

    Raises
    ------
    NotebookStopped
        If it cannot be read, a cell fails or does not end, or the kernel dies. Its `notebook` has the results up to there.
    """
    try:
        notebook = site_failures.blank(nbformat.read(path, as_version=4))
    except Exception as error:  # no JSON, no notebook, no file: each has errors of its own
        raise site_failures.unreadable(error, path) from error
    reached = []
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        resources={"metadata": {"path": str(Path(path).parent)}},
        config=ENCRYPTED,
        extra_arguments=[f"--IPKernelApp.exec_lines={line}" for line in first] if _is_python(notebook) else [],
        on_cell_execute=lambda cell, cell_index: reached.append(cell_index),
    )
    try:
        client.execute(env=environment.with_kit(os.environ))
    except Exception as error:
        if isinstance(error, OSError) and not isinstance(error, CellTimeoutError):
            raise  # the disk is full, or the like: no notebook is to blame
        raise site_failures.stopped(error, Path(path).name, notebook, reached[-1] if reached else None) from error
    return notebook


def _is_python(notebook):
    return notebook.metadata.get("kernelspec", {}).get("name", "python3").startswith("python")


def without_traces(notebook):
    """Return the notebook without what differs from run to run or machine to machine, and without panels that need a kernel."""
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = site_cells.without_widgets(cell.outputs)
    return notebook


def _titled(path, failures):
    """Return the title and the executed notebook at a path, or what there is of it; a failure is added to `failures`."""
    print(f"  {path.name} …", flush=True)
    try:
        notebook = execute(path, first=PICTURES)
    except NotebookStopped as failure:
        failures.append(failure)
        notebook = site_failures.shown(failure)
    return title(notebook, path.stem), notebook


def _all_or_failed(pages, failures, *, of):
    if failures:
        raise NotebooksFailed(pages, failures, of=of)
    return pages


def receipt_of(documents=None):
    """Return the receipt of pages on these statements, or on the corpus, as pairs of a name and a value."""
    return shown(record(load_corpus() if documents is None else documents))


def _ours(page):
    return page.is_file() and MARK in page.read_text(encoding="utf-8", errors="replace")


def _report(rows):
    for name, number, difference in rows:
        print_lines(f"{name}, cell {number}:\n{difference}\n")
    print(f"{len(rows)} cells differ from what is committed." if rows else "All results are those that are committed.")
    if rows and (others := site_verify.other_packages()):
        print(f"{len(others)} packages differ from requirements.lock too ({', '.join(others[:5])}): {site_verify.WITH_LOCK}")
    return 1 if rows else 0
