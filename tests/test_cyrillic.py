"""Ukrainian and Russian statements: their places and dates, the sample marked by hand, and languages that are not read."""

import warnings
from datetime import date, timedelta

import pandas as pd
import pytest

from helpers.corpus import languages
from helpers.environment import ROOT
from helpers.evaluation.matching import load_gold
from helpers.evaluation.scores import of_places, of_timexes
from helpers.frames.nothing import why
from helpers.languages import languages_of
from helpers.paths import STATEMENTS, places_beside
from helpers.places import load_gazetteer, region_mentions
from helpers.reported import reported_statements
from helpers.spans import wordlist
from helpers.timexes import find_timexes

ISSUED = "2022-09-23"  # a Friday
# A text | the values of what is found in it; START, MID and END without their blank.
DATES = {
    "uk": """
Підписали 24 лютого 2022 року, а 24-го березня зібралися знову. | 2022-02-24 2022-03-24
Двадцять четвертого лютого 2022 р., 5 червня 1960 р. | 2022-02-24 1960-06-05
У вівторок, 20 вересня, говорили; у вівторок теж; 20 вересня (вівторок) | 2022-09-20 2022-09-20 2022-09-20
Тривало з 23 до 27 вересня 2021 року; з 23 по 27 вересня; 23–27 вересня | 2021-09-23/2021-09-27 2022-09-23/2022-09-27 2022-09-23/2022-09-27
Триває з 24 лютого 2022 року по сьогодні. | 2022-02-24/2022-09-23
5 та 12 травня; 6 і 7 квітня; 5, 12 і 19 травня | 2022-05-05 2022-05-12 2022-04-06/2022-04-07 2022-05-05 2022-05-12 2022-05-19
24 лютого – 3 березня 2022 року | 2022-02-24/2022-03-03
У травні 2021 року, у травні, минулого травня; травень 2021 | 2021-05 2022-05 2022-05 2021-05
У 2014 році, у 2014 та 2015 роках; 2014–2020 рр.; з 2014 по 2020 рік | 2014 2014 2015 2014/2020 2014/2020
24.02.2022, 2022-02-24; 23–27.09.2022; 28.09.2021-03.10.2021 | 2022-02-24 2022-02-24 2022-09-23/2022-09-27 2021-09-28/2021-10-03
Вчора, позавчора, сьогодні й завтра | 2022-09-22 2022-09-21 2022-09-23 2022-09-24
Минулого тижня, цього року, наступного місяця, торік | 2022-W37 2022 2022-10 2021
Три роки тому, рік тому, два тижні тому, 10 днів тому, півроку тому | 2019 2021 2022-W36 2022-09-13 2022-03
Трьох років; 72 години; півтора року; три з половиною роки; 1 000 днів | P3Y PT72H P1Y6M P3Y6M P1000D
У 1990-х роках, 90-ті роки, XX століття, у 21-му столітті | 199 199 19 20
Третій квартал 2022 року, у II кварталі, перше півріччя 2021 року | 2022-Q3 2022-Q2 2021-H1
Навесні 2022 року, минулої зими; взимку тут холодно | 2022-SP 2021-WI
До кінця 2022 року, на початку вересня, наприкінці року | ../2022-12-31 2022-09_START 2022_END
До 2030 року, з 2014 року, після 2014 року, порівняно з 2014 роком | ../2030 2014/.. 2014 2014
Зустріч відбудеться 5 травня, а в неділю збереться рада. | 2023-05-05 2022-09-25
30 лютого 2022 року | nan
Резолюція 2623 (2022), № 24.02.2022, 100 000 солдатів, 70 років віку, 24 танки, лютий ворог |
Минулої п'ятниці, наступної середи; у вересневих заявах; 5 травня цього року | 2022-09-16 2022-09-28 2022-09 2022-05-05
""",
    "ru": """
Подписан 24 февраля 2022 года, а 24 марта собрались снова; с 1 января 2021г. | 2022-02-24 2022-03-24 2021-01-01/..
Во вторник, 20 сентября, говорили; в среду тоже; защита окружающей среды; в среду обитания. | 2022-09-20 2022-09-21
с 24 февраля по 3 марта 2022 года; с 30 сентября 2021 года по 5 октября 2021 года | 2022-02-24/2022-03-03 2021-09-30/2021-10-05
В мае 2022 года, в мае, в прошлом мае, к маю; марта Иванова | 2022-05 2022-05 2022-05 ../2023-05
В 2014 году; в 2014 и 2015 годах; 2014–2020 гг.; по сравнению с 2004 годом | 2014 2014 2015 2014/2020 2004
Послезавтра; прошлой осенью, на этой неделе, в следующем месяце | 2022-09-25 2021-FA 2022-W38 2022-10
Три года назад, неделю назад, полгода назад, пять дней назад | 2019 2022-W37 2022-03 2022-09-18
В течение трёх лет; 72 часа; двух с половиной лет; в течение полугода | P3Y PT72H P2Y6M P6M
В 1990-е годы, XX век, в 21 веке; III квартал, первое полугодие 2021 года | 199 19 20 2022-Q3 2021-H1
До конца года, в начале 2022 года, в конце марта, в середине недели | ../2022-12-31 2022_START 2022-03_END 2022-W38_MID
Каждый год; каждую неделю; двадцать четвёртого февраля 2022 года | P1Y P1W 2022-02-24
К 2035 году, начиная с 1 марта 2022 года | ../2035 2022-03-01/..
Им по 20 лет; в возрасте 35 лет; 8 мая с. г. | P20Y 2022-05-08
В прошлую пятницу, в следующий вторник, в этот же день | 2022-09-16 2022-09-27 2022-09-27
Между 5 мая и 7 июня 2021 года; мая 2021 | 2021-05-05/2021-06-07 2021-05
""",
}
# A text | the places found in it, with d for demonyms and m for metonyms.
PLACES = {
    "uk": """
Рішення щодо Донецької, Луганської, Запорізької та Херсонської областей | UA-14 UA-09 UA-23 UA-65
У Херсонській області та в Херсоні; Харківський регіон, харківський регіональний центр | UA-65 kherson UA-63
Жителі Донецька; Донецька влада; у Донецьку людно, у Донецьку раду | donetsk donetsk
Обстріляно Кримський міст, а не Крим; Автономної Республіки Крим | kerch-bridge UA-43 UA-43
Біля Києва, під Львовом, у Миколаєві, з Чернігова, через Бучу, в Авдіївці | kyiv lviv mykolaiv chernihiv bucha avdiivka
Між Україною та Росією; американцями й поляків; російсько-українська угода | UKR RUS USA/d POL/d RUS/d UKR/d
В'єтнам, Об'єднаних Арабських Еміратів, зі Сполученими Штатами, США, із Сербією | VNM ARE USA USA SRB
Рада Європи, Українська правда, Мінські угоди, кримські татари |
Того ж дня. Суми великі. Малі міста. Досі тихо, у місті Суми | sumy
Київ заявив, що Москва відкинула угоду; переговори з Анкарою; Київ обстріляли | kyiv/m moscow/m ankara/m kyiv
Біля річки Дніпро; у місті Дніпро; на Чорному морі; Запорізьку АЕС | dnipro-river dnipro black-sea zaporizhzhia-nuclear-power-plant
Агресія РФ, а не Рф; Пар пішов | RUS
""",
    "ru": """
Жители Донецка и Донецкой области; в Донецкой и Луганской областях | donetsk UA-14 UA-14 UA-09
В Донецком районе; в Донецке; Южный ветер; дела в Дели | donetsk new-delhi
США и Северная Корея, Соединёнными Штатами, Соединенных Штатов, КНДР | USA PRK USA USA PRK
Чёрного моря; у Азовского моря; за Днепром; на реке Днепр | black-sea sea-of-azov dnipro dnipro-river
Россияне, украинцев, с немцами; украинско-американское заявление | RUS/d UKR/d DEU/d UKR/d USA/d
Киев отверг угоду; переговоры с Киевом; помогают Москве; в Баку состоялось; Кремль считает | kyiv/m kyiv/m moscow/m baku kremlin/m
Совет Европы; Россия сегодня. Мали и Того; Минские соглашения | TGO
""",
}


def documents(text, language):
    table = pd.DataFrame({"document_id": ["a"], "date": pd.to_datetime([ISSUED]), "language": [language], "text": [text]})
    table.attrs["gazetteer"] = places_beside(STATEMENTS)  # with Ukraine's smaller towns
    return table


def cases(tables):
    return [(language, *line.split(" |")) for language, lines in tables.items() for line in lines.strip().split("\n")]


@pytest.mark.parametrize(("language", "text", "values"), cases(DATES))
def test_dates(language, text, values):
    found = find_timexes(documents(text, language))
    assert [str(value).replace(" ", "_") for value in found.value] == values.split()
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == found.surface.tolist()


@pytest.mark.parametrize(("language", "text", "places"), cases(PLACES))
def test_places(language, text, places):
    found = region_mentions(documents(text, language))
    said = [place_id + {"demonym": "/d", "metonym": "/m"}.get(role, "") for place_id, role in zip(found.place_id, found.role, strict=True)]
    assert said == places.split()
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == found.surface.tolist()


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_day_as_cldr_writes_it(language):
    format_date = pytest.importorskip("babel.dates").format_date
    days = [date(2020, 1, 1) + timedelta(n) for n in range(0, 366, 5)]
    rows = [(day, format_date(day, form, locale=language)) for day in days for form in ("full", "long", "medium")]
    table = pd.DataFrame(rows, columns=["day", "text"]).assign(language=language, date=pd.Timestamp(ISSUED))
    table = table.assign(document_id=range(len(table)))
    assert find_timexes(table).value.tolist() == [day.isoformat() for day in table.day]


def test_the_rest_of_a_date_that_the_statement_does_not_give():
    year = documents("Сьогодні; минулого тижня; 20 грудня; з 2014 року", "uk").assign(date_precision="year")
    assert find_timexes(year).value.tolist() == ["2022", "2022", "2022-12-20", "2014/.."]
    undated = documents("Сьогодні, 5 травня, 24 лютого 2022 року", "uk").assign(date=pd.NaT)
    assert find_timexes(undated).value.tolist() == ["2022-02-24"]


def test_offsets_are_those_of_the_text_as_it_is_written():
    text = "Мово\u0301ю Украі\u0308ни, 24\u00a0лютого 2022\u202fр."  # a stress mark, and ї in two characters
    dates, places = find_timexes(documents(text, "uk")), region_mentions(documents(text, "uk"))
    assert dates.surface.tolist() == ["24\u00a0лютого 2022\u202fр."]
    assert places.surface.tolist() == ["Украі\u0308ни"]


def test_names_of_a_gazetteer_of_ones_own_are_found_as_they_stand():
    row = {"place_id": "mine", "name": "Гуляйград", "kind": "town", "region": "UKR", "latitude": 50.0, "longitude": 30.0}
    own = pd.DataFrame([row | dict.fromkeys(["variants", "demonyms", "weak_variants", "note", "macro_regions"], "")])
    gazetteer = pd.concat([load_gazetteer(), own.assign(counted=True)])
    assert region_mentions(documents("Гуляйград і Київ, у Києві", "uk"), gazetteer).place_id.tolist() == ["mine", "kyiv", "kyiv"]


def test_statements_of_several_languages_keep_their_order():
    table = pd.concat([documents("В Києві", "uk"), documents("In Kyiv", "en"), documents("В Киеве", "ru")])
    found = region_mentions(table.assign(document_id=["x", "y", "z"]))
    assert found[["document_id", "place_id"]].values.tolist() == [["x", "kyiv"], ["y", "kyiv"], ["z", "kyiv"]]


def test_the_sample_is_whole_and_well_read():
    for name, score, least in (("regions", of_places, 0.97), ("timexes", of_timexes, 0.97)):
        texts, gold = load_gold(name, sample="cyrillic")
        assert texts.language.value_counts().to_dict() == {"uk": 20, "ru": 20}
        text = texts.set_index("document_id").text
        assert [row.surface for row in gold.itertuples()] == [text[row.document_id][row.start : row.end] for row in gold.itertuples()]
        table = score(texts, gold, **({"without": ("body", "continent", "world region")} if name == "regions" else {}))
        assert table[table.measure == "f1"].value.min() >= least


def test_the_names_are_of_the_gazetteer():
    names = pd.read_csv(ROOT / "corpus" / "gazetteer" / "cyrillic.csv", keep_default_na=False)
    files = [ROOT / "corpus" / "gazetteer" / f"{file}.csv" for file in ("places", "statements", "world")]
    known = {place for file in files for place in pd.read_csv(file).place_id}
    assert set(names.place_id) <= known
    assert names.place_id.is_unique


@pytest.mark.parametrize(("language", "word"), [("uk", "та"), ("ru", "что")])
def test_stop_words(language, word):
    words = wordlist(f"stop_words_{language}")
    assert word in words
    assert len(words) == len({*words}) > 100


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("Ministres", "fr-FR", "fr"),
        ("Так", "Ukrainian", "uk"),
        ("They met", "uk", ""),
        ("Засудили дії", None, "uk"),
        ("Это было", None, "ru"),
        ("Беларусь ў Еўропе", "", "be"),
        ("Влада Србије је", None, "sr"),
        ("外交部发言人", None, "zh"),
        ("これは東京です", None, "ja"),
        ("ประเทศไทย", None, "th"),
        ("The ministers met", None, ""),
        ("Les ministres ont " * 12, None, "und"),
    ],
)
def test_the_language_of_a_statement(text, said, code):
    assert languages_of(pd.DataFrame({"text": [text], "language": [said]})).tolist() == [code]


@pytest.mark.parametrize(
    ("find", "what"), [(region_mentions, "places"), (find_timexes, "dates"), (reported_statements, "reported statements")]
)
def test_a_finder_says_which_statements_it_does_not_read(find, what):
    table = pd.concat([documents("Les ministres se sont réunis hier.", "fr"), documents("No.", "en")]).assign(document_id=["a", "b"])
    sentence = f"1 of 2 statements is in a language whose {what} are not read (French): only what is written as in English is found there."
    with pytest.warns(UserWarning, match="are not read") as told:
        found = find(table)
    assert [str(one.message) for one in told] == [sentence]
    assert why(found) == sentence


def test_a_finder_is_silent_where_it_reads_all():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert region_mentions(documents("Говорили.", "uk")).empty
        assert why(find_timexes(documents("They met.", "en"))) == ""
    with pytest.warns(UserWarning, match="1 of 1 statements is in a language whose reported statements are not read"):
        reported_statements(documents("«Ні», сказав він.", "uk"))


def test_the_table_of_languages():
    table = pd.concat(
        [documents("Oui.", "fr"), documents("Так.", "uk"), documents("是的。", "zh"), documents("Yes.", "en"), documents("No.", "en")]
    )
    found = languages(table.assign(document_id=list("abcde"))).set_index("language")
    assert found.index.tolist() == ["en", "fr", "uk", "zh"]
    assert found.loc["en"].tolist() == ["English", 2, 0, "yes", "yes", "yes", "yes", "yes"]
    assert found.loc["uk"].tolist() == ["Ukrainian", 1, 0, "yes", "yes", "yes", "no", "yes"]
    assert found.loc["zh", "words"].startswith(("no: written without spaces", "yes: set apart by icu4py"))
    assert found.loc["fr", ["words", "dates"]].tolist() == ["yes", "no"]
