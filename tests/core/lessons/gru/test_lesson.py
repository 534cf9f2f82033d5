"""The lesson's recording, and every claim that the page makes about it, with three seeds."""

import io

import numpy as np
import pytest
import torch
from torch import nn

from core.data.tolerance import TOLERANCE
from core.lessons.gru import study as measured
from core.lessons.gru.frozen import freeze
from core.lessons.gru.lesson import (
    arranged,
    distance,
    fixed,
    frozen,
    parameters,
    record_lesson,
    results,
    shipped,
    snippet,
    study,
    table,
)
from core.lessons.gru.networks import example, network
from core.lessons.gru.run import difference, run
from core.lessons.gru.settings import GRU, SEEDS, TASKS
from core.lessons.gru.study import LENGTHS, guessing, ranked, remembered, task_bench, text_bench
from core.networks.gru_variants import Variant
from core.networks.gru_variants import run as run_variant
from core.shipped import store as shipped_runs
from core.shipped.characters import record_text
from core.training.log import evaluate
from tests.modules import no_torch, seeded
from tests.snippets import printed


def scores(task, condition):
    return [seed["score"] for seed in study()[task]["conditions"][condition]]


def losses(task, condition):
    return [seed["loss"] for seed in study()[task]["conditions"][condition]]


def test_the_default_picture_and_what_was_measured_need_no_torch():
    with no_torch():
        assert record_lesson(GRU(unit=3, order="index")) is shipped()
        assert len(frozen(GRU(unit=3)).free) == len(shipped().h)
        assert study.__wrapped__() == study()
        assert len(results("adding")) == 4
        with pytest.raises(ImportError):
            record_lesson(GRU(length=20))


@pytest.mark.parametrize("task", TASKS)
def test_with_nothing_frozen_the_last_answer_is_the_networks(task):
    trace, found = run(GRU(task=task)), freeze(GRU(task=task))
    if task == "adding":
        assert found.free[-1] == pytest.approx(trace.answer, abs=1e-6)
        assert found.right == pytest.approx(trace.target)
    else:
        assert (found.free[-1] > 0.5) == (trace.answer == trace.target)
        assert found.right == 1
    assert found.own is None


def test_a_gate_is_frozen_at_its_mean_over_the_sequences_of_the_study():
    bench, (x, _, _) = task_bench("adding", 0), example(GRU())
    means = bench.means()
    np.testing.assert_allclose(means["z"], bench.free.z.mean((0, 1)))
    for gate in "rz":
        last = run_variant(bench.w, x, Variant(**{gate: means[gate]})).h[-1, 0]
        out = network("adding").readout(last).item()
        assert getattr(freeze(GRU()), gate)[-1] == pytest.approx(out, abs=1e-5)


def test_a_gate_that_is_held_is_one_more_curve():
    held = GRU(hold="z_zero")
    assert freeze(held).own[-1] == pytest.approx(run(held).answer, abs=1e-5)
    np.testing.assert_array_equal(freeze(held).z, freeze(GRU()).z)


@pytest.mark.parametrize("gate", ["r", "z"])
def test_a_gate_can_be_held_at_the_mean_of_the_frozen_curve(gate):
    found = freeze(GRU(hold=f"{gate}_mean"))
    np.testing.assert_array_equal(found.own, getattr(found, gate))
    gates = getattr(run(GRU(task="text", hold=f"{gate}_mean")), gate)
    assert np.ptp(gates, axis=0).max() == 0


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("update", ["keep", "replace"])
@pytest.mark.parametrize("reset", ["after", "before"])
def test_the_ledger_and_the_candidate_add_up_in_every_convention(task, update, reset):
    trace = run(GRU(task=task, update=update, reset=reset))
    np.testing.assert_allclose(trace.kept + trace.new, trace.h, atol=1e-6)
    np.testing.assert_allclose(np.tanh(trace.given + trace.past), trace.n, atol=1e-6)
    np.testing.assert_allclose(trace.keep, trace.z if update == "keep" else 1 - trace.z)


@pytest.mark.parametrize("task", TASKS)
def test_the_record_is_torchs_own_run(task):
    settings = GRU(task=task)
    module = network(task).recurrent
    with torch.no_grad():
        expected, _ = module(example(settings)[0])
    trace = run(settings)
    np.testing.assert_allclose(trace.plain, expected[0], atol=1e-6)
    assert distance(trace) < 1e-5
    assert difference(settings) < 2e-5
    free = record_lesson(GRU(task=task, reset="before"))
    assert distance(free) > 0.05


@pytest.mark.parametrize("task", TASKS)
def test_seed_zero_is_the_network_that_the_other_lessons_show(task):
    theirs = shipped_runs.load(f"{task}_gru").result.predictor().state_dict()
    for name, values in network(task, 0).state_dict().items():
        torch.testing.assert_close(values, theirs[name], rtol=0, atol=2e-3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("task", TASKS)
def test_every_seed_has_learnt_its_task(task, seed):
    _, score = evaluate(network(task, seed), task, LENGTHS[task], 500, 7)
    assert score >= 0.99


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("task", TASKS)
def test_the_study_is_what_is_measured_now(task, seed):
    bench, figures = task_bench(task, seed), study()[task]
    for name, variant in bench.conditions().items():
        then, now = figures["conditions"][name][seed], bench.measure(variant)
        assert now["score"] == pytest.approx(then["score"], abs=0.01), name
        assert now["away"] == pytest.approx(then["away"], abs=0.01), name
    assert bench.units() == pytest.approx(figures["units"][seed], abs=0.03)
    assert bench.guessing == figures["guessing"]
    assert bench.relabelled() < 1e-4


def test_the_study_of_the_character_model_is_what_is_measured_now(monkeypatch):
    """Up to 16 free steps: more take most of the time, and lead back to what was learnt."""
    monkeypatch.setattr(measured, "LAST", measured.LAST[:6])
    bench, figures = text_bench(), study()["text"]
    recovery = bench.recovery("r")
    now = {
        "learnt": bench.judged(bench.free.h[-1])["loss"],
        "r_mean": recovery[0],  # held to the last step
        "z_mean": bench.measure(Variant(z=bench.means()["z"]))["loss"],
    }
    then = {name: figures["conditions"][name][0]["loss"] for name in now}
    assert now == pytest.approx(then, abs=0.01)
    assert bench.units() == pytest.approx(figures["units"][0], abs=0.03)
    assert bench.guessing == figures["guessing"]
    np.testing.assert_allclose(recovery, figures["recovery"]["r"][:6], atol=0.01)


def test_the_example_that_shows_where_u_stands_is_right_in_one_convention_only():
    example = {"example": 1, "length": 40}
    for reset, near in (("after", True), ("before", False)):
        trace = run(GRU(reset=reset, **example))
        assert (abs(trace.answer - trace.target) < TOLERANCE) == near


def test_the_best_constant_answer_by_hand():
    assert guessing(torch.tensor([0.5, 0.53, 0.47, 0.9, 0.1])) == 0.6
    assert guessing(torch.tensor([2, 1, 2, 0])) == 0.5
    # |X₁ + X₂| / 4 < 0.04 for a sum of two draws from U(−1, 1): 1 − (1 − 0.08)² = 0.1536
    assert study()["adding"]["guessing"] == pytest.approx(0.1536, abs=0.03)
    assert study()["temporal_order"]["guessing"] == pytest.approx(0.25, abs=0.03)


def test_in_text_the_reset_gate_counts_for_a_shorter_time_than_the_update_gate():
    figures = study()["text"]
    losses = {name: seeds[0]["loss"] for name, seeds in figures["conditions"].items()}
    assert losses["learnt"] < 2.1
    assert min(losses["r_mean"], losses["z_mean"]) > 3.2
    back = {
        gate: (all_[0] - np.array(all_)) / (all_[0] - all_[-1])
        for gate, all_ in figures["recovery"].items()
    }
    assert (back["r"][1:6] > back["z"][1:6] + 0.03).all()  # 1, 2, 4, 8 and 16 free steps
    assert figures["recovery"]["r"][-1] == pytest.approx(losses["learnt"], abs=0.02)
    assert figures["units"][0]["z"] > 0.4
    assert abs(figures["units"][0]["r"]) < 0.15


def test_the_unit_for_quotation_marks_is_the_one_of_the_card():
    found = shipped_runs.card("characters_gru")["probes"]["quote cell"]
    assert (found["unit"], found["sign"]) == (GRU().cell, 1)
    assert round(found["heldout"], 2) == 0.97
    assert round(found["control"]["heldout"], 2) == 0.64
    trace = run(GRU(task="text"))
    marks = [t for t, token in enumerate(trace.tokens) if token == '"']
    inside = [t for a, b in (marks[:2], marks[2:]) for t in range(a, b)]
    assert trace.h[inside, 34].min() > 0.95
    assert trace.h[: marks[0], 34].max() < 0.2


def test_a_text_is_read_as_the_character_model_reads_it():
    settings = GRU(task="text", sentence="循环 networks read “this”.", update="keep")
    trace, expected = run(settings), record_text("gru", settings.sentence)
    np.testing.assert_allclose(trace.h, expected.layer.h, atol=1e-5)
    surprise = expected.prediction.surprise
    assert trace.answer == pytest.approx(np.nanmean(surprise), rel=1e-4)
    assert trace.target == pytest.approx(trace.answer, rel=1e-4)
    wrong = run(GRU(task="text", sentence=settings.sentence, update="replace"))
    assert wrong.answer > trace.answer + 1
    assert wrong.target == pytest.approx(trace.target)


def test_the_update_gate_is_the_memory_in_every_seed():
    assert max(scores("adding", "z_mean")) < 0.2
    assert max(scores("temporal_order", "z_mean")) < 0.5
    assert max(scores("adding", "z_zero")) < 0.2
    assert max(scores("adding", "z_other")) < 0.2


def test_the_timing_of_the_reset_gate_matters_in_one_task_only():
    assert min(scores("adding", "r_mean")) > 0.9
    assert max(losses("adding", "r_mean")) < 1e-3
    assert max(scores("adding", "r_one")) < 0.2
    assert sorted(scores("temporal_order", "r_mean"))[1] < 0.6  # two of three
    assert max(scores("temporal_order", "r_mean")) > 0.99  # and the third does not need it


def test_wrong_conventions_cost_the_answer():
    assert max(scores("adding", "before")) < 0.35
    assert max(scores("temporal_order", "before")) < 0.9
    for task in TASKS:
        assert min(seed["away"] for seed in study()[task]["conditions"]["replace"]) > 1
        assert max(study()[task]["relabelled"]) < 1e-4


def test_time_scales_of_units_follow_the_gates_weakly_or_not():
    units = {task: study()[task]["units"] for task in TASKS}
    assert min(seed["z"] for seed in units["adding"]) > 0.3
    assert max(abs(seed["z"]) for seed in units["temporal_order"]) < 0.15
    assert all(seed["r"] > 0 for task in TASKS for seed in units[task])


def test_the_cards_say_who_learns():
    for task in TASKS:
        learnt = {
            code: [seed["learnt at step"] is not None for seed in seeds]
            for code, seeds in results(task).items()
        }
        assert learnt["gru"] == learnt["lstm_bias"] == [True] * 3
        assert learnt["lstm"] == [False] * 3
    steps = {
        code: [s["learnt at step"] for s in results("adding")[code]]
        for code in ("gru", "lstm_bias")
    }
    assert max(steps["lstm_bias"]) < min(steps["gru"])


def test_holding_z_at_one_carries_every_state_exactly_through_a_hundred_steps():
    trace = run(GRU(length=120, hold="z_one", since=20, example=14))
    for later in trace.h[19:]:
        np.testing.assert_array_equal(later, trace.h[18])
    assert len(trace.h[19:]) >= 100
    assert np.abs(trace.h[18]).max() > 0.1


def test_unit_13_writes_at_the_marked_numbers_and_keeps_else():
    trace = shipped()
    marked = [t for t, token in enumerate(trace.tokens) if token != "·"]
    assert marked == [2, 6]
    rest = [t for t in range(3, 40) if t not in marked]
    assert np.abs(trace.new[marked, 13]).min() > 0.5
    assert trace.z[rest, 13].min() > 0.9
    assert trace.answer == pytest.approx(trace.target, abs=0.01)


@pytest.mark.parametrize("network_class", [nn.GRU, nn.LSTM, nn.RNN])
@pytest.mark.parametrize("hidden", [1, 32])
def test_parameters_are_torchs(network_class, hidden):
    with torch.device("meta"):
        module = seeded(network_class, 2, hidden)
    expected = sum(p.numel() for p in module.parameters())
    assert parameters(network_class.__name__.lower(), 2, hidden) == expected


def test_ranks_and_memory_by_hand():
    assert ranked(np.array([1.0, 5.0, 9.0]), np.array([0.1, 0.2, 0.9])) == pytest.approx(1)
    assert ranked(np.array([1.0, 5.0, 9.0]), np.array([3.0, 2.0, 1.0])) == pytest.approx(-1)
    kept = torch.tensor([1.0, -1.0]).expand(6, 2)[..., None]  # never changes
    turned = kept * torch.tensor([1.0, -1.0] * 3)[:, None, None]  # turns at every step
    memory = remembered(torch.cat([kept, turned], dim=2), 3)
    np.testing.assert_allclose(memory, [1, -1], atol=1e-6)


def test_settings_that_others_decide():
    assert fixed({"hold": "none"})["since"].value == 1
    assert set(fixed({"hold": "z_one"})) == {"cell", "sentence", "show"}
    assert set(fixed({"task": "text"})) == {"unit", "example", "length", "since"}
    assert (GRU(task="text", cell=5).shown, GRU(unit=6).shown) == (5, 6)
    assert GRU(unit=5, order="index").recorded == GRU()
    assert sorted(arranged(shipped(), "keep")) == list(range(32))
    means = shipped().keep.mean(axis=0)[arranged(shipped(), "keep")]
    assert (np.diff(means) <= 0).all()


def test_extreme_settings_stay_finite():
    for length in (20, 120):
        for hold in GRU.rules()["hold"].codes:
            trace = run(GRU(length=length, hold=hold, update="replace", reset="before"))
            assert np.isfinite(trace.h).all()


def test_snippet_runs_as_it_is():
    code = snippet(GRU(length=20, reset="before"))
    assert "length=20, reset='before'" in code
    assert "GRU(2, 32, batch_first=True)" in printed(code)


def test_table_holds_what_the_picture_shows():
    import pandas as pd

    frame = pd.read_csv(io.StringIO(table(shipped())))
    rows = frame[(frame["quantity"] == "z") & (frame["unit"] == 13)]
    assert list(rows["time"]) == list(range(1, 41))
    np.testing.assert_allclose(rows["value"], shipped().z[:, 13], rtol=1e-6)
