"""The page that searches the site: headings of notebooks, statements by title and issuer, and, where the lists have them, sentences."""

import json

import pandas as pd

from helpers.labels import date_text, statement_name
from helpers.site import cells as site_cells
from helpers.site import layout as site_layout
from helpers.site import reader


def write(folder, put, documents, headings, *, searchable):
    """Write the page and its data; sentences and their words are those of the lists of sentences, so that they lie there once.

    Parameters
    ----------
    folder : Path
        The site's.
    put : function
        Writes a page, from its address, title and element.
    documents : DataFrame
        The statements that have a page.
    headings : list
        Address, text and title of the notebook for each heading.
    searchable : bool
        Whether there are lists of sentences.
    """
    (folder / "search-data.js").write_text(data_of(documents, headings), encoding="utf-8")
    root = site_cells.element(site_layout.fill("search.html.j2", searchable=searchable))
    data = ["search-data.js", *(["evidence-data.js"] if searchable else [])]
    put("search.html", "Search", root, scripts=[*data, "search.js", "site.js"])


def data_of(documents, headings):
    """Return a script that sets ``window.SEARCH``: headings, and for each statement its address, name, date and issuer.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-09-22"]), "title": ["On </script>"], "text": ["No."]})
    >>> data_of(documents, [])
    'window.SEARCH = {"headings":[],"statements":[["reader/a.html","On <\\\\/script>","2022-09-22",""]]};\\n'
    """
    names, dates = statement_name(documents, of=["title"]), date_text(documents)
    issuers = documents["issuer"] if "issuer" in documents else pd.Series(None, index=documents.index)
    rows = zip(documents.document_id, names, dates, issuers, strict=True)
    told = [[f"reader/{reader.page_name(i)}", *("" if pd.isna(value) else str(value) for value in rest)] for i, *rest in rows]
    data = {"headings": headings, "statements": told}
    return f"window.SEARCH = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n".replace("</", "<\\/")
