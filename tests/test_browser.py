"""In a real browser: JupyterLab opens on the first notebook, which runs to its end."""

# What a reader sees below the cells, from the notebook's own model: JupyterLab draws only the cells in view.
CELLS = """() => {
  const widget = window.jupyterapp?.shell.currentWidget;
  if (!widget?.content?.model || widget.content.model.isDisposed) return [];
  const cells = Array.from(widget.content.model.cells).filter(c => c.type === 'code');
  return cells.map(c => ({count: c.executionCount, outputs: c.outputs.toJSON()}));
}"""
RUN = """async () => {
  await window.jupyterapp.shell.currentWidget.sessionContext.ready;
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
}"""


def test_lab_opens_on_the_first_notebook_and_runs_it(new_page, lab):
    page = new_page()
    page.goto(f"{lab[1]}/?token=t")
    page.wait_for_function(f"() => ({CELLS})().length", timeout=120_000)
    assert "00-start-here" in page.url
    page.evaluate(RUN)
    page.wait_for_function(f"() => ({CELLS})().every(cell => cell.count)", timeout=120_000)
    cells = page.evaluate(CELLS)
    assert [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"] == []
    assert sum("image/png" in o.get("data", {}) for o in outputs) >= 3
    assert page.locator(".jp-Dialog, .Toastify__toast").all_inner_texts() == []
    assert page.faults == []
