"""What the lesson's GRU would answer after each step, with one gate frozen at its mean, or none.

A frozen gate has in every unit its mean over the held-out sequences of the study
(core/lessons/gru/study.py): its typical value is there, its timing is not. Loads torch.
"""

from functools import lru_cache
from typing import cast

import torch
from torch import Tensor

from core.lessons.gru.networks import example, model, variant
from core.lessons.gru.settings import GRU
from core.lessons.gru.study import task_bench
from core.networks.gru_variants import Variant, run
from core.networks.recurrent import Predictor
from core.networks.weights import Recurrent, weights
from core.traces.base import Array
from core.traces.gru import FrozenTrace


@torch.no_grad()
def freeze(settings: GRU) -> FrozenTrace:
    """Run the task's sequence with nothing, with r and with z frozen, and as it is set."""
    predictor, (x, tokens, y) = cast(Predictor, model(settings)), example(settings)
    w, mean = weights(cast(Recurrent, predictor.recurrent)), means(settings.task)

    def answers(how: Variant) -> Array:
        return said(predictor.readout(run(w, x, how).h[:, 0]), settings.task, y).numpy()

    own = variant(settings)
    return FrozenTrace(
        tokens=tokens,
        free=answers(Variant()),
        r=answers(Variant(r=mean["r"])),
        z=answers(Variant(z=mean["z"])),
        own=None if own == Variant(since=own.since) else answers(own),
        right=float(y) if settings.task == "adding" else 1.0,
    )


@lru_cache(maxsize=2)
def means(task: str) -> dict[str, Tensor]:
    """Each unit's mean of each gate of the network on screen, (hidden,)."""
    return task_bench(task, seed=0).means()


def said(out: Tensor, task: str, y: Tensor) -> Tensor:
    """The sum that is read out after each step; or how likely the right order is, (time,)."""
    return out[:, 0] if task == "adding" else out.softmax(dim=-1)[:, int(y)]
