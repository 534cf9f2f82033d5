"""What to do with a module that ``record`` does not take as it is: one sentence, in English."""

import re
from collections.abc import Callable, Mapping
from os import PathLike
from typing import Any

import torch
from torch import nn
from torch.nn.utils.parametrizations import _SpectralNorm
from torch.nn.utils.spectral_norm import SpectralNorm

from core.errors import InputError

OFFERED = 4  # parts of a module that a refusal names
INDEX = re.compile(r"\.(\d+)")  # of a part in a list, as named_modules writes it
LAYERS = {nn.LSTMCell: "nn.LSTM", nn.GRUCell: "nn.GRU", nn.RNNCell: "nn.RNN"}  # of looped cells
FIRST = "weight_ih_l0"  # which every recurrent layer of torch has
POWER = (SpectralNorm, _SpectralNorm)  # in train mode a pass takes a step of a power iteration


def way_out(module: Any, is_recorded: Callable[[nn.Module], bool]) -> str:
    """Return what can be recorded instead of the module, in brackets; "" where nothing is known."""
    if isinstance(module, Mapping):
        return _of_state_dict(list(map(str, module)))
    if isinstance(module, str | bytes | PathLike):
        return (
            " (of a file core.uploads.read.read reads the bytes, and core.uploads.state_dict makes"
            " the layer: module(tensors, module_shape(tensors)))"
        )
    if not isinstance(module, nn.Module):
        return ""
    if isinstance(module, torch.jit.ScriptModule):
        return (
            " (TorchScript is a compiled program: load its state_dict() into the Python module that"
            " it was made from, and record that)"
        )
    if found := _outermost(module, is_recorded):
        return f" (in this one record its {_listed(found)})"
    if any("quantized" in type(part).__module__ for part in module.modules()):
        return " (a quantised layer keeps its weights as integers: record the float model)"
    cells = [(name, part) for name, part in module.named_modules() if type(part) in LAYERS]
    return _layer_of(*cells[0]) if cells else ""


def check_still(module: nn.Module) -> None:
    """Refuse a module that each pass changes.

    Raises:
        InputError: spectral_norm in train mode.
    """
    for part in module.modules():
        acting = (part, *part._forward_pre_hooks.values())  # in torch's newer and its older form
        if part.training and any(isinstance(each, POWER) for each in acting):
            rule = "unchanged by a pass (spectral_norm changes u and v; call .eval() first)"
            raise InputError("module", rule, "spectral_norm in train mode")


def _of_state_dict(names: list[str]) -> str:
    """How a state_dict becomes a layer: the first one in it, by its prefix."""
    prefix = next((name.removesuffix(FIRST) for name in names if name.endswith(FIRST)), "")
    where = f", {prefix!r}" if prefix else ""
    return (
        " (of a state_dict core.uploads.state_dict makes the layer: module(tensors,"
        f" module_shape(tensors{where})))"
    )


def _outermost(module: nn.Module, is_recorded: Callable[[nn.Module], bool]) -> list[str]:
    """The names of the parts that can be recorded and are in no other such part."""
    found: list[str] = []
    for name, part in module.named_modules():
        inside = any(name.startswith(f"{outer}.") for outer in found)
        if name and not inside and is_recorded(part):
            found.append(name)
    return found


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > OFFERED else ""
    return " or ".join(map(_as_written, names[:OFFERED])) + more


def _as_written(name: str) -> str:
    return INDEX.sub(r"[\1]", f".{name}")


def _layer_of(name: str, cell: Any) -> str:
    """How a cell becomes the layer that comes of running it in a loop."""
    options = "" if cell.bias else ", bias=False"
    if isinstance(cell, nn.RNNCell) and cell.nonlinearity != "tanh":
        options += f", nonlinearity={cell.nonlinearity!r}"
    layer = f"{LAYERS[type(cell)]}({cell.input_size}, {cell.hidden_size}{options})"
    which = f"its {_as_written(name)} in a loop" if name else "a cell in a loop"
    return f" ({which} is {layer} with the cell's weights, _l0 added to their names: record that)"
