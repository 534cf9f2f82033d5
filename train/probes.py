"""Single units of the shipped character models and what they tell: the numbers on the cards."""

from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from core.data.documentation import parts
from core.data.vocabulary import encode
from core.measures.probes import FIELDS, QUOTE_CELL, Probe, probe
from core.measures.text_features import labels
from core.networks.character_model import CharacterModel
from core.recorders.record import record
from core.shipped.characters import load_character_model, random_control
from core.traces.base import Array
from core.traces.recurrent import RecurrentTrace

CHARACTERS = 40_000  # of a text, at most; of the training part the last, where topics are many
FEATURES = {
    "documentation": ("quotation", "bracket", "late_in_line", "indented", "capital"),
    "program text": ("bracket", "late_in_line", "indented"),
}
PROGRAMS = (("argparse",), ("configparser", "textwrap"))  # modules to choose on, and to judge on


def texts(kind: str) -> tuple[str, str]:
    """The text that units are chosen on, and the one that they are judged on."""
    if kind == "documentation":
        return parts()["training"][-CHARACTERS:], parts()["heldout"][:CHARACTERS]
    chosen, heldout = ("\n".join(_sources(modules)) for modules in PROGRAMS)
    return chosen[:CHARACTERS], heldout[:CHARACTERS]


def measure(network: str) -> dict[str, Any]:
    """For either kind of text, feature and field: the best unit, and the untrained network's."""
    found: dict[str, Any] = {kind: _measure(network, kind) for kind in FEATURES}
    quotes = found["documentation"]["quotation"]
    best = max(quotes, key=lambda field: quotes[field]["chosen"])
    cell = {"field": best, **quotes[best]}
    return {"quote cell": cell if cell["heldout"] >= QUOTE_CELL else None, **found}


def layer(model: CharacterModel, text: str) -> RecurrentTrace:
    """What happens in the recurrent layer while the model reads a text from a state of zeros."""
    with torch.no_grad():
        x = model.embedding(torch.from_numpy(encode(text)[0]))
    return record(model.recurrent, x, tuple(text)).trace


def _measure(network: str, kind: str) -> dict[str, dict[str, Any]]:
    """By feature and field."""
    pair = texts(kind)
    truths = {name: (labels(name, pair[0]), labels(name, pair[1])) for name in FEATURES[kind]}
    trained = _probes(load_character_model(network), network, pair, truths)
    control = _probes(random_control(network), network, pair, truths)
    return {
        feature: {
            field: {**_rounded(trained[field][feature]), "control": _rounded(found[feature])}
            for field, found in control.items()
        }
        for feature in truths
    }


def _probes(
    model: CharacterModel,
    network: str,
    pair: tuple[str, str],
    truths: dict[str, tuple[Array, Array]],
) -> dict[str, dict[str, Probe]]:
    chosen, heldout = (layer(model, text) for text in pair)
    return {
        field: probe(getattr(chosen, field), getattr(heldout, field), truths)
        for field in FIELDS[network]
    }


def _rounded(found: Probe) -> dict[str, Any]:
    return {name: round(value, 4) for name, value in asdict(found).items()}


def _sources(modules: tuple[str, ...]) -> Iterator[str]:
    """The program texts of modules of the standard library, as they are installed here."""
    for module in modules:
        spec = find_spec(module)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).read_text("utf-8")
