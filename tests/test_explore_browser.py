"""The panels in JupyterLab, by mouse and by keyboard alone; hostile statements show as text, and nothing of them runs."""

import json

import nbformat
import pandas as pd
import pytest

HOSTILE = [
    "<script>window.hit = 1</script> said votes",
    "<img src=x onerror='window.hit = 2'> votes",
    '<a href="javascript:window.hit=3">votes</a>',
    "\x1b[31mred\x1b[0m votes",
    "\u202evotes\u202c and </textarea></style>]]> votes",
]
SETUP = """import sys
sys.path.insert(0, "..")
from helpers import corpus, explore, outputs
outputs.enable()
documents = corpus.load_corpus({path!r})"""
PANELS = {
    "search": "explore.search(documents, 'votes')",
    "terms": "explore.terms(documents, ['votes', 'Ukraine'])",
    "regions": "explore.regions(documents)",
    "timeline": "explore.timeline(documents)",
    "compare": "explore.compare(documents)",
}


@pytest.fixture(scope="module")
def panel(lab, new_page):
    """A function that opens one panel on the bundled or another corpus, and returns its page and its view."""
    clone, address = lab
    opened = []

    def open_panel(name, path=None, width=1280):
        cells = [SETUP.format(path=path).replace("None", ""), PANELS[name]]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, clone / "notebooks" / f"panel-{name}-{len(opened)}.ipynb")
        page = new_page(width=width)
        page.goto(f"{address}/doc/tree/notebooks/panel-{name}-{len(opened)}.ipynb?token=t")
        opened.append(page)
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.content?.model?.cells.length === 2", timeout=60_000)
        page.evaluate(
            "async () => { const app = window.jupyterapp; await app.shell.currentWidget.sessionContext.ready;"
            "await app.commands.execute('notebook:run-all-cells'); }"
        )
        view = page.locator(".statements-view")
        view.locator(".statements-figure img").wait_for(timeout=60_000)
        return page, view

    return open_panel


OPENED = "label => document.querySelector('.statements-selection bdi')?.textContent.split(', in ')[0] === label"


def figure(view):
    return view.locator(".statements-figure img").get_attribute("src")


def changed(page, view, before):
    page.wait_for_function("before => document.querySelector('.statements-figure img')?.src !== before", arg=before, timeout=20_000)


@pytest.fixture
def hostile(tmp_path):
    """The path of a table of hostile statements: hostile in their text, title, issuer and document_id."""
    rows = [
        {"document_id": f"<b>{i}</b>", "date": f"2022-0{i + 1}-22", "issuer": text, "title": text, "text": f"{text} in Kyiv on 5 May."}
        for i, text in enumerate(HOSTILE)
    ]
    path = tmp_path / "hostile.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_search_by_mouse(panel, tmp_path):
    page, view = panel("search")
    before = figure(view)
    page.get_by_label("Search for").fill("sham")
    page.get_by_label("Search for").press("Enter")
    changed(page, view, before)
    assert "sham" in view.locator(".statements-note").inner_text() or "hits" in view.locator(".statements-note").inner_text()
    view.locator(".statements-rows tbody button").first.click()
    view.locator(".statements-sentences li").first.wait_for()
    assert view.locator(".statements-sentences mark").all_inner_texts()[0].casefold() == "sham"
    view.get_by_role("button", name="Open statement").first.click()
    view.locator(".statements-reading mark").first.wait_for()
    marks = view.locator(".statements-mark")
    labels = [marks.nth(i).get_attribute("aria-label") for i in range(marks.count())]
    some = next(i for i, label in enumerate(labels) if ", n 0" not in label)
    marks.nth(some).click()
    page.wait_for_function("() => !document.querySelector('.statements-reading mark')")
    with page.expect_download() as download:
        view.get_by_role("button", name="Table (CSV)").click()
    download.value.save_as(tmp_path / "table.csv")
    assert {"document_id", "left", "node", "right"} <= set(pd.read_csv(tmp_path / "table.csv").columns)
    view.get_by_role("button", name="Show code").click()
    assert "concordance.kwic(chosen, 'sham'" in view.locator(".statements-code pre").inner_text()
    page.get_by_label("Search for").fill('""')
    page.get_by_label("Search for").press("Enter")
    view.locator(".statements-error:not(:empty)").wait_for()
    assert "holds no word" in view.locator(".statements-error").inner_text()
    assert view.locator(".statements-rows tbody tr").count() > 0
    assert page.faults == []


def tab_until(page, condition, most=80):
    """Press Tab until the element that has the focus fits a condition in JavaScript on `it`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const it = document.activeElement; return {condition}; }}"):
            return
    raise AssertionError(f"{most} times Tab, and the focus is on nothing for which {condition}")


KEYS = {  # a control by its label, and the keys that change it
    "search": ("Search for", ["Control+A", "s", "h", "a", "m", "Enter"]),
    "terms": ("Terms", ["End", ",", " ", "s", "h", "a", "m", "Enter"]),
    "regions": ("Mentions", ["ArrowDown"]),
    "timeline": ("Show", ["ArrowDown"]),
    "compare": ("Terms in at least", ["ArrowDown"]),
}


@pytest.mark.parametrize("name", list(PANELS))
def test_every_panel_by_keyboard_alone(panel, name):
    page, view = panel(name)
    before = figure(view)
    label, keys = KEYS[name]
    page.locator(".jupyter-widgets input, .jupyter-widgets select").first.focus()  # from there on nothing but keys
    if not page.get_by_label(label, exact=True).evaluate("it => it === document.activeElement"):
        tab_until(page, f"it.labels?.[0]?.textContent.trim() === '{label}'")
    for key in keys:
        page.keyboard.press(key)
    changed(page, view, before)
    tab_until(page, "it.className === 'statements-mark'")
    told = "() => document.activeElement.getAttribute('aria-label')"
    first = page.evaluate(told)
    page.keyboard.press("End")
    last = page.evaluate(told)
    assert first != last
    for _ in range(100):  # to a mark that has something behind it
        page.keyboard.press("Enter")
        page.wait_for_function(OPENED, arg=page.evaluate(told), timeout=10_000)  # however long it takes
        if view.locator(".statements-sentences li").count():
            break
        page.keyboard.press("ArrowLeft")
    tab_until(page, "(it.getAttribute('aria-label') || '').startsWith('Open statement')", most=120)
    page.keyboard.press("Space")
    view.locator(".statements-reading .statements-statement").wait_for()
    assert page.evaluate("() => document.activeElement.tagName") == "H4"
    assert page.faults == []


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [("terms", "Rate", "share of statements"), ("regions", "Mentions", "demonyms"), ("compare", "Terms in at least", "10 statements")],
)
def test_controls_change_the_figure_and_rows_open_sentences(panel, name, label, value):
    page, view = panel(name)
    before = figure(view)
    page.get_by_label(label, exact=True).select_option(label=value)
    changed(page, view, before)
    view.locator(".statements-rows tbody button").first.click()
    view.locator(".statements-sentences li mark").first.wait_for()
    marks = view.locator(".statements-mark")
    told = view.locator(".statements-selection").inner_text()
    marks.nth(marks.count() - 2).click()
    page.wait_for_function("told => document.querySelector('.statements-selection')?.innerText !== told", arg=told)
    assert page.faults == []


def test_timeline_zooms_and_opens_an_event(panel):
    page, view = panel("timeline")
    before = figure(view)
    page.get_by_label("From", exact=True).fill("2022-09-01")
    changed(page, view, before)
    assert "from 2022-09-01" in view.locator(".statements-note").inner_text()
    view.locator(".statements-mark").first.click()
    view.locator(".statements-sentences li").first.wait_for()
    assert page.faults == []


def test_every_month_opens_its_own_sentences(panel):
    """Every mark, with the mouse; `test_targets_browser.py` tries the other panels and periods, and a longer table, without JupyterLab."""
    page, view = panel("search", width=600)
    page.get_by_label("Period", exact=True).select_option(label="month")
    marks = view.locator(".statements-mark")
    marks.nth(47).wait_for()  # the figure may be drawn once more before, as wide as its column
    labels = marks.evaluate_all("all => all.map((mark) => mark.getAttribute('aria-label'))")
    assert len(labels) == 48
    for i, label in enumerate(labels):
        marks.nth(i).click()
        page.wait_for_function(OPENED, arg=label, timeout=10_000)
        heads = view.locator(".statements-sentences .statements-head").all_inner_texts()
        assert {head[:7] for head in heads} <= {label[:7]}
        assert bool(heads) == (", n " in label and ", n 0" not in label)
    assert page.faults == []


@pytest.mark.parametrize("name", list(PANELS))
def test_hostile_statements_show_as_text(panel, hostile, name):
    page, view = panel(name, hostile)
    view.locator(".statements-rows tbody button").first.click()
    view.locator(".statements-sentences li").first.wait_for()
    opener = view.get_by_role("button", name="Open statement")
    opener.first.click()
    view.locator(".statements-statement").first.wait_for()
    assert page.evaluate("() => window.hit") is None
    assert page.evaluate("() => document.querySelectorAll('.statements-view :is(script, a, img[onerror], textarea, style)').length") == 0
    if name == "search":
        assert "<script>" in view.inner_text()
    assert page.faults == []


@pytest.mark.parametrize("name", ["search", "compare"])
def test_a_panel_has_no_fault_that_axe_finds(panel, name):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page, view = panel(name)
    view.locator(".statements-rows tbody button").first.click()
    view.locator(".statements-sentences li").first.wait_for()
    rules = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    found = axe.run(page, context=".widget-vbox", options=rules).response["violations"]
    assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []


@pytest.mark.parametrize("width", [600, 1600])
def test_nothing_is_wider_than_the_panel(panel, width):
    page, _ = panel("search", width=width)
    page.wait_for_timeout(300)
    over = page.evaluate(
        "() => { const view = document.querySelector('.statements-view'), edge = view.getBoundingClientRect().right + 1;"
        "const parts = Array.from(view.querySelectorAll('*')).filter(e => !e.closest('.statements-scroll, .statements-figure, pre'));"
        "return parts.filter(e => e.getBoundingClientRect().right > edge).map(e => e.className || e.tagName); }"
    )
    assert over == []
