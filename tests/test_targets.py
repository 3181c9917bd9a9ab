"""Targets of marks: none overlap, each holds the middle of its mark, and what can be told apart has pixels enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explore.targets import targets

FRAME = (0, 0, 600, 300)


def assert_apart(shares):
    """No two overlap, all have an extent, and none leaves the frame."""
    low, high = shares[:, :2], shares[:, 2:]
    assert (low < high).all()
    assert (low >= FRAME[:2]).all()
    assert (high <= FRAME[2:]).all()
    over = (low[:, None] < high[None] - 1e-9).all(axis=2)
    assert not np.triu(over & over.T, 1).any()


def boxed(numbers):
    x, y, width, height = numbers
    return [max(x - width, 0), max(y - height, 0), min(x + width, 600), min(y + height, 300)]


SIDES = st.tuples(*(st.one_of(st.integers(0, most), st.floats(0, most)) for most in (600, 300, 40, 40)))


@given(st.lists(SIDES.map(boxed), max_size=40))
def test_targets_never_overlap_and_hold_the_middle_of_their_mark(boxes):
    boxes = np.array(boxes).reshape(-1, 4)
    shares = targets(boxes, reach=22, apart=3, frame=FRAME)
    assert_apart(shares)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    away = np.abs(middles[:, None] - middles[None]).max(axis=2)
    alone = (away < 6).sum(axis=1) == 1  # nothing near that could have its place in common with another
    room = np.minimum(middles, np.array([600, 300]) - middles)[alone].clip(max=1.5)
    assert (middles[alone] - shares[alone, :2] >= room - 1e-9).all()
    assert (shares[alone, 2:] - middles[alone] >= room - 1e-9).all()


@given(st.integers(1, 24), st.integers(1, 12), st.integers(0, 20), st.randoms())
def test_targets_of_a_grid_are_its_cells_in_any_order(columns, rows, gap, random):
    """Tiles, bars and columns of periods, as large as they may be: each has its cell, up to the middle of the gap."""
    width, height = 600 / columns, 300 / rows
    cells = [(c * width, r * height, (c + 1) * width, (r + 1) * height) for c in range(columns) for r in range(rows)]
    random.shuffle(cells)
    shrunk = np.array(cells) + np.array([width, height, -width, -height]) * gap / 50
    np.testing.assert_allclose(targets(shrunk, reach=600, apart=3, frame=FRAME), cells, atol=1e-9)


def test_a_mark_alone_is_as_large_as_a_finger_and_two_part_the_way_between_them():
    alone, left, right = targets([[300, 150, 300, 150], [50, 50, 50, 50], [60, 52, 60, 52]], reach=22, apart=3, frame=FRAME).tolist()
    assert alone == [278, 128, 322, 172]
    assert left == [28, 28, 55, 72]
    assert right == [55, 30, 82, 74]


def test_neighbours_are_cut_where_they_are_further_from_one_another():
    """Columns side by side at their border, whatever their heights; bars one above the other in their gap."""
    columns = targets([[100, 0, 110, 300], [110, 0, 120, 300]], reach=22, apart=3, frame=FRAME).tolist()
    assert columns == [[78, 0, 110, 300], [110, 0, 142, 300]]
    bars = targets([[0, 100, 500, 110], [0, 120, 30, 130]], reach=22, apart=3, frame=FRAME).tolist()
    assert bars == [[0, 78, 522, 115], [0, 115, 52, 152]]


@pytest.mark.parametrize("n", [2, 3, 7])
def test_marks_in_one_spot_share_it_in_slices_of_one_size(n):
    shares = targets([[300, 150, 310, 150]] * n, reach=20, apart=3, frame=FRAME)
    assert_apart(shares)
    assert shares[0, :2].tolist() == [280, 130]
    assert shares[-1, 2:].tolist() == [330, 170]
    np.testing.assert_allclose(shares[:, 2] - shares[:, 0], 50 / n)


def test_marks_closer_than_a_pixel_keep_their_order():
    x = np.arange(100, 500, 0.4)
    shares = targets(np.column_stack([x, x * 0, x + 0.4, x * 0 + 300]), reach=22, apart=3, frame=FRAME)
    assert_apart(shares)
    assert (np.diff(shares[:, 0]) > 0).all()
    assert (np.abs((shares[1:-1, 0] + shares[1:-1, 2]) / 2 - x[1:-1] - 0.2) < 22).all()


def test_no_mark_has_no_target():
    assert targets([], reach=22, apart=3, frame=FRAME).shape == (0, 4)
