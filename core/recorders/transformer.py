"""``record`` for our Transformer, also while some of its heads are changed."""

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor

from core.errors import InputError
from core.networks.transformer import Change, Run, Transformer
from core.networks.transformer_block import Block, BlockRun
from core.networks.transformer_positions import linear_bias
from core.recorders.record import record
from core.traces.attention import AttentionTrace
from core.traces.transformer import TransformerRecording, TransformerTrace


@torch.no_grad()
def record_transformer(
    model: Transformer,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    element: int | None = None,
    *,
    vocabulary: Sequence[str] | None = None,
    mask: Tensor | None = None,
    change: Change | None = None,
) -> TransformerRecording:
    """Let the model read ``x`` and keep the attention of every layer and the residual stream.

    Args:
        model: any Transformer; it is left untouched.
        x: (time,) or (batch, time), places in the vocabulary.
        tokens: one word for each step; those of the vocabulary if there are none.
        element: which one of a batch is kept; needed if it is larger than 1.
        vocabulary: a word for each symbol; "0", "1", … if there are none.
        mask: who may look at whom, as `Transformer.run` takes it.
        change: of heads, as `Transformer.run` takes it; the stream shows what came of it, and the
            attention traces what the heads would have given.

    Returns:
        ``.output``, the logits (batch, time, vocabulary); ``.traces``, an AttentionTrace for each
        layer; ``.stream``, a TransformerTrace.

    Raises:
        InputError: what the model cannot read, or words that do not fit.
    """
    x = x[None] if x.dim() == 1 else x
    row = _row(len(x), element)
    words = _words("vocabulary", vocabulary, range(model.config.vocabulary))
    read = model.run(x, mask, change)
    names = _words("tokens", tokens, [words[place] for place in x[row]])
    one = _only(read, row)
    layers = tuple(
        _attention(model, run, names, layer, mask) for layer, run in enumerate(one.blocks)
    )
    return TransformerRecording(read.logits, layers, _stream(model, one, x[row], names, words))


def _attention(
    model: Transformer, run: BlockRun, tokens: tuple[str, ...], layer: int, mask: Tensor | None
) -> AttentionTrace:
    if mask is None and model.config.causal:
        mask = model.own_mask(len(tokens))
    alibi = model.config.positions == "alibi"
    return AttentionTrace(
        tokens=tokens,
        keys=tokens,
        layer=layer,
        q=run.q[0].numpy(),
        k=run.k[0].numpy(),
        v=run.v[0].numpy(),
        mask=None if mask is None else mask.numpy(),
        bias=linear_bias(model.config.heads, len(tokens)).numpy() if alibi else None,
    )


def _stream(
    model: Transformer, run: Run, x: Tensor, tokens: tuple[str, ...], words: tuple[str, ...]
) -> TransformerTrace:
    blocks = [cast(Block, block) for block in model.blocks]
    heads = [b.attention.apart(r.heads)[0] for b, r in zip(blocks, run.blocks, strict=True)]
    return TransformerTrace(
        tokens=tokens,
        vocabulary=words,
        embedded=run.embedded[0].numpy(),
        heads=torch.stack(heads).numpy(),
        mlp=torch.stack([r.mlp[0] for r in run.blocks]).numpy(),
        logits=run.logits[0].numpy(),
        targets=torch.cat([x[1:], x.new_tensor([-1])]).numpy(),
    )


def _only(run: Run, row: int) -> Run:
    """One example of a run, still with a batch axis."""
    blocks = (BlockRun(*(values[row : row + 1] for values in block)) for block in run.blocks)
    return Run(run.embedded[row : row + 1], tuple(blocks), run.logits[row : row + 1])


def _words(field: str, given: Sequence[str] | None, default: Sequence[object]) -> tuple[str, ...]:
    words = tuple(map(str, default)) if given is None else tuple(given)
    if len(words) != len(default):
        raise InputError(field, f"{len(default)} words", len(words))
    return words


def _row(batch: int, element: int | None) -> int:
    row = 0 if element is None and batch == 1 else element
    if row is None or not 0 <= row < batch:
        hint = " (element=0 shows the first)" if element is None else ""
        rule = f"0–{batch - 1} for a batch of {batch}{hint}"
        raise InputError("element", rule, element)
    return row


@record.register(Transformer)
def _(module, x, tokens=None, state=None, element=None):
    if state is not None:
        raise InputError("state", "left out for a Transformer", type(state).__name__)
    return record_transformer(module, x, tokens, element)
