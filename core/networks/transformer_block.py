"""One layer of our Transformer: attention of several heads, then an MLP, both added to the stream.

Vaswani et al. 2017, "Attention is all you need", §3.1–3.3, with the layer norm before each
sublayer (Xiong et al. 2020).
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from core.networks.transformer_config import TransformerConfig
from core.networks.transformer_positions import rotated


class BlockRun(NamedTuple):
    """What happened in one layer; keys and values are of all positions read so far."""

    q: Tensor  # (batch, head, query, channel), after RoPE, if any
    k: Tensor  # (batch, head, key, channel), after RoPE, if any
    v: Tensor  # (batch, head, key, value)
    heads: Tensor  # (batch, head, query, value): softmax(…) v, after any change
    attention: Tensor  # (batch, query, d), added to the stream
    mlp: Tensor  # (batch, query, d), added to the stream


class Attention(nn.Module):
    """Multi-head self-attention: concat(head_1 … head_h) W_O (Vaswani et al. 2017, §3.2.2)."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        d = config.d
        self.n, self.rotary = config.heads, config.positions == "rope"
        self.query, self.key = nn.Linear(d, d, bias=False), nn.Linear(d, d, bias=False)
        self.value, self.output = nn.Linear(d, d, bias=False), nn.Linear(d, d, bias=False)

    def split(self, x: Tensor) -> Tensor:
        """(batch, time, d) as (batch, head, time, d / heads)."""
        return x.unflatten(-1, (self.n, -1)).transpose(1, 2)

    def project(self, x: Tensor, past: BlockRun | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return q of these positions, and k and v of these and all past ones."""
        start = 0 if past is None else past.k.shape[2]
        q, k, v = (self.split(f(x)) for f in (self.query, self.key, self.value))
        if self.rotary:
            q, k = rotated(q, start), rotated(k, start)
        if past is not None:
            k, v = torch.cat([past.k, k], dim=2), torch.cat([past.v, v], dim=2)
        return q, k, v

    def join(self, heads: Tensor) -> Tensor:
        """(batch, head, query, value) through W_O: (batch, query, d)."""
        return self.output(heads.transpose(1, 2).flatten(2))

    def apart(self, heads: Tensor) -> Tensor:
        """What each head alone adds to the stream; they sum to `join`: (batch, head, query, d)."""
        return torch.einsum("bhqv,dhv->bhqd", heads, self.written())

    def written(self) -> Tensor:
        """W_O head by head: (d, head, value)."""
        return self.output.weight.unflatten(1, (self.n, -1))


class Block(nn.Module):
    """One layer: what the heads fetch, then what the MLP makes of it, both added to x."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(config.d), nn.LayerNorm(config.d)
        self.attention = Attention(config)
        self.up, self.down = nn.Linear(config.d, config.mlp), nn.Linear(config.mlp, config.d)

    def run(
        self,
        x: Tensor,
        bias: Tensor,
        past: BlockRun | None,
        change: Callable[[Tensor], Tensor] | None,
    ) -> tuple[Tensor, BlockRun]:
        """Return x after this layer, and what happened; ``bias`` is added to the scores."""
        q, k, v = self.attention.project(self.norm_1(x), past)
        heads = attend(q, k, v, bias)
        if change is not None:
            heads = change(heads)
        attention = self.attention.join(heads)
        x = x + attention
        mlp = self.down(gelu(self.up(self.norm_2(x))))
        return x + mlp, BlockRun(q, k, v, heads, attention, mlp)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """softmax(q kᵀ / √d_k + bias) v (Vaswani et al. 2017, eq. 1): (batch, head, query, value)."""
    nowhere = bias.isneginf().all(dim=-1, keepdim=True)  # may look at no key: nothing to mix
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (batch, head, query, key)
    weights = (scores + bias.masked_fill(nowhere, 0.0)).softmax(dim=-1)
    return (weights @ v).masked_fill(nowhere, 0.0)
