"""Statistics of counts against published values; each names its source."""

import math

import numpy as np
import pytest
from nltk.metrics.association import BigramAssocMeasures

from helpers import association as a
from helpers.keyness import log_likelihood

HITS = (52, 57, 50_000, 75_000)  # teaching slides on the Lancaster log-likelihood calculator; all values recomputed


def test_log_likelihood_in_both_forms():
    assert float(log_likelihood(*HITS, cells=2)) == pytest.approx(2.6517101639, abs=1e-10)
    assert float(log_likelihood(*HITS)) == pytest.approx(2.6540642606, abs=1e-10)
    with pytest.raises(ValueError, match="of 2 or of 4 cells"):
        log_likelihood(*HITS, cells=3)


@pytest.mark.parametrize(
    ("cells", "published"),
    [((110, 2442, 111, 29114), 270.72), ((8, 5, 24, 31740), 95.29), ((10, 0, 3, 31764), 167.23)],
)
def test_dunnings_log_likelihoods(cells, published):
    """Dunning 1993, as in NLTK's doctest of collocations; NLTK's own function is the second witness."""
    o11, o12, o21, _ = cells
    assert float(a.g2(*cells)) == pytest.approx(published, abs=0.005)
    assert float(a.g2(*cells)) == pytest.approx(BigramAssocMeasures.likelihood_ratio(o11, (o11 + o21, o11 + o12), sum(cells)), rel=1e-9)


def test_g2_equals_nltks_on_many_tables():
    rng = np.random.default_rng(1)
    for o11, o12, o21, o22 in rng.integers(1, 10_000, (200, 4)).tolist():
        nltks = BigramAssocMeasures.likelihood_ratio(o11, (o11 + o21, o11 + o12), o11 + o12 + o21 + o22)
        assert float(a.g2(o11, o12, o21, o22)) == pytest.approx(max(nltks, 0), rel=1e-6, abs=1e-6)


def test_chi_squared():
    assert float(a.chi_squared(3, 0, 0, 31774)) == pytest.approx(31777)  # Dunning 1993, p. 73
    cells = 52, 50_000 - 52, 57, 75_000 - 57
    assert float(a.chi_squared(*cells)) == pytest.approx(2.6996017592, abs=1e-10)
    # Manning and Schütze 1999, section 5.3: bigrams as o, f1, f2, n
    for (o, f1, f2, n), published in [((8, 15828, 4675, 14307668), 1.5488692068), ((59, 67, 65, 571007), 456399.7619)]:
        assert float(a.chi_squared(o, f1 - o, f2 - o, n - f1 - f2 + o)) == pytest.approx(published, rel=1e-8)


def test_t_scores_and_mutual_information():
    # Manning and Schütze 1999, sections 5.3 and 5.4
    assert float(a.t_score(8, 15828, 4675, 14307668)) == pytest.approx(0.9999319895, abs=1e-10)
    assert float(a.t_score(20, 42, 20, 14307668)) == pytest.approx(4.4721228271, abs=1e-10)
    assert float(a.pmi(20, 42, 20, 14307668)) == pytest.approx(18.377968, abs=1e-6)
    assert float(a.pmi(20, 15019, 15629, 14307668)) == pytest.approx(0.285774, abs=1e-6)
    # Church and Hanks 1990, p. 24
    assert float(a.pmi(8, 1105, 44, 15_000_000)) == pytest.approx(11.269197, abs=1e-6)


def test_delta_p_both_ways():
    # Gries 2013, p. 144: .032 and .697
    assert float(a.delta_p(5610, 168938, 2257, 10233063)) == pytest.approx(0.031920, abs=1e-6)
    assert float(a.delta_p(5610, 2257, 168938, 10233063)) == pytest.approx(0.696864, abs=1e-6)


def test_ratios_and_differences():
    assert float(a.log_ratio(*HITS)) == pytest.approx(0.4525122047, abs=1e-10)
    assert float(a.percent_diff(*HITS)) == pytest.approx(36.8421052632, abs=1e-10)
    # Gabrielatos and Marchi 2011, slide 18
    assert float(a.percent_diff(206_523, 178_174, 959_641, 1_562_358)) == pytest.approx(88.7104, abs=1e-4)
    assert float(a.log_ratio(4, 0, 100, 100)) == 3.0  # half a hit for none
    assert math.isinf(a.percent_diff(4, 0, 100, 100))


def test_p_values():
    assert float(a.p_of_g2(2.6517101639)) == pytest.approx(0.1034385619, abs=1e-10)
    assert float(a.p_of_g2(0)) == 1.0
    assert a.p_of_g2([3.841458820694124, 6.634896601021213]).tolist() == pytest.approx([0.05, 0.01])


# Benjamini and Hochberg 1995, section 4.1; adjusted values as in scipy.stats.false_discovery_control
P = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]
ADJUSTED = [
    *(0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765),
    *(0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429, 1),
]


def test_benjamini_and_hochberg_keep_four_and_bonferroni_three():
    assert a.benjamini_hochberg(P).tolist() == pytest.approx(ADJUSTED, abs=1e-8)
    shuffled = np.random.default_rng(2).permutation(15)
    assert a.benjamini_hochberg(np.array(P)[shuffled]).tolist() == pytest.approx(np.array(ADJUSTED)[shuffled].tolist(), abs=1e-8)
    assert (a.benjamini_hochberg(P) < 0.05).sum() == 4
    assert (a.bonferroni(P) < 0.05).sum() == 3


def test_log_dice_is_14_for_two_words_that_always_go_together():
    assert float(a.log_dice(7, 7, 7)) == 14
    assert float(a.log_dice(5, 10, 10)) == 13


def test_a_missing_p_value_is_no_test():
    assert a.bonferroni([0.01, np.nan, 0.2]).tolist() == pytest.approx([0.02, np.nan, 0.4], nan_ok=True)
    assert a.benjamini_hochberg([0.01, np.nan, 0.03]).tolist() == pytest.approx(
        [0.02, np.nan, 0.03], nan_ok=True
    )  # 0.01 · 2 / 1, 0.03 · 2 / 2


def test_there_is_no_ratio_of_nothing_to_nothing():
    assert a.log_ratio([0, 0, 1], [0, 1, 0], 10, 40).tolist() == pytest.approx([np.nan, 1.0, 3.0], nan_ok=True)  # (0.5 : 10) / (1 : 40) = 2
