"""Files that are no statement files: plain text, HTML, PDF and Word, read as one statement each."""

import functools
import io
import logging
import re

from helpers.corpus.statement_file import parse_statement
from helpers.files.decoding import as_text
from helpers.files.lines import lines_of
from helpers.files.records import unpacked_fault

for parser in ("trafilatura", "htmldate", "pypdf"):  # what they complain of is told as a fault of the file
    logging.getLogger(parser).setLevel(logging.CRITICAL)
MOST_XML = 5_000_000  # bytes in a Word document, however small it is packed
MOST_HTML, MOST_ATTRIBUTES = 20_000_000, 2_000  # bytes of a page, and what its parser can take of one tag
LONG_TAG, QUOTED = re.compile(rb"<[a-zA-Z][^<>]{9000,}+"), re.compile(rb"\"[^\"]*+\"|'[^']*+'")
UNREAD = {".doc": ".docx", ".odt": ".docx", ".rtf": ".docx", ".pages": ".docx", ".epub": ".html", ".mht": ".html", ".mhtml": ".html"}


def read_text(raw, *, encoding=None):
    """Read the bytes of a plain text; where they are not UTF-8, by `encoding`, or as they look.

    Returns
    -------
    row : dict
        text, source (from a Courtesy line) and encoding, or what a header of statement keys says.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.

    Examples
    --------
    >>> row, faults = read_text("Café.".encode("cp1252"), encoding="cp1252")
    >>> row["text"], row["encoding"], faults
    ('Café.', 'cp1252', [])
    """
    text, used, faults = as_text(raw, encoding=encoding, guess=True)
    if faults:
        return {}, faults
    row, faults = parse_statement(text, header=False)
    return row | {"encoding": used}, faults


def read_html(raw):
    """Read a web page: its main text, title, site and the date in its markup (as a str), by trafilatura.

    Examples
    --------
    >>> read_html(b"<title>On votes</title><p>" + b"Allies met and talked. " * 20)[0]["title"]
    'On votes'
    """
    if len(raw) > MOST_HTML or any(len(QUOTED.sub(b"", tag).split()) > MOST_ATTRIBUTES for tag in LONG_TAG.findall(raw)):
        return {}, [(1, "The page is larger than any page of text.", "Save the page's text as a .txt file, or remove the page.")]
    import trafilatura  # here, as the next two: a corpus of statement files need not wait for them

    page = trafilatura.bare_extraction(raw, with_metadata=True, date_extraction_params={"extensive_search": False, "original_date": True})
    text = "\n\n".join(line.strip() for line in lines_of(page.text or "") if line.strip()) if page else ""
    if not text:
        return {}, [(1, "No text was found in this page.", "Save the page's text as a .txt file, or remove the page.")]
    return {"text": text, "title": page.title, "issuer": page.sitename, "url": page.url, "language": page.language, "date": page.date}, []


def read_pdf(raw):
    """Read the text layer of a PDF, by pypdf; words that the print divides at a line's end are joined again."""
    import pypdf

    pdf = pypdf.PdfReader(io.BytesIO(raw))
    if pdf.is_encrypted and not pdf.decrypt(""):
        return {}, [(1, "The PDF is locked with a password.", "Save a copy without the password, or remove it.")]
    text = "\n\n".join(page.extract_text() for page in pdf.pages)
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", re.sub(r"(?<![ \t])[ \t]+\n", "\n", text)).strip()
    if not text:
        return {}, [(1, "The PDF holds no text; it may be a scan.", "Run text recognition (OCR) over it, or remove it.")]
    return {"text": text, "title": (pdf.metadata and pdf.metadata.title) or None}, []


def read_docx(raw):
    """Read the paragraphs and tables of a Word document, by python-docx."""
    import docx

    if faults := unpacked_fault(raw, most=MOST_XML, ratio=50, ending=".xml") or unpacked_fault(raw):
        return {}, faults
    document = docx.Document(io.BytesIO(raw))
    parts = list(_said(document))
    text = "\n\n".join(part for part in parts if part)
    if not text:
        return {}, [(1, "The document holds no text.", "Write the statement into it, or remove it.")]
    return {"text": text, "title": document.core_properties.title or None}, []


def _said(container):
    """Yield the paragraphs of a Word document or of a cell; a row of a table is one, with each of its cells once."""
    from docx.table import _Cell

    for item in container.iter_inner_content():
        if not hasattr(item, "rows"):
            yield item.text.strip()
            continue
        for row in item.rows:
            cells = [_Cell(tc, item) for tc in row._tr.tc_lst]  # row.cells repeats a cell for each column it says to span
            yield " ".join(filter(None, (part for cell in cells for part in _said(cell))))


def reader_of(suffix, *, encoding=None):
    """Return the function that reads the bytes of a file with this ending.

    Examples
    --------
    >>> reader_of(".PDF") is reader_of(".pdf")
    False
    >>> reader_of(".htm")(b"")[1][0][1]
    'No text was found in this page.'
    """
    readers = {".html": read_html, ".htm": read_html, ".xhtml": read_html, ".pdf": read_pdf, ".docx": read_docx}
    kind = suffix.lower()
    if kind in UNREAD:
        fault = (1, f"Files of the kind {kind} are not read.", f"Save it as {UNREAD[kind]} or as plain text.")
        return lambda raw: ({}, [fault])
    if kind not in readers:
        return functools.partial(read_text, encoding=encoding)
    return functools.partial(_guarded, readers[kind], kind)


def _guarded(read, kind, raw):
    try:
        return read(raw)
    except MemoryError:
        return {}, [(1, "The file takes more memory than is free.", "Save its text as a .txt file, or remove it.")]
    except Exception as error:  # whatever a parser trips over, in a file from anywhere, is a fault of that file
        said = f"{type(error).__name__}: {error}".rstrip(": .")[:200]
        return {}, [(1, f"The file is not a sound {kind} file ({said}).", "Open it in its own program and save it again, or remove it.")]
