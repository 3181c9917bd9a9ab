"""Grading a class: each task of each notebook with its state and sentence, and each student with a sum."""

import hashlib
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from helpers.lessons import checks
from helpers.lessons.build import STUB
from helpers.lessons.grading.names import LESSON
from helpers.lessons.grading.run import SECONDS, run
from helpers.lessons.grading.submissions import handed_in
from helpers.lessons.grading.transplant import NoLesson, cells_of, fresh_lessons, graft, lessons_in
from helpers.lessons.grading.values import unpacked

COLUMNS = ["file", "student", "attempt", "lesson", "task", "state", "points", "message"]
STATES = ["done", "wrong", "open", "missing", "fault"]
REMARKS = "remarks"  # in place of a task: what a teacher should know of the notebook
BY_A_PERSON = "In words"  # the task that no check judges
SHOWN = 500  # characters of what a student wrote
UNWALLED = (
    "This system has no walls that keep a program in: Python alone kept the students' code from files and the network. See the guide."
)


def grade(paths, documents, *, seconds=SECONDS, jobs=None, tell=None, walls=True):
    """Grade students' notebooks of the lessons.

    The answers are run in a fresh copy of the lesson, in a process with walls and limits for each notebook; the checks judge here what
    came out, as they do in the notebook.

    Parameters
    ----------
    paths : list of path-like
        Notebooks, folders and zip files.
    documents : DataFrame
        The statements, from `corpus.load_corpus`: those that the process loads too.
    seconds : float
        That a cell may take.
    jobs : int, optional
        Notebooks at the same time; the default is half the processors.
    tell : callable, optional
        Called with a sentence for each file when it is graded.
    walls : bool
        False asks for no walls of the system, as where it has none.

    Returns
    -------
    DataFrame
        One row per task: file, student and attempt (from the names of files), lesson, task, state (done, wrong, open, missing, fault, and
        read for what a person grades), points, message. A file that could not be graded has one row, without a task.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No votes, no polls."]})
    >>> grade(["no-such.ipynb"], documents)[["file", "state", "message"]].values.tolist()
    [['no-such.ipynb', 'fault', 'There is no such file.']]
    """
    fresh, handed = fresh_lessons(), handed_in(paths)
    firsts = {}
    for one in handed:
        if one.raw is not None:
            firsts.setdefault(hashlib.sha256(one.raw).digest(), one)

    def graded(one):
        rows, closed = _rows_of(one, fresh, documents, seconds=seconds, walls=walls)
        if tell:
            counts = Counter(row["state"] for row in rows if row["state"])
            tell(f"{one.file}: {', '.join(f'{n} {state}' for state, n in counts.items())}")
        return rows, closed

    for task in (f"{name} 1" for name in fresh):  # what the checks keep of the corpus is made once, before several need it
        checks.verdict(task, ..., documents)
    with ThreadPoolExecutor(jobs or max((os.cpu_count() or 2) // 2, 1)) as pool:
        made = dict(zip(map(id, firsts.values()), pool.map(graded, firsts.values()), strict=True))
    rows = []
    for one in handed:
        if one.raw is None:
            rows.append(_row(one, "", "", "fault", one.fault))
            continue
        first = firsts[hashlib.sha256(one.raw).digest()]
        rows += [row | {"file": one.file, "student": one.student, "attempt": one.attempt} for row in made[id(first)][0]]
        if first is not one:
            rows.append(_row(one, rows[-1]["lesson"], REMARKS, "", f"the file is the same as {first.file}"))
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.attrs["closed"] = all(closed for _, closed in made.values())
    return table


def summary(table):
    """Return one row per student and lesson: the best of their notebooks, the tasks of each state in it, points, and remarks.

    Examples
    --------
    >>> row = {"file": "a.ipynb", "student": "Ann", "lesson": "read-a-chart", "state": "done", "points": 2, "message": "Task 1 is done."}
    >>> table = pd.DataFrame([row | {"task": "1"}, row | {"task": "2", "state": "open", "points": 0}])
    >>> summary(table)[["student", "lesson", "done", "open", "points"]].values.tolist()
    [['Ann', 'read-a-chart', 1, 1, 2]]
    """
    rows = []
    table = table.assign(whose=table.student.where(table.student.ne(""), table.file))
    for (_, lesson), group in table.groupby(["whose", "lesson"], sort=True):
        of_tasks = group[group.task.ne("")]
        done = of_tasks[of_tasks.state.eq("done")].groupby("file", sort=False)
        points = of_tasks.groupby("file", sort=False).points.sum()
        best = max(points.index, key=lambda file: (points[file], len(done.groups.get(file, []))), default=group.file.iloc[-1])
        chosen, files = group[group.file.eq(best)], group.file.nunique()
        row = {"student": chosen.student.iloc[0], "lesson": lesson, "file": best, "files": files}
        row |= {state: int((chosen.state.eq(state) & chosen.task.ne(BY_A_PERSON)).sum()) for state in STATES}
        row["points"] = int(chosen.points.sum())
        remarks = chosen.message[chosen.task.isin(["", REMARKS])].tolist()
        row["remarks"] = "; ".join([*(["the best of several files"] if files > 1 else []), *remarks])
        rows.append(row)
    return pd.DataFrame(rows, columns=["student", "lesson", "file", "files", *STATES, "points", "remarks"])


def _row(one, lesson, task, state, message, *, points=0):
    named = {"file": one.file, "student": one.student, "attempt": one.attempt, "lesson": lesson, "task": str(task)}
    return named | {"state": state, "points": points, "message": checks.UNSHOWN.sub(" ", message).strip()[: SHOWN + 200]}


def _rows_of(one, fresh, documents, *, seconds, walls):
    """Return the rows of one notebook, and whether the system kept its walls."""
    try:
        cells, about = cells_of(one.raw)
        lessons = lessons_in(cells) or _named(one.file, cells)
        if not lessons:
            raise NoLesson("The notebook holds no cell of a lesson.")
        rows, closed = [], True
        for name in lessons:
            made = graft(cells, about, (name, fresh[name]))
            ran = run([{key: step[key] for key in ("source", "look") if key in step} for step in made.steps], seconds=seconds, walls=walls)
            rows += _tasks(one, made, ran, fresh[name], documents)
            closed = closed and ran["closed"]
        return rows, closed
    except NoLesson as error:
        return [_row(one, "", "", "fault", str(error))], True
    except OSError as error:  # of this machine: no process, no room for its folder
        return [_row(one, "", "", "fault", f"Its code could not be run: {error}")], True


def _named(file, cells):
    """Return the lesson that the name of a file tells, where its cells were stripped of everything but code."""
    found = LESSON.search(file.rsplit("/", 1)[-1])
    name = next((name for name in checks.LESSONS if found and found[0].lower().replace("_", "-").endswith(name)), None)
    return [name] if name and any("answer_" in cell.source for cell in cells) else []


def _tasks(one, made, ran, notebook, documents):
    """Return a row for each task of a lesson, one for what a person reads, and one for remarks."""
    about = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    points = {each.grade_id: each.get("points", 0) for each in about}
    rows = []
    for task, places in made.places.items():
        state, message = _judged(f"{made.lesson} {task}", places, made, ran, documents)
        earned = points.get(f"{made.lesson}-{task}-check", 0) if state == "done" else 0
        rows.append(_row(one, made.lesson, task, state, message, points=earned))
    if f"{made.lesson}-written" in points:
        text = (made.written or "").replace(STUB["markdown"].strip(), "").strip()
        state, message = ("read", text[:SHOWN]) if text else ("missing" if made.written is None else "open", "Nothing was written.")
        rows.append(_row(one, made.lesson, BY_A_PERSON, state, message))
    broken = [f"{ran['failed'][place]}" for place, step in enumerate(made.steps) if step.get("given") and place in ran["failed"]]
    remarks = made.remarks + [f"a given cell failed ({error})" for error in broken[:1]]
    return rows + ([_row(one, made.lesson, REMARKS, "", "; ".join(remarks))] if remarks else [])


def _judged(task, places, made, ran, documents):
    """Return the state of a task and the sentence for it."""
    number = task.rpartition(" ")[2]
    errors = [ran["failed"][place] for place in places if place in ran["failed"]]
    try:
        answer = unpacked(ran["looks"].get(f"answer_{number}", {}).get("value", {"is": "dots"}))
        state, message = checks.verdict(task, answer, documents)
    except Exception:  # of a thing that says it is an answer, and is none
        state, message = "wrong", f"Task {number} is not right yet: the answer could not be read."
    if state in checks.DONE:
        return "done", message
    if errors and state == "open":
        return "fault", f"Task {number}: its cell stopped ({errors[-1]})."
    if state == "open" and not places:
        return "missing", f"Task {number} has no cell with an answer."
    return state, message.removesuffix(" Put your answer in place of the three dots, and run both cells.")
