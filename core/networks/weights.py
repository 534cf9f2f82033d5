"""The weights of a recurrent module, layer by layer, under torch's names."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor


class Recurrent(Protocol):
    """What nn.RNN, nn.GRU, nn.LSTM and LinearRNN have in common."""

    input_size: int
    hidden_size: int
    proj_size: int
    num_layers: int
    bidirectional: bool
    bias: bool
    batch_first: bool
    dropout: float
    training: bool

    def __call__(self, x: Tensor, hx: Any = None) -> Any:
        """Run the module: the outputs, and its last state."""
        ...


class Weights(NamedTuple):
    """One layer in one direction, on the CPU. The gates are stacked in torch's order."""

    ih: Tensor  # (gates · hidden, input)
    hh: Tensor  # (gates · hidden, output)
    b_ih: Tensor  # (gates · hidden,), zeros where bias=False
    b_hh: Tensor  # (gates · hidden,), zeros where bias=False
    hr: Tensor | None  # (output, hidden), the projection of an LSTM with proj_size


def directions(module: Recurrent) -> tuple[bool, ...]:
    """``reverse`` of each direction in torch's order: forward first."""
    return (False, True) if module.bidirectional else (False,)


def flat_weights(module: Recurrent, layer: int = 0, reverse: bool = False) -> list[Tensor]:
    """The parameters of one layer in one direction, in the order torch's kernels take them."""
    kinds = ["weight_ih", "weight_hh"]
    kinds += ["bias_ih", "bias_hh"] if module.bias else []
    kinds += ["weight_hr"] if module.proj_size else []
    suffix = "_reverse" if reverse else ""
    return [getattr(module, f"{kind}_l{layer}{suffix}") for kind in kinds]


def weights(module: Recurrent, layer: int = 0, reverse: bool = False) -> Weights:
    """Read one layer's weights in one direction; they share the module's memory on a CPU."""
    ih, hh, *rest = (p.detach().cpu() for p in flat_weights(module, layer, reverse))
    b_ih, b_hh = rest[:2] if module.bias else torch.zeros(2, len(ih), dtype=ih.dtype)
    return Weights(ih, hh, b_ih, b_hh, rest[-1] if module.proj_size else None)


def places(module: Recurrent) -> Iterator[tuple[int, bool]]:
    """(layer, reverse) of every trace of the module, in torch's order."""
    for layer in range(module.num_layers):
        for reverse in directions(module):
            yield layer, reverse
