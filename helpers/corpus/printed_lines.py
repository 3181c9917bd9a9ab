"""Printed pages as running text: without heads, feet and page numbers, and with words and sentences whole that the print divides."""

import functools
import re
from collections import Counter

from helpers.needed import NotHere, needed

EDGE = 3  # lines at the top and at the bottom of a page among which its head and foot stand
NUMBERED = re.compile(r"\W*(?:(?:page|seite|страница|стор\w*|página)\W*)?#(?:\W*(?:of|von|de|из|з|sur|/)\W*#)?\W*", re.IGNORECASE)
PAGE_OF = re.compile(r"(?:page|seite|página|страница)\s*\d+(?:\s*(?:of|von|de|sur|из|/)\s*\d+)?", re.IGNORECASE)
DIVIDED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010]\n([^\W\d_]++)")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
ENDED = re.compile(r"[.!?:;…。！？]['\")\]»”’]*\s*$")


def without_heads(pages):
    """Return pages without the lines that come back on them, numbers aside, and without page numbers.

    Parameters
    ----------
    pages : list of list of str
        The lines of each page. A line is a head or foot if it stands once on each of many pages, near its top or bottom; one
        with a number in it, such as "Page 3 of 9", wherever the file keeps it.

    Examples
    --------
    >>> without_heads([["UN", "We met.", "1"], ["UN", "We left.", "2"], ["UN", "We are back.", "3"]])
    [['We met.'], ['We left.'], ['We are back.']]
    """
    edges, anywhere = Counter(), Counter()
    for page in pages:
        keys = Counter(map(_key, filter(str.strip, page)))
        once = {key for key, times in keys.items() if times == 1}
        edges.update({_key(page[place]) for place in _edge(page)} & once)
        anywhere.update({key for key in once if "#" in key and len(key) < 80})
    most = len(pages)
    heads = {key for key, times in edges.items() if times >= max(3, most * 0.3) or (times == most == 2)}
    heads = {key for key in heads if most > 2 or NUMBERED.fullmatch(key) or len(key) < 80}
    always = {key for key, times in anywhere.items() if times >= 3 and times * 2 > most}
    return [_kept(page, heads, always, number) for number, page in enumerate(pages, start=1)]


def _kept(page, heads, always, number):
    edge = _edge(page)
    gone = {place for place in edge if _key(page[place]) in heads or PAGE_OF.fullmatch(page[place].strip())}
    gone |= {place for place, line in enumerate(page) if _key(line) in always}
    gone |= {place for place in edge[-1:] if page[place].strip(" -–—") == str(number)}
    return [line for place, line in enumerate(page) if place not in gone]


def _edge(page):
    """Return the places of the first and last lines of a page that are not empty."""
    full = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*full[:EDGE], *full[-EDGE:]})


def _key(line):
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def joined(pages):
    r"""Return the pages as one text; a sentence that a page's end divides goes on, and so does a word that a line's end divides.

    Whether a hyphen at a line's end belongs to the word is decided by the other words of the text.

    Examples
    --------
    >>> joined([["The nego-", "tiations on long-", "term aid"], ["went on. A term is long."]])
    'The negotiations on long-term aid\nwent on. A term is long.'
    """
    text = ""
    for page in pages:
        said = "\n".join(page).strip("\n")
        if said.strip():
            gap = "\n\n" if ENDED.search(text[-200:]) and not said.lstrip()[0].islower() else "\n"
            text += (gap if text else "") + said
    text = re.sub(r"\u00ad[ \t]*\n?", "", re.sub(r"(?<![ \t])[ \t]+\n", "\n", text))
    words = Counter(word.lower() for word in WORD.findall(DIVIDED.sub(" ", text)))
    while (again := DIVIDED.sub(lambda found: _whole(found[1], found[2], words), text)) != text:
        text = again  # the second half of a word may be divided too
    return re.sub(r"(?<=\d)[-\u2010]\n(?=\d)", "-", text).strip()


def _whole(first, second, words):
    """Return a word that a line's end divides after a hyphen: with the hyphen where it is a compound."""
    whole, compound = f"{first}{second}".lower(), f"{first}-{second}".lower()
    if second[0].isupper() and not first.isupper():
        return f"{first}-{second}"
    if words[whole] or words[compound]:
        return f"{first}-{second}" if words[compound] > words[whole] else f"{first}{second}"
    both = words[first.lower()] and words[second.lower()]  # long and term, but not nego and tiations
    compounds = _is_word(compound) or (both and not _is_word(whole))
    return f"{first}-{second}" if compounds else f"{first}{second}"


@functools.cache
def _is_word(word):
    try:
        return needed("simplemma", "Words divided at a line's end").is_known(word, lang="en")
    except NotHere:  # the statement's own words must do
        return False
