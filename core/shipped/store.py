"""The trained networks that come with the project: `weights/<name>.safetensors` and its card.

`names`, `card` and `trace` work without torch; `load` also brings the networks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import safe_open

from core.errors import InputError
from core.shipped.recordings import check_size
from core.shipped.recordings import load as load_recordings
from core.shipped.recordings import save as save_recordings
from core.traces.training import TrainingTrace

if TYPE_CHECKING:
    from core.training.run import TrainingResult

FOLDER = Path(__file__).parents[2] / "weights"
PREFIX = "snapshots/"  # of the weights' names in the file


@dataclass(frozen=True, eq=False)
class Shipped:
    """One shipped run: what it is, what was recorded, and the network at every recorded step."""

    name: str
    card: dict[str, Any]
    result: TrainingResult


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The runs that are there, in alphabetical order."""
    cards = (path.stem for path in folder.glob("*.json"))
    return tuple(sorted(name for name in cards if (folder / f"{name}.safetensors").is_file()))


def card(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What is written about a run: data, settings, held-out score, seconds, versions.

    Raises:
        InputError: there is no such run.
    """
    return json.loads(_file(name, ".json", folder).read_text("utf-8"))


def trace(name: str, folder: Path = FOLDER) -> TrainingTrace:
    """What was recorded while the network learnt.

    Raises:
        InputError: there is no such run, or its file is not one.
    """
    recorded = load_recordings(_file(name, ".safetensors", folder)).get("training")
    if not isinstance(recorded, TrainingTrace):
        raise InputError("name", "a training run", name)
    return recorded


def load(name: str, folder: Path = FOLDER) -> Shipped:
    """A run with its networks; `load(name).result.predictor()` is the trained one.

    Raises:
        InputError: there is no such run, or its file is not one.
    """
    from core.training.config import TrainingConfig
    from core.training.run import TrainingResult

    about = card(name, folder)
    with safe_open(_file(name, ".safetensors", folder), framework="pt") as file:
        found = [key for key in file.keys() if key.startswith(PREFIX)]  # noqa: SIM118
        snapshots = {key.removeprefix(PREFIX): file.get_tensor(key) for key in found}
    config = TrainingConfig(**about["config"])
    recorded = trace(name, folder)
    return Shipped(name, about, TrainingResult(config, recorded, snapshots, about["seconds"]))


def save(
    name: str,
    result: TrainingResult,
    folder: Path = FOLDER,
    beside: Mapping[str, TrainingTrace] | None = None,
) -> None:
    """Write a run's recordings (float32) and its weights at every recorded step (float16).

    ``beside``: recordings of other runs to be kept in the same file, by name.
    """
    weights = {
        PREFIX + weight: values.numpy().astype(np.float16)
        for weight, values in result.snapshots.items()
    }
    save_recordings(
        folder / f"{name}.safetensors", {"training": result.trace, **(beside or {})}, weights
    )


def save_card(name: str, about: dict[str, Any], folder: Path = FOLDER) -> None:
    """Write what is to be known about a run."""
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{name}.json").write_text(text, "utf-8")


def _file(name: str, ending: str, folder: Path) -> Path:
    if not re.fullmatch(r"\w+", name) or not (folder / f"{name}{ending}").is_file():
        raise InputError("name", f"one of {', '.join(names(folder))}", name)
    path = folder / f"{name}{ending}"
    check_size(path)
    return path
