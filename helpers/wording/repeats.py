"""Repeats in lists of numbered words: maximal shared sequences, and lists that are nearly the same."""

from typing import NamedTuple

import numpy as np

LONGEST = 512  # words of a shared sequence
NEIGHBOURS = 300  # lists with the same rare sequence that each is compared with


def maximal_repeats(code, of, *, words, groups, low, high):
    """Find the longest sequences of words that lists share.

    The suffixes of all lists are sorted by doubling; sequences that neighbours in that order share, and that can be made longer
    neither to the left nor to the right without losing a place, are maximal.

    Parameters
    ----------
    code, of : ndarray
        The numbers of the words, and the number of the list each stands in (0, 1, … ascending).
    words : int
        The smallest length.
    groups, low, high : ndarray
        For each list: its group (sequences found only within one are left out), and the first and last statement it stands in
        (sequences of one statement are left out).

    Returns
    -------
    list of (int, ndarray)
        The length of each sequence, and the positions in `code` where it begins.

    Examples
    --------
    >>> code, of = np.array([1, 2, 3, 4, 5, 9, 2, 3, 4, 7]), np.repeat([0, 1], 5)
    >>> [(n, at.tolist()) for n, at in maximal_repeats(code, of, words=3, groups=of[::5], low=of[::5], high=of[::5])]
    [(3, [1, 6])]

    References
    ----------
    Manber, U. and Myers, G. (1993). Suffix arrays: a new method for on-line string searches. SIAM J. Computing 22(5).
    Abouelhoda, M., Kurtz, S. and Ohlebusch, E. (2004). Replacing suffix trees with enhanced suffix arrays. J. Discrete Algorithms 2.
    """
    if not len(code):
        return []
    order, shared = _suffixes(code, of)
    before = np.append(-1, code[:-1])
    before[np.append(True, np.diff(of) != 0)] = -2 - np.arange(of[-1] + 1) if len(np.unique(of)) == of[-1] + 1 else -2
    lengths = np.append(shared[1:], 0)
    long = lengths >= words
    at = np.flatnonzero(long | np.append(False, long[:-1]))  # elsewhere nothing is shared, which is most of a text
    inside = order[at]
    leaves = zip(*(column.tolist() for column in (before[inside], groups[of[inside]], low[of[inside]], high[of[inside]])), strict=True)
    found, stack = [], []
    for i, length, leaf in zip((at + 1).tolist(), lengths[at].tolist(), leaves, strict=True):
        begin, seen = i - 1, leaf
        while stack and stack[-1][0] > length:
            top, begin, kept = stack.pop()
            seen = _together(kept, seen)
            if seen[0] is None and seen[1] is None and seen[2] < seen[3]:
                found.append((top, order[begin:i]))
        if stack and stack[-1][0] == length:
            stack[-1] = (length, stack[-1][1], _together(stack[-1][2], seen))
        elif length >= words:
            stack.append((length, begin, seen))
    return found


def _together(a, b):
    return (a[0] if a[0] == b[0] else None, a[1] if a[1] == b[1] else None, min(a[2], b[2]), max(a[3], b[3]))


def _suffixes(code, of):
    """Sort the suffixes of all lists; return their positions, and how many words each shares with the one before it."""
    size = len(code)
    end = np.append(np.diff(of) != 0, True)
    last = np.flatnonzero(end).astype(np.int32)
    left = np.repeat(last, np.diff(last, prepend=-1).astype(np.intp)) - np.arange(size, dtype=np.int32) + 1  # words to the end of the list
    ranks, width = [_ranked(code)], 1
    while width < min(LONGEST, left.max()):
        key = ranks[-1].astype(np.int64) * (size + 1)
        key[:-width] += np.where(left[:-width] > width, ranks[-1][width:] + 1, 0)
        ranks.append(_ranked(key))
        width *= 2
    order = np.argsort(ranks[-1], kind="stable").astype(np.int32)
    a, b = order[1:].copy(), order[:-1].copy()
    room = np.minimum(left[a], left[b])
    for level in range(len(ranks) - 1, -1, -1):
        step, rank = np.int32(2**level), ranks.pop()
        same = (a - order[1:] + step <= room) & (rank[np.minimum(a, size - 1)] == rank[np.minimum(b, size - 1)])
        a += step * same
        b += step * same
    shared = np.zeros(size, dtype=np.int32)
    shared[1:] = np.minimum(a - order[1:], LONGEST)
    return order, shared


def _ranked(values):
    """Number values by their size."""
    order = np.argsort(values, kind="stable")
    rank, values = np.empty(len(values), dtype=np.int32), values[order]
    rank[order] = np.cumsum(np.append(False, values[1:] != values[:-1])[: len(values)], dtype=np.int32)
    return rank


class Held(NamedTuple):
    """The sequences that lists hold: as one number for a list and a sequence, and by list, where each begins and how many it has."""

    members: np.ndarray
    shingle: np.ndarray
    first: np.ndarray
    size: np.ndarray
    kinds: int  # of sequences


def near_pairs(code, of, *, near, kinds, n=3):
    """Find pairs of lists whose sequences of `n` words are nearly the same: Jaccard's coefficient is at least `near`.

    Only lists that share one of their rarest sequences are compared: others cannot reach `near` (the prefix filter).

    Parameters
    ----------
    code, of : ndarray
        As in `maximal_repeats`; each list has at least `n` words, and no two are the same.
    near : float
        More than 0, at most 1.
    kinds : ndarray
        For each list a number; lists are compared only where it is the same.

    Returns
    -------
    ndarray
        Two columns: the numbers of the lists of each pair. Exact up to 300 lists that share a rare sequence; of more, each is
        compared with the 300 that are next to it in length.

    Examples
    --------
    >>> code, of = np.array([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 7]), np.repeat([0, 1], 6)
    >>> near_pairs(code, of, near=0.6, kinds=np.zeros(2)).tolist()
    [[0, 1]]

    References
    ----------
    Bayardo, R., Ma, Y. and Srikant, R. (2007). Scaling up all pairs similarity search. Proc. WWW.
    """
    begins = np.flatnonzero(of[: max(len(of) - n + 1, 0)] == of[n - 1 :])
    if not len(begins):
        return np.zeros((0, 2), dtype=np.int64)
    shingle = code[begins].astype(np.int64)
    for i in range(1, n):
        shingle = np.unique(shingle * (int(code.max()) + 1) + code[begins + i], return_inverse=True)[1]
    kinds_of, span = shingle.max() + 1, of.max() + 1
    members = np.unique(of[begins] * kinds_of + shingle)
    lists, shingle = np.divmod(members, kinds_of)
    size, often = np.bincount(lists.astype(np.intp), minlength=span), np.bincount(shingle.astype(np.intp))
    order = np.lexsort((shingle, often[shingle], lists))
    place = np.arange(len(order)) - (np.cumsum(size) - size)[lists]
    keep = (place <= size[lists] - np.ceil(near * size[lists] - 1e-9)) & (often[shingle[order]] > 1)
    rare, holder = shingle[order][keep], lists[order][keep]
    sort = np.lexsort((holder, size[holder], kinds[holder], rare))
    rare, holder = rare[sort], holder[sort]
    first = np.cumsum(size) - size
    pairs = [np.zeros(0, dtype=np.int64)]
    for step in range(1, min(NEIGHBOURS, len(rare) - 1) + 1):
        a, b = holder[:-step], holder[step:]
        together = (rare[:-step] == rare[step:]) & (kinds[a] == kinds[b])
        if not together.any():
            break
        together &= size[a] >= near * size[b] - 1e-9
        pairs.append(np.unique(np.minimum(a, b)[together] * span + np.maximum(a, b)[together]))
    a, b = np.divmod(np.unique(np.concatenate(pairs)), span)
    held = Held(members, shingle, first, size, kinds_of)
    fine = [_alike(held, a[i : i + 100_000], b[i : i + 100_000], near) for i in range(0, len(a), 100_000)]
    fine = np.concatenate(fine) if fine else np.zeros(0, dtype=bool)
    return np.stack([a[fine], b[fine]], axis=1)


def _alike(held, a, b, near):
    """Verify pairs: count the sequences of the one list that the other has too."""
    size_a, size_b = held.size[a], held.size[b]
    pair = np.repeat(np.arange(len(a)), size_a)
    inside = np.arange(len(pair)) - np.repeat(np.cumsum(size_a) - size_a, size_a)
    wanted = b[pair] * held.kinds + held.shingle[held.first[a][pair] + inside]
    found = held.members[np.minimum(np.searchsorted(held.members, wanted), len(held.members) - 1)] == wanted
    both = np.bincount(pair[found], minlength=len(a))
    return both >= near * (size_a + size_b - both) - 1e-9


def components(pairs, size):
    """Number the groups of lists that pairs join, directly or through others (single link).

    Examples
    --------
    >>> components(np.array([[0, 2], [2, 3]]), 5).tolist()
    [0, 1, 0, 0, 4]
    """
    parent = list(range(size))
    for a, b in np.asarray(pairs).tolist():
        while parent[a] != a:
            parent[a] = a = parent[parent[a]]
        while parent[b] != b:
            parent[b] = b = parent[parent[b]]
        parent[max(a, b)] = min(a, b)
    for i in range(size):
        parent[i] = parent[parent[i]]
    return np.array(parent, dtype=np.int64)
