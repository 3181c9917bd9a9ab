"""Term frequency: counts, rates per 10,000 words and their intervals."""

import numpy as np
import pandas as pd

from helpers.groups import group_keys
from helpers.intervals import design_effect, wilson

THIN = 5  # statements: below this a group's rate says more about them than about the group


def term_frequency(tokens, *, by=None, n=1, terms=None, documents=None):
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
        Count these alone, with a row for each of them in each group, found there or not.
    documents : DataFrame, optional
        Where `by` is looked up; the default is what `tokens` was made from.

    Returns
    -------
    DataFrame
        One row per term (and group): the columns of `by`, term, n (hits), documents (statements with a hit), total (words,
        or n-grams, in the group), per_10k, low, high, thin (the group has fewer than five statements). Low and high bound a
        95 % interval of the rate with statements as the unit: Wilson's, at the number of words divided by the design effect.
        They are missing where a group has one statement. Ordered by group, then from the most frequent term.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["No votes, no polls.", "No."]})
    >>> term_frequency(tokenize(documents))[["term", "n", "documents", "total"]].values.tolist()
    [['no', 3, 2, 5], ['polls', 1, 1, 5], ['votes', 1, 1, 5]]
    """
    document, group, keys, cluster_words = _groups(tokens, by, documents, n)
    term, names, document = _ngrams(tokens, n, document)
    grouped = group >= 0  # false for statements whose date is not known closely enough for the period
    term, document = term[grouped[document]], document[grouped[document]]
    group, cluster_words = np.where(grouped, group, 0), np.where(grouped, cluster_words, 0)
    hits = np.unique(np.stack([term, group[document], document]), axis=1, return_counts=True)
    (term, in_group, document), count = hits
    counts = pd.DataFrame({"term": term, "group": in_group, "n": count, "documents": 1})
    counts["squares"] = count**2
    counts["products"] = count * cluster_words[document]
    counts = counts.groupby(["term", "group"], as_index=False).sum()
    counts["term"] = names[counts.term]
    if terms is not None:
        grid = pd.MultiIndex.from_product([pd.unique(np.array(terms, dtype=object)), range(len(keys))], names=["term", "group"])
        counts = counts.set_index(["term", "group"]).reindex(grid, fill_value=0).reset_index()
    return _rates(counts, keys, group, cluster_words)


def _groups(tokens, by, documents, n):
    """Return the statement of each token, the group of each statement, the groups, and the terms in each statement."""
    ids = tokens.document_id.cat.categories
    document = tokens.document_id.cat.codes.to_numpy()
    words = np.bincount(document, minlength=len(ids))
    if n > 1:  # a sentence of w words holds w - n + 1 n-grams
        per_sentence = tokens.groupby(["document_id", "sentence"], observed=True).size().clip(lower=n - 1) - (n - 1)
        words = per_sentence.groupby(level=0, observed=False).sum().reindex(ids, fill_value=0).to_numpy()
    if by is None:
        return document, np.zeros(len(ids), dtype=np.int64), pd.DataFrame(index=[0]), words
    metadata = pd.DataFrame(tokens.attrs.get("documents")) if documents is None else documents
    if "document_id" not in metadata:
        raise KeyError(f"by={by!r}: the tokens no longer know their documents; pass documents=documents as well")
    keys = group_keys(metadata, by).set_index(metadata["document_id"].astype("str")).reindex(ids)
    groups = keys.groupby(list(keys.columns), sort=True, observed=True)
    return document, groups.ngroup().fillna(-1).to_numpy(dtype=np.int64), groups.size().reset_index()[list(keys.columns)], words


def _ngrams(tokens, n, document):
    """Return a term number for each n-gram, the terms by number, and the statement of each n-gram."""
    if n < 1:
        raise ValueError(f"n={n}: the length of a term in words is 1 or more")
    term = tokens.type.cat.codes.to_numpy().astype(np.int64)
    names = tokens.type.cat.categories.to_numpy(dtype=object)
    if n == 1:
        return term, names, document
    sentence = tokens.sentence.to_numpy()
    last = len(term) - n + 1
    starts = np.flatnonzero((document[: max(last, 0)] == document[n - 1 :]) & (sentence[: max(last, 0)] == sentence[n - 1 :]))
    ngrams, number = np.unique(term[starts[:, None] + np.arange(n)], axis=0, return_inverse=True)
    return number.ravel(), np.array([" ".join(names[row]) for row in ngrams], dtype=object), document[starts]


def _rates(counts, keys, group, cluster_words):
    size = np.bincount(group, weights=cluster_words, minlength=len(keys))[counts.group]
    squares = np.bincount(group, weights=cluster_words.astype(float) ** 2, minlength=len(keys))[counts.group]
    clusters = np.bincount(group[cluster_words > 0], minlength=len(keys))[counts.group]
    effect = design_effect(counts.n, size, counts.squares, counts.products, squares, clusters)
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
                thin=clusters < THIN,
            )
        )
    return table.sort_values([*keys.columns, "n", "term"], ascending=[True] * keys.shape[1] + [False, True], ignore_index=True)
