"""``record`` for whatever calls torch's multi-head attention: q, k, v are kept on the way.

While a listener is on in this thread, every call of ``F.multi_head_attention_forward`` goes through
`Call`, which is torch's computation and keeps q, k, v; all other code runs as ever, and nothing on
the module changes. In inference torch may take a fast path that calls nothing to listen to: then
the module runs twice, once for its own output and once to be listened to.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from core.attention_call import Call
from core.attention_request import Asked, ask
from core.attention_trace import AttentionTrace
from core.errors import InputError
from core.trace import Array
from core.traces import Recording


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


def record_attention(
    module: nn.MultiheadAttention,
    x: Tensor,
    tokens: Sequence[str] | None = None,
    *,
    key: Tensor | None = None,
    value: Tensor | None = None,
    keys: Sequence[str] | None = None,
    example: int | None = None,
    **options: Any,
) -> Recording:
    """Run one attention; ``key`` is x if it is left out, and ``value`` is ``key``.

    Args:
        module: in any configuration.
        x: who asks: (time, size), (time, batch, size) or, with batch_first, (batch, time, size).
        tokens: one word for each query; "1", "2", … if there are none.
        key: who is asked, like x.
        value: what is told, like ``key``.
        keys: one word for each key; those of x if x asks itself.
        example: which example of a batch the trace shows; needed if the batch is larger than 1.
        options: attn_mask, key_padding_mask, is_causal, need_weights, average_attn_weights.
    """
    key = x if key is None else key
    value = key if value is None else value
    given = {
        "x": (x, module.embed_dim),
        "key": (key, module.kdim),
        "value": (value, module.vdim),
    }
    asked = ask(module, module, given, options, (tokens, tokens if key is x else keys), example)
    if _plain(module) and not options.get("need_weights", True) and only_slow(module, module, x):
        return _directly(module, asked)
    return listen(module, module, asked)


def only_slow(module: nn.Module, attention: nn.MultiheadAttention, x: Tensor) -> bool:
    """Whether torch surely does without its fast path, here and for this x."""
    if x.dim() == 2 or not attention.batch_first:
        return True
    return torch.is_grad_enabled() and all(p.requires_grad for p in module.parameters())


def listen(module: nn.Module, attention: nn.MultiheadAttention, asked: Asked) -> Recording:
    """Run the module and record all attention in it; ``attention`` is one of its attentions."""
    with torch.no_grad(), Listener() as listener:
        output = module(*asked.inputs, **asked.options)
    if not only_slow(module, attention, asked.inputs[0]):
        output = module(*asked.inputs, **asked.options)
    if not listener.calls:
        rule = "one that calls F.multi_head_attention_forward"
        raise InputError("module", rule, type(module).__name__)
    return Recording(_detached(output), traces(listener.calls, asked))


def _plain(module: nn.MultiheadAttention) -> bool:
    """Whether a call of the module is that of the function and nothing else."""
    hooks = (module._forward_hooks, module._forward_pre_hooks)
    return type(module) is nn.MultiheadAttention and not any(hooks)


def _directly(module: nn.MultiheadAttention, asked: Asked) -> Recording:
    """Do without the listener, which costs as much as a small attention."""
    flip = module.batch_first and asked.inputs[0].dim() == 3
    with torch.no_grad():
        call = own_call(module, asked.inputs, asked.options, flip)
        output = call.output()
        found = traces([call], asked)
    return Recording((output.transpose(1, 0) if flip else output, None), found)


def own_call(
    module: nn.MultiheadAttention,
    inputs: Sequence[Any],
    options: Mapping[str, Any],
    flip: bool,
) -> Call:
    """The call that the module makes of these inputs; ``flip``: they lie batch first."""
    if flip:
        turned = {id(x): x.transpose(1, 0) for x in inputs}
        inputs = [turned[id(x)] for x in inputs]
    query, key, value = inputs
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
        **options,
    )


@torch.no_grad()
def traces(calls: Sequence[Call], asked: Asked) -> tuple[AttentionTrace, ...]:
    """The example's part of each call; layers are counted within self- and cross-attention."""
    found: list[AttentionTrace] = []
    for call in calls:
        kind = "self" if call.query is call.key else "cross"
        keys = asked.tokens if kind == "self" else asked.keys
        q, k, v = (_row(each, asked.row) for each in call.heads)
        mask, bias = _added(call, asked.row)
        trace = AttentionTrace(
            tokens=asked.tokens,
            keys=keys + call.added_keys,
            layer=sum(before.kind == kind for before in found),
            kind=kind,
            q=q,
            k=k,
            v=v,
            mask=mask,
            bias=bias,
        )
        found.append(trace)
    return tuple(found)


def _row(values: Tensor, row: int) -> Array:
    """One example as numpy; a copy where it would keep a whole batch alive."""
    one = values[row].cpu()
    return one.clone().numpy() if len(values) > 1 else one.numpy()


def _added(call: Call, row: int) -> tuple[Array | None, Array | None]:
    """What is added to all heads alike (query, key), and to each on its own (head, query, key)."""
    mask, padding = call.added
    own = None if mask is None else mask[row if len(mask) > 1 else 0].cpu().clone().numpy()
    bias = own if own is not None and len(own) > 1 else None
    shared = own[0] if own is not None and bias is None else None
    if padding is not None:
        hidden = padding[row, 0].cpu().expand(len(call.query), -1).clone().numpy()
        shared = hidden if shared is None else shared + hidden
    return shared, bias


def _detached(output: Any) -> Any:
    if isinstance(output, tuple):
        return tuple(None if each is None else each.detach() for each in output)
    return output.detach()
