"""What the lesson on the perceptron computes, and every claim that its page makes."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import Perceptron as Theirs
from sklearn.svm import SVC

from core.data import placed_points
from core.lessons.perceptron import studies
from core.lessons.perceptron.examples import examples, flowers, four_points, with_one
from core.lessons.perceptron.lesson import record_lesson, snippet, table
from core.lessons.perceptron.margin import bound, longest, margin, nearest, signed, solution
from core.lessons.perceptron.rule import learn, predict, run
from core.lessons.perceptron.settings import DATA, MOST, ORDERS, OWN, Perceptron
from tests.snippets import printed

RUNS = [("hard", "petal", "file"), ("hard", "all", "shuffled"), ("easy", "sepal", "worst")]
each = pytest.mark.parametrize(("data", "features", "order"), RUNS)


def a_run(data, features, order, **options):
    these = flowers(data, features)
    return run(these.x, these.y, order, towards=solution(these.x, these.y), **options)


def test_one_update_by_hand():
    """Virginica, 6.0 by 2.5 cm, is called versicolor, and is added."""
    w, x = np.array([-4.7, -1.4, -1.0]), np.array([6.0, 2.5, 1.0])
    assert predict(w, x) == 0  # −28.2 − 3.5 − 1 = −32.7
    np.testing.assert_allclose(learn(w, x, 1), [1.3, 1.1, 0])
    np.testing.assert_array_equal(learn(w, x, 0), w)
    assert learn(w, x, 1) @ x - w @ x == pytest.approx(x @ x)


@pytest.mark.parametrize("features", ["petal", "lengths", "sepal", "all"])
@pytest.mark.parametrize("passes", [1, 7, 100])
def test_scikit_learn_finds_the_same_weights(features, passes):
    these = flowers("hard", features)
    theirs = Theirs(shuffle=False, max_iter=passes, tol=None, penalty=None)
    theirs.fit(these.x[:, :-1], these.y)
    ours = run(these.x, these.y, "file", passes=passes).weights[-1]
    np.testing.assert_allclose(ours, [*theirs.coef_[0], *theirs.intercept_], atol=1e-9)


def test_the_counts_of_a_textbook():
    """Raschka, *Python Machine Learning*: η = 0.1 with targets ±1, so a step of 0.2."""
    these = flowers("easy", "lengths")
    found = run(these.x, these.y, "file", rate=0.2)
    assert found.by_pass.tolist() == [2, 2, 3, 2, 1, 0]
    np.testing.assert_allclose(found.weights[-1], [-0.68, 1.82, -0.4])


def test_the_flowers_are_those_of_scikit_learn():
    theirs = load_iris()
    these = flowers("hard", "petal")
    np.testing.assert_array_equal(these.x[:, :2], theirs.data[50:, 2:])
    np.testing.assert_array_equal(these.y, theirs.target[50:] - 1)
    assert these.classes == ("versicolor", "virginica")


@each
def test_best_and_averaged_weights_are_those_of_a_plain_walk(data, features, order):
    found = a_run(data, features, order, passes=3)
    w, total, pocket, walk = found.weights[0], 0.0, found.weights[0], []
    made = dict(zip(found.read.tolist(), found.weights[1:], strict=True))
    for read in range(1, found.total + 1):
        w = made.get(read, w)
        if (predict(w, found.x) != found.y).sum() < (predict(pocket, found.x) != found.y).sum():
            pocket = w
        total = total + w
        walk.append((w, pocket, total / read))
    reads = np.arange(1, found.total + 1)
    for kind, theirs in zip(
        (found.last, found.best, found.averaged), zip(*walk, strict=True), strict=True
    ):
        np.testing.assert_allclose(kind(reads), theirs, atol=1e-9)


@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_loops_over_single_numbers_end_with_the_same_weights(order):
    settings = Perceptron(order=order, seed=2)
    these, trace = examples(settings), record_lesson(settings)
    w = studies.by_loop(these.x, these.y, settings, len(trace.epochs))
    np.testing.assert_allclose(w, trace.after[-1], atol=1e-9)


@pytest.mark.parametrize("features", ["petal", "lengths", "all"])
def test_the_margin_is_that_of_a_support_vector_machine_through_the_origin(features):
    these = flowers("easy", features)
    z = signed(these.x, these.y)
    both, sides = np.vstack([z, -z]), np.repeat([1, -1], len(z))
    (w,) = SVC(kernel="linear", C=1e9, tol=1e-8, random_state=0).fit(both, sides).coef_
    assert margin(these.x, these.y) == pytest.approx(1 / np.linalg.norm(w), rel=1e-4)
    v = solution(these.x, these.y)
    np.testing.assert_allclose(v, w / np.linalg.norm(w), atol=1e-3)
    assert (z @ v).min() == pytest.approx(margin(these.x, these.y), rel=1e-9)


def test_the_nearest_point_is_the_nearest_of_many_in_the_hull():
    rng = np.random.default_rng(0)
    for _ in range(20):
        z = rng.normal(size=(12, 3)) + rng.normal(size=3)
        point = nearest(z)
        assert (z @ point).min() >= point @ point - 1e-8  # no corner is nearer
        inside = rng.dirichlet(np.ones(12), 200) @ z
        assert np.linalg.norm(point) <= np.linalg.norm(inside, axis=1).min() + 1e-9


@pytest.mark.parametrize("order", ORDERS)
def test_mistakes_stay_below_the_bound_for_random_classes(order):
    rng = np.random.default_rng(1)
    for seed in range(8):
        x = with_one(rng.normal(size=(15, 2)))
        y = (x @ rng.normal(size=3) > 0).astype(float)
        towards = solution(x, y)
        found = run(x, y, order, passes=5000, seed=seed, towards=towards)
        assert found.by_pass[-1] == 0 == found.wrong[-1]
        assert len(found.read) <= bound(x, y)
        w = found.weights[1:]
        k = np.arange(1, len(w) + 1)
        assert (w @ towards >= margin(x, y) * k - 1e-9).all()
        assert (np.linalg.norm(w, axis=1) <= longest(x) * np.sqrt(k) + 1e-9).all()


def test_the_worst_order_takes_the_mistake_that_leads_least():
    these = flowers("easy", "petal")
    v, found = solution(these.x, these.y), a_run("easy", "petal", "worst")
    gain = signed(these.x, these.y) @ v
    for w, chosen in zip(found.weights, found.example, strict=False):
        wrong = predict(w, these.x) != these.y
        assert wrong[chosen]
        assert gain[chosen] == pytest.approx(gain[wrong].min())


def test_the_moment():
    trace = record_lesson(Perceptron())
    late = trace.late
    assert trace.epochs[late][0] == 51
    assert (trace.mistakes[late].min(), trace.mistakes[late].max()) == (2, 4)
    assert (trace.wrong_at_end[late, 0].min(), trace.wrong[-1, 0]) == (0.39, 0.5)
    assert (trace.y[:50].max(), trace.y[50:].min()) == (0, 1)
    assert not trace.stopped
    assert margin(trace.x, trace.y) == 0


def test_what_to_notice():
    trace = record_lesson(Perceptron())
    assert [(int(trace.read[t]), round(100 * trace.wrong[t, 0])) for t in (50, 51)] == [
        (9951, 11),
        (9958, 50),
    ]
    assert (predict(trace.after[51], trace.x) == 1).all()
    shuffled = record_lesson(Perceptron(order="shuffled"))
    last, _, mean = shuffled.wrong_at_end[shuffled.late].T
    assert (last.min(), last.max(), mean[-1]) == pytest.approx((0.05, 0.42, 0.06))
    assert len(shuffled.read) == 57
    easy = record_lesson(Perceptron(data="easy"))
    assert (easy.mistakes.tolist(), easy.wrong[-1, 0], len(easy.read)) == ([2, 2, 0], 0, 7)


@pytest.mark.parametrize("data", [data for data in DATA if data != "table"])
@pytest.mark.parametrize("order", ORDERS)
def test_a_film_tells_each_mistake_as_it_was(data, order):
    trace = record_lesson(Perceptron(data=data, order=order, seed=3))
    assert len(trace.read) <= 60
    assert trace.read[-1] == len(trace.epochs) * trace.count
    signs = 2 * trace.y[trace.example] - 1
    added = (trace.after - trace.before)[trace.example >= 0]
    wanted = (signs[:, None] * trace.x[trace.example])[trace.example >= 0]
    np.testing.assert_allclose(added, wanted, atol=1e-9)
    ends = trace.read % trace.count == 0
    passes = trace.read[ends & (trace.read > 0)] // trace.count
    np.testing.assert_allclose(
        trace.recent[ends & (trace.read > 0)], trace.mistakes[passes - 1] / trace.count
    )
    np.testing.assert_allclose(trace.wrong[ends & (trace.read > 0)], trace.wrong_at_end[passes - 1])
    assert trace.stopped == (trace.mistakes[-1] == 0)


def test_in_other_orders_and_with_other_weights():
    """The table of the page: least and most of all three seeds."""
    rows = {(row.features, row.order): row for row in studies.kinds()}
    file, shuffled = rows["petal", "file"], rows["petal", "shuffled"]
    assert file.reading == pytest.approx((0.02, 0.04)) and file.best[0] == pytest.approx(0.11)
    assert shuffled.reading == pytest.approx((0.05, 0.2))
    assert shuffled.last == pytest.approx((0.04, 0.44))
    assert max(*shuffled.best, *shuffled.averaged) < 0.07
    assert rows["all", "file"].last == pytest.approx((0.03, 0.5))
    all_four = a_run("hard", "all", "file")
    assert np.median(all_four.share_wrong(all_four.last(all_four.ends[50:]))) > 0.3
    assert all(row.reading == (1, 1) for row in rows.values() if row.order == "worst")


def test_how_near_the_bound_is():
    for row in studies.bounds():
        for low, high in row.mistakes.values():
            assert low <= high < row.bound / 5
    petal, lengths, sepal, _ = studies.bounds()
    assert round(petal.bound) == 410 and petal.mistakes["file"] == (4, 4)
    assert round(lengths.bound) == 390 and lengths.mistakes["file"] == (10, 10)
    assert min(low for low, _ in sepal.mistakes.values()) > 1000


def test_xor_goes_in_a_circle():
    rows = studies.cycle()
    assert [row.epoch for row in rows][::4] == [1, 2, 3]
    assert rows[7].w == rows[11].w != rows[3].w
    assert all(row.y != row.guess for row in rows[8:])
    these = four_points()
    assert margin(these.x, these.y) == 0
    assert run(these.x, these.y, "file").by_pass[2:].tolist() == [4] * 98


def test_from_zero_the_rate_changes_nothing_and_from_elsewhere_it_does():
    zero, other = studies.rates(None), studies.rates(studies.START)
    assert {(row.mistakes, row.passes) for row in zero} == {(4, 3)}
    for row in zero:
        np.testing.assert_allclose(row.scaled, zero[0].scaled, atol=1e-9)
    assert [row.mistakes for row in other] == [1088, 109, 17, 4]


def test_points_of_the_reader_and_codes_that_are_none():
    both = placed_points.write(np.array([[0.0, 0.5], [1.0, 1.0]]))
    these = examples(Perceptron(data="own", own_a=both))
    np.testing.assert_allclose(these.x[:2], [[-5, 0, 1], [5, 5, 1]])
    assert these.y.tolist() == [0, 0, 1, 1, 1, 1, 1, 1]
    first = examples(Perceptron(data="own"))
    for code in ("", "x", "zzzz", "x" * 4 * MOST):
        same = examples(Perceptron(data="own", own_a=code))
        np.testing.assert_array_equal(same.x, first.x)
    assert len(first.x) == sum(len(code) for code in OWN) / 4


@pytest.mark.parametrize(
    "settings",
    [Perceptron(data="easy", order="worst"), Perceptron(data="own", seed=4, order="shuffled")],
)
def test_the_snippet_prints_what_the_picture_shows(settings):
    said, trace = printed(snippet(settings)).splitlines(), record_lesson(settings)
    for line, wrong in zip(said, trace.wrong[-1], strict=False):
        assert line.endswith(f"wrong: {wrong:.0%}")
    assert said[-1].split(": ")[1].split() == [str(n) for n in trace.mistakes]


def test_the_snippet_reads_a_table_of_the_readers(tmp_path):
    these = flowers("easy", "petal")
    rows = ["a;b;kind"]
    kinds = ["no" if kind else "yes" for kind in these.y]
    rows += [f"{x};{y};{kind}" for (x, y, _), kind in zip(these.x, kinds, strict=True)]
    (tmp_path / "table.csv").write_text("\n".join(rows), encoding="utf-8")
    said = printed(snippet(Perceptron(data="table"), ("a", "b", "kind")), tmp_path)
    assert said.splitlines()[-1] == "mistakes by pass: 2 2 0"


def test_the_table_holds_every_number():
    trace = record_lesson(Perceptron(data="easy"))
    frame = pd.read_csv(io.StringIO(table(trace)))
    wrong = frame[frame.quantity == "wrong_at_end"]
    np.testing.assert_allclose(wrong.value, trace.wrong_at_end.ravel())
    assert sorted(wrong.epoch.unique()) == [1, 2, 3]


def test_only_the_shuffled_order_has_seeds():
    one, other = (record_lesson(Perceptron(seed=seed)) for seed in (0, 1))
    np.testing.assert_array_equal(one.after, other.after)
    first = record_lesson(Perceptron(order="shuffled"))
    second = record_lesson(replace(Perceptron(order="shuffled"), seed=1))
    assert first.mistakes.tolist() != second.mistakes.tolist()
