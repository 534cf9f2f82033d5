"""Requests to torch's attention and Transformer layers, and to stacks of them."""

from functools import singledispatch
from typing import Any

from torch import Tensor, nn

from core.errors import InputError
from core.recorders.attention_request import AttentionRequest, attention_request
from core.recorders.words import Words


@singledispatch
def layer_request(module: nn.Module, *args: Any, **options: Any) -> AttentionRequest:
    """Check the arguments of ``record`` for a module with attention.

    All take ``module`` in any configuration, and
        x: (time, size), (time, batch, size) or, with batch_first, (batch, time, size);
        tokens: one word for each step of x; "1", "2", … if there are none;
        element: which example of a batch the traces show; needed if the batch is larger than 1;
        options: masks and flags under torch's own names.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    raise InputError("module", "with attention", type(module).__name__)


@layer_request.register
def of_attention(
    module: nn.MultiheadAttention,
    x: Tensor,
    tokens: Words = None,
    *others: object,
    key: Tensor | None = None,
    value: Tensor | None = None,
    keys: Words = None,
    element: int | None = None,
    **options: Any,
) -> AttentionRequest:
    """One attention of x to ``key`` (x itself if left out), which is told ``value`` (``key``).

    ``keys`` are the words of ``key``. Options: attn_mask, key_padding_mask, is_causal,
    need_weights, average_attn_weights.
    """
    if others:
        raise InputError("tokens", "words (key and value go by their names)", type(tokens).__name__)
    key = x if key is None else key
    value = key if value is None else value
    sizes = (module.embed_dim, module.kdim, module.vdim)
    given = dict(zip(("x", "key", "value"), zip((x, key, value), sizes, strict=True), strict=True))
    return attention_request(
        module, module, given, options, (tokens, tokens if key is x else keys), element
    )


@layer_request.register
def of_encoder(
    module: nn.TransformerEncoder | nn.TransformerEncoderLayer,
    x: Tensor,
    tokens: Words = None,
    *,
    element: int | None = None,
    **options: Any,
) -> AttentionRequest:
    """The self-attention of each layer.

    Options: mask (of a single layer: src_mask), src_key_padding_mask, is_causal.
    """
    attention = _own_attention(module)
    given = {"x": (x, attention.embed_dim)}
    return attention_request(module, attention, given, options, (tokens, tokens), element)


@layer_request.register
def of_decoder(
    module: nn.TransformerDecoder | nn.TransformerDecoderLayer,
    x: Tensor,
    tokens: Words = None,
    *others: object,
    memory: Tensor | None = None,
    keys: Words = None,
    element: int | None = None,
    **options: Any,
) -> AttentionRequest:
    """Of each layer first its self-attention, then its attention to ``memory``.

    ``keys`` are the words of ``memory``. Options: tgt_mask, memory_mask, tgt_key_padding_mask,
    memory_key_padding_mask, tgt_is_causal, memory_is_causal.
    """
    attention = _own_attention(module)
    if memory is None:
        got = "it without a name" if others or isinstance(tokens, Tensor) else None
        raise InputError("memory", "given by its name (write memory=…)", got)
    if others:
        raise InputError("tokens", "words (masks go by their names)", type(tokens).__name__)
    given = {"x": (x, attention.embed_dim), "memory": (memory, attention.embed_dim)}
    return attention_request(module, attention, given, options, (tokens, keys), element)


def _own_attention(module: Any) -> nn.MultiheadAttention:
    """The self-attention of the layer itself, or of the first one of a stack.

    Raises:
        InputError: there is none under torch's name.
    """
    stack = isinstance(module, nn.TransformerEncoder | nn.TransformerDecoder)
    layer: Any = module.layers[0] if stack else module
    attention = getattr(layer, "self_attn", None)
    if not isinstance(attention, nn.MultiheadAttention):
        rule = "made of layers whose self_attn is an nn.MultiheadAttention"
        raise InputError("module", rule, type(layer).__name__)
    return attention
