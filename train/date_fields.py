"""Taggers and writers of dates, which read from left to right, or in both directions."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.date_fields import HELD_OUT, LOCALES, TAGS, TaggedDate, splits
from core.draws import FRESH, WEIGHTS, stream
from core.measures.written_dates import END, bits, dates, writes
from core.networks.tagger import Tagger, TaggerConfig, tagger
from core.shipped.taggers import NAMES, ONE_WAY, TWO_WAY, WRITERS, control
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

Outputs = tuple[str, ...]
BUDGET, WRITERS_BUDGET = (Budget(steps=steps, batch=32) for steps in (2000, 5000))
SIZES: dict[str, dict[str, Any]] = {  # nearly equal numbers of weights
    ONE_WAY: {"hidden": 64},
    TWO_WAY: {"hidden": 42, "both": True},
}
WRITERS_SIZES: dict[str, dict[str, Any]] = {  # the same for those that write
    WRITERS[0]: {"hidden": 64},
    WRITERS[1]: {"hidden": 37, "both": True},
}
DATA = f"dates in {len(LOCALES)} locales, babel (Unicode CLDR); see core/data/date_fields.py"
MEASURED, WRITTEN = 300, 200  # held-out dates whose bits are measured, and dates that are written
Batches = dict[int, tuple[Tensor, Tensor]]  # characters and outputs, both (n, time), by length


def sizes(**chosen: Any) -> TaggerConfig:
    """A tagger of dates; its characters are those of the training dates."""
    return TaggerConfig(characters=_characters(), outputs=TAGS, **chosen)


def writer_sizes(**chosen: Any) -> TaggerConfig:
    """A network that says which character follows; END stands before a date and ends it."""
    characters = END + _characters()
    return TaggerConfig(characters=characters, outputs=tuple(characters), **chosen)


def _characters() -> str:
    return "".join(sorted({c for found in splits()[0] for c in found.text}))


def train(
    chosen: TaggerConfig, seed: int, dates: Sequence[TaggedDate] = (), later: int = 0
) -> Fit[Tagger]:
    """Learn the tags of these or all training dates, in batches of one random length each.

    ``later``: so many characters later than they are read.
    """
    return _fit(chosen, BUDGET, seed, [_late(found, later) for found in dates or splits()[0]])


def _late(found: TaggedDate, steps: int) -> tuple[str, Outputs]:
    """A date and its tags, so many steps later; END stands where the date has ended."""
    return found.text + END * steps, ("O",) * steps + found.tags


def train_writer(chosen: TaggerConfig, seed: int) -> Fit[Tagger]:
    """Learn the character that follows each one of the training dates."""
    pairs = [(END + f.text, tuple(f.text + END)) for f in splits()[0]]
    return _fit(chosen, WRITERS_BUDGET, seed, pairs)


def _fit(
    chosen: TaggerConfig, budget: Budget, seed: int, pairs: Sequence[tuple[str, Outputs]]
) -> Fit[Tagger]:
    model = tagger(chosen, stream(seed, WEIGHTS))
    lengths = torch.tensor([len(text) for text, _ in pairs])
    return fit(model, budget, seed, partial(_loss, batches(model, pairs), lengths))


@torch.no_grad()
def measure(model: Tagger, later: int = 0) -> dict[str, Any]:
    """The shares of held-out characters with the right tag, and of dates without any wrong one."""
    found = batches(model, [_late(f, later) for f in splits()[1]]).values()
    right = [(model(x).argmax(dim=-1) == y)[:, later:] for x, y in found]
    shares = {"tags": torch.cat([r.flatten() for r in right])}
    shares["dates"] = torch.cat([r.all(dim=1) for r in right])
    return {name: round(found.double().mean().item(), 4) for name, found in shares.items()}


def measure_writer(model: Tagger) -> dict[str, Any]:
    """Bits per character in training and held out, with what follows cut off, and its own dates."""
    training, held_out = (part[:MEASURED] for part in splits())
    written = writes(model, WRITTEN, stream(0, FRESH))
    return {
        "training bits": round(bits(model, training), 4),
        "bits": round(bits(model, held_out), 4),
        "cut bits": round(bits(model, held_out, cut=True), 4),
        "dates": dates(written),
    }


def batches(model: Tagger, pairs: Sequence[tuple[str, Outputs]]) -> Batches:
    """Texts and the right output at each character, in tables of one length each."""
    tables, places = {}, {name: k for k, name in enumerate(model.config.outputs)}
    for length in sorted({len(text) for text, _ in pairs}):
        here = [pair for pair in pairs if len(pair[0]) == length]
        right = torch.tensor([[places[output] for output in outputs] for _, outputs in here])
        tables[length] = (model.encode([text for text, _ in here]), right)
    return tables


def _loss(tables: Batches, lengths: Tensor, model: Tagger, generator: torch.Generator) -> Tensor:
    x, y = tables[int(lengths[torch.randint(len(lengths), (), generator=generator)])]
    rows = torch.randint(len(x), (BUDGET.batch,), generator=generator)
    return cross_entropy(model(x[rows]).flatten(0, 1), y[rows].flatten())


def make(name: str) -> None:
    """Train with every seed, and write the first with its card."""
    is_writer = name in WRITERS
    chosen = writer_sizes(**WRITERS_SIZES[name]) if is_writer else sizes(**SIZES[name])
    budget, learn, judge = (
        (WRITERS_BUDGET, train_writer, measure_writer) if is_writer else (BUDGET, train, measure)
    )
    fits = [learn(chosen, seed) for seed in SEEDS]
    about = {"data": DATA, "held-out dates": HELD_OUT, "config": asdict(chosen)}
    about |= {"written": WRITTEN} if is_writer else {}
    write(name, budget, fits, judge, control(chosen), **about)


MAKERS = {name: partial(make, name) for name in NAMES}
