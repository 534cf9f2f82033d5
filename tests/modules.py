"""Torch modules whose first weights are their own: the same in every run, in any order."""

from collections.abc import Callable
from typing import TypeVar

import torch

Made = TypeVar("Made")


def seeded(make: Callable[..., Made], *arguments, seed: int = 0, **options) -> Made:
    """``make(*arguments, **options)`` with the weights that torch draws after this seed.

    Torch's constructors draw from the global generator, which stands afterwards where it stood.
    """
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        return make(*arguments, **options)
