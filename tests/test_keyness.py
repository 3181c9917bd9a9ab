"""Keyness and collocations, worked by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest

from helpers.association import benjamini_hochberg, g2, p_of_g2
from helpers.counting.ranks import p_of_ranks, p_of_residuals
from helpers.frequency import term_frequency
from helpers.intervals import share_interval
from helpers.keyness import Company, Groups, collocates, collocations, keyness, log_likelihood, word_pairs
from helpers.tokens import tokenize


@pytest.fixture
def sides(documents):
    documents = pd.concat([documents, documents.assign(document_id=["d", "e", "f"], issuer="G7", text="Grain left. Grain and votes.")])
    return tokenize(documents[documents.issuer == "NATO"]), tokenize(documents[documents.issuer == "G7"])


def test_columns_counts_and_direction(sides):
    table = keyness(*sides).set_index("term")
    assert table.loc["grain", ["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [0, 6, 14, 22]
    assert table.at["grain", "log_ratio"] < 0  # more frequent in the reference
    assert table.at["allies", "log_ratio"] > 0
    swapped = keyness(*sides[::-1]).set_index("term")
    assert swapped.log_ratio.reindex(table.index).tolist() == pytest.approx((-table.log_ratio).tolist())
    assert swapped.g2.reindex(table.index).tolist() == pytest.approx(table.g2.tolist())
    assert table.loc["votes", ["documents_target", "documents_reference", "documents"]].tolist() == [1, 4, 5]


def test_statistics_rest_on_the_counts_beside_them(sides):
    for cells in (2, 4):
        table = keyness(*sides, cells=cells, test="g2")
        assert table.g2.tolist() == pytest.approx(
            log_likelihood(table.n_target, table.n_reference, table.total_target, table.total_reference, cells=cells).tolist()
        )
        assert table.p.tolist() == pytest.approx(p_of_g2(table.g2).tolist())
        assert table.p_adjusted.tolist() == pytest.approx(benjamini_hochberg(table.p).tolist())
        assert table.g2.is_monotonic_decreasing


def test_a_reference_may_be_a_plain_table_of_counts(sides):
    reference = term_frequency(sides[1])
    whole = keyness(sides[0], reference).set_index("term")
    plain = keyness(sides[0], reference[["term", "n"]]).set_index("term")
    from_tokens = keyness(*sides).set_index("term")
    for table in (whole, plain):
        assert table.g2.sort_index().tolist() == pytest.approx(from_tokens.g2.sort_index().tolist())
    assert plain.documents_reference.isna().all()
    assert whole.documents.notna().all()
    with pytest.raises(KeyError, match="needs the columns term and n"):
        keyness(sides[0], pd.DataFrame({"word": ["a"], "freq": [1]}))


def test_bigrams_can_be_compared(sides):
    table = keyness(*(term_frequency(side, n=2) for side in sides)).set_index("term")
    assert table.loc["sham votes", ["n_target", "n_reference"]].tolist() == [2, 0]


def test_intervals_take_statements_as_the_unit():
    even = tokenize(pd.DataFrame({"document_id": list("abcd"), "text": ["x y y y y y y y y y " * 10] * 4}))
    crowded = tokenize(pd.DataFrame({"document_id": list("abcd"), "text": ["x " * 40 + "y " * 60, *["y " * 100] * 3]}))
    reference = pd.DataFrame({"term": ["x", "y"], "n": [400, 9600]})
    narrow, wide = (keyness(side, reference).set_index("term").loc["x"] for side in (even, crowded))
    assert narrow.n_target == wide.n_target
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    # Student's point of four statements, and the normal one of the words of the reference, of which nothing else is known
    words = np.hypot(3.182 * np.sqrt(1 / 40 - 1 / 400), 1.959964 * np.sqrt(1 / 400 - 1 / 10_000)) / np.log(2)
    assert narrow.high - narrow.log_ratio == pytest.approx(words, rel=1e-6)


def test_a_word_of_one_statement_is_no_finding():
    """One statement of ten says zebra twenty times, ten others never: the log ratio is 5.3, and its interval holds 0."""
    texts = ["zebra " * 20 + "x " * 80, *["x " * 100] * 9]
    target = tokenize(pd.DataFrame({"document_id": [f"a{i}" for i in range(10)], "text": texts}))
    reference = tokenize(pd.DataFrame({"document_id": [f"b{i}" for i in range(10)], "text": ["x " * 100] * 10}))
    zebra = keyness(target, reference).set_index("term").loc["zebra"]
    assert zebra.log_ratio == pytest.approx(np.log2(20 / 0.5))
    assert zebra.low < 0
    assert zebra.p == 1.0  # it is as likely in either group
    one = keyness(target, reference[reference.document_id == "b1"])
    assert one[["low", "high"]].isna().all(axis=None)  # one statement has no interval


def test_p_counts_every_way_to_deal_the_statements_out():
    """Rates of the word 3, 2, 1 and 1 of 10 against 1, 0 and 0: ranks 7, 6, 4, 4 against 4, 1.5, 1.5."""
    texts = {"a": [3, 2, 1, 1], "b": [1, 0, 0]}
    sides = [
        pd.DataFrame({"document_id": [f"{s}{i}" for i in range(len(n))], "text": ["x " * k + "y " * (10 - k) for k in n]})
        for s, n in texts.items()
    ]
    p = keyness(*(tokenize(side) for side in sides)).set_index("term").p
    ranks = [7, 6, 4, 4, 4, 1.5, 1.5]
    sums = [sum(some) for some in itertools.combinations(ranks, 4)]
    assert p["x"] == pytest.approx(2 * sum(s >= 21 for s in sums) / 35)
    assert p["y"] == p["x"]  # what is not x is y


@pytest.mark.parametrize(("sizes", "share"), [((4, 5), 0.7), ((5, 95), 0.16), ((20, 60), 0.4), ((30, 33), 1.0), ((160, 140), 0.4)])
def test_p_is_that_of_dealing_at_random(sizes, share):
    """Against 20,000 deals, for a term that the first group uses half as much again."""
    random, total = np.random.default_rng(5), sum(sizes)
    rate = random.integers(1, 30, total) * (random.random(total) < share) * np.where(np.arange(total) < sizes[0], 1.5, 1)
    ranks = np.array([(rate < value).sum() + ((rate == value).sum() + 1) / 2 for value in rate])
    dealt = np.array([random.permutation(ranks)[: sizes[0]].sum() for _ in range(20_000)])
    tails = [(dealt >= ranks[: sizes[0]].sum()).mean(), (dealt <= ranks[: sizes[0]].sum()).mean()]
    some = np.flatnonzero(rate)
    p = p_of_ranks(np.zeros(len(some), dtype=int), rate[some], some < sizes[0], terms=1, sizes=sizes)[0]
    assert p == pytest.approx(min(2 * min(tails), 1), rel=0.1, abs=0.01)


def test_random_halves_have_no_key_words():
    """Made statements in which words cluster, as they do in `inaugural`: G² finds dozens, the ranks of statements none in the mean."""
    random, false, words_false = np.random.default_rng(12), [], []
    words = [f"w{i}" for i in range(150)]
    for _ in range(10):
        spoken = random.random((60, 150)) < np.geomspace(0.03, 1, 150)
        counts = spoken * random.negative_binomial(1, 0.25, (60, 150)) + spoken
        texts = [" ".join(np.repeat(words, row)) for row in counts]
        tokens = tokenize(pd.DataFrame({"document_id": range(60), "text": texts}))
        halves = tokens[tokens.document_id.astype(int) < 30], tokens[tokens.document_id.astype(int) >= 30]
        false.append((keyness(*halves).p_adjusted < 0.05).sum())
        words_false.append((keyness(*halves, test="g2").p_adjusted < 0.05).sum())
    assert sum(count > 0 for count in false) <= 2  # 5 % of 10 are .5
    assert np.mean(words_false) > 10


def test_groups_of_a_table_made_ready_are_those_of_its_parts():
    """By hand: a says no twice in 2 words, b once in 2; d says nothing, and c is of neither group in the second comparison."""
    tokens = tokenize(pd.DataFrame({"document_id": list("abcd"), "text": ["No, no.", "No grain.", "Grain and votes.", "…"]}))
    ready, number = Groups(tokens), tokens.document_id.cat.codes.to_numpy()
    for target, reference in (([0], [1, 2, 3]), ([0], [1]), ([0, 3], [2]), ([0, 1, 2], [3])):
        masks = [np.isin(np.arange(4), side) for side in (target, reference)]
        parts = keyness(*(tokens[mask[number]] for mask in masks))
        pd.testing.assert_frame_equal(ready.keyness(*masks), parts)
    no = ready.keyness(*(np.arange(4) == place for place in (0, 1))).set_index("term").loc["no"]
    assert no[["n_target", "n_reference", "total_target", "total_reference", "documents"]].tolist() == [2, 1, 2, 2, 2]
    assert no.log_ratio == 1


def test_many_made_groups_are_those_of_their_parts():
    random = np.random.default_rng(8)
    texts = [" ".join(f"w{i}" for i in random.zipf(1.4, random.integers(1, 60)) if i < 300) for _ in range(300)]
    tokens, kind = tokenize(pd.DataFrame({"document_id": range(300), "text": texts})), random.integers(0, 4, 300)
    ready, number = Groups(tokens), tokens.document_id.cat.codes.to_numpy()
    for masks in ((kind == 0, kind != 0), (kind == 1, kind == 2), (kind > 2, kind < 2)):
        pd.testing.assert_frame_equal(ready.keyness(*masks), keyness(*(tokens[mask[number]] for mask in masks)), rtol=1e-12)


def test_longer_statements_are_no_key_words():
    """Thirty statements of 40 words against thirty of 400, all drawn from the same words: rare ones are in more of the longer ones."""
    random, words = np.random.default_rng(13), np.array([f"w{i}" for i in range(300)])
    share = 1 / np.arange(1, 301)
    for _ in range(3):
        texts = [" ".join(random.choice(words, size, p=share / share.sum())) for size in [40] * 30 + [400] * 30]
        tokens = tokenize(pd.DataFrame({"document_id": range(60), "text": texts}))
        first = tokens.document_id.astype(int) < 30
        assert (keyness(tokens[first], tokens[~first]).p_adjusted < 0.05).sum() == 0


def test_hits_beyond_what_is_expected_by_hand():
    """Two statements of 10 words with 4 and 2 hits, two of 20 with 3 and 3: 12 hits in 60 words, residuals 2, 0, -1, -1."""
    of = [np.array([float(x)]) for x in (6, 12, 16 + 4 + 9 + 9, 40 + 20 + 60 + 60)]
    p = p_of_residuals(*of, words=np.array([20.0, 40.0]), squares_of_words=1000.0, sizes=(2, 2))
    assert p[0] == pytest.approx(float(p_of_g2(2**2 / (2 * 2 / 4 / 3 * (4 + 0 + 1 + 1)))))


def test_other_measures_are_columns_on_demand(sides):
    table = keyness(*sides, measures=["conservative_log_ratio", "bic", "simple_maths", "text_dispersion"]).set_index("term")
    grain = table.loc["grain"]  # 0 of 14 words in 2 statements, 6 of 22 words in 4 statements, three of which have it
    assert grain.bic == pytest.approx(grain.g2 - np.log(36))
    assert grain.simple_maths == pytest.approx(1 / (6e6 / 22 + 1))
    assert grain.text_dispersion == pytest.approx(float(log_likelihood(0, 3, 2, 4)))
    assert grain.conservative_log_ratio == min(grain.high, 0)
    assert not {"bic", "simple_maths"} & set(keyness(*sides))
    with pytest.raises(ValueError, match="write some of conservative_log_ratio, bic"):
        keyness(*sides, measures=["keyness"])
    with pytest.raises(ValueError, match="write ranks or g2"):
        keyness(*sides, test="chi2")


def test_counts_have_no_p_but_token_tables_have_one_for_longer_terms(sides):
    counts = [term_frequency(side, n=2) for side in sides]
    assert keyness(*counts)[["p", "p_adjusted", "p_bonferroni"]].isna().all(axis=None)
    table = keyness(*sides, n=2)
    assert table.p.between(0, 1).all()
    assert table.g2.tolist() == pytest.approx(keyness(*counts).g2.tolist())


def test_empty_sides():
    some = tokenize(pd.DataFrame({"document_id": ["a"], "text": ["votes"]}))
    none = tokenize(pd.DataFrame({"document_id": ["a"], "text": [""]}))
    assert keyness(some, none).term.tolist() == ["votes"]
    assert len(keyness(none, none)) == 0


TEXT = "Sham votes in the four regions. The votes, the sham votes, were void. No regions voted."


@pytest.fixture
def tokens():
    return tokenize(pd.DataFrame({"document_id": ["a"], "text": [TEXT]}))


def test_collocates_stay_in_the_sentence_and_count_once(tokens):
    near = collocates(tokens, "votes", window=2)
    assert near.type.tolist() == ["sham", "in", "the", "the", "the", "sham", "were", "void"]
    assert near.distance.tolist() == [-1, 1, 2, -1, 1, -1, 1, 2]
    assert [TEXT[start:end].casefold() for start, end in zip(near.start, near.end, strict=True)] == near.type.tolist()


@pytest.mark.parametrize(
    ("node", "window", "near"),
    [
        ("votes", (2, 0), "sham the the sham"),
        ("votes", (0, 1), "in the were"),
        ("votes", [1, 2], "sham in the the the sham were void"),
        ("votes", "sentence", "sham in the four regions the the sham were void"),
        ("regions", "sentence", "sham votes in the four no voted"),
        ("sham votes", (1, 1), "in the were"),
        ("absent", "sentence", ""),
    ],
)
def test_windows_to_either_side_and_of_a_sentence(tokens, node, window, near):
    found = collocates(tokens, node, window=window)
    assert found.type.tolist() == near.split()
    assert {TEXT[a:b].casefold() for a, b in zip(found.node_start, found.node_end, strict=True)} <= {node}
    assert collocations(tokens, node, window=window).n.sum() == len(near.split())


@pytest.mark.parametrize("window", ["clause", (1, 2, 3), -1, 1.5, (2, -1)])
def test_other_windows_are_refused(tokens, window):
    with pytest.raises(ValueError, match="write a number of words, a pair"):
        collocates(tokens, "votes", window=window)


def test_the_node_of_a_word_is_the_nearer_one(tokens):
    found = collocates(tokens, "votes", window=3)
    first, second = TEXT.index("votes,"), TEXT.index("votes, were")
    near = {(TEXT[a:b], a): node for a, b, node in zip(found.start, found.end, found.node_start, strict=True)}
    assert near["the", TEXT.index("the sham")] == first  # one word off, and two from the next
    assert near["sham", TEXT.index("sham votes, were")] == second


def test_collocations_tell_in_how_many_of_the_nodes_statements():
    texts = ["Sham votes.", "Sham votes, sham votes.", "The votes.", "Sham."]
    sham = (
        collocations(tokenize(pd.DataFrame({"document_id": list("abcd"), "text": texts})), "votes", window=1).set_index("term").loc["sham"]
    )
    assert sham[["documents", "documents_node"]].tolist() == [2, 3]
    assert sham.share == pytest.approx(2 / 3)
    assert sham[["low", "high"]].tolist() == pytest.approx([float(limit) for limit in share_interval(2, 3)])


def test_pairs_of_words_in_one_sentence():
    texts = ["Sham votes. Sham votes, void votes. Void.", "Sham votes were void. They met."]
    table = word_pairs(tokenize(pd.DataFrame({"document_id": ["a", "b"], "text": texts})), ["void", "sham", "votes", "absent"], least=1)
    assert table[["term", "other", "n", "n_term", "n_other"]].values.tolist() == [
        ["sham", "votes", 3, 3, 3],
        ["void", "sham", 2, 3, 3],
        ["void", "votes", 2, 3, 3],
    ]
    assert table.sentences.tolist() == [5, 5, 5]
    assert table.expected.tolist() == pytest.approx([9 / 5] * 3)
    assert table.g2.tolist()[0] == pytest.approx(float(g2(3, 0, 0, 2)))
    assert len(word_pairs(tokenize(pd.DataFrame({"document_id": ["a"], "text": [""]})), ["void", "sham"])) == 0
    assert len(word_pairs(tokenize(pd.DataFrame({"document_id": ["a"], "text": ["Void."]})), [])) == 0


def test_collocations_count_word_positions(tokens):
    table = collocations(tokens, "votes", window=2).set_index("term")
    sham = table.loc["sham"]  # 16 words, 8 of them near; sham twice, both near
    assert sham[["n", "n_node", "n_term"]].tolist() == [2, 3, 2]
    assert sham.expected == pytest.approx(2 * 8 / 16)
    assert sham.g2 == pytest.approx(float(g2(2, 6, 0, 8)))
    assert sham.mi == pytest.approx(1.0)
    assert sham.log_dice == pytest.approx(14 + np.log2(2 * 2 / (3 + 2)))
    assert sham.delta_p_node == pytest.approx(2 / 8 - 0 / 8)
    assert sham.delta_p_term == pytest.approx(2 / 2 - 6 / 14)


def test_counts_equal_the_passages_behind_them(tokens):
    for window in (1, 3, 5):
        near = collocates(tokens, "votes", window=window)
        table = collocations(tokens, "votes", window=window)
        assert table.set_index("term").n.to_dict() == near.type.astype("str").value_counts().to_dict()


def test_phrases_and_wildcards_as_nodes(tokens):
    assert collocates(tokens, "sham votes", window=1).type.tolist() == ["in", "the", "were"]
    assert collocates(tokens, "vote*", window=1).type.tolist() == ["sham", "in", "the", "the", "sham", "were", "regions"]
    assert len(collocations(tokens, "absent")) == 0


def test_counts_by_a_group_are_no_side(sides):
    """Of one term and two years, a join would make four rows; the mend that the error names gives one."""
    documents = pd.DataFrame({"document_id": ["a", "b"], "date": pd.to_datetime(["2022-01-01", "2023-01-01"]), "text": ["no votes", "no"]})
    counts = term_frequency(tokenize(documents), by="year")
    for pair in ((counts, counts), (sides[0], counts), (counts, sides[0])):
        with pytest.raises(ValueError, match=r"3 rows for 2 terms, by year; one row a term is needed. Remedy: choose one group"):
            keyness(*pair)
    one = keyness(counts[counts["year"] == counts["year"].iloc[0]], counts[counts["year"] == counts["year"].iloc[2]]).set_index("term")
    assert one.loc["no", ["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [1, 1, 2, 1]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"term": ["a", "b", "a"], "n": [1, 2, 3]}, r"3 rows for 2 terms \('a' stands in several\).*groupby"),
        ({"term": ["a", None], "n": [1, 2]}, "a row without a term.*keep_default_na=False"),
        ({"term": ["a", "b"], "n": [1, 2], "total": [10, 20]}, "terms of several totals"),
        ({"term": ["a", "b"], "n": [1, 7], "total": 5}, "7 hits of 'b' in 5 words"),
        ({"term": ["a", "b"], "n": [1, -2], "total": 5}, "-2 hits of 'b'"),
    ],
)
def test_counts_that_cannot_be_true_are_told(sides, counts, said):
    with pytest.raises(ValueError, match=f"^reference has .*{said}"):
        keyness(sides[0], pd.DataFrame(counts))


def test_what_is_on_neither_side_has_no_number():
    """Of three terms looked for, one is in neither text: the two others are two tests, and p is doubled, not trebled."""
    target, reference = (
        pd.DataFrame({"term": ["x", "y", "none"], "n": n, "total": total}) for n, total in (([9, 1, 0], 10), ([5, 5, 0], 20))
    )
    table = keyness(target, reference, test="g2").set_index("term")
    assert table.index.tolist()[-1] == "none"
    measures = ["g2", "log_ratio", "low", "high", "percent_diff", "p", "p_adjusted", "p_bonferroni"]
    assert table.loc["none", measures].isna().all()
    assert table.loc["none", ["n_target", "n_reference"]].tolist() == [0, 0]
    assert table.at["x", "log_ratio"] == pytest.approx(np.log2((9 / 10) / (5 / 20)))
    assert table.at["x", "p_bonferroni"] == pytest.approx(2 * table.at["x", "p"])
    assert table.at["x", "p_adjusted"] == pytest.approx(2 * table.at["x", "p"])


def test_a_side_without_words_is_no_comparison():
    table = keyness(pd.DataFrame({"term": ["x"], "n": [3], "total": [9]}), pd.DataFrame({"term": ["x"], "n": [0], "total": [0]}))
    assert table[["g2", "log_ratio", "p"]].isna().all(axis=None)


def test_company_in_some_statements_is_that_of_their_words_alone():
    texts = ["Sham votes in Kherson. They met, no votes.", "Votes and votes again. They met.", "No sham votes again, they said."]
    tokens = tokenize(pd.DataFrame({"document_id": list("abc"), "text": texts}))
    company, among = Company(tokens), np.array([True, False, True])
    alone = tokens[tokens.document_id.isin(["a", "c"])]
    for node in ("votes", "no sham", "*"):
        for window in (2, (0, 3), "sentence"):
            whole, part = collocations(alone, node, window=window), company.collocations(node, window=window, among=among)
            pd.testing.assert_frame_equal(part, whole)
            near, own = collocates(alone, node, window=window), company.collocates(node, window=window, among=among)
            assert own[["start", "distance", "node_start"]].values.tolist() == near[["start", "distance", "node_start"]].values.tolist()
    terms = ["votes", "sham", "no"]
    pd.testing.assert_frame_equal(company.word_pairs(terms, least=1, among=among), word_pairs(alone, terms, least=1))
