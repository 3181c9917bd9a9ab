"""The tables of the page as packed columns: vocabulary, postings, tokens and texts in shards, mentions, reported statements, times."""

import sys
import unicodedata
from typing import NamedTuple

import numpy as np

from helpers.bulk.characters import FOLDED, UNSEEN
from helpers.live.packing import sections, steps, varints
from helpers.tokens.rule import CONTRACTED

SHARD = 100_000  # tokens in a shard of statements, from which on the next begins
POSTINGS = 150_000  # places of words in a shard of postings


class Words(NamedTuple):
    """The types in alphabetical order, the number of each token's type in it, and how often each occurs."""

    types: list
    number: np.ndarray
    counts: np.ndarray


def vocabulary(tokens):
    """Return the words of a token table.

    The order is that in which lines of a concordance are sorted: case-folded, then as they are.

    Examples
    --------
    >>> import pandas as pd
    >>> from helpers.tokens import tokenize
    >>> types, number, counts = vocabulary(tokenize(pd.DataFrame({"document_id": ["a"], "text": ["No votes, no UN."]})))
    >>> types, number.tolist(), counts.tolist()
    (['no', 'UN', 'votes'], [0, 2, 0, 1], [2, 1, 1])
    """
    categories, codes = tokens["type"].array.categories.tolist(), tokens["type"].array.codes
    used = np.bincount(codes, minlength=len(categories))
    order = sorted(np.flatnonzero(used).tolist(), key=lambda i: (categories[i].casefold(), categories[i]))
    place = np.zeros(len(categories), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Words([categories[i] for i in order], place[codes], used[order])


def packed_vocabulary(words):
    """Pack the types: how often each occurs, which are sorted as the one before them, and how they are written."""
    types = words.types
    same = [i for i in range(1, len(types)) if types[i].casefold() == types[i - 1].casefold()]
    return sections(varints(words.counts), varints(steps(same, [0])), "\n".join(types).encode(errors="replace"))


def postings(words):
    """Yield the first type of a shard, and the shard: of each of its types, the places in the row of all tokens."""
    counts = words.counts
    order, border, first = np.argsort(words.number, kind="stable"), np.append(0, np.cumsum(counts)), 0
    while first < len(counts):
        last = max(int(np.searchsorted(border, border[first] + POSTINGS, side="right")) - 1, first + 1)
        places, starts = order[border[first] : border[last]], border[first:last] - border[first]
        deltas = steps(places, starts)
        size = np.add.reduceat(_bytes_of(deltas), starts)
        yield first, sections(varints(size), varints(deltas))
        first = last


def _bytes_of(numbers):
    """Return how many bytes each number takes."""
    return 1 + np.searchsorted(1 << np.arange(7, 63, 7, dtype=np.int64), numbers, side="right")


def sentence_sizes(documents, tokens, sentences):
    """Pack the sentences of each statement, and the tokens of each sentence."""
    first, size = firsts(documents, sentences), len(sentences)
    at = first[tokens["document_id"].array.codes] + tokens["sentence"].to_numpy()
    return sections(varints(np.diff(first)), varints(np.bincount(at, minlength=size)))


def firsts(documents, table):
    """Return where the rows of each statement begin in a table that has them in the statements' order, and the number of rows."""
    row = documents.set_axis(documents["document_id"])["document_id"].index.get_indexer(table["document_id"])
    return np.searchsorted(row, np.arange(len(documents) + 1))


def shards(words):
    """Return the first statement of each shard, and after these the number of statements.

    Examples
    --------
    >>> shards([90_000, 20_000, 10, 200_000, 5])
    [0, 2, 4, 5]
    """
    borders, held = [0], 0
    for i, size in enumerate(words):
        held += size
        if held >= SHARD and i + 1 < len(words):
            borders, held = [*borders, i + 1], 0
    return [*borders, len(words)] if len(words) else [0]


def packed_texts(texts, sentences, firsts, tokens):
    """Pack the texts of some statements: their lengths in bytes; of sentences and of tokens gaps and lengths; and the texts themselves.

    A gap is from the end of the one before, or from the start of the text. Tokens and sentences are counted in characters.
    """
    coded = [text.encode(errors="replace") for text in texts]
    document = tokens["document_id"].array.codes
    fresh = np.flatnonzero(document[1:] != document[:-1]) + 1
    spans = [*_gaps(sentences, firsts), *_gaps(tokens, np.append(0, fresh))]
    return sections(varints(list(map(len, coded))), *map(varints, spans), b"".join(coded))


def _gaps(spans, firsts):
    """Return how far each span begins from the end of the one before, and how long it is; those at `firsts` have none before."""
    start, end = spans["start"].to_numpy(np.int64), spans["end"].to_numpy(np.int64)
    before = np.append(0, end[:-1])[: len(end)]
    firsts = np.asarray(firsts, dtype=np.int64)
    before[firsts[firsts < len(before)]] = 0
    return start - before, end - start


def packed_spans(documents, table, *columns):
    """Pack spans: how many each statement has, where each begins after the one before, how long it is, and other columns of numbers."""
    row = documents.set_axis(documents["document_id"])["document_id"].index.get_indexer(table["document_id"])
    start, end = table["start"].to_numpy(np.int64), table["end"].to_numpy(np.int64)
    order = np.lexsort((end, start, row))
    size = np.bincount(row, minlength=len(documents))
    first = np.append(0, np.cumsum(size))[:-1]
    others = [varints(np.asarray(column)[order]) for column in columns]
    return sections(varints(size), varints(steps(start[order], first[size > 0])), varints((end - start)[order]), *others)


def rule_of_words():
    """Return what a script needs to take a pattern apart as the token rule does: tables of characters that a browser does not have."""
    points = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    folds = {character: character.casefold() for character in points if character.casefold() != character.lower()}
    marks = [ord(character) for character in points if unicodedata.combining(character)]
    ends = np.flatnonzero(np.diff(marks) != 1)
    first, last = np.array(marks)[np.append(0, ends + 1)], np.array(marks)[np.append(ends, len(marks) - 1)]
    return {
        "folded": FOLDED,
        "unseen": UNSEEN,
        "casefold": folds,
        "combining": [[int(a), int(b)] for a, b in zip(first, last, strict=True)],
        "contracted": sorted(CONTRACTED),
    }
