"""The controls of the lesson: torch, closed forms, and what the page claims."""

import numpy as np
import pytest
import torch
from torch.nn.utils import skip_init

from core.data import digits, iris
from core.lessons.descent import study
from core.lessons.descent.optimizers import RULES
from core.lessons.descent.settings import METHODS


def test_the_rules_are_those_of_torch():
    assert max(study.difference_from_torch().values()) < 1e-12


def test_other_starts_bear_the_claims_out():
    for each in study.other_starts(1000.0):
        assert each["sgd"][0] == each["sgd"][1]
        assert each["momentum"][0] == each["momentum"][1]
        assert each["rmsprop"][1] is None
        assert each["adam"][1] > 2 * each["adam"][0]


def test_the_best_beta_is_goh_s():
    assert study.best_beta(100.0) == pytest.approx((9 / 11) ** 2)
    steps = dict(zip(study.BETAS, study.by_beta(), strict=True))
    nearest = min(steps, key=lambda beta: abs(beta - study.best_beta(100.0)))
    assert min(steps, key=steps.get) == nearest
    assert steps[0.99] > 3 * steps[0.0]


def test_batches_end_as_the_page_says():
    one, ten, all_ = study.batches()
    assert (one.updates, ten.updates, all_.updates) == (150, 15, 1)
    for small in (one, ten):
        for constant, decaying in zip(small.constant, small.decaying, strict=True):
            assert 0 < decaying < constant / 10
    assert len(set(all_.constant)) == 1
    assert all_.decaying > all_.constant


def test_all_flowers_at_once_are_torch_s_sgd():
    lengths = iris.measures()[:, 2]
    x = torch.from_numpy((lengths - lengths.mean()) / lengths.std())[:, None]
    y, line = torch.from_numpy(iris.measures()[:, 3:]), skip_init(torch.nn.Linear, 1, 1).double()
    torch.nn.init.zeros_(line.weight)
    torch.nn.init.zeros_(line.bias)
    optimizer = torch.optim.SGD(line.parameters(), study.RATE)
    for _ in range(study.EPOCHS):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(line(x), y).backward()
        optimizer.step()
    X = np.hstack([x.numpy(), np.ones_like(x.numpy())])
    lowest = np.mean((X @ np.linalg.lstsq(X, y.numpy(), rcond=None)[0] - y.numpy()) ** 2)
    loss = torch.nn.functional.mse_loss(line(x), y).item() - lowest
    assert study.batches()[-1].constant[0] == pytest.approx(loss, abs=1e-12)


def test_the_landscape_is_that_of_the_network():
    """The start's loss and SGD's first steps, made again with torch's own layers."""
    from train.descent import EVERY, Net

    trace, net = study.landscape(), Net(0)
    w = net.start.clone()
    for step in range(2 * EVERY + 1):
        if step % EVERY == 0:
            shown = float(net.loss(w))
            assert trace.loss[0, step // EVERY] == pytest.approx(shown, rel=1e-5)
        w = w - float(trace.rate[0]) * net.gradient(w)
    torch.nn.utils.vector_to_parameters(net.start, net.module.parameters())
    images, shown = digits.splits()["training"]
    logits = net.module(torch.from_numpy(images).double())
    loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(shown))
    assert trace.loss[:, 0] == pytest.approx([loss.item()] * len(METHODS), rel=1e-6)
    assert list(trace.methods) == list(RULES)
    assert np.abs(trace.off[[0, 3], -1]).max() < 1e-5  # the plane goes through these two ends


def test_the_card_holds_three_trainings_of_each():
    assert {len(losses) for losses in study.landscape_losses().values()} == {3}
