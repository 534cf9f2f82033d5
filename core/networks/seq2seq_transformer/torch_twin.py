"""The same stacks as ``nn.Transformer``: its weights under our names, and ours under its."""

from typing import Any, cast
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, relu

from core.errors import InputError
from core.networks.assign import assign
from core.networks.seq2seq_transformer.ablation import (
    CROSS,
    DECODER,
    ENCODER,
    FEED,
    SELF,
    codes,
)
from core.networks.seq2seq_transformer.stack import Stack, StackConfig

KNOWN = {relu: "relu", gelu: "gelu"}
_STACKS: WeakKeyDictionary[nn.Transformer, tuple[Any, tuple[Stack, Stack]]] = WeakKeyDictionary()
# torch's names of a layer's parts, by side and kind: the sublayer itself, and its norm
PARTS = {
    (ENCODER, SELF): ("self_attn", "norm1"),
    (ENCODER, FEED): ("", "norm2"),
    (DECODER, SELF): ("self_attn", "norm1"),
    (DECODER, CROSS): ("multihead_attn", "norm2"),
    (DECODER, FEED): ("", "norm3"),
}


def stacks(module: nn.Transformer) -> tuple[Stack, Stack]:
    """The encoder and the decoder of torch's module, on its own weights (no copies).

    They are built once, and again where the module's sizes or the place of its weights change.

    Raises:
        InputError: a module with other layers than torch's, without a last norm, or with an
            activation other than ReLU and GELU.
    """
    configs = tuple(_config(side, stack) for side, stack in _sides(module))
    weights = tuple((w.data_ptr(), w.dtype, w.shape) for w in module.parameters())
    known, found = _STACKS.get(module, (None, None))
    if found is None or known != (configs, weights):
        both = zip(_sides(module), configs, strict=True)
        encoder, decoder = (_stack(side, stack, config) for (side, stack), config in both)
        found = encoder, decoder
        _STACKS[module] = (configs, weights), found
    return found


def _sides(module: nn.Transformer) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return (ENCODER, module.encoder), (DECODER, module.decoder)


def torch_twin(encoder: Stack, decoder: Stack) -> nn.Transformer:
    """An ``nn.Transformer``, batch first, that computes what two of our stacks do; weights copied.

    Where ours has no bias, torch's is 0.
    """
    c = encoder.config
    weights = encoder.norm.weight
    with torch.device("meta"):
        module = nn.Transformer(
            c.d, c.heads, c.layers, decoder.config.layers, c.hidden, 0.0, c.activation,
            layer_norm_eps=c.epsilon, batch_first=True, norm_first=c.norm_first,
        )  # fmt: skip
    named: dict[str, Tensor] = {}
    for side, name, stack in ((ENCODER, "encoder", encoder), (DECODER, "decoder", decoder)):
        for code, sublayer in stack.sublayers.items():
            at = f"{name}.layers.{int(code[1:-1]) - 1}"
            part, norm = PARTS[side, code[-1]]
            own = {k: v.detach().clone() for k, v in sublayer.named_parameters()}
            named |= {f"{at}.{norm}.{k}": own[f"norm.{k}"] for k in ("weight", "bias")}
            named |= _feed(at, own) if code[-1] == FEED else _attention(f"{at}.{part}", own)
        named |= {f"{name}.norm.{k}": v.detach().clone() for k, v in stack.norm.named_parameters()}
    return assign(module, named).to(weights.dtype)


def _feed(at: str, own: dict[str, Tensor]) -> dict[str, Tensor]:
    pairs = (("linear1", "up"), ("linear2", "down"))
    return {f"{at}.{t}.{k}": own[f"{o}.{k}"] for t, o in pairs for k in ("weight", "bias")}


def _attention(at: str, own: dict[str, Tensor]) -> dict[str, Tensor]:
    rows = [own[f"{name}.weight"] for name in ("query", "key", "value")]
    none = rows[0].new_zeros(len(rows[0]))
    biases = [own.get(f"{name}.bias", none) for name in ("query", "key", "value")]
    return {
        f"{at}.in_proj_weight": torch.cat(rows),
        f"{at}.in_proj_bias": torch.cat(biases),
        f"{at}.out_proj.weight": own["output.weight"],
        f"{at}.out_proj.bias": own.get("output.bias", none),
    }


def _config(side: str, stack: Any) -> StackConfig:
    """The sizes of one side of torch's module."""
    layers = list(getattr(stack, "layers", ()))
    kind = nn.TransformerEncoderLayer if side == ENCODER else nn.TransformerDecoderLayer
    if not layers or any(type(layer) is not kind for layer in layers):
        raise InputError("module", f"made of nn.{kind.__name__}", type(stack).__name__)
    if not isinstance(stack.norm, nn.LayerNorm):
        raise InputError("module", "with a layer norm at the end of each stack", None)
    first = layers[0]
    attention = cast(nn.MultiheadAttention, first.self_attn)
    if first.activation not in KNOWN:
        raise InputError("activation", "relu or gelu", getattr(first.activation, "__name__", "?"))
    return StackConfig(
        layers=len(layers),
        d=attention.embed_dim,
        heads=attention.num_heads,
        hidden=first.linear1.out_features,
        bias=attention.in_proj_bias is not None,
        norm_first=first.norm_first,
        activation=KNOWN[first.activation],
        epsilon=first.norm1.eps,
    )


def _stack(side: str, module: Any, config: StackConfig) -> Stack:
    """One side of torch's module as ours, on its own weights."""
    with torch.device("meta"):
        empty = Stack(config, codes(side, config.layers))
    named: dict[str, Tensor] = {}
    for code in empty.sublayers:
        layer = module.layers[int(code[1:-1]) - 1]
        part, norm = PARTS[side, code[-1]]
        mine = _feed_of(layer) if code[-1] == FEED else _attention_of(getattr(layer, part))
        mine |= {f"norm.{k}": v for k, v in getattr(layer, norm).named_parameters()}
        named |= {f"sublayers.{code}.{k}": v for k, v in mine.items()}
    named |= {f"norm.{k}": v for k, v in module.norm.named_parameters()}
    return assign(empty, _whole(empty, named))


def _whole(empty: Stack, named: dict[str, Tensor]) -> dict[str, Tensor]:
    """With zeros where torch's module has no bias at all (``bias=False``)."""
    like = next(iter(named.values()))
    missing = {k: v.shape for k, v in empty.state_dict().items() if k not in named}
    return named | {k: like.new_zeros(shape) for k, shape in missing.items()}


def _feed_of(layer: Any) -> dict[str, Tensor]:
    pairs = (("up", layer.linear1), ("down", layer.linear2))
    return {f"{name}.{k}": v for name, part in pairs for k, v in part.named_parameters()}


def _attention_of(module: nn.MultiheadAttention) -> dict[str, Tensor]:
    q, k, v = module.in_proj_weight.chunk(3)
    found = {"query.weight": q, "key.weight": k, "value.weight": v}
    found["output.weight"] = module.out_proj.weight
    if module.in_proj_bias is not None:
        q, k, v = module.in_proj_bias.chunk(3)
        found |= {"query.bias": q, "key.bias": k, "value.bias": v}
        found["output.bias"] = module.out_proj.bias
    return found
