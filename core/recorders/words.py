"""The words of a text, one for each step."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from torch import Tensor

from core.errors import InputError

Words = Sequence[str] | None


def words_of(field: str, given: Iterable[Any] | None, length: int) -> tuple[str, ...]:
    """The words as they are given, in any sequence of strings; "1", "2", … if there are none.

    Raises:
        InputError: something else than strings, or not one for each step.
    """
    if given is None:
        return numbers(length)
    if isinstance(given, Tensor) or not isinstance(given, Iterable):
        raise InputError(field, f"words (a sequence of {length} str)", type(given).__name__)
    found = tuple(given)
    for word in found:
        if not isinstance(word, str):
            raise InputError(field, "words (each of them a str)", type(word).__name__)
    if found and len(found) != length:
        raise InputError(field, f"{length}, one for each step", len(found))
    return tuple(map(str, found)) or numbers(length)


@lru_cache(maxsize=64)
def numbers(length: int) -> tuple[str, ...]:
    """Words for a text that has none: "1", "2", …."""
    return tuple(map(str, range(1, length + 1)))
