"""Heads that say what they said in another run, and the answer that follows.

Vig et al. 2020, "Investigating gender bias in language models using causal mediation analysis",
§3. Both runs read the same symbols in two orders, each order twice.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.data.induction_task import LONGEST, halves
from core.draws import FRESH, stream
from core.measures.heads import Head
from core.networks.transformer import Transformer
from core.shipped.transformers import INDUCTION, load_transformer

N, SEED = 100, 1  # sequences, and the seed that they are drawn with
PATCHED: tuple[tuple[Head, ...], ...] = (
    ((0, 0),),
    ((0, 1), (0, 2), (0, 3)),
    ((1, 1),),
    ((1, 1), (1, 3)),
    ((1, 0), (1, 1), (1, 2), (1, 3)),
)


@dataclass(frozen=True, kw_only=True)
class Patching:
    """How often the likeliest next symbol is what three stories say, as shares."""

    heads: tuple[Head, ...]
    n: int  # sequences
    own: float  # what comes next in the sequence that is read
    other: float  # what comes next at this place of the other one
    notes: float  # what stands here behind the place where the other one has the symbol at hand


def measure() -> tuple[Patching, ...]:
    """Patch some heads of the shipped model from runs over shuffled sequences."""
    model, draw = load_transformer(INDUCTION), stream(SEED, FRESH)
    tokens, _ = halves(N, draw)
    order = torch.rand(N, LONGEST, generator=draw).argsort(dim=1)
    other = tokens[:, :LONGEST].gather(1, order).repeat(1, 2)
    return tuple(patching(model, tokens, other, heads) for heads in PATCHED)


@torch.no_grad()
def patching(
    model: Transformer, tokens: Tensor, other: Tensor, heads: tuple[Head, ...]
) -> Patching:
    """Read tokens (batch, time) while heads say what they say over the other tokens.

    Both have the same symbols in each half, in two orders.
    """
    said = model.run(other).blocks

    def change(layer: int, values: Tensor) -> Tensor:
        values = values.clone()
        for where, head in heads:
            if where == layer:
                values[:, head] = said[layer].heads[:, head]
        return values

    half = tokens.shape[1] // 2
    asked = tokens[:, half:-1]  # (batch, place): what comes next can be known
    says = model.run(tokens, change=change).logits.argmax(dim=-1)[:, half:-1]
    place = (other[:, None, :half] == asked[:, :, None]).int().argmax(dim=2)
    inside = place < half - 1  # behind the last place of the half the second one begins
    return Patching(
        heads=heads,
        n=len(tokens),
        own=_share(says == tokens[:, half + 1 :]),
        other=_share(says == other[:, half + 1 :]),
        notes=_share((says == tokens.gather(1, place + 1))[inside]),
    )


def _share(right: Tensor) -> float:
    return float(right.double().mean())
