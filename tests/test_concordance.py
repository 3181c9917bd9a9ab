"""KWIC: what a pattern finds, and the text around it."""

import pandas as pd
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
        ("*o*e*s", ["votes", "votes", "votes", "votes"]),
        ("*.*", []),
        ("votes the", []),  # never across the end of a sentence
        ("met allies", []),
        ("vote", []),
        ("[v]otes", []),
    ],
)
def test_patterns(documents, pattern, expected):
    assert nodes(documents, pattern) == expected


@pytest.mark.parametrize(
    ("text", "pattern", "hits"),
    [
        ("Ukraine’s aid to Ukraine", "ukraine's", 2),
        ("The EU/NATO talks, EU, NATO.", "EU/NATO", 2),
        ("It paid $40, then 40.", "$40", 2),
        ("Up 5% on it.", "5%", 1),
        ("We say #StandWithUkraine!", "#StandWithUkraine", 1),
        ("No, no, no to it.", "no, no", 2),
        ("The nego\u00adtiations failed.", "negotiations", 1),
        ("The negotiations failed.", "nego\u00adtiations", 1),
        ("In A/78/123 and A/78/4.", "A/78/*", 2),
        ("A U.S.-led force of the U.S.", "U.S.-led", 1),
        ("It’s what they said: it’s over.", "it's", 2),
        ("The referendums, the referenda.", "“referend*”,", 2),
    ],
)
def test_marks_in_a_pattern_are_taken_as_in_a_text(documents, text, pattern, hits):
    documents.loc[0, "text"] = text
    assert len(kwic(documents.head(1), pattern)) == hits


@pytest.mark.parametrize("pattern", ["—", "%", "…", "___", " , ", "\u00ad"])
def test_a_pattern_of_marks_is_an_error(documents, pattern):
    with pytest.raises(ValueError, match="holds no word"):
        kwic(documents, pattern)


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


def test_lines_are_sorted_by_the_words_beside_the_node(documents):
    right = [line.split()[:1] for line in kwic(documents, "the", sort="right").right]
    assert right == [["sham"], ["votes"], ["votes"]]
    left = [line.split()[-1:] for line in kwic(documents, "votes", sort="left").left]
    assert [word for (word,) in left] == ["sham", "sham", "the", "The"]  # after them: reject; nothing
    assert kwic(documents, "votes", sort="left", limit=2).start.tolist() == kwic(documents, "votes", sort="left").start.tolist()[:2]
    with pytest.raises(ValueError, match="write left or right"):
        kwic(documents, "votes", sort="middle")


def test_lines_are_sorted_by_up_to_three_places():
    texts = ["a big vote now here", "the big vote now end", "a small vote later", "the small vote now end", "a big vote later"]
    documents = pd.DataFrame({"document_id": list("abcde"), "date": pd.to_datetime("2022-09-22"), "text": texts})

    def order(*places):
        return "".join(kwic(documents, "vote", sort=list(places)).document_id)

    assert order("R1") == "ceabd"  # later, later, now, now, now; those that tie in the order of the documents
    assert order("L1", "R1") == "eabcd"  # big later, big now, big now, small later, small now
    assert order("R1", "R2", "L2") == "cebda"  # of now: end, end, here
    assert order("R2", "L1", "L2") == "ecbda"  # nothing comes first: big, small; then end, end, here
    for wrong in ([], ["R0"], ["R1"] * 4, [1]):
        with pytest.raises(ValueError, match="up to 3 places"):
            kwic(documents, "vote", sort=wrong)


def test_no_word_of_a_line_is_cut_where_whole_ones_are_wanted():
    texts = ["They organised sham votes, internationally", "sham " + "无" * 90]
    documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime("2022-09-22"), "text": texts})
    line = kwic(documents, "sham", width=12, whole=True).iloc[0]
    assert (line.left, line.right) == ("organised", "votes,")
    assert kwic(documents, "sham", width=12).right[0] == "votes, inte"
    assert kwic(documents, "organised", width=100, whole=True).right[0] == "sham votes, internationally"
    assert len(kwic(documents, "sham", width=40, whole=True).right[1]) == 39  # no spaces between words: cut


def test_a_token_table_may_hold_more_statements_than_are_asked_about(documents):
    tokens = tokenize(documents)
    assert kwic(documents.iloc[1:], "votes", tokens=tokens).document_id.tolist() == ["b"]
    assert term_frequency(tokens, terms=["votes"], documents=documents.iloc[1:])[["n", "total"]].values.tolist() == [[1, 9]]


def test_phrases_and_wildcards_are_counted_like_words(documents):
    counts = term_frequency(tokenize(documents), terms=["sham votes", "alli*", "never"])
    assert dict(zip(counts.term, counts.n, strict=True)) == {"sham votes": 2, "alli*": 2, "never": 0}
    assert set(counts.total) == {21}
