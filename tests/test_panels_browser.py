"""Every panel by mouse, keyboard and touch on windows of four sizes, its tips and its table."""

import re

import pytest

from helpers import explore

SIZES = [(390, 844), (768, 1024), (1366, 768), (1920, 1080)]


@pytest.fixture(scope="module")
def address(app):
    return app()


@pytest.fixture(scope="module")
def open_page(address, new_page):
    """A function that opens the page of all panels, in a window with a mouse or on a screen that is touched."""
    kept = {}

    def get(touch):
        if touch not in kept:
            page = kept[touch] = new_page(width=1366, height=768, has_touch=touch)
            page.goto(address, timeout=60_000)
            page.locator(".statements-figure img").wait_for(timeout=60_000)
        return kept[touch]

    return get


def shown(page, name):
    """Open a panel by its tab and return its view, with nothing selected."""
    tab = page.get_by_role("tab", name=name.capitalize(), exact=True)
    if tab.get_attribute("aria-selected") != "true":
        tab.click()
    view = page.locator(".statements-view:visible")
    view.locator(".statements-figure img").wait_for(timeout=30_000)
    back(page, view)
    return view


def back(page, view):
    if view.get_by_role("button", name="Back to all").count():
        view.get_by_role("button", name="Back to all").click()
        page.wait_for_function("view => view.textContent.includes('Nothing is selected.')", arg=view.element_handle())


def mark_of(view, place=0):
    """Return a mark that has sentences behind it, the first or the last."""
    labels = view.locator(".statements-mark").evaluate_all("all => all.map((mark) => mark.ariaLabel)")
    full = [i for i, label in enumerate(labels) if not {"n 0", "documents 0"} & set(label.split(", "))]
    return view.locator(".statements-mark").nth(full[place])


def chosen(page, view):
    """Wait until sentences are there, and assert that the first of them is in sight."""
    view.locator(".statements-sentences li").first.wait_for(timeout=30_000)
    page.wait_for_function(
        "view => { const box = view.querySelector('.statements-sentences li .statements-head').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= innerHeight; }",
        arg=view.element_handle(),
        timeout=10_000,
    )


def tip(page, view, mark):
    """Assert that the tip is of a mark, is told with it, lies in the window, and has the interval or the denominator."""
    label = mark.get_attribute("aria-label")
    described = mark.evaluate("it => document.getElementById(it.getAttribute('aria-describedby'))?.innerText")
    shown = view.locator(".statements-tip")
    assert shown.is_visible()
    assert shown.locator("strong").inner_text().split(",")[0] == label.split(",")[0]
    assert " of " in described or "interval" in described or " in " in described
    box = shown.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]


def fitted(page, view):
    """Wait until the figure is drawn for the column that it stands in: 75 pixels an inch, but for 3.5 to 8 inches."""
    page.wait_for_function(
        "view => { const [figure, drawing] = ['figure', 'drawing'].map((name) => view.querySelector(`.statements-${name}`));"
        "const inches = drawing.style.getPropertyValue('--inches'), fits = Math.min(Math.max(figure.clientWidth / 75, 3.5), 8);"
        "return Math.abs(inches - fits) < 0.5 || (drawing.classList.contains('statements-wide') && inches > fits); }",
        arg=view.element_handle(),
        timeout=10_000,
    )


def too_wide(page):
    return page.evaluate(
        "() => { const view = [...document.querySelectorAll('.statements-view')].find((it) => it.offsetParent);"
        "const edge = view.getBoundingClientRect().right + 1, own = '.statements-scroll, .statements-figure, .statements-tip, pre';"
        "const parts = [...view.querySelectorAll('*')].filter((it) => !it.closest(own) && it.getBoundingClientRect().right > edge);"
        "const page = document.documentElement.scrollWidth > innerWidth ? ['page'] : [];"
        "return [...parts.map((it) => it.className || it.tagName), ...page]; }"
    )


@pytest.mark.parametrize("name", explore.__all__)
def test_a_panel_by_mouse_keyboard_and_touch_on_four_windows(open_page, name):
    for touch in (False, True):
        page = open_page(touch)
        view = shown(page, name)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            fitted(page, view)
            mark = mark_of(view)
            if touch:
                mark.tap()  # the first touch shows the tip and chooses
                chosen(page, view)
            else:
                mark.hover()
                tip(page, view, mark)
                page.keyboard.press("Escape")
                assert view.locator(".statements-tip").is_hidden()
                mark.click()
                chosen(page, view)
                back(page, view)
                page.mouse.move(0, 0)  # a mark under the pointer has its tip, whatever has the focus
                mark_of(view).focus()
                page.keyboard.press("End")
                page.keyboard.press("Home")
                tip(page, view, page.locator(":focus"))
                mark_of(view, -1).focus()
                page.keyboard.press("Enter")
                chosen(page, view)
            assert too_wide(page) == []
            back(page, view)
        assert page.faults == []


def test_the_pointer_can_go_onto_a_tip(open_page):
    page = open_page(False)
    view = shown(page, "search")
    page.set_viewport_size({"width": 1366, "height": 768})
    mark_of(view).hover()
    text = view.locator(".statements-tip.rested")  # once the pointer has rested on the mark
    text.wait_for()
    text.hover()
    page.wait_for_timeout(400)
    assert text.is_visible()
    page.mouse.move(0, 0)
    text.wait_for(state="hidden")


@pytest.mark.parametrize("name", explore.__all__)
def test_a_panel_has_no_fault_that_axe_finds(open_page, name):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(False)
    view = shown(page, name)
    rules = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    width, height = SIZES[0 if name in ("regions", "search") else 2]
    page.set_viewport_size({"width": width, "height": height})
    mark_of(view).click()
    chosen(page, view)
    found = axe.run(page, options=rules).response["violations"]
    assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []


def numbers(view, column):
    at = view.locator("thead th").all_inner_texts().index(column) + 1
    cells = view.locator(f"tbody tr > :nth-child({at})").all_inner_texts()
    return [float(cell.replace(",", "").replace("∞", "inf")) for cell in cells if cell]


@pytest.mark.parametrize("name", explore.__all__)
def test_a_table_is_sorted_filtered_and_paged_by_keys_alone(open_page, name):
    page = open_page(False)
    view = shown(page, name)
    page.set_viewport_size({"width": 1366, "height": 768})
    caption, heads = view.locator(".statements-caption"), view.locator("thead th")
    whole = caption.inner_text()
    columns = heads.evaluate_all("all => all.filter((it) => it.className === 'number').map((it) => it.innerText.trim())")
    if columns:
        head = heads.filter(has_text=re.compile(rf"^{re.escape(columns[0])}\W*$"))  # n, and not name
        head.get_by_role("button").focus()
        for order in ("descending", "ascending", "none"):
            page.keyboard.press("Enter")
            page.wait_for_function("([head, order]) => head.ariaSort === order", arg=[head.element_handle(), order])
            if order != "none":
                found = numbers(view, columns[0] + (" ▼" if order == "descending" else " ▲"))
                assert found == sorted(found, reverse=order == "descending")
        assert head.evaluate("it => getComputedStyle(it).textAlign") == "right"
    if " of " in whole:
        view.get_by_role("button", name="Last page").focus()
        page.keyboard.press("Space")
        page.wait_for_function("([it, old]) => it.textContent !== old", arg=[caption.element_handle(), whole])
        assert caption.inner_text().split(" to ")[1].split(" of ")[0] == whole.split(" of ")[1]  # the last row of all
    word = view.locator("tbody th button").first.inner_text().split()[0]
    field = view.get_by_label("Filter rows")
    if field.is_visible():
        field.focus()
        page.keyboard.type(word)  # without Enter
        fit = "rows.every((row) => row.textContent.toLowerCase().includes(word))"
        rows = "const rows = Array.from(view.querySelectorAll('tbody tr'));"
        page.wait_for_function(f"([view, word]) => {{ {rows} return rows.length && {fit}; }}", arg=[view.element_handle(), word.casefold()])
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.wait_for_function("([it, old]) => it.textContent === old", arg=[caption.element_handle(), whole])
    view.locator("tbody th button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen(page, view)
    assert page.faults == []
