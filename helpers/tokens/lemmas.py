"""Lemmas: types gathered under their dictionary form, where a question is about words rather than forms."""

import functools

import pandas as pd

from helpers.files.list_error import wrong_line
from helpers.frames.doors import require_tokens
from helpers.needed import needed
from helpers.paths import WORDLISTS
from helpers.spans import wordlist
from helpers.tokens.rule import type_of


def lemmatize(tokens, *, language="en"):
    """Replace the type of each token by its lemma.

    Each type is looked up by itself, without its context, in simplemma's word lists: *meeting* is always one lemma, be it noun or
    verb. Acronyms stay as they are, and so do English forms with an apostrophe, as *don't* would lose its denial. Frequent English
    forms that simplemma has wrong are in ``corpus/wordlists/lemmas.txt``. Lemmas are folded as types are (*Russia*: russia), so that
    searches find both. Compare with the counts of forms before building on the result: of 300 random types of the
    bundled statements, read one by one, 4 had a wrong lemma (*left*, *concerning*, *whom*, *goods*: good); of another 300 before there
    was such a list, 8 had (*skies*: ski, *labelled*: labell, *broke*, *Ukrainians* …).

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
    lemma_of = _english if language == "en" else functools.partial(_simplemma, lang=language)
    lemmas = [form if form != form.casefold() else type_of(lemma_of(form)) for form in forms]
    codes, different = pd.factorize(pd.Series(lemmas, dtype="str"))
    lemma = pd.Categorical.from_codes(codes[tokens.type.cat.codes.to_numpy()] if len(forms) else [], categories=different)
    return tokens.assign(form=tokens.type, type=pd.Series(lemma, index=tokens.index))


def _simplemma(form, *, lang):
    return needed("simplemma", "Lemmas").lemmatize(form, lang=lang)


def _english(form):
    """Return the lemma of an English form.

    >>> [_english(form) for form in ("gone", "don't", "ukrainians", "far-reaching", "cyber-attacks")]
    ['go', "don't", 'ukrainian', 'far-reaching', 'cyber-attack']
    """
    if form in (known := _corrections()):
        return known[form]
    if "'" in form:
        return form
    before, hyphen, last = form.rpartition("-")
    if hyphen:  # well-being, far-reaching and north-western stay; cyber-attacks and fellow-citizens are plurals
        return f"{before}-{_english(last)}" if last.endswith(("s", "men")) else form
    lemma = _simplemma(form, lang="en")
    return form[:-1] if lemma == form and form.endswith("ans") and len(form) > len("means") else lemma  # Ukrainians


@functools.cache
def _corrections():
    lines = wordlist("lemmas")
    pairs = [line.split() for line in lines]
    if odd := [line for line, pair in zip(lines, pairs, strict=True) if len(pair) != 2]:
        raise wrong_line(WORDLISTS / "lemmas.txt", odd[0], f"{odd[0]!r:.60} is no pair.", "write two words in a line, form and lemma.")
    return dict(pairs)
