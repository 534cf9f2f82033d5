import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence

from core.errors import InputError
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from core.traces.recurrent import GRUTrace, LSTMTrace, ProjectedLSTMTrace, RNNTrace
from tests.core.configurations import Case, cases, exact_weights, reading, steps_of
from tests.modules import seeded

GATES = {"r", "z", "n", "i", "f", "g", "o"}


def assert_close(found, expected, tolerance):
    """Absolute below 1, relative to the largest value above (a relu network grows)."""
    scale = max(1.0, np.abs(expected).max(initial=0))
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * scale)


def assert_equals_the_equations(module, trace, states, gates):
    steps = steps_of(trace, exact_weights(module, trace))
    for name in steps[0]._fields:
        expected = torch.stack([getattr(s, name) for s in steps]).detach().numpy()
        found = reading(trace, getattr(trace, name)).numpy()
        assert_close(found, expected, gates if name in GATES else states)


@settings(max_examples=120)
@given(cases(), st.booleans())
def test_every_configuration(case, exact):
    case = case.exact() if exact else case
    states, gates = (1e-12, 1e-12) if exact else (1e-6, 2e-6)
    output, last = case.run()
    recording = record(case.module, **case.asked())
    assert torch.equal(recording.output[0], output)
    ways = 2 if case.module.bidirectional else 1
    assert len(recording.traces) == case.module.num_layers * ways
    top = np.concatenate([t.h for t in recording.traces[-ways:]], axis=1)
    np.testing.assert_array_equal(top, case.pick(output).numpy())
    for trace in recording.traces:
        assert trace.h.dtype == (np.float64 if exact else np.float32)
        assert_equals_the_equations(case.module, trace, states, gates)
    assert_last_states(case, recording.traces, last, states)


def assert_last_states(case, traces, last, tolerance):
    """h_n, and for the LSTM c_n, as the module returns them."""
    rows = [last] if isinstance(last, torch.Tensor) else last
    for name, theirs in zip("hc", rows, strict=False):
        theirs = theirs if theirs.dim() == 2 else theirs[:, case.element or 0]
        ours = [getattr(t, name)[0 if t.reverse else -1] for t in traces]
        assert_close(np.stack(ours), theirs.numpy(), tolerance)


@settings(max_examples=30)
@given(cases())
def test_layers_read_each_other_and_traces_know_their_place(case):
    traces = record(case.module, **case.asked()).traces
    ways = (False, True) if case.module.bidirectional else (False,)
    places = [(layer, reverse) for layer in range(case.module.num_layers) for reverse in ways]
    assert [(t.layer, t.reverse) for t in traces] == places
    for trace in traces:
        below = [t.h for t in traces if t.layer == trace.layer - 1]
        read = np.concatenate(below, axis=1) if below else case.pick(case.x).numpy()
        np.testing.assert_array_equal(trace.x, read)


@settings(max_examples=30)
@given(cases())
def test_initial_states_are_kept(case):
    traces = record(case.module, **case.asked()).traces
    given_states = case.state if isinstance(case.state, tuple) else (case.state,)
    for name, states in zip(("h0", "c0"), given_states, strict=False):
        found = np.stack([getattr(t, name) for t in traces])
        if states is None:
            assert not found.any()
        else:
            row = states if states.dim() == 2 else states[:, case.element or 0]
            np.testing.assert_array_equal(found, row.numpy())


def module_and_input(kind=nn.LSTM, **options):
    module = seeded(kind, 3, 4, **options).eval()
    return module, torch.randn(6, 3, generator=torch.Generator().manual_seed(0))


def test_an_lstm_worked_by_hand():
    """No weights, only biases: f = ¾, i = o = ½, g = ½, so c_t = ¾ c_{t−1} + ¼ from c_0 = 0."""
    lstm = seeded(nn.LSTM, 1, 2).double()
    with torch.no_grad():
        for p in lstm.parameters():
            p.zero_()
        biases = torch.tensor([0, np.log(3), np.arctanh(0.5), 0]).double()
        lstm.bias_ih_l0.copy_(biases.repeat_interleave(2))
    trace = record(lstm, torch.ones(3, 1).double(), tokens="abc").trace
    for name, value in {"i": 1 / 2, "f": 3 / 4, "g": 1 / 2, "o": 1 / 2}.items():
        np.testing.assert_allclose(getattr(trace, name), np.full((3, 2), value), atol=1e-15)
    c = np.array([1 / 4, 7 / 16, 37 / 64])[:, None].repeat(2, axis=1)
    np.testing.assert_allclose(trace.c, c, atol=1e-15)
    np.testing.assert_allclose(trace.h, np.tanh(c) / 2, atol=1e-15)
    assert trace.tokens == ("a", "b", "c")


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        (nn.RNN, {}, RNNTrace),
        (nn.GRU, {}, GRUTrace),
        (nn.LSTM, {}, LSTMTrace),
        (nn.LSTM, {"proj_size": 2}, ProjectedLSTMTrace),
    ],
)
def test_each_network_has_its_trace(kind, options, expected):
    module, x = module_and_input(kind, **options)
    trace = record(module, x).trace
    assert type(trace) is expected
    assert trace.tokens == ("1", "2", "3", "4", "5", "6")


def test_a_projected_h_has_an_axis_of_its_own():
    module, x = module_and_input(proj_size=2)
    trace = record(module, x).trace
    assert trace.h.shape == (6, 2)
    assert trace.c.shape == (6, 4)
    assert "output" in trace.frame("h").columns
    assert "hidden" not in trace.frame("h").columns


def test_a_reverse_layer_is_indexed_by_the_position_in_the_text():
    module, x = module_and_input(bidirectional=True)
    forward, backward = record(module, x).traces
    alone = seeded(nn.LSTM, 3, 4)
    names = {n: getattr(module, f"{n}_reverse") for n, _ in alone.named_parameters()}
    alone.load_state_dict(names)
    flipped = record(alone, x.flip(0)).trace
    np.testing.assert_allclose(backward.f, flipped.f[::-1], atol=1e-7)
    assert (forward.reverse, backward.reverse) == (False, True)


def test_nothing_is_changed():
    module, x = module_and_input(num_layers=2, bidirectional=True)
    before, random = {k: v.clone() for k, v in module.state_dict().items()}, torch.get_rng_state()
    known, state = set(vars(module)), torch.ones(4, 4)
    record(module.train(), x, state=(state, state))
    assert torch.equal(torch.get_rng_state(), random)
    assert all(torch.equal(v, before[k]) for k, v in module.state_dict().items())
    assert all(p.grad is None and p.requires_grad for p in module.parameters())
    assert set(vars(module)) == known
    assert module.training
    assert torch.equal(state, torch.ones(4, 4))


def test_a_trace_shares_no_memory_with_input_or_output():
    module, x = module_and_input()
    recording = record(module, x)
    h, read = recording.trace.h.copy(), recording.trace.x.copy()
    x.zero_()
    recording.output[0].zero_()
    np.testing.assert_array_equal(recording.trace.h, h)
    np.testing.assert_array_equal(recording.trace.x, read)


def test_the_output_carries_no_graph():
    module, x = module_and_input()
    assert not record(module, x.requires_grad_()).output[0].requires_grad


def test_dropout_at_rest_is_no_obstacle():
    module, x = module_and_input(num_layers=2, dropout=0.5)
    case = Case(module.eval(), x, None, None)
    assert torch.equal(record(module, x).output[0], case.run()[0])


@pytest.mark.parametrize("order", [True, False])
@pytest.mark.parametrize("options", [{}, {"batch_first": True}, {"proj_size": 2}])
@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_each_text_of_a_packed_batch_is_recorded_as_if_alone(kind, options, order):
    """In a padded batch the backward direction would read the padding."""
    if "proj_size" in options and kind is not nn.LSTM:
        return
    module, _ = module_and_input(kind, num_layers=2, bidirectional=True, **options)
    draws = torch.Generator().manual_seed(1)
    texts = [
        torch.randn(length, 3, generator=draws) for length in ((5, 3, 1) if order else (1, 5, 3))
    ]
    packed = pack_sequence(texts, enforce_sorted=order)
    for element, text in enumerate(texts):
        found, alone = record(module, packed, element=element), record(module, text)
        assert isinstance(found.output[0], PackedSequence)
        for ours, theirs in zip(found.traces, alone.traces, strict=True):
            np.testing.assert_allclose(ours.h, theirs.h, atol=1e-6)
            assert ours.tokens == theirs.tokens
        assert difference_from_torch(module, packed, element=element) <= 1e-6


def test_states_of_a_packed_batch_belong_to_the_texts_as_they_were_packed():
    module, _ = module_and_input(nn.GRU)
    draws = torch.Generator().manual_seed(1)
    texts = [torch.randn(length, 3, generator=draws) for length in (1, 5, 3)]
    h0 = torch.randn(1, 3, 4, generator=draws)
    packed = pack_sequence(texts, enforce_sorted=False)
    for element, text in enumerate(texts):
        found = record(module, packed, state=h0, element=element).trace
        np.testing.assert_allclose(
            found.h, record(module, text, state=h0[:, element]).trace.h, atol=1e-6
        )


class Louder(nn.LSTM):
    def forward(self, x, hx=None):
        out, last = super().forward(x, hx)
        return 1.01 * out, last


class Named(nn.LSTM):
    """A subclass that computes what torch computes."""


CONTRADICTIONS = {
    "a subclass": lambda module: setattr(module, "__class__", Louder),
    "a hook": lambda module: module.register_forward_hook(
        lambda m, x, out: (out[0] + 0.01, out[1])
    ),
    "a hook before": lambda module: module.register_forward_pre_hook(
        lambda m, x: (x[0] * 2, *x[1:])
    ),
}


@pytest.mark.parametrize("contradict", CONTRADICTIONS)
@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_a_module_that_computes_something_else_is_not_recorded(kind, contradict):
    if contradict == "a subclass":
        kind = nn.LSTM
    module, x = module_and_input(kind)
    CONTRADICTIONS[contradict](module)
    with pytest.raises(InputError, match="got an h that differs by up to"):
        record(module, x)


def test_a_hook_that_only_looks_and_a_subclass_that_only_has_a_name_are_recorded():
    module, x = module_and_input()
    expected = record(module, x).trace.h
    module.register_forward_hook(lambda *_: None)
    module.__class__ = Named
    np.testing.assert_array_equal(record(module, x).trace.h, expected)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_large_weights_and_long_texts_are_not_taken_for_a_contradiction(kind, exact):
    module, _ = module_and_input(kind)
    x = 30 * torch.randn(400, 3, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        for weight in module.parameters():
            weight.mul_(20)
    trace = record(module.double(), x.double()).trace if exact else record(module, x).trace
    assert trace.h.shape == (400, 4)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")
@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_a_module_on_the_gpu(kind):
    module, x = module_and_input(kind, num_layers=2, bidirectional=True)
    expected = record(module, x)
    found = record(module.cuda(), x)
    assert found.output[0].is_cuda
    for ours, theirs in zip(found.traces, expected.traces, strict=True):
        np.testing.assert_allclose(ours.h, theirs.h, atol=2e-3)  # cuDNN rounds to TF32
