"""The part of a long text that traces show: as in the whole, from the state that is there."""

from dataclasses import fields

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.recorders.record import record
from core.traces.recurrent import LSTMTrace
from tests.core.configurations import cases
from tests.modules import seeded


def assert_is_part(part, whole, steps):
    """Everything of the part is what the whole has there; its start is what came before."""
    assert part.tokens == whole.tokens[steps]
    for field in fields(part):
        if field.metadata.get("axes", ("",))[0] == "time" and field.name != "tokens":
            found, expected = getattr(part, field.name), getattr(whole, field.name)[steps]
            np.testing.assert_allclose(found, expected, atol=1e-12, err_msg=field.name)
    start, stop, length = steps.start, steps.stop, len(whole.tokens)
    before = stop if whole.reverse else start - 1
    first = not 0 <= before < length
    np.testing.assert_array_equal(part.h0, whole.h0 if first else whole.h[before])
    if isinstance(part, LSTMTrace):
        np.testing.assert_allclose(part.c0, whole.c0 if first else whole.c[before], atol=1e-12)


@settings(max_examples=60)
@given(cases(), st.data())
def test_a_part_is_as_in_the_whole(case, data):
    case = case.exact()
    whole = record(case.module, **case.asked())
    length = len(whole.traces[0].tokens)
    start = data.draw(st.integers(0, length - 1))
    steps = slice(start, data.draw(st.integers(start + 1, length)))
    part = record(case.module, **case.asked(), steps=steps)
    assert torch.equal(part.output[0], whole.output[0])
    for one, other in zip(part.traces, whole.traces, strict=True):
        assert_is_part(one, other, steps)


def test_a_slice_counts_as_in_python_and_words_stay_with_their_steps():
    module = seeded(nn.GRU, 2, 3)
    x = torch.randn(9, 2, generator=torch.Generator().manual_seed(0))
    assert record(module, x, steps=slice(-2, None)).trace.tokens == ("8", "9")
    assert record(module, x, tokens="abcdefghi", steps=slice(3, 5)).trace.tokens == ("d", "e")


@pytest.mark.parametrize("kind", [nn.LSTM, nn.GRU])
def test_a_window_of_a_very_long_text(kind):
    module = seeded(kind, 2, 8)
    x = torch.randn(20_000, 2, generator=torch.Generator().manual_seed(0))
    trace = record(module, x, steps=slice(19_000, 19_100)).trace
    assert trace.h.shape == (100, 8)
    with torch.no_grad():
        np.testing.assert_array_equal(trace.h, module(x)[0][19_000:19_100])
