"""Notebooks that stop before their end: what is kept of them, what their page says, and the summary of a run."""

import html
import re
from pathlib import Path

import lxml.html
import nbformat

from helpers.site.cells import is_bare

ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b.?")  # colours and other orders to a terminal
MOST, LINES = 300, 200  # characters of an error in a sentence, lines of a traceback in a page
BELOW = "The cells below were not run."


class NotebookStopped(Exception):
    """Raised for a notebook that does not run to its end, or that no page can be made of.

    `name` is the notebook's, `cell` the number of its cell, or None where no cell is to blame, `position` that cell's place among all
    cells, `why` a sentence, `trace` the lines of the traceback, `notebook` what there is of it, or None.
    """

    def __init__(self, name, why, *, cell=None, position=None, trace="", notebook=None):
        self.name, self.why, self.cell, self.position = name, one_line(why), cell, position
        self.trace, self.notebook = trace, notebook
        super().__init__(f"{self.where}: {self.why}")

    @property
    def where(self):
        """The notebook and the cell, as a sentence names them."""
        return one_line(self.name) + (f", cell {self.cell}" if self.cell else "")


class NotebooksFailed(Exception):
    """Raised after all pages are in place, where some notebooks stopped; `pages` are the paths, `failures` a NotebookStopped each."""

    def __init__(self, pages, failures, *, of):
        self.pages, self.failures = pages, failures
        failed = len({failure.name for failure in failures})  # one can fail in several cells, where figures have no text
        head = f"{failed} of {of} {'notebook' if of == 1 else 'notebooks'} failed; its page shows the error, and what ran before it:"
        super().__init__("\n".join([head, *(f"  {failure}" for failure in failures)]))


def one_line(text):
    r"""Return an error's words on one line, without what would act in a terminal, and cut where they are long.

    Examples
    --------
    >>> one_line("\x1b[31mno such place:\x1b[0m\n  \x07Kyiv")
    'no such place: Kyiv'
    """
    plain = "".join(character if character.isprintable() else " " for character in ESCAPES.sub("", str(text)))
    plain = " ".join(plain.split())
    return plain if len(plain) <= MOST else f"{plain[: MOST - 1]}…"


def blank(notebook):
    """Return the notebook without results: those of cells that are not reached were of another run, and of another corpus."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def shown(failure):
    """Return the notebook of a failure with the error among its results, as plain text in HTML; without one, a notebook of the error.

    The words of an error may be a corpus's own, so they are escaped.
    """
    notebook, error = failure.notebook, _output(failure)
    if notebook is None:
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[error])])
    if failure.position is None:
        notebook.cells.insert(0, nbformat.v4.new_code_cell("", outputs=[error]))
        return notebook
    cell = notebook.cells[failure.position]
    cell.outputs = [*(output for output in cell.outputs if output.output_type != "error" and not is_bare(output)), error]
    return notebook


def announce(root, title, failures):
    """Put below the H1 of a page which cells failed; a page without an H1 gets its title as one. Return the page."""
    heading = next(root.iter("h1"), None)
    if heading is None:
        heading = lxml.html.Element("h1", id="top")
        heading.text = title
        root.insert(0, heading)
        heading.tail, root.text = root.text, None
    if failures:
        parts = [_link(failure) for failure in failures]
        said = f'<p class="failed"><strong>This notebook failed.</strong> {" ".join(parts)}</p>'
        heading.addnext(lxml.html.fragment_fromstring(said))
    return root


def summary(failures):
    """Return the sentence by which the index names a notebook's failures, or an empty text."""
    return " ".join(f"Failed{f' in cell {failure.cell}' if failure.cell else ''}: {failure.why}" for failure in failures)


def stopped(error, name, notebook, position):
    """Return a NotebookStopped for an error that came while the cell at `position` ran; None: before any cell."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    number = None
    if position is not None:
        cells = notebook.cells[: position + 1]
        number = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in cells)
    if isinstance(error, CellExecutionError):
        why, trace = f"{error.ename}: {error.evalue}", error.traceback
    elif isinstance(error, DeadKernelError):
        why, trace = "The kernel died, and with it all results of the cell; a common reason is that memory ran out.", ""
    elif isinstance(error, CellTimeoutError):
        why, trace = "The cell ran longer than a cell may, and was stopped.", ""
    else:
        why, trace = f"{type(error).__name__}: {error}", ""
    return NotebookStopped(name, why, cell=number, position=position, trace=trace, notebook=notebook)


def unreadable(error, path):
    """Return a NotebookStopped for a file that is no notebook."""
    return NotebookStopped(Path(path).name, f"The file cannot be read as a notebook. {type(error).__name__}: {error}")


def _output(failure):
    lines = [line for line in ESCAPES.sub("", failure.trace).splitlines() if line.strip()]
    trace = html.escape("\n".join(lines[-LINES:]))
    details = f"<details><summary>Traceback</summary><pre>{trace}</pre></details>" if trace else ""
    where = "This cell failed." if failure.cell else "This notebook failed."
    rest = f" {BELOW}" if failure.cell and not _ran_on(failure) else ""
    block = f'<div class="failed" id="{_anchor(failure)}"><p><strong>{where}</strong> {html.escape(failure.why)}{rest}</p>{details}</div>'
    return nbformat.v4.new_output("display_data", {"text/html": block, "text/plain": failure.why})


def _ran_on(failure):
    """Whether cells below have run, or there are none."""
    below = [cell for cell in failure.notebook.cells[failure.position + 1 :] if cell.cell_type == "code" and cell.source.strip()]
    return not below or any(cell.execution_count for cell in below)


def _anchor(failure):
    return f"failed-{failure.cell or 0}"


def _link(failure):
    if failure.cell is None:
        return html.escape(failure.why)
    return f'<a href="#{_anchor(failure)}">Cell {failure.cell}</a>: {html.escape(failure.why)}'
