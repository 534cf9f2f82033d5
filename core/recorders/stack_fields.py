"""The fields of traces, from the run of a stack: its line, what is added to it, its attention."""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from core.networks.seq2seq_transformer.ablation import CROSS
from core.networks.seq2seq_transformer.stack import Attention, Stack, StackRun
from core.traces.attention import AttentionTrace
from core.traces.base import Array


def stack_fields(
    stack: Stack,
    run: StackRun,
    tokens: tuple[str, ...],
    embedded: tuple[Tensor, Tensor],
    off: frozenset[str] = frozenset(),
    row: int = 0,
) -> dict[str, Any]:
    """The fields of a `StackTrace`, of one row of a batch."""
    runs = list(run.sublayers.values())
    heads = []
    for code, sublayer in stack.sublayers.items():
        look = run.sublayers[code].look
        if isinstance(sublayer, Attention) and look is not None:
            apart = sublayer.apart(look.heads[row : row + 1])[0]
            heads.append(torch.zeros_like(apart) if code in off else apart)
    arrays = {
        "word": embedded[0],
        "position": embedded[1],
        "line": torch.stack([run.embedded[row], *(one.line[row] for one in runs)]),
        "read": torch.stack([one.read[row] for one in runs]),
        "write": torch.stack([one.write[row] for one in runs]),
        "heads": torch.stack(heads),
        "hidden": torch.stack([one.hidden[row] for one in runs if one.hidden is not None]),
        "output": run.output[row],
    }
    numbers = {name: values.numpy() for name, values in arrays.items()}
    return {"tokens": tokens, "sublayers": tuple(run.sublayers), **numbers}


def attention_traces(
    run: StackRun,
    tokens: tuple[str, ...],
    source: tuple[str, ...],
    own_mask: Tensor | None,
    cross_mask: Tensor | None = None,
    row: int = 0,
) -> Iterator[AttentionTrace]:
    """The attention of each sublayer that has one, of one row of a batch."""
    for code, one in run.sublayers.items():
        if one.look is None:
            continue
        cross = code[-1] == CROSS
        mask = cross_mask if cross else own_mask
        yield AttentionTrace(
            tokens=tokens,
            keys=source if cross else tokens,
            layer=int(code[1:-1]) - 1,
            cross=cross,
            q=one.look.q[row].numpy(),
            k=one.look.k[row].numpy(),
            v=one.look.v[row].numpy(),
            **_added(mask, row, one.look.weights.shape[-2:]),
        )


def _added(mask: Tensor | None, row: int, shape: Sequence[int]) -> dict[str, Array]:
    """What is added to the scores of one example: the same for every head, or for each its own."""
    if mask is None:
        return {}
    own = mask[row] if mask.dim() == 4 else mask[None]  # (1 or head, 1 or query, key)
    full = own.expand(len(own), *shape).numpy()
    return {"mask": full[0]} if len(full) == 1 else {"bias": full}
