"""A request to a module with attention: the checks, and the batch element that is looked at."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from core.errors import InputError
from core.recorders.recurrent_checks import check_finite
from core.recorders.recurrent_request import place_in
from core.recorders.ways_out import check_still
from core.recorders.words import Words, words_of

Sized = tuple[Any, int]  # a sequence and the size of its vectors


class AttentionRequest(NamedTuple):
    """A checked request, on the module's device."""

    module: Any
    attention: nn.MultiheadAttention  # one of its attentions, which tells how batches lie
    inputs: tuple[Tensor, ...]  # what the module is called with; the same tensor stays the same
    options: Mapping[str, Any]  # masks and flags, under torch's names
    row: int  # the example's place in the batch; 0 if there is no batch axis
    tokens: tuple[str, ...]  # who asks
    keys: tuple[str, ...]  # who is asked where it is another sequence


def attention_request(
    module: nn.Module,
    attention: nn.MultiheadAttention,
    given: Mapping[str, Sized],
    options: Mapping[str, Any],
    words: tuple[Words, Words],
    element: int | None,
) -> AttentionRequest:
    """Check what ``record`` is given; see there.

    Args:
        module: what is recorded.
        attention: one of its attentions, which tells how batches lie.
        given: x, and then what is asked; by name, each with the size of its vectors.
        options: masks and flags, under torch's names.
        words: tokens and keys.
        element: which one of a batch.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    if "token" in options:
        raise InputError("tokens", "given by this name (write tokens=…)", "token=")
    check_still(module)
    weight = attention.out_proj.weight
    check_module(module, weight)
    checked: dict[int, int] = {}
    for field, (x, size) in given.items():
        if checked.get(id(x)) != size:
            check_sequence(field, x, size, weight.dtype, attention.batch_first)
            checked[id(x)] = size
    found = {field: x for field, (x, _) in given.items()}
    batch, lengths = _fit(found, attention.batch_first)
    if options:
        check_masks(options, batch, attention.num_heads, lengths, weight.dtype)
        options = {k: v.to(weight.device) if _is_mask(k, v) else v for k, v in options.items()}
    row = place_in(batch[0] if batch else 1, element)
    tokens = words_of("tokens", words[0], lengths[0])
    same = words[0] is words[1] and lengths[0] == lengths[1]
    keys = tokens if same else words_of("keys", words[1], lengths[1])
    moved = {id(x): x.to(weight.device) for x in found.values()}
    inputs = tuple(moved[id(x)] for x in found.values())
    return AttentionRequest(module, attention, inputs, options, row, tokens, keys)


def check_module(module: nn.Module, weight: Tensor) -> None:
    """Refuse what cannot be recorded truly; ``weight`` is any of its weights.

    Raises:
        InputError: dropout is at work, autocast is on, or weights are not float32 or float64.
    """
    alone = type(module) is nn.MultiheadAttention  # with no dropout of its own inside
    for part in (module,) if alone else module.modules():
        if part.training and isinstance(part, nn.Dropout | nn.MultiheadAttention):
            p = part.p if isinstance(part, nn.Dropout) else part.dropout
            if p:
                rule = "0 in train mode (a random mask would be recorded; call .eval() first)"
                raise InputError("dropout", rule, p)
    if weight.dtype not in (torch.float32, torch.float64):
        raise InputError(
            "module", "float32 or float64 (call .float() on it and on x)", weight.dtype
        )
    if torch.is_autocast_enabled(weight.device.type):
        rule = "run without torch.autocast (call record outside the with block)"
        raise InputError("module", rule, "autocast")


def check_sequence(field: str, x: object, size: int, dtype: torch.dtype, batch_first: bool) -> None:
    """Refuse what the module cannot read.

    Raises:
        InputError: it is packed, nested, no tensor, or of another shape or type.
    """
    if isinstance(x, PackedSequence) or getattr(x, "is_nested", False):
        rule = "a padded tensor (nested and packed ones are not recorded: pad, mask the padding)"
        raise InputError(field, rule, type(x).__name__)
    if not isinstance(x, Tensor):
        raise InputError(field, "a tensor", type(x).__name__)
    if x.dim() not in (2, 3) or x.shape[-1] != size or not x.numel():
        batched = f"(batch, time, {size})" if batch_first else f"(time, batch, {size})"
        rule = f"of shape (time, {size}) or {batched}, with time and batch at least 1"
        raise InputError(field, rule, tuple(x.shape))
    if x.dtype != dtype:
        raise InputError(field, f"{dtype} like the module", x.dtype)
    check_finite(field, x)


def _fit(found: Mapping[str, Tensor], batch_first: bool) -> tuple[tuple[int, ...], tuple[int, int]]:
    """The batch, () if there is no such axis, and the lengths of x and of what is asked.

    Raises:
        InputError: the sequences do not fit together.
    """
    x, last = found["x"], list(found)[-1]
    time = 1 if batch_first and x.dim() == 3 else 0
    batch = (x.shape[1 - time],) if x.dim() == 3 else ()
    asked = found[last].shape[time]
    for field, y in found.items():
        if y is x:
            continue
        if y.dim() != x.dim() or (batch and y.shape[1 - time] != batch[0]):
            raise InputError(field, "a batch like x", tuple(y.shape))
        if y.shape[time] != asked:
            raise InputError(field, f"as long as {last}, {asked}", y.shape[time])
    return batch, (x.shape[time], asked)


def check_masks(
    options: Mapping[str, Any],
    batch: tuple[int, ...],
    heads: int,
    lengths: tuple[int, int],
    dtype: torch.dtype,
) -> None:
    """Refuse masks that do not fit; ``batch`` is () where there is no batch axis.

    Raises:
        InputError: a mask is no tensor of bool or of the module's type, or of another shape.
    """
    for field, mask in options.items():
        if not _is_mask(field, mask):
            continue
        length, asked = lengths
        asked = length if field.startswith("tgt") else asked
        shapes: list[tuple[int, ...]] = [(*batch, asked)]
        if not field.endswith("padding_mask"):
            shapes = [(length, asked), (math.prod(batch) * heads, length, asked)]
        if not isinstance(mask, Tensor) or mask.dtype not in (torch.bool, dtype):
            got = mask.dtype if isinstance(mask, Tensor) else type(mask).__name__
            raise InputError(field, f"a tensor of torch.bool or {dtype}", got)
        if tuple(mask.shape) not in shapes:
            raise InputError(field, f"of shape {' or '.join(map(str, shapes))}", tuple(mask.shape))


def _is_mask(field: str, value: object) -> bool:
    return value is not None and field.endswith("mask")
