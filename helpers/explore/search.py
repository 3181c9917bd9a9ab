"""The search panel: a pattern's hits over time, and its lines."""

from helpers import concordance, frequency, groups, plots, tables
from helpers.counting.patterns import pattern_words
from helpers.explore.base import Answer, Panel
from helpers.explore.choices import chosen, dated_statements, filters, kept, menu, period_menu, text
from helpers.explore.drawing import title, wide
from helpers.frames.doors import require_tokens
from helpers.spans import wordlist
from helpers.tokens import tokenize

LINES = 1000
ORDERS = [("date", "date"), ("words to the right", "right"), ("words to the left", "left")]


def search(documents, pattern=None, *, tokens=None, **choices):
    """Open the search panel: words, phrases or wildcards, their hits by period, and their lines in context.

    Without the panel: `concordance.kwic` gives the lines, `frequency.term_frequency` the rates.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    pattern : str, optional
        As for `concordance.kwic`; the default is the most frequent word that is no stop word.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.
    **choices
        The controls' first values, by the names in `controls`: period, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` has the first 1,000 lines: document_id, date, start, end, left, node, right.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No votes.", "Sham votes!"]})
    >>> search(documents, "vote*").table[["left", "node", "right"]].values.tolist()
    [['No', 'votes', '.'], ['Sham', 'votes', '!']]
    """
    documents = dated_statements(documents)
    words = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
    if pattern is not None:
        pattern_words(pattern)  # what is no pattern is named before anything is made of it
    controls = {
        "pattern": text("Search for", frequent_word(words) if pattern is None else pattern, "a word, a phrase, or referend*"),
        **filters(documents),
        "period": period_menu(documents, most=40),
        "sort": menu("Lines by", ORDERS),
    }

    @kept
    def counted(pattern, period, choice):
        return frequency.term_frequency(words, by=period, terms=[pattern], documents=chosen(documents, **dict(choice))[0])

    @kept
    def listed(pattern, sort, choice):
        among = chosen(documents, **dict(choice))[0]
        return concordance.kwic(among, pattern, width=60, tokens=words, sort=None if sort == "date" else sort, limit=LINES)

    def ask(*, pattern, period, sort, **choice):
        among, line = chosen(documents, **choice)
        lines, over_time = listed(pattern, sort, tuple(choice.items())), counted(pattern, period, tuple(choice.items()))
        hits = over_time.n.sum()

        def draw(figure):
            ax = plots.period_rates(over_time, period=period, value="per_10k", exposure="total", ax=figure.subplots())
            title(ax, f"“{pattern[:60]}” by {period}")

        def spans(row):
            if "start" in row:
                return lines[(lines.document_id == row.document_id) & (lines.start == row.start)]
            inside = among[groups.group_keys(among, period)[period] == row[period]]
            return concordance.kwic(inside, pattern, tokens=words)

        def narrowed(row):
            inside = among[groups.group_keys(among, period)[period] == row[period]] if "start" not in row else None
            how = {"width": 60, "tokens": words, "sort": None if sort == "date" else sort, "limit": LINES}
            return None if inside is None else concordance.kwic(inside, pattern, **how)

        order = "" if sort == "date" else f", sort={sort!r}"
        code = f"{line}\nconcordance.kwic(chosen, {pattern!r}, width=60, tokens=words{order}, limit={LINES})"
        among_them = over_time.documents.sum()
        note = (
            f"{hits:,} {'hit' if hits == 1 else 'hits'} in {among_them:,} of {len(among):,} statements; choose a point or a line to read."
        )
        return Answer(lines, draw, spans, code, note, width=wide(over_time[period]), narrowed=narrowed)

    return Panel(documents, controls, ask, name="search", choices=choices, undrawn=("sort",))


def frequent_word(words):
    """Return the most frequent type that is no stop word, or else the most frequent."""
    counts = words["type"].value_counts()
    content = counts[~counts.index.isin(wordlist("stop_words")) & ~counts.index.str.isnumeric()]
    return str(tables.pick([*content.index[:1], *counts.index[:1]], default="*"))
