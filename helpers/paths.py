"""Where things lie: the kit's own folders, and the corpus that the notebooks work on."""

import os
from pathlib import Path

from helpers.environment import BUNDLED, ROOT

__all__ = []

DATA, OURS = (BUNDLED, Path.cwd()) if BUNDLED.is_dir() else (ROOT / "corpus", ROOT)  # what comes with the kit; where users keep theirs
NOTEBOOKS = ROOT / "notebooks"
LESSONS = NOTEBOOKS / "exercises"
STATEMENTS = DATA / "statements"  # the kit's own
CORPUS = Path(os.environ.get("STATEMENTS_CORPUS") or STATEMENTS)
OWN = OURS / "corpus" / "own"  # what `add` brings in
OFFICIAL = OURS / "corpus" / "official"  # what `fetch` brings in
SUBCORPORA = OURS / "corpus" / "subcorpora.json"  # choices of statements, by name
_OF_USER = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
CACHE = Path(_OF_USER) / "statement-notebooks"  # of this user alone: what came with a corpus would be another's
CENTRAL_BANKS = DATA / "central-banks"  # a second corpus to try the notebooks on
GAZETTEER = DATA / "gazetteer"
WORDLISTS = DATA / "wordlists"
GOLD = DATA / "gold"
OF_THE_WORLD = {"places", "world", "towns", "countries_own"}  # the files there that are no corpus's
BESIDE = {"statements.csv"}  # the gazetteers of corpora that this process has read: no table from elsewhere can name another file


def places_beside(corpus):
    """Return where the gazetteer of a corpus lies, ``gazetteer/NAME.csv`` beside the folder or file NAME; None where there is none.

    That of the bundled corpus is its name in the kit's own folder, which is another one on every machine; `GAZETTEER / it` finds both.

    Examples
    --------
    >>> places_beside(STATEMENTS), places_beside(OWN)
    ('statements.csv', None)
    """
    corpus = Path(os.path.abspath(corpus))
    path = corpus.parent / "gazetteer" / f"{corpus.name if os.path.isdir(corpus) else corpus.stem}.csv"
    if not os.path.isfile(path) or (path.parent == Path(os.path.abspath(GAZETTEER)) and path.stem in OF_THE_WORLD):
        return None
    name = path.name if path.parent == Path(os.path.abspath(GAZETTEER)) else str(path)
    BESIDE.add(name)
    return name


def card_of(corpus):
    """Return where the card of a corpus lies, which says what it is: README.md in it, or NAME.md beside it; None where there is none.

    Examples
    --------
    >>> card_of(STATEMENTS) == DATA / "README.md", card_of(OWN)
    (True, None)
    """
    corpus = Path(os.path.abspath(corpus))
    places = [corpus / "README.md", corpus.with_suffix(".md"), *([DATA / "README.md"] if corpus == STATEMENTS else [])]
    return next((path for path in places if path.is_file()), None)
