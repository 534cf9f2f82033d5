"""An RNN that reads words, unrolled: what each step adds up, and what comes back. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class SumTrace(Trace):
    """The three terms of a_t = U x_t + W h_{t−1} + b, and the weights W that every step shares."""

    tokens: tuple[str, ...] = axes("time")
    from_x: Array = axes("time hidden")  # U x_t
    from_h: Array = axes("time hidden")  # W h_{t−1}; the first step has h_0 = 0
    bias: Array = axes("hidden")  # b
    W: Array = axes("hidden before")  # from unit ``before`` of one step to ``hidden`` of the next


@dataclass(frozen=True, eq=False, kw_only=True)
class ReturnTrace(Trace):
    """What comes back from the last step T. L = −log p_T(the right next word). Float64.

    Rumelhart, Hinton & Williams 1986; Werbos 1990, "Backpropagation through time".
    """

    tokens: tuple[str, ...] = axes("time")
    influence: Array = axes("time")  # ‖∂o_T/∂x_t‖_F: how far the scores o_T depend on the input
    dh: Array = axes("time hidden")  # ∂L/∂h_t, the message: a product of Jacobians
    da: Array = axes("time hidden")  # ∂L/∂a_t = (1 − h_t²) ⊙ ∂L/∂h_t
    h_before: Array = axes("time before")  # h_{t−1}
    autograd: Array = axes("hidden before")  # ∂L/∂W as torch.autograd has it

    def contributions(self, to: int, source: int) -> Array:
        """What each step adds to ∂L/∂W[to, source]: ∂L/∂a_t[to] · h_{t−1}[source], (time,)."""
        return self.da[:, to] * self.h_before[:, source]
