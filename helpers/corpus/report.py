"""What a corpus holds, before any chart: a report of its reading, and its counts."""

import re

import numpy as np
import pandas as pd

from helpers.corpus import spoken
from helpers.frames.checks import read_as, with_columns
from helpers.frames.columns import as_texts
from helpers.frames.doors import OF_DOCUMENTS, dated, require_documents
from helpers.groups import group_keys, names_of
from helpers.labels import first_to_last
from helpers.reported.genre import only_genres
from helpers.wording.duplicates import near_duplicates

SHORT = 20  # words: below this a text is more often a remnant than a statement


def survey(documents, problems=None):
    """Report what was read, and what a user should know before counting.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`, or any with document_id, date and text; what the further columns would tell is left away.
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
    return pd.DataFrame(answers(documents, problems), columns=["what", "found"])


def answers(documents, problems=None):
    """Yield the rows of `survey`, each as soon as it is known; what takes longest is last.

    Examples
    --------
    >>> next(answers(pd.DataFrame({"document_id": ["a"], "date": ["2022"], "text": ["No sham votes."]})))
    ('statements', '1, of 3 words as spaces part them')
    """
    documents = require_documents(documents, "date", "text")
    words = _words(documents)
    yield "statements", f"{len(documents):,}, of {words.sum():,} words as spaces part them"
    if problems is not None:
        yield "left out", _left_out(problems)
    if len(documents):
        yield from _of_documents(documents, words)


def coverage(documents, *, by=("source", "issuer")):
    """Count statements by issuer and year.

    Parameters
    ----------
    documents : DataFrame
        From `corpus.load_corpus`.
    by : str or sequence of str
        Groups of statements: the columns to count by.

    Returns
    -------
    DataFrame
        One row per combination of `by`: those columns, one column per year with the number of statements, statements (in
        all) and words (as spaces part them). The last row is the sum.

    Examples
    --------
    >>> from helpers.corpus import load_corpus
    >>> int(coverage(load_corpus()).statements.iloc[-1])
    187
    """
    by = names_of(list(by) if isinstance(by, tuple) else by)
    documents = dated(with_columns(documents, ["date", "text", *by], "documents", OF_DOCUMENTS).reset_index(drop=True))
    documents = documents.assign(text=read_as(as_texts, documents["text"], "documents"))
    keys = group_keys(documents, by).astype("str")
    counts = pd.DataFrame({"statements": 1, "words": _words(documents)})
    table = counts.groupby([keys[column] for column in by]).sum()
    year = documents.date.dropna().dt.year
    years = pd.crosstab([keys[column][year.index] for column in by], year) if len(year) else pd.DataFrame(index=table.index[:0])
    table = years.reindex(table.index, fill_value=0).join(table).rename_axis(columns=None).reset_index()
    table.loc[len(table)] = ["all", *[""] * (len(by) - 1), *table.drop(columns=by).sum()]
    return table


def _words(documents):
    return pd.Series([len(text.split()) for text in documents.text], index=documents.index, dtype=np.int64)


def _left_out(problems):
    if problems.empty:
        return "nothing"
    kinds = problems.problem.str.replace(r"(?<!\w)'[^']*'(?!\w)|\([^()]*\)|\d[\d-]*", "…", regex=True).value_counts()
    return "; ".join(f"{n}: {problem}" for problem, n in kinds.head(8).items())


def _of_documents(documents, words):
    yield "dates", _dates(documents)
    if "date_origin" in documents:
        yield "dates from", _counts(documents.date_origin)
    yield "genres", _counts(pd.Series(only_genres(documents), dtype="str"))
    values, asked = spoken.stated_or_guessed(documents)
    yield "languages", _languages(values, *asked)
    if said := spoken.not_read(spoken.table_of(values)):
        yield "not read", said
    if "encoding" in documents:
        yield "encodings", _counts(documents.encoding.dropna())
    renamed = [str(column) for column in documents if re.search(r"_of_table(_\d+)?$", str(column))]
    if renamed:
        yield "columns of the table", f"{', '.join(renamed)}: without this ending, a column is the kit's own"
    yield (
        "not stated",
        "; ".join(f"{column}: {n}" for column in ("issuer", "title", "source", "url", "text") if (n := _without(documents, column)))
        or "nothing: issuer, title, source, url and text are known of all",
    )
    yield (
        "length in words",
        f"median {words.median():.0f}, from {words.min():,} to {words.max():,}; shorter than {SHORT}: {(words < SHORT).sum():,}",
    )
    if "note_count" in documents and (notes := pd.to_numeric(documents.note_count, errors="coerce")).notna().any():
        yield "notes", f"{notes.sum():,.0f}, in {notes.notna().sum():,} of the statements"
    if same := _same_texts(documents):
        yield "the same text", same
    alike = near_duplicates(documents)
    pairs = "".join(f"; {row.document_id} and {row.other_id} ({row.similarity:.0%})" for row in alike.head(3).itertuples())
    yield "nearly the same text", f"{len(alike):,} pairs{pairs}"


def _same_texts(documents, most=3):
    """Say which statements have the same text, words for words; empty where there are none."""
    number = np.array([hash(" ".join(text.split())) for text in documents.text])
    some = documents[pd.Series(number).duplicated(keep=False).to_numpy()]  # all others are the only ones with theirs
    plain = some.text.str.split().str.join(" ")
    groups = [ids.tolist() for _, ids in some.document_id.astype("str").groupby(plain, sort=False) if len(ids) > 1]
    named = "; ".join(" and ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "") for ids in groups[:most])
    repeated = sum(map(len, groups))
    return groups and f"{repeated:,} statements share {len(groups):,} texts: {named}; each is counted, or one alone by repeats='once'"


def _dates(documents):
    """Return the first and the last date, and how closely they are known."""
    known = documents[documents.date.notna()]
    undated = len(documents) - len(known)
    if known.empty:
        return "none is known"
    if "date_precision" not in known:
        known = known.assign(date_precision="day")
    said = f"{first_to_last(known)}; known to the {_counts(known.date_precision)}"
    return f"{said}; {undated:,} without a date" if undated else said


def _without(documents, column):
    """Return how many statements lack something; an empty text is none."""
    if column not in documents:
        return len(documents)
    return int((documents.text.str.strip() == "").sum() if column == "text" else documents[column].isna().sum())


def _languages(values, asked, silent):
    """Count the languages of statements: as stated, or as guessed from their beginnings; of very many, from some of them."""
    said = _counts(values)
    return said if asked == silent else f"{said}; guessed of {asked:,} of the {silent:,} that state none"


def _counts(values, most=8):
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    rest = f", {len(counts) - most} more" if len(counts) > most else ""
    return ", ".join(f"{value} {n:,}" for value, n in counts.head(most).items()) + rest
