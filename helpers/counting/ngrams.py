"""Which n-grams stand in statements, and how often in each."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.counting import hits
from helpers.counting.hits import AT_ONCE, Hits, begins_of, codes_of, hits_by_statement, joined, order_of
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
    order = order_of(found.document.astype(np.int64), statements)
    return Hits(*(column[order] for column in found[:3]), words), names


def ngrams_by_term(tokens, n, words, *, least=1):
    """Return what `ngrams_of` does of several words, by n-gram, then by statement; `words` is what the hits have of each statement."""
    document, statements = codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    names, place = _numbered(tokens, least)
    number, spelled = None, names
    for i in range(1, n - 1):  # from the n-grams of i words to those of one word more
        columns, sizes = (number, place, np.arange(len(tokens))), (len(spelled), len(names), len(tokens))
        number, parts, found = np.full(len(tokens), -1, dtype=np.int32), ([], []), 0
        for key, times, row in _longer(tokens, i, columns, sizes, least):
            number[row] = np.repeat(np.arange(found, found + len(times), dtype=np.int32), times)
            found = _added(parts, key, found)
        spelled = _spelled(spelled, names, parts)
    keys, parts, found = ([], []), ([], [], []), 0
    for key, times, beside in _longer(tokens, n - 1, (number, place, document), (len(spelled), len(names), statements), least):
        bounds = np.append(0, np.cumsum(times))
        first = begins_of(beside, also=bounds[:-1])
        term = np.repeat(np.arange(found, found + len(times), dtype=np.int32), np.diff(np.searchsorted(first, bounds)))
        for part, values in zip(parts, (term, beside[first], np.diff(np.append(first, len(beside)))), strict=True):
            part.append(values.astype(document.dtype if part is parts[1] else np.int32))
        found = _added(keys, key, found)
    return Hits(*map(joined, parts), words), _spelled(spelled, names, keys)


def _added(parts, key, found):
    for part, numbers in zip(parts, key, strict=True):
        part.append(numbers)
    return found + len(key[0])


def _spelled(before, names, keys):
    first, following = map(joined, keys)
    return pc.binary_join_element_wise(before.take(first), names.take(following), pa.scalar(" ", pa.large_string()))


def _numbered(tokens, least):
    """Return the words that have so many hits in alphabetical order, and the number of each type among them, -1 for the others."""
    code, names = codes_of(tokens["type"]), pa.array(tokens["type"].array.categories, type=pa.large_string())
    often, place = np.zeros(len(names), dtype=np.int64), np.full(len(names), -1, dtype=np.int32)
    for at in range(0, len(code), AT_ONCE):
        often += np.bincount(code[at : at + AT_ONCE], minlength=len(names))
    often = np.flatnonzero(often >= least)
    often = often[pc.sort_indices(names.take(often)).to_numpy()]
    place[often] = np.arange(len(often))
    return names.take(often), place


def _longer(tokens, i, columns, sizes, least):
    """Find the n-grams of i words and one more that have so many hits.

    `columns` has of each token the number of the n-gram that begins with it (-1 for none; None: that of its word), of each type that of
    the word, and of each token a third number; `sizes` says how many numbers there are of each. Yielded are, some n-grams at a time,
    these two numbers of each and its hits, and of each hit, by n-gram, the third number, from the lowest.
    """
    bits = [int(size).bit_length() for size in sizes]
    step = 1 << hits.BITS - bits[1] - bits[2]  # as many at once as a number has room for
    for low in range(0, sizes[0], step):
        packed = _packed(tokens, i, columns, range(low, min(low + step, sizes[0])), bits)
        packed.sort()
        begin = 0
        while begin < len(packed):
            last = packed[min(begin + STEP, len(packed)) - 1] >> bits[2]
            end = np.searchsorted(packed, last + 1 << bits[2])  # an n-gram is never cut in two
            some, begin = packed[begin:end], end
            first = begins_of(some, ignored=bits[2])
            n = np.diff(np.append(first, len(some)))
            often = n >= least
            key = some[first[often]] >> bits[2]
            yield ((key >> bits[1]) + low, key & (1 << bits[1]) - 1), n[often], some[np.repeat(often, n)] & (1 << bits[2]) - 1


def _packed(tokens, i, columns, some, bits):
    """Return the three numbers of each n-gram as one; of the first those that are in a range, counted from its begin."""
    (number, place, beside), code = columns, codes_of(tokens["type"])
    made, at = np.empty(len(code), dtype=np.int64), 0
    for here, there, together in _together(tokens, i, STEP):
        word = np.take(place, code[here.start : there.stop], mode="clip")  # no number is in need of it, but it is faster
        first, following = word[:-i] if number is None else number[here], word[i:]
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
