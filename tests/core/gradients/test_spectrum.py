import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.gradients.spectrum import SMALL, largest_singular_value, spectral_radius


def test_worked_by_hand():
    """(0 2; −2 0) turns and doubles; (½ 1; 0 ½) has eigenvalue ½ twice, and σ² = (3 + 2√2)/4."""
    turn, shear = torch.tensor([[0.0, 2.0], [-2.0, 0.0]]), torch.tensor([[0.5, 1.0], [0.0, 0.5]])
    assert spectral_radius(turn) == pytest.approx(2)
    assert largest_singular_value(turn) == pytest.approx(2)
    assert spectral_radius(shear) == pytest.approx(0.5, abs=1e-7)
    assert largest_singular_value(shear) ** 2 == pytest.approx((3 + 2 * 2**0.5) / 4)


def drawn(size, seed=0):
    draws = torch.Generator().manual_seed(seed)
    return torch.randn(size, size, generator=draws, dtype=torch.float64)


LARGE = {
    "as it is drawn": drawn(260) / 16,
    "orthogonal": torch.linalg.qr(drawn(220))[0],  # all eigenvalues are of one size
    "symmetric": drawn(260) + drawn(260).T,
    "skew": drawn(260) - drawn(260).T,  # in pairs
    "of rank 3": drawn(260)[:, :3] @ drawn(260, 1)[:3],
    "triangular": drawn(220).triu(),
    "nilpotent": drawn(220).triu(1),  # far from normal: small residuals say nothing
    "zero": torch.zeros(220, 220),
    "identity": torch.eye(220),
    "a shift": torch.eye(220).roll(1, 0),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_alone_is_that_of_all(name):
    W = LARGE[name]
    assert len(W) > SMALL
    every = float(torch.linalg.eigvals(W.double()).abs().max())
    assert spectral_radius(W) == pytest.approx(every, rel=1e-5)
    sigma = float(torch.linalg.matrix_norm(W.double(), 2))
    assert largest_singular_value(W) == pytest.approx(sigma, rel=1e-5)


def test_a_matrix_of_a_real_size_is_found_without_all_eigenvalues(monkeypatch):
    W = drawn(520, seed=3) / 20
    every = float(torch.linalg.eigvals(W).abs().max())
    monkeypatch.delattr(torch.linalg, "eigvals")
    assert spectral_radius(W) == pytest.approx(every, rel=1e-6)


def test_a_large_matrix_is_measured_once_and_a_changed_one_again(monkeypatch):
    W = drawn(260, seed=9)
    found = spectral_radius(W)
    monkeypatch.delattr(torch.linalg, "eig")
    assert spectral_radius(W.clone()) == found
    with pytest.raises(AttributeError):
        spectral_radius(2 * W)


@given(st.integers(1, 12), st.integers(0, 10**6))
def test_powers_grow_like_the_radius_and_never_beyond_sigma(size, seed):
    W = torch.randn(size, size, generator=torch.Generator().manual_seed(seed)).double()
    rho, sigma = spectral_radius(W), largest_singular_value(W)
    assert rho <= sigma * (1 + 1e-9)
    gram = torch.linalg.eigvalsh(W.T @ W)[-1].sqrt().item()
    assert sigma == pytest.approx(gram)
