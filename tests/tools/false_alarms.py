"""How often tests of chance raise a false alarm, and how often they find what is there: on series and halves that are made at random.

    python3 tests/tools/false_alarms.py keyness [FOLDER] [--draws 20]
    python3 tests/tools/false_alarms.py series [FOLDER] [--draws 200]

FOLDER holds statements (.txt); without one, the bundled ones are taken. `keyness` compares random halves of them, in which no term
should be below .05 after the correction. `series` looks for bursts and changes of rate in series that have none, where at most .05 of
them should raise an alarm, and in series with a level twice as high for a fifth of the time.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers import paths
from helpers.keyness import keyness
from helpers.tokens import tokenize


def of_keyness(texts, draws):
    """Return how many terms are below .05 after the correction, for each random pair of halves and test."""
    random = np.random.default_rng(1)
    tokens = tokenize(pd.DataFrame({"document_id": range(len(texts)), "text": texts}))
    number, rows = tokens.document_id.cat.codes.to_numpy(), []
    for _ in range(draws):
        first = np.isin(number, random.permutation(len(texts))[: len(texts) // 2])
        found = {test: keyness(tokens[first], tokens[~first], test=test) for test in ("ranks", "g2")}
        rows.append({test: (table.p_adjusted < 0.05).sum() for test, table in found.items()})
    return pd.DataFrame(rows)


def main():
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", choices=["keyness"])
    parser.add_argument("folder", nargs="?", type=Path, default=paths.STATEMENTS)
    parser.add_argument("--draws", type=int, default=20)
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(options.folder.glob("*.txt"))]
    found = of_keyness(texts, options.draws)
    print(f"terms below .05 after the correction, in {options.draws} pairs of random halves of {len(texts)} statements")
    print(pd.DataFrame({"mean": found.mean(), "most": found.max(), "share of pairs with any": (found > 0).mean()}).to_string())


if __name__ == "__main__":
    main()
