"""Views, the clock they share, and the stage that holds both: a moving picture.

`pack` is the one place where data on its way to the browser is checked and made JSON-safe: a NaN
or a tensor would otherwise break the page silently, so it is an error in Python that names the
path of the value.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

MARKS = ("right", "partly", "wrong", "shown")  # of a verdict
OWN = "stage."  # the words that the player and the views show or speak begin so


class ViewError(ValueError):
    """Data that cannot be shown; the message names the path of the value and the reason."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path} {reason}")


@dataclass(frozen=True, kw_only=True)
class View:
    """One picture: `kind` names the module that draws it, `data` is what it draws.

    `summary` says in a sentence what is to be seen, for those who do not see it;
    `columns` is the width on a wide screen, of 12; beside a view of several `rows` as many others
    stand one below the other.
    """

    kind: str
    data: Mapping[str, Any]
    summary: str
    title: str = ""
    columns: int = 12
    rows: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.columns <= 12:
            raise ViewError(f"{self.kind}.columns", f"must be 1–12, got {self.columns}")

    def payload(self) -> dict[str, Any]:
        """Return the view as JSON-safe data, with an id that changes when what it draws does.

        The summary is no part of that: with another one the picture stays as it is.
        """
        drawn = {
            "kind": self.kind,
            "title": self.title,
            "columns": self.columns,
            "rows": self.rows,
            "data": pack(self.data, self.kind),
        }
        digest = hashlib.blake2b(json.dumps(drawn, sort_keys=True).encode(), digest_size=8)
        return {**drawn, "summary": self.summary, "id": digest.hexdigest()}


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The position that all views of a stage share.

    `length` steps, counted from 0 here and from 1 on screen; `direction` is where playing goes
    (−1: back in time), `start` where it begins (None: at that direction's beginning), `speed` is
    in steps per second. `label` is a template with {t}, {back} (steps from the end) and {length};
    {back|step|steps} picks a word by the number. `labels` has a template of its own for each
    step, where steps differ in kind. A film that plays by itself rests at `until`: what is
    behind it is covered.
    """

    length: int
    label: str
    start: int | None = None
    direction: int = 1
    speed: float = 8.0
    loop: bool = True
    autoplay: bool = True
    labels: tuple[str, ...] = ()
    until: int | None = None

    def __post_init__(self) -> None:
        if self.labels and len(self.labels) != self.length:
            raise ViewError("clock.labels", f"must be {self.length}, got {len(self.labels)}")
        if self.length < 1:
            raise ViewError("clock.length", f"must be at least 1, got {self.length}")
        if self.direction not in (1, -1):
            raise ViewError("clock.direction", f"must be 1 or -1, got {self.direction}")
        if not self.speed > 0:
            raise ViewError("clock.speed", f"must be positive, got {self.speed}")
        for name in ("start", "until"):
            step = getattr(self, name)
            if step is not None and not 0 <= step < self.length:
                raise ViewError(f"clock.{name}", f"must be 0–{self.length - 1}, got {step}")

    @property
    def origin(self) -> int:
        """The step at which playing begins."""
        if self.start is not None:
            return self.start
        return 0 if self.direction == 1 else self.length - 1


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a guess came out: `said` is one plain sentence, with the answer in it.

    `mark` is "right", "partly" (several guesses), "wrong", or "shown" where none was made.
    """

    mark: str
    said: str

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise ViewError("verdict.mark", f"must be one of {', '.join(MARKS)}, got {self.mark}")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A player and its views; `name` is a code that stays the same from run to run.

    `words` are a lesson's labels: those that begin with ``stage.`` go to the browser.
    `picked` is what a reader can pick in the pictures themselves (a unit, an order), as it stands.
    `asked` are the first and the last step, from 0, of what the lesson asks about: they are played
    when the answer shows, and the `verdict` stands at the foot.
    `glossary` says what stands in the pictures: {"symbols", "terms", "name", "other", "meaning",
    "shape"}. `here` are the parts of the whole model, {"part", "now"}; `now`: the pictures show it.
    """

    name: str
    clock: Clock
    views: tuple[View, ...]
    words: Mapping[str, str]
    picked: Mapping[str, int | str] = field(default_factory=dict)
    asked: tuple[int, int] | None = None
    verdict: Verdict | None = None
    glossary: tuple[Mapping[str, Any], ...] = ()
    here: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if self.asked and not all(0 <= step < self.clock.length for step in self.asked):
            raise ViewError("stage.asked", f"must be 0–{self.clock.length - 1}, got {self.asked}")
        if not self._own_words():
            raise ViewError("stage.words", f"has no word that begins with {OWN}")

    def _own_words(self) -> dict[str, str]:
        return {k.removeprefix(OWN): v for k, v in self.words.items() if k.startswith(OWN)}

    def payload(self) -> dict[str, Any]:
        """Return all that the browser needs, checked and packed."""
        return {
            "name": self.name,
            "clock": pack({**asdict(self.clock), "start": self.clock.origin}, "clock"),
            "views": [view.payload() for view in self.views],
            "picked": pack(self.picked, "picked"),
            "asked": pack(self.asked, "asked"),
            "verdict": pack(self.verdict and asdict(self.verdict), "verdict"),
            "words": self._own_words(),
            "glossary": pack(self.glossary, "glossary"),
            "here": pack(self.here, "here"),
        }


def pack(value: Any, where: str = "data") -> Any:
    """Return `value` as JSON-safe data: numpy scalars as numbers, arrays as base64.

    An array becomes {"dtype": "float64" | "float32" | "uint8", "shape", "b64"}, little-endian, in
    C order; other numeric types become float64. Raises `ViewError` with the path of the value
    for what is not finite or has a type that the browser cannot read.
    """
    match value:
        case None | bool() | str():
            return value
        case np.generic():
            return pack(value.item(), where)
        case int():
            return value
        case float():
            return _finite(value, where)
        case np.ndarray():
            return _array(value, where)
        case Mapping():
            return {_key(key, where): pack(item, f"{where}.{key}") for key, item in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [pack(item, f"{where}[{index}]") for index, item in enumerate(value)]
    raise ViewError(where, f"has the type {type(value).__name__}, which a page cannot read")


def _key(key: Any, where: str) -> str:
    if not isinstance(key, str):
        raise ViewError(where, f"has the key {key!r}, which is not a string")
    return key


def _finite(value: float, where: str) -> float:
    if math.isfinite(value):
        return value
    raise ViewError(where, "is NaN" if math.isnan(value) else "is infinite")


def _array(array: np.ndarray, where: str) -> dict[str, Any]:
    if array.dtype.kind not in "biuf":
        raise ViewError(where, f"is an array of {array.dtype}, not of numbers")
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        index = tuple(int(i) for i in bad[0])
        _finite(float(array[index]), f"{where}[{', '.join(map(str, index))}]")
    name = "uint8" if array.dtype.kind == "b" else array.dtype.name
    name = name if name in ("uint8", "float32", "float64") else "float64"
    data = np.ascontiguousarray(array, dtype=np.dtype(name).newbyteorder("<"))
    return {
        "dtype": name,
        "shape": list(array.shape),
        "b64": base64.b64encode(data.tobytes()).decode("ascii"),
    }
