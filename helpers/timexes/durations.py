"""Durations (three years, the past two weeks), repetitions (every year), and words for no time in particular (now, recently)."""

import re

from helpers.timexes.days import before
from helpers.timexes.values import Reading, duration
from helpers.timexes.words import MONTH, MONTHS, NUMBER, UNIT, WEEKDAY, WEEKDAYS, any_of, forms, number_of, unit_of

FEW = r"(?P<few>few|several|many|some|numerous|recent|coming)"
AGE = re.compile(r"[\s-]olds?\b|\s+of\s+age\b", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged|age)\s+(?:of\s+)?$", re.IGNORECASE)
LASTING = re.compile(
    r"\b(?:for|in|within|over|after|than|about|nearly|almost|lasting|lasts?|lasted|under|every|only|just|full|another|least|whole|takes?|took|"
    r"during|throughout|be|been|spent|spend|of|by|(?:year|month|week|day|hour)s?\s+and)\s+$",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?:\d|\b(?:million|billion|trillion|thousand|hundred|percent|times|once|twice|%|each|dollars|euros))\s*$", re.IGNORECASE
)
MORE = re.compile(r"\b(?:additional|further|extra)\b", re.IGNORECASE)
SINCE = re.compile(r"\s+(?:before|after)\b", re.IGNORECASE)  # a month after the vote
ADJECTIVES = "consecutive full more long whole additional further calendar working business successive straight trading last past such"
ADJECTIVE = rf"(?:(?:{any_of(ADJECTIVES.split())})\s+)?"
FRAME = r"(?:the\s+|these\s+|those\s+)?(?:(?:last|past|next|first|final|coming|previous|preceding|following)\s+)?"


def counted(match):
    """Return the number that an expression counts with; None where it has none that is known."""
    parts = match.groupdict()
    if parts.get("part"):
        return {"half": 0.5, "quarter": 0.25}.get(parts["part"].lower(), 0.75)
    if parts.get("number") is None:
        return None if parts.get("few") else 1.5 if parts.get("half") else 1
    n = number_of(parts["number"])
    return n + 0.5 if n is not None and parts.get("more") else n


def _lasting(match, here):
    n, unit = counted(match), unit_of(match["unit"])
    if n is None and not match.groupdict().get("few"):
        return None
    said = match[0].lower()
    if said.startswith(("the ", "these ", "those ")) and not (said.endswith("s") or (n == 1 and "-" not in said)):
        return None  # the two-week crisis: the article is the noun's, so the expression begins after it
    after = here.text[match.end() : match.end() + 60]
    if ("later" in after or "earlier" in after) and LATER.match(here.text, match.end()):
        return None  # two years and three months later
    if said == "one day" and not LASTING.search(before(here, match.start())):
        return None  # they will one day return
    if unit == "quarter" and n and ("-" in said or re.match(r"\s+of\b", here.text[match.end() : match.end() + 5])):
        return None  # three-quarters of the grain
    if n and n >= 1000 and not said.endswith("s"):
        return None  # the 1988 quarter
    if (
        AGE.match(here.text, match.end())
        or AGED.search(before(here, match.start(), 8))
        or (unit == "second" and not said.endswith("seconds"))
    ):
        return None
    return duration(n, unit)


def _one(match, here):
    """A week, an hour, one day: a duration only where something says that it lasts."""
    told, after = before(here, match.start()), here.text[match.end() : match.end() + 10]
    if (
        RATE.search(told)
        or not (LASTING.search(told) or match["half"] or match["long"] is not None or MORE.search(match[0]) or SINCE.match(after))
        or AGE.match(here.text, match.end())
    ):
        return None
    unit = unit_of(match["unit"])
    if re.match(r"\s+(?:later|earlier)\b", after):
        return None
    return None if unit in ("second", "quarter", "weekend", "minute") else duration(counted(match), unit)


def _set(match, here):
    n = counted(match)
    unit = match["unit"] and unit_of(match["unit"])
    if unit:
        return None if n is None or unit == "weekend" else duration(n * 2 if match["other"] else n, unit)._replace(type="SET")
    if match["weekday"]:
        return Reading(f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()] + 1}", None, None, "SET")
    day = f"-{int(match['number']):02}" if (match["number"] or "").isdigit() else ""
    return Reading(f"XXXX-{MONTHS[match['month'].lower().rstrip('.')]:02}{day}", None, None, "SET")


def _half(match, here):
    """Half a year, a quarter of a century, a half-hour talk; the half-year report is none."""
    if re.match(r"half[\s-]+(?:day|week|month|year)", match[0], re.IGNORECASE):
        return None
    return duration(counted(match), unit_of(match["unit"]))


def _long(match, here):
    """The month-long talks, a yearlong study."""
    return duration(1, unit_of(match["unit"]))


def _few(match, here):
    return vague("PAST_REF")(match, here) if match["ago"] else _lasting(match, here)


def _bare(match, here):
    """*months ago*, *for centuries*."""
    if not match["ago"] and not re.search(
        r"\b(?:for|within|over|after|in)\s+(?:just\s+|many\s+)?$", before(here, match.start()), re.IGNORECASE
    ):
        return None
    return vague("PAST_REF")(match, here) if match["ago"] else duration(None, unit_of(match["unit"]))


def _one_day(match, here):
    """*it will one day be so*."""
    told = re.search(r"\b(?:will|would|may|might|could|can)\s+$", before(here, match.start()), re.IGNORECASE)
    return vague("FUTURE_REF")(match, here) if told else None


def vague(value):
    """Return a reading function for words that name no time that could be placed."""
    return lambda match, here: Reading(value, None, None, flag="vague")


PARTLY = (
    r"(?:(?:the\s+)?(?:last|past|next)\s+|an?\s+|one\s+)?"
    r"(?P<part>half|quarter(?=\s+of\s+an?\s|[\s-]+century)|three[\s-]quarters(?=\s+of\s+an?\s))[\s-]+(?:(?:of\s+)?an?[\s-]+)?"
    r"(?P<unit>day|week|month|year|decade|century|hour)\b"
)
NUMBER2, UNIT2 = NUMBER.replace("number", "number2").replace("more", "more2"), UNIT.replace("unit", "unit2")
LATER = re.compile(rf"(?:,|,?\s+and)?\s+(?:{NUMBER}|an?)\s+{UNIT}\s+(?:later|earlier)\b", re.IGNORECASE)
LONG = (
    r"(?P<unit>day|week|fortnight|month|year|decade|century|hour)\b(?P<half>\s+and\s+a\s+half)?+"
    rf"(?P<long>-long|(?=(?:,|,?\s+and)\s+(?:{NUMBER2}|an?)\s+{UNIT2}(?!\s+(?:later|earlier|ago)\b)))?+(?!-)"
)
UNITS_LONG = "U_long hourlong daylong weeklong monthlong yearlong decadelong"
DURATIONS = forms(
    (
        "number_of_units",
        "NUMBER F_# F_N F_a F_half the_# the_N the_F the_half these_# these_N these_F those_# those_N those_F",
        rf"{FRAME}{NUMBER}(?:\s+{ADJECTIVE}|-){UNIT}(?!\s+(?:later|earlier|ago)\b)",
        _lasting,
    ),
    ("half_a_unit", "HALF", PARTLY, _half),
    ("one_unit", "ONE a_V one_U one_V an_V", rf"(?:an?\s+(?:(?:full|whole|entire|additional|further|extra)\s+)?|one[\s-]){LONG}", _one),
    ("unit_long", UNITS_LONG, r"(?P<unit>hour|day|week|month|year|decade|century)(?:-long|(?<!century)long)\b", _long),
    ("every_unit", "every each", rf"(?:every|each)\s+(?:(?P<other>other\s+)|single\s+)?(?:{NUMBER}\s+)?(?:{UNIT}|{WEEKDAY}|{MONTH})", _set),
)
NO_NUMBER = r"(?!\s+(?:of|is|was|has|\d|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
VAGUE = forms(
    (
        "few_units",
        "R_U last_R past_R next_R first_R coming_R a_R the_R the_last the_past the_next the_first the_coming",
        rf"(?:the\s+)?(?:(?:last|past|next|first|coming)\s+)?(?:a\s+)?{FEW}(?:\s+|-){UNIT}(?!-|\s+(?:later|earlier|before|after)\b)(?P<ago>\s+ago)?+",
        _few,
    ),
    (
        "bare_units",
        "days weeks months years decades centuries",
        r"(?P<few>)(?P<unit>day|week|month|year|decade|centurie)s(?:\s+or\s+(?:weeks|months|years))?(?P<ago>\s+ago)?+\b",
        _bare,
    ),
    ("one_day", "one_day", r"one\s+day\b", _one_day),
    (
        "now_words",
        "now currently at_present presently nowadays these_days",
        r"(?!(?-i:Now),)now\b|currently\b|at\s+present\b|presently\b|nowadays\b|these\s+days\b",
        vague("PRESENT_REF"),
    ),
    (
        "recent_words",
        "more_recently recently recent the_past",
        rf"(?:more\s+)?recently\b|recent\b|the\s+past\b{NO_NUMBER}",
        vague("PAST_REF"),
    ),
    ("future_words", "the_near the_future soon", r"the\s+(?:near\s+)?future\b|(?<!as\s)soon\b(?!\s+(?:after|as)\b)", vague("FUTURE_REF")),
)
