"""Smooth trends of a rate: curves that are known, and bands held against the truth."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.frequency import term_frequency
from helpers.timeline import count_by_period, rate_trend
from helpers.timeline.smooth import _splines
from helpers.tokens import tokenize

_spec = importlib.util.spec_from_file_location("coverage", Path(__file__).with_name("tools") / "coverage_of_intervals.py")
coverage = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(coverage)


def series(n, documents=10):
    return pd.DataFrame({"period": pd.period_range("2022-01", periods=len(n), freq="M"), "n": n, "documents": documents})


def test_a_rate_that_doubles_each_month_is_a_straight_line_of_its_logarithm():
    table = rate_trend(series([2, 4, 8, 16, 32, 64, 128]))
    assert table.trend.tolist() == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8], rel=0.04)
    assert table.per_document.tolist() == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8])
    assert table.edf[0] == pytest.approx(2, abs=0.3)
    assert table.phi[0] == 1  # no less than Poisson's variance, where single statements are not known
    # the information of a straight line on the mean of the logarithms is the number of hits, 254: at its centre of gravity
    half = np.log(table.high / table.trend)
    assert half.min() == pytest.approx(2.776 / 254**0.5, rel=0.35)  # Student's t of 7 - 2 - edf, between the months and a little bent
    assert half.iloc[0] > half.iloc[-1]  # two hits say less than 128


def test_what_is_never_said_otherwise_has_a_flat_curve_and_a_bend_is_followed():
    flat = rate_trend(series([5] * 12))
    assert flat.trend.tolist() == pytest.approx([0.5] * 12)
    bent = rate_trend(series([40, 42, 39, 41, 40, 30, 20, 10, 4, 5, 4, 5], 10))
    assert bent.trend.iloc[[1, -2]].tolist() == pytest.approx([4.1, 0.45], rel=0.15)
    assert bent.edf[0] > 3


def test_statements_that_are_full_of_a_term_widen_the_band():
    """Once in each of twelve statements of three a month, or twelve times in one of them each third month."""
    documents = pd.DataFrame({"document_id": range(36), "date": np.repeat(pd.date_range("2022-01-15", periods=12, freq="31D"), 3)})
    once = rate_trend(count_by_period(documents.iloc[::3], documents))
    heaped = rate_trend(count_by_period(documents.iloc[np.repeat([0, 13, 24, 35], 3)], documents))
    assert once.n.sum() == heaped.n.sum() == 12
    assert (np.log(heaped.high / heaped.low) > 1.5 * np.log(once.high / once.low)).all()


def test_terms_and_groups_have_curves_of_their_own_per_words():
    texts = ["votes " * (1 + i % 3) + "and so on " * 10 for i in range(24)]
    dates = np.repeat(pd.date_range("2022-01-15", periods=12, freq="31D"), 2)
    documents = pd.DataFrame({"document_id": range(24), "date": dates, "text": texts})
    counts = term_frequency(tokenize(documents), by="month", terms=["votes", "so", "zebra"], documents=documents)
    table = rate_trend(counts, period="month", exposure="total")
    assert list(table) == ["term", "month", "n", "total", "per_10k", "trend", "low", "high", "phi", "edf"]
    so = table[table.term == "so"]
    assert so.trend.mean() == pytest.approx(10_000 * 10 / 32, rel=0.01)
    assert table[table.term == "zebra"].trend.isna().all()  # never said: no curve
    assert rate_trend(counts[counts.term == "so"], period="month", exposure="total").trend.tolist() == so.trend.tolist()


def test_months_without_statements_are_bridged_and_few_have_no_curve():
    table = rate_trend(series([2, 0, 4, 5, 6, 7, 8], [10, 0, 10, 10, 10, 10, 10]))
    assert np.isnan(table.per_document[1])
    assert table.trend[0] < table.trend[1] < table.trend[2]
    assert rate_trend(series([2, 3, 4, 5])).trend.isna().all()
    assert rate_trend(series([0, 0, 1, 0, 1, 0])).trend.isna().all()
    assert rate_trend(series([])).empty


def test_splines_sum_to_one_and_faults_are_told():
    assert _splines(np.array([0, 1, 5, 40, 41])).sum(axis=1) == pytest.approx(1)
    with pytest.raises(ValueError, match="exposure='words' is unknown; write one of documents, total"):
        rate_trend(series([1, 2]), exposure="words")
    with pytest.raises(ValueError, match="several rows for one period"):
        rate_trend(pd.concat([series([1, 2]), series([1, 2])]))
    with pytest.raises(ValueError, match="an n that is missing or negative"):
        rate_trend(series([1, np.nan, 3, 4, 5, 6]))
    with pytest.raises(KeyError, match="no periods in the column 'period'"):
        rate_trend(series([1, 2, 3]).assign(period=["a", "b", "c"]))


def test_the_band_holds_a_rate_that_falls():
    for stir in (False, True):
        assert coverage.of_bands(coverage.falling, 12, 40, np.random.default_rng(8), stir=stir) > 0.93


def test_where_nothing_was_said_the_curve_falls_but_not_for_ever():
    table = rate_trend(series([1, 3, 4, 3, 5, 9, 6, *[0] * 7]))
    assert (table.trend.iloc[-3:] > 0.001).all()
    assert 0.1 < table.high.iloc[-1] < 1  # seven months of ten statements without a hit
