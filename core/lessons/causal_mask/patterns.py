"""On which inputs may an output depend? Guesses as patterns, one of them for each mask. Torch-free.

Beside what the mask opens, every place keeps its own input: the residual connection leads around
the attention. Two layers open also what those see that one sees.
"""

import numpy as np

from core.networks import masks
from core.traces.base import Array

GUESSES = {  # the codes that a reader may choose among
    "none": ("itself", "before", "all"),
    "causal": ("itself", "before", "all"),
    "padding": ("before", "kept", "all"),
    "window": ("window", "twice", "before", "all"),
    "prefix": ("before", "prefix", "all"),
    "painted": ("itself", "open", "passed", "all"),
}


def patterns(kind: str, mask: Array, size: int) -> dict[str, Array]:
    """What each guess about a mask says: True where output i depends on input j, (output, input).

    Args:
        kind: one of `GUESSES`.
        mask: (query, key), True where open.
        size: of a window (w), a prefix (p) or a text before the padding.
    """
    T = len(mask)
    itself = np.eye(T, dtype=bool)
    opened = mask | itself
    made = {
        "itself": lambda: itself,
        "before": lambda: masks.causal(T),
        "all": lambda: masks.none(T),
        "kept": lambda: masks.padding(T, size) | itself,
        "window": lambda: masks.sliding_window(T, size),
        "twice": lambda: masks.sliding_window(T, 2 * size - 1),
        "prefix": lambda: masks.prefix(T, size),
        "open": lambda: opened,
        "passed": lambda: opened.astype(int) @ opened > 0,
    }
    return {code: made[code]() for code in GUESSES[kind]}


def matching(found: dict[str, Array], depends: Array) -> tuple[str, ...]:
    """The guesses that are what was measured, bool (output, input)."""
    return tuple(code for code, pattern in found.items() if np.array_equal(pattern, depends))
