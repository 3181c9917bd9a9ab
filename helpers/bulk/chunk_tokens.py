"""The tokens in different chunks: nearly all by looking at runs of letters and digits at once, the odd ones by themselves."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk import characters
from helpers.bulk.characters import DIGIT, HYPHEN, LETTER, ODD, POINT, SLASH
from helpers.bulk.chunks import POOL, ranges, strings


class Rule(NamedTuple):
    """What `tokens_of` cannot know by itself."""

    odd: object  # a function that returns start, end, type, and type in a sentence of capitals of each token of one chunk
    contracted: list  # words behind which 's is a verb


class Tokens(NamedTuple):
    """The tokens of chunks: the first one of each chunk (or nothing, where it has none), then all others, chunk by chunk."""

    count: np.ndarray  # of each chunk: how many
    others: np.ndarray  # and where those after its first begin
    start: np.ndarray  # of each token, in its chunk
    size: np.ndarray
    usual: np.ndarray  # the number of its type
    all_caps: np.ndarray  # and of its type in a sentence of capitals
    types: pa.Array


class Runs(NamedTuple):
    """Runs of letters and digits, and what stands between each and the next."""

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray  # the chunk
    mark: np.ndarray  # the character between a run and the next: what it is, 0 where more or nothing stands there
    point: np.ndarray  # and that character
    digits: np.ndarray  # the run is of digits alone
    capitals: np.ndarray  # it has two or more


def tokens_of(letters, rule):
    """Find the tokens of chunks."""
    runs = _runs(letters)
    joined, odd = _joined(letters, runs)
    first = np.flatnonzero(np.append(True, ~joined)[: len(runs.start)])  # the first run of each token
    last = np.append(first[1:], len(runs.start))[: len(first)] - 1
    start, end, owner = runs.start[first], runs.end[last], runs.owner[first]
    plain, usual = characters.folded(letters.points), letters.small.copy()
    end = _without_possessive(plain, letters.small, (start, end), last > first, rule.contracted)
    kept = np.zeros(len(first), dtype=bool)
    kept[(np.cumsum(np.append(True, ~joined)[: len(runs.start)], dtype=np.int32) - 1)[runs.capitals]] = True
    inside = ranges(start[kept], end[kept] - start[kept])
    usual[inside] = plain[inside]
    sure = ~odd[owner]
    start, end, owner, kept = start[sure], end[sure], owner[sure], kept[sure]
    rows = _odd_rows(letters.chunks, odd, rule.odd)
    more = (pa.array([row[i] for row in rows], type=pa.string()) for i in (3, 4))
    spelled = pa.concat_arrays([strings(usual, start, end), strings(letters.small, start[kept], end[kept]), *more], memory_pool=POOL)
    spelled = pc.dictionary_encode(spelled, memory_pool=POOL)
    return _together(letters, (start, end, owner, kept), rows, spelled)


def _runs(letters):
    start, end, points, flags = letters.start, letters.end, letters.points, letters.flags
    owner = letters.owner[start]
    close = np.zeros(len(start), dtype=bool)
    close[:-1] = (start[1:] - end[:-1] == 1) & (owner[1:] == owner[:-1])
    between = np.where(close, end, 0)
    mark = np.where(close, flags[between], 0)
    digits = _per_run(start, flags & DIGIT != 0) == end - start
    capitals = _per_run(start, flags & characters.CAPITAL != 0) > 1
    return Runs(start, end, owner, mark, points[between], digits, capitals)


def _per_run(start, flags):
    """Count in each run the characters that are so; those that are so stand in runs alone."""
    return np.bincount(np.searchsorted(start, np.flatnonzero(flags), side="right") - 1, minlength=len(start))


def _joined(letters, runs):
    """Return which runs are of one token with the next, and which chunks are odd."""
    number = (runs.mark & POINT != 0) & runs.digits
    number[:-1] &= letters.flags[runs.start[1:]] & DIGIT != 0
    joined = number | (runs.mark & HYPHEN != 0)
    letter = (runs.end - runs.start == 1) & (letters.flags[runs.start] & LETTER != 0) & (runs.point == ord("."))
    dotted = letter & (runs.mark & POINT != 0)
    second = np.flatnonzero(dotted) + 1  # U.S. is one word, where a full stop comes after its second letter too
    behind = np.minimum(runs.end[second], len(letters.points) - 1)
    second = second[(runs.end[second] - runs.start[second] == 1) & (letters.points[behind] == ord("."))]
    odd = np.zeros(len(letters.chunks), dtype=bool)
    odd[runs.owner[runs.mark & SLASH != 0]] = True
    figure = np.zeros(len(odd), dtype=bool)
    figure[letters.owner[np.flatnonzero(letters.flags & DIGIT)]] = True
    odd &= figure  # A/78/123 is one word, and ends with a digit
    odd[runs.owner[second]] = True
    odd[letters.owner[letters.flags & ODD != 0]] = True
    return joined, odd


def _without_possessive(plain, small, bounds, several, contracted):
    """Return where tokens end without a possessive 's."""
    start, end = bounds
    some = np.flatnonzero(several)
    some = some[(plain[end[some] - 2] == ord("'")) & np.isin(plain[end[some] - 1], [ord("s"), ord("S")])]
    stays = pc.is_in(strings(small, start[some], end[some] - 2), pa.array(sorted(contracted), type=pa.string()))
    end = end.copy()
    end[some[~stays.to_numpy(zero_copy_only=False)]] -= 2
    return end


def _odd_rows(chunks, odd, tokens_of_one):
    """Return chunk, start, end, type, and type in a sentence of capitals of each token of odd chunks."""
    at = np.flatnonzero(odd)
    texts = chunks.take(pa.array(at)).to_pylist()
    return [(i, *row) for i, chunk in zip(at.tolist(), texts, strict=True) for row in tokens_of_one(chunk)]


def _together(letters, found, rows, spelled):
    """Put the tokens of the odd chunks with the others; `spelled` are types, types of capitals of some, and both of the odd ones."""
    start, end, owner, kept = found
    total, shouted, chunks = len(start), np.count_nonzero(kept), len(letters.chunks)
    code = spelled.indices.to_numpy()
    usual, all_caps = code[: total + len(rows)].copy(), code[: total + len(rows)].copy()
    all_caps[:total][kept] = code[total : total + shouted]
    usual[total:], all_caps[total:] = code[total + shouted :].reshape(2, -1)
    more = np.array([row[:3] for row in rows], dtype=np.int32).reshape(-1, 3).T
    columns = [np.append(start - letters.bounds[owner], more[1]), np.append(end - start, more[2] - more[1]), usual, all_caps]
    owner = np.append(owner, more[0])
    first = np.append(True, owner[1:] != owner[:-1])[: len(owner)]
    place = np.where(first, owner, chunks - 1 + np.cumsum(~first))
    second = np.flatnonzero(first[:-1] & ~first[1:]) + 1
    others = np.zeros(chunks, dtype=np.int32)
    others[owner[second]] = place[second]
    made = np.zeros((4, chunks + np.count_nonzero(~first)), dtype=np.int32)
    for row, column in zip(made, columns, strict=True):
        row[place] = column
    return Tokens(np.bincount(owner, minlength=chunks).astype(np.int32), others, *made, spelled.dictionary)
