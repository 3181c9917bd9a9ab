"""Dispersion: how evenly terms are spread over the parts of a corpus, which may differ in size."""

import numpy as np


def measures(term, v, part, s):
    """Return the measures of dispersion of many terms, from their hits in the parts where they have any.

    1 is even for D, D2 and S; 0 is even for DP, DPnorm and KL.

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
        KL (Kullback and Leibler: Σ share of the hits × log2(share of the hits / share of the corpus), in bits). With a single part,
        D, D2 and DPnorm are NaN.

    Examples
    --------
    >>> values = measures(np.zeros(5, int), np.arange(1, 6), np.arange(5), np.array([9, 10, 10, 10, 11]))
    >>> {name: round(float(value[0]), 4) for name, value in values.items()}
    {'range': 5.0, 'D': 0.7852, 'D2': 0.9379, 'S': 0.9498, 'DP': 0.18, 'DPnorm': 0.2195, 'KL': 0.137}

    References
    ----------
    Juilland, A., Brodin, D. and Davidovitch, C. (1970). Frequency dictionary of French words. Mouton.
    Carroll, J. B. (1970). An alternative to Juilland's usage coefficient for lexical frequencies. Computer Studies in the
    Humanities and Verbal Behavior 3, 61-65.
    Rosengren, I. (1971). The quantitative concept of language and its relation to the structure of frequency dictionaries.
    Études de linguistique appliquée 1, 103-127.
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. Int. Journal of Corpus Linguistics 13(4), 403-437.
    Lijffijt, J. and Gries, S. Th. (2012). Correction. Int. Journal of Corpus Linguistics 17(1), 147-149.
    Gries, S. Th. (2021). A new approach to (key) keywords analysis. Research in Corpus Linguistics 9(2), 1-33.
    """

    def total(values):
        return np.bincount(term, weights=values)

    s = np.asarray(s, dtype=float)
    parts, expected, rate = len(s), (s / s.sum())[part], v / s[part]
    share, share_of_rates = v / total(v)[term], rate / total(rate)[term]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total(rate) / parts
        deviation = np.sqrt(np.maximum(total(rate**2) / parts - mean**2, 0))
        proportions = (total(np.abs(share - expected)) + 1 - total(expected)) / 2
        return {
            "range": np.bincount(term),
            "D": 1 - deviation / mean / np.sqrt(parts - 1),
            "D2": np.abs(total(share_of_rates * np.log(share_of_rates))) / np.log(parts),
            "S": total(np.sqrt(expected * v)) ** 2 / total(v),
            "DP": proportions,
            "DPnorm": proportions / (1 - (s / s.sum()).min()),
            "KL": total(share * np.log2(share / expected)),
        }
