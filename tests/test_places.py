"""The gazetteer, and the finder by the conventions it follows."""

import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import places
from helpers.corpus import load_corpus
from helpers.paths import STATEMENTS, places_beside
from helpers.places import left_out, load_gazetteer, outside, region_mentions, with_world
from helpers.places.names import FIRST, find_names, name_index, spelled
from helpers.places.towns import own_towns, read_towns, towns_by_name
from helpers.spans import found_in

SIGNS = {"place": "", "demonym": ":d", "metonym": ":m"}


def found(text, **options):
    documents = pd.DataFrame({"document_id": ["a"], "text": [text]})
    documents.attrs["gazetteer"] = places_beside(STATEMENTS)  # with the places of the bundled corpus
    table = region_mentions(documents, **options)
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.surface.tolist()
    return [row.place_id + SIGNS[row.role] for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # lists with a head, before or after; a head does not reach over other words
        ("votes in the Luhansk, Donetsk and Kherson oblasts", ["UA-09", "UA-14", "UA-65"]),
        ("Shelling hit the Kharkiv, Sumy and Chernihiv regions of Ukraine.", ["UA-63", "UA-59", "UA-74", "UKR"]),
        ("the regions of Kherson and Mykolaiv", ["UA-65", "UA-48"]),
        ("in Donetsk and Luhansk oblasts and in the city of Kherson", ["UA-14", "UA-09", "kherson"]),
        ("Luhansk and Donetsk oblast", ["UA-09", "UA-14"]),
        ("Kharkiv Region and the city of Kharkiv", ["UA-63", "kharkiv"]),
        ("in Kherson, and in the Odesa region", ["kherson", "UA-51"]),
        ("the Kherson and, later, the Odesa regions", ["kherson", "UA-51"]),
        ("Kyiv region, and Kyiv", ["UA-32", "kyiv"]),
        # the longest name, and words that end where the name does
        ("Nova Kakhovka and Kakhovka", ["nova-kakhovka", "kakhovka"]),
        ("Experts left Chernihiv for the Rivne nuclear power plant.", ["chernihiv", "rivne-nuclear-power-plant"]),
        ("Irpinsky Buchanan Malian's", ["MLI:d"]),
        ("Trinidad and Tobago and Antigua and Barbuda voted.", ["TTO", "ATG"]),
        # spellings, possessives, other scripts
        ("Artemivsk, now Bakhmut; Kiev; Lugansk", ["bakhmut", "bakhmut", "kyiv", "luhansk"]),
        ("Ukraine’s and Ukrainians' and Ukrainian-made", ["UKR", "UKR:d", "UKR:d"]),
        ("L’viv", ["lviv"]),
        ("in Kherson2, in Nova Kakhovka13 and Donetsk3, not in Kherson2022", ["kherson", "nova-kakhovka", "donetsk"]),
        ("in Nova Kakhovka², Donetsk¹³ and Kherson⁴.", ["nova-kakhovka", "donetsk", "kherson"]),
        ("Envoys of the United\nStates, of Trinidad and\nTobago and of New\n\nYork met.", ["USA", "TTO"]),
        ("Україна і Крим; Харків і Донецька область", ["UKR", "UA-43", "kharkiv", "UA-14"]),
        ("NATO’s statement on KYIV and UKRAINE", ["nato", "kyiv", "UKR"]),
        # names inside other names
        ("the Minsk agreements were signed in Minsk", ["minsk"]),
        ("the Minsk Protocol, the Vienna Document, the Paris Charter and the Istanbul Convention", []),
        ("The Black Sea Fleet left Sevastopol for the Black Sea.", ["UA-40", "black-sea"]),
        ("Crimean Tatars live in Crimea and the Autonomous Republic of Crimea.", ["UA-43", "UA-43"]),
        ("NATO, the EU and the United Nations", ["nato", "european-union"]),
        # articles, entities
        ("on the Dnipro River, in Dnipro, by the Baltic Sea, across the Dnipro", ["dnipro-river", "dnipro", "baltic-sea", "dnipro-river"]),
        ("the self-styled Luhansk People's Republic (LPR)", ["luhansk-peoples-republic"]),
        ("the people's republics of Donetsk and Luhansk", ["donetsk-peoples-republic", "luhansk-peoples-republic"]),
        # people and places elsewhere
        ("they told us, and the US", ["USA"]),
        ("Senator Jordan met the King of Jordan in Amman.", ["JOR", "amman"]),
        ("Michael Jordan played basketball.", []),
        ("Mr. Israel and Judge Holland spoke of Israel.", ["ISR"]),
        ("Virginia Dahl wrote in Virginia. She trusts in Virginia Dahl.", ["US-VA"]),
        ("A governor from Georgia spoke in Savannah and Atlanta.", ["US-GA", "savannah", "atlanta"]),
        ("The Georgian minister flew from Georgia to Kyiv.", ["GEO:d", "GEO", "kyiv"]),
        ("Odessa, Texas, is no port.", ["odessa-us-tx", "US-TX"]),
        ("see https://example.org/Kyiv/Moscow and www.kyiv.example", []),
        # capitals that stand for a government
        ("Tehran denied it; envoys flew to Tehran.", ["tehran:m", "tehran"]),
        ("Washington and London announced new sanctions.", ["washington:m", "london:m"]),
        ("talks in Washington and London", ["washington", "london"]),
        ("Paris urged Moscow to stop.", ["paris:m", "moscow:m"]),
        ("In Beijing's view the talks must go on.", ["beijing:m"]),
        ("In 2022, Berlin promised tanks; the train to Berlin was late.", ["berlin:m", "berlin"]),
        ("", []),
    ],
)
def test_conventions(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # documents written with a capital; countries that are parties, and peace without a capital, are named
        ("The Treaty of Lisbon and the Charter of Paris were signed in Lisbon.", ["lisbon"]),
        ("the Peace of Riga, the Declaration of Bucha and the Pact of Kyiv", []),
        ("the Treaties of Rome and Lisbon; the Treaties of Nice, Rome and Lisbon", []),
        ("the peace of Riga's streets, and a charter of Kyiv", ["riga", "kyiv"]),
        ("the Agreement of Ukraine with Moldova", ["UKR", "MDA"]),
        # bodies and meetings
        ("the Copenhagen Security Conference, the Helsinki Commission and the Hague Tribunal", []),
        ("a conference in Copenhagen, a commission in Helsinki", ["copenhagen", "helsinki"]),
        ("the NATO–Ukraine Council and the Ukraine-NATO Commission", []),
        ("a NATO-Russia war and the Ukraine–NATO border", ["nato", "RUS", "UKR", "nato"]),
        # universities, and towns that have one
        ("Sumy State University and the University of Warsaw", []),
        ("Kyiv National University, Warsaw University, the University of Kharkiv, Kyiv-Mohyla Academy", []),
        ("the Kyiv School of Economics and Odesa Law Academy", []),
        ("a university in Sumy, and the universities of Lviv", ["sumy", "lviv"]),
        ("In Kyiv Sumy State University has a branch.", ["kyiv"]),
        ("Kyiv. University staff left.", ["kyiv"]),
        ("the National Academy of Ukraine", ["UKR"]),
        # newspapers and broadcasters
        ("The Kyiv Independent, the Moscow Times, The New York Times and the Washington Post reported it.", []),
        ("Radio Kyiv, the Voice of America and the Times of Israel", []),
        ("hard times in Moscow; a radio in Kyiv; a voice of Ukraine; Independent Ukraine", ["moscow", "kyiv", "UKR", "UKR"]),
        ("the Kyiv Post Office", ["kyiv"]),
        # houses, cups and markets that bear a town's name; a state's house is the state's
        ("Riga House, Bergen Hall, the Warsaw Cup and the Oslo Marathon; a house in Riga, and Riga City Hall", ["riga", "riga"]),
        ("the Kansas House and the Bergen House of Commons", ["US-KS", "bergen"]),
        ("the Treaty of\nLisbon and Sumy State\nUniversity, in\nKyiv\n\nUniversity staff", ["kyiv"]),
    ],
)
def test_names_inside_names_are_left_out(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Never," said Moscow. The vote, replied Berlin on Monday, was void.', ["moscow:m", "berlin:m"]),
        ("The vote was void, Kyiv said.", ["kyiv:m"]),
        ("London and Paris agree, said Berlin.", ["london:m", "paris:m", "berlin:m"]),
        ("Berlin, Paris and Rome condemned the vote.", ["berlin:m", "paris:m", "rome:m"]),
        ("Moscow and Minsk signed it; neither London nor Tehran ratified it.", ["moscow:m", "minsk:m", "london:m", "tehran:m"]),
        ("The Kremlin and the White House deny it.", ["kremlin:m", "white-house:m"]),
        ("In Vienna, Kyiv and Moscow agreed to talk. In Kharkiv, Kyiv said no.", ["vienna", "kyiv:m", "moscow:m", "kharkiv", "kyiv:m"]),
        ("They urged Moscow and Minsk to stop, according to London and Paris.", ["moscow:m", "minsk:m", "london:m", "paris:m"]),
        ("Kyiv and its allies agree. Kyiv and the EU have agreed.", ["kyiv:m", "kyiv:m", "european-union"]),
        ("Kyiv, he said, must answer. Tehran, however, firmly denied it.", ["kyiv:m", "tehran:m"]),
        ("Kyiv on Monday accused Moscow's leaders; Moscow's war goes on.", ["kyiv:m", "moscow:m", "moscow:m"]),
        # where the town is meant
        ("London and Paris were hit; Kyiv was evacuated and Minsk has been heavily shelled.", ["london", "paris", "kyiv", "minsk"]),
        ("The road from Kyiv to Moscow said nothing.", ["kyiv", "moscow"]),
        ('The void vote, said Kyiv mayor Vitali Klitschko, and "no", said Minsk\'s poets.', ["kyiv", "minsk"]),
        ("It failed, said Moscow-backed officials at anti-Kyiv protests.", ["moscow", "kyiv"]),
        ("Strikes on Kyiv have stopped; those who fled Kyiv said it was dark.", ["kyiv", "kyiv"]),
        ("Envoys from London and Paris agree; trains between Kyiv and Minsk demand patience.", ["london", "paris", "kyiv", "minsk"]),
        ("Kyiv is a city; Kyiv has three million people; Kyiv's streets were calm.", ["kyiv", "kyiv", "kyiv"]),
        ("Kyiv and its suburbs have no light; in London, Paris and Rome people met.", ["kyiv", "london", "paris", "rome"]),
        ("The Kyiv plans were lost. The Moscow claims office is shut.", ["kyiv", "moscow"]),
        ("After an attack by Russia, Kyiv was dark.", ["RUS", "kyiv"]),
        ("Kyiv and Odesa have no power; Kyiv has been under attack.", ["kyiv", "odesa", "kyiv"]),
        ("Moscow has no intention to leave; London's war museum is shut.", ["moscow:m", "london"]),
    ],
)
def test_capitals_stand_for_governments_where_they_speak(text, expected):
    assert found(text) == expected


FOUR = ["UA-14", "UA-09", "UA-65", "UA-23"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four regions – Donetsk, Luhansk, Kherson and Zaporizhzhia – were annexed.", FOUR),
        ("four regions: Donetsk, Luhansk, Kherson and Zaporizhzhia.", FOUR),
        ("four Ukrainian regions (Donetsk, Luhansk, Kherson and Zaporizhzhia) were annexed", ["UKR:d", *FOUR]),
        ("Four regions, Donetsk, Luhansk, Kherson and Zaporizhzhia, voted.", FOUR),
        ("the regions that Russia claims: Donetsk, Luhansk, Kherson and Zaporizhzhia", ["RUS", *FOUR]),
        ("referendums in regions of Ukraine (Donetsk, Luhansk, Kherson and Zaporizhzhia)", ["UKR", *FOUR]),
        ("regions such\nas Sumy and Kharkiv, and oblasts like Kherson", ["UA-59", "UA-63", "UA-65"]),
        ("the occupied regions, including Kherson and Zaporizhzhia, are free", ["UA-65", "UA-23"]),
        ("the regions of Donetsk and Luhansk, and Kherson, were annexed", ["UA-14", "UA-09", "UA-65"]),
        ("She saw two oblasts, Lviv and Volyn, and Odesa.", ["UA-46", "UA-07", "odesa"]),
        ("in the Kherson and the Zaporizhzhia regions", ["UA-65", "UA-23"]),
        ("the Donetsk and the Luhansk people's republics", ["donetsk-peoples-republic", "luhansk-peoples-republic"]),
        # where the head belongs to something else
        ("He toured the regions. Kherson and Odesa were next.", ["kherson", "odesa"]),
        ("the regions and Kherson", ["kherson"]),
        ("The regions suffered: Kherson and Odesa lost power.", ["kherson", "odesa"]),
        ("In two regions, Kherson, Sumy and Odesa were hit.", ["kherson", "sumy", "odesa"]),
        ("In the border regions, Kharkiv and Sumy were hit.", ["kharkiv", "sumy"]),
        ("the regions, including the cities of Kherson and Odesa; regions such as Kherson city", ["kherson", "odesa", "kherson"]),
        ("Odesa and the Mykolaiv region", ["odesa", "UA-48"]),
    ],
)
def test_a_head_before_its_list_makes_regions_of_the_names(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Zaporizhzhia and Chornobyl nuclear power plants", ["zaporizhzhia", "chornobyl"]),
        ("the Khmelnytskyi and Rivne NPPs", ["khmelnytskyi", "rivne"]),
        ("the Rivne, Khmelnytskyi and Zaporizhzhia nuclear plants", ["rivne", "khmelnytskyi", "zaporizhzhia"]),
        ("the Rivne nuclear power station", ["rivne"]),
    ],
)
def test_a_list_of_power_plants_is_the_plants(text, expected):
    assert found(text) == [f"{name}-nuclear-power-plant" for name in expected]
    assert found("Rivne and Khmelnytskyi have a nuclear power plant each; Sumy nuclear power plant") == ["rivne", "khmelnytskyi", "sumy"]


@pytest.mark.parametrize(
    ("rule", "text", "without"),
    [
        ("embedded", "the Sumy Convention", ["sumy"]),
        ("head", "in Kherson", ["UA-65"]),
        ("metonym", "Kyiv said no.", ["kyiv"]),
        ("person", "Senator Jordan and Amman", ["JOR", "amman"]),
    ],
)
def test_a_rule_left_out_no_longer_decides(rule, text, without):
    assert found(text) != without
    assert found(text, without=[rule]) == without


def test_rules_have_names(documents):
    with pytest.raises(ValueError, match="the rules are embedded, "):
        region_mentions(documents, without=["metonymy"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # peoples, states that are not countries only, seas, regions and bodies
        ("Poles, Finns, Azeris and Kazakhstanis met.", ["POL:d", "FIN:d", "AZE:d", "KAZ:d"]),
        ("The Holy See and the Vatican wrote to the European Union.", ["VAT", "VAT", "european-union"]),
        ("In the Gulf of Mexico, the Atlantic and the Euro-Atlantic area", ["gulf-of-mexico", "atlantic-ocean", "euro-atlantic"]),
        ("Scotland, Gaza, the Sahel, the Indo-Pacific", ["GB-SCT", "gaza-strip", "sahel", "indo-pacific"]),
        ("California, Ontario, Bavaria and Toronto", ["US-CA", "CA-ON", "DE-BY", "toronto"]),
        # a name that often is something else: its signs, and where it was shown to be a place once
        ("Jordan's foreign minister rose.", ["JOR"]),
        ("Jordan's shoes were new.", []),
        ("They met in Jordan. Jordan's shoes were new.", ["JOR", "JOR"]),
        ("VICTORIA - The house burned.", ["victoria"]),
        ("Georgia Evans swam. Later Georgia slept.", []),
        ("Georgia, Armenia and Russia met.", ["GEO", "ARM", "RUS"]),
        ("President George Washington slept there.", []),
        # after a given name a place's name is a surname, and alone as well, unless a sign says that it is a place
        ("William Bradford and Tim C. Warsaw spoke. Bradford left for Warsaw, and they met in Warsaw.", ["warsaw", "warsaw"]),
        ("Bradford won. St. Louis Missouri lost; so did Kevin's Warsaw.", ["bradford", "st-louis", "US-MO", "warsaw"]),
        ("A video by The Atlantic was shot by the Atlantic. The Atlantic is wide.", ["atlantic-ocean", "atlantic-ocean"]),
        # things called after countries, and peoples of two names
        ("French fries for the French; African Americans and Native Americans", ["FRA:d", "USA:d"]),
        ("RUSSIAN TROOPS LEAVE SYRIA. TALKS IN JORDAN FAIL", ["RUS:d", "SYR", "JOR"]),
        # people by what is said of people alone, though none of their other names stands there; words with a capital; titles
        ("They read George Lincoln. In Madison's day few voted.", []),
        ("Flowers lay on the tomb of Washington, and of his widow.", []),
        ("In Washington's day few voted; Washington rode. They met in Warsaw.", ["warsaw"]),
        ("They met in Washington, near the statue of Washington. Washington slept.", ["washington", "washington"]),
        ("A kindly Providence led us; the wealth in the Commonwealth grew.", []),
        ("It rained in Providence. Providence slept.", ["providence", "providence"]),
        ("Early in Mr. Brown's term it rained in States or towns.", []),
        # of towns that are named as people or things are, the name of their state is no sign; a preposition or a noun is
        ("Voters in Ohio and Texas heard Adams praise the Republic, and Clay agreed.", ["US-OH", "US-TX"]),
        ("Crowds in Ohio filled the city of Jefferson at noon.", ["US-OH", "jefferson-us-oh"]),
        # names that are written in small letters
        ("The euro area grew, the eurozones did not. EURO AREA; Eurozone; neuro area", ["euro-area"] * 3),
        # abbreviations of states, with a town or a comma
        ("in Rockville, Md., and Taos, N.M.", ["rockville-us-md", "US-MD", "taos-us-nm", "US-NM"]),
        ("He lives in Surrey, B.C. She does not.", ["surrey", "CA-BC"]),
        ("PARIS, Ky (AP) - It rained.", ["paris-us-ky", "US-KY"]),
    ],
)
def test_names_by_what_stands_around_them(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Cuyahoga County coroner, at the Cuyahoga County Sheriff's office in Ohio",
            ["cuyahoga-county-us-oh", "cuyahoga-county-us-oh", "US-OH"],
        ),
        ("on Larch Street, by Lake Zzyzx, at St. Ann's Hospital", ["larch-street", "lake-zzyzx", "st-ann-s-hospital"]),
        ("at the Riga Art Gallery, in the Greater Riga Area, in the south of Latvia", ["riga-art-gallery", "greater-riga-area", "LVA"]),
        ("the village of Qwertum; in Qwertum it rained", ["qwertum", "qwertum"]),
        ("The support of Qwertum, and in record time", []),
        ("near the Qwertum district", ["qwertum"]),
        ("Several villages and Republican towns", []),
        ("Ann Lee, 43, of Qwertum, was hurt.", ["qwertum"]),
        ("QWERTUM — It rained.", ["qwertum"]),
        ("He edits the Qwertum Library of Science.", []),
        ("He spoke in Arabic, in Olympic record time.", []),
        ("Kevin Qwertum came. In Qwertum's view it is late.", []),
        ("the Danbury mason, from Connecticut", ["danbury-us-ct", "US-CT"]),
        ("the Danbury mason", []),
        # a subject of a body or an office is none, though a place follows; a town that is known there is one
        ("Statement by the Minister of Finance, Lima, Peru", ["lima", "PER"]),
        ("The Department of Health, Oslo, and the School of Economics, Lima, wrote.", ["oslo", "lima"]),
        ("the village of Qwertum, Peru, and the Museum of Danbury, Connecticut", ["qwertum-per", "PER", "danbury-us-ct", "US-CT"]),
        # what a town has shows it, here and in the rest of a text
        ("the Danbury mason, whom Danbury police and Nenagh Council know", ["danbury-us-ct", "danbury-us-ct", "nenagh-irl"]),
        ("it rained; he met Nenagh police", ["nenagh-irl"]),
        # and so for first letters beyond ASCII
        ("In the village of Ždiar, near Žilina, it rained.", ["ždiar", "žilina-svk"]),
        ("Žilina County, and ÅLESUND, Norway. In Été we met Émile.", ["žilina-county", "ålesund-nor", "NOR"]),
        ("Ann Danbury wrote to Danbury police; Riga Medical Center is in Texas. According to Qwertum, Peru won.", ["riga", "US-TX", "PER"]),
        ("Ann Danbury came from Connecticut; so did Danbury.", ["US-CT"]),
        # which of several: the region after the comma, once in a text; regions that the text names; else the largest
        ("Paris, Texas, is small. In Paris it rained.", ["paris-us-tx", "US-TX", "paris-us-tx"]),
        ("Glasgow is in Kentucky; Kentucky is green.", ["glasgow-us-ky", "US-KY", "US-KY"]),
        ("Glasgow is in Scotland, not in Kentucky.", ["glasgow", "GB-SCT", "US-KY"]),
        ("From Kentucky she went to Paris.", ["US-KY", "paris"]),
    ],
)
def test_forms_of_names_and_towns(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Norway urged Chile to sign.", ["Norway", "Chile"]),
        ("Norway and Chile signed it in Peru.", ["Norway", "Chile"]),
        ("Norway has also told the press that Chile will pay.", ["Norway", "Chile"]),
        ("It was drawn up by Norway. Its demand, said Chile, stands.", ["Norway", "Chile"]),
        ("Norway's claims", ["Norway"]),
        ("Norway is cold; the coast of Chile will be wet; Norway's coast", []),
        ("They live in Norway and were told in Chile.", []),
        ("The Danube brings water; Norwegians signed.", []),
        ("Kyiv said no; in Kyiv it rained.", ["Kyiv"]),
        # parties: of a bond between two, of what comes from them or is said against them, as who is wanted or seen to act
        ("relations between Norway and Chile, roads between Peru and Ghana", ["Norway", "Chile"]),
        ("talks between Norway and the Philippines; the Chile-Peru trade deal", ["Norway", "Philippines", "Chile", "Peru"]),
        ("backing from Norway, fish from Chile, charges against Peru, a letter to the Ghana office", ["Norway", "Peru"]),
        ("It wants Norway to sign, sees Chile as a friend, saw Peru as well, and gave Ghana a chance.", ["Norway", "Chile", "Ghana"]),
        ("the interests of Norway; the north of Chile; imports of Peru wool", ["Norway"]),
        ("Countries like Norway have signed, all except Chile have; Peru must pay.", ["Peru"]),
        ("Norway's exports, Chile's security concerns; Peru's mountains", ["Norway", "Chile"]),
        (
            "Norway and the Philippines share it. Chile, which signed it, had to pay; eastern Peru has lost.",
            ["Norway", "Philippines", "Chile"],
        ),
        ("A letter was issued by Riga police.", []),
        # teams; not those who live in a town, nor a protest against one
        ("Leeds have scored. The points against Bergen pleased the Riga coach.", ["Leeds", "Bergen", "Riga"]),
        ("A protest against Bergen; people in Leeds have left, and the streets of Leeds are wet.", []),
    ],
)
def test_who_acts(text, acting):
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}))
    assert table.surface[table.acts].tolist() == acting
    assert set(table.role[table.acts]) <= {"place", "metonym"}


@pytest.mark.parametrize(
    ("text", "sure", "unsure"),
    [
        ("Snow fell in Denver, and in Peru.", ["Denver", "Peru"], []),
        ("In Denver it snows.", ["Denver"], []),
        ("The Denver Chess Cup went to a player from Denver.", ["Denver"], ["Denver"]),  # the same name, as part of a longer one
        ("They met the Bright Denver team and an Oslo-Denver pair.", [], ["Denver", "Oslo", "Denver"]),
        ("The Denver-based firm has a hall in Oslo.", ["Denver", "Oslo"], []),
        ("The loan of the Bank of Oslo is for the Peru Trade Fund.", ["Peru"], ["Oslo"]),  # a country is named all the same
        ("Chilean troops met many Norwegians, who spoke Norwegian.", ["Chilean"], ["Norwegians", "Norwegian"]),
        ("The White House said no; Kyiv said yes.", [], ["White House", "Kyiv"]),
        ("We live near Zzyzxford, in the EU, in Kherson.", [], ["Zzyzxford", "EU", "Kherson"]),  # its form, a body, a region's name
    ],
)
def test_rows_that_are_nearly_always_right_are_sure(text, sure, unsure):
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": [text]}))
    assert table.surface[table.sure].tolist() == sure
    assert table.surface[~table.sure].tolist() == unsure
    assert not (table.sure & table.ambiguous).any()


@pytest.mark.parametrize("texts", [[], ["Nothing here."]])
def test_flags_are_flags_where_there_is_no_place(texts):
    table = region_mentions(pd.DataFrame({"document_id": range(len(texts)), "text": pd.Series(texts, dtype="str")}))
    assert table[["ambiguous", "acts", "sure"]].dtypes.tolist() == [bool] * 3


def test_the_world_is_counted_unless_it_is_left_out():
    text = "A governor from Georgia spoke in Savannah; Odessa, Texas; Walker County; near Nenagh; in Zzyzxford. The EU met in Africa."
    assert found(text) == [
        "US-GA",
        "savannah",
        "odessa-us-tx",
        "US-TX",
        "walker-county-us-tx",
        "nenagh-irl",
        "zzyzxford",
        "european-union",
        "africa",
    ]
    assert found(text, without=["body", "continent", "unlisted", "county"]) == ["US-GA", "savannah", "odessa-us-tx", "US-TX", "nenagh-irl"]
    assert found(text, gazetteer=load_gazetteer(world=False)) == []
    assert found(text, gazetteer=load_gazetteer(), unlisted=False)[:5] == ["US-GA", "savannah", "odessa-us-tx", "US-TX", "european-union"]


def test_names_left_out_are_listed_with_the_rule():
    documents = pd.DataFrame({"document_id": ["a"], "text": ["The Minsk agreements, Senator Jordan, and Texas."]})
    none = [["Minsk agreements", "not a place"], ["Jordan", "person"]]
    assert left_out(documents)[["surface", "rule"]].values.tolist() == none
    assert left_out(documents, load_gazetteer(world=False))[["surface", "rule"]].values.tolist() == [*none, ["Texas", "elsewhere"]]


NAMES = ["Ukraine", "Kyiv", "Kherson", "the Donetsk and Kherson regions", "Nova Kakhovka", "Minsk agreements", "Georgia", "Крим", "naïve"]
letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
pieces = st.lists(st.one_of(st.sampled_from([*NAMES, "Odessa, Texas", "Moscow said"]), letters), max_size=10).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces, min_size=1, max_size=3))
def test_spans_are_true_apart_and_independent_of_other_documents(texts):
    documents = pd.DataFrame({"document_id": [f"d{i}" for i in range(len(texts))], "text": texts})
    for options in ({}, {"unlisted": True}):
        table = region_mentions(documents, **options)
        for document_id, text in documents.itertuples(index=False):
            rows = table[table.document_id == document_id]
            assert [text[a:b] for a, b in zip(rows.start, rows.end, strict=True)] == rows.surface.tolist()
            assert (rows.start.to_numpy()[1:] >= rows.end.to_numpy()[:-1]).all()
            alone = region_mentions(documents[documents.document_id == document_id], **options)
            assert alone.fillna("").values.tolist() == rows.fillna("").values.tolist()


def entries(found):
    """Return the names of an index, which are grouped by what follows their first word, and then perhaps by their length."""
    return [entry for part in found.values() for entry in entries(part)] if isinstance(found, dict) else found


def test_names_are_those_a_plain_regular_expression_finds():
    by_first, first = name_index(spelled(load_gazetteer()))
    words = {FIRST.match(form)[0] for table in by_first.tables for form in table.forms}
    known = {word: by_first[word] for word in words if by_first[word] is not None}
    names = {name for word, found in known.items() for name in ([word] if isinstance(found, tuple) else [n for n, *_ in entries(found)])}
    draw = random.Random(3)
    text = " ".join(draw.choice([*sorted(names)[::10], "and", "votes,", "of"]) for _ in range(400))
    plain = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})(?!\w)")
    assert [found[:2] for found in find_names(text, by_first, first)] == [match.span() for match in plain.finditer(text)]


def test_names_of_two_tables_are_those_of_both_in_one():
    whole = load_gazetteer().query("not by_form")
    one, two = (name_index(*map(spelled, tables))[0] for tables in ([whole], [whole[:150], whole[150:]]))
    words = {FIRST.match(form)[0] for table in one.tables for form in table.forms}
    assert len(words) > 5_000
    assert {word: one[word] for word in words} == {word: two[word] for word in words}


BESIDE_SIGNS = [
    "Talks between Norway and the Philippines; they wanted Peru to sign, with Chile – Ghana has.",
    'Backing from\nNorway. The  Chile players lost against Peru.\n\n"No," said Ghana. Norway-Chile ties; Norway\'s nuclear plants',
    'The Treaty\nof Lisbon, Lisbon\nTreaty, Kyiv-Mohyla Academy, the NATO-Ukraine Commission, Oslo agreements, Oslo" accords',
    "Donetsk and Luhansk people's republics, the people's republics of Donetsk and Luhansk, Rivne or South Ukraine NPP",
    "William Bradford and Tim C. Cork left. Norway, which signed; Norway Tuesday agreed. Chile also-ran. Peru quickly left; Peru2 said no.",
    "See https://example.org/Norway-said and Norway said www.example.org/Peru of Chile.",
    "Treaty  of Lisbon, Voice of the Congo. The government of the Netherlands, help of Norway. Senator Chile, who left; Mr. Peru, too.",
    'A Big\nnew Dubai World Cup; the Smart Dubai office; Bank & Chile; Oslo/Bergen, Chile" Peru. Norway, and Chile as well as Peru met.',
]


def test_signs_keep_no_question_from_being_asked_that_is_answered_with_yes(monkeypatch):
    """What stands around a name decides which rules are asked: were all of them asked, they would say the same."""
    texts = [*load_corpus(STATEMENTS).text, *BESIDE_SIGNS, *(text.upper() for text in BESIDE_SIGNS)]
    documents = pd.DataFrame({"document_id": [f"d{i}" for i in range(len(texts))], "text": texts})
    table = region_mentions(documents)
    monkeypatch.setattr("helpers.places.mentions.signs", lambda page, found: {number: [-1] * len(names) for number, names in found.items()})
    assert len(table) > 1_000
    pd.testing.assert_frame_equal(region_mentions(documents), table)


HOSTILE = ["Kherson, " * 60_000, "Kyiv" * 120_000, "A" * 500_000, "the Kherson and " * 30_000, "'" * 500_000, "Senator " * 60_000]
HOSTILE += [
    "four regions – Kherson, " * 20_000,
    "regions " * 60_000 + ": Kherson, Odesa",
    "Treaties of Kyiv and " * 24_000,
    "Kyiv A" * 80_000,
]
HOSTILE += ["Kyiv, Minsk and " * 30_000 + "said", "the Kremlin and the " * 25_000 + "Kremlin deny it", "Kherson nuclear plants, " * 20_000]
HOSTILE += ["Glasgow, " * 40_000 + "Kentucky, Kentucky, Kentucky", "in Kyiv Region " * 30_000]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_half_megabyte_ends(hostile):
    assert isinstance(found(hostile, unlisted=True), list)


def test_a_city_counts_for_its_oblast_and_a_shared_name_is_ambiguous():
    table = region_mentions(pd.DataFrame({"document_id": ["a"], "text": ["Mariupol and Kherson, not the Kherson region"]}))
    assert table.region.tolist() == ["UA-14", "UA-65", "UA-65"]
    assert table.ambiguous.tolist() == [False, True, False]


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


def test_without_a_mention_the_flag_still_chooses_rows():
    none = region_mentions(pd.DataFrame({"document_id": ["a"], "text": ["We met."]}))
    assert list(none[none.ambiguous]) == list(none)


def test_the_places_of_a_corpus_are_those_in_the_gazetteer_beside_it(folder):
    """A village of its own is found in a corpus that has a file of places beside it; Chasiv Yar in the bundled corpus alone."""
    text = "Zzyzxford and Chasiv Yar are in Peru."
    place = "zz,Zzyzxford,village,PER,,,,,\n"
    files = {"mine/2022-09-22-a.txt": text, "gazetteer/mine.csv": HEADER + place, "other/2022-09-22-a.txt": text}
    at = folder(files)
    mine, other = (load_corpus(at / name) for name in ("mine", "other"))
    assert region_mentions(mine).place_id.tolist() == ["zz", "PER"]
    assert region_mentions(mine[["document_id", "text"]].head(1)).place_id.tolist() == ["zz", "PER"]
    assert region_mentions(other).place_id.tolist() == ["PER"] == region_mentions(pd.DataFrame(other)).place_id.tolist()
    assert region_mentions(other, load_gazetteer(beside=at / "mine")).place_id.tolist() == ["zz", "PER"]
    assert found(text) == ["chasiv-yar", "PER"]
    ids = [set(load_gazetteer(beside=beside).place_id) for beside in (STATEMENTS, None)]
    assert ["chasiv-yar" in known for known in ids] == [True, False]
    (at / "gazetteer" / "mine.csv").unlink()
    with pytest.warns(UserWarning, match="is gone: those of the world are looked for"):
        assert region_mentions(mine).place_id.tolist() == ["PER"]
    (at / "gazetteer" / "none.csv").write_text(HEADER + place)
    mine.attrs["gazetteer"] = str(at / "gazetteer" / "none.csv")  # as a stranger's Parquet file could say
    with pytest.warns(UserWarning, match="lies beside no corpus that was read here"):
        assert region_mentions(mine).place_id.tolist() == ["PER"]


def test_places_outside_a_gazetteer_are_those_that_the_call_with_the_world_adds():
    mine = load_gazetteer().query("place_id == 'UA-65'")
    text = "Kherson oblast and Norway met in Oslo, and voted in Brezovka. Norway said no."
    documents = pd.DataFrame({"document_id": ["a", "b"], "text": [text, "On Kherson oblast."]})
    own = region_mentions(documents, mine)
    beyond = outside(documents, mine, mentions=own)
    assert own.place_id.tolist() == ["UA-65", "UA-65"]
    assert beyond[["surface", "kind"]].values.tolist() == [
        ["Norway", "country"],
        ["Oslo", "capital"],
        ["Brezovka", "unlisted"],
        ["Norway", "country"],
    ]
    both = region_mentions(documents, with_world(mine))
    assert len(both) == len(own) + len(beyond)
    told = found_in(own, documents, what="a place", outside=beyond)
    assert told.startswith("A place was found in 2 of 2 statements. Outside this gazetteer: 4 mentions of 3 names, 1 in no list;")
    call = told.partition("count them with ")[2].partition(". In")[0]
    assert eval(call, {"places": places, "documents": documents, "gazetteer": mine}).equals(both)
    assert outside(documents, load_gazetteer()).empty
    assert "by form alone (as *in Nenagh* shows it): 1 mention of 1 name;" in found_in(
        region_mentions(documents), documents, what="a place"
    )


def test_towns_that_are_asked_for_have_the_ids_that_the_table_gives_them():
    table = read_towns()
    assert table.place_id.is_unique
    lazy, (whole, *_) = own_towns()[0], towns_by_name(table)
    assert len(lazy) == len(whole)
    assert [name for name in whole if lazy[name] != whole[name]] == []


def test_a_gazetteer_that_is_changed_in_place_is_read_anew():
    documents = pd.DataFrame({"document_id": ["a"], "text": ["Votes in Oslo and in Bergen."]})
    gazetteer = load_gazetteer()
    assert region_mentions(documents, gazetteer).name.tolist() == ["Oslo", "Bergen"]
    gazetteer.loc[gazetteer.name == "Oslo", "counted"] = False
    assert region_mentions(documents, gazetteer).name.tolist() == ["Bergen"]
    gazetteer.loc[gazetteer.name == "Bergen", "name"] = "Bjørgvin"
    assert region_mentions(documents, gazetteer).kind.tolist() == ["unlisted"]  # in Bergen: by its form alone
    own = load_gazetteer()
    for same in (own, pd.concat([own[:100], own[100:]])):
        assert region_mentions(documents, same).name.tolist() == ["Oslo", "Bergen"]
