"""The rendered pages in a real chromium, opened from the disk: accessible, offline, by keyboard. Skipped without one, but not in CI."""

import os

import nbformat
import pytest

from helpers import frequency, places, reported, timeline, timexes, tokens, wording
from helpers.corpus import load as corpus
from helpers.site import pages as site

try:
    from axe_playwright_python.sync_playwright import Axe
except ImportError:
    Axe = None

pytestmark = pytest.mark.skipif(Axe is None and "CI" not in os.environ, reason="needs axe-playwright-python")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RULES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
CONTRAST = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
STATEMENT = "reader/2022-09-22-north-atlantic-council.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site of all notebooks, rendered once, from the results that are committed: test_notebooks sees that they are those of a run."""
    to = tmp_path_factory.mktemp("site") / "pages"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "execute", lambda path, **options: nbformat.read(path, as_version=4))
        site.render(to=to, notebooks=site.NOTEBOOKS, slides=True)
    return to


@pytest.fixture(scope="module")
def names(folder):
    """The addresses of every page of a notebook, and of one page of each other kind."""
    notebooks = sorted(path.name for path in folder.glob("*.html"))
    slides = sorted(f"slides/{path.name}" for path in (folder / "slides").iterdir())
    return [*notebooks, *slides[:1], "reader/index.html", STATEMENT, "evidence.html#term=russia", "evidence.html#source=NATO&period=2022"]


def opened(chromium, folder, name, *, log=None, **options):
    """Open a page in a new window; `log` gets its errors and its requests that failed or went outside."""
    page = chromium.new_context(**options).new_page()
    if log is not None:
        page.on("console", lambda message: log.append(message.text))
        page.on("pageerror", lambda error: log.append(str(error)))
        page.on("requestfailed", lambda request: log.append(f"failed: {request.url}"))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or log.append(f"outside: {request.url}"))
    page.goto(f"{folder.as_uri()}/{name}")
    return page


def violations(page, rules):
    """Return what axe finds with all details open, in tables of three rows: the others are of the same kind, and take minutes."""
    page.wait_for_selector("#answer.waiting", state="detached")  # Explore reads its tables first
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+4)').forEach(row => row.remove())")
    found = Axe().run(page, options=rules).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def tab_to(page, selector, most=400):
    """Press Tab until an element that the selector fits has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab, and nothing that is {selector} has the focus")


def test_every_kind_of_page_is_accessible_and_asks_for_nothing(chromium, folder, names):
    found = {}
    for name in names:
        log = []
        page = opened(chromium, folder, name, log=log)
        alts = page.eval_on_selector_all("img", "images => images.map(image => image.alt)")
        short = [alt for alt in alts if len(alt) < 15 or alts.count(alt) > 1]
        found[name] = [*violations(page, RULES), *log, *short]
        page.context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_dark_pages_have_contrast(chromium, folder, names):
    found = {}
    for name in names[::3]:
        page = opened(chromium, folder, name, color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
        found[name] = violations(page, CONTRAST)
        page.context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_no_page_scrolls_sideways_on_a_telephone(chromium, folder, names):
    for name in names:
        page = opened(chromium, folder, name, viewport={"width": 400, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, name
        page.context.close()


def test_the_skip_link_the_contents_and_the_code_by_keyboard(chromium, folder):
    page = opened(chromium, folder, "00-start-here.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, ".tools button")
    assert not page.locator(".code pre").first.is_visible()
    page.keyboard.press("Space")
    assert page.locator(".code pre").first.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Hide code"
    page.reload()
    tab_to(page, ".contents a[href*='which-words']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("2. Which words?")


def test_a_table_is_sorted_and_filtered_by_keyboard(chromium, folder):
    page = opened(chromium, folder, "reader/index.html")
    first = "document.querySelector('tbody tr:not([hidden])').textContent"
    before = page.evaluate(first)
    tab_to(page, "main input[type=search]")
    page.keyboard.type("Kyiv nato")
    shown = page.locator("tbody tr:visible").count()
    assert 0 < shown < page.locator("tbody tr").count()
    assert page.inner_text("#said").startswith(f"{shown} of ")
    page.fill("main input[type=search]", "")
    tab_to(page, "th:nth-child(2) button")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.get_attribute("th:nth-child(2)", "aria-sort") == "descending"
    assert page.inner_text("#said") == "Sorted by date, descending."
    assert page.evaluate(first) != before


def test_numbers_with_commas_dates_and_gaps_are_sorted_as_what_they_are(chromium, folder):
    page = opened(chromium, folder, "reader/index.html")
    sort = """values => {
      const table = document.createElement('table');
      table.createTHead().insertRow().append(document.createElement('th'));
      const body = table.createTBody();
      values.forEach(value => { body.insertRow().insertCell().textContent = value; });
      sort(table, 0, 'x');
      return Array.from(table.tBodies[0].rows, row => row.textContent);
    }"""
    assert page.evaluate(sort, ["1,000", "9", "", "-2.5", "10.5 %"]) == ["-2.5", "9", "10.5 %", "1,000", ""]
    assert page.evaluate(sort, ["2022-10-01", "2022-09-22"]) == ["2022-09-22", "2022-10-01"]
    assert page.evaluate(sort, ["b10", "a", "b9"]) == ["a", "b9", "b10"]


def test_from_a_figure_to_its_table_to_the_sentences_to_the_statement(chromium, folder):
    page = opened(chromium, folder, "00-start-here.html")
    tab_to(page, "figure summary")
    page.keyboard.press("Enter")
    tab_to(page, "figure details[open] td a, figure details[open] th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence.html#*")
    assert "statement" in page.inner_text("#asked")
    tab_to(page, "#found a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reader/*.html*")
    assert page.locator("article .sentence").count() > 0


def test_a_row_leads_to_its_sentence(chromium, folder):
    page = opened(chromium, folder, "evidence.html#term=recognise")
    tab_to(page, "#found li a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reader/*.html#s*")
    assert "recognise" in page.evaluate("document.querySelector(':target').textContent")


def test_marks_are_switched_by_keyboard_and_remembered(chromium, folder):
    page = opened(chromium, folder, STATEMENT)
    line = "getComputedStyle(document.querySelector('.text .place')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    tab_to(page, "#show-place")
    page.keyboard.press("Space")
    assert page.evaluate(line) == "none"
    page.reload()
    assert page.evaluate(line) == "none"


def test_slides_are_turned_by_keyboard(chromium, folder):
    page = opened(chromium, folder, "slides/00-start-here.html")
    assert page.locator("section:visible").count() == 1
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == "#slide-2"
    assert page.locator("section:visible h2").first.inner_text() == "Who issued statements, and when?"
    page.keyboard.press("End")
    assert page.inner_text(".deck-keys span").split()[1] == page.inner_text(".deck-keys span").split()[3]


def test_one_file_works_alone(chromium, tmp_path):
    path = site.single(site.NOTEBOOKS / "04-your-own-corpus.ipynb", to=tmp_path / "mailed.html")
    log = []
    page = opened(chromium, path.parent, path.name, log=log)
    assert not page.locator(".code pre").first.is_visible()
    page.click("text=Show code")
    assert page.locator(".code pre").first.is_visible()
    assert [*log, *violations(page, RULES)] == []


def test_the_lists_hold_as_many_hits_as_the_tables_count(chromium, folder, until):
    documents = corpus.load_corpus()
    words, mentions, dates = tokens.tokenize(documents), places.region_mentions(documents), timexes.find_timexes(documents)
    counts = frequency.term_frequency(words).set_index("term")
    pairs = frequency.term_frequency(words, n=2).set_index("term")
    nato = frequency.term_frequency(words, by="source").set_index(["source", "term"])
    sanction = counts.index.str.startswith("sanction")
    passage = wording.recurring_passages(documents).iloc[0]
    donbas = mentions.region.isin(["UA-09", "UA-14"])
    march = dates.date_from.fillna(dates.date_to).between("2022-03-01", "2022-03-31")
    reports = timeline.reported_dates(reported.reported_statements(documents), dates, documents)
    said = reports.date_from.between("2022-03-01", "2022-03-31")
    expected = {
        "term=russia": (counts.at["russia", "n"], counts.at["russia", "documents"]),
        "term=NATO": (counts.at["NATO", "n"], counts.at["NATO", "documents"]),
        "term=member+states": (pairs.at["member states", "n"], pairs.at["member states", "documents"]),
        "term=russia&source=NATO": (nato.at[("NATO", "russia"), "n"], nato.at[("NATO", "russia"), "documents"]),
        "place_id=UKR": ((mentions.place_id == "UKR").sum(), mentions[mentions.place_id == "UKR"].document_id.nunique()),
        "term=Sanction*": (counts[sanction].n.sum(), words[words.type.isin(counts.index[sanction])].document_id.nunique()),
        "text=for as long as it takes": (passage.n, passage.documents),
        "macro_region=Donbas": (donbas.sum(), mentions[donbas].document_id.nunique()),
        "date_spoken_of=2022-03-01/2022-03-31": (march.sum(), dates[march].document_id.nunique()),
        "reported_in=2022-03-01/2022-03-31": (said.sum(), reports[said].document_id.nunique()),
        "date=2022-02-24": ((dates.value == "2022-02-24").sum(), dates[dates.value == "2022-02-24"].document_id.nunique()),
    }
    page = opened(chromium, folder, "evidence.html")
    for query, (n, statements) in expected.items():
        page.evaluate("query => { location.hash = query; }", query)
        name = query.split("=")[0].removesuffix("_id").replace("_", " ")
        until(page, "name => document.getElementById('asked').textContent.startsWith(name)", arg=name)
        page.wait_for_timeout(200)
        text = page.inner_text("#asked")
        assert f": {n:,} hit" in text, (query, text)
        assert f"of {statements:,} statement" in text, (query, text)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1024, 768)])
def test_no_slide_is_taller_than_its_window(chromium, folder, width, height):
    page = opened(chromium, folder, "slides/01-term-frequency.html", viewport={"width": width, "height": height})
    stages = page.evaluate(
        """() => Array.from(document.querySelectorAll(".slide")).map((slide, i) => {
             location.hash = slide.id;
             document.querySelectorAll(".slide").forEach((other) => { other.hidden = other !== slide; });
             const stage = slide.querySelector(".stage"), box = stage.getBoundingClientRect();
             const over = [stage.scrollHeight - stage.clientHeight, stage.scrollWidth - stage.clientWidth];
             return [...over, box.bottom - innerHeight, box.width / box.height];
           })"""
    )
    assert len(stages) > 5
    for taller, wider, below, shape in stages:
        assert taller <= 0
        assert wider <= 0
        assert below <= 0
        assert abs(shape - 16 / 9) < 0.01
