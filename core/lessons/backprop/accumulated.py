"""The same network trained twice from the same start: with `zero_grad` and without it.

`backward` adds to `.grad`. Without zeroing, step t moves along the sum of all gradients so far.
Apart from the lesson because it loads torch.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from core.draws import WEIGHTS, stream
from core.lessons.backprop.autograd import EMPTY, filled
from core.traces.base import Array, Trace, axes

SEEDS = (0, 1, 2)
POINTS, HIDDEN, RATE, STEPS = 64, 16, 0.1, 200
LAST = 50  # steps that the end of a training is told by


@dataclass(frozen=True, eq=False, kw_only=True)
class Trainings(Trace):
    """The mean squared error before each step, by seed: with zeroing and without."""

    zeroed: Array = axes("seed step")
    accumulated: Array = axes("seed step")

    def lately(self, name: str) -> Array:
        """The median loss of the last steps, (seed,): without zeroing it goes up and down."""
        return np.asarray(np.median(getattr(self, name)[:, -LAST:], axis=1))


@lru_cache(maxsize=1)
def trainings() -> Trainings:
    """Fit sin x on [−3, 3] by plain gradient descent on all points."""
    found = [[_losses(seed, zeroed=zeroed) for seed in SEEDS] for zeroed in (True, False)]
    return Trainings(zeroed=np.array(found[0]), accumulated=np.array(found[1]))


def _losses(seed: int, *, zeroed: bool) -> list[float]:
    into, out = nn.Linear(1, HIDDEN, **EMPTY), nn.Linear(HIDDEN, 1, **EMPTY)
    module = filled(nn.Sequential(into, nn.Tanh(), out), stream(seed, WEIGHTS))
    x = torch.linspace(-3, 3, POINTS, dtype=torch.float64)[:, None]
    losses = []
    for _ in range(STEPS):
        loss = ((module(x) - torch.sin(x)) ** 2).mean()
        if zeroed:
            module.zero_grad()
        loss.backward()
        with torch.no_grad():
            for weight in module.parameters():
                weight.sub_(cast(Tensor, weight.grad), alpha=RATE)
        losses.append(loss.item())
    return losses
