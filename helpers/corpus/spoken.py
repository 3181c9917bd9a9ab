"""Which languages a corpus is in, and what the kit can do with each."""

import numpy as np
import pandas as pd

from helpers.frames.doors import require_documents
from helpers.languages import READ, SEGMENTER, UNSPACED, capabilities, languages_of, named, sets_apart
from helpers.needed import NotHere, needed

SAMPLE = 1000  # characters from which a language is guessed
GUESSED = 10_000  # statements whose language is guessed: half a thousandth of a second each
MARK = " (guessed)"
COLUMNS = ["language", "name", "statements", "guessed", "words", *READ]


def languages(documents):
    """Say for each language of a corpus what the kit can do with its statements.

    Parameters
    ----------
    documents : DataFrame
        Statements; where the column `language` is not filled in, the language is guessed from the beginning of the text.

    Returns
    -------
    DataFrame
        One row per language, the most frequent first: language (its code), name, statements, guessed (how many of these do not state it),
        words (whether counts of words, KWIC and keyness mean something: they do where words are written with spaces; in Chinese, Japanese,
        Thai, Lao, Khmer and Burmese they do not, until words are set apart by blanks, which the package named there does), and whether
        places, dates, reported statements and demonyms are read: yes or no. A finder that is run on a language it does not read finds only
        what is written as in English, and warns.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["Так.", "Oui."], "language": ["uk", "fr"]})
    >>> languages(documents)[["name", "words", "dates", "reported statements"]].values.tolist()
    [['French', 'yes', 'no', 'no'], ['Ukrainian', 'yes', 'yes', 'no']]
    """
    return table_of(stated_or_guessed(require_documents(documents, "text"))[0])


def table_of(values):
    """Return the table of `languages` from what `stated_or_guessed` returns."""
    guessed = values.str.endswith(MARK)
    codes = languages_of(pd.DataFrame({"text": "", "language": values.str.removesuffix(MARK)}))
    counts = pd.DataFrame({"language": codes, "guessed": guessed}).groupby("language").guessed.agg(statements="size", guessed="sum")
    counts = counts.reset_index().sort_values(["statements", "language"], ascending=[False, True], ignore_index=True)
    rows = [
        (row.language, named(row.language), row.statements, row.guessed, *capabilities(row.language).values())
        for row in counts.itertuples()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"statements": "int64", "guessed": "int64"})


def not_read(table):
    """Say what is not read of the languages of a corpus; an empty text where all is.

    Parameters
    ----------
    table : DataFrame
        From `languages`.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["Так."], "language": ["uk"]})
    >>> not_read(languages(documents))
    'Ukrainian 1: no reported statements'
    """
    said = []
    for row in table.to_dict("records"):
        apart = row["language"] not in UNSPACED or sets_apart()
        lacking = [] if apart else [f"counts of words (no spaces between them; pip install {SEGMENTER})"]
        lacking += [what for what in READ if row[what] == "no"]
        if lacking:
            said.append(f"{row['name']} {row['statements']:,}: no {', no '.join(lacking)}")
    return "; ".join(said)


def stated_or_guessed(documents):
    """Return the languages of statements, with a mark where they are guessed, and how many of the silent ones were asked.

    Of very many statements that state none, some are asked.
    """
    documents = documents if "language" in documents else documents.assign(language=pd.Series(pd.NA, index=documents.index, dtype="str"))
    silent = documents.text[documents.language.isna()]
    stated = documents.language.dropna()
    if silent.empty:
        return stated.astype("str"), (0, 0)
    some = silent.iloc[np.linspace(0, len(silent) - 1, min(len(silent), GUESSED)).astype(int)]
    try:
        guesser = needed("py3langid", "Guesses of a language")
        guessed = pd.Series([f"{guesser.classify(text[:SAMPLE])[0]}{MARK}" for text in some], dtype="str")
    except NotHere:
        guessed, some = pd.Series(["not stated, and not guessed: py3langid is not here"] * len(silent)), silent
    except OSError:  # it unpacks its model into the temporary folder, which may be full
        guessed = pd.Series(["not stated, and not guessed: the disk is full"] * len(silent))
        some = silent
    return pd.concat([stated, guessed]), (len(some), len(silent))
