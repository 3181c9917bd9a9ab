"""The cells of an executed notebook as the body of a page: figures described, tables reachable, rows that lead to sentences."""

import html
import re
from urllib.parse import unquote

import lxml.html
from lxml_html_clean import Cleaner

from helpers.site import figures as site_figures
from helpers.site.layout import TEMPLATES

WIDGET = "application/vnd.jupyter.widget-view+json"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # HTML has no place for them
# What a page shows must not act: its own script is all that runs in it. Attributes, styles, drawings, and the controls of saved
# widgets stay.
KEPT = {"page_structure": False, "style": False, "forms": False, "safe_attrs_only": False, "remove_unknown_tags": False}
MOVING = ["animate", "animatemotion", "animatetransform", "set"]  # they can put an address into a link
HARMLESS = Cleaner(**KEPT, kill_tags=["form", "base", "noscript", *MOVING])
PRINTED, PAPER = 0.7, 660  # the size of print beside that of a page, and the pixels that a sheet is wide
LETTER, MARGIN, FIRST, TELEPHONE = 8, 24, 145, 350  # pixels: of a letter, around a cell, of a first cell; what a telephone has
OWN_LINK = re.compile(r"(?:\./)?([^/:#]+)\.ipynb(#.*)?$")


class UndescribedFigure(ValueError):
    """Raised for a figure without the text and table that stand for it where it cannot be seen; `position` is its cell's."""

    def __init__(self, name, cell, position):
        self.cell, self.position = cell, position
        self.why = "A figure without a text and a table. Draw it with a function of helpers.plots, "
        self.why += "or call helpers.plots.base.describe(ax, text, table) in the same cell."
        super().__init__(f"{name}, cell {cell}: {self.why}")


def without_widgets(outputs):
    """Return outputs without interactive panels: they need a kernel, and the same call's result stands below each."""
    return [output for output in outputs if WIDGET not in output.get("data", {})]


def body_of(notebook, name, *, spot=None, ask=None, pages=()):
    """Return the cells of an executed notebook as an HTML element.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. It is not changed.
    name : str
        What errors call it.
    spot, ask : function, optional
        From a document_id and an offset, or from a query, to the address that a row leads to, or to None.
    pages : collection of str
        The names of the notebooks that have a page: links to others become text.

    Raises
    ------
    UndescribedFigure
        Naming the notebook, the cell, and the mend.
    """
    from nbconvert import HTMLExporter  # not sooner: the reader needs none of it, and its import takes seconds

    exporter = HTMLExporter(template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True)
    body = exporter.from_notebook_node(_with_figures(notebook, name))[0]
    root = element(body)
    HARMLESS(root)
    _notebook_links(root, pages)
    return finish(root, spot=spot, ask=ask)


def element(body):
    """Return HTML as an element."""
    return lxml.html.fragment_fromstring(CONTROLS.sub("\ufffd", body), create_parent="div")


def finish(root, *, spot=None, ask=None):
    """Give headings their anchors, rows their links, and what can overflow its name; return the element."""
    _headings(root)
    link_rows(root, spot=spot, ask=ask)
    _reachable(root)
    return root


def contents(root):
    """Return the anchor and text of each H2."""
    return [(heading.get("id"), " ".join(heading.text_content().split())) for heading in root.iter("h2")]


def inside(root):
    """Return the HTML of what an element holds."""
    return html.escape(root.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def link_rows(root, *, spot=None, ask=None):
    """Turn the header cells of rows about a sentence or a set of sentences into links, and take the marks of those rows away."""
    for mark in root.xpath("//a[@data-spot or @data-ask]"):
        address = _address(mark, spot, ask)
        if address is None:
            mark.getparent().remove(mark)  # it has no text, and no tail
        else:
            mark.set("href", address)
    for group in root.xpath("//div[contains(@class, 'marks')][not(*)]"):
        group.getparent().remove(group)
    for row in root.xpath("//tr[@data-spot or @data-ask]"):
        address = _address(row, spot, ask)
        cells = row.xpath("./th") or row.xpath("./td")
        if address is None or not cells or cells[0].xpath(".//a"):
            continue
        link = lxml.html.Element("a", href=address)
        link.text, cells[0].text = cells[0].text or "", None
        link.extend(list(cells[0]))
        if not link.text_content().strip():
            link.text = "(sentence)"
        cells[0].append(link)
    for article in root.xpath("//article[@data-document]"):
        address = spot(unquote(article.get("data-document")), 0) if spot else None
        if address:
            article.append(lxml.html.fragment_fromstring(f'<p><a href="{html.escape(address)}">This statement in the reader</a></p>'))


def _address(marked, spot, ask):
    """Return the address that an element is marked with, and take its mark away."""
    place, query = marked.attrib.pop("data-spot", None), marked.attrib.pop("data-ask", None)
    if place and spot:  # what stands in a text that is not in the corpus, such as an example, is about no other sentence
        document_id, start = place.rsplit(" ", 1)
        return spot(unquote(document_id), int(start))
    return ask(query) if query and ask else None


def _with_figures(notebook, name):
    notebook, drawn = notebook.copy(), site_figures.Drawn()
    notebook.cells = [cell.copy() for cell in notebook.cells]
    for position, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code":
            continue
        panel, outputs = False, []
        for output in cell.outputs:
            panel = panel or WIDGET in output.get("data", {})
            if is_bare(output):
                raise UndescribedFigure(name, cell.execution_count or position, position - 1)
            outputs.append(_shown(output.copy(), drawn, panel))
        cell.outputs = without_widgets(outputs)
    return notebook


def _shown(output, drawn, panel):
    """Return an output with its figure as HTML; of a panel the table is folded, since the one behind the figure has its rows."""
    data = output.get("data", {})
    if "image/png" in data:
        caption = str(output.metadata.get("statements", {}).get("caption") or "")
        alt, described = _description(output)
        pictures = output.metadata["statements"].get("pictures")
        output.data = {"text/html": drawn.html(data["image/png"], alt, described, caption=caption, pictures=pictures, panel=panel)}
    elif panel and "text/html" in data and WIDGET not in data:
        output.data = {"text/html": f"<details><summary>Rows of the panel</summary>{data['text/html']}</details>"}
    return output


def is_bare(output):
    """Whether an output is a figure without the text and the table that stand for it."""
    return "image/png" in output.get("data", {}) and not all(_description(output))


def _description(output):
    alt = output.metadata.get("image/png", {}).get("alt", "").strip()
    return alt, output.metadata.get("statements", {}).get("figures", [])


def _headings(root):
    taken = {"main", "contents", "said"}
    for heading in root.xpath("//h1|//h2|//h3|//h4"):
        name = re.sub(r"[^a-z0-9]+", "-", heading.text_content().lower()).strip("-") or "part"
        while name in taken:
            name += "-more"
        taken.add(name)
        heading.set("id", name)


def _notebook_links(root, pages):
    for link in root.xpath("//a[@href]"):
        other = OWN_LINK.match(link.get("href"))
        if other and other[1] in pages:
            link.set("href", f"{other[1]}.html{other[2] or ''}")
        elif not re.match(r"#|https?:|[\w-]+\.html", link.get("href")):
            link.tag = "span"  # it leads to a file of the kit, which a page does not have beside it
            del link.attrib["href"]


def _reachable(root):
    """Name what can overflow and let the keyboard scroll it, and mark the header cells of tables that pandas wrote."""
    for number, table in enumerate(root.xpath("//table"), start=1):
        caption = " ".join("".join(table.xpath("./caption//text()")).split())
        for cell in table.xpath(".//thead//th[not(@scope)]"):
            cell.set("scope", "col")
        for cell in table.xpath(".//tbody//th[not(@scope)]"):
            cell.set("scope", "row")
        table.attrib.pop("border", None)
        _cards(table)
        _wrap(table, f"Table {number}: {caption}" if caption else f"Table {number}")
    for number, block in enumerate(root.xpath("//pre"), start=1):
        kind = "Code" if block.xpath("ancestor::details[@class='code']") else "Text"
        _wrap(block, f"{kind} {number}")


def _cards(table):
    """Mark a table that a telephone has no room for: there each row is a card, its cells with the names of their columns."""
    heads = table.xpath("./thead/tr")
    names = [" ".join(cell.text_content().split()) for cell in heads[0]] if len(heads) == 1 else []
    rows = [row for row in table.xpath("./tbody/tr") if len(row) == len(names)]
    columns = list(zip(names, *([cell.text_content() for cell in row] for row in rows), strict=True))
    needed = [LETTER * max(len(word) for text in column for word in (text.split() or [""])) + MARGIN for column in columns]
    wide = max(needed[0], FIRST) + sum(needed[1:]) if rows else 0
    lines = "lines" in table.get("class", "")
    if not rows or not (lines or wide > TELEPHONE or table.xpath(".//*[@class='long']")):
        return
    kinds = [table.get("class", ""), "" if lines else "cards", "paper" if PRINTED * wide > PAPER and not lines else ""]
    table.set("class", " ".join(filter(None, kinds)))
    for row in rows:
        for cell, name in zip(row, names, strict=True):
            cell.set("data-label", name)


def _wrap(element, label):
    region = lxml.html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label})
    region.tail, element.tail = element.tail, None
    element.getparent().replace(element, region)
    region.append(element)


def title(notebook, name=""):
    """Return the text of a notebook's H1; without one, the first line of its prose, or else `name`.

    Examples
    --------
    >>> import nbformat
    >>> title(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Start here\\n\\nText")]))
    'Start here'
    >>> title(nbformat.v4.new_notebook(), "00-start")
    '00-start'
    """
    lines = [line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")]
    lines = [line for line in lines if line.startswith("# ")] + lines
    return next((text for line in lines if (text := line.lstrip("# ").strip())), name)
