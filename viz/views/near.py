"""One sublayer of a Transformer opened at the clock, with its numbers, and below it the ledger.

Vaswani et al. 2017, "Attention is all you need", §3.1–3.3. The ledger takes the logit of a written
word apart ("direct logit attribution", Elhage et al. 2021, "A mathematical framework for
Transformer circuits").
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from core.traces.base import Array
from core.traces.stack import MachineRecording, WriterTrace
from viz.formula import mathml
from viz.numbers import short
from viz.view import View, ViewError
from viz.views.machine_clock import TEACH, WRITE, clock_data
from viz.views.seq2seq.opened import limits, side, single, taken_away, written

PREFIX = "near."  # of the labels that the picture shows
TOLERANCE = 1e-3  # of a sum of float32 writes
# \text parts are filled in by the page, by these names.
EQUATIONS = {
    "score": r"e=\dfrac{q\cdot k}{\sqrt{d_k}}=\dfrac{\text{dot}}{\text{root}}=\text{e}",
    "weight": r"\alpha=\dfrac{\exp e}{{\sum}\exp e_j}=\dfrac{\text{exp}}{\text{sum}}=\text{alpha}",
    "mask": r"\alpha=\dfrac{\exp(e+\text{mask})}{\sum}=\dfrac{\text{exp}}{\text{sum}}=\text{alpha}",
}

Words = Mapping[str, str]


def near(
    found: MachineRecording,
    words: Words,
    *,
    gold: Sequence[Collection[int]] | None = None,
    mode: str = WRITE,
    covered: bool = False,
    switches: bool = False,
    columns: int = 4,
) -> View:
    """Return the sublayer at the clock, for the word there or, where all are, the picked one.

    Picked in it: ``head`` (from 0) and ``key`` (a word from 0; −1: the one that it looks at most);
    beside it: ``row``. What has been taken away is read off the recording.

    Args:
        found: what the machine did.
        words: the labels that start with ``near.``.
        gold: for each written word the source words (from 0) that it translates.
        mode: "write" (word by word) or "teach" (all words in one pass, under the mask).
        covered: without the ledger: nothing of it leaves Python.
        switches: whether heads can be taken away in it, which picks ``heads``: "e1s0.d2c3".
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: a ledger that does not add up, gold links of another sentence, or a mode that
            there is not.
    """
    encoder, decoder = found.encoder, found.decoder
    if gold is not None and len(gold) != len(decoder.target):
        raise ViewError("near.gold", f"must be {len(decoder.target)}, got {len(gold)}")
    bounds = limits(found)
    data: dict[str, Any] = {
        "clock": clock_data(
            len(encoder.line), len(decoder.line), words=len(decoder.target), mode=mode
        ),
        "target": list(decoder.target),
        "sides": {"encoder": side(encoder, bounds), "decoder": side(decoder, bounds)},
        "scores": {code: single(found.look(code).scores) for code in _looks(found)},
        "root": found.attention[0].q.shape[2] ** 0.5,
        "causal": found.look(_own(decoder)).mask is not None,
        "limits": bounds,
        **taken_away(found),
        "written": written(decoder),
        "switches": switches,
        "ledger": None if covered else _ledger(decoder),
        "gold": None if gold is None else [sorted(links) for links in gold],
        "equations": {name: mathml(formula) for name, formula in EQUATIONS.items()},
        "words": {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)},
    }
    return View(
        kind="near", data=data, summary=_summary(found, words, mode, covered), columns=columns
    )


def _looks(found: MachineRecording) -> list[str]:
    """The codes of all sublayers that attend."""
    return [c for c in (*found.encoder.sublayers, *found.decoder.sublayers) if c[-1] != "f"]


def _own(decoder: WriterTrace) -> str:
    """The decoder's first self-attention."""
    return next(code for code in decoder.sublayers if code[-1] == "s")


def _ledger(decoder: WriterTrace) -> dict[str, Any]:
    """What each part gives the logit of the written word: (part, time), and the sum: (time,)."""
    places = [decoder.vocabulary.index(word) for word in decoder.target]
    logits = decoder.logits
    total: Array = logits[range(len(places)), places] - logits.mean(axis=1)
    gap = abs(decoder.ledger.sum(axis=0) - total).max(initial=0)
    if gap > TOLERANCE:
        raise ViewError("near.ledger", f"does not add up: off by {gap:.2g}")
    return {
        "parts": list(decoder.parts),
        "values": single(decoder.ledger),
        "total": single(total),
    }


def _summary(found: MachineRecording, words: Words, mode: str, covered: bool) -> str:
    """The sentence and its translation; of each written word the part that gave it most."""
    decoder = found.decoder
    said = [
        words[f"near.summary.{TEACH if mode == TEACH else WRITE}"].format(
            source=" ".join(found.encoder.tokens), target=" ".join(decoder.target)
        )
    ]
    if not covered:
        for t, word in enumerate(decoder.target):
            part = int(decoder.ledger[:, t].argmax())
            name = part_name(decoder.parts[part], words)
            given = short(float(decoder.ledger[part, t]), 3)
            said.append(words["near.summary.part"].format(word=word, part=name, given=given))
    return " ".join(said)


def part_name(part: str, words: Words) -> str:
    """A part of the ledger in words: a sublayer goes by its kind and layer."""
    if f"near.part.{part}" in words:
        return words[f"near.part.{part}"]
    return words[f"near.part.{part[-1]}"].format(layer=part[1:-1])
