"""Cells of tables that hold HTML, as exports of sites and programs' answers do: their words without marks."""

import html
import re

from helpers.corpus.safe_files import blocks_of_html

SET = r"""(?:\s++[\w:-]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))*+\s*+/?+>"""  # attributes: "a <b and c> d" holds none
TAG = re.compile(rf"</?(?:p|br|div|ul|ol|li|h[1-6]|table|tr|td|blockquote|section|article|hr){SET}", re.IGNORECASE)
INLINE = re.compile(rf"</?(?:a|b|i|u|em|strong|span|sup|sub|small|img|font|cite|q|mark|time|figure|abbr){SET}", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")


def without_marks(text):
    r"""Return a cell's text without HTML: its blocks are paragraphs, entities are the characters that they stand for.

    Examples
    --------
    >>> without_marks("<p>We <b>met</b>.</p><p>Aid &amp; trade</p>")
    'We met.\n\nAid & trade'
    >>> without_marks("5 < 6 and a<b\nAid &amp; trade")
    '5 < 6 and a<b\nAid & trade'
    """
    if TAG.search(text):
        return blocks_of_html(text)
    text = INLINE.sub("", text) if "<" in text else text
    return html.unescape(text) if ENTITY.search(text) else text


def read_marked_cells(row):
    """Take HTML out of the text and title of a table's row, in place; return whether there was any."""
    marked = False
    for key in {"text", "title"} & {*row}:
        said = without_marks(row[key]) if row[key] and ("<" in row[key] or "&" in row[key]) else row[key]
        if said != row[key] and (said or key == "title"):
            row[key], marked = said, True
    return marked
