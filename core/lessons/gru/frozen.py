"""What the lesson's GRU would answer after each step, with one gate frozen at its mean, or none.

A frozen gate has in every unit its mean; see core/lessons/gru/held.py. Loads torch.
"""

from typing import cast

import torch
from torch import Tensor

from core.lessons.gru.held import means, variant
from core.lessons.gru.networks import example, model
from core.lessons.gru.settings import GRU
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
    changed = settings.hold != "none" or own != Variant(since=own.since)
    return FrozenTrace(
        tokens=tokens,
        free=answers(Variant()),
        r=answers(Variant(r=mean["r"])),
        z=answers(Variant(z=mean["z"])),
        own=answers(own) if changed else None,
        right=float(y) if settings.task == "adding" else 1.0,
    )


def said(out: Tensor, task: str, y: Tensor) -> Tensor:
    """What is read out after each step: 0.5 + (a + b)/4, or how likely the right order is."""
    return out[:, 0] if task == "adding" else out.softmax(dim=-1)[:, int(y)]
