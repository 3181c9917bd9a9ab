"""The texts of a documents table: packed as they are read, and put in order at the end, so that they are hardly ever held twice."""

from contextlib import contextmanager

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.bulk.chunks import bytes_of

TOGETHER = 1_000  # texts that are held as Python has them


@contextmanager
def giving_back():
    """Let Arrow take its memory from the system and give it back: by itself it keeps what it was given for more of the kind."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def pack(waiting, packs, least=TOGETHER):
    """Put texts, if there are so many, into Arrow's memory: UTF-8, where Python's has up to four bytes for each character."""
    if len(waiting) >= least:
        packs.append(pa.array(waiting, pa.large_string()))
        waiting.clear()
        pa.default_memory_pool().release_unused()


def texts_in_order(packs, order):
    """Return the texts of packs as a column in another order; each pack is let go when its texts are copied.

    Examples
    --------
    >>> packs = [pa.array(["b", "cc"], pa.large_string()), pa.array(["a"], pa.large_string())]
    >>> texts_in_order(packs, np.array([2, 0, 1])).tolist(), packs
    (['a', 'b', 'cc'], [])
    """
    raws, begins, sizes, left = [], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [len(pack) for pack in packs]
    for pack in packs:
        offsets, raw = bytes_of(pack)
        raws.append(memoryview(raw).cast("B"))
        begins.append(offsets[:-1])
        sizes.append(np.diff(offsets))
    of = np.repeat(np.arange(len(packs)), left)
    begins, sizes = (np.concatenate(column)[order] for column in (begins, sizes))
    packs.clear()
    ends = np.append(0, np.cumsum(sizes))
    made = np.empty(ends[-1], dtype=np.uint8)
    into = memoryview(made)
    for pack, begin, size, at in zip(of[order].tolist(), begins.tolist(), sizes.tolist(), ends.tolist(), strict=False):
        into[at : at + size] = raws[pack][begin : begin + size]
        left[pack] -= 1
        if not left[pack]:
            raws[pack] = None
            pa.default_memory_pool().release_unused()
    return pd.array(pa.LargeStringArray.from_buffers(len(order), pa.py_buffer(ends), pa.py_buffer(made)), dtype="str")
