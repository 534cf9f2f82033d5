"""Times that networks take to read a sequence, by its length. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class TimeTrace(Trace):
    """Seconds for each length."""

    length: Array = axes("length")
    loop: Array = axes("length")  # T calls of nn.RNN, each waits for the one before
    fused: Array = axes("length")  # nn.RNN: the same steps inside one call
    attention: Array = axes("length")  # softmax(QKᵀ/√d_k) V for all words at once


@dataclass(frozen=True, eq=False, kw_only=True)
class WritingTimeTrace(Trace):
    """Seconds in which a decoder takes T words, for each length T."""

    length: Array = axes("length")
    taught: Array = axes("length")  # Transformer: one pass with the causal mask
    cached: Array = axes("length")  # Transformer: T steps, keys and values of the words before kept
    uncached: Array = axes("length")  # Transformer: T steps, each reads all words before it again
    rnn: Array = axes("length")  # GRU with attention: T steps
