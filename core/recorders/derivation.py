"""``record`` for the five networks that lead from the RNN to the LSTM."""

from typing import Any

import torch

from core.networks.derivation import Derived, joined
from core.recorders.record import record
from core.recorders.recurrent_request import RecurrentRequest, request_of
from core.traces.derivation import DerivedTrace
from core.traces.recurrent import Recording


def _derived_trace(request: RecurrentRequest) -> DerivedTrace:
    """These networks are the equations themselves: the example runs through them once more."""
    module, seen = request.module, request.seen
    steps = joined(list(module.unroll(seen.x[:, None], seen.states)))
    found: dict[str, Any] = {
        name: v[0].cpu().numpy() for name, v in steps._asdict().items() if v is not None
    }
    first: dict[str, Any] = dict(
        zip(("h0", "c0"), (s[0].cpu().numpy().copy() for s in seen.states), strict=False)
    )
    x = seen.x.cpu().numpy().copy()
    return DerivedTrace(code=module.code, tokens=seen.tokens, x=x, **found, **first)


@record.register(Derived)
def _(module, x, tokens=None, state=None, element=None):
    request = request_of(module, x, tokens, state, element)
    with torch.no_grad():
        output = module(request.x, request.state)
        return Recording(output, (_derived_trace(request),))
