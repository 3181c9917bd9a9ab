"""What is told of the marks of a panel: value, interval and denominator, each of them once."""

import pandas as pd
import pytest

from helpers.explore.tips import tips_of

RATE = {"quarter": pd.Period("2022Q1"), "term": "votes", "per_10k": 8.12, "low": 1.2, "high": 53.7, "n": 5, "documents": 4, "total": 6158}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (RATE, "2022Q1, votes\n8.12 per 10,000 words, 95 % interval 1.2 to 53.7\n5 of 6,158 words, in 4 statements"),
        (
            RATE | {"statements": 40, "share": 0.1, "share_low": 0.03, "share_high": 0.25},
            "2022Q1, votes\n8.12 per 10,000 words, 95 % interval 1.2 to 53.7\nshare of statements 0.1, 95 % interval 0.03 to 0.25\n"
            "5 of 6,158 words, in 4 of 40 statements",
        ),
        (
            RATE | {"low": None, "high": None, "per_10k": 0.0},
            "2022Q1, votes\n0 per 10,000 words, no interval\n5 of 6,158 words, in 4 statements",
        ),
        (
            {"period": "2022", "per_document": 2.5, "low": 1.0, "high": 4.0, "n": 5, "documents": 2},
            "2022\n2.5 per statement, 95 % interval 1 to 4\n5 in 2 statements",
        ),
        (
            {"name": "Kherson", "share": 0.5, "low": 0.25, "high": 0.75, "n": 9, "documents": 2, "total": 4},
            "Kherson\nshare of statements 0.5, 95 % interval 0.25 to 0.75\nin 2 of 4 statements, n 9",
        ),
        (
            {"term": "votes", "log_ratio": -1.5, "low": -2.0, "high": -1.0, "n_target": 1, "n_reference": 3},
            "votes\nlog ratio -1.5, 95 % interval -2 to -1\n1 : 3",
        ),
        ({"left": "sham", "right": "votes", "logdice": 9.25, "n": 4}, "sham, votes\nlogdice 9.25, n 4"),
    ],
)
def test_a_mark_is_told_with_its_interval_and_of_how_many_it_is(row, told):
    assert tips_of(pd.DataFrame([row])) == [told]


def test_totals_that_all_rows_have_in_common_are_taken_from_the_answer():
    tile = pd.DataFrame({"name": ["Volyn", "Odesa"], "documents": [0.0, 3.0], "total": [None, 8.0]})
    assert tips_of(tile, pd.DataFrame({"total": [8, 8]})) == ["Volyn\nin 0 of 8 statements", "Odesa\nin 3 of 8 statements"]
    bar = {"term": "votes", "log_ratio": -1.5, "low": -2.0, "high": -1.0, "n_target": 1, "n_reference": 3, "documents": 1}
    words = "votes\nlog ratio -1.5, 95 % interval -2 to -1\nin 1 statements, 1 of 12 words : 3 of 8"
    assert tips_of(pd.DataFrame([bar]), pd.DataFrame({"total": [12], "total_rest": [8]})) == [words]
    assert tips_of(pd.DataFrame([bar]), pd.DataFrame({"total_target": [12], "total_reference": [8]})) == [words]
    lanes = pd.DataFrame({"kind": ["issued", "issued"], "from": ["2022-01", "2022-02"], "n": [2, 6]})
    assert tips_of(lanes) == ["issued, 2022-01\n2 of 8", "issued, 2022-02\n6 of 8"]
