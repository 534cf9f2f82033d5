"""``record`` for torch's Transformer layers and stacks of them: the attention in each."""

from collections.abc import Sequence
from typing import Any

from torch import Tensor, nn

from core.attention_record import listen
from core.attention_request import ask
from core.traces import Recording

Encoder = nn.TransformerEncoder | nn.TransformerEncoderLayer
Decoder = nn.TransformerDecoder | nn.TransformerDecoderLayer


def record_encoder(
    module: Encoder,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    *,
    example: int | None = None,
    **options: Any,
) -> Recording:
    """Run an encoder and keep the self-attention of each layer.

    Args:
        module: norm_first or not; a stack may end in a norm.
        x: (time, size), (time, batch, size) or, with batch_first, (batch, time, size).
        tokens: one word for each step; "1", "2", … if there are none.
        example: which example of a batch the traces show; needed if the batch is larger than 1.
        options: mask (of a layer: src_mask), src_key_padding_mask, is_causal.
    """
    attention = _first(module).self_attn
    given = {"x": (x, attention.embed_dim)}
    asked = ask(module, attention, given, options, (tokens, tokens), example)
    return listen(module, attention, asked)


def record_decoder(
    module: Decoder,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    *,
    memory: Tensor,
    keys: Sequence[str] | None = None,
    example: int | None = None,
    **options: Any,
) -> Recording:
    """Run a decoder and keep, of each layer, first its self-attention, then its cross-attention.

    Args:
        module: norm_first or not; a stack may end in a norm.
        x: (time, size), (time, batch, size) or, with batch_first, (batch, time, size).
        tokens: one word for each step of x; "1", "2", … if there are none.
        memory: what the encoder made, like x.
        keys: one word for each step of memory.
        example: which example of a batch the traces show; needed if the batch is larger than 1.
        options: tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask,
            tgt_is_causal, memory_is_causal.
    """
    attention = _first(module).self_attn
    given = {"x": (x, attention.embed_dim), "memory": (memory, attention.embed_dim)}
    asked = ask(module, attention, given, options, (tokens, keys), example)
    return listen(module, attention, asked)


def _first(module: Any) -> Any:
    """The layer itself, or the first one of a stack."""
    stack = isinstance(module, nn.TransformerEncoder | nn.TransformerDecoder)
    return module.layers[0] if stack else module
