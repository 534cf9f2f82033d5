"""Why the mask is needed and what it allows: writing, one pass for all prefixes, the cache. torch.

Everything is measured when it is called, on the shipped models of `core.shipped.language_models`.
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from core.data.documentation import parts
from core.draws import FRESH, stream
from core.lessons.causal_mask.settings import MODELS
from core.measures.timing import seconds
from core.networks.generation import generate
from core.networks.transformer import Transformer
from core.shipped.language_models import VOCABULARY, WINDOW, tokens, write_on
from core.shipped.transformers import load_transformer
from core.traces.base import Array
from core.traces.two_ways import TwoWaysTrace
from core.traces.written import WrittenTrace

PREFIXES = (8, 24, 96)  # characters read in one pass, or prefix by prefix
WRITTEN = (16, 64, 192)  # characters written with a cache and without
PROMPT = "The "


Run = Callable[[], Array]


def writes(name: str, prompt: str, how: str, draw: int) -> WrittenTrace:
    """What a model writes after a prompt, to the end of its window; ``how`` as in the lesson."""
    generator = stream(draw, FRESH) if how == "drawn" else None
    room = WINDOW - len(prompt)
    made = generate(_model(name), tokens(prompt), room, name == "masked", generator)
    odds = torch.from_numpy(made.logits).softmax(dim=-1)
    shares = odds[torch.arange(room), torch.tensor(made.tokens)].numpy()
    return WrittenTrace(
        prompt=prompt, tokens=tuple(VOCABULARY[t] for t in made.tokens), shares=shares
    )


@torch.no_grad()
def expected(text: str) -> dict[str, Array]:
    """The probability of each character after the first, before it: (time − 1,) in three ways.

    ``masked``: the masked model; ``seeing``: the unmasked one on the whole text; ``alone``: the
    unmasked one on each prefix, with nothing ahead to look at.
    """
    read = tokens(text)
    found = {
        "masked": _model("masked")(read[None])[0],
        "seeing": _model("unmasked")(read[None])[0],
        "alone": in_turn(_model("unmasked"), read),
    }
    places = torch.arange(len(read) - 1)
    return {
        name: logits.softmax(dim=-1)[places, read[1:]].numpy() for name, logits in found.items()
    }


def bits_of(probabilities: Array) -> float:
    """The mean of −log₂ p."""
    return float(-np.log2(probabilities).mean())


@torch.no_grad()
def in_turn(model: Transformer, text: Tensor) -> Tensor:
    """The logits at the last place of every prefix of a text (time,), one pass for each."""
    return torch.cat([model(text[None, :end])[:, -1] for end in range(1, len(text) + 1)])


@torch.no_grad()
def apart(model: str, text: str) -> float:
    """The largest |difference| of one pass from the passes over all prefixes."""
    read = tokens(text)
    return float((_model(model)(read[None])[0] - in_turn(_model(model), read)).abs().max())


@torch.no_grad()
def time_prefixes() -> TwoWaysTrace:
    """One pass of the masked model over a text, against one over each of its prefixes."""
    model = _model("masked")

    def ways(length: int) -> tuple[Run, Run]:
        text = tokens(parts()["heldout"][:length])  # which no model was trained on
        return lambda: model(text[None])[0].numpy(), lambda: in_turn(model, text).numpy()

    return _measured(PREFIXES, ways)


def time_cache() -> TwoWaysTrace:
    """Writing with keys and values kept, against reading everything again for each character.

    Beyond its window of training the model only rambles; what is timed and compared stays true.
    """
    model, prompt = _model("masked"), tokens(PROMPT)

    def ways(length: int) -> tuple[Run, Run]:
        def write(cache: bool) -> Array:
            return generate(model, prompt, length, cache).logits

        return lambda: write(cache=True), lambda: write(cache=False)

    return _measured(WRITTEN, ways)


def both_ways(prompt: str) -> tuple[str, str]:
    """The likeliest continuation of a prompt with the cache, and without."""
    room = WINDOW - len(prompt)
    kept, again = (write_on(_model("masked"), prompt, room, cache) for cache in (True, False))
    return kept, again


def _measured(lengths: tuple[int, ...], ways: Callable[[int], tuple[Run, Run]]) -> TwoWaysTrace:
    """Compare the logits of both ways at every length, and time both.

    Times are those of this thread on the processor (`core.measures.timing.seconds`): whoever else
    is busy on the machine does not count.
    """
    rows, worst = [], 0.0
    for length in lengths:
        once, again = ways(length)
        worst = max(worst, float(np.abs(once() - again()).max()))  # warms both up, too
        rows.append([seconds(once), seconds(again)])
    first, second = np.array(rows).T
    return TwoWaysTrace(length=np.array(lengths), once=first, again=second, difference=worst)


def _model(name: str) -> Transformer:
    return load_transformer(MODELS[name])
