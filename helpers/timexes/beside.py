"""The forms that are read from what was named before them: a day earlier, the previous Friday, the year-ago quarter."""

from datetime import timedelta

from helpers.timexes.days import forms
from helpers.timexes.durations import counted
from helpers.timexes.values import period, shifted
from helpers.timexes.words import NUMBER, UNIT, WEEKDAY, WEEKDAYS, YEAR, unit_of

SMALL = {"hour", "minute", "second"}
BACK = {"earlier", "before", "previous", "preceding"}
ENDING = r"(?=\s*(?:[,.;:)]|$))"


def weekday_beside(base, number, side):
    """Return the nearest such weekday strictly before (-1) or after (1) a day."""
    return base + timedelta(side * (((number - base.weekday()) * side - 1) % 7 + 1))


def quarter_before(here):
    """Return the quarter a year before the one last named: a comparison, so it is not the one last named from here on."""
    quarter = here.last.get("quarter")
    return quarter and period("quarter", shifted(quarter.first, "year", -1))._replace(unit="")


def year_before(match, here):
    """*the year-earlier quarter*: the quarter last named, a year before."""
    if match[0][:4].lower() == "the " and not match["what"]:
        return None  # the year-earlier results: the article is theirs
    return quarter_before(here) or period("year", shifted(here.base, "year", -1))


def latest(match, here):
    """*the latest quarter*: of those named, so not the one that it is compared with."""
    return here.last.get("latest")


def _quarter_of(match, here):
    """*the 2021 quarter*, *last year's quarter*: that of the year which is compared with the one last named."""
    quarter, year = here.last.get("quarter"), int(match["year"]) if match["year"] else here.base.year - 1
    return quarter and period("quarter", quarter.first.replace(year=year))._replace(unit="")


def _beside(match, here):
    """*a day earlier*, *the week before*, *the following day*: only where the day last named is that of the statement."""
    unit, n, way = unit_of(match["unit"]), counted(match), match["way"].lower()
    if unit == "year" and n == 1 and way in ("earlier", "before") and "quarter" in here.last:
        return quarter_before(here)
    anchor = here.last.get("day" if unit in ("day", "week") else "any")
    if not anchor or not anchor.first == anchor.last == here.base or not n or n % 1 or n >= 1000 or unit in SMALL:
        return None
    return period("week" if unit == "fortnight" else unit, shifted(here.base, unit, int(n) * (-1 if way in BACK else 1)))


def _beside_weekday(match, here):
    """*the previous Friday*, *the following Monday*: from the day last named."""
    day = here.last.get("day")
    side = -1 if match["way"].lower() in BACK else 1
    return day and period("day", weekday_beside(day.first, WEEKDAYS[match["weekday"].lower()], side))


BESIDE = forms(
    (rf"(?:{NUMBER}|an?)\s+{UNIT}\s+(?P<way>earlier|later|(?:before|after){ENDING})(?!\s+than\b)", _beside),
    (rf"the\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after)\b{ENDING}", _beside),
    (r"the\s+(?P<way>following|next|previous|preceding)\s+(?P<unit>day)\b", _beside),
    (r"the\s+(?P<way>following|previous|preceding)\s+(?P<unit>week|month|year)\b", _beside),
    (rf"the\s+(?P<way>following|previous|preceding)\s+{WEEKDAY}", _beside_weekday),
)
QUARTER_OF = forms((rf"(?:the\s+{YEAR}|last\s+year's)\s+quarter\b", _quarter_of))[0]
