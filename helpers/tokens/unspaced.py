"""Words of scripts that have no spaces between them: set apart by ICU where it is installed, else told of in a warning."""

import functools
import re
import warnings

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.characters import UNSPACED
from helpers.languages import SEGMENTER, languages_of, named, sets_apart

LETTERS = re.compile(f"[{UNSPACED}]")
RUN = re.compile(f"[{UNSPACED}]{{4}}")  # of words that are set apart few have so many
AT_ONCE = 1_000_000  # tokens that are looked at in one go
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
    warn_of(in_runs(tokens, documents), len(documents))


def in_runs(tokens, documents):
    """Return those statements of a token table."""
    types = tokens["type"].array
    names, letters = pa.array(types.categories, type=pa.large_string()), np.zeros(len(types.categories), dtype=np.int64)
    some = np.flatnonzero(~pc.string_is_ascii(names).to_numpy(zero_copy_only=False))
    letters[some] = [len(LETTERS.findall(name)) if RUN.search(name) else 0 for name in names.take(some).to_pylist()]
    if _breaker() is not None or not letters.any():
        return documents[:0]
    sizes, sums = pc.utf8_length(names).to_numpy(), np.zeros((2, len(documents)))
    for at in range(0, len(tokens), AT_ONCE):
        of, code = (column.codes[at : at + AT_ONCE] for column in (tokens["document_id"].array, types))
        sums += [np.bincount(of, weights=size[code], minlength=len(documents)) for size in (letters, sizes)]
    return documents[sums[0] > sums[1] * SHARE]


def warn_of(such, number):
    """Warn of statements that `in_runs` returned, of so many in all."""
    if such.empty:
        return
    counts = languages_of(such).map(named).value_counts()
    listed = ", ".join(f"{name} {n:,}" for name, n in counts.items())
    warnings.warn(
        f"{len(such):,} of {number:,} statements {'is' if len(such) == 1 else 'are'} written without spaces between words "
        f"({listed}): counts of their words are not meaningful. Remedy: pip install {SEGMENTER}, which sets words apart.",
        stacklevel=4,
    )
