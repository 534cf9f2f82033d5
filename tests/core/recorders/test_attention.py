from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.networks import masks
from core.recorders.record import record
from tests.core.attention_configurations import attentions, refill
from tests.core.networks import test_scaled_dot_product as by_hand
from tests.modules import seeded


def assert_same(found, expected):
    """Bit by bit, NaN included, and without a graph."""
    for ours, theirs in zip(found, expected, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None:
            assert torch.equal(ours.nan_to_num(7.0), theirs.nan_to_num(7.0))
            assert torch.equal(ours.isnan(), theirs.isnan())
            assert not ours.requires_grad


def projected(case, name, kind):
    """x W^T + b of one element, cut into heads: (head, place, channel)."""
    module, x = case.module, case.inputs.get(name, case.inputs["x"])
    parts = dict(zip("qkv", (None,) * 3, strict=True))
    if module.in_proj_weight is None:
        parts = {each: getattr(module, f"{each}_proj_weight") for each in "qkv"}
    else:
        parts = dict(zip("qkv", module.in_proj_weight.chunk(3), strict=True))
    found = case.pick(x) @ parts[kind].T
    if module.in_proj_bias is not None:
        found = found + dict(zip("qkv", module.in_proj_bias.chunk(3), strict=True))[kind]
    return found.detach().unflatten(1, (module.num_heads, -1)).transpose(0, 1).numpy()


@settings(max_examples=100)
@given(attentions(), st.booleans(), st.booleans())
def test_every_configuration(case, exact, grad):
    """Output bit by bit torch's, with gradients on or off; weights those that torch returns."""
    case = case.exact() if exact else case
    tolerance = 1e-12 if exact else 1e-5
    with torch.set_grad_enabled(grad):
        recording = record(case.module, **case.asked())
        expected = case.run()
    assert_same(recording.output, expected)
    trace = recording.trace
    theirs = case.run(need_weights=True, average_attn_weights=False)[1].detach()
    theirs = theirs if case.inputs["x"].dim() == 2 else theirs[case.element or 0]
    np.testing.assert_array_equal(trace.fully_masked, theirs.isnan().all(-1).numpy())
    np.testing.assert_allclose(trace.weights, theirs.nan_to_num(0), rtol=0, atol=tolerance)
    key = "key" if "key" in case.inputs else "x"
    value = "value" if "value" in case.inputs else key
    for kind, name in {"q": "x", "k": key, "v": value}.items():
        own = projected(case, name, kind)
        found = getattr(trace, kind)[:, : own.shape[1]]
        assert found.dtype == (np.float64 if exact else np.float32)
        np.testing.assert_allclose(found, own, rtol=0, atol=tolerance)
    mixed = torch.tensor(trace.out.copy()).transpose(0, 1).flatten(1)
    output, shown = case.module.out_proj(mixed).detach(), case.pick(recording.output[0])
    known = ~shown.isnan()
    torch.testing.assert_close(output[known], shown[known], rtol=0, atol=10 * tolerance)


def test_three_words_by_hand():
    """The example of test_scaled_dot_product as a module: one-hot words, no bias, W_O = 1."""
    module = seeded(nn.MultiheadAttention, 4, 1, bias=False).double()
    with torch.no_grad():
        module.in_proj_weight.zero_()
        for start, rows in ((0, by_hand.Q), (4, by_hand.K)):
            module.in_proj_weight[start : start + 4, :3] = rows.T
        module.in_proj_weight[8, :3] = by_hand.V[:, 0]
        module.out_proj.weight.copy_(torch.eye(4))
    x = torch.eye(4, dtype=torch.float64)[:3]
    trace = record(module, x, ["the", "cat", "sat"]).trace
    np.testing.assert_allclose(trace.weights[0], by_hand.WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(trace.out[0, :, :1], by_hand.OUT, atol=1e-14)
    hidden = torch.tensor(~masks.causal(3))
    causal = record(module, x, attn_mask=hidden, need_weights=False)
    np.testing.assert_allclose(causal.trace.weights[0], by_hand.CAUSAL_WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(causal.output[0][:, :1], by_hand.CAUSAL_OUT, atol=1e-14)


def drawn(**options):
    generator = torch.Generator().manual_seed(0)
    module = refill(seeded(nn.MultiheadAttention, 8, 2, batch_first=True, **options), generator)
    return module, torch.randn(3, 5, 8, generator=generator)


def test_words_of_queries_and_keys():
    module, x = drawn(add_bias_kv=True, add_zero_attn=True)
    own = record(module, x, "abcde", element=1).trace
    assert (own.tokens, own.cross) == (tuple("abcde"), False)
    assert own.keys == (*"abcde", "bias_kv", "zero_attn")
    other = record(module, x[0], "abcde", key=x[1, :2], keys="xy").trace
    assert (other.keys, other.cross) == (("x", "y", "bias_kv", "zero_attn"), True)
    assert record(module, x[0], key=x[1, :2]).trace.keys[:2] == ("1", "2")
    for need_weights in (True, False):
        told = record(module, x, "abcde", value=x + 1, element=0, need_weights=need_weights).trace
        assert (told.keys, told.cross) == (own.keys, False)


@pytest.mark.parametrize("options", [{}, {"need_weights": False}])
def test_what_is_added_is_kept_apart_for_all_heads_and_for_each(options):
    module, x = drawn()
    padding = torch.zeros(3, 5)
    padding[1, 3:] = -torch.inf
    draws = torch.Generator().manual_seed(1)
    shared, each = (torch.randn(shape, generator=draws) for shape in ((5, 5), (6, 5, 5)))
    trace = record(module, x, element=1, attn_mask=shared, key_padding_mask=padding, **options)
    np.testing.assert_array_equal(trace.trace.mask, shared + padding[1])
    assert trace.trace.bias is None
    trace = record(module, x, element=1, attn_mask=each, **options).trace
    np.testing.assert_array_equal(trace.bias, each[2:4])
    assert trace.mask is None


@pytest.mark.parametrize("need_weights", [True, False])
def test_torch_ignores_the_mask_where_it_is_told_that_it_is_causal(need_weights):
    """``is_causal`` is taken at its word without weights: the trace shows what was computed."""
    module, x = drawn()
    wrong = torch.zeros(5, 5, dtype=torch.bool)
    options = {"attn_mask": wrong, "is_causal": True, "need_weights": need_weights}
    recording = record(module, x, element=0, **options)
    assert_same(recording.output, module(x, x, x, **options))
    np.testing.assert_array_equal(
        recording.trace.weights[0] > 0, masks.none(5) if need_weights else masks.causal(5)
    )


def test_a_fully_masked_query_in_each_of_torchs_paths():
    """Torch gives NaN with weights and in its fast path, else the bias alone; we show nothing."""
    module, x = drawn()
    hidden = torch.zeros(5, 5, dtype=torch.bool)
    hidden[2] = True
    gives_nan = {}
    for grad in (True, False):
        for need_weights in (True, False):
            with torch.set_grad_enabled(grad):
                options = {"attn_mask": hidden, "need_weights": need_weights}
                recording = record(module, x, element=0, **options)
            row = recording.output[0][0, 2]
            gives_nan[grad, need_weights] = bool(row.isnan().all())
            assert row.isnan().all() or torch.equal(row, module.out_proj.bias)
            np.testing.assert_array_equal(recording.trace.fully_masked, [[0, 0, 1, 0, 0]] * 2)
            assert not recording.trace.weights[:, 2].any()
    assert gives_nan == {
        (True, True): True,
        (True, False): False,
        (False, True): True,
        (False, False): True,
    }


@pytest.mark.parametrize("need_weights", [True, False])
@pytest.mark.parametrize("grad", [True, False])
def test_nothing_is_changed(grad, need_weights):
    module, x = drawn()
    before, known = {k: v.clone() for k, v in module.state_dict().items()}, set(vars(module))
    hidden = torch.eye(5)
    random = torch.get_rng_state()
    with torch.set_grad_enabled(grad):
        options = {"attn_mask": hidden, "need_weights": need_weights}
        record(module.train(), x, element=0, **options)
    assert torch.equal(torch.get_rng_state(), random)
    assert all(torch.equal(v, before[k]) for k, v in module.state_dict().items())
    assert all(p.grad is None and p.requires_grad for p in module.parameters())
    assert set(vars(module)) == known
    assert module.training
    assert torch.equal(hidden, torch.eye(5))


@pytest.mark.parametrize("batch", [1, 3])
def test_a_trace_shares_no_memory_with_input_mask_output_or_weights(batch):
    module, x = drawn()
    x, mask = x[:batch], torch.zeros(5, 5)
    recording = record(module, x, element=0, attn_mask=mask, need_weights=False)
    kept = {name: getattr(recording.trace, name).copy() for name in ("q", "k", "v", "mask")}
    with torch.no_grad():
        for tensor in (x, mask, recording.output[0], *module.parameters()):
            tensor.fill_(7.0)
    for name, values in kept.items():
        np.testing.assert_array_equal(getattr(recording.trace, name), values)


def test_hooks_and_subclasses_have_their_say():
    class Louder(nn.MultiheadAttention):
        def forward(self, *args, **options):
            out, weights = super().forward(*args, **options)
            return 2 * out, weights

    module, x = drawn()
    louder = seeded(Louder, 8, 2, batch_first=True).eval()
    louder.load_state_dict(module.state_dict())
    plain = record(module, x, element=0, need_weights=False)
    loud = record(louder, x, element=0, need_weights=False)
    assert torch.equal(loud.output[0], 2 * plain.output[0])
    np.testing.assert_array_equal(loud.trace.q, plain.trace.q)
    heard = []
    module.register_forward_hook(lambda *_: heard.append("called"))
    record(module, x, element=0, need_weights=False)
    assert heard == ["called"]


def test_each_thread_hears_only_itself():
    module, x = drawn()
    expected = [record(module, x, element=row).trace.weights for row in range(3)]
    with ThreadPoolExecutor(4) as pool:
        rows = [0, 1, 2] * 20
        found = list(pool.map(lambda row: record(module, x, element=row).traces, rows))
    for row, traces in zip(rows, found, strict=True):
        assert len(traces) == 1
        np.testing.assert_array_equal(traces[0].weights, expected[row])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")
@pytest.mark.parametrize("grad", [True, False])
def test_a_module_on_the_gpu(grad):
    module, x = drawn()
    expected = record(module, x, element=1)
    with torch.set_grad_enabled(grad):
        found = record(module.cuda(), x, element=1)
    assert found.output[0].is_cuda
    assert (found.trace.cross, found.trace.keys) == (False, expected.trace.keys)
    np.testing.assert_allclose(found.trace.weights, expected.trace.weights, atol=2e-3)
