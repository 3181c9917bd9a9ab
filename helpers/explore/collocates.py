"""The collocates panel: which words keep a word company, as a table and a network, and the sentences in which both stand."""

from functools import partial

import numpy as np

from helpers import keyness, plots
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.counting.patterns import pattern_words
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import choice_of, chosen, dated_statements, filters, kept, menu, text
from helpers.explore.search import frequent_word
from helpers.frames.doors import positions, require_tokens
from helpers.plots.base import counted
from helpers.spans import wordlist
from helpers.tokens import tokenize
from helpers.tokens.table import in_order

SPANS = [("so many words", "words"), ("the sentence", "sentence")]
MEASURES = [
    ("logDice", "log_dice"),
    ("G² (log-likelihood)", "g2"),
    ("mutual information", "mi"),
    ("t-score", "t"),
    ("ΔP: likelier near the node", "delta_p_node"),
    ("ΔP: the node likelier near it", "delta_p_term"),
    ("share of the node's statements", "share"),
    ("hits", "n"),
]
SKIPS = [("without stop words", "stop"), ("all words", "")]
SHOWN, AGAIN = 16, 2  # collocates in the network; how many times as often as by chance two of them are together


def collocates(documents, node=None, *, tokens=None, **choices):
    """Open the collocates panel: the words near a word, a phrase or a wildcard, and how much more often than elsewhere.

    Without the panel: `keyness.collocations` gives the table, `keyness.collocates` the places, `keyness.word_pairs` the dashed lines.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    node : str, optional
        As for `concordance.kwic`; the default is the most frequent word that is no stop word.
    tokens : DataFrame, optional
        The documents' token table, to save making it again.
    **choices
        The controls' first values, by the names in `controls`: span, left, right, measure, least, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `keyness.collocations`, of words that stand near the node more often than by chance, by the measure.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["Sham votes. They met.", "Sham votes!"]})
    >>> collocates(documents, "votes").table[["term", "n", "expected"]].values.tolist()
    [['sham', 2, 0.666...]]
    """
    documents = dated_statements(documents)
    words = in_order(tokenize(documents) if tokens is None else require_tokens(tokens, "start", "end"))[0]
    if node is not None:
        pattern_words(node)  # what is no pattern is named before anything is made of it
    steps = [(f"{n}", n) for n in range(11)]
    controls = {
        "node": text("Words near", frequent_word(words) if node is None else node, "a word, a phrase, or referend*"),
        "span": menu("Within", SPANS),
        "left": menu("to the left", steps, 5),
        "right": menu("to the right", steps, 5),
        "measure": menu("Strength by", MEASURES),
        "least": menu("Times near it at least", [(f"{n}", n) for n in (1, 2, 3, 5, 10, 20, 50)], 1 if len(documents) < 5 else 2),
        "skip": menu("Words", SKIPS),
        **filters(documents),
    }
    return Panel(documents, controls, _Collocates(documents, words).ask, name="collocates", choices=choices)


class _Collocates:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, words):
        self.documents, self.words, self.sources = documents, words, Sources(documents, tokens=words)
        self.company, self.ids = keyness.Company(words), words["document_id"].array.categories
        self.inside, self.measured, self.paired, self.near = (kept(f) for f in (self._inside, self._measured, self._paired, self._near))

    def _inside(self, choice):
        """Return which statements of the tokens are chosen; None for all."""
        among = chosen(self.documents, **dict(choice))[0]
        return None if among is self.documents else positions(self.ids, among.document_id) >= 0

    def _measured(self, node, window, choice):
        return self.company.collocations(node, window=window, among=self.inside(choice))

    def _near(self, node, window, choice):
        return self.company.collocates(node, window=window, among=self.inside(choice))

    def _paired(self, terms, choice):
        pairs = self.company.word_pairs(terms, among=self.inside(choice))
        return pairs[pairs.n >= AGAIN * pairs.expected]

    def claim(self, node, window, choice, row):
        """Return a word near the node as the line of a claim, which looks as far to the left as to the right."""
        if row is None:
            raise ValueError("Choose a word first: the claim is of that.")
        of = choice_of(self.documents, **choice)
        return claim(self.documents, "collocates of", node, other=row.term, window=window, sources=self.sources, **of)

    def ask(self, *, node, span, left, right, measure, least, skip, **choice):
        among, line = chosen(self.documents, **choice)
        of, window = tuple(choice.items()), "sentence" if span == "sentence" else (left, right)
        if window == (0, 0):
            raise ValueError("No word is looked at: choose one word or more, to the left or to the right.")
        every = self.measured(node, window, of)
        n_node = every.n_node.iloc[0] if len(every) else len(self.company.hits(node, among=self.inside(of))[0])
        table = every[(every.n >= least) & (every.n > every.expected)]
        table = table[~table.term.isin(wordlist("stop_words"))] if skip else table
        table = keyness.strongest(table, measure)
        if table.empty:
            raise NothingToShow(_none(node, n_node, len(among), least), table)
        drawn = table.head(SHOWN)
        pairs = self.paired(tuple(drawn.term), of)

        def draw(figure):
            plots.word_network(drawn, pairs, node=node, value=measure, ax=figure.subplots())

        def spans(row):
            near = self.near(node, window, of)
            return near[(near["type"] == row.term).to_numpy()].astype({"document_id": self.documents.document_id.dtype})

        some = " and term not in @stop_words" * bool(skip)
        line += '; stop_words = spans.wordlist("stop_words")' * bool(skip)
        order = f'.sort_values(["{measure}", "n", "term"], ascending=[False, False, True], ignore_index=True)'
        inside = "words" if among is self.documents else "words[words.document_id.isin(chosen.document_id)]"
        code = f"{line}\nkeyness.collocations({inside}, {node!r}, window={window!r}).query('n >= {least} and n > expected{some}'){order}"
        hit = f"“{node[:60]}” stands {counted(n_node, 'time')}, in {table.documents_node.iloc[0]:,} of {counted(len(among), 'statement')}"
        note = f"{hit}; {counted(len(table), 'word')} near it more often than by chance; choose one for the sentences with both."
        more = {"claims": partial(self.claim, node, left, choice)} if left == right and span != "sentence" else {}
        return Answer(table, draw, spans, code, note, height=0.9 + 0.42 * max(int(np.ceil(len(drawn) / 2)), 3), **more)


def _none(node, n_node, size, least):
    """Say why there is no collocate."""
    if not n_node:
        return f"“{node[:60]}”: in none of {counted(size, 'statement')}."
    stands = f"“{node[:60]}” stands {counted(n_node, 'time')} in {counted(size, 'statement')}"
    return f"{stands}, and no word stands near it {f'{least:,} times or more, and ' * (least > 1)}more often than by chance."
