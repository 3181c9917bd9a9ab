"""A click on a mark of a panel opens what was drawn there: every mark, on a telephone and on a desk."""

import base64

import numpy as np
import pandas as pd
import pytest
from matplotlib.dates import date2num

from helpers import corpus, explore, places, plots, timexes
from helpers.explore import base, drawing
from helpers.tokens import tokenize

WIDTHS, CLICKS = (600, 1400), 5  # pixels; clicks of the mouse at each width, and what lies under the others is asked of the browser
PERIODS = ("month", "quarter", "year")
VALUES = [
    "alt",
    "inches",
    "column",
    "turn",
    "busy",
    "error",
    "note",
    "marks",
    "tips",
    "figure",
    "rows",
    "selection",
    "sentences",
    "reading",
    "beside",
    "code",
]
PAGE = """<!doctype html><meta charset="utf-8"><title>A panel</title><style>body { margin: 0 } CSS</style><div id="panel"></div>"""
# A model as notebooks give one: it keeps values, tells of changes, and sends what is done in the view to the panel.
START = """async ([code, values]) => {
  const told = {}, { default: view } = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const taken = (some) => {
    if (some.figure) some.figure = new DataView(Uint8Array.from(atob(some.figure), (letter) => letter.charCodeAt(0)).buffer);
    Object.assign(values, some);
  };
  taken(values);
  const on = (name, act) => (told[name] = act);
  const send = (message) => tell(message).then((some) => (taken(some), Object.keys(some).forEach((name) => told[`change:${name}`]?.())));
  view.render({ model: { get: (name) => values[name], on, send }, el: document.getElementById("panel") });
  await document.querySelector(".statements-drawing img").decode();
}"""
# Where in the window a point of the figure is, after it was scrolled to, given in parts of the width and height of the figure.
PLACE = """([x, y]) => {
  const drawing = document.querySelector(".statements-drawing"), frame = drawing.parentElement;
  frame.scrollLeft = x * drawing.offsetWidth - frame.clientWidth / 2;
  const box = drawing.getBoundingClientRect();
  return [box.left + x * box.width, box.top + y * box.height];
}"""
# What lies at such points: the number of a mark, or -1.
AT = """(points) => {
  const drawing = document.querySelector(".statements-drawing");
  const numbers = new Map([...drawing.querySelectorAll(".statements-mark")].map((mark, i) => [mark, i]));
  return points.map((point) => numbers.get(document.elementFromPoint(...PLACE(point))) ?? -1);
}""".replace("PLACE", f"({PLACE})")


@pytest.fixture(scope="module")
def tables():
    """The bundled statements, and a table of 65 years with one statement or more in each; with what panels make of them."""
    named = ["Kherson oblast", "Kyiv", "Crimea", "Odesa", "Poland"]
    days = [(year, (5 * year + 3 * n) % 12 + 1, (7 * year + n) % 28 + 1) for year in range(1961, 2026) for n in range(1 + year % 3)]
    made = [
        (
            f"d{i}",
            pd.Timestamp(*day),
            "AB"[i // 2 % 2],
            f"We met in {named[i % 5]} in May {day[0]}." + " They count votes." * (i % 4) + " Peace." * (i % 3),
        )
        for i, day in enumerate(days)
    ]
    found = {}
    for name, table in (
        ("bundled", corpus.load_corpus()),
        ("65 years", pd.DataFrame(made, columns=["document_id", "date", "issuer", "text"])),
    ):
        found[name] = table, tokenize(table), places.region_mentions(table), timexes.find_timexes(table)
    return found


PANELS = {
    "search": lambda table, words, mentions, dates, period: explore.search(table, "votes", tokens=words, period=period),
    "terms": lambda table, words, mentions, dates, period: explore.terms(table, ["votes", "peace", "they"], tokens=words, period=period),
    "terms by issuer": lambda table, words, mentions, dates, period: explore.terms(
        table, ["votes", "met"], tokens=words, period=period, by="issuer"
    ),
    "regions": lambda table, words, mentions, dates, period: explore.regions(table, mentions=mentions, period=period),
    "places": lambda table, words, mentions, dates, period: explore.regions(table, mentions=mentions, period=period, of="place_id"),
    "timeline": lambda table, words, mentions, dates, period: explore.timeline(table, timexes=dates),
    "compare": lambda table, words, mentions, dates, period: explore.compare(table, tokens=words, least=1),
    "words": lambda table, words, mentions, dates, period: explore.words(table, tokens=words, period=period),
    "collocates": lambda table, words, mentions, dates, period: explore.collocates(table, "they", tokens=words, skip="", least=1),
    "speakers": lambda table, words, mentions, dates, period: explore.speakers(table, mentions=mentions, period=period),
}
ONCE = [
    *(("terms by issuer", "month"), ("places", "year"), ("timeline", "year"), ("compare", "year")),
    *(("words", "year"), ("collocates", "year"), ("speakers", "quarter")),
]
CASES = [*((name, period) for name in ("search", "terms", "regions") for period in PERIODS), *ONCE]


def period_of(row):
    return next((row[name] for name in (*PERIODS, "period") if name in row), None)


def spot(ax, row, number):
    """Where a row was drawn, in data coordinates, worked from its values alone."""
    period = period_of(row)
    if period is not None:
        rate = row["per_10k"] if "per_10k" in row else row["per_document"]
        middle = period.start_time + (period.end_time - period.start_time) / 2
        return date2num(middle), rate if pd.notna(rate) else sum(ax.get_ylim()) / 2  # no dot, but a place in time
    if "from" in row:
        lanes = [label.get_text().split(" (")[0] for label in ax.get_yticklabels()]
        return (date2num(row["from"]) + date2num(row["to"]) + 1) / 2, lanes.index(row.kind) + 0.4
    if "log_dice" in row:
        return next(text.get_position() for text in ax.texts if text.get_text().startswith(f"{row.term} ("))
    if "actor" in row:
        (x, about), (y, actor) = ((axis.get_ticklocs(), axis.get_ticklabels()) for axis in (ax.xaxis, ax.yaxis))
        places = [dict(zip([label.get_text() for label in labels], at, strict=True)) for at, labels in ((x, about), (y, actor))]
        return places[0][row.about], places[1][row.actor]
    if "per_10k" in row:
        return row.per_10k / 2, number
    if "log_ratio" in row or "share" in row:
        return (row["log_ratio"] if "log_ratio" in row else row["share"]) / 2, number
    x, y = plots.CELLS[row.place_id]
    return x + 0.5, y + 0.5


def spots(panel, figure):
    """Where the marks of a panel are, in parts of the width and height of its figure, from the left and the top, and their rows."""
    found = []
    for ax in figure.axes:
        for part in getattr(ax, "described", []):
            for number, row in part["table"].iterrows():
                x, y = ax.transData.transform(spot(ax, row, number)) / figure.bbox.size
                if panel.name not in ("terms", "compare") or pd.notna(row.get("per_10k", 0)):  # a line without a rate has no dot
                    found.append((x, 1 - y, row))
    return found


def same_places(panel, found):
    """For each mark those of its period that lie so near to it that they may have one place in common; itself among them."""
    at = np.array([(x * panel.view.inches, y * panel.answer.height) for x, y, _ in found]) * drawing.INCH
    near = np.abs(at[:, None] - at[None]).max(axis=2) < 2 * drawing.APART
    return [{k for k in np.flatnonzero(row).tolist() if period_of(found[k][2]) == period_of(found[i][2])} for i, row in enumerate(near)]


def values(panel, *names):
    kept = {name: getattr(panel.view, name) for name in names}
    return {name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in kept.items()}


@pytest.fixture(scope="module")
def opened(new_page):
    """A function that shows a panel in a page without a notebook: the panel's view, and a mouse."""
    page, shown, keeps = new_page(width=WIDTHS[0]), [], []

    def tell(message):
        shown[-1]._told(None, message, None)
        told = values(shown[-1], *(VALUES if keeps else ["sentences", "reading", "error", "selection"]))
        if not keeps:
            shown[-1].back()  # so that each click is at the figure whose places are known
        return told | values(shown[-1], "turn")

    def open_panel(panel, *, keep=False, width=None):
        if width is not None:
            page.set_viewport_size({"width": width, "height": 1500})
        shown.append(panel)
        keeps[:] = [True] * keep
        page.set_content(PAGE.replace("CSS", panel.view._css))
        page.evaluate(START, [panel.view._esm, values(panel, *VALUES)])
        return page

    page.expose_function("tell", tell)
    return open_panel


def assert_clicked(page, x, y, rows):
    """A click there opens one of these rows, given by their labels: its caption says so, and all of its sentences are of that time."""
    page.mouse.click(*page.evaluate(PLACE, [x, y]))
    told = "labels => labels.includes(document.querySelector('.statements-selection bdi')?.textContent.split(', in ')[0])"
    page.wait_for_function(told, arg=list(rows), timeout=10_000)
    period = period_of(next(iter(rows.values())))
    if period is not None:
        heads = page.locator(".statements-sentences .statements-head").all_inner_texts()
        assert {pd.Period(head[:10], freq=period.freq) for head in heads} <= {period}
        assert any(bool(heads) == (row.n > 0) for row in rows.values())


@pytest.mark.parametrize(("name", "period"), CASES)
@pytest.mark.parametrize("table", ["bundled", "65 years"])
def test_a_click_opens_what_it_points_at(opened, tables, monkeypatch, *, table, name, period):
    figures, marks_of = [], base.marks_of
    monkeypatch.setattr(base, "marks_of", lambda figure: figures.append(figure) or marks_of(figure))
    panel = PANELS[name](*tables[table], period)
    if panel.table.empty:  # nothing is drawn but the sentence that says so
        assert panel.view.note.startswith("No statement reports what somebody said.")
        return
    found, page = spots(panel, figures[-1]), opened(panel)
    near = same_places(panel, found) if "terms" in name or "compare" in name else [{i} for i in range(len(found))]
    middles = [[(x + width / 2) / 100, (y + height / 2) / 100] for x, y, width, height, *_ in panel.view.marks]
    labels = [mark[-1] for mark in panel.view.marks]
    assert len(labels) == len(found)
    for width in WIDTHS:
        page.mouse.move(0, 0)  # a tip that can be pointed at lies over the marks beside its own
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": width, "height": 1500})
        page.wait_for_function("!document.querySelector('.statements-tip:not([hidden])')")
        assert page.evaluate(AT, middles) == list(range(len(found)))
        for i, hit in enumerate(page.evaluate(AT, [[x, y] for x, y, _ in found])):
            assert hit in near[i], f"{labels[hit]} opens where {labels[i]} is drawn"
        for i in sorted({round(part * (len(found) - 1) / (CLICKS - 1)) for part in range(CLICKS)}):
            assert_clicked(page, *found[i][:2], {labels[k]: found[k][2] for k in near[i]})
    assert page.faults == []


@pytest.mark.parametrize("width", [390, 768])
@pytest.mark.parametrize("name", PANELS)
def test_a_figure_fits_its_column_and_its_marks_lie_where_they_are_drawn(opened, tables, monkeypatch, name, width):
    figures, marks_of = [], base.marks_of
    monkeypatch.setattr(base, "marks_of", lambda figure: figures.append(figure) or marks_of(figure))
    panel = PANELS[name](*tables["bundled"], "year")
    page = opened(panel, keep=True, width=width)
    if width < 600:  # pixels, from which on all inches of a figure have 75 of them
        page.wait_for_function("inches => document.querySelector('.statements-drawing').style.getPropertyValue('--inches') < inches", arg=8)
    page.locator(".statements-drawing img").evaluate("image => image.decode()")
    sizes = page.evaluate("() => ['figure', 'drawing'].map((name) => document.querySelector(`.statements-${name}`).scrollWidth)")
    assert sizes[0] == sizes[1] <= width
    figure, renderer = figures[-1], figures[-1].canvas.get_renderer()
    assert figure.bbox.width / figure.dpi == panel.view.inches <= width / drawing.INCH + 1e-9 or width >= 600
    for ax in (ax for ax in figure.axes if ax.get_visible()):
        parts = [ax.xaxis.get_tightbbox(renderer), ax.yaxis.get_tightbbox(renderer)] if ax.axison else []
        for box in filter(None, [*parts, *(part.get_window_extent(renderer) for part in (ax.title, *ax.texts) if part.get_text())]):
            assert box.x0 >= -1, box
            assert box.x1 <= figure.bbox.width + 1, box
    found = spots(panel, figure)
    near = same_places(panel, found) if "terms" in name or "compare" in name else [{i} for i in range(len(found))]
    for _ in range(30):
        hits = page.evaluate(AT, [[x, y] for x, y, _ in found])
        if -1 not in hits:
            break
        page.wait_for_timeout(100)  # a busy machine has not laid out the page yet
    for i, hit in enumerate(hits):
        assert hit in near[i], f"{panel.view.marks[hit][-1]} opens where {panel.view.marks[i][-1]} is drawn"
    assert page.faults == []


def test_marks_that_have_given_way_open_nothing(opened, tables):
    panel = PANELS["search"](*tables["65 years"], "year")
    page = opened(panel)
    panel.controls["period"].value = "quarter"  # the page has not been told yet
    page.locator(".statements-mark").nth(3).click()
    page.wait_for_timeout(200)
    assert panel.view.sentences == {}


@pytest.mark.parametrize("width", [390, 768, 1100, 1366, 1920])
def test_a_tile_sets_the_trend_and_its_sentences_stand_where_one_looks(opened, tables, width):
    panel = PANELS["regions"](*tables["bundled"], "quarter")
    page = opened(panel, keep=True)
    page.set_viewport_size({"width": width, "height": 768})
    kherson = next(i for i, row in enumerate(panel._marked) if row.get("place_id") == "UA-65")
    page.locator(".statements-mark").nth(kherson).click()
    page.locator(".statements-sentences li").first.wait_for()
    page.wait_for_function("() => document.querySelector('.statements-selection')?.textContent.startsWith('Selected: Kherson')")
    assert panel.controls["trend"].value == "UA-65"
    assert page.locator(".statements-mark[aria-pressed=true]").get_attribute("aria-label").startswith("Kherson")
    page.locator(".statements-drawing img").evaluate("image => image.decode()")
    first, figure = (page.locator(f".statements-{what}").first.bounding_box() for what in ("sentences li .statements-head", "figure"))
    assert 0 <= first["y"] < 768 - first["height"]
    assert (first["x"] >= figure["x"] + figure["width"]) == (width >= 1100)
    page.get_by_role("button", name="Back to all").click()
    page.wait_for_function("() => document.querySelector('.statements-selection')?.textContent === 'Nothing is selected.'")
    assert page.locator(".statements-sentences li").count() == 0
    assert page.locator("[aria-pressed=true]").count() == 0
    assert page.faults == []


@pytest.mark.parametrize("name", ["compare", "regions"])
def test_a_mark_of_a_low_trend_leaves_the_page_where_it_is(opened, tables, name):
    panel = PANELS[name](*tables["65 years"], "year")
    page = opened(panel, keep=True)
    page.set_viewport_size({"width": 1366, "height": 500})
    page.evaluate("scrollTo(0, document.querySelector('.statements-figure').getBoundingClientRect().bottom - 480)")
    page.wait_for_function("scrollY > 50")
    before, (*_, last) = page.evaluate("scrollY"), (i for i, row in enumerate(panel._marked) if period_of(row) is not None and row.n > 0)
    box = page.locator(".statements-mark").nth(last).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".statements-sentences li").first.wait_for()
    page.locator(".statements-drawing img").evaluate("image => image.decode()")
    page.wait_for_timeout(200)
    first = page.locator(".statements-sentences li .statements-head").first.bounding_box()
    assert page.evaluate("scrollY") == before
    assert 0 <= first["y"] < 500 - first["height"]
    assert page.faults == []


@pytest.mark.parametrize("width", [390, 1366])
def test_lines_have_their_node_in_one_column_and_wrap_nowhere(opened, tables, width):
    panel = PANELS["search"](*tables["bundled"], "quarter")
    page = opened(panel, keep=True)
    page.set_viewport_size({"width": width, "height": 768})
    nodes = page.locator("td.node").evaluate_all("all => all.map((cell) => [cell.getBoundingClientRect().x, cell.offsetHeight])")
    assert len({x for x, _ in nodes}) == 1
    assert max(height for _, height in nodes) < 40  # one line
    page.wait_for_function(
        "() => { const cell = document.querySelector('td.node'), frame = cell.closest('.statements-scroll');"
        "const a = cell.getBoundingClientRect(), b = frame.getBoundingClientRect(); return a.left >= b.left && a.right <= b.right; }"
    )
    assert page.faults == []
