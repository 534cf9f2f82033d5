"""Taggers of dates, which read from left to right, or in both directions."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.date_fields import HELD_OUT, LOCALES, TAGS, TaggedDate, splits
from core.draws import WEIGHTS, stream
from core.networks.tagger import Tagger, TaggerConfig, tagger
from core.shipped.taggers import ONE_WAY, TWO_WAY, control
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

BUDGET = Budget(steps=2000, batch=32)
SIZES: dict[str, dict[str, Any]] = {  # nearly equal numbers of weights
    ONE_WAY: {"hidden": 64},
    TWO_WAY: {"hidden": 42, "both": True},
}
DATA = f"dates in {len(LOCALES)} locales, babel (Unicode CLDR); see core/data/date_fields.py"
Batches = dict[int, tuple[Tensor, Tensor]]  # characters and tags, both (n, time), by their length


def sizes(**chosen: Any) -> TaggerConfig:
    """A tagger of dates; its characters are those of the training dates."""
    characters = "".join(sorted({c for found in splits()[0] for c in found.text}))
    return TaggerConfig(characters=characters, outputs=TAGS, **chosen)


def train(chosen: TaggerConfig, seed: int) -> Fit[Tagger]:
    """Learn the tags of the training dates, in batches of one random length each."""
    model = tagger(chosen, stream(seed, WEIGHTS))
    dates = splits()[0]
    lengths = torch.tensor([len(found.text) for found in dates])
    return fit(model, BUDGET, seed, partial(_loss, batches(model, dates), lengths))


@torch.no_grad()
def measure(model: Tagger) -> dict[str, Any]:
    """The shares of held-out characters with the right tag, and of dates without any wrong one."""
    found = batches(model, splits()[1]).values()
    right = [model(x).argmax(dim=-1) == y for x, y in found]
    characters = torch.cat([r.flatten() for r in right])
    dates = torch.cat([r.all(dim=1) for r in right])
    return {
        "tags": round(characters.double().mean().item(), 4),
        "dates": round(dates.double().mean().item(), 4),
    }


def batches(model: Tagger, dates: Sequence[TaggedDate]) -> Batches:
    """Dates in tables of one length each."""
    tables = {}
    for length in sorted({len(found.text) for found in dates}):
        here = [found for found in dates if len(found.text) == length]
        tags = torch.tensor([[TAGS.index(tag) for tag in found.tags] for found in here])
        tables[length] = (model.encode([found.text for found in here]), tags)
    return tables


def _loss(tables: Batches, lengths: Tensor, model: Tagger, generator: torch.Generator) -> Tensor:
    x, y = tables[int(lengths[torch.randint(len(lengths), (), generator=generator)])]
    rows = torch.randint(len(x), (BUDGET.batch,), generator=generator)
    return cross_entropy(model(x[rows]).flatten(0, 1), y[rows].flatten())


def make(name: str) -> None:
    """Train with every seed, and write the first with its card."""
    chosen = sizes(**SIZES[name])
    fits = [train(chosen, seed) for seed in SEEDS]
    about = {"data": DATA, "held-out dates": HELD_OUT, "config": asdict(chosen)}
    write(name, BUDGET, fits, measure, control(chosen), **about)


MAKERS = {name: partial(make, name) for name in SIZES}
