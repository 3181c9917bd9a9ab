"""Tables and documents made to fill the memory, to hang a parser, to run something, or only broken: each is read or named as faulty.

Each is read in a process of its own that may hold 2 GiB, so that a file that would take more fails its test and not the machine.
"""

import io
import json
import os
import resource
import time
import zipfile
import zlib
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.corpus import read_corpus
from helpers.corpus.word_file import read_docx
from helpers.tables.exports import to_csv, to_excel

MEMORY, SECONDS = 2 << 30, 120
MET = "Allies met in Kyiv. " * 50


def held():
    """Return how many bytes this process holds already."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[5]) * resource.getpagesize() if statm.exists() else 0


def limited(path):
    """Return [read, faults] of a corpus, read by a process that may hold no more than MEMORY."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            most = MEMORY + held()
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            documents, problems = read_corpus(path)
            texts = [text[:40] for text in documents.text]
            said = [texts[:20], [[row.line, row.problem] for row in problems.head(20).itertuples()], len(documents), len(problems)]
            os.write(write, json.dumps(said).encode()[:60_000])
        except BaseException as error:
            os.write(write, json.dumps(repr(error)).encode()[:4000])
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said)


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            with archive.open(name, "w") as member:
                for part in [content] if isinstance(content, str | bytes) else content:
                    member.write(part.encode() if isinstance(part, str) else part)
    return buffer.getvalue()


def members(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word(body, start=""):
    """Return a Word document with this body, as XML."""
    made = io.BytesIO()
    docx.Document().save(made)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    whole = f'<?xml version="1.0"?>{start}<w:document {space}><w:body>{body}</w:body></w:document>' if isinstance(body, str) else body
    return zipped(members(made.getvalue()) | {"word/document.xml": whole})


def sheet(rows, start="", before=""):
    """Return an Excel file whose sheet holds these rows, as XML."""
    made = io.BytesIO()
    pd.DataFrame({"date": ["2022-09-23"], "text": ["We met."]}).to_excel(made, index=False)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    whole = f'<?xml version="1.0"?>{start}<worksheet {space}>{before}<sheetData>{HEAD}{rows}</sheetData></worksheet>'
    return zipped(members(made.getvalue()) | {"xl/worksheets/sheet1.xml": whole if isinstance(rows, str) else rows})


def shared(text, n):
    """Return an Excel file whose n rows all show one text, which it holds once."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = (f'<row r="{i}">{cell(f"A{i}", "2022-09-23")}<c r="B{i}" t="s"><v>0</v></c></row>' for i in range(2, n + 2))
    held = members(sheet("".join(rows)))
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    types = held["[Content_Types].xml"].replace(b"</Types>", kind + b'sharedStrings+xml"/></Types>')
    return zipped(held | {"[Content_Types].xml": types, "xl/sharedStrings.xml": f"<sst {space}><si><t>{text}</t></si></sst>"})


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf(*objects):
    """Return a PDF with these objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content if isinstance(content, bytes) else content.encode())
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, table, size, len(made))
    return made + end


def stream(content, more=""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more.encode(), content)


def parquet(text, n):
    """Return a small Parquet file of n rows, all with the same text."""
    made, same = io.BytesIO(), pa.array(np.zeros(n, dtype="int32"))
    columns = {"date": "2022-09-23", "text": text}
    table = pa.table({name: pa.DictionaryArray.from_arrays(same, pa.array([value])) for name, value in columns.items()})
    pq.write_table(table, made, compression="zstd")
    return made.getvalue()


HEAD = f'<row r="1">{cell("A1", "date")}{cell("B1", "text")}</row>'
ROW = f'<row r="2">{cell("A2", "2022-09-23")}{cell("B2", "We met.")}</row>'
LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
LAUGHS = f'<!DOCTYPE l [<!ENTITY a "lol lol lol lol">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
PARAGRAPH = "<w:p><w:r><w:t>We met. &j;</w:t></w:r></w:p>"
SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr><w:p><w:r><w:t>We met.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
PAGES, PAGE = "<< /Type /Catalog /Pages 2 0 R >>", "/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]"
ONE_PAGE = (PAGES, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
SELF = "/Resources << /XObject << /X 5 0 R >> >>"
FONT = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
BLANKS = [b" " * 1_000_000] * 320  # more than any sound file of that size holds

# name: (content, a part of the fault; None where the file is read)
HOSTILE = {
    "bomb.docx": (lambda: word(BLANKS), "unpacks to 32"),
    "paragraphs.docx": (lambda: word("<w:p/>" * 4_000_000), "unpacks to 25 MB"),
    "laughs.docx": (lambda: word(PARAGRAPH, LAUGHS), "not a sound .docx"),
    "outside.docx": (lambda: word(PARAGRAPH, OUTSIDE), None),
    "deep.docx": (lambda: word("<w:p>" * 100_000 + "</w:p>" * 100_000), "not a sound .docx"),
    "span.docx": (lambda: word(SPAN), None),
    "bomb.xlsx": (lambda: sheet(BLANKS), "unpacks to 32"),
    "laughs.xlsx": (lambda: sheet(f'<row r="2">{cell("A2", "2022-09-23")}{cell("B2", "&j;")}</row>', LAUGHS), "not a sound .xlsx"),
    "outside.xlsx": (lambda: sheet(f'<row r="2">{cell("A2", "2022-09-23")}{cell("B2", "&j;")}</row>', OUTSIDE), "not a sound .xlsx"),
    "far.xlsx": (
        lambda: sheet(f'{ROW}<row r="1048576">{cell("XFD1048576", "x")}</row>', "", '<dimension ref="A1:XFD1048576"/>'),
        "The cell 'date' is empty",
    ),
    "beyond.xlsx": (lambda: sheet(f'{ROW}<row r="999999999999">{cell("A999999999999", "x")}</row>'), "farther out than any table"),
    "shared.xlsx": (lambda: shared("word " * 200_000, 2000), "unpacks to 30"),
    "cut.parquet": (lambda: parquet("We met.", 10)[:-100], "not a sound .parquet"),
    "middle.parquet": (lambda: (raw := parquet("We met.", 10))[:40] + b"\xff" * 40 + raw[80:], "not a sound .parquet"),
    "rows.parquet": (lambda: parquet("We met.", 20_000_000), "unpacks to 320 MB"),
    "long.parquet": (lambda: parquet("x " * 500_000, 20_000), "unpacks to 20,000 MB"),
    "scan.pdf": (lambda: pdf(*ONE_PAGE, f"<< {PAGE} >>"), "holds no text"),
    "loop.pdf": (lambda: pdf(PAGES, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"), "not a sound .pdf"),
    "deep.pdf": (
        lambda: pdf(PAGES, *(f"<< /Type /Pages /Kids [{i + 1} 0 R] /Count 1 >>" for i in range(2, 3000)), f"<< {PAGE} >>"),
        "not a sound .pdf",
    ),
    "wide.pdf": (
        lambda: pdf(PAGES, *(f"<< /Type /Pages /Kids [{f'{i + 1} 0 R ' * 10}] /Count 9 >>" for i in range(2, 10)), f"<< {PAGE} >>"),
        "not a sound .pdf",
    ),
    "form.pdf": (
        lambda: pdf(
            *ONE_PAGE, f"<< {PAGE} /Contents 4 0 R {SELF} >>", stream(b"/X Do"), stream(b"/X Do /X Do", f"/Subtype /Form {SELF}")
        ),
        "holds no text",
    ),
    "shared.pdf": (  # pages that show one stream over and over
        lambda: pdf(
            PAGES,
            f"<< /Type /Pages /Kids [{' '.join(f'{i} 0 R' for i in range(4, 64))}] /Count 60 >>",
            stream(b"BT /F 9 Tf (Met) Tj ET " * 100),
            *(f"<< {PAGE} {FONT} /Contents [{'3 0 R ' * i}] >>" for i in range(60)),
        ),
        "draws far more",
    ),
    "listed.pdf": (
        lambda: pdf(
            PAGES,
            f"<< /Type /Pages /Kids [{'3 0 R ' * 5000}] /Count 5000 >>",
            f"<< {PAGE} {FONT} /Contents 4 0 R >>",
            stream(b"BT /F 9 Tf (Allies met in Kyiv.) Tj ET " * 20),
        ),
        None,
    ),
    "flate.pdf": (
        lambda: pdf(*ONE_PAGE, f"<< {PAGE} /Contents 4 0 R >>", stream(zlib.compress(b" " * 300_000_000), "/Filter /FlateDecode")),
        "holds no text",
    ),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 100_000 + MET.encode(), "No text was found"),
    "laughs.html": (lambda: f"{LAUGHS}<html><body><p>&j; {MET}".encode(), "No text was found"),
    "attributes.html": (lambda: b"<body " + b" ".join(b"a%d" % i for i in range(200_000)) + b"><p>Met", "larger than any page"),
    "open.html": (lambda: b"<" * 1_000_000, "No text was found"),
    "cell.csv": (lambda: b'date,text\n2022-09-23,"' + b"We met. " * 12_500_000 + b'"\n', None),
    "null.csv": (lambda: b"date,text\n2022-09-23,We\0met.\n", "binary file"),
    "quotes.csv": (lambda: b'date,text\n2022-09-23,"We met.\n' + b"2022-09-24,\n" * 1000, "'text' is empty"),
    "wide.csv": (lambda: b"date,text," + b"a," * 300_000 + b"\n" + b"2022-09-23,x\n" * 1000, "more or fewer cells"),
    "wider.csv": (lambda: b"date,text" + b",a" * 1_000_000 + b"\n2022-09-23,Met" + b"," * 1_000_000, "1,000,002 columns"),
    "deep.jsonl": (lambda: b'{"date":"2022-09-23","text":%s%s}' % (b"[" * 100_000, b"]" * 100_000), "no JSON"),
    "keys.jsonl": (lambda: b"\n".join(b'{"date":"2022-09-23","text":"We %d","k%d":1}' % (i, i) for i in range(9000)), "9,002 different"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_named_within_two_gibibytes(tmp_path, name):
    make, fault = HOSTILE[name]
    path = tmp_path / f"2022-09-23-{name}"
    path.write_bytes(make())
    table = path.suffix in (".csv", ".jsonl", ".xlsx", ".parquet")
    began = time.time()
    said = limited(path if table else tmp_path)
    assert isinstance(said, list), said
    texts, faults, _, _ = said
    assert time.time() - began < SECONDS
    if fault is None:
        assert faults == []
        assert len(texts) == 1
        assert not any("root:" in text for text in texts)
    else:
        assert fault in faults[0][1]


def test_a_text_of_ten_lines_among_laughs_is_read_without_them(tmp_path):
    (tmp_path / "2022-09-23.docx").write_bytes(word(PARAGRAPH, OUTSIDE))
    assert limited(tmp_path)[0] == ["We met."]


def test_formulas_in_cells_are_read_as_their_value_or_as_text_and_never_run(tmp_path):
    book, path = openpyxl.Workbook(), tmp_path / "t.xlsx"
    for row in (["date", "text"], ["2022-09-23", "=cmd|'/c calc'!A0"], ["2022-09-24", "=1+1"], ["2022-09-25", "We met."]):
        book.active.append(row)
    book.save(path)
    documents, problems = read_corpus(path)
    assert documents.text.tolist() == ["We met."]
    assert problems[["line", "problem"]].values.tolist() == [[2, "The cell 'text' is empty."], [3, "The cell 'text' is empty."]]
    (tmp_path / "t.csv").write_text("date,text\n2022-09-23,=cmd|'/c calc'!A0\n")
    assert read_corpus(tmp_path / "t.csv")[0].text.tolist() == ["=cmd|'/c calc'!A0"]


def test_a_parquet_with_wrong_statistics_is_read_by_its_rows(tmp_path):
    pd.DataFrame({"date": ["2022-09-23"] * 2, "text": ["Abc met.", "Two."]}).to_parquet(tmp_path / "t.parquet", compression=None)
    raw = (tmp_path / "t.parquet").read_bytes()
    at = raw.rindex(b"Abc met.")  # in the footer; the rows stand before it
    (tmp_path / "t.parquet").write_bytes(raw[:at] + b"Zzz" + raw[at + 3 :])
    assert sorted(read_corpus(tmp_path / "t.parquet")[0].text) == ["Abc met.", "Two."]


def test_odd_lines_of_json_are_each_named(tmp_path):
    lines = {
        '{"date":"2022-09-23","text":NaN}': "The cell 'text' is empty",
        '{"date":"2022-09-23","text":"a","text":"b"}': "The key 'text' stands twice",
        f'{{"date":{"9" * 5000},"text":"x"}}': "no JSON (Exceeds the limit",
        '{"date":1e400,"text":"y"}': "holds no date: 'inf'",
        '{"date":"2022-09-23","text":"nul\\u0000"}': "The cell 'text' holds a null character",
        '{"date":"2022-09-23","text":"t","title":"\\ud800"}': "The cell 'title' holds half a character",
        '{"date":"2022-09-23","text":"w","more":"\\ud800"}': "The cell 'more' holds half a character",
        '{"date":true,"text":"r"}': "holds no date: 'True'",
        "[" * 990 + "]" * 990: "no JSON",
        '{"date":"2022-09-24","text":"A line\u2028with\u0085odd ends.","\\ud800":1}': None,
    }
    (tmp_path / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents, problems = read_corpus(tmp_path / "t.jsonl")
    assert documents.text.tolist() == ["A line\u2028with\u0085odd ends."]
    assert problems.line.tolist() == list(range(1, 10))
    assert [want in said for want, said in zip(lines.values(), problems.problem, strict=False)] == [True] * 9


def test_columns_of_the_same_name_are_both_kept(tmp_path):
    (tmp_path / "t.csv").write_text("date,text,note,note\n2022-09-23,We met.,a,b\n")
    assert read_corpus(tmp_path / "t.csv")[0][["note", "note 2"]].values.tolist() == [["a", "b"]]


def test_a_cell_of_a_word_document_is_read_once_and_with_what_is_in_it():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Inner.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>Wide.</w:t></w:r></w:p></w:tc>'
    row, faults = read_docx(word(f"<w:tbl><w:tr>{wide}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"))
    assert faults == []
    assert row["text"] == "Wide. Inner."


FORMULAS = ["=1+1", "+1", "-1+cmd|'/C calc'!A0", "@SUM(A1)", " =1", "\u00a0=1", "\t=1", "\r=1", "\n=1", "\x00=1", "\x0b=1", "\ufeff=1"]
FORMULAS += [
    "\u200b=1",
    "\u202e=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "x;=1",
    "x; =1",
    "x\n=1",
    "x\n-1",
    "a\t@b",
    "x|=1",
    "\ud800=1",
    "x;\x00=1",
]
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
UNSEEN = "\u200b\u202e\ufeff\x00\x0b"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_of_a_csv_begins_a_formula_whatever_divides_cells(delimiter):
    import csv

    table = pd.DataFrame({"=name": pd.Series(FORMULAS, dtype=object), "kind": pd.Categorical(FORMULAS[:1] * len(FORMULAS)), "n": -1})
    text = to_csv(table).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    assert len(cells) > len(FORMULAS)
    assert [cell for cell in cells if cell.strip().strip(UNSEEN).strip().startswith(STARTS) and cell != "-1"] == []


def test_no_cell_of_an_excel_file_is_a_formula():
    table = pd.DataFrame({"=name": pd.Series(FORMULAS, dtype=object), "n": -1})
    levels = pd.DataFrame([["=a", 1]], columns=pd.MultiIndex.from_tuples([("=a", "b"), ("c", "=d")]))
    twice = pd.DataFrame([["=a", 1, "-b"]], columns=["x", "x", "x"])
    zone = pd.DataFrame({pd.Period("2022-01"): pd.to_datetime(["2022-01-01"]).tz_localize("UTC"), "c\x00": ["=\x01"]})
    book = openpyxl.load_workbook(
        io.BytesIO(to_excel({"table": table, "levels": levels, "twice": twice, "zone": zone, "none": table.head(0)}))
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells if str(cell.value).strip().strip(UNSEEN).strip().startswith(STARTS) and cell.value != -1] == []


def test_exports_change_nothing_that_is_no_formula():
    table = pd.DataFrame({"title": ["On votes; 3-1", "a = b", "it's"], "n": [-1, 2, 3], "date": pd.to_datetime(["2022-09-23"] * 3)})
    assert to_csv(table).decode("utf-8-sig") == table.to_csv(index=False, lineterminator="\n")
    assert pd.read_excel(io.BytesIO(to_excel({"t": table}))).equals(table)


def test_all_faults_of_all_kinds_are_told_at_once(tmp_path):
    names = [name for name in HOSTILE if Path(name).suffix in (".pdf", ".html") and name not in ("flate.pdf", "laughs.html")]
    for name in names:
        (tmp_path / name).write_bytes(HOSTILE[name][0]())
    assert sorted(read_corpus(tmp_path)[1].file) == sorted(names)


def test_bytes_in_a_parquet_are_text_or_a_fault_and_never_a_b(tmp_path):
    table = pd.DataFrame(
        {"date": ["2022-09-23"] * 3, "text": [b"We met.", "É".encode("latin-1"), b"Two."], "seen": [b"\xff", b"a", "é".encode()]}
    )
    table.assign(date=table.date.str.encode("ascii")).to_parquet(tmp_path / "t.parquet")
    documents, problems = read_corpus(tmp_path / "t.parquet")
    assert documents[["text", "seen"]].values.tolist() == [["We met.", "\\xff"], ["Two.", "é"]]
    assert problems.problem[0] == "The cell 'text' holds bytes that are no UTF-8, not a text."
    assert set(problems.line) == {2}
