"""The guard against draws from global generators can fail, and knows what was left as it was."""

import random
from collections.abc import Callable

import numpy.random
import pytest
import torch

from tests.modules import seeded
from tests.plugins.generators import left_alone, states


def put_back(before: dict) -> None:
    random.setstate(before["random"])
    kind, keys, *place = before["numpy"]
    numpy.random.set_state((kind, numpy.frombuffer(keys, "u4"), *place))  # noqa: NPY002
    torch.set_rng_state(torch.tensor(before["torch"], dtype=torch.uint8))


@pytest.mark.parametrize(
    ("library", "draw"),
    [
        ("random", random.random),
        ("numpy", lambda: numpy.random.random()),  # noqa: NPY002
        ("torch", lambda: torch.nn.Linear(1, 1)),
        ("torch", lambda: torch.manual_seed(1)),
    ],
)
def test_whoever_draws_from_a_global_generator_is_found(library: str, draw: Callable):
    before = states()
    try:
        with pytest.raises(pytest.fail.Exception, match=library), left_alone():
            draw()
    finally:
        put_back(before)


def test_a_seeded_module_is_the_same_each_time_and_another_with_another_seed():
    with left_alone():
        one, same, other = (seeded(torch.nn.Linear, 3, 4, seed=seed) for seed in (1, 1, 2))
    assert torch.equal(one.weight, same.weight)
    assert not torch.equal(one.weight, other.weight)
