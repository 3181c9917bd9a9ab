"""A Word document, read as one statement: its XML in document order, as a reader sees it with all changes accepted."""

import io

from helpers.files.records import unpacked_fault
from helpers.needed import needed

MOST_XML = 5_000_000  # bytes in a Word document, however small it is packed
NOTE = "* "  # before a note: marks it, and is no word
# What is not read: what a change took away or moved, the reading of a Chinese sign beside it, and settings.
GONE = {"del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "delInstrText"}
MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
ALT = "The document holds a part in another format (altChunk), which is not read."


def read_docx(raw, *, notes=True):
    """Read a Word document: paragraphs, rows of tables, text boxes, and footnotes and endnotes after the text, each marked by an asterisk.

    Insertions that are tracked are read, deletions are not; content controls, fields and smart tags are read as the text that they show.
    Heads and feet of pages and comments are not.

    Parameters
    ----------
    raw : bytes
    notes : bool
        If false, footnotes and endnotes are left out.

    Returns
    -------
    row : dict
        text, title and, if there are any, note_count: the number of footnotes and endnotes.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.
    """
    docx = needed("docx", "Word files")
    if faults := unpacked_fault(raw, most=MOST_XML, ratio=50, ending=".xml") or unpacked_fault(raw):
        return {}, faults
    document = docx.Document(io.BytesIO(raw))
    body, cited = document.element.body, []
    if any(_name(element) == "altChunk" for element in body.iter()):
        return {}, [(1, ALT, "Open it in Word, and save it again.")]
    parts = [part.strip() for part in _blocks(body, cited)]
    said = [NOTE + note for note in _notes(document, cited)]
    text = "\n\n".join(part for part in [*parts, *(said if notes else [])] if part)
    if not text:
        return {}, [(1, "The document holds no text.", "Write the statement into it, or remove it.")]
    row = {"text": text, "title": document.core_properties.title or None}
    return row | ({"note_count": len(said)} if said else {}), []


def _name(element):
    """Return the name of an element without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element, *path):
    """Return the `w:val` at the end of a path of children: a str, True where the element has none, None where there is no such child."""
    for name in path:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), True)


def _blocks(container, cited):
    """Yield the paragraphs of a body, a cell, a note or a text box; a row of a table is one."""
    kept = ""
    for element in container:
        name = _name(element)
        if name == "p":
            said, boxes = [], []
            _line(element, said, boxes, cited)
            text = kept + "".join(said)
            kept = text if _value(element, "pPr", "rPr", "del") else ""  # the end of the paragraph is taken away: the next goes on
            if not kept:
                yield text
            for box in boxes:
                yield from _blocks(box, cited)
        elif name == "tbl":
            yield from _rows(element, cited)
        elif _shown(element, name):
            yield from _blocks(element, cited)
    if kept:
        yield kept


def _shown(element, name):
    """Return whether an element's content is text of the document: no change took it away, and it is no prompt to fill in."""
    return name not in GONE and not (name == "sdt" and _value(element, "sdtPr", "showingPlcHdr"))


def _line(element, said, boxes, cited):
    """Add the text of a paragraph's elements to `said`, its text boxes to `boxes`, the notes that it cites to `cited`."""
    for child in element:
        name = _name(child)
        if name == "t":
            said.append(child.text or "")
        elif name in MARKS:
            said.append(MARKS[name])
        elif name == "sym":
            said.append(_symbol(child))
        elif name == "txbxContent":
            boxes.append(child)
        elif name in ("footnoteReference", "endnoteReference"):
            cited.append((name[:-9], next((value for key, value in child.attrib.items() if key.endswith("}id")), None)))
        elif name == "AlternateContent":  # the same, for programs of another age
            _line(max(child, key=_is_choice, default=()), said, boxes, cited)
        elif _shown(child, name):
            _line(child, said, boxes, cited)


def _is_choice(part):
    return _name(part) == "Choice" and any(_name(element) in ("t", "txbxContent") for element in part.iter())


def _symbol(element):
    """Return the character of a symbol; one that only its own font can tell is none."""
    code = next((value for key, value in element.attrib.items() if key.endswith("}char")), "")
    return chr(int(code, 16)) if code and not 0xD800 <= int(code, 16) < 0xF900 else ""


def _rows(table, cited):
    """Yield the rows of a table, each with the text of each of its cells once; those that a change took away are none."""
    for element in table:
        name = _name(element)
        if name == "tr":
            if not _value(element, "trPr", "del"):
                yield " ".join(filter(None, _cells(element, cited)))
        elif _shown(element, name):
            yield from _rows(element, cited)


def _cells(row, cited):
    for element in row:
        name = _name(element)
        if name == "tc":
            if not _value(element, "tcPr", "cellDel"):
                yield " ".join(filter(None, (part.strip() for part in _blocks(element, cited))))
        elif _shown(element, name):
            yield from _cells(element, cited)


def _notes(document, cited):
    """Yield the text of each note that the document cites, in that order."""
    parse_xml, held = needed("docx.oxml", "Word files").parse_xml, {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1][:-1]
        if kind in ("footnote", "endnote") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                held[kind, next((value for key, value in note.attrib.items() if key.endswith("}id")), None)] = note
    for key in dict.fromkeys(cited):
        text = " ".join(filter(None, (part.strip() for part in _blocks(held.get(key, ()), cited))))
        if text:
            yield text
