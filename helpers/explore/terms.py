"""The terms panel: several terms over time, in one figure or a panel for each group."""

from helpers import concordance, frequency, groups, plots
from helpers.counting.patterns import distinct_terms
from helpers.explore.base import Answer, Panel
from helpers.explore.choices import ALL, chosen, dated_statements, filters, menu, period_menu, text
from helpers.explore.drawing import wide
from helpers.explore.search import frequent_word
from helpers.frames.doors import require_tokens
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
    columns = [column for column in ("source", "issuer", "kind", "language") if column in documents]
    controls = {
        "wanted": text("Terms", ", ".join(wanted or [frequent_word(words)]), "several, with commas between them"),
        "measure": menu("Rate", MEASURES),
        "period": period_menu(documents, most=40),
        "by": menu("A panel for each", [("(all together)", ALL), *((column, column) for column in columns)]),
        **filters(documents),
    }

    def ask(*, wanted, measure, period, by, **choice):
        among, line = chosen(documents, **choice)
        patterns = [part.strip() for part in wanted.split(",") if part.strip()]
        if not patterns:
            raise ValueError("Write at least one term.")
        keys = [period] if by == ALL else [by, period]
        counts = frequency.term_frequency(words, by=keys if len(keys) > 1 else period, terms=patterns, documents=among)
        table = frequency.statement_share(counts)
        names = [None] if by == ALL else list(table.groupby(by).total.sum().sort_values(ascending=False, kind="stable").index[:PANELS])
        rows = -(-len(names) // 2)

        def draw(figure):
            axes = figure.subplots(rows, min(len(names), 2), sharex=True, sharey=True, squeeze=False)
            as_asked = table.sort_values("term", key=lambda term: term.map(patterns.index), kind="stable")  # one colour for one term
            for name, ax in zip(names, axes.flat, strict=False):
                shown = as_asked if name is None else as_asked[as_asked[by] == name]
                plots.rate_lines(shown, period=period, value=measure, ax=ax)
                if name is not None:
                    ax.set_title(str(name)[:50].replace("$", r"\$"), fontsize=10)
                    ax.label_outer()
            for ax in axes.flat[len(names) :]:
                ax.set_visible(False)
            if names[0] is not None:  # one legend for all, where the titles leave it room
                for ax in axes.flat[: len(names)]:
                    ax.get_legend().remove()
                figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside upper left", ncols=3, frameon=False, fontsize=9)

        def spans(row):
            key = groups.group_keys(among, keys)
            inside = key[period] == row[period]
            return concordance.kwic(among[inside & (key[by] == row[by])] if by != ALL else among[inside], row.term, tokens=words)

        by_code = repr(period if len(keys) == 1 else keys)
        own = f".drop(columns={period!r})" if period in given else ""
        counted = f"words, by={by_code}, terms={patterns!r}, documents=chosen{own}"
        code = f"{line}\nfrequency.statement_share(frequency.term_frequency({counted}))"
        n = table.n.sum()
        of = 1 if by == ALL else table[by].nunique()
        note = f"{n:,} hits in {len(among):,} statements; choose a point or a row to read."
        note += f" Drawn are the {len(names):,} with most words of {of:,}, by {by}." * (of > len(names))
        size = {"height": 3.2 if rows == 1 else 0.6 + 2.1 * rows, "width": wide(table[period], beside=min(len(names), 2))}
        return Answer(table, draw, spans, code, note, **size)

    return Panel(documents, controls, ask, name="terms", choices=choices)
