"""The words panel: words and n-grams with rates, spread and keyness, and the trend of the one that is chosen."""

from helpers import corpus, groups, plots
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import (
    COLUMNS,
    MENUS,
    chosen,
    dated_statements,
    filters,
    kept,
    menu,
    period_menu,
    selected,
    several,
    text,
    written,
)
from helpers.explore.drawing import title, wide
from helpers.explore.trends import TREND, Trends, spans_of, with_trend
from helpers.frames.doors import require_tokens
from helpers.plots.base import counted
from helpers.spans import wordlist
from helpers.tokens import tokenize
from helpers.tokens.table import in_order
from helpers.vocabulary import Counted, narrowed

OTHERS = ("all other statements", ("others", ""))
LENGTHS = [("words", 1), ("two words together", 2), ("three words together", 3)]
SORTS = [("hits, or keyness beside others", ""), ("hits", "n"), ("statements", "documents"), ("even spread", "evenness")]
SKIPS = [("without stop words", "stop"), ("all words", "")]
LEAST = (1, 2, 3, 5, 10, 20, 50, 100)
SHOWN, MOST, MANY = 18, 40, 1000  # terms in the figure, groups of a kind, statements from which on rare terms are left out at first
FEWEST = 5  # hits of a term, from which on fewer terms take no less time


def words(documents, *, tokens=None, **choices):
    """Open the words panel: a list of words or n-grams, which stand more often here than elsewhere, and where each of them stands.

    Without the panel: `vocabulary.word_list` gives the table.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.
    **choices
        The controls' first values, by the names in `controls`: n, pattern, against, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `vocabulary.word_list`.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["No sham votes.", "Sham votes!"]})
    >>> words(documents).table[["term", "n", "documents", "total"]].values.tolist()
    [['sham', 2, 2, 5], ['votes', 2, 2, 5]]
    """
    documents = dated_statements(documents)
    own = tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end")
    return Panel(documents, _controls(documents, own), _Words(documents, in_order(own)[0]).ask, name="words", choices=choices)


class _Words:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, words):
        self.documents, self.words = documents, words
        self.trends = Trends(words)
        self.counted, self.listed, self.over_time = kept(self._counted), kept(self._listed), kept(self._over_time)

    def _counted(self, n, least):
        return Counted(self.words, n, least=least)

    def _listed(self, n, least, against, choice):
        counted = self.counted(n, least if n > 1 else 1)
        inside = counted.among(chosen(self.documents, **dict(choice))[0])
        if not against:
            return counted.listed(inside, None, least)
        outside = counted.among(selected(self.documents, _choice(against))) & ~inside
        if not outside.any():
            raise ValueError("There is no other statement to set these against: choose fewer, by issuer, dates or a subcorpus.")
        return counted.listed(inside, outside, least)

    def _over_time(self, term, period, choice):
        among = chosen(self.documents, **dict(choice))[0]
        return self.trends.of([term], period, among)

    def ask(self, *, n, pattern, least, skip, against, sort, period, term="", **choice):
        among, line = chosen(self.documents, **choice)
        of, sort = tuple(choice.items()), sort or ("keyness" if against else "n")
        stop = wordlist("stop_words") if skip else ()
        found = self.listed(n, min(least, FEWEST), against, of)
        found = found[found.n >= least] if least > FEWEST else found  # what is known of a term does not rest on the others
        table = narrowed(found, pattern=pattern.strip() or None, without=list(stop), sort=sort)
        if table.empty:
            raise NothingToShow(_none(pattern, least, len(among)), table)
        drawn = _drawn(table, sort)
        rates = self.over_time(term, period, of) if term else None

        def draw(figure):
            height = 0.9 + 0.26 * len(drawn)
            above, below = (figure.subplots(), None) if rates is None else with_trend(figure, height)
            if sort == "keyness":
                plots.keyness_bars(drawn.rename(columns=AGAINST), target="these statements", reference=_named(against), ax=above)
            else:
                plots.ranked_bars(drawn, label="term", value="per_10k", ax=above)
            if below is not None:
                plots.period_rates(rates, period=period, value="per_10k", exposure="total", ax=below)
                title(below, f"“{term[:60]}” by {period}", fontsize=10)

        def spans(row):
            inside = among[groups.group_keys(among, period)[period] == row[period]] if period in row else among
            return spans_of(self.words, row.term, inside)

        note = f"{len(table):,} terms of {len(found):,} with {least:,} hits or more, in {len(among):,} statements" + _against(
            table, against
        )
        return Answer(
            table,
            draw,
            spans,
            f"{line}\n{_code(against, pattern, sort, n=n, least=least, stop=stop)}",
            f"{note}; choose a bar or a row for its trend and sentences.",
            height=0.9 + 0.26 * len(drawn) + TREND * (rates is not None),
            width=0 if rates is None else wide(rates[period]),
            follows=lambda row: {"term": row.term},
        )


AGAINST = {
    **{"n": "n_target", "total": "total_target", "n_rest": "n_reference", "total_rest": "total_reference"},
    **{"low": "rate_low", "high": "rate_high", "log_ratio_low": "low", "log_ratio_high": "high"},
}


def _controls(documents, words):
    stop = words["type"].array.categories.isin(wordlist("stop_words"))
    skips = SKIPS if not stop.all() else SKIPS[::-1]
    against = several("Set against", _groups(documents), unchosen="(nothing)")
    MENUS[against] = lambda: _groups(documents)
    least = 1 if len(documents) < 5 else 2 if len(documents) < MANY else 5
    return {
        "n": menu("List", LENGTHS),
        "pattern": text("With", "", "a word, a phrase, or referend*", width="200px"),
        "least": menu("Hits at least", [(f"{n}", n) for n in LEAST], least),
        "skip": menu("Words", skips),
        "against": against,
        "sort": menu("First those by", SORTS),
        "period": period_menu(documents, most=40),
        **filters(documents),
    }


def _groups(documents):
    """Return the groups of statements that others can be set against, with their names: all others, subcorpora, issuers …, years."""
    found = [OTHERS, *((f"subcorpus {name}", ("subcorpus", name)) for name in corpus.subcorpora())]
    for column, _ in COLUMNS:
        if column in documents and documents[column].nunique() > 1:
            counts = documents[column].value_counts().head(MOST)
            found += [(f"{column} {name} ({n:,})", (column, name)) for name, n in counts.items()]
    years = documents.date.dt.year.dropna().astype(int).value_counts().sort_index().tail(MOST)
    return found + [(f"year {year} ({n:,})", ("year", year)) for year, n in years.items()]


def _choice(against):
    """Return groups as `corpus.select` takes them: any of the values of a column, one of each column; of all others, all statements."""
    columns = dict.fromkeys(column for column, _ in against if OTHERS[1] not in against)
    return {column: tuple(value for other, value in against if other == column) for column in columns}


def _named(against):
    return OTHERS[0] if OTHERS[1] in against else ", ".join(str(value) for _, value in against)[:40]


def _drawn(table, sort):
    """Return the rows of the figure: of those by keyness first the ones whose interval does not hold 0."""
    if sort != "keyness":
        return table.head(SHOWN)
    sure = table[(table.log_ratio_low > 0) | (table.log_ratio_high < 0)]
    return (sure if len(sure) else table).head(SHOWN)


def _against(table, against):
    """Say what terms are set against, and of how many it is known that they set the two apart."""
    if not against:
        return ""
    sure = ((table.log_ratio_low > 0) | (table.log_ratio_high < 0)).sum()
    return (
        f", {table.total.iloc[0]:,} words, against {table.total_rest.iloc[0]:,} of {_named(against)}: {sure:,} with an interval without 0"
    )


def _none(pattern, least, size):
    held = f" with “{pattern.strip()[:60]}”" if pattern.strip() else ""
    return f"No term{held} stands {counted(least, 'time')} or more in {counted(size, 'statement')}."


def _code(against, pattern, sort, *, n, least, stop):
    told = [f"documents=chosen, n={n}, least={least}"]
    told += [f"pattern={pattern.strip()!r}"] * bool(pattern.strip())
    told += ['without=spans.wordlist("stop_words")'] * bool(len(stop))
    if against:
        told.append(f"rest={written(_choice(against))}")
    return f'vocabulary.word_list(words, {", ".join(told)}, sort="{sort}")'
