"""Slides: which cells become slides, what stands on each, and what is left to the speaker's notes."""

import lxml.html

from helpers.site import slides

FIGURE = (
    "<figure><div class='drawing'><picture><img alt='Figure 1.'></picture></div><figcaption>Figure 1. Bars of two.</figcaption></figure>"
)
LINES = (
    "<table><thead><tr><th>date</th><th>sentence</th></tr></thead>"
    "<tbody><tr><th><a href='../reader/a.html#s1'>2022-09-23</a></th><td>They met &lt;b&gt; in Kyiv.</td></tr></tbody></table>"
)
CONCORDANCE = (
    "<table><thead><tr><th>id</th><th>left</th><th>node</th><th>right</th></tr></thead>"
    "<tbody><tr><th><a href='#k'>a</a></th><td>ters met in</td><td>Kyiv</td><td>and spo</td></tr></tbody></table>"
)


def made(body):
    """Return the slides of a page's body."""
    return slides.deck(lxml.html.fragment_fromstring(f"<div>{body}</div>"), page="../a.html").findall(".//section")


def words(element, way):
    return [" ".join(found.text_content().split()) for found in element.xpath(way)]


def test_a_figure_has_its_question_its_sentence_and_the_way_to_its_section():
    body = "<h1>War</h1><p>Why?</p><p>Long prose.</p><h2 id='one'>1. Words</h2><p>First this. Which come most often?</p><p>See below.</p>"
    body += f"<div class='cell'>{FIGURE}</div><div>{LINES}</div>"
    opening, slide = made(body)
    assert (words(opening, ".//h2"), words(opening, ".//div/p"), words(opening, ".//details/p")) == (["War"], ["Why?"], ["Long prose."])
    assert words(slide, ".//h2") == ["Which come most often?"]
    assert words(slide, ".//blockquote") == ["“They met <b> in Kyiv.” 2022-09-23"]
    assert slide.xpath(".//blockquote/a/@href") == ["../reader/a.html#s1"]
    assert slide.xpath(".//p[@class='more']/a/@href") == ["../a.html#one"]
    assert words(slide, ".//details/p") == ["First this. Which come most often?", "See below.", "Figure 1. Bars of two."]
    assert len(slide.xpath(".//img[@alt='Figure 1.']")) == 1


def test_lines_of_a_concordance_lose_the_words_that_may_be_cut():
    (slide,) = made(f"<h1>A</h1><h2 id='one'>1. Words</h2><div>{FIGURE}{CONCORDANCE}</div>")[1:]
    assert words(slide, ".//h2") == ["Words"]
    assert words(slide, ".//blockquote") == ["“… met in Kyiv and …” a"]


def test_marked_cells_alone_become_slides_with_their_own_questions():
    body = f"<h2 id='one'>1. Words</h2><p>Why?</p><div>{FIGURE}</div>"
    body += f"<div data-slide='Who &amp; when?'>{FIGURE}</div><div data-slide=''>{FIGURE}</div>"
    assert [words(slide, ".//h2") for slide in made(body)[1:]] == [["Who & when?"], ["Words"]]


def test_without_a_sentence_the_caption_stands_there_and_lists_become_points():
    body = f"<h1>A</h1><h2 id='one'>1. Words</h2><div>{FIGURE}</div><h2 id='two'>What not</h2><ul><li>One. More.</li><li>Two</li></ul>"
    _, figure, points = made(body)
    assert words(figure, ".//div[@class='stage']/p")[0] == "Bars of two."
    assert (words(points, ".//h2"), words(points, ".//li")) == (["What not"], ["One.", "Two"])


def test_a_failed_notebook_says_so_on_its_first_slide():
    (opening,) = made("<h1>A</h1><p class='failed'>This notebook failed.</p><p>Why?</p>")
    assert words(opening, ".//div/p") == ["This notebook failed.", "Why?"]
