"""Instrumented networks and the traces they return.

Names are imported when they are first asked for, so that what is free of torch stays so.
"""

import sys
from importlib import import_module
from types import ModuleType

HOMES = {
    "InputError": "core.errors",
    "Trace": "core.trace",
    "axes": "core.trace",
    "Recording": "core.traces",
    "record": "core.record",
    "loss_gradients": "core.gradients",
    "layer_gradients": "core.gradients",
    "all_pairs": "core.all_pairs",
    "input_influence": "core.all_pairs",
    "difference_from_torch": "core.parity",
}


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"module 'core' has no attribute '{name}'")
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(HOMES)


class _Package(ModuleType):
    """Where a function has the name of the module it lives in (``record``), the function wins.

    The import system hangs every loaded submodule on its package, which would hide the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and HOMES.get(name) == value.__name__:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
