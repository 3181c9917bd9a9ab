"""What holds many statements, by how it begins, where its name does not say so: a table in a .txt file, a dump, a folder of mail."""

import codecs
import csv
import re

from helpers.corpus.mail_file import ENVELOPE
from helpers.corpus.other_files import is_plain
from helpers.corpus.statement_file import is_statement_file
from helpers.corpus.table_file import ALIASES, SUFFIXES
from helpers.files.delimited import delimiter_of

HEAD = 100_000  # bytes from which it is told
KINDS = {"\t": ".tsv", ";": ".csv", ",": ".csv", "|": ".csv", " ": ".csv"}
KEYS = {alias: key for key, aliases in ALIASES.items() for alias in aliases}
BEGINS = (b"from ", b"--", b"pragma ", b"insert into ")  # a folder of mail, or a dump
TEXTS = re.compile("|".join(sorted(ALIASES["text"])).encode())
DUMP = re.compile(r"^(?:INSERT INTO|COPY) [^\n]*?(?:VALUES|FROM stdin)", re.IGNORECASE | re.MULTILINE)


def table_kind(suffix, raw):
    r"""Return the ending that tells how a file's many statements are read, or None where it is one text.

    Parameters
    ----------
    suffix : str
        The ending that it has, in small letters.
    raw : bytes

    Examples
    --------
    >>> table_kind(".txt", b"date\tspeaker\ttext\n2022-09-23\tNATO\tWe met.\n"), table_kind(".txt", b"date 2022-09-23\n\nWe met.")
    ('.tsv', None)
    >>> table_kind("", b"From x Fri Sep 23 10:00:00 2022\nSubject: a\n\nWe met.\n"), table_kind(".csv", b"")
    ('.mbox', '.csv')
    """
    if is_statement_file(raw):
        return None
    if suffix in SUFFIXES:
        return suffix
    if not (suffix == ".sql" or _may_be(raw)) or not is_plain(suffix):
        return None
    if ENVELOPE.match(raw[:HEAD]):
        return ".mbox"
    text = _head(raw)
    if suffix == ".sql" or text.lstrip().startswith(("--", "PRAGMA foreign_keys", "INSERT INTO ")):
        return ".sql" if DUMP.search(text) else None
    return _delimited(text)


def _may_be(raw):
    """Return whether a file may begin so; asked first, as it is quick."""
    first = raw[:2_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").split(b"\n", 1)[0].lower()
    return first.startswith(BEGINS) or (len(first) < 1_100 and TEXTS.search(first) is not None)


def _head(raw):
    """Return the whole lines with which a text begins; of bytes that are no UTF-8, only what is ASCII is looked at."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw[:HEAD].decode("utf-16", errors="replace")
    else:
        text = raw[:HEAD].decode("utf-8-sig", errors="replace")
    return text.rsplit("\n", 1)[0] if len(raw) > HEAD else text


def _delimited(text):
    """Return the kind of a table whose first line names a text and one more column, and whose second row has as many cells."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0].strip("\r")
    delimiter = delimiter_of(first)
    if delimiter not in first or len(first) > 1_000:
        return None
    rows = csv.reader(text.lstrip("\ufeff\r\n").replace("\r\n", "\n").split("\n"), delimiter=delimiter)
    try:
        names, *others = [row for row, _ in zip((row for row in rows if row), range(2), strict=False)]
    except (csv.Error, ValueError):
        return None
    known = {KEYS.get(name.strip().lower().replace(" ", "_")) for name in names} - {None}
    as_many = others and len(others[0]) - len(names) in ((0, 1) if others[0][0] == "1" else (0,))
    return KINDS[delimiter] if "text" in known and len(known) > 1 and as_many else None
