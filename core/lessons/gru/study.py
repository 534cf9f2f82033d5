"""The gates of a trained GRU, held in turn and measured on held-out sequences.

Holding a gate at each unit's own mean, or at what it did in another sequence, leaves its typical
value and takes away its timing: what the network loses by that is what the timing was worth.
Three networks are measured: two tasks with long lags, three seeds each, and a character model, of
which one seed is shipped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.documentation import parts
from core.data.tasks import TASKS as POSED
from core.data.tolerance import TOLERANCE
from core.data.vocabulary import UNKNOWN, encode
from core.draws import FRESH, stream
from core.lessons.gru.networks import network
from core.lessons.gru.settings import SEEDS, TASKS
from core.networks.gru_variants import Variant, VariantRun, flipped, run
from core.networks.weights import Recurrent, Weights, weights
from core.shipped.characters import load_character_model
from core.traces.base import Array

SEQUENCES = 1000  # held out
LENGTHS = {"adding": 40, "temporal_order": 50, "text": 80}  # the tasks': as in training
STRIDE = 16  # characters from one piece of text to the next
LAG = 10  # steps over which a unit's memory is measured
LAST = (0, 1, 2, 4, 8, 16, 32, 64)  # steps at the end in which a gate is free

Judge = Callable[[Tensor], tuple[Tensor, Tensor]]  # last states → losses and right answers, (n,)


@dataclass(frozen=True)
class Bench:
    """A trained GRU, sequences to measure it on, others beside them, and how it is judged."""

    w: Weights
    x: Tensor  # (n, time, input)
    others: Tensor  # as x: where the gates of "another sequence" come from
    judge: Judge
    guessing: float  # the share that the best constant answer gets right

    @cached_property
    def free(self) -> VariantRun:
        """The run with nothing held."""
        return self.run(Variant())

    @torch.no_grad()
    def run(self, variant: Variant, w: Weights | None = None) -> VariantRun:
        """All steps in a variant; by default with the network's own weights."""
        return run(w or self.w, self.x, variant)

    @torch.no_grad()
    def measure(self, variant: Variant) -> dict[str, float]:
        """Mean loss, share of right answers, and ‖h − h_free‖ / ‖h_free‖."""
        h = self.run(variant).h
        away = (h - self.free.h).norm() / self.free.h.norm()
        return self.judged(h[-1]) | {"away": rounded(away)}

    @torch.no_grad()
    def judged(self, last: Tensor) -> dict[str, float]:
        """Mean loss and share of right answers from the last states (n, hidden)."""
        losses, right = self.judge(last)
        return {"loss": rounded(losses.mean()), "score": rounded(right.float().mean())}

    def means(self) -> dict[str, Tensor]:
        """Each unit's mean of each gate, (hidden,)."""
        return {"r": self.free.r.mean((0, 1)), "z": self.free.z.mean((0, 1))}

    @torch.no_grad()
    def conditions(self) -> dict[str, Variant]:
        """What is done to the network, by name."""
        mean, other = self.means(), run(self.w, self.others, Variant())
        return {
            "learnt": Variant(),
            "r_one": Variant(r=1.0),
            "r_zero": Variant(r=0.0),
            "r_mean": Variant(r=mean["r"]),
            "r_other": Variant(r=other.r),
            "z_one": Variant(z=1.0),
            "z_zero": Variant(z=0.0),
            "z_mean": Variant(z=mean["z"]),
            "z_other": Variant(z=other.z),
            "before": Variant(reset="before"),
            "replace": Variant(update="replace"),
        }

    @torch.no_grad()
    def recovery(self, gate: str) -> list[float]:
        """The loss where a gate is held at each unit's mean but in the last steps, for `LAST`."""
        mean, length = self.means()[gate], self.x.shape[1]
        held = Variant(r=mean) if gate == "r" else Variant(z=mean)
        states = torch.cat([torch.zeros_like(self.free.h[:1]), self.run(held).h])
        losses = []
        for last in LAST:
            h = states[length - last]
            if last:
                h = run(self.w, self.x[:, length - last :], Variant(), h).h[-1]
            losses.append(self.judged(h)["loss"])
        return losses

    def relabelled(self) -> float:
        """Max |h in the convention "replace" with flipped weights − h|."""
        there = self.run(Variant(update="replace"), flipped(self.w))
        return float((there.h - self.free.h).abs().max())

    def units(self) -> dict[str, float]:
        """Rank correlation, over units, of mean z and of mean r with a unit's memory."""
        memory = remembered(self.free.h, LAG)
        return {g: round(ranked(m.numpy(), memory), 2) for g, m in self.means().items()}


def task_bench(task: str, seed: int) -> Bench:
    """The GRU of one seed on sequences of its task."""
    predictor, posed = network(task, seed), POSED[task]
    x, y = posed.sample(SEQUENCES, LENGTHS[task], stream(1, FRESH))
    others, _ = posed.sample(SEQUENCES, LENGTHS[task], stream(2, FRESH))

    def judge(last: Tensor) -> tuple[Tensor, Tensor]:
        out = predictor.readout(last)
        return posed.loss(out, y), posed.right(out, y)

    return Bench(weights(cast(Recurrent, predictor.recurrent)), x, others, judge, guessing(y))


def text_bench(every: int = 1) -> Bench:
    """The character GRU on pieces of held-out text; the loss is of the character after each.

    In bits. Pieces that end before a character the model does not know are left out; so are all
    but one in ``every``.
    """
    model = load_character_model("gru")
    text = torch.from_numpy(encode(parts()["heldout"])[0])
    pieces = text.unfold(0, LENGTHS["text"] + 1, STRIDE * every)
    pieces = pieces[pieces[:, -1] != UNKNOWN]
    x, y = model.embedding(pieces[:, :-1]).detach(), pieces[:, -1]

    def judge(last: Tensor) -> tuple[Tensor, Tensor]:
        out = model.readout(last)
        return cross_entropy(out, y, reduction="none") / log(2), out.argmax(-1) == y

    recurrent = cast(Recurrent, model.recurrent)
    return Bench(weights(recurrent), x, x.roll(len(x) // 2, 0), judge, guessing(y))


def guessing(y: Tensor) -> float:
    """The share of answers y (n,) that a constant gets right: their mean, or the most frequent."""
    right = (y - y.mean()).abs() < TOLERANCE if y.is_floating_point() else y == y.mode().values
    return rounded(right.float().mean())


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


def rounded(value: Tensor) -> float:
    """A figure with four digits, as it is shipped."""
    return float(f"{value.item():.4g}")


def about(benches: list[Bench]) -> dict[str, Any]:
    """Every figure of one network: each a list with one entry for each seed."""
    conditions = [bench.conditions() for bench in benches]
    return {
        "conditions": {
            name: [b.measure(c[name]) for b, c in zip(benches, conditions, strict=True)]
            for name in conditions[0]
        },
        "guessing": benches[0].guessing,  # the sequences are the same for every seed
        "relabelled": [bench.relabelled() for bench in benches],
        "units": [bench.units() for bench in benches],
    }


def study() -> dict[str, Any]:
    """All figures of the lesson that are too slow to be measured while a reader waits."""
    tasks = {task: about([task_bench(task, seed) for seed in SEEDS]) for task in TASKS}
    text = text_bench()
    recovery = {gate: text.recovery(gate) for gate in ("r", "z")}
    sizes = {"sequences": SEQUENCES, "pieces": len(text.x), "seeds": list(SEEDS), "last": LAST}
    return {**sizes, **tasks, "text": {**about([text]), "recovery": recovery}}
