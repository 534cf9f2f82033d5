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
ROUNDING = 1e-6
MODELS = ("none", "sinusoidal")  # the two networks that read the reader's sentence
SHIPPED = Path(__file__).parent.parent / "weights" / "positional_encoding.safetensors"
USED = {  # the settings of each picture
    "shuffle": ("sentence", "order", "asked"),
    "sinusoids": ("sentence", "encoding", "d", "base", "length", "k", "pair"),
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


def differs(trace: ShuffleTrace) -> str:
    """Say what became of the words' outputs: they "moved" along, "changed", or "stays".

    Up to rounding (`ROUNDING` of the largest number).
    """
    least = ROUNDING * float(np.abs(trace.before).max())
    if trace.difference.max() <= least:
        return "moved"
    return "stays" if np.abs(trace.after - trace.before).max() <= least else "changed"


def snippet(settings: PositionalEncoding) -> str:
    """Return Python that shuffles the words, and prints a position's vector and its neighbours'."""
    arguments = f"length={settings.length}, d={settings.d}, base={settings.base}"
    make = TABLES[settings.encoding].__name__
    return f"""from core.positional_encoding import {make}
from core.positional_run import run

words = {settings.words!r}
for name, trace in run(words, {settings.other_order!r}, {settings.asked_words!r}).items():
    print(name, "largest difference", trace.difference.max())
    print("first word asked came first:", trace.first, "and in the other order", trace.first_after)

PE = {make}({arguments})
print(PE[3])  # the vector of position 3
print(PE[3] @ PE[5], PE[4] @ PE[6])  # in the paper's encoding, the distance alone counts
"""


def table(settings: PositionalEncoding, shuffled: Mapping[str, ShuffleTrace]) -> str:
    """Return the encoding and the words' outputs in both orders as CSV."""
    import pandas as pd

    frames = [trace.frame().assign(network=name) for name, trace in shuffled.items()]
    entries = settings.table(settings.length)
    position, column = np.indices(entries.shape).reshape(2, -1)
    encoding = {"quantity": "encoding", "position": position, "column": column}
    frames.append(pd.DataFrame(encoding | {"value": entries.ravel()}))
    return pd.concat(frames).to_csv(index=False)
