import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.measures.probes import Probe, areas, best_unit, probe, ranks


def counted(values, truth):
    """The area by definition: every pair of a true and a false place, one after the other."""
    wins = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in values[truth]
        for low in values[~truth]
    ]
    return np.mean(wins)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=40).filter(
        lambda rows: len({truth for _, truth in rows}) == 2
    )
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows):
    values = np.array([[value, -value / 3] for value, _ in rows])
    truth = np.array([truth for _, truth in rows])
    found = areas(ranks(values), truth)
    assert found[0] == pytest.approx(counted(values[:, 0], truth), abs=1e-12)
    assert found[1] == pytest.approx(1 - found[0], abs=1e-12)


def test_an_area_worked_out_by_hand():
    values = np.array([[0.1], [0.4], [0.35], [0.8]])
    truth = np.array([False, False, True, True])
    assert areas(ranks(values), truth).tolist() == [0.75]  # 3 of 4 pairs


def test_equal_values_share_their_rank():
    values = np.array([[2.0], [1.0], [2.0], [2.0], [5.0]])
    assert ranks(values)[:, 0].tolist() == [3.0, 1.0, 3.0, 3.0, 5.0]


def test_a_unit_that_never_moves_tells_nothing():
    assert areas(ranks(np.ones((6, 1))), np.arange(6) < 2).tolist() == [0.5]


@pytest.mark.parametrize("truth", [np.zeros(3, bool), np.ones(3, bool)])
def test_what_holds_everywhere_or_nowhere_has_no_area(truth):
    with pytest.raises(InputError, match="truth must be true at some places and false at others"):
        areas(ranks(np.eye(3)), truth)


def test_the_best_unit_is_chosen_on_one_text_and_judged_on_the_other():
    chosen, heldout = np.array([0.6, 0.1, 0.8]), np.array([0.99, 0.3, 0.5])
    assert best_unit(chosen, heldout) == Probe(1, -1, 0.9, 0.7)


def test_a_unit_that_is_the_feature_is_found_and_noise_is_not():
    generator = np.random.default_rng(0)
    truth = generator.random((2, 4000)) < 0.3
    values = generator.standard_normal((2, 4000, 12))
    values[:, :, 7] -= 9 * truth
    found = probe(values[0], values[1], {"own": (truth[0], truth[1])})["own"]
    assert (found.unit, found.sign) == (7, -1)
    assert found.heldout > 0.99
    noise = probe(values[0, :, :7], values[1, :, :7], {"own": (truth[0], truth[1])})["own"]
    assert abs(noise.heldout - 0.5) < 0.05


def test_probes_need_no_torch():
    code = "import sys; from core.measures import probes, text_features; "
    code += "assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
