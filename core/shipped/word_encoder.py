"""The trained word encoder that comes with the project, and the same before training."""

from functools import lru_cache
from pathlib import Path

import torch
from safetensors.torch import load_file

from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.networks.assign import assign
from core.networks.word_encoder import NAME, WordEncoder, word_encoder
from core.shipped import store as shipped


@lru_cache(1)
def load_word_encoder(folder: Path = shipped.FOLDER) -> WordEncoder:
    """The trained encoder, float32, in eval mode. Everybody gets the same one: only read it."""
    with torch.device("meta"):
        model = WordEncoder(shipped.card(NAME, folder)["words"])
    found = load_file(folder / f"{NAME}.safetensors")
    return assign(model, {k: w.float() for k, w in found.items()}).requires_grad_(False)


@lru_cache(1)
def random_word_encoder(folder: Path = shipped.FOLDER) -> WordEncoder:
    """The same encoder before any training."""
    words = shipped.card(NAME, folder)["words"]
    return word_encoder(words, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
