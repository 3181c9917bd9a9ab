"""Tables of mentions, worked by hand."""

import pandas as pd
import pytest

from helpers.intervals import wilson
from helpers.places import load_gazetteer, region_mentions
from helpers.regions import count_places, first_and_last, macro_regions, named_together, spelling_ledger
from helpers.tokens import tokenize


@pytest.fixture
def statements():
    return pd.DataFrame(
        {
            "document_id": list("abcd"),
            "date": pd.to_datetime(["2022-09-22", "2022-09-30", "2022-12-01", "2022-12-02"]),
            "source": ["NATO", "G7", "NATO", "NATO"],
            "text": ["Odesa and Kyiv. Odesa again.", "Odessa and Kyiv.", "Kiev, in the Luhansk region.", "No place."],
        }
    )


@pytest.fixture
def mentions(statements):
    return region_mentions(statements)


def test_shares_of_statements(statements, mentions):
    table = count_places(mentions, statements).set_index("name")
    assert table.loc["Kyiv", ["n", "documents", "total", "share"]].tolist() == [3, 3, 4, 0.75]
    assert table.loc["Odesa", ["n", "documents"]].tolist() == [3, 2]
    assert table.loc["Kyiv", ["low", "high"]].tolist() == pytest.approx(wilson(0.75, 4))


def test_groups_have_their_own_denominators(statements, mentions):
    table = count_places(mentions, statements, per=["source", "month"], tokens=tokenize(statements)).astype({"month": "str"})
    odesa = table[table.name == "Odesa"].set_index(["source", "month"])
    assert odesa.loc[("NATO", "2022-09"), ["n", "documents", "total", "words"]].tolist() == [2, 1, 1, 5]
    assert odesa.at[("NATO", "2022-09"), "per_10k"] == pytest.approx(10_000 * 2 / 5)
    kyiv = table[table.name == "Kyiv"].set_index(["source", "month"])
    assert kyiv.loc[("NATO", "2022-12"), ["documents", "total", "share"]].tolist() == [1, 2, 0.5]
    assert table.groupby("name").n.sum().to_dict() == count_places(mentions, statements).set_index("name").n.to_dict()


def test_pairs(statements, mentions):
    table = named_together(mentions, statements)
    assert table[["place", "other", "documents", "documents_place", "documents_other"]].values.tolist() == [["Kyiv", "Odesa", 2, 3, 2]]
    assert table.expected[0] == pytest.approx(3 * 2 / 4)
    assert len(named_together(mentions.head(0), statements)) == 0


def test_first_and_last(statements, mentions):
    table = first_and_last(mentions, statements).set_index("name")
    assert table.loc["Kyiv", ["first_id", "last_id", "documents"]].tolist() == ["a", "c", 3]
    assert table.loc["Odesa", ["first_id", "last_id"]].tolist() == ["a", "b"]


def test_spellings_by_group(statements, mentions):
    ledger = spelling_ledger(mentions, statements, per=["source"])
    assert ledger[["spelling", "source", "n", "documents"]].values.tolist() == [
        ["Kiev", "NATO", 1, 1],
        ["Kyiv", "G7", 1, 1],
        ["Kyiv", "NATO", 1, 1],
        ["Odesa", "NATO", 2, 1],
        ["Odessa", "G7", 1, 1],
    ]
    assert "Luhansk" not in set(ledger.spelling)  # it has one spelling here


def test_macro_regions_are_expanded_on_demand(mentions):
    table = macro_regions(mentions, load_gazetteer())
    assert set(table[table.surface == "Luhansk"].macro_region) >= {"Donbas", "Eastern Ukraine"}
    assert len(macro_regions(mentions.head(0), load_gazetteer())) == 0
