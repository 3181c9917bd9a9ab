"""Where the tokens of chunks stand in their statements, for a whole group at once."""

from functools import partial
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk.chunks import POOL, batches, ranges
from helpers.bulk.progress import in_threads
from helpers.bulk.sentence_ends import places_of, sentences_of


def kinds_of(statements, *, spans):
    """Return the kinds of numbers that the columns of a token table hold: that of its statements is the one pandas has for so many."""
    return [np.min_scalar_type(-max(statements, 1)), *[np.dtype(np.int32)] * (4 if spans else 1)]


def token_table(group, ends, tokens, kinds):
    """Return the tokens of a group as columns, and their types.

    Parameters
    ----------
    group : chunks.Group
        Some statements.
    ends : chunk_ends.Ends
        What their different chunks are beside the end of a sentence.
    tokens : chunk_tokens.Tokens
        And the tokens in them.
    kinds : list of dtype
        From `kinds_of`. The columns are statement, sentence, start, end, type; or statement and type.
    """
    times = np.bincount(group.codes, minlength=len(tokens.count))
    table, used = [np.empty(int(times @ tokens.count), dtype=kind) for kind in kinds], 0
    for batch in batches(group):
        used += _fill([column[used:] for column in table], batch, ends, tokens)
    return table, pc.take(tokens.types, pa.array(_by_first(table[-1], len(tokens.types))), memory_pool=POOL)


def _fill(table, batch, ends, tokens):
    """Write the tokens of a batch into the first columns of a table, and return how many they are."""
    sentences, count = sentences_of(batch, ends), tokens.count[batch.codes]
    upto = np.zeros(len(count) + 1, dtype=np.int32)
    np.cumsum(count, out=upto[1:])
    table = [column[: upto[-1]] for column in table]
    row = np.repeat(batch.codes, count)
    several = np.flatnonzero(count > 1)
    row[ranges(upto[several] + 1, count[several] - 1)] = ranges(tokens.others[batch.codes[several]], count[several] - 1)
    code = tokens.usual[row]
    in_sentence = np.diff(upto[np.append(sentences.begin, len(count))])
    if sentences.all_caps.any():
        all_caps = np.repeat(sentences.all_caps, in_sentence)
        code[all_caps] = tokens.all_caps[row[all_caps]]
    table[0][:] = np.repeat(batch.documents.astype(table[0].dtype), np.diff(upto[batch.first]))
    table[-1][:] = code
    if len(table) > 2:
        table[1][:] = np.repeat(sentences.number, in_sentence)
        np.add(np.repeat(places_of(batch, ends), count), tokens.start[row], out=table[2])
        np.add(table[2], tokens.size[row], out=table[3])
    return int(upto[-1])


def _by_first(code, size):
    """Number types anew, in the order of their first tokens, in place; return which old number each new one had."""
    first = np.full(size, len(code), dtype=np.int32)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1, dtype=np.int32)  # what is written last stays
    used = np.flatnonzero(first < len(code))
    old = used[np.argsort(first[used])]
    number = np.zeros(size, dtype=np.int32)
    number[old] = np.arange(len(old), dtype=np.int32)
    code[:] = number[code]
    return old


def joined(tables, kinds, size, statements):
    """Return the tables of several groups as one, and its types, numbered as they come.

    `tables` yields a group's table with its types, and how many statements it has; `kinds` is of its columns, `size` how many
    bytes of text there are in all `statements`: room for their tokens is made at once.
    """
    whole, used, ends, types = [np.empty(0, dtype=kind) for kind in kinds], 0, [], []
    for (table, names), read in tables:
        whole = _added(whole, used, table, size) if used or read < statements else table
        used += len(table[0])
        ends.append(used)
        types.append(names)
    whole = [column[:used] for column in whole]
    return whole, _of_one_list(whole[-1], ends, types)


def _added(whole, used, table, size):
    end = used + len(table[0])
    if end > len(whole[0]):
        small, whole = whole, [np.empty(max(size // 5 + 64, end + end // 4), dtype=column.dtype) for column in whole]
        for column, values in zip(whole, small, strict=True):
            column[:used] = values[:used]
    for _ in in_threads(partial(np.copyto, casting="no"), [column[used:end] for column in whole], table):
        pass  # by threads: new memory takes longer than the copy
    return whole


def _of_one_list(code, ends, types):
    """Number the types of several groups by one list of them, in place; return the list."""
    if len(types) < 2:
        return types[0] if types else pa.array([], type=pa.string())
    merged = pc.dictionary_encode(pa.concat_arrays(types, memory_pool=POOL), memory_pool=POOL)
    numbers = np.split(merged.indices.to_numpy(), np.cumsum([len(names) for names in types])[:-1])
    codes = [code[begin:end] for begin, end in pairwise([0, *ends])]
    for _ in in_threads(_renumber, codes, numbers):
        pass
    return merged.dictionary


def _renumber(code, number):
    code[:] = number[code]
