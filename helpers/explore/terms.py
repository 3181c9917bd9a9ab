"""The terms panel: several terms over time, in one figure or a panel for each group."""

from helpers import concordance, frequency, groups, plots
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.counting.patterns import distinct_terms
from helpers.explore.base import Answer, Panel
from helpers.explore.choices import ALL, choice_of, chosen, dated_statements, filters, kept, menu, period_menu, text
from helpers.explore.drawing import said_instead, wide
from helpers.explore.search import frequent_word
from helpers.explore.trends import Trends
from helpers.frames.doors import require_tokens
from helpers.plots.base import counted, joined
from helpers.tokens import tokenize

MEASURES = [("per 10,000 words", "per_10k"), ("share of statements", "share")]
PANELS = 6  # the groups with most words


def terms(documents, wanted=None, *, tokens=None, **choices):
    """Open the terms panel: how often terms are used over time, in all or by issuer, with intervals.

    Without the panel: `frequency.term_frequency` gives the table, `frequency.statement_share` the shares.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    wanted : list of str, optional
        Words, phrases or wildcards; the default is the most frequent word that is no stop word.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.
    **choices
        The controls' first values, by the names in `controls`: period, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `frequency.statement_share`.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No votes.", "Sham votes!"]})
    >>> terms(documents, ["sham", "votes"]).table[["month", "term", "n"]].astype("str").values.tolist()
    [['2022-09', 'votes', '1'], ['2022-09', 'sham', '0'], ['2022-10', 'sham', '1'], ['2022-10', 'votes', '1']]
    """
    given, documents = documents, dated_statements(documents)
    words = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
    wanted = [] if wanted is None else distinct_terms([wanted] if isinstance(wanted, str) else wanted, name="wanted").tolist()

    ask = _Terms(given, documents, words).ask
    return Panel(documents, _controls(documents, wanted or [frequent_word(words)]), ask, name="terms", choices=choices)


class _Terms:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, given, documents, words):
        self.given, self.documents, self.words = given, documents, words
        self.sources = Sources(documents, tokens=words)
        self.counted, self.trends = kept(self._counted), Trends(words)

    def _counted(self, patterns, keys, choice):
        among = chosen(self.documents, **dict(choice))[0]
        return frequency.statement_share(self.trends.of(patterns, keys, among))

    def claim(self, row, patterns, keys, choice):
        """Return a row, or the first term over all time, as the line of a claim."""
        term, at = (patterns[0], None) if row is None else (row.term, {key: str(row[key]) for key in keys})
        return claim(self.documents, "hits of", term, by=at, sources=self.sources, **choice_of(self.documents, **choice))

    def ask(self, *, wanted, measure, period, by, **choice):
        among, line = chosen(self.documents, **choice)
        patterns = [part.strip() for part in wanted.split(",") if part.strip()]
        if not patterns:
            raise ValueError("Write at least one term.")
        keys = [period] if by == ALL else [by, period]
        table = self.counted(tuple(patterns), tuple(keys), tuple(choice.items()))
        parts = {None: table} if by == ALL else _parts(table, by)
        rows = -(-len(parts) // 2)

        def draw(figure):
            if table.n.any():
                return _draw(figure, parts, patterns, period=period, measure=measure)
            ax = plots.rate_lines(next(iter(parts.values())), period=period, value=measure, legend=False, ax=figure.subplots())
            never = f"{joined([f'“{name[:60]}”' for name in patterns])}: in none of {len(among):,} statements."
            return said_instead(ax, never)

        def spans(row):
            key = groups.group_keys(among, keys)
            inside = key[period] == row[period]
            return concordance.kwic(among[inside & (key[by] == row[by])] if by != ALL else among[inside], row.term, tokens=self.words)

        def narrowed(row):
            return table[table[period] == row[period]]

        by_code = repr(period if len(keys) == 1 else keys)
        own = f".drop(columns={period!r})" if period in self.given else ""
        call = f"words, by={by_code}, terms={patterns!r}, documents=chosen{own}"
        code = f"{line}\nfrequency.statement_share(frequency.term_frequency({call}))"
        size = {
            "height": 3.2 if rows == 1 or not table.n.any() else 0.6 + 2.1 * rows,
            "width": wide(table[period], beside=min(len(parts), 2)),
            "narrowed": narrowed,
            "claims": lambda row: self.claim(row, patterns, keys, choice),
        }
        return Answer(table, draw, spans, code, _noted(table, among, parts, by), **size)


def _noted(table, among, parts, by):
    of = 1 if by == ALL else table[by].nunique()
    note = f"{counted(int(table.n.sum()), 'hit')} in {counted(len(among), 'statement')}; choose a point or a row to read."
    return note + f" Drawn are the {len(parts):,} with most words of {of:,}, by {by}." * (of > len(parts))


def _controls(documents, wanted):
    columns = [column for column in ("source", "issuer", "kind", "language") if column in documents]
    return {
        "wanted": text("Terms", ", ".join(wanted), "several, with commas between them"),
        "measure": menu("Rate", MEASURES),
        "period": period_menu(documents, most=40),
        "by": menu("A panel for each", [("(all together)", ALL), *((column, column) for column in columns)]),
        **filters(documents),
    }


def _parts(table, by):
    """Return the rows of each of the groups with most words."""
    most = table.groupby(by).total.sum().sort_values(ascending=False, kind="stable").index[:PANELS]
    return {name: table[table[by] == name] for name in most}


def _draw(figure, parts, patterns, *, period, measure):
    """Draw the rates of each group, in the order in which the terms were asked for: one colour for one term."""
    axes = figure.subplots(-(-len(parts) // 2), min(len(parts), 2), sharex=True, sharey=True, squeeze=False)
    for (name, table), ax in zip(parts.items(), axes.flat, strict=False):
        as_asked = table.sort_values("term", key=lambda term: term.map(patterns.index), kind="stable")
        plots.rate_lines(as_asked, period=period, value=measure, legend=None in parts, ax=ax)
        if name is not None:
            ax.set_title(str(name)[:50].replace("$", r"\$"), fontsize=10, y=1)  # a place of its own, or Matplotlib seeks one
            ax.label_outer()
    for ax in axes.flat[len(parts) :]:
        ax.set_visible(False)
    if None not in parts:  # one legend for all, where the titles leave it room
        figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside upper left", ncols=3, frameon=False, fontsize=9)
