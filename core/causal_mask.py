"""May a place look ahead? A character model under a mask of the reader's choice. Free of torch.

Vaswani et al. 2017, "Attention is all you need", §3.2.3: in the decoder "all values in the input of
the softmax which correspond to illegal connections" are set to −∞. The two models are those of
`core.language`. The default view comes from a shipped recording.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, cast

import numpy as np

from core import masks, painted_mask
from core import shipped as weights
from core.attention_trace import AttentionTrace
from core.mask_patterns import GUESSES, matching, patterns
from core.recordings import load
from core.settings import Settings, between, one_of, phrase
from core.trace import Array
from core.traces import InfluenceTrace
from core.transformer_trace import TransformerTrace
from core.vocabulary import encode

SHIPPED = weights.FOLDER / "causal_mask.safetensors"
MODELS = {"masked": "masked_lm", "unmasked": "unmasked_lm"}  # trained with the mask, and without
LAYERS, HEADS, ROOT = 2, 4, 4  # ROOT: √d_k
LONGEST = 16  # characters of a text
SIZED = ("padding", "window", "prefix")  # masks that have a size
PROMPT = 40  # characters at most


@dataclass(frozen=True, kw_only=True)
class CausalMask(Settings):
    """What the reader may set.

    ``n`` is the size of a mask that has one; ``cells`` is a painted mask; ``head`` counts through
    the layers; ``key`` −1 is the next place. ``prompt``, ``how`` and ``draw`` are for writing.
    """

    PICKED: ClassVar[tuple[str, ...]] = ("cells", "head", "key")

    mask: str = one_of("causal", GUESSES)
    n: int = between(3, 0, LONGEST)
    text: str = phrase("the string", 2, LONGEST)
    model: str = one_of("masked", MODELS)
    depth: str = one_of("all", ("all", "one"))
    cells: str = phrase("", 0, 64)
    head: int = between(5, 0, LAYERS * HEADS - 1)
    key: int = between(-1, -1, LONGEST - 1)
    prompt: str = phrase("The ", 1, PROMPT)
    how: str = one_of("drawn", ("drawn", "likeliest"))
    draw: int = between(0, 0, 9)

    @property
    def recorded(self) -> "CausalMask":
        """What the recording depends on; all else is as at first."""
        own = ("n",) if self.mask in SIZED else ("cells",) if self.mask == "painted" else ()
        kept = {name: getattr(self, name) for name in ("mask", "text", "model", "depth", *own)}
        return CausalMask(**kept)

    @property
    def size(self) -> int:
        """The size of the mask, within the text; a window holds at least the place itself."""
        return max(int(self.mask == "window"), min(self.n, len(self.text)))

    @property
    def matrix(self) -> Array:
        """Who may look at whom: bool (query, key)."""
        T = len(self.text)
        match self.mask:
            case "padding":
                return masks.padding(T, self.size)
            case "window":
                return masks.sliding_window(T, self.size)
            case "prefix":
                return masks.prefix(T, self.size)
            case "painted":
                return painted_mask.read(self.cells, T)
        return masks.none(T) if self.mask == "none" else masks.causal(T)

    @property
    def reach(self) -> int:
        """How many layers the derivatives go through."""
        return LAYERS if self.depth == "all" else 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """What happened in both layers, what was predicted, and what each output depends on."""

    layers: tuple[AttentionTrace, ...]
    stream: TransformerTrace
    influence: InfluenceTrace

    @property
    def depends(self) -> Array:
        """Whether output i depends on input j at all: bool (output, input)."""
        return self.influence.dx > 0

    def of_head(self, head: int) -> tuple[AttentionTrace, int]:
        """The layer of a head that is counted through all layers, and its place there."""
        return self.layers[head // HEADS], head % HEADS


def record_lesson(settings: CausalMask) -> Lesson:
    """Record the model on the text under the mask; the default comes from a shipped recording."""
    if settings.recorded == CausalMask():
        return shipped()
    from core.causal_mask_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    found = load(SHIPPED)
    return Lesson(
        layers=tuple(cast(AttentionTrace, found[f"layer {n}"]) for n in range(LAYERS)),
        stream=cast(TransformerTrace, found["stream"]),
        influence=cast(InfluenceTrace, found["influence"]),
    )


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
    """Return Python that puts this mask on this model and counts the derivatives that are 0."""
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

from core import masks
from core.language import tokens
from core.look_ahead import influence
from core.transformer_models import load_transformer

model = deepcopy(load_transformer({MODELS[settings.model]!r})).double()
text = {settings.text!r}
T = len(text)
mask = torch.tensor(masks.additive({calls.get(settings.mask, mask)}, np.float64))
x = model.embed(tokens(text)[None])[0]
depends = influence(lambda x: model.run_on(x[None], mask).logits[0], x)
print(depends.round(2))
print((depends == 0).sum(), "of", T * T, "derivatives are exactly 0")
"""
