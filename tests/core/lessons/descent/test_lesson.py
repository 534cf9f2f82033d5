"""The valleys and the counts of steps: against torch, closed forms and plain loops."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data import placed_points
from core.lessons.descent.lesson import (
    GOAL,
    RATES,
    REACH,
    START,
    STEPS,
    best_rate,
    by_angle,
    hessian,
    loss_of,
    record_lesson,
    rotation,
    settled,
    slower,
    snippet,
    start_of,
    table,
)
from core.lessons.descent.optimizers import descend
from core.lessons.descent.settings import ANGLES, GROUPS, METHODS, Descent


@given(st.floats(1, 1e4), st.floats(0, 90))
def test_the_valley_has_the_curvatures_1_and_kappa_along_its_axes(kappa, angle):
    H, turn = hessian(kappa, angle), rotation(angle)
    np.testing.assert_allclose(np.linalg.eigvalsh(H), [1, kappa], rtol=1e-6)
    np.testing.assert_allclose(loss_of(H, turn.T), [0.5, kappa / 2], rtol=1e-6)


def test_steps_by_hand():
    """From (2, 1) in the valley κ = 10 with the rate 0.1: g = (2, 10)."""
    H, rate = hessian(10, 0), np.array(0.1)
    ends = {m: descend(m, lambda w: w @ H, np.array([2.0, 1.0]), rate, 2)[0] for m in METHODS}
    np.testing.assert_allclose(ends["sgd"][1:], [[1.8, 0], [1.62, 0]], atol=1e-12)
    np.testing.assert_allclose(ends["momentum"][1:], [[1.8, 0], [1.44, -0.9]], atol=1e-12)
    np.testing.assert_allclose(ends["rmsprop"][1], [1, 0], atol=1e-6)  # 0.1 / √0.01 = 1
    np.testing.assert_allclose(ends["adam"][1], [1.9, 0.9], atol=1e-6)  # the rate, whatever g is


def test_gradient_descent_is_the_closed_form():
    H, start, rate = hessian(100, 30), np.array([1.0, -2.0]), 0.0185
    w, g, _, _ = descend("sgd", lambda w: w @ H, start, np.array(rate), 50)
    for t in (0, 1, 17, 50):
        power = np.linalg.matrix_power(np.eye(2) - rate * H, t)
        np.testing.assert_allclose(w[t], power @ start, atol=1e-12)
    np.testing.assert_allclose(g, w @ H)


@given(st.lists(st.sampled_from([1.0, GOAL, GOAL / 2, np.nan]), min_size=1, max_size=9))
def test_settled_is_the_first_step_from_which_on_the_loss_stays_below(loss):
    below = [k for k in range(len(loss)) if all(value < GOAL for value in loss[k:])]
    assert settled(np.array(loss)) == (below[0] if below else None)


@pytest.mark.parametrize("method", METHODS)
def test_no_rate_that_was_tried_is_better(method):
    H = hessian(100, 45)
    start = rotation(45) @ START
    best = best_rate(method, 100.0, 45.0, tuple(start))
    needed = []
    for rate in [best, *RATES[::10]]:
        w, *_ = descend(method, lambda w: w @ H, start, np.array(rate), STEPS)
        needed.append(settled(loss_of(H, w)) or STEPS + 1)
    assert needed[0] == min(needed) <= STEPS


@pytest.mark.parametrize("kappa", ["10", "100", "1000"])
def test_turning_changes_nothing_for_sgd_and_momentum(kappa):
    found = by_angle(Descent(kappa=kappa))
    for method in ("sgd", "momentum"):
        assert len(set(found[method])) == 1
    traces = [record_lesson(Descent(kappa=kappa, angle=angle)) for angle in ANGLES]
    for trace in traces[1:]:
        np.testing.assert_allclose(trace.loss[:2], traces[0].loss[:2], rtol=1e-6, atol=1e-12)


def test_who_suffers_as_the_page_says():
    assert slower(by_angle(Descent(kappa="1000"))) == "adaptive"
    assert slower(by_angle(Descent(kappa="100"))) == "rmsprop"
    found = by_angle(Descent(kappa="100"))
    assert (found["adam"][0], found["adam"][-1]) == (152, 159)
    assert (found["rmsprop"][0], found["rmsprop"][-1]) == (31, 582)


def test_groups_by_hand():
    same = dict.fromkeys(METHODS, (10, 15))
    assert slower(same) == "none"
    assert slower({**same, "adam": (10, 16)}) == "other"
    assert slower({**same, "rmsprop": (10, None)}) == "rmsprop"
    assert slower(dict.fromkeys(METHODS, (10, None))) == "all"
    assert slower({**same, "sgd": (None, None)}) == "none"
    assert set(GROUPS) == {"none", "plain", "rmsprop", "adaptive", "all"}


def test_a_placed_start_stays_and_the_usual_one_turns():
    np.testing.assert_allclose(start_of(Descent(angle="45")), rotation(45) @ START)
    code = placed_points.write(np.array([[0.75, 0.5]]))
    for angle in ANGLES:
        placed = Descent(angle=angle, start=code)
        np.testing.assert_allclose(start_of(placed), [REACH[0] / 2, 0])
    np.testing.assert_allclose(start_of(Descent(start="!?")), START)


def test_twice_the_best_rate_leaves_the_valley_and_stays_a_number():
    trace = record_lesson(Descent(kappa="100", rate="double"))
    assert trace.loss[0, -1] > 1e100
    assert np.isfinite(trace.loss).all()
    assert (trace.loss[1:, -1] < 1).all()


def test_the_snippet_prints_and_the_table_holds_the_film(capsys):
    settings = Descent(kappa="10")
    exec(snippet(settings), {})  # noqa: S102
    trace = record_lesson(settings)
    assert f"settled at step {trace.settled[0]}" in capsys.readouterr().out
    rows = pd.read_csv(io.StringIO(table(trace)))
    here = rows[(rows.quantity == "loss") & (rows.method == "adam")]
    np.testing.assert_allclose(here.sort_values("step").value, trace.loss[3])
