"""What stands right around many names, looked at at once: which questions on a name can be answered with yes at all.

Each sign is a condition that the patterns behind a question cannot do without; where it is missing, they are not asked. A rule that goes
by other words than it did needs them here too: the tests compare what is found with and without signs.
"""

import functools

import numpy as np

from helpers.places.capitals import SPREAD, Numbers, number_of, numbers_of, word_keys
from helpers.places.inside import OPENING
from helpers.places.marks import ADJOINED, BEHIND, CALLED, ENTITY, GIVEN, INSIDE, LISTED
from helpers.places.metonyms import calling, may_act, parties
from helpers.places.rules import given_names
from helpers.places.unlisted import BESIDE as NEAR_FORMS
from helpers.spans import wordlist

NEAR = 24  # characters between names that may be of one list
SPACE, COMMA = ord(" "), ord(",")
QUOTE, BLANK, DAY, DASH, SMALL, LARGE, DIGIT = (1 << place for place in range(7))
BYTES = np.zeros(256, dtype=np.uint8)  # what each byte may be; 0 stands for all that is not ASCII, and so for much
for signs_of, bytes_so in (
    (QUOTE, b"'\"\0"),
    (BLANK, b" \n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\0"),
    (DAY, b"MTWFS"),
    (DASH, b"-\0"),
    (SMALL, bytes(range(97, 123))),
    (LARGE, bytes([*range(65, 91), *range(128, 256)])),
    (DIGIT, b"0123456789"),
):
    BYTES[list(bytes_so)] |= signs_of
THE, OF, COMMA_SPACE, LY = (number_of(text) for text in ("the", "of", ", ", "ly"))
BESIDE = tuple(map(number_of, NEAR_FORMS))
JOINTS = (",", " and", " or ", " as ")  # how a list goes on behind a name, as `metonyms.JOINED` has it
BEFORE_JOINED = tuple(map(number_of, ("and ", "the ", "or ", ", ")))  # and before one
BEFORE_INSIDE = tuple(number_of(end) for end in ("io ", "nd "))
AND_SOUTH = tuple(number_of(text) for text in (" and Sou", ", and So", " or Sout", ", or Sou"))
REPUBLIC_OF = tuple(number_of(text) for text in ("blic of ", "lics of ", "lic' of ", 'lic" of ', "ics' of ", 'ics" of '))
ENTITIES = ["People", "people", "Nuclear", "nuclear", "NPP", "NPPs", "N"]


@functools.cache
def _tables():
    """Return the words that may follow a name, and how those may end that stand before one; and those before *of*."""
    nouns = [word.split(" ")[0] for word in wordlist("embedding_nouns") if word[0].islower()]
    words = (Numbers(word_keys(words)) for words in (nouns, may_act(), ENTITIES))
    acting = [form for word in wordlist("acting_nouns") for form in (word, word.capitalize())]
    return *words, _Ends([*calling().last, *parties()]), _Ends(given_names()), _Ends(acting), _Ends(OPENING)


class _Ends:
    """How some words end: by their last three characters, or all where they are fewer."""

    def __init__(self, words):
        ends = [word[-3:] for word in words]
        self.three, self.two = np.zeros(1 << 18, dtype=bool), np.zeros(1 << 16, dtype=bool)
        self.three[self._places(numbers_of(end for end in ends if len(end) == 3))] = True
        self.two[numbers_of(end for end in ends if len(end) == 2)] = True

    @staticmethod
    def _places(numbers):
        return numbers * SPREAD >> np.uint64(64 - 18)

    def may_be(self, numbers):
        """Return which of some numbers of three characters may end one of the words."""
        return self.three[self._places(numbers)] | self.two[numbers >> 8]


def signs(page, found):
    """Return the signs of names, as one number for each.

    Parameters
    ----------
    page : capitals.Page
    found : dict
        number of a text -> list of Found in it

    Returns
    -------
    dict
        number of a text -> list of int

    Examples
    --------
    >>> from helpers.places.capitals import Page
    >>> from helpers.places.marks import ACTS
    >>> from helpers.places.names import Found
    >>> text = "It rained in Oslo all day, and nobody went out. What Bergen said is not known. There is a Treaty of Peru today."
    >>> found = [Found(text.index(name), text.index(name) + len(name), ()) for name in ("Oslo", "Bergen", "Peru")]
    >>> [(sign & INSIDE > 0, sign & ACTS > 0) for sign in signs(Page([text]), {0: found})[0]]
    [(False, False), (False, True), (True, True)]
    """
    counts = [len(names) for names in found.values()]
    made = _signs(page, *(_places_on(page, found, counts, place) for place in (0, 1))).tolist()
    cuts = np.cumsum([0, *counts]).tolist()
    return {number: made[a:b] for number, a, b in zip(found, cuts, cuts[1:], strict=False)}


def _places_on(page, found, counts, place):
    """Return where on a page names start (0) or end (1)."""
    begin = np.repeat(page.borders[list(found)], counts) if found else np.zeros(0, dtype=np.int64)
    return begin + np.array([name[place] for names in found.values() for name in names], dtype=np.int64)


def beside(page, found):
    """Return for each text the names beside which a form may show another one: *Bantam, Connecticut*, *northern Norway*.

    Examples
    --------
    >>> from helpers.places.capitals import Page
    >>> from helpers.places.names import Found
    >>> beside(Page(["See Bantam, Connecticut."]), {0: [Found(4, 10, ()), Found(12, 23, ())]})
    {0: [Found(start=12, end=23, meanings=())]}
    """
    counts = [len(names) for names in found.values()]
    before = page.eight[_places_on(page, found, counts, 0) - 8]
    near = before >> 56 == ord("\n")
    for number in BESIDE:
        near |= before >> 48 == number
    owner, every = np.repeat(np.array([*found], dtype=np.int64), counts), [name for names in found.values() for name in names]
    at, some = np.flatnonzero(near), {number: [] for number in found}
    for number, i in zip(owner[at].tolist(), at.tolist(), strict=True):
        some[number].append(every[i])
    return some


def _signs(page, starts, ends):
    before, after = page.eight[starts - 8], page.eight[ends]
    after_the = (before >> 32 & 0xFFFFFF == THE) & (BYTES[before >> 24 & 255] & BLANK > 0)
    told = np.where(after_the, page.eight[starts - 12], before)  # before the name, and its article
    of = (told >> 40 & 0xFFFF == OF) & (BYTES[told >> 32 & 255] & BLANK > 0)
    nouns, verbs, entities, *_ = _tables()
    first, second = after & 255, after >> 8 & 255
    is_first, is_second, is_third = BYTES[first], BYTES[second], BYTES[after >> 16 & 255]
    spaced = first == SPACE
    small = spaced & (is_second & SMALL > 0)  # a word in small letters follows
    at = np.flatnonzero(small)
    key = page.keys(ends + 1)
    inside = (is_first & (QUOTE | BLANK) > 0) & ~small | (is_second & LARGE > 0)
    inside[at[nouns.among(key[at])]] = True
    for end in BEFORE_INSIDE:
        inside |= before >> 40 == end
    inside |= of & _tables()[6].may_be(told >> 8 & 0xFFFFFF) | (before >> 48 == COMMA_SPACE)
    inside |= of & (BYTES[told >> 24 & 255] & BLANK > 0)
    behind = (is_first & (QUOTE | DASH) > 0) | spaced & (is_second & DAY > 0)
    behind |= (after & 0xFFFF == COMMA_SPACE) & (is_third & (SMALL | DAY) > 0)
    behind[at[_goes_on(page, ends[at] + 1)]] = True
    behind[at[verbs.among(key[at])]] = True
    acts = (
        (_is_called(before, told, after_the) | of & _tables()[5].may_be(told >> 8 & 0xFFFFFF)) * CALLED
        | behind * BEHIND
        | _is_listed(starts, ends, before, after) * LISTED
    )
    made = inside * INSIDE | acts | _is_given(before) * GIVEN | _is_entity(before, after, entities.among(key)) * ENTITY
    return made | _is_adjoined(before, after) * ADJOINED


def _is_adjoined(before, after):
    """Return whether a longer name may go on around names: another word with a capital is near, or a word that joins such words."""
    first, second, third = (after >> place & 255 for place in (0, 8, 16))
    second, third = ((BYTES[byte] & LARGE > 0) | (byte == ord("&")) for byte in (second, third))
    behind = ((first == SPACE) | (first == ord("/")) | (first == ord("-"))) & second | (BYTES[first] & QUOTE > 0) & third
    large, blank = np.zeros(len(before), dtype=bool), np.zeros(len(before), dtype=bool)
    for place in range(0, 56, 8):
        kind = BYTES[before >> place & 255]
        large |= kind & LARGE > 0
        blank |= kind & BLANK > 0
    last, joint = before >> 56, before >> 40 & 0xFFFF
    joint = (joint == OF) | (joint == number_of("de")) | (joint >> 8 == ord("&"))
    return behind | (last == ord("/")) | (last == ord("-")) | (last == ord("\n")) | (last == SPACE) & (large | ~blank | joint)


def _is_listed(starts, ends, before, after):
    """Return whether names stand near others, and behind or before a word that joins them."""
    close = starts[1:] - ends[:-1] <= NEAR
    near = np.append(close, False) | np.append(False, close) if len(starts) else np.zeros(0, dtype=bool)
    joined = np.zeros(len(starts), dtype=bool)
    for text in JOINTS:
        joined |= after & (1 << 8 * len(text)) - 1 == number_of(text)
    for number, size in zip(BEFORE_JOINED, (4, 4, 3, 2), strict=True):
        joined |= before >> 64 - 8 * size == number
    return near & joined


def _is_called(before, told, after_the):
    """Return whether one of the words may stand before names after which they act: *urged*, *relations with*; or a dash, or a gap."""
    last, last_but_one, sixth = (BYTES[before >> 56 - 8 * place & 255] for place in (0, 1, 5))
    # a dash, or two spaces, which are not told apart here
    odd = (last & DASH | last_but_one & (DASH | BLANK) | after_the * (sixth & (DASH | BLANK))) > 0
    return odd | _tables()[3].may_be(told >> 32 & 0xFFFFFF)


def _is_given(before):
    """Return whether a given name or an initial may stand before names."""
    three = before >> 32 & 0xFFFFFF
    return (before >> 56 == SPACE) & ((three >> 16 == ord(".")) | _tables()[4].may_be(three))


def _is_entity(before, after, named):
    """Return whether a nuclear plant or a people's republic may be named, in a list with others perhaps."""
    is_first = BYTES[after & 255]
    second = after >> 8 & 255
    found = (is_first & QUOTE > 0) & ((BYTES[second] & BLANK > 0) | (second == COMMA))
    found |= (is_first & BLANK > 0) & ((BYTES[second] & (QUOTE | BLANK) > 0) | (after & 255 != SPACE))
    for text in AND_SOUTH:
        found |= after == text
    for text in REPUBLIC_OF:
        found |= before == text
    found[named] = True
    return found


def _goes_on(page, starts):
    """Return the places of words that end in -ly, or go on behind an apostrophe or a hyphen."""
    eight = page.eight[page.ends(starts) - 2]
    return np.flatnonzero((eight & 0xFFFF == LY) | (BYTES[eight >> 16 & 255] & (QUOTE | DASH | DIGIT) > 0))
