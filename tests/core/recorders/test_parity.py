import pytest
import torch
from hypothesis import given, settings
from torch import nn

from core.recorders.parity import difference_from_torch
from tests.core.configurations import cases
from tests.modules import seeded


@settings(max_examples=60)
@given(cases())
def test_the_equations_are_torchs(case):
    assert difference_from_torch(case.module, **case.asked()) <= 1e-6
    case = case.exact()
    assert difference_from_torch(case.module, **case.asked()) <= 1e-12


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_a_module_that_computes_something_else_shows(kind):
    """The measure can fail: here the module runs in fact on other weights."""

    class Different(kind):
        def forward(self, x, hx=None):
            out, last = super().forward(x, hx)
            return out + 0.25, last

    assert difference_from_torch(seeded(Different, 2, 3), torch.zeros(4, 2)) == pytest.approx(0.25)


def test_the_measure_is_relative_where_states_grow():
    class Different(nn.RNN):
        def forward(self, x, hx=None):
            return torch.full((4, 3), 50.0), None

    module = seeded(Different, 2, 3, bias=False, nonlinearity="relu")
    assert difference_from_torch(module, torch.zeros(4, 2)) == pytest.approx(1.0)
