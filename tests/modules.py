"""Torch's modules in tests: with weights of their own, the same in any order; or none at all."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def no_torch() -> Iterator[None]:
    """Whoever imports torch, or a module of core that needs it, fails meanwhile."""
    hidden = {name: module for name, module in sys.modules.items() if _needs_torch(name, module)}
    sys.modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        sys.modules.update(hidden)


def _needs_torch(name: str, module: object) -> bool:
    """Whether this is torch, or a module of core that holds it or something of it."""
    if not name.startswith("core."):
        return name == "torch"
    owners = (str(getattr(value, "__module__", "")) for value in vars(module).values())
    return hasattr(module, "torch") or any(owner.startswith("torch") for owner in owners)
