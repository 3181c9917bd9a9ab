"""What counts of terms are made of: the hits of each term in each statement, the group of each statement, the n-grams."""

import weakref
import zlib
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.progress import in_threads
from helpers.tokens.table import sentence_of

AT_ONCE = 1_000_000  # tokens that are looked at in one go
SORTED = 250_000  # and that are counted: few enough to stay near the processor
SHARES = 16  # of the hits: of many, those of so many shares of the terms are sorted one after the other
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


def numbered_in_order(values, number):
    """Sort values, and number by their new places what has their old places. Numbers sort several times as fast as n-grams."""
    order = np.argsort(values) if isinstance(values, np.ndarray) else pc.sort_indices(values).to_numpy()
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order))
    return values.take(order), place[number]


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
    share_of = np.repeat(np.arange(len(borders) - 1, dtype=np.uint8), np.diff(borders))
    share = [share_of[term] for term in entries]
    for i, (begin, end) in enumerate(pairwise(borders)):
        yield begin, end, *(np.flatnonzero(of == i) for of in share)


def blocks_of(entries, terms):
    """Return slices of some entries after others: few enough to stay near the processor, but not fewer than there are terms to add up."""
    step = max(SORTED, terms)
    return [slice(at, min(at + step, entries)) for at in range(0, entries, step)]


def added_up(term, terms, n=None):
    """Add up `n` of the entries of each term; without it, count them."""
    sums = np.zeros(terms, dtype=np.int64)
    for some in blocks_of(len(term), terms):
        sums += np.bincount(term[some], weights=None if n is None else n[some], minlength=terms).astype(np.int64)
    return sums


def merged(key, n, size):
    """Add up `n` where `key` is the same; return the keys and the sums. Keys run to less than `size`."""
    if size <= 4 * len(key) + 1_000_000:
        sums = np.bincount(key.astype(np.intp), weights=n, minlength=size)
        found = np.flatnonzero(sums)
        return found, sums[found].astype(np.int64)
    found, number = np.unique(key, return_inverse=True)
    return found, np.bincount(number, weights=n).astype(np.int64)


def sums_by_term(found, words, terms):
    """Return of each term the hits, statements with a hit, hits squared, and hits times words; `found` has term, document and n."""
    sums = np.zeros((4, terms))
    for some in blocks_of(len(found.term), terms):
        term, n = found.term[some].astype(np.intp, copy=False), found.n[some].astype(float)
        for total, values in zip(sums, (n, None, n**2, n * words[found.document[some]]), strict=True):
            total += np.bincount(term, weights=values, minlength=terms)
    return sums


def words_of(tokens):
    """Count the tokens of each statement."""
    document, size = codes_of(tokens["document_id"]), len(tokens["document_id"].array.categories)
    if (document[1:] >= document[:-1]).all():
        return np.diff(np.searchsorted(document, np.arange(size + 1, dtype=document.dtype)))
    return np.bincount(document, minlength=size)


def starts_of(tokens, n):
    """Return where n-grams begin: rows with the last word of the n-gram in the same sentence."""
    if n < 1:
        raise ValueError(f"n={n}: the length of a term in words is 1 or more")
    document, sentence = codes_of(tokens["document_id"]), sentence_of(tokens)
    last = max(len(document) - n + 1, 0)
    found = [np.zeros(0, dtype=np.int32)]
    for at in range(0, last, AT_ONCE):
        here, there = slice(at, min(at + AT_ONCE, last)), slice(at + n - 1, min(at + AT_ONCE, last) + n - 1)
        together = (document[here] == document[there]) & (sentence[here] == sentence[there])
        found.append((np.flatnonzero(together) + at).astype(np.int32 if len(document) < 2**31 else np.int64))
    return np.concatenate(found)


def ngrams_of(tokens, n, *, least=1):
    """Return the hits of each n-gram in each statement, and the n-grams by number; those of several words in alphabetical order.

    Of several words, those with fewer than `least` hits are left out, which saves the time to spell them.
    """
    names = pa.array(tokens["type"].array.categories, type=pa.large_string())
    if n == 1:
        return hits_by_statement(tokens), names
    term, starts = codes_of(tokens["type"]), starts_of(tokens, n)
    names, term = numbered_in_order(names, term)
    number, spelled = term[starts], names
    for i in range(1, n):  # from the n-grams of i words to those of one word more
        different = _one_word_more(number, term[i:], starts, (len(spelled), len(names)), least)
        if least > 1:
            kept = number >= 0
            number, starts = number[kept], starts[kept]
        before, after = np.divmod(different, max(len(names), 1))
        spelled = pc.binary_join_element_wise(spelled.take(before), names.take(after), pa.scalar(" ", pa.large_string()))
    del term
    return count(number, codes_of(tokens["document_id"])[starts], len(tokens["document_id"].array.categories)), spelled


def _one_word_more(number, term, starts, sizes, least):
    """Number n-grams with their next word in place of those without it, rare ones as -1; return what each number stands for.

    `number` are those of the n-grams, in alphabetical order, `starts` where they begin, `sizes` how many of them and how many words there
    are.
    """
    keys, known = [np.zeros(0, dtype=np.int64)], 0
    for _, _, at in shares_of(sizes[0], number):
        key = number[at].astype(np.int64)
        key *= sizes[1]
        key += term[starts[at]]
        of, different = pd.factorize(key)
        different, of = numbered_in_order(different, of.astype(np.int32))
        often = np.bincount(of, minlength=len(different)) >= least
        number[at] = np.where(often, np.cumsum(often) - 1 + known, -1).astype(np.int32)[of]
        keys.append(different[often])
        known += len(keys[-1])
    return np.concatenate(keys)
