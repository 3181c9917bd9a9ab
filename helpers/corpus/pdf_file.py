"""A PDF, read as one statement: its pages without what is printed on each of them."""

import io
import logging
import re
import unicodedata
from collections import Counter

from helpers.corpus.printed_lines import joined, without_heads
from helpers.corpus.safe_files import NotSound
from helpers.needed import needed

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it complains of is told as a fault of the file
GLYPHS = re.compile(
    r"(?<!\w)(?:/[A-Za-z]{0,3}\d{1,5}(?![\w.])){2,}|\(cid:\d+\)|/(?:uni|g|G|glyph|gid|cid)[0-9A-F]{2,5}\b|[\ufffd\ue000-\uf8ff]"
)
OCR = "Run text recognition (OCR) over it, or remove it."
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}  # ﬁ, ﬂ: forms of print, not letters
SCAN = 5  # words: a page with fewer and with a picture is a picture of a page
SHOWN = ("Tj", "TJ", "'", '"')
STEPS, STEPS_OF_A_BYTE, BYTES_OF_A_STEP = 50_000, 2, 8  # of drawing: a sound file has one for each two or three bytes, as packed as it is
MADE_OF = ("/Contents", "/Resources", "/Parent", "/Rotate")  # what makes two pages the same


def read_pdf(raw):
    """Read the text layer of a PDF, by pypdf: running heads and page numbers are left out, words divided at a line's end are joined.

    A PDF whose text cannot be the whole of what its pages show is a fault.

    Parameters
    ----------
    raw : bytes

    Returns
    -------
    row : dict
        text and title.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.
    """
    pdf = needed("pypdf", "PDF files").PdfReader(io.BytesIO(raw))
    if pdf.is_encrypted and not pdf.decrypt(""):
        return {}, [(1, "The PDF is locked with a password.", "Save a copy without the password, or remove it.")]
    pages, shown, pictures, known = [], 0, 0, {}
    left = [STEPS + STEPS_OF_A_BYTE * len(raw)]
    for page in pdf.pages:
        same = tuple(repr(page.raw_get(name)) if name in page else None for name in MADE_OF)
        text, drawn = known[same] = known.get(same) or _page(page, left)
        pages.append([line.rstrip() for line in text.translate(LIGATURES).split("\n")])
        shown += drawn
        pictures += len(text.split()) < SCAN and _has_picture(page)
    text = joined(without_heads(pages))
    if fault := _fault(text or " ".join(map(" ".join, pages)), shown, pictures, len(pages)):
        return {}, [(1, *fault)]
    return {"text": text, "title": (pdf.metadata and pdf.metadata.title) or None}, []


def _page(page, left):
    """Return a page's text and how many bytes of text it is drawn from; the steps it is drawn in are taken from those that are left."""
    drawn = 0
    _take(left, _listed_again(page) // BYTES_OF_A_STEP)

    def measure(operator, operands, *_):
        nonlocal drawn
        _take(left, 1)  # forms may draw forms that draw forms
        if (operator.decode("latin-1") if isinstance(operator, bytes) else operator) in SHOWN and operands:
            parts = operands[-1] if isinstance(operands[-1], list) else operands[-1:]
            drawn += sum(len(part) for part in parts if isinstance(part, (str, bytes)))

    return page.extract_text(visitor_operand_before=measure), drawn


def _take(left, steps):
    left[0] -= steps
    if left[0] < 0:
        raise NotSound("The PDF draws far more than a file of its size holds.", "Print it to a new PDF, or remove it.")


def _listed_again(page):
    """Return how many bytes a page lists as its content more than once: they are parsed as often, before the first is drawn."""
    listed = page.get("/Contents")
    counted = Counter(part for part in listed if hasattr(part, "idnum")) if isinstance(listed, list) else {}
    return sum((times - 1) * len(part.get_object().get_data()) for part, times in counted.items() if times > 1)


def _has_picture(page):
    held = page
    for name in ("/Resources", "/XObject"):
        if name not in held:
            return False
        held = held[name]
    return any(held[name].get("/Subtype") == "/Image" for name in held)


def _fault(text, shown, pictures, pages):
    """Return (problem, remedy) of a text that is not what the pages show."""
    letters = len(re.sub(r"\s", "", text))
    if pictures and pictures * 3 > pages and letters:
        what = f"{pictures:,} of the {pages:,} pages are pictures with hardly any text; only {len(text.split()):,} words can be read."
        return what, OCR
    if not letters:
        return "The PDF holds no text; it may be a scan.", OCR
    numbers = sum(len(found[0]) for found in GLYPHS.finditer(text)) + sum(count for char, count in Counter(text).items() if char < "\t")
    if numbers * 5 > letters:
        return f"The PDF holds numbers of glyphs instead of letters ({text.strip()[:20]!r}).", OCR
    if shown > 200 and letters * 6 < shown:  # two bytes a glyph at most, and spaces among them
        return f"Only {letters:,} letters can be read of text that takes {shown:,} bytes; its fonts do not say what they show.", OCR
    return None
