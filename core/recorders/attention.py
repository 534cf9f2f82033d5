"""``record`` for whatever calls torch's multi-head attention: q, k, v are kept on the way.

While a listener is on in this thread, every call of ``F.multi_head_attention_forward`` goes through
`Call`, which is torch's computation and keeps q, k, v; all other code runs as ever, and nothing on
the module changes. In inference torch may take a fast path that calls nothing to listen to: then
the module runs twice, once for its own output and once to be listened to.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from core.errors import InputError
from core.recorders.attention_call import Call
from core.recorders.attention_request import AttentionRequest
from core.recorders.record import record
from core.recorders.torch_layers import layer_request
from core.traces.attention import AttentionTrace
from core.traces.base import Array
from core.traces.recurrent import Recording


class Listener(TorchFunctionMode):
    """Keeps every call of multi-head attention in this thread while it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    def __torch_function__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        """Called by torch instead of each of its functions."""
        kwargs = kwargs or {}
        if function is not nn.functional.multi_head_attention_forward:
            return function(*args, **kwargs)
        call = Call(*args, **kwargs)
        self.calls.append(call)
        return function(*args, **kwargs) if call.need_weights else (call.output(), None)


def record_attention(module: nn.Module, *args: Any, **options: Any) -> Recording:
    """Run a module and record all attention in it; see `core.recorders.torch_layers`."""
    request = layer_request(module, *args, **options)
    plain = _plain(module) and not request.options.get("need_weights", True)
    if plain and only_slow(request):
        return _directly(request)
    check_padding(request)
    calls, output = listen(request)
    if not only_slow(request):
        output = module(*request.inputs, **request.options)
    with torch.no_grad():
        return Recording(_detached(output), traces(calls, request))


def only_slow(request: AttentionRequest) -> bool:
    """Whether torch surely does without its fast path, here and for this x."""
    if request.inputs[0].dim() == 2 or not request.attention.batch_first:
        return True
    return torch.is_grad_enabled() and all(p.requires_grad for p in request.module.parameters())


def check_padding(request: AttentionRequest) -> None:
    """Refuse a batch of which torch's fast path, with its nested tensors, would read no word.

    Raises:
        InputError: all is padding.
    """
    padding = request.options.get("src_key_padding_mask")
    nested = getattr(request.module, "use_nested_tensor", False) and not only_slow(request)
    if nested and padding is not None and bool(padding.bool().all()):
        raise InputError("src_key_padding_mask", "one that leaves a word to read", "padding alone")


def listen(request: AttentionRequest) -> tuple[list[Call], Any]:
    """Run the module without its fast path: all calls in it, and its output.

    Raises:
        InputError: nothing was called.
    """
    with torch.no_grad(), Listener() as listener:
        output = request.module(*request.inputs, **request.options)
    if not listener.calls:
        rule = "one that calls F.multi_head_attention_forward"
        raise InputError("module", rule, type(request.module).__name__)
    return listener.calls, output


def _plain(module: nn.Module) -> bool:
    """Whether a call of the module is that of the function and nothing else."""
    hooks = (module._forward_hooks, module._forward_pre_hooks)
    return type(module) is nn.MultiheadAttention and not any(hooks)


def _directly(request: AttentionRequest) -> Recording:
    """Do without the listener, which costs as much as a small attention."""
    flip = request.attention.batch_first and request.inputs[0].dim() == 3
    with torch.no_grad():
        call = _own_call(request, flip)
        output = call.output()
        found = traces([call], request)
    return Recording((output.transpose(1, 0) if flip else output, None), found)


def _own_call(request: AttentionRequest, flip: bool) -> Call:
    """The call that nn.MultiheadAttention makes; ``flip``: its inputs lie batch first."""
    module = request.attention
    turned = {id(x): x.transpose(1, 0) if flip else x for x in request.inputs}
    query, key, value = (turned[id(x)] for x in request.inputs)
    return Call(
        query,
        key,
        value,
        module.embed_dim,
        module.num_heads,
        module.in_proj_weight,
        module.in_proj_bias,
        module.bias_k,
        module.bias_v,
        module.add_zero_attn,
        module.dropout,
        module.out_proj.weight,
        module.out_proj.bias,
        q_proj_weight=module.q_proj_weight,
        k_proj_weight=module.k_proj_weight,
        v_proj_weight=module.v_proj_weight,
        **request.options,
    )


def traces(calls: Sequence[Call], request: AttentionRequest) -> tuple[AttentionTrace, ...]:
    """The example's part of each call; layers are counted within self- and cross-attention.

    To be called where gradients are off.
    """
    found: list[AttentionTrace] = []
    for call in calls:
        cross = _crosses(call, request)
        keys = request.keys if cross else request.tokens
        q, k, v = (_row(each, request.row) for each in call.heads)
        mask, bias = _added(call, request.row)
        trace = AttentionTrace(
            tokens=request.tokens,
            keys=keys + call.added_keys,
            layer=sum(before.cross == cross for before in found),
            cross=cross,
            q=q,
            k=k,
            v=v,
            mask=mask,
            bias=bias,
        )
        found.append(trace)
    return tuple(found)


def _crosses(call: Call, request: AttentionRequest) -> bool:
    """Whether it asks another sequence; a lone attention may have lost that on its way in."""
    alone = isinstance(request.module, nn.MultiheadAttention)
    query, key = request.inputs[:2] if alone else (call.query, call.key)
    return query is not key


def _row(values: Tensor, row: int) -> Array:
    """One example as numpy; a copy where it would keep a whole batch alive."""
    found = values.cpu().numpy()
    return found[row].copy() if len(found) > 1 else found[row]


def _added(call: Call, row: int) -> tuple[Array | None, Array | None]:
    """What is added to all heads alike (query, key), and to each on its own (head, query, key)."""
    mask, padding = call.added
    own = None if mask is None else mask.cpu().numpy()[row if mask.shape[0] > 1 else 0].copy()
    bias = own if own is not None and len(own) > 1 else None
    shared = own[0] if own is not None and bias is None else None
    if padding is not None:
        hidden = np.repeat(padding.cpu().numpy()[row, 0], call.query.shape[0], axis=0)
        shared = hidden if shared is None else shared + hidden
    return shared, bias


def _detached(output: Any) -> Any:
    if isinstance(output, tuple):
        return tuple(None if each is None else each.detach() for each in output)
    return output.detach()


@record.register(nn.MultiheadAttention)
@record.register(nn.TransformerEncoder)
@record.register(nn.TransformerEncoderLayer)
@record.register(nn.TransformerDecoder)
@record.register(nn.TransformerDecoderLayer)
def _(module, *args, **options):
    return record_attention(module, *args, **options)
