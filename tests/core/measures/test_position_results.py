"""What is measured of encodings, and what the cards of the trained networks say."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core.measures.position_results import accuracies, check, products
from core.networks.positional_encoding import common_bug, sinusoidal


def test_the_paper_keeps_its_promises():
    found = check(sinusoidal(200, 32), 1)
    assert_allclose([found.shortest, found.longest], 16, rtol=1e-12)
    assert found.spread < 1e-11
    assert found.rotation_error < 1e-11


def test_the_common_bug_breaks_them():
    found = check(common_bug(200, 32), 1)
    assert found.longest - found.shortest > 5
    assert found.spread > 5
    assert found.rotation_error > 0.5
    differ = np.abs(common_bug(200, 32) - sinusoidal(200, 32)) > 0.1
    assert differ.mean() > 0.5


def test_a_check_by_hand():
    # rows (1, 0), (0, 2), (−4, 0): norms 1, 4, 16; products 0, 0; M = [[0, 2], [−2, 0]] fits
    found = check(np.array([[1.0, 0], [0, 2], [-4, 0]]), 1)
    assert (found.shortest, found.longest, found.spread) == (1, 16, 0)
    assert found.rotation_error < 1e-12


@pytest.mark.parametrize("mixed", [False, True])
def test_products_equal_a_slow_loop(mixed):
    rng = np.random.default_rng(0)
    table, B = rng.normal(size=(12, 4)), rng.normal(size=(4, 4))
    found = products(table, (4, 6), 3, B if mixed else None)
    for row, p in enumerate((4, 6)):
        for column, k in enumerate(range(-3, 4)):
            expected = table[p] @ (B if mixed else np.eye(4)) @ table[p + k]
            assert_allclose(found.values[row, column], expected)
    by_distance = found.values[0] - found.values[1]
    assert_allclose(found.spread, np.abs(by_distance).max())
    assert_allclose(found.asymmetry, np.abs(found.values - np.fliplr(found.values)).max())


def test_in_the_paper_products_are_symmetric_and_alike():
    found = products(sinusoidal(64, 32), (16, 32, 48), 15)
    assert found.spread < 1e-12
    assert found.asymmetry < 1e-12


def test_every_way_has_three_seeds_at_equal_lengths():
    found = accuracies()
    assert list(found) == ["none", "sinusoidal", "learned", "rope", "alibi", "common_bug"]
    for runs in found.values():
        assert runs.seeds.shape == (3, len(runs.lengths))
        assert runs.trained == (8, 24)


def test_within_the_lengths_of_training_only_no_positions_guess():
    for name, runs in accuracies().items():
        if name == "none":
            assert np.abs(runs.seeds - 0.5).max() < 0.07
        else:
            assert runs.at(24).min() > 0.95, name


def test_beyond_them_only_alibi_holds():
    for name, runs in accuracies().items():
        if name == "alibi":
            assert runs.at(48).min() > 0.9
        else:
            assert runs.at(48).max() < 0.8, name


def test_far_beyond_rope_is_wrong_more_often_than_right():
    assert accuracies()["rope"].at(64).max() < 0.45


def test_which_of_paper_and_bug_is_ahead_beyond_them_changes_with_the_length():
    paper, bug = (accuracies()[name] for name in ("sinusoidal", "common_bug"))
    assert paper.at(48).mean() > bug.at(48).mean()
    for length in (56, 64, 80, 96):
        assert paper.at(length).mean() < bug.at(length).mean()


def test_farthest_only_alibi_is_far_from_guessing():
    for name, runs in accuracies().items():
        if name == "alibi":
            assert runs.at(96).mean() > 0.8
        else:
            assert abs(runs.at(96).mean() - 0.5) < 0.1, name
