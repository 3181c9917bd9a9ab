"""The forms of years and their parts: 2022-09, 2022, 2014-2020, the 1990s, the spring of 2022, the third quarter."""

import re
from datetime import date

from helpers.timexes.cited import cited
from helpers.timexes.days import NO_NOUN, NOT_MORE, OF_YEAR, before, between_of, last_word, placed, year_of
from helpers.timexes.values import SEASONS, period, season
from helpers.timexes.words import CENTURIES, LONG_YEAR, ORDINALS, SPOKEN_YEAR, TENS, YEAR, any_of, forms, spoken_year

EVENTS = """accord agreement annexation armistice attack budget campaign ceasefire census conference constitution convention coup crisis
declaration earnings election elections financing forecast invasion law memorandum offensive occupation pact protests referendum reform
report resolution results revolution season statement summit survey talks treaty uprising vote war"""
DECADES = [word.removesuffix("y") + "ies" for word in TENS.split()]  # twenties, thirties
TWO_YEARS = r"(?P<first>(?:1[89]|20)\d\d)(?:\s?[-–/]\s?|\s+to\s+)(?P<second>\d{4}|\d{2})(?![\w/]|[.,:-]\d)"
SEASON = rf"(?P<season>{any_of(SEASONS)})\b"
ORDINAL = rf"(?P<ordinal>{any_of(list(ORDINALS)[:4])}|1st|2nd|3rd|4th)"
BEFORE_YEAR = """in since by of until till to from between and both due ending that during for after before through throughout early
late mid end the a an its their our his her year fiscal than around about circa as over versus vs pre post back this onward beyond into
already s"""
BEFORE_YEAR = {*BEFORE_YEAR.split()}
COUNTED = re.compile(
    r"\s+(?:more\s+|other\s+)?(?:[a-z]+(?:ed|ian)\s+)?(?!years|times|was|is|has)(?:[a-z]++(?<=s)(?<!ss)|people|men|women|children|km|troops)\b"
)
IN_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|during|throughout|year|early|late|mid|end of|beginning of|start of)[\s-]*$", re.IGNORECASE
)
UNTIL_NOW = re.compile(r"\s+(?:up\s+)?(?:to|until|till)\s+(?:now|today|date|the\s+present)\b")
OWNED = re.compile(r"(?:'s?|\b(?:the|its|their|our|his|her))\s+$", re.IGNORECASE)
LISTED = re.compile(r"\b(?:1[89]|20)\d\d(?:,|,?\s+(?:and|or|but))\s+(?:in\s+)?$")  # in 2014, 2015 and 2022
YEAR_VERB = re.compile(r"\s+(?:was|is|has|saw|will|brought|marks|marked)\b|\s?[-–]\s?(?:present|now|today)\b")
# What happens in a year, or is made for one: the illegal 2014 annexation.
EVENT = re.compile(rf"\s+(?:(?!and\b|of\b|or\b)[a-z-]+\s+)?(?:{'|'.join(EVENTS.split())})\b")
_PART = r"(?:(?P<half>half)|quarter)"
WITH_YEAR = rf"(?:{OF_YEAR}|\s+of\s+(?P<the_year>the\s+year)\b)"


def _years(match, here):
    a, b = int(match[1]), int(match[2])
    b += a // 100 * 100 if b < 100 else 0
    if not 1000 <= a < b <= min(a + 200, 2199) or COUNTED.match(here.text, match.end()):
        return None
    if kind := cited(here, *match.span()):
        return period("year", date(a, 1, 1))._replace(flag=kind) if kind == "cited" else None
    return between_of(period("year", date(a, 1, 1)), period("year", date(b, 1, 1)))


def _year(match, here):
    """A number that can be a year: never where it counts something, and without a preposition only beside other signs."""
    year, told, after = int(match["year"]), before(here, match.start()), here.text[match.end() : match.end() + 12]
    reading = period("year", date(year, 1, 1))
    if match.start() < match.start("year"):  # fiscal 1989, the year 2000
        return reading
    if kind := cited(here, *match.span()):
        return reading._replace(flag=kind) if kind == "cited" and year >= 1700 else None
    certain, owned = IN_YEAR.search(told) or UNTIL_NOW.match(here.text, match.end()), OWNED.search(told)
    odd = not 1900 <= year <= 2060 or year % 50 == 0  # these are more often quantities
    if COUNTED.match(here.text, match.end()):
        return reading if not odd and (certain or owned) else None
    if odd:
        return reading if certain or (owned and year in (1900, 1950, 2000, 2050) and re.match(r"\s+[A-Z]", after)) else None
    if told.endswith("("):  # (2014)
        return reading if after[:1] in (")", ";", ",", "–") else None
    named = last_word(told) in BEFORE_YEAR or told.endswith("' ") or LISTED.search(told) or YEAR_VERB.match(after)
    if not named and not re.search(r"\b[A-Z]\w*\s+$", told):  # the illegal 2014 annexation, not the Biology 2014 conference
        named = EVENT.match(here.text, match.end(), match.end() + 60)
    return reading if named else None


def _fiscal(match, here):
    """FY2022, FY22: like *fiscal year 2022* by its number, for fiscal years begin on different days."""
    return period("year", date(year_of(match, here), 1, 1))


def _iso_month(match, here):
    """2014-12; in *Law No. 2014-12* it is a number, and 2010-12 is rather 2010 to 2012."""
    year, month = match[1], match[2]
    kind = cited(here, *match.span())
    if not 1 <= int(month) <= 12 or (month >= "10" and month > year[2:]) or kind == "page":
        return None
    return period("year" if kind else "month", date(int(year), int(month), 1))._replace(flag=kind)


def _number(match, here):
    """The year in the number of a document: No. 2022/14."""
    of = cited(here, *match.span()) == "cited" or match["body"]
    return period("year", date(int(match["year"]), 1, 1))._replace(flag="cited") if of else None


def _lettered(match, here):
    """(Brown, 1996a)."""
    kind = cited(here, match.start(), match.end("year"))
    return period("year", date(int(match["year"]), 1, 1))._replace(flag=kind) if kind == "cited" else None


def _spoken(match, here):
    if match.re.groupindex.get("long") and last_word(before(here, match.start())) not in BEFORE_YEAR:
        return None
    return period("year", date(spoken_year(match["spoken"]), 1, 1))


def _decade(match, here):
    if match["figures"]:
        year = int(match["figures"].rstrip("'s").lstrip("'"))
        year += 1900 if year < 100 else 0
        return period("decade", date(year, 1, 1)) if year % 10 == 0 and 1000 <= year < 2100 else None
    return period("decade", date(1920 + 10 * DECADES.index(match["word"].lower()), 1, 1))


def _century(match, here):
    number = int(match["n"]) if match["n"] else CENTURIES[match["word"].lower()]
    return period("century", date((number - 1) * 100, 1, 1)) if 2 <= number <= 22 else None


def _season(match, here):
    year, name = year_of(match, here), match["season"].lower()
    if not year and not re.search(r"\b(?:in|by|until|since|during|early|late|mid|of)[\s-]*$", before(here, match.start()), re.IGNORECASE):
        return None
    return placed(lambda y: season(name, y), match, here)


def _winter(match, here):
    """A winter that is named by both its years; other seasons have but one."""
    year, second = int(match["first"]), int(match["second"])
    if second not in (year + 1, (year + 1) % 100):
        return None
    found = season("winter", year)  # of the south, where summer is in these months
    return found._replace(value=f"{year}-SU") if (match.groupdict().get("season") or "").lower() == "summer" else found


def _part_of_year(match, here):
    """Quarters and halves; without a year, the nearest that is not wholly to come."""
    parts = match.groupdict()
    number = int(parts["n"]) if parts.get("n") else ORDINALS.get(parts["ordinal"].lower()) or int(parts["ordinal"][0])
    unit = "half" if parts.get("half") or (parts.get("letter") or "").lower() == "h" else "quarter"
    if number > (2 if unit == "half" else 4):
        return None

    def make(y):
        return period(unit, date(y, (number - 1) * (6 if unit == "half" else 3) + 1, 1))

    if parts.get("the_year"):
        return make(here.last["year"].first.year if "year" in here.last else here.base.year)
    year = year_of(match, here)
    if not year and re.match(r"the\s+\S+-", match[0], re.IGNORECASE):
        return None  # the third-quarter loss: the article is the noun's
    return None if unit == "half" and not year else placed(make, match, here)


FIGURES = forms(
    ("iso_month", "L_-", rf"(\d{{4}})-(0\d|1[0-2]){NOT_MORE}", _iso_month),
    ("year_with_letter", "L_a L_b L_c L_d L_e", r"(?P<year>(?:1[89]|20)\d\d)[a-e](?=[);,:\]])", _lettered),
    ("document_number", "L_/", r"(?P<year>(?:19|20)\d\d)(?:/\d{1,4})(?P<body>/(?-i:[A-Z]{2,5}\b))?(?![\w/])", _number),
    ("two_years_winter", "L_- L_– L_/ L_to", rf"{TWO_YEARS}\s+(?P<season>winter|summer)\b(?:\s+(?:season|months)\b)?", _winter),
    ("years_hyphen", "L_- L_– L_/", rf"(\d{{4}})(?:\s?[-–/]\s?)(\d{{4}}|\d{{2}}){NOT_MORE}", _years),
    ("years_to", "L_to L_until", rf"((?:1[5-9]|20)\d\d)\s+(?:to|until)\s+((?:1[5-9]|20)\d\d){NOT_MORE}", _years),
    ("decade_in_figures", "L_s #_s", r"(?P<figures>\d{3}0'?s|(?<=the )\d0's|(?:(?<=')|(?<=early )|(?<=late )|(?<=mid-))\d0s)\b", _decade),
    ("century_in_figures", "#_century #_-", r"(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]+century\b", _century),
    ("year_quarter_letter", "L_Q L_-", rf"{YEAR}[\s-]+(?P<letter>[QH])(?P<n>[1-4])\b", _part_of_year),
    ("quarter_in_letters", "#", rf"(?P<n>[1-4])(?P<letter>(?-i:[QH]))(?:{YEAR}|'?(?P<short>\d\d)(?![\w-]|\.\d))", _part_of_year),
    ("year_and_quarter", "L_O L_# L_s", rf"{YEAR}(?:'s)?\s+{ORDINAL}[\s-]+{_PART}\b", _part_of_year),
    ("quarter_in_figures", "#_quarter #_half #_-", rf"(?P<ordinal>1st|2nd|3rd|4th)[\s-]+{_PART}\b{WITH_YEAR}?+", _part_of_year),
    ("year_alone", "L", YEAR, _year),
)
WORDS = forms(
    ("the_decade_in_figures", "the_#", r"the\s+(?P<figures>\d{3}0'?s|'?\d0'?s)\b", _decade),
    ("decade_in_words", "the_E", rf"the\s+(?P<word>{any_of(DECADES)})\b(?P<figures>)", _decade),
    (
        "the_century",
        "O_century O_O the_O the_#",
        rf"(?:the\s+)?(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{any_of(CENTURIES)}))[\s-]+century\b",
        _century,
    ),
    (
        "winter_of_two_years",
        "T the_T",
        rf"(?:the\s+)?(?P<season>winter|summer)(?:\s+(?:season|months))?(?:\s+of|\s+in)?\s+{TWO_YEARS}",
        _winter,
    ),
    ("the_two_years_winter", "the_#", rf"the\s+{TWO_YEARS}\s+(?P<season>winter|summer)\b(?:\s+(?:season|months)\b)?", _winter),
    ("season_of_year", "T the_T", rf"(?:the\s+)?{SEASON}(?:\s+(?:season|months))?{OF_YEAR}", _season),
    ("season_of_list", "T the_T", rf"(?:the\s+)?{SEASON}(?=\s+(?:and|or)\s+(?:the\s+)?(?:{any_of(SEASONS)}){OF_YEAR})", _season),
    ("season_alone", "T the_T", rf"(?:the\s+)?{SEASON}(?!\s+(?:of|on|in|into|to|back|up|for|from)\b)(?!-)", _season),
    ("the_year_and_quarter", "the_#", rf"(?:the\s+)?{YEAR}\s+{ORDINAL}[\s-]+{_PART}\b", _part_of_year),
    ("quarter_in_words", "O_quarter O_half the_O the_#", rf"(?:the\s+)?{ORDINAL}[\s-]+{_PART}\b(?!-?final){WITH_YEAR}?+", _part_of_year),
    (
        "quarter_of_said_year",
        "this_year last_year next_year",
        rf"(?P<said>this|last|next)\s+year's\s+{ORDINAL}[\s-]+{_PART}\b",
        _part_of_year,
    ),
    ("quarter_letter_year", "Q", rf"(?P<letter>[QH])(?P<n>[1-4])(?:\s+(?:of\s+)?|/){YEAR}", _part_of_year),
    (
        "quarter_letter_of_list",
        "Q",
        rf"(?P<letter>[QH])(?P<n>[1-4])(?=(?:\s+(?:and|or|to)\s+|\s?[-–]\s?)[QH][1-4]\s+(?:of\s+)?{YEAR})",
        _part_of_year,
    ),
    ("year_with_noun", "G_# G_year the_G", rf"(?:the\s+)?(?:(?:fiscal|financial|calendar)(?:\s+year)?|year)\s+{YEAR}", _year),
    ("fiscal_letters", "fy2022 fy22 fy_#", rf"(?-i:FY)\s?(?:{YEAR}|'?(?P<short>\d\d)(?![\w/-]|[.,]\d))", _fiscal),
    ("year_in_words", "the_year X_N X_oh", rf"(?:the\s+year\s+)?(?P<spoken>{SPOKEN_YEAR})", _spoken),
    ("the_year_in_words", "the_year", rf"the\s+year\s+(?P<spoken>{LONG_YEAR})", _spoken),
    ("long_year_in_words", "one_thousand two_thousand X_hundred N_hundred", rf"(?P<long>)(?P<spoken>{LONG_YEAR}){NO_NOUN}", _spoken),
)
