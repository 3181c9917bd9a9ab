"""The files of the site: pages of notebooks, slides, statements, the lists of sentences, style and script."""

import functools
import shutil
from urllib.parse import parse_qsl, quote

import jinja2
import numpy as np

from helpers.site import cells as site_cells
from helpers.site import evidence as site_evidence
from helpers.site import explore as site_explore
from helpers.site import failures as site_failures
from helpers.site import index as site_index
from helpers.site import layout as site_layout
from helpers.site import reader, run
from helpers.site import search as site_search
from helpers.site import slides as site_slides
from helpers.site.failures import NotebookStopped
from helpers.spans import sentences
from helpers.tokens import tokenize

MOST_PAGES = 5_000  # statements: a larger corpus gets pages only for those that a table links to
MOST_CHARACTERS = 5_000_000  # of text: a larger corpus gets no lists of sentences, which a browser has to hold whole


def write(folder, executed, documents, receipt, *, slides=False, failures=None, lite=False, records=None):
    """Write all pages into an empty folder; `executed` has the title and the notebook for each name.

    `failures` has a list for each name too. What no page can be made of gets one that says so, and a failure is added to its list.
    `records` has the receipt of each notebook's page as JSON, for
    `render --from-receipt`; `lite` says that a build of JupyterLab for the browser will lie beside the folder.
    """
    failures = {name: [] for name in executed} if failures is None else failures
    whole = len(documents) <= MOST_PAGES
    searchable = whole and documents.text.str.len().sum() <= MOST_CHARACTERS
    (spot, linked), ask = _spots(documents), _asker(documents)
    put = functools.partial(_put, folder, receipt)
    titles, headings = {name: title for name, (title, _) in executed.items()}, []
    for name, (title, notebook) in executed.items():
        for up, kind in (("", ""), ("../", "slides")) if slides else (("", ""),):
            links = {"spot": _from(up, spot), "ask": _from(up, ask) if searchable else None}
            root = body(notebook, f"{name}.ipynb", title, failures[name], pages=executed, **links)
            if kind:
                put(f"slides/{name}.html", title, site_slides.deck(root, page=f"../{quote(name)}.html"), up=up, kind=kind)
                continue
            values = {"contents": site_cells.contents(root), "series": _series(titles, name), "run": run.links(name, lite=lite)}
            values |= {"record": records[name]} if records else {}
            headings += [[f"{quote(name)}.html#{anchor}", text, title] for anchor, text in values["contents"]]
            put(f"{name}.html", title, root, **values)
    items = [_item(name, *executed[name], failures[name], slides=slides) for name in executed]
    root = site_cells.element(site_index.index_body(documents, items))
    site_cells.finish(root, ask=ask if searchable else None)
    put("index.html", "Statement notebooks", root)
    shown = documents if whole else documents[documents.document_id.isin(linked)]
    found = reader.find_all(shown)
    reader.write(documents, folder / "reader", found=found, receipt=receipt, only=None if whole else linked)
    _sentence_pages(folder, put, documents, found, searchable=searchable)
    site_explore.write(folder, put, documents, found, only=None if whole else linked)
    site_search.write(folder, put, shown, headings, searchable=searchable)
    for name in ("style.css", "site.js", "search.js", *(["evidence.js"] if searchable else [])):
        shutil.copyfile(site_layout.TEMPLATES / name, folder / name)


def _put(folder, receipt, name, title, root, **values):
    """Write a page; `name` is its address from the root of the site."""
    made = site_layout.page(title=title, body=site_cells.inside(root), receipt=receipt, here=name, **values)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(made, encoding="utf-8")


def _item(name, title, notebook, failures, *, slides):
    """Return what the first page says of a notebook."""
    item = {"title": title, "lead": site_index.lead(notebook), "href": quote(f"{name}.html")}
    return item | {"failed": site_failures.summary(failures), "slides": quote(f"slides/{name}.html") if slides else None}


def _series(titles, name):
    """Return the links of a notebook's page to all notebooks, and to the one before and the one after it."""
    every = [{"title": title, "href": quote(f"{other}.html"), "here": other == name} for other, title in titles.items()]
    at = list(titles).index(name)
    around = [(word, every[i]) for word, i in (("Previous", at - 1), ("Next", at + 1)) if 0 <= i < len(every)]
    return {"all": every, "around": around}


def _sentence_pages(folder, put, documents, found, *, searchable):
    """Write the page that lists the sentences behind a number, and its data."""
    text, scripts = "", ["site.js"]
    if searchable:
        data = site_evidence.data_of(documents, tokenize(documents), found, reader.page_name)
        (folder / "evidence-data.js").write_text(data, encoding="utf-8")
        scripts = ["evidence-data.js", "evidence.js", "site.js"]
    else:
        text = f"This corpus of {len(documents):,} statements is too large for lists of sentences in a page. "
        text += "In a notebook, spans.evidence lists them."
    root = site_cells.element(site_layout.fill("evidence.html.j2", limited=text))
    put("evidence.html", "Sentences behind a number", root, scripts=scripts)


def body(notebook, name, title, failures, **links):
    """Return the body of a notebook's page, with its failures named below the title; `links` as for `cells.body_of`.

    Where a figure has no text, the error stands in its place, and is added to `failures`.
    """
    while True:
        try:
            return site_failures.announce(site_cells.body_of(notebook, name, **links), title, failures)
        except site_cells.UndescribedFigure as error:
            failure = NotebookStopped(name, error.why, cell=error.cell, position=error.position, notebook=notebook)
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, jinja2.TemplateError) as error:
            failure = NotebookStopped(name, f"No page can be made of it. {type(error).__name__}: {error}")
        failures += [failure] if str(failure) not in map(str, failures) else []  # slides fail as their page did
        notebook = site_failures.shown(failure)


def _spots(documents):
    """Return a function from a document_id and an offset to the address of that sentence, and the set of ids it was asked for."""
    known = {name: group.start.to_numpy() for name, group in sentences(documents).groupby("document_id")}
    linked = set()

    def spot(document_id, start):
        if document_id not in known:
            return None
        linked.add(document_id)
        sentence = max(int(np.searchsorted(known[document_id], start, side="right")) - 1, 0)
        return f"reader/{quote(reader.page_name(document_id))}#s{sentence}"

    return spot, linked


def _asker(documents):
    """Return a function from a query to the address of its list, or to None where no sentence of these statements can be in it."""
    known = set(map(str, documents.document_id))

    def ask(query):
        asked = parse_qsl(query)
        unnamed = any(key in ("actor", "speaker", "region") and value.startswith("(") for key, value in asked)  # (unknown), (no place)
        lost = any(key == "document" and value not in known for key, value in asked)  # of an example in a notebook
        return None if unnamed or lost else f"evidence.html#{query}"

    return ask


def _from(up, function):
    return lambda *arguments: (address := function(*arguments)) and up + address
