"""What holds for any texts: spans give back their surface, counts add up, and order changes nothing."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.concordance import hits, kwic
from helpers.frequency import dispersion, term_frequency
from helpers.keyness import collocates, collocations, keyness
from helpers.spans import evidence, normalize, sentences
from helpers.tokens.rule import tokenize, type_of

SURFACES = ["votes", "Votes", "NATO’s", "U.S.", "well-being", "US", "us", "nai\u0308ve", "“sham”", "3:30", "A/78/123", "—", "don't"]
words = st.sampled_from([*SURFACES, "Донецьк"])
ends = st.sampled_from([" ", ". ", "\n\n", ", ", "! "])
texts = st.lists(st.tuples(words, ends).map("".join), max_size=14).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
corpora = st.lists(st.one_of(texts, anything), min_size=1, max_size=4).map(
    lambda made: pd.DataFrame(
        {
            "document_id": [f"d{i}" for i in range(len(made))],
            "date": pd.date_range("2022-01-31", periods=len(made), freq="20D"),
            "issuer": [["NATO", "G7"][i % 2] for i in range(len(made))],
            "text": made,
        }
    )
)
run = settings(max_examples=80, deadline=None)


@run
@given(corpora)
def test_offsets_give_back_the_surface(documents):
    text = documents.set_index("document_id").text
    for row in tokenize(documents).itertuples():
        surface = text[row.document_id][row.start : row.end]
        assert surface
        assert type_of(normalize(surface)[0]).casefold() == row.type.casefold()


@run
@given(corpora)
def test_sentences_hold_all_that_is_not_space(documents):
    table = sentences(documents)
    for document_id, text in zip(documents.document_id, documents.text, strict=True):
        rows = table[table.document_id == document_id]
        assert "".join("".join(text[a:b].split()) for a, b in zip(rows.start, rows.end, strict=True)) == "".join(text.split())
        assert (rows.start.to_numpy()[1:] >= rows.end.to_numpy()[:-1]).all()


@run
@given(corpora, st.integers(1, 3))
def test_counts_by_group_sum_to_the_total(documents, n):
    tokens = tokenize(documents)
    whole = term_frequency(tokens, n=n).set_index("term").n
    for by in ("issuer", "month", ["issuer", "year"]):
        parts = term_frequency(tokens, n=n, by=by)
        assert parts.groupby("term").n.sum().sort_index().to_dict() == whole.sort_index().to_dict()
    if len(whole):
        assert whole.sum() == term_frequency(tokens, n=n).total.iloc[0]


@run
@given(corpora)
def test_tokens_of_a_corpus_are_those_of_its_documents(documents):
    columns = ["document_id", "sentence", "start", "end", "type"]
    apart = pd.concat([tokenize(documents.iloc[[i]]).astype({"document_id": "str", "type": "str"}) for i in range(len(documents))])
    together = tokenize(documents).astype({"document_id": "str", "type": "str"})
    assert apart[columns].values.tolist() == together[columns].values.tolist()


@run
@given(corpora, st.randoms())
def test_the_order_of_documents_changes_no_count(documents, random):
    order = list(range(len(documents)))
    random.shuffle(order)
    tokens, other = tokenize(documents), tokenize(documents.iloc[order].reset_index(drop=True))
    for count in (term_frequency, dispersion):
        pd.testing.assert_frame_equal(count(tokens), count(other))
    pd.testing.assert_frame_equal(keyness(tokens, tokens), keyness(other, tokens))


@run
@given(corpora, st.integers(1, 3))
def test_as_many_passages_as_counted(documents, n):
    tokens = tokenize(documents)
    for row in term_frequency(tokens, n=n).head(6).itertuples():
        lines = kwic(documents, row.term, tokens=tokens)
        assert len(lines) == len(evidence(lines, documents)) == row.n
        assert lines.document_id.nunique() == row.documents


@run
@given(corpora)
def test_collocations_count_their_passages(documents):
    tokens = tokenize(documents)
    near = collocates(tokens, "votes", window=3)
    table = collocations(tokens, "votes", window=3)
    assert table.n.sum() == len(near)
    first, last = hits(tokens, "votes")
    assert not set(near.index) & {position for a, b in zip(first, last, strict=True) for position in range(a, b + 1)}
    assert np.isfinite(table[["expected", "g2", "mi", "t", "log_dice"]]).all(axis=None)
