"""Where statements come from: the files of a folder, a single file, or the rows of a table."""

import os
import re
from pathlib import Path

from helpers.corpus.other_files import is_plain, reader_of
from helpers.corpus.statement_file import NO_DATE, is_statement_file, parse_statement
from helpers.corpus.table_file import SUFFIXES, read_table
from helpers.files.decoding import SAMPLE, as_text, judged_together, odd_place
from helpers.partial_dates import date_in_cell, date_in_name, day_first

NO_DATE_REMEDY = "Begin the text with a line such as: date 2022-09-23 … or put the date into the file's name: 2022-09-23-….txt"
NAME_REMEDY = (
    "Put the day into the file's name, 2022-09-23-…, or say which comes first: --day-first, --month-first, or dayfirst=True or False."
)
LINKED = (1, "This is a link to a folder; what it leads to is not read.", "Load that folder by itself, or copy it here.")
SAY_ENCODING = "If that is wrong, say which it is: --encoding NAME, or encoding='NAME'."
LARGEST = 300_000_000  # bytes of a file in a folder
HIDDEN = (".", "~$")
LITTER = {"thumbs.db", "desktop.ini"}  # what file managers leave behind
UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # in a file's name: what acts on a terminal, and bytes that are no UTF-8
NAMED_BY_STEM = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx"}


def is_table(path):
    """Return whether a path names a table of statements.

    Examples
    --------
    >>> from pathlib import Path
    >>> is_table(Path("speeches.CSV")), is_table(Path("speech.txt"))
    (True, False)
    """
    return path.suffix.lower() in SUFFIXES and not os.path.isdir(path)


def entries(path, *, columns=None, encoding=None, dayfirst=None, date_format=None, sheet=None, notes=True):
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
    files, unclear = _files(path), {}
    named = day_first((file.stem for file, _ in files), names=True) if dayfirst is None else dayfirst
    for file, faults in files:
        name = _shown(file.relative_to(path).as_posix() if file != path else file.name)
        raw, faults = (None, faults) if faults else _bytes(file, path)
        if faults:
            yield name, 1, None, faults
        elif is_table(path) and not is_statement_file(raw):
            rows, faults = read_table(
                file, raw, columns=columns, encoding=encoding, dayfirst=dayfirst, date_format=date_format, sheet=sheet
            )
            for line, row in rows:
                yield name, line, {"date_origin": "column"} | row | {"file": name}, []
            if faults:
                yield name, faults[0][0], None, faults
        elif encoding is None and is_plain(file.suffix) and _is_unclear(raw):
            unclear[name] = file, raw[:SAMPLE]
        else:
            row, faults = _read_file(file, raw, dayfirst=named, encoding=encoding, notes=notes)
            yield name, 1, row | {"file": name}, faults
    judged = judged_together({name: sample for name, (_, sample) in unclear.items()})
    for name, (file, _) in unclear.items():
        row, faults = _read_unclear(file, path, judged[name], dayfirst=named)
        yield name, 1, row | {"file": name}, faults


def _is_unclear(raw):
    """Tell whether bytes are a text, or may be one, whose encoding has to be judged beside those of the other files."""
    if is_statement_file(raw):
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return b"\0" not in raw
    return False


def _read_unclear(file, path, judged, *, dayfirst):
    """Return the row of a text that is not UTF-8, with a finding that shows how it reads, and its faults."""
    raw, faults = _bytes(file, path)
    if faults:
        return {}, faults
    try:
        raw.decode(judged or "utf-8")
    except UnicodeError:  # beyond the sample: judged by itself, or no text at all
        judged = None
    row, faults = _read_file(file, raw, dayfirst=dayfirst, encoding=judged, notes=True)
    if not faults:
        line, shown, odd = odd_place(raw.decode(row["encoding"]).replace("\r\n", "\n").replace("\r", "\n"))
        doubt = ", which reads oddly" if odd else ""
        told = (line, f"The file is not UTF-8; it was read as {row['encoding']}{doubt}: {shown!r}.", SAY_ENCODING)
        row["findings"] = [*row.get("findings", []), told]
    return row, faults


def _files(path):
    """Return (file, faults) for all that `path` holds, and for each folder in it that is not read."""
    if not os.path.isdir(path):
        return [(path, [])] if os.path.exists(path) else []
    found, unread = [], []
    for folder, folders, names in os.walk(path, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        found += [(Path(folder, name), [LINKED]) for name in folders if os.path.islink(os.path.join(folder, name))]
        found += [(Path(folder, name), []) for name in names if not name.startswith(HIDDEN) and name.lower() not in LITTER]
    found += [(Path(error.filename), _unreadable(error, "folder")) for error in unread]
    return sorted(found, key=lambda pair: pair[0])


def _bytes(file, path):
    try:
        if not file.is_file():
            return None, [(1, "This is not a file that can be read (a broken link, a pipe or a device).", "Remove it.")]
        if file.stat().st_size > LARGEST and not is_table(path):
            size = f"The file holds {file.stat().st_size / 1e6:,.0f} MB: more than any statement."
            return None, [(1, size, "Divide it into statements, or move it out of the folder.")]
        return file.read_bytes(), []
    except OSError as error:
        return None, _unreadable(error, "file")
    except MemoryError:
        return None, [(1, "The file is larger than the memory that is free.", "Divide it, or close other programs.")]


def _unreadable(error, kind):
    remedy = f"Give yourself the right to read it, or move it out of the {'way' if kind == 'folder' else 'folder'}."
    return [(1, f"The {kind} cannot be read ({error.strerror}).", remedy)]


def _read_file(file, raw, *, dayfirst, encoding, notes):
    """Return the row of one statement and its faults."""
    if is_statement_file(raw):
        text, used, faults = as_text(raw, encoding=encoding)
        row, faults = parse_statement(text) if not faults else ({}, faults)
        row |= {"encoding": used, "date_origin": "header"}
    elif is_table(file):
        return {}, [(1, "A table among other files is not read.", f"Load it by itself: load_corpus({file.name!r}).")]
    else:
        row, faults = reader_of(file.suffix, encoding=encoding, notes=notes)(raw)
        if not faults and row.get("date_precision"):
            row["date_origin"] = "header"
        elif not faults:
            faults = _other_date(file, row, dayfirst)
    row["document_id"] = _shown(file.stem if file.suffix.lower() in NAMED_BY_STEM else file.name)
    return row, faults


def _shown(name):
    """Return a file's name with what cannot be shown written as an escape; a name of bytes that are no UTF-8 reads ``Erkl\\xe4rung``."""
    name = os.fsencode(name).decode(errors="surrogateescape")  # the same in every locale
    return UNSHOWN.sub(lambda odd: "".join(f"\\x{byte:02x}" for byte in odd[0].encode(errors="surrogateescape")), name)


def _other_date(file, row, dayfirst):
    """Fill in the date by the file's name, else by the page's markup; return the fault where neither has one."""
    stated, row["date_origin"] = row.pop("date", None), "file name"
    try:
        row["date"], row["date_precision"] = date_in_name(file.stem, dayfirst=dayfirst)
    except ValueError as error:
        return [(1, f"The date in the file's name cannot be taken: {error}.", NAME_REMEDY)]
    if row["date"] is None and stated:
        row["date_origin"] = "page"
        try:
            row["date"], row["date_precision"] = date_in_cell(stated, dayfirst=dayfirst)
        except ValueError as error:
            return [(1, f"The date in the page, {stated[:40]!r}, cannot be taken: {error}.", NAME_REMEDY)]
    if row["date"] is not None:
        return []
    return [(1, f"{NO_DATE} Neither the file's name nor the page's markup holds one.", NO_DATE_REMEDY)]
