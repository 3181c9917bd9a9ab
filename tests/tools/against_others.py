"""Figures of the kit beside those of other programs: R with its package survey, scipy and statsmodels.

    python3 tests/tools/against_others.py [--python PYTHON] [--rscript RSCRIPT]

PYTHON is one with scipy and statsmodels (``pip install scipy statsmodels`` in an environment of its own), RSCRIPT runs R with survey
(``apt-get install r-base-core r-cran-survey``). Neither is needed by the kit or its tests; what is not there is left out. Where the two
differ by their nature, the row says so.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.association import benjamini_hochberg, chi_squared, g2, p_of_g2
from helpers.counting.ranks import p_of_ranks
from helpers.intervals import design_effect, poisson_interval, share_interval, student, wilson_interval
from helpers.timeline.usual import expected_of, log_rates, steps_of

# Hits and words of twelve statements, and of two groups of them; made up, as are the others.
HITS, WORDS = [3, 0, 5, 1, 0, 2, 7, 0, 1, 4, 0, 2], [120, 80, 240, 150, 60, 310, 200, 90, 170, 260, 75, 140]
FEW = [0.0, 0.0, 0.0, 12.5, 31.0, 8.0], [40.0, 55.5, 0.0, 21.0, 60.0, 75.0]
MANY = [float((7 * i) % 23) for i in range(60)], [float((5 * i) % 29 + 2) for i in range(70)]
P = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
CELLS = [15, 985, 40, 1960]
FISHER = [9, 11, 2, 18]
SERIES, SIZES = [4, 6, 3, 9, 8, 14, 11, 19, 16, 25], [10, 12, 8, 10, 9, 12, 10, 13, 9, 12]

OF_R = """
suppressMessages(library(survey)); data <- commandArgs(TRUE)
d <- data.frame(n = as.numeric(strsplit(data[1], ",")[[1]]), w = as.numeric(strsplit(data[2], ",")[[1]]))
s <- svydesign(ids = ~1, weights = ~1, data = d); r <- svyratio(~n, ~w, s); k <- nrow(d) - 1
p <- as.numeric(strsplit(data[3], ",")[[1]]); a <- prop.test(1, 29)$conf.int
x <- as.numeric(strsplit(data[4], ",")[[1]]); y <- as.numeric(strsplit(data[5], ",")[[1]])
m <- glm(x ~ seq_along(x) + offset(log(y)), family = quasipoisson)
cat(sprintf("%s\\t%.10g\\n", c("rate", "standard error of the rate", "Student's t, 11 degrees", "rate less t standard errors",
  "rate and t standard errors", "share of 1 in 29, low", "share of 1 in 29, high", paste("Benjamini-Hochberg", seq_along(p)),
  "trend a month", "its standard error, quasi-Poisson"),
  c(coef(r), SE(r), qt(.975, k), confint(r, df = k), a, p.adjust(p, "BH"), coef(m)[2], summary(m)$coefficients[2, 2])), sep = "")
cat("versions\\t", R.version.string, ", survey ", as.character(packageVersion("survey")), "\\n", sep = "")
"""
OF_PYTHON = """
import json, sys, numpy as np, scipy, statsmodels, statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
d = json.load(sys.stdin); few, many, c, f = d["few"], d["many"], d["cells"], d["fisher"]
out, table = {}, [[c[0], c[2]], [c[1], c[3]]]
out |= {f"Benjamini-Hochberg {i}": p for i, p in enumerate(multipletests(d["p"], method="fdr_bh")[1], 1)}
out["G²"], out["p of G²"] = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")[:2]
out["X²"] = stats.chi2_contingency(table, correction=False)[0]
out["Fisher, two groups of 20"] = stats.fisher_exact([f[:2], f[2:]])[1]
x, y = (np.array(each) for each in few)
ranks = stats.rankdata(np.concatenate(few))
exact = stats.permutation_test((ranks[:len(x)], ranks[len(x):]), lambda a, b: a.sum(), permutation_type="independent", n_resamples=np.inf)
out["Wilcoxon, 12 statements with ties, exact"] = exact.pvalue
out["Wilcoxon, 130 statements with ties"] = stats.mannwhitneyu(*many, method="asymptotic", use_continuity=False).pvalue
out["Student's t, 11 degrees"] = stats.t.ppf(0.975, 11)
out["Wilson, 10 of 100, low"], out["Wilson, 10 of 100, high"] = proportion_confint(10, 100, method="wilson")
out["Poisson, 10, low"], out["Poisson, 10, high"] = stats.chi2.ppf(0.025, 20) / 2, stats.chi2.ppf(0.975, 22) / 2
n, size = np.array(d["series"]), np.array(d["sizes"])
at = np.column_stack([np.ones(len(n)), np.arange(len(n))])
fit = sm.GLM(n, at, family=sm.families.Poisson(), exposure=size).fit(scale="X2", tol=1e-12)
out["trend a month"], out["its standard error, quasi-Poisson"] = fit.params[1], fit.bse[1]
step = (np.arange(len(n)) >= 5).astype(float)
plain = sm.GLM(n, at, family=sm.families.Poisson(), exposure=size).fit(tol=1e-12)
out["step at the sixth month, score test"] = np.squeeze(plain.score_test(exog_extra=step[:, None])[0]) / 2
binomial = sm.NegativeBinomial(n, at, exposure=size).fit(disp=0, maxiter=200)
out["trend a month, negative binomial"] = binomial.params[1]
out["versions"] = f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}"
print(json.dumps({name: value if isinstance(value, str) else float(value) for name, value in out.items()}))
"""
BY_NATURE = {
    "rate less t standard errors": "ours is Wilson's, which is not symmetric and never below 0",
    "rate and t standard errors": "ours is Wilson's",
    "Wilcoxon, 130 statements with ties": "ours has a correction for continuity, of a quarter of a rank",
    "Student's t, 11 degrees": "ours has the three digits of textbooks",
    "Poisson, 10, low": "ours is Byar's approximation",
    "Poisson, 10, high": "ours is Byar's approximation",
    "trend a month, negative binomial": "ours is quasi-Poisson, which weighs months otherwise",
}


def ranks_of(first, second):
    """Return the p of the kit's Wilcoxon test of two groups of rates, of which 0 is a statement without a hit."""
    rates, ours = np.array([*first, *second]), np.arange(len(first) + len(second)) < len(first)
    hit = rates > 0
    return p_of_ranks(np.zeros(hit.sum(), dtype=int), rates[hit], ours[hit], terms=1, sizes=(len(first), len(second)))[0]


def of_rates():
    """Return the kit's figures of rates and their intervals."""
    n, words, k = np.array(HITS, dtype=float), np.array(WORDS, dtype=float), len(HITS)
    rate = n.sum() / words.sum()
    sums = {"squares": (n**2).sum(), "products": (n * words).sum(), "size_squares": (words**2).sum()}
    effect = design_effect(n.sum(), words.sum(), k, **sums)
    low, high = wilson_interval(rate, words.sum() / effect, z=student(k))
    figures = {"rate": rate, "standard error of the rate": np.sqrt(effect * rate * (1 - rate) / words.sum())}
    figures |= {"Student's t, 11 degrees": student(k), "rate less t standard errors": low, "rate and t standard errors": high}
    for name, limits in (("share of 1 in 29", share_interval(1, 29)), ("Wilson, 10 of 100", wilson_interval(0.1, 100))):
        figures |= {f"{name}, low": limits[0], f"{name}, high": limits[1]}
    return figures | dict(zip(("Poisson, 10, low", "Poisson, 10, high"), poisson_interval(10), strict=True))


def of_tests():
    """Return the kit's figures of tests."""
    table = (CELLS[0], CELLS[2], CELLS[1], CELLS[3])
    figures = {f"Benjamini-Hochberg {i}": p for i, p in enumerate(benjamini_hochberg(P), 1)}
    figures |= {"G²": g2(*table), "p of G²": p_of_g2(g2(*table)), "X²": chi_squared(*table)}
    said = [1.0] * FISHER[0] + [0.0] * FISHER[1], [1.0] * FISHER[2] + [0.0] * FISHER[3]
    figures["Fisher, two groups of 20"] = ranks_of(*said)
    return figures | {"Wilcoxon, 12 statements with ties, exact": ranks_of(*FEW), "Wilcoxon, 130 statements with ties": ranks_of(*MANY)}


def of_series():
    """Return the kit's figures of a rate with a trend."""
    n, size = np.array(SERIES, dtype=float), np.array(SIZES, dtype=float)
    course = np.column_stack([np.ones(len(n)), np.arange(len(n))])
    b, information = (each[0] for each in log_rates(n, size, course, np.zeros((2, 2))))
    mu = expected_of(n, size, course, np.zeros(2))[0]
    phi = ((n - mu) ** 2 / mu).sum() / (len(n) - 2)
    error = np.sqrt(phi * np.linalg.inv(information)[1, 1])
    figures = {"trend a month": b[1], "its standard error, quasi-Poisson": error, "trend a month, negative binomial": b[1]}
    return figures | {"step at the sixth month, score test": steps_of(n, size, course, np.zeros(2))[0, 4]}


def ours():
    """Return the kit's figures by their names."""
    return {name: float(value) for name, value in (of_rates() | of_tests() | of_series()).items()}


def of_r(rscript):
    """Return R's figures."""
    data = [",".join(map(str, each)) for each in (HITS, WORDS, P, SERIES, SIZES)]
    done = subprocess.run([rscript, "-e", OF_R, *data], capture_output=True, text=True, check=True)
    rows = dict(line.split("\t") for line in done.stdout.splitlines())
    return {name: value if name == "versions" else float(value) for name, value in rows.items()}


def of_python(python):
    """Return the figures of scipy and statsmodels."""
    data = {"few": FEW, "many": MANY, "p": P, "cells": CELLS, "fisher": FISHER, "series": SERIES, "sizes": SIZES}
    return json.loads(subprocess.run([python, "-c", OF_PYTHON], input=json.dumps(data), capture_output=True, text=True, check=True).stdout)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rscript", default="Rscript")
    options, rows, own = parser.parse_args(), [], ours()
    for program, figures in ((options.rscript, of_r), (options.python, of_python)):
        try:
            theirs = figures(shutil.which(program) or program)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"left out: {program} ({(getattr(error, 'stderr', '') or str(error)).strip().splitlines()[-1]})\n")
            continue
        source = theirs.pop("versions")
        rows += [(name, own[name], value, own[name] - value, source, BY_NATURE.get(name, "")) for name, value in theirs.items()]
    print(pd.DataFrame(rows, columns=["figure", "the kit", "theirs", "difference", "of", ""]).to_string(index=False))


if __name__ == "__main__":
    main()
