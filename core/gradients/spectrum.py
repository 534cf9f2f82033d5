"""The spectrum of the recurrent matrix: what it alone says of growing and shrinking gradients.

Of a large matrix only the largest eigenvalue is looked for, in the space of v, Wv, W²v, … (Arnoldi
1951; Golub & Van Loan, Matrix Computations, §10.5): the space grows until the eigenvalue is known.
Where it is not soon, all eigenvalues are computed. What was found is kept by the matrix's digest.
"""

from collections.abc import Callable
from hashlib import blake2b

import torch
from torch import Tensor

SMALL = 192  # up to this size all eigenvalues take no longer
GROWTH = 48  # dimensions between two looks at the residual
ERROR = 1e-6  # of |λ|, relative
EXACT = 1e-14  # what is left of the residual in a space that W does not lead out of
DENSE = 0.4  # of all dimensions: beyond this share all eigenvalues are cheaper
CLEAR = 0.7  # a vector that keeps more of its length is orthogonal enough (Daniel et al. 1976)
MOST = 512  # values that are kept
KEPT: dict[tuple[str, bytes], float] = {}
Times = Callable[[Tensor], Tensor]


def spectral_radius(W: Tensor) -> float:
    """ρ(W): the largest absolute eigenvalue of a square matrix, in float64."""
    return once("radius", W, _spectral_radius)


def _spectral_radius(W: Tensor) -> float:
    found = largest_eigenvalue(W.mv, len(W)) if len(W) > SMALL else None
    return float(torch.linalg.eigvals(W).abs().max()) if found is None else found


def largest_singular_value(W: Tensor) -> float:
    """σ_max(W): the most by which W can stretch a vector, in float64."""
    return once("sigma", W, _largest_singular_value)


def _largest_singular_value(W: Tensor) -> float:
    large = min(W.shape) > SMALL
    squared = largest_eigenvalue(lambda v: W.T.mv(W.mv(v)), W.shape[1]) if large else None
    return float(torch.linalg.matrix_norm(W, 2)) if squared is None else squared**0.5


def once(what: str, W: Tensor, measure: Callable[[Tensor], float]) -> float:
    """Measure a matrix in float64; a large one once, however often it is asked about."""
    given = W.detach().cpu().contiguous().double()  # one key, in whatever precision it comes
    if min(given.shape) <= SMALL:
        return measure(given)
    key = (what, blake2b(given.numpy().data, digest_size=16).digest())
    found = KEPT.get(key)
    if found is None:
        found = measure(given)
        KEPT[key] = found
        for oldest in list(KEPT)[:-MOST]:
            KEPT.pop(oldest, None)
    return found


def largest_eigenvalue(times: Times, size: int) -> float | None:
    """|λ| of the largest eigenvalue of v ↦ ``times(v)``, float64; None if it is not found soon."""
    basis, H = first_vector(size), torch.zeros(1, 0, dtype=torch.float64)
    while H.shape[1] + GROWTH <= DENSE * size:
        basis, H = grown(times, basis, H)
        radius, error = largest_in(H)
        if error <= ERROR * radius:
            return radius
        if len(H) == H.shape[1]:
            break
    return None


def largest_in(H: Tensor) -> tuple[float, float]:
    """|λ| of the largest eigenvalue of W in a space, (rows, columns), and how far it may be off.

    To first order that is ‖Wy − λy‖, times how much the eigenvalue feels it: the length of its left
    eigenvector, where that of the right one is 1.
    """
    count = H.shape[1]
    values, vectors = torch.linalg.eig(H[:count])
    top = int(values.abs().argmax())
    leaves = float(H[count, -1]) if len(H) > count else EXACT * float(H.norm())
    left, singular = torch.linalg.inv_ex(vectors)
    felt = float("inf") if singular else float(left[top].norm())
    return float(values[top].abs()), leaves * float(vectors[-1, top].abs()) * felt


def first_vector(size: int) -> Tensor:
    """A random direction, always the same: (1, size)."""
    v = torch.randn(1, size, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return v / v.norm()


def grown(times: Times, basis: Tensor, H: Tensor) -> tuple[Tensor, Tensor]:
    """The orthonormal basis, a row each, with more rows; and W in it, (rows, rows − 1).

    A space that W does not lead out of has as many rows as W in it has columns.
    """
    old = len(basis)
    V = torch.cat([basis, basis.new_zeros(GROWTH, basis.shape[1])])
    wider = H.new_zeros(old + GROWTH, old - 1 + GROWTH)
    wider[:old, : old - 1] = H
    for j in range(old - 1, old - 1 + GROWTH):
        v = times(V[j])
        size = rest = float(v.norm())
        for _ in range(2):  # once more where rounding may have left something
            before, along = rest, V[: j + 1].mv(v)
            v = v - along @ V[: j + 1]
            wider[: j + 1, j] += along
            rest = float(v.norm())
            if rest > CLEAR * before:
                break
        if rest <= 1e-13 * size:
            return V[: j + 1], wider[: j + 1, : j + 1]
        wider[j + 1, j] = rest
        V[j + 1] = v / rest
    return V, wider
