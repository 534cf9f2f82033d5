import subprocess
import sys

import numpy as np
import pytest
import torch

from core.data.tasks import TASKS
from core.draws import FRESH, stream
from core.errors import InputError
from core.gradients.loss import loss_gradients
from core.shipped import store as shipped
from core.training.log import HELD_OUT, PROBED, evaluate
from train.runs import CONFIGS, config

UNSEEN = 12345  # a seed that neither training nor cards have used
LEARNT = ("gru", "lstm_bias")


def test_every_run_that_can_be_made_is_there():
    assert set(CONFIGS) <= set(shipped.names())


def test_all_of_it_is_smaller_than_two_megabytes():
    files = [f"{name}{ending}" for name in CONFIGS for ending in (".json", ".safetensors")]
    assert sum((shipped.FOLDER / file).stat().st_size for file in files) < 2e6


@pytest.mark.parametrize("name", CONFIGS)
def test_a_network_does_on_fresh_sequences_what_its_card_says(name):
    run = shipped.load(name)
    settings, claim = run.result.config, run.card["heldout"]
    loss, score = evaluate(run.result.predictor(), settings.task, settings.length, 2000, UNSEEN)
    assert score == pytest.approx(claim["score"], abs=0.04)
    if name.endswith(LEARNT):
        assert loss < 0.01 * run.card["chance"]
    else:
        assert loss == pytest.approx(claim["loss"], rel=0.05)


@pytest.mark.parametrize("name", CONFIGS)
def test_all_seeds_tell_the_story_that_is_shipped(name):
    seeds = shipped.card(name)["seeds"]
    assert [seed["seed"] for seed in seeds] == [0, 1, 2]
    if name.endswith(LEARNT):
        assert min(seed["score"] for seed in seeds) > 0.99
    else:
        assert max(seed["score"] for seed in seeds) < 0.3


@pytest.mark.parametrize("name", CONFIGS)
def test_the_settings_on_the_card_are_those_it_is_made_with(name):
    assert shipped.load(name).result.config == config(name, seed=0)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_snapshots_are_the_networks_that_were_recorded(name):
    result = shipped.load(name).result
    task, trace = result.config.task, result.trace
    assert trace.dh.shape == (25, result.config.length)
    assert trace.step.tolist() == list(result.config.recorded_steps())
    for row in (0, 12, -1):
        loss, _ = evaluate(result.predictor(row), task, result.config.length, HELD_OUT, 0)
        assert loss == pytest.approx(trace.heldout[row], rel=0.05, abs=1e-4)  # float16 weights


@pytest.mark.parametrize("name", CONFIGS)
def test_the_recorded_gradients_are_those_of_the_first_snapshot(name):
    result = shipped.load(name).result
    task, network = TASKS[result.config.task], result.predictor(0)
    x, y = task.sample(HELD_OUT, result.config.length, stream(0, FRESH))
    norms = []
    for row in range(PROBED):

        def loss(output, row=row):
            answer = network.double().readout(output[:, -1])
            return task.loss(answer, y[row : row + 1])[0]

        norms.append(loss_gradients(network.recurrent, x[row : row + 1], loss).dh)
    found, expected = np.mean(norms, axis=0), result.trace.dh[0]
    assert np.allclose(np.log10(found), np.log10(expected), atol=0.05)  # float16 weights


def test_what_a_card_says_can_be_read_without_torch():
    code = (
        "import sys; from core.shipped import store as shipped;"
        "[shipped.card(n) for n in shipped.names()];"
        "[shipped.trace(n) for n in sys.argv[1:]];"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, *CONFIGS], check=True)


@pytest.mark.parametrize("name", ["nothing", "../weights/adding_rnn", "", "adding_rnn.json"])
def test_a_name_that_is_not_there_is_refused_with_those_that_are(name):
    with pytest.raises(InputError, match="name must be one of adding_gru, adding_lstm, "):
        shipped.load(name)


def test_a_run_is_saved_as_it_is_loaded(tmp_path):
    run = shipped.load("adding_rnn")
    shipped.save("again", run.result, tmp_path)
    shipped.save_card("again", run.card, tmp_path)
    again = shipped.load("again", tmp_path)
    assert shipped.names(tmp_path) == ("again",)
    assert again.card == run.card
    for name, values in run.result.snapshots.items():
        assert torch.equal(values, again.result.snapshots[name])
    assert (tmp_path / "again.safetensors").read_bytes() == (
        shipped.FOLDER / "adding_rnn.safetensors"
    ).read_bytes()
