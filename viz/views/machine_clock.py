"""The clock of an encoder–decoder Transformer: where on the line of which word a moment is.

Vaswani et al. 2017, §3.1. The encoder works once, all words at once; the decoder once for each word
that it writes, or, in training, once for all of them. ``viz/stage/kit/machine_clock.js`` counts the
same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from viz.view import ViewError

ENCODER, DECODER = "encoder", "decoder"
WRITE, TEACH = "write", "teach"  # word by word; or all positions in one pass, under the mask


@dataclass(frozen=True)
class Moment:
    """Place p is behind p sublayers of a side; one past the decoder's last place it writes."""

    side: str  # ENCODER or DECODER
    row: int | None  # which word, from 0; None: all at once
    place: int


def moments(
    encoder_places: int = 5, decoder_places: int = 7, words: int = 1, mode: str = WRITE
) -> tuple[Moment, ...]:
    """Every moment in order: E + (D + 1) · T of them, or E + D + 1 in one pass.

    Raises:
        ViewError: a mode that there is not.
    """
    if mode not in (WRITE, TEACH):
        raise ViewError("clock.mode", f"must be {WRITE} or {TEACH}, got {mode}")
    rows = range(words) if mode == WRITE else (None,)
    return (
        *(Moment(ENCODER, None, place) for place in range(encoder_places)),
        *(Moment(DECODER, row, place) for row in rows for place in range(decoder_places + 1)),
    )


def clock_data(
    encoder_places: int = 5, decoder_places: int = 7, words: int = 1, mode: str = WRITE
) -> Mapping[str, Any]:
    """The clock as the browser counts it: what `momentAt` takes as ``data.clock``."""
    moments(words=words, mode=mode)
    return {"encoder": encoder_places, "decoder": decoder_places + 1, "words": words, "mode": mode}
