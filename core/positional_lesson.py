"""How does it know the order? What the reader may set, and what the pictures are made from.

Vaswani et al. 2017, §3.5 (sinusoids); Su et al. 2021 (RoPE); Press et al. 2022 (ALiBi).
Importing this module does not load torch: the default view comes from a shipped recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.positional_encoding import common_bug, frequencies, rotation, sinusoidal
from core.settings import Held, Settings, between, one_of
from core.trace import Array

DIALS = 8  # pairs of columns that are shown as clock hands
TABLES = {"paper": sinusoidal, "bug": common_bug}


@dataclass(frozen=True, kw_only=True)
class PositionalEncoding(Settings):
    """What the reader may set: the picture, and the numbers of each picture."""

    PICKED = ("pair",)

    picture: str = one_of("waves", ("waves",))
    encoding: str = one_of("paper", tuple(TABLES))
    d: str = one_of("16", ("8", "16", "32", "64", "128", "256", "512"))
    base: str = one_of("10000", ("10", "100", "1000", "10000", "100000"))
    length: int = between(32, 8, 128, 8)
    k: int = between(3, 0, 16)
    pair: int = between(0, 0, 255)

    def table(self, length: int | None = None) -> Array:
        """The chosen encoding, (length, d)."""
        return TABLES[self.encoding](length or self.length, int(self.d), float(self.base))


def fixed(values: Mapping[str, Any]) -> dict[str, Held]:
    """Return the settings that do not count for the chosen picture: they are not shown."""
    picture = values.get("picture", "waves")
    used = {"waves": ("encoding", "d", "base", "length", "k")}[picture]
    defaults = PositionalEncoding.defaults()
    return {name: Held(value) for name, value in defaults.items()
            if name not in (*used, "picture")}  # fmt: skip


def pairs(settings: PositionalEncoding) -> tuple[int, ...]:
    """Return the pairs of columns that get a dial: spread evenly, the picked one among them."""
    last = int(settings.d) // 2 - 1
    spread = np.unique(np.linspace(0, last, min(DIALS, last + 1)).round().astype(int))
    chosen = min(settings.pair, last)
    spread[np.abs(spread - chosen).argmin()] = chosen
    return tuple(int(pair) for pair in spread)


def rates(settings: PositionalEncoding) -> Array:
    """Return the angle per position of every column, radians: (d,).

    In the paper both columns of a pair turn alike; with the common bug they do not.
    """
    d, base = int(settings.d), float(settings.base)
    if settings.encoding == "bug":
        return base ** (-2 * np.arange(d) / d)
    return np.repeat(frequencies(d, base), 2)


@dataclass(frozen=True)
class Check:
    """What holds for an encoding of so many positions, measured."""

    shortest: float  # ‖PE(p)‖², the least and the most over p
    longest: float
    spread: float  # how much PE(p)·PE(p + k) varies with p
    rotation_error: float  # max |PE(p + k) − M_k PE(p)|


def check(settings: PositionalEncoding, k: int) -> Check:
    """Measure the chosen encoding over its positions and k more."""
    table = settings.table(settings.length + k)
    now, later = table[: settings.length], table[k:]
    square, product = (now**2).sum(axis=1), (now * later).sum(axis=1)
    moved = now @ rotation(k, int(settings.d), float(settings.base)).T
    return Check(
        float(square.min()),
        float(square.max()),
        float(np.ptp(product)),
        float(np.abs(moved - later).max()),
    )
