"""Where things lie: the kit's own folders, and the corpus that the notebooks work on."""

import os
from pathlib import Path

from helpers.environment import BUNDLED, ROOT

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
GAZETTEER = DATA / "gazetteer"
WORDLISTS = DATA / "wordlists"
GOLD = DATA / "gold"


def places_beside(corpus):
    """Return the gazetteer of a corpus: ``gazetteer/NAME.csv`` beside the folder or file NAME; None where there is none.

    Examples
    --------
    >>> places_beside(STATEMENTS).name, places_beside(OWN)
    ('statements.csv', None)
    """
    corpus = Path(os.path.abspath(corpus))
    path = corpus.parent / "gazetteer" / f"{corpus.name if os.path.isdir(corpus) else corpus.stem}.csv"
    return path if os.path.isfile(path) else None
