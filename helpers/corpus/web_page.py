"""A web page, read as one statement."""

import logging
import re

from helpers.files.lines import lines_of

for parser in ("trafilatura", "htmldate"):  # what they complain of is told as a fault of the file
    logging.getLogger(parser).setLevel(logging.CRITICAL)
MOST_HTML, MOST_ATTRIBUTES = 20_000_000, 2_000  # bytes of a page, and what its parser can take of one tag
LONG_TAG, QUOTED = re.compile(rb"<[a-zA-Z][^<>]{9000,}+"), re.compile(rb"\"[^\"]*+\"|'[^']*+'")


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
