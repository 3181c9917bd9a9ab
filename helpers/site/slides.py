"""Slides of a notebook: one question, one figure, one sentence of evidence each, with the notebook's prose as the speaker's notes."""

import copy
import re

import lxml.html

MARKED = "data-slide"  # what the template gives cells whose metadata say slideshow: slide; it holds their question
EVIDENCE, LINE, POINTS = 40, 24, 4  # words of the sentence, words of a point, points
WORDS_OF_A_SENTENCE = re.compile(r"[^.?!]+[.?!]+(?:[”\"')]+)?|[^.?!]+$")


def deck(root, *, page):
    """Put what belongs on slides into a deck, in place of the body of a notebook's page, and return the element.

    Cells that the notebook marks (metadata ``slideshow: {"slide_type": "slide", "question": "…"}``) become slides; where none is marked,
    those with the first figure of each section. Without a question of its own a slide has the last one of the prose above its figure,
    or the heading.

    Parameters
    ----------
    root : HtmlElement
        The body of the page, as `cells.body_of` returns it.
    page : str
        The address of the page: each slide leads to its section there.

    Examples
    --------
    >>> body = "<div><h1>Words</h1><p>Which?</p><h2 id='a'>1. War</h2><p>Why?</p><div><figure><img alt='F'></figure></div></div>"
    >>> [slide.findtext(".//h2") for slide in deck(lxml.html.fragment_fromstring(body), page="a.html").iter("section")]
    ['Words', 'Why?']
    """
    marked = root.xpath(f".//*[@{MARKED}]")
    slides = [_opening(root)]
    for heading, parts in _sections(root):
        figures = [part for part in parts if part.xpath(".//figure") and (part in marked or not marked)]
        for part in figures if marked else figures[:1]:
            slides.append(_figure_slide(heading, parts, part, f"{page}#{heading.get('id')}"))
        if not figures and (points := _points(parts)):
            slides.append(_slide(_plain(heading), points, notes=[]))
    made = lxml.html.Element("div", {"class": "deck"})
    for number, slide in enumerate(slides, start=1):
        slide.attrib.update({"class": "slide", "id": f"slide-{number}", "tabindex": "-1", "aria-label": f"Slide {number}"})
        made.append(slide)
    for child in list(root):
        root.remove(child)
    root.text = None
    root.append(made)
    return root


def _sections(root):
    """Return each H2 with the elements below it."""
    found = []
    for child in root:
        if child.tag == "h2":
            found.append((child, []))
        elif found and child.tag != "h1":
            found[-1][1].append(child)
    return found


def _opening(root):
    """Return the first slide: the title and the question that the notebook asks; what else stands there is for the speaker."""
    heading = root.find("h1")
    before = []
    for child in root:
        if child.tag == "h2":
            break
        before += [child] if child.tag in ("p", "ul", "ol") else []
    failed = [part for part in before if part.get("class") == "failed"]
    lead = [*failed, *[part for part in before if part.tag == "p" and part not in failed][:1]]
    rest = [part for part in before if part not in lead]
    return _slide(_plain(heading) if heading is not None else "", [copy.deepcopy(part) for part in lead], notes=rest)


def _figure_slide(heading, parts, part, address):
    """Return the slide of a figure: its question stands in the prose above it, its sentence in the first table of lines below it."""
    at = parts.index(part)
    above = []
    for other in reversed(parts[:at]):
        if other.tag not in ("p", "ul", "ol"):
            break
        above.insert(0, other)
    asked = [text for other in above for text in _sentences(other) if text.endswith("?")] + [part.get(MARKED)] * (MARKED in part.attrib)
    image = copy.deepcopy(part.xpath(".//figure//img|.//figure//svg")[0])
    evidence = _evidence(parts[at:])
    evidence = _caption(part) if evidence is None else evidence
    link = lxml.html.fragment_fromstring("<p class='more'><a>Where this comes from</a></p>")
    link[0].set("href", address)
    shown = lxml.html.Element("div", {"class": "shown"})
    shown.append(image)
    image.tail = None
    return _slide(
        next(filter(None, reversed(asked)), _plain(heading)), [shown, evidence, link], notes=[*above, *part.xpath(".//figcaption")]
    )


def _evidence(parts):
    """Return the first sentence that a table of this section shows below the figure, with its link, or None."""
    for part in parts:
        for table in part.xpath(".//table[not(ancestor::details)]"):
            names = [" ".join(cell.text_content().split()) for cell in table.xpath("./thead/tr[1]/*")]
            rows = table.xpath("./tbody/tr[td]")
            wanted = [name for name in ("sentence", "left", "node", "right") if name in names]
            if not rows or not ({"sentence", "node"} & set(wanted)):
                continue
            cells = rows[0].xpath("./*")
            texts = {name: cells[names.index(name)].text_content().split() for name in wanted if names.index(name) < len(cells)}
            quote = lxml.html.Element("blockquote")
            quote.text = f"“{_cut(_line(texts), EVIDENCE)}” "
            quote.extend(copy.deepcopy(link) for link in rows[0].xpath(".//a")[:1])
            return quote
    return None


def _line(words):
    """Return a sentence, or a line of a concordance, whose first and last words may be cut."""
    if "sentence" in words:
        return " ".join(words["sentence"])
    return " ".join(["…", *words.get("left", [])[1:], *words.get("node", []), *words.get("right", [])[:-1], "…"])


def _caption(part):
    caption = lxml.html.Element("p")
    texts = part.xpath(".//figcaption")
    whole = re.sub(r"^Figure \d+\. ", "", " ".join(texts[0].text_content().split())) if texts else ""
    caption.text = _cut(whole, EVIDENCE)
    return caption


def _points(parts):
    """Return the points of a section that is a list without code, each by its first sentence."""
    if any(part.tag == "div" for part in parts):
        return []
    items = [item for part in parts if part.tag in ("ul", "ol") for item in part.xpath("./li")]
    made = lxml.html.Element("ul")
    for item in items[:POINTS]:
        point = lxml.html.Element("li")
        point.text = _cut(next(iter(_sentences(item)), ""), LINE)
        made.append(point)
    return [made] if items else []


def _slide(title, shown, *, notes):
    """Return a slide: a stage that keeps its shape, and below it the notes."""
    slide, stage, heading = lxml.html.Element("section"), lxml.html.Element("div", {"class": "stage"}), lxml.html.Element("h2")
    heading.text = _cut(title, LINE)
    stage.append(heading)
    stage.extend(shown)
    slide.append(stage)
    if notes:
        said = lxml.html.fragment_fromstring("<details class='notes'><summary>Speaker's notes</summary></details>")
        for note in notes:
            kept = copy.deepcopy(note)
            kept.tag, kept.tail = ("p" if kept.tag == "figcaption" else kept.tag), None
            said.append(kept)
        slide.append(said)
    return slide


def _plain(heading):
    return re.sub(r"^\d+\. ", "", " ".join(heading.text_content().split()))


def _sentences(element):
    return [text.strip() for text in WORDS_OF_A_SENTENCE.findall(" ".join(element.text_content().split())) if text.strip()]


def _cut(text, most):
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
