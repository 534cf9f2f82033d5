"""A training as a whole: its rate, its steps, and that a film of it changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.word_vectors.training import LEAST_RATE, Budget, Training, learning, recorded_steps
from tests.core.word_vectors.texts import text_of

TEXT = text_of()
PLANS = [
    Budget(architecture=a, hidden=4, window=2, negatives=2, epochs=3) for a in ("skip_gram", "cbow")
]


@given(st.integers(2, 60), st.integers(0, 10**6))
def test_recorded_steps_run_from_the_first_to_the_last(frames, more):
    total = frames + more
    found = recorded_steps(total, frames)
    assert (found[0], found[-1], len(found)) == (1, total, frames)
    assert (np.diff(found) > 0).all()


def test_steps_are_closer_together_at_the_beginning():
    found = recorded_steps(4_000_000, 40)
    assert found[:4].tolist() == [1, 2, 28, 141]  # ⌈4,000,000 (k/39)⁴⌉, at least one more each
    assert (np.diff(found, 2)[1:] > 0).all()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.architecture)
def test_a_film_changes_nothing(plan):
    silent, filmed = (Training(TEXT, plan, seed=3) for _ in range(2))
    silent.run()
    moments = filmed.run(range(1, filmed.total + 1))
    assert len(moments) == silent.done == silent.total
    np.testing.assert_array_equal(silent.W, filmed.W)
    np.testing.assert_array_equal(silent.C, filmed.C)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.architecture)
def test_every_example_is_read_once_an_epoch_and_the_rate_falls_in_a_straight_line(plan):
    training = Training(TEXT, plan, seed=3)
    moments = training.run(range(1, training.total + 1))
    read = np.reshape([moment.example for moment in moments], (plan.epochs, -1))
    assert (np.sort(read, axis=1) == np.arange(len(training.examples))).all()
    assert not np.array_equal(read[0], read[1])
    shares = np.maximum(1 - np.arange(training.total) / training.total, LEAST_RATE)
    np.testing.assert_allclose([moment.rate for moment in moments], plan.rate * shares)
    targets = [moment.rows[0] for moment in moments]
    assert targets == training.examples.targets[read.ravel()].tolist()


def test_seeds_differ_and_a_seed_is_itself():
    one, same, other = (Training(TEXT, PLANS[0], seed) for seed in (0, 0, 1))
    for training in (one, same, other):
        training.run()
    assert np.array_equal(one.W, same.W)
    assert not np.array_equal(one.W, other.W)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.architecture)
def test_a_trace_tells_what_the_training_did(plan):
    words = ("cat", "dog")
    found = learning(TEXT, plan, seed=3, followed=words)
    training = Training(TEXT, plan, seed=3)
    assert training.loss() == pytest.approx(np.log(2) * (1 + plan.negatives))  # all scores are 0
    assert found.loss[0] == pytest.approx(training.loss(), rel=1e-6)
    training.run()
    np.testing.assert_allclose(found.W, training.W, atol=1e-3)
    np.testing.assert_array_equal(
        found.vectors[0],
        np.float16(Training(TEXT, plan, 3).W)[[TEXT.places[word] for word in words]],
    )
    for t, (line, middle) in enumerate(zip(found.line, found.middle, strict=True)):
        asked = found.inputs[t] if plan.architecture == "skip_gram" else found.rows[t][:1]
        assert line[middle] == asked[0]
