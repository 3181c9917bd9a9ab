"""Where in texts a name of a place may begin: the words with a capital that are looked at, found for many texts at once."""

import re
from collections import namedtuple

import numpy as np

from helpers.bulk.characters import WORD, flags_of
from helpers.places.marks import CODE, HEAD, IN, LINE, NONE, NOUN, OF, Marks, first_words
from helpers.spans import wordlist

KEYED = 8  # characters of a word that are compared; what begins alike is looked at, and told apart then
NUMBERED = re.compile(r"(?<=[^\W\d_])\d.*")
PRIMES = np.array(
    [1, 257, 66_037, 16_974_593, 4_362_470_401, 1_121_154_893_057, 288_136_807_515_649, 74_051_159_531_521_793], dtype=np.uint64
)
ASCII = np.zeros(256, dtype=bool)
ASCII[[*range(48, 58), *range(65, 91), 95, *range(97, 123)]] = True
AFTER_IN = [tuple(map(ord, end)) for end in ("in ", "ar ", "de ", "at ")]  # in, near, outside, at
# Sorted keys of the words that names of the gazetteer begin with, that close and open names, that follow them, and that towns begin with.
Keys = namedtuple("Keys", "names heads nouns towns ends")


def keys_of(by_first, towns):
    """Return the keys of the words to look for.

    Parameters
    ----------
    by_first : dict
        From `names.name_index`.
    towns : dict
        From `towns.towns_by_name`.

    Examples
    --------
    >>> [len(keys) for keys in keys_of({"Kyiv": ()}, {"New Milford": []})[:4:3]]
    [1, 1]
    """
    heads, nouns = first_words()
    begin = {town.split(" ")[0] for town in towns} - {word.capitalize() for word in wordlist("stop_words")}
    return Keys(
        *map(_sorted_keys, (by_first, heads, nouns, begin)), np.array(sorted({ord(noun[-2]) * 256 + ord(noun[-1]) for noun in nouns}))
    )


def _sorted_keys(words):
    """Return the sorted keys of some words, as `_keys` makes them of words in texts."""
    words = [NUMBERED.sub("", word) for word in words]
    points = np.frombuffer("".join([word[:KEYED].ljust(KEYED, "\0") for word in words]).encode("utf-32-le"), dtype="<u4")
    return np.unique((points.reshape(-1, KEYED).astype(np.uint64) * PRIMES).sum(axis=1, dtype=np.uint64))


def marked(texts, keys):
    """Return for each folded text the offsets at which names, forms of names, and names of towns may begin.

    Parameters
    ----------
    texts : list of str
    keys : Keys

    Returns
    -------
    list of Marks

    Examples
    --------
    >>> marked(["He left Kyiv.", "We met."], keys_of({"Kyiv": ()}, {}))[0].names
    [8]
    """
    made = [NONE] * len(texts)
    plain = [number for number, text in enumerate(texts) if text.isascii()]
    for numbers in (plain, sorted(set(range(len(texts))) - set(plain))):
        if numbers:
            for number, marks in _marked([texts[number] for number in numbers], keys):
                made[numbers[number]] = marks
    return made


def _marked(texts, keys):
    joined = "\n".join(texts)
    ascii = joined.isascii()
    points = np.frombuffer((joined + "\n" * (KEYED + 2)).encode("latin-1" if ascii else "utf-32-le"), dtype=np.uint8 if ascii else "<u4")
    in_word = ASCII[points] if ascii else (flags_of(points) & WORD) > 0
    begins = in_word.copy()
    begins[1:] &= ~in_word[:-1]
    begins &= (points < 97) | (points > 122)
    ended = ~in_word
    digits = (points >= 48) & (points <= 57)
    ended[1:] |= digits[1:] & in_word[:-1] & ~digits[:-1]  # the number of a footnote ends a word: Kherson2
    starts, gaps = np.flatnonzero(begins), np.flatnonzero(ended)
    ends = gaps[np.searchsorted(gaps, starts)]
    key = _keys(points, starts, ends)
    names, heads, towns = (_among(key, some) for some in (keys.names, keys.heads, keys.towns))
    forms = heads * HEAD + _before_noun(points, ends, gaps, keys.nouns) * NOUN + _told(points, starts, ends, keys.ends, towns)
    borders = np.cumsum([0, *(len(text) + 1 for text in texts)])
    return _by_text(starts, borders, names, forms, towns)


def _keys(points, starts, ends):
    key = np.zeros(len(starts), dtype=np.uint64)
    for place, prime in enumerate(PRIMES.tolist()):
        inside = starts + place < ends
        key += np.where(inside, points[starts + place], 0).astype(np.uint64) * np.uint64(prime)
    return key


def _among(key, some):
    at = np.searchsorted(some, key)
    return some[np.minimum(at, len(some) - 1)] == key if len(some) else np.zeros(len(key), dtype=bool)


def _told(points, starts, ends, noun_ends, towns):
    """Return which words begin a line, stand after *in*, or after *town of*, or before a code: *Edmonton, Ky*."""
    before = [points[np.maximum(starts - back, 0)].astype(np.int64) for back in (1, 2, 3, 4, 5, 6)]
    after_in = np.zeros(len(starts), dtype=bool)
    for letters in AFTER_IN:
        after_in |= (before[2] == letters[0]) & (before[1] == letters[1]) & (before[0] == letters[2])
    of = (before[2] == 111) & (before[1] == 102) & (before[3] == 32) & (np.isin(before[5] * 256 + before[4], noun_ends) | (before[4] == 44))
    of |= (before[2] == 111) & (before[1] == 109) & (points[np.maximum(starts - 7, 0)] == 44)  # 43, from McKee
    line = ((starts == 0) | (before[0] == 10)) & (towns | ((points[starts + 1] >= 65) & (points[starts + 1] <= 90)))
    after = [points[ends + ahead] for ahead in range(5)]
    code = (after[0] == 44) & (after[1] == 32) & (after[2] >= 65) & (after[2] <= 90) & ((after[3] | 32) - 97 < 26)
    code &= ~ASCII[np.minimum(after[4], 255)]
    return after_in * IN + of * OF + line * LINE + code * CODE


def _before_noun(points, ends, gaps, nouns):
    """Return which words stand before a noun for a place: *Abbassiya district*."""
    found = np.zeros(len(ends), dtype=bool)
    some = np.flatnonzero((points[ends] == 32) & (points[ends + 1] >= 97) & (points[ends + 1] <= 122))
    behind = ends[some] + 1
    found[some] = _among(_keys(points, behind, gaps[np.searchsorted(gaps, behind)]), nouns)
    return found


def _by_text(starts, borders, names, forms, towns):
    """Yield the number and the marks of each text that has a name or a form."""
    cuts, there = np.searchsorted(starts, borders), np.flatnonzero(names | (forms > 0))
    for number in np.unique(np.searchsorted(borders, starts[there], side="right") - 1).tolist():
        a, b = cuts[number], cuts[number + 1]
        here, form = starts[a:b] - borders[number], forms[a:b]
        formed = form > 0
        pairs = list(zip(here[formed].tolist(), form[formed].tolist(), strict=True))
        yield number, Marks(here[names[a:b]].tolist(), pairs, here[towns[a:b]].tolist())
