"""The induction model on the reader's sequence, now. Loads torch."""

from copy import deepcopy
from functools import lru_cache
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from core.data.induction_task import SYMBOLS, encode, halves
from core.draws import FRESH, stream
from core.lessons.multi_head.settings import Lesson, MultiHead, known
from core.measures import heads as ablation
from core.measures.heads import Head, all_heads, changes, mean_outputs
from core.networks.generation import generate
from core.networks.transformer import Transformer
from core.networks.transformer_block import Block
from core.recorders.attention_parity import difference_from_sdpa
from core.shipped.transformers import INDUCTION, load_transformer, random_transformer
from core.traces.base import Array
from core.traces.heads import HeadsTrace

MODELS = {"trained": load_transformer, "random": random_transformer}
AVERAGED = 200  # held-out sequences over which a head's mean is taken
SEED = 1  # of them, and of the shuffled symbols


def run(settings: MultiHead) -> Lesson:
    """Read the sequence with all heads and with the chosen ones changed.

    Raises:
        InputError: a sequence that is too short or too long.
    """
    model, words = MODELS[settings.model](INDUCTION), settings.words
    tokens, vocabulary = encode(words)
    names: dict[str, Any] = {"words": words, "vocabulary": vocabulary}
    how = changed_by(settings, model, vocabulary)
    intact = ablation.run(model, tokens, **names)
    changed = ablation.run(model, tokens, **how, **names) if settings.heads else intact
    return Lesson(
        layers=intact.layers,
        changed=changed.layers[-1],
        stream=intact.stream,
        stream_changed=changed.stream,
        heads=_copying(model, tokens, words, vocabulary, how),
        other=exchanged(words, settings.other) if settings.how == "patch" else (),
    )


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default sequence, intact and changed."""
    return vars(run(MultiHead()))


def exchanged(words: tuple[str, ...], other: str) -> tuple[str, ...]:
    """Another sequence that repeats what this one repeats, with other symbols.

    "shuffled": every symbol stands for another of them; "exchanged": one for a new symbol.
    """
    different = list(dict.fromkeys(words))
    new = dict(zip(different, different, strict=True))
    if other == "exchanged":
        middle = different[len(different) // 2]
        new[middle] = next(symbol for symbol in SYMBOLS if symbol not in different)
    else:
        order = torch.randperm(len(different), generator=stream(SEED, FRESH)).tolist()
        ring = [different[place] for place in order]
        new = dict(zip(ring, ring[1:] + ring[:1], strict=True))
    return tuple(new[word] for word in words)


def changed_by(
    settings: MultiHead, model: Transformer, vocabulary: tuple[str, ...]
) -> dict[str, Any]:
    """The arguments of `core.measures.heads.run` that change the chosen heads."""
    if settings.how == "patch":
        other = [vocabulary.index(word) for word in exchanged(settings.words, settings.other)]
        layers = ablation.run(model, torch.tensor(other)).layers
        return {"patch": {(i, j): layers[i].out[j] for i, j in settings.heads}}
    means = average(settings.model) if settings.how == "mean" else None
    return {"off": settings.heads, "means": means}


@lru_cache(2)
def average(model: str) -> Array:
    """What each head says on average over held-out sequences: (layer, head, value)."""
    tokens, _ = halves(AVERAGED, stream(SEED, FRESH))
    return mean_outputs(MODELS[model](INDUCTION), tokens)


def _copying(
    model: Transformer,
    tokens: Tensor,
    words: tuple[str, ...],
    vocabulary: tuple[str, ...],
    how: dict[str, Any],
) -> HeadsTrace:
    places = known(words)
    start = int(places.argmax()) + 1 if places.any() else len(words)
    each = [right(model, tokens, [head]) for head in all_heads(model)]
    written = [write(model, tokens, start, way) for way in ({}, how)]
    intact, changed = (tuple(vocabulary[token] for token in found) for found in written)
    return HeadsTrace(
        tokens=words,
        known=places,
        right=right(model, tokens, []),
        without=np.stack(each).reshape(model.config.layers, model.config.heads, -1),
        start=start,
        intact=intact,
        changed=changed,
    )


@torch.no_grad()
def right(model: Transformer, tokens: Tensor, off: list[Head]) -> Array:
    """1 where the likeliest next symbol is right while heads are off, else 0; 0 at the end."""
    likeliest = model.run(tokens[None], change=changes(model, off)).logits[0].argmax(dim=-1)
    found = np.zeros(len(tokens), np.uint8)
    found[:-1] = (likeliest[:-1] == tokens[1:]).numpy()
    return found


def write(model: Transformer, tokens: Tensor, start: int, how: dict[str, Any]) -> list[int]:
    """Let a changed model write on behind the first symbols to the length of all.

    A patch is as long as what is read, so everything is read again for each symbol.
    """
    text = tokens[:start]
    while len(text) < len(tokens):
        patch = {head: said[: len(text)] for head, said in how.get("patch", {}).items()}
        change = changes(model, how.get("off", ()), patch, how.get("means"))
        (token,) = generate(model, text, 1, change=change).tokens
        text = torch.cat([text, text.new_tensor([token])])
    return text[start:].tolist()


@torch.no_grad()
def differences(settings: MultiHead) -> tuple[float, float]:
    """Measure the largest |difference| from torch on this sequence.

    Of the heads from ``F.scaled_dot_product_attention``, and of the logits without the first head
    from those of a model whose W_O has zeros where it multiplies that head.
    """
    model, (tokens, _) = MODELS[settings.model](INDUCTION), encode(settings.words)
    from_sdpa = max(difference_from_sdpa(t) for t in ablation.run(model, tokens).layers)
    broken = deepcopy(model)
    attention = cast(Block, broken.blocks[0]).attention
    attention.written()[:, 0] = 0.0
    off = ablation.run(model, tokens, off=[(0, 0)]).output
    return from_sdpa, float((off - broken(tokens[None])).abs().max())


def norms() -> Array:
    """How much each head of the trained model can write, ‖W_O‖_F: (layer, head)."""
    return load_transformer(INDUCTION).head_norms().numpy()
