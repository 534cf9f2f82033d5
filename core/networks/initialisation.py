"""Initial weights, drawn in float64 and from an explicit generator only."""

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn


def uniform(
    shapes: Mapping[str, tuple[int, ...]], hidden: int, generator: torch.Generator
) -> dict[str, Tensor]:
    """Weights by name, each value from U(−1/√hidden, 1/√hidden)."""
    bound = 1 / math.sqrt(hidden)
    return {
        name: torch.empty(shape, dtype=torch.float64).uniform_(-bound, bound, generator=generator)
        for name, shape in shapes.items()
    }


def recurrent_matrices(
    gates: int, hidden: int, init: str, radius: float | None, generator: torch.Generator
) -> Tensor:
    """The recurrent matrices of all gates, one below the other: (gates · hidden, hidden).

    `init` is "orthogonal" or "gaussian" (variance 1/hidden); with a `radius`, each gate's matrix
    is rescaled to that spectral radius.
    """
    return torch.cat([_square(hidden, init, radius, generator) for _ in range(gates)])


def _square(hidden: int, init: str, radius: float | None, generator: torch.Generator) -> Tensor:
    normal = torch.randn(hidden, hidden, dtype=torch.float64, generator=generator)
    W = _orthogonal(normal) if init == "orthogonal" else normal / math.sqrt(hidden)
    if radius is None:
        return W
    return W * (radius / torch.linalg.eigvals(W).abs().max())


def _orthogonal(normal: Tensor) -> Tensor:
    """Uniform over the orthogonal matrices: QR with R's diagonal made positive (Mezzadri 2007)."""
    Q, R = torch.linalg.qr(normal)
    return Q * torch.sign(torch.diagonal(R))


def normal(module: nn.Module, generator: torch.Generator) -> dict[str, Tensor]:
    """Weights for a module by name: embeddings from N(0, 1), other matrices from N(0, 1/inputs).

    Biases are 0, and the gains of norms 1.
    """
    kinds = dict(module.named_modules())
    drawn: dict[str, Tensor] = {}
    for name, weight in module.named_parameters():
        kind = kinds[name.rpartition(".")[0]]
        if weight.dim() == 1:
            gain = isinstance(kind, nn.LayerNorm) and name.endswith("weight")
            drawn[name] = torch.full(weight.shape, float(gain), dtype=torch.float64)
        else:
            values = torch.randn(weight.shape, dtype=torch.float64, generator=generator)
            embeds = isinstance(kind, nn.Embedding)
            drawn[name] = values if embeds else values / math.sqrt(weight.shape[1])
    return drawn
