"""Heads switched off, or made to say what they said in another run.

Switching off by zero is the plainest: the head adds nothing. By its mean it still adds what it
says on average, and only what depends on the input is lost (Wang et al. 2023, "Interpretability in
the wild", §2.2). Patching is Vig et al. 2020, "Investigating gender bias in language models using
causal mediation analysis", §3: one part of a run is exchanged for that of another run.
"""

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from core.errors import InputError
from core.networks.transformer import Change, Transformer
from core.recorders.transformer import record_transformer
from core.traces.base import Array
from core.traces.transformer import TransformerRecording

Head = tuple[int, int]  # layer and head, both from 0


def run(
    model: Transformer,
    tokens: Tensor,
    off: Iterable[Head] = (),
    patch: Mapping[Head, Array] | None = None,
    means: Array | None = None,
    *,
    words: Sequence[str] | None = None,
    vocabulary: Sequence[str] | None = None,
) -> TransformerRecording:
    """Read tokens (time,) while some heads are switched off or say something else.

    Args:
        model: any Transformer; it is left untouched.
        tokens: (time,), places in the vocabulary.
        off: the heads that add nothing, or, with ``means``, what they say on average.
        patch: for some heads, what they say instead, (time, value): ``traces[layer].out[head]``
            of another run over as many tokens.
        means: (layer, head, value), from `mean_outputs`.
        words: of the tokens, as `record_transformer` takes them.
        vocabulary: a word for each symbol, as `record_transformer` takes them.

    Returns:
        ``.output`` the logits, ``.stream.loss`` in bits for each position, and all traces.

    Raises:
        InputError: a head that is not there, or a patch of another shape.
    """
    change = changes(model, off, patch, means)
    return record_transformer(model, tokens, words, vocabulary=vocabulary, change=change)


def changes(
    model: Transformer,
    off: Iterable[Head] = (),
    patch: Mapping[Head, Array] | None = None,
    means: Array | None = None,
) -> Change:
    """What `Transformer.run` and `generate` take as ``change``; the arguments are those of `run`.

    Raises:
        InputError: a head that is not there, or means of another shape.
    """
    off, patch = frozenset(off), dict(patch or {})
    size = (model.config.layers, model.config.heads)
    for layer, head in (*off, *patch):
        if not (0 <= layer < size[0] and 0 <= head < size[1]):
            raise InputError("head", f"(0–{size[0] - 1}, 0–{size[1] - 1})", (layer, head))
    shape = (*size, model.config.d // model.config.heads)
    if means is not None and means.shape != shape:
        raise InputError("means", f"of shape {shape}", means.shape)

    def change(layer: int, heads: Tensor) -> Tensor:
        heads = heads.clone()  # (batch, head, query, value)
        for where, head in off:
            if where == layer:
                heads[:, head] = 0.0 if means is None else _like(heads, means[layer, head])
        for (where, head), values in patch.items():
            if where == layer:
                heads[:, head] = _patched(heads[:, head], values)
        return heads

    return change


@torch.no_grad()
def mean_outputs(model: Transformer, tokens: Tensor) -> Array:
    """What each head says on average over all positions of tokens (batch, time).

    Returns:
        (layer, head, value).
    """
    return torch.stack([r.heads.mean(dim=(0, 2)) for r in model.run(tokens).blocks]).numpy()


def all_heads(model: Transformer) -> tuple[Head, ...]:
    """Every head of a model, layer by layer."""
    return tuple((i, j) for i in range(model.config.layers) for j in range(model.config.heads))


def _patched(old: Tensor, values: Array) -> Tensor:
    if values.shape != old.shape[1:]:
        raise InputError("patch", f"of shape {tuple(old.shape[1:])}", values.shape)
    return _like(old, values)


def _like(old: Tensor, values: Array) -> Tensor:
    return torch.tensor(values, dtype=old.dtype)
