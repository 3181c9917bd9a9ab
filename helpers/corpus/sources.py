"""Where statements come from: the files of a folder, a single file, or the rows of a table."""

import contextlib
import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath

from helpers.calendars import CALENDARS, COUNTED_NOW, doubtful
from helpers.corpus import formats
from helpers.corpus.about import FILE as ABOUT
from helpers.corpus.about import LEADS_OUT, checked, fill, leads_out, settings_of
from helpers.corpus.beginnings import table_kind
from helpers.corpus.beside import said_beside
from helpers.corpus.other_files import is_plain, reader_of
from helpers.corpus.safe_files import NotSound, member, open_zip
from helpers.corpus.statement_file import NO_DATE, is_statement_file, parse_statement, split_courtesy
from helpers.corpus.table_file import SUFFIXES, rows_of
from helpers.files.decoding import SAMPLE, as_text, decodes, how_decoded, judged_together
from helpers.partial_dates import date_in_cell, date_in_name, day_first

NO_DATE_REMEDY = (
    "Begin the text with a line such as: date 2022-09-23 … or put the date into the file's name: 2022-09-23-….txt; "
    "where all the texts have one date, --date gives it."
)
NAME_REMEDY = (
    "Put the day into the file's name, 2022-09-23-…, or say which comes first: --day-first, --month-first, or dayfirst=True or False."
)
WHICH_CALENDAR = (
    "Say which it is, --calendar persian, islamic or buddhist (calendar='persian'), or that it is ours: --calendar gregorian; or write the "
    "day of our calendar."
)
LINKED = (1, "This is a link to a folder; what it leads to is not read.", "Load that folder by itself, or copy it here.")
OF_TABLES = ("columns", "encoding", "dayfirst", "date_format", "calendar", "sheet", "date")  # what a table is read by
LARGEST = 300_000_000  # bytes of a file in a folder
HIDDEN = (".", "~$")
LITTER = {"thumbs.db", "desktop.ini"}  # what file managers leave behind
UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # in a file's name: what acts on a terminal, and bytes that are no UTF-8
NAMED_BY_STEM = {".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx"} | formats.NAMED_BY_STEM


def is_table(path):
    """Return whether a path names a table of statements.

    Examples
    --------
    >>> from pathlib import Path
    >>> is_table(Path("speeches.CSV")), is_table(Path("speech.txt"))
    (True, False)
    """
    return path.suffix.lower() in SUFFIXES and not (isinstance(path, Path) and os.path.isdir(path))


def entries(path, *, about=None, **reading):
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
    given = _given(**reading) | _checked(about or {})
    root = path if os.path.isdir(path) else path.parent
    told, unclear, files = {}, {}, _files(path)
    ids = _ids(files, path)
    common = {"root": root, "assumed": [], "taken": {}, "of_names": day_first((file.stem for file, _ in files), names=True)}
    common["beside"], skipped = said_beside(
        [file for file, faults in files if not faults], lambda table: settings_of(table, root, told, given)
    )
    for file, faults in files:
        if file in skipped:
            continue
        name = _shown(file.relative_to(path).as_posix() if file != path else file.name)
        raw, faults = (None, faults) if faults else _bytes(file, path)
        settings = common | settings_of(file, root, told, given)
        if faults:
            yield name, 1, None, faults
        elif "encoding" not in settings and is_plain(file.suffix) and _is_unclear(raw):
            unclear[name] = file, raw[:SAMPLE]
        elif file.suffix.lower() == ".zip":
            yield from _members(name, raw, "" if file == path else f"{file.stem}/", settings)
        else:
            found = _statements(name, file, raw, settings, document_id=ids.get(file))
            del raw
            yield from found
    for folder, (_, _, faults) in told.items():
        if faults:
            yield (folder / ABOUT).relative_to(root).as_posix(), faults[0][0], None, faults
    judged = judged_together({name: sample for name, (_, sample) in unclear.items()})
    for name, (file, _) in unclear.items():
        raw, faults = _bytes(file, path)
        if faults:
            yield name, 1, None, faults
        else:
            settings = common | settings_of(file, root, told, given)
            yield from _statements(name, file, raw, settings, judged=judged[name], document_id=ids.get(file))


def _given(*, columns=None, notes=True, speeches=False, **given):
    """Return what is given of how to read; what is left as it was goes before nothing that stands in a folder."""
    given |= {"columns": columns or None, "notes": None if notes else False, "speeches": speeches or None}
    if given.get("calendar") not in (None, *CALENDARS):
        raise ValueError(f"calendar is {given['calendar']!r}; it can be {' or '.join(map(repr, CALENDARS))}")
    return {key: value for key, value in given.items() if value is not None}


def _checked(about):
    settings, wrong = checked(about)
    if wrong:
        raise ValueError("about: " + " ".join(wrong[0][1:]))
    return settings


def _ids(files, path):
    """Return the document_ids of the texts whose names stand in several folders: with the folder before them."""
    texts = [file for file, faults in files if not faults and not is_table(file)]
    folders = {}
    for file in texts:
        folders.setdefault(file.stem, set()).add(file.parent)
    return {file: _shown(_named(file.relative_to(path)).as_posix()) for file in texts if file != path and len(folders[file.stem]) > 1}


def _named(file):
    return file.with_suffix("") if file.suffix.lower() in NAMED_BY_STEM else file


def _apart(document_id, file, taken):
    """Return the document_id of a row, with the table's name before it where another table of the folder has it already."""
    return document_id if taken.setdefault(document_id, file) == file else f"{file.stem}-{document_id}"


def _statements(name, file, raw, settings, *, judged=None, prefix="", document_id=None):
    """Yield what `entries` does for one file: a statement, one for each row of a table, or one for each speech."""
    root = settings["root"]
    place = file if isinstance(file, Path) else root / file  # in a zip file
    if kind := table_kind(file.suffix.lower(), raw):
        rows, wrong = rows_of(file.with_suffix(kind), raw, **{key: settings.get(key) for key in OF_TABLES}), []
        del raw  # or it would be held until the last row is read
        for line, row, faults in rows:
            faults = faults or _doubts(row, settings, line)
            wrong += faults
            if not faults:
                row["document_id"] = _apart(row["document_id"], file, settings["taken"])
                yield name, line, fill({"date_origin": "column"} | row | {"file": name}, settings, place, root), []
        if wrong:
            wrong = sorted(wrong)
            yield name, wrong[0][0], None, wrong
        return
    beside = settings["beside"].get(file, {})
    row, faults = _read_file(file, raw, settings | {"of_file": beside}, judged=judged)
    findings = [*beside.get("findings", []), *row.get("findings", [])]
    row = beside | {key: value for key, value in row.items() if value is not None} | ({"findings": findings} if findings else {})
    row |= {"file": name, "document_id": document_id or prefix + row["document_id"]}
    parts = row.pop("parts", None)
    faults = faults or _doubts(row, settings, 1)
    if faults or not parts:
        yield name, 1, row if faults else fill(row, settings, place, root), faults
        return
    for number, part in enumerate(parts, start=1):
        one = row | part | {"document_id": f"{row['document_id']}-{number}"}
        yield name, number, fill(one, settings, place, root), []
        row.pop("findings", None)


def _doubts(row, settings, line):
    """Return the fault of a date that looks like one of another calendar; the first that only might be one is told as a finding."""
    if "calendar" in settings or row.get("date_origin") == "given":
        return []
    if doubt := doubtful(row["date"], row["text"]):
        return [(line, doubt, WHICH_CALENDAR)]
    if getattr(row["date"], "year", 0) in COUNTED_NOW and not settings["assumed"]:
        said = f"The date {row['date']}, and others from {COUNTED_NOW[0]} to {COUNTED_NOW[-1]}, were taken as of our calendar."
        settings["assumed"].append(said)
        row["findings"] = [*row.get("findings", []), (line, said, WHICH_CALENDAR)]
    return []


def _members(name, raw, prefix, settings):
    """Yield what `entries` does for each file in a zip file; a zip file in it is a fault."""
    try:
        packed = open_zip(raw)
    except NotSound as error:
        yield name, 1, None, [error.fault]
        return
    inside = [one.filename for one in packed.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
    if not inside:
        yield name, 1, None, [(1, "The zip file holds no file.", "Put the statements into it, or remove it.")]
    stems = Counter(PurePosixPath(one).stem for one in inside)
    settings = settings | {"of_names": day_first(stems, names=True)}
    for one in sorted(inside):
        file = PurePosixPath(_shown(one.replace("\\", "/")))
        here = f"{name}/{file}"
        within = "" if stems[PurePosixPath(one).stem] == 1 or len(file.parts) == 1 else f"{file.parent}/"
        if file.suffix.lower() == ".zip":
            yield here, 1, None, [(1, "A zip file in a zip file is not read.", "Unpack the outer one.")]
            continue
        try:
            content = member(packed, one)
        except NotSound as error:
            yield here, 1, None, [error.fault]
            continue
        yield from _statements(here, file, content, settings, prefix=prefix + within)


def _is_hidden(filename):
    parts = PurePosixPath(filename).parts
    return "__MACOSX" in parts or any(part.startswith(HIDDEN) for part in parts) or parts[-1].lower() in LITTER


def _is_unclear(raw):
    """Return whether bytes are a text, or may be one, whose encoding has to be judged beside those of the other files."""
    return not is_statement_file(raw) and not decodes(raw, "utf-8") and b"\0" not in raw


def _files(path):
    """Return (file, faults) for all that `path` holds, and for each folder in it that is not read."""
    if not os.path.isdir(path):
        return [(path, [])] if os.path.exists(path) else []
    found, unread = [], []
    for folder, folders, names in os.walk(path, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        found += [(Path(folder, name), [LINKED]) for name in folders if os.path.islink(os.path.join(folder, name))]
        kept = [Path(folder, name) for name in names if not name.startswith(HIDDEN) and name.lower() not in (*LITTER, ABOUT)]
        found += [(file, [LEADS_OUT] if leads_out(file, path) else []) for file in kept]
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


def _read_file(file, raw, settings, *, judged=None):
    """Return the row of one statement and its faults; `judged` is the encoding that the files beside it suggest."""
    encoding = settings.get("encoding") or (judged if judged and decodes(raw, judged) else None)
    if is_statement_file(raw):
        text, used, faults = as_text(raw, encoding=encoding)
        row, faults = parse_statement(text, calendar=settings.get("calendar")) if not faults else ({}, faults)
        row |= {"encoding": used, "date_origin": "header"}
    else:
        how = {"notes": settings.get("notes", True), "speeches": settings.get("speeches", False)}
        row, faults = reader_of(file.suffix, encoding=encoding, **how)(raw)
        if not faults and file.suffix.lower() in formats.NAMED_BY_STEM:
            row["text"], credited = split_courtesy(row["text"])
            row["source"] = row.get("source") or credited
            faults = [] if row["text"] else [(1, "The file holds no text.", "Write the statement into it, or remove it.")]
        if not faults and row.get("date_precision"):
            row["date_origin"] = "header"
        elif not faults:
            faults = _other_date(file, row, settings)
        if not faults and row.get("encoding", "utf-8") != "utf-8" and not settings.get("encoding"):
            row["findings"] = [*row.get("findings", []), how_decoded(raw, row["encoding"])]
    row["document_id"] = _shown(file.stem if file.suffix.lower() in NAMED_BY_STEM else file.name)
    return row, faults


def _shown(name):
    """Return a file's name with what cannot be shown written as an escape; a name of bytes that are no UTF-8 reads ``Erkl\\xe4rung``."""
    name = os.fsencode(name).decode(errors="surrogateescape")  # the same in every locale
    return UNSHOWN.sub(lambda odd: "".join(f"\\x{byte:02x}" for byte in odd[0].encode(errors="surrogateescape")), name)


def _other_date(file, row, settings):
    """Fill in the date by the file's name, else by the markup, else as given; return the fault where none has one."""
    stated, row["date_origin"], calendar = row.pop("date", None), "file name", settings.get("calendar")
    dayfirst, beside = settings.get("dayfirst", settings["of_names"]), settings["of_file"]
    if beside.get("date") is not None:
        row["date"], row["date_precision"], row["date_origin"] = beside["date"], beside["date_precision"], "table beside"
        return []
    try:
        row["date"], row["date_precision"] = date_in_name(file.stem, dayfirst=dayfirst, calendar=calendar)
    except ValueError as error:
        return [(1, f"The date in the file's name cannot be taken: {error}.", NAME_REMEDY)]
    if row["date"] is None and stated:
        row["date_origin"] = "markup" if file.suffix.lower() in formats.NAMED_BY_STEM else "page"
        try:
            row["date"], row["date_precision"] = date_in_cell(stated, dayfirst=settings.get("dayfirst"), calendar=calendar)
        except ValueError as error:
            return [(1, f"The date in the page, {stated[:40]!r}, cannot be taken: {error}.", NAME_REMEDY)]
    if row["date"] is None and "date" in settings:
        row["date_origin"], (row["date"], row["date_precision"]) = "given", settings["date"]
    if row["date"] is None:
        within = file.relative_to(settings["root"]) if isinstance(file, Path) else file
        row["date_origin"], (row["date"], row["date_precision"]) = "folder name", _date_of(within.parts[:-1], calendar)
    if row["date"] is not None:
        return []
    return [(1, f"{NO_DATE} Neither the file's name nor its folder's nor the page's markup holds one.", NO_DATE_REMEDY)]


def _date_of(folders, calendar):
    """Return the date in the names of folders, year, month and day one inside the other, or that of the nearest which has one."""
    for name in (*re.findall(r"(?:^|/)(\d{4}/\d\d(?:/\d\d)?)(?=/|$)", "/".join(folders)), *reversed(folders)):
        with contextlib.suppress(ValueError):
            if (found := date_in_name(name.replace("/", "-"), calendar=calendar))[0] is not None:
                return found
    return None, None
