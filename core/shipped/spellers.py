"""The shipped spellers of digits: `weights/<name>.safetensors`, each with its card."""

from functools import lru_cache

import torch
from safetensors.torch import load_file

from core.networks.assign import assign
from core.networks.speller import GIVEN, Speller
from core.shipped import store as shipped

TAUGHT = "spelled_digit_taught"  # that there are only end marks behind a word
SPELLERS = {
    f"spelled_digit_{given}{'_back' * back}": (given, back)
    for given in GIVEN
    for back in (False, True)
} | {TAUGHT: ("first", False)}


@lru_cache(len(SPELLERS))
def load_speller(name: str) -> Speller:
    """A trained speller, float32, in eval mode. Everybody gets the same one: only read it."""
    with torch.device("meta"):
        model = Speller(*SPELLERS[name])
    found = load_file(shipped.FOLDER / f"{name}.safetensors")
    return assign(model, {key: w.float() for key, w in found.items()}).requires_grad_(False)
