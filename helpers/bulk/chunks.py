"""Texts cut at white space in bulk. The same stretches come again and again, so what reads them reads each different one once."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SEEN_AT_ONCE = 16_000_000  # bytes in which the different chunks are told apart: the more, the seldomer one is met again
AT_ONCE = 300_000  # chunks that are worked on: enough for NumPy to pay, little enough to take next to no memory


class Batch(NamedTuple):
    """Some statements as the numbers of their chunks: a chunk is a stretch without white space, and the white space after it."""

    documents: np.ndarray  # the numbers of the statements that are not empty
    first: np.ndarray  # the place in `codes` of the first chunk of each of them, and the end
    codes: np.ndarray  # the number of each chunk
    new: list  # the chunks that no batch before had, in the order of their numbers
    plain: tuple  # what `plain` makes of these


def batches(texts):
    """Cut texts into chunks, some statements at a time; joined again, the chunks of a text are the text."""
    whole = as_arrow(texts)
    nothing = plain([])
    several = len(bytes_of(whole)[1]) > SEEN_AT_ONCE and sys.platform != "emscripten"
    for at, documents, first, codes, new, told in _ahead(_groups(whole)) if several else _groups(whole):
        last = 0
        while last < len(documents):
            begin, last = last, max(int(np.searchsorted(first, first[last] + AT_ONCE, side="right")) - 1, last + 1)
            border = first[begin : last + 1]
            yield Batch(documents[begin:last] + at, border - border[0], codes[border[0] : border[-1]], new, told)
            new, told = [], nothing


def _groups(whole):
    upto, at, known = bytes_of(whole)[0][1:], 0, {}
    while at < len(whole):
        full = (upto[at - 1] if at else 0) + SEEN_AT_ONCE
        end = max(int(np.searchsorted(upto, full, side="right")), at + 1)
        made = _cut(whole.slice(at, end - at), known)
        yield at, *made, plain(made[-1])
        at = end


def _ahead(items):
    """Yield items; a second thread makes the next one meanwhile, since Arrow and NumPy let both work."""
    with ThreadPoolExecutor(1) as second:
        later = second.submit(next, items, None)
        while (item := later.result()) is not None:
            later = second.submit(next, items, None)
            yield item


def _cut(texts, known):
    offsets, data = bytes_of(texts)
    filled = np.flatnonzero(np.diff(offsets))
    if not len(filled):
        return filled, filled, filled, []
    visible = np.frombuffer(data, dtype=np.uint8) > 32  # in UTF-8 every byte of another character is
    is_start = np.empty(len(visible), dtype=bool)
    np.greater(visible[1:], visible[:-1], out=is_start[1:])
    is_start[offsets[filled]] = True
    starts = np.flatnonzero(is_start)
    first = np.append(np.searchsorted(starts, offsets[filled]), len(starts))
    bounds = np.append(starts, len(visible)).astype(np.int32)
    chunks = pa.Array.from_buffers(pa.string(), len(starts), [None, pa.py_buffer(bounds), data])
    encoded = chunks.dictionary_encode()
    found, new = encoded.dictionary.to_pylist(), []
    for chunk in found:
        if chunk not in known:
            known[chunk] = len(known)
            new.append(chunk)
    number_of = np.fromiter((known[chunk] for chunk in found), dtype=np.int32, count=len(found))
    return filled, first, number_of[encoded.indices.to_numpy()], new


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


class Plain(NamedTuple):
    """Those of new chunks that are a word of small letters (but for the first, perhaps) with at most one mark behind it: most are."""

    at: np.ndarray  # which of the new chunks
    word: pa.Array  # in small letters
    size: np.ndarray  # of the word
    mark: np.ndarray
    space: np.ndarray  # the number of characters that are white
    breaks: np.ndarray  # more than one of these ends a line


def plain(new):
    """Tell the plain ones among new chunks, and return them and the numbers of the others."""
    found = pc.extract_regex(pa.array(new, type=pa.string()), r"^(?P<word>[A-Za-z]?[a-z]+)(?P<mark>[,;:.?!]?)(?P<tail>[ \n\r\t]*)$")
    hit = found.is_valid().to_numpy(zero_copy_only=False)
    word, mark, tail = pc.drop_null(found).flatten()
    size, space = (pc.binary_length(column).to_numpy() for column in (word, tail))
    breaks = pc.greater(pc.count_substring(tail, "\n"), 1).to_numpy(zero_copy_only=False)
    marks = mark.dictionary_encode()
    marks = np.array(marks.dictionary.to_pylist() or [""], dtype=object)[marks.indices.to_numpy()]
    return Plain(np.flatnonzero(hit), pc.ascii_lower(word), size, marks, space, breaks), np.flatnonzero(~hit).tolist()


def extend(known, rows):
    """Add columns to what is known of each chunk, and return it all."""
    if not known:
        known.extend(rows)
    elif len(rows[0]):
        known[:] = [np.concatenate(both) for both in zip(known, rows, strict=True)]
    return known
