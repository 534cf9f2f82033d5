"""A decoder without attention in equations: what it was handed, and a unit of its state.

Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder", §2.2 and §2.3; the
gates are written as in `core.networks.gru`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.base import Array
from core.traces.translation import TranslationTrace
from viz.view import View
from viz.views.equations import Equation, equations

HANDED = (
    r"c=[\overrightarrow{h}\,;\overleftarrow{h}]",
    r"=[\text{forward},\ldots\,;\,\text{reverse},\ldots]",
)
UPDATE = (
    r"s_t=(1-z)\,n+z\,s_{t-1}",
    r"=(1-\text{z})(\text{n})+\text{z}\,(\text{before})=\text{after}",
)

Words = Mapping[str, str]


def changed_most(trace: TranslationTrace) -> Array:
    """The unit of the decoder's state that changes most at each step, (target,)."""
    return np.abs(trace.state - trace.query).argmax(axis=1)


def decoder_step(trace: TranslationTrace, words: Words) -> View:
    """Return the equations on the clock of the hourglass: reading, the neck, writing.

    ``words``: ``eq_reading``, ``eq_unit`` with {unit}, ``eq_summary``.
    """
    reads, writes = len(trace.source), len(trace.target)
    said = [words["eq_reading"]] * reads + [""] * (writes + 1)
    unit = changed_most(trace)

    def of_unit(values: Array) -> list[float | None]:
        return waited(reads, values[np.arange(writes), unit])

    slots = {"z": trace.z, "n": trace.n, "before": trace.query, "after": trace.state}
    items = [
        Equation(label="{said}", parts=HANDED, slots={"said": said, **handed(trace)}),
        Equation(
            label=words["eq_unit"],
            parts=UPDATE,
            slots={"unit": [None] * (reads + 1) + [str(u + 1) for u in unit]}
            | {name: of_unit(values) for name, values in slots.items()},
        ),
    ]
    return equations(items, length=reads + 1 + writes, summary=words["eq_summary"], columns=9)


def handed(trace: TranslationTrace) -> dict[str, Sequence[float]]:
    """The first number of both halves of c, as far as the sentence has been read."""
    half, writes = trace.values.shape[1] // 2, len(trace.target)
    halves = {"forward": trace.values[:, 0], "reverse": trace.values[::-1, half]}
    return {
        name: [float(value) for value in (*values, *[values[-1]] * (writes + 1))]
        for name, values in halves.items()
    }


def waited(reads: int, values: Array) -> list[float | None]:
    """Values of the words that are written; none before, while ``reads`` words are read."""
    return [*[None] * (reads + 1), *map(float, values)]
