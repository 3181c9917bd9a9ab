"""Rows of the dumps of databases: INSERT as sqlite3, MySQL, PostgreSQL and SQL Server write it, and COPY as PostgreSQL does."""

import re

NAME = r"""(?:`[^`]*+`|"[^"]*+"|\[[^\]]*+\]|[\w$]++)"""
WHOLE_NAME = rf"(?:{NAME}\.)*+(?P<table>{NAME})"
LIST = r"\((?P<columns>[^()]*+)\)"
STATEMENT = re.compile(
    rf"^[ \t]*+(?:INSERT (?:IGNORE )?INTO {WHOLE_NAME}\s*+(?:{LIST}\s*+)?VALUES|(?P<copy>COPY) {WHOLE_NAME.replace('table', 'into')}\s*+"
    rf"(?:{LIST.replace('columns', 'fields')}\s*+)?FROM stdin[^;\n]*+;"
    rf"|CREATE TABLE (?:IF NOT EXISTS )?{WHOLE_NAME.replace('table', 'made')}\s*+\()",
    re.IGNORECASE | re.MULTILINE,
)
PLAIN, ESCAPED = r"'[^']*+(?:''[^']*+)*+'", r"'(?:[^'\\]++|\\[\s\S]|'')*+'"
VALUE = (
    r"\s*+(?:(?:replace\()*+(?P<call>cast\(|unistr\()?(?:_\w++ )?(?P<kind>[EN]?)(?P<text>{text})(?:::\w++)?"
    r"(?(call)(?: AS \w++(?:\(\w++\))?)?\))(?P<instead>(?:,\s*+'\\[nr]',\s*+char\(1[03]\)\))*+)"
    r"|(?P<hex>(?:X'[0-9A-F]*+'|0x[0-9A-F]++))|(?P<bare>[^\s,()']++))\s*+(?P<end>[,)])"
)
PARTS = re.compile(rf"[(),]|{PLAIN}|--[^\n]*")
OPENED = re.compile(r"\s*+\(")
AGAIN = re.compile(r"\s*+(?P<more>,\s*+(?=\()|;|$)", re.MULTILINE)
OF_MYSQL, OF_OTHERS = (re.compile(VALUE.replace("{text}", f"(?:(?<=E){ESCAPED}|{text})"), re.IGNORECASE) for text in (ESCAPED, PLAIN))
CODES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "b": "\b", "Z": "\x1a", "f": "\f", "v": "\v"}
NOT_READ = "This value of a dump is not one that is read.", "Export the table as CSV, with the names of its columns in the first line."


def sql_rows(text):
    r"""Return the tables of a dump, {name: [(line, {column: value})]}, and the faults of statements that cannot be read.

    Columns have their names from the statement, else from CREATE TABLE, else they are ``column 1``, ``column 2``.

    Examples
    --------
    >>> sql_rows("CREATE TABLE s(id int, said text);\nINSERT INTO s VALUES(1,'It''s over.'),(2,NULL);")[0]
    {'s': [(2, {'id': '1', 'said': "It's over."}), (2, {'id': '2', 'said': None})]}
    """
    escaped = re.search(r"`|MySQL|MariaDB", text[:5_000]) is not None
    value = (OF_MYSQL if escaped else OF_OTHERS), escaped
    tables, columns, faults, at, seen, line = {}, {}, [], 0, 0, 1
    while found := STATEMENT.search(text, at):
        line, seen = line + text.count("\n", seen, found.start()), found.start()
        name = _bare(found["table"] or found["into"] or found["made"])
        if found["made"]:
            columns[name], at = _declared(text, found.end())
            continue
        given = found["columns"] or found["fields"]
        names = [_bare(one) for one in given.split(",")] if given else columns.get(name, [])
        read = _copied if found["copy"] else _inserted
        rows, at = read(text, found.end(), value)
        if at < 0:
            faults.append((line, *NOT_READ))
            at = found.end()
        for more, cells in rows:
            known = names if len(names) == len(cells) else [f"column {place}" for place in range(1, len(cells) + 1)]
            tables.setdefault(name, []).append((line + more, dict(zip(known, cells, strict=True))))
    return tables, faults


def _bare(name):
    return name.strip().strip('`"[]')


def _declared(text, at):
    """Return the names of columns in the brackets of CREATE TABLE, and where they end."""
    names, depth, begin = [], 1, at
    for found in PARTS.finditer(text, at):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0 or (depth == 1 and found[0] == ","):
            column = re.match(rf"\s*+(?:--[^\n]*+\s*+)*+({NAME})", text[begin : found.start()])
            if column and column[1].upper() not in ("CONSTRAINT", "PRIMARY", "UNIQUE", "KEY", "FOREIGN", "CHECK", "INDEX", "FULLTEXT"):
                names.append(_bare(column[1]))
            begin = found.end()
        if depth == 0:
            return names, begin
    return names, len(text)


def _inserted(text, at, value):
    """Return (lines further down, values) of each row of an INSERT, and where it ends; -1 where it cannot be read."""
    rows, begin = [], at
    while opened := OPENED.match(text, at):
        cells, more, at = [], text.count("\n", begin, opened.end()), opened.end()
        while found := value[0].match(text, at):
            cells.append(_value(found, escaped=value[1]))
            at = found.end()
            if found["end"] == ")":
                break
        else:
            return rows, -1
        rows.append((more, cells))
        ended = AGAIN.match(text, at)
        if not ended or not ended["more"].startswith(","):
            return rows, at
        at = ended.end()
    return rows, at


def _value(found, *, escaped):
    if found["text"] is None:
        return None if (found["hex"] or found["bare"]).upper() == "NULL" else found["hex"] or found["bare"]
    said = found["text"][1:-1]
    if (found["call"] or "").lower() == "unistr(":
        said = re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), said)
    if escaped or found["kind"].upper() == "E":
        return re.sub(r"\\([\s\S])|''", lambda one: CODES.get(one[1], one[1]) if one[1] else "'", said)
    said = said.replace("''", "'")
    for code, char in (("n", "\n"), ("r", "\r")):  # sqlite3 writes line ends so
        said = said.replace(f"\\{code}", char) if f"'\\{code}'" in found["instead"] else said
    return said


def _copied(text, at, _):
    """Return (lines further down, values) of each line of a COPY, and where it ends."""
    end = text.find("\n\\.", at)
    lines = text[at : len(text) if end < 0 else end].split("\n")[1:]
    codes = {**CODES, "\\": "\\"}
    cell = lambda said: None if said == r"\N" else re.sub(r"\\(.)", lambda one: codes.get(one[1], one[1]), said)  # noqa: E731
    return [(place, [*map(cell, line.split("\t"))]) for place, line in enumerate(lines, start=1) if line], len(text) if end < 0 else end + 3
