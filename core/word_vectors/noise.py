"""Where negative samples are drawn from: the counts of words to a power.

Mikolov et al. 2013, "Distributed representations of words and phrases and their
compositionality", section 2.2: the exponent ¾ was found best by trying.
"""

import numpy as np

from core.traces.base import Array


def noise(counts: Array, exponent: float) -> Array:
    """The probability of each word to be drawn, (word,): 1 as in the text, 0 all alike."""
    weight = counts.astype(float) ** exponent
    return weight / weight.sum()


def draw(probabilities: Array, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Words drawn with these probabilities: the places where uniform numbers fall on the ruler."""
    ruler = np.cumsum(probabilities)
    return np.searchsorted(ruler, rng.random(shape) * ruler[-1], side="right")
