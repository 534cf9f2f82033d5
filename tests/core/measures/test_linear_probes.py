"""Linear probes against least squares by another way: rows that pull every weight to 0."""

import numpy as np
import pytest
import torch

from core.measures.linear_probes import RIDGE, accuracy, commonest


@pytest.mark.parametrize("classes", [2, 4])
def test_it_is_torchs_least_squares_with_a_penalty(classes):
    draw = np.random.default_rng(0)
    x, others = draw.normal(size=(80, 5)), draw.normal(size=(40, 5))
    planes = draw.normal(size=(5, classes))
    y, right = ((v @ planes + draw.normal(size=classes)).argmax(axis=1) for v in (x, others))
    middle, targets = x.mean(axis=0), np.eye(classes)[y]
    rows = np.vstack([x - middle, np.sqrt(RIDGE) * np.eye(5)])
    wanted = np.vstack([targets - targets.mean(axis=0), np.zeros((5, classes))])
    weights = torch.linalg.lstsq(torch.tensor(rows), torch.tensor(wanted)).solution.numpy()
    said = ((others - middle) @ weights + targets.mean(axis=0)).argmax(axis=1)
    assert accuracy(x, y, others, right) == pytest.approx((said == right).mean())


def test_classes_that_a_plane_parts_are_told_and_noise_is_not():
    draw = np.random.default_rng(1)
    x, y = draw.normal(size=(400, 3)), np.arange(400) % 2
    parted = x + 6 * y[:, None]
    assert accuracy(parted[:200], y[:200], parted[200:], y[200:]) > 0.99
    assert accuracy(x[:200], y[:200], x[200:], y[200:]) == pytest.approx(0.5, abs=0.1)


def test_the_commonest_class_by_hand():
    assert commonest(np.array([0, 1, 1]), np.array([1, 0, 0, 1])) == 0.5
