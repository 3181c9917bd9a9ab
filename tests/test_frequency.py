"""Counts and intervals, worked by hand on three statements."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.frequency import statement_share, term_frequency
from helpers.intervals import STUDENT, design_effect, poisson_interval, share_interval, student, wilson_interval
from helpers.tokens import tokenize

_spec = importlib.util.spec_from_file_location("coverage", Path(__file__).with_name("tools") / "coverage_of_intervals.py")
coverage = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(coverage)


def test_counts_and_denominators(documents):
    counts = term_frequency(tokenize(documents)).set_index("term")
    assert counts.loc["votes", ["n", "documents", "total"]].tolist() == [4, 2, 21]
    assert counts.at["votes", "per_10k"] == pytest.approx(10_000 * 4 / 21)
    assert counts.n.sum() == 21


def test_the_most_frequent_comes_first_and_ties_are_in_order(documents):
    head = term_frequency(tokenize(documents)).head(4)
    assert head[["term", "n"]].values.tolist() == [["votes", 4], ["the", 3], ["allies", 2], ["reject", 2]]


def test_by_column_period_and_both(documents):
    tokens = tokenize(documents)
    by_issuer = term_frequency(tokens, by="issuer").set_index(["issuer", "term"])
    assert by_issuer.loc[("NATO", "votes"), ["n", "documents", "total"]].tolist() == [3, 1, 14]
    assert by_issuer.loc[("G7", "votes"), ["n", "documents", "total"]].tolist() == [1, 1, 7]
    by_month = term_frequency(tokens, by="month")
    assert by_month[by_month.term == "votes"].month.astype("str").tolist() == ["2022-09"]
    both = term_frequency(tokens, by=["issuer", "quarter"], terms=["votes"])
    assert both[["issuer", "n", "total"]].values.tolist() == [["G7", 1, 7], ["NATO", 3, 12], ["NATO", 0, 2]]


def test_named_terms_get_a_row_in_each_group_found_or_not(documents):
    counts = term_frequency(tokenize(documents), by="issuer", terms=["kherson", "absent"])
    assert counts[["issuer", "term", "n"]].values.tolist() == [
        ["G7", "absent", 0],
        ["G7", "kherson", 0],
        ["NATO", "kherson", 1],
        ["NATO", "absent", 0],
    ]


def test_ngrams_stay_in_their_sentence(documents):
    counts = term_frequency(tokenize(documents), n=2).set_index("term")
    assert counts.at["sham votes", "n"] == 2
    assert "votes the" not in counts.index
    # sentences of 5, 7, 7 and 2 words hold 4 + 6 + 6 + 1 bigrams
    assert counts.total.unique().tolist() == [17]
    assert counts.n.sum() == 17


def test_an_ngram_longer_than_every_sentence_is_not_found(documents):
    assert len(term_frequency(tokenize(documents), n=8)) == 0


def test_statements_as_units_give_the_wider_interval():
    # One statement holds all four hits: as a sample of words the interval would be Wilson's at 40 words.
    texts = ["x x x x " + "y " * 16, "z " * 20]
    counts = term_frequency(tokenize(pd.DataFrame({"document_id": ["a", "b"], "text": texts}))).set_index("term")
    # residuals 4 - 2 and 0 - 2: variance 8 * 2/1 / 40**2 = .01, against .1 * .9 / 40 = .00225; two statements, one degree of freedom
    low, high = wilson_interval(0.1, 40 / (0.01 / 0.00225), z=12.706)
    assert counts.loc["x", ["low", "high"]].tolist() == pytest.approx([1e4 * low, 1e4 * high])
    narrow_low, narrow_high = wilson_interval(0.1, 40)
    assert low < narrow_low
    assert high > narrow_high


def test_one_statement_has_no_interval(documents):
    counts = statement_share(term_frequency(tokenize(documents.head(1)), terms=["votes", "zebra"]))
    assert counts[["low", "high", "share_low", "share_high"]].isna().all(axis=None)
    assert counts.thin.all()


def test_without_a_hit_the_limit_is_by_statement():
    """Of 10 statements without it, 1 - .025 ** .1 = .3085 may say it: as often as those of another group do, at least twice."""
    texts, ids = ["x " * 20] * 20, [f"{i:02}" for i in range(20)]
    for said, mentions in ((1, 2), (2, 2), (5, 5)):
        told = ["zebra " * said + "x " * (20 - said), *texts[1:]]
        documents = pd.DataFrame({"document_id": ids, "text": told, "half": [1] * 10 + [2] * 10})
        zero = term_frequency(tokenize(documents), by="half", terms=["zebra"]).iloc[1]
        assert [zero.n, zero.low, zero.high] == pytest.approx([0, 0, 10_000 * 0.3085 * mentions / 20], rel=1e-3)
    nowhere = term_frequency(tokenize(documents), by="half", terms=["okapi"])
    assert nowhere.high.tolist() == pytest.approx([3085, 3085], rel=1e-3)  # such a statement may hold nothing else


def test_student_has_fewer_degrees_of_freedom_where_few_statements_have_hits():
    def beyond(df):  # twice the integral of its density from the point on, by Simpson's rule in u = 1/t
        u = np.linspace(1e-9, 1 / student(df + 1), 20_001)
        f = (1 + 1 / (u**2 * df)) ** (-(df + 1) / 2) / u**2
        area = (u[1] - u[0]) / 3 * (f[0] + 4 * f[1:-1:2].sum() + 2 * f[2:-1:2].sum() + f[-1])
        return 2 * area * math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)

    for df in (*range(1, len(STUDENT) + 1), 31, 60, 400):
        assert beyond(df) == pytest.approx(0.05, abs=5e-5)
    assert student(np.array([40, 40, 40, 40, 3]), np.array([1, 2, 3, 4, 3])).tolist() == [4.303, 4.303, 4.303, 3.182, 4.303]


def test_the_interval_of_a_share_holds_it_for_any_share_and_number():
    share_low, share_high = share_interval(1, 29)
    assert (share_low, share_high) == pytest.approx((0.0018, 0.1963), abs=5e-5)  # Newcombe 1998, table I, method 4
    truth = np.linspace(0.001, 0.999, 999)
    for trials in (2, 3, 5, 10, 30):
        hits = np.arange(trials + 1)[:, None]
        chance = np.array([[math.comb(trials, int(h))] for h in hits[:, 0]]) * truth**hits * (1 - truth) ** (trials - hits)
        low, high = share_interval(hits, trials)
        assert (chance * ((low <= truth) & (truth <= high))).sum(axis=0).min() > 0.947


def test_intervals_hold_the_truth_in_texts_made_of_clusters():
    """The same as tests/tools/coverage_of_intervals.py, on 300 made statements of unequal length in which words come again."""
    random = np.random.default_rng(11)
    words = np.exp(random.normal(5, 0.8, 300)).astype(int) + 10.0
    spoken = random.random((300, 60)) < np.geomspace(0.02, 1, 60)  # of some subjects few statements speak, of others all
    n = spoken * random.negative_binomial(1, 0.3, (300, 60)) * (words[:, None] > 40) + spoken
    n = n[:, (n > 0).sum(axis=0) >= 3].astype(float)
    for size in (3, 5, 10, 30):
        known, held, _, _ = coverage.of_terms(n, words, size, 300, random)
        assert (held / known).min() >= 0.93 - 3 * (0.93 * 0.07 / 300) ** 0.5
        assert (held / known).mean() >= 0.95
        known, held = coverage.of_periods(n, size, 300, random)
        assert (held / known).min() >= 0.93 - 3 * (0.93 * 0.07 / 300) ** 0.5


def test_missing_metadata_is_a_group_of_its_own(documents):
    counts = term_frequency(tokenize(documents), by="title", terms=["allies"])
    assert counts.title.tolist() == ["(not stated)", "On annexation", "On votes"]


def test_unknown_group_and_lost_metadata_are_errors(documents):
    tokens = tokenize(documents)
    with pytest.raises(KeyError, match="neither a column of documents"):
        term_frequency(tokens, by="issuers")
    tokens.attrs.clear()
    with pytest.raises(KeyError, match="pass documents=documents"):
        term_frequency(tokens, by="issuer")
    assert len(term_frequency(tokens, by="issuer", documents=documents))


def test_wilson_meets_the_published_values():
    # 10 of 100 and 0 of 100 at z = 1.96: codegolf.stackexchange.com/questions/105389
    assert wilson_interval(0.1, 100, z=1.96) == pytest.approx((0.05522854161313612, 0.1743673043676654))
    assert wilson_interval(0.0, 100, z=1.96) == pytest.approx((0, 0.03699480747600191))


def test_byar_is_near_the_exact_poisson_limits():
    # Exact limits: Breslow and Day 1987, table 2.10 (n = 1, 10) and -log(.025) for n = 0.
    for n, exact in ((0, (0, -math.log(0.025))), (1, (0.0253, 5.57)), (10, (4.80, 18.39))):
        assert poisson_interval(n) == pytest.approx(exact, abs=0.06)


def test_design_effect_is_never_below_one():
    even = {"squares": 8, "products": 80, "size_squares": 800}
    assert design_effect(4, 40, 2, **even) == 1.0  # two hits in each statement of 20 words: no variance at all


def test_a_group_never_takes_the_name_of_a_measure(documents):
    """A column called term, or total, would have been overwritten by the terms, or the totals."""
    documents = documents.assign(term=["autumn", "spring", "autumn"], total=1)
    for name in ("term", "total"):
        with pytest.raises(ValueError, match=rf"by='{name}' has the name of another column of the result .*Remedy: rename it first"):
            term_frequency(tokenize(documents), by=name, documents=documents)
    renamed = documents.rename(columns={"term": "session"})
    table = term_frequency(tokenize(renamed), by="session", terms=["reject"], documents=renamed)
    assert table[["session", "n", "total"]].values.tolist() == [["autumn", 1, 14], ["spring", 1, 7]]


def test_gaps_in_groups_of_any_kind_are_told(documents):
    documents["half"] = [1.0, None, 2.0]
    documents["wing"] = pd.Categorical(["u", None, "v"])
    for name in ("half", "wing"):
        table = term_frequency(tokenize(documents), by=name, terms=["votes"], documents=documents)
        assert set(zip(table[name], table.n, strict=True)) == {
            ({"half": 1.0, "wing": "u"}[name], 3),
            ({"half": 2.0, "wing": "v"}[name], 0),
            ("(not stated)", 1),
        }
