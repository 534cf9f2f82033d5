"""The makers of the lesson's networks: short runs, and which of three is shipped."""

import torch

from core.shipped.spellers import SPELLERS, TAUGHT
from train import rnn_shapes
from train.rnn_shapes import MAKERS, middle, naming, spelling
from train.transformers import Budget, Fit


def test_every_network_has_a_maker():
    assert set(SPELLERS) < set(MAKERS)
    assert len(MAKERS) == len(SPELLERS) + 3


def test_the_run_in_the_middle_comes_first():
    fits = [Fit(seed, torch.nn.Linear(1, 1, device="meta"), (), 0.0) for seed in range(3)]
    scores = {id(fits[0].model): 3, id(fits[1].model): 1, id(fits[2].model): 2}
    found = middle(fits, lambda model: scores[id(model)])
    assert [fit.seed for fit in found] == [2, 1, 0]


def test_a_short_run_learns_and_is_the_same_again(monkeypatch):
    monkeypatch.setattr(rnn_shapes, "SPELLING", Budget(steps=60, batch=32))
    for run in (
        lambda: naming("max", 0, Budget(steps=60, batch=32)),
        lambda: spelling(TAUGHT, 0),
        lambda: spelling("spelled_digit_every_back", 0),
    ):
        one, other = run(), run()
        assert one.losses == other.losses
        assert sum(one.losses[-10:]) < 0.95 * sum(one.losses[:10])
