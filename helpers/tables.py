"""Tables for reading: sentences and concordance lines set as text, not as figures."""

import hashlib


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


def _name(table):
    """Return a name of the table for its styles: the same in every run, and another than that of other tables on the page."""
    return hashlib.sha1(table.to_csv().encode(errors="replace")).hexdigest()[:10]
