"""Cells of tables that hold HTML, as exports of sites and programs' answers do: their words without marks."""

import dataclasses
import html
import re

from helpers.corpus.safe_files import blocks_of_html

SET = r"""(?:\s++[\w:-]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))*+\s*+/?+>"""  # attributes: "a <b and c> d" holds none
TAG = re.compile(rf"</?(?:p|br|div|ul|ol|li|h[1-6]|table|tr|td|blockquote|section|article|hr){SET}", re.IGNORECASE)
INLINE = re.compile(rf"</?(?:a|b|i|u|em|strong|span|sup|sub|small|img|font|cite|q|mark|time|figure|abbr){SET}", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # what no page may hold
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")


@dataclasses.dataclass
class Marks:
    """What the cells of a column hold of HTML: how many are filled, hold a block's tag, a sign that HTML would not have bare, an entity."""

    filled: int = 0
    tagged: int = 0
    bare: int = 0
    entities: int = 0

    def look(self, cell):
        """Count a cell."""
        if not isinstance(cell, str) or not cell.strip():
            return
        self.filled += 1
        if "<" in cell or "&" in cell:
            self.tagged += TAG.search(cell) is not None
            entities = len(ENTITY.findall(cell))
            self.bare += "<" in cell or cell.count("&") > entities
            self.entities += entities

    def kind(self):
        """Return what the column is: page, if half of its cells are; escaped, where each & begins an entity and no < stands; else None."""
        if self.tagged and self.tagged * 2 >= self.filled:
            return "page"
        return "escaped" if self.entities and not self.bare else None


def without_marks(text, kind):
    r"""Return the text of a cell of a column that holds HTML: its blocks are paragraphs, entities are the characters that they stand for.

    Examples
    --------
    >>> without_marks("<p>We <b>met</b>.</p><p>Aid &amp; trade</p>", "page")
    'We met.\n\nAid & trade'
    >>> without_marks("We <i>met</i>\nAid &amp; trade", "page"), without_marks("5 &lt; 6", "escaped")
    ('We met\nAid & trade', '5 < 6')
    """
    if kind == "page" and TAG.search(text):
        return blocks_of_html(UNSEEN.sub("", text))
    return html.unescape(INLINE.sub("", text) if kind == "page" else text)


def read_marked_cells(row, kinds):
    """Take HTML out of the text and title of a table's row, in place, as the kinds of their columns say; return whether there was any."""
    marked = False
    for key, kind in kinds.items():
        said = without_marks(row[key], kind) if kind and row.get(key) else row.get(key)
        if said != row.get(key) and (said or key == "title"):
            row[key], marked = said, True
    return marked
