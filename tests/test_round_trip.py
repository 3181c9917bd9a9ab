"""Forty statements written by other libraries in each format and read back: the same words, none lost and none added."""

import csv
import html
import io
import json
import textwrap
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml import etree
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from helpers.corpus import load_corpus

MARKS = [
    "“We won’t go”, he said – firmly",
    'He said "no", and left',
    "Ils n’iront pas à Kyïv; né en été",
    "Рада засудила це",
    "3:30 p.m. in the U.S., A/78/123",
]
PARTS = [
    "On point {n} the ministers agreed that they will not recognise the votes held there.",
    "{mark}.",
    "Item {n}, of {m}: the well-being of all.",
]
ROWS = [
    {"date": f"2022-{n % 12 + 1:02}-{n % 27 + 1:02}", "text": "\n\n".join(PARTS).format(n=n, m=n * 7, mark=MARKS[n % 5])} for n in range(40)
]


def delimited(separator):
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, ["date", "text"], delimiter=separator)
    table.writeheader()
    table.writerows(ROWS)
    return buffer.getvalue().encode()


def excel():
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in [["date", "text"], *(list(row.values()) for row in ROWS)]:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def parquet():
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), buffer)
    return buffer.getvalue()


def word(row):
    document, buffer = docx.Document(), io.BytesIO()
    for part in row["text"].split("\n\n"):
        document.add_paragraph(part)
    document.save(buffer)
    return buffer.getvalue()


def page(row):
    said = "".join(f"<p>{html.escape(part)}</p>" for part in row["text"].split("\n\n"))
    return f'<html><head><meta charset="utf-8"><title>Votes</title></head><body><article>{said}</article></body></html>'.encode()


def tei(row):
    root = etree.Element("TEI", xmlns="http://www.tei-c.org/ns/1.0")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for part in row["text"].split("\n\n"):
        etree.SubElement(body, "p").text = part
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def mail(row):
    message = EmailMessage()
    message.set_content(row["text"])
    return message.as_bytes()


def pdf(row):
    """Matplotlib's, a line of print at a time: what it says in Cyrillic is drawn with glyphs of its own."""
    sheet, buffer = Figure(), io.BytesIO()
    for place, line in enumerate(line for part in row["text"].split("\n\n") for line in textwrap.wrap(part, 50, break_on_hyphens=False)):
        sheet.text(0.1, 0.9 - place / 20, line.replace("$", r"\$"))
    with rc_context({"pdf.fonttype": 42}):
        FigureCanvasPdf(sheet).print_pdf(buffer)
    return buffer.getvalue()


def packed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for number, row in enumerate(ROWS):
            file.writestr(f"{row['date']} {number}.docx", word(row))
    return buffer.getvalue()


TABLES = {
    "t.csv": lambda: delimited(","),
    "semicolons.csv": lambda: delimited(";"),
    "t.tsv": lambda: delimited("\t"),
    "t.jsonl": lambda: "\n".join(map(json.dumps, ROWS)).encode(),
    "t.json": lambda: json.dumps({"speeches": ROWS}, ensure_ascii=False, indent=1).encode(),
    "t.xlsx": excel,
    "t.parquet": parquet,
    "t.zip": packed,
}
FILES = {"docx": word, "html": page, "xml": tei, "eml": mail, "pdf": pdf, "txt": lambda row: row["text"].encode()}


def same(documents):
    return sorted(documents.text.str.split().map(tuple)) == sorted(tuple(row["text"].split()) for row in ROWS)


@pytest.mark.parametrize("name", TABLES)
def test_tables(folder, name):
    documents = load_corpus(folder({name: TABLES[name]()}) / name)
    assert same(documents)
    assert sorted(documents.date.astype(str)) == sorted(row["date"] for row in ROWS)


@pytest.mark.parametrize("ending", FILES)
def test_files(folder, ending):
    documents = load_corpus(folder({f"{row['date']} {n}.{ending}": FILES[ending](row) for n, row in enumerate(ROWS)}))
    assert same(documents)
