"""The table of a panel, a page at a time: all of it is sorted and filtered, however little of it is sent to the browser."""

import operator
import re
import unicodedata

import pandas as pd
from pandas.api import types

from helpers.explore.words import OFFSETS, written
from helpers.tables.cells import columns_of, is_number

SIZES = 25, 50, 200  # rows of a page
COMPARED = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq}
WITH_INTERVAL = r"\s*([-−]?\d[\d,]*(?:\.\d+)?)\s*[(\[].*"  # a number with its interval in brackets, written into one cell


class Grid:
    """A table, how it is sorted and filtered, and which page of it is shown.

    Examples
    --------
    >>> grid = Grid(pd.DataFrame({"term": ["votes", "peace", "Grain"], "n": [7, 29699, 2388]}))
    >>> grid.turn_to(by="n", down=True)
    >>> grid.page()["cells"]
    [['peace', '29,699'], ['Grain', '2,388'], ['votes', '7']]
    >>> grid.turn_to(within="n", wanted="> 2,000")
    >>> grid.page()["caption"], grid.page()["ids"]
    ('Rows 1 to 2 of 2 that fit, of 3', [1, 2])
    """

    def __init__(self, table, *, like=None):
        shown = [column for column in table if column not in OFFSETS and not str(column).endswith(("_start", "_end"))]
        self.table, self.columns = table, columns_of(table[shown].reset_index(drop=True))
        self.by, self.down, self.wanted, self.within, self.at, self.size = "", False, "", "", 0, SIZES[1]
        self._found, self._texts = None, {}
        if like is not None:
            told = {name: getattr(like, name) for name in ("by", "down", "wanted", "within", "size")}
            self.turn_to(**told, at=like.at if like.table is table else 0)

    def turn_to(self, *, by=None, down=None, wanted=None, within=None, at=0, size=None):
        """Sort, filter or turn pages; what is not given, or is no choice of this table, stays as it is."""
        names = ["", *(name for name, _ in self.columns)]
        self.by = by if by in names else self.by
        self.within = within if within in names else self.within
        self.down = self.down if down is None else bool(down)
        self.wanted = self.wanted if wanted is None else str(wanted)
        self.size = size if size in SIZES else self.size
        if any(given is not None for given in (by, down, wanted, within)):
            self._found = None
        last = max(len(self.rows()) - 1, 0) // self.size * self.size
        self.at = min(max(int(at), 0) // self.size * self.size, last)

    def page(self):
        """Return the rows of the page as columns and cells, texts alone, with the place of each row in the table."""
        ids = self.rows()[self.at : self.at + self.size]
        columns = [{"name": name.replace("_", " "), "number": is_number(values), "place": name} for name, values in self.columns]
        cells = list(zip(*(written(values.iloc[ids], among=values) for _, values in self.columns), strict=True))
        return {
            "caption": self._caption(len(ids)),
            "columns": columns,
            "cells": [list(row) for row in cells],
            "ids": ids,
            "found": len(self.rows()),
            "total": len(self.table),
            **{name: getattr(self, name) for name in ("by", "down", "wanted", "within", "at", "size")},
        }

    def rows(self):
        """Return the places in the table of all rows that fit, in their order."""
        if self._found is None:
            self._found = self._rows()
        return self._found

    def _rows(self):
        kept = self._fitting()
        if self.by:
            values = _sortable(dict(self.columns)[self.by])[kept]
            kept = values.sort_values(ascending=not self.down, kind="stable", na_position="last").index
        return kept.tolist()

    def _fitting(self):
        """Return the rows in which all that is wanted stands, or whose number or text is more or less than what is wanted."""
        columns, every = dict(self.columns), pd.RangeIndex(len(self.table))
        compared = re.fullmatch(r"(<=|>=|<|>|=)\s*(.+)", self.wanted.strip())
        if compared and self.within:
            values, wanted = columns[self.within], compared[2].replace(",", "")
            if is_number(values):
                wanted = pd.to_numeric(wanted, errors="coerce")
                return every[COMPARED[compared[1]](pd.to_numeric(values), wanted).to_numpy(dtype=bool)]
            text = self._text(self.within)
            return every[(COMPARED[compared[1]](text, _folded(compared[2])) & (text != "")).to_numpy(dtype=bool)]
        kept = pd.Series(True, index=every)
        for word in self.wanted.split():
            names = [self.within] if self.within else columns
            kept &= pd.concat([self._text(name).str.contains(_folded(word), regex=False) for name in names], axis=1).any(axis=1)
        return every[kept.to_numpy(dtype=bool)]

    def _text(self, name):
        """Return a column as it is written, for comparison; numbers without their commas."""
        if name not in self._texts:
            self._texts[name] = pd.Series(map(_folded, written(dict(self.columns)[name])), dtype="str")
        return self._texts[name]

    def _caption(self, n):
        found, total = len(self.rows()), len(self.table)
        if n == total:
            return f"{total:,} {'row' if total == 1 else 'rows'}" if total else "No rows"
        fit = f"{found:,} that fit, of " if found < total else ""
        return f"Rows {self.at + 1:,} to {self.at + n:,} of {fit}{total:,}" if found else f"No row of {total:,} fits"


def _folded(text):
    """Return a text without case and accents, and without commas in numbers, so that 2388 finds 2,388.

    >>> _folded("Élysée, 2,388")
    'elysee, 2388'
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain.casefold())


def _sortable(values):
    """Return what a column is sorted by: numbers, days and periods as such, intervals by their middle, all else as text.

    >>> _sortable(pd.Series(["9 [1, 20]", "1,200 [900, 1,500]"])).tolist(), _sortable(pd.Series(["b", "A", None])).tolist()
    ([9, 1200], ['b', 'a', nan])
    """
    if isinstance(values.dtype, pd.IntervalDtype):
        return pd.Series(values.array.mid, index=values.index)
    if is_number(values):
        return pd.to_numeric(values)
    if types.is_datetime64_any_dtype(values.dtype) or isinstance(values.dtype, pd.PeriodDtype) or types.is_bool_dtype(values.dtype):
        return values
    text = values.astype("str").where(values.notna() & (values.astype("str") != ""))
    numbers = text.str.extract(f"^{WITH_INTERVAL}$", expand=False)
    if text.notna().any() and numbers.notna().sum() == text.notna().sum():
        return pd.to_numeric(numbers.str.replace(",", "").str.replace("−", "-"))
    return text.map(_folded, na_action="ignore")
