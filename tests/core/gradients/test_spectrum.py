import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.gradients.spectrum import largest_singular_value, spectral_radius


def test_worked_by_hand():
    """(0 2; −2 0) turns and doubles; (½ 1; 0 ½) has eigenvalue ½ twice, and σ² = (3 + 2√2)/4."""
    turn, shear = torch.tensor([[0.0, 2.0], [-2.0, 0.0]]), torch.tensor([[0.5, 1.0], [0.0, 0.5]])
    assert spectral_radius(turn) == pytest.approx(2)
    assert largest_singular_value(turn) == pytest.approx(2)
    assert spectral_radius(shear) == pytest.approx(0.5, abs=1e-7)
    assert largest_singular_value(shear) ** 2 == pytest.approx((3 + 2 * 2**0.5) / 4)


@given(st.integers(1, 12), st.integers(0, 10**6))
def test_powers_grow_like_the_radius_and_never_beyond_sigma(size, seed):
    W = torch.randn(size, size, generator=torch.Generator().manual_seed(seed)).double()
    rho, sigma = spectral_radius(W), largest_singular_value(W)
    assert rho <= sigma * (1 + 1e-9)
    gram = torch.linalg.eigvalsh(W.T @ W)[-1].sqrt().item()
    assert sigma == pytest.approx(gram)
