"""The bytes of a web page to text, as browsers read them."""

import codecs
import re

from helpers.files.decoding import as_text

LABEL = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
LOOKED_AT = 4096  # bytes of a page in which its label stands
# What a label means, where browsers do not take it at its word (https://encoding.spec.whatwg.org/#names-and-labels).
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"}
MEANT |= {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs", "utf-16": "utf-8"}


def page_text(raw, *, encoding=None):
    r"""Return the text of a page, the encoding if it was guessed, and the faults.

    A byte order mark or bytes that are UTF-8 tell most; then the page's own label, read as browsers do: what calls itself
    ISO 8859-1 is windows-1252. Without a label, `encoding`, or the one that the bytes look like.

    Examples
    --------
    >>> page_text(b'<meta charset="iso-8859-1"><p>\x93We won\x92t go\x94')
    ('<meta charset="iso-8859-1"><p>“We won’t go”', None, [])
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, errors="replace"), None, []
    try:
        return raw.decode("utf-8"), None, []
    except UnicodeDecodeError:
        label = _codec(raw)
    if label is not None:
        return raw.decode(label, errors="replace"), None, []
    return as_text(raw, encoding=encoding, guess=True)


def _codec(raw):
    """Return the codec that a page's label means; None where it names none, or UTF-8, which it is not."""
    found = LABEL.search(raw[:LOOKED_AT])
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name if found else "utf-8"
    except (LookupError, UnicodeDecodeError):
        return None
    name = MEANT.get(name, name)
    return None if name.startswith(("utf-8", "utf-16", "utf-32", "idna", "punycode", "unicode", "raw_")) else name
