"""The gazetteer, and the finder by the conventions it follows."""

import pandas as pd
import pytest

from helpers.places import count_places, load_gazetteer, region_mentions


def found(text):
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}))
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.surface.tolist()
    return [row.place_id + (":d" if row.role == "demonym" else "") for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("votes in the Luhansk, Donetsk and Kherson oblasts", ["UA-09", "UA-14", "UA-65"]),
        ("the regions of Kherson and Mykolaiv", ["UA-65", "UA-48"]),
        ("Luhansk and Donetsk oblast", ["UA-09", "UA-14"]),
        ("Kharkiv Region and the city of Kharkiv", ["UA-63", "kharkiv"]),
        ("in Kherson, and in the Odesa region", ["kherson", "UA-51"]),
        ("the Kherson and, later, the Odesa regions", ["kherson", "UA-51"]),
        ("Nova Kakhovka and Kakhovka", ["nova-kakhovka", "kakhovka"]),
        ("Artemivsk, now Bakhmut; Kiev; Lugansk", ["bakhmut", "bakhmut", "kyiv", "luhansk"]),
        ("Ukraine’s and Ukrainians' and Ukrainian-made", ["UKR", "UKR:d", "UKR:d"]),
        ("the Minsk agreements were signed in Minsk", ["minsk"]),
        ("the Black Sea Fleet in the Black Sea", ["black-sea"]),
        ("they told us, and the US", ["USA"]),
        ("Irpinsky Buchanan Malian's", ["MLI:d"]),
        ("Україна і Крим", ["UKR", "UA-43"]),
        ("Crimea and the Autonomous Republic of Crimea", ["UA-43", "UA-43"]),
        ("NATO, the EU and the United Nations", []),
        ("L’viv", ["lviv"]),
        ("on the Dnipro River, in Dnipro, by the Baltic Sea", ["dnipro-river", "dnipro", "baltic-sea"]),
        ("", []),
    ],
)
def test_conventions(text, expected):
    assert found(text) == expected


def test_a_city_counts_for_its_oblast_and_a_shared_name_is_ambiguous():
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": ["Mariupol and Kherson, not the Kherson region"]}))
    assert table.region.tolist() == ["UA-14", "UA-65", "UA-65"]
    assert table.ambiguous.tolist() == [False, True, False]


def test_shares_of_statements(documents):
    table = count_places(region_mentions(documents), documents)
    assert table[["name", "n", "documents", "total"]].values.tolist() == [["Kherson", 1, 1, 3]]
    assert table.share[0] == pytest.approx(1 / 3)
    assert table.low[0] < 1 / 3 < table.high[0]


HEADER = "place_id,name,kind,region,latitude,longitude,variants,demonyms,weak_variants\n"


def test_a_gazetteer_of_ones_own(folder):
    path = folder({"g.csv": HEADER + "hanse,Hanse Town,town,DEU,53.5,10,Old Hanse;Hansa,Hanseatic,\n"}) / "g.csv"
    documents = pd.DataFrame({"document_id": ["a"], "text": ["Old Hanse and Hanseatic ships, not Kyiv."]})
    assert region_mentions(documents, load_gazetteer(path)).surface.tolist() == ["Old Hanse", "Hanseatic"]


def test_faulty_gazetteers_name_every_line(folder):
    rows = "a,,town,,,,,,\nb,B,town,,north,1,,,\nb,B,town,,1,1,,,\n"
    with pytest.raises(ValueError, match="3 problems") as error:
        load_gazetteer(folder({"g.csv": HEADER + rows}) / "g.csv")
    assert [f"line {n}" in str(error.value) for n in (2, 3, 4)] == [True] * 3
    with pytest.raises(ValueError, match="no column kind"):
        load_gazetteer(folder({"h.csv": "place_id,name\n"}) / "h.csv")


def test_the_bundled_gazetteer_holds_the_27_units():
    table = load_gazetteer()
    assert table.place_id.str.match(r"UA-\d\d$").sum() == 27
    assert table.place_id.is_unique
