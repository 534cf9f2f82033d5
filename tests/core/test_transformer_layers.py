import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.record import record
from tests.core.attention_configurations import transformers
from tests.core.test_attention_record import assert_same

pytestmark = pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")


@settings(deadline=None, max_examples=300)
@given(transformers(), st.booleans(), st.booleans())
def test_every_configuration(case, exact, grad):
    case = case.exact() if exact else case
    with torch.set_grad_enabled(grad):
        recording = record(case.module, **case.asked())
        expected = case.run()
    assert_same([recording.output], [expected])
