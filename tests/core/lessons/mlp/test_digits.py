"""The digits of the lesson on multi-layer perceptrons: the network that is shipped, and codes."""

import numpy as np
import pytest
import torch

from core.data.digits import splits
from core.lessons.mlp import digits
from core.lessons.mlp.network import softmax_loss
from core.shipped.store import card


def test_the_shipped_network_scores_what_its_card_says():
    for part in ("training", "heldout"):
        (row,) = (r for r in card(digits.NAME)["results"] if r["hidden"] == digits.SHOWN)
        assert digits.accuracy(digits.shipped(), part) == pytest.approx(row[part][0], abs=1e-4)


def test_what_the_page_says_of_the_widths():
    scores = digits.scores()
    assert list(scores) == list(digits.HIDDEN)
    assert max(scores[8]) < min(scores[0]) and max(scores[0]) < min(scores[32])
    assert np.mean(scores[128]) - np.mean(scores[32]) < 0.005


def test_softmax_and_its_gradient_are_those_of_torch():
    draw = np.random.default_rng(0)
    logits, y = draw.normal(size=(1, 7, 10)), np.eye(10)[draw.integers(0, 10, 7)]
    x = torch.tensor(logits[0], requires_grad=True)
    theirs = torch.nn.functional.cross_entropy(x, torch.tensor(y))
    (slope,) = torch.autograd.grad(theirs, x)
    cost, ours = softmax_loss(logits, y)
    assert cost[0] == pytest.approx(theirs.item())
    np.testing.assert_allclose(ours[0], slope, atol=1e-12)


def test_an_image_comes_back_from_its_code_and_what_is_none_is_refused():
    image = splits()["heldout"][0][3]
    np.testing.assert_allclose(digits.read(digits.write(image)), image)
    for code in ("", "0" * 63, "h" + "0" * 63):
        assert digits.read(code) is None


def test_what_is_seen_adds_up_to_the_network():
    image = splits()["heldout"][0][0]
    seen, net = digits.see(image), digits.shipped()
    np.testing.assert_allclose(seen.h, np.maximum(seen.z, 0))
    np.testing.assert_allclose(
        seen.z, np.einsum("urc,rc->u", seen.weights, image.reshape(8, 8)) + net.biases[0][0, 0]
    )
    logits = seen.h @ net.weights[1][0] + net.biases[1][0, 0]
    np.testing.assert_allclose(np.log(seen.p), logits - np.log(np.exp(logits).sum()))


def test_a_short_training_is_the_same_each_time(monkeypatch):
    monkeypatch.setattr(digits, "STEPS", 3)
    one, same = (digits.train(8, 0) for _ in range(2))
    np.testing.assert_array_equal(one.weights[0], same.weights[0])
    assert digits.as_trace(one).W_2.shape == (8, 10)
