"""Grading: whose a notebook is, what of it is run and where, and that nobody can grade themselves or reach out."""

import json
import os
import re
import subprocess
import sys
import zipfile

import nbformat
import pandas as pd
import pytest

from helpers.lessons import build, commands
from helpers.lessons.grading import grade, names, submissions, transplant, values
from helpers.lessons.grading.run import run

NAME = "read-a-chart"
FRESH = transplant.fresh_lessons()
SOURCE = next(path for path in build.sources() if path.stem.endswith(NAME))
RIGHT = {1: "counts[counts.documents >= 5].sort_values('per_document').period.tail(1)", 4: "0.572"}


def handed(answers, change=None):
    """Return the lesson as a student hands it in, as bytes: answers by task, and a change made to the notebook."""
    notebook = nbformat.from_dict(json.loads(json.dumps(FRESH[NAME])))
    for task, code in answers.items():
        cell_of(notebook, f"{NAME}-{task}").source = f"answer_{task} = {code}" if not code.startswith("#") else code
    notebook = (change and change(notebook)) or notebook
    return json.dumps(notebook).encode()


def cell_of(notebook, key):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == key)


def grafted(raw):
    """Return the code that would be run, with `?` and a name where an answer is looked at, and the remarks."""
    made = transplant.graft(*transplant.cells_of(raw), (NAME, FRESH[NAME]))
    return [step.get("source") or f"?{step['look']}" for step in made.steps], made


@pytest.mark.parametrize(
    ("parts", "student", "attempt"),
    [
        (["c.zip", "Anna Muster_101_assignsubmission_file", "01-term-frequency.ipynb"], "Anna Muster", ""),
        (["c.zip", "Ben Łoś_102_assignsubmission_file_01-term-frequency-Copy1.ipynb"], "Ben Łoś", "1"),
        (["c.zip", "musterben_LATE_12_345_01-term-frequency-2.ipynb"], "musterben", "2"),
        (["c.zip", "li_13_346_work.zip", "01-term-frequency.ipynb"], "li", ""),
        (["c.zip", "Lesson 1_amuster_attempt_2026-01-05-12-00-00_01-term-frequency.ipynb"], "amuster", "2026-01-05-12-00-00"),
        (["c.zip", "12-34 - Eve Roe - Jan 5, 2026 1000 AM", "a.ipynb"], "Eve Roe", "Jan 5, 2026 1000 AM"),
        (["submitted", "fay", "term-frequency", "01-term-frequency.ipynb"], "fay", ""),
        (["class", "gus_01-term-frequency (3).ipynb"], "gus", "3"),
        (["01-term-frequency - Chloé.ipynb"], "Chloé", ""),
        (["class", "01-term-frequency.ipynb"], "", ""),
        (["class", "lessons_01-term-frequency-0123abcd (2).ipynb"], "", "2"),
        (["class", "ida", "lessons_01-term-frequency-0123abcd.ipynb"], "ida", ""),
    ],
)
def test_whose_a_file_is(parts, student, attempt):
    assert names.whose(parts) == (student, attempt)


def test_of_several_folders_each_is_a_students():
    assert names.whose(["hal", "01-term-frequency.ipynb"], outer=True) == ("hal", "")


def test_folders_and_zip_files_down_to_each_notebook(tmp_path):
    good = handed(RIGHT)
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as packed:
        packed.writestr("work/04-read-a-chart.ipynb", good)
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        packed.writestr("Ann_1_assignsubmission_file/04-read-a-chart.ipynb", good)
        packed.writestr("Ann_1_assignsubmission_file/notes.pdf", b"%PDF")
        packed.writestr("Bob_2_assignsubmission_onlinetext.html", "<p>Here it is")
        packed.writestr("Eve_3_assignsubmission_file/all.zip", (tmp_path / "inner.zip").read_bytes())
        packed.writestr("__MACOSX/._04-read-a-chart.ipynb", b"\0")
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as packed:
        packed.writestr("../../04-read-a-chart.ipynb", good)
    (tmp_path / "inner.zip").unlink()
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4")
    (tmp_path / "link.ipynb").symlink_to("/etc/hostname")
    found = {one.file.partition("/")[2]: (one.student, one.fault) for one in submissions.handed_in([tmp_path])}
    assert found == {
        "broken.zip": ("broken", "The file is no sound zip file."),
        "class.zip/Ann_1_assignsubmission_file/04-read-a-chart.ipynb": ("Ann", ""),
        "class.zip/Bob_2_assignsubmission_onlinetext.html": ("Bob", "This is no notebook (.ipynb)."),
        "class.zip/Eve_3_assignsubmission_file/all.zip/work/04-read-a-chart.ipynb": ("Eve", ""),
        "link.ipynb": ("link", "This is a link or no plain file: it is not followed."),
        "slip.zip": ("slip", "'../../04-read-a-chart.ipynb' in the file leads out of its folder."),
    }


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 5}', "no list of cells"),
        (b'{"cells": [null], "nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 3, "worksheets": 7}', "no list of cells"),
        (json.dumps({"cells": [{}] * 1001}).encode(), "1,001 cells"),
    ],
)
def test_what_is_no_notebook_is_told(raw, says):
    with pytest.raises(transplant.NoLesson, match=says):
        transplant.cells_of(raw)


def test_cells_of_strange_parts_are_cells_all_the_same():
    raw = json.dumps({"cells": [{"cell_type": "code", "source": ["a", 1], "metadata": []}], "nbformat": "4", "metadata": []})
    assert transplant.cells_of(raw.replace('"4"', "4").encode()) == ([("code", "a1", "")], {})


def strip(notebook):
    for cell in notebook.cells:
        cell.metadata = {"id": "x"}
        cell.pop("id", None)
    notebook.metadata = {"colab": {}}


def shuffle(notebook):
    notebook.cells = notebook.cells[::-1]


def copy_untouched(notebook):
    again = nbformat.from_dict(json.loads(json.dumps(cell_of(notebook, f"{NAME}-4"))))
    again.source = cell_of(FRESH[NAME], f"{NAME}-4").source
    notebook.cells.insert(notebook.cells.index(cell_of(notebook, f"{NAME}-4")) + 1, again)


def in_the_check(notebook):
    cell_of(notebook, f"{NAME}-4").source = cell_of(FRESH[NAME], f"{NAME}-4").source
    cell_of(notebook, f"{NAME}-4-check").source = "answer_4 = 0.572\n" + cell_of(notebook, f"{NAME}-4-check").source


def at_the_end(notebook):
    cell_of(notebook, f"{NAME}-4").source = "answer_4 = ..."
    notebook.cells.append(nbformat.v4.new_code_cell("answer_4 = 0.572"))


def as_version_3(notebook):
    return nbformat.convert(notebook, 3)


@pytest.mark.parametrize("change", [None, strip, shuffle, copy_untouched, in_the_check, at_the_end, as_version_3])
def test_answers_are_found_whatever_was_done_around_them(change):
    code, _ = grafted(handed(RIGHT, change))
    looked = code.index("?answer_4")
    assert next(text for text in code[looked::-1] if "answer_4 = " in text) == "answer_4 = 0.572"
    assert [text for text in code if text.startswith("?")] == ["?answer_1", "?answer_2", "?answer_3", "?answer_4"]
    given = [cell.source for cell in FRESH[NAME].cells if cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("given")]
    assert [text for text in code if text in given] == given
    assert [text for text in code if "checks.check(" in text] == []


def test_given_cells_are_the_teachers_and_cells_of_ones_own_come_along():
    def change(notebook):
        cell_of(notebook, f"{NAME}-load").source = "documents = None"
        notebook.cells.insert(0, nbformat.v4.new_code_cell("three = 3"))

    code, made = grafted(handed({4: "three"}, change))
    assert "documents = None" not in code
    assert code[0] == "three = 3"
    assert made.remarks == ["given cells were changed, this lesson's own were run: read-a-chart-load"]


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("# lessons learned\nanswer_4 = 0.572", False),
        ("# x\nfrom helpers.lessons import checks\nanswer_4 = 1", False),
        ("# x\nfrom helpers.lessons import charts\nanswer_4 = charts.selection(documents).__closure__", True),
        ("# x\nchecks.check = print\nanswer_4 = 1", False),
        ("# x\nchecks._done['read-a-chart 4'] = True", True),
    ],
)
def test_code_that_names_the_judges_is_told(code, named):
    assert ("its code names the insides of the checks: read it" in grafted(handed({4: code}))[1].remarks) == named


def test_another_version_of_a_lesson_is_told():
    def older(notebook):
        notebook.metadata["lesson"]["version"] = "0ld"

    assert "another version of the lesson (0ld)" in grafted(handed({}, older))[1].remarks[0]
    assert grafted(handed({}))[1].remarks == []
    elsewhere = build.for_students(SOURCE, to="/somewhere/else")
    assert elsewhere.metadata.lesson == FRESH[NAME].metadata.lesson  # its links lead from elsewhere, which makes no version


STRANGE = [
    float("inf"),
    10**400,
    {1: ...},
    [[[]]],
    pd.NaT,
    pd.Period("2022Q1"),
    {"a": {1, 2}},
    object(),
    pd.Series([], dtype=float),
    "\ud800",
]


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_any_answer_comes_out_as_json(strange):
    came = values.unpacked(json.loads(json.dumps(values.packed(strange))))
    assert type(came).__name__ == type(strange).__name__


def test_what_is_sent_in_place_of_an_answer_is_wrong_and_no_error():
    documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "text": ["No votes."]})
    made = transplant.Graft("term-frequency", [], {1: [0]}, None, [])
    for sent in (
        [1],
        {"is": "Series"},
        {"is": "exec", "of": "1"},
        {"is": "DataFrame", "columns": [1], "index": [], "of": []},
        {"is": ["x"]},
    ):
        ran = {"failed": {}, "looks": {"answer_1": {"value": sent}}}
        told = ("wrong", "Task 1 is not right yet: the answer could not be read.")
        assert grade._judged("term-frequency 1", [0], made, ran, documents) == told


TRIES = {  # what a cell tries, and what stops it; on Linux, where the system has walls
    "import socket; socket.create_connection(('127.0.0.1', 9), 1)": "PermissionError",
    "import subprocess; subprocess.run(['true'])": "PermissionError",
    "import os\nwhile True: os.fork()": "PermissionError",
    "open('/etc/passwd').read()": "PermissionError",
    f"open({str(build.SOURCES / 'answers.toml')!r}).read()": "PermissionError",
    f"open({str(build.ROOT / 'helpers' / 'mine.py')!r}, 'w')": "PermissionError",
    "import os; os.kill(os.getppid(), 9)": "PermissionError",
    f"import os; os.chmod({str(build.ROOT)!r}, 0)": "PermissionError",
    "kept = bytearray(10**11)": "takes too much memory",
    "while True: pass": "takes more than 3 s",
    "import os; os._exit(0)": "ends the process",
}
AROUND = [  # what stays possible, and is no way to a grade
    {"source": "open('mine.txt', 'w').write('3')\nmine = int(open('mine.txt').read())"},
    {"look": "mine"},
    {"source": "import threading\nt = threading.Thread(target=lambda: globals().update(theirs=4)); t.start(); t.join()"},
    {"look": "theirs"},
    {"source": "import os; environ = sorted(os.environ)"},
    {"look": "environ"},
]
WALLED = sys.platform == "linux" and os.uname().machine == "x86_64"


@pytest.mark.skipif(not WALLED, reason="tried on Linux alone")
def test_what_a_student_wrote_stays_within_walls(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_TEACHER", "x")
    steps = AROUND + [{"source": code} for code in TRIES]
    ran = run([*steps, {"source": "last = 5"}, {"look": "last"}], seconds=3)
    assert ran["closed"]
    assert {steps[place]["source"]: why.partition(":")[0] for place, why in ran["failed"].items()} == TRIES
    looks = {name: look["value"] for name, look in ran["looks"].items()}
    assert (looks["mine"], looks["theirs"], looks["last"]) == (3, 4, 5)
    assert "SECRET_OF_THE_TEACHER" not in looks["environ"]["of"]


def test_where_the_system_has_no_walls_python_refuses():
    tries = [code for code, why in TRIES.items() if why == "PermissionError" and ".read()" not in code]
    steps = [*AROUND[:4], *({"source": code} for code in tries)]
    ran = run(steps, seconds=20, walls=False)
    assert not ran["closed"]
    assert [why.partition(":")[0] for why in ran["failed"].values()] == ["PermissionError"] * len(tries)
    assert [look["value"] for look in ran["looks"].values()] == [3, 4]


FORGED = """# what somebody might try who wants to be graded without an answer
import os
from helpers.lessons import checks
checks.check = checks.verdict = lambda *_: ("done", "Task 2 is done.")
checks._done.update({f"read-a-chart {n}": True for n in range(1, 5)})
for number in range(3, 20):
    try:
        os.write(number, b'{"look": "answer_2", "value": "done"}\\n')
    except OSError:
        pass
class Same(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
answer_2 = Same("2023Q4x")
print("Task 2 is done.")"""


def test_a_class_is_graded(tmp_path, capsys):
    good = handed(RIGHT | {2: "...", 3: "undefined"})
    forged = handed({1: "'=1+1'", 2: FORGED}, lambda n: cell_of(n, f"{NAME}-written").update(source="=cmd|' /C calc'!A0"))
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        packed.writestr("Ann_1_assignsubmission_file/04-read-a-chart.ipynb", good)
        packed.writestr("Ben_2_assignsubmission_file/04-read-a-chart.ipynb", forged)
        packed.writestr("Cat_3_assignsubmission_file/04-read-a-chart.ipynb", good)
        packed.writestr("Dan_4_assignsubmission_file/04-read-a-chart.ipynb", "no JSON")
    to = tmp_path / "results.csv"
    assert commands.main(["grade", str(tmp_path / "class.zip"), "--to", str(to)]) == 1
    assert "Dan_4" in capsys.readouterr().out
    table = pd.read_csv(to, encoding="utf-8-sig", keep_default_na=False)
    states = {who: dict(zip(rows.task, rows.state, strict=True)) for who, rows in table.groupby("student")}
    assert states["Ann"] == {"1": "done", "2": "open", "3": "fault", "4": "done", "In words": "open"}
    assert states["Cat"] == states["Ann"] | {"remarks": ""}
    assert states["Ben"] == {"1": "wrong", "2": "wrong", "3": "open", "4": "open", "In words": "read", "remarks": ""}
    assert states["Dan"] == {"": "fault"}
    told = {(row.student, row.task): row.message for row in table.itertuples()}
    assert told["Ann", "3"] == "Task 3: its cell stopped (NameError: name 'undefined' is not defined)."
    assert told["Ann", "4"] == "Task 4 is done. Your answer: 0.572."
    assert told["Ben", "In words"] == "'=cmd|' /C calc'!A0"
    assert told["Cat", "remarks"] == "the file is the same as class.zip/Ann_1_assignsubmission_file/04-read-a-chart.ipynb"
    sums = pd.read_csv(tmp_path / "results-students.csv", encoding="utf-8-sig", keep_default_na=False).set_index("student")
    assert sums[["done", "wrong", "open", "missing", "fault", "points"]].loc["Ann"].tolist() == [2, 0, 1, 0, 1, 3]
    assert commands.main(["grade", str(tmp_path / "class.zip"), "--to", str(to)]) == 1  # not over what is there
    assert "there already" in capsys.readouterr().err


def test_the_better_of_two_attempts_counts():
    row = {"student": "Ann", "attempt": "", "lesson": NAME, "message": ""}
    rows = [row | {"file": "a", "task": "1", "state": "done", "points": 2}, row | {"file": "a", "task": "2", "state": "open", "points": 0}]
    rows += [row | {"file": "b", "task": str(n), "state": "wrong", "points": 0} for n in (1, 2)]
    sums = grade.summary(pd.DataFrame(rows))
    assert sums[["file", "files", "done", "open", "points", "remarks"]].values.tolist() == [["a", 2, 1, 1, 2, "the best of several files"]]


def test_the_command_says_what_it_takes():
    command = [sys.executable, "-m", "helpers", "lesson", "grade", "x.ipynb", "--to", "x.txt"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=build.ROOT)
    assert (told.returncode, bool(re.search(r"ends in \.csv or \.xlsx", told.stderr))) == (2, True)
