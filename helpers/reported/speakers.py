"""Speakers: who a pronoun stands for, and which actor a speaker is."""

import functools
import re

import pandas as pd

from helpers.files.lists import read_rows
from helpers.paths import WORDLISTS
from helpers.spans import normalize

HE, SHE, IT, THEY, WE = ("he", "his", "him"), ("she", "her"), ("it", "its"), ("they", "their", "them"), ("we", "our", "i", "my", "us")
RELATIVE = ("who", "which", "that")
KINDS = {word: kind for kind in (RELATIVE, WE, THEY, IT, SHE, HE) for word in kind}
FEMALE, MALE = re.compile(r"(?:Ms|Mrs|Miss|Dame|Lady|Queen|Madam)\b"), re.compile(r"(?:Mr|Sir|Lord|King|Pope)\b")
NAME = re.compile(
    r"(?:The )?[A-Z][\w'-]*+\.?(?: (?:of |the |and ){0,2}[A-Z][\w'-]*+){0,6}(?: (?:leaders|ministers|officials|members))?(?=,? [a-z])"
)
TITLE = re.compile(r"(?:Ms|Mrs|Mr|Miss|Dr|Sir|Dame|Lord|Lady|President|Chancellor|Prime Minister|Foreign Minister|Secretary|Senator|Sen)\b")
MENTIONED = re.compile(TITLE.pattern + r"\.?(?: [A-Z][\w'-]*+){1,3}")
BODY = re.compile(
    r"\b(?:council|assembly|committee|statement|declaration|text|resolution|nato|eu|un|g7|osce|iaea|board|commission|ministry|report|parliament"
    r"|government|union|alliance|group|conclusions|communiqué|court|troika|company|campaign|agency|organi[sz]ation|kremlin|house|party)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"president|minister|chair|secretary|director|representative|spokes|chancellor|leader|governor|senator|mayor", re.IGNORECASE
)
COLLECTIVE = re.compile(
    r"\b(?:(?i:leaders|ministers|allies|members|presidents|officials|governments|heads|invitees|experts|republicans|democrats)"
    r"|[a-z]+[^s'u]s)\b(?!')"
)
BARE = re.compile(r"(?:(?:[A-Z][\w.'-]{0,30} ){0,6}[A-Z][\w'-]{0,30}|\S{0,60})$")  # a name, else one word
THE_OFFICE = re.compile(  # the last word: of *the foreign minister*, minister
    r"the (?:[a-z]+ ){0,2}?((?:prime |foreign )?minister|president|chancellor|commissioner|ambassador|governor|senator|mayor|envoy"
    r"|secretary|spokes(?:man|woman|person)|director|chairman|chairwoman|chair)"
)
# Outvoted were Ana Lund and Petr Novak, who …
BE_NAMED = re.compile(r"\b(?:is|are|was|were) ([A-Z][\w'.-]{0,30}(?: and| [A-Z][\w'.-]{0,30}){0,6})$")
BESIDE = 60  # characters behind a name in which an office may describe it
BACK = 600  # characters in which a name is sought that a pronoun stands for


@functools.cache
def actors():
    """Read the table of actors.

    Returns
    -------
    DataFrame
        One row per alias: actor (nato, european-union, …), part (which body or person of it), alias.

    Examples
    --------
    >>> actors().set_index("alias").at["Allies", "actor"]
    'nato'
    """
    columns = ["actor", "part", "alias"]
    header, rows = read_rows(WORDLISTS / "actors.csv", columns, of="The list of actors", faults_in=_faults)
    return pd.DataFrame([[row[header.index(name)].strip() for name in columns] for row in rows], columns=columns, dtype="str")


def _faults(header, rows, lines):
    """Return what is wrong with the cells of the list."""
    faults, seen = [], {}
    for line, row in zip(lines, rows, strict=True):
        actor, part, alias = (row[header.index(name)].strip() for name in ("actor", "part", "alias"))
        if not (actor and part and alias):
            faults.append((line, "There is no actor, no part or no alias.", "Fill in all three; an actor as a whole is its own part."))
        elif seen.setdefault(alias, (line, actor, part))[1:] != (actor, part):
            faults.append((line, f"The alias {alias[:40]!r} means someone else in line {seen[alias][0]}.", "Keep one of the two lines."))
    return faults


@functools.cache
def _aliases():
    table = actors()
    known = {normalize(alias)[0]: (actor, part) for actor, part, alias in table[["actor", "part", "alias"]].itertuples(index=False)}
    longest, by_letter = sorted(known, key=len, reverse=True), {}
    for alias in longest:
        by_letter.setdefault(alias[:1], []).append(re.escape(alias[1:]))
    some = (f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())  # few are tried at each place
    return known, re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)")


@functools.lru_cache(maxsize=16384)
def actor_of(speaker):
    """Return the actor and the part of it that a speaker is, or (None, None): by the first alias in its name, the longest where it begins.

    Examples
    --------
    >>> actor_of("NATO Allies"), actor_of("the North Atlantic Council"), actor_of("a spokesman")
    (('nato', 'allies'), ('nato', 'north-atlantic-council'), (None, None))
    """
    known, search = _aliases()
    name = normalize(speaker)[0]
    found = search.search(name[:200])  # as they are written, so that *us* is not the US
    return known[found[0]] if found else (None, None)


def resolve(text, spans, source):
    """Return the name of each speaker: as it stands, or for a pronoun what it stands for.

    Parameters
    ----------
    text : str
        The folded text.
    spans : list of (int, int) or None
        Speakers, in text order.
    source : str or None
        Whom an unnamed *we* is.

    Returns
    -------
    list of (int, int) or str or None
        The span of the name, the source itself, or None where nothing is known.

    Examples
    --------
    >>> text = "Ms Colonna spoke next. She said no."
    >>> resolve(text, [(23, 26)], None)
    [(0, 10)]
    """
    named, history = [], []  # history: where a name was last meant, and the name
    other = {HE: set(), SHE: set()}  # who was she, and so is not he
    for span in spans:
        if span is None:
            named.append(None)
            continue
        word = text[span[0] : span[1]].lower()
        kind = KINDS.get(word)
        if kind is WE:
            named.append(source)
            continue
        found = span
        if kind is None and (office := THE_OFFICE.fullmatch(word)):  # the minister: who was called so, if anyone
            found = _in_office(text, span[0], office[1], history[-8:]) or span
        if kind is RELATIVE:
            found = _before(text, span[0]) or span
        elif kind is not None:
            found = _antecedent(text, span[0], kind, history[-8:], other.get(kind, ()))
            if found and kind in (HE, SHE):
                other[SHE if kind is HE else HE].add(found)
        named.append(found or span)
        if found and text[found[0] : found[1]].lower() not in RELATIVE:
            history.append((span[0], found))
    return named


def _in_office(text, before, office, history):
    """Return the last name of a speaker with whom an office was named: *Foreign Minister Novak*, *Novak, the minister*."""
    for _, span in reversed(history):
        about = text[span[0] : min(span[1] + BESIDE, before)].lower()
        near = about[: span[1] - span[0]] + re.split(r"[.;\"]", about[span[1] - span[0] :])[0]
        name = text[slice(*span)]
        if office in near and not name.lower().startswith("the ") and not COLLECTIVE.search(name):
            return span
    named = list(_office_holders(office.title()).finditer(text, max(before - BACK, 0), before))
    return named[-1].span(named[-1].lastindex) if named else None


@functools.cache
def _office_holders(office):
    """Return the pattern of names with an office: *Foreign Minister Ana Lund*, *Ana Lund, the foreign minister*."""
    name = r"[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2}"
    described = rf"\b([A-Z][\w'-]{{1,20}}(?: [A-Z][\w'-]{{1,20}}){{1,2}}), (?:(?:the|an?) )?(?:\w{{1,15}} ){{0,3}}{office.lower()}\b"
    return re.compile(rf"\b((?:[A-Z]\w{{1,15}} ){{0,2}}{office} {name})|{described}")


def _before(text, start):
    """Return the noun phrase that stands before *who* or *which*."""
    low = max(start - 80, 0)
    window = re.sub(r"[,\s]+(?:in |of |to |from )?$", "", text[low:start])
    cut = max(window.rfind(mark) for mark in (",", ";", ".", ":", '"')) + 1
    if named := BE_NAMED.search(window, cut):
        return low + named.start(1), low + len(window)
    article = max(window.rfind(" the ", cut), window.rfind(" a ", cut), window.rfind(" an ", cut))
    begin = article + 1 if article >= 0 else cut + BARE.search(window[cut:]).start()
    return (low + begin, low + len(window)) if begin < len(window) else None


def _antecedent(text, before, kind, history, barred):
    """Return the last name before an offset that fits a pronoun: a speaker, or who opens a sentence.

    For *she*, those are `barred` who were *he* before.
    """
    low = max(before - BACK, 0)
    candidates = [(at, span) for at, span in history if at < before]
    fit = next((at for at, span in reversed(candidates) if _fits(text[span[0] : span[1]], kind)), None)
    if fit is None or kind in (HE, SHE):  # someone named since may be meant
        since = low if fit is None else max(fit, low)
        starts = [0] * (since == 0) + [m.end() for m in OPENING.finditer(text, since, before)]
        for name in filter(None, (NAME.match(text, at, before) for at in starts)):
            words = name[0].split()
            known = TITLE.match(name[0]) or actor_of(name[0])[0] or (kind is IT and _is_body(name[0], words[0]))
            if known or (len(words) > 1 and words[0] not in NO_NAMES and kind in (HE, SHE)):
                candidates.append((name.start(), name.span()))
    if barred and kind in (HE, SHE):
        candidates = [(at, span) for at, span in candidates if span not in barred]
    candidates.sort(reverse=True)
    for _, span in candidates:
        if _fits(text[span[0] : span[1]], kind):
            return span
    if kind in (HE, SHE):  # no speaker does: the last one with a title who was named
        titled = [m.span() for m in MENTIONED.finditer(text, low, before) if _fits(m[0], kind)]
        return titled[-1] if titled else None
    if kind is IT:
        candidates = [(at, span) for at, span in candidates if _may_be_it(text[span[0] : span[1]])]
    return candidates[0][1] if candidates and kind in (IT, THEY) else None


def _is_body(name, first):
    """Return whether a name that opens a sentence is that of a body, *The Planning Board*, and begins with `first`."""
    return (
        " " in name
        and (first == "The" or first not in NO_NAMES)
        and not name.endswith("'s")
        and BODY.search(name) is not None
        and _fits(name, IT)
    )


OPENING = re.compile(r"[.!?\n][ \n]?(?=[A-Z])")
NO_NAMES = frozenset(
    "The In On At By For As It He She They But And This That There These When While After Its Their His Her".split()  # noqa: SIM905
)


def _is_several(name):
    return COLLECTIVE.search(name) is not None or " and " in name


def _may_be_it(name):
    return BODY.search(name) is not None or not (_is_several(name) or TITLE.match(name))


@functools.lru_cache(maxsize=8192)
def _fits(name, kind):
    """Return whether a pronoun can stand for a name."""
    plural = _is_several(name)
    actor, part = actor_of(name)
    body = bool(BODY.search(name)) and not OFFICE.search(name)
    person = not plural and (
        bool(TITLE.match(name)) or bool(OFFICE.search(name)) or not (body or name.lower().startswith("the ") or (actor and actor == part))
    )
    if kind is THEY:
        return plural
    if kind is IT:
        return not plural and (body or not person)
    return person and not (MALE if kind is SHE else FEMALE).match(name)
