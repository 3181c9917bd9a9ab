"""What counts of terms are made of: the hits of each term in each statement, and their sums."""

import weakref
import zlib
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from helpers.bulk.progress import in_threads

AT_ONCE = 1_000_000  # tokens that are looked at in one go
SORTED = 250_000  # and that are counted: few enough to stay near the processor
SHARES = 16  # of the hits: of many, those of so many shares of the terms are sorted one after the other
BITS = 63  # of a key
_kept = {}


class Hits(NamedTuple):
    """The hits of each term in each statement where it has any, by statement."""

    term: np.ndarray
    document: np.ndarray
    n: np.ndarray  # of the smallest kind of numbers that holds them: not to be multiplied with one another
    words: np.ndarray  # of each statement, those without any too


def codes_of(column):
    """Return the numbers of a categorical column, as they are kept: not to be written to."""
    return column.array.codes


def hits_by_statement(tokens):
    """Count every type in every statement.

    All questions begin here, so what was counted is kept under the content that it was counted from, as long as the table lives: a table
    that was changed has another content, and is counted anew.
    """
    column, document, size = tokens["type"].array, codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    content = zlib.crc32(np.ascontiguousarray(column.codes)), zlib.crc32(np.ascontiguousarray(document)), len(tokens), size
    if content not in _kept:
        _kept[content] = count(column.codes, document, size)
        weakref.finalize(column, _kept.pop, content, None)
    return _kept[content]


def hits_in_blocks(tokens):
    """Yield what `hits_by_statement` returns, some statements at a time, which are let go: it takes a fifth of the token table and more."""
    term, document, size = codes_of(tokens["type"]), codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    if not (document[1:] >= document[:-1]).all():
        order = np.argsort(document, kind="stable")
        term, document = term[order], document[order]
    borders = np.unique(np.searchsorted(document, document[::SORTED]))  # a statement is never cut in two
    for begin, end in pairwise([*borders.tolist(), len(document)]):
        yield count(term[begin:end], document[begin:end], size)


def count(term, document, documents):
    """Count each term in each statement; `term` and `document` have one entry per hit."""
    if not (document[1:] >= document[:-1]).all():
        order = np.argsort(document, kind="stable")
        term, document = term[order], document[order]
    border = np.append(np.flatnonzero(np.append(True, document[1:] != document[:-1])[: len(document)]), len(document))
    some, at = [], 0
    while at < len(border) - 1:
        end = max(int(np.searchsorted(border, border[at] + SORTED, side="right")) - 1, at + 1)
        some.append(border[at : end + 1])
        at = end
    parts = [], [], []
    for counted in in_threads(partial(_count_some, term, document), some):
        for column, part in zip(parts, counted, strict=True):
            column.append(part)
    words = np.zeros(documents, dtype=np.int64)
    words[document[border[:-1]]] = np.diff(border)
    return Hits(*map(joined, parts), words)


def joined(parts):
    """Join arrays, and let go of them."""
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    parts.clear()
    return whole


def _count_some(term, document, border):
    base, border = border[0], border - border[0]
    some = np.array(term[base : base + border[-1]])  # a copy, to be sorted within each statement
    bounds = border.tolist()
    for begin, end in pairwise(bounds):
        some[begin:end].sort()
    fresh = np.empty(len(some), dtype=bool)
    np.not_equal(some[1:], some[:-1], out=fresh[1:])
    fresh[border[:-1]] = True
    first = np.flatnonzero(fresh)
    n = np.diff(np.append(first, len(some)))
    return some[first], document[base + first], n.astype(np.min_scalar_type(int(n.max(initial=0))))


def hits_by_part(tokens, part):
    """Return term, part and hits wherever there are any, and the words of each part; `part` is the number of each statement's, or -1."""
    hits = hits_by_statement(tokens)
    inside, terms = part >= 0, len(tokens["type"].array.categories)
    words = np.bincount(part[inside], weights=hits.words[inside]).astype(np.int64)
    made, part = ([], [], []), part.astype(np.int32)
    if inside[hits.words > 0].all() and (np.diff(part[inside]) > 0).all():  # each statement with words is a part of its own
        return hits.term, hits.document if inside.all() and len(words) == len(part) else part[hits.document], hits.n, words
    for begin, end, at in shares_of(terms, hits.term):
        where = part[hits.document[at]]
        term, n, kept = hits.term[at], hits.n[at], slice(None) if inside.all() else where >= 0
        both, sums = merged((term[kept].astype(np.int64) - begin) * len(words) + where[kept], n[kept], (end - begin) * len(words))
        term, where = np.divmod(both, max(len(words), 1))
        for column, values in zip(made, ((term + begin).astype(np.int32), where.astype(np.int32), sums.astype(np.int32)), strict=True):
            column.append(values)
    return *map(joined, made), words


def shares_of(terms, *entries):
    """Yield some terms after others, as the first number and the one behind the last, and where in each array all their entries stand.

    What is made of the entries of each term, such as their order by rate, then takes the memory for a share of them.

    >>> [(begin, end, np.arange(3)[at].tolist()) for begin, end, at in shares_of(2, np.array([1, 0, 1]))]
    [(0, 2, [0, 1, 2])]
    """
    number = sum(map(len, entries))
    shares = min(SHARES, number // SORTED)
    if shares < 2:
        yield 0, terms, *[slice(None)] * len(entries)
        return
    upto = np.cumsum(sum(added_up(term, terms) for term in entries))
    borders = np.unique(np.searchsorted(upto, np.arange(1, shares) * (number // shares))) + 1
    borders = [0, *borders[borders < terms].tolist(), terms]
    places = [_in_shares(term, borders) for term in entries]
    for begin, end in pairwise(borders):
        yield begin, end, *map(next, places)


def _in_shares(term, borders):
    """Yield where the entries of each share of the terms stand: in a row, if entries come by term."""
    if (term[1:] >= term[:-1]).all():
        yield from (slice(*places) for places in pairwise(np.searchsorted(term, np.array(borders, dtype=term.dtype)).tolist()))
        return
    share = np.repeat(np.arange(len(borders) - 1, dtype=np.uint8), np.diff(borders))[term]
    yield from (np.flatnonzero(share == i) for i in range(len(borders) - 1))


def blocks_of(entries, terms):
    """Return slices of some entries after others: few enough to stay near the processor, but not fewer than there are terms to add up."""
    step = max(SORTED, terms)
    return [slice(at, min(at + step, entries)) for at in range(0, entries, step)]


def added_up(term, terms, n=None):
    """Add up `n` of the entries of each term; without it, count them."""
    sums = np.zeros(terms, dtype=np.int64)
    for some in blocks_of(len(term), terms):
        of, weights = term[some].astype(np.intp, copy=False), None if n is None else n[some]
        sums += np.bincount(of, weights=weights, minlength=terms).astype(np.int64)
    return sums


def merged(key, n, size):
    """Add up `n` where `key` is the same; return the keys and the sums. Keys run to less than `size`."""
    if size <= 4 * len(key) + 1_000_000:
        sums = np.bincount(key.astype(np.intp), weights=n, minlength=size)
        found = np.flatnonzero(sums)
        return found, sums[found].astype(np.int64)
    found, number = np.unique(key, return_inverse=True)
    return found, np.bincount(number, weights=n).astype(np.int64)


def order_of(key, size):
    """Return the stable order of keys of 64 bits, which run to less than `size` and are used up.

    With their places in the last bits, they are sorted as numbers.

    >>> order_of(np.array([2, 0, 2, 1], dtype=np.int64), 3).tolist()
    [1, 3, 0, 2]
    """
    bits = len(key).bit_length()
    if int(size).bit_length() + bits > BITS:
        return np.argsort(key, kind="stable")
    key <<= bits
    for at in range(0, len(key), SORTED):
        key[at : at + SORTED] |= np.arange(at, min(at + SORTED, len(key)))
    key.sort()
    key &= (1 << bits) - 1
    return key


def begins_of(column, *, ignored=0, also=()):
    """Return where values differ from the one before, but for so many bits that are ignored, the last ones; and some places besides.

    >>> begins_of(np.array([1, 1, 4, 5])).tolist(), begins_of(np.array([1, 1, 4, 5]), ignored=1).tolist()
    ([0, 2, 3], [0, 2])
    """
    fresh = np.ones(len(column), dtype=bool)
    for at in range(0, len(column) - 1, SORTED):
        some = column[at : at + SORTED + 1] >> ignored if ignored else column[at : at + SORTED + 1]
        np.not_equal(some[1:], some[:-1], out=fresh[at + 1 : at + SORTED + 1])
    fresh[np.asarray(also, dtype=np.intp)] = True
    return np.flatnonzero(fresh)


def parts_by_term(term):
    """Return slices of hits that come by term, so many at a time; no term is cut in two."""
    borders = np.unique(np.searchsorted(term, term[::SORTED]))
    return [slice(begin, end) for begin, end in pairwise([*borders.tolist(), len(term)])]


def sums_by_term(found, words, terms):
    """Return of each term the hits, statements with a hit, hits squared, and hits times words, from hits that come by term."""
    sums = np.zeros((4, terms), dtype=np.int64)
    for some in parts_by_term(found.term):
        term, n = found.term[some], found.n[some].astype(np.int64)
        first = begins_of(term)
        documents = np.diff(np.append(first, len(n)))
        hits, squares, products = (np.add.reduceat(values, first) for values in (n, n * n, n * words[found.document[some]]))
        sums[:, term[first]] = hits, documents, squares, products
    return sums


def words_of(tokens):
    """Count the tokens of each statement."""
    document, size = codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    if (document[1:] >= document[:-1]).all():
        return np.diff(np.searchsorted(document, np.arange(size + 1, dtype=document.dtype)))
    return np.bincount(document, minlength=size)
