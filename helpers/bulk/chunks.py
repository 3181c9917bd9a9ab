"""Texts cut at white space in bulk. The same stretches come again and again, so what reads them reads each different one once."""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.bulk import characters
from helpers.bulk.characters import CLOSERS, WIDE_STOPS

SEEN_AT_ONCE = 4_000_000  # bytes in which the different chunks are told apart: with more, more memory is taken and no time won
AT_ONCE = 100_000  # chunks that are worked on: enough for NumPy to pay, little enough to take next to no memory
POOL = pa.system_memory_pool()  # from which NumPy takes too: Arrow's own would keep beside it, for a second, what was let go
FIRST_BYTES = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype="<u8")
# White space that UTF-8 writes with two or three bytes.
WIDE = [character.encode() for character in map(chr, [0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])]

STOPPED = [int.from_bytes(mark.encode(), "big") for mark in WIDE_STOPS]
BEHIND = re.compile(b"(?:%s)*" % b"|".join(re.escape(mark.encode()) for mark in WIDE_STOPS + CLOSERS))


class Group(NamedTuple):
    """Some statements as the numbers of their chunks: a chunk is a stretch without white space, and the white space after it."""

    documents: np.ndarray  # the numbers of the statements that are not empty
    first: np.ndarray  # the place in `codes` of the first chunk of each of them, and the end
    codes: np.ndarray  # the number of each chunk
    chunks: pa.Array  # the different chunks


class Batch(NamedTuple):
    """A part of a group, small enough to work on at once."""

    documents: np.ndarray
    first: np.ndarray
    codes: np.ndarray


class Letters(NamedTuple):
    """The characters of different chunks, one chunk after the other."""

    chunks: pa.Array
    points: np.ndarray
    small: np.ndarray  # folded, in small letters
    flags: np.ndarray  # what each is, as characters.flags_of has it
    bounds: np.ndarray  # where each chunk begins, and the end
    owner: np.ndarray  # which chunk each character is of
    start: np.ndarray  # where the runs of letters and digits begin
    end: np.ndarray  # and where they end


def slices(whole, threads):
    """Return the first and the last statement of each group; of one size, and as many as so many threads need."""
    upto, borders = bytes_of(whole)[0], [0]
    number = -(-int(upto[-1]) // (SEEN_AT_ONCE * threads)) * threads
    step = -(-int(upto[-1]) // max(number, 1))
    while borders[-1] < len(whole):
        full = upto[borders[-1]] + step
        borders.append(max(int(np.searchsorted(upto, full, side="right")) - 1, borders[-1] + 1))
    return list(pairwise(borders))


def batches(group):
    """Yield the parts of a group."""
    last = 0
    while last < len(group.documents):
        begin, last = last, max(int(np.searchsorted(group.first, group.first[last] + AT_ONCE, side="right")) - 1, last + 1)
        border = group.first[begin : last + 1]
        yield Batch(group.documents[begin:last], border - border[0], group.codes[border[0] : border[-1]])


def cut(whole, begin, end):
    """Cut some of the statements into chunks; joined again, the chunks of a text are the text."""
    offsets, data = bytes_of(whole.slice(begin, end - begin))
    filled = np.flatnonzero(np.diff(offsets)).astype(np.int32)
    if not len(filled):
        return Group(filled, np.zeros(1, dtype=np.intp), np.zeros(0, dtype=np.int32), pa.array([], type=pa.string()))
    raw = np.frombuffer(data, dtype=np.uint8)
    bounds = _bounds(raw, offsets[filled])
    first = np.searchsorted(bounds, np.append(offsets[filled], len(raw)).astype(np.int32))
    chunks = pa.Array.from_buffers(pa.string(), len(bounds) - 1, [None, pa.py_buffer(bounds), data])
    if raw.min():
        return Group(filled + np.int32(begin), first, *_numbered(raw, chunks, bounds))
    encoded = chunks.dictionary_encode()
    return Group(filled + np.int32(begin), first, encoded.indices.to_numpy(), encoded.dictionary)


def _bounds(raw, begins):
    """Return where chunks begin, and the end; a chunk begins at each text's beginning, and behind 。 although no space stands there."""
    visible = raw > 32
    low = np.flatnonzero(raw < 28)
    visible[low[(raw[low] < 9) | (raw[low] > 13)]] = True  # controls are no white space
    behind = []
    if raw.max() > 127:
        _hide_wide(raw, visible)
        behind = _behind_stops(raw, visible)
    visible[1:] &= ~visible[:-1]  # from here on: where something begins
    visible[begins] = True
    visible[behind] = True
    starts = np.flatnonzero(visible)
    bounds = np.empty(len(starts) + 1, dtype=np.int32)
    bounds[:-1], bounds[-1] = starts, len(visible)
    return bounds


def _behind_stops(raw, visible):
    """Return where words begin behind full stops that no space follows, as in Chinese and Japanese."""
    at = np.flatnonzero((raw == 0xE3) | (raw == 0xEF))
    number = raw[at].astype(np.int32) << 16 | raw[at + 1].astype(np.int32) << 8 | raw[at + 2]
    whole = raw.tobytes() if (found := np.isin(number, STOPPED)).any() else b""
    ends = {BEHIND.match(whole, start).end() for start in at[found].tolist()}
    return [end for end in ends if end < len(whole) and visible[end]]


def _numbered(raw, chunks, bounds):
    """Return the number of each chunk, and the different ones: up to eight bytes are told apart as numbers, in half the time."""
    long = np.flatnonzero(np.diff(bounds) > 8)
    number = _first_bytes(raw, bounds)
    number[long] = ord(" ")
    short = pc.dictionary_encode(pa.array(number), memory_pool=POOL)
    del number
    code, letters = short.indices.to_numpy().copy(), short.dictionary.to_numpy().astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
    others = pc.dictionary_encode(pc.take(chunks, pa.array(long), memory_pool=POOL), memory_pool=POOL)
    code[long] = others.indices.to_numpy() + np.int32(len(letters))
    offsets = np.zeros(len(letters) + 1, dtype=np.int32)
    np.cumsum(np.count_nonzero(letters, axis=1), out=offsets[1:])
    short = pa.Array.from_buffers(pa.string(), len(letters), [None, pa.py_buffer(offsets), pa.py_buffer(letters[letters != 0])])
    return code, pa.concat_arrays([short, others.dictionary], memory_pool=POOL)


def _first_bytes(raw, bounds):
    """Return the first eight bytes of each chunk as a number, or less where it has less."""
    padded = np.append(raw, np.zeros(8, dtype=np.uint8))
    windows, number = np.ndarray(len(raw), dtype="<u8", buffer=padded, strides=(1,)), np.empty(len(bounds) - 1, dtype="<u8")
    for at in range(0, len(number), AT_ONCE):
        border = bounds[at : at + AT_ONCE + 1]
        np.bitwise_and(windows[border[:-1]], FIRST_BYTES.take(np.minimum(np.diff(border), 8)), out=number[at : at + AT_ONCE])
    return number


def _hide_wide(raw, visible):
    """Take white space of several bytes out of what is visible."""
    at = np.flatnonzero(raw > 0xC1)
    at = at[np.isin(raw[at], sorted({white[0] for white in WIDE}))]
    number = raw[at].astype(np.int32) << 16
    for step, shift in ((1, 8), (2, 0)):
        number |= raw[np.minimum(at + step, len(raw) - 1)].astype(np.int32) << shift
    two = number < 0xE00000
    number[two] &= 0xFFFF00
    is_white = np.isin(number, [int.from_bytes(white.ljust(3, b"\0"), "big") for white in WIDE])
    for step in range(3):
        visible[at[is_white if step < 2 else is_white & ~two] + step] = False


def of_one_list(lists):
    """Join lists of texts; return for each the places of its own in the joined one, and that: the different texts of all."""
    encoded = pc.dictionary_encode(pa.chunked_array(lists, type=pa.string()), memory_pool=POOL)
    place = np.concatenate([np.zeros(0, dtype=np.int32), *(part.indices.to_numpy() for part in encoded.chunks)])
    ends = np.cumsum([len(texts) for texts in lists])[:-1]
    return np.split(place, ends)[: len(lists)], encoded.chunk(0).dictionary if encoded.num_chunks else pa.array([], type=pa.string())


def letters_of(chunks):
    """Take chunks apart into characters, and tell what each of them is."""
    data = _bytes_of_short(chunks)
    bounds = np.zeros(len(chunks) + 1, dtype=np.int32)
    np.cumsum(pc.utf8_length(chunks).to_numpy(), out=bounds[1:])
    points = (
        np.frombuffer(data, dtype=np.uint8) if len(data) == bounds[-1] else np.frombuffer(str(data, "utf-8").encode("utf-32-le"), "<u4")
    )
    flags = characters.flags_of(points)
    word = flags & characters.WORD != 0
    before, after = np.zeros_like(word), np.zeros_like(word)
    before[1:], after[:-1] = word[:-1], word[1:]
    before[bounds[:-1]] = after[bounds[1:] - 1] = False
    owner = np.repeat(np.arange(len(chunks), dtype=np.int32), np.diff(bounds))
    runs = np.flatnonzero(word & ~before), np.flatnonzero(word & ~after) + 1
    return Letters(chunks, points, characters.small(points), flags, bounds, owner, *runs)


def joined_letters(first, second):
    """Return the letters of chunks and more chunks."""
    step, number = len(first.points), len(first.chunks)
    pairs = zip(first[1:], second[1:], (0, 0, 0, step, number, step, step), strict=True)
    points, small, flags, bounds, *others = (np.concatenate([a, b + np.asarray(more, dtype=b.dtype)]) for a, b, more in pairs)
    return Letters(pa.concat_arrays([first.chunks, second.chunks]), points, small, flags, np.delete(bounds, number), *others)


def strings(points, start, end):
    """Return stretches of characters as an Arrow array of texts."""
    chosen = points[ranges(start, end - start)]
    offsets = np.zeros(len(start) + 1, dtype=np.int32)
    np.cumsum(end - start, out=offsets[1:])
    if chosen.max(initial=0) < 128:
        data = chosen.astype(np.uint8)
    else:
        size = 1 + (chosen > 0x7F).astype(np.int32) + (chosen > 0x7FF) + (chosen > 0xFFFF)
        offsets = np.append(np.zeros(1, dtype=np.int32), np.cumsum(size, dtype=np.int32))[offsets]
        data = chosen.astype("<u4").tobytes().decode("utf-32-le").encode()
    return pa.Array.from_buffers(pa.string(), len(start), [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def ranges(begin, size):
    """Return begin, begin + 1, … of each, `size` numbers, one after the other."""
    begin, size = (column.astype(np.int32, copy=False) for column in (begin, size))
    row = np.repeat(begin - np.cumsum(size, dtype=np.int32) + size, size)
    row += np.arange(len(row), dtype=np.int32)
    return row


def repeated(count, upto):
    """Return each place in `count` as often as that says; `upto` are the sums before. NumPy's repeat lets no other thread work."""
    some = np.flatnonzero(count)
    place = np.zeros(int(upto[-1]), dtype=np.int32)
    place[upto.take(some)] = np.diff(some, prepend=0)
    return np.cumsum(place, out=place)


def _bytes_of_short(texts):
    """Return the bytes of an Arrow array of short texts."""
    if not len(texts):
        return b""
    _, offsets, data = texts.buffers()
    offsets = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return data.slice(int(offsets[0]), int(offsets[-1] - offsets[0])) if data else b""


def bytes_of(whole):
    """Return where in its bytes each text of an Arrow array begins, and the bytes."""
    if not len(whole):
        return np.zeros(1, dtype=np.int64), b""
    _, offsets, data = whole.buffers()
    offsets = np.frombuffer(offsets, dtype=np.int64)[whole.offset : whole.offset + len(whole) + 1]
    return offsets - offsets[0], data.slice(int(offsets[0]), int(offsets[-1] - offsets[0])) if data else b""


def as_arrow(texts):
    """Return texts as one Arrow array; half a character of UTF-16, which UTF-8 does not have, becomes U+FFFD."""
    if isinstance(texts, pa.Array):
        return texts
    try:
        whole = pa.array(texts if len(texts) else [], type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        whole = pa.array([re.sub("[\ud800-\udfff]", "\ufffd", text) for text in texts], type=pa.large_string())
    return pc.fill_null(whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole, "")
