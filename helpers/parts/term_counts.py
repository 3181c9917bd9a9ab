"""What counts of terms are made of: the group of each statement, the number of each term, the hits in each part."""

import numpy as np
import pandas as pd

from helpers.groups import group_keys


def hits_by_part(tokens, part):
    """Return term, part and hits wherever there are any, and the words of each part."""
    both = tokens.type.cat.codes.to_numpy().astype(np.int64) * (part.max(initial=0) + 1) + part
    both, n = np.unique(both, return_counts=True)
    return *np.divmod(both, part.max(initial=0) + 1), n, np.bincount(part)


def groups_of(tokens, by, documents, n):
    """Return the statement of each token, the group of each statement, the groups, and the terms in each statement."""
    ids = tokens.document_id.cat.categories
    document = tokens.document_id.cat.codes.to_numpy()
    words = np.bincount(document, minlength=len(ids))
    if n > 1:  # a sentence of w words holds w - n + 1 n-grams
        per_sentence = tokens.groupby(["document_id", "sentence"], observed=True).size().clip(lower=n - 1) - (n - 1)
        words = per_sentence.groupby(level=0, observed=False).sum().reindex(ids, fill_value=0).to_numpy()
    if by is None:
        counted = np.ones(len(ids), dtype=bool) if documents is None else ids.isin(documents["document_id"].astype("str"))
        return document, np.where(counted, 0, -1), pd.DataFrame(index=[0]), words
    metadata = pd.DataFrame(tokens.attrs.get("documents")) if documents is None else documents
    if "document_id" not in metadata:
        raise KeyError(f"by={by!r}: the tokens no longer know their documents; pass documents=documents as well")
    keys = group_keys(metadata, by).set_index(metadata["document_id"].astype("str")).reindex(ids)
    if keys.shape[1] == 1 and isinstance(keys.dtypes.iloc[0], pd.PeriodDtype):  # periods without a statement are groups too
        every = pd.period_range(keys.iloc[:, 0].min(), keys.iloc[:, 0].max(), name=keys.columns[0])
        return document, every.get_indexer(keys.iloc[:, 0]), every.to_frame(index=False), words
    groups = keys.groupby(list(keys.columns), sort=True, observed=True)
    return document, groups.ngroup().fillna(-1).to_numpy(dtype=np.int64), groups.size().reset_index()[list(keys.columns)], words


def ngrams_of(tokens, n, document):
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
