"""Columns of whole numbers and texts as bytes, packed, in scripts that a page can load from a disk as well as from a server."""

import base64
import hashlib
import zlib

import numpy as np

SIZES = 1 << np.arange(7, 63, 7, dtype=np.int64)  # a number below the first takes one byte, below the second two, …


def varints(numbers):
    """Write whole numbers from 0 on with seven bits a byte, the lowest first; every byte but a number's last has its highest bit set.

    Examples
    --------
    >>> varints([5, 300]).hex(" ")
    '05 ac 02'
    """
    left = np.array(numbers, dtype=np.int64)
    if not len(left):
        return b""
    if left.min() < 0:
        raise ValueError(f"{left.min()} is below 0")
    length = 1 + np.searchsorted(SIZES, left, side="right")
    end = np.cumsum(length)
    packed, at = np.zeros(end[-1], dtype=np.uint8), end - length
    rows = np.arange(len(left))
    while len(rows):
        more = left[rows] > 127
        packed[at[rows]] = (left[rows] & 127) | (more << 7)
        rows = rows[more]
        left[rows] >>= 7
        at[rows] += 1
    return packed.tobytes()


def sections(*parts):
    """Join byte strings, after their number and their lengths.

    Examples
    --------
    >>> sections(b"ab", b"", b"c")
    b'\\x03\\x02\\x00\\x01abc'
    """
    return varints([len(parts), *map(len, parts)]) + b"".join(parts)


def steps(numbers, first):
    """Return each number less the one before it; those at the places `first` stay as they are.

    Examples
    --------
    >>> steps([3, 7, 2, 9], [0, 2]).tolist()
    [3, 4, 2, 7]
    """
    numbers = np.array(numbers, dtype=np.int64)
    made = np.diff(numbers, prepend=0)
    first = np.asarray(first, dtype=np.int64)
    first = first[first < len(numbers)]
    made[first] = numbers[first]
    return made


def write_script(folder, name, content):
    """Write bytes as a script that hands them to the page, and return its name, which tells by a hash what is in it.

    A page that was opened from a disk may load scripts alone; and what is in them is kept small by deflate.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(content) + packer.flush()).decode()
    name = f"{name}-{hashlib.sha256(content).hexdigest()[:10]}" if name != "base" else name
    (folder / f"{name}.js").write_text(f'EXPLORE.take("{name}","{packed}");\n', encoding="ascii")
    return name
