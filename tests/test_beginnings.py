"""Files that hold many statements and whose names do not say so, tables of other programs, and folders that say the date."""

import pytest

from helpers.corpus.beginnings import table_kind
from helpers.corpus.load import read_with_findings
from helpers.files.sql_rows import sql_rows

SQLITE = r"""PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE statements(id integer primary key, date text, text text);
INSERT INTO statements VALUES(1,'2022-09-23',replace('It''s over; (they said).\nThey met.','\n',char(10)));
INSERT INTO statements VALUES(2,'2022-09-27','We met.');
CREATE TABLE users(id integer, name text);
INSERT INTO users VALUES(1,'Ann');
COMMIT;
"""  # as sqlite3 writes it
MYSQL = r"""-- MySQL dump 10.13
CREATE TABLE `posts` (
  `ID` bigint(20) NOT NULL, -- a, b
  `date` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `text` longtext COMMENT 'a, b)',
  PRIMARY KEY (`ID`), KEY `x` (`date`,`ID`)
) ENGINE=InnoDB;
INSERT INTO `posts` VALUES (1,'2022-09-23 10:00:00','It\'s over.\r\nThey (all) met.'),(2,'2022-09-27 10:00:00','C:\\'),
(3,'2022-09-28',NULL);
"""
POSTGRES = "COPY public.s (id, date, text) FROM stdin;\n1\t2022-09-23\tIt's over.\\nThey met.\n2\t2022-09-27\t\\N\n\\.\n"
SERVER = "INSERT INTO [dbo].[S] ([Id], [Date], [Text]) VALUES (1, CAST(N'2022-09-23' AS Date), N'It''s over.')\n"
MAIL = "From {0} Sat Nov 28 10:00:00 2026\nFrom: {0} <a@b.org>\nSubject: Votes\n{1}\n{2}\n\n"
ROWS = [("2022-09-23", "NATO", "We met; they left."), ("2022-09-27", "G7", "No.")]


def read(path, **options):
    """Return {document_id: (date, text)}, the problems and the findings."""
    documents, problems, findings = read_with_findings(path, **options)
    said = {row.document_id: (str(row.date.date()), row.text) for row in documents.itertuples()}
    return said, problems.problem.tolist(), findings.finding.tolist()


def put(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (SQLITE, [("1", "2022-09-23", "It's over; (they said).\nThey met."), ("2", "2022-09-27", "We met.")]),
        (
            MYSQL,
            [
                ("1", "2022-09-23 10:00:00", "It's over.\r\nThey (all) met."),
                ("2", "2022-09-27 10:00:00", "C:\\"),
                ("3", "2022-09-28", None),
            ],
        ),
        (POSTGRES, [("1", "2022-09-23", "It's over.\nThey met."), ("2", "2022-09-27", None)]),
        (SERVER, [("1", "2022-09-23", "It's over.")]),
        (
            "INSERT INTO s (id, d, t) VALUES (1, '2022-09-23'::date, E'a\\nb'), (2, NULL, 'c\\nd');\n",
            [("1", "2022-09-23", "a\nb"), ("2", None, "c\\nd")],
        ),
    ],
)
def test_dumps_of_databases_are_read_as_they_write_texts(text, rows):
    tables, faults = sql_rows(text)
    assert [tuple(row.values()) for _, row in next(iter(tables.values()))] == rows
    assert faults == []


def test_a_dump_is_its_table_of_statements_and_the_others_are_told(tmp_path):
    said, problems, findings = read(put(tmp_path, "dump.sql", SQLITE))
    assert said == {"1": ("2022-09-23", "It's over; (they said).\nThey met."), "2": ("2022-09-27", "We met.")}
    assert (problems, findings) == ([], ["'users' has no column for a text and none for a date, and was not read."])


def test_a_dump_without_names_of_columns_is_asked_for_them(tmp_path):
    path = put(tmp_path, "dump.sql", "INSERT INTO s VALUES(1,'2022-09-23','We met.');\n")
    assert read(path)[1] == ["There is no column for the date.", "There is no column for the text."]
    assert list(read(path, columns={"date": "column 2", "text": "column 3"})[0].values()) == [("2022-09-23", "We met.")]


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_in_a_text_file_is_a_table(tmp_path, delimiter, encoding):
    rows = [["date", "issuer", "text"], *([date, issuer, f'"{text}"'] for date, issuer, text in ROWS)]
    path = put(tmp_path, "all.txt", "\n".join(map(delimiter.join, rows)) + "\n", encoding)
    assert list(read(path)[0].values()) == [(date, text) for date, _, text in ROWS]


@pytest.mark.parametrize("between", [" ", "\t"])
def test_numbers_of_rows_that_r_writes_without_a_name_shift_no_column(tmp_path, between):
    lines = [["date", "issuer", "text"], *([str(number), *row] for number, row in enumerate(ROWS, start=1))]
    path = put(tmp_path, "all.txt", "\n".join(between.join(f'"{cell}"' for cell in line) for line in lines) + "\n")
    assert list(read(path)[0].values()) == [(date, text) for date, _, text in ROWS]


@pytest.mark.parametrize(
    "text",
    [
        "Statement, text and speech\n\nWe met, and they left.\n",
        "date 2022-09-23 We met.",
        "We met\tin Kyiv\nand left\ttoday\n",
        "From the Ministry, 23 September 2022\nSubject: votes\n\nWe met.\n",
        "-- We met.\n\nINSERT is a word.\n",
    ],
)
def test_a_text_is_no_table(text):
    assert table_kind(".txt", text.encode()) is None


def test_a_folder_of_mails_in_one_file_is_each_mail_with_its_own_day(tmp_path):
    mails = MAIL.format("NATO", "Date: Fri, 23 Sep 2022 10:00:00 +0000\n", "We met.\n>From there we left.")
    path = put(tmp_path, "mbox", mails + MAIL.format("G7", "", "No."))
    said, problems, _ = read(path)
    assert said == {"mbox-1": ("2022-09-23", "We met.\nFrom there we left.")}
    assert problems == ["The mail states no day on which it was sent."]  # what stands in the envelope is when it was stored


@pytest.mark.parametrize(
    ("header", "cells", "date"),
    [
        ("year,month,day,text", "2022,9,23,We met.", "2022-09-23"),
        ("day,month,year,text", "23,September,2022,We met.", "2022-09-23"),
        ("Jahr,Monat,Tag,text", "2022,9.0,23.0,We met.", "2022-09-23"),
        ("year,month,text", "2022,9,We met.", "2022-09-01"),
        ("date,year,month,day,text", "2021-05-06,2022,9,23,We met.", "2021-05-06"),
    ],
)
def test_a_date_in_several_columns_is_one(tmp_path, header, cells, date):
    assert list(read(put(tmp_path, "t.csv", f"{header}\n{cells}\n"))[0].values()) == [(date, "We met.")]


def test_a_day_that_is_none_is_a_fault_in_several_columns_too(tmp_path):
    assert read(put(tmp_path, "t.csv", "year,month,day,text\n2022,2,30,We met.\n"))[1] == [
        "The date '2022-02-30' cannot be taken: day is out of range for month."
    ]


def test_rows_that_say_what_columns_are_are_no_statements(tmp_path):
    labels = 'Recorded Date,The statement text\n"{""ImportId"":""date""}","{""ImportId"":""QID2""}"'
    said, problems, findings = read(put(tmp_path, "t.csv", f"Date,Text\n{labels}\n2022-09-23,We met.\nthat date,a text\n"))
    assert said == {"t-4": ("2022-09-23", "We met.")}
    assert findings[:2] == ["This row says what the columns are, and was read as no statement."] * 2
    assert problems == ["The cell 'Date' holds no date: 'that date'."]  # below the first statement


def test_groups_of_columns_stand_above_the_header(tmp_path):
    path = put(tmp_path, "t.csv", ",meta,meta,content,content\n,date,issuer,title,text\n0,2022-09-23,NATO,Votes,We met.\n")
    assert list(read(path)[0].values()) == [("2022-09-23", "We met.")]


@pytest.mark.parametrize("folders", ["2022-09-23-NATO", "2022/09/23", "NATO/23 September 2022/en", "2020 to 2023/2022-09-23"])
def test_a_text_without_a_date_has_that_of_its_folder(tmp_path, folders):
    put(tmp_path, f"{folders}/text.txt", "We met.")
    documents, problems, _ = read_with_findings(tmp_path)
    assert (str(documents.date[0].date()), documents.date_origin[0], len(problems)) == ("2022-09-23", "folder name", 0)


def test_numbers_of_other_folders_are_no_date(tmp_path):
    put(tmp_path, "session 12/09/2022 votes/3.txt", "We met.")
    documents = read_with_findings(tmp_path)[0]
    assert (documents.date[0].year, documents.date_precision[0]) == (2022, "year")


def test_an_old_or_locked_excel_file_is_named_as_such(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert read(tmp_path)[1] == ["The file is an old one of Excel (.xls), or locked with a password."]
