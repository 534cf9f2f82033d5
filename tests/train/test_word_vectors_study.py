"""The study of w · c trains as the vectors do, and measures what it says."""

from dataclasses import replace

import numpy as np
import pytest

from core.word_vectors.pmi import LEAST
from core.word_vectors.training import Budget, Training
from tests.core.word_vectors.texts import text_of
from train.word_vectors_study import POINTS, Shift, sample, shift, train

PLAN = Budget(architecture="skip_gram", hidden=4, window=2, negatives=2, epochs=6, rate=0.1)


@pytest.mark.parametrize("k", [1, 3])
def test_batches_of_one_example_are_the_training_itself(k):
    text, plan = text_of(), replace(PLAN, negatives=k)
    right = Training(text, plan, seed=2)
    right.run()
    for found, expected in zip(train(text, plan, 2, batch=1), (right.W, right.C), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_small_batches_are_nearly_the_training_itself():
    text = text_of()
    one, many = train(text, PLAN, 2, batch=1), train(text, PLAN, 2, batch=4)
    apart = np.abs(one[0] @ one[1].T - many[0] @ many[1].T).max()
    assert 0 < apart < 0.02


def test_the_shift_is_taken_over_judged_pairs_only():
    right = np.array([[1.0, 2.0], [np.nan, 4.5]])
    found = shift(right, np.array([[0.0, 0.0], [99.0, 2.5]]))
    assert found == pytest.approx(
        Shift(5 / 3, np.sqrt(2 / 9), np.corrcoef([1, 2, 4.5], [0, 0, 2.5])[0, 1], 1.5, 2)
    )


def test_the_sample_holds_pairs_seen_often_and_keeps_them_from_one_window_to_the_next():
    rng = np.random.default_rng(0)
    narrow = rng.integers(0, 3 * LEAST, size=(30, 30))
    wide = narrow + rng.integers(0, 2, size=(30, 30))
    few, more = (set(zip(*sample(counts), strict=True)) for counts in (narrow, wide))
    assert len(few) == len(more) == POINTS
    assert all(narrow[pair] >= LEAST for pair in few)
    assert len(few & more) > 0.9 * POINTS
