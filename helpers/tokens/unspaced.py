"""Words of scripts that have no spaces between them: set apart by ICU where it is installed, else told of in a warning."""

import functools
import re
import warnings

import numpy as np

from helpers.bulk.characters import UNSPACED
from helpers.bulk.chunks import as_arrow, bytes_of
from helpers.languages import SEGMENTER, languages_of, named, sets_apart

LETTERS = re.compile(f"[{UNSPACED}]")
RUN = re.compile(f"[{UNSPACED}]{{4}}")  # of words that are set apart few have so many
SHARE = 0.5  # of a statement's characters in words, from which on it is one of such a script


@functools.cache
def _breaker():
    """Return ICU's class for the bounds of words, or None where it is not installed."""
    if not sets_apart():
        return None
    from icu4py.breakers import WordBreaker

    return WordBreaker


def version():
    """Return which segmenter sets words apart here, and its version; an empty text where there is none."""
    if _breaker() is None:
        return ""
    from importlib.metadata import version as of

    return f"{SEGMENTER} {of(SEGMENTER)}"


def pieces(word):
    """Return the bounds of the words in a stretch of letters without spaces; of other stretches, and without ICU, its own.

    Examples
    --------
    >>> pieces("votes")
    [(0, 5)]
    """
    breaker = _breaker()
    if breaker is None or not LETTERS.search(word):
        return [(0, len(word))]
    bounds = breaker(word, "en").segments()  # the dictionaries go by the script
    if max(word) > "\uffff":  # ICU counts such a character as two
        at = [i for i, character in enumerate(word) for _ in range(1 + (character > "\uffff"))]
        at.append(len(word))
        bounds = [(at[start], at[end]) for start, end in bounds]
    return [(start, end) for start, end in bounds if any(map(str.isalnum, word[start:end]))]


def warn_of_runs(tokens, documents):
    """Warn where statements of a script without spaces were split at punctuation alone, as their words were not set apart."""
    types = tokens["type"].array
    _, names = bytes_of(as_arrow(types.categories.array))
    if _breaker() is not None or not RUN.search(str(names, "utf-8")):  # at once: one by one they take longer than to be found
        return
    letters = np.array([len(LETTERS.findall(name)) if RUN.search(name) else 0 for name in types.categories], dtype=np.int64)
    if not letters.any():
        return
    of = tokens["document_id"].array.codes
    sizes = np.array([*map(len, types.categories)], dtype=np.int64)
    in_runs, all_words = (np.bincount(of, weights=size[types.codes], minlength=len(documents)) for size in (letters, sizes))
    such = documents[(in_runs > all_words * SHARE)[: len(documents)]]
    if such.empty:
        return
    counts = languages_of(such).map(named).value_counts()
    listed = ", ".join(f"{name} {n:,}" for name, n in counts.items())
    warnings.warn(
        f"{len(such):,} of {len(documents):,} statements {'is' if len(such) == 1 else 'are'} written without spaces between words "
        f"({listed}): counts of their words are not meaningful. Remedy: pip install {SEGMENTER}, which sets words apart.",
        stacklevel=3,
    )
