"""The statement file: a header of `key value` lines, the text, and an optional Courtesy line."""

import difflib
import re
import unicodedata

import pandas as pd

from helpers.files.whole_files import write_whole
from helpers.partial_dates import iso_date, iso_text

HEADER = ["date", "title", "issuer", "place", "reference", "url", "kind", "language", "confidence", "licence"]
KINDS = ["digest", "full text"]
COLONED = {f"{key}:" for key in HEADER}  # headers of other kinds, which must not pass for text
DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)", re.IGNORECASE)  # which Windows finds under these names
COURTESY = re.compile(r"(?:^|\n)[ \t]*Courtesy[ \t]*:[ \t]*([^\n]*)$", re.IGNORECASE)
NO_DATE = "The first line does not begin with the date."


def is_statement_file(raw):
    """Return whether bytes begin as a statement file does: with a date line.

    Examples
    --------
    >>> is_statement_file(b" date 2022-09-23 We met."), is_statement_file(b"Dear friends")
    (True, False)
    """
    head = raw[:400].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return re.match(rb"\s*date\s+-?\d{4}\b", head) is not None


def parse_statement(text, *, header=True, calendar=None):
    r"""Split the text of a statement file into its header, its own text and its Courtesy line.

    Parameters
    ----------
    text : str
    header : bool
        If false, a text without a header is taken whole, and the lack of a date is no fault.
    calendar : str, optional
        That of its date, one of `calendars.CALENDARS`, if its year can be of it.

    Returns
    -------
    row : dict
        A row of the documents table without document_id.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.

    Examples
    --------
    >>> row, faults = parse_statement(" date 2022-09-23 The Allies met.\n\nCourtesy: NATO\n")
    >>> row["date"], row["text"], row["source"], faults
    (datetime.date(2022, 9, 23), 'The Allies met.', 'NATO', [])
    """
    if not text.strip():
        return {}, [(1, "The file is empty.", "Write the statement into it, or remove it.")]
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip())
    row, faults = {}, []
    key = lines[first].split(None, 1)[0]
    if key == "date" or (not header and (key in HEADER or key.lower() in COLONED)):
        body = _header(lines, first, row, faults, calendar)
    else:
        faults += [(first + 1, NO_DATE, "Begin the file with a line such as: date 2022-09-23")] if header else []
        body = first
    row["text"], row["source"] = split_courtesy("\n".join(lines[body:]))
    if not row["text"] and not faults:
        faults.append((len(lines), "The statement has no text.", "Write the text below the header, after a blank line."))
    return row, faults


def _header(lines, first, row, faults, calendar):
    """Read the header into `row` and `faults`; return the number of the line where the text begins."""
    for i in range(first, len(lines)):
        key, value = [*lines[i].split(None, 1), "", ""][:2]
        value = value.strip()
        if not key:
            return i + 1
        if key == "date" and "date" not in row:
            row["date"], row["date_precision"], rest, fault = _date(value, calendar)
            faults += [(i + 1, *fault)] if fault else []
            if rest:  # the short form: the text begins on the line of the date
                lines[i] = rest
                return i
        else:
            faults += [(i + 1, *fault) for fault in _header_line(row, key, value)]
    return len(lines)


def format_statement(row):
    r"""Return the text of a statement file: what `parse_statement` reads back as `row`.

    Parameters
    ----------
    row : dict
        Of the documents table; what is missing, no key of the header, or a kind that the header does not know is left out.

    Examples
    --------
    >>> print(format_statement({"date": "2022-09-23", "title": "On\nvotes", "text": "No.", "source": "NATO"}))
    date 2022-09-23
    title On votes
    <BLANKLINE>
    No.
    <BLANKLINE>
    Courtesy: NATO
    <BLANKLINE>
    """
    day = iso_text(row["date"])
    length = {"year": 4, "month": 7}.get(row.get("date_precision"), 10) + day.startswith("-")
    header = [f"date {day[:length]}"]
    for key in HEADER[1:]:
        value = "" if pd.isna(row.get(key)) or (key == "kind" and row[key] not in KINDS) else " ".join(str(row[key]).split())
        header += [f"{key} {part}" for part in (value.split() if key == "url" else filter(None, [value]))]
    text, source = row["text"].strip(), "" if pd.isna(row.get("source")) else " ".join(str(row["source"]).split())
    if source or COURTESY.search(text):  # without a source an empty line of it keeps one in the text from being taken for it
        text += f"\n\nCourtesy: {source}".rstrip()
    return "\n".join(header) + f"\n\n{text}\n"


def file_name(document_id):
    """Return a name for a statement's file that every file system takes: no separators, not hidden, not too long.

    Examples
    --------
    >>> file_name("A/78/123: votes")
    'A-78-123- votes.txt'
    >>> file_name("con")
    '_con.txt'
    """
    plain = re.sub(r"[^\w.,()+ -]+", "-", unicodedata.normalize("NFC", str(document_id))).strip("-. ")
    plain = f"_{plain}" if DEVICES.match(plain) else plain
    return (plain.encode()[:180].decode(errors="ignore") or "statement") + ".txt"


def write_statement(path, row):
    r"""Write a statement file, whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_statement(Path(folder, "a.txt"), {"date": "2022-09-23", "text": "No."})
    ...     Path(folder, "a.txt").read_text()
    'date 2022-09-23\n\nNo.\n'
    """
    write_whole(path, format_statement(row).encode())


def _date(value, calendar):
    """Return the date, how much of it is known, the text after it, and what is wrong."""
    found = re.match(r"(-?\d{4}(?:-\d{2}){0,2})(?![-\d])\s*", value)
    rest = value[found.end() :] if found else ""
    if not found or (rest and len(found[1].lstrip("-")) < 10):  # the short form begins with a whole day
        return None, None, "", (f"The date {value[:20]!r} is not written as year-month-day.", "Write it like this: date 2022-09-23")
    try:
        return *iso_date(found[1], calendar=calendar), rest, None
    except ValueError as error:
        return None, None, rest, (f"There is no day {found[1]}: {error}.", "Correct the date.")


def _header_line(row, key, value):
    if key not in HEADER:
        near = difflib.get_close_matches(key[:40].lower().rstrip(":"), HEADER, 1, 0.7)
        meant = f"Did you mean {near[0]!r} (lower case, no colon)?" if near else f"Known keys: {', '.join(HEADER)}."
        return [(f"Unknown header key {key[:40]!r}.", f"{meant} If the text begins here, put a blank line before it.")]
    if not value:
        return [(f"The header key {key!r} has no value.", "Write its value after a space, or remove the line.")]
    if key == "url":
        row["url"] = f"{row['url']} {value}" if "url" in row else value
    elif key in row:
        return [(f"The header key {key!r} stands twice.", "Keep one of the two lines.")]
    elif key == "kind" and value not in KINDS:
        return [(f"The kind {value[:40]!r} is unknown.", f"Write one of: {', '.join(KINDS)}.")]
    else:
        row[key] = value
    return []


def split_courtesy(text):
    r"""Return the text and what the last line credits, if it is a Courtesy line.

    >>> split_courtesy("We met.\n\nCourtesy: NATO")
    ('We met.', 'NATO')
    >>> split_courtesy("We met.\n\nCourtesy: of the house\n\nCourtesy:")  # the text's own line
    ('We met.\n\nCourtesy: of the house', None)
    """
    text = text.strip()
    found = COURTESY.search(text)
    return (text[: found.start()].rstrip(), found[1].rstrip() or None) if found else (text, None)
