"""The compare panel: what sets two selections of statements apart, and the wording of two statements side by side."""

import functools

import ipywidgets
import pandas as pd

from helpers import concordance, keyness, plots, wording
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import WIDE, dated_statements, menu
from helpers.frames.doors import require_tokens
from helpers.tokens import tokenize

OTHERS, NONE = "all other statements", "(none)"
MOST, LISTED, SHOWN, THIN = 40, 1000, 20, 5  # groups of a kind, statements in a list, terms in the figure, statements in a group


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
    groups = _groups(documents)
    alike = len(groups) > 1 and groups[1][1][0] == groups[0][1][0] != "year"
    few = min(_of(documents, group).sum() for _, group in groups[: 1 + alike]) < THIN
    ids = documents.document_id.head(LISTED).astype("str").tolist()
    statement = {"options": ids, "ensure_option": False, "continuous_update": False, "style": WIDE, "layout": {"width": "auto"}}
    controls = {
        "target": menu("Compare", groups, groups[0][1]),
        "reference": menu("with", [(OTHERS, OTHERS), *groups], groups[1][1] if alike else OTHERS),
        "least": menu("Terms in at least", [(f"{n} statements", n) for n in (1, 3, 5, 10, 20)], 1 if few else THIN),
        "left": ipywidgets.Combobox(description="Wording of", placeholder="a statement's document_id", **statement),
        "right": ipywidgets.Combobox(description="beside", placeholder="another's", **statement),
    }

    @functools.lru_cache(maxsize=8)
    def key(target, reference):
        a = _of(documents, target)
        b = ~a if reference == OTHERS else _of(documents, reference)
        both = int((a & b).sum())
        b &= ~a
        sides = [words[words.document_id.isin(documents.document_id[side])] for side in (a, b)]
        return a, b, both, keyness.keyness(*sides)

    def ask(*, target, reference, least, left, right):
        a, b, both, table = key(target, reference)
        beside = _beside(documents, left, right) if left and right and left != right else None
        if not b.any():
            raise NothingToShow(_alone(len(documents), a, target, reference), table, beside=beside)
        table = table[table.documents >= least].reset_index(drop=True)
        if table.empty:
            raise NothingToShow(f"No term is in {least} statements of these groups.", table, beside=beside)
        sure = table[(table.low > 0) | (table.high < 0)]
        names = [_name(group) for group in (target, reference)]

        def draw(figure):
            shown = (sure if len(sure) else table).head(SHOWN)
            plots.keyness_bars(shown, target=names[0], reference=names[1], ax=figure.subplots())

        def spans(row):
            return concordance.kwic(documents[a | b], row.term, tokens=words)

        groups = f"{_code(target)}, {_code(reference, target)}" + (f" & ~{_code(target)}" if both else "")
        code = (
            f"target, reference = (words[words.document_id.isin(documents.document_id[side])] for side in ({groups}))\n"
            f"keyness.keyness(target, reference).query('documents >= {least}')"
        )
        differ = f"Of {len(table):,} terms, {len(sure):,} have an interval without 0. Choose a bar or a row to read."
        shared = f", without {both:,} that are in both" if both else ""
        note = f"{names[0]}: {a.sum():,} statements; {names[1]}: {b.sum():,}{shared}. {differ}"
        return Answer(table, draw, spans, code, note, height=1 + 0.28 * min(len(sure) or len(table), SHOWN), beside=beside)

    return Panel(documents, controls, ask, name="compare", choices=choices)


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
