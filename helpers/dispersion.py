"""Dispersion: how evenly terms are spread over the parts of a corpus, which may differ in size."""

import numpy as np

from helpers.bulk.progress import in_threads
from helpers.counting.hits import shares_of
from helpers.counting.ranks import rates_by_number

__all__ = []

AT_ONCE = 500_000  # entries: few enough to stay near the processor


def measures(term, v, part, s):
    """Return the measures of dispersion of many terms, from their hits in the parts where they have any.

    1 is even for D, D2, S, D_P and D_A; 0 is even for DP, DPnorm and KL.

    Parameters
    ----------
    term, v, part : ndarray
        One entry per term and part with a hit: the number of the term (0, 1, …), its hits, the number of the part.
    s : ndarray
        The sizes of all parts, none of them 0.

    Returns
    -------
    dict of ndarray
        By the number of the term: range (parts with a hit); D (Juilland: 1 - coefficient of variation of the rates /
        √(parts - 1)); D2 (Carroll: entropy of the rates / log of the parts); S (Rosengren: (Σ √(share of the corpus × hits))² /
        hits); DP (Gries: half the sum of |share of the hits - share of the corpus|); DPnorm (DP / (1 - smallest share));
        KL (Kullback and Leibler: Σ share of the hits × log2(share of the hits / share of the corpus), in bits); D_P (1 - DP); D_A (Burch,
        Egbert and Biber: 1 - the mean difference of the rates of two parts / (2 × the mean rate)). With a single part, D, D2, DPnorm
        and D_A are NaN.

    Notes
    -----
    DP and DPnorm reach 1 only where all hits are in the smallest part. A term that is in one part alone, with the share s of the corpus,
    has a DP of 1 - s: where one part is nine tenths of the corpus, a term that no other has seems even, with a DP of .1 and a DPnorm of
    .11, and a D_P of .9. Such a term has a D_A of 0.

    Examples
    --------
    >>> values = measures(np.zeros(5, int), np.arange(1, 6), np.arange(5), np.array([9, 10, 10, 10, 11]))
    >>> {name: round(float(value[0]), 4) for name, value in values.items()}
    {'range': 5.0, 'D': 0.7852, 'D2': 0.9379, 'S': 0.9498, 'DP': 0.18, 'DPnorm': 0.2195, 'KL': 0.137, 'D_P': 0.82, 'D_A': 0.6975}

    References
    ----------
    Juilland, A., Brodin, D. and Davidovitch, C. (1970). Frequency dictionary of French words. Mouton.
    Carroll, J. B. (1970). An alternative to Juilland's usage coefficient for lexical frequencies. Computer Studies in the
    Humanities and Verbal Behavior 3, 61-65.
    Rosengren, I. (1971). The quantitative concept of language and its relation to the structure of frequency dictionaries.
    Études de linguistique appliquée 1, 103-127.
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. Int. Journal of Corpus Linguistics 13(4), 403-437.
    Lijffijt, J. and Gries, S. Th. (2012). Correction. Int. Journal of Corpus Linguistics 17(1), 147-149.
    Burch, B., Egbert, J. and Biber, D. (2017). Measuring and interpreting lexical dispersion in corpus linguistics. Journal of
    Research Design and Statistics in Linguistics and Communication Science 3(2), 189-216.
    Gries, S. Th. (2021). A new approach to (key) keywords analysis. Research in Corpus Linguistics 9(2), 1-33.
    """

    s = np.asarray(s, dtype=float)
    parts, of_corpus = len(s), s / s.sum()
    in_parts, n, rates, squares, logs, logs_of_hits, roots = _totals(term, v, part, lambda t, v, p: _of_hits(v, s[p], of_corpus[p]))
    with np.errstate(divide="ignore", invalid="ignore"):
        (apart,) = _totals(term, v, part, lambda t, v, p: (np.abs(v / n[t] - of_corpus[p]) - of_corpus[p],))
        mean = rates / parts
        deviation = np.sqrt(np.maximum(squares / parts - mean**2, 0))
        proportions = (apart + 1) / 2
        return {
            "range": in_parts.astype(np.int64),
            "D": 1 - deviation / mean / np.sqrt(parts - 1),
            "D2": np.maximum(np.log(rates) - logs / rates, 0) / np.log(parts),
            "S": roots**2 / n,
            "DP": proportions,
            "DPnorm": proportions / (1 - of_corpus.min()),
            "KL": np.maximum((logs_of_hits / n + np.log(s.sum() / n)) / np.log(2), 0),
            "D_P": 1 - proportions,
            "D_A": _evenness_of_rates(_differences(term, v, part, s), parts, rates),
        }


def evenness(term, v, part, s, *, ranked=False):
    """Return DP and D_A alone, as `measures` does; `ranked` says that entries come by term, and by the rate within each.

    Examples
    --------
    >>> values = evenness(np.zeros(5, int), np.arange(1, 6), np.arange(5), np.array([9, 10, 10, 10, 11]))
    >>> {name: round(float(value[0]), 4) for name, value in values.items()}
    {'DP': 0.18, 'D_A': 0.6975}
    """
    s, terms = np.asarray(s, dtype=float), int(term.max(initial=-1)) + 1
    of_corpus, (apart, rates) = s / s.sum(), np.zeros((2, terms))
    for begin, end, at in shares_of(terms, term):
        of, n, where = (term[at] - begin).astype(np.intp), v[at], part[at]
        share, total = of_corpus[where], np.bincount(of, weights=n)
        apart[begin:end] = np.bincount(of, weights=np.abs(n / np.maximum(total, 1)[of] - share) - share, minlength=end - begin)
        rates[begin:end] = np.bincount(of, weights=n / s[where], minlength=end - begin)
    differences = _differences(term, v, part, s, ranked=ranked)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"DP": (apart + 1) / 2, "D_A": _evenness_of_rates(differences, len(s), rates)}


def _differences(term, v, part, s, *, ranked=False):
    """Return of each term the differences of the rates of all pairs of parts, summed."""
    terms = int(term.max(initial=-1)) + 1
    sums, (number, values) = np.zeros(terms), (None, ()) if ranked else rates_by_number(v, part, s)
    for begin, end, at in shares_of(terms, term):
        of = term[at].astype(np.int64) - begin
        if ranked:
            rate = v[at] / s[part[at]]
        else:  # term and rate as one number sort several times as fast as one after the other
            bits = len(values).bit_length()
            of <<= bits
            of |= number[at]
            of.sort()
            rate = values[of & (1 << bits) - 1]
            of >>= bits
        sums[begin:end] = _added(of.astype(np.intp, copy=False), rate, len(s), end - begin)
    return sums


def _added(term, rate, parts, terms):
    """Return the same of entries by term and rate: over all pairs of parts, each rate is added and taken away so many times."""
    hits = np.bincount(term, minlength=terms)
    place = np.arange(len(term)) - np.repeat(np.cumsum(hits) - hits, hits) + 1 + np.repeat(parts - hits, hits)
    return np.bincount(term, weights=(2 * place - parts - 1) * rate, minlength=terms)


def _evenness_of_rates(differences, parts, rates):
    """Return D_A, from the differences of all pairs of parts and the sums of their rates."""
    return 1 - differences / (parts * (parts - 1) / 2) / (2 * rates / parts)


def _of_hits(v, size, of_corpus):
    """Yield what is summed over the parts. Shares are rates over their sum, and hits over expected hits are rates too: one logarithm."""
    yield None
    yield v
    rate = v / size
    del size
    yield rate
    yield rate**2
    log = np.log(rate)
    rate *= log
    yield rate
    del rate
    log *= v
    yield log
    del log
    yield np.sqrt(of_corpus * v)


def _totals(term, v, part, values):
    """Sum values by term, some entries at a time: the arrays in between stay small."""
    size, sums = term.max() + 1, 0

    def summed(at):
        some = slice(at, at + AT_ONCE)
        made = values(term[some], v[some].astype(float), part[some])
        return np.array([np.bincount(term[some], weights=each, minlength=size) for each in made])

    for made in in_threads(summed, range(0, len(term), AT_ONCE)):
        sums = sums + made
    return sums
