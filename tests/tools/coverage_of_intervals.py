"""How often 95 % intervals hold the truth: statements are drawn from real ones, and each interval is held against all of them.

    python3 tests/tools/coverage_of_intervals.py [FOLDER] [--draws 1000]

FOLDER holds texts (.txt); without one, the bundled statements are taken. Each text is cut into statements of unequal length (lognormal,
with 150 words in the middle), so that neighbours of one text are alike, as statements are. Terms in three of them or more are counted:
their rates (term_frequency), hits per statement (count_by_period), and statements with one (the shares of statement_share and
count_places). A second table is of the precision and recall of `evaluation.score`, on made texts whose marks are alike; a third of the
band of `timeline.rate_trend`, and a fourth of `frequency.pooled_rates`, on made series and groups.
"""

import argparse
import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers import paths
from helpers.counting.hits import hits_by_statement
from helpers.counting.pooled import dispersion_of, pooled
from helpers.counting.rates import exposures, rates
from helpers.intervals import pooled_share, share_interval
from helpers.timeline import count_by_period, rate_trend
from helpers.timeline.dated import rates_by_period
from helpers.tokens import tokenize

SIZES = (2, 3, 5, 8, 12, 20, 40)
TEXTS = (2, 3, 5, 10, 20, 40, 100)
BANDS = (3, 6, 11, 21, 51, 151)  # terms by the statements that hold them: from so many on


def pieces(texts, *, seed=1):
    """Cut texts into statements of unequal length; return hits by statement and term, and the words of each statement."""
    random, cut = np.random.default_rng(seed), []
    for text in texts:
        words = text.split()
        ends = np.cumsum(np.exp(random.normal(5, 0.8, len(words) // 10 + 1)).astype(int) + 10)
        cut += [" ".join(some) for some in np.split(words, ends[ends < len(words)]) if len(some) >= 10]
    tokens = tokenize(pd.DataFrame({"document_id": range(len(cut)), "text": cut}))
    found = hits_by_statement(tokens)
    n = np.zeros((len(cut), len(tokens.type.cat.categories)))
    n[found.document, found.term] = found.n
    return n[:, (n > 0).sum(axis=0) >= BANDS[0]], found.words.astype(float)


def of_terms(n, words, size, draws, random):
    """Return for each term how many intervals there were, and how many held its rate: of all samples, and of those with three hits."""
    truth, sums = 10_000 * n.sum(axis=0) / words.sum(), np.zeros((4, n.shape[1]))
    names, keys = pd.array([f"{i:06}" for i in range(n.shape[1])], dtype="str"), pd.DataFrame(index=[0])
    for _ in range(draws):
        rows = random.integers(0, len(n), size)
        some, long = n[rows], words[rows]
        counts = pd.DataFrame({"group": 0, "term": np.arange(n.shape[1]), "n": some.sum(axis=0).astype(int)})
        counts = counts.assign(documents=(some > 0).sum(axis=0), squares=(some**2).sum(axis=0), products=long @ some)
        table = rates(counts, names, keys, exposures(np.zeros(size, dtype=int), long, 1), "statement").sort_values("term")
        known, three = table.high.notna().to_numpy(), table.documents.to_numpy() >= 3
        held = table.low.to_numpy() <= truth, truth <= table.high.to_numpy()
        sums += [known, known & held[0] & held[1], known & three, known & three & held[0] & held[1]]
    return sums


def of_periods(n, size, draws, random):
    """Return the same for hits per statement in a period, beside another period of 40 statements."""
    truth, found, terms = n.mean(axis=0), np.zeros((2, n.shape[1])), np.arange(n.shape[1])
    for _ in range(draws):
        some, other = n[random.integers(0, len(n), size)], n[random.integers(0, len(n), 40)]
        sums = {"n": lambda x: x.sum(axis=0), "squares": lambda x: (x**2).sum(axis=0), "documents": len}
        both = [pd.DataFrame({name: of(x) for name, of in sums.items()} | {"term": terms}) for x in (some, other)]
        counts = pd.concat(both, ignore_index=True)
        table = rates_by_period(counts, counts.squares.to_numpy(), ["term"]).head(len(terms))
        known = table.high.notna().to_numpy()
        found += [known, known & (table.low <= truth).to_numpy() & (truth <= table.high).to_numpy()]
    return found


def of_shares(n, size, draws, random):
    """Return the same for the share of statements that hold a term, or name a place."""
    truth, held = (n > 0).mean(axis=0), np.zeros(n.shape[1])
    for _ in range(draws):
        low, high = share_interval((n[random.integers(0, len(n), size)] > 0).sum(axis=0), size)
        held += (low <= truth) & (truth <= high)
    return np.full(n.shape[1], draws), held


def of_scores(texts, precision, alike, draws, random):
    """Return how often the interval of `evaluation.score` holds the precision of texts with 1 to 40 marks.

    The precision of a text is its own (Beta's law), and the more so, the more its marks are `alike` (the correlation between two).
    """
    held = 0
    for _ in range(draws):
        marks = np.minimum(1 + random.negative_binomial(1.2, 0.12, texts), 40)
        own = random.beta(*(np.array([precision, 1 - precision]) * (1 / alike - 1)), texts)
        low, high = pooled_share(random.binomial(marks, own), marks)
        held += low <= precision <= high
    return held / draws


def scores_table(draws, random):
    """Return the coverage of the precision, for some numbers of texts, precisions and likeness of the marks of one text."""
    rows = [
        (precision, alike, *(of_scores(texts, precision, alike, draws, random) for texts in TEXTS))
        for precision in (0.5, 0.8, 0.95, 0.99)
        for alike in (0.05, 0.3)
    ]
    return pd.DataFrame(rows, columns=["precision", "marks alike", *(f"{texts} texts" for texts in TEXTS)])


def falling(x):
    """Return a share that falls from .60 to .15."""
    return 0.6 * 0.25**x


def hump(x):
    """Return a share that rises from .15 to .60 for a third of the time, and falls back."""
    return 0.15 + 0.45 * np.exp(-(((x - 0.4) / 0.15) ** 2))


def step(x):
    """Return a share of .2, then of .5."""
    return np.where(x < 0.5, 0.2, 0.5)


def rare(x):
    """Return a share that rises from .03 to .06."""
    return 0.03 + 0.03 * x


def of_bands(course, months, draws, random, *, stir=False, each=10):
    """Return the share of months in which the band of `rate_trend` holds a share with this course; `stir` makes months differ as well."""
    periods = pd.period_range("2020-01", periods=months, freq="M")
    truth, held = course(np.linspace(0, 1, months)), []
    documents = pd.DataFrame({"document_id": range(months * each), "date": np.repeat(periods.start_time, each)})
    for _ in range(draws):
        own = np.minimum(truth * random.gamma(20, 1 / 20, months), 1) if stir else truth
        said = random.random(months * each) < np.repeat(own, each)
        table = rate_trend(count_by_period(documents[said], documents))
        if table.trend.notna().all():
            held.append(((table.low <= truth) & (truth <= table.high)).mean())
    return np.mean(held)


def bands_table(draws, random):
    """Return the coverage of the band for some courses."""
    rows = [
        (course.__name__, stir, *(of_bands(course, months, draws, random, stir=stir) for months in (12, 36)))
        for course in (falling, hump, rare, step)
        for stir in (False, True)
    ]
    return pd.DataFrame(rows, columns=["course", "months differ", "12 months", "36 months"])


def of_groups(groups, apart, draws, random, *, rate=0.003):
    """Return how often the intervals of pooled rates hold those of groups, and how often a small group has the highest, counted and pooled.

    A third of the groups have two to five statements, the others 15 to 79; the logarithms of their rates have the standard deviation
    `apart`, and hits of a statement come in clusters.
    """
    small, found = max(groups // 3, 1), []
    for _ in range(draws):
        statements = np.where(np.arange(groups) < small, random.integers(2, 6, groups), random.integers(15, 80, groups))
        truth, group = rate * np.exp(random.normal(0, apart, groups)), np.repeat(np.arange(groups), statements)
        words = np.exp(random.normal(5.3, 0.7, len(group))).astype(int) + 10.0
        n = random.negative_binomial(0.5, 0.5 / (0.5 + truth[group] * words)).astype(float)
        sums = {name: np.bincount(group, weights=each) for name, each in (("n", n), ("squares", n**2), ("products", n * words))}
        exposure = exposures(group, words, groups)
        phi = dispersion_of(pd.DataFrame(sums), exposure)
        own, low, high = pooled(sums["n"], exposure.words.to_numpy(), phi, freedom=len(group) - groups)
        leads = [each.argmax() < small for each in (sums["n"] / exposure.words.to_numpy(), own)]
        found.append((((low <= truth) & (truth <= high)).mean(), *leads))
    return np.mean(found, axis=0)


def groups_table(draws, random):
    """Return the coverage of pooled rates for some numbers of groups, and ways in which they differ."""
    rows = [(groups, apart, *of_groups(groups, apart, draws, random)) for groups in (3, 6, 12, 30) for apart in (0, 0.3, 0.8)]
    return pd.DataFrame(rows, columns=["groups", "apart", "coverage", "small one leads", "pooled"])


def shown(held, known, band, bands):
    """Return the mean coverage of each band of terms, and that of the term at the first per cent."""
    with np.errstate(invalid="ignore"):
        cover = held / known
    cells = [cover[(band == i) & (known > 0)] for i in range(bands)]
    return [f"{cell.mean():.2f} {np.quantile(cell, 0.01):.2f}" if len(cell) else "-" for cell in cells]


def main():
    """Print the coverage, for terms of each band and for samples of each size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=paths.STATEMENTS)
    parser.add_argument("--draws", type=int, default=1000)
    options = parser.parse_args()
    n, words = pieces([file.read_text(encoding="utf-8", errors="replace") for file in sorted(options.folder.glob("*.txt"))])
    band, random = np.searchsorted(BANDS, (n > 0).sum(axis=0), side="right") - 1, np.random.default_rng(2)
    heads = [f"{a} to {b - 1}" for a, b in itertools.pairwise(BANDS)] + [f"{BANDS[-1]} on"]
    rows = []
    for size in SIZES:
        known, held, known3, held3 = of_terms(n, words, size, options.draws, random)
        often = known3 > options.draws / 10
        three = shown(held3[often], known3[often], band[often] * 0, 1)
        rows.append(("term_frequency", size, *shown(held, known, band, len(BANDS)), *three))
        known, held = of_periods(n, size, options.draws, random)
        rows.append(("count_by_period", size, *shown(held, known, band, len(BANDS)), ""))
        known, held = of_shares(n, size, options.draws, random)
        rows.append(("shares of statements", size, *shown(held, known, band, len(BANDS)), ""))
    table = pd.DataFrame(rows, columns=["interval of", "statements", *heads, "3 hits"]).sort_values("interval of", kind="stable")
    print(f"{len(n):,} statements, {n.shape[1]:,} terms by the statements that hold them; mean coverage, and that of the term at 1 %\n")
    print(table.to_string(index=False))
    print("\nthe precision of score\n" + scores_table(options.draws, random).round(3).to_string(index=False))
    print("\nthe band of rate_trend\n" + bands_table(options.draws // 5, random).round(3).to_string(index=False))
    print("\nthe rates of pooled_rates\n" + groups_table(options.draws // 2, random).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
