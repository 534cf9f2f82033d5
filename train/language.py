"""Two character models, trained alike on the documentation: with a causal mask, and without."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.documentation import HELD_OUT, parts
from core.draws import FRESH, WEIGHTS, stream
from core.networks.transformer import Transformer, transformer
from core.networks.transformer_config import TransformerConfig
from core.shipped.characters import load_character_model
from core.shipped.language_models import VOCABULARY, WINDOW, bits, tokens, windows, write_on
from core.shipped.transformers import LANGUAGE, control
from core.training.characters import bits_per_character
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
    sizes, model, text = config(name), rounded(fits[0].model), parts()["heldout"]
    pieces = [text[at : at + WINDOW] for at in range(0, len(text) - WINDOW, WINDOW)]
    about = {
        "data": SOURCE,
        "topics held out": HELD_OUT,
        "config": asdict(sizes),
        "held-out text": judged(pieces),
        "window": WINDOW,
        "prompt": PROMPT,
        "writes": written(model),
        "writes the likeliest": write_on(model, PROMPT, WINDOW - len(PROMPT), cache=False),
    }
    write(name, BUDGET, fits, measure, control(sizes), **about)


def measure(model: Transformer) -> dict[str, Any]:
    """Bits per character of the held-out text, and two figures of what the model writes itself."""
    cut = windows(parts()["heldout"])
    return {
        "bits": round(bits(model, cut), 4),
        "bits at the last place": round(bits(model, cut, slice(-1, None)), 4),
        **judged(written(model)),
    }


def judged(texts: Sequence[str]) -> dict[str, float]:
    """How likely the character LSTM finds some texts, and how many words of training they hold.

    Bits per character alone are no judge of writing: nothing is easier to predict than one
    character over and over again.
    """
    judge = load_character_model(JUDGE)
    surprise = [bits_per_character(judge, text) for text in texts]
    known, found = set(_words(parts()["training"])), _words(" ".join(texts))
    words = sum(word in known for word in found)
    return {
        "bits for the judge": round(sum(surprise) / len(texts), 4),
        "words in 100 characters": round(100 * words / sum(map(len, texts)), 2),
    }


def _words(text: str) -> list[str]:
    """Runs of at least three letters."""
    return re.findall("[A-Za-z]{3,}", text)


def written(model: Transformer) -> list[str]:
    """What a model writes by chance, always with the same random numbers."""
    generator, room = stream(0, FRESH), WINDOW - len(PROMPT)
    return [write_on(model, PROMPT, room, model.config.causal, generator) for _ in range(TEXTS)]


def _loss(text: Tensor, model: Transformer, generator: torch.Generator) -> Tensor:
    starts = torch.randint(len(text) - WINDOW, (BUDGET.batch, 1), generator=generator)
    cut = text[starts + torch.arange(WINDOW + 1)]
    return cross_entropy(model(cut[:, :-1]).flatten(0, 1), cut[:, 1:].flatten())


MAKERS = {name: partial(make, name) for name in LANGUAGE}
