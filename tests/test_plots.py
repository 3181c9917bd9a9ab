"""Figures say what the table says: lengths, labels, gaps."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from helpers import plots
from helpers.timeline import count_by_period, events


def test_bars_are_as_long_as_the_values_and_drawn_on_the_axes_given():
    table = pd.DataFrame({"term": ["a", "b"], "per_10k": [9.0, 4.0], "low": [5.0, np.nan], "high": [14.0, np.nan], "n": [1800, 2]})
    _, axes = plt.subplots()
    assert plots.ranked_bars(table, label="term", value="per_10k", ax=axes) is axes
    assert [bar.get_width() for bar in axes.patches] == [9.0, 4.0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [text.get_text() for text in axes.texts] == ["1,800", "2"]


def test_no_rows_draw_an_empty_figure(documents):
    empty = pd.DataFrame({"term": [], "per_10k": [], "low": [], "high": [], "n": []})
    assert len(plots.ranked_bars(empty, label="term", value="per_10k").patches) == 0


def test_a_period_without_statements_breaks_the_line(documents):
    axes = plots.period_rates(count_by_period(documents, documents))
    assert np.isnan(axes.lines[0].get_ydata()).tolist() == [False, True, True, False]
    rows = pd.DataFrame({"month": pd.PeriodIndex(["2022-09", "2022-12"], freq="M"), "per_10k": [1.0, 2], "low": [0.5, 1], "high": [2.0, 3]})
    axes = plots.period_rates(rows, period="month", value="per_10k")
    assert np.isnan(axes.lines[0].get_ydata()).tolist() == [False, True, True, False]


def test_lanes_name_their_kind_and_number(documents):
    axes = plots.event_lanes(events(documents))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["issued (3)"]
    assert len(axes.collections[-1].get_offsets()) == 3


def test_events_of_one_day_do_not_cover_one_another():
    day = pd.to_datetime(["2022-02-24"] * 3)
    axes = plots.event_lanes(pd.DataFrame({"date_from": day, "date_to": day, "kind": "issued"}))
    heights = axes.collections[-1].get_offsets()[:, 1]
    assert len(set(heights)) == 3
