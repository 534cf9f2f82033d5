"""The settings of a text under a mask, and what the lesson records of it."""

from dataclasses import dataclass
from typing import Self

from core.lessons.causal_mask import painted as painted_mask
from core.lessons.causal_mask.patterns import GUESSES
from core.lessons.settings import Settings, between, one_of, phrase
from core.networks import masks
from core.traces.attention import AttentionTrace
from core.traces.base import Array
from core.traces.recurrent import InfluenceTrace
from core.traces.transformer import TransformerTrace

MODELS = {"masked": "masked_lm", "unmasked": "unmasked_lm"}  # trained with the mask, and without
LAYERS, HEADS, ROOT = 2, 4, 4  # ROOT: √d_k
LONGEST = 16  # characters of a text
SIZED = ("padding", "window", "prefix")  # masks that have a size
PROMPT = 40  # characters at most


@dataclass(frozen=True, kw_only=True)
class CausalMask(Settings):
    """What the reader may set.

    ``n`` is the size of a mask that has one; ``cells`` is a painted mask; ``head`` counts through
    the layers; ``key`` −1 is the next place. ``prompt``, ``how`` and ``draw`` are for writing.
    """

    mask: str = one_of("causal", GUESSES)
    n: int = between(3, 0, LONGEST)
    text: str = phrase("the string", 2, LONGEST)
    model: str = one_of("masked", MODELS)
    depth: str = one_of("all", ("all", "one"))
    cells: str = phrase("", 0, 64, picked=True)
    head: int = between(5, 0, LAYERS * HEADS - 1, shown=True, picked=True)
    key: int = between(-1, -1, LONGEST - 1, shown=True, picked=True)
    prompt: str = phrase("The ", 1, PROMPT, shown=True)
    how: str = one_of("drawn", ("drawn", "likeliest"), shown=True)
    draw: int = between(0, 0, 9, shown=True)

    @property
    def recorded(self) -> Self:
        """What the recording depends on: a size or painted cells only where the mask has them."""
        counts = {"n": self.mask in SIZED, "cells": self.mask == "painted"}
        return super().recorded.with_defaults(*(name for name, does in counts.items() if not does))

    @property
    def size(self) -> int:
        """The size of the mask, within the text; a window holds at least the place itself."""
        return max(int(self.mask == "window"), min(self.n, len(self.text)))

    @property
    def matrix(self) -> Array:
        """Who may look at whom: bool (query, key)."""
        T = len(self.text)
        match self.mask:
            case "padding":
                return masks.padding(T, self.size)
            case "window":
                return masks.sliding_window(T, self.size)
            case "prefix":
                return masks.prefix(T, self.size)
            case "painted":
                return painted_mask.read(self.cells, T)
        return masks.none(T) if self.mask == "none" else masks.causal(T)

    @property
    def reach(self) -> int:
        """How many layers the derivatives go through."""
        return LAYERS if self.depth == "all" else 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """What happened in both layers, what was predicted, and what each output depends on."""

    layers: tuple[AttentionTrace, ...]
    stream: TransformerTrace
    influence: InfluenceTrace

    @property
    def depends(self) -> Array:
        """Whether output i depends on input j at all: bool (output, input)."""
        return self.influence.dx > 0

    def of_head(self, head: int) -> tuple[AttentionTrace, int]:
        """The layer of a head that is counted through all layers, and its place there."""
        return self.layers[head // HEADS], head % HEADS
