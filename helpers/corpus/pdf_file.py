"""A PDF, read as one statement."""

import io
import logging
import re

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it complains of is told as a fault of the file


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
