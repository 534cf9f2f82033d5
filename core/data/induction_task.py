"""The induction task: random symbols, over and over again.

Nothing can be known of a random symbol, but of a repeated one everything: find where the symbol at
hand stood before, and say what came next there. Olsson et al. 2022, "In-context learning and
induction heads", find the heads that do so on such sequences. The length of what is repeated is
random too, so that no distance is always right.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from core.errors import InputError

SYMBOLS = tuple("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-")
LENGTH = 48  # of a training sequence
SHORTEST, LONGEST = 4, LENGTH // 2  # of the part that is repeated


def repeated(
    n: int, generator: torch.Generator, shortest: int = SHORTEST, longest: int = LONGEST
) -> tuple[Tensor, Tensor]:
    """Draw n sequences of LENGTH symbols: a random part, repeated to the end.

    Args:
        n: sequences.
        generator: the only source of randomness.
        shortest: length of the part; no symbol comes twice in it.
        longest: the same; as long as ``shortest`` where both are LENGTH / 2, for two halves.

    Returns:
        tokens (n, LENGTH), int64, and which of them can be known from those before, bool alike:
        all that are repeated but the first, before which nothing shows that the part has ended.
    """
    order = torch.rand(n, len(SYMBOLS), generator=generator).argsort(dim=1)
    part = torch.randint(shortest, longest + 1, (n, 1), generator=generator)
    place = torch.arange(LENGTH).expand(n, LENGTH)
    return order.gather(1, place % part), place > part


def halves(n: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw n sequences whose second half is the first once more; see `repeated`."""
    return repeated(n, generator, LONGEST, LONGEST)


def encode(words: Sequence[str]) -> tuple[Tensor, tuple[str, ...]]:
    """Any words or letters as symbols: the model knows no meanings, only what is the same.

    A word that is one of SYMBOLS is that symbol, any other takes the first one that is free.

    Returns:
        tokens (time,), int64, and the vocabulary with these words in it.

    Raises:
        InputError: no word, or more different ones than there are symbols.
    """
    different = list(dict.fromkeys(words))
    if not 1 <= len(different) <= len(SYMBOLS):
        raise InputError("words", f"1–{len(SYMBOLS)} different ones", len(different))
    free = iter(symbol for symbol in SYMBOLS if symbol not in different)
    taken = {word if word in SYMBOLS else next(free): word for word in different}
    vocabulary = tuple(taken.get(symbol, symbol) for symbol in SYMBOLS)
    return torch.tensor([vocabulary.index(word) for word in words]), vocabulary
