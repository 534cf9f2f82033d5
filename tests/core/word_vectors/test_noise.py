"""The noise distribution, and draws from it."""

import numpy as np
import pytest

from core.word_vectors.noise import draw, noise

COUNTS = np.array([16, 81, 1, 256])


def test_by_hand():
    np.testing.assert_allclose(noise(COUNTS, 0.75), np.array([8, 27, 1, 64]) / 100)
    np.testing.assert_allclose(noise(COUNTS, 0), [0.25] * 4)
    np.testing.assert_allclose(noise(COUNTS, 1), COUNTS / 354)


def test_words_are_drawn_as_often_as_they_should_be():
    right = noise(COUNTS, 0.75)
    found = np.bincount(draw(right, (200, 1000), np.random.default_rng(0)).ravel(), minlength=4)
    expected = right * found.sum()
    assert ((found - expected) ** 2 / expected).sum() < 11.34  # χ² of three degrees, 1 in 100


class Numbers:
    """A generator of uniform numbers that are known."""

    def __init__(self, *numbers):
        self.numbers = np.array(numbers)

    def random(self, shape):
        return self.numbers.reshape(shape)


def test_draws_are_those_of_the_ruler():
    numbers = Numbers(0, 0.0799, 0.0801, 0.3499, 0.3501, 0.3601, 1 - 2**-53)
    assert draw(noise(COUNTS, 0.75), (7,), numbers).tolist() == [0, 0, 1, 1, 2, 3, 3]


def test_what_cannot_be_drawn_is_not():
    probabilities = np.array([0, 0.5, 0, 0.5, 0])
    found = draw(probabilities, (2, 2), Numbers(0, 0.4999, 0.5, 1 - 2**-53))
    assert found.tolist() == [[1, 1], [3, 3]]


def test_a_gensim_table_gives_the_same_probabilities():
    word2vec = pytest.importorskip("gensim.models").Word2Vec
    model = word2vec(min_count=1, ns_exponent=0.75)
    model.build_vocab_from_freq({str(k): int(count) for k, count in enumerate(COUNTS)})
    order = [int(word) for word in model.wv.index_to_key]
    table = np.diff(model.cum_table.astype(float), prepend=0) / (2**31 - 1)
    np.testing.assert_allclose(table, noise(COUNTS, 0.75)[order], atol=1e-9)
