"""The day a web page was published, by its markup: not the day it was changed, and no number that can be read two ways."""

import copy
import re

from helpers.partial_dates import NUMBERS, date_in_cell

PUBLISHED = [  # names of metadata, in lower case without what joins their words, the surest first
    *("articlepublishedtime", "ogpublishedtime", "datepublished", "parselypubdate", "sailthrudate", "publicationdate", "pubdate"),
    *("publishdate", "publisheddate", "citationpublicationdate", "citationdate", "dctermsissued", "dcdateissued", "dctermscreated"),
    *("dcdatecreated", "datecreated", "dctermsdate", "dcdate", "date", "displaydate"),
]
JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
CHANGED = re.compile(r"modif|updat|revis|changed|lastmod", re.IGNORECASE)
NAMES = ("property", "name", "itemprop", "class", "id", "pubdate")


def published(tree):
    """Return what the markup of a page states as its day of publication, as a str; None where it states none.

    Examples
    --------
    >>> import lxml.html
    >>> page = '<time itemprop="dateModified" datetime="2023-05-01"></time><time itemprop="datePublished" datetime="2022-09-23"></time>'
    >>> published(lxml.html.fromstring(page))
    '2022-09-23'
    """
    stated = {}
    for element in tree.iter("meta", "time", "span", "div", "p", "abbr"):
        value = element.get("content") or element.get("datetime") or (element.get("itemprop") and element.text_content())
        for name in {element.get(key, "") for key in NAMES[:3]} - {""}:
            if value and value.strip():
                stated.setdefault(re.sub(r"[^a-z]", "", name.lower()), value.strip())
    found = next((JSON_LD.search(script.text or "") for script in tree.iter("script") if "ld+json" in script.get("type", "")), None)
    for name in PUBLISHED[:3]:
        if name in stated:
            return stated[name]
    if found:
        return found[1]
    return next((stated[name] for name in PUBLISHED[3:] if name in stated), None)


def without_changes(tree):
    """Return a copy of a page without the marks of when it was changed, which else are taken for its day."""
    tree = copy.deepcopy(tree)
    for element in list(tree.iter("meta", "time", "span", "script")):
        said = [element.text or ""] if element.tag == "script" else [element.get(key, "") for key in NAMES]
        if any(map(CHANGED.search, said)) and element.getparent() is not None:
            element.drop_tree()
    return tree


def doubtful(day, page):
    """Return the numbers (03/04/2022) from which alone a day can have been taken, if the page does not tell it otherwise.

    Examples
    --------
    >>> doubtful("2022-04-03", "<p>Brussels, 03/04/2022"), doubtful("2022-04-03", "<p>Brussels, 03/04/2022 <a href='/2022/04/03/'>")
    ('03/04/2022', None)
    """
    year, month, number = day.split("-")
    if re.search(rf"{year}(?P<gap>[-/.]?){month}(?P=gap){number}|{year}-{int(month)}-{int(number)}\b", page):
        return None
    for found in NUMBERS.finditer(page):
        if found[4] == year and {int(found[1]), int(found[3])} == {int(month), int(number)} and found[1] != found[3]:
            try:
                date_in_cell(found[0])
            except ValueError:
                return found[0]
    return None
