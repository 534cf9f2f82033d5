"""The recording that each lesson opens with, made once: `weights/<stem>.safetensors`, no torch.

A recording is traces by name. Several of one kind, such as the layers of a model, are a tuple under
one name, and stand in the file as "layers 0", "layers 1", …
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.shipped import recordings
from core.shipped.store import FOLDER
from core.traces.base import Trace


def save(stem: str, recording: Mapping[str, Any], folder: Path = FOLDER) -> None:
    """Write the traces of a recording; what else it holds follows from the settings."""
    traces: dict[str, Trace] = {}
    for name, found in recording.items():
        if isinstance(found, Trace):
            traces[name] = found
        elif isinstance(found, tuple):
            traces |= {f"{name} {n}": trace for n, trace in enumerate(found)}
    recordings.save(folder / f"{stem}.safetensors", traces)


def load(stem: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Read the traces of a recording, by name.

    Raises:
        InputError: there is no such lesson.
    """
    found: dict[str, Any] = {}
    for name, trace in recordings.load(folder / f"{stem}.safetensors").items():
        name, *place = name.split()
        found[name] = (*found.get(name, ()), trace) if place else trace
    return found
