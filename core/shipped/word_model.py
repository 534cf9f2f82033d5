"""The word-level RNN that comes with the project, and the same before training."""

from functools import lru_cache
from pathlib import Path

from safetensors.torch import load_file

from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.networks.assign import assign
from core.networks.word_model import WordModel, empty_word_model, word_model
from core.shipped import store as shipped

NAME = "word_rnn"


@lru_cache(1)
def load_word_model(folder: Path = shipped.FOLDER) -> WordModel:
    """The trained model, float32, in eval mode. Everybody gets the same one: only read it."""
    model = empty_word_model(shipped.card(NAME, folder)["words"])
    found = load_file(folder / f"{NAME}.safetensors")
    return assign(model, {k: w.float() for k, w in found.items()}).requires_grad_(False)


@lru_cache(1)
def random_word_model(folder: Path = shipped.FOLDER) -> WordModel:
    """The same model before any training."""
    words = shipped.card(NAME, folder)["words"]
    return word_model(words, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
