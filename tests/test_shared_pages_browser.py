"""What the pages do for those without the kit, in a real chromium and from the disk: searched, filtered, folded, chosen, on a telephone."""

import os

import nbformat
import pytest

from helpers import paths
from helpers.corpus import keep_subcorpus, load_corpus
from helpers.site import pages as site
from helpers.site import write as site_write

try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None

pytestmark = pytest.mark.skipif(Axe is None and "CI" not in os.environ, reason="needs axe-playwright-python")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RULES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
WHY = "for as long as the wind blows from the north and the ice lies between the two moles of the old port"
TOPICS = [f"The harbour in Odesa is shut {WHY}", f"Goods leave Lviv by rail {WHY}", f"The pier opens in Kyiv {WHY}"]
STATEMENTS = "".join(
    f'"{2020 + n % 4}-0{1 + n % 9}-1{n % 5}","{"Harbour Board" if n % 3 else "Rail Office"}","Notice {n}",'
    f'"{TOPICS[n % 3]}. Notice {n} <b>holds</b> for ten days and no ship sails at night."\n'
    for n in range(24)
)
END = f"## The end\n\n{'Much is said. ' * 1200}"
CELLS = [
    "from helpers import corpus, explore, groups, outputs, plots, spans, tables, timeline, concordance",
    "outputs.enable(); documents = corpus.load_corpus()",
    "plots.period_bars(timeline.count_by_period(documents, documents, period='year'));",
    "tables.reading(concordance.kwic(documents, 'ship', width=40), limit=6)",
    "explore.search(documents, 'harbour')",
    "from helpers import places; mentions = places.region_mentions(documents)",
    "tables.reading(spans.evidence(mentions, documents)[['date', 'issuer', 'statement', 'sentence', 'document_id', 'start']], limit=4)",
    *["1 + 1"] * 6,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("shared")
    (root / "statements.csv").write_text(f"date,issuer,title,text\n{STATEMENTS}", encoding="utf-8")
    prose = [nbformat.v4.new_markdown_cell(text) for text in ("# First\n\nWhy?", "## The harbour", END)]
    code = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=[prose[0], *code[:3], prose[1], *code[3:], prose[2]]), root / "first.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATEMENTS_CORPUS", str(root / "statements.csv"))
        first = site.execute(root / "first.ipynb", first=site.PICTURES)
    (root / "out").mkdir()
    second = nbformat.v4.new_notebook(cells=prose)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "SUBCORPORA", root / "subcorpora.json")
        keep_subcorpus("rail since 2022", issuer="Rail Office", since="2022-01-01")
        site_write.write(
            root / "out", {"00-first": ("First", first), "01-second": ("Second", second)}, load_corpus(root / "statements.csv"), []
        )
    return root / "out"


@pytest.fixture
def opened(chromium, folder):
    """Return a function that opens a page; what it logs must stay empty."""
    contexts, log = [], []

    def open_page(name, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: log.append(message.text))
        page.on("pageerror", lambda error: log.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or log.append(request.url))
        page.goto(f"{folder.as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert log == []


PAGES = ["index.html", "00-first.html", "01-second.html", "evidence.html#term=ship", "search.html#q=ship", "reader/index.html"]


@pytest.mark.parametrize("name", PAGES)
def test_each_kind_is_accessible_in_both_themes_and_fits_a_telephone(opened, name):
    for options in ({}, {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}):
        page = opened(name, **options)
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        wide = "Array.from(document.querySelectorAll('.scroll')).filter(e => !e.querySelector('pre') && e.scrollWidth > e.clientWidth)"
        assert page.evaluate(f"{wide}.map(e => [e.outerHTML.slice(0, 300), e.scrollWidth, e.clientWidth])") == []
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []


def test_contents_follow_the_scroll_and_are_folded_where_there_is_no_room(opened, until):
    page = opened("00-first.html", viewport={"width": 1400, "height": 700})
    now = "Array.from(document.querySelectorAll('.contents [aria-current]'), link => link.textContent)"
    assert page.evaluate(now) == []
    page.evaluate("document.getElementById('the-end').scrollIntoView()")
    until(page, f"{now}[0] === 'The end'")
    assert page.evaluate("document.querySelector('.contents').getBoundingClientRect().top") >= 0
    page.set_viewport_size({"width": 900, "height": 700})
    until(page, "!document.querySelector('.contents details').open")


def test_code_is_folded_shown_by_one_switch_remembered_and_copied(opened, until):
    page = opened("00-first.html", permissions=["clipboard-read", "clipboard-write"])
    assert page.locator(".code pre:visible").count() == 0
    page.focus(".tools button")
    page.keyboard.press("Enter")
    assert page.locator(".code pre:visible").count() == len(CELLS)
    page.locator(".copy").nth(2).click()
    until(page, "document.getElementById('said').textContent === 'Copied.'")
    assert page.evaluate("navigator.clipboard.readText()") == CELLS[2]
    page.reload()
    assert page.locator(".code pre:visible").count() == len(CELLS)
    assert page.inner_text(".tools") == "Hide code"


def test_a_mark_is_reached_by_tab_and_arrows_says_what_it_is_and_leads_to_its_sentences(opened):
    page = opened("00-first.html", viewport={"width": 1400, "height": 900})
    marks = page.locator("figure").first.locator(".marks.wide a")
    assert marks.count() == 4
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "2021, n 6, documents 6, per document 1"
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').content") == '"2021, n 6, documents 6, per document 1"'
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence.html#period=2021")
    assert page.inner_text("#asked") == "period 2021: 6 statements."


def test_figures_and_sentences_on_a_telephone(opened):
    page = opened("00-first.html", viewport={"width": 390, "height": 800})
    source = page.evaluate("document.querySelector('picture source').srcset")
    assert page.evaluate("document.querySelector('picture img').currentSrc") == source
    assert page.locator("figure").first.locator(".marks.narrow a:visible").count() == 4
    row = page.locator("table.cards:has(.long) tbody tr").first
    tops = row.evaluate("row => Array.from(row.cells, cell => [cell.getBoundingClientRect().top, cell.dataset.label])")
    assert min(tops)[1] == "sentence"


def test_the_site_is_searched_from_every_page(opened):
    page = opened("reader/index.html")
    page.fill("header input", "harbour")
    page.press("header input", "Enter")
    page.wait_for_url("**/search.html#q=harbour")
    assert page.inner_text("#searched") == "harbour: 2 headings, 16 statements, 8 sentences."
    page.fill("#search input", '"no ship sails" 7')
    page.wait_for_timeout(500)
    assert page.inner_text("#searched").endswith(" 1 sentence.")
    assert "Notice 7 <b>holds</b>" in page.inner_text("#results li:last-child")
    assert page.locator("#results b").count() == 0
    page.click("#results li:last-child a")
    page.wait_for_url("**/reader/*.html#s1")


def test_statements_are_filtered_by_issuer_date_and_place_and_without_script_all_are_shown(opened, until):
    page = opened("reader/index.html")
    page.focus(".filters [name=issuer]")
    page.keyboard.type("Rail")
    until(page, "document.getElementById('said').textContent === '8 of 24 rows.'")
    page.select_option(".filters [name=issuer]", "")
    page.fill(".filters [name=from]", "2021-01-01")
    page.fill(".filters [name=to]", "2021-12-31")
    page.press(".filters [name=to]", "Tab")
    assert page.locator("tbody tr:visible").count() == 6
    page.select_option(".filters [name=place]", "Odesa")
    assert page.locator("tbody tr:visible").count() == 2
    page.click(".filters button")
    until(page, "document.querySelectorAll('tbody tr:not(.other)').length === 24")
    page.select_option(".filters [name=subcorpus]", "rail since 2022")
    assert page.locator("tbody tr:visible").count() == 4
    still = opened("reader/index.html", java_script_enabled=False)
    assert still.locator("tbody tr:visible").count() == 24
    assert still.locator(".filters:visible").count() == 0
    still = opened("00-first.html", java_script_enabled=False)
    still.locator(".code summary").nth(0).click()
    assert still.locator(".code pre:visible").count() == 1


def test_sentences_are_filtered_and_what_is_seen_has_an_address(opened, until):
    page = opened("evidence.html#term=ship")
    assert page.inner_text("#asked") == "term ship: 24 hits in 24 sentences of 24 statements."
    page.select_option(".filters [name=issuer]", "Rail Office")
    until(page, "document.getElementById('asked').textContent.includes(' 8 statements')")
    page.fill(".filters [name=from]", "2022-01-01")
    page.press(".filters [name=from]", "Tab")
    until(page, "document.getElementById('asked').textContent.includes('from 2022-01-01 on')")
    again = opened(f"evidence.html{page.evaluate('location.hash')}")
    assert again.inner_text("#asked") == page.inner_text("#asked")
    assert again.input_value(".filters [name=from]") == "2022-01-01"
    assert again.input_value(".filters [name=issuer]") == "Rail Office"
    again.click(".filters button")
    until(again, "document.getElementById('asked').textContent.endsWith(' 24 statements.')")
    again.select_option(".filters [name=subcorpus]", "rail since 2022")
    assert again.evaluate("location.hash") == "#term=ship&subcorpus=rail+since+2022"
    until(again, "document.getElementById('asked').textContent.endsWith(' 4 statements.')")
    kept = opened("explore.html#q=ship&subcorpus=rail+since+2022")
    until(kept, "document.getElementById('result').textContent.includes('4 statements')")
    assert kept.input_value("#subcorpus") == "rail since 2022"
    kept.select_option("#subcorpus", "")
    until(kept, "document.getElementById('result').textContent.includes('24 statements')")
