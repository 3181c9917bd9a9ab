"""Lessons: from one source notebook the student's side, the solved one, and the instructor's pages."""

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import nbformat

from helpers.files.whole_files import clear_leftovers, write_whole
from helpers.lessons import versions
from helpers.paths import LESSONS, ROOT
from helpers.site.pages import execute, render

SOURCES = LESSONS
REGION = r"{#}BEGIN {0}\n(?:(?!{#}BEGIN {0}\n).)*?{#}END {0}[ \t]*(\n|\Z)".replace("{#}", r"^[ \t]*+#*+[ \t]*+")  # nbgrader's marks
GOES_ON = "raises-exception"  # the tag with which Run All shows what is amiss in a cell, and goes on to the next
STUB = {"code": "# your code here\n", "markdown": "*Your answer here.*\n"}


def sources():
    """Return the paths of the source notebooks, in the order of the lessons.

    Examples
    --------
    >>> [path.stem for path in sources()][0]
    '01-term-frequency'
    """
    return sorted(SOURCES.glob("[0-9]*.ipynb"))


def for_students(path, *, to=SOURCES):
    """Return a lesson as a student gets it: without solutions, hidden tests and outputs, its given cells locked.

    Parameters
    ----------
    path : path-like
        A source notebook, with the regions and the cell metadata of nbgrader.
    to : path-like
        The folder it will lie in: its links lead from there.

    Returns
    -------
    NotebookNode

    Raises
    ------
    ValueError
        If a region is not closed.

    Examples
    --------
    >>> student = for_students(sources()[0])
    >>> [word for word in ("BEGIN SOLUTION", "BEGIN HIDDEN") if word in nbformat.writes(student)]
    []
    """
    notebook = _read(path, to)
    cells = []
    for cell in notebook.cells:
        cell.source = _without_region(_without_region(cell.source, "SOLUTION", stub=STUB.get(cell.cell_type, "")), "HIDDEN TESTS")
        if re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS)", cell.source):
            raise ValueError(f"{path}: a region in this cell is not closed; write BEGIN and END in lines of their own:\n{cell.source}")
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        about = cell.metadata.get("nbgrader")
        if about and about["locked"]:
            cell.metadata.update(editable=False, deletable=False)
        if about and cell.cell_type == "code" and (about["grade"] or about["solution"]):
            cell.metadata["tags"] = [GOES_ON]
        if about:
            about["checksum"] = checksum(cell)
        if cell.source.strip():
            cells.append(cell)
    notebook.cells = cells
    notebook.metadata["lesson"] = {"name": Path(path).stem[3:], "version": _version(notebook)}
    return notebook


def for_browsers(folder):
    """Write the lessons as students get them in the browser, each version under a name of its own, and a list of the newest.

    What a browser has stored goes before what a site has: under the same name, an old copy would hide a new lesson. The list says
    which file is the newest, and the first cell of each lesson reads it.
    """
    names = {}
    for path in sources():
        notebook = for_students(path, to=ROOT / "lessons")
        lesson, version = notebook.metadata["lesson"]["name"], notebook.metadata["lesson"]["version"]
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        first.source += f'\nchecks.opened("{lesson}", "{version}")'
        names[lesson] = f"{path.stem}-{version}.ipynb"
        nbformat.write(notebook, Path(folder) / names[lesson])
    (Path(folder) / versions.NAMES).write_text(json.dumps(names), encoding="utf-8")
    return names


def _version(notebook):
    """Return what tells one version of a lesson from another: a short digest of its cells, wherever its links lead from."""
    texts = [re.sub(r"\]\([^)]{0,300}/notebooks/", "](", cell.source) for cell in notebook.cells]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]


def solved(path, *, to=SOURCES):
    """Return a lesson with its solutions, executed, without the marks of the regions.

    Raises
    ------
    NotebookStopped
        If a cell or a hidden test fails.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / Path(path).name
        nbformat.write(_placed(notebook, Path(folder)), copy)
        notebook = execute(copy)
    for cell in notebook.cells:
        cell.source = re.sub(
            r"^[ \t]*+#*+[ \t]*+(BEGIN|END) (SOLUTION|HIDDEN TESTS)[ \t]*\n?", "", cell.source, flags=re.MULTILINE
        ).rstrip()
        cell.source = re.sub(r"^answer_\d+ = \.\.\.\n", "", cell.source)
        cell.metadata.pop("execution", None)
    return _placed(notebook, Path(to))


def pages_for_instructors(*, to):
    """Write the instructor's guide and the solved lessons, run on the corpus at hand, as pages that open offline.

    Returns
    -------
    list of Path
        The pages, the index first.

    Raises
    ------
    FileExistsError
        If `to` holds anything but such pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in ("README.md", "GLOSSARY.md"):
            text = (SOURCES / name).read_text(encoding="utf-8").replace("(GLOSSARY.md)", "(00-glossary.html)")
            guide = nbformat.v4.new_notebook(
                cells=[nbformat.v4.new_markdown_cell(text)], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
            )
            nbformat.write(guide, Path(folder) / f"00-{'guide' if name == 'README.md' else 'glossary'}.ipynb")
        for path in sources():
            nbformat.write(_read(path, Path(folder)), Path(folder) / path.name)
        return render(to=to, notebooks=Path(folder))


def write(notebooks, *, to, force=False):
    """Write notebooks into a folder, never over work: a file whose cells differ is left alone unless `force` is true.

    Parameters
    ----------
    notebooks : dict
        Notebooks by file name.
    to : path-like
        The folder; it is made where it is missing.
    force : bool
        Replace such files.

    Returns
    -------
    list of Path

    Raises
    ------
    FileExistsError
        Naming every file that has been worked on. Nothing is written then.
    """
    to = Path(to)
    worked_on = [name for name, notebook in notebooks.items() if (to / name).exists() and not _same_cells(to / name, notebook)]
    if worked_on and not force:
        names = ", ".join(worked_on)
        raise FileExistsError(f"{to} holds notebooks that somebody has worked on: {names}. Name a new folder with --to, or add --force.")
    to.mkdir(parents=True, exist_ok=True)
    clear_leftovers(to)
    for name, notebook in notebooks.items():
        write_whole(to / name, f"{nbformat.writes(notebook)}\n".encode())
    return [to / name for name in notebooks]


def _without_region(source, name, *, stub=""):
    """Return the source of a cell without its regions of that name, with `stub` in place of each.

    Examples
    --------
    >>> _without_region("a = ...\\n### BEGIN SOLUTION\\na = 1\\n### END SOLUTION", "SOLUTION", stub="# your code here\\n")
    'a = ...\\n# your code here'
    """
    return re.sub(REGION.format(name), lambda _: stub, source, flags=re.DOTALL | re.MULTILINE).rstrip("\n")


def checksum(cell):
    """Return the checksum of a cell by which nbgrader sees whether it was changed: of its source, kind, flags, id and points."""
    about = cell.metadata["nbgrader"]
    flags = [str(about.get(flag, False)) for flag in ("grade", "solution", "locked")]
    points = [str(float(about["points"]))] if about["grade"] else []
    return hashlib.md5("".join([cell.source, cell.cell_type, *flags, about["grade_id"], *points]).encode()).hexdigest()


def _read(path, to):
    return _placed(nbformat.read(path, as_version=4), Path(to))


def _placed(notebook, folder):
    """Return the notebook with the way from `folder` to the clone in its links."""
    try:
        way = os.path.relpath(ROOT, folder.resolve()).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        way = ROOT.as_posix()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("](../../notebooks/", f"]({way}/notebooks/")
    return notebook


def _same_cells(path, notebook):
    try:
        there = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.validator.NotebookValidationError):
        return False
    return [(cell.cell_type, cell.source) for cell in there.cells] == [(cell.cell_type, cell.source) for cell in notebook.cells]
