"""Sentences and tokens are found in bulk: the same ones as by reading each text by itself, whatever stands in it."""

import random

import numpy as np
import pandas as pd
import pytest

from helpers.bulk import chunks, known, progress, token_spans
from helpers.concordance import kwic
from helpers.counting import by_group, hits, rates
from helpers.frequency import dispersion, term_frequency, tf_idf
from helpers.keyness import collocations, keyness
from helpers.spans import sentences
from helpers.tokens.rule import in_parts, tokenize
from helpers.vocabulary import word_list
from tests import slow_reading

PIECES = [
    *(
        "votes",
        "Votes",
        "US",
        "NATO",
        "THE",
        "VOTES",
        "NATO’S",
        "It’s",
        "NATO’s",
        "don’t",
        "well-being.",
        "e.g.",
        "i.e.",
        "U.S.",
        "Mr.",
        "No.",
    ),
    *(
        "no.",
        "Art.",
        "5",
        "2022.",
        "3.5",
        "1,234.56",
        "3:30",
        "A/78/123",
        "a.",
        "J.",
        "word.",
        "word?",
        "word!",
        "...",
        "?!",
        "--",
        "—",
        ".",
    ),
    *("?", '"', "'", "”", "“", "’", "(", ")", "[", "]", "»", ",", ";", ":", "/", "-", "_", "\t", "\r\n", "\r\n\r\n", "\n", "\n\n", "\n \n"),
    *("\u00a0", "\u2003", "\u2028", "\x1c", "\x01", "\x85", "\u3000", "q\u0308", "e\u0301", "\u1100\u1161", "ё.", "中文。", "İ.", "²."),
    *(
        "so\u00adft",
        "\ufeff",
        "\u200b",
        "____",
        "_x_",
        "a_b",
        "किताब",
        "עִב",
        "ไม้",
        "4.2m",
        "3.5.2km",
        "U.S.-led",
        "U.S.’s",
        "\u200c",
        "p.m.",
    ),
    *("\ud800", "𝐀𝐁", "ⓐ", "ﬁ", "ǅ", "The", "the", " ", " ", " ", " ", " ", "  "),
]


def slow_sentences(documents):
    texts = zip(documents.document_id, documents.text, strict=True)
    return [(name, number, *span) for name, text in texts for number, span in enumerate(slow_reading.sentences(text))]


def slow_tokens(documents):
    return [(name, *row) for name, text in zip(documents.document_id, documents.text, strict=True) for row in slow_reading.tokens(text)]


def made_up(seed, texts=25, pieces=25):
    draw = random.Random(seed)
    made = ["".join(draw.choice(PIECES) for _ in range(draw.randint(0, pieces))) for _ in range(texts)]
    return pd.DataFrame({"document_id": [f"d{i}" for i in range(texts)], "text": pd.Series(made, dtype=object)})


@pytest.mark.parametrize("seed", range(60))
def test_in_bulk_and_one_by_one_are_the_same(seed):
    documents = made_up(seed)
    assert list(sentences(documents).itertuples(index=False, name=None)) == slow_sentences(documents)
    tokens = tokenize(documents).astype({"document_id": "str", "type": "str"})
    assert list(tokens.itertuples(index=False, name=None)) == slow_tokens(documents)
    counted = tokenize(documents, spans=False)
    pd.testing.assert_frame_equal(counted, tokenize(documents)[["document_id", "type"]])


def test_where_a_batch_ends_changes_nothing(monkeypatch):
    documents = made_up(99, texts=60)
    documents.loc[20:35, "text"] = ""  # a group without a chunk
    whole = tokenize(documents)
    monkeypatch.setattr(chunks, "SEEN_AT_ONCE", 300)
    monkeypatch.setattr(known, "AT_ONCE", 7)
    for module in (chunks, token_spans):
        monkeypatch.setattr(module, "AT_ONCE", 10)
    texts = chunks.as_arrow(documents.text)
    assert len(chunks.slices(texts, 1)) > 5
    assert len(list(chunks.batches(chunks.cut(texts, 0, len(texts))))) > 10
    pd.testing.assert_frame_equal(tokenize(documents), whole)
    assert list(sentences(documents).itertuples(index=False, name=None)) == slow_sentences(documents)


@pytest.mark.parametrize("cores", ["1", "2", "3"])
def test_how_many_threads_read_changes_nothing(monkeypatch, cores):
    documents = made_up(5, texts=80)
    whole, counted = tokenize(documents), tokenize(documents, spans=False)
    monkeypatch.setenv("STATEMENTS_CORES", cores)
    monkeypatch.setattr(progress, "FOR_THREADS", 0)
    monkeypatch.setattr(chunks, "SEEN_AT_ONCE", 500)
    monkeypatch.setattr(known, "AT_ONCE", 50)
    pd.testing.assert_frame_equal(tokenize(documents), whole)
    pd.testing.assert_frame_equal(tokenize(documents, spans=False), counted)
    assert list(sentences(documents).itertuples(index=False, name=None)) == slow_sentences(documents)


@pytest.mark.parametrize("cores", ["1", "2"])
def test_how_many_words_are_counted_at_once_changes_nothing(monkeypatch, cores):
    tokens = tokenize(made_up(8, texts=40))
    whole = term_frequency(tokens), tf_idf(tokens)
    hits._kept.clear()
    monkeypatch.setenv("STATEMENTS_CORES", cores)
    for module in (hits, by_group):
        monkeypatch.setattr(module, "SORTED", 50)
    monkeypatch.setattr(hits, "AT_ONCE", 30)
    pd.testing.assert_frame_equal(term_frequency(tokens), whole[0])
    pd.testing.assert_frame_equal(tf_idf(tokens), whole[1])
    ordered = whole[1].assign(minus=-whole[1].tf_idf, of=whole[1].document_id.str[1:].astype(int)).sort_values(["of", "minus", "term"])
    assert ordered.index.tolist() == list(range(len(ordered)))


OF_HITS = {
    "counts by group": lambda tokens: term_frequency(tokens, by="issuer"),
    "pairs": lambda tokens: term_frequency(tokens, n=2),
    "three words": lambda tokens: term_frequency(tokens, n=3),
    "dispersion": dispersion,
    "dispersion by group": lambda tokens: dispersion(tokens, by="issuer"),
    "words": word_list,
    "pairs that come again": lambda tokens: word_list(tokens, n=2, least=3),
    "keyness": lambda tokens: keyness(tokens[tokens.document_id.cat.codes < 100], tokens[tokens.document_id.cat.codes >= 100]),
}


@pytest.mark.parametrize("question", OF_HITS)
def test_how_many_hits_are_sorted_at_once_changes_nothing(monkeypatch, question):
    documents = made_up(13, texts=200)
    tokens = tokenize(documents.assign(issuer=np.where(documents.index % 3 == 0, "A", "B")))
    whole = OF_HITS[question](tokens)
    hits._kept.clear()
    monkeypatch.setattr(hits, "SORTED", 150)
    monkeypatch.setattr(rates, "AT_ONCE", 7)
    found = hits.hits_by_statement(tokens)
    assert len(list(hits.shares_of(len(tokens.type.cat.categories), found.term))) > 5
    rounded = {"check_exact": False, "rtol": 1e-12}  # p is a sum of as many zeros more as another term of its share needs
    pd.testing.assert_frame_equal(OF_HITS[question](tokens), whole, **rounded if question in ("keyness", "dispersion") else {})


def test_shares_have_all_entries_of_their_terms_and_each_once():
    random = np.random.default_rng(1)
    one, other = random.zipf(1.3, 900_000) % 5_000, random.integers(0, 7_000, 100_000)
    upto, seen = 0, [np.zeros(len(one), dtype=bool), np.zeros(len(other), dtype=bool)]
    for begin, end, *places in hits.shares_of(7_000, one, other):
        assert begin == upto < end
        for term, at, taken in zip((one, other), places, seen, strict=True):
            assert ((term[at] >= begin) & (term[at] < end)).all()
            assert not taken[at].any()
            assert (np.diff(at) > 0).all()
            taken[at] = True
        upto = end
    assert upto == 7_000
    assert all(taken.all() for taken in seen)


def test_tokens_of_some_statements_after_others_are_those_of_all():
    documents = made_up(3, texts=60)
    documents.loc[[0, 7, 59], "text"] = ""
    whole = tokenize(documents)
    parts = list(in_parts(documents, size=300))
    assert len(parts) > 5
    rows = [(first + code, kind) for first, table in parts for code, kind in zip(table.document_id.cat.codes, table.type, strict=True)]
    assert rows == list(zip(whole.document_id.cat.codes, whole.type, strict=True))
    assert list(in_parts(documents.assign(text=""))) == []
    pd.testing.assert_frame_equal(kwic(documents, "the"), kwic(documents, "the", tokens=whole))


def test_chunks_are_the_text():
    documents = made_up(7)
    group = chunks.cut(chunks.as_arrow(documents.text), 0, len(documents))
    for i, number in enumerate(group.documents):
        made = "".join(group.chunks[int(code)].as_py() for code in group.codes[group.first[i] : group.first[i + 1]])
        assert made == documents.text[number].replace("\ud800", "\ufffd")


def test_types_are_numbered_as_they_come_and_none_is_without_a_token():
    tokens = tokenize(pd.DataFrame({"document_id": ["a"], "text": ["THE US VOTES. The US votes, NATO."]}))
    assert tokens.type.cat.categories.tolist() == ["the", "us", "votes", "US", "NATO"]


@pytest.mark.parametrize("texts", [[], [""], ["", " \n", ""]])
def test_without_words_there_are_no_tokens(texts):
    documents = pd.DataFrame({"document_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="str")})
    tokens = tokenize(documents)
    assert tokens.empty
    assert tokens.columns.tolist() == ["document_id", "sentence", "start", "end", "type"]
    assert sentences(documents).empty


def test_tokens_without_spans_are_counted_and_lead_nowhere(documents):
    tokens = tokenize(documents, spans=False)
    pd.testing.assert_frame_equal(term_frequency(tokens, by="issuer"), term_frequency(tokenize(documents), by="issuer"))
    for ask in (
        lambda: term_frequency(tokens, n=2),
        lambda: kwic(documents, "votes", tokens=tokens),
        lambda: collocations(tokens, "votes"),
    ):
        with pytest.raises(KeyError, match="without spans=False"):
            ask()
