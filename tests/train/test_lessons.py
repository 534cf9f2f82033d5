"""What every lesson opens with is what its networks do: found by folder, recorded now."""

from importlib import import_module

import numpy as np
import pytest

from core.shipped import openings
from core.traces.base import Trace
from train import __main__ as command
from train.lessons import STEMS


def test_every_lesson_is_made_by_its_name():
    assert len(STEMS) >= 11
    assert set(STEMS) <= set(command.OTHERS)


@pytest.mark.parametrize("stem", STEMS)
def test_what_is_shipped_is_what_is_recorded_now(stem):
    made, kept = import_module(f"core.lessons.{stem}.run").opening(), openings.load(stem)
    traces = {name: found for name, found in made.items() if isinstance(found, Trace | tuple)}
    assert {name for name, found in traces.items() if found != ()} == set(kept)
    for name, then in kept.items():
        for one, other in zip(several(traces[name]), several(then), strict=True):
            same(one, other)


def several(found: Trace | tuple[Trace, ...]) -> tuple[Trace, ...]:
    """A trace, or traces, as traces."""
    return (found,) if isinstance(found, Trace) else found


def same(now: Trace, then: Trace) -> None:
    """Numbers up to the rounding of another processor; everything else exactly."""
    assert type(now) is type(then)
    for name, value in vars(now).items():
        if isinstance(value, np.ndarray | float):
            rounding = 1e-6 if getattr(value, "dtype", None) == np.float64 else 1e-5
            largest = np.abs(value).max(initial=0, where=np.isfinite(value))
            np.testing.assert_allclose(
                getattr(then, name), value, rtol=rounding, atol=rounding * largest, err_msg=name
            )
        else:
            assert getattr(then, name) == value, name
