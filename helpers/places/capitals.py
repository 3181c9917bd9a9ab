"""Where in texts a name of a place may begin: the words with a capital that are looked at, found for many texts at once."""

import re
from collections import namedtuple
from itertools import pairwise

import numpy as np
import pyarrow as pa

from helpers.bulk.characters import RAISED, WORD, flags_of
from helpers.bulk.chunks import FIRST_BYTES
from helpers.bulk.chunks import bytes_of as bytes_in
from helpers.places.marks import CODE, HEAD, IN, LINE, NONE, NOUN, OF, OFFICES, Marks, first_words
from helpers.spans import wordlist

KEYED = 8  # characters of a word that are compared, as the bytes of one number; what begins alike is looked at, and told apart then
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
NUMBERED = re.compile(rf"(?<=[^\W\d_{RAISED}])[\d{RAISED}].*")
OTHER = 128  # bytes from here on stand for letters beyond ASCII
IN_WORD, DIGIT, CAPITAL = 1, 2, 4  # what a byte is; those that begin no word in small letters are all CAPITAL
KINDS = bytes(
    (byte >= OTHER or chr(byte).isalnum() or byte == ord("_"))
    * (IN_WORD + (48 <= byte < 58) * DIGIT + (not ord("a") <= byte <= ord("z")) * CAPITAL)
    for byte in range(256)
)
ONES = np.uint64(0x0101010101010101)  # the lowest bit of each of eight bytes
EDGE = b"\n" * 2 * KEYED  # lines before the first text and after the last one
SPREAD, KEPT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - 18)  # a key times this number, and what is dropped of the product
FAR = 64  # characters from the beginning of a town to the office that it has
AFTER_IN = ("in ", "ar ", "de ", "at ")  # in, near, outside, at
# Words that names of the gazetteer begin with, alone or with what follows them, that close and open names, that follow them, that towns
# begin with, and that their offices do; how the nouns end; and the first words of names in small letters (the euro area), as bytes.
Keys = namedtuple("Keys", "names followed heads nouns towns offices ends regions small")
# The number of each region, those of the towns of each key of `Keys.towns`, and where each key begins in these.
Regions = namedtuple("Regions", "numbers of_keys bounds")
# Of names: the keys of their first words, the three characters behind each as a number, and whether the word is looked at whatever follows.
Beginnings = namedtuple("Beginnings", "key behind alone")


def keys_of(begin, small, of_towns):
    """Return the keys of the words to look for.

    Parameters
    ----------
    begin : Beginnings
        Of the names, from `beginnings`.
    small : list of str
        The first words of names in small letters.
    of_towns : (Numbers, Regions)
        From `keys_of_towns`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> [len(keys.all) for keys in keys_of(beginnings(["Kyiv"]), [], keys_of_towns(*map(pa.array, (["New Milford"], ["US-CT"]))))[:5:4]]
    [1, 1]
    """
    heads, nouns = first_words()
    heads, nouns, offices = (Numbers(word_keys(words)) for words in (heads, nouns, OFFICES))
    ends = numbers_of(noun[-2:] for noun in first_words()[1])
    key, behind, alone = begin
    followed = Numbers(_followed(key[~alone], behind[~alone]))
    return Keys(Numbers(key[alone]), followed, heads, nouns, of_towns[0], offices, ends, of_towns[1], small)


def keys_of_towns(names, regions):
    """Return the keys of the words that towns begin with, and the regions of each; both are given as Arrow arrays.

    Examples
    --------
    >>> import pyarrow as pa
    >>> keys, regions = keys_of_towns(pa.array(["New Milford", "New London", "The Villages"]), pa.array(["US-CT", "GB-ENG", "US-FL"]))
    >>> len(keys.all), sorted(regions.numbers)
    (1, ['GB-ENG', 'US-CT', 'US-FL'])
    """
    (key, kept), regions = _first_chunks(names), regions.fill_null("").dictionary_encode()
    keys, numbers = Numbers(key[kept]), {region: number for number, region in enumerate(regions.dictionary.to_pylist())}
    pairs = _distinct(np.searchsorted(keys.all, key[kept]) * len(numbers) + regions.indices.to_numpy()[kept])
    bounds = np.searchsorted(pairs, np.arange(len(keys.all) + 1) * len(numbers))
    return keys, Regions(numbers, pairs % max(len(numbers), 1), bounds)


def _first_chunks(names):
    """Return the keys of names of towns up to their first space, and which of these are no stop words."""
    begins, data = bytes_in(names.cast(pa.large_string()))
    padded = np.append(np.frombuffer(data, dtype=np.uint8), np.zeros(KEYED, dtype=np.uint8))
    eight = np.ndarray(len(padded) - KEYED + 1, dtype="<u8", buffer=padded, strides=(1,))[begins[:-1]]
    spaces = eight ^ ONES * np.uint64(ord(" "))
    spaces = (
        spaces - ONES & ~spaces & ONES * np.uint64(128)
    )  # the highest bit of bytes that are spaces, and perhaps of some behind the first
    key = eight & FIRST_BYTES[np.minimum(np.diff(begins), KEYED)] & ((spaces & -spaces) >> np.uint64(7)) - np.uint64(1)
    never, kept = {word.capitalize() for word in wordlist("stop_words")}, np.ones(len(names), dtype=bool)
    other = np.flatnonzero((padded >= OTHER) | (padded >= ord("0")) & (padded <= ord("9")))
    rows = np.unique(np.concatenate([np.searchsorted(begins, other, side="right") - 1, Numbers(word_keys(sorted(never))).among(key)]))
    words = [name.split(" ", 1)[0] for name in names.take(pa.array(rows)).to_numpy(zero_copy_only=False).tolist()]
    key[rows], kept[rows] = word_keys(words), [word not in never for word in words]
    return key, kept


def _page_of(forms):
    """Return a page on which some names stand, where each of them begins, and how long it is."""
    page, sizes = Page(["\n".join(forms)]), np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
    return page, page.borders[0] + np.cumsum(sizes + 1) - sizes - 1, sizes


def beginnings(forms):
    """Return how names begin: the keys of their first words, the three characters behind these, and whether what is behind tells nothing.

    >>> key, _, alone = beginnings(["Kyiv", "San Marino"])
    >>> key.tolist() == word_keys(["Kyiv", "San"]).tolist(), alone.tolist()
    (True, [True, False])
    """
    page, starts, sizes = _page_of(forms)
    ends = page.ends(starts)
    behind = page.eight[ends] & 0xFFFFFF
    three = behind[:, None] >> np.array([0, 8, 16], dtype=np.uint64) & 255
    plain = ((three > 0) & (three < OTHER)).all(axis=1) & (page.kinds[ends] == 0)
    return Beginnings(page.keys(starts), behind, ~plain | (sizes - (ends - starts) < 3))


def _distinct(numbers):
    """Return the different ones of some numbers, sorted, which takes a fifth of the time that NumPy's way by hashes does."""
    numbers = np.sort(numbers)
    return numbers[np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]]


class Numbers:
    """Some numbers, which are looked up in a small table first: most words of a text are none of those that are looked for."""

    def __init__(self, numbers):
        self.all = _distinct(numbers)
        self.some = np.zeros(1 << 64 - int(KEPT), dtype=bool)
        self.some[self.all * SPREAD >> KEPT] = True

    def among(self, numbers):
        """Return the places of those of some numbers that are among these."""
        at = np.flatnonzero(self.some[numbers * SPREAD >> KEPT])
        if not len(at):
            return at
        near = np.searchsorted(self.all, numbers[at])
        return at[self.all[np.minimum(near, len(self.all) - 1)] == numbers[at]]


def word_keys(words):
    """Return the keys of some words: the first eight bytes of each as a number."""
    words = np.array([word if word.isalpha() else NUMBERED.sub("", word) for word in words], dtype=f"U{KEYED}")
    return _bytes(words.view(np.uint32)).view("<u8")


def _followed(key, three):
    """Return a number for a word and the three characters behind it, but for capitals; the end of a line is as good as a space."""
    three = three | np.uint64(0x202020)
    return key + (three - (three & 255 == ord("\n") | 32) * np.uint64(10)) * SPREAD


def bytes_of(text):
    """Return a byte for each character: that of ASCII itself, a high one for other letters, 0 for all else."""
    if text.isascii():
        return text.encode()
    return _bytes(np.frombuffer(text.encode("utf-32-le"), dtype="<u4")).tobytes()


def _bytes(points):
    made = points.astype(np.uint8)
    other = np.flatnonzero(points >= OTHER)
    made[other] = np.where(flags_of(points[other]) & WORD, OTHER | (points[other] & 127), 0)
    made[other[np.isin(points[other], [*map(ord, RAISED)])]] = ord("1")
    return made


def marked(words, keys):
    """Return for each text the offsets at which names, forms of names, and names of towns may begin.

    Parameters
    ----------
    words : Page
    keys : Keys

    Returns
    -------
    Marked

    Examples
    --------
    >>> none = pa.array([], type=pa.string())
    >>> marked(Page(["He left Kyiv.", "We met."]), keys_of(beginnings(["Kyiv"]), [], keys_of_towns(none, none))).texts[0].names
    [8]
    """
    kinds = words.kinds
    begins = kinds[:-1] == 0
    starts = np.flatnonzero(begins & (kinds[1:] >= CAPITAL)) + 1
    key, ends = words.keys(starts), words.ends(starts)
    behind = words.eight[ends]
    names, heads, towns = (some.among(key) for some in (keys.names, keys.heads, keys.towns))
    followed = keys.followed.among(_followed(key, behind & 0xFFFFFF))
    names = _distinct(np.concatenate([starts[names], starts[followed], _in_small_letters(words, begins, keys.small)]))
    forms = np.zeros(len(starts), dtype=np.uint8)
    forms[heads] = HEAD
    _look_back(words, starts, forms, keys.ends, towns)
    follows = _look_behind(words, ends, behind, forms, keys.nouns)
    there = np.flatnonzero(forms)
    hyphened = ends[behind & 255 == ord("-")]  # a name goes on in small letters
    offices = (some[keys.offices.among(of)] for some, of in ((starts, key), follows))
    offices = np.sort(np.concatenate([*offices, hyphened, [len(words.kinds) + FAR]]))
    towns, town_keys = starts[towns], key[towns]
    near = offices[np.searchsorted(offices, towns + 1)] - towns
    texts = _by_text(words.borders, names, starts[there], forms[there], towns=towns, offices=towns[near < FAR])
    return Marked(texts, words.borders, towns, np.searchsorted(keys.towns.all, town_keys), near < FAR, keys.regions)


def _in_small_letters(page, begins, words):
    """Return where words in small letters stand, as whole words; those that go on behind a hyphen or a point are none."""
    starts, letters, keys = [np.zeros(0, dtype=np.int64)], np.frombuffer(page.whole, dtype=np.uint8), Numbers(word_keys(words))
    for two in sorted({word[:2] for word in words}):
        at = np.flatnonzero(begins & (letters[1:] == ord(two[0]))) + 1
        at = at[letters[at + len(two) - 1] == ord(two[-1])]
        starts.append(at[keys.among(page.keys(at))])
    starts = np.sort(np.concatenate(starts))
    return starts[page.kinds[page.ends(starts)] == 0]


class Marked:
    """The marks of texts; those of towns can be asked for by the regions that the texts name."""

    def __init__(self, texts, borders, *towns):
        self.texts, self.borders = texts, borders
        self.towns, self.keys, self.officed, self.regions = towns

    def towns_of(self, named):
        """Return where towns may stand that lie in a region which their text names, or have an office.

        Parameters
        ----------
        named : dict
            number of a text -> the regions that it names

        Returns
        -------
        dict
            number of a text that names a region -> list of offsets
        """
        numbers, of_keys, bounds = self.regions
        asked = np.zeros((len(self.texts), len(numbers) + 1), dtype=bool)
        pairs = [(text, numbers[region]) for text, regions in named.items() for region in regions if region in numbers]
        asked[tuple(np.array(pairs, dtype=np.intp).reshape(-1, 2).T)] = True
        owner = np.searchsorted(self.borders, self.towns, side="right") - 1
        counts = np.diff(bounds)[self.keys]
        counts = counts.astype(np.intp)  # in the browser's Python, places have 32 bits
        town = np.repeat(np.arange(len(self.towns)), counts)
        place = np.arange(len(town)) - np.repeat(np.cumsum(counts) - counts, counts)
        some = self.officed.copy()
        some[town[asked[owner[town], of_keys[bounds[self.keys][town] + place]]]] = True
        found = np.flatnonzero(some)
        offsets, texts = (self.towns[found] - self.borders[owner[found]]).tolist(), [text for text, regions in named.items() if regions]
        begin, end = (np.searchsorted(owner[found], texts, side=side).tolist() for side in ("left", "right"))
        return {text: offsets[a:b] for text, a, b in zip(texts, begin, end, strict=True)}


def _addresses(whole):
    """Return where web addresses may stand in bytes: names in them are no mentions."""
    letters, last = np.frombuffer(whole, dtype=np.uint8), len(whole) - KEYED
    eight = np.ndarray(last + 1, dtype="<u8", buffer=whole, strides=(1,))
    colons, points = (np.flatnonzero(letters[:last] == ord(sign)) for sign in ":.")
    points -= 3
    return np.concatenate([colons[eight[colons] & 0xFFFFFF == number_of("://")], points[eight[points] & 0xFFFFFFFF == number_of("www.")]])


class Page:
    """The bytes of folded texts without web addresses, and what each of them is; both are read eight at a time."""

    def __init__(self, texts):
        pieces = [EDGE, *map(bytes_of, texts), EDGE]
        whole = b"\n".join(pieces)
        self.borders, self.texts = np.cumsum([len(EDGE) + 1, *(len(text) + 1 for text in texts)]), texts
        numbers = np.unique(np.searchsorted(self.borders, _addresses(whole), side="right") - 1).tolist()
        if numbers:
            self.texts = list(texts)
        for number in numbers:
            self.texts[number] = ADDRESS.sub(lambda address: " " * len(address[0]), texts[number])
            pieces[number + 1] = bytes_of(self.texts[number])
        whole = b"\n".join(pieces) if numbers else whole
        self.whole = whole
        kinds = self.bytes = whole.translate(KINDS)
        self.kinds = np.frombuffer(kinds, dtype=np.uint8)
        self.eight, self.eight_kinds = (
            np.ndarray(len(some) - KEYED + 1, dtype="<u8", buffer=some, strides=(1,)) for some in (whole, kinds)
        )

    def _ended(self, starts):
        """Return the lowest bit of the first of eight bytes that is behind the end of a word, or 0 where all are in it."""
        kinds = self.eight_kinds[starts]
        in_word, digits = kinds & ONES, kinds >> 1 & ONES
        # the number of a footnote ends a word: Kherson2
        ended = (in_word ^ ONES) | (digits & (in_word & ~digits) << 8)
        return ended & -ended

    def keys(self, starts):
        """Return the first eight bytes of words, or all, where they are fewer."""
        return self.eight[starts] & (self._ended(starts) - np.uint64(1))

    def ends(self, starts):
        """Return where words end: seven bytes further at a time, and the very long ones one by one."""
        ends, longer = starts.copy(), np.arange(len(starts))
        for _ in range(4):
            bits = np.frexp(self._ended(ends[longer]).astype(np.float64))[1]
            ends[longer] += np.where(bits, bits // 8, KEYED - 1)
            longer = longer[bits == 0]
        ends[longer] = [self.bytes.find(b"\0", end) for end in ends[longer].tolist()]
        return ends


def number_of(text):
    """Return some characters of ASCII as the number that they are where eight are read at a time."""
    return int.from_bytes(bytes_of(text), "little")


def numbers_of(texts):
    """Return the different ones of such numbers, sorted."""
    return np.unique(np.array([number_of(text) for text in texts], dtype=np.uint64))


def _look_behind(words, ends, behind, forms, nouns):
    """Mark the words that stand before a noun for a place, or before a code: *Abbassiya district*, *Edmonton, Ky*.

    Return where the words begin that follow behind a space, and their keys.
    """
    spaced = np.flatnonzero(behind & 255 == ord(" "))
    follows = ends[spaced] + 1
    key, small = words.keys(follows), behind[spaced] >> 8 & 255
    small = (small >= ord("a")) & (small <= ord("z"))
    forms[spaced[small]] &= 255 - LINE  # behind the place in front of a line no sentence goes on: London (AP)
    small = np.flatnonzero(small)
    forms[spaced[small[nouns.among(key[small])]]] |= NOUN
    comma = np.flatnonzero(behind & 0xFFFF == number_of(", "))
    first, second = (behind[comma] >> 8 * place & 255 for place in (2, 3))
    code = (first >= ord("A")) & (first <= ord("Z")) & ((second | 32) >= ord("a")) & ((second | 32) <= ord("z"))
    code &= words.kinds[ends[comma] + 4] == 0
    forms[comma[code]] |= CODE
    return follows, key


def _look_back(words, starts, forms, noun_ends, towns):
    """Mark the words that stand after *in*, or after *town of*, or in front of a line, where a capital or a town stands."""
    eight = words.eight[starts - KEYED]
    three = eight >> 40
    for sign in numbers_of(AFTER_IN):
        forms |= (three == sign) * np.uint8(IN)
    of = np.flatnonzero(eight >> 32 & 0xFFFFFF == number_of(" of"))
    before = eight[of] >> 16 & 0xFFFF
    forms[of[np.isin(before, noun_ends) | (before >> 8 == ord(","))]] |= OF
    forms[(eight >> 40 & 0xFFFF == number_of("om")) & (eight >> 8 & 255 == ord(","))] |= OF  # 43, from McKee
    begins = eight >> 56 == ord("\n")
    forms[towns[begins[towns]]] |= LINE
    begins = np.flatnonzero(begins)
    second = words.eight[starts[begins]] >> 8 & 255
    forms[begins[(second >= ord("A")) & (second <= ord("Z"))]] |= LINE


def _by_text(borders, names, places, forms, *, towns, offices):
    """Return the marks of each text."""
    columns, cuts = [], []
    for offsets in (names, places, towns, offices):
        cut = np.searchsorted(offsets, borders)
        columns.append((offsets - np.repeat(borders[:-1], np.diff(cut).astype(np.intp))).tolist())
        cuts.append(cut.tolist())
    names, places, towns, offices = columns
    pairs = list(zip(places, forms.tolist(), strict=True))
    bounds = zip(*map(pairwise, cuts), strict=True)
    every = ((names[a:b], pairs[c:d], towns[e:f], offices[g:h]) for (a, b), (c, d), (e, f), (g, h) in bounds)
    return [Marks(*marks) if marks[0] or marks[1] or marks[3] else NONE for marks in every]
