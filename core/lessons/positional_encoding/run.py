"""Trained networks without and with positions, at work on the reader's words. Loads torch."""

import copy
import math
from typing import cast

import numpy as np
import torch
from torch import Tensor

from core.data.order_task import ASKS, FILLERS, A, B, encode
from core.lessons.positional_encoding import shuffle
from core.lessons.positional_encoding.settings import MODELS, PositionalEncoding
from core.networks.positional_encoding import rotate, sinusoidal
from core.networks.transformer import Transformer
from core.networks.transformer_block import Block
from core.shipped.transformers import load_transformer
from core.traces.base import Trace
from core.traces.shuffle import PositionsTrace, ShuffleTrace


def run(
    words: tuple[str, ...], order: tuple[int, ...], asked: tuple[int, int]
) -> dict[str, ShuffleTrace]:
    """Let the networks without and with positions read the words in both orders.

    Args:
        words: of the sentence; "?" is put behind them.
        order: which word stands at each place of the other order.
        asked: the two words that are the task's A and B.
    """
    spelled = shuffle.symbols(words, asked, FILLERS)
    return {
        name: shuffled(load_transformer(f"order_{name}"), words, spelled, order) for name in MODELS
    }


def opening() -> dict[str, Trace]:
    """What the lesson opens with: the default sentence in both orders, and what was learnt."""
    settings = PositionalEncoding()
    read = run(settings.words, settings.other_order, settings.asked_words)
    return {**read, "positions": learnt()}


@torch.no_grad()
def shuffled(
    model: Transformer, words: tuple[str, ...], spelled: str, order: tuple[int, ...]
) -> ShuffleTrace:
    """Read the symbols ``spelled``, one for each word and "?", in both orders, in float64.

    Sums over words in another order are rounded otherwise; in float64 that is all that remains.
    """
    model = copy.deepcopy(model).double()
    places = torch.tensor([*order, len(order)])  # "?" stays at the end
    tokens = encode(spelled)
    (before, first), (after, first_after) = (read(model, x) for x in (tokens, tokens[places]))
    return ShuffleTrace(
        words=(*words, shuffle.ASKS),
        order=places.numpy(),
        before=before.numpy(),
        after=after.numpy(),
        first=first,
        first_after=first_after,
    )


def read(model: Transformer, tokens: Tensor) -> tuple[Tensor, float]:
    """Return the stream after the last layer (time, d), and the probability of the answer A."""
    run = model.run(tokens[None])
    added = [part for block in run.blocks for part in (block.attention, block.mlp)]
    stream = run.embedded + torch.stack(added).sum(dim=0)
    answer = run.logits[0, -1, [A, B]].softmax(dim=0)
    return stream[0], float(answer[0])


@torch.no_grad()
def learnt() -> PositionsTrace:
    """Return q of "?" and k of "A" in RoPE's first layer at position 0, and the learned table."""
    rope = load_transformer("order_rope")
    first = {symbol: rope.run(torch.tensor([[symbol]])).blocks[0] for symbol in (ASKS, A)}
    return PositionsTrace(
        q=first[ASKS].q[0, :, 0].numpy(),
        k=first[A].k[0, :, 0].numpy(),
        table=load_transformer("order_learned").positions.weight.detach().numpy(),
    )


@torch.no_grad()
def mixing(head: int) -> np.ndarray:
    """W_qᵀ W_k / √d_k of one head in the first layer of the network with sinusoids: (d, d).

    PE(p)ᵀ W_qᵀ W_k PE(m) is what the positions alone add to a score, layer norm left out.
    """
    attention = cast(Block, load_transformer("order_sinusoidal").blocks[0]).attention
    W_q, W_k = (
        linear.weight.double().unflatten(0, (attention.n, -1))[head]
        for linear in (attention.query, attention.key)
    )  # (channel, d) each
    return (W_q.T @ W_k / math.sqrt(len(W_q))).numpy()


@torch.no_grad()
def differences(positions: int = 24) -> tuple[float, float]:
    """How far the trained networks are from the written-out functions, at so many positions.

    Returns:
        max |what the network with sinusoids adds − sinusoidal()|, and
        max |a query of the network with RoPE − rotate()|.
    """
    asks = torch.full((1, positions), ASKS)
    paper, rope = (load_transformer(f"order_{name}") for name in ("sinusoidal", "rope"))
    added = (paper.embed(asks) - paper.embedding(asks))[0].numpy()
    turned = rope.run(asks).blocks[0].q[0].numpy()  # (head, time, channel)
    still = np.repeat(turned[:, :1], positions, axis=1)
    return (
        float(np.abs(added - sinusoidal(positions, paper.config.d)).max()),
        float(np.abs(turned - rotate(still, np.arange(positions))).max()),
    )
