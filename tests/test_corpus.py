"""The statement file and its loader: every form it takes, and every fault it names."""

import os

import pandas as pd
import pytest

from helpers.corpus.load import CORPUS, CorpusError, check_corpus, load_corpus, main

SHORT = " date 2022-09-23 The Allies say they “do not recognise” it.\n\nNext paragraph.\n\nCourtesy: NATO\n"
LONG = """date 2022-09-22
title Statement on the votes
issuer North Atlantic Council
place Brussels
reference PR/CP(2022)001
url https://example.org/a
url https://example.org/b
kind digest
language en

First paragraph.

Second paragraph.

Courtesy: NATO
"""


@pytest.mark.parametrize("name", ["statement", "2022.09.23 NATO statement (final).txt", "ünï.TXT", "a.text"])
def test_short_form_under_any_name(folder, name):
    row = load_corpus(folder({name: SHORT})).iloc[0]
    assert row.date == pd.Timestamp("2022-09-23")
    assert row.source == "NATO"
    assert row.text == "The Allies say they “do not recognise” it.\n\nNext paragraph."
    assert row.document_id == name.removesuffix(".txt").removesuffix(".TXT").removesuffix(".text")


def test_long_form(folder):
    row = load_corpus(folder({"a.txt": LONG})).iloc[0]
    assert (row.title, row.issuer, row.place) == ("Statement on the votes", "North Atlantic Council", "Brussels")
    assert (row.reference, row.kind, row.language) == ("PR/CP(2022)001", "digest", "en")
    assert row.url == "https://example.org/a https://example.org/b"
    assert row.text == "First paragraph.\n\nSecond paragraph."


@pytest.mark.parametrize(
    "change", [lambda s: "\ufeff" + s, lambda s: s.replace("\n", "\r\n"), lambda s: s.replace("\n", "\r"), lambda s: "\n \n" + s]
)
def test_byte_order_mark_line_ends_and_leading_blanks_change_nothing(folder, change):
    row = load_corpus(folder({"a.txt": change(SHORT)})).iloc[0]
    assert row.text == "The Allies say they “do not recognise” it.\n\nNext paragraph."
    assert row.source == "NATO"


def test_without_courtesy_the_source_is_missing_and_the_text_whole(folder):
    row = load_corpus(folder({"a.txt": "date 2022-09-23\n\nOnly text."})).iloc[0]
    assert row.text == "Only text."
    assert pd.isna(row.source)
    assert pd.isna(row.issuer)


def test_rows_are_ordered_by_date_then_name(folder):
    path = folder({"b.txt": "date 2022-01-02 b", "a.txt": "date 2022-01-02 a", "z.txt": "date 2021-01-01 z"})
    assert load_corpus(path).document_id.tolist() == ["z", "a", "b"]


RUSSIAN = "date 2022-09-23 Заявление Североатлантического совета о так называемых референдумах"
FAULTS = {
    "no date": (b"title A\n\nText.", 1, "does not begin with the date", "date 2022-09-23"),
    "words for a date": (b"date 23 September 2022\n\nText.", 1, "not written as year-month-day", "date 2022-09-23"),
    "impossible date": (b"date 2023-02-29\n\nText.", 1, "There is no day 2023-02-29", "Correct"),
    "empty text": (b"date 2022-09-23\ntitle A\n\n\nCourtesy: NATO\n", 6, "no text", "after a blank line"),
    "empty file": (b" \n", 1, "is empty", "remove it"),
    "not UTF-8": (RUSSIAN.encode("cp1251"), 1, "looks like cp1251", "save it as UTF-8"),
    "UTF-16": (SHORT.encode("utf-16"), 1, "looks like utf-16", "save it as UTF-8"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), 1, "binary", "plain text"),
    "unknown key": (b"date 2022-09-23\ntitel A\n\nText.", 2, "Unknown header key 'titel'", "Did you mean 'title'"),
    "key with a colon": (b"date 2022-09-23\nTitle: A\n\nText.", 2, "Unknown header key 'Title:'", "Did you mean 'title'"),
    "text without a blank line": (b"date 2022-09-23\nThe Allies met.", 2, "Unknown header key 'The'", "blank line"),
    "empty value": (b"date 2022-09-23\nplace\n\nText.", 2, "'place' has no value", "remove the line"),
    "key twice": (b"date 2022-09-23\ntitle A\ntitle B\n\nText.", 3, "stands twice", "Keep one"),
    "unknown kind": (b"date 2022-09-23\nkind tweet\n\nText.", 2, "kind 'tweet' is unknown", "digest, full text"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line", "problem", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_line_and_remedy(folder, content, line, problem, remedy):
    path = folder({"bad.txt": content})
    found = check_corpus(path)
    assert list(found) == ["file", "line", "problem", "remedy"]
    assert found[["file", "line"]].values.tolist() == [["bad.txt", line]]
    assert problem in found.problem[0]
    assert remedy in found.remedy[0]
    with pytest.raises(CorpusError, match="1 problem in") as error:
        load_corpus(path)
    assert f"bad.txt, line {line}" in str(error.value)


def test_all_faults_in_one_go_and_the_good_ones_kept(folder):
    files = {f"{i:02}.txt": content for i, (content, *_) in enumerate(FAULTS.values())}
    path = folder(files | {"good.txt": SHORT})
    with pytest.raises(CorpusError) as error:
        load_corpus(path)
    assert set(error.value.problems.file) == set(files)
    with pytest.warns(UserWarning, match=f"{len(FAULTS)} of {len(FAULTS) + 1} files left out"):
        assert load_corpus(path, strict=False).document_id.tolist() == ["good"]


def test_two_faults_of_one_file_are_both_listed(folder):
    assert check_corpus(folder({"a.txt": "date 2022-09-31\ntitel A\n\nText."})).line.tolist() == [1, 2]


def test_the_same_id_is_a_fault_and_the_same_text_is_none(folder):
    path = folder({"a.txt": "date 2022-09-23 One.", "a.html": "date 2022-09-24 Two.", "b.txt": "date 2022-09-25\n\nOne.\n"})
    problems = check_corpus(path).set_index("file").problem
    assert "already that of a.html" in problems["a.txt"]
    assert "b.txt" not in problems  # the same text is a finding: tests/test_identical_texts.py


def test_empty_folder_and_no_folder(tmp_path):
    with pytest.raises(CorpusError, match="holds no statement"):
        load_corpus(tmp_path)
    with pytest.raises(CorpusError, match="no such folder"):
        load_corpus(tmp_path / "absent", strict=False)


def test_hidden_files_are_no_statements(folder):
    path = folder({"a.txt": SHORT, ".DS_Store": b"\0", ".git/x.txt": "no", "Thumbs.db": b"\0"})
    assert len(load_corpus(path)) == 1


def test_what_cannot_be_read_is_named(folder):
    path = folder({"a.txt": SHORT})
    os.symlink(path / "gone", path / "link.txt")
    os.mkfifo(path / "pipe.txt")
    assert check_corpus(path).problem.str.contains("not a file that can be read").tolist() == [True, True]


def test_one_file_is_a_corpus(folder):
    assert load_corpus(folder({"a.txt": SHORT}) / "a.txt").document_id.tolist() == ["a"]


def test_main_prints_and_returns_the_outcome(folder, capsys):
    path = folder({"a.txt": SHORT})
    assert main([str(path)]) == 0
    assert "1 statements" in capsys.readouterr().out
    folder({"b.txt": "no date"})
    assert main([str(path)]) == 1
    assert "b.txt, line 1" in capsys.readouterr().err


def test_the_bundled_corpus_is_sound():
    assert check_corpus(CORPUS).empty
