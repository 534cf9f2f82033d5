"""Instrumented networks and the traces they return.

Names are imported when they are first asked for, so that what is free of torch stays so.
"""

from importlib import import_module

_HOMES = {  # what the project offers to others, and the room where each lives
    "InputError": "errors",
    "Trace": "traces.base",
    "axes": "traces.base",
    "Recording": "traces.recurrent",
    "record": "recorders.record",
    "difference_from_torch": "recorders.parity",
    "loss_gradients": "gradients.loss",
    "layer_gradients": "gradients.loss",
    "all_pairs": "gradients.all_pairs",
    "input_influence": "gradients.all_pairs",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'core' has no attribute '{name}'")
    return getattr(import_module(f"core.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
