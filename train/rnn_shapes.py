"""The networks of the lesson on when an RNN reads and when it speaks: N to 1, and 1 to N."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data import digits, place_names
from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.measures.speaking import STEPS, Table, named, spelled, table, words
from core.networks.pooling import POOLINGS, pooled
from core.networks.speller import Speller, speller
from core.networks.tagger import Tagger, TaggerConfig, tagger
from core.shipped.spellers import SPELLERS, TAUGHT
from train.runs import SEEDS
from train.transformers import Budget, Fit, Model, fit, write

NAMING, LONGER = (Budget(steps=steps, batch=64) for steps in (1200, 2400))
SPELLING = Budget(steps=1500, batch=64)
NAMES = "names of countries and languages, babel (Unicode CLDR); see core/data/place_names.py"
DIGITS = "handwritten digits; see core/data/digits.py"


def config() -> TaggerConfig:
    """The sizes of a network that tells languages."""
    known = "".join(place_names.characters())
    return TaggerConfig(characters=known, outputs=place_names.LANGUAGES)


def naming(pooling: str, seed: int, budget: Budget = NAMING) -> Fit[Tagger]:
    """Say after its last letter which language a name is from."""
    model = tagger(config(), stream(seed, WEIGHTS))
    names = table(model, place_names.splits()["training"])

    def loss(model: Tagger, generator: torch.Generator) -> Tensor:
        rows = torch.randint(len(names.x), (budget.batch,), generator=generator)
        some = Table(*(part[rows] for part in names))
        return cross_entropy(some.at_end(pooled(model, some.x, pooling)), some.y)

    return fit(model, budget, seed, loss)


def spelling(name: str, seed: int) -> Fit[Speller]:
    """Spell the word of a digit; what comes behind its end mark is no part of the loss.

    With `TAUGHT` it is: there end marks are asked for, up to the last of all steps.
    """
    model = speller(*SPELLERS[name], stream(seed, WEIGHTS))
    images, shown = (torch.from_numpy(part) for part in digits.splits()["training"])
    right = words(STEPS).clamp(min=0) if name == TAUGHT else words()

    def loss(model: Speller, generator: torch.Generator) -> Tensor:
        rows = torch.randint(len(images), (SPELLING.batch,), generator=generator)
        asked = right[shown[rows]]
        logits = model(images[rows], asked)
        return cross_entropy(logits.flatten(0, 1), asked.flatten(), ignore_index=-1)

    return fit(model, SPELLING, seed, loss)


def make_naming(pooling: str) -> None:
    """Train with every seed, also for longer, and write the middle one with its card."""
    measure = partial(named, pooling=pooling)
    longer = [naming(pooling, seed, LONGER).model for seed in SEEDS]
    about: dict[str, Any] = {"data": NAMES, "config": asdict(config())}
    about["longer"] = {"budget": asdict(LONGER), "names": [measure(m)["names"] for m in longer]}
    control = tagger(config(), stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
    fits = middle([naming(pooling, seed) for seed in SEEDS], lambda m: measure(m)["names"])
    write(f"name_language_{pooling}", NAMING, fits, measure, control, **about)


def make_spelling(name: str) -> None:
    """Train with every seed, and write the middle one with its card."""
    control = speller(*SPELLERS[name], stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
    fits = middle([spelling(name, seed) for seed in SEEDS], _others)
    write(name, SPELLING, fits, spelled, control, data=DIGITS)


def middle(fits: list[Fit[Model]], score: Callable[[Model], Any]) -> list[Fit[Model]]:
    """The runs with the one of the median score in front: it is shipped, as neither the best nor
    the worst.
    """
    fits = sorted(fits, key=lambda found: score(found.model))
    return [fits.pop(len(fits) // 2), *fits]


def _others(model: Speller) -> tuple[float, float]:
    found = spelled(model)
    return found["afterwards"]["others"], found["words"]


MAKERS: dict[str, Callable[[], None]] = {
    **{f"name_language_{pooling}": partial(make_naming, pooling) for pooling in POOLINGS},
    **{name: partial(make_spelling, name) for name in SPELLERS},
}
