"""Trained networks without and with positions, at work on the reader's words. Loads torch."""

import torch
from torch import Tensor

from core import shuffle
from core.order_task import ASKS, FILLERS, A, B, encode
from core.positional_lesson import MODELS
from core.shuffle_trace import PositionsTrace, ShuffleTrace
from core.transformer import Transformer
from core.transformer_models import load_transformer


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


@torch.no_grad()
def shuffled(
    model: Transformer, words: tuple[str, ...], spelled: str, order: tuple[int, ...]
) -> ShuffleTrace:
    """Read the symbols ``spelled``, one for each word and "?", in both orders."""
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
