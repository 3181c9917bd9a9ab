"""Where statements come from: the files of a folder, a single file, or the rows of a table."""

from helpers.decoding import as_text
from helpers.foreign_files import reader_of
from helpers.partial_dates import date_in_cell, date_in_name
from helpers.statement_file import NO_DATE, is_statement_file, parse_statement
from helpers.table_file import SUFFIXES, read_table

NO_DATE_REMEDY = "Begin the text with a line such as: date 2022-09-23 … or put the date into the file's name: 2022-09-23-….txt"
LITTER = {"thumbs.db", "desktop.ini"}  # what file managers leave behind
NAMED_BY_STEM = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx"}


def is_table(path):
    """Tell whether a path names a table of statements.

    Examples
    --------
    >>> from pathlib import Path
    >>> is_table(Path("speeches.CSV")), is_table(Path("speech.txt"))
    (True, False)
    """
    return path.suffix.lower() in SUFFIXES and not path.is_dir()


def entries(path, *, columns=None, encoding=None, dayfirst=None):
    """Yield each statement that `path` holds, and what is none; the parameters are those of `corpus.load_corpus`.

    Yields
    ------
    tuple
        (file name, line, row of the documents table as a dict, faults), where each fault is (line, problem, remedy).

    Examples
    --------
    >>> from pathlib import Path
    >>> list(entries(Path("no-such-folder")))
    []
    """
    for file in _files(path):
        name = file.relative_to(path).as_posix() if file != path else file.name
        raw, faults = _bytes(file)
        if faults:
            yield name, 1, None, faults
        elif is_table(path) and not is_statement_file(raw):
            rows, faults = read_table(file, raw, columns=columns, encoding=encoding, dayfirst=dayfirst)
            for line, row in rows:
                yield name, line, row | {"date_origin": "column", "file": name}, []
            if faults:
                yield name, faults[0][0], None, faults
        else:
            row, faults = _read_file(file, raw, encoding, table_in_folder=is_table(file))
            yield name, 1, row | {"file": name}, faults


def _files(path):
    if not path.is_dir():
        return [path] if path.exists() else []
    found = (p for p in path.rglob("*") if not p.is_dir() and p.name.lower() not in LITTER)
    return sorted(p for p in found if not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts))


def _bytes(file):
    if not file.is_file():
        return None, [(1, "This is not a file that can be read (a broken link, a pipe or a device).", "Remove it.")]
    try:
        return file.read_bytes(), []
    except OSError as error:
        remedy = "Give yourself the right to read it, or move it out of the folder."
        return None, [(1, f"The file cannot be read ({error.strerror}).", remedy)]


def _read_file(file, raw, encoding, table_in_folder):
    """Return the row of one statement and its faults."""
    if is_statement_file(raw):
        text, used, faults = as_text(raw, encoding=encoding)
        row, faults = parse_statement(text) if not faults else ({}, faults)
        row |= {"encoding": used, "date_origin": "header"}
    elif table_in_folder:
        return {}, [(1, "A table among other files is not read.", f"Load it by itself: load_corpus({file.name!r}).")]
    else:
        row, faults = reader_of(file.suffix, encoding=encoding)(raw)
        if not faults and row.get("date_precision"):
            row["date_origin"] = "header"
        elif not faults:
            faults = _other_date(file, row)
    row["document_id"] = file.stem if file.suffix.lower() in NAMED_BY_STEM else file.name
    return row, faults


def _other_date(file, row):
    """Fill in the date by the file's name, else by the page's markup; return the fault where neither has one."""
    stated, row["date_origin"] = row.pop("date", None), "file name"
    row["date"], row["date_precision"] = date_in_name(file.stem)
    if row["date"] is None and stated:
        row["date_origin"] = "page"
        row["date"], row["date_precision"] = date_in_cell(stated)
    if row["date"] is not None:
        return []
    return [(1, f"{NO_DATE} Neither the file's name nor the page's markup holds one.", NO_DATE_REMEDY)]
