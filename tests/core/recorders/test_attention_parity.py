from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.recorders.attention_parity import difference_from_module, difference_from_sdpa
from core.recorders.record import record
from tests.core.attention_configurations import attentions, transformers
from tests.modules import seeded

pytestmark = pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")


@settings(max_examples=60)
@given(st.one_of(attentions(), transformers()))
def test_the_equation_is_torchs(case):
    options = {name: value for name, value in case.asked().items() if name != "need_weights"}
    scale = max(1.0, *(abs(t.v).max() for t in record(case.module, **options).traces))
    for trace in record(case.module, **options).traces:
        assert difference_from_sdpa(trace) <= 2e-6 * scale
    assert difference_from_module(case.module, **options) <= 1e-5
    case = case.exact()
    options = {name: value for name, value in case.asked().items() if name != "need_weights"}
    for trace in record(case.module, **options).traces:
        assert difference_from_sdpa(trace) <= 1e-12 * scale
    assert difference_from_module(case.module, **options) <= 1e-12


def recorded(**options):
    generator = torch.Generator().manual_seed(0)
    module = seeded(nn.MultiheadAttention, 4, 2)
    with torch.no_grad():
        for p in module.parameters():
            p.normal_(generator=generator)
    return module, record(module, torch.randn(5, 4, generator=generator), **options).trace


def test_a_trace_that_shows_something_else_is_found_out():
    """The measure can fail: weights that are not those of q and k, values that are not v."""
    _, trace = recorded()
    wrong = replace(trace)
    vars(wrong)["out"] = trace.out + 0.25
    assert difference_from_sdpa(wrong) == pytest.approx(0.25, abs=1e-5)


def test_a_module_that_computes_something_else_is_found_out(monkeypatch):
    module, trace = recorded()
    x = torch.ones(5, 4)
    assert difference_from_module(module, x) <= 1e-6
    monkeypatch.setattr(
        "core.traces.attention.AttentionTrace.weights", np.full_like(trace.weights, 0.5)
    )
    assert difference_from_module(module, x) == pytest.approx(0.3)
