"""The forms of dates in Ukrainian and Russian, and what each means: 24 лютого 2022 року, 23–27 сентября, минулого тижня, три года."""

import re
from datetime import date, timedelta
from functools import cache, partial

from helpers.timexes.cyrillic_words import LAST_YEAR, NAMED, SIDES, days, months, numbers, pieces, seasons, units, weekdays
from helpers.timexes.days import before, between_of
from helpers.timexes.days import placed as near
from helpers.timexes.values import IMPOSSIBLE, day_of, duration, nearest, period, season, shifted
from helpers.timexes.weekdays import beside
from helpers.timexes.words import Form

CLAUSE = re.compile(r"[.;:!?\n]")
AHEAD = re.compile(
    r"\b(?:буд(?:е|уть|ет|ут|емо|ем)|відбуд\w+|состо(?:ит|ят)ся|пройдуть?|зберуть?ся|зустріну\w+|встрет[яи]тся|соберутся|заплан\w+|"
    r"має|мають|планує\w*|планиру\w+|повинн\w+|должн\w+|наме[рч]\w+|чинн\w+|почне\w*|начн[её]т\w*|очіку\w+|ожида\w+)\b"
)
TOLD = re.compile(r"\b\w{2,}(?:ив|ав|ів|ув|ило|ала|ила|ули|али|или|вся|лася|лися|лося|ил|ал|ел|ял|ела|ели|лся|лась|лись|лось)\b")
ON = re.compile(r"\b(?:у|в|во|на|до|з|із|зі|с|со|від|от|к|ко|по|після|после|перед|за)\s+$", re.IGNORECASE)
IN_MONTH = re.compile(
    r"\b(?:у|в|до|з|із|с|від|от|к|по|за|на|протягом|впродовж|(?:кінц|початк|середин|конц|начал)\w{1,2}|наприкінці)\s+$", re.IGNORECASE
)
AGED = re.compile(r"(?:віком|віці|возрасте|йому|їй|ему|ей|исполнилось|виповнилось)\s+$")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21, "XVII": 17, "XVI": 16}
ORDINALS = {"перш": 1, "перв": 1, "друг": 2, "втор": 2, "трет": 3, "четв": 4}
OPEN = 2, 1  # what no verb tells of
NEXT_DAY = ("наступн", "следующ")


def weights(text, start, end):
    """Return how often a day ahead and a day back count for a date without a year: by the verb before it in its clause, else after."""
    told = CLAUSE.split(text[max(start - 120, 0) : start])[-1].lower()
    after = CLAUSE.split(text[end : end + 100])[0].lower()
    for part, last in ((told, True), (after, False)):
        signs = sorted([*((m.start(), (1, 4)) for m in AHEAD.finditer(part)), *((m.start(), (8, 1)) for m in TOLD.finditer(part))])
        if signs:
            return signs[-1][1] if last else signs[0][1]
    return OPEN


def year_of(match, here):
    """Return the year that is named in figures or as *минулого року*; None where none is."""
    parts = match.groupdict()
    if parts.get("year"):
        return int(parts["year"])
    if parts.get("said"):
        return here.base.year + side_of(parts["said"])
    if parts.get("this"):  # с. г.: of this year
        return here.base.year
    return None


def side_of(words):
    """Return -1 for last, 0 for this, 1 for next."""
    word = words.lower()
    known = [(stem, side) for stems in SIDES.values() for side, row in stems.items() for stem in row.split("|")]
    return next(side for stem, side in sorted(known, key=lambda pair: -len(pair[0])) if word.startswith(stem))


placed = partial(near, year_of=year_of, weights=weights)


def month_of(words, language):
    """Return the number of a month by any of its forms."""
    words = words.lower()
    known = months(language)
    return known.get(words) or known[f"{words.rstrip('.')}."]


def _number_of(words, language):
    words = words.lower().replace("\u00a0", " ")
    if words[0].isdigit():
        return float(words.replace(" ", "").replace(",", "."))
    values = [numbers(language)[word] for word in words.split()]
    if len(values) == 2 and not ((values[0] >= 20 and values[1] < min(values[0], 10)) or values[1] == 1000 or values[0] == 100):
        return None
    return values[0] if len(values) == 1 else values[0] * 1000 if values[1] == 1000 else sum(values)


def _day(match, here, language):
    number = days(language)[" ".join(match["spelled"].lower().split())] if match.groupdict().get("spelled") else int(match["day"])
    month = month_of(match["month"], language)
    return placed(lambda year: day_of(year, month, number), match, here, span=8 if (month, number) == (2, 29) else 1)


def _days(match, here, language):
    """23–27 вересня, з 12 по 14 марта, 6 и 7 апреля: an interval; 5 та 12 травня are two days."""
    month, a, b = month_of(match["month"], language), int(match["day"]), int(match["day2"])
    if a >= b or (match["to"].strip() in ("і", "й", "та", "и") and b > a + 1):
        return None

    def make(year):
        first, last = day_of(year, month, a), day_of(year, month, b)
        return between_of(first, last) if first.first and last.first else IMPOSSIBLE

    return placed(make, match, here)


def _iso(match, here, language):
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _iso_days(match, here, language):
    """23–27.09.2022, 28.09.2022–03.10.2022."""
    parts = {name: int(n) for name, n in match.groupdict().items() if n}
    first = day_of(parts.get("y1", parts["y"]), parts.get("m1", parts["m"]), parts["d1"])
    last = day_of(parts["y"], parts["m"], parts["d"])
    if not first.first or not last.first:
        return IMPOSSIBLE
    return between_of(first, last) if first.first < last.first else None


def _month(match, here, language):
    month = month_of(match["month"], language)
    if not year_of(match, here) and not IN_MONTH.search(before(here, match.start())):
        return None
    return placed(lambda year: period("month", date(year, month, 1)), match, here)


def _month_adjective(match, here, language):
    stems = pieces(language)["STEMS"]
    month = next(n for n, stem in enumerate(stems, start=1) if match[0].lower().startswith(stem))
    return placed(lambda year: period("month", date(year, month, 1)), match, here)


def _side_month(match, here, language):
    month, side = month_of(match["month"], language), side_of(match["side"])

    def make(year):
        return period("month", date(year, month, 1))

    return make(here.base.year) if side == 0 else nearest(make, here.base, side="before" if side < 0 else "after")


def _years(match, here, language):
    a, b = int(match["first"]), int(match["last"])
    b += a // 100 * 100 if b < 100 else 0
    return between_of(period("year", date(a, 1, 1)), period("year", date(b, 1, 1))) if a < b <= a + 200 else None


def _year(match, here, language):
    return period("year", date(int(match["year"]), 1, 1))


def _decade(match, here, language):
    year = int(match["figures"])
    return period("decade", date(year + 1900 if year < 100 else year, 1, 1))


def _roman(words):
    return ROMAN.get(words.upper().translate(str.maketrans("ХІМ", "XIM")))


def _century(match, here, language):
    number = int(match["n"]) if match["n"] else _roman(match["roman"])
    return period("century", date((number - 1) * 100, 1, 1)) if number and 2 <= number <= 22 else None


def _quarter(match, here, language):
    words = match["which"]
    number = int(words[0]) if words[0].isdigit() else ORDINALS.get(words[:4].lower()) or _roman(words)
    unit = "half" if match["half"] else "quarter"
    if not number or number > (2 if unit == "half" else 4):
        return None
    size = 6 if unit == "half" else 3
    return placed(lambda year: period(unit, date(year, (number - 1) * size + 1, 1)), match, here)


def _season(match, here, language):
    name, parts = seasons(language)[match["season"].lower()], match.groupdict()
    if parts.get("side"):
        side = side_of(parts["side"])
        where = {-1: "before", 0: None, 1: "after"}[side]
        return nearest(lambda year: season(name, year), here.base, side=where, span=2)
    if not year_of(match, here) and weights(here.text, *match.span()) == OPEN:
        return None  # взимку холодно
    return placed(lambda year: season(name, year), match, here)


def _side_unit(match, here, language):
    side, unit = side_of(match["side"]), units(language)[match["unit"].lower()]
    if unit == "day":
        named = here.last.get("day")
        ahead = match["side"].lower().startswith(NEXT_DAY)
        return named and (period("day", named.first + timedelta(1)) if ahead else named if side == 0 else None)
    if unit not in ("week", "month", "year", "decade", "century"):
        return None
    return period(unit, shifted(here.base.replace(day=15) if unit == "month" else here.base, unit, side))


def _side_weekday(match, here, language):
    side, number = side_of(match["side"]), _weekday_number(match["weekday"], language)
    if side == 0:
        return period("day", here.base + timedelta(number - here.base.weekday()))
    return period("day", beside(here.base, number, side))


def _weekday_number(word, language):
    return next(n for n, pattern in enumerate(weekdays(language)) if pattern.fullmatch(word))


def _weekday(match, here, language):
    """The weekday nearest before or on the day of the statement, or after it where the verb points ahead."""
    if not ON.search(before(here, match.start())) or here.text[match.end() :].startswith(" обитания"):
        return None
    number = _weekday_number(match["weekday"], language)
    ahead = weights(here.text, *match.span()) == (1, 4)

    def loose(base, side=None):
        if side == "after" or (side is None and ahead):
            return period("day", base + timedelta((number - base.weekday()) % 7))
        return period("day", base - timedelta((base.weekday() - number) % 7))

    return loose(here.base)._replace(loose=loose)


def _named(match, here, language):
    return period("day", here.base + timedelta(NAMED[language][match[0].lower()]))


def _last_year(match, here, language):
    return period("year", shifted(here.base, "year", LAST_YEAR[language][match[0].lower()]))


def _ago(match, here, language):
    unit, n = _counted(match, language)
    if n is None or n % 1 or unit in ("hour", "minute"):
        return None
    return period(unit, shifted(here.base, unit, -int(n)))


def _counted(match, language):
    """Return the unit and the number of a duration; half a year is six months."""
    if match["halfyear"]:
        return "month", 6
    n = 1.5 if match["onehalf"] else _number_of(match["number"], language) if match["number"] else 1
    return units(language)[match["unit"].lower()], n if n is None or not match["more"] else n + 0.5


def _duration(match, here, language):
    if (
        AGED.search(before(here, match.start()))
        or here.text.startswith((" віку", " отроду"), match.end())
        or not (match["number"] or match["halfyear"] or match["onehalf"])
    ):
        return None
    unit, n = _counted(match, language)
    return duration(n, unit) if n else None


def _every(match, here, language):
    return duration(1, units(language)[match["unit"].lower()])._replace(type="SET")


def _same_day(match, here, language):
    return here.last.get("day") or period("day", here.base)


def _of_base(match, here, language):
    """*кінця року*: of the year of the statement; only as what a part is of."""
    return period(units(language)[match["unit"].lower()], here.base)


NOT_MORE = r"(?![\w/]|[.,:-]\d|%)"
OF_YEAR = (
    r"(?:,?\s+(?P<year>{YEAR})(?:\s*{YEARWORD}(?!\w)|(?![\w/]|[.,:-]\d))|\s+(?P<said>{SIDE})\s+{YEARWORD}(?!\w)"
    r"|\s+(?P<this>с\.\s?г\.|ц\.\s?р\.))"
)
TO = r"(?P<to>\s?[-–—]\s?|\s+(?:по|до|і|й|та|и)\s+)"
COUNT = (
    r"(?:(?P<halfyear>півроку|полгода|полугода)"
    r"|(?:(?P<onehalf>півтора|полтора)\s+|(?P<number>{NUMBER})(?P<more>{HALF})?\s+)?(?P<unit>{UNIT})\b)"
)
ROWS = [  # the first that fits wins, so the fuller form stands before the shorter
    ("cyrillic_days", r"(?P<day>{D}){TH}" + TO + r"(?P<day2>{D}){TH}\s+(?P<month>{MONTH})(?:{OF_YEAR})?", _days),
    (
        "cyrillic_day_of_list",
        r"(?P<day>{D}){TH}(?=(?:,\s+{D}{TH}){0,6}(?:,|,?\s+(?:і|й|та|и|або|или))\s+{D}{TH}\s+(?P<month>{MONTH})(?:{OF_YEAR})?)",
        _day,
    ),
    ("cyrillic_day", r"(?P<day>{D}){TH}\s+(?P<month>{MONTH})(?:{OF_YEAR})?", _day),
    ("cyrillic_spelled_day", r"(?P<spelled>{SPELLED})\s+(?P<month>{MONTH})(?:{OF_YEAR})?", _day),
    ("cyrillic_iso_day", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)" + NOT_MORE, _iso),
    (
        "cyrillic_days_in_figures",
        r"(?P<d1>\d{1,2})(?:\.(?P<m1>\d{1,2})(?:\.(?P<y1>\d{4}))?)?\.?\s?[-–—]\s?(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})" + NOT_MORE,
        _iso_days,
    ),
    ("cyrillic_day_in_figures", r"(?P<d>\d{1,2})([./])(?P<m>\d{1,2})\2(?P<y>\d{4})(?![\w/]|[.,:]\d)(?:\s*{YEARWORD}(?!\w))?", _iso),
    ("cyrillic_month", r"(?P<month>{MONTH})(?:{OF_YEAR})?", _month),
    ("cyrillic_month_adjective", r"{ADJECTIVE}\b(?:{OF_YEAR})?", _month_adjective),
    ("cyrillic_years", r"(?P<first>{YEAR})(?:\s?[-–—/]\s?|\s+(?:по|до)\s+)(?P<last>\d{4}|\d\d)(?:-?\w{1,2})?\s+{YEARWORD}(?!\w)", _years),
    ("cyrillic_decade", r"(?P<figures>(?:\d\d)?\d0)-(?:ті|тих|х|их|е|ые|м|ми)\b(?:\s+{YEARWORD}(?!\w))?", _decade),
    ("cyrillic_year", r"(?P<year>{YEAR})(?:-(?:го|му|м|й|ого|ому))?\s*{YEARWORD}(?!\w)", _year),
    ("cyrillic_year_of_list", r"(?P<year>{YEAR})(?=(?:,\s+{YEAR}){0,4},?\s+(?:та|і|й|и)\s+{YEAR}\s+{YEARWORD})", _year),
    (
        "cyrillic_century",
        r"(?:(?P<n>[12]?\d)(?:-?(?:го|му|м|й))?|(?P<roman>[IVXІХ]{1,5}))\s+(?:століття|столітті|сторіччя|сторіччі|век(?:а|е|у|ом)?|ст\.|в\.)(?!\w)",
        _century,
    ),
    (
        "cyrillic_quarter",
        r"(?P<which>(?:перш|друг|трет|четверт|перв|втор)\w{1,4}|[1-4](?:-\w{1,3})?|[IІ]{1,3}|[IІ]V)\s+"
        r"(?:квартал\w{0,2}|(?P<half>півріччя|півріччі|полугоди\w))(?!\w)(?:{OF_YEAR})?",
        _quarter,
    ),
    ("cyrillic_same_day", r"(?:того|цього)\s+(?:ж|самого)\s+дня\b|(?:тот|этот)\s+же\s+день\b", _same_day),
    ("cyrillic_side_month", r"(?P<side>{SIDE})\s+(?P<month>{MONTH})", _side_month),
    ("cyrillic_side_weekday", r"(?P<side>{SIDE})\s+(?P<weekday>{WEEKDAY})\b", _side_weekday),
    ("cyrillic_side_season", r"(?P<side>{SIDE})\s+(?P<season>{SEASON})\b", _season),
    ("cyrillic_side_unit", r"(?P<side>{SIDE})\s+(?P<unit>{UNIT})\b", _side_unit),
    ("cyrillic_season", r"(?P<season>{SEASON})(?:{OF_YEAR})", _season),
    ("cyrillic_season_alone", r"(?P<season>навесні|влітку|улітку|восени|взимку|узимку|весной|летом|осенью|зимой)\b", _season),
    ("cyrillic_named_day", r"(?:{NAMED})\b", _named),
    ("cyrillic_last_year", r"(?:{LAST_YEAR})\b", _last_year),
    ("cyrillic_ago", r"{COUNT}\s+(?:тому|назад)\b", _ago),
    ("cyrillic_every", r"(?:кож|кажд)\w{2,3}\s+(?P<unit>{UNIT})\b", _every),
    ("cyrillic_duration", r"{COUNT}(?!\s+(?:тому|назад))\b", _duration),
    ("cyrillic_weekday", r"(?P<weekday>{WEEKDAY})\b", _weekday),
]
THE_UNIT = r"(?P<unit>року|місяця|тижня|десятиліття|століття|года|месяца|недели|десятилетия|столетия)\b(?!\s+\d)"


@cache
def forms(language):
    """Return the forms of a language, and last that of a unit which only a part is of: кінця року.

    Examples
    --------
    >>> [form.name for form in forms("uk")][:2]
    ['cyrillic_days', 'cyrillic_day_of_list']
    """
    rows = [(name, pattern, make) for name, pattern, make in ROWS] + [("cyrillic_the_unit", THE_UNIT, _of_base)]
    return [Form(name, "", re.compile(_filled(pattern, language), re.IGNORECASE), make) for name, pattern, make in rows]


def _filled(pattern, language):
    """Return a pattern with the pieces of a language in place of their names in braces."""
    known = pieces(language) | {"OF_YEAR": OF_YEAR, "COUNT": COUNT}
    while (filled := re.sub(r"\{([A-Z_]+)\}", lambda name: known[name[1]], pattern)) != pattern:
        pattern = filled
    return pattern


@cache
def starts(language):
    """Return a pattern for the words that a date can begin with."""
    names = ["MONTH", "ADJECTIVE", "WEEKDAY", "SIDE", "SEASON", "NAMED", "LAST_YEAR", "UNIT", "WORDS", "SPELLED"]
    others = r"перш|друг|трет|четв|перв|втор|[IVXІХ]{1,5}\s|півріч|півроку|полу?год|півтора|полтора|кож|кажд|того|цього|тот|этот|навесні"
    return re.compile(_filled(rf"(?<![\w-])(?:\d|(?:{'|'.join(f'{{{name}}}' for name in names)})(?!\w)|{others})", language), re.IGNORECASE)
