"""The residual stream of our Transformer. Free of torch.

Elhage et al. 2021, "A mathematical framework for Transformer circuits": every head and every MLP
reads from the stream and adds to it, so what it holds at the end is a sum that can be taken apart.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from core.traces.attention import AttentionTrace
from core.traces.base import Array, Trace, axes
from core.traces.recurrent import Recording


@dataclass(frozen=True, eq=False, kw_only=True)
class TransformerTrace(Trace):
    """Everything that was added to the stream, and what was predicted at each position."""

    tokens: tuple[str, ...] = axes("time")
    vocabulary: tuple[str, ...] = axes("symbol")
    embedded: Array = axes("time channel")  # the stream before the first layer
    heads: Array = axes("layer head time channel")  # what each head adds, after W_O
    mlp: Array = axes("layer time channel")  # what each MLP adds
    logits: Array = axes("time symbol")  # of the next token
    targets: Array = axes("time")  # the next token's place in the vocabulary; −1 at the end

    @cached_property
    def attention(self) -> Array:
        """What each layer's attention adds, the sum over its heads: (layer, time, channel)."""
        return self.heads.sum(axis=1)

    @cached_property
    def residual(self) -> Array:
        """The stream at every place, (place, time, channel): embedded, then after each sublayer.

        Place 2l + 1 is behind the attention of layer l, place 2l + 2 behind its MLP.
        """
        layers = zip(self.attention, self.mlp, strict=True)
        added = [part for layer in layers for part in layer]
        return np.cumsum(np.stack([self.embedded, *added]), axis=0)

    @cached_property
    def log_probabilities(self) -> Array:
        """Natural logarithm of `probabilities`: (time, symbol)."""
        shifted = self.logits - self.logits.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    @property
    def probabilities(self) -> Array:
        """p(next token | what came before): (time, symbol)."""
        return np.exp(self.log_probabilities)

    @cached_property
    def loss(self) -> Array:
        """−log₂ p(x_{t+1} | x_1 … x_t) in bits, (time,); NaN at the last position."""
        taken = np.take_along_axis(self.log_probabilities, self.targets[:, None], axis=1)[:, 0]
        return np.where(self.targets < 0, np.nan, -taken / np.log(2))

    def likeliest(self, t: int, count: int = 5) -> tuple[str, ...]:
        """The symbols most expected after the one at place t (from 0), best first."""
        order = np.argsort(-self.logits[t], kind="stable")[:count]
        return tuple(self.vocabulary[place] for place in order)

    def _derived(self) -> dict[str, tuple[str, ...]]:
        stream = ("layer", "time", "channel")
        return {
            "attention": stream,
            "residual": ("place", *stream[1:]),
            "probabilities": ("time", "symbol"),
            "loss": ("time",),
        }


@dataclass(frozen=True)
class TransformerRecording(Recording):
    """A Recording whose ``traces`` are the attention of each layer, and the stream they add to."""

    stream: TransformerTrace

    @property
    def layers(self) -> tuple[AttentionTrace, ...]:
        """The attention of each layer."""
        return cast(tuple[AttentionTrace, ...], self.traces)
