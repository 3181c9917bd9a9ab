"""Figures say what the table says: lengths, labels, gaps."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.dates import date2num

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


DAYS = pd.to_datetime(["2022-02-24", "2022-02-24", "2022-03-10", "2022-05-01"])
RATES = pd.DataFrame(
    {
        "period": pd.period_range("2022-01", periods=4, freq="M"),
        "n": [2.0, 6, 0, 3],
        "documents": [4.0, 4, 0, 2],
        "per_document": [0.5, 1.5, np.nan, 1.5],
        "low": [0.1, 0.5, np.nan, 0.2],
        "high": [1.0, 3.0, np.nan, 6.0],
    }
)
TERMS = pd.DataFrame(
    {
        "term": ["votes", "grain", "ships"],
        "per_10k": [9.0, 4.0, 2.0],
        "low": [5.0, 3.5, np.nan],
        "high": [14.0, 4.5, np.nan],
        "n": [1800, 1, 2],
        "log_ratio": [2.0, 1.0, -3.0],
        "n_target": [8, 2, 0],
        "n_reference": [2, 1, 6],
    }
)
GROUPS = pd.concat(
    [
        pd.DataFrame({"source": source, "period": RATES.period, "n": n, "documents": [3, 2, 0, 1]})
        for source, n in (("EU", [1, 0, 0, 0]), ("NATO", [2, 5, 0, 1]))
    ]
)
EVENTS = pd.DataFrame(
    {
        "date_from": pd.to_datetime(["2022-02-24", "2022-02-24", "2022-03-10", None, "2022-03-20"]),
        "date_to": pd.to_datetime(["2022-02-24", "2022-02-24", "2022-05-01", "2022-04-01", None]),
        "kind": ["issued"] * 2 + ["refers to"] * 3,
        "label": ["a", "b", "the spring", "until April", "since March"],
        "document_id": list("vwxyz"),
        "start": [0, 0, 5, 9, 9],
        "vague": [False, False, True, False, False],
    }
)
PAIRS = pd.DataFrame({"issued": [DAYS[2], DAYS[3], DAYS[0], DAYS[0]], "spoken_of": [DAYS[0], DAYS[0], DAYS[2], DAYS[0]]})
TOKENS = pd.DataFrame({"type": ["votes", "grain", "votes"]}, index=[3, 10, 90])
DRAWN = {
    "ranked_bars": (lambda table: plots.ranked_bars(table, label="term", value="per_10k"), TERMS, "per_10k"),
    "keyness_bars": (lambda table: plots.keyness_bars(table, target="2022", reference="2025"), TERMS, "log_ratio"),
    "period_bars": (plots.period_bars, RATES, "n"),
    "period_rates": (plots.period_rates, RATES, "per_document"),
    "period_tiles": (lambda table: plots.period_tiles(table, by="source"), GROUPS, "n"),
}


def only(axes):
    (drawing,) = axes.described
    assert len(drawing["boxes"]) == len(drawing["table"])
    assert 40 <= len(drawing["text"]) <= 400
    return drawing


def corners(patch):
    box = patch.get_bbox()
    return [min(box.x0, box.x1), min(box.y0, box.y1), max(box.x0, box.x1), max(box.y0, box.y1)]


@pytest.mark.parametrize("name", ["ranked_bars", "keyness_bars", "period_bars"])
def test_boxes_of_bars_are_the_bars(name):
    draw, table, _ = DRAWN[name]
    axes = draw(table)
    bars = [bar for container in axes.containers for bar in container]
    np.testing.assert_allclose(sorted(only(axes)["boxes"].tolist()), sorted(map(corners, bars)))


def test_tables_keep_what_says_what_a_row_is_about():
    shown = only(plots.ranked_bars(TERMS.assign(source="NATO", document_id="x", start=3), label="term", value="per_10k"))["table"]
    assert list(shown) == ["term", "source", "per_10k", "low", "high", "n", "document_id", "start"]
    assert only(DRAWN["keyness_bars"][0](TERMS[::-1]))["table"].term.tolist() == ["votes", "grain", "ships"]  # as drawn, from the top


def test_boxes_of_a_rate_are_columns_that_hold_its_point_and_interval():
    axes = plots.period_rates(RATES)
    drawing = only(axes)
    x, y = axes.lines[0].get_xdata(orig=False), axes.lines[0].get_ydata()
    x0, y0, x1, y1 = drawing["boxes"].T
    assert ((x0 < x) & (x < x1)).all()
    assert ((y0 < y) & (y < y1))[[0, 1, 3]].all()
    assert (y1 >= 6.0).all()
    assert (x1[:-1] <= x0[1:]).all()
    assert drawing["table"].period.tolist() == RATES.period.tolist()


def test_boxes_of_lines_are_columns_cut_half_way_between_their_rates():
    months = pd.PeriodIndex(["2022-01", "2022-01", "2022-01", "2022-03", "2022-03", "2022-03"], freq="M")
    rates = pd.DataFrame({"month": months, "term": list("abcabc"), "per_10k": [2.0, 10, 4, 0, None, 0.1], "low": 0.0, "high": 20.0})
    drawing = only(plots.rate_lines(rates, period="month"))
    x0, y0, x1, y1 = drawing["boxes"].T
    days = pd.Timestamp("2022-01-01"), pd.Timestamp("2022-02-01")
    np.testing.assert_allclose((x0[:3], x1[:3]), np.repeat([[date2num(day)] for day in days], 3, axis=1), atol=1e-6)
    assert (y0[:3].tolist(), y1[:3].tolist()) == ([0, 7, 3], [3, 21, 7])
    assert (y0[[3, 5]].tolist(), y1[[3, 5]].tolist()) == ([0, 0], [21, 21])  # 0 and 0.1 of 21 are one dot
    assert np.isnan([y0[4], y1[4]]).all()


def test_boxes_of_tiles_lie_on_their_values_and_leave_out_periods_without_statements():
    axes = plots.period_tiles(GROUPS, by="source")
    drawing = only(axes)
    periods = RATES.period[[0, 1, 3]].tolist()
    expected = pd.DataFrame({"source": ["NATO"] * 3 + ["EU"] * 3, "period": periods * 2, "n": [2, 5, 1, 1, 0, 0]})
    assert drawing["table"].values.tolist() == expected.values.tolist()
    mesh = axes.collections[0]
    edges, values = mesh.get_coordinates(), mesh.get_array()
    for n, (x0, y0, x1, y1) in zip(drawing["table"].n, drawing["boxes"], strict=True):
        row, column = np.argwhere((edges[:-1, :-1] == [x0, y0]).all(axis=2))[0]
        assert edges[row + 1, column + 1].tolist() == [x1, y1]
        assert values[row, column] == n


def test_boxes_of_events_are_their_days_and_lines():
    axes = plots.event_lanes(EVENTS)
    drawing = only(axes)
    assert drawing["table"].document_id.tolist() == ["v", "w", "x", "z", "y"]  # lane by lane, by date
    points = {tuple(at) for marks in axes.collections if hasattr(marks, "get_sizes") for at in marks.get_offsets().tolist()}
    assert {tuple(box[:2]) for box in drawing["boxes"][:2].tolist()} <= points
    lines = {(*line[0], *line[1]) for marks in axes.collections if hasattr(marks, "get_segments") for line in marks.get_segments()}
    assert {tuple(box) for box in drawing["boxes"][2:].tolist()} <= lines


def test_boxes_of_arcs_are_the_days_spoken_of():
    axes = plots.date_arcs(PAIRS)
    drawing = only(axes)
    dots = {(line.get_xdata(orig=False)[0], 0.0) for line in axes.lines if line.get_marker() == "o"}
    assert {tuple(box[:2]) for box in drawing["boxes"].tolist()} == dots == {tuple(box[2:]) for box in drawing["boxes"].tolist()}
    assert len(drawing["table"]) == len(axes.patches) == 3


def test_boxes_of_strips_are_the_strips():
    axes = plots.dispersion_strip(TOKENS, total=100)
    drawing = only(axes)
    spans = [patch.get_window_extent().transformed(axes.transData.inverted()) for patch in axes.patches]
    expected = [[span.x0, min(span.y0, span.y1), span.x1, max(span.y0, span.y1)] for span in spans]
    np.testing.assert_allclose(drawing["boxes"], expected)
    assert drawing["table"].values.tolist() == [["votes", 2, 3, 90, 86, 4], ["grain", 1, 10, 10, 89, 11]]


@pytest.mark.parametrize(
    ("axes", "parts"),
    [
        (
            lambda: DRAWN["ranked_bars"][0](TERMS),
            ["3 terms", "votes 9 (1,800 hits) and grain 4 (1 hit)", "least ships 2", "votes, 5 to 14"],
        ),
        (
            lambda: DRAWN["keyness_bars"][0](TERMS.assign(low=[1.0, -1, -4], high=[3.0, 2, -2])),
            [
                "2 more frequent in 2022, furthest votes +2.0 (8 : 2 hits)",
                "1 more frequent in 2025, furthest ships -3.0 (0 : 6",
                "of 1 hold 0",
            ],
        ),
        (
            lambda: plots.period_bars(RATES),
            ["4 months, January 2022 to April 2022", "most in February 2022 (6), none in 1 month, 11 in all", "6 in February 2022 to 0"],
        ),
        (
            lambda: plots.period_rates(RATES.assign(term="war", source="EU")),
            [
                "of war in EU, per statement",
                "highest in February 2022 (1.5), lowest in January 2022 (0.5)",
                "in 1 month",
                "April 2022, 0.2 to 6",
            ],
        ),
        (
            lambda: plots.period_rates(RATES.assign(per_document=[0.0, 0, np.nan, 2])),
            ["lowest in January 2022 (0, as in 1 more)"],
        ),
        (
            lambda: plots.period_tiles(GROUPS, by="source"),
            [
                "2 sources by 4 months",
                "darkest NATO in February 2022 (5)",
                "NATO (8 in all), smallest EU (1)",
                "no statement at all in 1 month",
            ],
        ),
        (
            lambda: plots.event_lanes(EVENTS),
            [
                "2 issued and 3 refers to",
                "from 24 February 2022 to 1 April 2022",
                "February 2022 (2)",
                "3 longer than a day or open and 1 vague.",
            ],
        ),
        (
            lambda: plots.date_arcs(PAIRS),
            ["3 arcs, to 24 February 2022 (2) and 10 March 2022 (1)", "2 look back, 1 ahead", "66 days, from 1 May 2022 to 24 February"],
        ),
        (
            lambda: plots.dispersion_strip(TOKENS, total=100),
            ["2 terms", "100 words", "votes (2 hits), fewest grain (1)", "grain, 89 words (89 % of the corpus) from word 12"],
        ),
    ],
)
def test_the_text_says_what_stands_out(axes, parts):
    text = only(axes())["text"]
    assert [part for part in parts if part not in text] == [], text


@pytest.mark.parametrize("name", DRAWN)
def test_other_data_have_another_text(name):
    draw, table, value = DRAWN[name]
    texts = {only(draw(other))["text"] for other in (table, table.assign(**{value: table[value] * 2}), table.iloc[1:])}
    assert len(texts) == 3


@pytest.mark.parametrize("name", DRAWN)
def test_long_names_do_not_make_long_texts(name):
    draw, table, _ = DRAWN[name]
    names = {column: table[column] + " of the United Nations General Assembly" * 3 for column in ("term", "source") if column in table}
    only(draw(table.assign(**names)))


def test_no_rows_have_a_text_too():
    for name in ("ranked_bars", "keyness_bars", "period_bars"):
        draw, table, _ = DRAWN[name]
        assert only(draw(table.head(0)))["text"].endswith(": the table has no rows.")
    assert only(plots.event_lanes(EVENTS.head(0)))["boxes"].shape == (0, 4)
    assert "no statement speaks of another day" in only(plots.date_arcs(PAIRS.tail(1)))["text"]


def test_a_thousand_rows_are_described():
    many = pd.concat([TERMS] * 334, ignore_index=True)
    assert len(only(plots.ranked_bars(many, label="term", value="per_10k"))["table"]) == 1002
    assert len(only(plots.event_lanes(pd.concat([EVENTS] * 200)))["boxes"]) == 1000


def test_a_figure_says_what_all_its_axes_show():
    figure, (left, right) = plt.subplots(1, 2)
    plots.period_rates(RATES, exposure="documents", ax=left)
    assert plots.alt_text(figure) == left.described[0]["text"]  # empty axes, and bars behind, need no text of their own
    left.set_title("EU")
    right.plot([1, 2])
    right.set_title("by hand")
    with pytest.raises(ValueError, match=r"axes 'by hand' of the figure has no text .* Remedy: plots\.describe"):
        plots.alt_text(figure)
    plots.describe(right, "A line from 1 to 2.", pd.DataFrame({"n": [1, 2]}, index=[5, 6]))
    assert plots.alt_text(figure) == f"EU: {left.described[0]['text']} by hand: A line from 1 to 2."
    assert right.described[0]["table"].index.tolist() == [0, 1]


def test_the_scale_of_colours_needs_no_text():
    assert plots.alt_text(plots.period_tiles(GROUPS, by="source").figure).startswith("Tiles of 2 sources")


@pytest.mark.parametrize(("text", "boxes"), [(" ", None), ("Two points.", np.zeros((3, 4)))])
def test_a_description_must_fit(text, boxes):
    with pytest.raises(ValueError, match="Remedy"):
        plots.describe(plt.subplots()[1], text, pd.DataFrame({"n": [1, 2]}), boxes=boxes)


def test_bars_of_several_groups_are_refused():
    counts = pd.DataFrame({"period": pd.PeriodIndex(["2022-01", "2022-01"], freq="M"), "n": [3, 5], "issuer": ["a", "b"]})
    with pytest.raises(ValueError, match=r"several rows for one period\. Remedy: choose one group"):
        plots.period_bars(counts)
