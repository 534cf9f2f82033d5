"""``record`` for ``nn.Transformer``: both of its stacks, run as ours on its own weights."""

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.seq2seq_transformer.torch_twin import stacks
from core.recorders.attention_request import check_masks, check_module, check_sequence
from core.recorders.record import record
from core.recorders.recurrent_request import place_in
from core.recorders.stack_fields import attention_traces, stack_fields
from core.recorders.ways_out import check_still
from core.recorders.words import Words, words_of
from core.traces.stack import StacksRecording, StackTrace

MASKS = tuple(
    f"{name}_{kind}" for name in ("src", "tgt", "memory") for kind in ("mask", "key_padding_mask")
)


@torch.no_grad()
def record_torch(
    module: nn.Transformer,
    src: Tensor,
    tgt: Tensor,
    tokens: Words = None,
    keys: Words = None,
    *,
    element: int | None = None,
    **masks: Tensor | None,
) -> StacksRecording:
    """Run torch's module and keep everything that happened in both of its stacks.

    Args:
        module: in eval mode or without dropout; it is left untouched.
        src: (time, d), (time, batch, d) or, with batch_first, (batch, time, d).
        tgt: what the decoder reads, alike.
        tokens: one word for each step of ``tgt``; "1", "2", … if there are none.
        keys: one word for each step of ``src``.
        element: which example of a batch the traces show; needed if the batch is larger than 1.
        masks: under torch's names: src_mask, tgt_mask, memory_mask and the three
            …_key_padding_mask; True or −∞ where a position may not look.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    check_still(module)
    encoder, decoder = stacks(module)
    weight = encoder.norm.weight
    check_module(module, weight)
    given = {"src": src, "tgt": tgt}
    for field, x in given.items():
        check_sequence(field, x, encoder.config.d, weight.dtype, module.batch_first)
    if src.dim() != tgt.dim():
        raise InputError("tgt", "a batch like src", tuple(tgt.shape))
    x, y = (_batch_first(module, one) for one in (src, tgt))
    if len(x) != len(y):
        raise InputError("tgt", f"a batch of {len(x)} like src", len(y))
    row = place_in(len(x), element)
    S, T = x.shape[1], y.shape[1]
    lengths = {"src": (S, S), "tgt": (T, T), "memory": (T, S)}
    batch = (len(x),) if src.dim() == 3 else ()
    _check_masks(masks, batch, encoder.config.heads, lengths, weight.dtype)
    added = {name: _added(masks, name, weight, len(x)) for name in lengths}
    read = encoder.run(x, mask=added["src"])
    run = decoder.run(y, memory=read.output, mask=added["tgt"], memory_mask=added["memory"])
    asked, told = words_of("tokens", tokens, T), words_of("keys", keys, S)
    back = run.output[0] if tgt.dim() == 2 else run.output
    flip = tgt.dim() == 3 and not module.batch_first
    none = torch.zeros_like
    return StacksRecording(
        back.transpose(0, 1) if flip else back,
        StackTrace(**stack_fields(encoder, read, told, (x[row], none(x[row])), row=row)),
        StackTrace(**stack_fields(decoder, run, asked, (y[row], none(y[row])), row=row)),
        (
            *attention_traces(read, told, told, added["src"], row=row),
            *attention_traces(run, asked, told, added["tgt"], added["memory"], row),
        ),
    )


def _batch_first(module: nn.Transformer, x: Tensor) -> Tensor:
    if x.dim() == 2:
        return x[None]
    return x if module.batch_first else x.transpose(0, 1)


def _check_masks(
    masks: Mapping[str, Tensor | None],
    batch: tuple[int, ...],
    heads: int,
    lengths: Mapping[str, tuple[int, int]],
    dtype: torch.dtype,
) -> None:
    """Refuse masks that do not fit, or that torch's module does not have."""
    if unknown := sorted(set(masks) - set(MASKS)):
        raise InputError("masks", f"among {', '.join(MASKS)}", unknown[0])
    for name, mask in masks.items():
        check_masks({name: mask}, batch, heads, lengths[name.split("_")[0]], dtype)


def _added(masks: Mapping[str, Tensor | None], name: str, like: Tensor, n: int) -> Tensor | None:
    """Both masks of one attention as what is added to its scores.

    Returns:
        (query, key), (n, 1, 1 or query, key), or (n, head, query, key) where heads differ.
    """
    found = None
    for suffix in ("mask", "key_padding_mask"):
        mask = masks.get(f"{name}_{suffix}")
        if mask is None:
            continue
        if mask.dtype == torch.bool:
            mask = torch.zeros_like(mask, dtype=like.dtype).masked_fill(mask, -math.inf)
        if suffix == "key_padding_mask":
            mask = (mask if mask.dim() == 2 else mask[None])[:, None, None, :]
        elif mask.dim() == 3:
            mask = mask.unflatten(0, (n, -1))
        found = mask.to(like) if found is None else found + mask.to(like)
    return found


@record.register(nn.Transformer)
def _(module, src, tgt=None, *args, **options):
    if tgt is None:
        raise InputError("tgt", "given beside src (what the decoder reads)", None)
    return record_torch(module, src, tgt, *args, **options)
