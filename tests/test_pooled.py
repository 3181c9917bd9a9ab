"""Rates of groups of unequal size: what small ones have by chance, worked by hand and counted in made groups."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.counting.pooled import dispersion_of, limits_at, pooled
from helpers.frequency import pooled_rates, term_frequency
from helpers.tokens import tokenize

_spec = importlib.util.spec_from_file_location("coverage", Path(__file__).with_name("tools") / "coverage_of_intervals.py")
coverage = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(coverage)


def test_the_dispersion_is_that_of_statements_about_their_group():
    """Of two statements of 20 words one has four hits: (4 - 2)² + (0 - 2)² = 8, where single words let expect .1 (40 - 800 / 40) = 2."""
    counts, exposure = pd.DataFrame({"n": [4], "squares": [16], "products": [80]}), pd.DataFrame({"words": [40.0], "squares": [800.0]})
    assert dispersion_of(counts, exposure.assign(statements=2)) == pytest.approx(4)
    assert np.isnan(dispersion_of(counts, exposure.assign(statements=1)))
    assert dispersion_of(counts.assign(squares=8), exposure.assign(statements=2)) == 1  # two hits in each: no less than single words


def test_groups_that_are_alike_become_one_and_those_that_are_not_keep_their_rates():
    words = np.full(8, 1e5)
    same, low, high = pooled(np.full(8, 400.0), words, 1.0, freedom=500)
    assert same == pytest.approx(0.004, rel=0.01)
    assert ((high - low) / same < 0.2).all()  # 2 * 1.96 / √400 alone
    other = np.array([100.0, 200, 300, 400, 500, 600, 700, 3000])
    rate, _, _ = pooled(other, words, 1.0, freedom=500)
    assert rate == pytest.approx(other / words, rel=0.03)


def test_a_small_group_does_not_lead_the_ranking():
    """Two words, one of them *votes*, against groups that say it once in ten words; one of 300 words says it once in five."""
    texts = ["votes now", *["votes for one and all of us in this hall"] * 30, *["no"] * 30, *["votes so so so so"] * 60]
    issuers = ["small"] + ["A"] * 30 + ["B"] * 30 + ["C"] * 60
    documents = pd.DataFrame({"document_id": range(len(texts)), "issuer": issuers, "text": texts})
    tokens = tokenize(documents)
    table = pooled_rates(tokens, by="issuer", terms=["votes"])
    assert table.issuer[table.per_10k.idxmax()] == "small"
    assert table.pooled[table.issuer == "small"].item() < 2500
    counts = term_frequency(tokens, by="issuer", terms=["votes"])
    both = table.merge(counts, on=["issuer", "term"], suffixes=("", "_counted"))
    for name in ("n", "documents", "total", "statements", "per_10k"):
        assert both[name].tolist() == both[f"{name}_counted"].tolist()


def test_limits_are_wider_for_fewer_words_and_two_groups_are_not_pooled():
    low, high = limits_at([100, 1000, 10_000], 0.01, 1.0, z=1.96)
    assert low == pytest.approx([0.000004, 0.00476, 0.00814], abs=2e-5)  # (.1 - 1.96 / √400)² …
    assert high == pytest.approx([0.0392, 0.01716, 0.01206], abs=2e-5)
    documents = pd.DataFrame({"document_id": [1, 2], "issuer": ["A", "B"], "text": ["votes", "no votes"]})
    table = pooled_rates(tokenize(documents), by="issuer", terms=["votes", "no votes"])
    assert table.term.tolist() == ["votes", "votes", "no votes", "no votes"]
    assert table[["pooled", "low", "high", "expected_low"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="by='overall' has the name of another column"):
        pooled_rates(tokenize(documents.assign(overall=1)), by="overall", terms=["votes"], documents=documents.assign(overall=1))


def test_intervals_hold_the_rates_of_groups_and_small_ones_lead_less_often():
    held, counted, after = coverage.of_groups(12, 0.3, 60, np.random.default_rng(4))
    assert held > 0.92
    assert counted > 0.4
    assert after < 0.25
