"""Training the word-level RNN, on a few updates; what the study adds to the shipped files."""

from dataclasses import replace

import pytest
import torch

from core.data.english import sentences
from core.lessons.rnn import study as measuring
from train import rnn


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(rnn, "BUDGET", replace(rnn.BUDGET, steps=40, batch=16))


def test_a_run_learns_and_is_a_function_of_its_seed():
    learnt = sentences()[0][:200]
    one, same, other = (rnn.train(seed, learnt) for seed in (0, 0, 1))
    assert one.losses == same.losses != other.losses
    assert sum(one.losses[-5:]) < 0.9 * sum(one.losses[:5])


def test_copies_learn_from_short_sentences_too():
    short = [s for s in sentences()[0][:400] if len(s) <= measuring.COPIES + 1]
    before = rnn.train(0, short, copies=1).model.embedding.weight
    fitted = rnn.train(0, short, copies=measuring.COPIES)
    assert len(fitted.model.recurrent) == measuring.COPIES
    assert fitted.losses[-1] < fitted.losses[0]
    assert not torch.equal(fitted.model.embedding.weight, before)


def test_bits_by_frequency_are_what_counting_gives():
    learnt = [("she", "is", "tired"), ("she", "is", "tired"), ("she", "tired", "is")]
    assert rnn.frequency(learnt, [("she", "is")]) == pytest.approx(1.0)
    assert rnn.frequency([*learnt, ("he", "is", "is")], [("she", "tired")]) > 1.0
