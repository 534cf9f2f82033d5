"""The cost of recording a training run: against torch's plain loop and against our own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import torch
from torch import nn

from bench.table import Row
from bench.timing import ratio
from core.data.tasks import TASKS
from core.draws import DATA, stream
from core.training.config import TrainingConfig
from core.training.run import initial_predictor, run

STEPS = 500
RECORDINGS = 7  # as dense as in the shipped runs: every 83 updates


def rows() -> Iterator[Row]:
    """The adding problem, with loss, score, gradient norms and weights recorded on the way."""
    for network in ("rnn", "gru", "lstm"):
        config = TrainingConfig(
            task="adding", network=network, length=40, steps=STEPS, recordings=RECORDINGS
        )
        what = f"training recorded / {{}}, {network}, T={config.length}, H={config.hidden}"
        measured = ratio(partial(run, config), partial(plain, config), 5)
        yield Row(what.format("torch's plain loop"), measured, 1.1, "1 (the loop alone)")
        ends = replace(config, recordings=2)  # before and after: the fewest there are
        measured = ratio(partial(run, config), partial(run, ends), 5)
        yield Row(what.format("our own without"), measured, 1.1, "1 (the loop alone)")


def plain(config: TrainingConfig) -> None:
    """What people write: a module, torch's Adam, clipping."""
    task, data = TASKS[config.task], stream(config.seed, DATA)
    network = initial_predictor(config)
    optimiser = torch.optim.Adam(network.parameters(), config.learning_rate, fused=True)
    for _ in range(config.steps):
        x, y = task.sample(config.batch, config.length, data)
        loss = task.loss(network(x), y).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), config.clip or float("inf"))
        optimiser.step()
        loss.item()  # a progress bar shows it, here as there
