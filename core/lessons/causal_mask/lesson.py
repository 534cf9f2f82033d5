"""May a place look ahead? A character model under a mask of the reader's choice. Free of torch.

Vaswani et al. 2017, "Attention is all you need", §3.2.3: in the decoder "all values in the input of
the softmax which correspond to illegal connections" are set to −∞. The two models are those of
`core.shipped.language_models`. The default view comes from a shipped recording.
"""

from functools import lru_cache

import numpy as np

from core.data.vocabulary import encode
from core.lessons.causal_mask.patterns import matching, patterns
from core.lessons.causal_mask.settings import MODELS, CausalMask, Lesson
from core.shipped import openings
from core.traces.base import Array


def record_lesson(settings: CausalMask) -> Lesson:
    """Record the model on the text under the mask; the default comes from a shipped recording."""
    if settings.recorded == CausalMask():
        return shipped()
    from core.lessons.causal_mask.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    return Lesson(**openings.load("causal_mask"))


def answers(settings: CausalMask, lesson: Lesson) -> tuple[str, ...]:
    """The guesses that are right: equal, cell by cell, to what was measured."""
    found = patterns(settings.mask, settings.matrix, settings.size)
    return matching(found, lesson.depends)


def ahead(lesson: Lesson) -> Array:
    """The derivatives above the diagonal: (pair,)."""
    T = len(lesson.stream.tokens)
    return lesson.influence.dx[np.triu_indices(T, 1)]


def unknown(text: str) -> tuple[str, ...]:
    """The characters that the models never saw, each once."""
    _, flags = encode(text)
    return tuple(dict.fromkeys(sign for sign, flag in zip(text, flags, strict=True) if flag))


def table(lesson: Lesson) -> str:
    """Scores with the mask and weights of every head, and the derivatives, as CSV."""
    import pandas as pd

    frames = [t.frame("masked", "weights").assign(layer=t.layer + 1) for t in lesson.layers]
    reach = lesson.influence.frame("dx").rename(columns={"later": "query", "time": "key"})
    return pd.concat([*frames, reach]).to_csv(index=False)


def snippet(settings: CausalMask) -> str:
    """Return Python that measures the derivatives of the picture and counts those that are 0."""
    mask = f"np.array({settings.matrix.astype(int).tolist()}) > 0"
    calls = {
        "none": "masks.none(T)",
        "causal": "masks.causal(T)",
        "padding": f"masks.padding(T, {settings.size})",
        "window": f"masks.sliding_window(T, {settings.size})",
        "prefix": f"masks.prefix(T, {settings.size})",
    }
    return f"""from copy import deepcopy

import numpy as np
import torch

from core.gradients.look_ahead import influence
from core.networks import masks
from core.shipped.language_models import tokens
from core.shipped.transformers import load_transformer

model = deepcopy(load_transformer({MODELS[settings.model]!r})).double()
text = {settings.text!r}
T = len(text)
mask = torch.tensor(masks.additive({calls.get(settings.mask, mask)}, np.float64))


def after_the_layers(x):
    run = model.run_on(x[None], mask)
    added = (block.attention + block.mlp for block in run.blocks[:{settings.reach}])
    return (run.embedded + sum(added))[0]


x = model.embed(tokens(text)[None])[0]
depends = influence(after_the_layers, x)
print(depends.round(2))
print((depends == 0).sum(), "of", T * T, "derivatives are exactly 0")
"""
