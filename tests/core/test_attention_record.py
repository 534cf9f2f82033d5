import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.record import record
from tests.core.attention_configurations import attentions


def assert_same(found, expected):
    """Bit by bit, NaN included."""
    for ours, theirs in zip(found, expected, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None:
            assert torch.equal(ours.nan_to_num(7.0), theirs.nan_to_num(7.0))
            assert torch.equal(ours.isnan(), theirs.isnan())
            assert not ours.requires_grad


@settings(deadline=None, max_examples=400)
@given(attentions(), st.booleans(), st.booleans())
def test_every_configuration(case, exact, grad):
    case = case.exact() if exact else case
    tolerance = 1e-12 if exact else 1e-5
    with torch.set_grad_enabled(grad):
        recording = record(case.module, **case.asked())
        expected = case.run()
    assert_same(recording.output, expected)
    trace = recording.trace
    assert trace.q.dtype == (np.float64 if exact else np.float32)
    theirs = case.run(need_weights=True, average_attn_weights=False)[1].detach()
    theirs = theirs if case.inputs["x"].dim() == 2 else theirs[case.example or 0]
    np.testing.assert_array_equal(trace.fully_masked, theirs.isnan().all(-1).numpy())
    np.testing.assert_allclose(trace.weights, theirs.nan_to_num(0).numpy(), rtol=0, atol=tolerance)
    mixed = torch.tensor(trace.out.copy()).permute(1, 0, 2).flatten(1)
    out = case.module.out_proj(mixed).detach().numpy()
    whole = case.pick(recording.output[0]).numpy()
    np.testing.assert_allclose(
        out[~np.isnan(whole)], whole[~np.isnan(whole)], rtol=0, atol=20 * tolerance
    )
