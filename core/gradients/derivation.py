"""The gradient on its way back through a step of the derivation, by automatic differentiation."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from core.networks.derivation import Derived, Now, joined


class Sent(NamedTuple):
    """What a forward and a backward pass leave behind, each (n, time, hidden) and detached."""

    steps: Now  # of all times
    dh: Tensor  # ∂L/∂h_t, total
    dc: Tensor | None  # ∂L/∂c_t, total; None without a cell


def sent_back(module: Derived, x: Tensor, loss: Callable[[Tensor], Tensor]) -> Sent:
    """Run the module and send the gradient of ``loss`` back through time.

    Args:
        module: whose weights and their ``.grad`` stay untouched.
        x: (n, time, input), whatever the module's ``batch_first``.
        loss: from the last h (n, hidden) to L, a scalar.
    """
    rows = x.transpose(0, 1)
    with torch.enable_grad():
        first = tuple(state.requires_grad_() for state in module.first(rows))
        steps = list(module.unroll(rows, first))
        on_the_way = [now.h for now in steps] + [now.c for now in steps if now.c is not None]
        found = torch.autograd.grad(loss(steps[-1].h), on_the_way)
    dh, dc = found[: len(steps)], found[len(steps) :]
    return Sent(joined(steps), torch.stack(dh, dim=1), torch.stack(dc, dim=1) if dc else None)
