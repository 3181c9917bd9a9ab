"""A table of statements from elsewhere: CSV, TSV, JSONL, Parquet or Excel, one row a statement."""

import csv
import io
import json
import math

import pandas as pd

from helpers.decoding import as_text
from helpers.partial_dates import NUMBERS, date_in_cell

# The columns of documents, and the names under which tables from elsewhere have them.
ALIASES = {
    "document_id": ["document_id", "doc_id", "id", "identifier", "filename", "file_name"],
    "date": ["date", "published", "publication_date", "date_published", "datetime", "day", "created_at", "issued", "year"],
    "text": ["text", "body", "content", "full_text", "fulltext", "statement", "speech", "transcript", "article"],
    "title": ["title", "headline", "subject"],
    "issuer": ["issuer", "author", "speaker", "organisation", "organization", "publisher", "country"],
    "source": ["source", "courtesy", "outlet"],
    "place": ["place", "location"],
    "reference": ["reference", "symbol"],
    "url": ["url", "link", "href"],
    "kind": ["kind"],
    "language": ["language", "lang"],
    "confidence": ["confidence"],
}
WHICH_DATE = "Write it like this: 2022-09-23, or say which comes first: --day-first, --month-first, or dayfirst=True or False."
SUFFIXES = {".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx"}


def read_table(file, raw, *, columns=None, encoding=None, dayfirst=None):
    """Read the statements in a table.

    Parameters
    ----------
    file : Path
        Its ending tells the format, its name the document_ids where no column does.
    raw : bytes
        Its content.
    columns : dict, optional
        Which column of the table is which of documents, where the names do not tell: ``{"date": "when", "text": "said"}``.
    encoding : str, optional
        Of a CSV, TSV or JSONL file that is not UTF-8.
    dayfirst : bool, optional
        How dates such as 03/04/2022 are meant. Without it another row of the column may tell, else they are faults.

    Returns
    -------
    rows : list of (line, dict)
        Columns that documents does not know are kept under their own names.
    faults : list of tuple
        (line, problem, remedy).

    Examples
    --------
    >>> from pathlib import Path
    >>> read_table(Path("a.csv"), b"when,speech\\n2022-09-23,We met.\\n", columns={"date": "when"})[0][0][1]["text"]
    'We met.'
    """
    try:
        records, used, faults = _records(file.suffix.lower(), raw, encoding)
    except Exception as error:  # as in foreign_files: what a parser trips over is a fault of that file
        said = f"{type(error).__name__}: {error}"[:200]
        return [], [(1, f"The file is not a sound {file.suffix.lower()} file ({said}).", "Open it in its own program and save it again.")]
    names = list(dict.fromkeys(name for _, record in records for name in record))
    chosen, missing = _choose(names, columns or {})
    if not records or missing:
        return [], faults or missing or [(1, "The table has no rows.", "Add statements below the header.")]
    if dayfirst is None:
        dayfirst = _dayfirst(record.get(chosen["date"]) for _, record in records)
    rows = []
    for line, record in records:
        row, wrong = _row(record, chosen, dayfirst)
        row = {"document_id": f"{file.stem}-{line}", "encoding": used} | row
        rows += [] if wrong else [(line, row)]
        faults += [(line, *fault) for fault in wrong]
    return rows, sorted(faults)


def _records(suffix, raw, encoding):
    """Return (line, {column: value}) for each row, the encoding, and the faults of rows that could not be taken apart."""
    if suffix == ".parquet":
        return list(enumerate(pd.read_parquet(io.BytesIO(raw)).to_dict("records"), start=1)), None, []
    if suffix == ".xlsx":
        return list(enumerate(pd.read_excel(io.BytesIO(raw), dtype=object).to_dict("records"), start=2)), None, []
    text, used, faults = as_text(raw, encoding=encoding)
    if faults:
        return [], used, faults
    records = []
    if suffix in (".jsonl", ".ndjson"):
        for line, content in enumerate(text.splitlines(), start=1):
            try:
                record = json.loads(content) if content.strip() else None
            except (ValueError, RecursionError) as error:
                faults.append((line, f"This line is no JSON ({error}).", "Write one JSON object a line."))
                continue
            if isinstance(record, dict):
                records.append((line, record))
            elif content.strip():
                faults.append((line, "This line is no JSON object.", 'Write one JSON object a line: {"date": "2022-09-23", "text": "…"}'))
        return records, used, faults
    csv.field_size_limit(2**31 - 1)
    header = text.split("\n", 1)[0]
    delimiter = "\t" if suffix == ".tsv" else max(",;\t|", key=header.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", restval=None)
    line = 2
    for record in table:
        extra = record.pop("", None) if isinstance(record.get(""), list) else None
        if extra or None in record.values():
            faults.append(
                (line, "The row has more or fewer cells than the header.", "Put quotation marks around cells with a delimiter in them.")
            )
        else:
            records.append((line, record))
        line = table.line_num + 1
    return records, used, faults


def _choose(names, columns):
    """Return which column of the table serves for which of documents, and a fault for each that is needed and absent."""
    by_plain = {str(name).strip().lower().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    chosen = {key: next((by_plain[alias] for alias in aliases if alias in by_plain), None) for key, aliases in ALIASES.items()}
    chosen |= columns
    faults = []
    for key in sorted({"date", "text", *columns}):
        if chosen.get(key) not in names:
            asked = f"named {columns[key]!r}" if key in columns else f"for the {key}"
            remedy = (
                f"Say which it is: --{key}-column NAME, or columns={{{key!r}: NAME}}. The table has: {', '.join(map(str, names))[:300]}."
            )
            faults.append((1, f"There is no column {asked}.", remedy))
    return {key: name for key, name in chosen.items() if name in names}, faults


def _dayfirst(values):
    """Return the reading that the column's other dates show, if they agree."""
    found = [match.groups() for value in values if (match := NUMBERS.fullmatch(str(value).strip()))]
    first, second = any(int(a) > 12 for a, _, _ in found), any(int(b) > 12 for _, b, _ in found)
    return first if first != second else None


def _row(record, chosen, dayfirst):
    record = {name: None if _absent(value) else value for name, value in record.items()}
    row = {str(name): value for name, value in record.items() if name not in chosen.values()}
    row |= {key: str(record[name]).strip() for key, name in chosen.items() if record.get(name) is not None and key != "date"}
    faults, value = [], record.get(chosen["date"])
    try:
        row["date"], row["date_precision"] = date_in_cell(value, dayfirst=dayfirst) if value is not None else (None, None)
        if row["date"] is None:
            said = "is empty" if value is None else f"holds no date: {str(value)[:40]!r}"
            faults.append((f"The cell {chosen['date']!r} {said}.", "Write it like this: 2022-09-23"))
    except ValueError as error:
        faults.append(
            (
                f"The date {str(value)[:40]!r} cannot be taken: {error}.",
                WHICH_DATE,
            )
        )
    if not row.get("text"):
        faults.append((f"The cell {chosen['text']!r} is empty.", "Write the statement into it, or remove the row."))
    elif not row["text"].isascii() and row["text"].encode(errors="ignore").decode() != row["text"]:
        faults.append((f"The cell {chosen['text']!r} holds half a character (a lone surrogate).", "Remove it, or export the table again."))
    return row, faults


def _absent(value):
    """Tell whether a cell is empty; a cell of Parquet may hold a list, to which pandas has more than one answer."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
