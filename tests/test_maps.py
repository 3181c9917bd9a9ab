"""Maps keep neighbours and directions, say what the table says, and say what they leave out."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from helpers import corpus, places, plots
from helpers.plots import maps
from helpers.plots.maps import CELLS, SHORT
from helpers.plots.outlines import outlines, shape_of

TOUCHING = """
14-09 14-63 14-12 14-23 65-43 43-40 23-65 23-12 51-48 51-05 51-35 48-65 48-12 48-35 63-09 63-59 63-53 63-12 46-21 46-26 46-07 46-61
30-32 59-74 59-53 74-32 74-53 32-18 32-71 32-53 18-56 18-05 18-68 56-07 56-61 56-68 68-61 68-05 68-77 77-26 77-61 26-21 26-61
71-53 71-35 71-05 53-12 53-35 35-12 35-05 12-65
"""


@pytest.fixture(scope="module")
def gazetteer():
    return places.load_gazetteer()


@pytest.fixture(scope="module")
def counts(gazetteer):
    """Places of the bundled corpus, with the number of statements that name them."""
    mentions = places.region_mentions(corpus.load_corpus())
    counted = mentions.groupby("place_id").document_id.nunique().rename("documents").reset_index()
    return counted.merge(gazetteer[["place_id", "name", "region", "longitude", "latitude"]], on="place_id", how="left")


def tiles(axes):
    return {patch.get_gid(): patch for patch in axes.patches if patch.get_gid()}


def texts(axes):
    """Return the texts in each tile, by its cell."""
    found = {}
    for text in axes.texts:
        x, y = text.get_position()
        found.setdefault((int(x), int(y)), []).append(text)
    return {unit: found[cell] for unit, cell in CELLS.items()}


def drawn_boxes(axes):
    axes.figure.draw_without_rendering()
    return [text.get_window_extent() for text in axes.texts if text.get_text()]


def assert_apart(boxes):
    for row, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:row])


def test_each_of_the_27_units_has_its_own_cell(gazetteer):
    assert len(CELLS) == len(set(CELLS.values())) == 27
    assert set(CELLS) == set(SHORT) == set(gazetteer.place_id[gazetteer.place_id.str.fullmatch(r"UA-\d\d")])


@pytest.mark.parametrize("pair", TOUCHING.split())
def test_neighbours_touch(pair):
    (x, y), (across, down) = (CELLS[f"UA-{code}"] for code in pair.split("-"))
    assert max(abs(x - across), abs(y - down)) == 1


def test_a_city_stands_at_its_oblast_and_sevastopol_under_crimea():
    assert np.subtract(CELLS["UA-32"], CELLS["UA-30"]).tolist() == [1, 0]
    assert np.subtract(CELLS["UA-40"], CELLS["UA-43"]).tolist() == [0, 1]


def test_directions_of_units_far_apart_are_kept(gazetteer):
    at = gazetteer.set_index("place_id").loc[list(CELLS)]
    x, y = np.array(list(CELLS.values())).T
    for degrees, cells, near, far in ((at.longitude, x, 0.8, 3.5), (-at.latitude, y, 0.5, 1.6)):
        apart = np.subtract.outer(degrees.to_numpy(), degrees.to_numpy())
        steps = np.subtract.outer(cells, cells)
        assert (steps[apart > near] >= 0).all()
        assert (steps[apart > far] > 0).all()


def test_tiles_carry_the_numbers_of_the_table_and_tell_0_from_absent():
    table = pd.DataFrame({"place_id": ["UA-14", "UA-65", "UA-09", "UA-63", "RUS", None], "n": [1500, 700, 0, None, 9, 9]})
    axes = plots.tile_map(table, value="n", unit="hits")
    written = {unit: [text.get_text() for text in both[1:]] for unit, both in texts(axes).items()}
    numbers = {"UA-14": ["1,500"], "UA-65": ["700"], "UA-09": ["0"]}
    assert written == {unit: numbers.get(unit, []) for unit in CELLS}
    hatched = {unit for unit, tile in tiles(axes).items() if tile.get_hatch()}
    assert hatched == set(CELLS) - set(numbers)
    assert tiles(axes)["UA-09"].get_facecolor() == to_rgba("white")
    assert texts(axes)["UA-14"][0].get_color() == "white"
    assert texts(axes)["UA-09"][0].get_color() == "black"
    assert axes.get_xlabel() == "2 further places are not among the 27 units"
    assert axes.child_axes[0].get_xlabel() == "hits"


def test_tiles_take_names_from_the_table_and_refuse_a_place_that_stands_twice():
    table = pd.DataFrame({"place_id": ["UA-65"], "documents": [0.25], "name": ["Kherson Oblast"]})
    axes = plots.tile_map(table, label="name")
    assert [text.get_text() for text in texts(axes)["UA-65"]] == ["Kherson\nOblast", "0.25"]
    with pytest.raises(ValueError, match="UA-65 twice"):
        plots.tile_map(pd.concat([table, table]))


@pytest.mark.parametrize("dpi", [75, 100])
def test_texts_stay_in_their_tiles(dpi):
    _, axes = plt.subplots(figsize=(8, 5.7), dpi=dpi, layout="constrained")
    plots.tile_map(pd.DataFrame({"place_id": list(CELLS), "documents": 2481}), ax=axes)
    assert_apart(drawn_boxes(axes))
    for unit, both in texts(axes).items():
        tile = tiles(axes)[unit].get_window_extent()
        for box in (text.get_window_extent() for text in both):
            assert tile.x0 <= box.x0 < box.x1 <= tile.x1
            assert tile.y0 <= box.y0 < box.y1 <= tile.y1


@pytest.mark.parametrize("extent", [None, (22, 40.5, 44, 52.5), (36, 40, 46.5, 50)])
def test_labels_of_the_bundled_corpus_keep_apart_and_off_the_dots(counts, extent):
    axes = plots.dot_map(counts, extent=extent, most_labels=60)
    boxes = drawn_boxes(axes)
    assert len(boxes) > 10
    assert_apart(boxes)
    dots = axes.collections[0]
    radii = np.sqrt(dots.get_sizes()) / 2 * axes.figure.dpi / 72
    frame = axes.get_window_extent()
    for box in boxes:
        near = np.clip(axes.transData.transform(dots.get_offsets()), box.min, box.max) - axes.transData.transform(dots.get_offsets())
        assert (np.hypot(*near.T) > radii - 0.5).all()
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1


def test_the_map_is_the_same_each_time_and_in_any_order_of_rows(counts):
    labels = [[(t.get_text(), *t.xyann) for t in plots.dot_map(table).texts] for table in (counts, counts[::-1])]
    assert labels[0] == labels[1]


def test_areas_are_in_proportion_and_the_note_counts_what_is_not_drawn():
    table = pd.DataFrame(
        {
            "name": list("abcdef"),
            "longitude": [30.0, 31, 32, None, 100, 33],
            "latitude": [50.0, 50, 50, 50, 50, 50],
            "documents": [8, 2, 0, 5, 5, None],
        }
    )
    axes = plots.dot_map(table, extent=(29, 34, 49, 51), most_labels=1)
    big, small = axes.collections[0].get_sizes()
    assert big == pytest.approx(4 * small)
    note = "2 of 6 places drawn; not drawn: 1 without coordinates, 1 outside the map, 2 with 0 or no value\n1 labelled"
    assert axes.get_xlabel() == note
    assert [text.get_text() for text in axes.texts] == ["a"]
    assert axes.get_aspect() == pytest.approx(1 / np.cos(np.radians(50)))
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["8", "2"]


def test_a_label_without_room_is_left_out_and_counted():
    crowd = pd.DataFrame({"name": [f"a rather long name of place {n:02}" for n in range(60)], "longitude": 30.0, "latitude": 50.0})
    axes = plots.dot_map(crowd.assign(documents=1), most_labels=60)
    named = len(axes.texts)
    assert 0 < named < 60
    assert axes.get_xlabel().endswith(f"{named} labelled; {60 - named} more of the largest found no room for a label")


@pytest.mark.parametrize("columns", [{}, {"longitude": float, "latitude": float, "documents": int}])
def test_empty_tables_draw(columns):
    empty = pd.DataFrame(columns=["place_id", "name", "longitude", "latitude", "documents"]).astype(columns)
    assert all(tile.get_hatch() for tile in tiles(plots.tile_map(empty)).values())
    axes = plots.dot_map(empty)
    assert axes.get_xlabel() == "0 of 0 places drawn\n0 labelled"
    assert plots.map_alt_text(empty) == "Map of 0 places by statements: the table has no rows."
    for drawn in (axes, plots.tile_map(empty.assign(place_id=[]))):
        drawn.figure.draw_without_rendering()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([4], "Map of 1 place by hits: a (4)."),
        ([0], "Map of 1 place by hits: none in any."),
        ([3, 1], "Map of 2 places by hits: most in a (3) and b (1); range 1 to 3."),
        ([1, 9, 0, 5], "Map of 4 places by hits: most in b (9), d (5) and a (1); none in 1; range 0 to 9."),
        (
            [2, 2, 2, 2, 2, 1],
            "Map of 6 places by hits: most in 5 places (a, b, c and 2 more), which tie at 2; range 1 to 2.",
        ),
        ([5, 3, 1, 1, 1], "Map of 5 places by hits: most in a (5), b (3) and c (1); as many as the last of them in 2 more; range 1 to 5."),
        ([0.25, 0.5, None], "Map of 2 places by hits: most in b (0.5) and a (0.25); range 0.25 to 0.5."),
    ],
)
def test_the_sentence_names_the_ranking(values, sentence):
    table = pd.DataFrame({"name": list("abcdef")[: len(values)], "n": values})
    assert plots.map_alt_text(table, value="n", unit="hits") == sentence


def test_maps_are_drawn_on_the_axes_given(counts):
    _, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
    assert plots.tile_map(counts, ax=left) is left
    assert plots.dot_map(counts, ax=right) is right
    assert_apart(drawn_boxes(right))


def test_boxes_of_tiles_lie_on_their_units_and_the_text_counts_those_without_a_number():
    table = pd.DataFrame({"place_id": ["UA-65", "RUS", "UA-14", "UA-09"], "documents": [3, 9, 5, None]})
    axes = plots.tile_map(table)
    (drawing,) = axes.described
    assert drawing["table"].place_id.tolist() == ["UA-09", "UA-14", "UA-65"]  # as drawn, from the top
    assert drawing["table"].name.tolist() == ["Luhansk", "Donetsk", "Kherson"]
    for code, (x0, y0, x1, y1) in zip(drawing["table"].place_id, drawing["boxes"], strict=True):
        box = tiles(axes)[code].get_bbox()
        assert (x0, y0, x1, y1) == pytest.approx((box.x0, box.y0, box.x1, box.y1))
    assert drawing["text"] == (
        "Map of 2 places by statements: most in Donetsk (5) and Kherson (3); range 3 to 5. "
        "Tiles of Ukraine's 27 units, 25 of them without a number; 1 further place is not among them."
    )
    assert plots.tile_map(table.assign(oblast=list("abcd")), label="oblast").described[0]["table"].oblast.tolist() == ["d", "c", "a"]


def test_boxes_of_dots_are_their_places():
    table = pd.DataFrame({"name": ["a", "b", "c"], "longitude": [30.0, 31, None], "latitude": [50.0, 49, 50], "documents": [2, 8, 1]})
    axes = plots.dot_map(table, extent=(29, 34, 48, 51))
    (drawing,) = axes.described
    assert drawing["table"].name.tolist() == ["b", "a"]
    assert drawing["boxes"].tolist() == [[31, 49, 31, 49], [30, 50, 30, 50]]
    assert drawing["boxes"][:, :2].tolist() == axes.collections[0].get_offsets().tolist()
    assert drawing["text"] == (
        "Map of 2 places by statements: most in b (8) and a (2); range 2 to 8. Dots from 29°E 48°N to 34°E 51°N; 2 drawn of 3 places."
    )


WHERE = """
Simferopol UKR UA-43 34.10 44.95, Sevastopol UKR UA-40 33.53 44.60, Donetsk UKR UA-14 37.80 48.00, Kherson UKR UA-65 32.60 46.64,
Luhansk UKR UA-09 39.30 48.57, Kerch UKR UA-43 36.43 45.33, Nova-Kakhovka UKR UA-65 33.37 46.76, Lviv UKR UA-46 24.03 49.84,
Kyiv UKR UA-30 30.52 50.45, Uzhhorod UKR UA-21 22.35 48.61, Rostov RUS - 39.70 47.23, Krasnodar RUS - 38.98 45.04,
Katzrin SYR - 35.69 32.99, Tiberias ISR - 35.53 32.79, Hargeisa SOM - 44.06 9.56, Kyrenia CYP - 33.30 35.25, Laayoune ESH - -13.10 27.10,
Tarfaya MAR - -12.85 27.93, Tskhinvali GEO - 43.97 42.23, Tiraspol MDA - 29.64 46.84, Maseru LSO - 27.50 -29.33, Uelen RUS - -170.0 66.1
"""


@pytest.mark.parametrize("where", WHERE.replace("\n", "").split(","))
def test_each_town_lies_in_its_country_and_unit(where):
    """Borders are those that the General Assembly has recognised: Crimea is Ukraine's at every scale that is drawn."""
    _, country, unit, x, y = where.split()

    def lies_in(area):
        at = float(x), float(y)  # a hole is a ring of its own
        inside = {code: sum(Path(ring).contains_point(at) for ring in rings) % 2 for code, rings in outlines(area)[0].items()}
        return [code for code, within in inside.items() if within]

    assert lies_in("world") == [country]
    assert lies_in("UA") == [unit] * (unit != "-")


def test_the_units_that_a_map_shows_follow_from_the_places():
    def area(**counts):
        codes = [code.replace("_", "-") for code in counts]
        return plots.map_area(pd.DataFrame({"region": codes, "documents": list(counts.values())}))

    assert area(UA_65=3, UA_14=3, UA_23=3, UA_09=3, UA_43=3, RUS=20, UKR=30) == "UA"
    assert area(US_TX=4, US_CA=4, US_NY=4, US_OH=4, US_FL=4, UA_65=1, USA=30) == "US"
    assert area(UA_65=3, UA_14=3, UA_23=3, UA_09=3, RUS=20) == "UA"
    assert area(UA_65=3, UA_14=3, UA_23=3, UA_09=3, RUS=40) == "Europe"  # of four units, a fifth is too little
    assert area(FRA=8, DEU=5, CHN=2, JPN=1) == "Europe"
    assert area(FRA=8, DEU=1, CHN=4, USA=9) == "world"
    assert area(BRA=1, CHL=1) == "South America"
    assert area() == "world"


def test_a_choropleth_says_what_it_shows_and_what_it_leaves_out():
    table = pd.DataFrame({"region": ["FRA", "DEU", "POL", "LUX", "BRA"], "name": list("FGPLB"), "documents": [9, 4, 0, 1, 2]})
    axes = plots.choropleth(table, area="Europe")
    said = axes.described[0]
    assert said["text"].startswith("Map of 4 places by statements: most in F (9), G (4) and L (1); none in 1; range 0 to 9.")
    assert "1 of 5 places is not drawn on this map" in said["text"]
    assert axes.get_xlabel().startswith("1 of 5 places is not drawn")
    assert sorted(said["table"].region) == ["DEU", "FRA", "LUX", "POL"]
    assert len(said["boxes"]) == 4
    assert np.isfinite(said["boxes"]).all()
    assert_apart(drawn_boxes(axes))
    with pytest.raises(ValueError, match="region has FRA twice"):
        plots.choropleth(pd.concat([table, table]))


@pytest.mark.parametrize("area", ["UA", "US", "world", "Europe", "Africa", "Asia", "the Middle East", "North America", "South America"])
def test_every_area_is_drawn_with_labels_that_keep_apart(area):
    codes = list(outlines(area)[0])
    table = pd.DataFrame({"region": codes, "name": [f"Land of {code}" for code in codes], "documents": range(len(codes))})
    axes = plots.choropleth(table, area=area, most_labels=40)
    assert_apart(drawn_boxes(axes))
    assert len(drawn_boxes(axes)) >= 6
    plt.close("all")


def test_a_table_of_nothing_is_an_empty_map():
    empty = pd.DataFrame({"region": pd.Series(dtype="str"), "name": pd.Series(dtype="str"), "documents": pd.Series(dtype=int)})
    assert "the table has no rows" in plots.choropleth(empty).described[0]["text"]


def test_countries_count_with_their_units():
    documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["In Kherson oblast and in Ukraine.", "In Texas."]})
    counted = places.count_places(places.region_mentions(documents), documents, of="country")
    assert counted[["country", "n", "documents"]].values.tolist() == [["UKR", 2, 1], ["USA", 1, 1]]


def test_no_legend_stands_for_what_is_not_there():
    every = pd.DataFrame({"place_id": list(plots.CELLS), "documents": 2000})
    legends = [[text.get_text() for text in plots.tile_map(table).texts].count("not in the table") for table in (every, every.head(26))]
    assert legends == [0, 1]
    ax = plots.tile_map(every)
    ax.figure.canvas.draw()
    assert "2,000" in [label.get_text() for label in ax.child_axes[0].get_xticklabels()]


@pytest.mark.parametrize("letters", [5, 6, 7])
def test_short_names_of_tiles_tell_all_units_apart(letters):
    names = [maps._narrow(name, code, letters) for code, name in maps.SHORT.items()]
    assert len(set(names)) == 27
    assert max(len(line.rstrip("-.")) for name in names for line in name.split("\n")) <= letters
    assert maps._narrow("Region of the Upper Lake", "UA-46", letters) == f"{'Region'[: letters - 1]}."


@pytest.mark.parametrize("code", ["US-AK", "US-HI", "US-FL", "US-ME"])
def test_no_state_is_cut_by_the_frame(code):
    ax = plots.choropleth(pd.DataFrame({"region": [code], "name": [code], "documents": [1]}), area="US")
    shape = np.concatenate(shape_of(code, outlines("US")[0][code], "US"))
    for along, (low, high) in zip(shape.T, (ax.get_xlim(), ax.get_ylim()), strict=True):
        assert low < along.min()
        assert along.max() < high


@pytest.mark.parametrize("code", ["RUS", "FJI", "NZL"])
def test_countries_across_180_degrees_are_whole_on_the_map_of_the_world(code):
    shapes = [ring[:, 0] for ring in shape_of(code, outlines("world")[0][code], "world")]
    assert min(ring.min() for ring in shapes) > 0  # all of it in the east, and none of it in America's north-west


def test_dots_across_180_degrees_stand_side_by_side():
    table = pd.DataFrame({"name": ["Suva", "Apia"], "longitude": [178.44, -171.77], "latitude": [-18.1, -13.8], "documents": [3, 1]})
    ax = plots.dot_map(table)
    assert np.ptp(ax.get_xlim()) < 15
    assert {text.get_text() for text in ax.get_xticklabels()} >= {"178°E", "176°W"}


def test_dots_of_the_whole_world_all_have_a_place_on_its_map():
    longitudes = [-171.77, -77, 0, 139.7, 178.44]
    table = pd.DataFrame({"name": list("abcde"), "longitude": longitudes, "latitude": 10.0, "documents": 1})
    ax = plots.dot_map(table, extent=plots.frame_of("world"))
    assert ax.get_xlabel().startswith("5 of 5 places drawn\n")
    assert ax.collections[0].get_offsets()[:, 0].tolist() == [188.23, -77, 0, 139.7, 178.44]
