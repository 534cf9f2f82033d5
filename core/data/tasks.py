"""The inputs of the lessons: two tasks with long time lags, and the reader's own text.

Both tasks are those of Hochreiter & Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8),
1997. Every sequence has exactly the asked length, where the paper draws it between T and 1.1 T.
All draws come from the generator that is passed.
"""

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.data.tolerance import TOLERANCE
from core.errors import InputError

SYMBOLS = ("E", "B", "a", "b", "c", "d", "X", "Y")  # of the temporal-order problem
CHARACTER_SIZE = 16


@dataclass(frozen=True)
class Task:
    """What training needs to know about a task. Losses and scores are one per example, (n,)."""

    inputs: int
    outputs: int
    shortest: int  # the smallest length the task can be posed at
    chance: float  # the loss of the best constant answer
    sample: Callable[[int, int, torch.Generator], tuple[Tensor, Tensor]]
    loss: Callable[[Tensor, Tensor], Tensor]
    right: Callable[[Tensor, Tensor], Tensor]


def adding(n: int, length: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """The adding problem (section 5.4, experiment 4): remember two numbers, give their sum.

    Each x_t is a pair: a number from U(−1, 1), and a marker, which is 1 at two places, −1 at the
    first and last step and 0 elsewhere. The first marked place is among the first ten, the second
    among the first T/2 − 1, so that at least half of the sequence lies between them and the answer.
    The target is 0.5 + (X₁ + X₂)/4, in [0, 1]. Unlike the paper we never mark the very first step
    (there X₁ then counts as zero).

    Returns:
        x (n, length, 2) and y (n,), float32.

    Raises:
        InputError: n below 1 or length below 8, where two places do not fit.
    """
    _check(n, length, shortest=8)
    numbers = torch.rand(n, length, generator=generator) * 2 - 1
    first, second = _marked(n, length, generator)
    rows = torch.arange(n)
    markers = torch.zeros(n, length)
    markers[:, [0, -1]] = -1.0
    markers[rows, first] = 1.0
    markers[rows, second] = 1.0
    y = 0.5 + (numbers[rows, first] + numbers[rows, second]) / 4
    return torch.stack([numbers, markers], dim=-1), y


def temporal_order(n: int, length: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """The temporal-order problem (section 5.6, experiment 6a): which of X, Y came first, and next?

    A sequence starts with E, ends with B, and is made of a, b, c, d, except for an X or a Y between
    steps T/10 and T/5 and another one between T/2 and 6T/10. The class is 0 for X X, 1 for X Y,
    2 for Y X, 3 for Y Y. The paper has T = 100 to 110 and squared errors; we scale its places with
    the length and train on the cross entropy of the four classes.

    Returns:
        x (n, length, 8), one-hot in the order of `SYMBOLS`, float32, and y (n,), int64.

    Raises:
        InputError: n below 1 or length below 10.
    """
    _check(n, length, shortest=10)
    symbols = torch.randint(2, 6, (n, length), generator=generator)  # a b c d
    symbols[:, 0], symbols[:, -1] = SYMBOLS.index("E"), SYMBOLS.index("B")
    rows = torch.arange(n)
    kinds = torch.randint(2, (n, 2), generator=generator)  # 0 is X, 1 is Y
    for which, (start, stop) in enumerate(((0.1, 0.2), (0.5, 0.6))):
        low, high = max(2, round(start * length)), round(stop * length)
        place = torch.randint(low, high + 1, (n,), generator=generator) - 1  # counted from 0
        symbols[rows, place] = SYMBOLS.index("X") + kinds[:, which]
    return functional.one_hot(symbols, len(SYMBOLS)).float(), 2 * kinds[:, 0] + kinds[:, 1]


def characters(text: str) -> tuple[Tensor, tuple[str, ...]]:
    """A text in any language as one random vector for each character.

    Every character (a code point after Unicode's normal form C) has its own vector of 16 values
    from N(0, 1), drawn from a generator seeded with the code point: the same character gets the
    same vector in every text, and any of the 1,114,112 fits an input of fixed size. These vectors
    are not learnt and know nothing of meaning.

    Returns:
        x (1, time, 16), float32, and the characters themselves, one for each step.

    Raises:
        InputError: a text without any character.
    """
    tokens = tuple(unicodedata.normalize("NFC", text))
    if not tokens:
        raise InputError("text", "at least 1 character", text)
    return torch.stack([_vector(token) for token in tokens]).unsqueeze(0), tokens


def _vector(character: str) -> Tensor:
    generator = torch.Generator().manual_seed(ord(character))
    return torch.randn(CHARACTER_SIZE, generator=generator)


def _marked(n: int, length: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two different places for each of n sequences, counted from 0, neither of them 0."""
    half = length // 2 - 1
    first = torch.randint(1, min(10, half), (n,), generator=generator)
    second = torch.randint(1, half - 1, (n,), generator=generator)
    return first, second + (second >= first)  # skips the place that is taken


def _check(n: int, length: int, shortest: int) -> None:
    if n < 1:
        raise InputError("n", "at least 1", n)
    if length < shortest:
        raise InputError("length", f"at least {shortest}", length)


def _squared(prediction: Tensor, y: Tensor) -> Tensor:
    return (prediction.squeeze(-1) - y) ** 2


def _near(prediction: Tensor, y: Tensor) -> Tensor:
    return (prediction.squeeze(-1) - y).abs() < TOLERANCE


def _cross_entropy(prediction: Tensor, y: Tensor) -> Tensor:
    return functional.cross_entropy(prediction, y, reduction="none")


def _same(prediction: Tensor, y: Tensor) -> Tensor:
    return prediction.argmax(dim=-1) == y


TASKS = {
    "adding": Task(2, 1, 8, 1 / 24, adding, _squared, _near),
    "temporal_order": Task(len(SYMBOLS), 4, 10, math.log(4), temporal_order, _cross_entropy, _same),
}


def spelled(x: Tensor, task: str) -> tuple[str, ...]:
    """Return what each step of a task's sequence says: a symbol, or a marked number."""
    if task == "temporal_order":
        return tuple(SYMBOLS[k] for k in x.argmax(dim=1).tolist())
    return tuple(f"{number:+.1f}" if marker == 1 else "·" for number, marker in x.tolist())
