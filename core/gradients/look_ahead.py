"""Gradients of outputs by inputs: for what may not be seen they are exactly 0."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from core.errors import InputError
from core.traces.base import Array


def influence(run: Callable[[Tensor], Tensor], x: Tensor) -> Array:
    """‖∂output_i/∂input_j‖ (Frobenius) of every pair: (output, input), float64.

    Where no way leads from x_j to output i, as behind a mask, each product on the way back has a
    factor that is exactly 0: such an entry is 0, not nearly 0.

    Args:
        run: from x to (output, …): one row for each output; its network in float64.
        x: (input, …) in float64, one row for each input.

    Raises:
        InputError: x is not in float64.
    """
    if x.dtype != torch.float64:
        raise InputError("x", "float64", x.dtype)
    x = x.detach().requires_grad_()
    with torch.enable_grad():
        rows = run(x).flatten(1)  # (output, channel)
        return np.stack([_row(row, x) for row in rows])


def _row(row: Tensor, x: Tensor) -> Array:
    """‖∂row/∂x_j‖ of every j: one backward pass for each channel of the row, all at once."""
    if not row.requires_grad:
        return np.zeros(len(x))
    each = torch.eye(len(row), dtype=row.dtype, device=row.device)
    (found,) = torch.autograd.grad(
        row, x, each, retain_graph=True, is_grads_batched=True, materialize_grads=True
    )  # (channel, input, …)
    return found.transpose(0, 1).flatten(1).norm(dim=1).cpu().numpy()
