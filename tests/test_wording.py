"""Near-duplicates, against a plain count of shared sequences."""

import itertools

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.wording import near_duplicates


def plain(texts, n):
    sets = []
    for text in texts:
        words = text.split()
        sets.append({tuple(words[i : i + n]) for i in range(max(len(words) - n + 1, 1))} if words else set())
    pairs = ((i, j, len(a & b) / len(a | b)) for (i, a), (j, b) in itertools.combinations(enumerate(sets), 2) if a | b)
    return {(i, j): value for i, j, value in pairs}


word = st.sampled_from(["votes", "sham", "reject", "allies", "kherson", "the"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(word, max_size=14).map(" ".join), min_size=2, max_size=6), st.integers(1, 4))
def test_similarities_are_those_of_a_plain_count(texts, n):
    documents = pd.DataFrame({"document_id": [f"{i}" for i in range(len(texts))], "text": texts})
    exact = plain(texts, n)
    for row in near_duplicates(documents, least=0.01, n=n).itertuples():
        assert abs(exact[int(row.other_id), int(row.document_id)] - row.similarity) < 1e-9


def test_a_changed_word_in_a_long_text_is_found_and_another_text_is_not():
    text = " ".join(f"word{i}" for i in range(200))
    documents = pd.DataFrame({"document_id": list("abc"), "text": [text, text.replace("word7 ", "other "), text.replace("word", "thing")]})
    found = near_duplicates(documents)
    assert found[["document_id", "other_id"]].values.tolist() == [["b", "a"]]
    assert 0.9 < found.similarity[0] < 1


def test_many_alike_are_each_paired_and_none_is_lost():
    texts = [f"The Council met on day {i} in Brussels and condemned the votes in the four regions of Ukraine once more" for i in range(40)]
    documents = pd.DataFrame({"document_id": [f"{i:02}" for i in range(40)], "text": texts})
    found = near_duplicates(documents, least=0.4)
    assert set(found.document_id) | set(found.other_id) == set(documents.document_id)


def test_no_documents_have_no_duplicates():
    assert near_duplicates(pd.DataFrame({"document_id": ["a"], "text": [""]})).empty
    assert near_duplicates(pd.DataFrame({"document_id": [], "text": []})).empty
