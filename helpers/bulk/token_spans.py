"""Where the tokens of chunks stand in their statements, for a whole batch at once."""

from array import array
from typing import NamedTuple

import numpy as np

from helpers.bulk.chunks import extend


class Known(NamedTuple):
    """What the chunks and types of the batches so far are."""

    chunks: list  # of each chunk: how many tokens, and which is the first of them in `tokens`
    tokens: list  # of each of their tokens: where it starts in the chunk, its length, its type, its type in a sentence of capitals
    types: dict  # numbers of the types, in the order of the chunks
    number: array  # of each of those: its number in the order of the tokens, or -1 as long as it has none


def nothing_known():
    """Return what `token_spans` keeps from one batch to the next."""
    return Known([], [], {}, array("i"))


def token_spans(batch, sentences, known, tokens_of, *, spans):
    """Return the tokens of a batch as columns: statement, sentence, start, end, type; without `spans`, statement and type.

    `tokens_of` returns (start, end, type, type in a sentence of capitals) of each token of a chunk.
    """
    tokens, chunks = _columns(batch, known, tokens_of)
    start_of, size_of, usual_of, loud_of = extend(known.tokens, tokens)
    count, begin = (column[batch.codes] for column in extend(known.chunks, chunks))
    upto = np.cumsum(np.append(0, count))
    row = np.repeat(begin - upto[:-1], count)
    row += np.arange(len(row))
    per_document, code = np.diff(upto[batch.first]), usual_of[row]
    if spans or sentences.loud.any():
        start = np.repeat(sentences.chunks, count)  # in characters from the beginning of the batch, as sentences.at is
        start += start_of[row]
        in_sentence = np.diff(np.append(np.searchsorted(start, sentences.at), len(row)))
    if sentences.loud.any():
        loud = np.repeat(sentences.loud, in_sentence)
        code[loud] = loud_of[row[loud]]
    document, code = np.repeat(batch.documents, per_document), _numbered(code, known)
    if not spans:
        return [document, code]
    start -= np.repeat(sentences.chunks[batch.first[:-1]], per_document)
    return [document, np.repeat(sentences.number, in_sentence), start, start + size_of[row], code]


def _columns(batch, known, tokens_of):
    """Return the columns that `Known` has, for the new chunks: first their plain ones, then the others."""
    plain, others = batch.plain
    types, total = known.types, len(known.tokens[0]) if known.tokens else 0
    count, begin = np.ones(len(batch.new), dtype=np.int32), np.zeros(len(batch.new), dtype=np.int32)
    begin[plain.at] = np.arange(total, total + len(plain.at))
    words = plain.word.dictionary_encode()
    number = np.array([types.setdefault(word, len(types)) for word in words.dictionary.to_pylist()], dtype=np.int32)
    number = number[words.indices.to_numpy()]
    rows, total = [], total + len(plain.at)
    for i in others:
        found = tokens_of(batch.new[i])
        count[i], begin[i] = len(found), total + len(rows)
        for start, end, usual, loud in found:
            rows.append((start, end - start, types.setdefault(usual, len(types)), types.setdefault(loud, len(types))))
    more = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    firsts = np.zeros(len(plain.at), dtype=np.int32), plain.size.astype(np.int32), number, number
    return [np.concatenate(both) for both in zip(firsts, more, strict=True)], [count, begin]


def _numbered(code, known):
    """Number the types as their tokens come, and none that has no token."""
    known.number.extend([-1] * (len(known.types) - len(known.number)))
    number = np.frombuffer(known.number, dtype=np.int32)
    so_far = number.max(initial=-1) + 1
    fresh, first = np.unique(code[number[code] < 0], return_index=True)
    number[fresh[np.argsort(first)]] = np.arange(so_far, so_far + len(fresh))
    return number[code]


def names_of(known):
    """Return the types by their numbers."""
    named = sorted((number, name) for name, number in zip(known.types, known.number, strict=True) if number >= 0)
    return [name for _, name in named]


def table_for(size, columns):
    """Return empty columns for the tokens of so many bytes of text, as far as can be told."""
    return np.empty((columns, size // 5 + 64), dtype=np.int32)


def filled(table, used, made):
    """Write columns into a table after its first `used` rows, and return the table, grown if it was too small."""
    end = used + len(made[0])
    if end > table.shape[1]:
        table, small = np.empty((len(table), end + end // 4), dtype=np.int32), table
        table[:, :used] = small[:, :used]
    for row, column in zip(table, made, strict=True):
        row[used:end] = column
    return table
