"""Holidays that a rule of the calendar places: Christmas Day, Easter Sunday 2023, Ukraine's Independence Day."""

import re
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter

from helpers.timexes.days import NO_NOUN, OF_YEAR, before, placed, year_of
from helpers.timexes.relative import SIDE, SIDES
from helpers.timexes.values import nearest, period
from helpers.timexes.words import WEEKDAYS, any_of, forms

# Month and day; month, which weekday (-1: the last); or the days after Easter; and how it is called. A name in brackets is a holiday
# only beside a word that places it: Christmas is a day in *at Christmas*, and none in *a Christmas market*.
NAMES = """
1-1        New Year's Day; [New Year]
12-31      New Year's Eve
12-24      Christmas Eve
12-25      Christmas Day; [Christmas]
12-26      Boxing Day; St Stephen's Day
1-7        Orthodox Christmas Day; Orthodox Christmas; Russian Orthodox Christmas
1-22       Unity Day of Ukraine; Ukraine's Unity Day; Ukrainian Unity Day
1-27       International Holocaust Remembrance Day; Holocaust Remembrance Day; Holocaust Memorial Day
2-14       Valentine's Day; St Valentine's Day
2-23       Defender of the Fatherland Day
3-8        International Women's Day
3-17       St Patrick's Day; Saint Patrick's Day
4-1        April Fools' Day; April Fool's Day
4-25       Anzac Day; ANZAC Day
5-1        May Day; International Workers' Day
5-9        Victory Day; Europe Day
6-12       Russia Day
6-19       Juneteenth
6-20       World Refugee Day
6-28       Constitution Day of Ukraine; Ukraine's Constitution Day; Ukrainian Constitution Day
7-1        Canada Day
7-4        American Independence Day; US Independence Day
7-14       Bastille Day
8-24       Independence Day of Ukraine; Ukraine's Independence Day; Ukrainian Independence Day; Ukraine Independence Day
8-24       Day of Independence of Ukraine
10-3       Day of German Unity; German Unity Day
10-24      United Nations Day; UN Day
10-31      Halloween
11-1       All Saints' Day
11-2       All Souls' Day
11-11      Armistice Day; Veterans' Day; Remembrance Day
11-21      Day of Dignity and Freedom
12-10      International Human Rights Day; Human Rights Day
1-3-mon    Martin Luther King Day; Martin Luther King Jr Day; MLK Day
2-3-mon    Presidents' Day
5--1-mon   Memorial Day
9-1-mon    Labor Day; Labour Day
10-2-mon   Columbus Day
11-4-thu   Thanksgiving Day; [Thanksgiving]
11-2-sun   Remembrance Sunday
easter-47  Shrove Tuesday
easter-46  Ash Wednesday
easter-7   Palm Sunday
easter-3   Maundy Thursday; Holy Thursday
easter-2   Good Friday
easter-1   Holy Saturday; Easter Saturday
easter+0   Easter Sunday; Easter Day; [Easter]
easter+1   Easter Monday
easter+39  Ascension Day
easter+49  Whit Sunday; Pentecost Sunday; [Pentecost]
easter+50  Whit Monday; Pentecost Monday
orthodox+0 Orthodox Easter Sunday; Orthodox Easter
"""
RULES = {name.strip(): rule for rule, names in (line.split(None, 1) for line in NAMES.strip().split("\n")) for name in names.split(";")}
PLACED = {name.strip("[]") for name in RULES if name[0] == "["}
RULES = {name.strip("[]"): rule for name, rule in RULES.items()}
BESIDE = re.compile(r"\b(?:at|by|before|after|until|till|since|around|over|on|during|of|for)\s+$", re.IGNORECASE)
NAME = any_of(RULES).replace("\\ ", r"\s+").replace("'", "'?").replace(r"St\s", r"St\.?\s")
WORDS = [[*re.findall(r"[a-z]+", name.lower()), ""][:2] for name in RULES]
FIRST = " ".join(sorted({f"{word}_{after}" if after else word for word, after in WORDS}))  # as `starts` reads them


def on(rule, year):
    """Return the day of a holiday in a year, by its rule.

    Examples
    --------
    >>> on("12-25", 2022), on("easter-2", 2022), on("11-4-thu", 2022), on("5--1-mon", 2022)  # the last Monday of May
    (datetime.date(2022, 12, 25), datetime.date(2022, 4, 15), datetime.date(2022, 11, 24), datetime.date(2022, 5, 30))
    """
    if found := re.fullmatch(r"(easter|orthodox)([+-]\d+)", rule):
        return easter(year, *([EASTER_ORTHODOX] if found[1] == "orthodox" else [])) + timedelta(int(found[2]))
    month, n, weekday = re.fullmatch(r"(\d+)-(-?\d+)(?:-(\w+))?", rule).groups()
    if not weekday:
        return date(year, int(month), int(n))
    number = next(WEEKDAYS[name] for name in WEEKDAYS if name.startswith(weekday))
    if int(n) < 0:
        last = date(year, int(month) % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - number) % 7)
    first = date(year, int(month), 1)
    return first + timedelta((number - first.weekday()) % 7 + 7 * (int(n) - 1))


def named(words):
    """Return the name of a holiday as the table has it."""
    words = re.sub(r"\s+", " ", words).replace(".", "").replace("'", "")
    return next(name for name in RULES if name.replace("'", "") == words)


def rule_of(words):
    """Return the rule of a holiday by its name."""
    return RULES[named(words)]


def _holiday(match, here):
    name = named(match["holiday"])
    side = SIDES[match["side"].lower()] if match["side"] else None
    if name in PLACED and side is None and not year_of(match, here) and not BESIDE.search(before(here, match.start())):
        return None

    def make(year):
        return period("day", on(RULES[name], year))

    if side:
        return nearest(make, here.base, side={-1: "before", 1: "after"}[side])
    return make(here.base.year) if side == 0 else placed(make, match, here)


# Good Friday Agreement, Christmas market: what follows is named after the day.
AFTER = rf"(?:{OF_YEAR}|(?!\s+(?-i:[A-Z])[a-z])(?:(?<=day)|(?<=Eve)|(?<=Juneteenth)|{NO_NOUN}|(?='s\b)))"
HOLIDAYS = forms(("holiday", f"S_P this_S {FIRST}", rf"(?:{SIDE}\s+)?(?P<holiday>(?-i:{NAME})\b)(?i:{AFTER})", _holiday))
