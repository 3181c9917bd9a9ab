"""Bursts and changes of rate: Kleinberg's states worked by hand, and false alarms counted on series without change."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import timeline
from helpers.timeline import count_by_period
from helpers.timeline.changes_of_rate import _gain, _states, bursts, change_points, null_series
from helpers.timeline.shuffled import dealt

_spec = importlib.util.spec_from_file_location("false_alarms", Path(__file__).with_name("tools") / "false_alarms.py")
false_alarms = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(false_alarms)


def series(n, documents=10):
    period = pd.period_range("2022-01", periods=len(n), freq="M", name="period")
    return pd.DataFrame({"period": period, "n": n, "documents": documents})


def test_kleinberg_by_hand():
    # 20 of 60: p0 = 1/3, p1 = 2/3. Month 3 (9 of 10) gains 9 ln 2 + 1 ln (1/3 : 2/3) = 8 ln 2; month 4 (8 of 10) gains 8 ln 2 - 2 ln 2;
    # a month with 1 of 10 loses 8 ln 2 and one with 0 loses 10 ln 2. Going up costs ln 6 = 1.79, so months 3 and 4 are the burst.
    found = bursts(series([1, 1, 9, 8, 1, 0]))
    assert found[["period_from", "period_to"]].astype("str").values.tolist() == [["2022-03", "2022-04"]]
    assert found.n[0] == 17
    assert found.expected[0] == pytest.approx(20 / 3)
    assert found.level[0] == pytest.approx(17 * 3 / 20)
    assert found.weight[0] == pytest.approx(14 * np.log(2))
    assert found.false_alarm[0] < 0.01


def test_going_up_must_pay():
    gain = np.array([[-1.0, 1.5, -1.6, 1.5, 1.5, -1.0]])
    assert _states(gain, 2.0).tolist() == [[False, False, False, True, True, False]]
    assert _states(gain, 1.2).tolist() == [[False, True, False, True, True, False]]  # 1.5 pays 1.2, and so does going up again
    assert not _states(gain, 3.5).any()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.25, 3.0]), min_size=1, max_size=8), st.sampled_from([0.25, 1.0, 2.5]))
def test_the_states_are_the_cheapest_of_all_sequences(gain, step):
    def cost(states):
        return sum(step * (b > a) for a, b in itertools.pairwise([0, *states])) - sum(g for g, s in zip(gain, states, strict=True) if s)

    best = min(cost(states) for states in itertools.product([0, 1], repeat=len(gain)))
    assert cost(_states(np.array([gain]), step)[0].tolist()) == pytest.approx(best)


def test_periods_without_statements_are_no_evidence():
    found = bursts(series([1, 0, 9, 0, 9, 0, 1, 1, 1, 1], [10, 0, 10, 0, 10, 0, 10, 10, 10, 10]))
    assert found[["period_from", "period_to"]].astype("str").values.tolist() == [["2022-03", "2022-05"]]
    assert bursts(series([0, 0, 0])).empty
    assert bursts(series([0, 0], 0)).empty
    assert change_points(series([0, 0], 0)).empty


def test_counts_above_the_statements_are_poisson():
    n = np.array([2.0, 2, 30, 2])
    assert _gain(n, 10.0, 2.0, 9.0, poisson=True) == pytest.approx(n * np.log(2) - 9)  # (s - 1) p0 d = 36/40 * 10 = 9
    assert bursts(series([2, 2, 30, 2])).n.tolist() == [30]


def test_groups_are_searched_apart_and_keep_their_names():
    table = pd.concat([series([1, 1, 9, 8, 1, 0]).assign(issuer="A"), series([3, 3, 3, 3, 3, 3]).assign(issuer="B")])
    assert bursts(table).issuer.tolist() == ["A"]
    alone = bursts(series([1, 1, 9, 8, 1, 0]))
    assert bursts(table).drop(columns=["issuer", "adjusted"]).equals(alone.drop(columns="adjusted"))
    assert [*alone.adjusted, *bursts(table).adjusted] == [0.001, 0.002]  # two groups were searched


def test_a_change_is_found_where_it_is():
    found = change_points(series([2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9]))
    assert found.period.astype("str").tolist() == ["2022-06"]
    assert found.before[0] == pytest.approx(8 / 50)
    assert found.after[0] == pytest.approx(51 / 60)
    assert change_points(series([4, 5, 4, 5, 4, 5, 4, 5])).empty


def test_two_changes():
    found = change_points(series([2] * 8 + [30] * 8 + [5] * 8))
    assert found.period.astype("str").tolist()[:1] == ["2022-09"]
    assert "2023-05" in found.period.astype("str").tolist()


def test_few_series_without_change_raise_an_alarm():
    random, size = np.random.default_rng(20), np.arange(24) % 5 * 4 + 6
    for draw in (lambda: random.poisson(1.5 * size), lambda: random.binomial(size, 0.3)):
        alarms = sum(not change_points(series(draw(), size)).empty for _ in range(400))
        assert alarms / 400 <= 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5


def test_few_uneven_series_without_change_raise_an_alarm():
    random, size = np.random.default_rng(21), np.full(30, 20)
    alarms = sum(not change_points(series(random.negative_binomial(10, 0.25, 30), size)).empty for _ in range(400))
    assert alarms / 400 <= 0.10  # the unevenness is itself estimated


def test_few_bursts_of_series_without_change_are_called_rare():
    random, size = np.random.default_rng(22), np.full(24, 12)
    rare = sum((bursts(series(random.poisson(6, 24), size), draws=199, s=1.5).false_alarm <= 0.05).any() for _ in range(200))
    assert rare / 200 <= 0.05 + 3 * (0.05 * 0.95 / 200) ** 0.5


@pytest.mark.parametrize("name", ["five statements of 480 with four mentions each", "mentions that come again, in a third of 480"])
def test_statements_with_many_mentions_raise_no_more_alarms(name):
    """Mentions of one statement are no chance of their own: as single draws they raised alarms in four series of five."""
    assert (false_alarms.of_series(false_alarms.SERIES[name], 60) <= 0.05 + 3 * (0.05 * 0.95 / 60) ** 0.5).all()


def test_twice_the_level_is_found():
    rare, _ = false_alarms.of_series(false_alarms.SERIES["twice the level in 6 of 30 months"], 40)
    _, changed = false_alarms.of_series(false_alarms.SERIES["twice the level from the middle on"], 40)
    assert rare >= 0.7
    assert changed >= 0.9


def test_statements_are_dealt_out_with_all_their_mentions():
    """Of four statements, one has three mentions and one has two; the first period has one place, the second three."""
    drawn = dealt([(np.array([1, 3]), [[3], [2]])], np.array([0.25, 0.75]), 4000, np.random.default_rng(3))
    assert (drawn.sum(axis=1) == 5).all()
    first = {n: (drawn[:, 0] == n).mean() for n in (0, 2, 3)}
    assert first == pytest.approx({0: 0.5, 2: 0.25, 3: 0.25}, abs=0.03)  # one place: either of them, or one of the two without
    assert sum(first.values()) == 1
    of_kinds = dealt([(np.array([1, 0]), [[3], []]), (np.array([0, 3]), [[], [2]])], np.array([0.25, 0.75]), 9, np.random.default_rng(3))
    assert of_kinds.tolist() == [[3, 2]] * 9  # within its issuer, each has one period to stand in


def test_who_speaks_when_is_no_burst_within_issuers():
    """One issuer speaks in March alone, and names the place each time; the others never do."""
    months = pd.to_datetime([f"2022-{month:02}-15" for month in range(1, 13)])
    documents = pd.DataFrame({"document_id": [f"{i:03}" for i in range(72)], "date": [*months.repeat(5), *[months[2]] * 12]})
    documents["issuer"] = ["A"] * 60 + ["B"] * 12
    mentions = documents[documents.issuer == "B"]
    assert bursts(count_by_period(mentions, documents)).false_alarm.tolist() == [0.001]
    assert bursts(count_by_period(mentions, documents, within="issuer")).false_alarm.tolist() == [1.0]
    assert len(change_points(count_by_period(mentions, documents, within="issuer"))) == 0


def test_a_filter_or_another_exposure_keeps_the_statements():
    documents = pd.DataFrame({"document_id": [f"{i:03}" for i in range(40)], "date": pd.date_range("2022-01-01", periods=40, freq="9D")})
    counts = count_by_period(documents.iloc[np.repeat([3, 17], 9)], documents)  # two statements with nine rows each
    for table in (counts, counts[counts.documents > 0], counts.assign(documents=1)):
        assert (bursts(table).false_alarm > 0.05).all()
    by_hand = pd.DataFrame(counts[["period", "n", "documents"]].to_dict("list"))
    assert (bursts(by_hand).false_alarm <= 0.05).any()  # here they might be 18 statements


def test_draws_keep_the_total_and_leave_empty_periods_empty():
    size = np.array([5, 0, 8, 3, 9, 4, 4, 6], dtype=float)
    for n in ([1, 0, 8, 3, 0, 1, 0, 2], [50, 0, 3, 60, 2, 80, 1, 9]):
        drawn = null_series(np.array(n, dtype=float), size, 50, 1)[0]
        assert (drawn.sum(axis=1) == sum(n)).all()
        assert (drawn[:, 1] == 0).all()


def test_a_trend_is_taken_out_on_demand():
    """Half as many each month is a change where the rate is thought to be the same, and none beside a straight line of its logarithm."""
    falling = series([64, 32, 16, 8, 4, 2, 1])
    assert len(change_points(falling)) > 0
    assert bursts(falling).expected.round(1).tolist() == [36.3]  # two months at 127/7
    assert len(change_points(falling, trend=True)) == len(bursts(falling, trend=True)) == 0
    stepped = change_points(series([64, 32, 16, 8, 64, 32, 16, 8, 4, 2]), trend=True)
    assert stepped.period.astype("str").tolist() == ["2022-05"]
    assert stepped.ratio[0] == pytest.approx(16, rel=0.02)  # 64 in place of the 4 that the half of 8 would be


def test_a_season_is_taken_out_on_demand():
    """Each December has eight times as many as other months, and the one in the third year as many again."""
    year = [5] * 11 + [40]
    assert bursts(series(year * 4, 50)).n.tolist() == [40] * 4
    assert len(bursts(series(year * 4, 50), season=True)) == len(change_points(series(year * 4, 50), season=True)) == 0
    with pytest.raises(ValueError, match="season=True: a season is seen where the same month comes again"):
        bursts(series(year, 50), season=True)
    with pytest.raises(ValueError, match="leave season out"):
        change_points(pd.DataFrame({"period": pd.period_range("2001", periods=9, freq="Y"), "n": 3, "documents": 5}), season=True)


@pytest.mark.parametrize(
    "name",
    [
        "20 groups, with the correction",
        "no change, both taken out",
        "a trend from .60 to .15, taken out",
        "a season of .1 to .5, taken out",
    ],
)
def test_a_course_that_is_taken_out_raises_no_alarm(name):
    """Left in, the trend raised an alarm of each kind in .77 and 1.00 of series, the season in .67 and .37."""
    draw, course = false_alarms.COURSES[name]
    assert (false_alarms.of_series(draw, 20, **course) <= 0.05 + 3 * (0.05 * 0.95 / 20) ** 0.5).all()


def test_places_are_taken_as_the_course_of_the_rate_has_it():
    """Of 10 statements in each of two periods four are said, three times as likely in the second: chances .1 and .3."""
    kinds = [(np.array([10, 10]), [[1] * 2, [1] * 2])]
    drawn = dealt(kinds, np.array([0.5, 0.5]), 20_000, np.random.default_rng(3), course=np.array([0.5, 1.5]))
    assert (drawn.sum(axis=1) == 4).all()
    assert drawn.mean(axis=0) / 10 == pytest.approx([0.1, 0.3], abs=0.01)
    full = dealt([(np.array([1, 3]), [[2], [2] * 3])], np.array([0.5, 0.5]), 9, np.random.default_rng(3), course=np.array([1.0, 1.0]))
    assert full.tolist() == [[2, 6]] * 9


def test_faults_are_named_and_timeline_passes_both_on():
    with pytest.raises(ValueError, match="above 1"):
        bursts(series([1]), s=1)
    with pytest.raises(ValueError, match="draws=199"):
        change_points(series([1]), alpha=0.005, draws=99)
    assert timeline.bursts is bursts
    assert timeline.change_points is change_points


def test_columns_that_are_no_groups_are_told():
    """A measure put beside the counts would make each period a group of its own, in which nothing can change."""
    months = pd.period_range("2022-01", periods=6, freq="M", name="period")
    counts = pd.DataFrame({"period": months, "n": [1, 1, 9, 8, 1, 1], "documents": [10] * 6})
    assert bursts(counts)[["n", "expected"]].values.tolist() == [[17, 7.0]]
    for search in (bursts, change_points):
        with pytest.raises(ValueError, match="columns share of counts divide it into groups of one period"):
            search(counts.assign(share=counts.n / counts.documents))
        with pytest.raises(ValueError, match="several rows for one period"):
            search(pd.concat([counts, counts]))
        assert len(search(pd.concat([counts.assign(issuer=name) for name in "ab"]))) in (2, 0)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("n", np.nan, "counts has 6 rows, 1 with a missing or negative n"),
        ("n", -1, "1 with a missing or negative n"),
        ("documents", np.nan, "1 with a missing or negative number of documents"),
        ("documents", 0, "1 with an n but no documents"),
        ("period", pd.NaT, "1 without a period"),
    ],
)
def test_numbers_that_are_missing_are_told(column, value, said):
    counts = series([1.0, 1, 9, 8, 1, 1], [10.0] * 6)
    counts.loc[2, column] = value
    for search in (bursts, change_points):
        with pytest.raises(ValueError, match=said):
            search(counts)


def test_no_burst_and_no_change_say_why():
    def said(counts):
        return bursts(counts).attrs["none"], change_points(counts).attrs["none"]

    assert set(said(series([3]))) == {"There are statements in one period alone, and no other to compare it with."}
    assert set(said(series([3, 0], documents=[10, 0]))) == {"There are statements in one period alone, and no other to compare it with."}
    assert set(said(series([0, 0]))) == {"Nothing was counted in these periods."}
    steady = said(series([2, 2, 2, 2]))
    assert steady[0] == "No burst: in no run of periods is 2 times the usual rate a better explanation."
    assert steady[1] == "No change: the rate moves no more than it would by chance."
    assert "none" not in bursts(series([1, 1, 9, 8, 1, 0])).attrs
