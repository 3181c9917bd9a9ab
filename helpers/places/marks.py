"""Marks: the words of a text at which a name of a place may begin, or a form that shows one; and why."""

from collections import namedtuple

from helpers.spans import wordlist

# Offsets at which names of the gazetteer may begin, pairs of an offset and why a form may be there, offsets of names of towns, and of
# those near which an office stands; and the names that were found beside which a form may stand, if these are known.
Marks = namedtuple("Marks", "names forms towns offices beside", defaults=(None,))
NONE = Marks((), (), (), ())
# The first words of the offices that a town has.
OFFICES = [
    "Police",
    "police",
    "Mayor",
    "mayor",
    "Borough",
    "borough",
    "residents",
    "firefighters",
    "City",
    "Town",
    "Council",
    "Superior",
    "Crown",
    "Magistrates",
    "Fire",
]
HEAD, NOUN, IN, OF, LINE, CODE = (
    1,
    2,
    4,
    8,
    16,
    32,
)  # a head or opening; before a noun; after in, town of; in front of a line; before a code

# Signs of a name that was found: it may stand inside another name; behind a given name; for a republic or a plant.
INSIDE, GIVEN, ENTITY = 1, 2, 4
# It may stand for who acts: by what is before it, by what is behind it, or in a list with others; else it does not.
CALLED, BEHIND, LISTED = 8, 16, 32
ACTS, ALL = CALLED | BEHIND | LISTED, -1
ADJOINED = 64  # a longer name may go on around it


def first_words():
    """Return the words that close or open a name of a place, and the nouns that follow one.

    Examples
    --------
    >>> ["County" in words for words in first_words()]
    [True, False]
    """
    openings = {opening.split(" ")[0].rstrip(".") for opening in wordlist("place_openings")}
    return {*wordlist("place_heads"), *openings}, {noun.split(" ")[0] for noun in wordlist("place_nouns")}
