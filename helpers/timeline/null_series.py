"""Series of counts without change, to tell how often chance alone looks like a burst."""

import numpy as np


def null_series(n, size, draws, seed):
    """Draw series with the same total and no change; return them, and what their and the given series' weights are divided by.

    The draws are multinomial: Poisson's law, given the total. Where neighbouring periods differ more than it has them, the draws do
    too (Dirichlet-multinomial), and weights are divided by each series' own roughness, as it can only be estimated. Neighbours are
    used because a burst has only two edges: over the whole series every burst would pass for noise.
    """
    random, total = np.random.default_rng(seed), int(n.sum())
    share = size / size.sum()
    even = random.multinomial(total, share, size=draws).astype(float)
    own, typical = roughness(n[None], size)[0], max(roughness(even, size).mean(), 1e-9)
    wider = own / typical
    if wider <= 1.05 or total < 2:
        return even, 1.0, 1.0
    shape = np.where(share > 0, share * total / (wider - 1), 1.0)
    weights = np.maximum(random.gamma(shape, size=(draws, len(n))), 1e-300) * (size > 0)
    uneven = random.multinomial(total, weights / weights.sum(axis=1, keepdims=True)).astype(float)
    return uneven, np.maximum(roughness(uneven, size) / typical, 1.0), wider


def roughness(n, size):
    """Return the mean squared difference of neighbouring rates over its expectation, without the largest tenth and two more."""
    n, size = n[:, size > 0], size[size > 0]
    if len(size) < 6:
        return np.ones(len(n))
    rate = (n[:, 1:] + n[:, :-1]) / (size[1:] + size[:-1])
    apart = (n[:, 1:] / size[1:] - n[:, :-1] / size[:-1]) ** 2
    ratio = apart / np.maximum(rate * (1 / size[1:] + 1 / size[:-1]), 1e-12)
    return np.sort(ratio, axis=1)[:, : len(size) - 3 - len(size) // 10].mean(axis=1)
