"""Genres: whether a text reports what others say, or is itself what its issuer says."""

import functools
import re

import pandas as pd

from helpers.frames.doors import require_documents
from helpers.reported.cues import cue_forms
from helpers.spans import normalize

GENRES = ("news", "communiqué", "speech", "interview", "transcript")
OWN = frozenset(["communiqué", "speech"])  # where *we* and *I* are the issuer
QUOTED = re.compile(r'"[^"\n]{1,2000}"')
SENTENCE = re.compile(r"[.!?…\n](?:(?<!\n)[)\s]|(?<=\n)\n)")  # its marks first, so that the search is fast
FIRST = re.compile(r"[IWwOoMm](?<!\w.)(?:(?<=I)|(?<=[Ww])e|(?<=[Oo])ur|(?<=[Mm])y)\b")  # I, we, our, my; its first letter first
QUOTES = 0.125  # quotations to a sentence, at most, in a speech
TURN = re.compile(r"^[^\S\n]*(Q|A|[A-Z][\w.'-]{1,30}(?: [A-Z][\w.'-]{1,30}){0,4}):[^\S\n]", re.MULTILINE)
PEOPLE = frozenset(["he", "she", "officials", "official", "sources", "spokesman", "spokeswoman", "spokesperson", "minister", "president"])
BEGINS = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!\n)\s)(?:\d{1,3}\.\s)?(?:We|(?:The )?[A-Z][\w-]{1,30}(?: (?:of |the )?[A-Z][\w-]{1,30}){0,4})"
    r" (?:also |strongly |further |again )?([a-z]{4,20})\b"
)


def genres(documents):
    """Say of each statement what kind of text it is, by who speaks in it.

    Parameters
    ----------
    documents : DataFrame
        Statements, with document_id and text. A column `genre` is taken for what it says, where it is filled in; a digest is news.

    Returns
    -------
    DataFrame
        One row per statement: document_id, genre (news, communiqué, speech, interview, transcript), first_person (share of
        sentences outside quotations with *I*, *we*, *our*, *my*), named (cues of saying with a named subject, per sentence), acts
        (sentences that begin as *The Council condemns*, per sentence), quoted (share of the characters in quotation marks).

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "text": ["I thank you. We condemn it.", "“No,” Ms Kallas said."]})
    >>> genres(documents)[["document_id", "genre", "first_person"]].values.tolist()
    [['a', 'speech', 1.0], ['b', 'news', 0.0]]
    """
    documents = require_documents(documents, "text")
    rows = [(document_id, *measures(normalize(text)[0])) for document_id, text in zip(documents.document_id, documents.text, strict=True)]
    table = pd.DataFrame(rows, columns=["document_id", "genre", "first_person", "named", "acts", "quoted"])
    table["genre"] = [said or found for said, found in zip(given(documents), table.genre, strict=True)]
    return table.astype({"document_id": documents.document_id.dtype, "genre": "str"})


def only_genres(documents):
    """Return the genre of each statement in a list, as `genres` has them, without what they were decided by, which takes longer.

    >>> only_genres(pd.DataFrame({"document_id": ["a", "b"], "text": ["I thank you. We condemn it.", "“No,” Ms Kallas said."]}))
    ['speech', 'news']
    """
    pairs = zip(given(documents), documents.text, strict=True)
    return [said or genre_of(QUOTED.sub('""', normalize(text)[0])) for said, text in pairs]


def given(documents):
    """Return the genre of each statement that is given with it, else None: in the column `genre`, or since its `kind` is a digest."""
    empty = pd.Series(None, index=documents.index, dtype=object)
    pairs = zip(*(documents.get(name, empty).tolist() for name in ("genre", "kind")), strict=True)
    return [known(genre) or ("news" if kind == "digest" else None) for genre, kind in pairs]


def known(genre):
    """Return a genre that a user gave, None where it is not filled in.

    >>> known("Communique"), known(None)
    ('communiqué', None)
    """
    if not isinstance(genre, str) or not genre.strip():
        return None
    name = genre.strip().lower().replace("communique", "communiqué")
    if name not in GENRES:
        raise ValueError(f"There is no genre {genre!r:.40}. Allowed: {', '.join(GENRES)}. Remedy: one of these, or nothing.")
    return name


def measures(text):
    """Return the genre of a folded text, and the shares by which it was decided."""
    plain = QUOTED.sub('""', text)
    count, first = _first(plain)
    shares = first, _named(plain) / count, _acts(plain) / count, 1 - len(plain) / max(len(text), 1)
    return genre_of(plain, (count, first)), *(round(share, 3) for share in shares)


def genre_of(plain, known_first=None):
    """Return the genre of a folded text without its quotations; what takes long is asked where it decides, if it is not known."""
    turns = [name.lower() for name in TURN.findall(plain)] if plain.count(":") > 2 else []
    if len(turns) >= 3 and len(set(turns)) >= 2 and len(turns) >= 0.3 * sum(1 for line in plain.split("\n") if line.strip()):
        return "interview" if set(turns) & {"q", "question", "interviewer"} or len(set(turns)) == 2 else "transcript"
    count, first = known_first or _first(plain)
    if 0.2 * count < (acts := _acts(plain)) and (first == 0 or not _alone(plain)) and acts > _named(plain):
        return "communiqué"
    if plain.count('""') > max(QUOTES * count, 2):
        return "news"
    return "speech" if first > 0.4 or (first > 0.3 and _named(plain) <= 0.1 * count) else "news"


def _alone(plain):
    """Return whether a text speaks of *I*, and not nearly always of *we*."""
    i, we = (sum(map(f" {plain}".count, words)) for words in ((" I ", "\nI ", " my "), (" we ", " our ", "We ")))
    return i > 0.1 * we


def _first(plain):
    """Return how many sentences a text has, and the share of them that speaks of *I* or *we*."""
    parts = list(filter(str.strip, SENTENCE.split(plain)))
    count = max(len(parts), 1)
    return count, sum(map(bool, map(FIRST.search, parts))) / count


def _named(plain):
    """Return how many cues of saying have a named subject."""
    words, reporting = plain.split(), _reporting()
    return sum(_is_report(words, i) for i, word in enumerate(words) if word in reporting)


def _acts(plain):
    """Return how many sentences begin as *The Council condemns*."""
    return sum(_is_act(verb) for verb in BEGINS.findall(f"\n{plain}"))


@functools.cache
def _reporting():
    """Return the forms of cues of saying, as they stand in reports: *said*, *says*."""
    forms = cue_forms().items()
    return frozenset(w for w, (cue, form) in forms if form in ("ed", "s") and "quote" in cue.frames and cue.kind in ("say", "claim"))


def _is_report(words, i):
    """Return whether a cue has a named subject: *Ms Kallas said*, *“…,” said Ms Kallas*."""
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    return before[:1].isupper() or before in PEOPLE or (before.endswith((",", '"')) and after[:1].isupper())


def _is_act(verb):
    form = cue_forms().get(verb)
    return form is not None and form[1] in ("s", "base") and form[0].kind != "think"
