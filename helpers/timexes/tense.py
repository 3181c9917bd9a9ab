"""What the words around a date tell of it: whether their verb points ahead or tells of what was, and the year of the list it stands in."""

import re
from itertools import pairwise

from helpers.timexes.words import MONTHS, cased

HAVE = r"(?:\s+not|n't|\s+\w+)?\s+have\b"  # would have met
AHEAD = (
    rf"will|shall|'ll|won't|cannot|can't|(?:would|should|might|must|can|(?-i:may)|could(?!\s+not|n't))(?!{HAVE})"
    r"|(?:has|have|needs?|ought|is|are)\s+to|upcoming|had\s+better"
    r"|(?:plans?|going|intends?|hopes?|wants?|wish|wishes|aims?|about|ready|agreed|promised|pledged|vowed|decided|offered)\s+to(?=\s+[a-z])|expects?"
    r"|(?:is|are|be|'s|'re|remains?)\s+(?:\w+\s+)?(?:due|scheduled|expected|planned|set|slated|likely)"
    r"|(?<!been )(?<!was )(?<!were )(?:set|due|scheduled|expected|planned)\s+(?:to|for)"
)
TOLD = (
    r"said|says|told|announced|declared|stated|reported|condemned|called|adopted|agreed|met|was|were|had|have|has|did(?:n't)?"
    r"|could(?:\s+not|n't)"
)
VERB = re.compile(rf"\b(?:(?P<ahead>{AHEAD})|(?P<told>{TOLD}))\b", re.IGNORECASE)
CLAUSE = re.compile(r"[.;:!?\n](?:\s|$)")
# For dates without a year more verbs are asked. What was planned, what is, and what is to be done, may lie on either side.
DONE = r"(?:\s+(?:not\s+)?(?:(?:be\s+able|like)\s+to\s+|be\s+)?[a-z]+)?"
OPEN = (
    r"(?:was|were|been|had)\s+(?:\w+\s+)?(?:due|scheduled|expected|planned|set|slated|likely|to)\b"
    rf"|to\b(?=\s+[a-z]){DONE}|is|are"
)
PRESENT = r"expires?|enters?\s+into\s+force|comes?\s+into\s+(?:force|effect)|takes?\s+(?:effect|place)|falls?\s+on|begins"
PAST = (
    r"began|begun|came|took|taken|held|saw|seen|went|fell|fallen|rose|struck|gave|given|made|left|sent|led|won|lost|brought|became|hit|shot"
    r"|kept|sat|stood|spoke|spoken|wrote|written|broke|broken|bought|sold|paid|drew|grew|flew|fought|sought|[a-z]++(?<=ed)"
)
SIGN = re.compile(rf"\b(?=[a-z'])(?:(?P<ahead>(?:{AHEAD})\b{DONE}|{PRESENT})|(?P<open>{OPEN})|(?P<told>{TOLD}|{PAST}))\b")  # in lower case
OF = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
BY = re.compile(r"\b(?:by|until|till|through)\s+(?:the\s+)?(?:(?:early|mid|late)[\s-])?$", re.IGNORECASE)
# How much farther a day counts that lies ahead, and one that lies back, by what the words tell: statements mostly speak of what has been.
WEIGHTS = {"ahead": (1, 4), "told": (8, 1), "": (2, 1)}
PLAIN = {"ahead": (1, 400), "told": (400, 1), "": (2, 1)}  # where the verb stands just before: will meet in Kyiv in May
JUST = re.compile(r"(?:\s+\w+){0,3}\s+(?:in|on)\s+(?:the\s+)?")


def weights(text, start, end):
    """Return how often a day ahead and a day back count for a date that names no year.

    Examples
    --------
    >>> weights("They met in May", 12, 15), weights("In May they will meet", 3, 6)
    ((400, 1), (1, 4))
    """
    side, apart = _sign(text, start, end)
    if side == "told" and BY.search(text[max(start - 20, 0) : start]):
        return WEIGHTS[""]
    return (PLAIN if apart is not None and JUST.fullmatch(apart) else WEIGHTS)[side]


MONTH = rf"(?:{cased(MONTHS)})\b\.?+"
DAY = r"[0-3]?\d(?:st|nd|rd|th)?+"
ITEM = rf"(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+(?:(?:on|in|of)\s+)?(?:the\s+)?)(?:{DAY}(?:\s+of)?\s+)?{MONTH}(?:\s+{DAY}(?![\d.:]))?"
SHARED = re.compile(rf"(?P<items>(?:{ITEM}){{1,8}}+)(?:,?\s+|\s+of\s+)(?P<year>(?:1[89]|20)\d\d)(?![\w/]|[.,:-]\d|[%°])")


def shared_year(text, end, month):
    """Return the year that stands after the last date of a list, for one before it; None where there is no list.

    Examples
    --------
    >>> shared_year("21 February and on 29 September 2022", 11, "February"), shared_year("December and January 2023", 8, "December")
    (2022, 2022)
    """
    match = SHARED.match(text, end)
    if not match:
        return None
    months = [MONTHS[name.lower().rstrip(".")] for name in (month, *re.findall(MONTH, match["items"]))]
    return int(match["year"]) - sum(a >= 10 and b <= 3 for a, b in pairwise(months))  # over the turn of the year


def points_ahead(text, start, end):
    """Return whether the verb that a weekday goes with points ahead: the last before it in its clause, else the first after.

    Examples
    --------
    >>> points_ahead("They will meet on Friday", 18, 24), points_ahead("They met on Friday", 12, 18)
    (True, False)
    """
    told = CLAUSE.split(text[max(start - 120, 0) : start])[-1]
    verbs = list(VERB.finditer(told))
    if verbs:
        return bool(verbs[-1]["ahead"])
    if len(told.strip()) > 12:
        return False
    found = VERB.search(CLAUSE.split(text[end : end + 100])[0])
    return bool(found and found["ahead"] and not re.search(r"\b\w+ed\b", text[end : end + found.start()]))


def _small(text):
    return text.replace("May", "#").lower()  # the month is no verb


def tense(text, start, end):
    """Return the tense of the verb that a date goes with: "ahead", "told" (of what was), or "" where that is open.

    It is the last verb before the date in its clause, else the first after. A noun may stand between the verb and
    *of* 3 March, so an *of* never points ahead.

    Examples
    --------
    >>> [tense(text, *re.search("May", text).span()) for text in ("they met in May", "In May they will meet", "to meet in May")]
    ['told', 'ahead', '']
    """
    return _sign(text, start, end)[0]


def _sign(text, start, end):
    """Return the tense, and what stands between its verb and the date; None where the verb follows it."""
    told = CLAUSE.split(text[max(start - 120, 0) : start])[-1]
    signs = list(SIGN.finditer(_small(told)))
    sign = signs[-1] if signs else SIGN.search(_small(CLAUSE.split(text[end : end + 100])[0]))
    side = "" if not sign or sign["open"] else "ahead" if sign["ahead"] else "told"
    return "" if side == "ahead" and OF.search(told) else side, told[sign.end() :] if signs else None
