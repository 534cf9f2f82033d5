"""The five trained steps: what is shipped, what their cards claim, and how they are made."""

import pytest
import torch
from torch import nn

from core.data.tasks import TASKS
from core.draws import FRESH, stream
from core.lessons.lstm_derivation.lesson import MISTAKEN, trained_traces
from core.lessons.lstm_derivation.settings import GATED, STEPS, run_name
from core.shipped import store as shipped
from core.training.config import TrainingConfig
from core.training.log import HELD_OUT, evaluate
from core.training.run import run
from train import derivation as training

UNSEEN = 54321  # a seed that neither training nor cards have used
RUNS = [*(run_name(code) for code in (*STEPS, MISTAKEN)), *(run_name(c, "default") for c in GATED)]


def seeds(name):
    return shipped.card(name)["seeds"]


def test_every_run_is_there_and_made_with_what_its_card_says():
    assert set(training.runs()) == set(RUNS)
    for name, settings in training.runs().items():
        config = shipped.load(name).result.config
        assert {key: getattr(config, key) for key in settings} == settings
    total = sum(p.stat().st_size for p in shipped.FOLDER.glob("*derivation*"))
    assert total < 600_000


def test_all_runs_are_equal_but_for_the_network_and_its_forget_bias():
    configs = [vars(shipped.load(name).result.config) for name in RUNS]
    for key in configs[0]:
        if key not in ("network", "forget_bias"):
            assert len({config[key] for config in configs}) == 1, key


@pytest.mark.parametrize("name", RUNS)
def test_a_network_does_on_fresh_sequences_what_its_card_says(name):
    loaded = shipped.load(name)
    predictor, claim = loaded.result.predictor(), loaded.card["heldout"]
    loss, score = evaluate(predictor, "adding", 40, 2000, UNSEEN)
    assert score == pytest.approx(claim["score"], abs=0.04)
    if claim["loss"] > 0.01:
        assert loss == pytest.approx(claim["loss"], rel=0.1)
    else:
        assert loss < 0.01 * loaded.card["chance"]


@pytest.mark.parametrize("name", RUNS)
def test_three_seeds_are_recorded_with_the_weights_before_and_after(name):
    traces = trained_traces(name.split("_")[1], "default" if name.endswith("default") else "")
    assert [len(trace.step) for trace in traces] == [25] * 3
    result = shipped.load(name).result
    x, y = TASKS["adding"].sample(HELD_OUT, 40, stream(0, FRESH))
    with torch.no_grad():  # the sequences every run is watched on
        for row in (0, -1):
            loss = nn.functional.mse_loss(result.predictor(row)(x).squeeze(-1), y)
            assert float(loss) == pytest.approx(traces[0].heldout[row], rel=0.1, abs=1e-4)


def test_what_learns_and_what_does_not():
    chance = shipped.card(run_name("plain"))["chance"]
    assert max(s["score"] for s in seeds(run_name("plain"))) < 0.2
    assert min(s["loss"] for s in seeds(run_name("add"))) > chance  # worse than a constant
    assert all(s["learnt at step"] is None for s in seeds(run_name("add")))
    for code in (*GATED, MISTAKEN):
        assert min(s["score"] for s in seeds(run_name(code))) > 0.98, code


def test_what_did_not_help():
    """Step 3 wins everything; two more gates need longer for the same, or fail."""

    def learnt(code, variant=""):
        return [s["learnt at step"] for s in seeds(run_name(code, variant))]

    assert max(learnt("forget")) < min(learnt("input") + learnt("output"))
    assert None not in learnt("forget", "default")
    assert learnt("input", "default") == learnt("output", "default") == [None] * 3


def test_the_worst_of_the_five_is_step_two():
    losses = {code: [s["loss"] for s in seeds(run_name(code))] for code in STEPS}
    assert min(losses["add"]) > max(max(losses[code]) for code in STEPS if code != "add")


def test_a_run_is_written_with_all_seeds_and_its_card(tmp_path, monkeypatch):
    for function in ("save", "save_card"):
        whole = getattr(shipped, function)
        monkeypatch.setattr(
            shipped,
            function,
            lambda name, what, whole=whole, **more: whole(name, what, tmp_path, **more),
        )
    sizes = {"length": 10, "hidden": 4, "steps": 4, "recordings": 3}
    settings = training.runs()["derivation_forget"] | sizes
    results = [run(TrainingConfig(**settings, seed=seed)) for seed in (0, 1, 2)]
    training.make_run("again", results)
    loaded = shipped.load("again", tmp_path)
    assert loaded.card["made by"] == "python -m train lstm_derivation"
    assert [seed["seed"] for seed in loaded.card["seeds"]] == [0, 1, 2]
    before = results[0].snapshots["readout.weight"][0].half()
    assert torch.equal(loaded.result.snapshots["readout.weight"][0], before)
    assert len(loaded.result.snapshots["readout.weight"]) == 2
