"""Tables for reading: sentences and concordance lines set as text, not as figures."""

import hashlib
import html

import pandas as pd
from IPython.display import HTML


def reading(table, *, limit=None):
    """Set a table for reading: text to the left and whole, KWIC lines around their node, no row numbers.

    The text of statements is escaped, so that none of it can act as HTML.

    Parameters
    ----------
    table : DataFrame
        For example from `spans.evidence` or `concordance.kwic`.
    limit : int, optional
        Show the first `limit` rows, and say how many there are.

    Returns
    -------
    Styler

    Examples
    --------
    >>> import pandas as pd
    >>> "<b>" in reading(pd.DataFrame({"sentence": ["<b>No</b>"]})).to_html()
    False
    """
    shown = table if limit is None else table.head(limit)
    columns = [column for column in shown if not (column in ("start", "end") and "node" in shown)]
    dates = list(shown[columns].select_dtypes("datetime"))
    style = shown[columns].style.hide(axis="index").set_uuid(_name(shown))
    style = style.format(escape="html", na_rep="").format("{:%Y-%m-%d}", subset=dates, na_rep="")
    style = style.set_properties(**{"text-align": "left", "vertical-align": "top"}).set_table_styles(
        [{"selector": "th", "props": "text-align: left"}]
    )
    style = style.set_properties(subset=dates, **{"white-space": "nowrap"})
    if "node" in columns:
        style = style.set_properties(subset=["left"], **{"text-align": "right"}).set_properties(subset=["node"], **{"font-weight": "bold"})
    if "surface" in columns:
        style = style.set_properties(subset=["surface"], **{"font-weight": "bold"})
    return style.set_caption(f"{len(shown):,} of {len(table):,} rows") if len(shown) < len(table) else style


def statement(row):
    r"""Set one statement for reading: who, when, what it is called, its paragraphs, whom it is by courtesy of.

    Its text is escaped, so that none of it can act as HTML.

    Parameters
    ----------
    row : Series
        Of the documents table.

    Returns
    -------
    IPython.display.HTML

    Examples
    --------
    >>> import pandas as pd
    >>> row = pd.Series({"issuer": "NATO", "date": pd.Timestamp("2022-09-22"), "text": "No.\n\n<b>Yes</b>"})
    >>> statement(row).data
    '<p><strong>NATO, 22 September 2022</strong></p><p>No.</p><p>&lt;b&gt;Yes&lt;/b&gt;</p>'
    """
    known = {name: row[name] for name in ("issuer", "title", "source") if name in row and pd.notna(row[name])}
    date = f"{row['date']:%d %B %Y}".lstrip("0") if "date" in row else ""
    head = ", ".join(part for part in (known.get("issuer", ""), date) if part)
    parts = [f"<strong>{html.escape(head)}</strong>", f"<em>{html.escape(known['title'])}</em>" if "title" in known else ""]
    parts += [html.escape(paragraph.strip()) for paragraph in row["text"].split("\n\n")]
    parts.append(f"<small>Courtesy: {html.escape(known['source'])}</small>" if "source" in known else "")
    return HTML("".join(f"<p>{part}</p>" for part in parts if part))


def _name(table):
    """Return a name of the table for its styles: the same in every run, and another than that of other tables on the page."""
    return hashlib.sha1(table.to_csv().encode(errors="replace")).hexdigest()[:10]
