"""Estimated norms of all pairs against those that follow every unit."""

import numpy as np
import pytest
import torch
from torch import nn

from core.errors import InputError
from core.gradients import projected_pairs as projected
from core.gradients.all_pairs import all_pairs
from core.gradients.projected_pairs import projected_pairs
from tests.modules import seeded

T, H = 30, 40


def drawn(kind, **options):
    x = torch.randn(T, 3, generator=torch.Generator().manual_seed(1))
    return seeded(kind, 3, H, **options), x


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_estimates_are_off_by_about_as_much_as_they_say(kind, reverse):
    module, x = drawn(kind, bidirectional=True)
    every = all_pairs(module, x, reverse=reverse)
    found = projected_pairs(module, x, reverse=reverse)
    assert 0.01 < found.error < 0.2
    for name in ("dh", "dc") if kind is nn.LSTM else ("dh",):
        true, estimate = getattr(every, name), getattr(found.pairs, name)
        np.testing.assert_array_equal(true == 0, estimate == 0)
        off = np.abs(estimate[true > 0] / true[true > 0] - 1)
        assert np.median(off) < 2 * found.error
        assert off.max() < 8 * found.error
    assert (found.pairs.dc is None) == (kind is not nn.LSTM)


@pytest.mark.parametrize("reverse", [False, True])
def test_of_a_long_text_the_last_steps_are_compared(reverse, monkeypatch):
    module, x = drawn(nn.LSTM, bidirectional=True)
    whole = projected_pairs(module, x, tuple(map(str, range(T))), reverse=reverse).pairs
    monkeypatch.setattr(projected, "LIMIT", 7 * H)
    found = projected_pairs(module, x, tuple(map(str, range(T))), reverse=reverse).pairs
    last = slice(None, 7) if reverse else slice(-7, None)  # as they are read
    assert found.tokens == whole.tokens[last]
    np.testing.assert_allclose(found.dc, whole.dc[last, last])


def test_a_text_of_one_step_is_compared_with_itself():
    module, x = drawn(nn.GRU)
    assert projected_pairs(module, x[:1]).pairs.dh.shape == (1, 1)


@pytest.mark.parametrize("reverse", [False, True])
def test_a_window_that_is_chosen_is_that_part_of_the_whole(reverse, monkeypatch):
    module, x = drawn(nn.LSTM, bidirectional=True)
    words = tuple(map(str, range(T)))
    whole = projected_pairs(module, x, words, reverse=reverse).pairs
    monkeypatch.setattr(projected, "LIMIT", 7 * H)
    found, error, _ = projected_pairs(module, x, words, reverse=reverse, last=20)
    part = slice(T - 20, T - 13) if reverse else slice(13, 20)
    assert found.tokens == words[part]
    assert error < 0.2
    np.testing.assert_allclose(found.dc, whole.dc[part, part])
    assert projected_pairs(module, x, words, last=3).pairs.tokens == words[:3]


@pytest.mark.parametrize("last", [0, T + 1])
def test_a_last_step_outside_the_text_is_refused(last):
    module, x = drawn(nn.GRU)
    with pytest.raises(InputError, match=f"1–{T}"):
        projected_pairs(module, x, last=last)
