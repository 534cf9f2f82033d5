"""What word vectors learn from: the words in a window, as questions and answers.

Mikolov et al. 2013, "Efficient estimation of word representations in vector space". Skip-gram asks
the word in the middle for each of its neighbours; CBOW (continuous bag of words) asks the mean of
all neighbours for the word in the middle.
"""

from dataclasses import dataclass

import numpy as np

from core.data.word_texts import WordText
from core.traces.base import Array

NONE = -1  # no word stands there
ARCHITECTURES = ("skip_gram", "cbow")


@dataclass(frozen=True, eq=False)
class Examples:
    """Questions and answers, in the order of the text.

    Attributes:
        inputs: the words that are asked, (example, input), `NONE` behind the last one.
        targets: the word that is asked for, (example,).
        line, place: the line, and the place in it, of the word in the middle, (example,).
    """

    inputs: Array
    targets: Array
    line: Array
    place: Array

    def __len__(self) -> int:
        return len(self.targets)

    def of(self, example: int) -> Array:
        """The words that one example asks, (input,)."""
        found = self.inputs[example]
        return found if found[-1] != NONE else found[found != NONE]


def examples(text: WordText, window: int, architecture: str) -> Examples:
    """Every example of a text, with ``window`` words on either side of the middle."""
    middle, around, line, place = windows(text, window)
    if architecture == "cbow":
        some = (around != NONE).any(axis=1)
        left = np.argsort(around == NONE, axis=1, kind="stable")  # no gap between two neighbours
        inputs = np.take_along_axis(around, left, axis=1)
        return Examples(inputs[some], middle[some], line[some], place[some])
    which, column = np.nonzero(around != NONE)
    return Examples(middle[which, None], around[which, column], line[which], place[which])


def windows(text: WordText, window: int) -> tuple[Array, Array, Array, Array]:
    """Each word of the text, (token,), its neighbours (token, 2 window), its line and its place."""
    gap = np.full(window, NONE)
    tape = np.concatenate([gap, *(part for line in text.lines for part in (line, gap))])
    line = np.concatenate([np.full(len(found), k) for k, found in enumerate(text.lines)])
    place = np.concatenate([np.arange(len(found)) for found in text.lines])
    at = np.flatnonzero(tape != NONE)
    offsets = [step for step in range(-window, window + 1) if step]
    return tape[at], tape[at[:, None] + offsets], line, place


def pair_counts(text: WordText, window: int) -> Array:
    """#(w, c): how often c stands in the window around w, (word, word)."""
    found = examples(text, window, "skip_gram")
    size = len(text.words)
    flat = np.bincount(found.inputs[:, 0] * size + found.targets, minlength=size * size)
    return flat.reshape(size, size)
