"""Taggers of dates, measured: switched off, stacked, and probed; three seeds each."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.date_fields import TAGS, TaggedDate, splits
from core.draws import WEIGHTS, stream
from core.lessons.deep_and_bidirectional.settings import READERS, STUDY
from core.measures.linear_probe import probe_accuracy
from core.measures.written_dates import END
from core.networks.tagger import Tagger, TaggerConfig, empty_tagger, tagger
from core.recorders.record import record
from core.shipped.taggers import ONE_WAY, TWO_WAY, control
from core.traces.base import Array
from train.date_fields import SIZES, batches, measure, sizes, train
from train.runs import SEEDS

NAME = "date_fields_study"
LATER = (1, 2, 3)  # characters
LAYERS, FEW = (1, 2, 3, 4), 400  # layers, and training dates of the smaller training
WEIGHTS_ALIKE = 7700  # weights that every tagger has, nearly
PROBED = 400  # dates that probes are fitted on, and as many that they are judged on
RUN = 4  # "position in the word" counts up to this


def make() -> None:
    """Train, measure and write everything."""
    found: dict[str, Any] = {
        "switched off": switched_off(),
        "later": answering_later(),
        "layers": [],
        "few": FEW,
    }
    for layers in LAYERS:
        chosen = stacked(layers)
        row: dict[str, Any] = {"layers": layers, "hidden": chosen.hidden, "weights": size(chosen)}
        row["gradient"] = [gradient(chosen, seed) for seed in SEEDS]
        few = [train(chosen, seed, splits()[0][:FEW]) for seed in SEEDS]
        fits = [train(chosen, seed) for seed in SEEDS]
        row["few"] = [measure(f.model) for f in few]
        row["all"] = [{**measure(f.model), "seconds": round(f.seconds, 1)} for f in fits]
        found["layers"].append(row)
        print(row, flush=True)
    found["probes"] = [probes(fit.model) for fit in fits]
    found["untrained"] = probes(control(chosen))
    STUDY.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def stacked(layers: int) -> TaggerConfig:
    """A two-way tagger of so many layers whose weights are nearly as many as the others'."""
    widths = (sizes(hidden=hidden, layers=layers, both=True) for hidden in range(4, 60))
    return min(widths, key=lambda chosen: abs(size(chosen) - WEIGHTS_ALIKE))


def size(chosen: TaggerConfig) -> int:
    """How many weights a tagger has."""
    return sum(weight.numel() for weight in empty_tagger(chosen).parameters())


def gradient(chosen: TaggerConfig, seed: int) -> float:
    """‖∂L/∂x‖ of an untrained tagger: how much of the loss reaches the vectors that it reads."""
    model = tagger(chosen, stream(seed, WEIGHTS))
    squares = 0.0
    for places, right in batches(model, [(f.text, f.tags) for f in splits()[1][:PROBED]]).values():
        x = model.embedding(places).detach().requires_grad_()
        logits = model.readout(model.recurrent(x)[0])
        loss = cross_entropy(logits.flatten(0, 1), right.flatten(), reduction="sum")
        squares += float(torch.autograd.grad(loss, x)[0].square().sum())
    return float(f"{np.sqrt(squares):.4g}")


def switched_off() -> list[dict[str, Any]]:
    """For each seed, what the two-way tagger can do with both directions on, and with one."""
    return [_switched(train(sizes(**SIZES[TWO_WAY]), seed).model) for seed in SEEDS]


def _switched(model: Tagger) -> dict[str, Any]:
    found, weight = {}, model.readout.weight.detach().clone()
    for reader in READERS:
        off = {"forward": slice(model.config.hidden, None), "backward": slice(model.config.hidden)}
        model.readout.weight.data = weight.clone()
        model.readout.weight.data[:, off.get(reader, slice(0))] = 0.0  # as if those states were 0
        found[reader] = measure(model)
    return found


def answering_later() -> list[list[dict[str, Any]]]:
    """What a one-way tagger can do that answers 1, 2, … characters later, for each seed."""
    chosen = sizes(**SIZES[ONE_WAY])
    chosen = replace(chosen, characters=END + chosen.characters)
    fits = {later: [train(chosen, seed, later=later) for seed in SEEDS] for later in LATER}
    return [[measure(f.model, later) for f in fits[later]] for later in LATER]


def probes(model: Tagger) -> dict[str, Any]:
    """How well a linear probe tells each feature from the states of each layer."""
    chosen, held_out = (part[:PROBED] for part in splits())
    here, there = states(model, chosen), states(model, held_out)
    found: dict[str, Any] = {}
    for name, feature in FEATURES.items():
        classes, right = (
            torch.tensor(np.concatenate([feature(f) for f in part])) for part in (chosen, held_out)
        )
        layers = zip(here, there, strict=True)
        found[name] = [round(probe_accuracy((a, classes), (b, right)), 4) for a, b in layers]
        found[f"{name} commonest"] = round((right == classes.mode()[0]).double().mean().item(), 4)
    return found


def states(model: Tagger, dates: Sequence[TaggedDate]) -> list[Tensor]:
    """The states of all characters, (place, unit), of each layer: both directions side by side."""
    layers: list[list[Array]] = [[] for _ in range(model.config.layers)]
    for found in dates:
        x = model.embedding(model.encode([found.text])).detach()
        traces = record(model.recurrent, x, tuple(found.text)).traces
        for layer, rows in enumerate(layers):
            rows.append(np.hstack([trace.h for trace in traces if trace.layer == layer]))
    return [torch.tensor(np.concatenate(rows)) for rows in layers]


def kind(found: TaggedDate) -> Array:
    """0 digit, 1 letter, 2 space, 3 anything else."""
    return np.array([_kind(sign) for sign in found.text])


def _kind(sign: str) -> int:
    return 0 if sign.isdigit() else 1 if sign.isalpha() else 2 if sign.isspace() else 3


def field(found: TaggedDate) -> Array:
    """The place of its tag in TAGS."""
    return np.array([TAGS.index(tag) for tag in found.tags])


def position(found: TaggedDate) -> Array:
    """The place in a row of signs of one kind, from 0; at most RUN − 1."""
    kinds, places = kind(found), [0]
    for before, now in pairwise(kinds):
        places.append(places[-1] + 1 if now == before else 0)
    return np.minimum(places, RUN - 1)


FEATURES = {"kind": kind, "field": field, "position": position}
MAKERS = {NAME: make}
