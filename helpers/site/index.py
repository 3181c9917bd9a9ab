"""The first page of the site: its notebooks, and what the corpus holds."""

import re

from matplotlib.figure import Figure

from helpers.corpus.report import survey
from helpers.groups import fitting_period
from helpers.plots import period_bars
from helpers.plots.figure_texts import caption
from helpers.site.figures import figure
from helpers.site.layout import fill
from helpers.site.pictures import canvas, pictures_of
from helpers.tables import to_html
from helpers.timeline import count_by_period

CARD = ["statements", "dates", "languages", "not stated", "length in words"]


def index_body(documents, notebooks):
    """Return the body of the first page; `notebooks` has title, lead, href and slides of each."""
    report = survey(documents)
    card = report[report.what.isin(CARD)].to_dict("records")
    for column in ("source", "issuer"):
        counts = documents[column].value_counts()
        first = ", ".join(f"{name} {n:,}" for name, n in counts.head(5).items())
        more = " …" if len(counts) > 5 else ""
        card.append({"what": f"{column}s", "found": f"{len(counts):,}: {first}{more}" if len(counts) else "not stated"})
    return fill("index.html.j2", card=card, notebooks=notebooks, figure=_coverage(documents))


def lead(notebook):
    """Return the first paragraph below a notebook's title, as plain text.

    Examples
    --------
    >>> import nbformat
    >>> cell = nbformat.v4.new_markdown_cell("# Words\\n\\nHow *often* is\\na [word](a.html) <kbd>used</kbd>?\\n\\nMore.")
    >>> lead(nbformat.v4.new_notebook(cells=[cell]))
    'How often is a word used?'
    """
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    paragraphs = [part for part in "\n\n".join(cells[:2]).split("\n\n") if part.strip() and not part.startswith("#")]
    plain = re.sub(r"<[^<>]+>|[*`]|\[(?=[^\[\]]*\]\()|\]\([^()]*\)", "", paragraphs[0]) if paragraphs else ""
    return " ".join(plain.split())


def _coverage(documents):
    period = fitting_period(documents)
    counts = count_by_period(documents, documents, period=period)
    ax = canvas(Figure(figsize=(8, 2.6), layout="constrained")).subplots()
    period_bars(counts, ax=ax)
    drawn = ax.described[0]
    table = to_html(counts[["period", "n"]].rename(columns={"n": "statements"}), caption=f"Statements by {period}")
    shown = {"text": drawn["text"], "table": table, "rows": len(counts)}
    return figure("", drawn["text"], [shown], 1, caption=caption(ax.figure), **pictures_of(ax.figure))
