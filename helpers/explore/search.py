"""The search panel: a pattern's hits over time, and its lines."""

from helpers import concordance, groups, plots, tables
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.counting.patterns import pattern_words
from helpers.explore.base import Answer, Panel
from helpers.explore.choices import choice_of, chosen, dated_statements, filters, kept, menu, period_menu, text
from helpers.explore.drawing import said_instead, title, wide
from helpers.explore.trends import Trends
from helpers.frames.doors import require_tokens
from helpers.spans import wordlist
from helpers.tokens import tokenize

LINES, NONE = 1000, "(nothing more)"
PLACES = [
    (f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd'} word to the {side}", f"{side[0].upper()}{n}")
    for side in ("right", "left")
    for n in (1, 2, 3)
]
ORDERS = [("date", "date"), ("words to the right", "right"), ("words to the left", "left"), *PLACES]


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
        Its `table` has the first 1,000 lines: document_id, date, issuer where it is known, start, end, left, node, right, statement.

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
        "then": menu("then by", [(NONE, ""), *PLACES]),
        "last": menu("and by", [(NONE, ""), *PLACES]),
    }

    return Panel(documents, controls, _Search(documents, words).ask, name="search", choices=choices, undrawn=("sort", "then", "last"))


class _Search:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, words):
        self.documents, self.words, self.sources = documents, words, Sources(documents, tokens=words)
        self.issuers = documents.set_index("document_id").issuer if "issuer" in documents else None
        self.counted, self.listed, self.trends = kept(self._counted), kept(self._listed), Trends(words)

    def _counted(self, pattern, period, choice):
        return self.trends.of([pattern], period, chosen(self.documents, **dict(choice))[0])

    def _listed(self, pattern, sort, period, within, choice):
        among = chosen(self.documents, **dict(choice))[0]
        among = among if within is None else among[groups.group_keys(among, period)[period] == within]
        lines = concordance.kwic(among, pattern, width=60, tokens=self.words, sort=sort, limit=LINES, whole=True)
        if self.issuers is not None:
            lines.insert(lines.columns.get_loc("date") + 1, "issuer", self.issuers.reindex(lines.document_id).to_numpy())
        return lines

    def ask(self, *, pattern, period, sort, then, last, **choice):
        sort = None if sort == "date" else sort if sort in ("right", "left") else tuple(filter(None, (sort, then, last)))
        among, line = chosen(self.documents, **choice)
        of = tuple(choice.items())
        lines, over_time = self.listed(pattern, sort, None, None, of), self.counted(pattern, period, of)
        hits = over_time.n.sum()

        def draw(figure):
            ax = plots.period_rates(over_time, period=period, value="per_10k", exposure="total", ax=figure.subplots())
            title(ax, f"“{pattern[:60]}” by {period}")
            if not hits:
                said_instead(ax, f"“{pattern[:60]}”: in none of {len(among):,} statements.")
                ax.set_title("")

        def spans(row):
            if "start" in row:
                return lines[(lines.document_id == row.document_id) & (lines.start == row.start)]
            inside = among[groups.group_keys(among, period)[period] == row[period]]
            return concordance.kwic(inside, pattern, tokens=self.words)

        def narrowed(row):
            return None if "start" in row else self.listed(pattern, sort, period, row[period], of)

        def claims(row):
            by = {period: str(row[period])} if row is not None and "start" not in row else None
            return claim(self.documents, "hits of", pattern, by=by, sources=self.sources, **choice_of(self.documents, **choice))

        order = "" if sort is None else f", sort={sort!r}"
        code = f"{line}\nconcordance.kwic(chosen, {pattern!r}, width=60, tokens=words{order}, limit={LINES}, whole=True)"
        among_them = over_time.documents.sum()
        note = (
            f"{hits:,} {'hit' if hits == 1 else 'hits'} in {among_them:,} of {len(among):,} statements; choose a point or a line to read."
        )
        return Answer(lines, draw, spans, code, note, width=wide(over_time[period]), narrowed=narrowed, claims=claims)


def frequent_word(words):
    """Return the most frequent type that is no stop word, or else the most frequent."""
    counts = words["type"].value_counts()
    content = counts[~counts.index.isin(wordlist("stop_words")) & ~counts.index.str.isnumeric()]
    return str(tables.pick([*content.index[:1], *counts.index[:1]], default="*"))
