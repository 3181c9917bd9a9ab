"""Texts and tables from elsewhere: what is read from each format, where the date comes from, and every fault named."""

import io
import json
import zipfile

import docx
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers.corpus import CorpusError, check_corpus, load_corpus
from helpers.corpus.report import survey

LONG = " ".join(f"Allies said on day {i} that they do not recognise the votes." for i in range(12))
STATED = '<meta property="article:published_time" content="2022-09-22">'
HTML = f"<html><head><title>On votes</title>{STATED}</head><body><article><p>{LONG}</p></article></body></html>"


def pdf(text, **options):
    """Return a PDF with text on each page, drawn by matplotlib with fonts whose letters can be read back."""
    buffer = io.BytesIO()
    with plt.rc_context({"pdf.fonttype": 42}):
        figure = plt.figure()
        figure.text(0.1, 0.5, text)
        figure.savefig(buffer, format="pdf", **options)
    return buffer.getvalue()


def word(*paragraphs):
    document, buffer = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 2).rows[0].cells[1].text = "Annex"
    document.save(buffer)
    return buffer.getvalue()


def excel(frame):
    buffer = io.BytesIO()
    frame.to_excel(buffer, index=False)
    return buffer.getvalue()


def parquet(frame):
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def one(path, **options):
    documents = load_corpus(path, **options)
    assert len(documents) == 1
    return documents.iloc[0]


def test_plain_text_is_dated_by_its_name(folder):
    row = one(folder({"1789-Washington.txt": "Fellow citizens.\n\nWe met.\n\nCourtesy: Congress"}))
    assert (row.date, row.date_precision, row.date_origin) == (pd.Timestamp("1789-01-01"), "year", "file name")
    assert (row.document_id, row.text, row.source) == ("1789-Washington", "Fellow citizens.\n\nWe met.", "Congress")


def test_a_header_goes_before_the_name_and_the_name_before_the_page(folder):
    row = one(folder({"2021-01-01-a.txt": "date 2022-09-23 We met."}))
    assert (row.date_origin, f"{row.date:%Y-%m-%d}") == ("header", "2022-09-23")
    row = one(folder({"2021-01-01-a.txt": "title A\ndate 2022-09-23\n\nB"}))
    assert (row.title, row.text, row.date_origin) == ("A", "B", "header")


def test_html_pdf_and_word_are_read(folder):
    files = {
        "a.html": HTML,
        "2022-09-23-b.pdf": pdf("The Council condemned the votes."),
        "2022-09-24 c.docx": word("First.", "", "Second."),
    }
    rows = load_corpus(folder(files)).set_index("document_id")
    assert rows.loc["a", ["title", "date_origin"]].tolist() == ["On votes", "page"]
    assert f"{rows.date['a']:%Y-%m-%d}" == "2022-09-22"
    assert LONG in rows.text["a"]
    assert rows.text["2022-09-23-b"] == "The Council condemned the votes."
    assert rows.text["2022-09-24 c"] == "First.\n\nSecond.\n\nAnnex"
    assert rows.date_origin["2022-09-24 c"] == "file name"


def test_words_divided_in_print_are_joined(folder):
    path = folder({"2022-09-23.pdf": pdf("They recog-\nnise well-\nBeing")})
    assert one(path).text == "They recognise well-Being"


FRAME = pd.DataFrame({"date": [pd.Timestamp("2022-09-23")], "text": ["We met."], "issuer": ["NATO"], "country": ["BE"]})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", "date,text,issuer,country\n2022-09-23,We met.,NATO,BE\n"),
        ("t.csv", "\ufeffDate;Text;Issuer;country\r\n2022-09-23;We met.;NATO;BE\r\n"),
        ("t.tsv", "Published\tBody\tAuthor\tcountry\n2022-09-23T10:00:00Z\tWe met.\tNATO\tBE\n"),
        ("t.jsonl", '{"date": "23 September 2022", "content": "We met.", "speaker": "NATO", "country": "BE"}\n\n'),
        ("t.xlsx", excel(pd.DataFrame({"date": [pd.Timestamp("2022-09-23")], "text": ["We met."], "issuer": ["NATO"], "country": ["BE"]}))),
        (
            "t.parquet",
            parquet(pd.DataFrame({"date": [pd.Timestamp("2022-09-23")], "text": ["We met."], "issuer": ["NATO"], "country": ["BE"]})),
        ),
    ],
)
def test_tables_are_mapped_by_the_names_of_their_columns(folder, name, content):
    row = one(folder({name: content}) / name)
    assert (f"{row.date:%Y-%m-%d}", row.text, row.date_origin, row.country) == ("2022-09-23", "We met.", "column", "BE")
    assert row.issuer == "NATO" or row.speaker == "NATO"


def test_columns_can_be_named(folder):
    path = folder({"t.csv": "when,said,who,key\n2022-09-23,We met.,NATO,x1\n"}) / "t.csv"
    with pytest.raises(CorpusError, match=r"no column for the date.*--date-column NAME") as error:
        load_corpus(path)
    assert "no column for the text" in str(error.value)
    row = one(path, columns={"date": "when", "text": "said", "issuer": "who", "document_id": "key"})
    assert (row.document_id, row.issuer, row.text) == ("x1", "NATO", "We met.")
    assert "There is no column named 'wen'" in check_corpus(path, columns={"date": "wen", "text": "said"}).problem[0]


CLASH = {"date": "2022-09-23", "text": "We met.", "file": "scan 7", "encoding": "mac", "date_origin": "post", "date_precision": "hour"}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("t.csv", lambda table: table.to_csv(index=False)),
        ("t.jsonl", lambda table: table.to_json(orient="records", lines=True)),
        ("t.xlsx", lambda table: excel(table)),
        ("t.parquet", lambda table: parquet(table)),
    ],
)
def test_columns_with_the_kits_own_names_are_kept_beside_them(folder, name, write):
    path = folder({name: write(pd.DataFrame([CLASH]))}) / name
    documents = load_corpus(path)  # no warning: mac is not how the file was read
    row = documents.iloc[0]
    assert (row.file, row.date_origin, row.date_precision) == (name, "column", "day")
    assert row.encoding == "utf-8" if name in ("t.csv", "t.jsonl") else pd.isna(row.encoding)
    names = ["file_of_table", "encoding_of_table", "date_origin_of_table", "date_precision_of_table"]
    assert row[names].tolist() == ["scan 7", "mac", "post", "hour"]
    told = survey(documents).set_index("what").found["columns of the table"]
    assert told == f"{', '.join(names)}: without this ending, a column is the kit's own"


def test_a_column_that_another_one_stands_for_is_kept_too(folder):
    head, *rows = "date,text,title,said,headline,file,file_of_table", "2022-09-23,one,T,We met.,H,a,b", "2022-09-24,two,T2,Again.,,a,b"
    path = folder({"t.csv": "\n".join([head, *rows])}) / "t.csv"
    documents = load_corpus(path, columns={"text": "said", "title": "headline"})
    assert documents.text.tolist() == ["We met.", "Again."]
    assert documents.title.fillna("").tolist() == ["H", ""]  # and not the T2 of the column that is not meant
    assert documents.text_of_table.tolist() == ["one", "two"]
    assert documents.title_of_table.tolist() == ["T", "T2"]
    assert documents[["file_of_table", "file_of_table_2"]].values.tolist() == [["b", "a"]] * 2


def test_a_fault_names_the_column_as_the_table_does(folder):
    path = folder({"t.jsonl": '{"date": "2022-09-23", "text": "We met.", "file": "a\\u0000b"}'}) / "t.jsonl"
    assert check_corpus(path).problem.tolist() == ["The cell 'file' holds a null character."]


def test_dates_in_numbers_are_never_guessed(folder):
    path = folder({"t.csv": "date,text\n03/04/2022,One.\n"}) / "t.csv"
    assert "can be read as day/month and as month/day" in check_corpus(path).problem[0]
    assert one(path, dayfirst=True).date == pd.Timestamp("2022-04-03")
    assert one(path, dayfirst=False).date == pd.Timestamp("2022-03-04")
    folder({"t.csv": "date,text\n03/04/2022,One.\n23/04/2022,Two.\n"})
    assert load_corpus(path).date.dt.day.tolist() == [3, 23]


def test_a_year_in_a_cell_stays_a_year(folder):
    path = folder({"t.csv": "year,text\n1789,One.\n1790-05,Two.\n"}) / "t.csv"
    assert load_corpus(path).date_precision.tolist() == ["year", "month"]


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


RUSSIAN = "Совет осудил проведение так называемых референдумов в регионах Украины. " * 5
BROKEN = {
    "1-no-date.txt": (b"The Council met.", "Neither the file's name"),
    "2-empty.txt": (b"", "is empty"),
    "3-impossible.txt": (b"date 2023-02-30\n\nText.", "There is no day"),
    "4-words.txt": (b"date 23 September 2022\n\nText.", "not written as year-month-day"),
    "5-no-text.txt": (b"date 2022-09-23\n\nCourtesy: NATO", "has no text"),
    "6-unknown-key.txt": (b"date 2022-09-23\nisuer NATO\n\nText.", "Unknown header key 'isuer'"),
    "7-key-twice.txt": (b"date 2022-09-23\ntitle A\ntitle B\n\nText.", "stands twice"),
    "8-encoding.txt": ("date 2022-09-23 ".encode("cp1251") + RUSSIAN.encode("cp1251"), "not UTF-8"),
    "9-binary.txt": (bytes(range(256)) * 4, "binary"),
    "10-colon-2022.txt": (b"Title: A\n\nText.", "Unknown header key 'Title:'"),
    "11-2022-09-23.html": (b"<html><body></body></html>", "No text was found"),
    "12-no-date.html": (HTML.replace("article:published_time", "x").encode(), "Neither the file's name"),
    "13-2022-09-23.pdf": (b"%PDF-1.4 broken", "not a sound .pdf file"),
    "14-2022-09-23.pdf": (pdf(""), "holds no text; it may be a scan"),
    "15-2022-09-23.docx": (b"PK\x03\x04 broken", "not a sound .docx file"),
    "16-2022-09-23.docx": (zipped(**{"other.xml": "<x/>"}), "not a sound .docx file"),
    "17-2022-09-23.doc": (b"\xd0\xcf\x11\xe0", "Files of the kind .doc are not read"),
    "18-table.csv": (b"date,text\n2022-09-23,\n", "'text' is empty"),
    "good.xhtml": (b"date 2022-09-24 Another.", "is already that of"),
    "20-picture-2022-09-23.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "Files of the kind .png are not read"),
    "21-2022-13-01.txt": (b"No such month.", "Neither the file's name"),
}  # fmt: skip


def test_every_kind_of_broken_file_is_named_and_the_good_ones_load(folder):
    good = {"good.txt": "date 2022-09-23 Good text.", "2022-09-25-plain.txt": "Plain text.", "21-2022.txt": "A year."}
    path = folder({name: content for name, (content, _) in BROKEN.items()} | good)
    problems = check_corpus(path).set_index("file")
    assert sorted(problems.index) == sorted(BROKEN)
    for name, (_, problem) in BROKEN.items():
        assert problem in problems.problem[name], name
        assert problems.remedy[name]
        assert problems.line[name] >= 1
    with pytest.warns(UserWarning, match=rf"{len(BROKEN)} of {len(BROKEN) + 3} files left out"):
        assert len(load_corpus(path, strict=False)) == 3


def test_every_kind_of_broken_row_is_named_and_the_good_ones_load(folder):
    rows = ["id,date,text", 'a,2022-09-23,"Two\nlines."', "b,,No date", "c,2022-02-30,Impossible", "d,soon,No date", "e,2022-09-23,"]
    rows += ["a,2022-09-24,Same id", 'g,2022-09-24,"Two  \n lines."', "h,2022-09-24,too,many", "i,2022-09-24", "j,2022-09-24,Good."]
    path = folder({"t.csv": "\n".join(rows) + "\n"}) / "t.csv"
    problems = check_corpus(path)
    expected = ["is empty", "cannot be taken", "holds no date: 'soon'", "'text' is empty", "already that of"]
    expected += ["more or fewer"] * 2
    by_line = problems.sort_values("line")
    assert by_line.line.tolist() == [4, 5, 6, 7, 8, 11, 12]
    assert [want in said for want, said in zip(expected, by_line.problem, strict=True)] == [True] * 7
    with pytest.warns(UserWarning, match="7 of 10 rows left out"):
        assert load_corpus(path, strict=False).document_id.tolist() == ["a", "g", "j"]


def test_broken_lines_of_json_are_named(folder):
    lines = ['{"date": "2022-09-23", "text": "Good."}', "{broken", "[1]", json.dumps({"date": "2022-09-23", "text": "half \ud800"})]
    problems = check_corpus(folder({"t.jsonl": "\n".join(lines)}) / "t.jsonl")
    assert problems.line.tolist() == [2, 3, 4]
    assert problems.problem.str.contains("no JSON|no JSON object|half a character").all()


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet", "t.csv", "t.jsonl"])
def test_broken_tables_are_faults(folder, name):
    problems = check_corpus(folder({name: b"PK\x03\x04\x00 broken \xff\x00"}) / name)
    assert len(problems) == 1
    assert problems.remedy[0]


def test_other_encodings_of_plain_text_are_read_with_a_warning(folder):
    path = folder({"2022-09-23.txt": RUSSIAN.encode("cp1251")})
    with pytest.warns(UserWarning, match=r"not UTF-8 and were read as they look: 2022-09-23\.txt as"):
        row = load_corpus(path).iloc[0]
    assert row.text == RUSSIAN.strip()
    row = one(path, encoding="cp1251")
    assert (row.text, row.encoding) == (RUSSIAN.strip(), "cp1251")
    assert "cannot be read as ascii" in check_corpus(path, encoding="ascii").problem[0]
