"""The lines and rows of a large file, held as UTF-8 until they are asked for: as Python has texts, they take up to four times as much."""

import copy

import numpy as np
import pyarrow as pa

AT_ONCE = 1 << 20  # bytes that are looked at together
TOGETHER = 200  # lines that are held as Python has them
CELLS = 1_000  # and cells of rows


class Lines:
    r"""The lines of a text in UTF-8, each decoded when it is asked for.

    Examples
    --------
    >>> lines = Lines("one\ntwo – three".encode())
    >>> len(lines), lines[1], lines[:1]
    (2, 'two – three', ['one'])
    """

    def __init__(self, raw):
        blocks = range(0, len(raw), AT_ONCE)
        found = [np.flatnonzero(np.frombuffer(raw, np.uint8, min(AT_ONCE, len(raw) - at), at) == ord("\n")) + at for at in blocks]
        self.raw, self.bounds, self.change = raw, np.concatenate([[-1], *found, [len(raw)]]), None

    def changed(self, change):
        """Return the lines as a function shows them, of one or several."""
        made = copy.copy(self)
        made.change = change
        return made

    def __len__(self):
        return len(self.bounds) - 1

    def __getitem__(self, place):
        if isinstance(place, slice):
            return list(self.between(*place.indices(len(self))[:2]))
        return next(self.between(place, place + 1))

    def __iter__(self):
        return self.between(0, len(self))

    def between(self, begin, end):
        """Yield some of the lines: at first they are decoded one by one, then ever more at once."""
        step = 1
        while begin < end:
            last, step = min(begin + step, end), min(2 * step, TOGETHER)
            text = self.raw[int(self.bounds[begin]) + 1 : int(self.bounds[last])].decode("utf-8", "surrogatepass")
            yield from (self.change(text) if self.change else text).split("\n")
            begin = last


class Rows:
    """Rows of as many cells each, with their numbers; `change` is a function that shows a cell, if it is not shown as it is.

    Examples
    --------
    >>> rows = Rows()
    >>> rows.append((1, ["date", "text"]))
    >>> len(rows), list(rows)
    (1, [(1, ['date', 'text'])])
    """

    def __init__(self):
        self.packs, self.waiting, self.cells, self.change = [], [], 0, None

    def __len__(self):
        return sum(len(numbers) for numbers, _ in self.packs) + len(self.waiting)

    def append(self, row):
        self.waiting.append(row)
        self.cells += len(row[1])
        if self.cells > CELLS:
            numbers, cells = zip(*self.waiting, strict=True)
            self.packs.append((numbers, _packed([cell for row in cells for cell in row])))
            self.waiting.clear()
            self.cells = 0

    def __iter__(self):
        for number, cells in self._as_they_are():
            yield number, [self.change(cell) for cell in cells] if self.change else cells

    def _as_they_are(self):
        for numbers, cells in self.packs:
            width = len(cells) // len(numbers)
            texts = cells if isinstance(cells, list) else cells.to_pylist()
            yield from ((number, texts[i * width : (i + 1) * width]) for i, number in enumerate(numbers))
        yield from self.waiting


def _packed(texts):
    """Return texts in Arrow's memory; those with half a character, which UTF-8 does not have, as they are."""
    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        return list(texts)
