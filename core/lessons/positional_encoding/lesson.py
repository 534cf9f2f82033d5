"""Positional encodings and what is lost without them: how does a network know the order?

Vaswani et al. 2017, §3.5 (sinusoids); Su et al. 2021 (RoPE); Press et al. 2022 (ALiBi).
Importing this module does not load torch: the default view comes from a shipped recording.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from core.lessons.positional_encoding.settings import MODELS, TABLES, USED, PositionalEncoding
from core.lessons.settings import Held
from core.shipped import openings
from core.traces.shuffle import PositionsTrace, ShuffleTrace

ROUNDING = 1e-6


def fixed(values: Mapping[str, Any]) -> dict[str, Held]:
    """Return the settings that do not count for the chosen picture: they are not shown."""
    used = USED[values.get("picture", "shuffle")]
    defaults = PositionalEncoding.defaults()
    return {name: Held(value) for name, value in defaults.items() if name not in used}


def record_lesson(settings: PositionalEncoding) -> Mapping[str, ShuffleTrace]:
    """Let both networks read the sentence in both orders; the default one is shipped."""
    if settings.recorded == PositionalEncoding():
        return {name: _shipped()[name] for name in MODELS}
    from core.lessons.positional_encoding.run import run

    return run(settings.words, settings.other_order, settings.asked_words)


def learnt() -> PositionsTrace:
    """Return what trained networks have learnt about positions, without torch."""
    return _shipped()["positions"]


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    return openings.load("positional_encoding")


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
    return f"""from core.lessons.positional_encoding.run import run
from core.networks.positional_encoding import {make}

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
