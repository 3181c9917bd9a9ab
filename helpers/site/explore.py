"""The page Explore within the site: its tables for every statement, with links to those pages of statements that there are."""

from helpers.live import write as live
from helpers.site import cells as site_cells
from helpers.site import reader
from helpers.tokens import tokenize

MOST = 100_000_000  # characters of text: the tables of a larger corpus are more than one would put on a server


def write(folder, put, documents, found, *, only=None):
    """Write the page.

    Parameters
    ----------
    folder : Path
        The site's.
    put : function
        Writes a page, from its address, title and element.
    documents : DataFrame
        All statements.
    found : dict of DataFrame
        From `reader.find_all`, of the statements that have a page.
    only : collection of str, optional
        The ids of these; the default is all.
    """
    if documents.text.str.len().sum() > MOST:
        text = f"This corpus of {len(documents):,} statements is too large to be explored in a page. In a notebook, explore.search does it."
        put("explore.html", "Explore", site_cells.element(f"<h1>Explore</h1><p>{text}</p>"))
        return
    found = found if only is None else reader.find_all(documents)

    def page_of(document_id):
        return reader.page_name(document_id) if only is None or document_id in only else None

    body, scripts = live.write(folder, documents, tokenize(documents), found, page_of=page_of)
    put("explore.html", "Explore", site_cells.element(body), kind="explore", scripts=[*scripts, "site.js"])
