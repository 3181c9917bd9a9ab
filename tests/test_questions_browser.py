"""Ten questions of somebody who has never seen the panels, each answered by a few clicks, down to the sentences."""

import re
import time

import pytest

from helpers import corpus

CLICKS, SECONDS = 6, 30  # that a question may take, a word typed into a field counting as a click
DOCUMENTS = corpus.load_corpus()
MOST = """(view) => {
  const number = (label) => Number(/, per (?:10k|document) ([\\d.,]+)/.exec(label)?.[1].replace(",", "") ?? -1);
  const rates = [...view.querySelectorAll(".statements-mark")].map((mark) => number(mark.ariaLabel));
  return rates.indexOf(Math.max(...rates));
}"""


class Reader:
    """Somebody at the page with all panels, whose clicks are counted."""

    def __init__(self, page):
        self.page, self.clicks, self.by = page, 0, time.monotonic() + SECONDS

    view = property(lambda self: self.page.locator(".statements-view:visible"))
    panel = property(lambda self: self.page.locator(".widget-vbox:visible:has(> .statements-view)"))
    sentences = property(lambda self: self.view.locator(".statements-sentences li"))

    def _left(self, clicks=1):
        """Count clicks, and return the milliseconds that are left."""
        self.clicks += clicks
        assert self.clicks <= CLICKS, f"click {self.clicks} of a question"
        return max(1000 * (self.by - time.monotonic()), 1)

    def _drawn(self, act, clicks=1):
        """Do something that the panel answers by another figure, and wait for that."""
        image = self.view.locator(".statements-figure img")
        before = image.get_attribute("src")
        act(self._left(clicks))
        other = "it && it.src !== before && it.complete"
        told = f"([view, before]) => {{ const it = view.querySelector('.statements-figure img'); return {other}; }}"
        self.page.wait_for_function(told, arg=[self.view.element_handle(), before], timeout=self._left(0))

    def click(self, part):
        part.click(timeout=self._left())

    def open(self, name):
        self.click(self.page.get_by_role("tab", name=name, exact=True))
        self.view.locator(".statements-figure img").wait_for(timeout=self._left(0))

    def type(self, field, text, *, drawn=True):
        """Type into the field that stands behind these words."""
        into = self.panel.locator(".widget-text, .widget-combobox", has=self.page.get_by_text(field, exact=True)).locator("input").last
        if drawn:
            self._drawn(lambda left: into.fill(text, timeout=left))
        else:
            into.fill(text, timeout=self._left())
            into.press("Enter")

    def take(self, field, option):
        """Open a list and choose from it: two clicks."""
        of = self.panel.locator(".widget-dropdown", has=self.page.get_by_text(field, exact=True)).locator("select")
        self._drawn(lambda left: of.select_option(option, timeout=left), clicks=2)

    def tick(self, field, name):
        """Open a list of boxes and tick one: two clicks."""
        several = self.panel.locator(".statements-several", has=self.page.get_by_text(field, exact=True)).first
        self.click(several.locator(".statements-opener"))
        self._drawn(lambda left: several.locator("label", has_text=name).first.click(timeout=left))

    def mark(self, wanted, *, drawn=False):
        """Click a mark: the one with this place, or the first whose name begins so."""
        marks = self.view.locator(".statements-mark")
        labels = marks.evaluate_all("all => all.map((mark) => mark.ariaLabel)")
        at = wanted if isinstance(wanted, int) else next(place for place, label in enumerate(labels) if label.startswith(wanted))
        selection = self.view.locator(".statements-selection")
        before = selection.inner_text()
        if drawn:
            self._drawn(lambda left: marks.nth(at).click(timeout=left))
        else:
            marks.nth(at).click(timeout=self._left())
        told = "([it, before]) => it.innerText !== before && it.innerText.startsWith('Selected:')"
        self.page.wait_for_function(told, arg=[selection.element_handle(), before], timeout=self._left(0))
        return labels[at]

    def highest(self):
        """Click the highest point, as one sees it in the figure."""
        return self.mark(self.view.evaluate(MOST))

    def read(self):
        """Return the sentences that are open: their heads, and their texts."""
        self.sentences.first.wait_for(timeout=self._left(0))
        heads, texts = (self.sentences.locator(part).all_inner_texts() for part in (".statements-head", "p:not(.statements-head)"))
        box = self.sentences.first.bounding_box()
        assert 0 <= box["y"] < self.page.viewport_size["height"]
        return heads, texts

    def told(self):
        """Return the line above the sentences."""
        return self.view.locator(".statements-sentences h4").inner_text()


@pytest.fixture(scope="module")
def address(app):
    return app()


@pytest.fixture(scope="module")
def page(address, new_page):
    """The page of all panels, on a laptop's screen."""
    page = new_page(width=1366, height=768)
    page.goto(address, timeout=60_000)
    page.locator(".statements-figure img").wait_for(timeout=60_000)
    return page


def used_most(word, column):
    """Return the value of a column, made of the documents, whose statements use a word most often, counted by a pattern."""
    hits = DOCUMENTS.text.str.count(rf"(?i)\b{word}\b")
    return hits.groupby(column).sum().idxmax()


def when_was_referenda_used_most_and_by_whom(reader):
    reader.type("Search for", "referenda")
    label = reader.highest()
    _, texts = reader.read()
    quarter = DOCUMENTS.date.dt.to_period("Q")
    assert label.startswith(str(used_most("referenda", quarter)))
    assert all("referenda" in text.lower() for text in texts)
    inside = DOCUMENTS[quarter == label[:6]]
    hits = inside.text.str.count(r"(?i)\breferenda\b").groupby(inside.issuer).sum()
    told = dict(re.findall(r"(?:: |, )([^,:]+?) (\d+)(?=,| and|$)", reader.told()))
    assert max(told, key=lambda name: int(told[name])) in set(hits[hits == hits.max()].index)


def which_body_speaks_of_sanctions_most(reader):
    reader.open("Terms")
    reader.type("Terms", "sanctions")
    reader.take("A panel for each", "source")
    label = reader.highest()
    heads, texts = reader.read()
    assert all("sanctions" in text.lower() for text in texts)
    source = label.split(", ")[0]
    assert all(head.startswith(tuple(DOCUMENTS.date.astype("str")[DOCUMENTS.source == source])) for head in heads)


def what_does_the_eu_say_more_often_than_all_others(reader):
    reader.open("Words")
    reader.tick("Source", "EU")
    reader.tick("Set against", "all other statements")
    term = reader.mark(0, drawn=True).split(",")[0]
    heads, texts = reader.read()
    assert all(term.lower() in text.lower() for text in texts)
    assert all(re.search("Euro|EU|High Rep", head) for head in heads)


def which_words_stand_beside_annexation(reader):
    reader.open("Collocates")
    reader.type("Words near", "annexation")
    word = reader.mark(0).split(",")[0]
    _, texts = reader.read()
    assert all("annexation" in text.lower() and word.lower() in text.lower() for text in texts)


def when_was_kherson_named_most_and_what_was_said(reader):
    reader.open("Regions")
    reader.mark("Kherson", drawn=True)
    reader.highest()
    _, texts = reader.read()
    assert all(re.search("Kherson|Kakhovka", text) for text in texts)  # what lies in the region, too
    reader.click(reader.sentences.first.get_by_role("button", name="Open statement"))
    reader.view.locator(".statements-reading mark").first.wait_for(timeout=reader._left(0))


def what_happened_on_the_day_of_the_invasion(reader):
    reader.open("Timeline")
    labels = reader.view.locator(".statements-mark").evaluate_all("all => all.map((mark) => mark.ariaLabel)")
    most = max((label for label in labels if label.startswith("issued")), key=lambda label: int(label.split(", n ")[1]))
    reader.mark(most)
    heads, _ = reader.read()
    assert any(head.startswith("2022-02-24") for head in heads)


def who_condemned_most_and_when(reader):
    reader.open("Speakers")
    reader.take("Columns", "how it is said")
    labels = reader.view.locator(".statements-mark").evaluate_all("all => all.map((mark) => mark.ariaLabel)")
    condemned = [label for label in labels if re.match(r"[^,(]+, condemn", label)]
    most = max(condemned, key=lambda label: int(re.search(r", n (\d+)", label)[1]))
    reader.mark(most, drawn=True)
    reader.highest()
    assert len(reader.read()[0]) > 1


def what_did_2022_say_that_2025_does_not(reader):
    reader.open("Compare")
    reader.tick("Compare", "year 2022")
    reader.tick("with", "year 2025")
    term = reader.mark(0, drawn=True).split(",")[0]
    heads, texts = reader.read()
    assert {head[:4] for head in heads} <= {"2022", "2025"}
    assert all(term.lower() in text.lower() for text in texts)


def how_do_two_statements_of_the_g7_differ(reader):
    reader.open("Compare")
    first, second = DOCUMENTS.document_id[DOCUMENTS.issuer == "G7 leaders"].iloc[:2]
    reader.type("Wording of", first, drawn=False)
    reader.type("beside", second, drawn=False)
    sides = reader.view.locator(".statements-beside h4")
    sides.nth(1).wait_for(timeout=reader._left(0))
    assert sides.all_inner_texts() == [first, second]
    box = reader.view.locator(".statements-beside del, .statements-beside ins").first.bounding_box()
    assert 0 <= box["y"] < 768


def which_statements_of_the_un_name_grain_and_can_i_keep_the_sentences(reader):
    reader.type("Search for", "grain")
    reader.tick("Source", "UN")
    reader.click(reader.view.locator(".statements-rows [data-kind=row]").first)
    _, texts = reader.read()
    assert all("grain" in text.lower() for text in texts)
    with reader.page.expect_download() as download:
        reader.click(reader.view.get_by_role("button", name="Sentences (CSV)"))
    assert download.value.suggested_filename == "search-sentences.csv"


QUESTIONS = [
    when_was_referenda_used_most_and_by_whom,
    which_body_speaks_of_sanctions_most,
    what_does_the_eu_say_more_often_than_all_others,
    which_words_stand_beside_annexation,
    when_was_kherson_named_most_and_what_was_said,
    what_happened_on_the_day_of_the_invasion,
    who_condemned_most_and_when,
    what_did_2022_say_that_2025_does_not,
    how_do_two_statements_of_the_g7_differ,
    which_statements_of_the_un_name_grain_and_can_i_keep_the_sentences,
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_a_question_takes_few_clicks(page, question):
    if question is not QUESTIONS[0]:  # as they were when the page was opened; that is no click of the question's
        page.get_by_role("tab", name="Search", exact=True).click()
    question(Reader(page))
    assert page.faults == []
