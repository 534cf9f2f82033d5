"""Training a Transformer on whatever gives a loss, and writing it with its card."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core import shipped
from core.optimiser import Adam
from core.training_config import DATA, WEIGHTS, stream
from core.transformer import Transformer, transformer
from core.transformer_config import TransformerConfig
from core.transformer_models import CONTROL_SEED, save_transformer
from train.card import versions

Loss = Callable[[Transformer, torch.Generator], Tensor]  # of fresh examples, in nats
Measure = Callable[[Transformer], dict[str, Any]]  # what a model can do, on held-out data
CLIP = 1.0  # the largest norm of a gradient
WARM_UP = 0.05  # the share of the updates in which the rate rises
POINTS = 50  # of a loss curve


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How long and how fast a model learns."""

    steps: int  # updates
    batch: int  # examples of an update
    rate: float = 0.003  # of Adam; rises, then falls to 0 on half a cosine


@dataclass(frozen=True, eq=False)
class Fit:
    """A run that has ended."""

    seed: int
    model: Transformer = field(repr=False)
    losses: tuple[float, ...]  # nats, of each update's examples, before it
    seconds: float


def fit(config: TransformerConfig, budget: Budget, seed: int, loss: Loss) -> Fit:
    """Train a model from its random start; a function of its arguments alone."""
    started = time.perf_counter()
    model = transformer(config, stream(seed, WEIGHTS)).requires_grad_(True)
    data = stream(seed, DATA)
    parameters = list(model.parameters())
    optimiser = Adam(parameters, budget.rate)
    losses = []
    for step in range(budget.steps):
        optimiser.rate = budget.rate * schedule(step / budget.steps)
        value = loss(model, data)
        optimiser.step(torch.autograd.grad(value, parameters), CLIP)
        losses.append(value.item())
    model.requires_grad_(False)
    return Fit(seed, model, tuple(losses), time.perf_counter() - started)


def schedule(done: float) -> float:
    """The learning rate as a share of its largest, when a share of the updates is done."""
    if done < WARM_UP:
        return done / WARM_UP
    return (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))) / 2


def write(
    name: str, data: str, budget: Budget, fits: Sequence[Fit], measure: Measure, **more: Any
) -> None:
    """Write the first run's weights, and a card with the figures of all."""
    first = fits[0]
    save_transformer(name, first.model, shipped.FOLDER)
    control = transformer(first.model.config, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
    card = {
        "name": name,
        "data": data,
        "config": asdict(first.model.config),
        "budget": asdict(budget),
        "parameters": sum(weight.numel() for weight in first.model.parameters()),
        "heldout": measure(rounded(first.model)),
        "control": measure(control),
        "seconds": round(first.seconds, 1),
        "seeds": [
            {"seed": f.seed, **measure(f.model), "seconds": round(f.seconds, 1)} for f in fits
        ],
        "curve": curve(first.losses),
        **more,
        "versions": versions(),
        "format": "weights float16",
        "made by": f"python -m train {name}",
    }
    shipped.save_card(name, card, shipped.FOLDER)
    print(name, *card["seeds"], sep="\n  ", flush=True)


def rounded(model: Transformer) -> Transformer:
    """The model as it comes back from its file, where weights are float16."""
    halves = {name: weight.half().float() for name, weight in model.state_dict().items()}
    again = transformer(model.config, stream(CONTROL_SEED, WEIGHTS))
    again.load_state_dict(halves)
    return again.requires_grad_(False)


def curve(losses: Sequence[float]) -> dict[str, list[float]]:
    """The mean loss of each of POINTS equal parts of a run, in bits, by its last step."""
    parts = np.array_split(np.array(losses) / math.log(2), min(POINTS, len(losses)))
    steps = np.cumsum([len(part) for part in parts])
    return {
        "step": steps.tolist(),
        "bits": [round(float(part.mean()), 4) for part in parts],
    }
