"""The statement file: a header of `key value` lines, the text, and an optional Courtesy line."""

import difflib
import re
from datetime import date

import charset_normalizer

HEADER = ["date", "title", "issuer", "place", "reference", "url", "kind", "language", "confidence"]
KINDS = ["digest", "full text"]


def decode(raw):
    """Return the text of a UTF-8 file with plain line ends, and the faults that keep it from being read."""
    try:
        text = raw.decode("utf-8-sig")
        bad = text.find("\0")
        line = text.count("\n", 0, bad) + 1
    except UnicodeDecodeError as error:
        text, bad, line = None, error.start, raw.count(b"\n", 0, error.start) + 1
    if text is not None and bad < 0:
        return text.replace("\r\n", "\n").replace("\r", "\n"), []
    guess = None if text is not None else charset_normalizer.from_bytes(raw).best()
    if guess is None or (b"\0" in raw and not guess.encoding.startswith(("utf_16", "utf_32"))):
        return None, [(line, "This is a binary file, not text.", "Export it as plain text in UTF-8, or move it out of the folder.")]
    looks = guess.encoding.replace("_", "-")
    return None, [(line, f"The file is not UTF-8; it looks like {looks}.", f"Open it as {looks} and save it as UTF-8.")]


def parse_statement(text):
    """Split the text of a statement file into its header, its own text and its Courtesy line.

    Returns
    -------
    row : dict
        A row of the documents table without document_id.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.

    Examples
    --------
    >>> row, faults = parse_statement(" date 2022-09-23 The Allies met.\\n\\nCourtesy: NATO\\n")
    >>> row["date"], row["text"], row["source"], faults
    (datetime.date(2022, 9, 23), 'The Allies met.', 'NATO', [])
    """
    if not text.strip():
        return {}, [(1, "The file is empty.", "Write the statement into it, or remove it.")]
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    row, faults, body = {}, [], len(lines)
    for i in range(first, len(lines)):
        key, value = [*lines[i].split(None, 1), "", ""][:2]
        value = value.strip()
        if i == first and key != "date":
            faults.append((i + 1, "The first line does not begin with the date.", "Begin the file with a line such as: date 2022-09-23"))
            body = i
            break
        if not key:
            body = i + 1
            break
        if key == "date" and i == first:
            row["date"], rest, fault = _date(value)
            faults += [(i + 1, *fault)] if fault else []
            if rest:  # the short form: the text begins on the line of the date
                lines[i], body = rest, i
                break
        else:
            faults += [(i + 1, *fault) for fault in _header_line(row, key, value)]
    body, row["source"] = _courtesy(lines[body:])
    row["text"] = body
    if not body and not faults:
        faults.append((len(lines), "The statement has no text.", "Write the text below the header, after a blank line."))
    return row, faults


def _date(value):
    found = re.match(r"(\d{4}-\d{2}-\d{2})(?!\d)\s*", value)
    if not found:
        return None, "", (f"The date {value[:20]!r} is not written as year-month-day.", "Write it like this: date 2022-09-23")
    try:
        return date.fromisoformat(found[1]), value[found.end() :], None
    except ValueError as error:
        return None, value[found.end() :], (f"There is no day {found[1]}: {error}.", "Correct the date.")


def _header_line(row, key, value):
    if key not in HEADER:
        near = difflib.get_close_matches(key.lower().rstrip(":"), HEADER, 1, 0.7)
        meant = f"Did you mean {near[0]!r} (lower case, no colon)?" if near else f"Known keys: {', '.join(HEADER)}."
        return [(f"Unknown header key {key[:40]!r}.", f"{meant} If the text begins here, put a blank line before it.")]
    if not value:
        return [(f"The header key {key!r} has no value.", "Write its value after a space, or remove the line.")]
    if key == "url":
        row["url"] = f"{row['url']} {value}" if "url" in row else value
    elif key in row:
        return [(f"The header key {key!r} stands twice.", "Keep one of the two lines.")]
    elif key == "kind" and value not in KINDS:
        return [(f"The kind {value!r} is unknown.", f"Write one of: {', '.join(KINDS)}.")]
    else:
        row[key] = value
    return []


def _courtesy(lines):
    """Return the text and what the last line credits, if it is a Courtesy line."""
    text = "\n".join(lines).strip()
    found = re.search(r"(?:^|\n)[ \t]*Courtesy[ \t]*:[ \t]*(\S[^\n]*)$", text, re.IGNORECASE)
    return (text[: found.start()].rstrip(), found[1].rstrip()) if found else (text, None)
