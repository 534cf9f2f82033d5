"""Two character models, trained alike on the documentation: with a causal mask, and without."""

from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.character_training import bits_per_character
from core.characters import load_character_model
from core.documentation import HELD_OUT, parts
from core.language import VOCABULARY, WINDOW, bits, tokens, windows, write_on
from core.training_config import FRESH, WEIGHTS, stream
from core.transformer import Transformer, transformer
from core.transformer_config import TransformerConfig
from core.transformer_models import LANGUAGE, control
from train.characters import SOURCE
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

BUDGET = Budget(steps=1200, batch=16)
PROMPT = "The "
WRITTEN = 300  # characters that each model writes after the prompt
JUDGE = "lstm"  # the shipped character model that says how likely a text is


def config(name: str) -> TransformerConfig:
    """The sizes of a model, equal for both."""
    return TransformerConfig(
        vocabulary=len(VOCABULARY), positions="rope", causal=name == LANGUAGE[0]
    )


def train(name: str, seed: int) -> Fit[Transformer]:
    """Predict the character after each one of random windows of the training text."""
    text = tokens(parts()["training"])
    model = transformer(config(name), stream(seed, WEIGHTS))
    return fit(model, BUDGET, seed, partial(_loss, text))


def make(name: str) -> None:
    """Train with every seed, and write the first with its card."""
    ship(name, [train(name, seed) for seed in SEEDS])


def ship(name: str, fits: list[Fit[Transformer]]) -> None:
    """Write the first of these runs with its card."""
    sizes = config(name)
    about: dict[str, Any] = {"data": SOURCE, "topics held out": HELD_OUT, "config": asdict(sizes)}
    about |= {"window": WINDOW, "prompt": PROMPT, "writes": _written(fits[0].model)}
    write(name, BUDGET, fits, measure, control(sizes), **about)


def measure(model: Transformer) -> dict[str, Any]:
    """Bits per character of the held-out text, and of what the model writes itself.

    The latter are those of another model, the character LSTM: how likely it finds the text.
    """
    cut = windows(parts()["heldout"])
    return {
        "bits": round(bits(model, cut), 4),
        "bits at the last place": round(bits(model, cut, slice(-1, None)), 4),
        "what it writes, judged": round(_judged(_written(model)), 4),
    }


def _written(model: Transformer) -> str:
    """What a model writes by chance, always with the same random numbers."""
    generator = stream(0, FRESH)
    return write_on(model, PROMPT, WRITTEN, model.config.causal, generator)


def _judged(text: str) -> float:
    return bits_per_character(load_character_model(JUDGE), PROMPT + text)


def _loss(text: Tensor, model: Transformer, generator: torch.Generator) -> Tensor:
    starts = torch.randint(len(text) - WINDOW, (BUDGET.batch, 1), generator=generator)
    cut = text[starts + torch.arange(WINDOW + 1)]
    return cross_entropy(model(cut[:, :-1]).flatten(0, 1), cut[:, 1:].flatten())


MAKERS = {name: partial(make, name) for name in LANGUAGE}
