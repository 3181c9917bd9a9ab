"""Word lists: counts, rates, spread and keyness, worked by hand."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from helpers import dispersion, frequency, keyness
from helpers.counting import hits
from helpers.counting.ngrams import ngrams_of
from helpers.tokens import tokenize
from helpers.vocabulary import word_list

ROWS = [
    ("a", "No sham votes. The votes are void."),  # 7 words
    ("b", "Sham votes again, and again."),  # 5
    ("c", "The grain ships left. US ships, not us."),  # 8
    ("d", ""),
]


@pytest.fixture
def documents():
    return pd.DataFrame(ROWS, columns=["document_id", "text"])


@pytest.fixture
def tokens(documents):
    return tokenize(documents)


def test_hits_statements_words_and_spread(tokens):
    table = word_list(tokens).set_index("term")
    assert table.loc["votes", ["n", "documents", "total", "statements"]].tolist() == [3, 2, 20, 3]  # of d there are no words
    assert table.loc["votes", "per_10k"] == pytest.approx(10_000 * 3 / 20)
    assert table.loc["votes", "DP"] == pytest.approx((abs(2 / 3 - 7 / 20) + abs(1 / 3 - 5 / 20) + 8 / 20) / 2)
    assert table.n.sum() == 20
    assert table.loc[["US", "us"], "n"].tolist() == [1, 1]
    assert table.index[:4].tolist() == ["votes", "again", "sham", "ships"]  # three hits, then those with two by the alphabet


def test_rates_of_n_grams_are_of_words_and_as_those_of_the_same_phrase(tokens, documents):
    pair = word_list(tokens, n=2).set_index("term").loc["sham votes"]
    assert pair[["n", "documents", "total"]].tolist() == [2, 2, 20]
    phrase = frequency.term_frequency(tokens, terms=["sham votes"]).iloc[0]
    assert pair[["per_10k", "low", "high"]].tolist() == pytest.approx(phrase[["per_10k", "low", "high"]].tolist())
    assert "votes the" not in word_list(tokens, n=2).term.tolist()  # over the end of a sentence


def test_keyness_is_that_of_the_two_token_tables(tokens, documents):
    ours, rest = documents[:2], documents[1:]
    table = word_list(tokens, documents=ours, rest=rest, sort="keyness").set_index("term")  # b is of both: it stays here
    assert table.loc["votes", ["n", "total", "n_rest", "total_rest"]].tolist() == [3, 12, 0, 8]
    assert table.loc["the", ["n", "n_rest", "documents_rest"]].tolist() == [1, 1, 1]
    whole = keyness.keyness(tokens[tokens.document_id.isin(["a", "b"])], tokens[tokens.document_id == "c"]).set_index("term")
    for name, as_called in (("g2", "g2"), ("log_ratio", "log_ratio"), ("log_ratio_low", "low"), ("log_ratio_high", "high")):
        assert table[name].tolist() == pytest.approx(whole.loc[table.index, as_called].tolist(), nan_ok=True)
    assert table.index[0] == "votes"
    assert table.index[-1] == "the"  # 1 of 12 words against 1 of 8: more frequent in the rest


def test_spread_is_that_over_the_statements_that_are_chosen(tokens, documents):
    table = word_list(tokens, documents=documents[:2]).set_index("term")
    every = frequency.dispersion(tokens[tokens.document_id.isin(["a", "b"])]).set_index("term")
    for name in ("DP", "D_A"):
        assert table[name].tolist() == pytest.approx(every.loc[table.index, name].tolist())
    assert dispersion.measures.__doc__.count("DP") > 0


@pytest.mark.parametrize(
    ("options", "terms"),
    [
        ({"pattern": "sham"}, ["sham votes", "no sham"]),
        ({"pattern": "sham vote*"}, ["sham votes"]),
        ({"pattern": "?ham"}, ["sham votes", "no sham"]),
        ({"pattern": "ham"}, []),
        ({"least": 2}, ["sham votes"]),
        ({"pattern": "ships", "without": ["the", "not", "us"]}, ["grain ships", "ships left", "US ships"]),
        ({"pattern": "votes", "without": ["the"], "sort": "documents"}, ["sham votes", "votes again", "votes are"]),
        ({"without": ["no", "the", "and", "are", "US", "us", "not", "."], "least": 2}, ["sham votes"]),
    ],
)
def test_patterns_stop_words_and_a_least_number(tokens, options, terms):
    assert sorted(word_list(tokens, n=2, **options).term) == sorted(terms)


def test_what_cannot_be_sorted_is_said_and_an_empty_list_says_why(tokens, documents):
    with pytest.raises(ValueError, match="keyness needs rest"):
        word_list(tokens, sort="keyness")
    with pytest.raises(ValueError, match="write one of n, documents, evenness, keyness"):
        word_list(tokens, sort="g2")
    assert word_list(tokens, pattern="absent").attrs["none"] == "No term fits what was asked for."
    assert len(word_list(tokens, documents=documents[3:])) == 0
    assert len(word_list(tokenize(documents[:0]), n=3)) == 0
    assert word_list(tokens, sort="evenness").term.iloc[0] == "the"  # in a and c, of 7 and 8 words


@pytest.mark.parametrize("n", [2, 3])
def test_those_with_fewer_hits_are_left_out_before_they_are_spelled_and_nothing_else(n):
    random = np.random.default_rng(7)
    texts = [" ".join(random.choice(list("abcdefghij"), 60, p=np.arange(10, 0, -1) / 55)) for _ in range(30)]
    documents = pd.DataFrame({"document_id": range(30), "text": texts})
    words = tokenize(documents)
    every = word_list(words, n=n, documents=documents[:20], rest=documents[20:])
    some = word_list(words, n=n, documents=documents[:20], rest=documents[20:], least=5)
    assert 0 < len(some) < len(every)
    pd.testing.assert_frame_equal(some, every[every.n >= 5].reset_index(drop=True), check_exact=False, rtol=1e-12)


@pytest.mark.parametrize("bits", [63, 15])  # with 15, a number has no room for all n-grams at once
@pytest.mark.parametrize("least", [1, 4])
@pytest.mark.parametrize("n", [2, 3, 4])
def test_n_grams_are_those_that_one_counts_one_by_one(monkeypatch, n, least, bits):
    random = np.random.default_rng(11)
    texts = [[random.choice(list("abcdefgh"), random.integers(1, 9)).tolist() for _ in range(5)] for _ in range(30)]
    words = tokenize(pd.DataFrame({"document_id": range(30), "text": [". ".join(map(" ".join, text)) + "." for text in texts]}))
    own = words.groupby(["document_id", "sentence"], observed=True)["type"].agg(list)  # whatever a sentence is
    grams = [(" ".join(some[i : i + n]), place) for (place, _), some in own.items() for i in range(len(some) - n + 1)]
    all_of = Counter(gram for gram, _ in grams)
    monkeypatch.setattr(hits, "BITS", bits)
    found, names = ngrams_of(words, n, least=least)
    rows = zip(names.take(found.term).to_pylist(), found.document.tolist(), found.n.tolist(), strict=True)
    assert {row[:2]: row[2] for row in rows} == {row: times for row, times in Counter(grams).items() if all_of[row[0]] >= least}
    assert found.words.tolist() == [sum(place == i for _, place in grams) for i in range(30)]
    assert names.to_pylist() == sorted(names.to_pylist())
    assert (np.diff(found.document) >= 0).all()
