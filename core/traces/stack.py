"""Both stacks of an encoder–decoder Transformer: the line of each word, and what is added to it.

Vaswani et al. 2017, "Attention is all you need", §3.1; the stream as a sum: Elhage et al. 2021, "A
mathematical framework for Transformer circuits". Free of torch.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.traces.attention import AttentionTrace
from core.traces.base import Array, Trace, axes
from core.traces.translation import Written


@dataclass(frozen=True, eq=False, kw_only=True)
class StackTrace(Trace):
    """One stack: a sublayer reads the line and writes to it; place p is behind p sublayers."""

    tokens: tuple[str, ...] = axes("time")  # what is read
    sublayers: tuple[str, ...] = axes("sublayer")  # their codes, such as "d1c"
    word: Array = axes("time channel")  # √d times the word's vector
    position: Array = axes("time channel")  # what is added for its place
    line: Array = axes("place time channel")  # before the first sublayer, then behind each
    read: Array = axes("sublayer time channel")  # the line as the sublayer reads it, after the norm
    write: Array = axes("sublayer time channel")  # what it adds; 0 where it is off
    heads: Array = axes("attention head time channel")  # each head's part of it, after W_O
    hidden: Array = axes("layer time unit")  # feed-forward units, after the activation
    output: Array = axes("time channel")  # the line at the end, after the last norm

    @property
    def norms(self) -> Array:
        """‖line‖ at every place: (place, time)."""
        return np.linalg.norm(self.line, axis=-1)

    @property
    def written(self) -> Array:
        """‖write‖ of every sublayer: (sublayer, time)."""
        return np.linalg.norm(self.write, axis=-1)

    def _derived(self) -> dict[str, tuple[str, ...]]:
        return {"norms": ("place", "time"), "written": ("sublayer", "time")}


@dataclass(frozen=True, eq=False, kw_only=True)
class WriterTrace(Written, StackTrace):
    """A decoder that writes: what its line holds at every place, and the sum of each logit.

    ``lens_words`` reads the line at a place as if the stack ended there: the last norm, then the
    readout ("logit lens", nostalgebraist 2020). ``ledger`` takes the logit of the written word
    apart, less the mean logit of all words, which the softmax does not see.
    """

    target: tuple[str, ...] = axes("time")  # what is written; ends with END if it is finished
    vocabulary: tuple[str, ...] = axes("vocabulary")
    logits: Array = axes("time vocabulary")
    lens_words: Array = axes("place time rank")  # places in the vocabulary, the likeliest first
    lens: Array = axes("place time rank")  # their probabilities
    chosen_lens: Array = axes("place time")  # the probability of the written word at each place
    parts: tuple[str, ...] = axes("part")  # "word", "position", each sublayer, "bias"
    ledger: Array = axes("part time")
    unit_words: Array = axes("layer unit best")  # the words that a unit's column of W_2 raises most

    @cached_property
    def probabilities(self) -> Array:
        """Of each word at each step: (time, vocabulary)."""
        grown = np.exp(self.logits - self.logits.max(axis=1, keepdims=True))
        return grown / grown.sum(axis=1, keepdims=True)

    @property
    def chosen(self) -> Array:
        """The probability of the word that was written at each step: (time,)."""
        places = {word: place for place, word in enumerate(self.vocabulary)}
        return self.probabilities[np.arange(len(self.target)), [places[w] for w in self.target]]

    def lens_word(self, place: int, t: int, rank: int = 0) -> str:
        """The word that the line holds at a place, or one of the next likely ones."""
        return self.vocabulary[self.lens_words[place, t, rank]]


@dataclass(frozen=True, eq=False)
class StacksRecording:
    """What ``nn.Transformer`` did."""

    output: Any  # what the module returns
    encoder: StackTrace
    decoder: StackTrace
    attention: tuple[AttentionTrace, ...]  # the encoder's, then the decoder's, in order


@dataclass(frozen=True, eq=False)
class MachineRecording:
    """A sentence that an encoder read and a decoder wrote."""

    encoder: StackTrace
    decoder: WriterTrace
    attention: tuple[AttentionTrace, ...]  # the encoder's, then the decoder's, in order

    @property
    def traces(self) -> dict[str, Any]:
        """By name, as `core.shipped.openings.save` takes them."""
        return vars(self)

    def look(self, code: str) -> AttentionTrace:
        """The attention of a sublayer."""
        both = (*self.encoder.sublayers, *self.decoder.sublayers)
        return self.attention[[c for c in both if c[-1] != "f"].index(code)]
