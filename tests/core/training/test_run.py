import math
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import nn

from core.data.tasks import TASKS
from core.draws import DATA, stream
from core.errors import InputError
from core.training.config import TrainingConfig
from core.training.log import HELD_OUT, evaluate
from core.training.run import initial_predictor, run, train

SMALL = {"length": 12, "hidden": 8, "batch": 8, "steps": 20, "recordings": 5}


def small(task="adding", network="lstm", **settings):
    return TrainingConfig(task=task, network=network, **{**SMALL, **settings})


def same(one, two):
    arrays = (
        "step",
        "loss",
        "heldout",
        "score",
        "dh",
        *(("dc",) if one.trace.dc is not None else ()),
    )
    return all(
        np.array_equal(getattr(one.trace, name), getattr(two.trace, name)) for name in arrays
    ) and all(torch.equal(one.snapshots[name], two.snapshots[name]) for name in one.snapshots)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("network", ["rnn", "gru", "lstm"])
def test_a_run_is_what_torchs_own_loop_would_do(task, network):
    config = small(task, network, learning_rate=0.02, clip=0.5)
    oracle = initial_predictor(config)
    optimiser = torch.optim.Adam(oracle.parameters(), 0.02)
    data = stream(config.seed, DATA)
    for _ in range(config.steps):
        x, y = TASKS[task].sample(config.batch, config.length, data)
        loss = nn.MSELoss() if task == "adding" else nn.CrossEntropyLoss()
        optimiser.zero_grad()
        loss(oracle(x).squeeze(-1), y).backward()
        nn.utils.clip_grad_norm_(oracle.parameters(), 0.5)
        optimiser.step()
    trained = run(config).predictor()
    for ours, theirs in zip(trained.parameters(), oracle.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


@pytest.mark.parametrize("network", ["rnn", "gru", "lstm"])
def test_the_settings_decide_the_run(network):
    one, two = run(small(network=network)), run(small(network=network))
    assert same(one, two)
    assert not same(one, run(small(network=network, seed=1)))


def test_two_at_once_get_exactly_what_each_gets_alone():
    configs = [small(network=n, seed=s) for n in ("lstm", "gru") for s in (0, 1)]
    alone = [run(config) for config in configs]
    over = threading.Event()

    def disturb():
        while not over.is_set():
            torch.manual_seed(0)
            torch.rand(100)

    noise = threading.Thread(target=disturb)
    with torch.random.fork_rng(devices=[]):
        noise.start()
        try:
            with ThreadPoolExecutor(len(configs)) as pool:
                together = list(pool.map(run, configs))
        finally:
            over.set()
            noise.join()
    assert all(same(a, b) for a, b in zip(alone, together, strict=True))


def test_the_global_generator_is_left_alone():
    before = torch.get_rng_state()
    run(small())
    assert torch.equal(before, torch.get_rng_state())


def test_progress_after_every_update_and_a_row_at_every_recorded_step():
    seen = list(train(small()))
    assert [(p.step, p.steps) for p in seen] == [(step, 20) for step in range(1, 21)]
    assert [len(p.trace.step) for p in seen] == [1] * 4 + [2] * 5 + [3] * 5 + [4] * 5 + [5]
    assert all(math.isfinite(p.loss) for p in seen)
    trace = seen[-1].trace
    assert trace.step.tolist() == [0, 5, 10, 15, 20]
    assert trace.loss[2] == pytest.approx(np.mean([p.loss for p in seen[5:10]]))
    assert trace.dh.shape == trace.dc.shape == (5, 12)


def test_the_recorded_numbers_are_those_of_the_snapshots():
    result = run(small("temporal_order", "gru"))
    for row in (0, 2, -1):
        loss, score = evaluate(result.predictor(row), "temporal_order", 12, HELD_OUT, 0)
        assert (result.trace.heldout[row], result.trace.score[row]) == pytest.approx((loss, score))
    start = initial_predictor(result.config).state_dict()
    assert all(torch.equal(start[name], w[0]) for name, w in result.snapshots.items())
    assert result.trace.loss[0] == result.trace.heldout[0]
    assert result.diverged is None
    assert result.trace.dc is None


def test_a_run_can_be_stopped_by_closing_it():
    steps = train(small())
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


def test_a_run_that_explodes_ends_with_what_was_finite():
    wild = small(network="rnn", nonlinearity="relu", init="gaussian", radius=2.0, length=100)
    config = TrainingConfig(**{**vars(wild), "learning_rate": 10.0, "clip": None})
    result = run(config)
    assert 1 <= result.diverged < config.steps
    assert len(result.trace.step) >= 1
    assert all(np.isfinite(getattr(result.trace, n)).all() for n in ("loss", "heldout", "dh"))
    assert len(result.snapshots["readout.bias"]) == len(result.trace.step)


def test_a_run_learns():
    config = TrainingConfig(
        task="temporal_order", network="gru", length=10, hidden=16, steps=300, learning_rate=0.02
    )
    trace = run(config).trace
    assert trace.score[0] < 0.5
    assert trace.score[-1] > 0.95
    assert trace.heldout[-1] < 0.2 * trace.chance


def test_the_frame_lists_the_steps_by_their_numbers():
    frame = run(small()).trace.frame("dh")
    assert frame["step"].unique().tolist() == [0, 5, 10, 15, 20]
    assert frame["time"].unique().tolist() == list(range(1, 13))


def test_few_updates_are_recorded_once_each():
    assert small(steps=3).recorded_steps() == (0, 1, 2, 3)
    assert small(steps=1000, recordings=3).recorded_steps() == (0, 500, 1000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("task", "copying"),
        ("network", "cnn"),
        ("length", 7),
        ("hidden", 0),
        ("batch", 0),
        ("steps", 0),
        ("recordings", 1),
        ("seed", -1),
        ("seed", 2**32),
        ("learning_rate", 0.0),
        ("learning_rate", math.nan),
        ("clip", 0.0),
        ("nonlinearity", "relu"),
        ("radius", 1.0),
        ("init", "ones"),
        ("forget_bias", math.inf),
    ],
)
def test_settings_that_cannot_work_are_refused_by_name(field, value):
    with pytest.raises(InputError) as caught:
        small(**{field: value})
    assert caught.value.field == field
