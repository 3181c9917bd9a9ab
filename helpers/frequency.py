"""Term frequency: counts, rates per 10,000 words and their intervals, tf-idf, dispersion."""

import warnings

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.counting.by_group import groups_of, hits_by_group
from helpers.counting.hits import Hits, added_up, codes_of, hits_by_part, hits_by_statement, hits_in_blocks, words_of
from helpers.counting.ngrams import ngrams_of, starts_of
from helpers.counting.patterns import distinct_terms, pattern_words
from helpers.counting.pooled import FEWEST, dispersion_of, limits_at, pooled
from helpers.counting.rates import THIN, exposures, rates  # noqa: F401 (THIN is passed on)
from helpers.counting.term_hits import hits_of
from helpers.dispersion import measures
from helpers.frames.doors import require_documents, require_tokens
from helpers.frames.nothing import because
from helpers.groups import not_named_as
from helpers.intervals import share_interval
from helpers.tokens.rule import type_of
from helpers.tokens.table import in_order

__all__ = ["dispersion", "pooled_rates", "statement_share", "term_frequency", "tf_idf"]

MANY = 20  # terms, from which on single words are looked for together


def term_frequency(tokens, *, by=None, n=1, terms=None, documents=None, unit="statement"):
    """Count terms, over the whole corpus or by group.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`. Count first and drop stop words from the result: the rates are per all words.
    by : str or list of str, optional
        Columns of the documents table, or a period of their date: year, quarter, month, week, day. They are looked up in
        `documents`, else in columns of the token table itself, else in what it knows of the documents it was made from
        (``attrs["documents"]``, which a merge or a CSV file loses).
    n : int
        Length of the terms in words. N-grams do not cross a sentence.
    terms : list of str, optional
        Count these alone, with a row for each of them in each group, found there or not: words, phrases or wildcards, as for
        `concordance.kwic`. Where `n` is 1 they may be of any length, and all are counted per 10,000 words; else they are of `n` words
        (others are not found, with a warning), and counted per 10,000 n-grams.
    documents : DataFrame, optional
        The statements to count in, and where `by` is looked up; the default is what `tokens` was made from.
    unit : str
        What the interval takes as drawn by chance: statement, or word, which is the textbook's and too narrow where words
        come in clusters.

    Returns
    -------
    DataFrame
        One row per term (and group): the columns of `by`, term, n (hits), documents (statements with a hit), total (words,
        or n-grams, in the group), per_10k, low, high, statements (of the group, that have words), thin (they are fewer than
        five). Low and high bound a 95 % interval of the rate with statements as the unit; see below. A group without words has no
        rate: NaN, not 0. Ordered by group, then from the most frequent term.

    Notes
    -----
    The interval is Wilson's, at the number of words divided by the design effect, with Student's t in place of the normal distribution.
    Its degrees of freedom are 1 less than the statements (Kish's effective number, where they differ in length), or than those with a
    hit (their effective number), if these are fewer, but no less than 2. (A bootstrap of few statements is too narrow, and says nothing
    where there was no hit.) Without a hit, the upper limit is that of the share of statements that hold the term,
    1 - .025^(1/statements), times the mentions in such a statement: as many as in the other groups, two or more; if it is in none, a
    statement may be full of it. One statement has no interval.

    How often it holds the truth, by ``python3 tests/tools/coverage_of_intervals.py FOLDER`` on 700 statements cut from 58 speeches, 1,000
    samples of each size, the mean of 3,945 terms, and the term at the lowest per cent: 3 statements 1.00 (.99), 5: .99 (.97), 8: .99 (.96),
    12: .99 (.97), 20: .99 (.95), 40: .98 (.94). Of samples with three hits or more, which are those where a rare term is met more often
    than it should: 1.00 (1.00), .99 (.96), .99 (.95), .98 (.95), .98 (.91), .97 (.91). So where a term was chosen because it was met,
    its lower limit is a little too high.

    Raises
    ------
    ValueError
        If `terms` is no list of words, or `n` is less than 1.
    TableError
        If nothing tells the groups of the statements, or a table lacks what it needs.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> term_frequency(tokenize(documents))[["term", "n", "documents", "total"]].values.tolist()
    [['no', 3, 2, 5], ['polls', 1, 1, 5], ['votes', 1, 1, 5]]
    """
    tokens, names = require_tokens(tokens), None if terms is None else distinct_terms(terms)
    documents = None if documents is None else require_documents(documents)
    if n > 1 or (terms is not None and any(len(pattern_words(name)) > 1 for name in names)):
        tokens = in_order(tokens)[0]
    group, keys = groups_of(tokens, by, documents)
    found, names = ngrams_of(tokens, n) if terms is None else hits_of_terms(tokens, names, n)
    counts, exposure = _counts_of(found, names, group, keys, every=terms is not None)
    del found  # of n-grams as much as their table
    return rates(counts, names, keys, exposure, unit)


def rates_of(found, names, group, keys, *, unit="statement", every=True):
    """Return the table of `term_frequency` of hits that were found, by the group of each statement; `every` keeps terms without a hit."""
    counts, exposure = _counts_of(found, names, group, keys, every=every)
    return rates(counts, names, keys, exposure, unit)


def _counts_of(found, names, group, keys, *, every):
    words = np.where(group >= 0, found.words, 0)  # no group: a date that is not known closely enough for the period
    return hits_by_group(found, group, len(keys), len(names), every=every), exposures(np.maximum(group, 0), words, len(keys))


def pooled_rates(tokens, *, by, terms, documents=None):
    """Compare the rates of terms in groups of unequal size, so that small groups do not lead the ranking by chance.

    Parameters
    ----------
    tokens, by, documents
        As in `term_frequency`; three groups or more.
    terms : list of str
        Words, phrases or wildcards.

    Returns
    -------
    DataFrame
        One row per term and group, of each term from the highest pooled rate: term, the columns of `by`, n, documents, total (words),
        statements, per_10k (as counted), pooled (the rate of the group, drawn toward the mean of all groups as far as chance could
        explain it: the more, the fewer its words), low, high (95 % interval of pooled), overall (rate of all groups together),
        expected_low, expected_high (where 95 % of groups of this size lie, if all speak alike), phi (how many times the variance
        between statements of a group is that of single words). NaN where there are fewer than three groups with words, or none with
        two statements and a hit.

    Notes
    -----
    By ``python3 tests/tools/coverage_of_intervals.py``, in sets of groups of which a third have two to five statements, low and high hold
    the rate of a group in .91 to 1.00 of cases (.93 or more but where 30 groups differ a little). Of 30 groups that speak alike, one of
    the small ones has the highest rate as counted in .85 of sets, and the highest pooled one in .03.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> texts = ["votes now", *["votes here", "no words of them there"] * 20, *["no polls here", "and no votes there"] * 20]
    >>> documents = pd.DataFrame({"document_id": range(81), "issuer": ["A"] + ["B"] * 40 + ["C"] * 40, "text": texts})
    >>> table = pooled_rates(tokenize(documents), by="issuer", terms=["votes"])
    >>> table[["issuer", "n", "per_10k", "pooled", "low", "high"]].head(2).round(0).values.tolist()
    [['A', 1, 5000.0, 1883.0, 191.0, 5323.0], ['B', 20, 1429.0, 1466.0, 950.0, 2093.0]]

    References
    ----------
    Gelman, A. et al. (2013). Bayesian data analysis, 3rd edition, section 5.4. CRC Press.
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24, 1185-1202.
    """
    tokens, names = require_tokens(tokens), distinct_terms(terms)
    documents = None if documents is None else require_documents(documents)
    if any(len(pattern_words(name)) > 1 for name in names):
        tokens = in_order(tokens)[0]
    group, keys = groups_of(tokens, by, documents)
    not_named_as(list(keys), ["pooled", "overall", "expected_low", "expected_high", "phi"])
    found, names = hits_of_terms(tokens, names)
    exposure = exposures(np.maximum(group, 0), np.where(group >= 0, found.words, 0), len(keys))
    counts = hits_by_group(found, group, len(keys), len(names), every=True)
    tables = [
        _compared(rows.reset_index(drop=True), exposure).assign(term=names[term]) for term, rows in counts.groupby("term", sort=False)
    ]
    table = pd.concat(tables, ignore_index=True)
    table = pd.concat([table[["term"]], keys.iloc[table.group].reset_index(drop=True), table.drop(columns=["term", "group"])], axis=1)
    return because(table, "There are no groups to compare.")


def _compared(counts, exposure):
    """Return the rates of one term in each group that has words."""
    some = exposure.words.to_numpy() > 0
    counts, exposure = counts[some].reset_index(drop=True), exposure[some].reset_index(drop=True)
    n, words, phi = counts.n.to_numpy(dtype=float), exposure.words.to_numpy(), dispersion_of(counts, exposure)
    known = len(counts) >= FEWEST and phi >= 1
    overall = n.sum() / max(words.sum(), 1)
    rate = pooled(n, words, phi, freedom=exposure.statements.sum() - len(counts)) if known else [np.nan] * 3
    expected = limits_at(words, overall, phi, z=1.96) if known else [np.nan] * 2
    columns = {
        "pooled": rate[0],
        "low": rate[1],
        "high": rate[2],
        "overall": overall,
        "expected_low": expected[0],
        "expected_high": expected[1],
    }
    table = counts[["group", "n", "documents"]].assign(total=words.astype(int), statements=exposure.statements.astype(int))
    table = table.assign(per_10k=1e4 * n / words, **{name: 1e4 * value for name, value in columns.items()}, phi=phi)
    return table.sort_values(["pooled", "n"], ascending=False, kind="stable")


def statement_share(counts):
    """Add to a table of counts the share of statements in which the term occurs.

    Parameters
    ----------
    counts : DataFrame
        From `term_frequency`.

    Returns
    -------
    DataFrame
        The same rows with share (documents / statements), share_low, share_high: its 95 % interval, `intervals.share_interval`.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> statement_share(term_frequency(tokenize(documents)))[["term", "share"]].values.tolist()
    [['no', 1.0], ['polls', 0.5], ['votes', 0.5]]
    """
    some = counts.statements.where(counts.statements > 0)
    low, high = share_interval(counts.documents, some)
    return counts.assign(share=counts.documents / some, share_low=low, share_high=high)


def tf_idf(tokens):
    """Weight terms by how much they are a statement's own: its rate in the statement times the logarithm of its rarity.

    Returns
    -------
    DataFrame
        One row per term and statement: document_id, term, n, tf (n / words of the statement), idf (natural logarithm of
        statements / statements with the term), tf_idf. In the statements' order, from the largest. As in a token table, document_id
        and term are categories, which take a fifth of the memory of texts; those of term are in alphabetical order.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes.", "No."]})
    >>> tf_idf(tokenize(documents))[["document_id", "term", "tf_idf"]].round(3).values.tolist()
    [['a', 'votes', 0.347], ['a', 'no', 0.0], ['b', 'no', 0.0]]

    References
    ----------
    Spärck Jones, K. (1972). A statistical interpretation of term specificity. Journal of Documentation 28(1), 11-21.
    """
    tokens = require_tokens(tokens)
    words, holding = words_of(tokens), np.zeros(len(tokens["type"].array.categories), dtype=np.int64)
    for hits in hits_in_blocks(tokens):
        holding += np.bincount(hits.term.astype(np.intp, copy=False), minlength=len(holding))
    terms, place = _by_alphabet(tokens["type"].array.categories, holding > 0)
    rarity = np.log((words > 0).sum() / np.maximum(holding, 1))
    of = {"document_id": tokens["document_id"].array, "term": tokens["type"].array}
    kinds = {name: column.codes.dtype for name, column in of.items()} | {"n": np.int32, "tf": float, "idf": float, "tf_idf": float}
    columns, at = {name: np.empty(holding.sum(), dtype=kind) for name, kind in kinds.items()}, 0
    for hits in hits_in_blocks(tokens):
        tf, idf = hits.n / words[hits.document], rarity[hits.term]
        made = hits.document, place[hits.term], hits.n, tf, idf, tf * idf
        order = np.lexsort((made[1], -made[-1], hits.document))
        for column, values in zip(columns.values(), made, strict=True):
            column[at : at + len(order)] = values[order]
        at += len(order)
    for name, different in (("document_id", of["document_id"].categories), ("term", terms)):
        columns[name] = pd.Categorical.from_codes(columns[name], categories=different, validate=False)
    return pd.DataFrame(columns, copy=False)


def _by_alphabet(types, used):
    """Return the types that are used in alphabetical order, and the place of each in it."""
    order, place = pc.sort_indices(pa.array(types, type=pa.large_string())).to_numpy(), np.zeros(len(types), dtype=np.int32)
    order = order[used[order]]
    place[order] = np.arange(len(order))
    return types.take(order).astype("str"), place


def dispersion(tokens, *, by="document_id", documents=None):
    """Measure how evenly each term is spread over the parts of the corpus.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    by : str
        The parts: document_id, another column of the documents table, or a period of their date. Parts of unequal size are
        allowed for by all measures but the range.
    documents : DataFrame, optional
        Where `by` is looked up; the default is what `tokens` was made from.

    Returns
    -------
    DataFrame
        One row per term, from the most frequent: term, n, range (parts with the term), parts, D, D2, S, DP, DPnorm, KL,
        D_P, D_A; `dispersion.measures` says what each is, and what DPnorm cannot tell where one part is large.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes.", "No polls."]})
    >>> dispersion(tokenize(documents))[["term", "n", "range", "DP"]].values.tolist()
    [['no', 2, 2, 0.0], ['polls', 1, 1, 0.5], ['votes', 1, 1, 0.5]]
    """
    tokens = require_tokens(tokens)
    documents = None if documents is None else require_documents(documents)
    part = np.arange(len(tokens["document_id"].array.categories)) if by == "document_id" else groups_of(tokens, by, documents)[0]
    filled = (part >= 0) & (hits_by_statement(tokens).words > 0)  # parts are those that have words
    part = np.where(filled, part, -1)
    part[filled] = np.unique(part[filled], return_inverse=True)[1]
    term, part, n, words = hits_by_part(tokens, part)
    total = added_up(term, len(tokens["type"].array.categories), n)
    found = np.flatnonzero(total)
    none = dict.fromkeys(["range", "D", "D2", "S", "DP", "DPnorm", "KL", "D_P", "D_A"], np.zeros(0))
    values = {name: value[found] for name, value in measures(term, n, part, words).items()} if len(n) else none
    table = pd.DataFrame({"term": tokens.type.cat.categories[found].astype("str"), "n": total[found].astype(np.int64)})
    table = table.assign(range=values.get("range"), parts=len(words), **{name: v for name, v in values.items() if name != "range"})
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def hits_of_terms(tokens, names, n=1):
    """Return the hits of certain terms in each statement, and the terms."""
    document, words = codes_of(tokens["document_id"]), words_of(tokens)
    if n != 1:
        words = np.bincount(document[starts_of(tokens, n)], minlength=len(words))
        lengths = {name: len(pattern_words(name)) for name in names}
        if other := [name for name in names if lengths[name] != n]:
            warnings.warn(f"n={n}, but {other[0]!r:.80} is of {lengths[other[0]]}: no term of {n} words is that. Leave n out", stacklevel=3)
    number, places = _places(tokens, names)
    if n != 1:
        fits = np.array([lengths[name] == n for name in names], dtype=bool)[number]
        number, places = number[fits], places[fits]
    where = document[places].astype(np.int64)
    both, count = np.unique(where * len(names) + number, return_counts=True)
    where, number = np.divmod(both, max(len(names), 1))
    return Hits(number, where, count, words), names


def _places(tokens, names):
    """Return for each hit the number of its term and the position of its first word."""
    others, numbers, places = range(len(names)), [np.arange(0)], [np.arange(0)]
    words = [pattern_words(name) for name in names]
    if len(names) > MANY:  # single words without a wildcard, all in one go
        plain = np.array([len(parts) == 1 and not set(parts[0]) & set("*?") for parts in words])
        types, code = tokens["type"].array.categories, codes_of(tokens["type"])
        wanted = np.full(len(names), -1)
        wanted[plain] = types.get_indexer([type_of(words[i][0]) for i in np.flatnonzero(plain)])
        order = np.argsort(wanted, kind="stable")  # the terms by their type; those that are spelled alike have one
        at = np.flatnonzero(np.isin(np.arange(len(types)), wanted)[code])
        low, high = (np.searchsorted(wanted[order], code[at], side=side) for side in ("left", "right"))
        step = np.arange((high - low).sum()) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
        numbers.append(order[np.repeat(low, high - low) + step])
        places.append(np.repeat(at, high - low))
        others = np.flatnonzero(~plain)
    for i in others:
        places.append(hits_of(tokens, words[i])[0])
        numbers.append(np.full(len(places[-1]), i))
    return np.concatenate(numbers), np.concatenate(places)
