"""The inputs and outputs of a recurrent network, step by step, whatever its shape. No torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class ShapeTrace(Trace):
    """One sequence in, one out; where nothing is read, or nothing said, the word is ""."""

    read: tuple[str, ...] = axes("time")
    said: tuple[str, ...] = axes("time")
    shares: Array = axes("time")  # the probability of what is said, or would be said
    h: Array = axes("time hidden")  # the states
    right: tuple[str, ...] | None = axes("time", optional=True)  # what should be said, if known
    unseen: tuple[str, ...] = ()  # of what is read, what training never had
    judged: str = ""  # a date: "unknown", "no_date" or "other" where what is said is not right
    answers: tuple[str, ...] | None = axes("answer", optional=True)
    decisions: Array | None = axes("time answer", optional=True)  # of every answer, at every step
    image: Array | None = axes("row column", optional=True)
    looks: Array | None = axes("written source", optional=True)  # α of an encoder's states

    @property
    def wrong(self) -> tuple[bool, ...]:
        """Where something else should be said; nowhere, if that is not known."""
        right = self.said if self.right is None else self.right
        return tuple(said != other for said, other in zip(self.said, right, strict=True))
