"""Training a model on whatever gives a loss, and writing it with its card."""

import math
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from core.draws import DATA, stream
from core.shipped import store as shipped
from core.training.optimiser import Adam
from train.card import versions

Model = TypeVar("Model", bound=nn.Module)
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
class Fit(Generic[Model]):
    """A run that has ended."""

    seed: int
    model: Model = field(repr=False)
    losses: tuple[float, ...]  # nats, of each update's examples, before it
    seconds: float


def fit(
    model: Model, budget: Budget, seed: int, loss: Callable[[Model, torch.Generator], Tensor]
) -> Fit[Model]:
    """Train a model in place; a function of its arguments alone.

    Args:
        model: private, with its random start.
        budget: of the run.
        seed: of the examples.
        loss: the mean of −log p (natural) over fresh examples that it draws from the generator.
    """
    started = time.perf_counter()
    data = stream(seed, DATA)
    parameters = list(model.requires_grad_(True).parameters())
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
    name: str,
    budget: Budget,
    fits: Sequence[Fit[Model]],
    measure: Callable[[Model], dict[str, Any]],
    control: Model,
    **about: Any,
) -> None:
    """Write the first run's weights, float16, and a card with the figures of all.

    Args:
        name: of the files.
        budget: of all runs.
        fits: the runs, which differ in their seeds.
        measure: what a model can do, on held-out data.
        control: a model that never learnt anything.
        about: what else the card is to say.
    """
    first = fits[0]
    halves = {key: weight.half() for key, weight in first.model.state_dict().items()}
    save_file(halves, shipped.FOLDER / f"{name}.safetensors")
    card = {
        "name": name,
        **about,
        "budget": asdict(budget),
        "parameters": sum(weight.numel() for weight in first.model.parameters()),
        "heldout": measure(rounded(first.model)),
        "control": measure(control),
        "seconds": round(first.seconds, 1),
        "seeds": [
            {"seed": f.seed, **measure(f.model), "seconds": round(f.seconds, 1)} for f in fits
        ],
        "curve": curve(first.losses),
        "versions": versions(),
        "format": "weights float16",
        "made by": f"python -m train {name}",
    }
    shipped.save_card(name, card, shipped.FOLDER)
    print(name, *card["seeds"], sep="\n  ", flush=True)


def rounded(model: Model) -> Model:
    """The model as it comes back from its file, where weights are float16."""
    again = deepcopy(model)
    again.load_state_dict({key: w.half().float() for key, w in model.state_dict().items()})
    return again


def curve(losses: Sequence[float]) -> dict[str, list[float]]:
    """The mean loss of each of POINTS equal parts of a run, in bits, by its last step."""
    parts = np.array_split(np.array(losses) / math.log(2), min(POINTS, len(losses)))
    steps = np.cumsum([len(part) for part in parts])
    return {
        "step": steps.tolist(),
        "bits": [round(float(part.mean()), 4) for part in parts],
    }
