"""Files that are no statement files, read as one statement each: plain text here, other formats by the module of their kind."""

import functools
import re

from helpers.corpus import formats
from helpers.corpus.apart import read_apart
from helpers.corpus.pdf_file import read_pdf
from helpers.corpus.safe_files import NotSound
from helpers.corpus.statement_file import parse_statement
from helpers.corpus.web_page import read_html
from helpers.corpus.word_file import read_docx
from helpers.files.decoding import as_text
from helpers.needed import NotHere

MARKED = {"<?xml": ".xml", "<!doctype html": ".html", "<html": ".html", "{\\rtf": ".rtf", "webvtt\n": ".vtt", "\\documentclass": ".tex"}

HEAD_OF_MAIL = re.compile(r"(?:[A-Z][\w-]*+:[ \t][^\n]*+\n(?:[ \t][^\n]*+\n)*+){3,200}+")
LIKE_A_TABLE = (
    1,
    "Its lines have the same tabs, as those of a table; it was read as one text.",
    "If it is a table, give its name the ending .tsv.",
)
OF_MAIL = {"received", "message-id", "mime-version", "delivered-to", "return-path", "content-transfer-encoding", "x-mailer"}


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
    kind = next((kind for begin, kind in MARKED.items() if text.lstrip("\ufeff \n")[:20].lower().startswith(begin)), None)
    if kind := kind or _mail(text):
        return {}, [(1, f"The file holds {kind}, and its name does not say so.", f"Give its name the ending {kind}.")]
    row, faults = parse_statement(text, header=False)
    row |= {"findings": [LIKE_A_TABLE]} if not faults and _is_like_a_table(text) else {}
    return row | {"encoding": used}, faults


def _is_like_a_table(text):
    """Return whether each of the first lines has the same tabs, two at least, and something between them."""
    cells = [line.split("\t") for line in text[:20_000].split("\n")[:8] if line.strip()]
    return len(cells) > 3 and {len(row) for row in cells[:-1]} == {len(cells[0])} and len(cells[0]) > 2 and all(cells[0])


def _mail(text):
    """Return the ending of a mail where a text begins with the head of one, which nobody writes by hand."""
    head = HEAD_OF_MAIL.match(text)
    names = {line.partition(":")[0].lower() for line in head[0].split("\n")} if head else set()
    return ".eml" if len(names & OF_MAIL) > 1 else None


def read_marked(raw, *, read, encoding=None):
    """Read the bytes of a text with marks, by a reader of `formats`; where they are not UTF-8, as `read_text` does."""
    text, used, faults = as_text(raw, encoding=encoding, guess=True)
    if faults:
        return {}, faults
    row, faults = read(text)
    return (row | {"encoding": used} if row else {}), faults


def reader_of(suffix, *, encoding=None, notes=True, speeches=False):
    """Return the function that reads the bytes of a file with this ending.

    Examples
    --------
    >>> reader_of(".PDF") is reader_of(".pdf")
    False
    >>> reader_of(".htm")(b"")[1][0][1]
    'No text was found in this page.'
    """
    readers = {
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".pdf": read_pdf,
        ".docx": functools.partial(read_docx, notes=notes),
    }
    readers |= formats.OF_BYTES
    kind = suffix.lower()
    if fault := formats.unread_fault(kind):
        return lambda raw: ({}, [fault])
    if kind in formats.OF_TEXT:
        read = _with_speeches(formats.OF_TEXT[kind], speeches)
        return functools.partial(_guarded_text, functools.partial(read_marked, read=read, encoding=encoding), kind)
    if kind not in readers:
        return functools.partial(read_text, encoding=encoding)
    return functools.partial(_guarded, _with_speeches(readers[kind], speeches), kind)


def _with_speeches(read, speeches):
    if not isinstance(read, str):
        return read
    return functools.partial(formats.reader(read), speeches=speeches) if read in formats.WITH_SPEECHES else formats.reader(read)


def is_plain(suffix):
    """Return whether a file with this ending is taken for plain text.

    Examples
    --------
    >>> is_plain(".txt"), is_plain(".pdf"), is_plain(".rtf")
    (True, False, False)
    """
    return getattr(reader_of(suffix), "func", None) in (read_text, _guarded_text)


def _guarded_text(read, kind, raw):
    return _guarded(read, kind, raw)


def _guarded(read, kind, raw):
    try:
        return read_apart(functools.partial(_told, read, kind), raw, kind)
    except NotSound as error:
        return {}, [error.fault]


def _told(read, kind, raw):
    try:
        return read(raw)
    except (NotSound, NotHere) as error:
        return {}, [error.fault]
    except MemoryError:
        return {}, [(1, "The file takes more memory than is free.", "Save its text as a .txt file, or remove it.")]
    except Exception as error:  # whatever a parser trips over, in a file from anywhere, is a fault of that file
        said = f"{type(error).__name__}: {error}".rstrip(": .")[:200]
        return {}, [(1, f"The file is not a sound {kind} file ({said}).", "Open it in its own program and save it again, or remove it.")]
