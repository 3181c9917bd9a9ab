"""Lemmas: types gathered under their dictionary form, where a question is about words rather than forms."""

import pandas as pd
import simplemma

from helpers.frames.doors import require_tokens


def lemmatize(tokens, *, language="en"):
    """Replace the type of each token by its lemma.

    Each type is looked up by itself, without its context, in simplemma's word lists: *meeting* is always one lemma, be it noun or
    verb. Acronyms stay as they are. Compare with the counts of forms before building on the result.

    Parameters
    ----------
    tokens : DataFrame
        From `tokens.tokenize`.
    language : str
        A code that simplemma knows, such as en, de, fr, uk, ru.

    Returns
    -------
    DataFrame
        A token table in which `type` is the lemma and `form` the type as it was.

    Examples
    --------
    >>> from helpers.tokens import tokenize
    >>> documents = pd.DataFrame({"document_id": ["a"], "text": ["NATO condemned votes and regions"]})
    >>> lemmatize(tokenize(documents)).type.tolist()
    ['NATO', 'condemn', 'vote', 'and', 'region']

    References
    ----------
    Barbaresi, A. simplemma: a simple multilingual lemmatizer for Python. doi:10.5281/zenodo.4673264.
    """
    tokens = require_tokens(tokens)
    forms = tokens.type.cat.categories
    lemmas = [form if form != form.casefold() else simplemma.lemmatize(form, lang=language) for form in forms]
    codes, different = pd.factorize(pd.Series(lemmas, dtype="str"))
    lemma = pd.Categorical.from_codes(codes[tokens.type.cat.codes.to_numpy()] if len(forms) else [], categories=different)
    return tokens.assign(form=tokens.type, type=pd.Series(lemma, index=tokens.index))
