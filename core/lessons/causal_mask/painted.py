"""A mask that was painted cell by cell, as a short code for the link. Free of torch.

"10.gMDg…" is the size of the mask and its cells row by row, 1 for open, eight to a byte (the first
one highest), in base64 with the letters of RFC 4648, §5.
viz/stage/views/masks/masks_model.js writes the same.
"""

import base64
import binascii

import numpy as np

from core.networks import masks
from core.traces.base import Array

LARGEST = 32  # rows of a mask that is read
SEPARATOR = "."


def write(mask: Array) -> str:
    """The code of a mask (query, key), True where open."""
    packed = base64.urlsafe_b64encode(np.packbits(mask).tobytes()).decode("ascii")
    return f"{len(mask)}{SEPARATOR}{packed.rstrip('=')}"


def read(code: str, T: int) -> Array:
    """The mask of T rows: the painted cells, and causal where none were painted.

    A text that has grown since is causal in its new rows and columns; a code that cannot be read
    counts as nothing painted.
    """
    mask, painted = masks.causal(T), _cells(code)
    size = min(T, len(painted))
    mask[:size, :size] = painted[:size, :size]
    return mask


def _cells(code: str) -> Array:
    """The painted cells, bool (size, size); size 0 where the code is not one."""
    size, _, packed = code.partition(SEPARATOR)
    nothing = np.zeros((0, 0), dtype=bool)
    if not (size.isdecimal() and size.isascii() and int(size) <= LARGEST):
        return nothing
    count = int(size) ** 2
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return nothing
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    return bits[:count].astype(bool).reshape(int(size), -1) if 0 < count <= bits.size else nothing
