"""The report on a corpus, and its counts."""

import pandas as pd

from helpers.corpus import read_corpus
from helpers.corpus.report import coverage, survey


def test_what_a_user_should_know_before_counting(folder):
    text = " ".join(f"Allies rejected vote {i}." for i in range(30))
    files = {
        "a.txt": f"date 2022-09-23\nissuer NATO\nlanguage en\n\n{text}",
        "2021-b.txt": text.replace("vote 7", "poll 7"),
        "c.txt": "no date",
    }
    found = survey(*read_corpus(folder(files))).set_index("what").found
    assert found["statements"] == "2, with 240 words between spaces"
    assert found["left out"].startswith("1: The first line does not begin with the date")
    assert found["dates"] == "2021 to 2022-09-23; known to the day 1, year 1"
    assert found["languages"] == "en 1, en (guessed) 1"
    assert found["nearly the same text"] == "1 pairs; a and 2021-b (92%)"
    assert found["without"] == "issuer: 1; title: 2; source: 2; url: 2"


def test_nothing_read_is_reported_as_nothing(folder):
    documents, problems = read_corpus(folder({"c.txt": "no date"}))
    assert survey(documents, problems).found.tolist()[0] == "0, with 0 words between spaces"


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
