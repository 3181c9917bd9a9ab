"""A student's answers set into a fresh copy of their lesson: what was changed around them does not come along."""

import json
import re
from typing import NamedTuple

import nbformat

from helpers.lessons.build import for_students, sources
from helpers.lessons.checks import LESSONS

CELLS = 1000  # in a notebook
ASSIGNED = re.compile(r"^[ \t]*answer_(\d{1,2})[ \t]*(?::[^=\n]{1,60})?=(?!=)", re.MULTILINE)
CHECKED = re.compile(r"^[ \t]*checks\.check\([ \t]*[\"']([\w-]+) (\d{1,2})[\"'][^\n]*\n?", re.MULTILINE)
PROGRESS = re.compile(r"^[ \t]*checks\.progress\([^\n]*\n?", re.MULTILINE)
OPENED = re.compile(r"\n?^checks\.opened\([^\n]*", re.MULTILINE)  # of the lessons in the browser
SECRET = re.compile(  # what an honest answer never names: the judges, who know what is right
    r"helpers\.lessons(?!\s{1,99}import\s{1,99}checks\b)|from\s{1,99}helpers\s{1,99}import[^\n]{0,300}\blessons\b|checks\.(?!check\b|given\b|claims\b|progress\b|same\b)"
    r"|\(\s{0,99}checks\b|__closure__|cell_contents|sys\.modules|gc\.get_"
)


class NoLesson(ValueError):
    """Why a file cannot be graded."""


class Cell(NamedTuple):
    """A cell of a student's notebook: its kind, its code or text, and its nbgrader id (empty where there is none)."""

    kind: str
    source: str
    grade_id: str


class Graft(NamedTuple):
    """A lesson with a student's answers: the cells to run, the place of each task's answer cells in them, texts for a person, remarks."""

    lesson: str
    steps: list
    places: dict
    written: str | None
    remarks: list


def cells_of(raw):
    """Return the cells of a notebook of any version, and the notebook's metadata.

    Raises
    ------
    NoLesson
        If the file is no notebook.

    Examples
    --------
    >>> cells_of(b"%PDF-1.7")
    Traceback (most recent call last):
    helpers.lessons.grading.transplant.NoLesson: The file is no notebook: it is not JSON.
    """
    try:
        made = json.loads(raw)
    except (ValueError, RecursionError):
        raise NoLesson("The file is no notebook: it is not JSON.") from None
    try:
        for sheet in [made, *made.get("worksheets", [])]:
            for cell in sheet.get("cells", []):
                if "outputs" in cell:
                    cell["outputs"] = []  # large, and of no use here
        if made.get("nbformat", 4) < 4:
            made = nbformat.convert(nbformat.from_dict(made), 4)
        cells = [_cell(cell) for cell in made["cells"]]
        about = made.get("metadata")
    except Exception:  # whatever a file that is made up makes of it
        raise NoLesson("The file is JSON and no notebook: it has no list of cells.") from None
    if len(cells) > CELLS:
        raise NoLesson(f"The notebook has {len(cells):,} cells, more than {CELLS:,}.")
    return cells, about if isinstance(about, dict) else {}


def _cell(cell):
    source = cell.get("source", "")
    source = OPENED.sub("", "".join(map(str, source)) if isinstance(source, list) else str(source))
    about = cell.get("metadata") or {}
    about = about.get("nbgrader") or {} if isinstance(about, dict) else {}
    return Cell(str(cell.get("cell_type")), source, str(about.get("grade_id") or "") if isinstance(about, dict) else "")


def fresh_lessons():
    """Return the students' side of each lesson, by its name."""
    return {path.stem[3:]: for_students(path) for path in sources()}


def lessons_in(cells):
    """Return the names of the lessons whose cells these are, the one with most of them first."""
    counts = dict.fromkeys(LESSONS, 0)
    for cell in cells:
        for name in LESSONS:
            counts[name] += cell.grade_id.startswith(f"{name}-") or any(found[1] == name for found in CHECKED.finditer(cell.source))
    named = sorted((name for name in counts if counts[name]), key=counts.get, reverse=True)
    most = counts[named[0]] if named else 0
    return [name for name in named if counts[name] * 4 >= most]  # a cell or two of another lesson is a slip


def graft(cells, about, fresh):
    """Return the steps that run a student's answers in a fresh copy of their lesson.

    Parameters
    ----------
    cells, about : list of Cell, dict
        From `cells_of`.
    fresh : tuple of str and NotebookNode
        The name of the lesson and its students' side.

    Examples
    --------
    >>> name = "read-a-chart"
    >>> made = graft([Cell("code", "answer_4 = 0.5", "read-a-chart-4")], {}, (name, fresh_lessons()[name]))
    >>> [made.steps[place]["source"] for place in made.places[4]], made.places[1]
    (['answer_4 = 0.5'], [])
    """
    lesson, notebook = fresh
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    order = {key: place for place, key in enumerate(ours)}
    theirs, remarks = _labelled(cells, lesson, ours)
    remarks += _version(cells, about, notebook, ours)
    steps, places, anchored = [], {task: [] for task in range(1, len(LESSONS[lesson]) + 1)}, {}
    anchor = -1
    for key, source in theirs:
        anchor = order.get(key, anchor)
        if source:
            anchored.setdefault(anchor, []).append((key, source))
    for place, key in [(-1, None), *((place, key) for key, place in order.items())]:
        cell = ours.get(key)
        if cell is not None and cell.cell_type == "code" and cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade:
            steps.append({"source": cell.source, "given": True})
        if key is not None and (task := re.fullmatch(r".+-(\d+)-check", key)):
            steps.append({"look": f"answer_{task[1]}"})
        for whose, source in anchored.get(place, []):
            for task in {*(int(found[1]) for found in ASSIGNED.finditer(source)), _number(whose)}:
                places.get(task, []).append(len(steps))
            steps.append({"source": source})
    written = next((cell.source for cell in cells if cell.grade_id == f"{lesson}-written" and cell.kind == "markdown"), None)
    return Graft(lesson, steps, places, written, remarks)


def _labelled(cells, lesson, ours):
    """Return the student's own code cells as pairs of the id of an answer (empty: a cell of their own) and code; and remarks."""
    made, remarks, given = [], [], {cell.source.strip(): key for key, cell in ours.items() if cell.cell_type == "code"}
    changed, secret = [], False
    for cell in cells:
        if cell.kind != "code" or not cell.source.strip() or _of_another(cell, lesson):
            continue
        source = PROGRESS.sub("", CHECKED.sub("", cell.source)).strip("\n")
        key = cell.grade_id if cell.grade_id in ours else given.get(cell.source.strip(), "")
        locked = key in ours and ours[key].metadata.nbgrader.locked
        if locked and ours[key].source.strip() == cell.source.strip():
            made.append((key, ""))
            continue
        if locked and not ours[key].metadata.nbgrader.grade:
            changed.append(key)
            made.append((key, ""))
            continue
        numbers = {int(found[1]) for found in ASSIGNED.finditer(source)}
        if numbers and (not key or locked or _number(key) not in numbers):
            key = min((f"{lesson}-{n}" for n in numbers if f"{lesson}-{n}" in ours), default="", key=_number)
        elif locked:
            key = key.removesuffix("-check")
        if not source.strip() or (key in ours and source.strip() == ours[key].source.strip() and any(k == key and s for k, s in made)):
            continue
        secret = secret or bool(SECRET.search(source))
        made.append((key, source))
    if changed:
        remarks.append(f"given cells were changed, this lesson's own were run: {', '.join(changed)}")
    if secret:
        remarks.append("its code names the insides of the checks: read it")
    return made, remarks


def _of_another(cell, lesson):
    """Return whether a cell belongs to another lesson."""
    return any(cell.grade_id.startswith(f"{name}-") for name in LESSONS if name != lesson)


def _number(key):
    found = re.search(r"-(\d+)(?:-check)?$", key)
    return int(found[1]) if found else 0


def _version(cells, about, notebook, ours):
    """Return a remark where a notebook was made from another version of the lesson."""
    there = about.get("lesson") if isinstance(about.get("lesson"), dict) else {}
    if "version" in there and there.get("name") == notebook.metadata.lesson.name:
        same = there["version"] == notebook.metadata.lesson.version
        return [] if same else [f"made from another version of the lesson ({str(there['version'])[:20]}): tasks may have read otherwise"]
    texts = {cell.source.strip() for cell in cells}
    missing = [key for key, cell in ours.items() if cell.metadata.nbgrader.locked and cell.source.strip() not in texts]
    return [f"{len(missing)} of {len(ours)} given cells are missing or of another version"] if missing else []
