"""Tables without a row that say why: the sentence goes with the table, to wherever it is shown or drawn."""

KEY = "none"  # in a table's attrs; plots read it too, and import no helper


def because(table, sentence):
    """Return the table; one without a row is a copy that keeps the sentence, and so do the tables that are made from it.

    What a table says already stays: the first step that left nothing knows why.

    Examples
    --------
    >>> import pandas as pd
    >>> why(because(pd.DataFrame({"n": []}), "There is one statement.").head(5))
    'There is one statement.'
    """
    if len(table) or KEY in table.attrs:
        return table
    table = table.copy()
    table.attrs = table.attrs | {KEY: sentence}
    return table


def why(table):
    """Return the sentence that says why a table has no row; an empty text where it has some, or where nothing was said."""
    return "" if len(table) else table.attrs.get(KEY, "")
