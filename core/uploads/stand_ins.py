"""``torch.load(weights_only=True)`` of a file that also names things which are no weights.

What a pickle names and torch does not know to be harmless is never imported: in its place stands an
empty object that takes whatever it is given and does nothing with it. A name that only a program
would need is refused.
"""

import io
import pickle
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Any

import torch
from torch._weights_only_unpickler import _get_allowed_globals, get_globals_in_pkl
from torch.serialization import get_unsafe_globals_in_checkpoint, safe_globals

from core.uploads.refusal import UploadError

PROGRAMS = {"sys", "os", "posix", "nt", "subprocess", "shutil", "runpy", "importlib", "ctypes"}
CALLS = {f"builtins.{name}" for name in ("eval", "exec", "compile", "open", "__import__")}
PICKLES = 4  # of an old file, before its numbers: magic number, protocol, machine, object
ONE_AT_A_TIME = Lock()  # torch keeps the names that it is told in one place for all threads


class Apart:
    """Stands for an object that was left out."""

    def __new__(cls, *_: object) -> "Apart":
        """Take whatever the file would make the object from."""
        return super().__new__(cls)

    def __setstate__(self, _: object) -> None:
        """Take whatever the file would fill the object with."""


class Entries:
    """Stands for a dictionary of another class: an empty one, which takes the entries."""

    def __new__(cls, *_: object) -> Any:
        """Make the dictionary, not an object of this class."""
        return OrderedDict()


def unknown_names(data: bytes, old: bool) -> tuple[str, ...]:
    """Return what the file names beside weights, without running it; ``old``: it is no zip."""
    if not old:
        return tuple(sorted(get_unsafe_globals_in_checkpoint(io.BytesIO(data))))
    stream, found = io.BytesIO(data), set[str]()
    for _ in range(PICKLES):
        found |= get_globals_in_pkl(stream)
    return tuple(sorted(found - _get_allowed_globals().keys()))


def check_names(names: Iterable[str]) -> None:
    """Refuse a file that names what only a program needs.

    Raises:
        UploadError: one of them.
    """
    running = [name for name in names if name.split(".")[0] in PROGRAMS or name in CALLS]
    if running:
        raise UploadError("code", "weights only", ", ".join(running))


def load(data: bytes, names: tuple[str, ...]) -> Any:
    """Read the file; in the place of everything that has one of these names something empty stands.

    Raises:
        UnpicklingError: more of the file than that is no weights.
    """
    try:
        return _load(data, dict.fromkeys(names, Apart) | _entries(names, "collections."))
    except pickle.UnpicklingError:
        if not names:
            raise
    return _load(data, _entries(names) | {n: Apart for n in names if n.startswith("numpy.")})


def _entries(names: tuple[str, ...], begin: str = "") -> dict[str, type]:
    return {name: Entries for name in names if name.startswith(begin)}


def _load(data: bytes, places: dict[str, type]) -> Any:
    told: list[Any] = [(stand_in, name) for name, stand_in in places.items()]
    with ONE_AT_A_TIME, safe_globals(told):
        return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
