"""Points that a reader has placed, written and read."""

import numpy as np
import pytest

from core.data.placed_points import read, write


def test_points_by_hand():
    assert write(np.array([[0.0, 0.5], [1.0, 0.035]])) == "00dwrs0z"  # 500 = 13·36 + 32
    np.testing.assert_array_equal(read("00dwrs0z", 2), [[0, 0.5], [1, 0.035]])


def test_points_come_back_to_a_thousandth():
    shares = np.random.default_rng(0).random((20, 2))
    np.testing.assert_allclose(read(write(shares), 20), shares, atol=0.0005)


def test_points_beyond_the_axes_are_clamped():
    assert write(np.array([[-3.0, 7.0]])) == write(np.array([[0.0, 1.0]])) == "00rs"


@pytest.mark.parametrize("code", ["", "00r", "00rt", "00r!", "00RS", "00rs00rs", "00rs\n"])
def test_what_is_no_code_of_so_many_points_is_none(code):
    assert read(code, 1) is None
