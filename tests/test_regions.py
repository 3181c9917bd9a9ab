"""Tables of mentions, worked by hand."""

import pandas as pd
import pytest

from helpers.intervals import share_interval
from helpers.places import load_gazetteer, region_mentions, with_bodies
from helpers.places.counts import cooccurrence, count_places, first_and_last, macro_regions, spelling_ledger
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
    assert table.loc["Kyiv", ["low", "high"]].tolist() == pytest.approx([float(x) for x in share_interval(3, 4)])
    assert count_places(mentions, statements.head(1))[["low", "high"]].isna().all(axis=None)  # one statement says nothing of others


def test_groups_have_their_own_denominators(statements, mentions):
    table = count_places(mentions, statements, by=["source", "month"], tokens=tokenize(statements)).astype({"month": "str"})
    odesa = table[table.name == "Odesa"].set_index(["source", "month"])
    assert odesa.loc[("NATO", "2022-09"), ["n", "documents", "total", "words"]].tolist() == [2, 1, 1, 5]
    assert odesa.at[("NATO", "2022-09"), "per_10k"] == pytest.approx(10_000 * 2 / 5)
    kyiv = table[table.name == "Kyiv"].set_index(["source", "month"])
    assert kyiv.loc[("NATO", "2022-12"), ["documents", "total", "share"]].tolist() == [1, 2, 0.5]
    assert table.groupby("name").n.sum().to_dict() == count_places(mentions, statements).set_index("name").n.to_dict()


def test_pairs(statements, mentions):
    table = cooccurrence(mentions, statements)
    assert table[["place", "other", "documents", "documents_place", "documents_other"]].values.tolist() == [["Kyiv", "Odesa", 2, 3, 2]]
    assert table.expected[0] == pytest.approx(3 * 2 / 4)
    assert len(cooccurrence(mentions.head(0), statements)) == 0


def test_first_and_last(statements, mentions):
    table = first_and_last(mentions, statements).set_index("name")
    assert table.loc["Kyiv", ["first_id", "last_id", "documents"]].tolist() == ["a", "c", 3]
    assert table.loc["Odesa", ["first_id", "last_id"]].tolist() == ["a", "b"]


def test_spellings_by_group(statements, mentions):
    ledger = spelling_ledger(mentions, statements, by=["source"])
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


def test_the_order_of_a_gazetteer_counts():
    """Of two rows with one place_id the first gives the name, and of two places of one name the first is meant."""
    documents = pd.DataFrame({"document_id": ["a"], "text": ["They met in Springfield."]})
    row = {"kind": "city", "region": "", "latitude": 1.0, "longitude": 1.0, "variants": "", "demonyms": "", "weak_variants": ""}
    two = pd.DataFrame([row | {"place_id": "one", "name": "Springfield"}, row | {"place_id": "two", "name": "Springfield"}])
    assert [region_mentions(documents, table).place_id.tolist() for table in (two, two[::-1], two)] == [["one"], ["two"], ["one"]]
    unseen = two.assign(counted=pd.Series([False, True], dtype=object))
    assert region_mentions(documents, unseen).empty
    assert len(region_mentions(documents, unseen.assign(counted=True))) == 1


def test_columns_that_statements_and_mentions_share(statements, mentions):
    """Statements have a kind (digest, full text) as places have one (city, unit)."""
    statements = statements.assign(kind=["digest", "digest", "full text", "full text"])
    table = count_places(mentions, statements, by="kind").set_index(["kind", "name"])
    assert table.loc[("digest", "Kyiv"), ["n", "documents", "total"]].tolist() == [2, 2, 2]
    assert spelling_ledger(mentions, statements, by="kind").spelling.tolist() == ["Kiev", "Kyiv", "Odesa", "Odessa"]
    with pytest.raises(ValueError, match=r"by='kind' has the name of another column .* Remedy: rename"):
        count_places(mentions, statements, of="kind", by="kind")
    with pytest.raises(ValueError, match="by='total' has the name"):
        count_places(mentions, statements.assign(total="x"), by="total")


def test_a_statement_without_a_date_is_not_the_last(statements, mentions):
    statements.loc[2, "date"] = pd.NaT  # c, which names Kiev and Luhansk
    table = first_and_last(mentions, statements).set_index("name")
    assert table.loc["Kyiv", ["first_id", "last_id", "documents"]].tolist() == ["a", "b", 3]
    assert table.at["Kyiv", "last"] == pd.Timestamp("2022-09-30")
    assert table.loc["Luhansk Oblast", ["first", "first_id", "last", "last_id"]].isna().all()


def test_pairs_are_those_of_the_statements_given(statements, mentions):
    table = cooccurrence(mentions, statements.head(2))
    assert table[["documents", "documents_place", "expected"]].values.tolist() == [[2, 2, 2.0]]  # Kyiv in two of two, not in three
    sea = mentions.assign(region=None)
    assert len(cooccurrence(sea, statements, of="region")) == 0


def test_larger_regions_are_names_without_blanks():
    gazetteer = pd.DataFrame({"place_id": ["UA-09", "UA-09"], "macro_regions": ["Donbas; East ", "Donbas"]})
    mentions = pd.DataFrame({"document_id": ["a"], "start": [0], "region": ["UA-09"]})
    assert macro_regions(mentions, gazetteer).macro_region.tolist() == ["Donbas", "East"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Bank of Norway sees growth in Norway.", ["Bank of Norway", ""]),
        ("in Norway\nBank staff of Chile", ["", ""]),
        ("The Ministry of Health and Sports of the United Kingdom", ["Ministry of Health and Sports of the United Kingdom"]),
        ("the Norwegian Football Federation and a Norwegian bank", ["Norwegian Football Federation", ""]),
        ("the president of Chile, in Chile, Council members", ["", ""]),
    ],
)
def test_bodies_whose_names_hold_a_place(text, bodies):
    documents = pd.DataFrame({"document_id": ["a"], "text": [text]})
    assert with_bodies(region_mentions(documents), documents).body.tolist() == bodies
