"""The shipped Transformers, as everybody reads them; `weights/<name>.json` says what they are."""

from functools import lru_cache
from pathlib import Path

from safetensors.torch import load_file

from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.networks.assign import assign
from core.networks.transformer import Transformer, empty_transformer, transformer
from core.networks.transformer_config import POSITIONS, TransformerConfig
from core.shipped import store as shipped

INDUCTION = "induction"
LANGUAGE = ("masked_lm", "unmasked_lm")
ORDER = tuple(f"order_{positions}" for positions in POSITIONS)
NAMES = (INDUCTION, *LANGUAGE, *ORDER)


def config(name: str, folder: Path = shipped.FOLDER) -> TransformerConfig:
    """The sizes of a shipped model.

    Raises:
        InputError: there is no such model.
    """
    return TransformerConfig(**shipped.card(name, folder)["config"])


@lru_cache(len(NAMES))
def load_transformer(name: str, folder: Path = shipped.FOLDER) -> Transformer:
    """A trained model, float32, in eval mode. Everybody gets the same one: only read it.

    Raises:
        InputError: there is no such model.
    """
    empty = empty_transformer(config(name, folder))
    found = load_file(folder / f"{name}.safetensors")
    model = assign(empty, {key: weight.float() for key, weight in found.items()})
    return model.requires_grad_(False)


@lru_cache(len(NAMES))
def random_transformer(name: str, folder: Path = shipped.FOLDER) -> Transformer:
    """The same sizes before any training: what its heads do is there by chance.

    Raises:
        InputError: there is no such model.
    """
    return control(config(name, folder))


def control(sizes: TransformerConfig) -> Transformer:
    """A model that never learnt anything."""
    return transformer(sizes, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
