"""Reported statements: who is said to have said what, with which word."""

import pandas as pd

from helpers.parts.progress import rows_of
from helpers.reported.reading import read
from helpers.reported.speakers import actor_of, resolve
from helpers.reported.statement import NEGATIVE
from helpers.spans import fold

NEEDED = ["document_id", "text", "source", "issuer"]
COLUMNS = [
    *("document_id", "start", "end", "content", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end", "cue_class"),
    *("mode", "negated", "actor", "part", "complete"),
]


def reported_statements(documents):
    """Find reported statements: quotations, paraphrases and acts such as *condemned the plans*.

    Parameters
    ----------
    documents : DataFrame
        Statements; an unnamed *we* is their source, else their issuer, where they have these columns.

    Returns
    -------
    DataFrame
        One row per reported statement, in text order: document_id, start, end, content (without cue, speaker, *that* and outer
        marks), speaker (for a pronoun the name it stands for; missing where the text has none), speaker_start, speaker_end (the
        words that stand for the speaker), cue, cue_start, cue_end, cue_class (say, think, claim, condemn, demand, support,
        promise, deny), mode (direct, mixed, paraphrase, performative), negated (of the content), actor and part (from
        ``corpus/wordlists/actors.csv``; missing where unknown), complete (false for a quotation that is never closed).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["“This is a crime,” said Josep Borrell on Monday."]})
    >>> reported_statements(documents)[["content", "speaker", "cue", "mode"]].values.tolist()
    [['This is a crime', 'Josep Borrell', 'said', 'direct']]

    References
    ----------
    Newell, E., Margolin, D. and Ruths, D. (2018). An attribution relations corpus for political news. LREC 2018: what is counted
    as source, cue and content.
    """
    rows = rows_of(_found, documents[[column for column in NEEDED if column in documents]])
    table = pd.DataFrame(rows, columns=COLUMNS)
    words = dict.fromkeys(["document_id", "content", "speaker", "cue", "cue_class", "mode", "actor", "part"], "str")
    return table.astype(words | {"speaker_start": "Int64", "speaker_end": "Int64", "negated": "bool", "complete": "bool"})


def _found(documents):
    """Return the rows of some statements."""
    rows = []
    empty = [None] * len(documents)
    sources, issuers = documents.get("source", empty), documents.get("issuer", empty)
    for document_id, text, source, issuer in zip(documents.document_id, documents.text, sources, issuers, strict=True):
        folded, origin = fold(text)
        found = read(folded, text, origin)
        unnamed = source if isinstance(source, str) else issuer if isinstance(issuer, str) else None
        names = resolve(folded, [s.speaker for s in found], unnamed)
        made = [_row(document_id, text, origin, s, name) for s, name in zip(found, names, strict=True)]
        rows += sorted(made, key=lambda row: (row[1], row[2], row[8]))
    return rows


def _row(document_id, text, origin, statement, name):
    def place(span):
        return (None, None) if span is None else span if origin is None else (int(origin[span[0]]), int(origin[span[1]]))

    start, end = place((statement.start, statement.end))
    speaker = place(statement.speaker)
    cue = place(statement.cue)
    if isinstance(name, tuple):
        a, b = place(name)
        name = text[a:b]
    actor, part = actor_of(name) if name else (None, None)
    negated = statement.refused or NEGATIVE.search(text[start:end].replace("’", "'")) is not None
    about = (text[start:end], name, *speaker, text[cue[0] : cue[1]], *cue, statement.kind, statement.mode, negated)
    return (document_id, start, end, *about, actor, part, statement.complete)
