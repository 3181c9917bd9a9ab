"""The forms that are read from another time in the text: two days later, the following Monday, that year, the year-ago quarter."""

from helpers.timexes.days import NO_NOUN, before, last_word
from helpers.timexes.durations import counted
from helpers.timexes.parts import SIZES
from helpers.timexes.values import SEASONS, nearest, period, season, shifted
from helpers.timexes.weekdays import DAYTIME, beside
from helpers.timexes.words import NUMBER, UNIT, WEEKDAY, WEEKDAYS, YEAR, any_of, forms, unit_of

FAR = 400  # characters, some three sentences: what was named before them is told of no more
LASTING = {"over", "in", "for", "during", "within", "of", "through", "throughout"}
SMALL = {"hour", "minute", "second"}
BACK = {"earlier", "before", "previous", "preceding"}
ENDING = r"(?=\s*(?:[,.;:)]|$)|\s+(?:and|but|when|that|in|at|as)\b)"


def near(here, unit, start):
    """Return the time of a unit that was named last, if that was not long ago, or it is the day of the statement."""
    found = here.last.get(unit)
    close = found and (start - here.last[unit, "end"] <= FAR or found.first == found.last == here.base)
    return found if close else None


def quarter_before(here):
    """Return the quarter a year before the one last named: a comparison, so it is not the one last named from here on."""
    quarter = here.last.get("latest")
    return quarter and period("quarter", shifted(quarter.first, "year", -1))._replace(unit="")


def _year_before(match, here):
    """*the year-earlier quarter*: the quarter last named, a year before."""
    if match[0][:4].lower() == "the " and not match["what"]:
        return None  # the year-earlier results: the article is theirs
    return quarter_before(here) or period("year", shifted(here.base, "year", -1))


def _latest(match, here):
    """*the latest quarter*: of those named, so not the one that it is compared with."""
    return here.last.get("latest")


def _quarter_of(match, here):
    """*the 2021 quarter*, *last year's quarter*: that of the year which is compared with the one last named."""
    quarter, year = here.last.get("quarter"), int(match["year"]) if match["year"] else here.base.year - 1
    return quarter and period("quarter", quarter.first.replace(year=year))._replace(unit="")


def _from_here(match, here):
    """*a day earlier*, *the week before*, *the following day*: from the day last named; of months and years, from any time."""
    unit, n, way = unit_of(match["unit"]), counted(match), match["way"].lower().split()[0]
    unit = unit if unit in SIZES or unit in SMALL or unit == "fortnight" else "day"  # the following morning
    if way == "next" and unit != "day" and last_word(before(here, match.start())) in LASTING:
        return None  # over the next year
    if unit == "year" and n == 1 and way in ("earlier", "before") and "quarter" in here.last:
        return quarter_before(here)
    if unit == "year" and n == 1 and way == "earlier" and "any" not in here.last:
        return period("year", shifted(here.base, "year", -1))  # as in comparisons: a year ago
    if unit == "hour" and n and n % 24 == 0:
        unit, n = "day", n // 24
    anchor = near(here, "day" if unit in ("day", "week", "weekend", "fortnight") else "any", match.start())
    if not anchor or not n or n % 1 or n >= 1000 or unit in SMALL or SIZES.get(anchor.unit, 0) > SIZES.get(unit, 14):
        return None
    return period("week" if unit == "fortnight" else unit, shifted(anchor.first, unit, int(n) * (-1 if way in BACK else 1)))


def _weekday_from_here(match, here):
    """*the previous Friday*, *the following Monday*, *the Monday after*: from the day last named."""
    day = near(here, "day", match.start())
    side = -1 if match["way"].lower() in BACK else 1
    return day and period("day", beside(day.first, WEEKDAYS[match["weekday"].lower()], side))


def _season_from_here(match, here):
    """*the following autumn*: from the time last named."""
    named, side = near(here, "any", match.start()), "before" if match["way"].lower() in BACK else "after"
    return named and nearest(lambda year: season(match["season"].lower(), year), named.first, side=side)


def _same(match, here):
    """That day, the same month: the one last named, or that of the day last named."""
    unit, named = unit_of(match["unit"]), here.last.get("any")
    if unit in SEASONS:
        return named and season(unit, named.first.year)
    if unit not in SIZES:  # that evening
        unit = "day"
    if unit == "day" or not named or SIZES.get(named.unit, SIZES[unit]) >= SIZES[unit]:
        return here.last.get(unit)
    return period(unit, named.first)


def _same_or_this(match, here):
    return _same(match, here) or period("day", here.base)


UNITS_EARLIER = forms(
    (
        "units_earlier",
        "NUMBER ONE",
        rf"(?:{NUMBER}|an?)\s+{UNIT}\s+(?P<way>earlier|later|(?:before|after)(?:\s+that)?{ENDING})(?!\s+than\b)",
        _from_here,
    ),
)
BESIDE = forms(
    ("compared_quarter", "the_# last_year", rf"(?:the\s+{YEAR}|last\s+year's)\s+(?:quarter|period)\b", _quarter_of),
    ("the_unit_before", "the_U the_D", rf"the\s+(?P<unit>day|week|month|year|{DAYTIME})\s+(?P<way>before|after)\b{ENDING}", _from_here),
    (
        "the_following_day",
        "the_following the_next the_previous the_preceding",
        r"the\s+(?P<way>following|next|previous|preceding)\s+(?P<unit>day)\b",
        _from_here,
    ),
    (
        "the_following_morning",
        "the_following the_next the_previous",
        rf"the\s+(?P<way>following|next|previous)\s+(?P<time>{DAYTIME})\b(?P<unit>)",
        _from_here,
    ),
    (
        "the_following_unit",
        "the_following the_previous the_preceding the_next",
        r"the\s+(?P<way>following|previous|preceding|next)\s+(?P<unit>week|weekend|month|year)\b",
        _from_here,
    ),
    ("later_in_the_day", "later_in earlier_in", r"(?:later|earlier)\s+in\s+the\s+(?P<unit>day)\b", _same_or_this),
    (
        "the_following_weekday",
        "the_following the_previous the_preceding the_next",
        rf"the\s+(?P<way>following|previous|preceding|next)\s+{WEEKDAY}",
        _weekday_from_here,
    ),
    ("the_weekday_before", "the_W", rf"the\s+{WEEKDAY}\s+(?P<way>before|after)\b{ENDING}", _weekday_from_here),
    (
        "the_following_season",
        "the_following the_previous the_preceding the_next",
        rf"the\s+(?P<way>following|previous|preceding|next)\s+(?P<season>{any_of(SEASONS)})\b",
        _season_from_here,
    ),
    (
        "the_same_unit",
        "that_very that_same the_very the_same this_very this_same",
        rf"(?:that|the|this)\s+(?:very\s+same|very|same)\s+(?P<unit>day|week|weekend|month|year|quarter|{DAYTIME})\b",
        _same,
    ),
    (
        "that_unit",
        "that_U that_D that_T",
        rf"that\s+(?P<unit>day|week|weekend|year|month|{DAYTIME}|(?:{any_of(SEASONS)}){NO_NOUN})\b(?!\s+of)",
        _same,
    ),
    (
        "year_ago_quarter",
        "year_ago year_earlier the_year",
        r"(?:the\s+)?year-(?:ago|earlier)(?:\s+(?P<what>quarter|period))?\b",
        _year_before,
    ),
    ("the_quarter", "the_quarter", r"the\s+(?P<unit>quarter)\b(?!\s+of|-)", _same),
    ("the_latest_quarter", "the_latest", r"the\s+latest\s+(?:quarter|period)\b(?!\s+of)", _latest),
)
