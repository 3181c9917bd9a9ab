"""What a map shows, in words."""

from helpers.plots.base import NEVER, Words, counted, joined, like, number, short, tied


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
    return str(map_words(table, name=name, value=value, unit=unit))


def map_words(table, *, name, value, unit, more=""):
    """Say what a map shows: the three largest with what ties with them, how many have none, and the range."""
    rows = table.dropna(subset=[value]).sort_values([value, name], ascending=[False, True])
    head = ("Map", f" of {counted(len(rows), 'place')}", f" by {unit}")
    sizes, names = rows[value].to_numpy(dtype=float), [short(text) for text in rows[name]]
    some = int((sizes > 0).sum())
    if not some:
        return Words(head, NEVER if table.empty else "none in any", more, unit, sizes.max() if len(sizes) else float("nan"))
    top = like(sizes, sizes[0])
    if len(rows) == 1:
        finding = f"{names[0]} ({number(sizes[0])})"
    elif len(top) > 1:
        finding = f"most in {tied([names[row] for row in top], sizes[0], 'place')}"
    else:
        finding = f"most in {joined([f'{text} ({number(n)})' for text, n in zip(names[: min(some, 3)], sizes[:3], strict=False)])}"
        also = len([row for row in like(sizes, sizes[min(some, 3) - 1]) if row > 2])
        finding += f"; as many as the last of them in {also:,} more" * bool(also)
    if len(rows) > 1:
        finding += f"; none in {len(rows) - some:,}" * (len(rows) > some) + f"; range {number(sizes[-1])} to {number(sizes[0])}"
    return Words(head, finding, more, unit, sizes[0])
