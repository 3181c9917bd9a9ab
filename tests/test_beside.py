"""Tables beside texts: what they say of each file is its own, and what they cannot say is told."""

import json

import pandas as pd
import pytest

from helpers.corpus.load import read_with_findings

TEXTS = {"a/1790-Washington-1.txt": "Fellow citizens.", "a/1790-Washington-2.txt": "We met again.", "b/third.txt": "date 1800-02-03\n\nNo."}
ROWS = [
    {"fileid": "1790-Washington-1", "date": "1790-01-08", "author": "George Washington", "party": "none"},
    {"fileid": "1790-Washington-2", "date": "1790-12-08", "author": "G. Washington", "party": "none"},
    {"fileid": "third", "date": "1801-01-01", "author": "John Adams", "party": "Federalist"},
]


@pytest.fixture
def folder(tmp_path):
    def write(files):
        for name, text in (TEXTS | files).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def csv(rows, **options):
    return pd.DataFrame(rows).to_csv(index=False, **options)


@pytest.mark.parametrize(
    "files",
    [
        {"metadata.csv": csv(ROWS)},
        {"x/metadata.tsv": csv(ROWS, sep="\t")},
        {"metadata.json": json.dumps(ROWS)},
        {"metadata.csv": csv([{**row, "fileid": f"texts/a/{row['fileid']}.txt"} for row in ROWS])},
        {"metadata.csv": csv(ROWS), "presidents.csv": "name,born\nWashington,1732\n"},
    ],
)
def test_a_table_that_names_the_files_says_what_they_are(folder, files):
    documents, problems, findings = read_with_findings(folder(files))
    assert documents.date.astype(str).tolist() == ["1790-01-08", "1790-12-08", "1800-02-03"]  # the header of a text goes before
    assert documents.date_origin.tolist() == ["table beside"] * 2 + ["header"]
    assert documents.issuer.tolist() == ["George Washington", "G. Washington", "John Adams"]
    assert documents.party.tolist() == ["none", "none", "Federalist"]
    assert documents.document_id.tolist() == ["1790-Washington-1", "1790-Washington-2", "third"]
    assert set(problems.file) == {"presidents.csv"} & set(files)
    assert len(findings) == 1
    assert "was read as what is said of the texts beside it: date, issuer of 3." in findings.finding[0]


def test_a_folder_for_each_text_may_hold_what_is_said_of_it(tmp_path):
    for number, row in enumerate(ROWS):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "text.txt").write_text("We met.")
        (place / "meta.json").write_text(json.dumps({key: row[key] for key in ("date", "author")}))
    documents = read_with_findings(tmp_path)[0]
    assert documents.issuer.tolist() == [row["author"] for row in ROWS]


def test_what_cannot_be_taken_is_told_and_the_name_of_the_file_stands(folder):
    rows = [{**row, "date": "some day"} for row in ROWS[:1]] + ROWS[1:]
    documents, problems, findings = read_with_findings(folder({"metadata.csv": csv(rows)}))
    assert (documents.date_precision[0], documents.date_origin[0], len(problems)) == ("year", "file name", 0)
    assert "What 1 of its cells say was left out: The cell 'date' holds no date: 'some day'." in findings.finding[0]


def test_a_table_of_statements_beside_texts_stays_one(folder):
    documents = read_with_findings(folder({"more.csv": "fileid,date,text\nthird,1801-01-01,Yes.\n"}))[0]
    assert len(documents) == 4


def test_of_two_texts_with_one_name_none_is_meant(folder):
    documents = read_with_findings(folder({"metadata.csv": csv(ROWS), "c/1790-Washington-1.txt": "Another."}))[0]
    assert documents.set_index("file").date_origin["c/1790-Washington-1.txt"] == "file name"
