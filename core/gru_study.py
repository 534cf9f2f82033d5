"""What the gates of a trained GRU do, measured on held-out sequences with the gates held.

Holding a gate at each unit's own mean, or at what it did in another sequence, leaves its typical
value and takes away its timing: what the network loses by that is what the timing was worth.
"""

from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from core.gru_lesson import SEEDS, TASKS
from core.gru_run import network
from core.gru_variants import Variant, VariantRun, flipped, run
from core.networks import Predictor
from core.tasks import TASKS as POSED
from core.trace import Array
from core.training_config import FRESH, stream
from core.weights import Recurrent, Weights, weights

SEQUENCES = 1000  # held out
LENGTHS = {"adding": 40, "temporal_order": 50}  # as in training
LAG = 10  # steps over which a unit's memory is measured


class Bench:
    """One trained GRU, the sequences it is measured on, and its run with free gates."""

    def __init__(self, task: str, seed: int, sequences: int = SEQUENCES) -> None:
        self.task, self.posed = task, POSED[task]
        self.predictor: Predictor = network(task, seed)
        self.w: Weights = weights(cast(Recurrent, self.predictor.recurrent))
        self.x, self.y = self.posed.sample(sequences, LENGTHS[task], stream(1, FRESH))
        others, _ = self.posed.sample(sequences, LENGTHS[task], stream(2, FRESH))
        self.free = self.run(Variant())
        self.other = self.run(Variant(), others)

    @torch.no_grad()
    def run(
        self, variant: Variant, x: Tensor | None = None, w: Weights | None = None
    ) -> VariantRun:
        """All steps in a variant; by default on this bench's sequences and weights."""
        return run(w or self.w, self.x if x is None else x, variant)

    @torch.no_grad()
    def measure(self, variant: Variant) -> dict[str, float]:
        """Loss, share of right answers, and ‖h − h_free‖ / ‖h_free‖."""
        h = self.run(variant).h
        out = self.predictor.readout(h[-1])
        figures = {
            "loss": self.posed.loss(out, self.y).mean(),
            "score": self.posed.right(out, self.y).float().mean(),
            "away": (h - self.free.h).norm() / self.free.h.norm(),
        }
        return {name: float(f"{value.item():.4g}") for name, value in figures.items()}

    def conditions(self) -> dict[str, Variant]:
        """What is done to the network, by name."""
        r, z = (gate.mean((0, 1)) for gate in (self.free.r, self.free.z))
        return {
            "learnt": Variant(),
            "r_one": Variant(r=1.0),
            "r_zero": Variant(r=0.0),
            "r_mean": Variant(r=r),
            "r_other": Variant(r=self.other.r),
            "z_one": Variant(z=1.0),
            "z_zero": Variant(z=0.0),
            "z_mean": Variant(z=z),
            "z_other": Variant(z=self.other.z),
            "before": Variant(reset="before"),
            "replace": Variant(update="replace"),
        }

    def relabelled(self) -> float:
        """Max |h in the convention "replace" with flipped weights − h|."""
        there = self.run(Variant(update="replace"), w=flipped(self.w))
        return float((there.h - self.free.h).abs().max())

    def units(self) -> dict[str, float]:
        """Rank correlation, over units, of mean z and of mean r with a unit's memory."""
        memory = remembered(self.free.h, LAG)
        return {
            gate: round(ranked(getattr(self.free, gate).mean((0, 1)).numpy(), memory), 2)
            for gate in ("z", "r")
        }


def remembered(h: Tensor, lag: int) -> Array:
    """How much of a unit's state is left after ``lag`` steps: the correlation of h_t and h_{t+lag}.

    h: (time, n, hidden); what all sequences share at a step is taken out first. Returns (hidden,).
    """
    own = h - h.mean(1, keepdim=True)
    now, later = own[:-lag], own[lag:]
    both = (now.square().mean((0, 1)) * later.square().mean((0, 1))).sqrt()
    return ((now * later).mean((0, 1)) / both).numpy()


def ranked(a: Array, b: Array) -> float:
    """Spearman's rank correlation of two arrays without ties."""
    first, second = (np.argsort(np.argsort(values)) for values in (a, b))
    return float(np.corrcoef(first, second)[0, 1])


def about(task: str) -> dict[str, Any]:
    """Every figure of one task: each a list with one entry for each seed."""
    benches = [Bench(task, seed) for seed in SEEDS]
    names = benches[0].conditions()
    return {
        "conditions": {n: [b.measure(b.conditions()[n]) for b in benches] for n in names},
        "relabelled": [b.relabelled() for b in benches],
        "units": [b.units() for b in benches],
    }


def study() -> dict[str, Any]:
    """All figures of the lesson that take three seeds."""
    sizes = {"sequences": SEQUENCES, "seeds": list(SEEDS), "lengths": LENGTHS, "lag": LAG}
    return sizes | {task: about(task) for task in TASKS}
