"""The map of directions against scikit-learn's PCA, and cosines against their formula."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from core.word_vectors.likeness import cosines, nearest, unit
from core.word_vectors.projection import apart, projection

VECTORS = np.random.default_rng(0).normal(size=(40, 6)) * np.arange(1, 41)[:, None]


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_the_map_is_pca_of_the_directions(axes):
    found, directions = (
        projection(VECTORS, axes),
        VECTORS / np.linalg.norm(VECTORS, axis=1)[:, None],
    )
    peer = PCA(axes, svd_solver="full").fit(directions)
    signs = np.sign((found.basis * peer.components_).sum(axis=1))
    np.testing.assert_allclose(found.basis, peer.components_ * signs[:, None], atol=1e-12)
    np.testing.assert_allclose(found.shares, peer.explained_variance_ratio_)
    np.testing.assert_allclose(found.centre, peer.mean_)
    np.testing.assert_allclose(found.of(VECTORS), peer.transform(directions) * signs, atol=1e-12)
    assert (found.basis.max(axis=1) == np.abs(found.basis).max(axis=1)).all()


def test_by_hand():
    found = projection(
        np.array([[5.0, 0, 0], [-2, 0, 0], [0, 0, 3], [0, 0, -1], [1, 0, 0], [-1, 0, 0]])
    )
    np.testing.assert_allclose(found.basis, [[1, 0, 0], [0, 0, 1]], atol=1e-15)
    np.testing.assert_allclose(found.shares, [4 / 6, 2 / 6])
    np.testing.assert_allclose(found.of(np.array([7.0, 0, 7])), [0.5**0.5, 0.5**0.5])


def test_a_map_does_not_flip_with_its_vectors_lengths_or_order():
    found, again = projection(VECTORS), projection(3 * VECTORS[::-1])
    np.testing.assert_allclose(found.basis, again.basis, atol=1e-12)


def test_the_distance_of_directions_says_the_cosine():
    one, other = VECTORS[:20], VECTORS[20:]
    cosine = (one * other).sum(1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
    np.testing.assert_allclose(apart(one, other), np.sqrt(2 - 2 * cosine))
    np.testing.assert_allclose(np.diag(cosines(other, one)), cosine)


def test_a_zero_has_no_direction():
    np.testing.assert_array_equal(unit(np.array([[0.0, 0], [3, 4]])), [[0, 0], [0.6, 0.8]])


def test_lengths_are_found_in_float64():
    small = np.float16([[300, 400], [0.001, 0]])  # the square of 300 is too large for float16
    np.testing.assert_allclose(unit(small), [[0.6, 0.8], [1, 0]], rtol=1e-12)
    np.testing.assert_allclose(unit(np.array([3, 4])), [0.6, 0.8])


def test_the_nearest_words_are_those_of_a_plain_loop():
    order, found = nearest(VECTORS, 3, 5)
    plain = [
        (-v @ VECTORS[3] / np.linalg.norm(v) / np.linalg.norm(VECTORS[3]), k)
        for k, v in enumerate(VECTORS)
    ]
    plain.remove(min(plain))  # itself
    assert order.tolist() == [k for _, k in sorted(plain)[:5]]
    np.testing.assert_allclose(found, [-c for c, _ in sorted(plain)[:5]])
