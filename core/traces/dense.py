"""A network of two dense layers, as a file holds it."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class DenseTrace(Trace):
    """h = max(0, x W_1 + b_1) and logits h W_2 + b_2."""

    W_1: Array = axes("input hidden")
    b_1: Array = axes("hidden")
    W_2: Array = axes("hidden class")
    b_2: Array = axes("class")
