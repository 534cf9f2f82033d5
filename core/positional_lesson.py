"""How does it know the order? What the reader may set, and what the pictures are made from.

Vaswani et al. 2017, §3.5 (sinusoids); Su et al. 2021 (RoPE); Press et al. 2022 (ALiBi).
Importing this module does not load torch: the default view comes from a shipped recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from core import shuffle
from core.positional_encoding import common_bug, sinusoidal
from core.recordings import load
from core.settings import Held, Settings, between, one_of, phrase
from core.shuffle_trace import PositionsTrace, ShuffleTrace
from core.trace import Array

TABLES = {"paper": sinusoidal, "bug": common_bug}
MODELS = ("none", "sinusoidal")  # the two networks that read the reader's sentence
SHIPPED = Path(__file__).parent.parent / "weights" / "positional_encoding.safetensors"
USED = {  # the settings of each picture
    "shuffle": ("sentence", "order", "asked"),
    "sinusoids": ("encoding", "d", "base", "length", "k", "pair"),
    "rope": ("head", "moves", "k", "length", "pair"),
    "alibi": ("heads", "length"),
    "learned": (),
}


@dataclass(frozen=True, kw_only=True)
class PositionalEncoding(Settings):
    """What the reader may set: the picture, and the numbers of each picture.

    Raises:
        InputError: a value is outside its field's rule, or the sentence has words too few, too
            many, or all of them repeated.
    """

    PICKED = ("pair", "order", "asked")

    picture: str = one_of("shuffle", tuple(USED))
    sentence: str = phrase(shuffle.SENTENCE, 3, 120)
    order: str = phrase(shuffle.ORDER, 0, 60)
    asked: str = phrase(shuffle.ASKED, 0, 10)
    encoding: str = one_of("paper", tuple(TABLES))
    d: str = one_of("16", ("8", "16", "32", "64", "128", "256", "512"))
    base: str = one_of("10000", ("10", "100", "1000", "10000", "100000"))
    length: int = between(32, 8, 128, 8)
    k: int = between(3, 0, 16)
    pair: int = between(0, 0, 255)
    head: int = between(0, 0, 3)
    moves: str = one_of("both", ("query", "both"))
    heads: str = one_of("8", ("4", "8"))

    def __post_init__(self) -> None:
        super().__post_init__()
        shuffle.words_of(self.sentence)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the reader's sentence."""
        return shuffle.words_of(self.sentence)

    @property
    def other_order(self) -> tuple[int, ...]:
        """Which word stands at each place of the reader's other order."""
        return shuffle.order_of(self.order, self.words)

    @property
    def asked_words(self) -> tuple[int, int]:
        """Which two words the network is asked about."""
        return shuffle.asked_of(self.asked, self.words)

    def table(self, length: int) -> Array:
        """The chosen encoding of so many positions, (length, d)."""
        return TABLES[self.encoding](length, int(self.d), float(self.base))


def fixed(values: Mapping[str, Any]) -> dict[str, Held]:
    """Return the settings that do not count for the chosen picture: they are not shown."""
    used = USED[values.get("picture", "shuffle")]
    defaults = PositionalEncoding.defaults()
    return {name: Held(value) for name, value in defaults.items() if name not in used}


def record_lesson(settings: PositionalEncoding) -> Mapping[str, ShuffleTrace]:
    """Let both networks read the sentence in both orders; the default one is shipped."""
    asked = PositionalEncoding()
    shown = (settings.words, settings.other_order, settings.asked_words)
    if shown == (asked.words, asked.other_order, asked.asked_words):
        return {name: cast(ShuffleTrace, _shipped()[name]) for name in MODELS}
    from core.positional_run import run

    return run(*shown)


def learnt() -> PositionsTrace:
    """Return what trained networks have learnt about positions, without torch."""
    return cast(PositionsTrace, _shipped()["positions"])


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    return load(SHIPPED)


@dataclass(frozen=True)
class Check:
    """What holds for an encoding of so many positions, measured."""

    shortest: float  # ‖PE(p)‖², the least and the most over p
    longest: float
    spread: float  # how much PE(p)·PE(p + k) varies with p
    rotation_error: float  # max |PE(p + k) − M PE(p)| with the best matrix M for all p


def check(table: Array, k: int) -> Check:
    """Measure an encoding: table (positions, d), distance k ≥ 1.

    The matrix is the one that least squares find, so that no other could do better on average.
    """
    now, later = table[:-k], table[k:]
    square, product = (table**2).sum(axis=1), (now * later).sum(axis=1)
    best, *_ = np.linalg.lstsq(now, later, rcond=None)
    error = np.abs(now @ best - later).max()
    return Check(float(square.min()), float(square.max()), float(np.ptp(product)), float(error))
