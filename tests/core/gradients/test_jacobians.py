import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from core.gradients.jacobians import back, jacobians_of, norms
from core.recorders.record import record
from core.traces.recurrent import RecurrentTrace
from tests.core.configurations import cases, exact_weights, reading, steps_of
from tests.modules import seeded


@settings(max_examples=60)
@given(cases(single=True, longest=5))
def test_one_step_back_equals_autograd(case):
    """∂(h_T · u + c_T · v) with respect to h_{T−1}, c_{T−1} and x_T."""
    case = case.exact()
    trace = record(case.module, **case.asked()).trace
    w, T = exact_weights(case.module, trace), len(trace.tokens)
    x = reading(trace, trace.x).requires_grad_()
    steps = steps_of(trace, w, x)
    if T == 1:
        return
    jacobians, now, earlier = jacobians_of(trace, w), steps[-1], steps[-2]
    u, v = torch.ones_like(now.h), torch.ones(jacobians.cells, dtype=torch.float64)
    states = [earlier.h] + ([earlier.c] if jacobians.cells else [])
    total = (now.h * u).sum() + ((now.c * v).sum() if jacobians.cells else 0)
    to_states = torch.autograd.grad(total, [*states, x], retain_graph=True)
    dh, dc = u[None].clone(), v[None].clone()
    jacobians.enter(T - 1, dh, dc)
    both = back(jacobians.jacobian(T - 1), dh, dc)
    row = jacobians.apply(T - 1, dh[0], dc[0])
    torch.testing.assert_close(row, both[0], rtol=1e-12, atol=1e-14)
    dh, dx = both.split([jacobians.output, jacobians.inputs], dim=1)
    dc = dc * jacobians.keep(T - 1)
    jacobians.enter(T - 2, dh, dc)  # adds what c_{T−1} also does through h_{T−1}
    found = [dh[0], dc[0], dx[0]] if jacobians.cells else [dh[0], dx[0]]
    expected = [*to_states[:-1], to_states[-1][-1]]
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-14)


def test_an_unknown_trace_is_refused():
    trace = RecurrentTrace(tokens=("a",), x=np.zeros((1, 1)), h=np.zeros((1, 1)), h0=np.zeros(1))
    with pytest.raises(TypeError, match="no way back is known for RecurrentTrace"):
        jacobians_of(trace, exact_weights(seeded(nn.RNN, 1, 1), trace))


def test_norms_of_every_size():
    sizes = torch.tensor([1.0, 1e-200, 1e200, 0.0], dtype=torch.float64)
    rows = sizes[:, None] * torch.tensor([3.0, 4.0])
    torch.testing.assert_close(norms(rows), 5 * sizes, rtol=1e-15, atol=0)
    assert norms(torch.zeros(3, 0).double()).tolist() == [0, 0, 0]
