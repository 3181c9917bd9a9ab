"""Actors: one id for each speaker, from the list, by the form of a name, or by what the text called it before."""

import functools
import re

from helpers.reported.speakers import BODY, OFFICE, actor_of, actors

NAME = re.compile(r"(?:(?:[A-Z][\w'’.-]*|de|van|von|der|al|el|bin) ){0,8}[A-Z][\w'’-]+")
TITLED = re.compile(
    r"(?:(?:M[rs]|Mrs|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Sen|Rep|Gov|Gen|Lt|Col)\b\.?|(?:[A-Z]\w{1,20} ){0,3}(?:President|Chancellor|Minister"
    r"|Secretary|Senator|Governor|Ambassador|Commissioner|Spokes(?:man|woman|person)|Director|Chair(?:man|woman)?|Mayor|Prince|King|Queen"
    r"|Pope|Judge)) "
)
WORD, CAPITALS, BESIDES = re.compile(r"\w+"), re.compile(r"\b[A-Z]{2,}\b"), re.compile(r",| of | for | and |\(")
PLAIN = re.compile(r"^(?:the|its|their|his|her|that|this|those|these)\s+", re.IGNORECASE)
PAPER = frozenset(["statement", "text", "declaration", "resolution", "communiqué", "document", "conclusions", "paper", "letter"])
HEADS = frozenset(["leaders", "ministers", "members", "heads", "presidents", "representatives", "delegates", "allies"])


def actors_of(names, issuer):
    """Return the actor and the part of it that each speaker of a text is, in text order; (None, None) where nothing tells.

    Examples
    --------
    >>> actors_of(["Foreign Minister Petr Novak", "Novak", "the Council", "a spokesman"], "European Council")
    [('novak', 'novak'), ('novak', 'novak'), ('european-union', 'european-council'), (None, None)]
    """
    known, of_issuer = {}, actor_of(issuer) if issuer else (None, None)  # known: the last who was called by a word
    if of_issuer[0]:
        known = dict.fromkeys(_words(issuer, False), (_words(issuer, False), of_issuer))
    found = []
    for name in names:
        actor = by_list = actor_of(name) if name else (None, None)
        if name and actor[0] is None:
            actor = _called(name, known, of_issuer) or _person(name) or actor
        found.append(actor)
        if actor[0] is not None and (by_list[0] or not PLAIN.match(name)):
            words = _words(name, actor[0] not in listed())
            known.update(dict.fromkeys(words, (words, actor)))
    return found


@functools.lru_cache(maxsize=16384)
def _words(name, person):
    """Return the words by which a name may be called again; a person is not called by an office."""
    called = NAME.search(TITLED.sub("", name)) if person else None
    return frozenset(WORD.findall((called[0] if called else name).lower()))


@functools.cache
def listed():
    """Return the actors of the list."""
    return frozenset(actors().actor)


def _called(name, known, of_issuer):
    """Return the actor that *the Council*, *the statement*, *Novak* stand for: the last that was called by all of these words."""
    if not known:
        return None
    plain, words = _short(name)
    if not words:
        return None
    if plain and of_issuer[0] and (words[0] in PAPER or words[-1] in PAPER or words[0] in HEADS):
        return of_issuer
    called, actor = known.get(words[-1], (frozenset(), None))
    return actor if called.issuperset(words) else None


@functools.lru_cache(maxsize=16384)
def _short(name):
    """Return whether a name begins with an article or the like, and its one to four words; no words where nobody is called by them."""
    plain = PLAIN.match(name)
    words = WORD.findall(name[plain.end() if plain else 0 :].lower()) if plain or name[0].isupper() else []
    return plain is not None, words if len(words) <= 4 else []


@functools.lru_cache(maxsize=16384)
def _person(name):
    """Return the id of a person by the last word of the name, where its form tells that it is one."""
    if name.islower() or PLAIN.match(name):
        return None
    head = BESIDES.split(name, 1)[0].strip()
    rest = TITLED.sub("", head)
    if not NAME.fullmatch(rest) or BODY.search(head) or CAPITALS.search(rest):
        return None
    if rest == head and (len(rest.split()) < 2 or OFFICE.search(rest) or rest.startswith(("The ", "A ", "In "))):
        return None
    last = re.sub(r"['’]s$", "", rest.split()[-1]).lower()
    return last, last
