"""The compare panel: what sets two selections of statements apart, and the wording of two statements side by side."""

from functools import partial
from typing import NamedTuple

import ipywidgets
import pandas as pd

from helpers import concordance, corpus, groups, keyness, plots, wording
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import (
    COLUMNS,
    MENUS,
    WIDE,
    choice_of,
    chosen,
    dated_statements,
    filters,
    kept,
    menu,
    period_menu,
    selected,
    several,
    written,
)
from helpers.explore.drawing import wide
from helpers.explore.trends import TREND, Trends, with_trend
from helpers.frames.doors import positions, require_tokens
from helpers.tokens import tokenize

OTHERS = "all other statements"
MOST, LISTED, SHOWN, THIN = 40, 1000, 16, 5  # groups of a kind, statements in a list, terms in the figure, statements in a group
KEYNESS = "keyness.keyness(*(words[words.document_id.isin(side.document_id)] for side in (a, b)))"  # the code that gives the table
SIDE = "side"  # the column of a trend that says of which group a row is


class Sides(NamedTuple):
    """Two groups of statements: their names, the statements of each, how many are of both, the terms that set them apart, and code.

    The statements may be without their texts.
    """

    names: tuple
    a: pd.DataFrame
    b: pd.DataFrame
    shared: int
    table: pd.DataFrame
    code: str


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
        The controls' first values, by the names in `controls`: target, reference, period, since, until, issuer …
        A group is a column and a value, as ``("issuer", "NATO")`` or ``("year", 2022)``, or the name of a subcorpus; `target` and
        `reference` take one or a list; without `reference` a `target` is compared with all other statements.
        Of one column a statement has any of the values, of several columns one of each.

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
    given, documents = documents, dated_statements(documents)
    words = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
    if "target" in choices:  # where nothing is said of the other side, it is the rest
        choices.setdefault("reference", ())
    choices |= {side: _named(choices[side]) for side in ("target", "reference") if side in choices}
    own = f".drop(columns={[name for name in groups.PERIODS if name in given]})" * any(name in given for name in groups.PERIODS)
    ask = _Compare(documents, words, own).ask
    return Panel(documents, _controls(documents), ask, name="compare", choices=choices, undrawn=("left", "right"))


def _named(wanted):
    """Return groups as the controls hold them: the name of a subcorpus, alone or in a list, as a group."""
    known = corpus.subcorpora()
    if isinstance(wanted, list):
        return [_named(group) for group in wanted]
    return ("subcorpus", wanted) if isinstance(wanted, str) and wanted in known else wanted


def _controls(documents):
    offered = _groups(documents)
    alike = len(offered) > 1 and offered[1][1][0] == offered[0][1][0] not in ("year", "subcorpus")
    few = min(len(selected(documents, _choice((group,)))) for _, group in offered[: 1 + alike]) < THIN
    ids = documents.document_id.head(LISTED).astype("str").tolist()
    statement = {"options": ids, "ensure_option": False, "continuous_update": False, "style": WIDE, "layout": {"width": "auto"}}
    sides = {
        "target": several("Compare", offered, offered[0][1], unchosen="(choose a group)"),
        "reference": several("with", offered, offered[1][1] if alike else (), unchosen=OTHERS),
    }
    MENUS.update(dict.fromkeys(sides.values(), lambda: _groups(documents)))
    return {
        **sides,
        "least": menu("Terms in at least", [(f"{n} statements", n) for n in (1, 3, 5, 10, 20)], 1 if few else THIN),
        "period": period_menu(documents, most=40),
        **filters(documents),
        "left": ipywidgets.Combobox(description="Wording of", placeholder="a statement's document_id", **statement),
        "right": ipywidgets.Combobox(description="beside", placeholder="another's", **statement),
    }


class _Compare:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, words, own):
        self.documents, self.words, self.own, self.sources = documents, words, own, Sources(documents, tokens=words)
        self.plain = documents.drop(columns="text")
        self.groups, self.ids = keyness.Groups(words), words["document_id"].array.categories
        self.sides, self.trend, self.trends = kept(self._sides), kept(self._trend), Trends(words)

    def _sides(self, target, reference, choice):
        """Return two groups with their statements, those of both left to the first, and the terms that set them apart."""
        if not target:
            raise ValueError("Choose at least one group to compare.")
        among, line = chosen(self.documents, **dict(choice))
        if "subcorpus" not in {**_choice(target), **_choice(reference)}:  # else the texts may be asked for; to copy them takes long
            among = self.plain if among is self.documents else among.drop(columns="text")
        a = selected(among, _choice(target))
        b = selected(among, _choice(reference)) if reference else among
        own = b.document_id.isin(a.document_id)
        table = self.groups.keyness(*(positions(self.ids, side.document_id) >= 0 for side in (a, b[~own])))
        other, apart = ("b", "b") if reference and own.any() else ("chosen", "")
        code = f"{line}{self.own}; a = {written(_choice(target), of='chosen')}"
        if reference:
            code += f"; b = {written(_choice(reference), of='chosen')}"
        if apart or not reference:
            code += f"; b = {other}[~{other}.document_id.isin(a.document_id)]"
        names = (_name(target, reference), _name(reference, target) if reference else OTHERS)
        return Sides(names, a, b[~own], int(own.sum()) if reference else 0, table, code)

    def _trend(self, term, period, sides_of):
        """Return how often a term was used in each period, on either side."""
        sides = self.sides(*sides_of)
        tables = [
            self.trends.of([term], period, side).assign(side=name) for side, name in zip((sides.a, sides.b), sides.names, strict=True)
        ]
        return pd.concat(tables, ignore_index=True)

    def claim(self, target, reference, choice, row):
        """Return what sets two groups apart in the use of a term as the line of a claim."""
        if row is None or SIDE in row:
            raise ValueError("Choose a bar or a row first: the claim is of its term.")
        of = choice_of(self.documents, **choice)
        against = _choice(reference) | of if reference else None
        return claim(self.documents, "keyness of", row.term, against=against, sources=self.sources, **_choice(target) | of)

    def ask(self, *, target, reference, least, period, left, right, term=None, **choice):
        beside = _beside(self.documents, left, right) if left and right and left != right else None
        of = target, reference, tuple(choice.items())
        sides = self.sides(*of)
        if sides.b.empty:
            raise NothingToShow(_alone(len(sides.a), sides.names[0], reference), sides.table, beside=beside)
        table = sides.table[sides.table.documents >= least].reset_index(drop=True)
        if table.empty:
            raise NothingToShow(f"No term is in {least} statements of these groups.", table, beside=beside)
        sure = int(((table.low > 0) | (table.high < 0)).sum())
        shown = (table[(table.low > 0) | (table.high < 0)] if sure else table).head(SHOWN)
        word = shown.term.iloc[0] if term is None else term
        rates = self.trend(word, period, of)

        def draw(figure):
            above, below = with_trend(figure, 1 + 0.24 * len(shown))
            plots.keyness_bars(shown, target=sides.names[0], reference=sides.names[1], ax=above)
            plots.rate_lines(rates, period=period, of=SIDE, ax=below)
            below.set_xlabel(f"“{word[:60]}” by {period}".replace("$", r"\$"))

        def spans(row):
            if SIDE not in row:
                among = pd.concat([sides.a, sides.b]).sort_values("date", kind="stable")
            else:
                among = sides.a if row[SIDE] == sides.names[0] else sides.b
                among = among[groups.group_keys(among, period)[period] == row[period]]
            texts = self.documents.set_index("document_id")["text"]
            return concordance.kwic(among.assign(text=texts.loc[among.document_id].array), row.term, tokens=self.words)

        linked = {"follows": lambda row: {"term": row.term}, "narrowed": lambda row: table[table.term == row.term], "beside": beside}
        note = f"{_told(sides)} Of {len(table):,} terms, {sure:,} have an interval without 0. Choose a bar, a point or a row to read."
        size = {"height": 1 + 0.24 * len(shown) + TREND, "width": wide(rates[period])}
        own = choice_of(self.documents, **choice)
        told_alike = not (sides.shared or {*own} & {*_choice(target), *_choice(reference)}) and (reference or not own)
        size |= {"claims": partial(self.claim, target, reference, choice)} if told_alike else {}  # a claim has no statements to leave out
        return Answer(table, draw, spans, f"{sides.code}\n{KEYNESS}.query('documents >= {least}')", note, **linked, **size)


def _told(sides):
    """Say how many statements the two groups have."""
    shared = f", without {sides.shared:,} that are in both" if sides.shared else ""
    return f"{sides.names[0]}: {len(sides.a):,} statements; {sides.names[1]}: {len(sides.b):,}{shared}."


def _groups(documents):
    """Return the groups of statements that can be chosen, by column, year and kept name, with their names."""
    found = []
    for column, _ in sorted(COLUMNS, key=lambda pair: pair[0] != "source"):  # sources first: they are the fewest
        if column in documents and documents[column].nunique() > 1:
            counts = documents[column].value_counts().head(MOST)
            found += [(f"{column} {name} ({n:,})", (column, name)) for name, n in counts.items()]
    years = documents.date.dt.year.value_counts().sort_index().tail(MOST)
    found += [(f"year {year} ({n:,})", ("year", int(year))) for year, n in years.items()]
    return found + [(f"subcorpus {name}", ("subcorpus", name)) for name in corpus.subcorpora()]


def _alone(size, target, reference):
    """Say why there is no second group."""
    if reference:
        return "The second group has no statement of its own; choose another."
    if size == 1:
        return "There is one statement, and nothing to compare it with."
    return f"All {size:,} statements are of one group ({target}), and there is no other to compare it with."


def _choice(wanted):
    """Return groups as `corpus.select` takes them: any of the values of a column, one of each column."""
    columns = dict.fromkeys(column for column, _ in wanted)
    return {column: tuple(value for other, value in wanted if other == column) for column in columns}


def _name(wanted, other):
    """Return the name of groups; with their columns, where those on the other side are called the same."""
    called = [", ".join(str(value) for _, value in side)[:40] for side in (wanted, other)]
    return called[0] if called[0] != called[1] else ", ".join(f"{column} {value}" for column, value in wanted)[:60]


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
