"""Weights put into modules that were made on the meta device, where nothing is drawn."""

from collections.abc import Mapping
from typing import TypeVar

import torch
from torch import Tensor, nn

from core.errors import InputError

Module = TypeVar("Module", bound=nn.Module)


def assign(module: Module, weights: Mapping[str, Tensor]) -> Module:
    """Give `module` these weights, all of them by name, and return it in eval mode."""
    module.load_state_dict(weights, assign=True)
    return module.eval()


def empty_embedding(words: int, size: int) -> nn.Embedding:
    """A table of vectors that stay as they are until `assign`.

    `nn.Embedding` would draw them, on the meta device too, and load torch's compiler to do so:
    over a second.
    """
    return nn.Embedding.from_pretrained(torch.empty(words, size), freeze=False)


def one_of(field: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a value that is not among those known.

    Raises:
        InputError: with the known values as its rule.
    """
    if value not in known:
        raise InputError(field, f"one of {', '.join(known)}", value)
