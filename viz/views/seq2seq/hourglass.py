"""An encoder, the one vector that it hands over, and a decoder: from a translation to a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from core.traces.translation import TranslationTrace
from viz.glosses import below, within
from viz.view import View, ViewError
from viz.views.seq2seq.decoder_step import changed_most

ACROSS = 32  # units side by side in the neck; states are 8 wide

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Marks:
    """For each written word: is it wrong, and what should stand in its place (if anything)."""

    wrong: Sequence[bool]
    fixes: Sequence[str | None]


def summary(trace: TranslationTrace) -> Array:
    """Return c = [→h_T; ←h_1], all that a decoder without attention gets of the sentence, (key,).

    Raises:
        ViewError: the translator has attention, and no such vector.
    """
    if trace.scoring != "none":
        raise ViewError("hourglass.trace", f"must be without attention, got {trace.scoring}")
    return trace.context[0]


def hourglass(
    trace: TranslationTrace,
    marks: Marks,
    words: Words,
    *,
    late: bool = False,
    columns: int = 9,
    title: str = "",
) -> View:
    """Return the unrolled encoder and decoder with the neck between them.

    The clock has a step for each word that is read, one for the neck, one for each word that is
    written. ``late``: what is wrong is marked at the last step only. `words`: those of glosses,
    `glass_reads`, `glass_writes`, `glass_neck` with {n}, `glass_scale`,
    `glass_say_read` with {forward} and {reverse}, `glass_say_write` with {word}, {p} and {fix},
    `glass_summary` with {source} and {target}.
    """
    size = trace.values.shape[1]
    if size % ACROSS or trace.state.shape[1] != size:
        raise ViewError("hourglass.trace", f"must have a multiple of {ACROSS} units, got {size}")
    data = {
        "source": list(trace.source),
        "glosses": below(trace.source, words),
        "named": [within(word, words) for word in trace.source],
        "target": list(trace.target),
        "size": size,
        "values": trace.values.astype(np.float32),
        "summary": summary(trace).astype(np.float32),
        "start": trace.bottleneck.astype(np.float32),
        "states": trace.state.astype(np.float32),
        "chances": trace.chosen,
        "wrong": [bool(wrong) for wrong in marks.wrong],
        "fixes": list(marks.fixes),
        "late": late,
        "units": changed_most(trace).tolist(),
        "words": {
            "reads": words["glass_reads"],
            "writes": words["glass_writes"],
            "neck": words["glass_neck"].format(n=size),
            "scale": words["glass_scale"],
            "say_read": words["glass_say_read"],
            "say_write": words["glass_say_write"],
        },
    }
    said = words["glass_summary"].format(
        source=" ".join(within(word, words) for word in trace.source), target=" ".join(trace.target)
    )
    return View(kind="hourglass", data=data, summary=said, title=title, columns=columns)
