"""Numbers that are no dates of the statement: (Smith, 1996), Resolution 1325 (2000), No. 2022/14, pp. 1043-58."""

import re

from helpers.timexes.days import before, last_word

NAME = r"(?-i:[A-Z])[\w'-]+"
NAMES = rf"{NAME}(?:\s+(?:and|&)\s+{NAME}|(?:,\s+{NAME}){{1,3}}(?:,?\s+(?:and|&)\s+{NAME})?|\s+et\s+al\b\.?)?"
PAGES = """p pp page pages para paras paragraph paragraphs art arts article articles section sections vol vols volume volumes chapter
chapters ch line lines rule rules col cols fn note notes footnote footnotes isbn §"""
PAGES = {*PAGES.split()}
KINDS = "resolution decision regulation directive document doc case order law bill report decree opinion recommendation protocol notice com"
KINDS = {*KINDS.split(), *(f"{kind}s" for kind in KINDS.split())}
LAWS = re.compile(r"\b(?:N(?:os?|r)\.?|nos?\.)\s*$|(?:\w|\d\s|,\s(?:[A-Z]\.\s?)+)\($|\((?:EU|EC|EEC|CFSP)\)\s*(?:No\.?\s*)?$")
AUTHOR = re.compile(
    rf"(?:[(;\[]\s*(?:(?:see|cf\.|e\.g\.,?)\s+)?|\b(?:see(?:\s+also)?|cf\.)\s+){NAMES},?\s+(?:\d{{4}}[a-e]?,\s+(?:and\s+)?){{0,4}}$"
)
PAGE_LIST = re.compile(r"\bpp?\.[\d\s,;–-]++(?:(?:and|&)\s*+)?$")
AFTER_AUTHOR = re.compile(r"[a-e]?\s*(?:[);\]]|[,:]\s*(?:pp?\.\s*)?\d|[,:]\s+pp?\.)")
SAYS = "argue write note show find found argued wrote suggest describe claim point call hold observe report conclude identif demonstrate"
ARGUES = re.compile(rf"\)\s+(?:also\s+)?(?:{SAYS.replace(' ', '|')})(?:s|es|ies|ed)?\b")
PAGE_IN = re.compile(r":\s*\d")  # Brown (1996: 12)
PAGE_AFTER = re.compile(r",?\s+(?:at\s+)?pp?\.\s*\d")
READ_ON = re.compile(r"\b(?:accessed|retrieved|visited)(?:\s+on)?:?\s+$", re.IGNORECASE)


def cited(here, start, end):
    """Return "cited" for the year or day of what is cited, "page" for numbers of pages and parts, and "" for the rest.

    Examples
    --------
    >>> from helpers.timexes.days import Here
    >>> texts = ("in 1996", "as shown (Smith, 1996).", "Resolution 1325 (1996)", "pp. 1996")
    >>> [cited(Here(text, None, {}), text.index("1996"), text.index("1996") + 4) for text in texts]
    ['', 'cited', 'cited', 'page']
    """
    told = before(here, start, 60)
    last = last_word(told)
    if last in PAGES or PAGE_LIST.search(told):
        return "page"
    if last in KINDS or LAWS.search(told[-20:]) or cited_day(here, start, end):
        return "cited"
    author = AUTHOR.search(told)
    if author and (author[0][0] not in "([;" or (("(" in told or "[" in told) and AFTER_AUTHOR.match(here.text, end))):
        return "cited"
    if told.endswith("(") and (told.endswith("et al. (") or ARGUES.match(here.text, end) or PAGE_IN.match(here.text, end)):
        return "cited"
    return ""


def cited_day(here, start, end):
    """Return whether a day belongs to what is cited: OJ L 229, 31.7.2014, p. 1; (accessed 12 May 2022)."""
    return bool(PAGE_AFTER.match(here.text, end) or READ_ON.search(before(here, start, 16)))
