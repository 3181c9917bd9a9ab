"""Tables as people have them: quotation marks left open, several worksheets, serial dates, lists in cells, JSON of several shapes."""

import io
import json
from datetime import datetime

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.corpus import check_corpus, load_corpus, read_corpus
from helpers.corpus.load import read_with_findings
from helpers.files.delimited import delimited
from helpers.files.packed import Lines


def read(folder, name, content, **options):
    """Return the texts, and the (line, problem) of each fault."""
    documents, problems = read_corpus(folder({name: content}) / name, **options)
    return documents.text.tolist(), list(problems[["line", "problem"]].itertuples(index=False, name=None))


def excel(sheets, *, epoch=None):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.csv", 'date,text\n2022-09-23,"He said no\n2022-09-24,Second.\n2022-09-25,Third.\n', ['"He said no', "Second.", "Third."]),
        ("b.tsv", 'date\ttext\n2022-09-23\t"Open\n2022-09-24\tHe said "no"\n', ['"Open', 'He said "no"']),
        ("c.csv", 'date,text\n2022-09-23,"One\n2022-09-24,Two\n2022-09-25,He left"\n', ['"One', "Two", 'He left"']),
        ("d.csv", 'text,date\n"He said no,2022-09-24\nSecond.,2022-09-25\n', ['"He said no', "Second."]),
        ("e.csv", 'id;date;text\n1;3 May 2022;"One\n2;14 Sep 2022;Two\n3;5 Oct 2022;"Three"\n', ['"One', "Two", "Three"]),
        ("f.csv", 'date,text\n2022-09-23,"She said "no" twice."\n2022-09-24,Two.\n', ['"She said "no" twice."', "Two."]),
    ],
)
def test_a_quotation_mark_left_open_costs_no_row_below(folder, name, content, texts):
    assert read(folder, name, content) == (texts, [])


def test_a_text_of_several_lines_with_a_stray_mark_is_a_fault_with_its_line(folder):
    texts, faults = read(folder, "a.csv", 'date,text\n2022-09-23,"She said "no" and\n\nleft."\n2022-09-24,"Two\n\nlines."\n')
    assert texts == ["Two\n\nlines."]
    assert [line for line, _ in faults] == [2, 4]
    assert "quotation mark that opens in this row is not closed" in faults[0][1]


def test_texts_of_several_lines_that_speak_of_dates_stay_whole(folder):
    text = "We met.\n\n2022, a year of war, ended.\nOn 2022-09-24, we met again."
    assert read(folder, "a.csv", f'date,text\n2022-09-23,"{text}"\n') == ([text], [])


def test_marks_with_a_backslash_in_cells_without_marks_are_read(folder):
    table = pd.DataFrame({"date": ["2022-09-23", "2022-09-24"], "text": ['The envoy said "no" twice.', "C\\D"]})
    path = folder({"t.csv": table.to_csv(index=False, doublequote=False, escapechar="\\")}) / "t.csv"
    assert load_corpus(path).text.tolist()[0] == 'The envoy said "no" twice.'
    path = folder({"t.tsv": 'date\ttext\n2022-09-23\t{"a": "\\"no\\""}\n'}) / "t.tsv"
    assert load_corpus(path).text[0] == '{"a": "\\"no\\""}'  # not all of them


def test_the_header_of_a_csv_may_stand_below_lines_that_are_no_rows(folder):
    for above in ("Speeches of the envoys\n\n", "# exported in May\n# by hand\n", "Speeches of the envoys\n"):
        path = folder({"t.csv": f"{above}date;text\n2022-09-23;We met.\n"}) / "t.csv"
        assert load_corpus(path).text.tolist() == ["We met."]


def test_spaces_behind_the_signs_between_cells_are_none_of_theirs(folder):
    path = folder({"t.csv": 'date, text\n2022-09-23, "Met, and left."\n2022-09-24, "No" was said.\n'}) / "t.csv"
    assert load_corpus(path).text.tolist() == ["Met, and left.", '"No" was said.']


@pytest.mark.parametrize(
    ("names", "day"),
    [
        ("data,testo", "23 settembre 2022"),
        ("data,texto", "23 de setembro de 2022"),
        ("datum,tekst", "23 september 2022"),
        ("data,tekst", "23 września 2022"),
        ("tarih,metin", "23 Eylül 2022"),
        ("日期,内容", "2022年9月23日"),
    ],
)
def test_tables_in_other_languages(folder, names, day):
    rows = load_corpus(folder({"t.csv": f"{names}\n{day},A.\n"}) / "t.csv")
    assert rows.date.astype(str).tolist() == ["2022-09-23"]


def test_a_column_called_data_is_no_date_in_english(folder):
    assert check_corpus(folder({"t.csv": "data,text\nx,A.\n"}) / "t.csv").problem.tolist() == ["There is no column for the date."]


def test_a_csv_that_excel_saved_in_its_own_encoding_is_read_and_told(folder):
    path = folder({"t.csv": "date;text\n2022-09-23;“Non”, a dit l’élue – c’était là.\n2022-09-24;Fin.\n".encode("cp1252")}) / "t.csv"
    documents, problems, findings = read_with_findings(path)
    assert (documents.text[0], documents.encoding[0], len(problems)) == ("“Non”, a dit l’élue – c’était là.", "cp1252", 0)
    assert "not UTF-8; it was read as cp1252" in " ".join(findings.finding)


def test_statements_by_their_ids_inside_another_object_and_texts_in_blocks(folder):
    held = {"year": 2022, "speeches": {"a": {"date": "2022-09-23", "text": "A."}, "b": {"date": "2022-09-24", "text": "B."}}}
    rows = load_corpus(folder({"t.json": json.dumps({"response": held})}) / "t.json")
    assert rows.text.tolist() == ["A.", "B."]
    blocks = [{"date": "2022-09-23", "body": [{"type": "p", "text": "A."}, {"type": "p", "text": "B."}]}]
    blocks += [{"date": "2022-09-24", "paragraphs": ["C.", "D."]}]
    assert load_corpus(folder({"u.json": json.dumps(blocks[:1])}) / "u.json").text.tolist() == ["A.\n\nB."]
    assert load_corpus(folder({"v.json": json.dumps(blocks[1:])}) / "v.json").text.tolist() == ["C.\n\nD."]


def test_dates_of_mongodb(folder):
    lines = '{"date": {"$date": "2022-09-23T10:00:00Z"}, "text": "A."}\n{"date": {"$date": {"$numberLong": "1664013600000"}}, "text": "B."}'
    assert load_corpus(folder({"t.json": lines}) / "t.json").date.astype(str).tolist() == ["2022-09-23", "2022-09-24"]


def test_quotation_marks_with_a_backslash_are_read(folder):
    rows = ["date,text", r'2022-09-23,"He said \"no\", and', r'left C:\\ open."', r"2022-09-24,A \"b\" c"]
    assert read(folder, "a.csv", "\n".join(rows))[0] == ['He said "no", and\nleft C:\\ open.', 'A "b" c']
    assert read(folder, "b.csv", 'date,text\n2022-09-23,"On drive C:\\"\n2022-09-24,x\n')[0] == ["On drive C:\\", "x"]


def test_a_first_line_names_the_separator_and_empty_cells_at_the_end_are_none(folder):
    rows = ["sep=;", "date;text", '2022-09-23;"One; two, three"', ";;", "2022-09-24;Four;;"]
    assert read(folder, "a.csv", "\r\n".join(rows)) == (["One; two, three", "Four"], [])
    rows, faults = delimited(Lines(b"sep=|\na|b\n1|x,y\n"), ".csv")
    assert (list(rows), faults) == ([(2, ["a", "b"]), (3, ["1", "x,y"])], [])


def test_every_worksheet_is_read_or_named(folder):
    head = ["date", "text"]
    sheets = {"2022": [head, ["2022-09-23", "One."]], "2023": [head, ["2023-01-05", "Two."]], "Empty": []}
    path = folder({"t.xlsx": excel(sheets)}) / "t.xlsx"
    assert load_corpus(path).document_id.tolist() == ["t-2", "t-2023-2"]
    path = folder({"t.xlsx": excel(sheets | {"Notes": [["who", "what"], ["A", "checked"]]})}) / "t.xlsx"
    documents, problems, findings = read_with_findings(path)
    assert (len(documents), len(problems)) == (2, 0)
    assert findings.finding.tolist() == ["'Notes' has no column for a text and none for a date, and was not read."]
    half = read_corpus(folder({"t.xlsx": excel(sheets | {"Half": [["date", "what"], ["2022-09-23", "checked"]]})}) / "t.xlsx")[1]
    assert half.problem.tolist() == ["Worksheet 'Half': There is no column for the text."]
    assert half.remedy.str.contains("sheet=").all()
    assert load_corpus(path, sheet="2023").text.tolist() == ["Two."]
    assert load_corpus(path, sheet=["2022", "2023"]).text.tolist() == ["One.", "Two."]
    assert "no worksheet '2024'" in read_corpus(path, sheet="2024")[1].problem[0]


@pytest.mark.parametrize(("epoch", "serial"), [(datetime(1899, 12, 30), 44827), (datetime(1904, 1, 1), 43365)])
def test_serial_numbers_of_both_systems_are_days(folder, epoch, serial):
    rows = [["date", "text"], [serial, "One."], [float(serial + 1), "Two."], [1789, "A year."], [str(serial + 2), "Three."]]
    documents = load_corpus(folder({"t.xlsx": excel({"s": rows}, epoch=epoch)}) / "t.xlsx")
    assert documents.date.astype(str).tolist() == ["1789-01-01", "2022-09-23", "2022-09-24", "2022-09-25"]
    assert documents.date_precision.tolist() == ["year", "day", "day", "day"]


def test_escapes_of_excel_become_what_they_stand_for(folder):
    rows = [["date", "text"], ["2022-09-23", "One._x000D_\nTwo_x2026_ _x005F_x000D_ _xD83D__xDE00_ a_b_x1"]]
    assert load_corpus(folder({"t.xlsx": excel({"s": rows})}) / "t.xlsx").text[0] == "One.\nTwo… _x000D_ \U0001f600 a_b_x1"


def test_lists_in_cells_are_paragraphs(folder):
    row = {"date": "2022-09-23", "text": ["We met.", "Then left."], "issuer": ["EU", "NATO"], "url": ["https://a.eu", "https://b.int"]}
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row]), buffer)
    for name, content in (("t.jsonl", json.dumps(row)), ("t.parquet", buffer.getvalue())):
        got = load_corpus(folder({name: content}) / name).iloc[0]
        assert (got.text, got.issuer, got.url) == ("We met.\n\nThen left.", "EU; NATO", "https://a.eu https://b.int")


A, B = {"date": "2022-09-23", "text": "One."}, {"date": "2022-09-24", "text": "Two."}
SHAPES = {
    "array": [A, B],
    "in an object": {"source": "Hansard", "data": [A, B]},
    "nested": [
        {"meta": {"date": "2022-09-23", "who": {"speaker": "M"}}, "body": {"text": "One."}},
        {"meta": {"date": "2022-09-24"}, "body": {"text": "Two."}},
    ],
    "two levels": {
        "days": [{"date": "2022-09-23", "speeches": [{"text": "One."}]}, {"date": "2022-09-24", "speeches": [{"text": "Two."}]}]
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_json_files_are_tables(folder, shape):
    for indent in (None, 2):
        documents = load_corpus(folder({"t.json": json.dumps(SHAPES[shape], indent=indent)}) / "t.json")
        assert documents.text.tolist() == ["One.", "Two."]
        assert documents.date.dt.day.tolist() == [23, 24]
    assert documents.issuer.fillna("").tolist() == (["M", ""] if shape == "nested" else ["", ""])


def test_json_that_is_no_table_is_a_fault(folder):
    assert read(folder, "a.json", '[{"date": "2022-09-23", "text": "One."}, "odd"]') == (
        ["One."],
        [(2, "Item 2 of the array is no JSON object.")],
    )
    texts, faults = read(folder, "b.json", '{"date": "2022-09-23",\n "text": }')
    assert (texts, faults[0][0]) == ([], 2)
    assert "no JSON" in faults[0][1]
    assert read(folder, "c.jsonl", '{"date": "2022-09-23", "text": {"en": {"b": [1]}}}')[1][0][1].startswith(
        "There is no column for the text"
    )
    assert "nested object" in read(folder, "d.jsonl", '{"date": "2022-09-23", "text": [{"b": 1}]}')[1][0][1]


def test_an_array_that_only_describes_a_text_makes_no_rows(folder):
    post = A | {"entities": {"urls": [{"url": "https://a.eu", "title": "A"}]}}
    assert read(folder, "t.jsonl", json.dumps(post)) == (["One."], [])


def test_a_table_without_dates_takes_the_day_in_its_name(folder):
    row = load_corpus(folder({"2022-09-23-debate.csv": "speaker,text\nA,One.\n"}) / "2022-09-23-debate.csv").iloc[0]
    assert (f"{row.date:%Y-%m-%d}", row.date_origin, row.issuer) == ("2022-09-23", "file name", "A")


def test_html_in_cells_is_read_as_in_a_page(folder):
    texts = [
        "<p>We <b>met</b>.<br>Today.</p><p>It&#8217;s on.<script>x</script>",
        "<p>\x00Two.</p>",
        "</p>",
        "a<b and c>d;\n\nAT&T <em>said</em> so.",
    ]
    rows = [{"date": f"2022-09-2{n}", "title": "Aid &amp; trade", "text": text} for n, text in enumerate(texts)]
    path = folder({"a.jsonl": "\n".join(map(json.dumps, rows))}) / "a.jsonl"
    documents, problems, findings = read_with_findings(path)
    assert documents.text.tolist() == ["We met. Today.\n\nIt’s on.", "</p>", "a<b and c>d;\n\nAT&T said so."]
    assert documents.title.tolist() == ["Aid & trade"] * 3
    assert problems.problem.tolist() == ["The cell 'text' holds a null character."]
    said = "This row holds HTML; it and others like it were read as pages are: marks are no words."
    assert findings[["line", "finding"]].values.tolist() == [[1, said]]


def test_cells_that_speak_of_html_stay_and_escaped_ones_are_read(folder):
    plain = ["<b>No</b> &amp; “<script>”", "R&D; 1 < 2", "Three."]
    escaped = ["AT&amp;T &lt;3", "Yes.", "It&#39;s on"]
    for texts, said in ((plain, plain), (escaped, ["AT&T <3", "Yes.", "It's on"])):
        path = folder({"a.jsonl": "\n".join(json.dumps({"date": f"2022-09-2{n}", "text": text}) for n, text in enumerate(texts))})
        assert load_corpus(path / "a.jsonl").text.tolist() == said


@pytest.mark.parametrize("cell", ["NA", "NULL", "NaN", "<NA>"])
def test_a_cell_that_a_program_left_empty_is_no_statement(folder, cell):
    path = folder({"a.csv": f'"","date","text","own"\n"1","2022-09-23","We met.",{cell}\n"2","2022-09-24",{cell},a\n'})
    assert read_corpus(path)[0].own.tolist() == [cell]
    assert check_corpus(path).problem.tolist() == ["The cell 'text' is empty."]


@pytest.mark.parametrize(
    ("name", "value", "texts"),
    [
        ("by columns.json", {"date": {"0": "2022-09-23", "1": "2022-09-24"}, "text": {"0": "We met.", "1": "No."}}, ["We met.", "No."]),
        ("split.json", {"columns": ["date", "text"], "index": [0], "data": [["2022-09-23", "We met."]]}, ["We met."]),
        ("by id.json", {"a": {"date": "2022-09-23", "text": "We met."}, "b": {"date": "2022-09-24", "text": "No."}}, ["We met.", "No."]),
        ("api.json", {"status": "ok", "data": [{"publishedAt": "2022-09-23T10:00:00Z", "body": "We met."}]}, ["We met."]),
        ("wordpress.json", [{"date": "2022-09-23", "content": {"rendered": "<p>We met.</p>"}}], ["We met."]),
    ],
)
def test_json_as_programs_write_it(folder, name, value, texts):
    assert read(folder, name, json.dumps(value)) == (texts, [])


def test_the_header_may_stand_below_a_title_or_groups_of_columns(folder):
    rows = "Statements of 2022,,\n,,\nDate,Issuer,Text\n2022-09-23,NATO,We met.\n2022-09-24,\\N,No.\n"
    assert read(folder, "a.csv", rows) == (["We met.", "No."], [])
    assert read_corpus(folder({"b.csv": rows}) / "b.csv")[0].issuer.isna().tolist() == [False, True]
    sheet = [["When", None, "What"], [None, None, None], ["Date", "Issuer", "Text"], [datetime(2022, 9, 23), "NATO", "We met."]]
    assert read(folder, "c.xlsx", excel({"s": sheet})) == (["We met."], [])
    # but a cell that says "text" is none, where the first row names one
    assert read(folder, "d.csv", "date,text\n2022-09-23,text\n") == (["text"], [])


def test_lines_cut_out_of_an_array_and_columns_in_other_languages(folder):
    lines = '{"date": "2022-09-23", "text": "We met."},\n{"date": "2022-09-24", "text": "No."},\n'
    assert read(folder, "a.jsonl", lines) == (["We met.", "No."], [])
    assert read(folder, "b.csv", "Datum;Text\n23. September 2022;Wir trafen uns.\n")[0] == ["Wir trafen uns."]
    assert read(folder, "c.csv", "Дата;Текст\n23.09.2022;Совет заседал.\n")[0] == ["Совет заседал."]


def test_a_year_of_the_buddhist_calendar_is_not_taken_for_one_far_ahead(folder):
    texts, faults = read(folder, "a.csv", "date,text\n23/09/2565,We met.\n")
    assert (texts, faults) == ([], [(2, "The date 2565-09-23 lies far ahead: in the Buddhist calendar, 2565 is 2022.")])
