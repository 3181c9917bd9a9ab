"""Bringing statements in: what is written can be read back, and nothing is lost on the way."""

import json
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus import add, check_corpus, load_corpus
from helpers.corpus.statement_file import file_name, format_statement, parse_statement

TABLE = """id,date,text,issuer,country
A/1,2022-09-23,We met in Brussels and condemned the votes.,NATO,BE
B:2,2022-10,We said that we do not recognise them.,G7,DE
"""


def test_what_is_added_reads_back_as_it_was(folder, tmp_path):
    path = folder({"in/t.csv": TABLE, "more/1789-Washington.txt": "Fellow citizens."})
    documents, problems = add.add([path / "in" / "t.csv", path / "more"], to=tmp_path / "own")
    assert problems.empty
    back = load_corpus(tmp_path / "own")
    assert sorted(path.name for path in (tmp_path / "own").iterdir()) == ["1789-Washington.txt", "A-1.txt", "B-2.txt"]
    same = ["date", "date_precision", "text", "issuer"]
    pd.testing.assert_frame_equal(back[same], documents.sort_values("date", ignore_index=True)[same])
    assert back.date_precision.tolist() == ["year", "day", "month"]


def test_a_second_time_changes_nothing_and_another_text_is_not_written_over(folder, tmp_path):
    path = folder({"t.csv": TABLE}) / "t.csv"
    add.add([path], to=tmp_path / "own")
    assert add.add([path], to=tmp_path / "own")[1].empty
    path.write_text(TABLE.replace("We met", "We left"))
    documents, problems = add.add([path], to=tmp_path / "own")
    assert documents.document_id.tolist() == ["B:2"]
    assert problems.problem.str.contains("exists already, with another content").tolist() == [True]
    assert "We met" in (tmp_path / "own" / "A-1.txt").read_text()
    assert add.add([path], to=tmp_path / "own", replace=True)[1].empty
    assert "We left" in (tmp_path / "own" / "A-1.txt").read_text()


def test_two_ids_of_one_file_name_are_a_fault(folder, tmp_path):
    path = folder({"t.csv": "id,date,text\nA/1,2022-09-23,One.\na:1,2022-09-23,Two.\n"}) / "t.csv"
    _, problems = add.add([path], to=tmp_path / "own")
    assert problems.problem.tolist() == ["a-1.txt is also the name for t.csv."]


def test_the_command_reports_before_any_chart(folder, tmp_path, capsys):
    path = folder({"t.csv": TABLE + "c,,No date,,\n"}) / "t.csv"
    assert add.main([str(path), "--to", str(tmp_path / "own"), "--title-column", "country"]) == 1
    out, err = capsys.readouterr()
    for said in ("2, of 16 words", "2022-09-23 to 2022-10", "column 2", "en (guessed) 2", "utf-8", "STATEMENTS_CORPUS="):
        assert said in out
    assert "line 4: The cell 'date' is empty" in err
    assert load_corpus(tmp_path / "own").title.tolist() == ["BE", "DE"]
    assert add.main([str(path), "--to", str(tmp_path / "two")]) == 1
    assert "not taken over: the columns country" in capsys.readouterr().out


def test_paths_that_do_not_exist_are_named(tmp_path, capsys):
    assert add.main([str(tmp_path / "absent"), "--to", str(tmp_path / "own")]) == 1
    assert "no such folder or file" in capsys.readouterr().err


@pytest.mark.parametrize("last", ["Courtesy : of the house", "courtesy: NATO", "Courtesy:", "Courtesy: of the house\n\nCourtesy:"])
@pytest.mark.parametrize("source", [None, "NATO"])
def test_a_last_line_that_looks_like_one_of_the_source_stays_in_the_text(tmp_path, last, source):
    row = {"id": "a", "date": "2022-09-23", "text": f"We thank you.\n\n{last}"} | ({"source": source} if source else {})
    (tmp_path / "t.jsonl").write_text(json.dumps(row))
    assert add.add([tmp_path / "t.jsonl"], to=tmp_path / "own")[1].empty
    back = load_corpus(tmp_path / "own").iloc[0]
    assert back.text == row["text"]
    assert (back.source if source else None) == source


def test_what_check_would_refuse_is_not_added(tmp_path):
    texts = ["We met.\x00", "\ud800 We met.", "Fine.", "date 2022 is no header", "\x1b\x01\x02"]
    rows = [{"document_id": f"{i}", "date": pd.Timestamp("2022-09-23"), "file": "t", "text": text} for i, text in enumerate(texts)]
    (tmp_path / "own").mkdir()
    said = [add._write(tmp_path / "own" / f"{row['document_id']}.txt", row, False) for row in rows]
    assert [fault is None for fault in said][:4] == [False, False, True, True]
    assert check_corpus(tmp_path / "own").empty


def test_pipes_are_no_places_to_write_to(folder, tmp_path, capsys):
    path = folder({"t.csv": TABLE}) / "t.csv"
    (tmp_path / "own").mkdir()
    os.mkfifo(tmp_path / "own" / "A-1.txt")
    assert "exists already" in add.add([path], to=tmp_path / "own")[1].problem.item()
    assert add.main([str(path), "--to", str(tmp_path / "own" / "A-1.txt")]) == 1
    assert "is no folder: name another place with --to" in capsys.readouterr().err


line = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30).map(str.strip).filter(bool)
paragraphs = st.lists(line, min_size=1, max_size=4).map("\n\n".join)


@given(title=line, source=line, text=paragraphs, precision=st.sampled_from(["day", "month", "year"]))
def test_any_statement_reads_back_as_it_was_written(title, source, text, precision):
    row = {"date": "2022-01-01", "date_precision": precision, "title": title, "source": source, "text": text, "url": "https://a https://b"}
    back, faults = parse_statement(format_statement(row))
    assert faults == []
    assert (back["title"], back["source"], back["text"]) == (" ".join(title.split()), " ".join(source.split()), text)
    assert (back["url"], back["date_precision"], str(back["date"])) == ("https://a https://b", precision, "2022-01-01")


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "lpt9.2022", "aux."])
def test_files_are_not_called_as_windows_calls_its_devices(name):
    assert file_name(name) == f"_{name.rstrip('.')}.txt"
    assert file_name(f"{name.split('.')[0]}x") == f"{name.split('.')[0]}x.txt"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "...", "x" * 300, "é" * 300, "a\nb", "con trol\x00", ".hidden"])
def test_file_names_stay_in_their_folder(name):
    made = file_name(name)
    assert made.endswith(".txt")
    assert not made.startswith(".")
    assert not set(made) & set("/\\\n\0")
    assert len(made.encode()) <= 200
