"""Traces in a file: what a lesson shows first is read from one, without torch.

A file is safetensors: arrays as tensors named "recording/field", and one JSON text in the metadata
with each trace's class and its other fields. Nothing in it is ever executed.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from core import traces
from core.errors import InputError
from core.traces.base import Array, Trace

LARGEST = 32 * 2**20  # bytes of a file that is opened
KEY = "recordings"  # of the JSON text in the metadata


@cache
def kinds() -> dict[str, type[Trace]]:
    """Every class of trace by its name: all subclasses that the modules of `core.traces` define."""
    for module in iter_modules(traces.__path__):
        import_module(f"{traces.__name__}.{module.name}")
    found: list[type[Trace]] = [Trace]
    for kind in found:
        found += kind.__subclasses__()
    return {k.__name__: k for k in found if k.__module__.startswith(f"{traces.__name__}.")}


def save(
    path: Path, recordings: Mapping[str, Trace], others: Mapping[str, Array] | None = None
) -> None:
    """Write traces, by name, to a file; and `others`, arrays that `load` leaves alone.

    Raises:
        InputError: a trace of a class that files do not hold, or a name with a slash.
    """
    tensors = dict(others or {})
    about = {}
    for name, trace in recordings.items():
        if "/" in name:
            raise InputError("name", "without a slash", name)
        if kinds().get(type(trace).__name__) is not type(trace):
            raise InputError("trace", f"one of {', '.join(sorted(kinds()))}", type(trace).__name__)
        arrays, rest = _split(trace)
        about[name] = {"kind": type(trace).__name__, **rest}
        tensors |= {f"{name}/{field}": array for field, array in arrays.items()}
    save_file(tensors, path, {KEY: json.dumps(about, ensure_ascii=False)})


def load(path: Path) -> dict[str, Trace]:
    """Read every trace of a file, by name.

    Raises:
        InputError: the file is missing, too large, not safetensors, or does not hold valid traces.
    """
    check_size(path)
    try:
        with safe_open(path, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[KEY])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return {name: _trace(name, dict(rest), tensors) for name, rest in about.items()}
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("file", f"a file of recordings ({error})", path.name) from error


def check_size(path: Path) -> None:
    """Refuse what is not there or too large to open.

    Raises:
        InputError: with the file's name.
    """
    if not path.is_file():
        raise InputError("file", "an existing file", path.name)
    if path.stat().st_size > LARGEST:
        raise InputError("file", f"at most {LARGEST} bytes", path.name)


def _split(trace: Trace) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays of a trace, and its other fields that are present."""
    values = {field.name: getattr(trace, field.name) for field in fields(trace)}
    arrays = {
        name: np.array(value, order="C")  # a copy of its own: safetensors ignores strides
        for name, value in values.items()
        if isinstance(value, np.ndarray)
    }
    rest = {name: value for name, value in values.items() if name not in arrays}
    return arrays, {name: value for name, value in rest.items() if value is not None}


def _trace(name: str, rest: dict[str, Any], tensors: Mapping[str, Array]) -> Trace:
    kind = kinds()[rest.pop("kind")]
    words = {field: tuple(v) if isinstance(v, list) else v for field, v in rest.items()}
    own = {
        field.name: tensors[f"{name}/{field.name}"]
        for field in fields(kind)
        if f"{name}/{field.name}" in tensors
    }
    return kind(**words, **own)
