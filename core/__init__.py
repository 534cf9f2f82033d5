"""Instrumented networks and the traces they return.

Names are imported when they are first asked for, so that what is free of torch stays so.
"""

from importlib import import_module

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
