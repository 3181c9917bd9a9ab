"""The file of a list with columns, such as a gazetteer or the cues: read whole, or refused with all its faults at once."""

import csv
from collections import Counter

from helpers.files.decoding import as_text
from helpers.files.list_error import ListError
from helpers.files.records import csv_rows

LISTED = 200  # faults in the message: no one reads more
SAVE = "Save the table as CSV in UTF-8."


def read_rows(path, needed, *, of, faults_in):
    """Return the header and the rows of a CSV file; commas, semicolons or tabs separate its cells, as the first line shows.

    Parameters
    ----------
    path : Path
    needed : list of str
        The columns that the list must have.
    of : str
        What errors call the list.
    faults_in : function
        From header, rows and the line each row begins in to faults: (line, problem, remedy). It may tidy the cells.

    Raises
    ------
    ValueError
        Naming the file, with its first 200 faults: line, problem and remedy.
    """
    text, faults = _text(path)
    if not faults:
        header, rows, lines, faults = _rows(text)
        faults += _header_faults(header, needed, of) or faults_in(header, rows, lines)
        if not rows and not faults:
            faults = [(2, "The table has no rows.", "Write them below the header, one a line.")]
    if faults:
        told = [f"line {line}: {problem} Remedy: {remedy}" for line, problem, remedy in sorted(faults)[:LISTED]]
        rest = [f"and {len(faults) - LISTED:,} more"] if len(faults) > LISTED else []
        raise ListError("\n  ".join([f"{len(faults):,} problem{'s' * (len(faults) > 1)} in {path}", *told, *rest]))
    return header, rows


def _text(path):
    try:
        if path.is_dir():
            inside = ", ".join(sorted(file.name for file in path.glob("*.csv"))[:5]) or "there is none"
            return None, [(1, "This is a folder.", f"Name a CSV file in it ({inside}).")]
        if not path.is_file():
            return None, [(1, "There is no such file.", "Check the path, and the folder it begins from.")]
        text, _, faults = as_text(path.read_bytes())
    except (OSError, ValueError) as error:
        return None, [(1, f"The file cannot be read ({getattr(error, 'strerror', None) or error}).", "Check the path and your rights.")]
    faults = [(line, problem, SAVE if "binary" in problem else remedy) for line, problem, remedy in faults]
    return text, faults or ([] if text.strip() else [(1, "The file is empty.", SAVE)])


def _rows(text):
    """Return the header, the rows that are not empty, the line that each begins in, and the faults of their form."""
    delimiter = max(",;\t", key=text.lstrip("\n").split("\n", 1)[0].count)
    header, rows, lines, faults = None, [], [], []
    try:
        for line, row in csv_rows(text, delimiter, strict=True):
            if header is None and any(map(str.strip, row)):
                header = [name.strip() for name in row]
                while not header[-1]:
                    header.pop()
            elif header is not None and any(map(str.strip, row)):
                if len(row) < len(header) or any(map(str.strip, row[len(header) :])):
                    wrong = f"The row has {len(row):,} cells, the header {len(header):,}."
                    faults.append((line, wrong, "Write a cell for each column, and quotation marks around one that holds the separator."))
                else:
                    rows.append(row[: len(header)])
                    lines.append(line)
    except csv.Error as error:
        wrong = "In the row that begins here, a quotation mark is not closed, or text follows one; nothing below was read."
        faults.append((error.line, wrong, "Put quotation marks around whole cells alone, and write those inside a cell twice."))
    return header or [], rows, lines, faults


def _header_faults(header, needed, of):
    absent = [name for name in needed if name not in header]
    has = f"{of} has the columns {', '.join(needed)}; this file has {', '.join(header)[:300] or 'none'}."
    faults = [(1, f"There is no column {', '.join(absent)}.", has)] if absent else []
    twice = [name for name, times in Counter(header).items() if times > 1]
    return faults + [(1, f"The column {name[:40]!r} stands twice.", "Keep one of the two, or rename it.") for name in twice]
