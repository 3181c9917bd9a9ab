"""Tables for reading: HTML that screen readers and plain pages understand, with text set as text and numbers as figures."""

import html
import re
from itertools import islice
from urllib.parse import quote

import pandas as pd
from IPython.display import HTML

from helpers.frames.nothing import because, why
from helpers.labels import date_text, in_words
from helpers.tables.cells import LONG, cells_of, columns_of, is_dates, is_number, name_of, summary
from helpers.tables.rows import queries, spots

LEFT = "text-align:left"
UNTYPESET = "tex2jax_ignore mathjax_ignore"  # or JupyterLab takes "$40 billion … $20 billion" for a formula


class Reading:
    """A table set for reading: HTML in a notebook, plain text where there is no HTML."""

    def __init__(self, table, **options):
        self.table, self.options = table, options

    def to_html(self):
        """Return the table as HTML."""
        return to_html(self.table, **self.options)

    _repr_html_ = to_html

    def __repr__(self):
        shown = self.table.head(self.options["limit"]) if self.options["limit"] is not None else self.table
        columns = [(name, cells_of(values)) for name, values in columns_of(shown) if name not in self.options["hidden"]]
        cells = pd.DataFrame(dict(enumerate(cells for _, cells in columns))).set_axis([name for name, _ in columns], axis=1)
        body = "" if cells.empty else f"\n{cells.to_string(index=False, max_colwidth=LONG)}"
        return f"{_caption(self.table, len(shown), self.options['caption'])}{body}"


def reading(table, *, limit=None, caption=None):
    """Set a table for reading: text to the left and whole, KWIC lines around their node, no row numbers.

    Offsets are left away, and so is document_id where other columns (statement, title or issuer, with the date) tell the
    statements apart; in rendered pages they lead to the place in the text. The text of statements is escaped, so that none of
    it can act as HTML.

    Parameters
    ----------
    table : DataFrame
        For example from `spans.evidence` or `concordance.kwic`.
    limit : int, optional
        Show the first `limit` rows, and say how many there are.
    caption : str, optional
        What the table shows; the default says how many rows it has.

    Returns
    -------
    Reading
        Shown as a table by notebooks and as plain text elsewhere; ``to_html()`` gives the HTML.

    Examples
    --------
    >>> import pandas as pd
    >>> "<b>" in reading(pd.DataFrame({"sentence": ["<b>No</b>"]})).to_html()
    False
    >>> reading(pd.DataFrame({"sentence": ["We said no.", "Yes."], "start": [0, 40]}), limit=1)
    1 of 2 rows
       sentence
    We said no.
    """
    columns = columns_of(table)
    hidden = {name for name, _ in columns if name in ("start", "end") or name.endswith(("_start", "_end"))}
    if _told_apart(dict(columns)):
        hidden.add("document_id")
    return Reading(table, limit=limit, caption=caption, hidden=hidden)


def _told_apart(columns):
    """Return whether each row names its statement, and no two statements alike, without document_id."""
    named = [name for name in ("statement", "title", "issuer") if name in columns]
    if "document_id" not in columns or not named or not len(columns["document_id"]):
        return False
    if any(all(pd.isna(value) for value in row) for row in zip(*(columns[name] for name in named), strict=True)):
        return False
    shown = [*named, "date"] if "date" in columns else named
    names = list(zip(*(map(str, columns[name]) for name in shown), strict=True))
    ids = list(map(str, columns["document_id"]))
    return len(set(names)) == len(set(zip(names, ids, strict=True))) == len(set(ids))


def or_say(table, sentence):
    """Return the table, with a sentence to be shown in its place, and in its figure, where it has no row.

    Parameters
    ----------
    table : DataFrame
    sentence : str
        Why there is nothing, as a reader should be told.

    Returns
    -------
    DataFrame
        The one given, or where that is empty a copy that keeps the sentence, through filters and sortings too. An empty table that says
        why already is left as it is: the first step that left nothing knows.

    Examples
    --------
    >>> import pandas as pd
    >>> reading(or_say(pd.DataFrame({"term": []}), "One statement alone has nothing to be compared with."))
    0 rows. One statement alone has nothing to be compared with.
    """
    return because(table, sentence)


def pick(values, at=0, default=""):
    """Return the value at a place; of fewer values the last, and of none the default.

    So a notebook's "third most frequent" still names something in a corpus that has two.

    Parameters
    ----------
    values : Series, Index or list
    at : int
        From 0; negative from the end.
    default : optional

    Examples
    --------
    >>> pick(["Kyiv", "Odesa"], 1), pick(["Kyiv", "Odesa"], 5), pick(["Kyiv", "Odesa"], -1), pick([])
    ('Odesa', 'Odesa', 'Odesa', '')
    """
    values = list(values)
    return values[max(min(at, len(values) - 1), -len(values))] if values else default


def to_html(table, *, limit=None, ends=None, width=None, caption=None, hidden=()):
    """Write a table as accessible HTML: a caption, headers with a scope, numbers to the right, everything escaped.

    Index levels with a name become columns; row numbers are left away. Rows say what they are about, in attributes that rendered
    pages turn into links: data-spot (document_id and start) and data-ask (the term, place, period … as a query).

    Parameters
    ----------
    table : DataFrame
    limit : int, optional
        Show the first `limit` rows.
    ends : int, optional
        Show this many rows at most, half from the head and half from the tail.
    width : int, optional
        Cut texts to this many characters; the default shows them whole.
    caption : str, optional
        What the table shows; the default says how many rows it has.
    hidden : collection of str
        Columns that are not shown.

    Returns
    -------
    str
        A table of more than 15 rows begins with a summary of its first column of numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> text = to_html(pd.DataFrame({"term": ["R&D"], "n": [1200]}), caption="Hits")
    >>> '<tr data-ask="term=R%26D"><th scope="row" style="text-align:left;vertical-align:top">R&amp;D</th>' in text
    True
    """
    head = len(table) if limit is None else max(min(limit, len(table)), 0)
    tail = 0
    if ends is not None and head > ends:
        head, tail = ends - ends // 2, ends // 2
    shown = table.iloc[[*range(head), *range(len(table) - tail, len(table))]]
    columns = [(name, values) for name, values in columns_of(shown) if name not in hidden]
    cells = [cells_of(values) for _, values in columns]
    if width is not None:
        cells = [[cell if len(cell) <= width else f"{cell[: width - 1]}…" for cell in column] for column in cells]
    long = [any(len(cell) > LONG for cell in column) for column in cells]
    wide = any(long)  # a table of texts
    looks = [_look(name, values, wide, more) for (name, values), more in zip(columns, long, strict=True)]
    names = {name for name, _ in columns}
    lines = ' class="lines"' if {"node", "surface"} & names and {"left", "before"} & names else ""
    rows = []
    for *row, spot, query in zip(*cells, spots(shown), queries(shown), strict=True):
        first, *others = [_cell(cell, place, columns[place][0], looks[place], wide) for place, cell in enumerate(row)] or [""]
        rows.append(f"<tr{_attribute('data-spot', spot)}{_attribute('data-ask', query)}>{first}{''.join(others)}</tr>")
    if tail:
        gap = f"… {len(table) - head - tail:,} rows are left out here …"
        rows.insert(head, f'<tr><td colspan="{len(columns)}" style="{LEFT}">{gap}</td></tr>')
    heads = "".join(f'<th scope="col"{look}>{_escape(name)}</th>' for (name, _), look in zip(columns, looks, strict=True))
    said = summary([(name, values) for name, values in columns_of(table) if name not in hidden], len(table))
    return "".join(
        [
            f'<div class="{UNTYPESET}"><div class="statements-table">',
            f'<p class="summary">{_escape(said)}</p>' if said else "",
            f'<table{lines} style="text-align:right"><caption style="{LEFT}">{_escape(_caption(table, len(shown), caption))}</caption>',
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></div>",
        ]
    )


def statement(row, *, words=None):
    r"""Set one statement for reading: who, when, what it is called, its paragraphs, whom it is by courtesy of.

    Its text is escaped, so that none of it can act as HTML.

    Parameters
    ----------
    row : Series
        Of the documents table.
    words : int, optional
        Of a longer text, only so many words, with a line that says how many more there are; on a rendered page the statement is linked.

    Returns
    -------
    IPython.display.HTML

    Examples
    --------
    >>> import pandas as pd
    >>> row = pd.Series({"document_id": "a", "issuer": "NATO", "date": pd.Timestamp("2022-09-22"), "text": "No.\n\n<b>Yes</b>"})
    >>> print(statement(row).data.replace("><p>", ">\n<p>"))
    <div class="tex2jax_ignore mathjax_ignore"><article class="statement" data-document="a">
    <p><strong>NATO, 22 September 2022</strong></p>
    <p>No.</p>
    <p>&lt;b&gt;Yes&lt;/b&gt;</p></article></div>
    """
    known = {name: row[name] for name in ("document_id", "issuer", "title", "source", "date") if name in row and pd.notna(row[name])}
    dated = pd.DataFrame({name: [row[name]] for name in ("date", "date_precision") if name in row})
    date = in_words(date_text(dated).item()) if "date" in known else ""
    head = ", ".join(part for part in (known.get("issuer", ""), date) if part)
    title = known.get("title", "" if "issuer" in known else known.get("document_id", ""))
    parts = [f"<strong>{_escape(head)}</strong>" if head else "", f"<em>{_escape(title)}</em>" if title else ""]
    text, more = row["text"], 0
    if words is not None and (later := next(islice(re.finditer(r"\S+", text), words, None), None)):
        text, more = text[: later.start()].rstrip() + " …", len(text[later.start() :].split())
    parts += [_escape(paragraph.strip()) for paragraph in text.split("\n\n")]
    parts.append(f"<small>{more:,} more words of this statement are not shown here.</small>" if more else "")
    parts.append(f"<small>Courtesy: {_escape(known['source'])}</small>" if "source" in known else "")
    document = _attribute("data-document", quote(str(known["document_id"]), safe="", errors="replace") if "document_id" in known else None)
    paragraphs = "".join(f"<p>{part}</p>" for part in parts if part)
    return HTML(f'<div class="{UNTYPESET}"><article class="statement"{document}>{paragraphs}</article></div>')


def _caption(table, shown, caption):
    rows = f"{shown:,} of {len(table):,} rows" if shown < len(table) else f"{len(table):,} {'row' if len(table) == 1 else 'rows'}"
    if said := why(table):
        return f"0 rows. {said}" if caption is None else f"{caption}: {said}"
    across = "" if table.columns.nlevels > 1 or table.columns.name is None else f"; columns: {name_of(table.columns.name)}"
    return f"{rows}{across}" if caption is None else f"{caption} ({rows})" if shown < len(table) else caption


def _look(name, values, wide, long):
    """Return the attributes of a column's cells. JupyterLab sets all to the right, so that text says that it stands to the left."""
    if is_number(values):
        return ' class="number" style="vertical-align:top"' if wide else ' class="number"'
    side = "right" if name in ("left", "before") else "left"
    unbroken = ";white-space:nowrap" if is_dates(name, values) else ""
    kind = ' class="long"' if long else ""
    return f'{kind} style="text-align:{side};vertical-align:top{unbroken}"'


def _cell(text, place, name, look, wide):
    text = f"<b>{_escape(text)}</b>" if name in ("node", "surface") else _escape(text)
    if place:
        return f"<td{look}>{text}</td>"
    light = look[:-1] + ';font-weight:normal"' if wide and "style=" in look else look  # a sentence in bold is hard to read
    return f'<th scope="row"{light}>{text}</th>'


def _attribute(name, value):
    return "" if value is None else f' {name}="{_escape(value)}"'


def _escape(text):
    return html.escape(str(text).encode(errors="replace").decode(), quote=True)
