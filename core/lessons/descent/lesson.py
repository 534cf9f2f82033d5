"""Four optimizers on one quadratic valley, each at the constant rate that is best for it.

The loss is L(w) = ½ wᵀ H w, where H has the eigenvalues 1 and κ along two axes that are turned by
an angle. Everything is computed when it is asked for, and needs no torch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.data import placed_points
from core.lessons.descent.optimizers import descend
from core.lessons.descent.settings import ANGLES, FACTORS, GROUPS, METHODS, Descent
from core.traces.base import Array, Trace, axes

STEPS = 600
MORE = 1.5  # times as many steps are clearly more
GOAL = 1e-6  # a loss below this is as good as the lowest, 0
RATES = np.logspace(-5, 1, 91)  # those tried, each 17% above the last
START = 2**0.5 * np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])  # along the valley's axes
REACH = np.array([3.2, 2.0])  # of the plane that is shown, from 0


@dataclass(frozen=True, eq=False, kw_only=True)
class DescentTrace(Trace):
    """What each optimizer does from the same start.

    Attributes:
        methods: the optimizers.
        rate: the learning rate of each.
        w, g, m, v: weights, gradient, and the sums (m and v of the papers, before the step).
        loss: L(w).
    """

    methods: tuple[str, ...] = axes("method")
    rate: Array = axes("method")
    w: Array = axes("method step weight")
    g: Array = axes("method step weight")
    m: Array = axes("method step weight")
    v: Array = axes("method step weight")
    loss: Array = axes("method step")

    @property
    def settled(self) -> tuple[int | None, ...]:
        """The step from which on each stays below the goal; None: not within the film."""
        return tuple(settled(loss) for loss in self.loss)


def hessian(kappa: float, angle: float) -> Array:
    """H (2, 2) with the eigenvalues 1 and κ, its axes turned by so many degrees."""
    turn = rotation(angle)
    return turn @ np.diag([1.0, kappa]) @ turn.T


def rotation(angle: float) -> Array:
    """The turn by so many degrees, counterclockwise, (2, 2)."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[c, -s], [s, c]])


def loss_of(H: Array, w: Array) -> Array:
    """½ wᵀ H w for each w (…, 2)."""
    return 0.5 * np.einsum("...i,ij,...j", w, H, w)


def settled(loss: Array) -> int | None:
    """The first step from which on a loss (step,) stays below the goal; None: never."""
    above = np.flatnonzero(~(loss < GOAL))
    step = int(above[-1]) + 1 if len(above) else 0
    return step if step < len(loss) else None


def start_of(settings: Descent) -> Array:
    """Where all begin: the usual start turns with the valley, one that was placed stays."""
    placed = placed_points.read_all(settings.start)
    if placed is not None and len(placed) == 1:
        return (2 * placed[0] - 1) * REACH
    return rotation(float(settings.angle)) @ START


@lru_cache(maxsize=512)
def best_rate(method: str, kappa: float, angle: float, start: tuple[float, float]) -> float:
    """Of `RATES`, the one that settles first; where none does, that with the lowest last loss."""
    H = hessian(kappa, angle)
    w, *_ = descend(method, lambda w: w @ H, np.array(start), RATES[:, None], STEPS)
    loss = loss_of(H, w)
    found = [settled(each) for each in loss.T]
    steps = [STEPS + 1 if step is None else step for step in found]
    last = np.where(np.isfinite(loss[-1]), loss[-1], np.inf)
    return float(RATES[np.lexsort((last, np.array(steps)))[0]])


def record_lesson(settings: Descent) -> DescentTrace:
    """Run the four optimizers under ``settings``."""
    return _recorded(settings.recorded)


@lru_cache(maxsize=128)
def _recorded(settings: Descent) -> DescentTrace:
    kappa, angle, start = float(settings.kappa), float(settings.angle), start_of(settings)
    H = hessian(kappa, angle)
    best = [best_rate(method, kappa, angle, tuple(start)) for method in METHODS]
    rates = np.array(best) * FACTORS[settings.rate]
    runs = [
        descend(method, lambda w: w @ H, start, rate, STEPS)
        for method, rate in zip(METHODS, rates, strict=True)
    ]
    w, g, m, v = (np.stack(each) for each in zip(*runs, strict=True))
    return DescentTrace(methods=METHODS, rate=rates, w=w, g=g, m=m, v=v, loss=loss_of(H, w))


def by_angle(settings: Descent) -> dict[str, tuple[int | None, ...]]:
    """How many steps each optimizer needs at each of `ANGLES`, at its best rate there."""
    turned = [Descent(kappa=settings.kappa, angle=a, start=settings.start) for a in ANGLES]
    found = [record_lesson(each).settled for each in turned]
    return dict(zip(METHODS, zip(*found, strict=True), strict=True))


def slower(found: Mapping[str, Sequence[int | None]]) -> str:
    """Which of `GROUPS` are the optimizers that need more than `MORE` times the steps once turned.

    "other" where it is none of these groups.
    """
    these = {method for method, steps in found.items() if _more(steps[0], steps[-1])}
    return next((code for code, group in GROUPS.items() if set(group) == these), "other")


def _more(first: int | None, last: int | None) -> bool:
    """Whether ``last`` is clearly more; None is more than the film has."""
    return first is not None and (last is None or last > MORE * first)


def snippet(settings: Descent) -> str:
    """Return Python that runs the four optimizers and prints what the picture shows."""
    return f"""from core.lessons.descent.lesson import record_lesson
from core.lessons.descent.settings import Descent

trace = record_lesson({settings.in_python()})
for k, method in enumerate(trace.methods):
    print(f"{{method:8}} rate {{trace.rate[k]:.5f}}  settled at step {{trace.settled[k]}}")
    print("  loss", *(f"{{loss:.3g}}" for loss in trace.loss[k, ::100]))
"""


def table(trace: DescentTrace) -> str:
    """Return the film as CSV: quantity, method_number, method, step, weight, value."""
    found = trace.frame("w", "g", "m", "v", "loss", "rate")
    named = {"method": "method_number", "methods": "method"}
    return found.rename(columns=named).to_csv(index=False)
