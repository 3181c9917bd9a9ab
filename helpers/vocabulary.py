"""Vocabulary: which words and n-grams statements have, how often, how evenly, and which they have more of than other statements."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.counting.hits import Hits, sums_by_term, words_of
from helpers.counting.ngrams import ngrams_by_term
from helpers.counting.patterns import pattern_words
from helpers.counting.ranks import Ranked
from helpers.counting.rates import effects, exposures, rates
from helpers.dispersion import evenness
from helpers.frames.doors import positions, require_documents, require_tokens
from helpers.frames.nothing import because
from helpers.keyness import keyness
from helpers.tokens.rule import type_of
from helpers.tokens.table import in_order

__all__ = ["word_list"]

SORTS = ("n", "documents", "evenness", "keyness")
SPREAD = ("DP", "D_A")
OF_REST = {
    **{f"{name}_reference": f"{name}_rest" for name in ("n", "documents", "total")},
    **{side: f"log_ratio_{side}" for side in ("low", "high")},
}


def word_list(tokens, *, documents=None, rest=None, n=1, least=1, pattern=None, without=(), sort="n"):
    """List words or n-grams with how often they stand in statements, how evenly, and how much more often than in other statements.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`, of all statements.
    documents : DataFrame, optional
        The statements to list the words of; the default is all that have tokens.
    rest : DataFrame, optional
        Other statements to set them against; those that are among `documents` are no part of it.
    n : int
        Length of the terms in words. N-grams do not cross a sentence.
    least : int
        Hits that a term needs to be listed.
    pattern : str, optional
        Only terms that hold a word, a phrase or a wildcard, as for `concordance.kwic`.
    without : list of str
        Leave out terms that are one of these words, or begin or end with one: a stop list. The rates are of all words nevertheless.
    sort : str
        n (the most frequent first), documents (those in most statements), evenness (the lowest DP), or keyness (by G², those that are more
        frequent than in the rest first).

    Returns
    -------
    DataFrame
        One row per term: term, n (hits), documents (statements with a hit), total (words), per_10k (hits per 10,000 words, whatever the
        length), low, high (its 95 % interval by statement, as in `frequency.term_frequency`), statements (that have words), thin (they are
        fewer than five), DP, D_A (`dispersion.measures`, with statements as parts). With `rest`: n_rest, documents_rest, total_rest, g2,
        log_ratio, log_ratio_low, log_ratio_high (its 95 % interval by statement), as in `keyness.keyness`.

    Raises
    ------
    ValueError
        If `sort` is unknown, or keyness without a rest, or the pattern holds no word.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No sham votes. Sham votes!", "No grain."]})
    >>> word_list(tokenize(documents), n=2)[["term", "n", "documents", "total"]].values.tolist()
    [['sham votes', 2, 1, 7], ['no grain', 1, 1, 7], ['no sham', 1, 1, 7]]
    >>> word_list(tokenize(documents), documents=documents[:1], rest=documents[1:])[["term", "n", "n_rest"]].values.tolist()
    [['sham', 2, 0], ['votes', 2, 0], ['no', 1, 1]]
    """
    counted = Counted(tokens, n, least=least)
    inside = counted.among(documents)
    outside = None if rest is None else counted.among(rest) & ~inside
    return narrowed(counted.listed(inside, outside, least), pattern=pattern, without=without, sort=sort)


class Counted:
    """The hits of all terms of a length in each statement, counted once; of those with `least` hits or more in all."""

    def __init__(self, tokens, n, *, least=1):
        tokens = require_tokens(tokens)
        self.ids, self.ranked = tokens["document_id"].array.categories, n == 1
        if n > 1:
            tokens = in_order(tokens)[0]
            self.found, self.names = ngrams_by_term(tokens, n, words_of(tokens), least=least)
        else:  # words are so few that one order by term and rate for all questions takes less time than one for each
            ranked = Ranked.of_words(tokens)
            self.found = Hits(ranked.term, ranked.document, ranked.n, ranked.words)
            self.names = pa.array(tokens["type"].array.categories, type=pa.large_string())
        self.sums = _sums(self.found, len(self.names))
        if n == 1 and least > 1:
            self.found, self.names = _of_terms(self.found, self.names, self.sums[0] >= least)
            self.sums = self.sums[:, self.sums[0] >= least]

    def among(self, documents):
        """Return which statements of the tokens are among some, and have words."""
        known = True if documents is None else positions(self.ids, require_documents(documents)["document_id"]) >= 0
        return (self.found.words > 0) & known

    def listed(self, inside, outside=None, least=1):
        """Return the table of `word_list` of the statements inside, the most frequent term first."""
        found, sums = self._hits(inside)
        some = sums[0] >= max(least, 1)
        found, names = _of_terms(found, self.names, some)
        counts = _counts(sums[:, some])
        table = rates(counts, names, pd.DataFrame(index=[0]), _words(found, inside), "statement")
        own = pd.Index(pd.array(names, dtype="str")).get_indexer(table.term)
        table = table.assign(**{name: values[own] for name, values in _spread(found, inside, ranked=self.ranked).items()})
        if outside is None:
            return table
        del found
        every = ((inside | outside) == (self.found.words > 0)).all()
        there = _counts((self.sums - sums if every else self._hits(outside)[1])[:, some])
        sides = (effects(table, _words(self.found, where), names) for table, where in ((counts, inside), (there, outside)))
        against = keyness(*sides).rename(columns=OF_REST)
        return table.merge(against[["term", *OF_REST.values(), "g2", "log_ratio"]], on="term", how="left")

    def _hits(self, inside):
        """Return the hits in some statements, and their sums by term."""
        if inside[self.found.words > 0].all():
            return self.found, self.sums
        some = np.flatnonzero(inside[self.found.document])
        here = Hits(*(part[some] for part in self.found[:3]), self.found.words)
        return here, _sums(here, len(self.names))


def narrowed(table, *, pattern=None, without=(), sort="n"):
    """Return the rows of a list that hold a pattern and neither begin nor end with a word that is left out, in an order."""
    if sort not in SORTS or (sort == "keyness" and "g2" not in table):
        raise ValueError(f"sort={sort!r}: write one of {', '.join(SORTS)}; keyness needs rest, the statements to set these against")
    if pattern:
        words = " ".join(map(_expression, pattern_words(pattern)))
        table = table[_matched(table.term, f"(?:^| )(?:{words})(?: |$)")]
    if len(without):
        words = "|".join(map(re.escape, without))
        table = table[~_matched(table.term, f"^(?:{words})(?: |$)|(?:^| )(?:{words})$")]
    key = table.g2 * np.where(table.log_ratio > 0, 1, -1) if sort == "keyness" else -table.DP if sort == "evenness" else table[sort]
    order = table.assign(key=key).sort_values(["key", "n", "term"], ascending=[False, False, True], ignore_index=True)
    return because(order.drop(columns="key"), "No term fits what was asked for.")


def _of_terms(found, names, some):
    """Return the hits of some terms, and their names, numbered anew."""
    if some.all():
        return found, names
    kept, number = some[found.term], np.cumsum(some, dtype=np.int32) - 1
    return Hits(number[found.term[kept]], found.document[kept], found.n[kept], found.words), names.take(np.flatnonzero(some))


def _words(found, where):
    return exposures(np.zeros(len(where), dtype=np.int64), np.where(where, found.words, 0), 1)


def _sums(found, terms):
    return sums_by_term(found, found.words, terms)


def _counts(sums):
    """Return sums by term as `counting.hits_by_group` has them, of one group."""
    named = dict(zip(("n", "documents", "squares", "products"), sums, strict=True))
    return pd.DataFrame({"group": 0, "term": np.arange(sums.shape[1]), **named})


def _spread(found, inside, *, ranked):
    """Return measures of dispersion of each term over the statements inside."""
    part = np.cumsum(inside, dtype=np.int32) - 1
    if not len(found.term):
        return dict.fromkeys(SPREAD, np.zeros(0))
    return evenness(found.term, found.n, part[found.document], found.words[inside], ranked=ranked)


def _expression(word):
    return re.escape(type_of(word)).replace(r"\*", "[^ ]*").replace(r"\?", "[^ ]")


def _matched(terms, expression):
    return pc.match_substring_regex(pa.array(terms, type=pa.large_string()), expression).to_numpy(zero_copy_only=False).astype(bool)
