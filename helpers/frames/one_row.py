"""Tables of counts that must have one row a term, or a period: what else they were counted by is told, with the mend."""

# What counts say of their rows; all other columns say what they were counted by.
MEASURES = {"n", "documents", "total", "per_10k", "low", "high", "statements", "thin", "effect", "share", "share_low", "share_high"}
MEASURES |= {"n_target", "n_reference", "per_document", "words"}


def one_row_each(table, column, *, name):
    """Return the table where each value of a column stands in one row.

    Raises
    ------
    ValueError
        Else, naming what the rows were counted by, and the mend.

    Examples
    --------
    >>> import pandas as pd
    >>> len(one_row_each(pd.DataFrame({"term": ["a", "b"], "n": [1, 2]}), "term", name="reference"))
    2
    """
    if table[column].isna().any():
        raise ValueError(
            f"{name} has a row without a {column}. Remedy: drop it; or, if the table was read from a CSV file, where words such as null "
            "and NA are taken for gaps, read it with keep_default_na=False."
        )
    twice = table[column].duplicated(keep=False)
    if not twice.any():
        return table
    apart = [other for other in table if other != column and other not in MEASURES]
    apart = [str(other) for other in apart if table[other].astype("str").nunique() > 1]
    distinct = table[column].nunique()
    said = f"{name} has {len(table):,} rows for {distinct:,} {column}{'s' * (distinct != 1)}"
    if apart:
        chosen = " & ".join(f'({name}["{other}"] == {name}["{other}"].iloc[0])' for other in apart)
        chosen = chosen if len(apart) > 1 else chosen[1:-1]
        raise ValueError(
            f"{said}, by {', '.join(apart)}; one row a {column} is needed. "
            f"Remedy: choose one group, such as {name}[{chosen}], or count without by."
        )
    raise ValueError(
        f"{said} ({table[column][twice].iloc[0]!r} stands in several); one row a {column} is needed. "
        f'Remedy: add up their hits, as {name}.groupby("{column}", as_index=False)["n"].sum() does.'
    )


def of_one_total(counts, name):
    """Return counts of terms where all are of one corpus, and each is a part of it; else raise a ValueError."""
    if counts["total"].nunique(dropna=False) > 1:
        raise ValueError(
            f"{name} has terms of several totals; they are of different groups. Remedy: choose one group, or count without by."
        )
    wrong = counts[~counts["n"].between(0, counts["total"])]
    if len(wrong):
        row = wrong.iloc[0]
        raise ValueError(
            f"{name} has {row['n']} hits of {row['term']!r} in {row['total']} words; hits are a number from 0 to the total. "
            "Remedy: total is the number of all words, with those of the terms that were left out."
        )
    return counts
