"""A stack opened: of each sublayer and each word the numbers that a picture shows.

Colours leave as bytes, each a step of its ramp (0 to 255); what is written as a number is float32.
"""

from typing import Any

import numpy as np

from core.traces.base import Array
from core.traces.stack import MachineRecording, StackTrace, WriterTrace

STRONGEST = 5  # feed-forward units, and words
STEPS = 255  # of a ramp


def single(values: Array) -> Array:
    """Single precision."""
    return values.astype(np.float32)


def limits(found: MachineRecording) -> dict[str, float]:
    """The ends of the scales: of vectors, of feed-forward units, of what a head writes."""
    both: tuple[StackTrace, ...] = (found.encoder, found.decoder)
    vectors = [values for one in both for values in (one.word, one.position, one.line[0])]
    return {
        "vector": max(float(np.abs(values).max(initial=0)) for values in vectors) or 1.0,
        "unit": max(float(one.hidden.max(initial=0)) for one in both) or 1.0,
        "head": max(float(_size(one.heads).max(initial=0)) for one in both) or 1.0,
    }


def side(trace: StackTrace, bounds: dict[str, float]) -> dict[str, Any]:
    """What one stack did, word by word.

    ``vectors`` are the word's vector, its position's and their sum: (3, time, channel), in colours;
    ``size`` their norms. ``norms`` are ‖x‖ at every place: (place, time). ``mean`` and ``spread``
    (σ) are what the layer norm takes out, at every sublayer and, behind the last, at the stack's
    own norm; ``read`` is the norm of what is read there.
    """
    vectors = np.stack([trace.word, trace.position, trace.line[0]])
    read = np.concatenate([trace.read, trace.output[None]])
    order = np.argsort(-trace.hidden, axis=-1, kind="stable")[..., :STRONGEST]
    data: dict[str, Any] = {
        "tokens": list(trace.tokens),
        "sublayers": list(trace.sublayers),
        "vectors": _bytes(0.5 + vectors / (2 * bounds["vector"])),
        "size": single(_size(vectors)),
        "norms": single(trace.norms),
        "mean": single(trace.line.mean(axis=-1)),
        "spread": single(trace.line.std(axis=-1)),
        "read": single(_size(read)),
        "write": single(trace.written),
        "heads": single(_size(trace.heads)),
        "units": _fired(trace.hidden, bounds["unit"]),
        "fired": single((trace.hidden > 0).sum(axis=-1)),
        "best": single(order),
        "most": single(np.take_along_axis(trace.hidden, order, axis=-1)),
    }
    if isinstance(trace, WriterTrace):
        data["unit_words"] = [
            {str(u): _words(trace, trace.unit_words[layer, u]) for u in np.unique(order[layer])}
            for layer in range(len(order))
        ]
    return data


def taken_away(found: MachineRecording) -> dict[str, Any]:
    """What a run goes without: sublayers that are off, lines that are cut, and the layer norm."""
    off, cut = [], []
    for one in (found.encoder, found.decoder):
        for place, code in enumerate(one.sublayers):
            if not one.write[place].any():
                off.append(code)
            behind = one.line[place + 1]
            if one.line[place].any() and np.array_equal(behind, one.write[place]):
                cut.append(code)
    norm = not np.array_equal(found.encoder.read[0], found.encoder.line[0])
    return {"off": off, "cut": cut, "norm": norm, "placed": bool(found.encoder.position.any())}


def written(trace: WriterTrace) -> dict[str, Any]:
    """The words that were likeliest at each step, their logits and probabilities: (time, rank)."""
    order = np.argsort(-trace.logits, axis=1, kind="stable")[:, :STRONGEST]
    return {
        "words": [_words(trace, row) for row in order],
        "logits": single(np.take_along_axis(trace.logits, order, axis=1)),
        "shares": single(np.take_along_axis(trace.probabilities, order, axis=1)),
        "chosen": single(trace.chosen),
    }


def _words(trace: WriterTrace, places: Array) -> list[str]:
    return [trace.vocabulary[place] for place in places]


def _size(values: Array) -> Array:
    return np.linalg.norm(values, axis=-1)


def _bytes(shares: Array) -> Array:
    return np.rint(shares.clip(0, 1) * STEPS).astype(np.uint8)


def _fired(hidden: Array, limit: float) -> Array:
    """Units in colours; one that fires is never 0."""
    return np.where(hidden > 0, np.maximum(1, _bytes(hidden / limit)), 0).astype(np.uint8)
