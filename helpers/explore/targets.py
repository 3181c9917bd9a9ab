"""Which part of a picture belongs to which mark: what lies nearest to it, so that a click opens what it points at."""

import numpy as np


def targets(boxes, *, reach, apart, frame):
    """Return where each mark can be chosen: its box and what lies around it, cut half-way to its neighbours.

    No two targets overlap. Each holds the middle of its mark, at least `apart` / 2 from every cut. Marks whose middles are
    nearer to one another than `apart` on both axes cannot be told apart; they share one such place, in slices of one size.

    Parameters
    ----------
    boxes : array
        A row (x0, y0, x1, y1) for each mark, all of them finite; points are boxes without extent.
    reach : float
        How far a target goes beyond its box where no neighbour is in the way.
    apart : float
        The least distance at which marks are told apart.
    frame : tuple of float
        The picture (x0, y0, x1, y1), which no target leaves.

    Returns
    -------
    array
        A row (x0, y0, x1, y1) for each mark.

    Examples
    --------
    >>> targets([[10, 20, 10, 20], [14, 20, 14, 20]], reach=12, apart=2, frame=(0, 0, 100, 100)).tolist()
    [[0.0, 8.0, 12.0, 32.0], [12.0, 8.0, 26.0, 32.0]]
    """
    sides = np.asarray(boxes, dtype=float).reshape(-1, 2, 2)  # mark, low or high, x or y
    middles = sides.mean(axis=1)
    place = _places(middles, apart)
    leaders = np.unique(place)
    low, high = np.reshape(frame, (2, 2))
    shares = np.stack([np.maximum(sides[:, 0] - reach, low), np.minimum(sides[:, 1] + reach, high)], axis=1)
    shares[leaders] = _cut(shares[leaders], sides[leaders], middles[leaders], apart)
    for leader, n in zip(*np.unique(place, return_counts=True), strict=True):
        if n > 1:
            members = np.flatnonzero(place == leader)
            shares[members] = _slices(shares[leader], middles[members])
    return shares.reshape(-1, 4)


def _places(middles, apart):
    """Return for each mark the first one that is nearer than `apart` on both axes and stands for a place; often the mark itself."""
    place, known = [], {}
    for mark, (x, y) in enumerate(middles.tolist()):
        column, row = int(x // apart), int(y // apart)
        around = [spot for a in (-1, 0, 1) for b in (-1, 0, 1) for spot in known.get((column + a, row + b), [])]
        near = [spot for spot in around if np.abs(middles[spot] - (x, y)).max() < apart]
        place.append(min(near, default=mark))
        if not near:
            known.setdefault((column, row), []).append(mark)
    return np.array(place, dtype=int)


def _cut(shares, sides, middles, apart):
    """Cut shares that overlap, two by two, across the axis on which the boxes lie further from one another."""
    order = np.argsort(shares[:, 0, 0], kind="stable")
    shares, sides, middles = shares[order], sides[order], middles[order]
    grown, cut = shares.copy(), shares.copy()
    ends = np.searchsorted(grown[:, 0, 0], grown[:, 1, 0], side="left")
    for mark, end in enumerate(ends):
        rest = np.arange(mark + 1, end)
        rest = rest[(grown[rest, 0, 1] < grown[mark, 1, 1]) & (grown[rest, 1, 1] > grown[mark, 0, 1])]
        away = middles[rest] - middles[mark]
        gaps = np.maximum(sides[rest, 0] - sides[mark, 1], sides[mark, 0] - sides[rest, 1])
        axis = np.where(np.abs(away) >= apart, gaps, -np.inf).argmax(axis=1)
        before = middles[mark, axis] < middles[rest, axis]
        first, second = np.where(before, mark, rest), np.where(before, rest, mark)
        half = (sides[first, 1, axis] + sides[second, 0, axis]) / 2
        at = np.minimum(np.maximum(half, middles[first, axis] + apart / 2), middles[second, axis] - apart / 2)
        np.minimum.at(cut, (first, 1, axis), at)
        np.maximum.at(cut, (second, 0, axis), at)
    back = np.empty_like(cut)
    back[order] = cut
    return back


def _slices(share, middles):
    """Divide a share among marks that have it together, along the axis on which they differ, else along its longer side."""
    spread = np.ptp(middles, axis=0)
    axis = int((spread if spread.any() else share[1] - share[0]).argmax())
    rank = np.argsort(np.argsort(middles[:, axis], kind="stable"), kind="stable")
    edges = np.linspace(share[0, axis], share[1, axis], len(middles) + 1)
    slices = np.repeat(share[None], len(middles), axis=0)
    slices[:, 0, axis], slices[:, 1, axis] = edges[rank], edges[rank + 1]
    return slices
