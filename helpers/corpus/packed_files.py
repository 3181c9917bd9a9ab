"""OpenDocument texts (.odt, .fodt) and electronic books (.epub): zip files of XML, their paragraphs in order."""

import posixpath
import urllib.parse

from helpers.corpus.safe_files import NotSound, blocks_of_html, local, member, open_zip, parse_xml

NO_TEXT = (1, "The file holds no text.", "Write the statement into it, or remove it.")
OUTSIDE = {
    "tracked-changes",
    "annotation",
    "annotation-end",
    "sequence-decls",
    "variable-decls",
    "forms",
    "desc",
    "title",
    "meta",
    "styles",
}


def read_odt(raw):
    """Read an OpenDocument text: paragraphs, lists, the rows of tables and text boxes in order, then the notes in brackets."""
    try:
        if raw.lstrip()[:5] == b"<?xml":
            content = meta = parse_xml(raw)
        else:
            packed = open_zip(raw)
            names = packed.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in member(packed, "META-INF/manifest.xml"):
                return {}, [(1, "The document is locked with a password.", "Save a copy without the password, or remove it.")]
            content = parse_xml(member(packed, "content.xml"))
            meta = parse_xml(member(packed, "meta.xml")) if "meta.xml" in names else content
    except NotSound as error:
        return {}, [error.fault]
    body = next((element for element in content.iter() if local(element) == "text" and local(element.getparent()) == "body"), None)
    if body is None:
        return {}, [(1, "The document is no text, but a sheet, slides or a drawing.", "Save it as .docx, or a table as .csv.")]
    notes, parts = [], []
    _said(body, parts, notes)
    text = "\n\n".join([*filter(None, map(_tidy, parts)), *(f"[{note}]" for note in map(_tidy, notes) if note)])
    if not text:
        return {}, [NO_TEXT]
    title = next((element.text for element in meta.iter("{http://purl.org/dc/elements/1.1/}title") if element.text), None)
    return {"text": text, "title": (title and title.strip()) or None}, []


def _said(element, parts, notes):
    """Add the paragraphs of an element to `parts`; a row of a table is one."""
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            boxes = []
            parts.append(_runs(child, notes, boxes))
            for box in boxes:
                _said(box, parts, notes)
        elif name == "table-row":
            cells = []
            for cell in child:
                inner = []
                _said(cell, inner, notes)
                cells += inner
            parts.append(" ".join(filter(None, map(str.strip, cells))))
        elif name and name not in OUTSIDE:
            _said(child, parts, notes)


def _runs(element, notes, boxes):
    """Return the text of a paragraph; its notes and text boxes go into the lists given."""
    said = element.text or ""
    for child in element:
        name = local(child)
        if name == "s" or name in ("tab", "line-break"):
            said += " "
        elif name == "note":
            inner = []
            _said(child, inner, [])
            notes.append(" ".join(inner))
        elif name == "text-box":
            boxes.append(child)
        elif name and name not in OUTSIDE:
            said += _runs(child, notes, boxes)
        said += child.tail or ""
    return said


def _tidy(text):
    return " ".join(text.replace("\u00a0", "\ue000").split()).replace("\ue000", "\u00a0")


def read_epub(raw):
    """Read an electronic book: the pages of its spine in order, with title, author, date and language from its package."""
    try:
        packed = open_zip(raw)
        if "META-INF/rights.xml" in packed.namelist():
            return {}, [(1, "The book is locked (DRM).", "Get it without the lock, or as text.")]
        container = parse_xml(member(packed, "META-INF/container.xml"))
        where = next((element.get("full-path") for element in container.iter() if local(element) == "rootfile"), None)
        package = parse_xml(member(packed, where or "content.opf"))
        items = {element.get("id"): element for element in package.iter() if local(element) == "item"}
        pages = [items.get(element.get("idref")) for element in package.iter() if local(element) == "itemref"]
        texts = []
        for page in dict.fromkeys(pages):  # a spine names a page once, and one that names it a thousand times is made to fill the memory
            if page is not None and "nav" not in (page.get("properties") or "").split() and "html" in (page.get("media-type") or "html"):
                name = posixpath.normpath(posixpath.join(posixpath.dirname(where or ""), urllib.parse.unquote(page.get("href") or "")))
                texts.append(blocks_of_html(member(packed, name)))
    except NotSound as error:
        return {}, [error.fault]
    text = "\n\n".join(filter(None, texts))
    if not text:
        return {}, [NO_TEXT]
    said = {key: next((" ".join(one.itertext()).strip() for one in package.iter() if local(one) == key), None) for key in DC}
    return {"text": text} | {DC[key]: value[:2] if key == "language" and value else value or None for key, value in said.items()}, []


DC = {"title": "title", "creator": "issuer", "date": "date", "language": "language"}
