"""One idiom chooses statements, and a choice can be kept by name."""

import datetime

import pandas as pd
import pytest

from helpers import corpus, places
from helpers.corpus.subcorpora import keep_subcorpus, select, subcorpora

DOCUMENTS = pd.DataFrame(
    {
        "document_id": ["a", "b", "c", "d"],
        "date": pd.to_datetime(["2022-09-22", "2022-10-12", "2023-02-24", None]),
        "issuer": ["NATO", "UN", "NATO", None],
        "year_of": [1, 2, 3, 4],
        "text": [
            "No votes in Kherson oblast.",
            "I thank you. We condemn it in Odesa.",
            "One year. “No,” Ms Kallas said in Kyiv.",
            "No vote.",
        ],
        "language": "en",
    }
)


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        ({}, "abcd"),
        ({"issuer": "NATO"}, "ac"),
        ({"issuer": ["UN", "NATO"]}, "abc"),
        ({"issuer": ("NATO",), "since": "2023-01-01"}, "c"),
        ({"until": datetime.date(2022, 10, 12)}, "ab"),
        ({"since": "2022-10-12", "until": "2022-10-12"}, "b"),
        ({"text": "vote*"}, "ad"),
        ({"genre": "speech"}, "b"),
        ({"genre": ["speech", "news"]}, "abcd"),
        ({"year_of": [2, 4]}, "bd"),
        ({"document_id": ["d", "a"]}, "ad"),
    ],
)
def test_each_way_to_choose(choice, chosen):
    assert "".join(select(DOCUMENTS, **choice).document_id) == chosen


@pytest.mark.parametrize(("place", "chosen"), [("UA-65", "a"), ("Odesa", "b"), (["kyiv", "UA-51"], "bc")])
def test_statements_that_name_a_place_by_code_name_or_region(place, chosen):
    mentions = places.region_mentions(DOCUMENTS)
    assert "".join(select(DOCUMENTS, place=place, mentions=mentions).document_id) == chosen


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"isuer": "NATO"}, "there is no column 'isuer'. Remedy: one of subcorpus, since, until, genre, text, place"),
        ({"issuer": ["NATO", "Nato"]}, "no statement has the issuer 'Nato'. Remedy: one of NATO, UN"),
        ({"genre": "poem"}, "no statement has the genre 'poem'"),
        ({"place": "UA-65"}, "place needs the mentions"),
    ],
)
def test_what_cannot_be_chosen_is_said(choice, said):
    with pytest.raises(ValueError, match=said):
        select(DOCUMENTS, **choice)


def test_a_choice_is_kept_by_name_and_read_again(tmp_path):
    path = tmp_path / "kept.json"
    assert subcorpora(path) == {}
    keep_subcorpus("Allies, early", issuer=["NATO"], until=datetime.date(2022, 12, 31), path=path)
    keep_subcorpus("Reden über Odesa", text="Odesa", since=None, path=path)
    keep_subcorpus("Allies, early", issuer="NATO", until="2022-09-30", path=path)
    assert subcorpora(path) == {"Allies, early": {"issuer": "NATO", "until": "2022-09-30"}, "Reden über Odesa": {"text": "Odesa"}}
    assert corpus.select(DOCUMENTS, **subcorpora(path)["Allies, early"]).document_id.tolist() == ["a"]
    assert "über" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("written", "said"), [("{", "is no JSON"), ("[1]", "the whole is no choice"), ('{"a": 1}', "a is no choice")])
def test_a_file_that_is_none_is_named(written, said, tmp_path):
    path = tmp_path / "kept.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        subcorpora(path)
    assert path.read_text(encoding="utf-8") == written
