"""The character models that are shipped: one recurrent layer each, of the same size and budget."""

from dataclasses import asdict
from typing import Any

from core.data.documentation import HELD_OUT, VALIDATION, parts
from core.networks.recurrent import NETWORKS
from core.shipped import store as shipped
from core.shipped.characters import (
    FORGET_BIAS,
    load_character_model,
    name_of,
    random_control,
    save_character_model,
)
from core.training.characters import (
    LOOKS,
    CharacterConfig,
    CharacterResult,
    bits_per_character,
    train_characters,
)
from train.card import versions
from train.probes import measure
from train.runs import SEEDS

SOURCE = "CPython 3.11.7, pydoc_data.topics (PSF License Agreement, version 2); see data/README.md"


def config(network: str, seed: int) -> CharacterConfig:
    """The settings of a run, equal for all networks but for the LSTM's forget bias."""
    return CharacterConfig(network=network, forget_bias=FORGET_BIAS.get(network), seed=seed)


def make(network: str) -> None:
    """Train a network with every seed, and write the first with its card."""
    texts = parts()
    results = []
    for seed in SEEDS:
        settings = config(network, seed)
        results.append(train_characters(settings, texts["training"], texts["validation"]))
        print(name_of(network), _seed(results[-1]), flush=True)
    save_character_model(network, results[0].model)
    for cached in (load_character_model, random_control):
        cached.cache_clear()
    shipped.save_card(name_of(network), about(network, results))


def about(network: str, results: list[CharacterResult]) -> dict[str, Any]:
    """The card of the first of these runs, which has been saved; they differ in their seeds."""
    texts, first = parts(), results[0]
    seeds = [_seed(result) for result in results]
    return {
        "name": name_of(network),
        "data": SOURCE,
        "characters": {part: len(text) for part, text in texts.items()},
        "topics": {"heldout": HELD_OUT, "validation": VALIDATION},
        "config": asdict(first.config),
        "parameters": sum(weight.numel() for weight in first.model.parameters()),
        "heldout": {"bits per character": measured(network)},
        "mean of seeds": round(sum(seed["heldout"] for seed in seeds) / len(seeds), 4),
        "seconds": round(first.seconds, 1),
        "seeds": seeds,
        "validation": dict(zip(first.steps, (round(b, 4) for b in first.bits), strict=True)),
        "probes": measure(network),
        "versions": versions(),
        "format": "weights float16",
        "made by": f"python -m train {name_of(network)}",
    }


def measured(network: str) -> float:
    """Bits per character of the shipped model, as it is loaded, on the held-out text."""
    return round(bits_per_character(load_character_model(network), parts()["heldout"]), 4)


def _seed(result: CharacterResult) -> dict[str, Any]:
    texts = parts()
    return {
        "seed": result.config.seed,
        "heldout": round(bits_per_character(result.model, texts["heldout"]), 4),
        "validation": round(min(result.bits), 4),
        "training": round(bits_per_character(result.model, texts["training"], LOOKS), 4),
        "best step": result.step,
        "seconds": round(result.seconds, 1),
    }


MAKERS = {name_of(network): lambda network=network: make(network) for network in NETWORKS}
