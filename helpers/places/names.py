"""The names of a gazetteer, set up for search, and the places in a text where they stand."""

import re
from bisect import bisect_left, bisect_right
from collections import namedtuple
from itertools import repeat

import numpy as np

from helpers.places.capitals import KEYED, NUMBERED, beginnings, number_of
from helpers.spans import normalize, wordlist

# A place that a name can mean: weak names often mean something else; some mean it only after "the" (the Dnipro).
# Some only where "region" or the like goes with it (Kyiv region, which is not the unit that bare Kyiv means).
Meaning = namedtuple("Meaning", "place_id role weak article headed", defaults=(False, False, False))
NAMING = ("name", "variants", "demonyms")
HEADS = (" region", " oblast", " province")  # in lower case they are no part of the name
# A name in a text; no meanings for one that is known to be no place (Minsk agreements).
Found = namedtuple("Found", "start end meanings")
# The number of a footnote, as texts out of PDF have it: Kherson2, Kherson².
NOTE = re.compile(r"(?<=[^\W\d_¹²³⁰⁴-⁹])[\d¹²³⁰⁴-⁹]{1,3}$")
FIRST = re.compile(r"\w+|\W")
NOTED = re.compile(r"[^\W\d_¹²³⁰⁴-⁹][\d¹²³⁰⁴-⁹]{1,3}(?!\w)")
LAST = (*HEADS, " Oblast")
AHEAD = 3  # characters behind a first word, by which the names that begin with it are told apart: San Fr…, The H…
MANY = 12  # names that begin alike, beyond which they are looked up by their length


def name_index(gazetteer):
    """Return the names of a gazetteer by their first word and what follows it, and the pattern of those first words.

    Parameters
    ----------
    gazetteer : DataFrame
        From `places.load_gazetteer`.

    Returns
    -------
    by_first : Names
        first word -> its meanings, where it is the only name; else {the three characters behind it, case-folded:
        [(name, its case-folded form, meanings), …]}, the longest first, with those that end sooner in each of them and under "".
        Where there are more than 12, {length: {case-folded form: [the same, …]}} instead of a list.
    first : re.Pattern

    Examples
    --------
    >>> from helpers.places import load_gazetteer
    >>> by_first, first = name_index(load_gazetteer())
    >>> [name for name, _, _ in by_first["Trinidad"][" an"]]
    ['Trinidad and Tobago', 'Trinidad']
    """
    by_first = Names(gazetteer)
    initials = "".join(sorted({form[0] for form in by_first.forms}))
    return by_first, re.compile(rf"\b[{re.escape(initials)}]\w*" if initials else "(?!)")


class Names(dict):
    """The names of a gazetteer by their first word, put together for each word when it is first asked for: a text has few of them.

    Parameters
    ----------
    gazetteer : DataFrame

    Attributes
    ----------
    forms : list of str
        Names as they are written, without what may be missing at their end, and in capitals. All that are found begin as one of them.
    begin : capitals.Beginnings
        How each of these begins.
    """

    def __init__(self, gazetteer):
        super().__init__()
        self.columns = [gazetteer[column].tolist() for column in ("place_id", *NAMING, "weak_variants")]
        self.names, self.at = _names_in(self.columns[1:4])
        cores = [name if at < 0 else _shortest(name) for name, at in zip(self.names, self.at, strict=True)]
        own = [i for i, core in enumerate(cores) if core]
        large = [i for i in own if len(self.names[i]) > 3 and self.at[i] >= 0 and not cores[i].isupper()]
        self.forms = [*(cores[i] for i in own), *(cores[i].upper() for i in large)]
        self.begin = beginnings(self.forms)
        order = np.argsort(self.begin.key, kind="stable")
        self.keys_in_order, self.owners = self.begin.key[order].tolist(), np.array(own + large, dtype=np.int64)[order].tolist()

    def __missing__(self, word):
        key = number_of((word if word.isalpha() else NUMBERED.sub("", word))[:KEYED])
        some = self.owners[bisect_left(self.keys_in_order, key) : bisect_right(self.keys_in_order, key)]
        entries = {}
        for i in sorted(sorted(set(some)), key=self.at.__getitem__):
            self._enter(entries, i)
        begun = sorted((name for name in entries if FIRST.match(name)[0] == word), key=len, reverse=True)
        names = [(name, name.casefold(), tuple(entries[name].values())) for name in begun]
        if not names:
            return None
        # Most first words begin one name, themselves: those need no comparing.
        self[word] = names[0][2] if names[0][0] == word else _by_next(word, names)
        return self[word]

    def small(self):
        """Return the first words in small letters of names in small letters: *euro area*."""
        words = {FIRST.match(form)[0] for form in self.forms if not form[0].isupper()}
        return [word for word in sorted(words) if word.islower() and word.isascii() and self[word] is not None]

    def _enter(self, entries, i):
        """Enter a name of the gazetteer, or one that is no place's."""
        name, (row, column) = self.names[i], divmod(self.at[i], len(NAMING))
        if row < 0:
            entries.setdefault(name, {})
            return
        place_id, first, variants, demonyms, weak = (values[row] for values in self.columns)
        weak = {_plain(name.strip()) for name in weak.split(";")} if weak else ()
        small = name.islower() and _is_written_large(name, demonyms.split(";") if column == 2 else [first, *variants.split(";")])
        _enter(entries, name, place_id, "demonym" if column == 2 else "place", weak, small=small)


def _names_in(columns):
    """Return the words that are no places and the names of a gazetteer, folded, and the place of each: row times columns, and column."""
    names = wordlist("not_places")
    at = [-len(NAMING)] * len(names)
    for column, texts in enumerate(columns):
        parts = enumerate([text] for text in texts) if column == 0 else ((row, text.split(";")) for row, text in enumerate(texts) if text)
        pairs = [(row * len(NAMING) + column, name) for row, some in parts for name in map(str.strip, some) if name]
        at += [place for place, _ in pairs]
        names += [name for _, name in pairs]
    folded = _plain("\n".join(names)).split("\n")
    return (folded if len(folded) == len(names) else [*map(_plain, names)]), at


def _shortest(name):
    """Return a name without its article, and without the heads that a text may have in other words."""
    name = name.removeprefix("the ")
    while name.endswith(LAST):
        name = name.rpartition(" ")[0].removeprefix("the ")
    return name


def _is_written_large(name, names):
    """Return whether a name in small letters is given with a capital as well."""
    return any(_plain(other) == name and other.islower() and other.capitalize() in names for other in map(str.strip, names))


def _plain(name):
    return name if name.isascii() and "`" not in name else normalize(name)[0]


def _by_next(word, names):
    """Return the names that begin with a word by what follows it; those that end sooner stand among all others."""
    behind = [folded[len(word.casefold()) :][:AHEAD] for _, folded, _ in names]
    groups = {next: [] for next in ["", *behind] if len(next) in (0, AHEAD)}
    for entry, next in zip(names, behind, strict=True):
        for group in [groups[next]] if len(next) == AHEAD else groups.values():
            group.append(entry)
    return {next: _by_length(group) if len(group) > MANY else group for next, group in groups.items()}


def _by_length(names):
    lengths = {}
    for entry in names:
        lengths.setdefault(len(entry[0]), {}).setdefault(entry[1], []).append(entry)
    return lengths


def _alike(lengths, text, start):
    """Yield those of many names that stand in a text but for capitals, the longest first."""
    for length, names in lengths.items():
        yield from names.get(text[start : start + length].casefold(), ())


def _enter(entries, name, place_id, role, weak, *, headed=False, small=False):
    """Enter a name, without its article, and in capitals where it is long enough to be told from an acronym.

    One in `small` letters, *euro area*, has to be given with a capital as well.
    """
    core = name.removeprefix("the ")
    if core.endswith(LAST):  # Kyiv region: Kyiv, where a rule sees the head
        _enter(entries, core.rpartition(" ")[0], place_id, role, weak, headed=True)
    if not core or core.endswith(HEADS):
        return
    if core[0].islower() and not small:  # pro-Russian: the name in it is found by itself
        return
    meaning = Meaning(place_id, role, name in weak, core != name, headed)
    for form in dict.fromkeys((core, core.upper())) if len(core) > 3 else (core,):
        meanings = entries.setdefault(form, {})
        known = meanings.get((place_id, meaning.article))
        if known is None or known.headed:
            meanings[place_id, meaning.article] = meaning


def find_names(text, by_first, first, starts=None):
    """Yield the longest names in a folded text, left to right, none within another.

    A name ends where its word ends: *Irpin* is not in *Irpinsky*. With `starts`, only names that begin at one of these offsets.

    Examples
    --------
    >>> from helpers.places import load_gazetteer
    >>> [found[:2] for found in find_names("in Nova Kakhovka, not Kakhovka", *name_index(load_gazetteer()))]
    [(3, 16), (22, 30)]
    """
    free, text = 0, text.replace("\n", " ")  # a name may run on into the next line
    for word in first.finditer(text) if starts is None else filter(None, map(first.match, repeat(text), starts)):
        start, end = word.span()
        names = by_first[word[0]]
        if names is None and word[0][-1].isdigit() and (note := NOTE.search(word[0])):
            names, end = by_first[word[0][: note.start()]], start + note.start()
        if names is None or start < free:
            continue
        free = end
        if type(names) is tuple:
            yield Found(start, free, names)
            continue
        names = names.get(text[end : end + AHEAD].casefold()[:AHEAD]) or names[""]
        for name, folded, meanings in names if type(names) is list else _alike(names, text, start):
            end = start + len(name)
            here = text[start:end]
            same = here == name or (here.casefold() == folded and not here.endswith(HEADS))  # Nuclear Power Plant
            if same and not (text[end - 1].isalnum() and text[end : end + 1].isalnum() and not NOTED.match(text, end - 1)):
                yield Found(start, end, meanings)
                free = end
                break


def larger_regions(gazetteer):
    """Return the larger regions of a gazetteer: a row for each place and larger region it lies in, by place_id."""
    of = gazetteer.set_index("place_id").macro_regions.str.split(";").explode().rename("macro_region").str.strip()
    of = of[of.fillna("") != ""].reset_index().drop_duplicates()  # a place may stand in two rows of a joined gazetteer
    return of.set_index("place_id").macro_region
