"""Handouts: of each lesson one page for students' notes and one plan for the teacher, each a single file that prints."""

import re
import tempfile
from pathlib import Path

import nbformat

from helpers.files.whole_files import clear_leftovers, write_whole
from helpers.lessons.build import SOURCES, for_students, sources
from helpers.site import cells as site_cells
from helpers.site import layout as site_layout
from helpers.site import write as site_write
from helpers.site.failures import NotebooksFailed
from helpers.site.pages import MARK, execute, receipt_of, title

LINES = {"code": 4, "markdown": 8}  # to write on
WORK = "*This page goes with the notebook `{}`: run it there, and write here what you found.*"


def handouts(*, to, documents=None):
    """Write for each lesson `NAME-handout.html`, with the tasks, their charts and room for answers, and `NAME-plan.html`, of one page.

    What the charts show is of the corpus at hand. No solution stands in a handout.

    Parameters
    ----------
    to : path-like
        The folder. Pages that an earlier call made there are replaced.
    documents : DataFrame, optional
        The statements that the receipt names; the default is the corpus.

    Returns
    -------
    list of Path

    Raises
    ------
    FileExistsError
        If a file of such a name is there that this kit did not make. Nothing is written then.
    NotebookStopped
        If a given cell of a lesson fails.
    """
    to, receipt = Path(to), receipt_of(documents)
    pages = {}
    for path in sources():
        pages[f"{path.stem}-handout.html"] = _page(_handout(path), receipt)
        pages[f"{path.stem}-plan.html"] = _page(plan(path), receipt)
    foreign = [name for name in pages if (to / name).exists() and MARK not in (to / name).read_text(encoding="utf-8", errors="replace")]
    if foreign:
        raise FileExistsError(f"{to} holds {', '.join(foreign)}, which this kit did not make: name a new folder with --to")
    to.mkdir(parents=True, exist_ok=True)
    clear_leftovers(to)
    for name, page in pages.items():
        write_whole(to / name, page.encode())
    return [to / name for name in pages]


def plan(path):
    """Return the plan of a lesson as a notebook of one cell: what the instructor's guide says of it, but for answers.

    Examples
    --------
    >>> plan(sources()[0]).cells[0].source.splitlines()[0]
    '# Lesson plan: term frequency'
    """
    guide, number = (SOURCES / "README.md").read_text(encoding="utf-8"), path.stem[:2]
    row = re.search(rf"^\| {number} [^|]+\| ([^|]+) \| (\d+) \+ (\d+) \| (\d+) \| (\d+) \|$", guide, re.MULTILINE)
    name, section = re.search(rf"^## Lesson {number}: ([^\n]+)\n(.*?)^<!-- ", guide, re.MULTILINE | re.DOTALL).groups()
    level, teaching, exercise, tasks, points = row.groups()
    about = f"*{level.capitalize()} · {teaching} minutes of teaching, {exercise} of exercises · {tasks} tasks, {points} points*"
    ready = "**Make ready.** `python3 -m helpers lesson student` writes the students' notebooks, `lesson instructor` the solved ones."
    return _notebook([nbformat.v4.new_markdown_cell(f"# Lesson plan: {name}\n\n{about}\n\n{ready}\n{section}")])


def _handout(path):
    """Return a lesson as a student reads it on paper: the given cells' results, and lines in place of the cells for answers."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        nbformat.write(for_students(path, to=folder), copy)
        notebook = execute(copy)
    kept = []
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            kept.append(nbformat.v4.new_markdown_cell('<p class="line">&nbsp;</p>' * LINES[cell.cell_type]))
        elif cell.source.startswith("## How far are you?"):
            break
        elif not about.get("grade"):
            cell.source = re.sub(r"\*\*How this works\.\*\*[^\n]*", WORK.format(path.name), cell.source)
            kept.append(cell)
    return _notebook(kept)


def _notebook(cells):
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def _page(notebook, receipt):
    failures, name = [], title(notebook)
    root = site_write.body(notebook, name, name, failures)
    if failures:
        raise NotebooksFailed([], failures, of=1)
    return site_layout.single_page(title=name, body=site_cells.inside(root), receipt=receipt)
