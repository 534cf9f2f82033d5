"""A small decoder-only Transformer, written so that it reads like its equations.

Vaswani et al. 2017, "Attention is all you need", §3, without its encoder, and with the layer norm
before each sublayer instead of behind it (Radford et al. 2019, GPT-2, §2.3; Xiong et al. 2020):

    x ← x + Attention(norm(x)),    x ← x + MLP(norm(x)),    logits = U norm(x)

The projections W_Q, W_K, W_V, W_O have no bias, so that a sublayer's output is the sum of what its
heads add. Six ways to tell the order (`core.networks.transformer_positions`). Omits dropout and
tied embeddings. Nothing is stored on the module: `run` returns what happened inside.
"""

import math
from collections.abc import Callable
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.assign import assign, empty_embedding
from core.networks.initialisation import normal
from core.networks.transformer_block import Block, BlockRun
from core.networks.transformer_config import TransformerConfig
from core.networks.transformer_positions import added, linear_bias

Change = Callable[[int, Tensor], Tensor]  # layer, heads (batch, head, query, value) -> the same


class Run(NamedTuple):
    """What happened in a Transformer while it read some tokens."""

    embedded: Tensor  # (batch, query, d): the stream before the first layer
    blocks: tuple[BlockRun, ...]
    logits: Tensor  # (batch, query, vocabulary)

    @property
    def length(self) -> int:
        """Positions read so far, those of the past included."""
        return self.blocks[0].k.shape[2]


class Transformer(nn.Module):
    """Reads tokens and says at each position what may come next."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = empty_embedding(config.vocabulary, config.d)
        if config.positions == "learned":
            self.positions = empty_embedding(config.longest, config.d)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.d)
        self.readout = nn.Linear(config.d, config.vocabulary, bias=False)

    def forward(self, tokens: Tensor, mask: Tensor | None = None) -> Tensor:
        """Logits (batch, time, vocabulary) of what follows each of tokens (batch, time)."""
        return self.run(tokens, mask).logits

    def run(
        self,
        tokens: Tensor,
        mask: Tensor | None = None,
        change: Change | None = None,
        past: Run | None = None,
    ) -> Run:
        """Read tokens and return everything that happened.

        Args:
            tokens: (batch, time), places in the vocabulary.
            mask: (query, key), 0 where a query may look and −∞ where not, instead of the model's
                own; a query that may look nowhere gets nothing from its heads.
            change: what to make of a layer's heads before they are added: (layer, heads) -> heads.
            past: the run over what came before; its keys and values are used again ("KV cache").

        Raises:
            InputError: tokens, mask or past that do not fit.
        """
        start = 0 if past is None else past.length
        self._check(tokens, mask, start)
        return self.run_on(self.embed(tokens, start), mask, change, past)

    def run_on(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        change: Change | None = None,
        past: Run | None = None,
    ) -> Run:
        """`run` from the stream before the first layer on: x (batch, time, d)."""
        start = 0 if past is None else past.length
        bias = self.score_bias(x.shape[1], start, mask)
        embedded, runs = x, []
        for layer, block in enumerate(self.blocks):
            before = None if past is None else past.blocks[layer]
            changed = None if change is None else _at(change, layer)
            x, run = cast(Block, block).run(x, bias, before, changed)
            runs.append(run)
        return Run(embedded, tuple(runs), self.readout(self.norm(x)))

    def embed(self, tokens: Tensor, start: int = 0) -> Tensor:
        """The stream before the first layer, (batch, time, d), from position ``start`` on."""
        x = self.embedding(tokens)
        if self.config.positions == "learned":
            return x + self.positions.weight[start : start + tokens.shape[1]]
        place = added(self.config.positions, start, tokens.shape[1], self.config.d)
        return x if place is None else x + place.to(x)

    def score_bias(self, length: int, start: int = 0, mask: Tensor | None = None) -> Tensor:
        """What is added to the scores of all layers: (query, key), or (head, query, key)."""
        like = self.readout.weight
        mask = (self.own_mask(length, start) if mask is None else mask).to(like)
        if self.config.positions != "alibi":
            return mask
        return mask + linear_bias(self.config.heads, length, start).to(like)

    def own_mask(self, length: int, start: int = 0) -> Tensor:
        """0, or −∞ where a position may not look, from ``start`` on: (length, start + length)."""
        shape = (length, start + length)
        return (
            torch.full(shape, -math.inf).triu(start + 1)
            if self.config.causal
            else torch.zeros(shape)
        )

    def head_norms(self) -> Tensor:
        """‖W_O‖_F of each head: how much it can add to the stream, (layer, head)."""
        weights = [cast(Block, block).attention.written() for block in self.blocks]
        return torch.stack([weight.norm(dim=(0, 2)) for weight in weights])

    def _check(self, tokens: Tensor, mask: Tensor | None, start: int) -> None:
        if tokens.dim() != 2 or not tokens.numel() or tokens.dtype != torch.int64:
            raise InputError("tokens", "int64 (batch, time), at least one", tuple(tokens.shape))
        if not 0 <= int(tokens.min()) <= int(tokens.max()) < self.config.vocabulary:
            raise InputError("tokens", f"0–{self.config.vocabulary - 1}", tokens.tolist())
        end = start + tokens.shape[1]
        if self.config.positions == "learned" and end > self.config.longest:
            raise InputError("length", f"at most {self.config.longest}", end)
        if mask is not None and tuple(mask.shape) != (tokens.shape[1], end):
            raise InputError("mask", f"of shape {(tokens.shape[1], end)}", tuple(mask.shape))
        if start and not self.config.causal and mask is None:
            raise InputError("past", "left out where what comes changes what was", start)


def transformer(
    config: TransformerConfig,
    generator: torch.Generator,
    dtype: torch.dtype = torch.float32,
) -> Transformer:
    """A model with random weights, in eval mode; drawn in float64, then rounded to ``dtype``.

    As `core.networks.initialisation.normal` says, but learned positions are from N(0, 1/d), and
    what writes to the stream is smaller by √(2 · layers) (Radford et al. 2019, GPT-2, §2.3).
    """
    model = empty_transformer(config)
    drawn = normal(model, generator)
    for name in drawn:
        if name == "positions.weight":
            drawn[name] /= math.sqrt(config.d)
        if name.endswith(("output.weight", "down.weight")):
            drawn[name] /= math.sqrt(2 * config.layers)
    return assign(model, {name: weight.to(dtype) for name, weight in drawn.items()})


def empty_transformer(config: TransformerConfig) -> Transformer:
    """A model on the meta device: shapes without values, to be filled by `assign`."""
    with torch.device("meta"):
        return Transformer(config)


def _at(change: Change, layer: int) -> Callable[[Tensor], Tensor]:
    return lambda heads: change(layer, heads)
