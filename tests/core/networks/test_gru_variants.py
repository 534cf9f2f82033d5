"""The conventions of the GRU, against torch, against each other, and by hand."""

import math

import pytest
import torch
from torch import nn

from core.networks.gru_variants import Variant, flipped, run, step
from core.networks.recurrent import build
from core.networks.weights import Weights, weights
from tests.modules import seeded

HIDDEN, INPUTS, STEPS, N = 6, 3, 12, 4


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def gru():
    return build("gru", INPUTS, HIDDEN, generator(), dtype=torch.float64)


@pytest.fixture
def x():
    return torch.randn(N, STEPS, INPUTS, generator=generator(1), dtype=torch.float64)


def test_torchs_convention_equals_torchs_module(gru, x):
    with torch.no_grad():
        expected, _ = gru(x)
        found = run(weights(gru), x, Variant())
    torch.testing.assert_close(found.h.transpose(0, 1), expected, rtol=0, atol=1e-14)


def by_hand(update, reset):
    """One unit, one input: x = 1, h = 0.5, every weight 1, biases 0 but d_n = 0.2."""
    one = torch.ones(3, 1, dtype=torch.float64)
    zero = torch.zeros(3, dtype=torch.float64)
    d = torch.tensor([0.0, 0.0, 0.2], dtype=torch.float64)
    w = Weights(one, one, zero, d, None)
    x, h = torch.tensor([[1.0]], dtype=torch.float64), torch.tensor([[0.5]], dtype=torch.float64)
    return [float(v) for v in step(w, x, h, Variant(reset, update))]


def test_a_step_worked_by_hand():
    gate = 1 / (1 + math.exp(-1.5))
    after, before = math.tanh(1 + gate * 0.7), math.tanh(1 + gate * 0.5 + 0.2)
    for reset, n in (("after", after), ("before", before)):
        keeps, replaces = by_hand("keep", reset), by_hand("replace", reset)
        assert keeps == pytest.approx([gate, gate, n, gate * 0.5 + (1 - gate) * n])
        assert replaces == pytest.approx([gate, gate, n, (1 - gate) * 0.5 + gate * n])


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("reset", ["after", "before"])
def test_flipping_the_signs_of_z_is_only_a_relabelling(seed, reset, x):
    w = weights(build("gru", INPUTS, HIDDEN, generator(seed), dtype=torch.float64))
    keeps = run(w, x, Variant(reset, "keep"))
    replaces = run(flipped(w), x, Variant(reset, "replace"))
    torch.testing.assert_close(replaces.h, keeps.h, rtol=0, atol=1e-15)
    torch.testing.assert_close(replaces.z, 1 - keeps.z, rtol=0, atol=1e-15)
    assert (run(w, x, Variant(reset, "replace")).h - keeps.h).abs().max() > 0.1


def test_before_and_after_agree_only_where_r_is_open(gru, x):
    w = weights(gru)
    after, before = run(w, x, Variant("after")), run(w, x, Variant("before"))
    assert (after.h - before.h).abs().max() > 1e-3
    held = [run(w, x, Variant(reset, r=1.0)).h for reset in ("after", "before")]
    torch.testing.assert_close(*held, rtol=0, atol=1e-14)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_z_of_one_copies_the_state_for_a_hundred_steps_bit_by_bit(dtype):
    w = weights(build("gru", INPUTS, HIDDEN, generator(), dtype=dtype))
    x = torch.randn(N, 110, INPUTS, generator=generator(2), dtype=dtype)
    h = run(w, x, Variant(z=1.0, since=10)).h
    assert h[9].abs().max() > 0.01
    for later in h[10:]:
        assert torch.equal(later, h[9])
    replaced = run(w, x, Variant(update="replace", z=0.0, since=10)).h
    assert torch.equal(replaced[-1], replaced[9])


def test_gates_are_held_at_numbers_vectors_and_whole_runs(gru, x):
    w = weights(gru)
    free = run(w, x, Variant())
    again = run(w, x, Variant(r=free.r, z=free.z))
    torch.testing.assert_close(again.h, free.h)
    each = torch.linspace(0, 1, HIDDEN, dtype=torch.float64)
    held = run(w, x, Variant(z=each, since=3))
    assert torch.equal(held.z[2], free.z[2])
    assert torch.equal(held.z[3], each.expand(N, HIDDEN))


def test_with_both_gates_out_of_the_way_a_plain_rnn_remains(gru, x):
    w = weights(gru)
    rnn = seeded(nn.RNN, INPUTS, HIDDEN, batch_first=True, dtype=torch.float64)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    last = [part.chunk(3)[2] for part in (w.ih, w.hh, w.b_ih, w.b_hh)]
    rnn.load_state_dict(dict(zip(names, last, strict=True)))
    with torch.no_grad():
        expected, _ = rnn(x)
    found = run(w, x, Variant(r=1.0, z=0.0)).h
    torch.testing.assert_close(found.transpose(0, 1), expected, rtol=0, atol=1e-14)
