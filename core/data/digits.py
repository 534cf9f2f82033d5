"""Images of handwritten digits, 8 × 8 pixels, and the digit that each shows. Free of torch.

`data/README.md` says where they come from. No image is there twice.
"""

import lzma
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from core.traces.base import Array

FILE = Path(__file__).parents[2] / "data" / "handwritten_digits.xz"
SIDE = 8  # pixels
BRIGHTEST = 16
HELD_OUT = 497  # images
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@cache
def splits() -> dict[str, tuple[Array, Array]]:
    """Images (n, 64) from 0 to 1 and digits (n,): "heldout" and "training"."""
    rows = np.frombuffer(lzma.decompress(FILE.read_bytes()), np.uint8).reshape(-1, SIDE**2 + 1)
    order = list(range(len(rows)))
    Random("digits 0").shuffle(order)  # noqa: S311 (images, no secrets)
    parts = {"heldout": rows[order[:HELD_OUT]], "training": rows[order[HELD_OUT:]]}
    return {
        part: (found[:, :-1].astype(np.float32) / BRIGHTEST, found[:, -1].astype(int))
        for part, found in parts.items()
    }
