"""A text that a model wrote, and how sure it was of each sign. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class WrittenTrace(Trace):
    """One continuation of a prompt."""

    prompt: str
    tokens: tuple[str, ...] = axes("time")  # what was written, sign by sign
    shares: Array = axes("time")  # the probability that the model gave to each

    @property
    def text(self) -> str:
        """The prompt and what was written after it."""
        return self.prompt + "".join(self.tokens)
