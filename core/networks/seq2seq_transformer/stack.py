"""A stack of sublayers around one line: each reads the line and adds to it.

Vaswani et al. 2017, "Attention is all you need", §3.1–3.3. The layer norm stands before each
sublayer (Xiong et al. 2020, "On layer normalization in the Transformer architecture"), or behind
the sum, as in the paper:

    before:  x ← x + f(norm(x))          behind:  x ← norm(x + f(x))

with one more norm at the end of the stack, as ``nn.Transformer`` has it in both cases.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, relu

from core.errors import InputError
from core.networks.seq2seq_transformer.ablation import CROSS, FEED, INTACT, Ablation

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {"relu": relu, "gelu": gelu}
KeysValues = tuple[Tensor, Tensor]  # each (n, head, key, channel)


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """The sizes of a stack.

    Raises:
        InputError: a size that cannot work, or an activation that is not known.
    """

    layers: int = 2
    d: int = 64  # channels of the line
    heads: int = 4
    hidden: int = 256  # units of each feed-forward network
    bias: bool = False  # of W_Q, W_K, W_V and W_O
    norm_first: bool = True
    activation: str = "relu"
    epsilon: float = 1e-5  # of the layer norms

    def __post_init__(self) -> None:
        for field in ("layers", "d", "heads", "hidden"):
            if getattr(self, field) < 1:
                raise InputError(field, "at least 1", getattr(self, field))
        if self.d % self.heads:
            raise InputError("d", f"a multiple of {self.heads}, the number of heads", self.d)
        if self.activation not in ACTIVATIONS:
            raise InputError("activation", f"one of {', '.join(ACTIVATIONS)}", self.activation)


class Look(NamedTuple):
    """An attention at work."""

    q: Tensor  # (n, head, query, channel)
    k: Tensor  # (n, head, key, channel)
    v: Tensor  # (n, head, key, channel)
    weights: Tensor  # (n, head, query, key): softmax(q kᵀ / √d_k + mask)
    heads: Tensor  # (n, head, query, channel): weights · v, 0 for a head that is taken away


class SublayerRun(NamedTuple):
    """What one sublayer did."""

    read: Tensor  # (n, time, d): the line, after the norm if it stands before
    write: Tensor  # (n, time, d): what is added to the line, 0 if the sublayer is off
    line: Tensor  # (n, time, d): the line behind it
    look: Look | None  # of an attention
    hidden: Tensor | None  # (n, time, unit): of a feed-forward network, after the activation


class StackRun(NamedTuple):
    """What a stack did."""

    embedded: Tensor  # (n, time, d): the line at the beginning
    sublayers: dict[str, SublayerRun]  # by code, in order
    output: Tensor  # (n, time, d): the line at the end, after the last norm

    @property
    def keys_values(self) -> dict[str, KeysValues]:
        """Keys and values of every attention, to be used again ("KV cache")."""
        looks = {code: run.look for code, run in self.sublayers.items()}
        return {code: (look.k, look.v) for code, look in looks.items() if look is not None}


class Attention(nn.Module):
    """Multi-head attention: concat(head_1 … head_h) W_O (Vaswani et al. 2017, §3.2.2)."""

    def __init__(self, config: StackConfig) -> None:
        super().__init__()
        d, self.heads = config.d, config.heads
        self.norm = nn.LayerNorm(d, config.epsilon)
        self.query, self.key, self.value, self.output = (
            nn.Linear(d, d, bias=config.bias) for _ in range(4)
        )

    def split(self, x: Tensor) -> Tensor:
        """(n, time, d) as (n, head, time, d / heads)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def keys_values(self, x: Tensor) -> KeysValues:
        """K and v of what is looked at, x (n, key, d)."""
        return self.split(self.key(x)), self.split(self.value(x))

    def look(
        self, x: Tensor, keys_values: KeysValues, mask: Tensor | None, dropped: tuple[int, ...]
    ) -> Look:
        """Attention(Q, K, V) = softmax(QKᵀ / √d_k + mask) V of x (n, query, d), head by head."""
        q, (k, v) = self.split(self.query(x)), keys_values
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (n, head, query, key)
        weights = (scores if mask is None else scores + mask).softmax(dim=-1)
        heads = weights @ v
        if dropped:
            heads = heads.index_fill(1, torch.tensor(dropped), 0.0)
        return Look(q, k, v, weights, heads)

    def join(self, heads: Tensor) -> Tensor:
        """(n, head, query, channel) through W_O: (n, query, d)."""
        return self.output(heads.transpose(1, 2).flatten(2))

    def apart(self, heads: Tensor) -> Tensor:
        """What each head alone writes; with W_O's bias they sum to `join`: (n, head, query, d)."""
        W = self.output.weight.unflatten(1, (self.heads, -1))  # (d, head, channel)
        return torch.einsum("nhqc,dhc->nhqd", heads, W)


class FeedForward(nn.Module):
    """Two layers for each word on its own: W_2 act(W_1 x + b_1) + b_2 (§3.3)."""

    def __init__(self, config: StackConfig) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(config.d, config.epsilon)
        self.up, self.down = nn.Linear(config.d, config.hidden), nn.Linear(config.hidden, config.d)
        self.activation: Callable[[Tensor], Tensor] = ACTIVATIONS[config.activation]

    def units(self, x: Tensor) -> Tensor:
        """The hidden units: (n, time, unit)."""
        return self.activation(self.up(x))


def same(x: Tensor) -> Tensor:
    """Keep everything; in training dropout takes its place."""
    return x


class Stack(nn.Module):
    """Sublayers by code, in the order in which they work, and the last norm."""

    def __init__(self, config: StackConfig, codes: tuple[str, ...]) -> None:
        super().__init__()
        self.config = config
        self.sublayers = nn.ModuleDict(
            {c: FeedForward(config) if c[-1] == FEED else Attention(config) for c in codes}
        )
        self.norm = nn.LayerNorm(config.d, config.epsilon)

    def run(
        self,
        x: Tensor,
        *,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        memory_mask: Tensor | None = None,
        ablation: Ablation = INTACT,
        back: Tensor | None = None,
        past: Mapping[str, KeysValues] | None = None,
        drop: Callable[[Tensor], Tensor] = same,
    ) -> StackRun:
        """Lead a line through the stack and return everything that happened.

        Args:
            x: (n, time, d), the line at the beginning.
            memory: (n, source, d), what cross-attention looks at.
            mask: (time, key), added to the scores of self-attention: 0, or −∞ where a position
                may not look.
            memory_mask: (time, source), the same for cross-attention.
            ablation: what is taken away.
            back: (n, time, d), what is put back behind a cut.
            past: keys and values of what came before: of all earlier positions for
                self-attention, of the memory for cross-attention.
            drop: applied to what each sublayer writes.
        """
        runs: dict[str, SublayerRun] = {}
        embedded, first = x, self.config.norm_first
        for code, sublayer in self.sublayers.items():
            norm = cast(Attention | FeedForward, sublayer).norm if ablation.norm else same
            read = norm(x) if first else x
            look = hidden = None
            if isinstance(sublayer, Attention):
                cross = code[-1] == CROSS
                keys_values = _keys_values(sublayer, code, read, memory, past or {})
                added = memory_mask if cross else mask
                look = sublayer.look(read, keys_values, added, ablation.dropped(code))
                write = sublayer.join(look.heads)
            else:
                hidden = cast(FeedForward, sublayer).units(read)
                write = cast(FeedForward, sublayer).down(hidden)
            write = torch.zeros_like(x) if code in ablation.off else drop(write)
            kept = back if code in ablation.cut else x
            x = write if kept is None else kept + write
            x = x if first else norm(x)
            runs[code] = SublayerRun(read, write, x, look, hidden)
        return StackRun(embedded, runs, self.norm(x) if ablation.norm else x)


def _keys_values(
    attention: Attention,
    code: str,
    read: Tensor,
    memory: Tensor | None,
    past: Mapping[str, KeysValues],
) -> KeysValues:
    """What an attention looks at: the memory, or all positions up to now."""
    if code[-1] == CROSS:
        if code in past:
            return past[code]
        if memory is None:
            raise InputError("memory", "given to a stack with cross-attention", None)
        return attention.keys_values(memory)
    k, v = attention.keys_values(read)
    if code not in past:
        return k, v
    before_k, before_v = past[code]
    return torch.cat([before_k, k], dim=2), torch.cat([before_v, v], dim=2)
