"""Dispersion against published values."""

import itertools

import numpy as np
import pandas as pd
import pytest

from helpers.dispersion import measures
from helpers.frequency import dispersion
from helpers.tokens import tokenize


def of(v, s):
    v, s = np.array(v), np.array(s)
    part = np.flatnonzero(v)
    return {name: float(value[0]) for name, value in measures(np.zeros(len(part), int), v[part], part, s).items()}


def test_lynes_allemand():
    """Lyne 1985, in the README of the R package tlda; D from rates, DP in Gries's scaling, KL recomputed."""
    found = of([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930])
    expected = {"D": 0.60387973, "D2": 0.65214439, "S": 0.47636520, "DP": 0.49907045, "KL": 1.14358686, "range": 5}
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-8)


def test_griess_mini_corpus():
    """Gries 2008: five parts of 9, 10, 10, 10 and 11 words."""
    found = of([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    expected = {
        "D": 0.7851504535,
        "D2": 0.9379213033,
        "S": 0.9498163423,
        "DP": 0.18,
        "DPnorm": 0.2195121951,
        "KL": 0.1369717294,
        "range": 5,
        "D_P": 0.82,
        "D_A": 1 - (4 * (5 / 11 - 1 / 9) + 2 * (0.4 - 0.2)) / 10 / (2 * (1 / 9 + 0.2 + 0.3 + 0.4 + 5 / 11) / 5),
    }
    assert found == pytest.approx(expected, abs=1e-10)


def test_equal_parts():
    assert of([1, 2, 3, 4, 5], [10] * 5)["S"] == pytest.approx(0.937, abs=5e-4)  # Gries 2008, pp. 407-409
    assert of([2, 1, 1, 1, 0], [1] * 5)["D2"] == pytest.approx(0.8277, abs=5e-5)  # Carroll 1970, p. 13
    assert of([0, 4, 3, 2, 1], [1] * 5)["D"] == pytest.approx(0.6464, abs=5e-5)  # Carroll 1970, p. 14
    found = of([2, 1, 0], [1] * 3)  # Lijffijt and Gries 2012, p. 148
    assert (found["DP"], found["DPnorm"]) == (pytest.approx(1 / 3), pytest.approx(0.5))


def test_an_even_term_and_a_term_of_one_part():
    even = of([9, 10, 11], [90, 100, 110])
    assert even == pytest.approx({"range": 3, "D": 1, "D2": 1, "S": 1, "DP": 0, "DPnorm": 0, "KL": 0, "D_P": 1, "D_A": 1}, abs=1e-9)
    crowded = of([5, 0, 0], [10, 10, 10])
    assert (crowded["D"], crowded["D2"], crowded["DPnorm"]) == pytest.approx((0, 0, 1))


def test_differences_are_those_of_all_pairs():
    random = np.random.default_rng(6)
    for parts in (2, 3, 7):
        v, s = random.integers(0, 4, parts) + np.eye(parts, dtype=int)[0], random.integers(5, 50, parts)
        rate = v / s
        pairs = [abs(a - b) for a, b in itertools.combinations(rate, 2)]
        assert of(v, s)["D_A"] == pytest.approx(1 - np.mean(pairs) / (2 * rate.mean()))


def test_a_term_of_one_large_part_seems_even_to_dp():
    found = of([9, 0], [900, 100])
    assert (found["DP"], found["DPnorm"], found["D_P"], found["D_A"]) == pytest.approx((0.1, 1 / 9, 0.9, 0))


def test_one_part_has_no_spread():
    found = of([5], [10])
    assert np.isnan([found["D"], found["D2"], found["DPnorm"], found["D_A"]]).all()
    assert found["DP"] == 0


def test_parts_are_documents_columns_or_periods(documents):
    tokens = tokenize(documents)  # 12, 7 and 2 words; votes: 3, 1, 0
    votes = dispersion(tokens).set_index("term").loc["votes"]
    assert votes[["n", "range", "parts"]].tolist() == [4, 2, 3]
    assert pytest.approx(abs(3 / 4 - 12 / 21) / 2 + abs(1 / 4 - 7 / 21) / 2 + 2 / 21 / 2) == votes.DP
    by_issuer = dispersion(tokens, by="issuer").set_index("term").loc["votes"]  # G7 7 words, NATO 14
    assert by_issuer.parts == 2
    assert pytest.approx(abs(1 / 4 - 7 / 21)) == by_issuer.DP
    assert dispersion(tokens, by="month").parts.unique().tolist() == [2]  # the empty months between are no parts


def test_all_terms_at_once_equal_one_by_one(documents):
    tokens = tokenize(documents)
    table = dispersion(tokens).set_index("term")
    sizes = np.bincount(tokens.document_id.cat.codes)
    for term in table.index:
        v = np.bincount(tokens.document_id.cat.codes[tokens.type == term], minlength=3)
        assert table.loc[term, ["D", "D2", "S", "DP", "DPnorm", "KL", "D_P", "D_A"]].to_dict() == pytest.approx(
            {name: value for name, value in of(v, sizes).items() if name != "range"}
        )


def test_nothing_to_measure(documents):
    assert len(dispersion(tokenize(documents.head(0)))) == 0
    assert len(dispersion(tokenize(pd.DataFrame({"document_id": ["a"], "text": [""]})))) == 0


def test_texts_without_a_word_have_no_term_and_all_columns():
    none = dispersion(tokenize(pd.DataFrame({"document_id": ["a"], "text": ["… — !!!"]})))
    some = dispersion(tokenize(pd.DataFrame({"document_id": ["a"], "text": ["No."]})))
    assert len(none) == 0
    assert list(none) == list(some)
