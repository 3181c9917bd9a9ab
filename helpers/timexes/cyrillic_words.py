"""The words of dates in Ukrainian and Russian: months, weekdays, numbers and units with their case endings, as patterns and values."""

import re
from functools import cache

from helpers.timexes.words import any_of

# The stem of a word, its endings, its short forms; rows in the order of the calendar.
MONTHS = {
    "uk": """
січ ень|ня|ню|нем|ні|неві січ
лют ий|ого|ому|им|ім лют
берез ень|ня|ню|нем|ні бер|берез
квіт ень|ня|ню|нем|ні квіт|кв
трав ень|ня|ню|нем|ні трав
черв ень|ня|ню|нем|ні черв
лип ень|ня|ню|нем|ні лип
серп ень|ня|ню|нем|ні серп
верес ень|ня|ню|нем|ні вер|верес
жовт ень|ня|ню|нем|ні жовт
листопад |а|у|ом|і лист|листоп
груд ень|ня|ню|нем|ні груд
""",
    "ru": """
январ ь|я|ю|ем|ём|е янв
феврал ь|я|ю|ем|ём|е фев|февр
март |а|у|ом|е мар
апрел ь|я|ю|ем|е апр
ма й|я|ю|ем|е -
июн ь|я|ю|ем|е июн
июл ь|я|ю|ем|е июл
август |а|у|ом|е авг
сентябр ь|я|ю|ем|ём|е сен|сент
октябр ь|я|ю|ем|ём|е окт
ноябр ь|я|ю|ем|ём|е ноя|нояб
декабр ь|я|ю|ем|ём|е дек
""",
}
# In which a month is an adjective: грудневих пропозицій, декабрьские предложения.
MONTH_ADJECTIVES = {
    "uk": "січнев лютнев березнев квітнев травнев червнев липнев серпнев вереснев жовтнев листопадов груднев",
    "ru": "январск февральск мартовск апрельск майск июньск июльск августовск сентябрьск октябрьск ноябрьск декабрьск",
}
ADJECTIVE_ENDS = {"uk": "ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими", "ru": "ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими"}
WEEKDAYS = {
    "uk": "понеділ(?:ок|ка|ку|ком) вівтор(?:ок|ка|ку|ком) серед(?:а|и|у|ою|і) четвер(?:г|га|гу|гом)? п'ятниц(?:я|і|ю|ею)"
    " субот(?:а|и|у|ою|і) неділ(?:я|і|ю|ею)",
    "ru": "понедельник(?:а|у|ом|е)? вторник(?:а|у|ом|е)? сред(?:а|ы|у|ой|е) четверг(?:а|у|ом|е)? пятниц(?:а|ы|у|ей|е)"
    " суббот(?:а|ы|у|ой|е) воскресень(?:е|я|ю|ем)",
}
UNITS = {
    "uk": {
        "day": "день|дня|дні|днів|дням|днями|днях|добу|доба|доби|діб",
        "week": "тиждень|тижня|тижні|тижнів|тижнями|тижнях|тижню",
        "month": "місяць|місяця|місяці|місяців|місяцями|місяцях|місяцю",
        "year": "рік|року|роки|років|роками|роках|роком|році",
        "hour": "година|годину|години|годин|годинами|годинах",
        "minute": "хвилина|хвилину|хвилини|хвилин",
        "decade": "десятиліття|десятиліть|десятиріччя",
        "century": "століття|століть",
    },
    "ru": {
        "day": "день|дня|дни|дней|дням|днями|днях|сутки|суток",
        "week": "неделя|неделю|недели|недель|неделями|неделях|неделе",
        "month": "месяц|месяца|месяцы|месяцев|месяцами|месяцах|месяце",
        "year": "год|года|году|годы|годов|лет|годами|годах|годом|годе",
        "hour": "час|часа|часов|часы|часами",
        "minute": "минута|минуту|минуты|минут",
        "decade": "десятилетие|десятилетия|десятилетий",
        "century": "столетие|столетия|столетий",
    },
}
NUMBERS = {
    "uk": """
1 один|одна|одне|одного|одному|одну|одним|одної
2 два|дві|двох|двом|двома
3 три|трьох|трьом|трьома
4 чотири|чотирьох|чотирьом|чотирма
5 п'ять|п'яти|п'ятьох
6 шість|шести|шістьох
7 сім|семи|сімох
8 вісім|восьми|вісьмох
9 дев'ять|дев'яти
10 десять|десяти|десятьох
11 одинадцять|одинадцяти
12 дванадцять|дванадцяти
13 тринадцять|тринадцяти
14 чотирнадцять|чотирнадцяти
15 п'ятнадцять|п'ятнадцяти
20 двадцять|двадцяти
30 тридцять|тридцяти
40 сорок|сорока
50 п'ятдесят|п'ятдесяти
60 шістдесят|шістдесяти
100 сто|ста
1000 тисяча|тисячі|тисячу
""",
    "ru": """
1 один|одна|одно|одного|одному|одну|одним|одной
2 два|две|двух|двум|двумя
3 три|трёх|трех|трём|трем|тремя
4 четыре|четырёх|четырех|четырём|четырьмя
5 пять|пяти
6 шесть|шести
7 семь|семи
8 восемь|восьми
9 девять|девяти
10 десять|десяти
11 одиннадцать|одиннадцати
12 двенадцать|двенадцати
13 тринадцать|тринадцати
14 четырнадцать|четырнадцати
15 пятнадцать|пятнадцати
20 двадцать|двадцати
30 тридцать|тридцати
40 сорок|сорока
50 пятьдесят|пятидесяти
60 шестьдесят|шестидесяти
100 сто|ста
1000 тысяча|тысячи|тысячу
""",
}
DAYS = {  # the genitive of the ordinals, as days are told: двадцять четвертого лютого
    "uk": "першого другого третього четвертого п'ятого шостого сьомого восьмого дев'ятого десятого одинадцятого дванадцятого тринадцятого"
    " чотирнадцятого п'ятнадцятого шістнадцятого сімнадцятого вісімнадцятого дев'ятнадцятого двадцятого тридцятого двадцять тридцять",
    "ru": "первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого тринадцатого"
    " четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого тридцатого двадцать тридцать",
}
SEASONS = {
    "uk": {"spring": "весна|весни|весну|весною|весні|навесні", "summer": "літо|літа|літу|літом|літі|влітку|улітку",
           "autumn": "осінь|осені|осінню|восени", "winter": "зима|зими|зиму|зимою|зимі|взимку|узимку"},
    "ru": {"spring": "весна|весны|весну|весной|весною|весне", "summer": "лето|лета|лету|летом|лете",
           "autumn": "осень|осени|осенью", "winter": "зима|зимы|зиму|зимой|зимою|зиме"},
}  # fmt: skip
SIDES = {  # stems of this, last and next, and their endings
    "uk": {0: "ць|ц|цьог|нинішн|поточн", -1: "минул", 1: "наступн"},
    "ru": {0: "эт|текущ|нынешн", -1: "прошл|минувш", 1: "следующ|будущ"},
}
NAMED = {
    "uk": {"позавчора": -2, "вчора": -1, "учора": -1, "сьогодні": 0, "завтра": 1, "післязавтра": 2},
    "ru": {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2},
}
LAST_YEAR = {"uk": {"торік": -1, "позаторік": -2, "цьогоріч": 0}, "ru": {}}


@cache
def months(language):
    """Return the stems of months with their endings, as a pattern, and the number of each form.

    Examples
    --------
    >>> months("uk")["лютого"], months("ru")["мая"]
    (2, 5)
    """
    found = {}
    for number, line in enumerate(MONTHS[language].strip().split("\n"), start=1):
        stem, ends, short = line.split(" ")
        found |= {stem + end: number for end in ends.split("|")} | {f"{form}.": number for form in short.split("|") if form != "-"}
    return found


@cache
def numbers(language):
    """Return the value of each number word.

    Examples
    --------
    >>> numbers("uk")["двох"], numbers("ru")["двенадцать"]
    (2, 12)
    """
    rows = (line.split(" ") for line in NUMBERS[language].strip().split("\n"))
    return {form: int(n) for n, forms in rows for form in forms.split("|")}


@cache
def days(language):
    """Return the number of each day of the month in words: двадцять четвертого is 24."""
    *ones, twenty, thirty = DAYS[language].split()
    found = dict(zip(ones, [*range(1, 21), 30], strict=True))
    found |= {f"{twenty} {word}": 20 + n for word, n in list(found.items())[:9]}
    return found | {f"{thirty} {ones[0]}": 31} | ({word.replace("ё", "е"): n for word, n in found.items()})


def units(language):
    """Return the unit of each of its forms."""
    return {form: unit for unit, forms in UNITS[language].items() for form in forms.split("|")}


def seasons(language):
    """Return the season of each of its forms."""
    return {form: season for season, forms in SEASONS[language].items() for form in forms.split("|")}


@cache
def weekdays(language):
    """Return a pattern for each day of the week, from Monday."""
    return [re.compile(pattern, re.IGNORECASE) for pattern in WEEKDAYS[language].split()]


@cache
def pieces(language):
    """Return the pieces that the patterns of dates are made of, by name."""
    ends = ADJECTIVE_ENDS[language]
    month = any_of([form for form in months(language) if not form.endswith(".")])
    short = any_of([form for form in months(language) if form.endswith(".")])
    side = {
        "uk": r"(?:цього|цьому|ц[яію]|цим|(?:нинішн|поточн|минул|наступн)\w{1,3})",
        "ru": r"(?:эт(?:ого|ому|ой|им|у|от|о)|(?:текущ|нынешн|прошл|минувш|следующ|будущ)\w{2,3})",
    }
    year = {"uk": r"(?:рік|року|році|роком|роки|років|роках|рр?\.)", "ru": r"(?:год|года|году|годом|годы|годов|годах|гг?\.)"}[language]
    half = {"uk": r"\s+з\s+половиною", "ru": r"\s+с\s+половиной"}[language]
    words = any_of(numbers(language))
    return {
        "MONTH": rf"(?:(?:{month})\b|(?:{short}))",
        "D": r"[0-3]?\d",
        "TH": r"(?:-?(?:ого|го|те|е))?",
        "SPELLED": f"(?:{any_of(days(language)).replace(chr(92) + ' ', ' ')})",
        "YEAR": r"(?:1\d|20|21)\d\d",
        "YEARWORD": year,
        "SIDE": side[language],
        "WEEKDAY": f"(?:{'|'.join(WEEKDAYS[language].split())})",
        "UNIT": f"(?:{any_of(units(language))})",
        "SEASON": f"(?:{any_of(seasons(language))})",
        "WORDS": f"(?:{words})",
        "NUMBER": rf"(?:\d{{1,3}}(?:[ \u00a0]\d{{3}}){{0,4}}(?:,\d)?|(?:{words})(?:\s+(?:{words}))?)",
        "HALF": half,
        "NAMED": any_of(NAMED[language]),
        "LAST_YEAR": any_of(LAST_YEAR[language]) or "(?!)",
        "STEMS": MONTH_ADJECTIVES[language].split(),
        "ADJECTIVE": rf"(?:{any_of(MONTH_ADJECTIVES[language].split())})(?:{ends})",
    }
