import numpy as np
import pytest

from core.lessons.positional_encoding.dials import DIALS, dials, rates
from core.networks.positional_encoding import common_bug, sinusoidal


@pytest.mark.parametrize("d", [8, 16, 512])
@pytest.mark.parametrize("picked", [0, 1, 3, 255])
def test_the_picked_pair_is_among_the_dials(d, picked):
    found = dials(d, picked)
    assert min(picked, d // 2 - 1) in found
    assert len(found) == min(DIALS, d // 2)
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(("name", "make"), [("paper", sinusoidal), ("bug", common_bug)])
def test_columns_turn_at_their_rates(name, make):
    a = rates(name, 12, 50.0)
    angle = np.arange(40)[:, None] * a
    expected = np.where(np.arange(12) % 2, np.cos(angle), np.sin(angle))
    np.testing.assert_allclose(make(40, 12, 50.0), expected, atol=1e-12)
