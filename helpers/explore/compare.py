"""The compare panel: what sets two selections of statements apart, and the wording of two statements side by side."""

import functools
from typing import NamedTuple

import ipywidgets
import numpy as np
import pandas as pd

from helpers import concordance, keyness, plots, wording
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import WIDE, dated_statements, menu
from helpers.frames.doors import positions, require_tokens
from helpers.tokens import tokenize

OTHERS, NONE = "all other statements", "(none)"
MOST, LISTED, SHOWN, THIN = 40, 1000, 20, 5  # groups of a kind, statements in a list, terms in the figure, statements in a group


class Sides(NamedTuple):
    """Two groups of statements, which statements are of each, how many of both, and the table of their terms."""

    target: tuple
    reference: object  # a group, or `OTHERS`
    a: pd.Series
    b: pd.Series
    shared: int
    table: pd.DataFrame


def compare(documents, *, tokens=None, **choices):
    """Open the compare panel: the terms that set two groups of statements apart, and what differs between two statements.

    Without the panel: `keyness.keyness` gives the table, `wording.compare` the changes.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.
    **choices
        The controls' first values, by the names in `controls`: period, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `keyness.keyness`, for terms in so many statements or more.

    Examples
    --------
    >>> dates = pd.to_datetime(["2022-09-22", "2023-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No votes.", "No grain."]})
    >>> sorted(compare(documents).table.term)
    ['grain', 'no', 'votes']
    """
    documents = dated_statements(documents)
    words = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
    groups, ids = keyness.Groups(words), words["document_id"].array.categories

    @functools.lru_cache(maxsize=8)
    def sides(target, reference):
        return _sides(documents, groups, ids, target, reference)

    def ask(*, target, reference, least, left, right):
        both = sides(target, reference)
        beside = _beside(documents, left, right) if left and right and left != right else None
        return _answer(documents, words, both, least=least, beside=beside)

    return Panel(documents, _controls(documents), ask, name="compare", choices=choices, undrawn=("left", "right"))


def _controls(documents):
    groups = _groups(documents)
    alike = len(groups) > 1 and groups[1][1][0] == groups[0][1][0] != "year"
    few = min(_of(documents, group).sum() for _, group in groups[: 1 + alike]) < THIN
    ids = documents.document_id.head(LISTED).astype("str").tolist()
    statement = {"options": ids, "ensure_option": False, "continuous_update": False, "style": WIDE, "layout": {"width": "auto"}}
    return {
        "target": menu("Compare", groups, groups[0][1]),
        "reference": menu("with", [(OTHERS, OTHERS), *groups], groups[1][1] if alike else OTHERS),
        "least": menu("Terms in at least", [(f"{n} statements", n) for n in (1, 3, 5, 10, 20)], 1 if few else THIN),
        "left": ipywidgets.Combobox(description="Wording of", placeholder="a statement's document_id", **statement),
        "right": ipywidgets.Combobox(description="beside", placeholder="another's", **statement),
    }


def _sides(documents, groups, ids, target, reference):
    """Return two groups with their statements, those of both left to the first, and the terms that set them apart."""
    a = _of(documents, target)
    b = ~a if reference == OTHERS else _of(documents, reference)
    shared = int((a & b).sum())
    b &= ~a
    at = positions(ids, documents.document_id)
    return Sides(target, reference, a, b, shared, groups.keyness(*(np.append(side, False)[at] for side in (a, b))))


def _answer(documents, words, sides, *, least, beside):
    if not sides.b.any():
        raise NothingToShow(_alone(len(documents), sides.a, sides.target, sides.reference), sides.table, beside=beside)
    table = sides.table[sides.table.documents >= least].reset_index(drop=True)
    if table.empty:
        raise NothingToShow(f"No term is in {least} statements of these groups.", table, beside=beside)
    sure = table[(table.low > 0) | (table.high < 0)]
    drawn = (sure if len(sure) else table).head(SHOWN)

    def draw(figure):
        plots.keyness_bars(drawn, target=_name(sides.target), reference=_name(sides.reference), ax=figure.subplots())

    def spans(row):
        return concordance.kwic(documents[sides.a | sides.b], row.term, tokens=words)

    differ = f"Of {len(table):,} terms, {len(sure):,} have an interval without 0. Choose a bar or a row to read."
    height = 1 + 0.28 * len(drawn)
    return Answer(table, draw, spans, _code_of(sides, least), f"{_told(sides)} {differ}", height=height, beside=beside)


def _code_of(sides, least):
    groups = f"{_code(sides.target)}, {_code(sides.reference, sides.target)}" + (f" & ~{_code(sides.target)}" if sides.shared else "")
    return (
        f"target, reference = (words[words.document_id.isin(documents.document_id[side])] for side in ({groups}))\n"
        f"keyness.keyness(target, reference).query('documents >= {least}')"
    )


def _told(sides):
    """Say how many statements the two groups have."""
    shared = f", without {sides.shared:,} that are in both" if sides.shared else ""
    return f"{_name(sides.target)}: {sides.a.sum():,} statements; {_name(sides.reference)}: {sides.b.sum():,}{shared}."


def _groups(documents):
    """Return the groups of statements that can be chosen, by column and year, with their names."""
    found = [("all statements", ("", ""))] if len(documents) == 1 else []
    for column in ("source", "issuer", "kind", "language"):
        if column in documents and documents[column].nunique() > 1:
            counts = documents[column].value_counts().head(MOST)
            found += [(f"{column} {name} ({n:,})", (column, name)) for name, n in counts.items()]
    years = documents.date.dt.year.value_counts().sort_index().tail(MOST)
    return found + [(f"year {year} ({n:,})", ("year", int(year))) for year, n in years.items()]


def _alone(size, a, target, reference):
    """Say why there is no second group."""
    if size == 1:
        return "There is one statement, and nothing to compare it with."
    if reference == OTHERS and a.sum() == size:
        return f"All {size:,} statements are of one group ({_name(target)}), and there is no other to compare it with."
    return "The second group has no statement of its own; choose another."


def _of(documents, group):
    column, value = group
    if not column:
        return pd.Series(True, index=documents.index)
    return (documents.date.dt.year if column == "year" else documents[column]) == value


def _name(group):
    return OTHERS if group == OTHERS else str(group[1])[:40]


def _code(group, target=None):
    if group == OTHERS:
        return f"~{_code(target)}"
    column, value = group
    return f"(documents.date.dt.year == {value})" if column == "year" else f"(documents.{column} == {value!r})"


def _beside(documents, left, right):
    """Return two statements in pieces, each the same in both or one's own."""
    known = documents.set_index(documents.document_id.astype("str"))
    unknown = [name for name in (left, right) if name not in known.index]
    if unknown:
        raise ValueError(f"There is no statement {unknown[0]!r}; write a document_id.")
    texts = [known.text[left], known.text[right]]
    changes = wording.compare(*texts)
    sides = []
    for name, side, text in (("left", "a", texts[0]), ("right", "b", texts[1])):
        parts, at = [], 0
        for change, start, end in zip(changes.change, changes[f"start_{side}"], changes[f"end_{side}"], strict=True):
            if end > start:
                parts += [[text[at:start], ""], [text[start:end], "" if change == "same" else "del" if name == "left" else "ins"]]
                at = end
        parts.append([text[at:], ""])
        sides.append({"head": left if name == "left" else right, "parts": [part for part in parts if part[0]]})
    return {"sides": sides, "same": float((changes.change == "same").mean())}
