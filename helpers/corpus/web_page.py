"""A web page, read as one statement."""

import copy
import logging
import re

from helpers.corpus.note_numbers import without_note_numbers
from helpers.corpus.page_blocks import main_stretch, only
from helpers.corpus.page_bytes import page_text
from helpers.corpus.page_dates import doubtful, published, without_changes
from helpers.files.lines import lines_of
from helpers.needed import needed

for parser in ("trafilatura", "htmldate"):  # what they complain of is told as a fault of the file
    logging.getLogger(parser).setLevel(logging.CRITICAL)
MOST_HTML, MOST_ATTRIBUTES = 20_000_000, 2_000  # bytes of a page, and what its parser can take of one tag
LONG_TAG, QUOTED = re.compile(rb"<[a-zA-Z][^<>]{9000,}+"), re.compile(rb"\"[^\"]*+\"|'[^']*+'")
DECLARED = re.compile(r"^\s*<\?xml[^>]*>")
PIECE = re.compile(r"\s*(?:<[a-zA-Z]|[^<\s])")
NO_TEXT = (1, "No text was found in this page.", "Save the page's text as a .txt file, or remove the page.")
SAVE = "Save the page's text as a .txt file if it belongs to it."
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "form"}
AGAIN = re.compile(r"(?<![\ue000-\uf8ff])[\ue000-\uf8ff]++$", re.MULTILINE)


def read_html(raw, *, encoding=None):
    """Read a web page: its main text, title, site and the date in its markup (as a str), by trafilatura.

    Numbers that lead to notes are left out; the day published goes before the day changed.

    Examples
    --------
    >>> read_html(b"<title>On votes</title><p>" + b"Allies met and talked<sup>1</sup>. " * 20)[0]["title"]
    'On votes'
    """
    if len(raw) > MOST_HTML or any(len(QUOTED.sub(b"", tag).split()) > MOST_ATTRIBUTES for tag in LONG_TAG.findall(raw)):
        return {}, [(1, "The page is larger than any page of text.", "Save the page's text as a .txt file, or remove the page.")]
    page, guessed, faults = page_text(raw, encoding=encoding)
    if faults:
        return {}, faults
    htmldate, trafilatura = needed("htmldate", "Web pages"), needed("trafilatura", "Web pages")
    page = DECLARED.sub("", page)
    tree = trafilatura.load_html(page)
    if tree is None and PIECE.match(page):
        tree = trafilatura.load_html(f"<html><body>{page}</body></html>")
    if tree is None:
        return {}, [NO_TEXT]
    if tree.tag != "html":  # a piece of a page, of which a finder of main texts takes only what is inside its root
        tree = _as_page(tree)
    day = published(tree)
    if day is None and (day := htmldate.find_date(without_changes(tree), extensive_search=False, original_date=True)):
        day = doubtful(day, page) or day
    without_note_numbers(tree)
    _without_unseen(tree)
    _plain_tags(tree)
    _told_apart(tree)
    found = trafilatura.bare_extraction(copy.deepcopy(tree), with_metadata=True, date_extraction_params={"extensive_search": False})
    text, left_out = _whole(tree, found.text or "") if found else ("", [])
    text = "\n\n".join(filter(None, map(_row, lines_of(AGAIN.sub("", text)))))
    if not text:
        return {}, [NO_TEXT]
    row = {"text": text, "title": found.title, "issuer": found.sitename, "url": found.url, "language": found.language, "date": day}
    if left_out:
        row["findings"] = [(1, f"Inside the text, this was taken for no part of it: {' | '.join(left_out)[:200]!r}.", SAVE)]
    return row | ({"encoding": guessed} if guessed else {}), []


def _as_page(tree):
    """Return a page that holds a piece of one."""
    page = needed("lxml.html", "Web pages").fromstring("<html><body></body></html>")
    page.find("body").append(tree)
    return page


def _without_unseen(tree):
    """Take out what is marked as deleted, which would stand beside its correction, and what no browser shows."""
    for element in tree.xpath("//del | //body//*[@hidden]"):
        element.drop_tree()


def _whole(tree, text):
    """Return the main text with what was left out inside of it, and what still is: without an article, lists and headings are."""
    trafilatura = needed("trafilatura", "Web pages")
    element, left_out = main_stretch(tree, text)
    if not left_out:
        return text, []
    again = trafilatura.bare_extraction(only(tree, copy.deepcopy(element)), with_metadata=False)
    more = again.text or "" if again else ""
    still = main_stretch(element, more)[1] if more else left_out
    return (more, still) if len(more) > len(text) and len(still) < len(left_out) else (text, left_out)


def _row(line):
    """Return a line; of a row of a table, its cells without the bars between them, and nothing of the dashes below its head."""
    line = line.strip()
    if re.fullmatch(r"\|(?:\s*+-{3,}+\s*+\|)++", line):
        return ""
    return " ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip()) if re.fullmatch(r"\|.*\|", line) else line


def _plain_tags(tree):
    """Rename tags whose words trafilatura leaves out, although they stand in a paragraph or are one."""
    for element in list(tree.iter("time", "label", "output", "q")):
        if element.tag == "q":  # browsers show its quotation marks
            _append(element, "”")
            element.text = f"“{element.text or ''}"
        element.tag = "span"
        element.attrib.clear()
    for element in list(tree.iter("center", "div")):
        blocks = any(child.tag in BLOCKS for child in element.iterdescendants())
        if element.tag == "center" or not (blocks or element.get("class") or element.get("id")):
            element.tag = "div" if blocks or element.getparent() is None else "p"


def _append(element, text):
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{text}"
    else:
        element.text = f"{element.text or ''}{text}"


def _told_apart(tree):
    """Mark paragraphs that say what one before said, for what is said twice is text, and trafilatura leaves it out."""
    seen = {}
    for element in tree.iter("p", "li", "blockquote", "td"):
        said = " ".join(element.text_content().split())
        times = seen[said] = seen.get(said, -1) + 1
        if said and times:
            _append(element, chr(0xE000 + times % 6000))
