"""What files from anywhere are opened with: XML without entities and network, zip files within bounds."""

import io
import re
import zipfile

from helpers.corpus.note_numbers import without_note_numbers
from helpers.files.records import unpacked_fault
from helpers.needed import needed

MEMBERS = 20_000  # files in a zip file
DEEP = 200  # elements inside each other
DIVIDE = "Unpack it, and load the folder."
BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article", "aside"),
    *("header", "footer", "main", "figure", "figcaption", "dl", "dt", "dd", "pre", "hr", "body", "address", "caption", "thead", "tbody"),
}
UNSAID = {"script", "style", "head", "title", "template", "noscript", "svg", "math"}


class NotSound(ValueError):
    """What is wrong with a file, and the remedy: (line, problem, remedy)."""

    def __init__(self, problem, remedy, line=1):
        super().__init__(problem)
        self.fault = (line, problem, remedy)


def parse_xml(raw):
    """Return the root of an XML file; entities of its own are not resolved, nothing is fetched.

    Examples
    --------
    >>> parse_xml(b"<a><b/></a>").tag
    'a'
    >>> parse_xml(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    Traceback (most recent call last):
    helpers.corpus.safe_files.NotSound: The file defines entities of its own, which are not resolved.
    """
    etree = needed("lxml.etree", "Files of XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        line = (error.position or (1,))[0] or 1
        raise NotSound(f"The file is not sound XML ({str(error.msg)[:150]}).", "Mend that line, or save the text as .txt.", line) from None
    unresolved = next(root.iter(etree.Entity), None)
    if unresolved is not None or re.search(rb"<!ENTITY\s", raw[:100_000]):
        line = unresolved.getparent().sourceline if unresolved is not None else 1
        raise NotSound("The file defines entities of its own, which are not resolved.", "Write out what they stand for.", line or 1)
    return root


def local(element):
    """Return an element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1] if element is not None and isinstance(element.tag, str) else ""


def open_zip(raw):
    """Return a zip file whose members are no more, no larger and no farther than a sound file's.

    Examples
    --------
    >>> open_zip(b"no zip")
    Traceback (most recent call last):
    helpers.corpus.safe_files.NotSound: The file is no sound zip file.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise NotSound("The file is no sound zip file.", "Open it in its own program and save it again, or remove it.") from None
    members = packed.infolist()
    if len(members) > MEMBERS:
        raise NotSound(f"The file holds {len(members):,} files, more than {MEMBERS:,}.", DIVIDE)
    if faults := unpacked_fault(raw):
        raise NotSound(*faults[0][1:])
    for member in members:
        if member.flag_bits & 1:
            raise NotSound(f"{member.filename[:80]!r} in the file is locked with a password.", "Save it without the password.")
        if member.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", member.filename) or ":" in member.filename[:2]:
            raise NotSound(f"{member.filename[:80]!r} in the file leads out of its folder.", "Unpack what you trust of it by hand.")
    return packed


def member(packed, name):
    """Return the bytes of a file in a zip file; its absence, or a broken one, is a fault."""
    try:
        return packed.read(name)
    except KeyError:
        raise NotSound(f"There is no {name[:80]!r} in the file.", "Open it in its own program and save it again.") from None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotSound(f"{name[:80]!r} in the file is broken ({str(error)[:80]}).", "Get the file again.") from None


def blocks_of_html(raw):
    r"""Return all the text of a page of HTML or XHTML but the numbers of notes, its blocks as paragraphs: nothing is taken for a frame.

    Examples
    --------
    >>> blocks_of_html(b"<h1>On votes</h1><p>We <b>met</b>.<br/>Today.</p>")
    'On votes\n\nWe met. Today.'
    """
    etree, html = needed("lxml.etree", "Pages of HTML"), needed("lxml.html", "Pages of HTML")
    if isinstance(raw, str):
        raw = raw.encode()
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    else:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    if not raw.strip():
        return ""
    try:
        root = html.document_fromstring(raw, parser=parser)
    except etree.ParserError:  # there is nothing in it but tags that close, or comments
        return ""
    without_note_numbers(root)
    parts = [""]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if event == "start" and name in UNSAID:
            element.text, element[:] = "", []
        if name in BLOCKS:
            parts.append("")
        if event == "start":
            parts[-1] += (" " if name in ("br", "td", "th") else "") + (element.text or "")
        else:
            parts[-1] += element.tail or ""
    return paragraphs(parts)


def paragraphs(parts):
    """Return parts that hold a word as paragraphs, with plain spaces."""
    plain = (re.sub(r"[ \t\r\n]+", " ", part).strip() for part in parts)
    return "\n\n".join(part for part in plain if part)
