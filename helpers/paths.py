"""Where things lie: the kit's own folders, and the corpus that the notebooks work on."""

import os
from pathlib import Path

from helpers.environment import ROOT

NOTEBOOKS = ROOT / "notebooks"
LESSONS = NOTEBOOKS / "exercises"
STATEMENTS = ROOT / "corpus" / "statements"  # the kit's own
CORPUS = Path(os.environ.get("STATEMENTS_CORPUS") or STATEMENTS)
OWN = ROOT / "corpus" / "own"  # what `add` brings in
OFFICIAL = ROOT / "corpus" / "official"  # what `fetch` brings in
GAZETTEER = ROOT / "corpus" / "gazetteer"
WORDLISTS = ROOT / "corpus" / "wordlists"
GOLD = ROOT / "corpus" / "gold"
