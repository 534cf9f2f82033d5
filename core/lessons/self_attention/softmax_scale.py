"""Why scores are divided by √d_k: what the softmax becomes without it, measured over d_k.

Vaswani et al. 2017, §3.2.1 and its footnote 4: for random q and k with variance 1, q·k has variance
d_k, and softmax is pushed "into regions where it has extremely small gradients". Free of torch.
"""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes

SIZES = tuple(2**power for power in range(10))  # d_k
KEYS, QUERIES, SEED = 16, 500, 0
SHOWN = 0  # the query whose weights are drawn


@dataclass(frozen=True, eq=False, kw_only=True)
class ScaleTrace(Trace):
    """Over many queries, with and without the division, for every d_k of ``size``."""

    size: Array = axes("size")
    # way 0 divides, way 1 does not
    largest: Array = axes("way size")  # mean of the largest weight of a row
    entropy: Array = axes("way size")  # mean of a row's entropy, in bits
    slope: Array = axes("way size")  # median of ‖∂α/∂e‖_F: how the weights answer to the scores
    weights: Array = axes("way size key")  # of one query, largest first


def measure(seed: int = SEED, queries: int = QUERIES, keys: int = KEYS) -> ScaleTrace:
    """Draw queries and keys from N(0, 1) for every size, and weigh them both ways."""
    rng = np.random.default_rng(seed)
    found = [_weights(rng, size, queries, keys) for size in SIZES]
    both = np.stack(found, axis=1)  # (way, size, query, key)
    logs = np.log2(both, where=both > 0, out=np.zeros_like(both))
    return ScaleTrace(
        size=np.array(SIZES),
        largest=both.max(axis=3).mean(axis=2),
        entropy=-(both * logs).sum(axis=3).mean(axis=2),
        slope=np.median(jacobian_norm(both), axis=2),
        weights=-np.sort(-both[:, :, SHOWN], axis=2),
    )


def jacobian_norm(weights: Array) -> Array:
    """‖diag(α) − α αᵀ‖_F of the softmax that gave weights (…, key)."""
    squares = (weights**2).sum(axis=-1)
    cubes = (weights**3).sum(axis=-1)
    return np.sqrt(np.maximum(squares - 2 * cubes + squares**2, 0))


def _weights(rng: np.random.Generator, size: int, queries: int, keys: int) -> Array:
    """Softmax of q·k / √d_k and of q·k, for fresh q and k: (way, query, key)."""
    q, k = rng.normal(size=(queries, 1, size)), rng.normal(size=(queries, keys, size))
    scores = (q * k).sum(axis=2)
    return np.stack([softmax(scores / np.sqrt(size)), softmax(scores)])


def softmax(scores: Array) -> Array:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
