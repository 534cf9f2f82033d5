"""Random attention modules with something to read, and masks of every kind."""

import warnings
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from hypothesis import strategies as st
from torch import nn

from tests.modules import seeded


@dataclass(frozen=True)
class AttentionCase:
    """A module, what it reads, its masks, and which example is looked at."""

    module: Any
    inputs: dict[str, Any]  # x and what else `record` takes by name
    options: dict[str, Any] = field(default_factory=dict)
    element: int | None = None

    def __repr__(self):
        shapes = {name: tuple(x.shape) for name, x in self.inputs.items()}
        options = {
            name: f"{value.dtype} {tuple(value.shape)}" if torch.is_tensor(value) else value
            for name, value in self.options.items()
        }
        return f"{self.module} {shapes} {options} example {self.element}"

    def asked(self):
        return {**self.inputs, **self.options, "element": self.element}

    def run(self, **options):
        """The module as torch calls it."""
        x, *rest = self.inputs.values()
        if isinstance(self.module, nn.MultiheadAttention):
            key = self.inputs.get("key", x)
            rest = [key, self.inputs.get("value", key)]
        return self.module(x, *rest, **{**self.options, **options})

    def pick(self, values):
        """The example's part of something laid out like x."""
        if self.inputs["x"].dim() == 2:
            return values
        row = self.element or 0
        return values[row] if batch_first(self.module) else values[:, row]

    def exact(self):
        """The same in float64."""
        return replace(
            self,
            module=self.module.double(),
            inputs={name: x.double() for name, x in self.inputs.items()},
            options={name: exact(value) for name, value in self.options.items()},
        )


def exact(value):
    return value.double() if torch.is_tensor(value) and value.is_floating_point() else value


def batch_first(module):
    return next(m for m in module.modules() if isinstance(m, nn.MultiheadAttention)).batch_first


def refill(module, generator):
    """Fill every weight from the generator, as torch's default does from its global one."""
    with torch.no_grad():
        for p in module.parameters():
            p.normal_(0, 0.5, generator=generator)
    return module.eval()


def draw_mask(draw, generator, shape):
    """Nothing, or a mask of bool or float; rows may be masked throughout."""
    kind = draw(st.sampled_from(["none", "bool", "float", "-inf"]))
    if kind == "none":
        return None
    hidden = torch.rand(shape, generator=generator) < draw(st.sampled_from([0.3, 0.8]))
    if kind == "bool":
        return hidden
    added = torch.zeros(shape) if kind == "-inf" else torch.randn(shape, generator=generator)
    return added.masked_fill(hidden, -torch.inf)


def like(mask, other):
    """Torch wants both masks of one type."""
    if mask is None or other is None or mask.dtype == other.dtype:
        return mask
    if other.dtype == torch.bool:
        return mask == -torch.inf
    return torch.zeros(mask.shape).masked_fill(mask, -torch.inf)


def draw_masks(draw, generator, names, heads, batch, length, asked):
    """A mask and a padding mask under their names."""
    lead = draw(st.sampled_from([(), ((batch or 1) * heads,)]))
    mask = draw_mask(draw, generator, (*lead, length, asked))
    padding = draw_mask(draw, generator, (asked,) if batch is None else (batch, asked))
    found = dict(zip(names, (mask, like(padding, mask)), strict=True))
    return {name: value for name, value in found.items() if value is not None}


def sequence(generator, length, batch, size, first):
    lead = (length,) if batch is None else (batch, length) if first else (length, batch)
    return torch.randn(*lead, size, generator=generator)


@st.composite
def attentions(draw):
    """Any nn.MultiheadAttention in float32, with masks."""
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**32)))
    heads, channel = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    sizes = {}
    if draw(st.booleans()):
        sizes = {"kdim": draw(st.integers(1, 5)), "vdim": draw(st.integers(1, 5))}
    flags = ("bias", "add_bias_kv", "add_zero_attn", "batch_first")
    module = seeded(
        nn.MultiheadAttention,
        heads * channel,
        heads,
        **sizes,
        **{flag: draw(st.booleans()) for flag in flags},
    )
    refill(module, generator)
    length, batch = draw(st.integers(1, 6)), draw(st.sampled_from([None, 1, 3]))
    kind = draw(st.sampled_from(["cross", "three"] if sizes else ["self", "cross", "three"]))
    if kind == "cross" and module.kdim != module.vdim:
        kind = "three"
    asked = length if kind == "self" else draw(st.integers(1, 6))
    lengths = {"x": length, "key": asked, "value": asked}
    dims = {"x": module.embed_dim, "key": module.kdim, "value": module.vdim}
    names = {"self": ["x"], "cross": ["x", "key"], "three": ["x", "key", "value"]}[kind]
    inputs = {
        name: sequence(generator, lengths[name], batch, dims[name], module.batch_first)
        for name in names
    }
    masks = ("attn_mask", "key_padding_mask")
    options = draw_masks(draw, generator, masks, heads, batch, length, asked)
    options["need_weights"] = draw(st.booleans())
    return AttentionCase(module, inputs, options, draw(st.integers(0, 2)) if batch == 3 else None)


@st.composite
def transformers(draw):
    """Any encoder or decoder of torch's, one layer or a stack, in float32, with masks."""
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**32)))
    decodes, heads = draw(st.booleans()), draw(st.integers(1, 4))
    size, batch = heads * draw(st.integers(1, 4)), draw(st.sampled_from([None, 1, 3]))
    kind = nn.TransformerDecoderLayer if decodes else nn.TransformerEncoderLayer
    flags = {flag: draw(st.booleans()) for flag in ("batch_first", "norm_first", "bias")}
    activation = draw(st.sampled_from(["relu", "gelu", torch.tanh]))
    module = seeded(kind, size, heads, 7, dropout=0.1, activation=activation, **flags)
    depth = draw(st.integers(0, 3))  # 0: the layer alone
    if depth:
        stack = nn.TransformerDecoder if decodes else nn.TransformerEncoder
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that nested tensors will not be used
            module = stack(module, depth, draw(st.sampled_from([None, nn.LayerNorm(size)])))
    refill(module, generator)
    T, S = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    inputs = {"x": sequence(generator, T, batch, size, flags["batch_first"])}
    place = (draw, generator)
    if not decodes:
        names = ("mask" if depth else "src_mask", "src_key_padding_mask")
        options = draw_masks(*place, names, heads, batch, T, T)
    else:
        inputs["memory"] = sequence(generator, S, batch, size, flags["batch_first"])
        names = [("tgt_mask", "tgt_key_padding_mask"), ("memory_mask", "memory_key_padding_mask")]
        options = draw_masks(*place, names[0], heads, batch, T, T)
        options |= draw_masks(*place, names[1], heads, batch, T, S)
    element = draw(st.integers(0, 2)) if batch == 3 else None
    return AttentionCase(module, inputs, options, element)
