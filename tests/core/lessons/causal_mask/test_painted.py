"""A painted mask as a code: it comes back, in any size, and nonsense is nothing painted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from core.lessons.causal_mask import painted as painted_mask
from core.networks import masks

SQUARES = some.integers(1, 16).flatmap(lambda T: arrays(bool, (T, T)))


@given(SQUARES)
def test_what_is_written_is_read(mask):
    code = painted_mask.write(mask)
    np.testing.assert_array_equal(painted_mask.read(code, len(mask)), mask)
    assert len(code) <= 64
    assert set(code) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.")


@given(SQUARES, some.integers(2, 16))
def test_in_another_text_the_common_part_stays_and_the_rest_is_causal(mask, T):
    size, found = min(len(mask), T), painted_mask.read(painted_mask.write(mask), T)
    np.testing.assert_array_equal(found[:size, :size], mask[:size, :size])
    outside = np.ones((T, T), dtype=bool)
    outside[:size, :size] = False
    np.testing.assert_array_equal(found[outside], masks.causal(T)[outside])


@pytest.mark.parametrize(
    "code", ["", "3", "3.", "3.A", "x.AAA", "99.AAAA", "0.AA", "²·A", "3.!!!!"]
)
def test_nonsense_is_nothing_painted(code):
    np.testing.assert_array_equal(painted_mask.read(code, 3), masks.causal(3))


def test_by_hand():
    """x.x / .x. / ..x is 101 010 001: 1010 1000, 1000 0000 in bytes."""
    mask = np.array([[1, 0, 1], [0, 1, 0], [0, 0, 1]], dtype=bool)
    assert painted_mask.write(mask) == "3.qIA"
