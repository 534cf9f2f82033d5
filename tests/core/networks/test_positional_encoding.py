"""Positional encodings against the papers' formulas, a slow double loop and cases by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core.errors import InputError
from core.networks.positional_encoding import (
    alibi,
    alibi_slopes,
    common_bug,
    frequencies,
    rotate,
    rotation,
    sinusoidal,
)

EVEN = st.integers(1, 24).map(lambda half: 2 * half)
BASE = st.floats(2.0, 1e5)


def slowly(length, d, base):
    """Vaswani 2017 §3.5, one entry at a time, with math's own functions."""
    table = [[0.0] * d for _ in range(length)]
    for p in range(length):
        for i in range(d // 2):
            table[p][2 * i] = math.sin(p / base ** (2 * i / d))
            table[p][2 * i + 1] = math.cos(p / base ** (2 * i / d))
    return np.array(table)


@settings(max_examples=25)
@given(length=st.integers(1, 40), d=EVEN, base=BASE)
def test_sinusoids_equal_a_slow_double_loop(length, d, base):
    assert_allclose(sinusoidal(length, d, base), slowly(length, d, base), atol=1e-12)


def test_by_hand_for_four_columns():
    # ω = 1, 1/100: PE(0) = 0 1 0 1; PE(1) = sin 1, cos 1, sin .01, cos .01
    assert_allclose(sinusoidal(2, 4)[0], [0, 1, 0, 1])
    assert_allclose(sinusoidal(2, 4)[1], [0.841471, 0.540302, 0.0099998, 0.99995], atol=1e-6)


def test_position_3_of_512_columns():
    # sin 3 and cos 3, then 3 / 10000^(2/512) = 3 / 1.036633 = 2.893986
    row = sinusoidal(4, 512)[3]
    assert_allclose(row[:2], [0.141120, -0.989992], atol=1e-6)
    assert_allclose(row[2:4], [math.sin(2.893986), math.cos(2.893986)], atol=1e-5)


def test_the_squared_length_is_half_of_d():
    assert_allclose((sinusoidal(300, 128) ** 2).sum(axis=1), 64, rtol=1e-12)


def test_dot_products_depend_on_the_distance_only():
    gram = sinusoidal(200, 128) @ sinusoidal(200, 128).T
    for k in (0, 1, 7, 50):
        assert np.ptp(np.diagonal(gram, k)) < 1e-11
        assert_allclose(np.diagonal(gram, k)[0], np.cos(k * frequencies(128)).sum(), atol=1e-11)


@settings(max_examples=25)
@given(p=st.integers(0, 50), k=st.integers(-50, 50), d=EVEN, base=BASE)
def test_m_k_moves_every_position_by_k(p, k, d, base):
    def at(position):  # independent of sinusoidal: positions may be negative here
        angle = [position / base ** (2 * (c // 2) / d) for c in range(d)]
        return [math.cos(a) if c % 2 else math.sin(a) for c, a in enumerate(angle)]

    assert_allclose(rotation(k, d, base) @ at(p), at(p + k), atol=1e-9)


def test_m_k_is_a_rotation():
    m = rotation(5, 64)
    assert_allclose(m @ m.T, np.eye(64), atol=1e-14)
    assert_allclose(m @ rotation(2, 64), rotation(7, 64), atol=1e-14)


def test_the_common_bug_breaks_all_three():
    wrong = common_bug(200, 128)
    assert_allclose(wrong[1, :3], [math.sin(1), math.cos(10000 ** (-2 / 128)), wrong[1, 2]])
    gram = wrong @ wrong.T
    assert np.ptp(np.diagonal(gram, 1)) > 0.1
    best, *_ = np.linalg.lstsq(wrong[:-1], wrong[1:], rcond=None)
    right, *_ = np.linalg.lstsq(sinusoidal(200, 128)[:-1], sinusoidal(200, 128)[1:], rcond=None)
    assert_allclose(sinusoidal(200, 128)[:-1] @ right, sinusoidal(200, 128)[1:], atol=1e-10)
    assert np.abs(wrong - sinusoidal(200, 128)).max() > 1
    assert best.shape == (128, 128)


def test_rope_by_hand_for_a_quarter_turn():
    # d = 2: ω = 1; at position π/2 (1, 0) becomes (0, 1) and (0, 1) becomes (−1, 0)
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    turned = rotate(x, np.array([math.pi / 2, math.pi / 2]))
    assert_allclose(turned, [[0, 1], [-1, 0]], atol=1e-15)


def test_rope_equals_complex_multiplication():
    """Su 2021 eq. 12: each pair as a complex number times exp(i p ω)."""
    x = np.random.default_rng(0).normal(size=(3, 9, 16))
    spin = np.exp(1j * np.arange(9)[:, None] * 10000.0 ** (-np.arange(0, 16, 2) / 16))
    expected = (x[..., ::2] + 1j * x[..., 1::2]) * spin
    turned = rotate(x, np.arange(9))
    assert_allclose(turned[..., ::2] + 1j * turned[..., 1::2], expected, atol=1e-14)


@settings(max_examples=25)
@given(m=st.integers(0, 60), n=st.integers(0, 60), shift=st.integers(0, 60), d=EVEN)
def test_rope_scores_depend_on_the_distance_only(m, n, shift, d):
    q, k = np.random.default_rng(d).normal(size=(2, 1, d))
    near = rotate(q, np.array([m])) @ rotate(k, np.array([n])).T
    far = rotate(q, np.array([m + shift])) @ rotate(k, np.array([n + shift])).T
    assert_allclose(near, far, atol=1e-9)


def test_alibi_slopes_of_the_paper():
    assert_array_equal(
        alibi_slopes(8), [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256]
    )
    assert_allclose(alibi_slopes(16)[:2], [2**-0.5, 2**-1.0])


def test_alibi_by_hand_for_three_tokens():
    expected = [[0, -1, -2], [-1, 0, -1], [-2, -1, 0]]
    assert_allclose(alibi(3, 2), [np.multiply(expected, 2**-4), np.multiply(expected, 2**-8)])


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: sinusoidal(0, 4), "length"),
        (lambda: sinusoidal(3, 5), "d"),
        (lambda: common_bug(3, 0), "d"),
        (lambda: rotation(1, 4, 1.0), "base"),
        (lambda: sinusoidal(3, 4, float("nan")), "base"),
        (lambda: rotate(np.zeros((3, 4)), np.arange(2)), "positions"),
        (lambda: alibi_slopes(0), "heads"),
    ],
)
def test_bad_input_is_named(call, field):
    with pytest.raises(InputError) as error:
        call()
    assert error.value.field == field
