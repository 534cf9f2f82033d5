"""The characters that the character models know. Free of torch.

They are those of the training part of `core.data.documentation`, in the order of their code points.
Everything else is *unknown*: it keeps its place in a text and is marked, since leaving it out would
silently change what the reader wrote.
"""

import numpy as np

from core.traces.base import Array

CHARACTERS = (
    "\n !\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
    "abcdefghijklmnopqrstuvwxyz{|}~ß–—‘’“”…"
)
SIZE = len(CHARACTERS)
UNKNOWN = SIZE  # the index of every character that the models never saw
_INDEX = {character: index for index, character in enumerate(CHARACTERS)}


def encode(text: str) -> tuple[Array, Array]:
    """A text as numbers.

    Returns:
        The index of each character (code point) in `CHARACTERS`, or `UNKNOWN`, int64, and a mask
        that is True where it is unknown; both (time,).
    """
    indices = np.array([_INDEX.get(character, UNKNOWN) for character in text], dtype=np.int64)
    return indices, indices == UNKNOWN
