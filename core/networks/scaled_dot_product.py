"""Scaled dot-product attention, written out.

Vaswani et al. 2017, "Attention is all you need", §3.2.1, equation 1, in torch and differentiable.
Where a query may look nowhere the softmax is undefined: weights and output are 0 there, as
``F.scaled_dot_product_attention`` has it. Omits dropout on the weights.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor


class Attended(NamedTuple):
    """What attention computes on its way; leading axes (batch, head) are those of q."""

    scores: Tensor  # (…, query, key), q·k / √d_k, before the mask
    weights: Tensor  # (…, query, key), each row sums to 1
    out: Tensor  # (…, query, value)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Attended:
    """Return softmax(QKᵀ/√d_k + mask) V.

    Args:
        q: (…, query, channel).
        k: (…, key, channel).
        v: (…, key, value).
        mask: added to the scores, 0 or −∞ or any number; broadcast to (…, query, key).
    """
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    masked = scores if mask is None else scores + mask
    nowhere = (masked == -math.inf).all(dim=-1, keepdim=True)
    weights = torch.softmax(masked.masked_fill(nowhere, 0), dim=-1).masked_fill(nowhere, 0)
    return Attended(scores, weights, weights @ v)
