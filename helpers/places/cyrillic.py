"""Places named in Ukrainian and Russian statements: by their names with case endings, and by adjectives and peoples as demonyms."""

import re
from collections import namedtuple
from functools import cache

import pandas as pd

from helpers.paths import GAZETTEER
from helpers.places.cases import adjective_forms, folded, noun_forms, people_forms
from helpers.places.cyrillic_metonyms import is_actor, stands_for_government
from helpers.spans import normalize, wordlist

LANGUAGES = ("uk", "ru")
# What is looked for: a place (without an id it is none), its role, the forms of each of its words, and whether each has a capital
Name = namedtuple("Name", "place_id role words capitals weak")
Found = namedtuple("Found", "start end name rule")
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
OF_REGION = r"(?:регіон|регион)(?:а|у|і|е|ом|и|ы|ів|ов|ам|ами|ах)?\b"
HEAD, REGION = re.compile(rf"\s+(?:област|обл\b|{OF_REGION})"), re.compile(rf"\s+{OF_REGION}")
LINK = r"(?:,\s+|,?\s+(?:та|й|і|и|або|или|а також|а также)\s+)"
ADJECTIVE = r"[А-ЯЄІЇҐ][\w'-]{2,30}(?:ськ|зьк|цьк|ск|цк)(?:\w{1,3})"
LISTED = re.compile(rf"(?:{LINK}{ADJECTIVE}){{1,26}}\s+(?:област|{OF_REGION})")
IN_LIST = re.compile(rf"(?P<before>{ADJECTIVE}){LINK}$")
RIVER = re.compile(r"(?:річ(?:к|ц)|рік|рек|берег|русл|течі|течен|вниз|вверх|через|вздовж|вдоль)\w{0,5}\s+$", re.IGNORECASE)
BEGUN = re.compile(r"(?:^|[.!?…:\n][»\"”)]?)\s*[«\"“(]?$")
CLAUSE = re.compile(r"(?:[.!?…:,;\n«\"“(—–-]|^|\b(?:що|что|і|и|а|але|но))\s*$")
# A form of a city in -ськ that is an adjective where the next word agrees with it: Донецька влада, в Донецком районе.
LIKE_ADJECTIVE = [
    (re.compile(r"(?:ська|зька|цька)$"), re.compile(r" [а-яєіїґ'-]+(?:а|я|ь)\b")),
    (re.compile(r"(?:ську|зьку|цьку)$"), re.compile(r" [а-яєіїґ'-]+(?:у|ю|ь)\b")),
    (re.compile(r"(?:ском|цком)$"), re.compile(r" [а-яё-]+е\b")),
]


def rows_by_language(documents, english, of_text, *, also):
    """Return the rows of statements in their order: those in Ukrainian and Russian by one function, all others by another.

    If `also`, names that only the other finds, such as those of a user's own gazetteer, are kept in them too.
    """
    own = documents.language.isin(LANGUAGES)
    order = {document_id: i for i, document_id in enumerate(documents.document_id)}
    found = [(row.document_id, *one) for row in documents[own].itertuples(index=False) for one in of_text(row.text, row.language)]
    taken = {(document_id, at) for document_id, start, end, *_ in found for at in range(start, end)}
    rows = english(documents if also else documents[~own]) if also or not own.all() else []
    kept = [row for row in rows if taken.isdisjoint((row[0], at) for at in range(row[1], row[2]))]
    return sorted(found + kept, key=lambda row: (order[row[0]], row[1]))


def rows_of_text(text, language, places, without):
    """Return the rows of a statement as `region_mentions` has them, without the document_id.

    Parameters
    ----------
    text : str
    language : str
        uk or ru.
    places : dict
        From place_id to name, kind, region, seat and counted.
    without : collection of str
        Kinds, and rules, to leave out.

    Examples
    --------
    >>> places = {"kyiv": {"name": "Kyiv", "kind": "city", "region": "UA-30", "seat": True, "counted": True}}
    >>> rows_of_text("Говорили у Києві.", "uk", places, ())[0][2:4]
    ('Києві', 'kyiv')
    """
    plain, origin = normalize(text)
    rows = []
    for found in names_in(plain.replace("ʼ", "'"), language):
        place = places.get(found.name.place_id)
        if place is None or not place["counted"] or place["kind"] in without:
            continue
        role, rule, active = _role(plain, found, place, language, without)
        start, end = (found.start, found.end) if origin is None else (int(origin[found.start]), int(origin[found.end]))
        about = (found.name.place_id, place["name"], place["kind"], role, place["region"] or None)
        rows.append((start, end, text[start:end], *about, False, "", rule, active, role != "metonym" and not found.name.weak))
    return rows


def _role(text, found, place, language, without):
    """Return the role of a name, the rule that had the last say, and whether it acts."""
    if found.name.role == "demonym":
        return "demonym", found.rule, False
    nominative = folded(text[found.start : found.end]) in found.name.words[0][1] and (
        len(found.name.words[0][0]) > 1
        or bool(CLAUSE.search(text, max(found.start - 8, 0), found.start))  # Баку has one form for all cases
    )
    if place["seat"] and "metonym" not in without and stands_for_government(text, found.start, found.end, nominative):
        return "metonym", "metonym", True
    return "place", found.rule, place["kind"] in ("country", "body") and nominative and is_actor(text, found.end)


def names_in(text, language):
    """Yield the names in a folded text, in order, none within another."""
    free, tokens = 0, list(WORD.finditer(text))
    for i, token in enumerate(tokens):
        if token.start() < free:
            continue
        for found in _oblast(text, token, language) or _whole(text, tokens, i, language) or _parts(text, token, language):
            free = found.end
            if found.name.place_id == "dnipro" and RIVER.search(text, max(found.start - 20, 0), found.start):
                found = found._replace(name=found.name._replace(place_id="dnipro-river"), rule="river")
            yield found


def _oblast(text, token, language):
    """Return an oblast that is named by its adjective alone: *Донецька, Луганська та Херсонська області*, *Харківський регіон*."""
    place_id = token[0][0].isupper() and oblasts(language).get(folded(token[0]))
    if not place_id or not (HEAD.match(text, token.end()) or LISTED.match(text, token.end())):
        return []
    before = IN_LIST.search(text, max(token.start() - 60, 0), token.start())
    listed = LISTED.match(text, token.end()) or (before and before["before"][-2:] == token[0][-2:])  # Донецка и Донецкой области is none
    if not listed and not REGION.match(text, token.end()):
        return []
    name = Name(place_id, "place", ((frozenset(), frozenset()),), (True,), False)
    return [Found(*token.span(), name, "listed_oblast" if listed else "oblast")]


def _whole(text, tokens, i, language):
    """Return the longest name that begins with a word."""
    for name in name_index(language).get(folded(tokens[i][0]), ()):
        words = tokens[i : i + len(name.words)]
        if len(words) < len(name.words) or not _fits(text, words, name):
            continue
        start, end = words[0].start(), words[-1].end()
        if name.weak and BEGUN.search(text, max(start - 5, 0), start):
            continue
        return [Found(start, end, name, "demonym" if name.role == "demonym" else "")]
    return []


def _fits(text, words, name):
    for word, after, (forms, _), capital in zip(words, [*words[1:], None], name.words, name.capitals, strict=True):
        if folded(word[0]) not in forms or (capital and not word[0][: None if capital == "all" else 1].isupper()):
            return False
        if after and text[word.end() : after.start()] not in (" ", "\n", ". ", "."):
            return False
    if len(words) == 1 and name.role == "place":
        form = words[0][0]
        return not any(own.search(form) and agrees.match(text, words[0].end()) for own, agrees in LIKE_ADJECTIVE)
    return True


def _parts(text, token, language):
    """Return the demonyms in a word of two: *украинско-американское*."""
    found, start = [], token.start()
    if "-" not in token[0]:
        return found
    for part in token[0].split("-"):
        names = [name for name in name_index(language).get(folded(part), ()) if name.role == "demonym"]
        found += [Found(start, start + len(part), names[0], "demonym")] if names else []
        start += len(part) + 1
    return found


@cache
def _table():
    return pd.read_csv(GAZETTEER / "cyrillic.csv", dtype="str", keep_default_na=False)


@cache
def oblasts(language):
    """Return from the forms of the adjectives of oblasts to their place_ids."""
    found = {}
    for place_id, names in zip(_table().place_id, _table()[language], strict=True):
        for name in names.split(";"):
            if name.endswith(" область"):
                found |= dict.fromkeys(_of_oblast(name.removesuffix(" область"), language), place_id)
    return found


def _of_oblast(adjective, language):
    """Return the forms of the adjective of an oblast, which is given in the feminine: Херсонська, Херсонская."""
    return adjective_forms(folded(adjective)[: -1 if language == "uk" else -2] + "ий", language)


@cache
def name_index(language):
    """Return from the first word of names, in every form, to the names; those of more words first."""
    index, weak = {}, {*map(folded, wordlist("weak_cyrillic"))}
    for row in _table().to_dict("records"):
        for name in filter(None, row[language].split(";")):
            _add(index, _name(row["place_id"], name, language, folded(name) in weak))
        for column, forms in (("adjectives", adjective_forms), ("people", people_forms)):
            for word in filter(None, row[f"{language}_{column}"].split(";")):
                _add(index, Name(row["place_id"], "demonym", ((forms(word, language), frozenset()),), (False,), False))
    for name in wordlist("not_places_cyrillic"):
        _add(index, _name("", name, language, False))
    return {word: sorted(names, key=lambda name: -len(name.words)) for word, names in index.items()}


def _name(place_id, name, language, weak):
    words = WORD.findall(name)
    forms = tuple((noun_forms(word, language) | ({"обл"} if word == "область" else set()), frozenset([folded(word)])) for word in words)
    capitals = tuple("all" if word.isupper() and len(word) > 1 else word[0].isupper() for word in words)
    return Name(place_id, "place", forms, capitals, weak)


def _add(index, name):
    for form in name.words[0][0]:
        index.setdefault(form, []).append(name)
