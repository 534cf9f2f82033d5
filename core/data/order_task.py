"""The task "which came first, A or B?", which only the order of the symbols decides.

A sequence holds one A and one B among filler symbols and ends with "?"; after it comes the one
that stood first. Without any notion of position both answers look alike, and half are right.
"""

import torch
from torch import Tensor

from core.errors import InputError

FILLERS = "cdefghijklmnop"
SYMBOLS = tuple("AB?" + FILLERS)
A, B, ASKS = 0, 1, 2  # places in SYMBOLS
SHORTEST, LONGEST = 8, 24  # lengths of training sequences, "?" included
CHANCE = 0.5


def first_of_two(n: int, length: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw n sequences of a length; A and B stand anywhere before the "?", equally often first.

    Returns:
        tokens (n, length), int64, and which came first (n,): A or B.

    Raises:
        InputError: n below 1 or length below 3.
    """
    if n < 1:
        raise InputError("n", "at least 1", n)
    if length < 3:
        raise InputError("length", "at least 3", length)
    tokens = torch.randint(ASKS + 1, len(SYMBOLS), (n, length), generator=generator)
    places = torch.rand(n, length - 1, generator=generator).argsort(dim=1)[:, :2]
    tokens.scatter_(1, places, torch.tensor([A, B]).expand(n, 2))
    tokens[:, -1] = ASKS
    return tokens, torch.where(places[:, 0] < places[:, 1], A, B)


def encode(text: str) -> Tensor:
    """A text of the task's symbols as places in SYMBOLS: (time,).

    Raises:
        InputError: it is empty, or has another symbol.
    """
    if not text or not set(text) <= set(SYMBOLS):
        raise InputError("text", f"of the symbols {''.join(SYMBOLS)}", text)
    return torch.tensor([SYMBOLS.index(symbol) for symbol in text])
