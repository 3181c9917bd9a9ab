"""Sets that are nearly the same: every pair of a few, and of a large family each member once; exact, without comparing all with all."""

from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from helpers.bulk.progress import progress

FAMILY = 30  # sets that are alike, directly or through others: up to so many, every pair is listed
BLOCK = 4_000_000  # members that are looked at together
BITS = 1024  # of a sketch
SHARES = 32  # of the members: so many are sorted at once
NONE = np.uint64(2**64 - 1)


class Sets(NamedTuple):
    """Sets of numbers; of the members, those that two sets or more have, as numbers from the rarest on, one set after the other."""

    size: np.ndarray  # how many members each set has, shared or not
    ends: np.ndarray  # where in `shared` each set begins, and the last ends
    shared: np.ndarray

    def of(self, number):
        return self.shared[self.ends[number] : self.ends[number + 1]]


def sets_of(parts, count):
    """Gather members of sets.

    Parameters
    ----------
    parts : iterable of (ndarray, ndarray)
        The number of the set that each member belongs to (0, 1, … ascending, a set in one part), and the members, as numbers of 64 bits;
        one may be repeated in a set.
    count : int
        How many sets there are.

    Examples
    --------
    >>> parts = [(np.array([0, 0, 0]), np.array([7, 7, 9], dtype=np.uint64)), (np.array([1, 1]), np.array([9, 5], dtype=np.uint64))]
    >>> sets = sets_of(parts, 2)
    >>> sets.size.tolist(), sets.of(0).tolist(), sets.of(1).tolist()
    ([2, 2], [0], [0])
    """
    owner, member, borders = _gathered(parts)
    size, often, known = np.zeros(count, dtype=np.int64), [np.zeros(0, dtype=np.int64)], 0
    for share in range(SHARES if len(borders) else 0):
        at = np.concatenate([np.arange(a, b) for a, b in borders[:, share : share + 2]])
        member[at], holders = _numbered(owner[at], member[at], known, size)
        often.append(holders)
        known += len(holders)
    del owner
    often = np.concatenate(often)
    rank = np.empty(len(often), dtype=np.int32)
    rank[np.argsort(often, kind="stable")] = np.arange(len(often))
    shared, length, at = np.empty(int(often.sum()), dtype=np.int32), np.zeros(count, dtype=np.intp), 0
    for a, b in borders[:, [0, -1]].tolist():
        both = member[a:b][member[a:b] != NONE].view(np.int64)
        both = both >> 32 << 32 | rank[both & 0xFFFFFFFF]
        both.sort()
        shared[at : at + len(both)] = both & 0xFFFFFFFF
        length += np.bincount((both >> 32).astype(np.intp), minlength=count)
        at += len(both)
    return Sets(size, np.append(0, np.cumsum(length)), shared)


def _gathered(parts):
    """Put all owners into one array and all members into another, those of each part by the last bits of the member: its share.

    Returns these, and where in them each share of each part begins and the last ends. So large an array can grow in its place, and leaves
    no holes when it is let go; many small ones do.
    """
    owner, member, borders, filled = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint64), [], 0
    for of, members in parts:
        share = (members % np.uint64(SHARES)).astype(np.uint8)
        order = np.argsort(share, kind="stable")
        if filled + len(order) > len(member):
            for array in (owner, member):
                array.resize((filled + len(order)) * 17 // 16, refcheck=False)
        owner[filled : filled + len(order)] = of[order]
        member[filled : filled + len(order)] = members[order]
        borders.append(filled + np.append(0, np.cumsum(np.bincount(share, minlength=SHARES))))
        filled += len(order)
    return owner, member, np.array(borders).reshape(-1, SHARES + 1)


def _numbered(owner, member, known, size):
    """Number the members that two sets or more have, from `known` on, and add to `size` how many different ones each set has.

    Returns, in the order of the members, owner and number in one number of 64 bits, `NONE` for those of one set alone and for repeated
    ones; and of each number, how many sets have it.
    """
    order = np.argsort(member, kind="stable")
    member, owner = member[order], owner[order].astype(np.int64)
    new = np.append(True, member[1:] != member[:-1])[: len(member)]
    fresh = new.copy()
    fresh[1:] |= owner[1:] != owner[:-1]
    size += np.bincount(owner[fresh].astype(np.intp), minlength=len(size))
    holders = np.diff(np.append(np.flatnonzero(new[fresh]), int(fresh.sum())))
    number = np.repeat(np.where(holders > 1, known - 1 + np.cumsum(holders > 1), -1), holders)
    both = np.where(number >= 0, owner[fresh] << 32 | number, -1)
    found = np.full(len(order), NONE)
    found[order[fresh]] = both.view(np.uint64)
    return found, holders[holders > 1]


def near_sets(sets, least):
    """Find pairs of sets whose Jaccard coefficient is at least `least`.

    Two such sets share one of the rarest members of both (the prefix filter), so only those are compared; and of those, only pairs that are
    not known to be alike through others. What is left out of a family by this is looked up at the end, where the family is small.

    Returns
    -------
    list of (int, int, float)
        The lower number, the higher number, and the coefficient. Families are what pairs join, directly or through others. Of a family of
        up to `FAMILY` sets, every pair; of a larger one, each set with one other, so that the pairs join the family.

    Examples
    --------
    >>> sets = sets_of([(np.array([0, 0, 0, 1, 1, 1, 1]), np.array([1, 2, 3, 1, 2, 3, 4], dtype=np.uint64))], 2)
    >>> near_sets(sets, 0.7)
    [(0, 1, 0.75)]

    References
    ----------
    Bayardo, R., Ma, Y. and Srikant, R. (2007). Scaling up all pairs similarity search. Proc. WWW.
    """
    same = _first_of_same(sets)
    compare = _comparison(sets)
    joined = [(first, number, 1.0) for number, first in enumerate(same) if first != number]
    family = np.arange(len(sets.size))
    members = {first: [first] for first in same}
    for first, number, _ in joined:
        family[number] = first
        members[first].append(number)
    for number, others in _candidates(sets, least, same, family):
        likeness = compare(number, others)
        for i in np.argsort(-likeness, kind="stable")[: int((likeness >= least).sum())].tolist():
            other, (small, large) = int(others[i]), sorted((family[number], family[others[i]]), key=lambda label: len(members[label]))
            if small != large:
                joined.append((number, other, float(likeness[i])))
                family[members[small]] = large
                members[large] += members.pop(small)
    pairs = [(*sorted(pair), likeness) for *pair, likeness in joined if len(members[family[pair[0]]]) > FAMILY]
    for group in members.values():
        group = np.sort(group) if 1 < len(group) <= FAMILY else group[:1]
        for i, number in enumerate(group[:-1]):
            likeness = compare(number, group[i + 1 :])
            pairs += [(int(number), int(group[i + 1 + j]), float(likeness[j])) for j in np.flatnonzero(likeness >= least)]
    return sorted(pairs)


def _first_of_same(sets):
    """Return for each set the number of the first that is the same; an empty set is the same as none."""
    known = {}
    whole = (sets.size == np.diff(sets.ends)) & (sets.size > 0)  # of a set with a member of its own there is no other
    return [known.setdefault(_digest(sets.of(i)), i) if some else i for i, some in enumerate(whole.tolist())]


def _digest(members):
    """Return 16 bytes for a set, which are no other set's: many whole sets would be held twice."""
    return blake2b(members.tobytes(), digest_size=16).digest()


def _sketches(sets):
    """Return a few words for each set: of each of their bits, whether the number of shared members that fall on it is odd.

    Two sets differ in at least as many members as their sketches in bits, which tells most pairs that are not near from the others.
    """
    count = len(sets.size)
    sketches, step = np.zeros((count, BITS // 64), dtype=np.uint64), BLOCK // BITS
    for i in range(0, count, step):
        ends = sets.ends[i : i + step + 1]
        at = np.repeat(np.arange(len(ends) - 1) * BITS, np.diff(ends))
        at += sets.shared[ends[0] : ends[-1]] % BITS
        odd = (np.bincount(at, minlength=(len(ends) - 1) * BITS) & 1).astype(np.uint8)
        sketches[i : i + step] = np.packbits(odd).view(np.uint64).reshape(-1, BITS // 64)
    return sketches


def _most_alike(sets):
    """Return a function that says how large the Jaccard coefficient of a set and others can be, at most."""
    sketches, shared = _sketches(sets), np.diff(sets.ends)

    def at_most(number, others):
        apart = np.bitwise_count(sketches[others] ^ sketches[number]).sum(axis=1, dtype=np.int64)
        both = (shared[number] + shared[others] - apart) // 2
        return both / (sets.size[number] + sets.size[others] - both)

    return at_most


def _comparison(sets):
    """Return a function that compares a set with others, each of which shares a member with some set, for `least` or more."""
    shared, ends = sets.shared, sets.ends
    marked = np.zeros(int(shared.max(initial=-1)) + 1, dtype=bool)

    def compare(number, others):
        marked[sets.of(number)] = True
        begin, end = ends[others], ends[others + 1]
        members = np.concatenate([shared[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)])
        both = np.add.reduceat(marked[members], np.cumsum(end - begin) - (end - begin), dtype=np.int64)
        marked[sets.of(number)] = False
        return both / (sets.size[number] + sets.size[others] - both)

    return compare


def _candidates(sets, least, same, family):
    """Yield a set and those that may be near it and are not in its family, which grows in between; each pair at most once."""
    begin, end, holder, turns = _buckets(sets, least, same)
    at_most = _most_alike(sets)
    by_holder = np.argsort(holder, kind="stable")
    places = np.split(by_holder, np.cumsum(np.bincount(holder, minlength=len(turns)))[:-1]) if len(turns) else []
    bucket = np.repeat(np.arange(len(begin)), end - begin).tolist()
    holder, end, done = turns[holder], end.tolist(), [False] * len(begin)
    for number, at in progress(zip(turns.tolist(), places, strict=True), len(turns), what="texts compared"):
        found = []
        for place in at.tolist():
            if not done[bucket[place]]:
                rest = holder[place + 1 : end[bucket[place]]]
                rest = rest[family[rest] != family[number]]
                found.append(rest)
                done[bucket[place]] = not len(rest)  # those that are left are one family, and stay it
        if found and len(others := np.unique(np.concatenate(found))):
            others = others[at_most(number, others) >= least - 1e-9]
            for i in range(0, len(others), 10_000):
                yield number, others[i : i + 10_000]


def _buckets(sets, least, same):
    """Gather the sets that share one of their rarest members.

    Returns where each bucket begins and ends, the turns of the sets in it (ascending), and the number of the set whose turn it is: first
    the one with the fewest members of its own, which is most often the one that others were made from.
    """
    often = np.diff(sets.ends)
    first = np.asarray(same) == np.arange(len(same))
    turns = np.lexsort((np.arange(len(often)), -often / np.maximum(sets.size, 1)))
    turn_of = np.argsort(turns)
    keep = np.clip(often - np.ceil(least * sets.size - 1e-9).astype(np.intp) + 1, 0, often) * first
    place = np.repeat(sets.ends[:-1] - (np.cumsum(keep) - keep), keep)
    place += np.arange(len(place))
    both = np.sort(sets.shared[place].astype(np.int64) << 32 | np.repeat(turn_of, keep))
    member, holder = both >> 32, (both & 0xFFFFFFFF).astype(np.intp)
    begin = np.flatnonzero(np.diff(member, prepend=-1))
    size = np.diff(np.append(begin, len(member)))
    if not len(begin):
        return begin, begin, holder, turns
    draw = np.random.default_rng(0).integers(0, 2**63, len(turns), dtype=np.uint64)
    sums = np.add.reduceat(draw[holder], begin)  # buckets of the same sets have the same sum, others none
    one = np.zeros(len(begin), dtype=bool)
    one[np.unique(sums, return_index=True)[1]] = True
    one &= size > 1
    holder, size = holder[np.repeat(one, size)], size[one]
    end = np.cumsum(size)
    return end - size, end, holder, turns
