"""The tables of the page Explore: numbers and texts that a script reads back as they were, the same bytes each time."""

import base64
import json
import re
import zlib

import numpy as np
import pandas as pd
import pytest

from helpers.live import columns
from helpers.live.packing import sections, steps, varints, write_script
from helpers.live.places import map_of, named_places
from helpers.live.statements import statements_of
from helpers.live.write import write
from helpers.site import reader
from helpers.tokens import tokenize


def numbers(packed):
    """Read what `varints` wrote, one byte after the other."""
    made, value, shift = [], 0, 0
    for byte in packed:
        value, shift = value | (byte & 127) << shift, shift + 7
        if byte < 128:
            made, value, shift = [*made, value], 0, 0
    return made


def unpacked(script):
    """Return the parts of a table that a script holds."""
    packed = re.fullmatch(r'EXPLORE\.take\("[a-z0-9-]+","([A-Za-z0-9+/=]+)"\);\n', script.read_text())[1]
    content = zlib.decompress(base64.b64decode(packed), -15)
    count = content[0]
    assert count < 128
    ends = [i for i, byte in enumerate(content) if byte < 128][: count + 1]
    sizes, at = numbers(content[: ends[-1] + 1])[1:], ends[-1] + 1
    return [content[at + sum(sizes[:i]) : at + sum(sizes[: i + 1])] for i in range(count)]


@pytest.mark.parametrize("values", [[], [0], [127, 128, 16383, 16384, 2**31 - 1], list(range(300)), [5] * 1000])
def test_numbers_are_read_back(values):
    assert numbers(varints(values)) == values


def test_no_number_is_below_0():
    with pytest.raises(ValueError, match="-3 is below 0"):
        varints([4, -3])


def test_steps_begin_anew_where_a_row_does():
    assert steps([3, 7, 2, 2], [0, 2, 4]).tolist() == [3, 4, 2, 0]
    assert steps([], [0]).tolist() == []


def test_a_script_is_named_by_its_content(tmp_path):
    names = [write_script(tmp_path, "tokens", sections(content)) for content in (b"a", b"a", b"b")]
    assert names[0] == names[1] != names[2]
    assert unpacked(tmp_path / f"{names[2]}.js") == [b"b"]


def test_types_stand_in_the_order_in_which_lines_are_sorted(documents):
    tokens = tokenize(documents.assign(text=["US us Us", "Straße STRASSE strasse", "about"]))
    words = columns.vocabulary(tokens)
    assert words.types == ["about", "STRASSE", "strasse", "US", "us"]
    assert [words.types[i] for i in words.number] == tokens.type.tolist()
    assert words.counts.tolist() == [1, 1, 2, 1, 2]
    packed = columns.packed_vocabulary(words)
    assert packed == sections(varints([1, 1, 2, 1, 2]), varints([2, 2]), b"about\nSTRASSE\nstrasse\nUS\nus")


def test_postings_have_the_places_of_each_type(documents):
    tokens = tokenize(documents)
    words = columns.vocabulary(tokens)
    ((first, packed),) = columns.postings(words)
    assert first == 0
    deltas, at = numbers(packed)[-len(tokens) :], words.types.index("votes")
    mine = deltas[sum(words.counts[:at]) :][: words.counts[at]]
    assert np.cumsum(mine).tolist() == np.flatnonzero(tokens.type == "votes").tolist()


def test_dates_are_as_close_as_they_are_known(documents):
    made = statements_of(documents.assign(date_precision=["day", "month", "year"]), [None] * 3)
    assert made["date"] == ["2022-09-22", "2022-09", "2022"]
    assert made["known"] == [2, 1, 0]
    assert made["month"] == [24272, 24272, 24275]
    assert made["issuers"] == ["G7", "NATO"]
    assert made["issuer"] == [1, 0, 1]


def test_places_without_a_point_have_no_dot():
    mentions = pd.DataFrame(
        {"place_id": ["UA-65", "nowhere"], "name": ["Kherson Oblast", "Nowhere"], "kind": "x", "region": ["UA-65", None]}
    )
    mentions = mentions.assign(document_id="a")
    places = named_places(mentions)
    made = map_of(places, mentions)
    assert places.place_id.tolist() == ["UA-65", "nowhere"]
    assert made["points"][1] is None
    assert 0 < made["points"][0][0] < made["width"]
    assert 0 < made["points"][0][1] < made["height"]
    assert made["outlines"].startswith("M")


@pytest.mark.parametrize("columns_left_out", [[], ["issuer", "title"]])
@pytest.mark.parametrize("rows", [3, 1, 0])
def test_the_same_statements_give_the_same_bytes(documents, tmp_path, columns_left_out, rows):
    documents = documents.head(rows).drop(columns=columns_left_out)
    for folder in ("one", "two"):
        found = reader.find_all(documents)
        write(tmp_path / folder, documents, tokenize(documents), found, page_of=reader.page_name)
    files = sorted(file.relative_to(tmp_path / "one") for file in (tmp_path / "one").rglob("*") if file.is_file())
    assert len(files) > 8
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)
    base = json.loads(unpacked(tmp_path / "one" / "explore" / "base.js")[0])
    assert base["statements"]["words"] == [12, 7, 2][:rows]
    assert {f"{name}.js" for shard in base["shards"] for name in shard[1:]} <= {file.name for file in files}
