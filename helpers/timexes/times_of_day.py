"""Times of day beside a date, or alone: 10 p.m. on Friday, 5 May in the evening, last night, 7.15 p.m."""

import re

from helpers.timexes.days import before
from helpers.timexes.values import Reading, period

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}
PARTS |= {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
PART = r"(?P<part>tonight|morning|afternoon|evening|night|noon|midday|midnight)s?\b"
CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap](?:\.\s?m\b\.?|m\b))"
    r"|(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![:\d%])(?:\s?(?:hours|hrs|h)\b)?"
    r"|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?=\s?(?:(?-i:GMT|UTC)\b|local\s+time\b))|(?P<oclock>1?\d)\s+o'clock\b)"
)
ZONE = r"(?:,?\s*(?:\((?-i:[A-Z]{3,4})\)|(?-i:[A-Z]{3,4})\b|(?:local|(?-i:[A-Z])[a-z]+)\s+time))?"
ALONE = re.compile(
    rf"(?:(?P<part>noon|midday|midnight)\b|(?:the|(?P<side>early|mid|late)[\s-])\s*(?P<day>morning|afternoon|evening|night)\b|{CLOCK}){ZONE}",
    re.IGNORECASE,
)
IN = re.compile(r"\b(?:in|during|by|until)\s+$", re.IGNORECASE)
LINK = re.compile(r"(?:,?\s+(?:on\s+)?)?")
AFTER = re.compile(
    rf"T(?P<iso>\d\d(?::\d\d)?)|,?\s+(?:in\s+the\s+|at\s+)?(?:about\s+|around\s+)?(?:(?:early|late)\s+)?(?:{PART}|{CLOCK}{ZONE})",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"(?<![\w.:/-])(?:(?:early|late|mid)[\s-])?{PART},?\s+(?:of\s+|on\s+)?(?:the\s+)?$", re.IGNORECASE)
WITHIN = re.compile(rf"\b{PART}", re.IGNORECASE)
SAID = re.compile(r"\b(?:at|around|about|by|until|till|from|since|to|between|and|before|after)\s+$", re.IGNORECASE)


def code(match):
    """Return the time of day that a match names, as it stands behind the T of a value."""
    parts = match.groupdict()
    if parts.get("iso"):
        return parts["iso"] if ":" in parts["iso"] else f"{parts['iso']}:00"
    if parts.get("part") or parts.get("day"):
        return PARTS[(parts["part"] or parts["day"]).lower()]
    if parts.get("h4"):
        return f"{parts['h4']}:{parts['m4']}"
    if parts.get("oclock"):
        return f"{int(parts['oclock']):02}:00"
    if parts.get("h"):
        return f"{int(parts['h']):02}:{parts['m']}"
    hour = int(parts["hour"])
    if not 1 <= hour <= 12:
        return f"{hour:02}:{parts['minute'] or '00'}"
    return f"{hour % 12 + 12 * (parts['half'][0].lower() == 'p'):02}:{parts['minute'] or '00'}"


def timed(here, start, end, found):
    """Return where a day with its time of day begins and ends, and its reading."""
    if found.unit != "day" or found.type != "DATE" or not found.first or " " in found.value or "|" in found.value:
        return start, end, found
    within, after = ALONE.match(here.text, start, end) or WITHIN.search(here.text, start, end), AFTER.match(here.text, end)
    told = BEFORE.search(before(here, start, 40))
    match = within or after or told
    if not match:
        return start, end, found
    start = start - len(told[0]) if match is told else start
    return start, (after.end() if match is after else end), found._replace(value=f"{found.value}T{code(match)}")


def clocked(here, start, read):
    """Read a time of day by the clock, of the date that follows it, or else of the day last named."""
    match = ALONE.match(here.text, start)
    if not match:
        return None
    got = read(here, match.end() + len(LINK.match(here.text, match.end())[0]))
    if got and got[2].unit == "day" and got[2].first:
        return start, got[1], got[2]
    day = here.last.get("day") or (here.base and period("day", here.base))
    told = before(here, start)
    if not day or not (IN.search(told) if match["day"] else match["half"] or match["part"] or match["h4"] or SAID.search(told)):
        return None
    return start, match.end(), Reading(f"{day.value}T{code(match)}", day.first, day.last, "TIME", rule="clocked")
