"""What the lesson on regression computes, and every claim that its page makes."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression

from core.data import placed_points
from core.lessons.regression.by_torch import differences, steps_of_torch
from core.lessons.regression.descent import (
    CEILING,
    MOMENTS,
    batches,
    descend,
    gradient,
    mean_squared_error,
    step,
)
from core.lessons.regression.examples import AXIS, OWN, Examples, examples
from core.lessons.regression.lesson import record, record_lesson, snippet, table
from core.lessons.regression.parabola import answer, parabola
from core.lessons.regression.settings import RATES, SCALES, STEPS, Regression
from core.lessons.regression.studies import RUNS, SHARES, by_batch, drawn, program
from tests.snippets import printed

MANY = [Regression(data=data, scale=scale) for data in ("iris", "notes", "own") for scale in SCALES]
each = pytest.mark.parametrize("settings", MANY, ids=lambda s: f"{s.data}-{s.scale}")
RAW = examples(Regression())


def test_one_step_by_hand():
    """(1, 2), (2, 4), (3, 6), (4, 8) from w = b = 0: errors −2, −4, −6, −8."""
    x = np.arange(1.0, 5.0)
    assert gradient(x, 2 * x, 0.0, 0.0) == (-30.0, -10.0)
    assert step(x, 2 * x, 0.0, 0.0, 0.01) == pytest.approx((0.3, 0.1))
    assert mean_squared_error(x, 2 * x, 0.0, 0.0) == 30.0


def test_the_iris_petals_are_those_of_scikit_learn():
    data = load_iris().data
    np.testing.assert_array_equal(np.stack([RAW.x, RAW.y], axis=1), data[:, [2, 3]])


@each
def test_the_closed_form_is_the_line_of_scikit_learn(settings):
    given = examples(settings)
    found = LinearRegression().fit(given.inputs[:, None], given.targets)
    minimum = parabola(given).minimum
    np.testing.assert_allclose(minimum, [found.coef_[0], found.intercept_], atol=1e-12)
    loss = mean_squared_error(given.inputs, given.targets, *minimum)
    assert parabola(given).least == pytest.approx(loss, abs=1e-14)


@each
@pytest.mark.parametrize("rate", RATES)
def test_the_two_factors_predict_what_the_steps_give(settings, rate):
    trace, given = record_lesson(replace(settings, rate=rate)), examples(settings)
    predicted = [float(parabola(given).loss(float(rate), int(k))) for k in trace.step]
    np.testing.assert_allclose(trace.loss, predicted, rtol=1e-9, atol=1e-12)


@each
def test_below_the_limit_it_falls_at_the_limit_it_swings_and_above_it_explodes(settings):
    given = examples(settings)
    found = parabola(given)
    loss = {rate: record_lesson(replace(settings, rate=rate)).loss for rate in RATES}
    for rate in ("0.1", "0.5", "0.9", "0.99"):
        assert (np.diff(loss[rate]) <= 1e-12).all(), rate
        assert loss[rate][-1] < found.least + 0.002 * loss[rate][0]
    assert loss["1"][-1] == pytest.approx(found.least + found.excess(1.0, STEPS))
    assert 0.9 * loss["1"][0] < loss["1"][-1] <= loss["1"][0] + 1e-9
    assert (np.diff(loss["1.01"]) > 0).all()
    assert answer(given, 1.01) == "million"


def test_the_numbers_of_the_page():
    at = {rate: record_lesson(Regression(rate=rate)).loss for rate in RATES}
    assert parabola(RAW).limit == pytest.approx(0.05541, abs=5e-6)
    assert at["0.99"][-1] == pytest.approx(0.04207, abs=5e-6)
    assert at["1"][-1] == pytest.approx(1.98, abs=0.005)
    assert at["1.01"][-1] == pytest.approx(3.08e17, rel=0.01)
    ten = MOMENTS.index(10)
    assert (at["0.99"][ten], at["0.5"][ten]) == pytest.approx((1.36, 0.07), abs=0.005)
    longest = 1 / (max(RAW.x) ** 2 + 1) / parabola(RAW).limit
    assert longest == pytest.approx(0.37, abs=0.005)
    assert parabola(RAW).condition == pytest.approx(105.2, abs=0.05)


@each
def test_the_eigenvalues_are_those_of_the_second_derivatives(settings):
    given = examples(settings)
    x, found = given.inputs, parabola(given)
    H = 2 / len(x) * np.array([[(x * x).sum(), x.sum()], [x.sum(), len(x)]])
    np.testing.assert_allclose(
        H @ found.directions.T, found.directions.T * found.eigenvalues, atol=1e-12
    )


def test_years_are_told_apart_though_their_parabola_is_almost_a_valley():
    years = tuple(float(year) for year in range(2000, 2004))
    found = parabola(Examples(years, (1.0, 2.0, 3.0, 4.0)))
    assert 1e12 < found.condition < 1e14


def test_one_standardised_step_at_half_the_limit_lands_on_the_closed_form():
    settings = Regression(rate="0.5", scale="standardised")
    trace, found = record_lesson(settings), parabola(examples(settings))
    assert trace.loss[1] == pytest.approx(found.least, abs=1e-16)
    np.testing.assert_allclose([trace.w[1], trace.b[1]], found.minimum, atol=1e-14)
    assert found.condition == pytest.approx(1)


@pytest.mark.parametrize("settings", MANY[::2], ids=lambda s: s.data)
def test_the_steps_are_those_of_torch(settings):
    given = examples(settings)
    trace = record(given, replace(settings, rate="0.5"))
    k = MOMENTS.index(22)
    theirs = steps_of_torch(given, 0.5 * parabola(given).limit, 22)
    np.testing.assert_allclose([trace.w[k], trace.b[k]], theirs, atol=1e-12)


def test_steps_closed_form_and_torch_agree_after_3000_steps():
    by_torch, closed = differences(RAW, 0.9, 3000)
    assert by_torch < 1e-12
    assert closed < 1e-12


@each
def test_above_the_limit_the_steepest_part_of_the_loss_makes_nearly_all_of_it(settings):
    found = parabola(examples(settings))
    product = found.steep * found.factors(1.01)[1] ** (2 * STEPS)
    assert product == pytest.approx(float(found.loss(1.01)), rel=1e-9)


def test_moments_tell_a_swing_and_end_at_the_last_step():
    assert (MOMENTS[0], MOMENTS[-1], len(MOMENTS) <= 60) == (0, STEPS, True)
    assert (np.diff(MOMENTS) % 2 == 1).all()


def test_a_batch_as_large_as_the_examples_is_all_of_them():
    whole, ten = (record_lesson(Regression(data="own", batch=b)) for b in ("all", "10"))
    np.testing.assert_array_equal(whole.w, ten.w)


@pytest.mark.parametrize("size", [1, 4, 10])
def test_each_pass_sees_every_example_at_most_once(size):
    parts = batches(13, size, seed=3, steps=40)
    assert parts.shape == (40, size)
    each = 13 // size
    for start in range(0, 40 - each, each):
        seen = parts[start : start + each].ravel()
        assert len(set(seen.tolist())) == len(seen)
    assert (parts != batches(13, size, seed=4, steps=40)).any()


def test_mini_batches_by_a_plain_loop():
    settings = Regression(batch="10", rate="0.5", seed=2)
    trace, parts = record_lesson(settings), batches(150, 10, 2, STEPS)
    w = b = 0.0
    for part in parts[:95]:
        dw = sum(2 * (w * RAW.x[i] + b - RAW.y[i]) * RAW.x[i] for i in part) / 10
        db = sum(2 * (w * RAW.x[i] + b - RAW.y[i]) for i in part) / 10
        rate = 0.5 * parabola(RAW).limit
        w, b = w - rate * dw, b - rate * db
    k = MOMENTS.index(95)
    assert (trace.w[k], trace.b[k]) == pytest.approx((w, b), abs=1e-12)
    others = {record_lesson(replace(settings, seed=s)).w[-1] for s in range(3)}
    assert len(others) == 3


def test_what_mini_batches_of_the_iris_do():
    """They do not come to rest; one example a step diverges at 0.9, ten do not in 1000 steps."""
    found, least = by_batch(RAW), parabola(RAW).least
    assert list(found) == ["all", "10", "1"]
    assert (found["10"] > least).all() and (found["1"] > least).all()
    nine = SHARES.index(0.9)
    assert (found["1"][nine] > 1e50).all() and (found["10"][nine] < 1).all()
    trace = record_lesson(Regression(batch="1", rate="0.9"))
    assert trace.loss.max() > 1e50
    tail = descend(RAW, Regression(batch="10", rate="0.5", seed=1)).loss[-1]
    assert tail == pytest.approx(found["10"][SHARES.index(0.5), 1], rel=0.5)


def test_where_one_line_fits_all_mini_batches_come_to_rest():
    notes = examples(Regression(data="notes"))
    found = by_batch(notes)
    assert list(found) == ["all", "1"]
    assert (found["1"][:3] < 1e-3).all()


def test_where_numbers_pass_all_bounds_the_recording_ends():
    trace = record_lesson(Regression(batch="1", scale="standardised"))
    assert trace.ends and trace.loss.max() <= CEILING
    assert np.isfinite(trace.frame()["value"]).all()
    assert np.isinf(by_batch(replace(RAW, standardised=True))["1"][-1]).all()


def test_the_program_of_the_lecture_notes_is_torchs_with_50_seeds():
    """Run for real by torch, in float32."""
    x = torch.arange(1.0, 5.0)[:, None]
    tests = []
    for seed in range(RUNS):
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            model = torch.nn.Linear(1, 1)
        assert drawn(seed) == pytest.approx((model.weight.item(), model.bias.item()), abs=1e-6)
        optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
        for _ in range(100 if seed < 5 else 0):
            optimiser.zero_grad()
            torch.nn.functional.mse_loss(model(x), 2 * x).backward()
            optimiser.step()
        if seed < 5:
            loss = torch.nn.functional.mse_loss(model(x + 4), 2 * x + 8)
            tests.append(loss.detach().item())
    found = program()
    np.testing.assert_allclose(found.test[:5], tests, rtol=1e-3)
    assert np.median(found.test) == pytest.approx(0.223, abs=0.001)
    assert (found.test.min(), found.test.max()) == pytest.approx((3.27e-5, 2.34), rel=0.01)
    assert (found.test <= 0.0034).sum() == 5


def test_points_of_ones_own_and_a_table():
    code = placed_points.write(np.array([[0.1, 0.2], [0.4, 0.4]]))
    given = examples(Regression(data="own", points=code))
    assert given == Examples((0.1 * AXIS, 0.4 * AXIS), (0.2 * AXIS, 0.4 * AXIS))
    assert examples(Regression(data="own", points="?")).x == tuple(x for x, _ in OWN)
    columns = (np.array([1.0, 2.0]), np.array([3.0, 5.0]))
    assert examples(Regression(data="table"), columns) == Examples((1.0, 2.0), (3.0, 5.0))
    assert examples(Regression(data="table")) == RAW


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize(
    ("x", "y"),
    [((3.0,), (2.0,)), ((2.0, 2.0), (1.0, 3.0)), ((1.0, 4.0), (0.0, 0.0)), ((0.0,), (1.0,))],
)
def test_examples_that_leave_a_choice_of_lines(x, y, standardised):
    given = Examples(x, y, standardised)
    found = parabola(given)
    trace = record(given, Regression(rate="0.5"))
    assert trace.loss[-1] == pytest.approx(found.least, abs=1e-9)
    assert np.isinf(found.condition) == (len(set(x)) == 1)
    assert answer(given, 1.01) == ("same" if not any(y) else "million")


def test_the_snippet_prints_the_losses_and_the_table_holds_them():
    settings = Regression(data="notes", rate="0.5")
    trace = record_lesson(settings)
    said = printed(snippet(settings))
    assert f"loss = {trace.loss[-1]:.4g}" in said and "limit 0.11976" in said
    rows = pd.read_csv(io.StringIO(table(trace)))
    found = rows[rows["quantity"] == "loss"]
    np.testing.assert_allclose(found["value"], trace.loss)
    assert found["step"].tolist() == list(MOMENTS)


def test_the_snippet_of_a_table_reads_its_first_two_columns(tmp_path):
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n2,4\n3,6\n4,8\n", "utf-8")
    code = snippet(Regression(data="table", rate="0.5"), ("a", "b"))
    assert "limit 0.11976" in printed(code, tmp_path)
