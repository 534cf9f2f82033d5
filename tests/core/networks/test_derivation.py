"""The five networks against torch's modules, against their equations, and worked by hand."""

import numpy as np
import pytest
import torch
from torch import nn

from core.errors import InputError
from core.networks.derivation import STEPS
from core.networks.derivation_mistake import Mistaken
from core.networks.recurrent import build
from core.recorders.record import record
from core.traces.derivation import DerivedTrace
from tests.modules import seeded

ENDS = {"plain": nn.RNN, "output": nn.LSTM}
SEEDS = (0, 1, 2)
KINDS = [*STEPS.values(), Mistaken]


def network(code, seed=0, inputs=3, hidden=5, dtype=torch.float64, **options):
    return build(code, inputs, hidden, torch.Generator().manual_seed(seed), dtype=dtype, **options)


def sequence(*shape, seed=0, dtype=torch.float64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).to(dtype)


def twin(module, dtype):
    """Torch's own module with the same weights."""
    kind = ENDS[type(module).code]
    sizes = module.input_size, module.hidden_size
    theirs = seeded(kind, *sizes, batch_first=module.batch_first).to(dtype)
    theirs.load_state_dict(module.state_dict())
    return theirs


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", ENDS)
@pytest.mark.parametrize(("dtype", "bound"), [(torch.float32, 1e-6), (torch.float64, 1e-12)])
def test_the_ends_of_the_road_are_torchs_modules(code, dtype, bound, seed):
    ours = network(code, seed, 8, 32, dtype, forget_bias=3.0 if code == "output" else None)
    x = sequence(4, 100, 8, seed=seed, dtype=dtype)
    assert (ours(x)[0] - twin(ours, dtype)(x)[0]).abs().max() < bound


@pytest.mark.parametrize("code", ENDS)
def test_the_ends_have_torchs_gradients(code):
    ours = network(code)
    theirs, x = twin(ours, torch.float64), sequence(2, 20, 3)
    found = torch.autograd.grad(ours(x)[0][:, -1].sum(), list(ours.parameters()))
    expected = torch.autograd.grad(theirs(x)[0][:, -1].sum(), list(theirs.parameters()))
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("code", ENDS)
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("single", [True, False])
def test_the_ends_are_called_like_torchs_modules(code, batch_first, single):
    ours = seeded(STEPS[code], 3, 5, batch_first=batch_first).double()
    theirs = twin(ours, torch.float64)
    x = sequence(7, 3) if single else sequence(2, 7, 3) if batch_first else sequence(7, 2, 3)
    shape = (1, 5) if single else (1, 2, 5)
    first = [sequence(*shape, seed=k) for k in (1, 2)]
    hx = (first[0], first[1]) if code == "output" else first[0]
    for state in (None, hx):
        (out, last), (expected, end) = ours(x, state), theirs(x, state)
        torch.testing.assert_close(out, expected)
        pairs = [(last, end)] if isinstance(end, torch.Tensor) else zip(last, end, strict=True)
        for one, other in pairs:
            torch.testing.assert_close(one, other)


def test_weights_are_torchs_by_name_shape_and_distribution():
    for code, kind in ENDS.items():
        ours, theirs = seeded(STEPS[code], 3, 50), seeded(kind, 3, 50)
        assert [(n, p.shape) for n, p in ours.named_parameters()] == [
            (n, p.shape) for n, p in theirs.named_parameters()
        ]
        assert all(p.abs().max() <= 50**-0.5 for p in ours.parameters())
        assert seeded(STEPS[code], 3, 50, bias=False)(torch.zeros(4, 3))[0].abs().max() == 0


def scalars(**biases):
    """One unit whose sums are its biases alone: what the gates are is chosen."""
    code = biases.pop("code")
    module = seeded(STEPS[code], 1, 1).double()
    with torch.no_grad():
        for p in module.parameters():
            p.zero_()
        for row, letter in enumerate(module.letters):
            module.bias_ih_l0[row] = biases[letter]
    return module


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("plain", [1 / 2, 1 / 2, 1 / 2]),  # h = ½
        ("add", [1 / 2, 1, 3 / 2]),  # h + ½
        ("forget", [1 / 8, 7 / 32, 37 / 128]),  # ¾ h + ¼ · ½
        ("input", [1 / 4, 7 / 16, 37 / 64]),  # ¾ h + ½ · ½
    ],
)
def test_three_steps_worked_by_hand(code, expected):
    """f = ¾, i = o = ½ and g = ½ at every step, from h_0 = 0."""
    g, f = np.arctanh(0.5), np.log(3)
    module = scalars(code=code, g=g, f=f, i=0.0, o=0.0)
    found = module(torch.zeros(3, 1).double())[0].detach().numpy()[:, 0]
    np.testing.assert_allclose(found, expected, atol=1e-15)


def test_the_lstm_worked_by_hand():
    module = scalars(code="output", g=np.arctanh(0.5), f=np.log(3), i=0.0, o=0.0)
    found = module(torch.zeros(3, 1).double())[0].detach().numpy()[:, 0]
    np.testing.assert_allclose(found, np.tanh([1 / 4, 7 / 16, 37 / 64]) / 2, atol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_is_what_the_network_did(kind):
    module = network(kind.code)
    x = sequence(2, 9, 3)
    recording = record(module, x, tokens="abcdefghi", element=1)
    trace = recording.trace
    assert isinstance(trace, DerivedTrace)
    torch.testing.assert_close(recording.output[0], module(x)[0])
    np.testing.assert_allclose(trace.h, module(x)[0][1].detach().numpy(), atol=1e-15)
    assert (trace.code, trace.tokens) == (kind.code, tuple("abcdefghi"))
    for letter in "gfioc":
        present = letter in kind.letters or letter == "g" or (letter == "c" and kind.states == 2)
        assert (getattr(trace, letter) is not None) == present


@pytest.mark.parametrize(
    ("code", "equation"),
    [
        ("plain", lambda t, before: t.g),
        ("add", lambda t, before: before + t.g),
        ("forget", lambda t, before: t.f * before + (1 - t.f) * t.g),
        ("input", lambda t, before: t.f * before + t.i * t.g),
        ("output", lambda t, before: t.f * before + t.i * t.g),
    ],
)
def test_the_recorded_letters_obey_the_equation(code, equation):
    module = network(code)
    first = [sequence(1, 5, seed=k) for k in (1, 2)]
    state = (first[0], first[1]) if code == "output" else first[0]
    trace = record(module, sequence(12, 3), state=state).trace
    memory, start = (trace.h, trace.h0) if trace.c is None else (trace.c, trace.c0)
    np.testing.assert_array_equal(start, first[-1 if code == "output" else 0][0].numpy())
    before = np.concatenate([start[None], memory[:-1]])
    np.testing.assert_allclose(memory, equation(trace, before), atol=1e-15)
    if code == "output":
        np.testing.assert_allclose(trace.h, trace.o * np.tanh(trace.c), atol=1e-15)


def test_recording_refuses_what_it_refuses_of_others_and_changes_nothing():
    module = network("input")
    before = {name: w.clone() for name, w in module.state_dict().items()}
    with pytest.raises(InputError, match="element must be 0–1"):
        record(module, sequence(2, 4, 3))
    with pytest.raises(InputError, match="x must be"):
        record(module, sequence(4, 2))
    record(module, sequence(4, 3))
    assert all(torch.equal(w, before[name]) for name, w in module.state_dict().items())


@pytest.mark.parametrize("code", ["forget", "input", "output"])
def test_a_forget_bias_is_the_forget_gates_alone(code):
    module = network(code, forget_bias=2.0)
    row = 5 * STEPS[code].letters.index("f")
    assert module.bias_ih_l0[row : row + 5].tolist() == [2.0] * 5
    assert module.bias_hh_l0[row : row + 5].abs().max() == 0
    assert (module.bias_ih_l0 == 2.0).sum() == 5
    with pytest.raises(InputError, match="forget_bias must be left out"):
        network("add", forget_bias=2.0)
