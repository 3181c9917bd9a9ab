"""Opening a stranger's notebook runs nothing of it: no cell was run, and nobody said that it is trusted."""

import shutil

import nbformat
import pytest
from nbformat.sign import NotebookNotary

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
HIT = "window.hit = (window.hit || 0) + 1"
WIDGET = {
    "model_module": "anywidget",
    "model_module_version": "~0.11.*",
    "model_name": "AnyModel",
    "state": {
        **{"_model_module": "anywidget", "_model_module_version": "~0.11.*", "_model_name": "AnyModel"},
        **{"_view_module": "anywidget", "_view_module_version": "~0.11.*", "_view_name": "AnyView"},
        **{"_anywidget_id": "helpers.explore.base.View", "_css": "body { visibility: hidden }"},
        "_esm": f"{HIT}; export default {{ initialize() {{ {HIT} }}, render({{ el }}) {{ {HIT}; el.textContent = 'drawn' }} }}",
    },
}
STATE = {"application/vnd.jupyter.widget-state+json": {"state": {"stranger": WIDGET}, "version_major": 2, "version_minor": 0}}
BAD = f"<script>{HIT}</script><img src=x onerror='{HIT}'><iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe>"
OUTPUTS = {
    "application/vnd.jupyter.widget-view+json": {"model_id": "stranger", "version_major": 2, "version_minor": 0},
    "application/javascript": HIT,
    "text/html": BAD,
    "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{HIT}'><script>{HIT}</script></svg>",
    "text/latex": f"$\\href{{javascript:{HIT}}}{{x}}$ {BAD}",
    "text/markdown": BAD,
    "application/vnd.vega.v5+json": {"signals": [{"name": "a", "init": f"[].constructor.constructor('{HIT}')()"}]},
}


def stranger():
    """A notebook that would run a script on being opened: by stored widgets, by outputs, by text, by attachments."""
    new = nbformat.v4
    trusted = {"trusted": True, "tags": ["raises-exception"]}
    cells = [new.new_markdown_cell(BAD, metadata=trusted), new.new_raw_cell(BAD, metadata={**trusted, "format": "text/html"})]
    for kind, content in OUTPUTS.items():
        shown = [new.new_output("display_data", {kind: content, "text/plain": "plain"}, metadata={"trusted": True})]
        cells.append(new.new_code_cell("1 + 1", outputs=shown, metadata=trusted))
    return new.new_notebook(cells=cells, metadata=PYTHON | {"widgets": STATE, "trusted": True})


@pytest.fixture
def opened(lab, new_page):
    """A function that opens a notebook of the clone; its kernel has started, and what was going to run has had its time."""
    clone, address = lab

    def open_(path, cells):
        page = new_page(height=1500)
        page.goto(f"{address}/doc/tree/{path}?token=t")
        ready = f"() => window.jupyterapp?.shell.currentWidget?.content?.model?.cells.length === {cells}"
        page.wait_for_function(ready, timeout=60_000)
        page.evaluate(
            "() => { const panel = window.jupyterapp.shell.currentWidget, after = new Promise(done => setTimeout(done, 15000));"
            "const begun = panel.sessionContext.ready.then(() => panel.sessionContext.session?.kernel?.info);"
            "return Promise.race([begun, after]).then(() => null); }"
        )
        page.wait_for_timeout(1500)
        return page

    yield open_
    shutil.rmtree(clone / "students", ignore_errors=True)


def test_a_strangers_notebook_runs_nothing_on_being_opened(lab, opened):
    clone, _ = lab
    (clone / "students").mkdir()
    notebook = stranger()
    nbformat.write(notebook, clone / "students" / "a.ipynb")
    page = opened("students/a.ipynb", len(notebook.cells))
    assert page.evaluate("window.hit ?? null") is None
    assert page.evaluate("getComputedStyle(document.body).visibility") == "visible"
    assert page.locator(".jp-OutputArea-output").count() > 0


def test_modules_beside_a_notebook_do_not_run_when_its_kernel_starts(lab, opened):
    clone, _ = lab
    (clone / "students").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")], metadata=PYTHON), clone / "students" / "b.ipynb")
    for name in ("ipykernel_launcher", "importlib", "usercustomize", "IPython", "helpers", "anywidget"):
        (clone / "students" / f"{name}.py").write_text(f"open({str(clone / 'ran')!r}, 'a').write({name!r})\nraise SystemExit(1)\n")
    page = opened("students/b.ipynb", 1)
    assert not (clone / "ran").exists()
    assert page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status") == "idle"


def test_the_widgets_of_a_notebook_that_is_trusted_are_there_again(lab, opened):
    clone, _ = lab
    (clone / "students").mkdir()
    notebook = stranger()
    notebook.cells = [cell for cell in notebook.cells if "widget-view" in str(cell.get("outputs"))]
    path = clone / "students" / "own.ipynb"
    nbformat.write(notebook, path)
    NotebookNotary().sign(nbformat.read(path, as_version=4))
    page = opened("students/own.ipynb", 1)
    assert page.evaluate("window.hit ?? 0") > 0
