"""Self-attention at work, as one view of the stage: who asks whom, in five sub-steps of each word.

Vaswani et al. 2017, "Attention is all you need", §3.2.1, equation 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.traces.attention import AttentionTrace
from core.traces.base import Array
from viz.formula import mathml
from viz.numbers import short
from viz.view import View

SUBSTEPS = ("project", "dot", "scale", "softmax", "mix")
PREFIX = "asks."  # of the labels that the picture shows
# \text parts are filled in by the page, by these names.
EQUATIONS = {
    "project": r"q=W_q\,x\quad k=W_k\,x\quad v=W_v\,x",
    "dot": r"q\cdot k=\text{dot}",
    "scale": r"e=\dfrac{q\cdot k}{\sqrt{d_k}}=\dfrac{\text{dot}}{\text{root}}=\text{e}",
    "unscaled": r"e=q\cdot k=\text{e}",
    "softmax": r"\alpha=\dfrac{\exp\,e}{\sum\exp\,e_j}=\dfrac{\text{exp}}{\text{sum}}=\text{alpha}",
    "mix": r"o={\sum}_j\,\alpha_j\,v_j",
}

Words = Mapping[str, str]


def asks(
    layers: Sequence[AttentionTrace],
    words: Words,
    *,
    scaled: bool = True,
    vectors: Array | None = None,
    hidden: int | None = None,
    marks: Mapping[str, Any] | None = None,
    large: int = 0,
    columns: int = 12,
) -> View:
    """Return all heads of an encoder on one sentence, a large one and all small.

    Args:
        layers: what each layer recorded, without a mask.
        words: the labels that start with ``asks.``.
        scaled: whether scores were divided by √d_k; else the queries carry the factor √d_k.
        vectors: what q, k and v are projected from, (layer, time, model).
        hidden: the place (from 0) whose question is not shown: nothing of it leaves Python.
        marks: of one question, once its answer shows: {"query", "head", "you", "answer"}, places
            from 0 and a head that counts through the layers; "you" is None without a guess.
        large: the head, counted through the layers, that is told of to those who hear the picture.
        columns: width on a wide screen, of 12.
    """
    tokens = layers[0].tokens
    shown = [place for place in range(len(tokens)) if place != hidden]
    root = float(np.sqrt(layers[0].q.shape[2]))
    heads = {name: _heads(layers, name) for name in ("q", "k", "v", "scores", "weights", "out")}
    if not scaled:
        heads["q"] = heads["q"] / root
    data: dict[str, Any] = {
        "tokens": list(tokens),
        "queries": shown,
        "layers": len(layers),
        "root": root,
        "scaled": scaled,
        **{name: heads[name] for name in ("k", "v")},
        **{name: heads[name][:, shown] for name in ("q", "scores", "weights", "out")},
        "x": None if vectors is None else vectors.astype(np.float32),
        "marks": marks,
        "equations": _equations(scaled),
        "words": {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)},
    }
    summary, title = _summary(layers, large, hidden, words), words["title"]
    return View(kind="asks", data=data, summary=summary, title=title, columns=columns)


def clock_labels(tokens: Sequence[str], words: Words) -> tuple[str, ...]:
    """What the player says at each step of the clock: who asks, and the sub-step."""
    return tuple(
        words["clock"].format(n=n, words=len(tokens), substep=words[f"substep.{name}"])
        for n in range(1, len(tokens) + 1)
        for name in SUBSTEPS
    )


def _heads(layers: Sequence[AttentionTrace], name: str) -> Array:
    """A quantity of all heads, one after the other: (head, …), single precision."""
    return np.concatenate([getattr(trace, name) for trace in layers]).astype(np.float32)


def _equations(scaled: bool) -> dict[str, str]:
    """MathML of the sub-steps that have an equation, by name."""
    formulas = EQUATIONS if scaled else EQUATIONS | {"scale": EQUATIONS["unscaled"]}
    return {name: mathml(formulas[name]) for name in SUBSTEPS if name in formulas}


def _summary(layers: Sequence[AttentionTrace], head: int, hidden: int | None, words: Words) -> str:
    """The sentence, and whom each word asks most in one head, counted through the layers."""
    trace = layers[0]
    weights = _heads(layers, "weights")[head]
    said = [words["summary"].format(sentence=" ".join(trace.tokens), heads=len(layers))]
    for place, row in enumerate(weights):
        if place != hidden:
            best = int(row.argmax())
            pair = {"word": trace.tokens[place], "other": trace.tokens[best]}
            said.append(words["summary_ask"].format(**pair, weight=short(float(row[best]))))
    return " ".join(said)
