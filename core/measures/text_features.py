"""Features of a place in a text, judged by what has been read until there. Free of torch.

Each function yields one truth value for each character, the state of affairs right after it.
"""

from collections.abc import Callable, Iterator

import numpy as np

from core.traces.base import Array

LATE = 40  # columns
INDENT = 3  # spaces


def quotation(text: str) -> Iterator[bool]:
    """Inside straight double quotes: opened and not yet closed in this paragraph."""
    inside = False
    for before, character in zip("\n" + text, text, strict=False):
        if before == character == "\n":
            inside = False
        elif character == '"':
            inside = not inside
        yield inside


def bracket(text: str) -> Iterator[bool]:
    """Inside round, square or curly brackets that were opened in this paragraph."""
    depth = 0
    for before, character in zip("\n" + text, text, strict=False):
        if before == character == "\n":
            depth = 0
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth = max(depth - 1, 0)
        yield depth > 0


def late_in_line(text: str) -> Iterator[bool]:
    """At least 40 characters after the last line break."""
    column = 0
    for character in text:
        column = 0 if character == "\n" else column + 1
        yield column >= LATE


def indented(text: str) -> Iterator[bool]:
    """In a line that begins with at least three spaces, all of which have been read."""
    spaces, leading = 0, True
    for character in text:
        if character == "\n":
            spaces, leading = 0, True
        elif leading and character == " ":
            spaces += 1
        else:
            leading = False
        yield spaces >= INDENT


def capital(text: str) -> Iterator[bool]:
    """At an upper-case letter: no memory is needed, so that an untrained network knows it too."""
    return (character.isupper() for character in text)


FEATURES: dict[str, Callable[[str], Iterator[bool]]] = {
    "quotation": quotation,
    "bracket": bracket,
    "late_in_line": late_in_line,
    "indented": indented,
    "capital": capital,
}


def labels(feature: str, text: str) -> Array:
    """One of the `FEATURES` for each character of a text, (time,)."""
    return np.fromiter(FEATURES[feature](text), dtype=bool, count=len(text))
