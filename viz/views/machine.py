"""A Transformer that translates, as a view: a line for each word, and what is added to it.

Vaswani et al. 2017, §3.1, figure 1; the line as a sum: Elhage et al. 2021. A tile of the decoder
shows the word that its line holds there: the last norm and the readout, as if the stack ended
("logit lens", nostalgebraist 2020).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.networks.seq2seq_transformer.ablation import Ablation
from core.traces.base import Array
from core.traces.stack import MachineRecording, WriterTrace
from viz.view import View
from viz.views.machine_clock import WRITE, clock_data

PREFIX = "machine."  # of the labels that the picture shows
SWITCHES = "switch."  # of those among them that only its switches need
FEED = "f"  # the last letter of a sublayer without attention
BEST = 3  # words of a tile
HEIGHT = 352  # px of both stacks beside each other

Words = Mapping[str, str]
Links = Sequence[Collection[int]]


@dataclass(frozen=True)
class Badge:
    """A sign at a sublayer's box, or at the line that leads round it; "you" or "answer"."""

    code: str
    part: str  # "box" or "line"
    sign: str
    kind: str = ""


def machine(
    found: MachineRecording,
    words: Words,
    *,
    mode: str = WRITE,
    gold: Links | None = None,
    ablation: Ablation,
    covered: bool = False,
    wrong: int | None = None,
    badges: Sequence[Badge] = (),
    head: bool = False,
    height: int = HEIGHT,
    columns: int = 8,
) -> View:
    """Return both stacks at work; its clock is that of `viz.views.machine_clock`.

    Args:
        found: what the model did.
        words: the labels that start with ``machine.``.
        mode: whether the decoder writes, or is taught all words in one pass.
        gold: for each word that is written, the source words that a bilingual reader would link.
        ablation: what is taken away in ``found``.
        covered: without switches.
        wrong: the first word that is wrong.
        badges: what the reader is asked about.
        head: whether attention is that of the head that is picked; else the mean of all heads.
        height: of both stacks beside each other, in px; those of more than 16 words need all of it.
        columns: width on a wide screen, of 12.
    """
    encoder, decoder = found.encoder, found.decoder
    own = {key.removeprefix(PREFIX): word for key, word in words.items() if key.startswith(PREFIX)}
    told = {key: word for key, word in own.items() if not (covered and key.startswith(SWITCHES))}
    places = (len(encoder.line), len(decoder.line))
    data: dict[str, Any] = {
        "clock": clock_data(*places, len(decoder.target), mode),
        "source": list(encoder.tokens),
        "reads": [token or own["start"] for token in decoder.tokens],
        "target": list(decoder.target),
        "sublayers": {"encoder": list(encoder.sublayers), "decoder": list(decoder.sublayers)},
        "norms": {side: np.float32(vars(found)[side].norms) for side in ("encoder", "decoder")},
        "lens": _lens(decoder),
        "looks": {
            code: np.float32(_weights(found, code, head, ablation))
            for code in (*encoder.sublayers, *decoder.sublayers)
            if code[-1] != FEED
        },
        "head": head,
        "height": height,
        "gold": gold and [sorted(gold[t]) if t < len(gold) else [] for t in _rows(decoder)],
        "wrong": wrong,
        "off": [code for code in _codes(found) if code in ablation.off],
        "cut": [code for code in _codes(found) if code in ablation.cut],
        "switches": not covered,
        "badges": [asdict(badge) for badge in badges],
        "words": told,
    }
    summary = own["summary"].format(source=len(encoder.tokens), target=len(decoder.target))
    return View(kind="machine", data=data, summary=summary, columns=columns)


def _codes(found: MachineRecording) -> tuple[str, ...]:
    return (*found.encoder.sublayers, *found.decoder.sublayers)


def _rows(decoder: WriterTrace) -> range:
    return range(len(decoder.target))


def _weights(found: MachineRecording, code: str, head: bool, ablation: Ablation) -> Array:
    """Attention weights of a sublayer: (head, query, key); of all heads the mean: 1 head.

    What is taken away passes nothing on, and counts as 0.
    """
    weights = found.look(code).weights.copy()
    gone = range(len(weights)) if code in ablation.off else ablation.dropped(code)
    weights[list(gone)] = 0
    return weights if head else weights.mean(axis=0, keepdims=True)


def _lens(decoder: WriterTrace) -> dict[str, Any]:
    """What the line holds: (place, time, best) each, as places among the words that occur."""
    best = decoder.lens_words[..., :BEST]
    known, places = np.unique(best, return_inverse=True)
    return {
        "known": [decoder.vocabulary[word] for word in known],
        "words": np.float32(places.reshape(best.shape)),
        "shares": np.float32(decoder.lens[..., :BEST]),
        "chosen": np.float32(decoder.chosen_lens),
        "best": best.shape[-1],
    }
