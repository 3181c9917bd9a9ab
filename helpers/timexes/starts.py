"""Where an expression can begin: the first words of the forms, and how they are found in many texts at once.

A form tells what it begins with as words: *yesterday*, or two that follow each other: *the_weekend*, *M_#*. Capitals stand for sets of
words; # for a number, of up to three figures where the form begins with it, L for one of four, 8 for longer ones. All texts of a batch
are one array of characters here. What is found may begin no expression after all; what is not found begins none.
"""

from itertools import pairwise, product

import numpy as np

from helpers.bulk.characters import DIGIT, WORD, flags_of
from helpers.timexes.holidays import WORDS as HOLIDAYS
from helpers.timexes.values import SEASONS
from helpers.timexes.weekdays import SIDES
from helpers.timexes.words import MONTHS, NUMBERS, SPELLED, UNITS, WEEKDAYS
from helpers.timexes.years import DECADES

SETS = {
    "M": MONTHS,
    "W": WEEKDAYS,
    "Z": [f"{day}s" for day in WEEKDAYS],
    "U": [*UNITS, *(f"{unit}s" for unit in UNITS), "centuries"],
    "N": NUMBERS.keys() - {"a", "an", "couple", "dozen", "half"},
    "O": {word.split("-")[0] for word in SPELLED},
    "T": SEASONS,
    "S": SIDES,
    "E": DECADES,
    "P": {word for word, _ in HOLIDAYS},
    "Q": ["q1", "q2", "q3", "q4", "h1", "h2"],
}
# The same for words that no table holds.
ROWS = """
J consecutive full more long whole additional further calendar working business successive straight trading last past such
F last past next first final coming previous preceding following
R few several many some numerous recent coming
D morning mornings afternoon afternoons evening evenings night nights
H half quarter three
V full whole entire additional further extra
X sixteen seventeen eighteen nineteen twenty ten eleven twelve thirteen fourteen fifteen
Y yesterday today tomorrow
G fiscal financial calendar year
B beginning start early first latter later last final middle end close turn
K first second third fourth fifth sixth seventh eighth ninth tenth last final closing opening early latter
C bc bce b ad ce a c
A of beginning starting commencing ending ended
"""
SETS |= {name: words for name, *words in map(str.split, ROWS.strip().split("\n"))}
GROUPS = {
    "NUMBER": "N_U N_N N_and N_J N_a a_couple a_dozen a_N half_a half_an"
    " #_U #_J #_and #_, #_. #_# #_- L_U L_J L_and L_. L_- 8_U 8_J 8_and 8_-",
    "ONE": "a_U an_U",
    "HALF": "last_H past_H next_H the_last the_past the_next a_H an_H one_H half_U half_a half_an half_of quarter_of quarter_century"
    " three_quarters",
}
# What a number can be followed by, where it is no longer than three figures.
AFTER_NUMBER = "M W Z U N J T # of day to and or until till through thru a p am pm bc bce ad ce b c quarter half century early late mid"
AFTER_NUMBER += " times o"


def expanded(label):
    """Return what a form begins with as pairs: a word, and the one that has to follow it ("" for any).

    Examples
    --------
    >>> expanded("tonight half_D")[:3]
    [('tonight', ''), ('half', 'morning'), ('half', 'mornings')]
    """
    pairs = []
    for token in " ".join(GROUPS.get(token, token) for token in label.split()).split():
        first, _, second = token.partition("_")
        pairs += product(SETS.get(first, [first]), SETS.get(second, [second]))
    return pairs


NUMBER, OTHER = 27, 28  # letters are 1 to 26, in either case; what else words are made of
LETTERS = bytearray(OTHER * (chr(point).isalnum() or point == ord("_")) for point in range(256))
LETTERS[ord("a") : ord("z") + 1] = LETTERS[ord("A") : ord("Z") + 1] = bytes(range(1, 27))
LETTERS[ord("0") : ord("9") + 1] = bytes([NUMBER] * 10)
ENDINGS = [LETTERS[ord("s")], LETTERS[ord("m")]]
LONG = 8  # letters that tell a word from the others


def _code(word):
    """Return a word as a number: five bits for each of its first letters."""
    if word[0] == "#":
        return NUMBER
    return sum(LETTERS[ord(letter)] << 5 * i for i, letter in enumerate(word[:LONG]))


class Starts:
    """The places where forms with such first words can begin."""

    def __init__(self, labels):
        pairs = {pair for label in labels for pair in expanded(label) if pair[0] not in "#L8"} | {("#", "")}
        words = sorted({word for word, _ in pairs}, key=_code)
        self.words = frozenset(words)
        self.codes = np.array(sorted({_code(word) for word in words}))
        self.heads = np.zeros((32, 32, 32), dtype=bool)  # by the first three letters; a shorter word ends before
        for a, b, c in (tuple(LETTERS[ord(letter)] for letter in word[:3].ljust(3)) for word in words if word != "#"):
            self.heads[a, b, c if b else slice(None)] = True
        self.heads[NUMBER] = True
        self.heads = self.heads.ravel()
        free = {word for word, second in pairs if not second}
        self.free = np.isin(self.codes, [_code(word) for word in free - {"#"}])
        named = {*MONTHS, *WEEKDAYS}  # in capitals: they may march
        self.named = np.isin(self.codes, [_code(word) for word in named & free])
        places = {code: i for i, code in enumerate(self.codes.tolist())}
        bound = {places[_code(word)] << 40 | _code(second) for word, second in pairs if word not in free}
        bound |= {places[NUMBER] << 40 | _code(second) for second, _ in expanded(AFTER_NUMBER)}
        self.bound = np.array(sorted(bound))
        self.around = np.array(sorted({_code("and"), _code("or"), NUMBER}))

    def of(self, texts):
        """Return for each text a list of places, in order."""
        points = np.frombuffer("\n".join(["", *texts, " " * LONG]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        letters = _letters(points)
        begins = np.flatnonzero((letters[1:] > 0) & (letters[:-1] == 0)) + 1
        if not len(begins):
            return [[] for _ in texts]
        heads = (letters[begins].astype(np.int64) << 10) | (letters[begins + 1].astype(np.int64) << 5) | letters[begins + 2]
        sure = np.flatnonzero(self.heads[heads])
        codes = _codes(letters, begins[sure])
        kinds, known = _among(self.codes, codes)
        sure, codes, kinds = sure[known], codes[known], kinds[known]
        places = begins[sure]
        kept = self.free[kinds] & ~((points[places] > ord("Z")) & self.named[kinds])
        bound = np.flatnonzero(~self.free[kinds])
        after = _codes(letters, begins[np.minimum(sure[bound] + 1, len(begins) - 1)])
        kept[bound] = _among(self.bound, kinds[bound].astype(np.int64) << 40 | after)[1]
        numbers = np.flatnonzero((codes == NUMBER) & ~kept)
        if len(numbers):
            before = _codes(letters, begins[np.maximum(sure[numbers] - 1, 0)])
            tails = letters[places[numbers][:, None] + np.arange(1, 4)]
            longer = (tails > 0).all(axis=1) | np.isin(tails[:, 1], ENDINGS) | (tails[:, 2] == ENDINGS[1])  # 1990, 90s, 9am, 10pm
            kept[numbers] = longer | _among(self.around, before)[1]
        ends = np.cumsum([1, *(len(text) + 1 for text in texts)]).tolist()
        found = places[kept]
        borders = np.searchsorted(found, ends).tolist()
        return [(found[a:b] - begin).tolist() for (a, b), begin in zip(pairwise(borders), ends[:-1], strict=True)]


def _letters(points):
    """Return for each character which letter it is, or another part of a word; 0 is between words."""
    letters = np.frombuffer(bytearray(np.minimum(points, 255).astype(np.uint8).tobytes().translate(LETTERS)), dtype=np.uint8)
    other = np.flatnonzero(points > 255)
    if len(other):
        flags = flags_of(points[other])
        letters[other] = np.where(flags & DIGIT, NUMBER, np.where(flags & WORD, OTHER, 0))
    return letters


def _codes(letters, places):
    """Return the codes of the words at some places."""
    codes = letters[places].astype(np.int64)
    alive = codes != NUMBER
    for i in range(1, LONG):
        letter = letters[places + i].astype(np.int64) * alive
        alive = letter > 0
        codes = codes + (letter << 5 * i)
    return codes


def _among(known, codes):
    """Return which of the known codes each is, and whether it is one."""
    if not len(known):
        return np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=bool)
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return places, known[places] == codes
