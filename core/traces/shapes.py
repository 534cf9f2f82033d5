"""What a recurrent network reads and says, step by step, whatever its shape. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class ShapeTrace(Trace):
    """One sequence in, one out; where nothing is read, or nothing said, the word is ""."""

    read: tuple[str, ...] = axes("time")
    said: tuple[str, ...] = axes("time")
    shares: Array = axes("time")  # the probability of what is said, or would be said
    h: Array = axes("time hidden")  # the states
    answers: tuple[str, ...] | None = axes("answer", optional=True)
    decisions: Array | None = axes("time answer", optional=True)  # of every answer, at every step
    image: Array | None = axes("row column", optional=True)
    looks: Array | None = axes("written source", optional=True)  # α of an encoder's states
