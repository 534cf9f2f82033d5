"""The fading of a gradient on its way back: the path, the factor a step, the steps it lasts."""

from collections.abc import Sequence

import numpy as np

from core.traces.base import Array
from core.traces.recurrent import GatedGradient, GradientTrace

FADED = 0.01  # of its norm at the last step: below this the gradient counts as gone
STEPS = (*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 70, 100, 140)  # that can be guessed
NEVER = "never"


def main_path(trace: GradientTrace) -> Array:
    """Norm of ∂L/∂state on the network's main path, (time,): c for an LSTM, else h."""
    if isinstance(trace, GatedGradient) and trace.dc is not None:
        return trace.dc
    return trace.dh


def steps_until_faded(norms: Array) -> int | None:
    """Count the steps back from the end to the first norm below 1 % of the last; None if none is.

    norms: (time,). A last norm of 0 has nothing to fade: None.
    """
    faded = np.flatnonzero(norms[::-1] < FADED * norms[-1])
    return int(faded[0]) if len(faded) else None


def rise_after(norms: Array) -> float | None:
    """Return the largest norm beyond the first below 1 %, as a share of the last one.

    norms: (time,). None where all of them stay below 1 %, or none is.
    """
    steps = steps_until_faded(norms)
    if not steps:
        return None
    largest = float(norms[: len(norms) - steps].max() / norms[-1])
    return largest if largest >= FADED else None


def guesses(length: int) -> tuple[str, ...]:
    """Return the numbers of steps back that can be guessed in a sequence, and "never"."""
    return (*(str(steps) for steps in STEPS if steps < length), NEVER)


def nearest(steps: int | None, options: Sequence[str]) -> str:
    """Return the option nearest to ``steps`` by ratio; "never" for None."""
    if steps is None:
        return NEVER
    numbers = [option for option in options if option != NEVER]
    return min(numbers, key=lambda option: abs(np.log(int(option) / max(steps, 1))))


def mean_factor(norms: Array) -> float:
    """Return the factor that each step back multiplies by on average (geometric mean).

    norms: (time,), at least two. 0 where the first or the last norm is 0.
    """
    if norms[0] == 0 or norms[-1] == 0:
        return 0.0
    return float(np.exp((np.log(norms[0]) - np.log(norms[-1])) / (len(norms) - 1)))
