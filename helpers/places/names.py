"""The names of a gazetteer, set up for search, and the places in a text where they stand."""

import re
from bisect import bisect_left, bisect_right
from collections import namedtuple
from itertools import repeat

import numpy as np

from helpers.bulk.characters import RAISED
from helpers.places.capitals import KEYED, NUMBERED, Beginnings, beginnings, number_of
from helpers.spans import normalize, wordlist

# A place that a name can mean: weak names often mean something else; some mean it only after "the" (the Dnipro).
# Some only where "region" or the like goes with it (Kyiv region, which is not the unit that bare Kyiv means).
Meaning = namedtuple("Meaning", "place_id role weak article headed", defaults=(False, False, False))
NAMING = ("name", "variants", "demonyms")
HEADS = (" region", " oblast", " province")  # in lower case they are no part of the name
# A name in a text; no meanings for one that is known to be no place (Minsk agreements).
Found = namedtuple("Found", "start end meanings")
# The number of a footnote, as texts out of PDF have it: Kherson2, Kherson².
NOTE = re.compile(rf"(?<=[^\W\d_{RAISED}])[\d{RAISED}]{{1,3}}$")
FIRST = re.compile(r"\w+|\W")
NOTED = re.compile(rf"[^\W\d_{RAISED}][\d{RAISED}]{{1,3}}(?!\w)")
LAST = (*HEADS, " Oblast")
AHEAD = 3  # characters behind a first word, by which the names that begin with it are told apart: San Fr…, The H…
MANY = 12  # names that begin alike, beyond which they are looked up by their length


# The names of one table of places, as they are written: its columns; each name, folded, with its place (row times columns, and column);
# the forms that all that are found begin as: without what may be missing at the end, and in capitals; how each of these begins; the keys
# of their first words in order, and the number of the name that each is of.
Spelled = namedtuple("Spelled", "columns names at forms begin keys owners")


def name_index(*tables):
    """Return the names of gazetteers by their first word and what follows it, and the pattern of those first words.

    Parameters
    ----------
    *tables : Spelled
        From `spelled`; of places that share a name those of the first come first.

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
    >>> by_first, first = name_index(spelled(load_gazetteer()))
    >>> [name for name, _, _ in by_first["Trinidad"][" an"]]
    ['Trinidad and Tobago', 'Trinidad']
    """
    by_first = Names(tables)
    initials = "".join(sorted({form[0] for table in by_first.tables for form in table.forms}))
    return by_first, re.compile(rf"\b[{re.escape(initials)}]\w*" if initials else "(?!)")


def spelled(gazetteer):
    """Return the `Spelled` names of a gazetteer.

    >>> from helpers.places import load_gazetteer
    >>> "Kyiv" in spelled(load_gazetteer()).names
    True
    """
    columns = [gazetteer[column].tolist() for column in ("place_id", *NAMING, "weak_variants")]
    return _spelled(columns, *_names_in(columns[1:4]))


def _spelled(columns, names, at):
    cores = [_shortest(name) if at and (name.endswith(LAST) or name.startswith("the ")) else name for name in names]
    own = [i for i, core in enumerate(cores) if core]
    large = [i for i in own if len(names[i]) > 3 and not cores[i].isupper()] if at else []
    forms = [*(cores[i] for i in own), *(cores[i].upper() for i in large)]
    begin = beginnings(forms)
    order = np.argsort(begin.key, kind="stable")
    return Spelled(columns, names, at, forms, begin, begin.key[order].tolist(), np.array(own + large, dtype=np.int64)[order].tolist())


class Names(dict):
    """The names of gazetteers by their first word, put together for each word when it is first asked for: a text has few of them.

    Parameters
    ----------
    tables : list of Spelled

    Attributes
    ----------
    begin : capitals.Beginnings
        How the forms of each of these names begin.
    """

    def __init__(self, tables):
        super().__init__()
        self.tables = [_spelled((), [*map(_plain, wordlist("not_places"))], ()), *tables]
        self.begin = Beginnings(*map(np.concatenate, zip(*(table.begin for table in self.tables), strict=True)))

    def __missing__(self, word):
        key = number_of((word if word.isalpha() else NUMBERED.sub("", word))[:KEYED])
        entries = {}
        for table in self.tables:
            some = sorted(set(table.owners[bisect_left(table.keys, key) : bisect_right(table.keys, key)]))
            for i in sorted(some, key=table.at.__getitem__) if table.at else some:
                _enter_from(table, entries, i)
        begun = sorted((name for name in entries if FIRST.match(name)[0] == word), key=len, reverse=True)
        names = [(name, name.casefold(), tuple(entries[name].values())) for name in begun]
        if not names:
            return None
        # Most first words begin one name, themselves: those need no comparing.
        self[word] = names[0][2] if names[0][0] == word else _by_next(word, names)
        return self[word]

    def small(self):
        """Return the first words in small letters of names in small letters: *euro area*."""
        forms = (form for table in self.tables for form in table.forms)
        words = {FIRST.match(form)[0] for form in forms if not form[0].isupper()}
        return [word for word in sorted(words) if word.islower() and word.isascii() and self[word] is not None]


def _enter_from(table, entries, i):
    """Enter a name of a table, or one that is no place's."""
    name = table.names[i]
    if not table.at:
        entries.setdefault(name, {})
        return
    row, column = divmod(table.at[i], len(NAMING))
    place_id, first, variants, demonyms, weak = (values[row] for values in table.columns)
    weak = {_plain(name.strip()) for name in weak.split(";")} if weak else ()
    small = name.islower() and _is_written_large(name, demonyms.split(";") if column == 2 else [first, *variants.split(";")])
    _enter(entries, name, place_id, "demonym" if column == 2 else "place", weak, small=small)


def _names_in(columns):
    """Return the names in columns of them, folded, and the place of each: row times columns, and column."""
    names, at = [], []
    for column, texts in enumerate(columns):
        for row, text in enumerate(texts):
            for name in text.split(";") if column and text else [text]:
                if name := name.strip():
                    names.append(name)
                    at.append(row * len(NAMING) + column)
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
    >>> [found[:2] for found in find_names("in Nova Kakhovka, not Kakhovka", *name_index(spelled(load_gazetteer())))]
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
