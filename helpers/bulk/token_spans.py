"""Where the tokens of chunks stand in their statements, for a whole corpus at once."""

from functools import partial
from itertools import pairwise

import numpy as np
import pyarrow as pa

from helpers.bulk.chunks import AT_ONCE, batches, ranges, repeated
from helpers.bulk.progress import in_threads, progress
from helpers.bulk.sentence_ends import places_of, sentences_of
from helpers.bulk.statements import with_parts


def kinds_of(statements, *, spans):
    """Return the kinds of numbers that the columns of a token table hold: that of its statements is the one pandas has for so many."""
    return [np.min_scalar_type(-max(statements, 1)), *[np.dtype(np.int32)] * (4 if spans else 1)]


def token_table(groups, known, kinds):
    """Return the tokens of a corpus as columns, and their types, numbered in the order of their first tokens.

    Parameters
    ----------
    groups : list of statements.Statements
        From `statements.in_groups`; emptied, so that their memory can be used.
    known : known.Known
        What their chunks are.
    kinds : list of dtype
        From `kinds_of`. The columns are statement, sentence, start, end, type; or statement and type.
    """
    tokens = known.tokens
    sizes = in_threads(partial(_size, _counts(known)), groups)
    borders = [*pairwise([0, *np.cumsum(list(sizes)).tolist()])]
    table = [np.empty(borders[-1][1] if borders else 0, dtype=kind) for kind in kinds]
    fill = partial(_fill_group, table, groups, known)
    order, seen, read = [], np.zeros(len(tokens.types), dtype=bool), [len(statements.group.documents) for statements in groups]
    made = in_threads(fill, range(len(borders)), borders)
    for types in progress(made, sum(read), size=lambda _: read.pop(0)):
        order.append(types[~seen[types]])
        seen[types] = True
    order = np.concatenate([np.zeros(0, dtype=np.intp), *order])
    number = np.zeros(len(tokens.types), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    for _ in in_threads(partial(_renumber, table[-1], number), borders):
        pass
    return table, tokens.types.take(pa.array(order))


def _counts(known):
    """Return how many tokens are in each chunk of the list, its parts together."""
    counts = known.tokens.count[: len(known.part)].copy()
    cut = np.flatnonzero(known.part)
    counts[cut] = known.tokens.count[known.part[cut]] + known.tokens.count[known.part[cut] + 1]
    return counts


def _size(counts, statements):
    """Return how many tokens are in a group of statements."""
    return int(counts.take(statements.place).take(statements.group.codes).sum())


def _fill_group(table, groups, known, place, borders):
    """Write the tokens of a group into a table, and return their types, in the order of their first tokens."""
    at, code = borders[0], table[-1][slice(*borders)]
    statements, groups[place] = groups[place], None
    for batch in batches(with_parts(statements, known.part)):
        at += _fill([column[at:] for column in table], batch, known.ends, known.tokens)
    return _by_first(code, len(known.tokens.types))


def _fill(table, batch, ends, tokens):
    """Write the tokens of a batch into the first rows of a table, and return how many they are."""
    sentences, count = sentences_of(batch, ends), tokens.count.take(batch.codes)
    upto = np.zeros(len(count) + 1, dtype=np.int32)
    np.cumsum(count, out=upto[1:])
    table = [column[: upto[-1]] for column in table]
    chunk = repeated(count, upto)
    row = batch.codes.take(chunk)
    several = np.flatnonzero(count > 1)
    row[ranges(upto[several] + 1, count[several] - 1)] = ranges(tokens.others[batch.codes[several]], count[several] - 1)
    code = tokens.usual.take(row)
    in_sentence = np.diff(upto[np.append(sentences.begin, len(count))])
    if sentences.all_caps.any():
        all_caps = np.repeat(sentences.all_caps, in_sentence)
        code[all_caps] = tokens.all_caps[row[all_caps]]
    table[0][:] = np.repeat(batch.documents.astype(table[0].dtype), np.diff(upto[batch.first]))
    table[-1][:] = code
    if len(table) > 2:
        table[1][:] = np.repeat(sentences.number, in_sentence)
        np.add(places_of(batch, ends).take(chunk), tokens.start.take(row), out=table[2])
        np.add(table[2], tokens.size.take(row), out=table[3])
    return int(upto[-1])


def _by_first(code, size):
    """Return the types that tokens have, in the order of their first tokens."""
    first = np.full(size, len(code), dtype=np.int32)
    for begin in range(0, len(code), AT_ONCE)[::-1]:
        some = code[begin : begin + AT_ONCE]
        first[some[::-1]] = np.arange(begin + len(some) - 1, begin - 1, -1, dtype=np.int32)  # what is written last stays
    used = np.flatnonzero(first < len(code))
    return used[np.argsort(first[used])]


def _renumber(code, number, borders):
    for begin in range(*borders, AT_ONCE):
        some = code[begin : min(begin + AT_ONCE, borders[1])]
        some[:] = number.take(some)
