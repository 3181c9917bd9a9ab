"""Statements with the same text are told of and counted as asked; they stop nothing, and no text is dropped unasked."""

import pytest

from helpers.corpus import add, check_corpus, load_corpus, read_corpus, survey
from helpers.corpus.load import read_with_findings
from helpers.wording.duplicates import near_duplicates

TWEETS = "\n".join(
    [
        "id,date,text",
        "a,2022-09-23,We stand together.",
        "b,2022-09-24,We  stand together.",
        "c,2022-09-25,We left.",
        "d,2022-09-26,We stand together.",
    ]
)


def test_a_repeated_tweet_is_no_fault_and_every_row_is_read(folder):
    path = folder({"t.csv": TWEETS}) / "t.csv"
    assert check_corpus(path).empty
    assert load_corpus(path).document_id.tolist() == ["a", "b", "c", "d"]


def test_they_are_counted_once_by_option(folder):
    path = folder({"t.csv": TWEETS}) / "t.csv"
    assert load_corpus(path, repeats="once").document_id.tolist() == ["a", "c"]
    with pytest.raises(ValueError, match="repeats is 'twice'; it can be 'each' or 'once'"):
        load_corpus(path, repeats="twice")


def test_the_findings_name_each_with_its_line(folder):
    documents, problems, findings = read_with_findings(folder({"t.csv": TWEETS}) / "t.csv")
    assert findings[["file", "line"]].values.tolist() == [["t.csv", 3], ["t.csv", 5]]
    assert findings.finding.tolist() == ["The text is the same as that of t.csv, line 2."] * 2
    assert problems.empty
    told = survey(documents).set_index("what").found
    assert told["the same text"] == "3 statements share 1 texts: a and b and d; each is counted, or one alone by repeats='once'"
    assert "the same text" not in survey(documents.tail(2).head(1)).what.tolist()


def test_files_too_and_a_twin_of_a_twin(folder):
    documents, problems = read_corpus(folder({"a.txt": "date 2022-09-23 One.", "b.txt": "date 2022-09-24\n\nOne.\n"}))
    assert documents.document_id.tolist() == ["a", "b"]
    assert problems.empty
    assert near_duplicates(documents).values.tolist() == [["b", "a", 1.0]]


def test_add_writes_them_all(folder, tmp_path):
    _, problems = add.add([folder({"in/t.csv": TWEETS}) / "in" / "t.csv"], to=tmp_path / "own")
    assert problems.empty
    assert len(load_corpus(tmp_path / "own")) == 4
