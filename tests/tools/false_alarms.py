"""How often tests of chance raise a false alarm, and how often they find what is there: on series and halves that are made at random.

    python3 tests/tools/false_alarms.py keyness [FOLDER] [--draws 20]
    python3 tests/tools/false_alarms.py series [FOLDER] [--draws 200]

FOLDER holds statements (.txt); without one, the bundled ones are taken. `keyness` compares random halves of them, in which no term
should be below .05 after the correction. `series` looks for bursts and changes of rate in series that have none, where at most .05 of
them should raise an alarm, and in series with a level twice as high for a part of the time, which should be found in .8 of them; then
with a trend or a season that is taken out, within issuers, and in sets of series with the correction.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers import paths
from helpers.corpus import load_corpus
from helpers.keyness import keyness
from helpers.places import region_mentions
from helpers.timeline import bursts, change_points, count_by_period
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


def statements(random, number, periods):
    """Return statements dated at random, by month."""
    months = pd.Timestamp("2020-01-15") + pd.to_timedelta(30.4375 * np.sort(random.integers(0, periods, number)), unit="D")
    return pd.DataFrame({"document_id": [f"{i:05}" for i in range(number)], "date": months.normalize()})


def counted(n, documents):
    """Return the counts by period of n mentions in each statement."""
    return count_by_period(pd.DataFrame({"document_id": np.repeat(documents.document_id.to_numpy(), n)}), documents)


def clustered(random):
    """Return five statements of 480 with four mentions each."""
    n = np.zeros(480, dtype=int)
    n[random.permutation(480)[:5]] = 4
    return counted(n, statements(random, 480, 36))


def uneven(random):
    """Return mentions that come again in a third of 480 statements."""
    return counted((random.random(480) < 0.3) * (1 + random.negative_binomial(1, 0.3, 480)), statements(random, 480, 36))


def sparse(random):
    """Return a share of one in ten of 120 statements."""
    return counted((random.random(120) < 0.1) * 1, statements(random, 120, 24))


def by_hand(n, size):
    """Return a series of which single statements are not known."""
    return pd.DataFrame({"period": pd.period_range("2020-01", periods=len(n), freq="M"), "n": n, "documents": size})


def said(random, share, months, *, number=480):
    """Return mentions in a share of statements, which may differ from month to month (from the first, 0, on)."""
    documents = statements(random, number, months)
    month = ((documents.date - documents.date.min()).dt.days / 30.4375).round().to_numpy()
    return counted((random.random(number) < share(month)) * (1 + random.poisson(0.5, number)), documents)


def raised(random, first, last):
    """Return mentions in .3 of 480 statements, and from one month to another in .6."""
    return said(random, lambda month: np.where((month >= first) & (month < last), 0.6, 0.3), 30)


def drifting(month):
    """Return a share that falls from .6 to .15 in three years."""
    return 0.6 * 0.25 ** (month / 35)


def yearly(month):
    """Return a share that is .1 in the summer and .5 in the winter."""
    return 0.3 + 0.2 * np.cos(2 * np.pi * month / 12)


def apart(random):
    """Return the series of 20 groups, a few of which each of 480 statements names."""
    documents = statements(random, 480, 24)
    named = random.random((480, 20)) < 0.15
    statement, group = np.nonzero(named)
    table = pd.DataFrame({"document_id": documents.document_id.to_numpy()[statement], "group": group})
    return count_by_period(table, documents, by="group")


def of_issuers(random):
    """Return counts within issuers: one of three names a thing in .7 of its statements, and speaks in half of the time only."""
    documents = statements(random, 480, 30)
    second = np.arange(480) < 240
    documents["issuer"] = np.where(second, random.choice(["A", "B"], 480), random.choice(["A", "B", "C", "C"], 480))
    named = random.random(480) < np.where(documents.issuer == "C", 0.7, 0.2)
    return count_by_period(documents[named], documents, within="issuer")


SIZES = np.arange(24) % 5 * 4 + 6
SERIES = {
    "five statements of 480 with four mentions each": clustered,
    "mentions that come again, in a third of 480": uneven,
    "one in ten of 120 statements": sparse,
    "Poisson, by hand": lambda random: by_hand(random.poisson(6, 24), 12),
    "Poisson of .3, by hand": lambda random: by_hand(random.poisson(0.3, 36), 10),
    "Poisson, periods of unequal size, by hand": lambda random: by_hand(random.poisson(1.5 * SIZES), SIZES),
    "overdispersed, by hand": lambda random: by_hand(random.negative_binomial(10, 0.25, 30), 20),
    "twice the level in 6 of 30 months": lambda random: raised(random, 10, 16),
    "twice the level from the middle on": lambda random: raised(random, 15, 99),
    "twice the level from the middle on, by hand": lambda random: by_hand(random.poisson(np.where(np.arange(30) < 15, 8, 16)), 20),
}
TREND, SEASON = {"trend": True}, {"season": True}
COURSES = {
    "20 groups, with the correction": (apart, {}),
    "issuers that come and go, within issuer": (of_issuers, {}),
    "no change, trend taken out": (uneven, TREND),
    "no change, season taken out": (uneven, SEASON),
    "no change, both taken out": (uneven, TREND | SEASON),
    "a trend from .60 to .15, left in": (lambda random: said(random, drifting, 36), {}),
    "a trend from .60 to .15, taken out": (lambda random: said(random, drifting, 36), TREND),
    "a season of .1 to .5, left in": (lambda random: said(random, yearly, 36), {}),
    "a season of .1 to .5, taken out": (lambda random: said(random, yearly, 36), SEASON),
    "a trend by hand, Poisson, taken out": (lambda random: by_hand(random.poisson(10 * drifting(np.arange(36)) / 0.6), 12), TREND),
    "twice the level in 6 of 30 months, trend out": (lambda random: raised(random, 10, 16), TREND),
    "twice the level in 6 of 36 months, season out": (
        lambda random: said(random, lambda m: np.where((m >= 10) & (m < 16), 0.6, 0.3), 36),
        SEASON,
    ),
    "twice the level from the middle on, trend out": (lambda random: raised(random, 15, 99), TREND),
    "twice the level from the middle on, season out": (lambda random: said(random, lambda m: np.where(m < 18, 0.3, 0.6), 36), SEASON),
}


def of_series(draw, draws, **course):
    """Return how many series (or sets of series) have a burst that is called rare, and how many a change."""
    random, found = np.random.default_rng(4), np.zeros(2)
    for seed in range(draws):
        counts = draw(random)
        rare = bursts(counts, draws=199, seed=seed, **course).adjusted <= 0.05
        found += rare.any(), len(change_points(counts, seed=seed, **course)) > 0
    return found / draws


def of_places(folder, random):
    """Return a function that draws a place of the statements in a folder, with the dates of all statements shuffled."""
    documents = load_corpus(folder)
    mentions = region_mentions(documents)
    often = mentions.place_id.value_counts()
    often = often[often >= 10].index

    def draw(_):
        shuffled = documents.assign(date=random.permutation(documents.date.to_numpy()))
        return count_by_period(mentions[mentions.place_id == random.choice(often)], shuffled)

    return draw


def main():
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", choices=["keyness", "series"])
    parser.add_argument("folder", nargs="?", type=Path, default=paths.STATEMENTS)
    parser.add_argument("--draws", type=int)
    options = parser.parse_args()
    if options.what == "series":
        shuffled = {"a place of the statements, their dates shuffled": of_places(options.folder, np.random.default_rng(5))}
        for name, (draw, course) in ({name: (draw, {}) for name, draw in (shuffled | SERIES).items()} | COURSES).items():
            rare, changed = of_series(draw, options.draws or 200, **course)
            print(f"{name:50}  bursts {rare:.3f}  changes {changed:.3f}", flush=True)
        return
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(options.folder.glob("*.txt"))]
    found = of_keyness(texts, draws := options.draws or 20)
    print(f"terms below .05 after the correction, in {draws} pairs of random halves of {len(texts)} statements")
    print(pd.DataFrame({"mean": found.mean(), "most": found.max(), "share of pairs with any": (found > 0).mean()}).to_string())


if __name__ == "__main__":
    main()
