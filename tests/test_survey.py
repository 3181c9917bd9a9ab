"""The report on a corpus, and its counts."""

import pandas as pd

from helpers.corpus import read_corpus, report, spoken
from helpers.corpus.report import answers, coverage, survey


def test_what_a_user_should_know_before_counting(folder):
    text = " ".join(f"Allies rejected vote {i}." for i in range(30))
    files = {
        "a.txt": f"date 2022-09-23\nissuer NATO\nlanguage en\n\n{text}",
        "2021-b.txt": text.replace("vote 7", "poll 7"),
        "c.txt": "no date",
    }
    found = survey(*read_corpus(folder(files))).set_index("what").found
    assert found["statements"] == "2, of 240 words as spaces part them"
    assert found["left out"].startswith("1: The first line does not begin with the date")
    assert found["left out"].endswith("Neither the file's name nor its folder's nor the page's markup holds one.")
    assert found["dates"] == "2021 to 2022-09-23; known to the day 1, year 1"
    assert found["languages"] == "en 1, en (guessed) 1"
    assert found["nearly the same text"] == "1 pairs; a and 2021-b (92%)"
    assert found["not stated"] == "issuer: 1; title: 2; source: 2; url: 2"


def test_nothing_read_is_reported_as_nothing(folder):
    documents, problems = read_corpus(folder({"c.txt": "no date"}))
    assert survey(documents, problems).found.tolist()[0] == "0, of 0 words as spaces part them"


def test_each_answer_is_there_before_the_next_is_looked_for(monkeypatch):
    """The pairs, which take longest, are looked for when all else has been told."""
    asked = []
    monkeypatch.setattr(report, "near_duplicates", lambda documents: asked.append(len(documents)) or pd.DataFrame())
    told = answers(pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime(["2022-01-01"]), "language": "en", "text": ["No."]}))
    said = [next(told)[0] for _ in range(6)]
    assert (said[0], said[-1], asked) == ("statements", "length in words", [])
    assert [what for what, _ in told] == ["nearly the same text"]
    assert asked == [1]


def test_of_very_many_texts_the_languages_of_some_are_guessed(monkeypatch):
    monkeypatch.setattr(spoken, "GUESSED", 3)
    texts = ["Die Minister sprachen heute in Berlin.", *["The ministers spoke about the votes of the regions today."] * 4]
    documents = pd.DataFrame({"document_id": range(5), "date": pd.NaT, "language": [None] * 4 + ["en"], "text": texts})
    found = survey(documents).set_index("what").found["languages"]
    assert found == "en (guessed) 2, de (guessed) 1, en 1; guessed of 3 of the 4 that state none"


def test_counts_by_issuer_and_year():
    documents = pd.DataFrame(
        {
            "issuer": ["NATO", "NATO", None],
            "date": pd.to_datetime(["2022-01-01", "2023-01-01", "2023-02-01"]),
            "text": ["a b", "c", "d e f"],
        }
    )
    table = coverage(documents, by=["issuer"])
    assert table.values.tolist() == [["(not stated)", 0, 1, 1, 3], ["NATO", 1, 1, 2, 3], ["all", 1, 2, 3, 6]]
    assert list(table) == ["issuer", 2022, 2023, "statements", "words"]
