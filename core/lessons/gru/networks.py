"""The lesson's networks and what they read. Loads torch."""

from functools import lru_cache
from unicodedata import normalize

import torch
from safetensors.torch import load_file
from torch import Tensor

from core.data.tasks import SYMBOLS, TASKS
from core.data.vocabulary import encode
from core.draws import FRESH, stream
from core.lessons.gru.settings import GRU, HIDDEN, SEEDS_FILE
from core.networks.assign import assign
from core.networks.character_model import CharacterModel
from core.networks.recurrent import Predictor, empty_predictor
from core.shipped.characters import load_character_model


def network(task: str, seed: int = 0) -> Predictor:
    """The GRU that was trained on ``task`` from ``seed``; see train/gru.py."""
    prefix = f"{task}/{seed}/"
    found = {
        name.removeprefix(prefix): values.float()
        for name, values in _all_weights().items()
        if name.startswith(prefix)
    }
    empty = empty_predictor("gru", TASKS[task].inputs, HIDDEN, TASKS[task].outputs)
    return assign(empty, found)


@lru_cache(maxsize=1)
def _all_weights() -> dict[str, Tensor]:
    return load_file(SEEDS_FILE)


def model(settings: GRU) -> Predictor | CharacterModel:
    """The trained network that the settings ask for."""
    return load_character_model("gru") if settings.task == "text" else network(settings.task)


def example(settings: GRU) -> tuple[Tensor, tuple[str, ...], Tensor]:
    """What is read: x (1, time, input), a word for each step, and the right answers.

    These are the task's answer (1,), or the characters of the text as numbers (time,).
    """
    if settings.task == "text":
        tokens = tuple(normalize("NFC", settings.sentence))
        indices = torch.from_numpy(encode("".join(tokens))[0])
        return load_character_model("gru").embedding(indices)[None], tokens, indices
    draws = stream(1_000 + settings.example, FRESH)
    x, y = TASKS[settings.task].sample(1, settings.length, draws)
    return x, spelled(x[0], settings.task), y


def spelled(x: Tensor, task: str) -> tuple[str, ...]:
    """What each step says: a symbol, or the marked number; the other numbers do not count."""
    if task == "temporal_order":
        return tuple(SYMBOLS[k] for k in x.argmax(dim=1).tolist())
    return tuple(f"{v:+.2f}".replace("-", "−") if mark == 1 else "·" for v, mark in x.tolist())
