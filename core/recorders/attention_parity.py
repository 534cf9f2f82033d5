"""The difference of the written-out attention and its trace from torch, on one's own input."""

from dataclasses import fields
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import multi_head_attention_forward, scaled_dot_product_attention

from core.networks.scaled_dot_product import attention
from core.recorders.attention import listen, traces
from core.recorders.attention_call import Call
from core.recorders.torch_layers import layer_request
from core.traces.attention import AttentionTrace
from core.traces.base import Array


def difference_from_sdpa(trace: AttentionTrace) -> float:
    """The largest |out − ``F.scaled_dot_product_attention`` of the trace's own q, k, v, mask|.

    ``out`` is both that of the written-out equation, `core.networks.scaled_dot_product.attention`,
    and that of the trace.
    """
    q, k, v = (torch.tensor(x) for x in (trace.q, trace.k, trace.v))
    added = torch.zeros(*q.shape[:2], k.shape[1], dtype=q.dtype)
    for part in (trace.mask, trace.bias):
        added = added if part is None else added + torch.tensor(part, dtype=q.dtype)
    theirs = scaled_dot_product_attention(q, k, v, added)
    ours = (attention(q, k, v, added).out, torch.tensor(trace.out))
    return max(float((out - theirs).abs().max()) for out in ours)


def difference_from_module(module: nn.Module, x: Tensor, **options: Any) -> float:
    """The largest |weights of the trace − weights that torch returns for the same attention|.

    Over all attention in the module; a fully masked row, NaN in torch, counts as 0.

    Args:
        module: nn.MultiheadAttention, or an encoder or decoder of torch's.
        x: as for ``record``.
        options: as for ``record``.

    Raises:
        InputError: what ``record`` refuses.
    """
    request = layer_request(module, x, **options)
    calls, _ = listen(request)
    with torch.no_grad():
        theirs = [_weights(call, request.row) for call in calls]
        ours = [trace.weights for trace in traces(calls, request)]
    return max(float(np.abs(a - b).max()) for a, b in zip(ours, theirs, strict=True))


def _weights(call: Call, row: int) -> Array:
    """The weights of one example as torch returns them when it is asked for weights."""
    arguments = {field.name: getattr(call, field.name) for field in fields(call)}
    arguments |= {"need_weights": True, "average_attn_weights": False}
    weights: Any = multi_head_attention_forward(**arguments)[1]
    one: Tensor = weights if call.query.dim() == 2 else weights[row]
    nowhere = one.isnan().all(dim=-1, keepdim=True)
    return one.masked_fill(nowhere, 0).cpu().numpy()
