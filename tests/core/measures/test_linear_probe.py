"""A linear probe names what can be read off linearly, and nothing else."""

import pytest
import torch
from sklearn.linear_model import LogisticRegression

from core.measures.linear_probe import probe_accuracy


def drawn(count, classes, generator):
    return torch.randint(classes, (count,), generator=generator)


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(0)


def parts(states, classes):
    return (states[:400], classes[:400]), (states[400:], classes[400:])


def test_it_reads_a_class_that_lies_in_a_direction(generator):
    classes = drawn(600, 3, generator)
    directions = torch.randn(3, 8, generator=generator)
    states = directions[classes] + 0.05 * torch.randn(600, 8, generator=generator)
    assert probe_accuracy(*parts(states, classes)) == 1


def test_of_noise_it_reads_nothing(generator):
    classes, states = drawn(600, 4, generator), torch.randn(600, 8, generator=generator)
    assert probe_accuracy(*parts(states, classes)) == pytest.approx(0.25, abs=0.1)


def test_what_is_not_linear_it_does_not_read(generator):
    states = torch.randn(600, 2, generator=generator).sign()
    classes = (states.prod(dim=1) > 0).long()  # exclusive or
    assert probe_accuracy(*parts(states, classes)) < 0.8  # three of four corners at most


def test_a_class_that_was_never_learnt_is_never_named(generator):
    states = torch.randn(20, 2, generator=generator)
    learnt = states[:10], torch.zeros(10, dtype=torch.long)
    judged = states[10:], torch.ones(10, dtype=torch.long)
    assert probe_accuracy(learnt, judged) == 0


def test_it_reads_as_much_as_scikit_learns_logistic_regression(generator):
    classes = drawn(600, 3, generator)
    directions = torch.randn(3, 8, generator=generator)
    states = directions[classes] + 1.5 * torch.randn(600, 8, generator=generator)
    (seen, named), (new, right) = parts(states, classes)
    theirs = LogisticRegression(C=1e4).fit(seen.numpy(), named.numpy())
    score = theirs.score(new.numpy(), right.numpy())
    assert 0.5 < score < 0.95
    assert probe_accuracy((seen, named), (new, right)) == pytest.approx(score, abs=0.03)
