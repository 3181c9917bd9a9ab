"""What is known of all different chunks of a corpus: they are looked at some at a time, by several threads where they are many."""

from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from helpers.bulk.chunk_ends import Ends, parted
from helpers.bulk.chunk_tokens import Tokens, tokens_of
from helpers.bulk.chunks import of_one_list
from helpers.bulk.progress import in_threads

AT_ONCE = 30_000  # chunks


class Known(NamedTuple):
    """What chunks are; behind all of them come the parts of those in which a sentence ends."""

    part: np.ndarray  # of each chunk: the number of the first of its two parts, 0 where it has none
    ends: Ends
    tokens: Tokens  # None where nobody asked for them


def known(chunks, words, rule=None):
    """Find out what chunks are beside the end of a sentence and, with a `chunk_tokens.Rule`, which tokens are in them."""
    borders = [*range(0, max(len(chunks), 1), AT_ONCE), len(chunks)]
    some = [chunks.slice(begin, end - begin) for begin, end in pairwise(borders)]
    found = list(in_threads(partial(_look, words=words, rule=rule), some))
    cut = [len(wholes) for _, wholes, _ in found]
    part = np.zeros(len(chunks), dtype=np.int32)
    wholes = np.concatenate([np.array(wholes, dtype=np.intp) + begin for (_, wholes, _), begin in zip(found, borders, strict=False)])
    part[wholes] = len(chunks) + 2 * np.arange(len(wholes))
    bounds = [(len(chunk), len(chunk) + 2 * number) for chunk, number in zip(some, cut, strict=True)]
    ends = Ends(*(_behind(columns, bounds) for columns in zip(*(ends for ends, _, _ in found), strict=True)))
    return Known(part, ends, _tokens([tokens for _, _, tokens in found], bounds) if rule else None)


def _look(chunks, *, words, rule):
    letters, ends, wholes = parted(chunks, words)
    return ends, wholes, tokens_of(letters, rule) if rule else None


def _behind(columns, bounds):
    """Join columns: what each has of its chunks, then what each has of its parts, then the rest of each."""
    pieces = [np.split(column, bound) for column, bound in zip(columns, bounds, strict=True)]
    return np.concatenate([piece for of_one_kind in zip(*pieces, strict=True) for piece in of_one_kind])


def _tokens(found, bounds):
    """Join the tokens of several lists of chunks."""
    numbers, types = of_one_list([tokens.types for tokens in found])
    numbers = [np.append(number, np.int32(0)) for number in numbers]  # a chunk without tokens has 0 where it has no type
    lengths = np.array([last for _, last in bounds])  # of chunks and parts
    more = np.array([len(tokens.start) for tokens in found]) - lengths
    moved = lengths.sum() + np.cumsum(more) - more - lengths  # from its place behind its own chunks to that behind all
    columns = {
        "count": [tokens.count for tokens in found],
        "others": [tokens.others + by for tokens, by in zip(found, moved.astype(np.int32), strict=True)],
        "start": [tokens.start for tokens in found],
        "size": [tokens.size for tokens in found],
        "usual": [number.take(tokens.usual) for tokens, number in zip(found, numbers, strict=True)],
        "all_caps": [number.take(tokens.all_caps) for tokens, number in zip(found, numbers, strict=True)],
    }
    return Tokens(**{name: _behind(column, bounds) for name, column in columns.items()}, types=types)
