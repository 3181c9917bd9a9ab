"""What a corpus holds, before any chart: a report of its reading, and its counts."""

import re

import pandas as pd

from helpers.labels import first_to_last
from helpers.wording import near_duplicates

SAMPLE = 1000  # characters from which a language is guessed
SHORT = 20  # words: below this a text is more often a remnant than a statement


def survey(documents, problems=None):
    """Report what was read, and what a user should know before counting.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`.
    problems : DataFrame, optional
        From `corpus.check_corpus`: what was left out, and why.

    Returns
    -------
    DataFrame
        One row per question: what, found (a sentence or a list of counts).

    Examples
    --------
    >>> from helpers.corpus import load_corpus
    >>> survey(load_corpus()).set_index("what").at["languages", "found"]
    'en 187'
    """
    rows = [("statements", f"{len(documents):,}, with {_words(documents).sum():,} words between spaces")]
    if problems is not None:
        rows.append(("left out", _left_out(problems)))
    if len(documents):
        rows += _of_documents(documents)
    return pd.DataFrame(rows, columns=["what", "found"])


def coverage(documents, *, by=("source", "issuer")):
    """Count statements by issuer and year.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`.
    by : sequence of str
        The columns to count by.

    Returns
    -------
    DataFrame
        One row per combination of `by`: those columns, one column per year with the number of statements, statements (in
        all) and words (between spaces). The last row is the sum.

    Examples
    --------
    >>> from helpers.corpus import load_corpus
    >>> int(coverage(load_corpus()).statements.iloc[-1])
    187
    """
    by = list(by)
    keys = documents[by].fillna("(not stated)")
    table = pd.crosstab([keys[column] for column in by], documents.date.dt.year)
    table["statements"] = table.sum(axis=1)
    table["words"] = _words(documents).groupby([keys[column] for column in by]).sum()
    table = table.rename_axis(columns=None).reset_index()
    table.loc[len(table)] = ["all", *[""] * (len(by) - 1), *table.drop(columns=by).sum()]
    return table


def _words(documents):
    return documents.text.str.split().str.len()


def _left_out(problems):
    if problems.empty:
        return "nothing"
    kinds = problems.problem.str.replace(r"'[^']*'|\([^()]*\)|\d[\d-]*", "…", regex=True).value_counts()
    return "; ".join(f"{n}: {problem}" for problem, n in kinds.head(8).items())


def _of_documents(documents):
    words = _words(documents)
    alike = near_duplicates(documents)
    pairs = "".join(f"; {row.document_id} and {row.other_id} ({row.similarity:.0%})" for row in alike.head(3).itertuples())
    yield "dates", f"{first_to_last(documents)}; known to the {_counts(documents.date_precision)}"
    yield "dates from", _counts(documents.date_origin)
    yield "languages", _counts(_languages(documents))
    yield "encodings", _counts(documents.encoding.dropna())
    renamed = [str(column) for column in documents if re.search(r"_of_table(_\d+)?$", str(column))]
    if renamed:
        yield "columns of the table", f"{', '.join(renamed)}: without this ending, a column is the kit's own"
    yield (
        "without",
        "; ".join(f"{column}: {n}" for column in ("issuer", "title", "source", "url") if (n := documents[column].isna().sum()))
        or "no gaps",
    )
    yield (
        "length in words",
        f"median {words.median():.0f}, from {words.min():,} to {words.max():,}; shorter than {SHORT}: {(words < SHORT).sum():,}",
    )
    yield "nearly the same text", f"{len(alike):,} pairs{pairs}"


def _languages(documents):
    """Return the language of each statement: as stated, or as guessed from its beginning."""
    silent = documents.language.isna()
    if not silent.any():
        return documents.language
    import py3langid  # here: its model takes half a second to load

    try:
        guessed = documents.text[silent].map(lambda text: f"{py3langid.classify(text[:SAMPLE])[0]} (guessed)")
    except OSError:  # it unpacks its model into the temporary folder, which may be full
        return documents.language.fillna("not stated, and not guessed: the disk is full")
    return documents.language.where(~silent, guessed.reindex(documents.index))


def _counts(values, most=8):
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    rest = f", {len(counts) - most} more" if len(counts) > most else ""
    return ", ".join(f"{value} {n:,}" for value, n in counts.head(most).items()) + rest
