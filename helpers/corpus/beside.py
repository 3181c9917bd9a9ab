"""A table beside texts that says what each of them is, such as metadata.csv: its rows name the files, and hold no text."""

import functools
from pathlib import Path, PurePath

from helpers.corpus.apart import read_apart
from helpers.corpus.safe_files import NotSound
from helpers.corpus.table_file import ALIASES, SUFFIXES, choose, kept_as, row_of
from helpers.files.records import records
from helpers.needed import NotHere
from helpers.partial_dates import day_first

LARGEST = 20_000_000  # bytes of a table that is looked at; those of statements are mostly larger
KEPT_FROM = {"document_id", "text", "date_origin"}  # what a text has of its own


def said_beside(files, settings_of):
    """Return what tables say of the texts beside them.

    Parameters
    ----------
    files : list of Path
    settings_of : callable
        From a table to the settings it is read by.

    Returns
    -------
    said : dict
        From the file of a text to its row of the documents table, as far as a table tells it.
    tables : set of Path
        The tables whose rows these are.
    """
    texts = [file for file in files if file.suffix.lower() not in SUFFIXES]
    said, tables = {}, set()
    tables_here = [file for file in files if file.suffix.lower() in SUFFIXES - {".sql", ".mbox", ".parquet"}]
    for table in tables_here if texts else []:
        if table.is_file() and table.stat().st_size < LARGEST:
            found = _said_of(table, texts, settings_of(table))
            said |= {file: row for file, row in found.items() if file not in said}
            tables |= {table} if found else set()
    return said, tables


def _said_of(table, texts, settings):
    """Return the rows of a table by the texts that they are of; nothing where it holds texts, or names none of these."""
    suffix, columns = table.suffix.lower(), settings.get("columns") or {}
    read = functools.partial(_records, suffix, settings.get("encoding"))
    try:
        rows = read_apart(read, table.read_bytes(), suffix)
    except (NotSound, NotHere, OSError):
        return {}
    names = list(dict.fromkeys(name for row in rows for name in row))
    chosen, _ = choose(names, columns)
    if not rows or "text" in chosen:
        return {}
    files = _files_of(rows, names, table, texts)
    if 2 * len(files) < min(len(rows), len(texts)):
        return {}
    reading = {key: settings.get(key) for key in ("dayfirst", "date_format", "calendar")} | {"epoch": None, "given": None, "parts": []}
    if reading["dayfirst"] is None and "date" in chosen:
        reading["dayfirst"] = day_first([row.get(chosen["date"]) for row in rows])
    kept, found, faults = kept_as(names, chosen), {}, []
    for number, file in files.items():
        row, wrong = row_of(rows[number], chosen, kept, reading | {"stated": (None, None, None)})
        faults += wrong
        row |= {"date": None} if wrong else {}
        found[file] = {key: value for key, value in row.items() if value is not None and key not in KEPT_FROM}
    _tell(table, found, faults)
    return found


def _records(suffix, encoding, raw):
    try:
        tables, _, _ = records(suffix, raw, encoding, texts=set(ALIASES["text"]))
        return [row for _, rows, _ in tables for _, row in rows([])]
    except (ValueError, KeyError, OSError, MemoryError):  # it is read again as a table, and its fault is told
        return []


def _files_of(rows, names, table, texts):
    """Return which text each row is of, {number of the row: file}, by the column that names most; alone in its folder, by that."""
    by_name, best = {}, {}
    for file in texts:
        for name in {file.name.casefold(), file.stem.casefold()}:
            by_name[name] = None if name in by_name else file  # of two that share a name, neither is meant
    for name in names:
        cells = [PurePath(str(row.get(name, "")).strip().replace("\\", "/")).name.casefold() for row in rows]
        named = {number: by_name[cell] for number, cell in enumerate(cells) if by_name.get(cell)}
        best = named if len(set(named.values())) > len(set(best.values())) else best
    here = [file for file in texts if file.parent == table.parent]
    return best or ({0: here[0]} if len(rows) == len(here) == 1 else {})


def _tell(table, found, faults):
    what = ", ".join(sorted({key for row in found.values() for key in row if key in ALIASES})) or "further columns"
    first = found[min(found)]
    said = f"{Path(table).name} was read as what is said of the texts beside it: {what} of {len(found):,}."
    said += f" What {len(faults):,} of its cells say was left out: {faults[0][0]}" if faults else ""
    first["findings"] = [(1, said, "If it holds statements, name their column: --text-column NAME.")]
