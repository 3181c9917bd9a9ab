"""What stands right around many names, looked at at once: which questions on a name can be answered with yes at all.

Each sign is a condition that the patterns behind a question cannot do without; where it is missing, they are not asked. A rule that goes
by other words than it did needs them here too: the tests compare what is found with and without signs.
"""

import functools

import numpy as np

from helpers.places.capitals import WordKeys, number_of, numbers_of
from helpers.places.metonyms import calling, may_act, parties
from helpers.places.rules import given_names
from helpers.spans import wordlist

INSIDE, ACTS, GIVEN = 1, 2, 4  # may stand inside another name; for who acts; behind a given name
ALL = -1
NEAR = 24  # characters between names that may be of one list
SPACE, COMMA = ord(" "), ord(",")
QUOTES_AND_SPACES = numbers_of(" \n\t\r'\"\0")  # as 0 stands for all that is not ASCII
DAYS = numbers_of("MTWFS")
DASHES, APOSTROPHES = numbers_of("-\0"), numbers_of("-'\0")
BEFORE_INSIDE = numbers_of(("of ", "of\n", "io ", "nd "))


@functools.cache
def _tables():
    """Return the words that may follow a name: of those that take it in, and that say that it acts; and how words before it end."""
    nouns = [word.split(" ")[0] for word in wordlist("embedding_nouns") if word[0].islower()]
    ends = ([word[-3:] for word in words] for words in ([*calling().last, *parties()], given_names()))
    return (
        WordKeys(nouns),
        WordKeys(may_act()),
        *(numbers_of(word for word in some if len(word) == size) for some in map(list, ends) for size in (3, 2)),
    )


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
    >>> from helpers.places.names import Found
    >>> page = Page(["In Oslo it rained. Oslo said no. Treaty of Oslo"])
    >>> signs(page, {0: [Found(3, 7, ()), Found(19, 23, ()), Found(43, 47, ())]})[0]
    [0, 2, 3]
    """
    counts = [len(names) for names in found.values()]
    begin = np.repeat(page.borders[list(found)], counts) if found else np.zeros(0, dtype=np.int64)
    starts, ends = (begin + np.array([name[place] for names in found.values() for name in names], dtype=np.int64) for place in (0, 1))
    made = _signs(page, starts, ends).tolist()
    cuts = np.cumsum([0, *counts]).tolist()
    return {number: made[a:b] for number, a, b in zip(found, cuts, cuts[1:], strict=False)}


def _signs(page, starts, ends):
    before, after = page.eight[starts - 8], page.eight[ends]
    nouns, verbs, *_ = _tables()
    first, second = after & 255, after >> 8 & 255
    small = (first == SPACE) & _is_small(second)  # a word in small letters follows
    at = np.flatnonzero(small)
    inside, acts = np.isin(first, QUOTES_AND_SPACES) & ~small | _is_large(second), np.zeros(len(starts), dtype=bool)
    key = page.keys(ends[at] + 1)
    inside[at[nouns.among(key)]] = True
    inside |= np.isin(before >> 40, BEFORE_INSIDE) | (before >> 8 == number_of("of the ")) | (before >> 48 == number_of(", "))
    acts[at] = _goes_on(page, ends[at] + 1)
    acts[at[verbs.among(key)]] = True
    third = after >> 16 & 255
    acts |= (first == COMMA) & (second == SPACE) & (_is_small(third) | np.isin(third, DAYS)) | (first == SPACE) & np.isin(second, DAYS)
    acts |= np.isin(first, APOSTROPHES) | _is_called(before)
    near = starts[1:] - ends[:-1] <= NEAR
    acts[1:] |= near
    acts[:-1] |= near
    return inside * INSIDE | acts * ACTS | _is_given(before) * GIVEN


def _is_called(before):
    """Return whether one of the words may stand before names after which they act: *urged*, *relations with*; or a dash, or a gap."""
    *_, long, short, _, _ = _tables()
    bytes_before = [before >> 56 - 8 * place & 255 for place in range(6)]
    last, last_but_one, *_, fifth, sixth = bytes_before
    three = before >> 32 & 0xFFFFFF
    after_the = (three == number_of("the")) & (fifth <= SPACE)
    odd = (last < SPACE) | (last_but_one <= SPACE) | after_the & ((fifth < SPACE) | (sixth <= SPACE))  # not told apart here
    odd |= np.isin(last, DASHES) | np.isin(last_but_one, DASHES) | after_the & np.isin(sixth, DASHES)
    three = np.where(after_the, before & 0xFFFFFF, three)
    return odd | np.isin(three, long) | np.isin(three >> 8, short)


def _is_given(before):
    """Return whether a given name or an initial may stand before names."""
    *_, long, short = _tables()
    three = before >> 32 & 0xFFFFFF
    return (before >> 56 == SPACE) & ((three >> 16 == ord(".")) | np.isin(three, long) | np.isin(three >> 8, short))


def _goes_on(page, starts):
    """Return whether words end in -ly, or go on behind an apostrophe or a hyphen."""
    ends = page.ends(starts)
    eight = page.eight[ends - 2]
    behind = eight >> 16 & 255
    return (eight & 0xFFFF == number_of("ly")) | np.isin(behind, APOSTROPHES) | ((behind >= ord("0")) & (behind <= ord("9")))


def _is_small(points):
    return (points >= ord("a")) & (points <= ord("z"))


def _is_large(points):
    return ((points >= ord("A")) & (points <= ord("Z"))) | (points >= 128)
