"""The lesson on classification: its numbers, each beside another way to them."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from core.lessons.classification import curves, lesson, pictures
from core.lessons.classification.beside_torch import difference
from core.lessons.classification.run import moments
from core.lessons.classification.settings import EMPTY, STRENGTHS, Classification
from core.networks.softmax_regression import softmax
from tests.snippets import printed


def at(penalty, step, draw="1"):
    found = lesson.how_sure(penalty, draw)
    t = lesson.record_lesson(Classification(penalty=penalty)).steps.tolist().index(step)
    return {
        name: float(getattr(found, name)[t]) for name in ("accuracy", "digits", "noise", "norm")
    }


def test_with_c_1_the_film_ends_where_scikit_learn_does():
    (X, y), (test, labels) = pictures.images("training"), pictures.images("heldout")
    model = LogisticRegression(C=1.0, tol=1e-8, max_iter=5000).fit(X, y)
    found = at("one", 10_000)
    assert found["accuracy"] == pytest.approx(model.score(test, labels))
    assert found["digits"] == pytest.approx(model.predict_proba(test).max(axis=1).mean(), abs=1e-5)
    shown = model.predict_proba(pictures.noise(1)).max(axis=1).mean()
    assert found["noise"] == pytest.approx(shown, abs=1e-5)
    assert found["norm"] == pytest.approx(np.linalg.norm(model.coef_), rel=1e-4)


def test_scikit_learn_stops_early_almost_without_a_penalty():
    """The mistake that the page names; with a small tolerance it comes to the least loss."""
    X, y = pictures.images("training")
    losses = []
    for tolerance in (1e-4, 1e-8):
        model = LogisticRegression(C=1e6, max_iter=5000, tol=tolerance).fit(X, y)
        p = model.predict_proba(X)[np.arange(len(y)), y]
        losses.append(-1e6 * np.log(p).sum() + (model.coef_**2).sum() / 2)
    assert losses[0] > 10 * losses[1]
    assert np.linalg.norm(model.coef_) == pytest.approx(lesson.least_loss().norm[0, -1], rel=0.01)
    surely = model.predict_proba(pictures.noise(1)).max(axis=1).mean()
    assert surely == pytest.approx(lesson.least_loss().noise[0, -1], abs=0.005)


def test_classes_without_a_difference_have_a_flat_curve():
    two = curves.Two(np.array([0.0, 0.0, 1.0, 1.0]), np.array([1, 0, 1, 0]))
    assert curves.best(two) == (0.0, np.inf, pytest.approx(np.log(2)))


@pytest.mark.parametrize("draw", "123")
@pytest.mark.parametrize(("penalty", "answer", "low", "high"), [
    ("none", "0.9", 0.855, 0.865), ("one", "0.5", 0.56, 0.575),
])  # fmt: skip
def test_how_sure_it_is_of_each_draw_of_noise(penalty, draw, answer, low, high):
    assert lesson.answer(penalty, draw) == answer
    assert low < lesson.how_sure(penalty, draw).noise[-1] < high


def test_the_numbers_of_the_notices_and_of_the_table_over_c():
    early, last, kept = at("none", 278), at("none", 10_000), at("one", 10_000)
    assert [round(each["accuracy"], 3) for each in (early, last, kept)] == [0.960, 0.964, 0.964]
    assert [round(each["noise"], 2) for each in (early, last, kept)] == [0.65, 0.86, 0.57]
    assert [round(each["digits"], 2) for each in (last, kept)] == [0.98, 0.89]
    for penalty, share in (("none", 0.9995), ("one", 0.76)):
        p, _ = lesson.shown(Classification(penalty=penalty, digit=321))
        assert pictures.images("heldout")[1][321] == 9
        assert p[-1].argmax() == 5
        assert p[-1].max() == pytest.approx(share, abs=0.005 if penalty == "one" else 5e-5)
    least = lesson.least_loss()
    assert np.ptp(least.accuracy[:, 1:], axis=1).max() < 0.0105
    assert (least.noise[:, 1] < 0.6).all()
    assert (least.noise[:, -1] > 0.95).all()
    assert (np.diff(least.noise, axis=1) > 0).all()


def test_measures_are_those_of_plain_loops():
    trace, t = lesson.record_lesson(Classification()), 20
    X, y = pictures.images("heldout")
    right, sure = 0, []
    for x, digit in zip(X, y, strict=True):
        scores = [float(w @ x + b) for w, b in zip(trace.W[t], trace.b[t], strict=True)]
        right += int(np.argmax(scores) == digit)
        sure.append(max(softmax(np.array(scores))))
    found = lesson.how_sure("none", "1")
    assert found.accuracy[t] == pytest.approx(right / len(y))
    assert found.digits[t] == pytest.approx(np.mean(sure), rel=1e-5)
    z = np.sort(pictures.noise(1) @ trace.W[t].T + trace.b[t], axis=1)
    assert found.gap[t] == pytest.approx((z[:, -1] - z[:, -2]).mean(), rel=1e-5)


def test_noise_has_all_greys_equally_often_and_other_pictures_in_each_draw():
    values, counts = np.unique(np.stack([pictures.noise(k) for k in (1, 2, 3)]), return_counts=True)
    np.testing.assert_allclose(values, np.arange(17) / 16)
    assert counts.min() > 0.97 * counts.mean()
    assert not np.array_equal(pictures.noise(1), pictures.noise(2))


def test_a_painted_picture_takes_the_place_of_noise():
    assert not pictures.second(Classification(pixels=EMPTY)).any()
    made = pictures.second(Classification(pixels="g8" + "0" * 62))
    assert made[:2].tolist() == [1.0, 0.5]
    for code in ("", "0" * 63, "h" * 64):
        found = pictures.second(Classification(pixels=code, noise=5))
        np.testing.assert_array_equal(found, pictures.noise(1)[5])


def test_shuffled_pixels_and_a_temperature():
    trace = lesson.record_lesson(Classification())
    found = pictures.others(trace)
    assert len(found["shuffled"]) == 497
    p = softmax(trace.b[-1].astype(float))
    assert found["black"] == pytest.approx([p.max()], rel=1e-5)
    (right, digits, surely), (as_right, less, least) = (
        pictures.tempered(trace, 1, T) for T in (1.0, 4.0)
    )
    assert right == as_right
    assert (less, least) < (digits, surely)
    assert least < surely


def test_the_gradient_is_that_of_torch():
    assert difference("none") < 1e-12


def test_moments_rise_and_hold_the_powers_of_ten():
    steps = moments()
    assert {0, 1, 10, 100, 1000, 10_000} <= set(steps.tolist())
    assert (np.diff(steps) > 0).all()
    assert len(steps) == len(lesson.record_lesson(Classification()).steps) <= 40


def test_the_logistic_function_and_its_slope_are_those_of_torch():
    z = torch.linspace(-3, 3, 31, dtype=torch.float64, requires_grad=True)
    y = 1.3 * torch.sigmoid(2 * (z - 0.5))
    (slope,) = torch.autograd.grad(y.sum(), z)
    given = (z.detach().numpy(), 1.3, 2.0, 0.5)
    np.testing.assert_allclose(curves.logistic(*given), y.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(curves.steepness(*given), slope.numpy(), rtol=1e-12)
    assert curves.steepness(np.zeros(1))[0] == 0.25


def test_the_best_curve_is_that_of_scikit_learn():
    two = curves.petals("versicolor", "virginica")
    model = LogisticRegression(C=1e9, tol=1e-10).fit(two.z[:, None], two.y)
    slope, middle, least = curves.best(two)
    assert slope == pytest.approx(model.coef_[0, 0], rel=1e-4)
    assert middle == pytest.approx(-model.intercept_[0] / model.coef_[0, 0], rel=1e-3)
    p = model.predict_proba(two.z[:, None])[np.arange(100), two.y]
    assert least == pytest.approx(-np.log(p).mean(), rel=1e-6)
    assert curves.loss(two, slope, middle) == pytest.approx(least)
    assert not curves.divided(two)
    assert curves.divided(curves.petals("setosa", "versicolor"))


def test_squared_error_hardly_moves_a_start_that_is_sure_and_wrong():
    assert [curves.steps_until_right(start) for start in curves.STARTS[:3]] == [
        (7, 90), (9, 277), (12, 1795)
    ]  # fmt: skip
    w, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (-8.0, 0.0))
    two = curves.petals("versicolor", "virginica")
    p = torch.sigmoid(torch.tensor(two.z) * w + b)
    squared = torch.autograd.grad(((p - torch.tensor(two.y)) ** 2).mean() / 2, (w, b))
    lines = curves.trained("losses")
    assert lines.w[1, 1] == pytest.approx(-8.0 - squared[0].item())
    assert lines.b[1, 1] == pytest.approx(-squared[1].item())


def test_of_divided_classes_the_weight_grows_as_log_t_and_c_ends_it():
    lines, steps = curves.trained("penalty"), curves.trained("penalty").moments.tolist()
    assert (lines.accuracy[1:] == 1).all()
    grown = [lines.w[steps.index(step), 0] for step in (10, 100, 1000, 10_000)]
    assert np.diff(grown) == pytest.approx([2.6, 3.2, 4.0], abs=0.1)
    two = curves.petals("setosa", "versicolor")
    model = LogisticRegression(C=1.0, tol=1e-10).fit(two.z[:, None], two.y)
    assert lines.w[-1, 1] == pytest.approx(model.coef_[0, 0], rel=1e-5)


@pytest.mark.parametrize("penalty", STRENGTHS)
def test_the_snippet_prints_what_the_picture_shows(penalty):
    said = printed(lesson.snippet(Classification(penalty=penalty)))
    *_, last = said.splitlines()
    assert last.split()[0] == "1000"
    found = at(penalty, 1000)
    for name in ("accuracy", "digits", "noise"):
        assert f"{name} {found[name]:.3f}" in last
