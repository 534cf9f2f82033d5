import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from core.errors import InputError
from core.networks import masks
from core.recorders.record import record
from tests.core.attention_configurations import AttentionCase, refill, transformers
from tests.core.recorders.test_attention import assert_same
from tests.modules import seeded

pytestmark = pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")


def by_hooks(case):
    """What every attention in the module returns when it is itself asked for its weights.

    An independent witness: forward hooks see what each attention is given, then call it again.
    """
    found = []

    def ask_again(module, args, options, _):
        options = {**options, "need_weights": True, "average_attn_weights": False}
        found.append(module.forward(*args, **options)[1].detach())

    attentions = [m for m in case.module.modules() if isinstance(m, nn.MultiheadAttention)]
    handles = [each.register_forward_hook(ask_again, with_kwargs=True) for each in attentions]
    case.run()
    for handle in handles:
        handle.remove()
    batched = case.inputs["x"].dim() == 3
    return [weights[case.element or 0] if batched else weights for weights in found]


def nothing_to_nest(case):
    """Whether torch's fast path would be left without a word.

    Its nested tensors take for padding whatever the mask, of bool or float, has other than 0.
    """
    padding = case.options.get("src_key_padding_mask")
    nested = getattr(case.module, "use_nested_tensor", False)
    return nested and padding is not None and bool(padding.bool().all())


@settings(max_examples=80)
@given(transformers(), st.booleans(), st.booleans())
def test_every_configuration(case, exact, grad):
    """Output bit by bit torch's, fast path or not; the weights of every attention are torch's."""
    assume(grad or not nothing_to_nest(case))
    case = case.exact() if exact else case
    with torch.set_grad_enabled(grad):
        recording = record(case.module, **case.asked())
        expected = case.run()
    assert_same([recording.output], [expected])
    theirs = by_hooks(case)
    assert len(recording.traces) == len(theirs)
    for trace, weights in zip(recording.traces, theirs, strict=True):
        tolerance = 1e-11 if exact else 2e-4  # differences grow from layer to layer
        np.testing.assert_allclose(trace.weights, weights.nan_to_num(0), rtol=0, atol=tolerance)


@settings(max_examples=20)
@given(transformers())
def test_traces_know_their_place(case):
    traces = record(case.module, **case.asked()).traces
    kinds = (False, True) if "memory" in case.inputs else (False,)
    depth = len(traces) // len(kinds)
    places = [(layer, cross) for layer in range(depth) for cross in kinds]
    assert [(t.layer, t.cross) for t in traces] == places
    assert depth == getattr(case.module, "num_layers", 1)


def stack_and_input(**options):
    generator = torch.Generator().manual_seed(0)
    layer = seeded(nn.TransformerEncoderLayer, 8, 2, 16, batch_first=True)
    stack = refill(nn.TransformerEncoder(layer, 2, **options), generator)
    return stack, torch.randn(2, 5, 8, generator=generator)


def test_words_of_both_sides_of_a_decoder():
    decoder = refill(seeded(nn.TransformerDecoderLayer, 4, 2, 8), torch.Generator().manual_seed(0))
    own, other = record(decoder, torch.ones(2, 4), "ab", memory=torch.ones(3, 4), keys="xyz").traces
    assert (own.tokens, own.keys) == (("a", "b"), ("a", "b"))
    assert (other.tokens, other.keys) == (("a", "b"), ("x", "y", "z"))


def test_a_causal_mask_reaches_every_layer():
    stack, x = stack_and_input()
    for trace in record(stack, x, element=0, mask=torch.tensor(~masks.causal(5))).traces:
        np.testing.assert_array_equal(trace.weights[0] > 0, masks.causal(5))


def test_the_nested_fast_path_leaves_padding_out_and_the_trace_still_has_it():
    """In inference torch drops padded words and returns 0 for them; words see the same."""
    stack, x = stack_and_input()
    padding = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
    with torch.no_grad():
        fast = record(stack, x, element=1, src_key_padding_mask=padding)
        expected = stack(x, src_key_padding_mask=padding)
    slow = record(stack, x, element=1, src_key_padding_mask=padding)
    assert_same([fast.output], [expected])
    assert not fast.output[1, 3:].any()
    assert slow.output[1, 3:].any()
    torch.testing.assert_close(fast.output[1, :3], slow.output[1, :3], rtol=0, atol=1e-5)
    for quick, plain in zip(fast.traces, slow.traces, strict=True):
        np.testing.assert_array_equal(quick.weights, plain.weights)
        assert not quick.weights[:, :, 3:].any()


@pytest.mark.parametrize(
    "padding", [torch.full((2, 5), value) for value in (True, 0.7, -torch.inf)]
)
def test_padding_alone_is_refused_by_the_nested_fast_path_and_by_nothing_else(padding):
    stack, x = stack_and_input()
    case = AttentionCase(stack, {"x": x}, {"src_key_padding_mask": padding}, 0)
    assert nothing_to_nest(case)
    with torch.no_grad():
        with pytest.raises(RuntimeError, match="non-zero numel"):
            case.run()
        with pytest.raises(InputError, match="src_key_padding_mask must be one that leaves a word"):
            record(stack, **case.asked())
    assert_same([record(stack, **case.asked()).output], [case.run().detach()])


@pytest.mark.parametrize("grad", [True, False])
def test_nothing_is_changed(grad):
    stack, x = stack_and_input()
    before, random = {k: v.clone() for k, v in stack.state_dict().items()}, torch.get_rng_state()
    with torch.set_grad_enabled(grad):
        record(stack, x, element=0)
    assert torch.equal(torch.get_rng_state(), random)
    assert all(torch.equal(v, before[k]) for k, v in stack.state_dict().items())
    assert all(p.grad is None and p.requires_grad for p in stack.parameters())
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in stack.modules())
    assert torch.backends.mha.get_fastpath_enabled()


def test_weights_that_need_no_gradient_take_the_fast_path_too():
    stack, x = stack_and_input()
    stack.requires_grad_(False)
    case = AttentionCase(stack, {"x": x}, {}, 0)
    assert_same([record(stack, x, element=0).output], [case.run()])
