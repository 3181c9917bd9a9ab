"""Which n-grams stand in statements, and how often in each."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.counting import hits
from helpers.counting.hits import AT_ONCE, Hits, begins_of, codes_of, hits_by_statement, order_of
from helpers.tokens.table import sentence_of

STEP = 250_000  # tokens whose n-grams are written as numbers in one go: few enough to stay near the processor


def starts_of(tokens, n):
    """Return where n-grams begin: rows with the last word of the n-gram in the same sentence."""
    if n < 1:
        raise ValueError(f"n={n}: the length of a term in words is 1 or more")
    kind, found = np.int32 if len(tokens) < 2**31 else np.int64, [np.zeros(0, dtype=np.int32)]
    for here, _, together in _together(tokens, n - 1, AT_ONCE):
        found.append((np.flatnonzero(together) + here.start).astype(kind))
    return np.concatenate(found)


def _together(tokens, apart, step):
    """Yield rows, some at a time, those so many further on, and which are in one sentence."""
    document, sentence = codes_of(tokens["document_id"]), sentence_of(tokens)
    end = max(len(document) - apart, 0)
    for at in range(0, end, step):
        here, there = slice(at, min(at + step, end)), slice(at + apart, min(at + step, end) + apart)
        yield here, there, (document[here] == document[there]) & (sentence[here] == sentence[there])


def ngrams_of(tokens, n, *, least=1):
    """Return the hits of each n-gram in each statement, and the n-grams by number; those of several words in alphabetical order.

    Of several words, those with fewer than `least` hits are left out, which saves the time to spell them.
    """
    if n == 1:
        return hits_by_statement(tokens), pa.array(tokens["type"].array.categories, type=pa.large_string())
    statements = len(tokens["document_id"].array.categories)
    words = np.bincount(codes_of(tokens["document_id"])[starts_of(tokens, n)], minlength=statements)
    found, names = ngrams_by_term(tokens, n, words, least=least)
    order = order_of(found.document, statements)
    return Hits(*(column[order] for column in found[:3]), words), names


def ngrams_by_term(tokens, n, words, *, least=1):
    """Return what `ngrams_of` does of several words, by n-gram, then by statement; `words` is what the hits have of each statement."""
    document, statements = codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    names, word = _numbered(tokens, least)
    number, spelled = word, names
    for i in range(1, n):  # from the n-grams of i words to those of one word more
        last = i == n - 1
        beside, size = (document, statements) if last else (np.arange(len(word)), len(word))
        before, after, times, beside = _longer(tokens, i, (number, word, beside), (len(spelled), len(names), size), least)
        spelled = pc.binary_join_element_wise(spelled.take(before), names.take(after), pa.scalar(" ", pa.large_string()))
        if not last:
            number = np.full(len(word), -1, dtype=np.int32)
            number[beside] = np.repeat(np.arange(len(times), dtype=np.int32), times)
    bounds = np.append(0, np.cumsum(times))
    first = begins_of(beside, also=bounds[:-1])
    term = np.repeat(np.arange(len(times), dtype=np.int32), np.diff(np.searchsorted(first, bounds)))
    return Hits(term, beside[first], np.diff(np.append(first, len(beside))).astype(np.int32), words), spelled


def _numbered(tokens, least):
    """Return the words that have so many hits in alphabetical order, and the number of each token's word, -1 for the others."""
    code, names = codes_of(tokens["type"]), pa.array(tokens["type"].array.categories, type=pa.large_string())
    often = np.flatnonzero(np.bincount(code, minlength=len(names)) >= least)
    often = often[pc.sort_indices(names.take(often)).to_numpy()]
    place, word = np.full(len(names), -1, dtype=np.int32), np.empty(len(code), dtype=np.int32)
    place[often] = np.arange(len(often))
    for at in range(0, len(code), STEP):
        np.take(place, code[at : at + STEP], out=word[at : at + STEP], mode="clip")  # which no number is in need of, and which is faster
    return names.take(often), word


def _longer(tokens, i, columns, sizes, least):
    """Find the n-grams of i words and one more that have so many hits.

    `columns` has of each token the number of the n-gram that begins with it and of its word, -1 for none, and a third number;
    `sizes` says how many numbers there are of each. Returned are of each n-gram these two numbers and its hits, and of each hit, by
    n-gram, the third number, from the lowest.
    """
    bits = [int(size).bit_length() for size in sizes]
    step, parts = 1 << hits.BITS - bits[1] - bits[2], []  # as many at once as a number has room for
    for low in range(0, max(sizes[0], 1), step):
        packed = _packed(_together(tokens, i, STEP), columns, range(low, min(low + step, sizes[0])), bits)
        packed.sort()
        first = begins_of(packed, ignored=bits[2])
        n = np.diff(np.append(first, len(packed)))
        often = n >= least
        key, packed = packed[first[often]] >> bits[2], packed if often.all() else packed[np.repeat(often, n)]
        packed &= (1 << bits[2]) - 1
        parts.append(((key >> bits[1]) + low, key & (1 << bits[1]) - 1, n[often], packed.astype(columns[2].dtype)))
    return parts[0] if len(parts) == 1 else [np.concatenate(part) for part in zip(*parts, strict=True)]


def _packed(blocks, columns, some, bits):
    """Return the three numbers of each n-gram as one; of the first those that are in a range, counted from its begin."""
    number, word, beside = columns
    made, at = np.empty(len(word), dtype=np.int64), 0
    for here, there, together in blocks:
        first, following = number[here], word[there]
        together &= (first >= some.start) & (first < some.stop) & (following >= 0)
        key = first.astype(np.int64)
        key -= some.start
        for column, size in ((following, bits[1]), (beside[here], bits[2])):
            key <<= size
            key |= column
        key = key[together]
        made[at : at + len(key)] = key
        at += len(key)
    return made[:at]
