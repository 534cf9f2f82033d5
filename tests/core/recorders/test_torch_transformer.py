"""``nn.Transformer`` recorded: its output, its layers and its attention are torch's own."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from core import record
from core.errors import InputError
from core.networks.seq2seq_transformer.torch_twin import stacks, torch_twin
from core.shipped import recordings
from tests.core.attention_configurations import draw_masks, exact, refill, sequence
from tests.modules import seeded

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")


@dataclass(frozen=True)
class Case:
    """A module, what it reads and writes, its masks, and which example is looked at."""

    module: nn.Transformer
    src: Tensor
    tgt: Tensor
    masks: dict[str, Any]
    element: int | None

    def __repr__(self):
        masks = {name: (mask.dtype, tuple(mask.shape)) for name, mask in self.masks.items()}
        shapes = tuple(self.src.shape), tuple(self.tgt.shape)
        return f"{self.module} {shapes} {masks} example {self.element}"

    def pick(self, values):
        if self.src.dim() == 2:
            return values
        row = self.element or 0
        return values[row] if self.module.batch_first else values[:, row]


def open_rows(mask):
    """The mask with the first key open to every query: −∞ alone has no softmax."""
    mask[..., 0] = 0 if mask.is_floating_point() else False
    return mask


@st.composite
def cases(draw):
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**32)))
    heads, batch = draw(st.integers(1, 3)), draw(st.sampled_from([None, 1, 3]))
    size, S, T = heads * draw(st.integers(1, 3)), draw(st.integers(1, 5)), draw(st.integers(1, 5))
    module = seeded(
        nn.Transformer, size, heads, draw(st.integers(1, 2)), draw(st.integers(1, 2)),
        draw(st.integers(1, 6)), activation=draw(st.sampled_from(["relu", "gelu"])),
        **{flag: draw(st.booleans()) for flag in ("batch_first", "norm_first", "bias")},
    )  # fmt: skip
    refill(module, generator).double()
    src, tgt = (sequence(generator, n, batch, size, module.batch_first).double() for n in (S, T))
    masks = {}
    for name, (length, asked) in {"src": (S, S), "tgt": (T, T), "memory": (T, S)}.items():
        names = (f"{name}_mask", f"{name}_key_padding_mask")
        masks |= draw_masks(draw, generator, names, heads, batch, length, asked)
    masks = {name: exact(open_rows(mask)) for name, mask in masks.items()}
    return Case(module, src, tgt, masks, draw(st.integers(0, 2)) if batch == 3 else None)


def attention_of(case):
    """What every attention of the module returns when it is itself asked for its weights."""
    found = []

    def ask_again(module, args, options, _):
        options = {**options, "need_weights": True, "average_attn_weights": False}
        found.append(module.forward(*args, **options)[1].detach())

    each = [m for m in case.module.modules() if isinstance(m, nn.MultiheadAttention)]
    handles = [one.register_forward_hook(ask_again, with_kwargs=True) for one in each]
    case.module(case.src, case.tgt, **case.masks)
    for handle in handles:
        handle.remove()
    return [w if case.src.dim() == 2 else w[case.element or 0] for w in found]


@settings(max_examples=60)
@given(cases())
def test_every_configuration(case):
    """Output and weights of every attention are torch's, in float64 to 1e-12."""
    found = record(case.module, case.src, case.tgt, element=case.element, **case.masks)
    expected = case.module(case.src, case.tgt, **case.masks).detach()
    torch.testing.assert_close(found.output, expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.decoder.output, case.pick(expected), rtol=0, atol=1e-12)
    theirs = attention_of(case)
    assert len(found.attention) == len(theirs)
    for trace, weights in zip(found.attention, theirs, strict=True):
        np.testing.assert_allclose(trace.weights, weights, rtol=0, atol=1e-12)


@settings(max_examples=10)
@given(cases())
def test_the_twin_of_its_stacks_computes_the_same(case):
    """Bit by bit the same weights; batch first, as the twin is."""
    twin = torch_twin(*stacks(case.module))
    src, tgt = case.src, case.tgt
    if src.dim() == 3 and not case.module.batch_first:
        src, tgt = src.transpose(0, 1), tgt.transpose(0, 1)
    expected = case.module(case.src, case.tgt, **case.masks).detach()
    flip = src.dim() == 3 and not case.module.batch_first
    found = twin(src, tgt, **case.masks).detach()
    found = found.transpose(0, 1) if flip else found
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-12)


def small(**options):
    module = seeded(nn.Transformer, 4, 2, 1, 2, 6, dropout=0.0, batch_first=True, **options)
    return refill(module, torch.Generator().manual_seed(0))


def numbers(*shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("norm_first", [True, False])
def test_the_line_passes_through_what_torchs_layers_return(norm_first):
    """A hook on each layer sees the line behind its last sublayer."""
    module, seen = small(norm_first=norm_first), []
    layers = [*module.encoder.layers, *module.decoder.layers]
    for layer in layers:
        layer.register_forward_hook(lambda _, args, out: seen.append(out.detach()))
    src, tgt = numbers(3, 4), numbers(5, 4)
    module(src[None], tgt[None])
    found = record(module, src, tgt)
    lines = [found.encoder.line[2], found.decoder.line[3], found.decoder.line[6]]
    for ours, theirs in zip(lines, seen, strict=True):
        np.testing.assert_allclose(ours, theirs[0], rtol=0, atol=1e-5)
    assert found.decoder.sublayers == ("d1s", "d1c", "d1f", "d2s", "d2c", "d2f")
    assert not found.decoder.position.any()


def test_words_of_both_sides():
    found = record(small(), numbers(2, 4), numbers(3, 4), "abc", keys="xy")
    assert (found.encoder.tokens, found.decoder.tokens) == (("x", "y"), ("a", "b", "c"))
    kinds = [(trace.tokens, trace.keys, trace.layer, trace.cross) for trace in found.attention]
    own, other = ("a", "b", "c"), ("x", "y")
    assert kinds == [
        (other, other, 0, False),
        *((own, keys, layer, keys is other) for layer in (0, 1) for keys in (own, other)),
    ]


def test_a_recording_opens_again(tmp_path):
    found = record(small(), numbers(2, 4), numbers(3, 4))
    recordings.save(tmp_path / "stacks.safetensors", {"decoder": found.decoder})
    again = recordings.load(tmp_path / "stacks.safetensors")["decoder"]
    np.testing.assert_array_equal(again.line, found.decoder.line)
    assert {"norms", "written"} <= set(again.frame()["quantity"])


def test_nothing_is_changed():
    module = small()
    before = {name: weight.clone() for name, weight in module.state_dict().items()}
    record(module, numbers(2, 4), numbers(3, 4))
    assert all(torch.equal(weight, before[name]) for name, weight in module.state_dict().items())
    assert all(weight.requires_grad and weight.grad is None for weight in module.parameters())


REFUSED = {
    "tgt must be given beside src": {"tgt": None},
    "src must be of shape (time, 4) or (batch, time, 4)": {"src": numbers(2, 3)},
    "tgt must be torch.float32 like the module, got torch.float64": {"tgt": numbers(3, 4).double()},
    "tgt must be a batch like src, got (1, 3, 4)": {"tgt": numbers(1, 3, 4)},
    "tgt must be a batch of 2 like src, got 3": {
        "src": numbers(2, 2, 4),
        "tgt": numbers(3, 3, 4),
        "element": 0,
    },
    "element must be 0–1 for a batch of 2": {"src": numbers(2, 2, 4), "tgt": numbers(2, 3, 4)},
    "masks must be among src_mask, src_key": {"attn_mask": torch.zeros(2, 2)},
    "tgt_mask must be of shape (3, 3) or (2, 3, 3), got (2, 2)": {"tgt_mask": torch.zeros(2, 2)},
    "memory_mask must be of shape (3, 2) or": {"memory_mask": torch.zeros(3, 3)},
    "src_key_padding_mask must be of shape (2,), got (3,)": {
        "src_key_padding_mask": torch.zeros(3)
    },
    "tokens must be 3, one for each step, got 2": {"tokens": "ab"},
}


@pytest.mark.parametrize("rule", REFUSED)
def test_what_cannot_be_recorded_is_refused(rule):
    given = {"src": numbers(2, 4), "tgt": numbers(3, 4), **REFUSED[rule]}
    src, tgt = given.pop("src"), given.pop("tgt")
    with pytest.raises(InputError) as refused:
        record(small(), src, tgt, **given)
    assert rule in str(refused.value)


def test_dropout_at_work_is_refused():
    with pytest.raises(InputError, match="eval"):
        record(dropping(small()), numbers(2, 4), numbers(3, 4))


def dropping(module):
    """In train mode and with dropout."""
    module.encoder.layers[0].dropout.p = 0.1
    return module.train()
