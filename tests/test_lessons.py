"""The lessons: solved they pass, untouched they fail in their own words, and each wrong answer hears what it shows."""

import contextlib
import importlib.util
import io
import json
import os
import re
import statistics
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lxml.html
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from helpers import corpus, environment
from helpers.lessons import build as lesson
from helpers.lessons import checks, commands, handouts
from helpers.lessons import judges as lesson_judges
from helpers.lessons.grading import values

_spec = importlib.util.spec_from_file_location("payloads", Path(__file__).with_name("tools") / "payloads.py")
payloads = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(payloads)
SOURCES = lesson.sources()
IDS = [path.stem for path in SOURCES]
ANSWERS = tomllib.loads((lesson.SOURCES / "answers.toml").read_text(encoding="utf-8"))
GUIDE = lesson.SOURCES / "README.md"
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
KEYS = {"cell_type", "grade", "grade_id", "locked", "schema_version", "solution", "task"}


def name_of(path):
    """Return the lesson's name: 01-term-frequency is term-frequency."""
    return path.stem[3:]


def graded(notebook):
    """Return the cells with nbgrader's metadata, by grade_id."""
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}


def run_here(path, documents=None):
    """Run the code of a source notebook in this process, and return its names and what it printed."""
    names, said, load = {"pd": pd}, io.StringIO(), corpus.load_corpus
    before = os.getcwd()
    try:
        os.chdir(path.parent)
        corpus.load_corpus = load if documents is None else documents.copy
        with contextlib.redirect_stdout(said):
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, path.name, "exec"), names)
    finally:
        corpus.load_corpus = load
        os.chdir(before)
    return names, said.getvalue()


@pytest.fixture(scope="module")
def names():
    """The names that each solved lesson leaves behind."""
    return {name_of(path): run_here(path)[0] for path in SOURCES}


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """All lessons in kernels of their own: solved, and as a student gets them, with errors allowed."""
    folder = tmp_path_factory.mktemp("lessons")

    def untouched(path):
        notebook = lesson.for_students(path, to=folder)
        NotebookClient(notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute(
            env=environment.with_kit(os.environ)
        )
        return notebook

    with ThreadPoolExecutor(3) as pool:
        jobs = {(path.stem, kind.__name__): pool.submit(kind, path) for path in SOURCES for kind in (lesson.solved, untouched)}
        return {key: job.result() for key, job in jobs.items()}


@pytest.mark.parametrize("stem", IDS)
def test_the_solution_passes_every_check_and_every_hidden_test(stem, executed):
    outputs = [output for cell in executed[stem, "solved"].cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    said = [output.data["text/plain"] for output in outputs if "data" in output]
    assert sum(text.startswith("✓ Task") for text in said) == len(checks.LESSONS[stem[3:]])
    assert said[-1] == f"{len(checks.LESSONS[stem[3:]])} of {len(checks.LESSONS[stem[3:]])} tasks done. Well done."
    assert "BEGIN " not in nbformat.writes(executed[stem, "solved"])


@pytest.mark.parametrize("stem", IDS)
def test_an_untouched_lesson_fails_each_task_with_its_own_sentence_and_nothing_else(stem, executed):
    cells = graded(executed[stem, "untouched"])
    errors = {key: o for key, cell in cells.items() for o in cell.get("outputs", []) if o.output_type == "error"}
    tasks = range(1, len(checks.LESSONS[stem[3:]]) + 1)
    assert list(errors) == [f"{stem[3:]}-{place}-check" for place in tasks]
    for place, error in zip(tasks, errors.values(), strict=True):
        assert error.ename == "NotYet"
        assert error.evalue.startswith(f"Task {place} is still empty: it asks for ")
        assert len(error.traceback) == 1  # a sentence, and no way through the helpers
    assert len({error.evalue for error in errors.values()}) == len(tasks)
    others = [o for cell in executed[stem, "untouched"].cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    assert others == []
    assert executed[stem, "untouched"].cells[-1].outputs[0].data["text/plain"].startswith(f"0 of {len(tasks)} tasks done")


def test_every_task_has_its_answers():
    assert list(ANSWERS) == [f"{name} {place}" for name, tasks in checks.LESSONS.items() for place in range(1, len(tasks) + 1)]


@pytest.mark.parametrize("task", ANSWERS)
def test_wrong_answers_hear_what_they_show(task, names):
    space = names[task.split()[0]]
    assert len(ANSWERS[task]["wrong"]) >= 3
    for wrong in ANSWERS[task]["wrong"]:
        with pytest.raises(checks.NotYet) as told:
            checks.check(task, eval(wrong["answer"], space), space["documents"])
        assert wrong["says"] in str(told.value), wrong
        assert "could not be read" not in str(told.value)


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_in_other_words_pass_visible_and_hidden_checks(task, names, capsys):
    name, place = task.split()
    space = names[name]
    path = next(path for path in SOURCES if name_of(path) == name)
    hidden = HIDDEN.search(graded(nbformat.read(path, as_version=4))[f"{name}-{place}-check"].source)[1]
    assert len(ANSWERS[task]["right"]) >= 2
    for right in ANSWERS[task]["right"]:
        answer = eval(right, space)
        checks.check(task, answer, space["documents"])
        exec(hidden, space | {f"answer_{place}": answer})
    assert "✓" in capsys.readouterr().out


@pytest.mark.parametrize("task", ANSWERS)
def test_an_answer_that_comes_out_of_a_students_process_hears_the_same(task, names):
    space = names[task.split()[0]]
    for given in ANSWERS[task]["right"] + [wrong["answer"] for wrong in ANSWERS[task]["wrong"]]:
        answer = eval(given, space)
        came = values.unpacked(json.loads(json.dumps(values.packed(answer))))
        heard = [checks.verdict(task, each, space["documents"]) for each in (came, answer)]
        assert heard[0][0] == heard[1][0]
        assert len({tuple(sorted(re.findall(r"\w+", told))) for _, told in heard}) == 1, given  # the names of a set in any order


def is_finding(task):
    """Return whether a task asks for a question of one's own, of which the hidden test sees only that the evidence is of the corpus."""
    name, place = task.split()
    return checks.LESSONS[name][int(place) - 1].__name__ == "finding"


@pytest.mark.parametrize("task", [task for task in ANSWERS if not is_finding(task)])
def test_the_hidden_test_fails_on_a_wrong_answer(task, names):
    name, place = task.split()
    space = names[name]
    path = next(path for path in SOURCES if name_of(path) == name)
    hidden = HIDDEN.search(graded(nbformat.read(path, as_version=4))[f"{name}-{place}-check"].source)[1]
    wrong = eval(ANSWERS[task]["wrong"][0]["answer"], space)
    if task == "region-mentions 7":  # the right rows without their words: the visible check's business
        wrong = space["mentions"]
    with pytest.raises((AssertionError, AttributeError, TypeError)):
        exec(hidden, space | {f"answer_{place}": wrong})


STRANGE = [None, True, {}, [], set(), "", float("nan"), pd.DataFrame(), pd.Series(dtype=float), object(), [[1], [2]]]


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_no_answer_however_strange_breaks_a_check(strange, names):
    for task in ANSWERS:
        with contextlib.suppress(checks.NotYet):
            checks.check(task, strange, names[task.split()[0]]["documents"])
            raise AssertionError(f"{task} took {strange!r} for right")


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_students_get_no_solution_and_no_hidden_test(path):
    source, student = nbformat.read(path, as_version=4), lesson.for_students(path)
    text = "\n".join([nbformat.writes(student), *(cell.source for cell in student.cells)])
    secret = []
    for cell in source.cells:
        for region in re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, re.DOTALL):
            secret += [line.strip() for line in region.splitlines() if len(line.strip()) > 12]
    assert len(secret) > 10
    secret += [value for line in secret if len(value := line.split(" = ", 1)[-1]) > 30]
    assert [line for line in secret if line in text] == []
    assert "BEGIN " not in text
    assert all(cell.source.strip() for cell in student.cells)
    assert all(not cell.outputs for cell in student.cells if cell.cell_type == "code")
    assert [c.source.splitlines()[1] for key, c in graded(student).items() if key[-1].isdigit()] == ["# your code here"] * len(
        checks.LESSONS[name_of(path)]
    )


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_metadata_is_what_nbgrader_asks_for(path):
    source, student = nbformat.read(path, as_version=4), lesson.for_students(path)
    for notebook, checksum in ((source, set()), (student, {"checksum"})):  # it marks what was handed out: a source has none
        cells = graded(notebook)
        assert len(cells) == sum("nbgrader" in cell.metadata for cell in notebook.cells)  # each grade_id once
        for key, cell in cells.items():
            about = cell.metadata.nbgrader
            assert set(about) == KEYS | checksum | ({"points"} if about.grade else set()), key
            assert (about.schema_version, about.cell_type, about.task) == (3, cell.cell_type, False)
            assert re.fullmatch(r"[\w-]+", about.grade_id)
            assert not (about.locked and about.solution)
            assert cell.cell_type == "code" or (about.grade and about.solution)
            assert about.get("checksum", lesson.checksum(cell)) == lesson.checksum(cell)
            assert ("BEGIN SOLUTION" in cell.source) <= about.solution
            assert ("BEGIN HIDDEN" in cell.source) <= (about.grade and about.locked)


def test_the_checksum_is_the_md5_of_source_kind_flags_id_and_points():
    about = {"grade": True, "solution": False, "locked": True, "grade_id": "a-check", "points": 2}
    cell = nbformat.v4.new_code_cell("check(1)", metadata={"nbgrader": about})
    assert lesson.checksum(cell) == "6f451cb834e08f86a1ecad537836fa05"


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_a_lesson_keeps_to_its_form(path):
    student, tasks = lesson.for_students(path), checks.LESSONS[name_of(path)]
    prose = [cell.source for cell in student.cells if cell.cell_type == "markdown"]
    assert sum(text.startswith("# ") for text in prose) == 1
    assert 6 <= len(tasks) <= 10 or path.stem == "04-read-a-chart"
    assert re.findall(r"^## Task (\d+): ", "\n".join(prose), re.MULTILINE) == [str(n) for n in range(1, len(tasks) + 1)]
    assert "\n".join(prose).count("<details><summary>Hint") == 2 * len(tasks)
    lengths = [len(cell.source.splitlines()) for cell in student.cells if cell.cell_type == "code"]
    assert statistics.median(lengths) <= 4
    assert max(lengths) <= 8
    assert all(not cell.outputs for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")


@pytest.fixture(scope="module")
def speeches():
    """A small corpus of another kind: three speeches of which the year is known, without a source."""
    texts = [
        "My fellow citizens, peace be with us in India.",
        "Peace, and peace again; we do not fear war in Spain.",
        "We say yes, as we did in 1789.",
    ]
    dates = pd.to_datetime(["1789-01-01", "1793-01-01", "1797-01-01"])
    table = pd.DataFrame({"document_id": ["a", "b", "c"], "date": dates, "issuer": None, "source": None, "title": None, "text": texts})
    return table.assign(date_precision="year")


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_the_lessons_hold_for_a_small_other_corpus(path, speeches):
    _, said = run_here(path, speeches)
    tasks = checks.LESSONS[name_of(path)]
    assert f"{len(tasks)} of {len(tasks)} tasks done." in said
    missing = {place for place in range(1, len(tasks) + 1) if f"Task {place} does not apply to this corpus: " in said}
    expected = {"term-frequency": {4, 5, 6, 8}, "region-mentions": {2, 3, 5, 7}, "statement-timelines": {3, 4, 5}}
    expected |= {"read-a-chart": {1, 3, 4}, "check-a-claim": {2, 3, 4, 5}}
    assert missing == expected[name_of(path)]


def test_what_does_not_apply_counts_as_done_even_if_left_empty(speeches, capsys):
    checks.check("region-mentions 3", ..., speeches)
    told = "Task 3 does not apply to this corpus: it does not name Kherson Oblast. It counts as done."
    assert told in capsys.readouterr().out


def test_progress_forgets_a_task_that_is_wrong_again(speeches, capsys):
    checks._done.clear()
    checks.check("term-frequency 1", 28, speeches)
    assert str(checks.progress("term-frequency")).startswith("1 of 9 tasks done. Still open: 2, 3")
    with pytest.raises(checks.NotYet):
        checks.check("term-frequency 1", 3, speeches)
    assert str(checks.progress("term-frequency")).startswith("0 of 9 tasks done.")


def shown(monkeypatch):
    """Return the list that takes what checks display from now on."""
    notes = []
    monkeypatch.setattr(checks, "display", notes.append)
    monkeypatch.setattr(checks, "_done", {})
    return notes


def elements(note):
    return [(part.tag, tuple(part.attrib)) for part in lxml.html.fragment_fromstring(note._repr_html_(), create_parent="p").iter("*")]


@pytest.mark.parametrize(
    "form",
    [str, lambda text: [text, text], lambda text: {"claim": text}, lambda text: pd.Series([2], index=pd.Index([text], dtype=object))],
)
def test_a_box_shows_an_answer_as_one_line_of_text(form):
    for payload in [*payloads.PAYLOADS, *payloads.LONE]:
        note = checks.Note(f"✓ Task 5 is done. Your answer: {checks.short(form(payload))}. 5 of 8 tasks done.")
        assert elements(note) == [("p", ()), ("div", ("class", "style"))]
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", repr(note))


@pytest.fixture(scope="module")
def hostile():
    """Statements whose texts, titles, issuers and sources try to run: twelve sources of six statements each."""
    told = payloads.PAYLOADS[:: len(payloads.PAYLOADS) // 70][:72]
    dates = pd.date_range("2021-01-05", periods=len(told), freq="9D")
    text = "Votes in Kyiv, Odesa, Lviv, Sumy and the Poltava region on 5 May. Ukraine said that NATO would not vote."
    table = pd.DataFrame({"document_id": [f"{i} {said}" for i, said in enumerate(told)], "date": dates, "title": told, "issuer": told})
    return table.assign(
        source=[told[i % 12] for i in range(len(told))], text=[f"{said}\n\n{text * (i % 5 + 1)}" for i, said in enumerate(told)]
    )


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_the_lessons_hold_for_texts_that_try_to_run(path, hostile, monkeypatch):
    notes, name = shown(monkeypatch), name_of(path)
    space, _ = run_here(path, hostile)
    assert str(notes[-1]).endswith(f"{len(checks.LESSONS[name])} of {len(checks.LESSONS[name])} tasks done.")
    assert {tuple(elements(note)) for note in notes} == {(("p", ()), ("div", ("class", "style")))}
    if name in ("term-frequency", "region-mentions"):
        (source,) = (str(text) for text in checks.as_names(space["answer_5"]))
        assert source in set(hostile.source)
        assert f"Your answer: {checks.short(source)}. 5 of {len(checks.LESSONS[name])}" in str(notes[4])
        assert lxml.html.fromstring(notes[4]._repr_html_()).text_content() == str(notes[4])
        with pytest.raises(checks.NotYet) as told:
            checks.check(f"{name} 5", "<script>window.hit=1</script>" + source, hostile)
        assert "window" not in told.value._render_traceback_()[0]


def test_unknown_tasks_and_tables_are_named(speeches):
    with pytest.raises(ValueError, match="the lessons are term-frequency, region-mentions"):
        checks.check("words 1", 1, speeches)
    with pytest.raises(ValueError, match="has the tasks 1 to 9"):
        checks.check("term-frequency 10", 1, speeches)
    with pytest.raises(checks.NotYet, match="run the notebook's first cells again"):
        checks.check("term-frequency 1", 1, speeches.head(1)[["text"]])


def test_work_is_never_written_over(tmp_path, capsys):
    assert commands.main(["student", "--to", str(tmp_path)]) == 0
    path = tmp_path / SOURCES[0].name
    assert commands.main(["student", "--to", str(tmp_path)]) == 0  # untouched: nothing is lost
    path.write_text(path.read_text(encoding="utf-8").replace("answer_1 = ...", "answer_1 = 7"), encoding="utf-8")
    (tmp_path / SOURCES[1].name).unlink()
    assert commands.main(["student", "--to", str(tmp_path)]) == 1
    assert f"worked on: {path.name}. Name a new folder with --to, or add --force." in capsys.readouterr().err
    assert "answer_1 = 7" in path.read_text(encoding="utf-8")
    assert not (tmp_path / SOURCES[1].name).exists()  # all or nothing
    assert commands.main(["student", "--to", str(tmp_path), "--force"]) == 0
    assert "answer_1 = 7" not in path.read_text(encoding="utf-8")


def test_the_instructor_gets_the_guide_the_glossary_and_the_lessons(tmp_path, monkeypatch, capsys):
    seen = {}

    def pages(*, to, notebooks):
        seen.update({path.name: nbformat.read(path, as_version=4) for path in notebooks.glob("*.ipynb")})
        prose = "\n".join(cell.source for notebook in seen.values() for cell in notebook.cells if cell.cell_type == "markdown")
        links = re.findall(r"\]\((\S+/notebooks/[^)#]+)", prose)
        assert links
        assert all((notebooks / link).exists() for link in links)
        return [to / "index.html"]

    monkeypatch.setattr(lesson, "render", pages)
    assert commands.main(["instructor", "--to", str(tmp_path)]) == 0
    assert "1 pages; open" in capsys.readouterr().out
    assert sorted(seen) == ["00-glossary.ipynb", "00-guide.ipynb", *(path.name for path in SOURCES)]
    assert "](00-glossary.html)" in seen["00-guide.ipynb"].cells[0].source


def test_handouts_have_the_tasks_room_for_answers_and_no_solution(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "sources", lambda: SOURCES[3:4])
    assert commands.main(["handout", "--to", str(tmp_path)]) == 0
    paths = sorted(tmp_path.iterdir())
    assert [path.name for path in paths] == ["04-read-a-chart-handout.html", "04-read-a-chart-plan.html"]
    handout, plan = (lxml.html.parse(path) for path in paths)
    text = handout.xpath("string(//main)")
    assert re.findall(r"Task (\d): ", text) == ["1", "2", "3", "4"]
    assert len(handout.xpath("//p[@class='line']")) == 4 * 4 + 8
    assert len(handout.xpath("//figure//img")) == 3
    assert [word for word in ("answer_1", "checks.check", "BEGIN", "is still empty", "sort_values(") if word in text] == []
    assert "Overlapping intervals do not prove" in plan.xpath("string(//main)")
    assert "0.572" not in plan.xpath("string(//main)")
    paths[0].write_text("mine")
    assert commands.main(["handout", "--to", str(tmp_path)]) == 1
    assert "which this kit did not make" in capsys.readouterr().err
    assert paths[0].read_text() == "mine"


def test_a_region_that_is_not_closed_is_named(tmp_path):
    cell = nbformat.v4.new_code_cell("answer_1 = ...\n### BEGIN SOLUTION\nanswer_1 = 4")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "a.ipynb")
    with pytest.raises(ValueError, match="a region in this cell is not closed"):
        lesson.for_students(tmp_path / "a.ipynb")


def table(name, space):
    """Return the guide's table of a lesson: what is asked for, what is expected, what wrong answers reveal."""
    cells = graded(nbformat.read(next(path for path in SOURCES if name_of(path) == name), as_version=4))
    lines = ["", "| task | points | asks for | expected | wrong answers, and what they reveal |", "|---|---|---|---|---|"]
    for place, function in enumerate(checks.LESSONS[name], start=1):
        asks = "an answer to a question of one's own" if function.__name__ == "finding" else function.__doc__
        wrong = "<br>".join(f"`{w['answer']}`: {w['reveals']}" for w in ANSWERS[f"{name} {place}"]["wrong"])
        points = cells[f"{name}-{place}-check"].metadata.nbgrader.points
        row = [str(place), str(points), asks, checks.short(space[f"answer_{place}"]), wrong]
        lines.append("| " + " | ".join(part.replace("|", "\\|") for part in row) + " |")
    return "\n".join([*lines, "", ""])


@pytest.mark.parametrize("name", checks.LESSONS)
def test_the_guide_tells_what_is_expected(name, names, request):
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    text = GUIDE.read_text(encoding="utf-8")
    fresh = mark.sub(lambda found: found[1] + table(name, names[name]) + found[2], text)
    if request.config.getoption("--update"):
        GUIDE.write_text(fresh, encoding="utf-8")
    assert mark.search(text if not request.config.getoption("--update") else fresh)
    assert GUIDE.read_text(encoding="utf-8") == fresh, "run the tests with --update"


def test_the_guide_counts_tasks_and_points():
    for path in SOURCES:
        cells = graded(nbformat.read(path, as_version=4)).values()
        points = sum(cell.metadata.nbgrader.get("points", 0) for cell in cells)
        row = re.search(rf"^\| {path.stem[:2]} .*\| (\d+) \| (\d+) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
        assert [int(n) for n in row.groups()] == [len(checks.LESSONS[name_of(path)]), points]


def test_the_glossary_has_its_terms_with_examples_from_the_corpus():
    text = (lesson.SOURCES / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| “([^|]+)” `([\w-]+)` \|$", text, re.MULTILINE)
    texts = corpus.load_corpus().set_index("document_id").text
    assert len(rows) == 34
    assert [example for _, example, document_id in rows if example not in texts[document_id]] == []
    assert [term for term, _, _ in rows] == sorted((term for term, _, _ in rows), key=str.casefold)


def test_terms_of_the_glossary_link_to_the_sections_that_use_them():
    text = (lesson.SOURCES / "GLOSSARY.md").read_text(encoding="utf-8")
    links = re.findall(r"used in \[(\d\d), (\d+)\]\(\.\./(\1-[\w-]+\.ipynb)#(\2\.-[^)]+)\)", text)
    assert len(links) == 33  # all but “claim”, which is of a lesson
    for _, _, name, anchor in links:
        cells = nbformat.read(lesson.SOURCES.parent / name, as_version=4).cells
        headings = [line[3:].replace(" ", "-") for cell in cells for line in cell.source.split("\n") if line.startswith("## ")]
        assert anchor in headings


def test_links_lead_to_files_from_wherever_a_lesson_lies(tmp_path):
    for path in SOURCES:
        prose = "\n".join(cell.source for cell in lesson.for_students(path, to=tmp_path).cells if cell.cell_type == "markdown")
        links = re.findall(r"\]\(([^)]+\.ipynb)\)", prose)
        assert links
        assert [link for link in links if not (tmp_path / link).exists()] == []
    for path in (GUIDE, *SOURCES):
        text = path.read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:)([\w./-]+)\)", text)
        assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("answer", "right", "within", "said"),
    [
        ({"a": 0.1 + 0.2}, {"a": 0.3}, 0, True),  # 0.30000000000000004
        (pd.Series({"a": 0.1 + 0.2}), pd.Series({"a": 0.3}), 0, True),
        ({"a": 0.1 + 0.2 - 0.3, "b": 2}, {"b": 2}, 0, True),  # 5.6e-17 is nothing, as 0 is
        ({"a": 0.31}, {"a": 0.3}, 0, False),
        ({"a": 0.31}, {"a": 0.3}, 0.02, True),
        ({"a": 0.01, "b": 2}, {"b": 2}, 0.02, False),  # a name too many
        ([0.1 + 0.2, 1], [0.3, 1.0], 0, True),
        ([1, 0.3], [0.3, 1], 0, False),
        ([1, 0.1 + 0.2], {0.3, 1}, 0, True),
        ([2022, 2023], ["2022", "2023"], 0, True),
        (0.1 + 0.2, 0.3, 0, True),
        (1e-12, 3e-10, 0, False),  # p-values
        (10**9 + 1, 10**9, 0, False),
        (float("inf"), float("inf"), 0, True),
        ("2022", pd.Timestamp("2022-01-01"), 0, False),  # a year is no day
        ("2022-01", pd.Timestamp("2022-01-01"), 0, False),
        ("2022-1-1", pd.Timestamp("2022-01-01"), 0, True),
        (pd.DataFrame({"term": ["a", "a"], "year": [2022, 2023], "n": [1, 2]}), {"a": 2}, 0, False),  # by year, the last would be taken
    ],
)
def test_same_is_about_what_is_said(answer, right, within, said):
    assert checks.same(answer, right, within=within) is said


def test_judges_compare_numbers_as_same_does():
    judge = lesson_judges.numbers({"a": 0.3, "b": 2})
    assert judge({"a": 0.1 + 0.2, "b": 2}) is None
    assert judge({"a": 0.31, "b": 2}) == "The names are right, and some of the numbers are not."
    assert judge(pd.Series([0.3, 2, 2], index=["a", "b", "b"])) is not None
    day = lesson_judges.when([pd.Timestamp("2022-01-01")])
    assert [day(answer) for answer in ("2022-01-01", "2022-01", "2022")] == [None, "Not this day.", "Not this day."]
