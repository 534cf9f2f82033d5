"""The lesson's recording, and every claim that the page makes about it, with three seeds."""

import io

import numpy as np
import pandas as pd
import pytest

from core.errors import InputError
from core.gradients.derivation import sent_back
from core.gradients.loss import loss_gradients
from core.lessons.lstm_derivation.lesson import (
    ANSWERS,
    MISTAKEN,
    answer,
    factor,
    fixed,
    record_lesson,
    shipped,
    snippet,
    table,
    trained_traces,
)
from core.lessons.lstm_derivation.run import (
    TORCHS,
    difference_from_torch,
    difference_of_the_mistake,
    make_reader,
    run,
)
from core.lessons.lstm_derivation.settings import GATED, STEPS, WAYS, Derivation, run_name
from core.shipped import store
from tests.modules import no_torch, seeded
from tests.snippets import printed

SEEDS = (0, 1, 2)
UNSEEN = 54321  # a seed that neither training nor cards have used
RUNS = [*(run_name(code) for code in (*STEPS, MISTAKEN)), *(run_name(c, "default") for c in GATED)]


def seeds(name):
    return store.card(name)["seeds"]


def test_the_default_needs_no_torch_whichever_step_is_looked_at():
    with no_torch():
        for step in STEPS:
            assert all(record_lesson(Derivation(step=step, way=way)) is shipped() for way in WAYS)
            assert len(trained_traces(step)) == len(SEEDS)


@pytest.mark.parametrize("code", TORCHS)
def test_the_ends_have_the_gradients_of_torchs_modules(code):
    settings = Derivation(length=30, hidden=16)
    reader = make_reader(code, settings)
    theirs = seeded(TORCHS[code], 8, 16, batch_first=True)
    theirs.load_state_dict(reader.module.state_dict())
    expected = loss_gradients(theirs, reader.x, lambda out: reader.answer(out[:, -1]))
    found = run(settings)[code]
    norms = expected.dc if code == "output" else expected.dh
    np.testing.assert_allclose(found.delta, norms, rtol=1e-9)
    if code == "output":
        np.testing.assert_allclose(found.straight, expected.kept, rtol=1e-9)
        np.testing.assert_allclose(found.around, expected.rest, rtol=1e-7, atol=1e-12)


def test_one_step_back_is_at_most_what_goes_straight_and_what_goes_around():
    for trace in run(Derivation(length=60)).values():
        ratio = trace.delta[:-1] / trace.delta[1:]
        assert (ratio <= trace.straight + trace.around + 1e-9).all()
        assert (ratio >= np.abs(trace.straight - trace.around) - 1e-9).all()
    straight = {code: trace.straight for code, trace in run(Derivation()).items()}
    np.testing.assert_array_equal(straight["plain"], 0)
    np.testing.assert_allclose(straight["add"], 1)


def test_the_units_letters_obey_the_equations_on_the_page():
    for unit in (1, 8):
        t = run(Derivation(unit=unit, length=20))
        np.testing.assert_allclose(t["plain"].h, t["plain"].g)
        np.testing.assert_allclose(t["add"].h, t["add"].before + t["add"].g)
        f = t["forget"].f
        np.testing.assert_allclose(t["forget"].h, f * t["forget"].before + (1 - f) * t["forget"].g)
        np.testing.assert_allclose(
            t["input"].h, t["input"].f * t["input"].before + t["input"].i * t["input"].g
        )
        o = t["output"]
        np.testing.assert_allclose(o.c, o.f * o.before + o.i * o.g)
        np.testing.assert_allclose(o.h, o.o * np.tanh(o.c))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("length", [100, 200])
def test_the_story_of_the_gradients(seed, length):
    lesson = run(Derivation(seed=seed, length=length))
    assert factor(lesson["plain"]) < 1e-20
    assert answer(lesson["add"]) == answer(lesson["input"]) == "explodes"
    assert factor(lesson["add"]) > 50
    assert 1e-3 < factor(lesson["forget"]) < 0.1  # fades, slowly
    assert 0.1 < factor(lesson["output"]) < 10  # neither vanishes nor explodes


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("length", [100, 200])
def test_the_story_of_the_states(seed, length):
    lesson = run(Derivation(seed=seed, length=length))
    for code in ("plain", "forget", "output"):
        assert lesson[code].state.max() < 32**0.5  # every unit between −1 and 1
    assert lesson["add"].state[-1] > 4 * length
    assert 40 < lesson["input"].state[-1] < lesson["add"].state[-1]
    assert lesson["output"].cell[-1] > 4 * lesson["output"].state[-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_adding_grows_by_about_as_much_in_each_step(seed):
    state = run(Derivation(seed=seed, length=200))["add"].state
    growth = [state[k + 50] - state[k] for k in (0, 50, 100, 149)]
    assert max(growth) < 1.4 * min(growth)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_half_open_gate_vanishes_like_the_rnn(seed):
    lesson = run(Derivation(seed=seed, forget_bias=0.0))
    for code in GATED:
        assert factor(lesson[code]) < 1e-10
    assert answer(lesson["forget"]) == answer(lesson["plain"]) == "vanishes"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_gradient_that_arrives_is_not_enough(seed):
    held = {name: item.value for name, item in fixed({"trained": "after"}).items()}
    settings = Derivation(trained="after", seed=seed, **held)
    lesson = run(settings)
    for code in ("add", *GATED):
        assert answer(lesson[code]) == "nothing"
        assert 0.5 < factor(lesson[code]) < 2
    assert factor(lesson["plain"]) < 1e-6
    reader = make_reader("add", settings)
    g = sent_back(reader.module, reader.x, reader.answer).steps.g
    assert (g.abs() > 0.99).float().mean() > 0.9


@pytest.mark.parametrize("length", [10, 200])
@pytest.mark.parametrize("hidden", [8, 64])
@pytest.mark.parametrize("bias", [-2.0, 5.0])
def test_extreme_settings_stay_finite(length, hidden, bias):
    lesson = record_lesson(Derivation(length=length, hidden=hidden, forget_bias=bias, unit=8))
    for trace in lesson.values():
        assert np.isfinite(trace.delta).all()
        assert np.isfinite(trace.state).all()
        assert answer(trace) in ANSWERS


@pytest.mark.parametrize("seed", SEEDS)
def test_the_measured_differences(seed):
    settings = Derivation(seed=seed)
    assert difference_from_torch("plain", settings) < 1e-6
    assert difference_from_torch("output", settings) < 1e-6
    assert difference_of_the_mistake(settings) > 0.1


def test_settings_that_others_decide_and_what_is_refused():
    assert fixed({}) == {}
    assert {name: item.value for name, item in fixed({"trained": "after"}).items()} == {
        "forget_bias": 3.0,
        "length": 40,
        "hidden": 32,
    }
    with pytest.raises(InputError, match="length must be 10–200, got 5"):
        Derivation(length=5)


def test_the_snippet_runs_as_it_is():
    code = snippet(Derivation(length=20, step="forget", way="forth"))
    assert "Derivation(length=20)" in code
    said = printed(code)
    assert said.startswith("plain ")
    assert "weight_hh_l0 (64, 32)" in said  # f and g, of 32 units each


def test_the_table_holds_what_the_picture_shows():
    frame = pd.read_csv(io.StringIO(table(shipped())))
    for code in STEPS:
        rows = frame[(frame["network"] == code) & (frame["quantity"] == "delta")]
        assert list(rows["time"]) == list(range(1, 101))
        np.testing.assert_allclose(rows["value"], shipped()[code].delta)
