"""KWIC: what a pattern finds, and the text around it."""

import pytest

from helpers.concordance import kwic
from helpers.frequency import term_frequency
from helpers.tokens import tokenize


def nodes(documents, pattern):
    return kwic(documents, pattern).node.tolist()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("votes", ["votes", "votes", "votes", "votes"]),
        ("Votes", ["votes", "votes", "votes", "votes"]),
        ("sham votes", ["sham votes", "sham votes"]),
        ('"sham votes"', ["sham votes", "sham votes"]),
        ("“sham votes”", ["sham votes", "sham votes"]),
        ("alli*", ["Allies", "Allies"]),
        ("s?pt*", ["September"]),
        ("votes the", []),  # never across the end of a sentence
        ("met allies", []),
        ("vote", []),
        ("[v]otes", []),
    ],
)
def test_patterns(documents, pattern, expected):
    assert nodes(documents, pattern) == expected


def test_hits_equal_counts(documents):
    tokens = tokenize(documents)
    for n in (1, 2, 3):
        for row in term_frequency(tokens, n=n).itertuples():
            assert len(kwic(documents, row.term, tokens=tokens)) == row.n


def test_context_is_cut_to_width_and_stays_on_one_line(documents):
    documents.loc[0, "text"] = "First\nline sham  votes\n\nnext"
    line = kwic(documents, "sham", width=11).iloc[0]
    assert (line.left, line.node, line.right) == ("First line", "sham", "votes ne")
    assert documents.text[0][line.start : line.end] == "sham"


def test_acronyms_and_words_are_told_apart(documents):
    documents.loc[2, "text"] = "They told us that the US met."
    assert nodes(documents, "US") == ["US"]
    assert nodes(documents, "us") == ["us"]


def test_no_word_is_an_error(documents):
    with pytest.raises(ValueError, match="holds no word"):
        kwic(documents, ' "" ')
