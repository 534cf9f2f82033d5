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
from train.transformers import Budget, Fit, fit, rounded, write

BUDGET = Budget(steps=1200, batch=16)
PROMPT = "The "
TEXTS = 8  # that each model writes after the prompt, to the end of its window
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
    sizes, model = config(name), rounded(fits[0].model)
    about = {
        "data": SOURCE,
        "topics held out": HELD_OUT,
        "config": asdict(sizes),
        "window": WINDOW,
        "prompt": PROMPT,
        "writes": written(model),
        "writes the likeliest": write_on(model, PROMPT, WINDOW - len(PROMPT), cache=False),
    }
    write(name, BUDGET, fits, measure, control(sizes), **about)


def measure(model: Transformer) -> dict[str, Any]:
    """Bits per character of the held-out text, and of what the model writes itself.

    The latter are those of another model, the character LSTM: how likely it finds the texts.
    """
    judge = load_character_model(JUDGE)
    judged = [bits_per_character(judge, PROMPT + text) for text in written(model)]
    cut = windows(parts()["heldout"])
    return {
        "bits": round(bits(model, cut), 4),
        "bits at the last place": round(bits(model, cut, slice(-1, None)), 4),
        "what it writes, judged": round(sum(judged) / TEXTS, 4),
    }


def written(model: Transformer) -> list[str]:
    """What a model writes by chance, always with the same random numbers."""
    generator, room = stream(0, FRESH), WINDOW - len(PROMPT)
    return [write_on(model, PROMPT, room, model.config.causal, generator) for _ in range(TEXTS)]


def _loss(text: Tensor, model: Transformer, generator: torch.Generator) -> Tensor:
    starts = torch.randint(len(text) - WINDOW, (BUDGET.batch, 1), generator=generator)
    cut = text[starts + torch.arange(WINDOW + 1)]
    return cross_entropy(model(cut[:, :-1]).flatten(0, 1), cut[:, 1:].flatten())


MAKERS = {name: partial(make, name) for name in LANGUAGE}
