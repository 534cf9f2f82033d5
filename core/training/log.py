"""The log of a training: held-out loss, score, gradients, weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from core.data.tasks import TASKS
from core.draws import FRESH, stream
from core.gradients.training import gradient_norms
from core.networks.recurrent import Predictor
from core.traces.training import TrainingTrace
from core.training.config import TrainingConfig

HELD_OUT = 256  # sequences that loss and score are measured on while training
PROBED = 32  # the first of them, whose gradients are recorded


def evaluate(network: Predictor, task: str, length: int, n: int, seed: int) -> tuple[float, float]:
    """Mean loss and share of right answers on `n` sequences that no training has seen.

    The sequences of seed 0 are those that every run is watched on.
    """
    return _measure(network, task, *TASKS[task].sample(n, length, stream(seed, FRESH)))


@dataclass
class TrainingLog:
    """What has been recorded so far, row by row."""

    config: TrainingConfig
    losses: list[float] = field(default_factory=list)  # of the updates since the last row
    steps: list[int] = field(default_factory=list)
    rows: list[Mapping[str, np.ndarray]] = field(default_factory=list)
    weights: list[dict[str, Tensor]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.task = TASKS[self.config.task]
        self.x, self.y = self.task.sample(HELD_OUT, self.config.length, stream(0, FRESH))

    def record(self, step: int, network: Predictor) -> bool:
        """Add a row; False, and no row, if something in it is not finite."""
        row = self._row(network)
        if not all(np.isfinite(value).all() for value in row.values()):
            return False
        self.steps.append(step)
        self.rows.append(row)
        self.weights.append({name: w.clone() for name, w in network.state_dict().items()})
        self.losses.clear()
        self.trace = self._trace()
        return True

    def snapshots(self) -> dict[str, Tensor]:
        """Each weight at all rows: (step, *its shape)."""
        return {name: torch.stack([w[name] for w in self.weights]) for name in self.weights[0]}

    def _row(self, network: Predictor) -> dict[str, np.ndarray]:
        heldout, score = _measure(network, self.config.task, self.x, self.y)
        loss = float(np.mean(self.losses)) if self.losses else heldout
        x, y = self.x[:PROBED], self.y[:PROBED]
        dh, dc = gradient_norms(network, x, lambda answer: self.task.loss(answer, y))
        numbers = {"loss": loss, "heldout": heldout, "score": score}
        norms = {"dh": dh, "dc": dc} if dc is not None else {"dh": dh}
        return {name: np.asarray(value, np.float32) for name, value in numbers.items()} | {
            name: norm.mean(0).numpy() for name, norm in norms.items()
        }

    def _trace(self) -> TrainingTrace:
        columns = {name: np.stack([row[name] for row in self.rows]) for name in self.rows[0]}
        return TrainingTrace(
            task=self.config.task,
            network=self.config.network,
            chance=self.task.chance,
            step=np.array(self.steps),
            **columns,
        )


@torch.no_grad()
def _measure(network: Predictor, task: str, x: Tensor, y: Tensor) -> tuple[float, float]:
    answer = network(x)
    loss, right = TASKS[task].loss(answer, y), TASKS[task].right(answer, y)
    return loss.mean().item(), right.float().mean().item()
