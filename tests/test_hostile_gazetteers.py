"""Gazetteers as users have them, broken or made to harm: each is a table that the finder takes, or one error that says what to mend."""

import importlib.util
import re
from pathlib import Path

import lxml.html
import nbformat
import pandas as pd
import pytest

from helpers import explore, outputs, places, plots, tables
from helpers.files.lists import LISTED
from helpers.places import load_gazetteer, region_mentions
from helpers.places import mentions as place_mentions
from helpers.places import names as place_names
from helpers.places.gazetteer_file import LONGEST
from helpers.site.cells import body_of, inside

_spec = importlib.util.spec_from_file_location("payloads", Path(__file__).with_name("tools") / "payloads.py")
payloads = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(payloads)

HEADER = "place_id,name,kind,region,latitude,longitude,variants,demonyms,weak_variants\n"
GOOD = "hanse,Hanse Town,town,DEU,53.5,10,Old Hanse,Hanseatic,\n"


def row(name="Hanse", place_id="hanse", *, latitude="53.5", longitude="10", variants="", demonyms=""):
    cells = [place_id, name, "town", "DEU", latitude, longitude, variants, demonyms, ""]
    return ",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells) + "\n"


def surfaces(text, gazetteer, **options):
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}), gazetteer, **options)
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.surface.tolist()
    return table.surface.tolist()


def faults(path):
    """Return the lines of the one error that a file ends in, below the one that names it."""
    with pytest.raises(ValueError, match="problem") as told:
        load_gazetteer(path)
    first, *rest = str(told.value).split("\n  ")
    assert first.endswith(str(path))
    assert first.startswith("1 problem in" if len(rest) == 1 else f"{len(rest)} problems in")
    assert all(re.match(r"line \d+: .+\. Remedy: .+[.?]$", line, re.DOTALL) for line in rest), rest
    return rest


TAKEN = {
    "a mark of the byte order": (b"\xef\xbb\xbf" + (HEADER + GOOD).encode(), "Hanse Town", ["Hanse Town"]),
    "Windows' line ends": ((HEADER + GOOD).replace("\n", "\r\n"), "Old Hanse", ["Old Hanse"]),
    "the line ends of old Macs": ((HEADER + GOOD).replace("\n", "\r"), "Old Hanse", ["Old Hanse"]),
    "semicolons between the cells": ((HEADER + GOOD).replace(",", ";"), "Hanse Town", ["Hanse Town"]),
    "tabs": ((HEADER + GOOD).replace(",", "\t"), "Hanse Town", ["Hanse Town"]),
    "blank lines, and rows of empty cells": ("\n\n" + HEADER + "\n,,,,,,,,\n" + GOOD + "\n", "Hanse Town", ["Hanse Town"]),
    "empty columns at the right, as Excel leaves them": (
        HEADER.replace("\n", ",,\n") + GOOD.replace("\n", ",,\n"),
        "Hanseatic",
        ["Hanseatic"],
    ),
    "spaces around cells": ((HEADER + GOOD).replace(",", " , "), "Hanse Town", ["Hanse Town"]),
    "columns in another order, and one more": ("mine," + HEADER + "x," + GOOD, "Hanse Town", ["Hanse Town"]),
    "a line break in another column": (HEADER.replace("\n", ",mine\n") + GOOD.replace("\n", ',"a\nb"\n'), "Hanse Town", ["Hanse Town"]),
    "lists of nothing": (HEADER + row(variants=";; ;", demonyms=";"), "Hanse;", ["Hanse"]),
    "names alike": (HEADER + row() + row(place_id="b"), "Hanse and Hanse", ["Hanse", "Hanse"]),
    "a regular expression": (HEADER + row("A.*(b|[c]+)?$^\\d"), "Axxb A.*(b|[c]+)?$^\\d A", ["A.*(b|[c]+)?$^\\d"]),
    "one letter": (HEADER + row("A"), "A B AB", ["A"]),
    "digits": (HEADER + row("404"), "404 and 4040", ["404"]),
    "letters and marks apart": (HEADER + row("Me\u0301rida"), "M\u00e9rida, Me\u0301rida", ["M\u00e9rida", "Me\u0301rida"]),
    "no capitals in the script": (HEADER + row("دبي"), "في دبي اليوم", ["دبي"]),
    "a joiner that belongs to the name": (HEADER + row("خانه\u200cسر"), "در خانه\u200cسر", ["خانه\u200cسر"]),
    "another name for what begins with a lower-case letter": (HEADER + row("den Haag", variants="Den Haag"), "Den Haag", ["Den Haag"]),
    "an article alone, beside a name": (HEADER + row(variants="the;the ; region;the region"), "the Hanse region", ["Hanse"]),
    "words that pandas takes for missing": (HEADER + row("Nan", place_id="NA"), "in Nan", ["Nan"]),
    "no coordinates": (HEADER + row(latitude="", longitude=""), "Hanse", ["Hanse"]),
    "the longest name": (HEADER + row("A" * LONGEST), "A" * LONGEST, ["A" * LONGEST]),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_can_be_read_is_taken_and_found(folder, case):
    content, text, expected = TAKEN[case]
    gazetteer = load_gazetteer(folder({"g.csv": content}) / "g.csv")
    assert surfaces(text, gazetteer) == expected
    assert {"macro_regions", "note", "counted"} <= set(gazetteer)
    assert gazetteer[["latitude", "longitude"]].dtypes.astype(str).tolist() == ["float64", "float64"]
    mentions = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}), gazetteer)
    assert places.macro_regions(mentions, gazetteer).empty


REFUSED = {
    "nothing": ("", ["line 1: The file is empty"]),
    "blank": (" \n\n", ["line 1: The file is empty"]),
    "latin-1": ((HEADER + row("Köln")).encode("latin-1"), ["line 2: The file is not UTF-8; it looks like"]),
    "UTF-16": ((HEADER + row("Köln")).encode("utf-16"), ["line 1: The file is not UTF-8; it looks like utf-16"]),
    "null bytes": (HEADER + GOOD + "a\0b\n", ["line 3: This is a binary file, not text. Remedy: Save the table as CSV"]),
    "an Excel file": (b"PK\x03\x04\x14\0\0\0\x08\0\xff\xfe", ["line 1: This is a binary file, not text. Remedy: Save the table as CSV"]),
    "a header alone": (HEADER, ["line 2: The table has no rows"]),
    "no header": (GOOD, ["line 1: There is no column place_id, name, kind, region, latitude"]),
    "a column less": (HEADER.replace(",kind", "") + GOOD, ["line 1: There is no column kind. Remedy: A gazetteer has"]),
    "a column twice": (HEADER.replace("\n", ",name\n") + GOOD.replace("\n", ",x\n"), ["line 1: The column 'name' stands twice"]),
    "ragged rows": (
        HEADER + "a,b\n" + GOOD + "a,b,c,d,1,1,e,f,g,h\n",
        ["line 2: The row has 2 cells, the header 9", "line 4: The row has 10"],
    ),
    "a quotation mark that stays open": (
        HEADER + "a,\n" + 'b,"B,t,,,,,,\n' + GOOD,
        ["line 2: The row has 2", "line 3: In the row that begins here"],
    ),
    "text after a quotation": (HEADER + GOOD + 'b,"B" town,t,,,,,,\n' + GOOD, ["line 3: In the row that begins here"]),
    "faults below line breaks": (
        HEADER.replace("\n", ",note\n") + row().replace("\n", ',"a\n\nb"\n') + "\n" + row("", place_id="b").replace("\n", ",\n"),
        ["line 6: There is no place_id or no name"],
    ),
    "a line break in a name": (
        HEADER + GOOD + row("Old\nHanse", place_id="b", variants="A\nB"),
        ["line 3: The cell 'name' holds", "line 3: The cell 'variants'"],
    ),
    "an id twice": (
        HEADER + GOOD + row("B") + row("C"),
        ["line 3: This place_id stands in line 2", "line 4: This place_id stands in line 2"],
    ),
    "no id": (HEADER + row(place_id=" ") + row("\u00a0", place_id="b"), ["line 2: There is no place_id", "line 3: There is no place_id"]),
    "degrees that are none": (
        HEADER
        + "".join(
            row(place_id=f"p{i}", latitude=value) for i, value in enumerate(["1e999", "nan", "inf", "91", "-90.5", "٤٦", "46,7", "N 46"])
        ),
        [f"line {i}: The latitude" for i in range(2, 10)],
    ),
    "degrees of 5,000 digits": (HEADER + row(longitude="9" * 5000), ["line 2: The longitude '9999"]),
    "the two turned round": (HEADER + row(latitude="120", longitude="30"), ["line 2: The latitude '120' is not on Earth"]),
    "half a place": (HEADER + row(longitude=""), ["line 2: Latitude or longitude is missing"]),
    "a name of 100,000 letters": (HEADER + row("A" * 100_000), [f"line 2: The name '{'A' * 40}' … has 100,000 characters"]),
    "a variant of 100,000 letters": (
        HEADER + row(variants="B;" + "A" * 100_000),
        [f"line 2: The name '{'A' * 40}' … has 100,000 characters"],
    ),
    "several names in one": (HEADER + row("A;B"), ["line 2: The name 'A;B' holds a semicolon"]),
    "the": (HEADER + row("the"), ["line 2: No name of 'the' would be found"]),
    "a lower-case letter": (HEADER + row("den Haag"), ["line 2: No name of 'den Haag' would be found"]),
    "signs": (HEADER + row("*") + row("\N{OCTOPUS}", place_id="b"), ["line 2: No name of '*' would", "line 3: No name of '\N{OCTOPUS}'"]),
    "marks that turn writing round": (
        HEADER + row("\u200fKyiv") + row("Ky\u202eiv", place_id="b"),
        [
            "line 2: The cell 'name' holds characters that cannot be seen (U+200F)",
            "line 3: The cell 'name' holds characters that cannot be seen (U+202E)",
        ],
    ),
    "signs that act on a terminal": (
        HEADER + row("Kyiv\x1b[2J"),
        ["line 2: The cell 'name' holds characters that cannot be seen (U+001B)"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_says_so_once_with_lines_and_remedies(folder, case):
    content, expected = REFUSED[case]
    told = faults(folder({"g.csv": content}) / "g.csv")
    assert [line[: len(wanted)] for line, wanted in zip(told, expected, strict=True)] == expected


def test_one_of_ones_own_stands_beside_that_of_the_kit(folder):
    gazetteer = load_gazetteer(folder({"g.csv": HEADER + GOOD}) / "g.csv")
    both = pd.concat([load_gazetteer(), gazetteer])
    assert surfaces("Hanse Town, Kyiv, Walker County", both, unlisted=True) == ["Hanse Town", "Kyiv", "Walker County"]
    assert not both.macro_regions.isna().any()


def test_paths_that_are_no_file_are_named(folder):
    path = folder({"in/a.csv": HEADER})
    assert faults(path / "none.csv") == ["line 1: There is no such file. Remedy: Check the path, and the folder it begins from."]
    assert faults(path / "in") == ["line 1: This is a folder. Remedy: Name a CSV file in it (a.csv)."]
    assert "There is no such file" in faults(path / "a.csv\0")[0]
    assert len(faults(path / ("x" * 5000))) == 1


def test_of_very_many_faults_the_first_are_listed_and_the_rest_counted(folder):
    path = folder({"g.csv": HEADER + "a,b\n" * 1000}) / "g.csv"
    with pytest.raises(ValueError, match="1,000 problems") as told:
        load_gazetteer(path)
    assert str(told.value).count("Remedy") == LISTED
    assert str(told.value).endswith("\n  and 800 more")


def test_fifty_thousand_places_are_read_and_found(folder):
    names = [f"San {i:x} Town" if i % 2 else f"Place{i:x} Town" for i in range(50_000)]
    lines = [f"p{i},{name},town,X-{i % 500},{i % 90}.5,{i % 180}.25,,,\n" for i, name in enumerate(names)]
    gazetteer = load_gazetteer(folder({"g.csv": HEADER + "".join(lines)}) / "g.csv")
    text = "San nothing, " * 2000 + f"{names[37_777]} and {names[48_888]}"  # at each San, 25,000 names would be compared
    assert surfaces(text, gazetteer) == [names[37_777], names[48_888]]


def test_many_names_with_one_first_word_are_found_as_few_are(monkeypatch, folder):
    names = [
        f"San {a}{b}" for a in ("Marko", "MARKO", "Strae", "Straße", "Ana", "ana", "Power Plant") for b in ("", " Town", " region", "x")
    ]
    lines = [row(name, place_id=f"p{i}") for i, name in enumerate(names)]
    gazetteer = load_gazetteer(folder({"g.csv": HEADER + "".join(lines)}) / "g.csv")
    text = " ".join([*names, *map(str.upper, names), *map(str.title, names), "San San Marko, San Markos"])
    few = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}), gazetteer)
    monkeypatch.setattr(place_names, "MANY", 1)
    place_mentions._ready.clear()
    many = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}), gazetteer)
    assert len(few) > 60
    pd.testing.assert_frame_equal(few, many)
    place_mentions._ready.clear()


def test_names_that_thousands_of_places_share_take_no_square_of_the_time(folder):
    lines = [f"p{i},Springfield,town,X-{i},,,,,\n" for i in range(20_000)]
    gazetteer = load_gazetteer(folder({"g.csv": HEADER + "".join(lines)}) / "g.csv")
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": ["in Springfield"]}), gazetteer)
    assert table[["place_id", "ambiguous", "other"]].values.tolist() == [["p0", True, "p1"]]


# ---- names that try to run, or to break out of where they are put


def hostile(make):
    """Return a gazetteer with a payload in all the texts of each place, and statements that name each, in two months."""
    told = [make(payload) for payload in payloads.PAYLOADS]
    gazetteer = pd.DataFrame({"place_id": [f"{i} {text}" for i, text in enumerate(told)], "name": told, "kind": told, "region": told})
    gazetteer = gazetteer.assign(
        latitude=50.0, longitude=[30 + i / 100 for i in range(len(told))], demonyms="", weak_variants="", note=told
    )
    gazetteer["variants"] = [f"{text.replace(';', '')};Spot{i}" for i, text in enumerate(told)]
    named = [" and ".join(f"Spot{i}" for i in range(at, min(at + 40, len(told)))) for at in range(0, len(told), 20)]
    ids = [f"d{i}" for i in range(len(named))]
    dates = pd.to_datetime([f"2022-{i % 2 + 1:02}-01" for i in range(len(named))])
    return gazetteer, pd.DataFrame({"document_id": ids, "date": dates, "text": named})


@pytest.fixture(scope="module")
def both():
    """For payloads and for harmless texts: the gazetteer, the statements, the mentions."""
    made = []
    for make in (str, payloads.harmless):
        gazetteer, documents = hostile(make)
        made.append((gazetteer, documents, region_mentions(documents, gazetteer)))
    return made


def shape(markup):
    """Return the elements of a piece of HTML with the names of their attributes, in order."""
    return [(part.tag, tuple(part.attrib)) for part in lxml.html.fragment_fromstring(markup, create_parent="div").iter("*")]


def test_places_of_any_name_are_found_by_their_variants(both):
    (gazetteer, _, mentions), (_, _, plain) = both
    mine = mentions[mentions.surface.str.startswith("Spot")]
    assert set(mine.place_id) == set(gazetteer.place_id)
    assert mine.surface.tolist() == plain.surface.tolist()
    assert set(mine.name) == set(payloads.PAYLOADS)


def test_tables_of_places_hold_them_as_text(both):
    seen = []
    for gazetteer, documents, mentions in both[::-1]:
        counted = places.count_places(mentions, documents, of="place_id").sort_values("place_id", key=lambda ids: ids.str.split().str[0])
        made = [tables.reading(mentions, limit=1000).to_html(), tables.to_html(counted), tables.reading(gazetteer, limit=1000).to_html()]
        seen.append([shape(markup) for markup in made])
    assert seen[0] == seen[1]
    assert "<script>window.hit=1</script>" in lxml.html.fragment_fromstring(made[0], create_parent="div").text_content()


@pytest.mark.filterwarnings("ignore:Glyph", "ignore:More than 20 figures")
def test_figures_of_places_say_their_names_as_text(both):
    seen, cells = [], []
    for gazetteer, documents, mentions in both:
        counted = places.count_places(mentions, documents, of="place_id").merge(gazetteer, on="place_id").sort_values("longitude")
        figures = [plots.dot_map(counted.iloc[at : at + 10], most_labels=2).figure for at in range(0, len(counted), 40)]
        figures += [plots.ranked_bars(counted.iloc[at : at + 8], label="name", value="share").figure for at in range(0, len(counted), 80)]
        figures.append(plots.tile_map(counted.head(1).assign(place_id="UA-65"), label="name").figure)
        outs = [
            nbformat.v4.new_output("display_data", {"image/png": "AAAA"}, metadata=outputs.figure_metadata(figure)) for figure in figures
        ]
        assert all(out.metadata["image/png"]["alt"] for out in outs)
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=outs, execution_count=1)])
        cells.append(inside(body_of(notebook, "places")))
        seen.append(shape(cells[-1]))
    assert seen[0] == seen[1]
    assert "window.hit=1" in cells[0]


@pytest.mark.filterwarnings("ignore:Glyph")
def test_the_panel_of_regions_shows_any_name(both):
    gazetteer, documents, mentions = both[0]
    panel = explore.regions(documents, mentions=mentions, gazetteer=gazetteer)
    strange = {name: place for name, place in panel.controls["trend"].options if ("$" in name and len(name) < 26) or len(name) > 4000}
    assert len(strange) > 5
    for place in strange.values():
        panel.controls["trend"].value = place
        assert panel.view.error == ""
    panel.controls["of"].value = "region"
    assert panel.view.error == ""
    panel.choose(panel.table.iloc[0])
    assert panel.view.sentences["items"]
    assert [len(panel.save(what)[2]) > 100 for what in ("table", "excel", "svg")] == [True] * 3
    outs = nbformat.v4.new_output("display_data", {"image/png": "AAAA"}, metadata=outputs.figure_metadata(panel.figure()))
    page = inside(body_of(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[outs], execution_count=1)]), "panel"))
    assert not {"script", "svg", "iframe", "style", "object"} & {tag for tag, _ in shape(page)}


def test_a_title_says_a_sum_of_money_as_it_is(both):
    gazetteer, documents, mentions = both[0]
    place = next(row.place_id for row in gazetteer.itertuples() if row.name.startswith("$40 billion"))
    panel = explore.regions(documents, mentions=mentions, gazetteer=gazetteer, trend=place)
    assert "Mentions in $40 billion in March and $20 billion in May: " in panel.view.alt
