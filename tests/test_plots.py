"""Figures say what the table says: lengths, labels, gaps."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.dates import date2num

from helpers import plots, tables
from helpers.plots import base
from helpers.plots.figure_texts import caption
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


def test_an_empty_figure_says_why():
    none = pd.DataFrame({"period": pd.PeriodIndex([], freq="M"), "name": [], "n": [], "documents": []})
    said = tables.or_say(none, "No statement names a place.")
    axes = plots.period_tiles(said, by="name")
    assert [text.get_text() for text in axes.texts] == ["No statement names a place."]
    assert plots.alt_text(axes.figure) == "Tiles of 0 names: the table has no rows. No statement names a place."
    axes = plots.period_tiles(none, by="name")
    assert [text.get_text() for text in axes.texts] == ["Nothing to show: no row fits what was asked for."]


def test_a_rate_that_no_period_has_is_an_empty_line():
    rows = pd.DataFrame({"period": pd.period_range("2022-09", periods=2, freq="M"), "per_10k": np.nan, "low": np.nan, "high": np.nan})
    axes = plots.period_rates(rows, value="per_10k")
    assert np.isnan(axes.lines[0].get_ydata()).all()
    assert "no month has a value" in plots.alt_text(axes.figure)


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


def test_a_year_among_centuries_is_a_block_that_can_be_seen():
    axes = plots.event_lanes(days(("issued", "1801-01-01", "1801-12-31"), ("issued", "1801-01-01", "2001-12-31")))
    widths = {round(lines.get_segments()[0][1][0] - lines.get_segments()[0][0][0]): lines.get_linewidth()[0] for lines in _drawn(axes)}
    assert widths == {364: 4, 73_413: 1}  # days from first to last, 1900 being no leap year


def _drawn(axes):
    return [marks for marks in axes.collections if hasattr(marks, "get_segments") and len(marks.get_segments())]


@pytest.mark.parametrize(
    ("known", "style", "bars", "label"),
    [
        ([2.0, 3.0, np.nan, 5.0], "-", 1, "per 10,000 words,\nwith 95 % interval"),  # the last stands where no band reaches
        ([2.0, np.nan, 3.0, np.nan], "None", 2, "per 10,000 words,\nwith 95 % interval"),  # no line is drawn, and the legend shows none
    ],
)
def test_what_stands_alone_has_a_bar_and_no_line(known, style, bars, label):
    axes = plots.rate_lines(lines(war=known), period="month")
    assert (axes.lines[0].get_linestyle(), axes.get_ylabel()) == (style, label)
    assert sum(not np.isnan(segment).any() for marks in _drawn(axes) for segment in marks.get_segments()) == bars


def test_no_interval_is_named_and_one_statement_is_one():
    table = rates([1, 2, 3], low=np.nan, high=np.nan, documents=1)
    axes = plots.period_rates(table, exposure="documents")
    assert (axes.get_ylabel(), axes.texts[-1].get_text()) == ("per statement", "1\nstatement")


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
                "highest in February 2022 and April 2022, which tie at 1.5, lowest in January 2022 (0.5); nothing",
                "in 1 month",
                "April 2022, 0.2 to 6",
            ],
        ),
        (
            lambda: plots.period_rates(RATES.assign(per_document=[0.0, 0, np.nan, 2])),
            ["lowest in January 2022 and February 2022, which tie at 0;"],
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
                "issued 2, on 24 February 2022; refers to 3, from 10 March 2022 to 1 May 2022.",
                "Of 5 events in all, 1 longer than a day, 2 open and 1 vague.",
            ],
        ),
        (
            lambda: plots.date_arcs(PAIRS),
            ["3 arcs, to 24 February 2022 (2) and 10 March 2022 (1); 2 look back, 1 ahead", "66 days, from 1 May 2022 to 24 February"],
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


MONTHS = pd.period_range("2022-01", periods=4, freq="M")


def rates(values, periods=None, **columns):
    """Return a table of rates by month, whose intervals reach from half to twice the rate."""
    values = np.array(values, dtype=float)
    periods = pd.period_range("2022-01", periods=len(values), freq="M") if periods is None else periods
    table = pd.DataFrame({"period": periods, "n": values, "documents": 2, "per_document": values, "low": values / 2, "high": values * 2})
    return table.assign(**columns)


def terms(values, names="abcdefgh", **columns):
    values = np.array(values, dtype=float)
    table = {"term": list(names[: len(values)]), "per_10k": values, "low": values / 2, "high": values * 2, "n": range(1, len(values) + 1)}
    return pd.DataFrame(table).assign(**columns)


def lines(**terms):
    """Return rates by month of several terms."""
    tables = [pd.DataFrame({"month": MONTHS[: len(v)], "term": k, "per_10k": v, "low": 0.0, "high": 99.0}) for k, v in terms.items()]
    return pd.concat(tables)


def days(*pairs):
    """Return events: kind, first day, last day."""
    kind, first, last = zip(*pairs, strict=True)
    return pd.DataFrame({"kind": kind, "date_from": pd.to_datetime(list(first)), "date_to": pd.to_datetime(list(last)), "vague": False})


def tiles(**sources):
    return pd.concat([pd.DataFrame({"source": s, "period": MONTHS[: len(n)], "n": n, "documents": 1}) for s, n in sources.items()])


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        (rates([5, 5, 1, 5]), ["most in January 2022, February 2022 and April 2022, which tie at 5, 16 in all"]),
        (rates([2] * 6), ["most in 6 months (January 2022, February 2022, March 2022 and 3 more), which tie at 2, 12 in all."]),
        (
            rates([1, 0, 1]),
            ["January 2022 and March 2022, which tie at 1, none in 1 month", "from 1 in January 2022 to 0 in the next; 1 more as big."],
        ),
        (rates([0.5, 0.25]), ["most in January 2022 (0.5). Biggest"]),  # a sum of rates would be no number of anything
        (rates([np.nan, np.nan]), ["in 2 months, January 2022 to February 2022: no month has a value."]),
        (rates([3]), ["in 1 month, January 2022: most in January 2022 (3), 3 in all."]),
        (rates([1, 2, 4, 8]).iloc[[0, 3]], ["in 4 months", "no value for 2 months, 9 in all."]),
        (rates([4, 1, 2])[::-1], ["most in January 2022 (4), 7 in all. Biggest step: from 4 in January 2022 to 1 in the next."]),
        (rates([1, 2], source="EU"), ["of statements of EU in 2 months"]),
        (rates(range(65), pd.period_range("1960", periods=65, freq="Y")), ["in 65 years, 1960 to 2024: most in 2024 (64), none in 1 year"]),
        (rates([1, 2], pd.period_range("2022-01-01", periods=2, freq="D")), ["most on 2 January 2022 (2)", "from 1 on 1 January 2022"]),
    ],
)
def test_bars_over_time_name_all_that_tie(counts, parts):
    text = plots.period_bars(counts).described[0]["text"]
    assert [part for part in parts if part not in text] == [], text


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        (rates([5, 1, 5, 5]), ["highest in January 2022, March 2022 and April 2022, which tie at 5, lowest in February 2022 (1)."]),
        (rates([0, 0, 0, 0, 0, 2]), ["lowest in 5 months (January 2022, February 2022, March 2022 and 2 more), which tie at 0."]),
        (rates([2, 2, 2]), [": 2 in each of 3 months.", "January 2022, 1 to 4 (as wide in 2 more)."]),
        (rates([np.nan, 2, np.nan]), [": a value only in February 2022 (2); nothing to count in 2 months."]),
        (rates([3]), ["1 month, January 2022: 3."]),
        (rates([np.nan, np.nan]), [": no month has a value."]),
        (rates([1, 2]).head(0), [": the table has no rows."]),
        (rates([1, 2], term=["war", "peace"], source="EU"), ["Line over time of 2 terms in EU, per statement"]),
        (rates([1, 2, 3]).assign(high=[2, np.nan, 6]), ["per statement with 95 % intervals for 2 of 3 values, 3 months"]),
    ],
)
def test_lines_of_rates_name_all_that_tie_and_say_what_is_absent(counts, parts):
    text = plots.period_rates(counts).described[0]["text"]
    assert [part for part in parts if part not in text] == [], text


def test_the_grey_bars_behind_a_rate_are_told():
    counts = rates([1, 2, 3]).assign(total=[700, 900, 900])
    text = plots.period_rates(counts, exposure="total").described[0]["text"]
    assert text.endswith("Grey bars behind: words, most in February 2022 and March 2022, which tie at 900.")


@pytest.mark.parametrize(
    ("counts", "of", "text"),
    [
        (
            lines(war=[1, 2, 2], peace=[5, np.nan, 5]),
            "term",
            "Lines over time of war and peace, per 10,000 words with 95 % intervals, 3 months, January 2022 to March 2022: "
            "war highest in February 2022 and March 2022, which tie at 2, lowest in January 2022 (1); "
            "peace 5 in each of 2 months, no value for 1 month.",
        ),
        (
            lines(a=[1, 2], b=[3, 1]).rename(columns={"term": "source"}).assign(term="war"),
            "source",
            "Lines over time of war in a and b, per 10,000 words with 95 % intervals, 2 months, January 2022 to February 2022: "
            "a highest in February 2022 (2), lowest in January 2022 (1); b highest in January 2022 (3), lowest in February 2022 (1).",
        ),
        (
            lines(war=[1.0, 2]).assign(source="EU"),
            "term",
            "Line over time of war in EU, per 10,000 words with 95 % intervals, 2 months, January 2022 to February 2022: "
            "highest in February 2022 (2), lowest in January 2022 (1).",
        ),
        (lines(war=[1.0]).head(0), "term", "Line over time, per 10,000 words with 95 % intervals: the table has no rows."),
    ],
)
def test_lines_are_all_described(counts, of, text):
    assert plots.rate_lines(counts, period="month", of=of).described[0]["text"] == text


def test_several_rows_for_one_mark_are_refused():
    two = pd.concat([rates([1, 2], source="EU"), rates([3, 4], source="UN")])
    for draw in (plots.period_bars, plots.period_rates):
        with pytest.raises(ValueError, match=r"several rows for January 2022\. Remedy: one row for each period"):
            draw(two)
    both = pd.concat([lines(war=[1, 2]).assign(source=source) for source in ("EU", "UN")])
    with pytest.raises(ValueError, match=r"several rows for war in January 2022\. Remedy"):
        plots.rate_lines(both, period="month")
    with pytest.raises(ValueError, match=r"several rows for EU in January 2022\. Remedy"):
        plots.period_tiles(pd.concat([tiles(EU=[1, 2])] * 2), by="source")


@pytest.mark.parametrize(
    ("table", "finding"),
    [
        (
            tiles(EU=[5, 1], UN=[1, 5]),
            "darkest UN in February 2022 and EU in January 2022, which tie at 5; largest row UN and EU, which tie at 6 in all.",
        ),
        (tiles(A=[4], B=[1], C=[1]), "darkest A in January 2022 (4); largest row A (4 in all), smallest C and B, which tie at 1."),
        (tiles(EU=[0.5, 0.25], UN=[0.25, 0.25]), "darkest EU in January 2022 (0.5)."),
        (tiles(EU=[0, 0]), "none in any."),
        (tiles(EU=[0]).head(0), "the table has no rows."),
    ],
)
def test_tiles_name_all_that_tie(table, finding):
    assert plots.period_tiles(table, by="source").described[0]["text"].split(": ", 1)[1] == finding


def test_tiles_of_absent_periods_are_empty():
    axes = plots.period_tiles(tiles(EU=[1, 2, 3, 4]).iloc[[0, 3]], by="source")
    assert "by 4 months, January 2022 to April 2022" in axes.described[0]["text"]
    first, last = axes.described[0]["boxes"]
    assert first[2] - first[0] == 31  # January, and no longer
    assert last[0] - first[2] == 28 + 31


@pytest.mark.parametrize(
    ("table", "finding"),
    [
        (terms([5, 5, 5, 5]), "most a, b, c and d, which tie at 5"),
        (terms([5, 5, 3, 1]), "most a and b, which tie at 5; least d 1"),
        (terms([9, 3, 3, 3, 1, 1]), "most a 9 (1 hit), then b, c and d, which tie at 3; least e and f, which tie at 1"),
        (terms([9, 2, 2]), "most a 9 (1 hit), then b and c, which tie at 2"),
        (terms([np.nan, 2]), "most b 2 (2 hits); 1 without a value"),
        (
            terms([9, 4, 3, 2], "wgwg", source=["EU", "EU", "UN", "UN"]),
            "most w in EU 9 (1 hit) and g in EU 4 (2 hits); least g in UN 2",
        ),
    ],
)
def test_bars_name_ties_and_groups(table, finding):
    axes = plots.ranked_bars(table, label="term", value="per_10k")
    assert f": {finding}." in axes.described[0]["text"]
    assert axes.get_yticklabels()[0].get_text() == ("w in EU" if "source" in table else "a")


@pytest.mark.parametrize(
    ("ratios", "parts"),
    [
        ([3, 3, 3, 3, -1], ["4 more frequent in A, furthest a +3.0 (2 : 3 hits) and b +3.0 (2 : 3 hits) and 2 more as far; 1 more"]),
        (
            [1, np.nan, 0, -2],
            ["1 more frequent in A", "1 more frequent in B, furthest d -2.0", "; 1 as frequent in both; 1 without a ratio."],
        ),
    ],
)
def test_bars_of_keyness_count_each_term_where_it_belongs(ratios, parts):
    ratios = np.array(ratios, dtype=float)
    table = pd.DataFrame({"term": list("abcde")[: len(ratios)], "log_ratio": ratios, "low": ratios - 1, "high": ratios + 1})
    text = plots.keyness_bars(table.assign(n_target=2, n_reference=3), target="A", reference="B").described[0]["text"]
    assert [part for part in parts if part not in text] == [], text


DAY = ("2022-02-24", "2022-02-24")


@pytest.mark.parametrize(
    ("events", "text"),
    [
        (
            days(*[("issued", f"2022-0{m}-20", f"2022-0{m}-20") for m in (1, 1, 2, 2, 4, 5)], ("reported", "2022-03-01", "2022-03-01")),
            "issued 6, from 20 January 2022 to 20 May 2022, most in January 2022 and February 2022, which tie at 2; "
            "reported 1, on 1 March 2022.",
        ),
        (days(("issued", "2005-01-01", "2005-12-31")), "issued 1, in 2005. Of 1 event in all, 1 longer than a day."),
        (
            days(("refers to", "1990-01-01", "1999-12-31"), ("refers to", None, "2035-12-31"), ("refers to", "2001-05-03", "2001-05-03")),
            "refers to 3, from 1990 to 2035, no year with two. Of 3 events in all, 1 longer than a day and 1 open.",
        ),
        (
            days(*[("issued", f"{year}-01-20", f"{year}-01-20") for year in range(1960, 2025)], ("issued", "2005-02-01", "2005-02-01")),
            "issued 66, from 20 January 1960 to 20 January 2024, most in 2005 (2).",
        ),
        (
            days(("issued", *DAY), ("issued", *DAY), ("issued", "2022-02-26", "2022-02-26")),
            "issued 3, from 24 February 2022 to 26 February 2022, most on 24 February 2022 (2).",
        ),
        (
            days(("issued", *DAY), ("issued", None, None), ("protest", *DAY)),
            "issued 1, on 24 February 2022. Not drawn: 1 without a date and 1 of other kinds.",
        ),
        (days(("issued", None, None)), "no event is drawn. Not drawn: 1 without a date."),
    ],
)
def test_each_lane_says_how_many_from_when_to_when_and_when_most(events, text):
    axes = plots.event_lanes(events)
    assert axes.described[0]["text"] == f"Events in time, a lane for each kind: {text}"


def test_arcs_count_the_days_that_are_not_drawn():
    pairs = pd.DataFrame({"issued": pd.Timestamp("2022-01-10"), "spoken_of": pd.date_range("2022-01-01", periods=6)})
    text = plots.date_arcs(pd.concat([pairs, pairs.head(4)])).described[0]["text"]
    assert "8 arcs, to 1 January 2022 (2), 2 January 2022 (2), 3 January 2022 (2) and 4 January 2022 (2); 8 look back" in text
    assert "of 9 days, from 10 January 2022 to 1 January 2022; 1 more as long. Not drawn: 2 other days spoken of." in text
    assert "3 other days spoken of, all as often as the last." in plots.date_arcs(pairs, most=3).described[0]["text"]


@pytest.mark.parametrize(
    ("types", "parts"),
    [
        ("aab", ["most a (2 hits), fewest b (1)"]),
        ("aaabbc", ["most a (3 hits), then b 2, fewest c (1)"]),
        ("aabb", ["a and b 2 hits each."]),
        ("abcdefg", ["7 terms (a, b, c and 4 more), which tie at 1"]),
    ],
)
def test_strips_name_their_terms(types, parts):
    text = plots.dispersion_strip(pd.DataFrame({"type": list(types)}), total=20).described[0]["text"]
    assert [part for part in parts if part not in text] == [], text


def panels(*tables, titles=(), draw=plots.period_rates):
    figure, axes = plt.subplots(1, len(tables), squeeze=False)
    for ax, table in zip(axes.flat, tables, strict=True):
        draw(table, ax=ax)
    for ax, title in zip(axes.flat, titles, strict=False):
        ax.set_title(title)
    return figure


def test_panels_of_one_kind_say_once_what_they_share_and_each_its_own():
    figure = panels(rates([1, 2, 2], term="war", source="EU"), rates([4, 1, 0], term="war", source="UN"), titles=["EU", "UN"])
    shared = "2 panels, in each: line over time of war, per statement with 95 % intervals, 3 months, January 2022 to March 2022. "
    eu = "EU: highest in February 2022 and March 2022, which tie at 2, lowest in January 2022 (1)."
    un = "UN: highest in January 2022 (4), lowest in March 2022 (0)."
    assert caption(figure) == f"{shared}{eu} {un}"
    assert plots.alt_text(figure) == (
        f"{shared}{eu} Widest interval: February 2022, 1 to 4 (as wide in 1 more). {un} Widest interval: January 2022, 2 to 8."
    )


def test_panels_without_titles_and_drawings_on_one_axes_are_told_apart():
    figure = panels(rates([1, 2]), rates([4, 1]), draw=plots.period_bars)
    figure.suptitle("Both")
    assert caption(figure) == (
        "Both. 2 panels, in each: bars over time of statements in 2 months, January 2022 to February 2022. "
        "Panel 1: most in February 2022 (2), 3 in all. Panel 2: most in January 2022 (4), 5 in all."
    )
    axes = plots.period_rates(rates([1, 2], term="war", source="EU"))
    plots.period_rates(rates([3, 3], term="war", source="UN"), ax=axes)
    assert "2 drawings, in each: line over time of war, per" in caption(axes.figure)
    assert " EU: highest in February 2022 (2), lowest in January 2022 (1). UN: 3 in each of 2 months." in caption(axes.figure)


def test_panels_of_two_kinds_are_described_each():
    figure, (left, right) = plt.subplots(1, 2)
    plots.period_bars(rates([1, 2]), ax=left)
    plots.ranked_bars(terms([9, 3]), label="term", value="per_10k", ax=right)
    assert plots.alt_text(figure) == f"{left.described[0]['text']} {right.described[0]['text']}"


def test_many_panels_have_their_range_and_very_many_the_highest_and_the_lowest():
    ten = panels(*[rates([n, 3]) for n in range(10)], titles=[f"S{n}" for n in range(10)])
    text = plots.alt_text(ten)
    assert [part for part in ("S0: from 0 to 3.", "S3: from 3 to 3.", "S9: from 3 to 9.") if part not in text] == [], text
    names = [f"S{n}" for n in range(40)]
    many = panels(
        *[terms([n + 1.5, 1], ["a long name of a term", "b"]) for n in range(40)],
        titles=names,
        draw=lambda t, ax: plots.ranked_bars(t, label="term", value="per_10k", ax=ax),
    )
    text = plots.alt_text(many)
    assert text.startswith(
        "40 panels, in each: bars of 2 terms, per 10,000 words with 95 % intervals. "
        "The 3 that reach highest: S39: most a long name of a term 40.5"
    )
    assert "Lowest, S0: most a long name of a term 1.5 (1 hit) and b 1 (2 hits)." in text
    assert "Highest values of the other 36: S36 37.5, S35 36.5" in text
    assert text.endswith("S13 14.5 and 12 more down to 2.5.")
    assert len(text) < 1500


def test_marks_that_the_limits_cut_off_are_counted():
    axes = plots.period_bars(rates([1, 2, 3, 4]))
    whole = plots.alt_text(axes.figure)
    axes.set_xlim(pd.Timestamp("2022-03-02"), pd.Timestamp("2022-05-01"))
    assert plots.alt_text(axes.figure) == f"{whole} 2 of 4 marks lie outside the limits of the axes."


def test_a_year_stands_below_its_point_and_no_point_is_cut():
    counts = pd.DataFrame(
        {"year": pd.period_range("2019", periods=4, freq="Y"), "term": "votes", "n": 1, "total": 9, "per_10k": [0.0, 4, 0, 3]}
    )
    counts = counts.assign(low=0.0, high=9.0)
    for ax in (plots.period_rates(counts, period="year", value="per_10k"), plots.rate_lines(counts, period="year")):
        ax.figure.canvas.draw()
        assert [label.get_text() for label in ax.get_xticklabels()] == ["2019", "2020", "2021", "2022"]
        (line,) = ax.lines
        assert np.allclose(ax.get_xticks(), line.get_xdata(orig=False), atol=0.01)
        radius = 0.5 * line.get_markersize() * ax.figure.dpi / 72
        low, high = line.get_clip_box().get_points()
        middles = ax.transData.transform(line.get_xydata())
        assert (middles - radius > low).all()
        assert (middles + radius < high).all()


def test_numbers_at_an_axis_are_in_one_form():
    ax = plots.ranked_bars(
        pd.DataFrame({"term": ["votes"], "per_10k": [2400.0], "low": [900.0], "high": [2900], "n": [9]}), label="term", value="per_10k"
    )
    ax.figure.canvas.draw()
    assert [label.get_text() for label in ax.get_xticklabels()][:4] == ["0", "500", "1,000", "1,500"]


def test_a_limit_that_is_none_but_for_rounding_is_told_as_0():
    assert [base.number(value) for value in (5.55e-13, 0.0041, 0.0, 3330.2)] == ["0", "0.0041", "0", "3,330"]


def test_panels_on_one_scale_end_at_four_times_the_highest_rate_of_all():
    """5 and 20 per statement: 84 is four times 20, and 5 % more; the interval to 4,000 runs out of the frame."""
    periods = pd.period_range("2022", periods=2, freq="Y")
    axes = plt.subplots(1, 2, sharey=True)[1]
    for rate, ax in zip((20, 5), axes, strict=True):
        counts = pd.DataFrame({"period": periods, "per_document": rate, "low": 1.0, "high": 4000.0})
        plots.period_rates(counts, ax=ax)
    assert [ax.get_ylim()[1] for ax in axes] == pytest.approx([84, 84])


def test_a_scale_of_tiles_has_no_half_statement():
    periods = pd.period_range("2022-01", periods=2, freq="M")
    ax = plots.period_tiles(pd.DataFrame({"period": periods, "source": ["UN", "EU"], "n": 1, "documents": 1}), by="source")
    ax.figure.draw_without_rendering()
    assert [tick % 1 for tick in ax.figure.axes[1].get_yticks()] == [0, 0]
