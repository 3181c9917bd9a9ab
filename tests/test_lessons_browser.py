"""As a new student in a real browser: a lesson opens, a check says what is wrong, a hint opens, the next answer is right."""

import re
import subprocess
import sys

import nbformat
import pytest

# The lesson by its path: when JupyterLab has just begun, another tab can come to the front meanwhile.
NOTEBOOK = (
    "const w = Array.from(window.jupyterapp?.shell.widgets('main') ?? []).find(w => w.context?.path.endsWith('01-term-frequency.ipynb'));"
)
CELLS = f"{NOTEBOOK} const cells = Array.from(w?.content.model?.cells ?? []);"
READY = f"() => {{ {CELLS} return cells.length > 10 && w.sessionContext.isReady; }}"
# The place of the code cell that begins with some words, made the active one and brought into view.
GO = (
    f"async text => {{ {CELLS}"
    + """
  window.jupyterapp.shell.activateById(w.id);
  const content = w.content, place = cells.findIndex(cell => cell.sharedModel.source.startsWith(text));
  if (place < 0) throw new Error(`no cell begins with ${text}`);
  content.deselectAll();
  content.activeCellIndex = place;
  await content.scrollToItem(place, 'center');
  content.mode = 'edit';
  content.activeCell.editor?.focus();
  return place;
}"""
)
OUTPUTS = f"place => {{ {CELLS} return cells[place].executionState === 'running' ? null : cells[place].outputs.toJSON(); }}"


@pytest.fixture
def page(new_page, lab):
    """A page on a student's notebook."""
    clone, address = lab
    subprocess.run([sys.executable, "-m", "helpers", "lesson", "student", "--force"], cwd=clone, check=True, capture_output=True)
    page = new_page(height=1000)
    page.set_default_timeout(90_000)
    page.goto(f"{address}/lab/tree/lessons/student/01-term-frequency.ipynb?token=t")
    page.wait_for_function(READY)
    return page


def write(page, place, text):
    """Type over the cell that begins with `place`, and run it."""
    page.evaluate(GO, place)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")


def run(page, place):
    """Run the cell that begins with `place`, and return what it shows."""
    at = page.evaluate(GO, place)
    before = page.evaluate(f"place => {{ {CELLS} return cells[place].executionCount; }}", at)
    page.keyboard.press("Shift+Enter")
    done = "const c = cells[place]; return c?.executionCount && c.executionCount !== before && c.executionState !== 'running';"
    page.wait_for_function(f"([place, before]) => {{ {CELLS} {done} }}", arg=[at, before])
    page.evaluate(GO, place)
    return page.evaluate(OUTPUTS, at)


def test_a_student_does_two_tasks(page, tmp_path):
    for given in ("from helpers import", "documents = corpus", "print(f", "answer_1"):
        run(page, given)
    (told,) = run(page, 'checks.check("term-frequency 1"')
    assert told["ename"] == "NotYet"
    assert told["evalue"].startswith("Task 1 is still empty")

    write(page, "answer_1", "answer_1 = len(documents)")
    (told,) = run(page, 'checks.check("term-frequency 1"')
    assert told["evalue"] == "Task 1 is not right yet: This is the number of statements; the task asks for their words."
    shown = page.locator(".jp-OutputArea-output", has_text="✗ Task 1 is not right yet")
    assert shown.inner_text().strip().count("\n") == 0  # one sentence, no traceback
    page.screenshot(path=tmp_path / "1-not-yet.png")

    write(page, "answer_1", "answer_1 = len(words)")
    (told,) = run(page, 'checks.check("term-frequency 1"')
    assert told["data"]["text/plain"] == "✓ Task 1 is done. Your answer: 29,699. 1 of 9 tasks done."
    page.screenshot(path=tmp_path / "2-done.png")

    run(page, "counts = ")
    page.evaluate(GO, "answer_2")
    task = page.locator(".jp-RenderedMarkdown", has_text="ten most frequent terms that are no stop words").locator("visible=true")
    hint = task.locator("details", has_text="Hint 1")
    assert hint.get_attribute("open") is None
    hint.locator("summary").click()
    assert hint.get_attribute("open") is not None
    assert "turns it round" in hint.inner_text()
    page.screenshot(path=tmp_path / "3-hint.png")

    write(page, "answer_2", 'answer_2 = counts[~counts.term.isin(spans.wordlist("stop_words"))].term.head(10)')
    (told,) = run(page, 'checks.check("term-frequency 2"')
    assert told["data"]["text/plain"].endswith("2 of 9 tasks done.")
    (told,) = run(page, "checks.progress(")
    assert told["data"]["text/plain"] == "2 of 9 tasks done. Still open: 3, 4, 5, 6, 7, 8, 9."
    page.screenshot(path=tmp_path / "4-progress.png")


ANSWERS = "notebooks/exercises/01-term-frequency.ipynb"
SOLUTIONS = r"""(sources) => {
  CELLS
  for (const [text, source] of sources) cells.find(cell => cell.sharedModel.source.startsWith(text)).sharedModel.setSource(source);
}""".replace("CELLS", CELLS)
RUN_ALL = f"() => {{ {NOTEBOOK} const app = window.jupyterapp; app.shell.activateById(w.id);" + (
    " return app.commands.execute('notebook:run-all-cells'); }"
)


@pytest.mark.parametrize(("done", "left"), [(0, "1, 2, 3, 4, 5, 6, 7, 8, 9."), (3, "4, 5, 6, 7, 8, 9."), (9, "")])
def test_run_all_runs_to_the_end_whatever_is_done(page, lab, done, left):
    cells = nbformat.read(lab[0] / ANSWERS, as_version=4).cells
    solutions = [cell.source.replace("...\n", "0\n", 1) for cell in cells if re.match(r"answer_\d", cell.source)][:done]
    page.evaluate(SOLUTIONS, [[source.split(" = ")[0] + " = ", source] for source in solutions])
    page.evaluate(RUN_ALL)
    (told,) = run(page, "checks.progress(")
    assert told["data"]["text/plain"] == f"{done} of 9 tasks done." + (f" Still open: {left}" if left else " Well done.")
    outputs = page.evaluate(f"() => {{ {CELLS} return cells.flatMap(cell => cell.type === 'code' ? cell.outputs.toJSON() : []); }}")
    assert sum(output.get("ename") == "NotYet" for output in outputs) == 9 - done
