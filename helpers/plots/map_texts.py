"""What a map shows, in words."""

from helpers.plots.base import joined, number, short


def map_alt_text(table, *, name="name", value="documents", unit="statements"):
    """Say in a sentence what a map of the table shows, for those who do not see it.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> map_alt_text(pd.DataFrame({"name": ["Kyiv", "Sumy", "Lviv"], "documents": [31, 28, 0]}))
    'Map of 3 places by statements: most in Kyiv (31) and Sumy (28); none in 1; range 0 to 31.'
    """
    rows = table.dropna(subset=[value]).sort_values([value, name], ascending=[False, True])
    head = f"Map of {len(rows):,} {'place' if len(rows) == 1 else 'places'} by {unit}: "
    some = rows[rows[value] > 0]
    if some.empty:
        return f"{head}{'the table has no rows' if table.empty else 'none in any'}."
    top = joined([f"{short(text)} ({number(n)})" for text, n in zip(some[name][:3], some[value][:3], strict=True)])
    if len(rows) == 1:
        return f"{head}{top}."
    tied = (some[value][3:] == some[value][:3].min()).sum()
    more = f"; as many as the last of them in {tied:,} more" * bool(tied) + f"; none in {len(rows) - len(some):,}" * (len(rows) > len(some))
    return f"{head}most in {top}{more}; range {number(rows[value].min())} to {number(rows[value].max())}."
