"""Term frequency: counts, rates per 10,000 words and their intervals, tf-idf, dispersion."""

import numpy as np
import pandas as pd

from helpers.concordance import hits
from helpers.dispersion import measures
from helpers.intervals import design_effect, wilson
from helpers.parts.term_counts import groups_of, hits_by_part, ngrams_of

THIN = 5  # statements: below this a group's rate says more about them than about the group


def term_frequency(tokens, *, by=None, n=1, terms=None, documents=None, unit="statement"):
    """Count terms, over the whole corpus or by group.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`. Count first and drop stop words from the result: the rates are per all words.
    by : str or list of str, optional
        Columns of the documents table, or a period of their date: year, quarter, month, week, day.
    n : int
        Length of the terms in words. N-grams do not cross a sentence.
    terms : list of str, optional
        Count these alone, with a row for each of them in each group, found there or not. Where `n` is 1 they may be words,
        phrases or wildcards, as for `concordance.kwic`; all are counted per 10,000 words.
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
        five). Low and high bound a 95 % interval of the rate with statements as the unit: Wilson's, at the number of words
        divided by the design effect. They are missing where a group has one statement. A group without words has no rate:
        NaN, not 0. Ordered by group, then from the most frequent term.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> term_frequency(tokenize(documents))[["term", "n", "documents", "total"]].values.tolist()
    [['no', 3, 2, 5], ['polls', 1, 1, 5], ['votes', 1, 1, 5]]
    """
    document, group, keys, cluster_words = groups_of(tokens, by, documents, n)
    if terms is not None and n == 1:
        names = pd.unique(np.array(terms, dtype=object))
        found = [hits(tokens, pattern)[0] for pattern in names]
        term, document = np.repeat(np.arange(len(names)), [len(first) for first in found]), document[np.concatenate(found)]
    else:
        term, names, document = ngrams_of(tokens, n, document)
    grouped = group >= 0  # false for statements whose date is not known closely enough for the period
    term, document = term[grouped[document]], document[grouped[document]]
    group, cluster_words = np.where(grouped, group, 0), np.where(grouped, cluster_words, 0)
    both, count = np.unique(term * len(group) + document, return_counts=True)
    term, document = np.divmod(both, len(group))
    counts = pd.DataFrame({"term": term, "group": group[document], "n": count, "documents": 1})
    counts["squares"] = count**2
    counts["products"] = count * cluster_words[document]
    counts = counts.groupby(["term", "group"], as_index=False).sum()
    counts["term"] = names[counts.term]
    if terms is not None:
        grid = pd.MultiIndex.from_product([pd.unique(np.array(terms, dtype=object)), range(len(keys))], names=["term", "group"])
        counts = counts.set_index(["term", "group"]).reindex(grid, fill_value=0).reset_index()
    return _rates(counts, keys, group, cluster_words, unit)


def statement_share(counts):
    """Add to a table of counts the share of statements in which the term occurs.

    Parameters
    ----------
    counts : DataFrame
        From `term_frequency`.

    Returns
    -------
    DataFrame
        The same rows with share (documents / statements), share_low, share_high: its 95 % Wilson interval.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> statement_share(term_frequency(tokenize(documents)))[["term", "share"]].values.tolist()
    [['no', 1.0], ['polls', 0.5], ['votes', 0.5]]
    """
    some = counts.statements.where(counts.statements > 0)
    low, high = wilson(counts.documents / some, some)
    return counts.assign(share=counts.documents / some, share_low=low, share_high=high)


def tf_idf(tokens):
    """Weight terms by how much they are a statement's own: its rate in the statement times the logarithm of its rarity.

    Returns
    -------
    DataFrame
        One row per term and statement: document_id, term, n, tf (n / words of the statement), idf (natural logarithm of
        statements / statements with the term), tf_idf. In the statements' order, from the largest.

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
    term, document, n, words = hits_by_part(tokens, tokens.document_id.cat.codes.to_numpy())
    within = np.bincount(term, minlength=len(tokens.type.cat.categories))
    table = pd.DataFrame({"document": document, "term": tokens.type.cat.categories[term], "n": n})
    table.insert(0, "document_id", tokens.document_id.cat.categories[document])
    table["tf"] = n / words[document]
    table["idf"] = np.log((words > 0).sum() / within[term])
    table["tf_idf"] = table.tf * table.idf
    table = table.sort_values(["document", "tf_idf", "term"], ascending=[True, False, True], ignore_index=True)
    return table.drop(columns="document").astype({"document_id": "str", "term": "str"})


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
        One row per term, from the most frequent: term, n, range (parts with the term), parts, D, D2, S, DP, DPnorm, KL;
        `dispersion.measures` says what each is.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes.", "No polls."]})
    >>> dispersion(tokenize(documents))[["term", "n", "range", "DP"]].values.tolist()
    [['no', 2, 2, 0.0], ['polls', 1, 1, 0.5], ['votes', 1, 1, 0.5]]
    """
    document, part = tokens.document_id.cat.codes.to_numpy(), np.arange(len(tokens.document_id.cat.categories))
    if by != "document_id":
        _, part, _, _ = groups_of(tokens, by, documents, 1)
    kept = tokens[part[document] >= 0]
    _, part_of = np.unique(part[document][part[document] >= 0], return_inverse=True)  # parts that have words
    term, part, n, words = hits_by_part(kept, part_of)
    names, term = np.unique(term, return_inverse=True)
    values = measures(term, n, part, words) if len(n) else {}
    table = pd.DataFrame({"term": kept.type.cat.categories[names].astype("str"), "n": np.bincount(term, weights=n).astype(np.int64)})
    table = table.assign(range=values.get("range"), parts=len(words), **{name: v for name, v in values.items() if name != "range"})
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def _rates(counts, keys, group, cluster_words, unit):
    if unit not in ("statement", "word"):
        raise ValueError(f"unit={unit!r}: write statement or word")
    size = np.bincount(group, weights=cluster_words, minlength=len(keys))[counts.group]
    squares = np.bincount(group, weights=cluster_words.astype(float) ** 2, minlength=len(keys))[counts.group]
    clusters = np.bincount(group[cluster_words > 0], minlength=len(keys))[counts.group]
    effect = 1.0 if unit == "word" else design_effect(counts.n, size, counts.squares, counts.products, squares, clusters)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = wilson(counts.n / size, size / effect)
        table = (
            keys.iloc[counts.group]
            .reset_index(drop=True)
            .assign(
                term=counts.term.astype("str"),
                n=counts.n,
                documents=counts.documents,
                total=size.astype(np.int64),
                per_10k=np.where(size > 0, 10_000 * counts.n / size, np.nan),
                low=10_000 * low,
                high=10_000 * high,
                statements=clusters,
                thin=clusters < THIN,
            )
        )
    return table.sort_values([*keys.columns, "n", "term"], ascending=[True] * keys.shape[1] + [False, True], ignore_index=True)
