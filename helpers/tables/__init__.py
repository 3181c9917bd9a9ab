"""Tables for reading and for other programs: HTML, CSV, Excel, with text set as text."""

from helpers.tables.exports import to_csv, to_excel
from helpers.tables.html import or_say, pick, reading, statement, to_html

__all__ = ["or_say", "pick", "reading", "statement", "to_csv", "to_excel", "to_html"]
