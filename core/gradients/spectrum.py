"""The spectrum of the recurrent matrix: what it alone says of growing and shrinking gradients."""

import torch
from torch import Tensor


def spectral_radius(W: Tensor) -> float:
    """ρ(W): the largest absolute eigenvalue of a square matrix, in float64."""
    return float(torch.linalg.eigvals(W.detach().double()).abs().max())


def largest_singular_value(W: Tensor) -> float:
    """σ_max(W): the most by which W can stretch a vector, in float64."""
    return float(torch.linalg.matrix_norm(W.detach().double(), 2))
