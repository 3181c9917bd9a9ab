"""Judges of tables that lead back to their statements; like those in `judges`, they return None for a right answer."""

import re
from collections import Counter

import pandas as pd

from helpers.lessons.answers import kind_of
from helpers.lessons.judges import not_here

NO_TABLE = "The answer is {}; the task asks for a table with a row for each hit."


def rows(right, documents, *, sentences=False, mistakes=()):
    """Judge a table by its rows: those of `right`, by document_id (and start, where both have it)."""

    def judge(answer):
        if not isinstance(answer, pd.DataFrame):
            return NO_TABLE.format(kind_of(answer))
        if "document_id" not in answer:
            return "The table has no column document_id, so no row leads back to its statement."
        if (fault := _same_rows(answer, right)) is not None:
            named = [sentence for wrong, sentence in mistakes if _same_rows(answer, wrong) is None]
            return named[0] if named else fault
        if sentences and "sentence" not in answer:
            return "These are the right places, without their words: spans.evidence gives the sentences."
        return _misquoted(answer, documents)

    return judge


def _same_rows(answer, right):
    columns = [column for column in ("document_id", "start") if column in answer and column in right]
    given, wanted = (Counter(table[columns].astype("str").itertuples(index=False, name=None)) for table in (answer, right))
    if set(given) == set(wanted):  # the same sentence twice, or once: both are right
        return None
    return f"Not these rows: {len(set(given) - set(wanted))} should not be there, and {len(set(wanted) - set(given))} more should."


def _misquoted(answer, documents):
    if "sentence" not in answer:
        return None
    texts = documents.set_index(documents.document_id.astype("str")).text
    wrong = [i for i, row in enumerate(answer.itertuples()) if str(row.sentence) not in texts.get(str(row.document_id), "")]
    return f"The sentence of row {wrong[0]} does not stand in its statement." if wrong else None


def finding_about(rows_of, what):
    """Return the task to answer a question of one's own; it does not apply where the corpus has no rows of what the lesson is about."""

    def finding(documents):
        return not_here(f"it has no {what}") if rows_of(documents).empty else _finding(documents)

    return finding


def _finding(documents):
    """Judge an answer to a question of one's own: its form, and whether its evidence stands in the corpus."""

    def judge(answer):
        parts = ("question", "evidence", "claim", "doubt")
        if not isinstance(answer, dict) or set(parts) - set(answer):
            return f"The answer is a dict with {', '.join(parts)}; fill in each of them."
        if any(part is ... or part in ("", "…", "...") for part in answer.values() if not isinstance(part, pd.DataFrame)):
            return "Some part is still empty: " + ", ".join(p for p in parts if answer[p] is ... or str(answer[p]) in ("", "…", "..."))
        question, evidence, claim, doubt = (answer[part] for part in parts)
        if not str(question).strip().endswith("?"):
            return "The question does not end with a question mark: is it a question that texts can answer?"
        if not isinstance(evidence, pd.DataFrame) or "document_id" not in evidence or evidence.empty:
            return "The evidence is a table with document_id and at least one row: from spans.evidence or concordance.kwic."
        strangers = set(evidence.document_id.astype("str")) - set(documents.document_id.astype("str"))
        if strangers:
            return "The evidence names a statement that is not in the corpus: rows must lead back to their texts."
        if {"sentence", "node", "surface"}.isdisjoint(evidence):
            return "The evidence has no words: put it through spans.evidence, so that a reader sees the sentences."
        if (fault := _misquoted(evidence, documents)) is not None:
            return fault
        said = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", str(claim))}
        if not said & {len(evidence), evidence.document_id.nunique()}:
            return "The claim does not say how many: give the number of rows or of statements in the evidence."
        if len(str(doubt).split()) < 5 or str(doubt).strip() == str(claim).strip():
            return "The doubt is too short or repeats the claim: say in five words or more what the evidence does not show."
        return None

    return judge
