"""The rows of tables from elsewhere, one dict each, in memory and time that are bounded by the size of the file."""

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from functools import partial
from itertools import chain, islice

import numpy as np

from helpers.files.decoding import as_text, as_utf_8
from helpers.files.delimited import delimited
from helpers.files.json_rows import json_lines, json_rows
from helpers.files.packed import Lines
from helpers.files.sql_rows import sql_rows
from helpers.needed import needed

UNPACKED = 300_000_000  # bytes that a packed file may hold, however small it is
RATIO = 100  # above that: how many times its own size
ROWS, CELLS = 1_048_576, 50_000_000  # of an Excel sheet, by its format; of what is read of one, with its gaps
ABOVE = 6  # rows in which the header is looked for
BATCH = 1_000  # rows of Parquet that are held at once
BUFFER = 1 << 16  # bytes of a column that are read at once: without it, the whole column is
PACKED = {"UNCOMPRESSED": 1, "SNAPPY": 22, "LZ4": 255, "LZ4_RAW": 255}  # how small these make a text at most
WRITTEN_OUT = 60_000_000  # bytes of cells of which it is not known whether they are one, over and over
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
DIVIDE = "Save the statements in several smaller files."


def records(suffix, raw, encoding, *, sheet=None, texts=("text",)):
    """Return the tables that a file holds, the encoding, and the faults of all that is no row.

    Each table is (name of its sheet or None, rows, epoch). `rows` takes a list, to which further faults are appended, and yields
    (line, {column: value}) of each row; it can be called again, so that of a large file no more than is looked at need be held. Epoch is
    the day from which an Excel file counts the days of its dates. `texts` are the names of keys that hold the text in JSON.
    """
    if suffix == ".xlsx":
        tables, faults = _excel(raw, sheet, texts)
        return [(name, _held(rows), epoch) for name, rows, epoch in tables], faults, None
    if suffix == ".parquet":
        faults = _too_much(raw)
        return [] if faults else [(None, partial(_cells_of, raw), None)], faults, None
    if encoding is None and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"  # as Excel saves "Unicode text", which says so by its first bytes
    if suffix == ".json":
        text, used, faults = as_text(raw, encoding=encoding)
        rows, faults = ([], faults) if faults else json_rows(text, whole=True, texts=texts)
        return [(None, _held(rows), None)] * (text is not None), faults, used
    if suffix == ".sql":
        text, used, faults = as_text(raw, encoding=encoding)
        tables, faults = ({}, faults) if faults else sql_rows(text)
        return [(name, _held(rows), None) for name, rows in tables.items()], faults, used
    raw, used, faults = as_utf_8(raw, encoding=encoding, guess=suffix in (".csv", ".tsv"))
    if faults:
        return [], faults, used
    lines = Lines(raw)
    if suffix in (".jsonl", ".ndjson"):
        return [(None, lambda faults: json_lines(lines, texts=texts, faults=faults), None)], [], used
    rows, faults = delimited(lines, suffix, texts=texts)
    return [(None, partial(_under_header, rows, texts=texts), None)], faults, used


def _under_header(rows, faults, *, texts):
    """Yield (line, {column: value}) of each row below the header."""
    rows = iter(rows)
    first = list(islice(rows, ABOVE))
    at = _header_at([cells for _, cells in first], texts)
    header = _distinct(first[at][1]) if first else []
    for line, cells in chain(first[at + 1 :], rows):
        yield line, dict(zip(header, cells, strict=True))


def _header_at(rows, texts):
    """Return which of the first rows is the header: one that names a text, below a title or groups of columns, whose names repeat."""
    named = [at for at, row in enumerate(rows) if any(isinstance(cell, str) and _plain(cell) in texts for cell in row)]
    filled = [[cell for cell in row if cell not in (None, "")] for row in rows]
    distinct = [at for at in named if len(set(filled[at])) == len(filled[at])]
    return [*distinct, *named, 0][0]


def _plain(cell):
    return cell.strip().lower().replace(" ", "_")


def _held(rows):
    return lambda faults: iter(rows)


def unpacked_fault(raw, *, most=UNPACKED, ratio=RATIO, ending=""):
    """Return the fault of a zip file that unpacks to more than its kind ever does; its members with that ending are counted."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(member.file_size for member in packed.infolist() if member.filename.endswith(ending))
    return _too_large(size) if size > max(most, ratio * len(raw)) else []


def _too_large(size):
    return [(1, f"The file unpacks to {size / 1e6:,.0f} MB, which no sound file of its size does.", DIVIDE)]


def _too_much(raw):
    """Return the fault of a Parquet file that unpacks to more than its kind ever does."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file, most = pq.ParquetFile(io.BytesIO(raw), buffer_size=BUFFER), max(UNPACKED, RATIO * len(raw))
    columns, rows = len(file.schema_arrow), file.metadata.num_rows
    if rows * max(columns, 1) * 8 > most:
        return _too_large(rows * columns * 8)
    groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
    largest = max((_largest_cell(group.column(i)) for group in groups for i in range(group.num_columns)), default=1)
    size, seen = 0, 0
    for batch in file.iter_batches(batch_size=max(min(WRITTEN_OUT // largest, BATCH), 1), use_threads=False):
        size, seen = size + sum(_written_out(column) for column in batch.columns), seen + len(batch)
        if size > most:
            return _too_large(size / seen * rows)
        pa.default_memory_pool().release_unused()
    return []


def _written_out(column):
    """Return the bytes of a column, where texts that repeat may be stored once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not (pa.types.is_dictionary(column.type) and _is_text(column.type.value_type, pa)):
        return column.nbytes
    sizes = pc.fill_null(pc.binary_length(column.dictionary), 0).to_numpy(zero_copy_only=False)
    return int(np.append(sizes, 0)[pc.fill_null(column.indices, len(sizes)).to_numpy(zero_copy_only=False)].sum())


def _largest_cell(chunk):
    """Return a bound of the bytes in a cell that is stored once, however often it stands in a column; 1 where none is stored so."""
    if chunk.dictionary_page_offset is None:
        return 1
    packed = chunk.data_page_offset - chunk.dictionary_page_offset
    return max(min(chunk.total_uncompressed_size, packed * PACKED.get(chunk.compression, 10**9)), 1)


def _cells_of(raw, faults):
    """Yield the rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(io.BytesIO(raw), buffer_size=BUFFER)
    names, line = _distinct(file.schema_arrow.names), 0
    for batch in file.iter_batches(batch_size=BATCH, use_threads=False):  # what each thread took would be kept for it
        cells = [_cells(column, pa) for column in batch.columns]
        for line, row in enumerate(zip(*cells, strict=True), start=line + 1):  # noqa: B020 (the next batch goes on from there)
            yield line, dict(zip(names, row, strict=True))
        pa.default_memory_pool().release_unused()


def _cells(column, pa):
    """Return the cells of a column as Python has them: texts at once, and others as pandas reads them."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    cells = column.to_pylist() if _is_text(kind, pa) else column.to_pandas().astype(object).tolist()
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return [_text_in(cell) for cell in cells]
    return cells


def _text_in(cell):
    """Return bytes as the text that they are; others stay bytes."""
    try:
        return cell.decode() if isinstance(cell, bytes) else cell
    except UnicodeDecodeError:
        return cell


def _is_text(kind, pa):
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind)


def _excel(raw, wanted, texts):
    """Read each worksheet of `wanted`, or every one; an empty one is none."""
    if faults := unpacked_fault(raw):
        return [], faults
    book = needed("openpyxl", "Excel files").load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    wanted = [wanted] if isinstance(wanted, str) else wanted or book.sheetnames
    faults = [
        (1, f"There is no worksheet {name!r:.60}.", f"The file has: {', '.join(map(repr, book.sheetnames))[:300]}.")
        for name in wanted
        if name not in book.sheetnames
    ]
    tables, cells = [], 0
    for sheet in book.worksheets:
        if sheet.title in wanted:
            rows, cells, wrong = _sheet(sheet, cells, texts)
            tables += [(sheet.title, rows, book.epoch)] if rows else []
            faults += wrong
    return tables, faults


def _sheet(sheet, cells, texts):
    sheet.reset_dimensions()  # or a cell that it says is far out has all before it made
    rows, header, made, size = sheet.iter_rows(values_only=True), None, [], 0
    first = list(islice(rows, ABOVE))
    filled = [row for row in first if any(value is not None for value in row)]
    top = filled[_header_at(filled, texts)] if filled else None
    rows = chain(first, rows)
    for line, row in enumerate(rows, start=1):
        cells += len(row)
        if line > ROWS or cells > CELLS:
            return [], cells, [(line, "The sheet has cells farther out than any table reaches.", "Copy the table alone into a new file.")]
        row = [None if value in ERRORS else unescaped(value) for value in row]
        size += sum(len(value) for value in row if isinstance(value, str))  # a text that many cells show is stored once
        if size > UNPACKED:
            return [], cells, _too_large(size)
        if all(value is None for value in row) or (header is None and top is not None and line <= ABOVE and first[line - 1] is not top):
            continue
        if header is None:
            header = _distinct([f"column {place}" if name is None else name for place, name in enumerate(row, start=1)])
        else:
            row += [None] * (len(header) - len(row))
            header += _distinct([f"column {place}" for place in range(len(header) + 1, len(row) + 1)])
            made.append((line, dict(zip(header, row, strict=True))))
    return made, cells, []


def unescaped(value):
    """Return a cell of Excel with its escapes (``_x000D_``) as the characters that they stand for; line ends become plain ones.

    Examples
    --------
    >>> unescaped("We met._x000D_\\nThen left."), unescaped("_x005F_x000D_")
    ('We met.\\nThen left.', '_x000D_')
    """
    if not isinstance(value, str) or "_x" not in value:
        return value
    value = ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves of one character are two escapes
    return value.replace("\r\n", "\n").replace("\r", "\n")


def csv_rows(text, delimiter, *, strict=False):
    """Yield the line that each row of a delimited text begins in, and its cells; an error has as `line` where its row begins."""
    csv.field_size_limit(2**31 - 1)
    table, line = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=delimiter, strict=strict), 1
    try:
        for row in table:
            yield line, row
            line = table.line_num + 1
    except csv.Error as error:
        error.line = line
        raise


def _distinct(names):
    """Return the names of columns, with a number after one that stood before."""
    made, times = {}, Counter()
    for name in names:
        given = name
        while given in made:
            times[name] += 1
            given = f"{name} {times[name] + 1}"
        made[given] = None
    return list(made)
