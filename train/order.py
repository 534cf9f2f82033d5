"""A before B, learnt with each way of telling the order, and asked beyond the lengths learnt."""

from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.order_task import LONGEST, SHORTEST, SYMBOLS, A, B, first_of_two
from core.draws import FRESH, WEIGHTS, stream
from core.networks.transformer import Transformer, transformer
from core.networks.transformer_config import POSITIONS, TransformerConfig
from core.shipped.transformers import control
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

BUDGET = Budget(steps=800, batch=64)
LENGTHS = (8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96)  # that accuracy is measured at
HELD_OUT = {"n": 1000, "seed": 1}  # sequences of each length
DATA = f"A and B among random symbols, drawn from a generator; lengths {SHORTEST}–{LONGEST}"


def config(positions: str) -> TransformerConfig:
    """The sizes of a model. None has a causal mask, which would tell something of the order."""
    sizes = {"vocabulary": len(SYMBOLS), "d": 32, "mlp": 64, "longest": max(LENGTHS)}
    return TransformerConfig(**sizes, positions=positions, causal=False)


def train(positions: str, seed: int) -> Fit[Transformer]:
    """Say behind the "?" which came first, in batches of one random length each."""
    return fit(transformer(config(positions), stream(seed, WEIGHTS)), BUDGET, seed, _loss)


def make(positions: str) -> None:
    """Train with every seed, and write the first with its card."""
    ship(positions, [train(positions, seed) for seed in SEEDS])


def ship(positions: str, fits: list[Fit[Transformer]]) -> None:
    """Write the first of these runs with its card."""
    sizes = config(positions)
    about = {"trained at": [SHORTEST, LONGEST], "held-out sequences": HELD_OUT}
    about |= {"data": DATA, "config": asdict(sizes)}
    write(f"order_{positions}", BUDGET, fits, measure, control(sizes), **about)


def measure(model: Transformer) -> dict[str, Any]:
    """The share of right answers at each length, within and beyond those learnt."""
    return {"accuracy": {str(length): accuracy(model, length) for length in LENGTHS}}


@torch.no_grad()
def accuracy(model: Transformer, length: int) -> float:
    """The share of held-out sequences of a length where the right one of A and B is likelier."""
    tokens, first = first_of_two(HELD_OUT["n"], length, stream(HELD_OUT["seed"], FRESH))
    answers = model(tokens)[:, -1, [A, B]].argmax(dim=-1)
    return round((answers == first).double().mean().item(), 4)


def _loss(model: Transformer, generator: torch.Generator) -> Tensor:
    length = int(torch.randint(SHORTEST, LONGEST + 1, (), generator=generator))
    tokens, first = first_of_two(BUDGET.batch, length, generator)
    return cross_entropy(model(tokens)[:, -1], first)


MAKERS = {f"order_{positions}": partial(make, positions) for positions in POSITIONS}
