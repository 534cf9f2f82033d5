"""Pooling over the states so far, beside torch's own mean and maximum of each beginning."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.draws import WEIGHTS, stream
from core.networks.pooling import POOLINGS, pooled
from core.networks.tagger import TaggerConfig, tagger

MODEL = tagger(TaggerConfig(characters="abc", outputs=("x", "y"), hidden=5), stream(0, WEIGHTS))
TORCHS = {
    "last": lambda h: h[:, -1],
    "mean": lambda h: h.mean(dim=1),
    "max": lambda h: h.amax(dim=1),
}


@pytest.mark.parametrize("pooling", POOLINGS)
@settings(max_examples=20)
@given(text=st.text("abc", min_size=1, max_size=7))
def test_each_step_is_torchs_over_the_beginning(pooling, text):
    x = MODEL.encode([text])
    h, _ = MODEL.recurrent(MODEL.embedding(x))
    for t in range(len(text)):
        expected = MODEL.readout(TORCHS[pooling](h[:, : t + 1]))
        torch.testing.assert_close(pooled(MODEL, x, pooling)[:, t], expected)
