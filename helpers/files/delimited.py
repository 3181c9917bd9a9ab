"""Rows of CSV and TSV as people have them: quotation marks never closed, written with a backslash, or not meant as such."""

import csv
import re
from itertools import islice

from helpers.files.packed import Rows

ABOVE = 6  # lines in which the header is looked for
SEPARATOR = re.compile(r'"?sep=(.)"?[;,\t]*', re.IGNORECASE)  # a first line that Excel writes and reads
SPACED = re.compile(r'"[^"]*"(?: "[^"]*")+')
WHOLE = re.compile(r'"((?:[^"]|"")*)"')
ESCAPED = re.compile(r"\\([\"\\])")
OPEN = (
    "A quotation mark that opens in this row is not closed, or text follows one that closes; the row is left out.",
    "Put quotation marks around whole cells alone, and write those inside a cell twice.",
)
CELLS = "The row has more or fewer cells than the header.", "Put quotation marks around cells with a delimiter in them."


def delimited(lines, suffix, *, texts=()):
    r"""Return (line, cells) of each row of a delimited text, the header first, and the faults of the rows that are none.

    Parameters
    ----------
    lines : packed.Lines
    suffix : str
        ``.tsv`` for tabs; else the header shows what stands between cells (comma, semicolon, tab or bar), or a first line ``sep=;``.
    texts : collection of str
        Names of columns by which the header is known, where it stands below lines that are no rows: a title, or remarks.

    Returns
    -------
    rows : packed.Rows of (line, list of str)
    faults : list of tuple
        (line, problem, remedy). A quotation mark that is never closed costs its own row at most, never those below.

    Examples
    --------
    >>> from helpers.files.packed import Lines
    >>> list(delimited(Lines(b'date,text\n2022,"Never closed\n2023,Second\n'), ".csv")[0])[1:]
    [(2, ['2022', '"Never closed']), (3, ['2023', 'Second'])]
    """
    end, start = len(lines), 0
    while end > 1 and not lines[end - 1]:
        end -= 1
    while start < end - 1 and not lines[start].strip():
        start += 1
    told = SEPARATOR.fullmatch(lines[start].strip(" \r"))
    if not told:
        start = _header_at(lines, start, end, texts)
    delimiter = "\t" if suffix == ".tsv" else delimiter_of(lines[start])
    if told:
        delimiter, start = told[1], start + 1
    spaced = delimiter in lines[start] and all(cell.startswith(" ") for cell in lines[start].split(delimiter)[1:])
    rows, faults = _rows(lines, (start, end), delimiter, spaced)
    if b'\\"' in lines.raw and not _sound(rows, faults):  # in a sound table a backslash before a quotation mark is only a backslash
        mark, slash = _unused(lines.raw)
        del rows  # they are read again, if need be
        swapped = lines.changed(lambda text: ESCAPED.sub(lambda found: mark if found[1] == '"' else slash, text))
        rows, fewer = _rows(swapped, (start, end), delimiter, spaced)
        rows.change = lambda cell: cell.replace(mark, '"').replace(slash, "\\")
        if len(fewer) > len(faults):
            del rows
            return _rows(lines, (start, end), delimiter, spaced)
        faults = fewer
    return rows, faults


def _header_at(lines, start, end, texts):
    """Return the first of a few lines that names a text among more columns than the first line has, else the first line."""
    first = len(_names(lines[start]))
    for at in range(start, min(start + ABOVE, end)):
        names = _names(lines[at])
        if len(names) > 1 and not {*texts}.isdisjoint(names):
            return at if len(names) > first else start
    return start


def _names(line):
    return [cell.strip('" ').lower().replace(" ", "_") for cell in line.strip().split(delimiter_of(line))]


def delimiter_of(header):
    """Return what stands between the names of columns: what there is most of, or spaces between quoted names, as R writes them.

    >>> delimiter_of("date;title;text"), delimiter_of('"date" "text"')
    (';', ' ')
    """
    return " " if SPACED.fullmatch(header.strip()) else max(",;\t|", key=header.count)


def _sound(rows, faults):
    """Return whether quotation marks stand around whole cells everywhere: one that is written with a backslash breaks a cell off.

    In a cell without marks around it, those inside are all written so, or none.
    """
    return not faults and not any(cell.startswith('"') or _escaped(cell) for _, cells in rows for cell in cells)


def _escaped(cell):
    return '\\"' in cell and '"' not in ESCAPED.sub("", cell)


def _unused(raw):
    """Return two characters for private use that the bytes of a text do not hold."""
    return list(islice((char for char in map(chr, range(0xF8FF, 0xE000, -1)) if char.encode() not in raw), 2))


def _rows(lines, bounds, delimiter, spaced):
    """Read the rows strictly; where that fails, the line by itself, and go on below it."""
    csv.field_size_limit(2**31 - 1)
    (at, end), rows, faults, width = bounds, Rows(), [], 0
    while at < end:
        text, begun = (f"{line}\n" for line in lines.between(at, end)), at
        table = csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=spaced)
        try:
            for cells in table:
                here, at = at, begun + table.line_num
                if at - here > 1 and _swallowed(lines[here:at], width, delimiter):
                    at, odd = here + 1, True
                    break
                width = _take(rows, faults, here, cells, width)
            else:
                return rows, faults
        except csv.Error as error:
            odd = "unexpected end" not in str(error)
            at += 1
        here, cells = at - 1, _split(lines[at - 1], delimiter)
        alone = at == end or len(_split(lines[at], delimiter)) == width  # and no text of several lines
        if width and len(cells) == width and alone:
            rows.append((here + 1, cells))
        else:
            faults.append((here + 1, *OPEN))
        if not odd:  # not closed to the end: below, no quotation mark is one around a cell of several lines
            for here in range(at, end):
                width = _take(rows, faults, here, _split(lines[here], delimiter), width)
            return rows, faults
    return rows, faults


def _take(rows, faults, here, cells, width):
    """Keep a row, or its fault; return the number of cells that the header has."""
    if not any(map(str.strip, cells)):
        return width
    if len(rows) == len(rows.waiting) == 1 and cells[0] == "1" and len(cells) == width + 1:  # R gives the numbers of rows no name
        ((line, names),) = rows
        rows.waiting[:], width = [(line, ["", *names])], width + 1
    if width and (len(cells) < width or any(map(str.strip, cells[width:]))):
        faults.append((here + 1, *CELLS))
    else:
        rows.append((here + 1, cells[: width or None]))
    return width or len(cells)


def _split(line, delimiter):
    """Return the cells of a line, of which a quotation mark is only a mark unless it stands around a whole cell."""
    return [found[1].replace('""', '"') if (found := WHOLE.fullmatch(cell)) else cell for cell in line.split(delimiter)]


def _swallowed(lines, width, delimiter):
    """Return whether a row of several lines holds further rows: lines with as many cells, and a date or number formed as in its first."""
    first = lines[0].split(delimiter)
    if not width or len(first) != width:
        return False
    shapes = {(place, shape) for place, cell in enumerate(first) if (shape := _shape(cell))}
    for line in lines[1:]:
        cells = line.split(delimiter)
        if len(cells) == width and any((place, _shape(cell)) in shapes for place, cell in enumerate(cells)):
            return True
    return False


def _shape(cell):
    """Return a cell with its digits and letters made alike, if it looks like a date or a number and not like text."""
    cell = cell.strip(' "')
    if len(cell) > 40 or sum(map(str.isdigit, cell)) < 4:
        return None
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell))
