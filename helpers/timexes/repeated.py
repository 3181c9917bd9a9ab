"""Repetitions beside *every week* (twice a week, four times a year, on Fridays), and ages and repetitions in one word, where asked for."""

from helpers.timexes.days import NO_NOUN
from helpers.timexes.durations import NUMBER2, counted
from helpers.timexes.times_of_day import PARTS
from helpers.timexes.values import Reading, duration
from helpers.timexes.words import NUMBER, UNIT, WEEKDAY, WEEKDAYS, any_of, forms, number_of, unit_of

WORDS = {"hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "biweekly": "fortnight", "fortnightly": "fortnight"}
WORDS |= {"monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year"}
NOT_VERB = r"(?!\s+(?:has|had|have|is|was|passes|passed|ends|ended|begins|began)\b)"  # once a year has passed


def _often(match, here):
    """*twice a week*: the value is how long it is that they are counted in, as TimeML has it."""
    unit, n = unit_of(match["unit"]), number_of(match["number2"]) if match["number2"] else 1
    return duration(n, unit)._replace(type="SET") if n and unit not in ("second", "weekend") else None


def _weekdays(match, here):
    part = f"T{PARTS[match['time'].lower()]}" if match["time"] and "time" in here.options else ""
    return Reading(f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()] + 1}{part}", None, None, "SET")


def _one_word(match, here):
    return duration(1, WORDS[match[0].lower()])._replace(type="SET", flag="vague")


def _age(match, here):
    if not match["bare"]:
        n = counted(match)
        return n and duration(n, unit_of(match["unit"]))._replace(flag="vague")
    return duration(None if match["many"] else 1, unit_of(match["bare"]))._replace(flag="vague")


OFTEN = forms(
    (
        "times_a_unit",
        "once_a once_an once_every once_each once_per twice thrice several_times many_times #_times N_times",
        rf"(?:once|twice|thrice|(?:several|many|{NUMBER})\s+times)\s+(?:an?|every|each|per)\s+(?:{NUMBER2}\s+)?{UNIT}{NOT_VERB}",
        _often,
    ),
    (
        "plural_weekday",
        "W " + " ".join(f"{day}s" for day in WEEKDAYS),
        rf"{WEEKDAY[:-2]}(?:s\b|\s+(?P<time>morning|afternoon|evening|night)s\b)",
        _weekdays,
    ),
)
OFTEN_OR_OLD = forms(
    ("frequency_in_a_word", " ".join(WORDS), rf"(?:{any_of(WORDS)})\b{NO_NOUN}", _one_word),
    (
        "age",
        "N_U #_U #_- N_and #_and N_N U_old",
        rf"(?:{NUMBER}-{UNIT}|(?P<bare>day|week|month|year|decade|centur(?:y|ie))(?P<many>s)?)-old\b",
        _age,
    ),
)
