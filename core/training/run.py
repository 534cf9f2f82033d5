"""Training a network on one of the tasks, step by step, with its gradients recorded on the way.

Runs are functions of their settings alone: every draw comes from generators of the run's own,
gradients from `torch.autograd.grad` on private weights, and nothing global is read or written. Any
number of runs may go on in threads; each ends with the weights it would have had alone.
"""

import math
import time
from collections.abc import Generator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from core.data.tasks import TASKS
from core.draws import DATA, WEIGHTS, stream
from core.networks.assign import assign
from core.networks.recurrent import Predictor, build, empty_predictor, predictor
from core.traces.training import TrainingTrace
from core.training.config import TrainingConfig
from core.training.log import TrainingLog
from core.training.optimiser import Adam


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a run has come."""

    step: int  # updates done
    steps: int  # updates asked for
    loss: float  # of the latest batch
    trace: TrainingTrace  # what has been recorded so far


@dataclass(frozen=True, eq=False)
class TrainingResult:
    """A run that has ended, with the network as it was at every recorded step."""

    config: TrainingConfig
    trace: TrainingTrace
    # each weight by its name, (step, *its shape), with the steps of the trace
    snapshots: dict[str, Tensor] = field(repr=False)
    seconds: float
    diverged: int | None = None  # the update at which the loss left the finite numbers

    def predictor(self, row: int = -1) -> Predictor:
        """A new network with the weights of one row of the trace; the last one by default."""
        config, task = self.config, TASKS[self.config.task]
        empty = empty_predictor(
            config.network, task.inputs, config.hidden, task.outputs, config.nonlinearity
        )
        return assign(empty, {name: w[row].float() for name, w in self.snapshots.items()})


def train(config: TrainingConfig) -> Generator[Progress, None, TrainingResult]:
    """Train; a generator that reports after every update and returns a `TrainingResult`.

    To stop early, close it. A loss that leaves the finite numbers ends the run: the result then
    holds what was recorded until there, and says where it `diverged`.
    """
    started = time.perf_counter()
    learner, log = _Learner(config), TrainingLog(config)
    recorded = set(config.recorded_steps())
    log.record(0, learner.predictor)
    diverged = None
    for step in range(1, config.steps + 1):
        loss = learner.update()
        log.losses.append(loss)
        if not math.isfinite(loss) or (
            step in recorded and not log.record(step, learner.predictor)
        ):
            diverged = step
            break
        yield Progress(step, config.steps, loss, log.trace)
    seconds = time.perf_counter() - started
    return TrainingResult(config, log.trace, log.snapshots(), seconds, diverged)


def run(config: TrainingConfig) -> TrainingResult:
    """Train to the end, without reports."""
    steps = train(config)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def initial_predictor(config: TrainingConfig) -> Predictor:
    """The network that a run starts from."""
    task, generator = TASKS[config.task], stream(config.seed, WEIGHTS)
    recurrent = build(
        config.network,
        task.inputs,
        config.hidden,
        generator,
        nonlinearity=config.nonlinearity,
        init=config.init,
        radius=config.radius,
        forget_bias=config.forget_bias,
    )
    return predictor(recurrent, task.outputs, generator)


class _Learner:
    """A private network, its optimiser and its stream of data."""

    def __init__(self, config: TrainingConfig) -> None:
        self.config, self.task = config, TASKS[config.task]
        self.data = stream(config.seed, DATA)
        self.predictor = initial_predictor(config)
        self.parameters = list(self.predictor.parameters())
        self.optimiser = Adam(self.parameters, config.learning_rate)

    def update(self) -> float:
        """One update; returns the loss before it. A loss that is not finite changes nothing."""
        x, y = self.task.sample(self.config.batch, self.config.length, self.data)
        loss = self.task.loss(self.predictor(x), y).mean()
        if torch.isfinite(loss):
            self.optimiser.step(torch.autograd.grad(loss, self.parameters), self.config.clip)
        return loss.item()
