"""A gated recurrent unit with the parts of its sums, in any convention. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes
from core.traces.recurrent import GRUTrace


@dataclass(frozen=True, eq=False, kw_only=True)
class GRUPartsTrace(GRUTrace):
    """A GRU with the parts of its sums: h_t = kept + new.

    n = tanh(given + past): what the input brings, and what of the past the reset gate lets through.
    """

    keep: Array = axes("time hidden")  # what the old state is multiplied with: z, or 1 − z
    given: Array = axes("time hidden")  # W_n x + b_n
    past: Array = axes("time hidden")  # r ⊙ (U_n h + d_n), or U_n (r ⊙ h) + d_n

    @property
    def before(self) -> Array:
        """h_{t−1}, (time, hidden)."""
        states = self.h.copy()
        states[1:], states[0] = self.h[:-1], self.h0
        return states

    @property
    def kept(self) -> Array:
        """The part of h_t that was there before, (time, hidden)."""
        return self.keep * self.before

    @property
    def new(self) -> Array:
        """The part of h_t that the candidate brings, (time, hidden)."""
        return (1 - self.keep) * self.n


@dataclass(frozen=True, eq=False, kw_only=True)
class GRUVariantTrace(GRUPartsTrace):
    """A trained GRU in one of its conventions, perhaps with a gate held."""

    plain: Array = axes("time hidden")  # h of torch's module with the same weights, gates free
    answer: float  # of the trained readout: the sum, or the class
    target: float  # what would be right
    # of a text: the likeliest next characters after each, as places in the vocabulary, best first
    top: Array | None = axes("time rank", optional=True)
    top_probabilities: Array | None = axes("time rank", optional=True)


@dataclass(frozen=True, eq=False, kw_only=True)
class FrozenTrace(Trace):
    """What a trained GRU would answer after each step, were it the last; with gates frozen.

    The sum that it reads out, or the probability of the right answer.
    """

    tokens: tuple[str, ...] = axes("time")
    free: Array = axes("time")  # with nothing frozen
    r: Array = axes("time")  # with the reset gate at each unit's mean
    z: Array = axes("time")  # with the update gate at each unit's mean
    own: Array | None = axes("time", optional=True)  # in another convention, or with a gate held
    right: float  # what would be right at the end
