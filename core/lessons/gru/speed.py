"""The speed of a GRU beside an LSTM of the same size, measured on this machine."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import torch
from torch import nn

from core.data.tasks import TASKS
from core.draws import stream
from core.lessons.gru.settings import HIDDEN
from core.networks.recurrent import build

ROUNDS = 15  # GRU and LSTM in turn, so that whatever slows the machine down meets both
BATCH, LENGTH = 32, 40  # as in training
Job = Callable[[], object]


def speed(task: str = "adding") -> dict[str, float]:
    """How many times as long as the LSTM the GRU takes: "forward" and a "training" step.

    Medians of the ratios of rounds that run both; a training step is forward and gradients.
    """
    x, _ = TASKS[task].sample(BATCH, LENGTH, stream(0, 0))
    gru, lstm = (build(code, x.shape[-1], HIDDEN, stream(0, 1)) for code in ("gru", "lstm"))
    return {
        "forward": _ratio(lambda: _forward(gru, x), lambda: _forward(lstm, x)),
        "training": _ratio(lambda: _train(gru, x), lambda: _train(lstm, x)),
    }


def _ratio(ours: Job, theirs: Job) -> float:
    ours()
    theirs()
    return median(_seconds(ours) / _seconds(theirs) for _ in range(ROUNDS))


def _seconds(job: Job) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


@torch.no_grad()
def _forward(module: nn.Module, x: torch.Tensor) -> None:
    module(x)


def _train(module: nn.Module, x: torch.Tensor) -> None:
    out, _ = module(x)
    torch.autograd.grad(out[:, -1].square().mean(), list(module.parameters()))
