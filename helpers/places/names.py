"""The names of a gazetteer, set up for search, and the places in a text where they stand."""

import re
from collections import namedtuple
from itertools import repeat

from helpers.spans import normalize, wordlist

# A place that a name can mean: weak names often mean something else; some mean it only after "the" (the Dnipro).
# Some only where "region" or the like goes with it (Kyiv region, which is not the unit that bare Kyiv means).
Meaning = namedtuple("Meaning", "place_id role weak article headed", defaults=(False, False, False))
HEADS = (" region", " oblast", " province")  # in lower case they are no part of the name
# A name in a text; no meanings for one that is known to be no place (Minsk agreements).
Found = namedtuple("Found", "start end meanings")
NOTE = re.compile(r"(?<=[^\W\d_])\d{1,3}$")  # the number of a footnote, as texts out of PDF have it: Kherson2
FIRST = re.compile(r"\w+|\W")
NOTED = re.compile(r"[^\W\d_]\d{1,3}(?!\w)")
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
    by_first : dict
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
    entries = {_plain(name): {} for name in wordlist("not_places")}
    columns = (gazetteer[column].tolist() for column in ("place_id", "name", "variants", "demonyms", "weak_variants"))
    for place_id, first, variants, demonyms, weak in zip(*columns, strict=True):
        weak = {_plain(name.strip()) for name in weak.split(";")} if weak else ()
        for role, names in (("place", [first, *variants.split(";")]), ("demonym", demonyms.split(";") if demonyms else ())):
            for name in filter(None, map(str.strip, names)):
                _enter(entries, _plain(name), place_id, role, weak, small=name.islower() and name.capitalize() in names)
    by_first = {}
    for name in sorted(entries, key=len, reverse=True):
        first = name if name.isalnum() else FIRST.match(name)[0]
        by_first.setdefault(first, []).append((name, name.casefold(), tuple(entries[name].values())))
    initials = "".join(sorted({word[0] for word in by_first}))
    # Most first words begin one name, themselves: those need no comparing.
    by_first = {word: names[0][2] if names[0][0] == word else names for word, names in by_first.items()}
    by_first = {word: _by_next(word, names) if type(names) is list else names for word, names in by_first.items()}
    return by_first, re.compile(rf"\b[{re.escape(initials)}]\w*")


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
    if core.endswith((*HEADS, " Oblast")):  # Kyiv region: Kyiv, where a rule sees the head
        _enter(entries, core.rpartition(" ")[0], place_id, role, weak, headed=True)
    if not core or core.endswith(HEADS):
        return
    if core[0].islower() and not small:  # pro-Russian: the name in it is found by itself
        return
    meaning = Meaning(place_id, role, name in weak, core != name, headed)
    for form in {core, core.upper()} if len(core) > 3 else {core}:
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
    free = 0
    get = by_first.get
    for word in first.finditer(text) if starts is None else filter(None, map(first.match, repeat(text), starts)):
        start, end = word.span()
        names = get(word[0])
        if names is None and word[0][-1].isdigit() and (note := NOTE.search(word[0])):
            names, end = get(word[0][: note.start()]), start + note.start()
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
