"""The lesson's recording, and every claim that the page makes about it, with three seeds."""

import numpy as np
import pytest
import torch

from core.errors import InputError
from core.lessons.settings import Among, Held
from core.lessons.vanishing_gradient.lesson import fixed, record_lesson, shipped, snippet, table
from core.lessons.vanishing_gradient.run import difference, make_input, make_reader, memory, run
from core.lessons.vanishing_gradient.settings import NETWORKS, VanishingGradient
from core.measures.fading import main_path, mean_factor, steps_until_faded
from core.networks import gru, lstm, rnn
from core.networks.weights import weights
from core.shipped.store import trace as shipped_run
from tests.snippets import printed

SEEDS = (0, 1, 2)
LINEAR = {"nonlinearity": "linear", "init": "orthogonal"}


def norms(code, **settings):
    return main_path(run(VanishingGradient(**settings)).gradients[code])


def unrolled(code, reader):
    """Run the written-out equations in float64 with a graph; the states on the main path."""
    w = weights(reader.module.double())
    h = c = torch.zeros(len(reader.readout), dtype=torch.float64, requires_grad=True)
    path = []
    for x in reader.x[0].double():
        if code.startswith("lstm"):
            *_, c, h = lstm.step(w, x, h, c)
            path.append(c)
        else:
            h = rnn.step(w, x, h).h if code == "rnn" else gru.step(w, x, h).h
            path.append(h)
    return path, h


@pytest.mark.parametrize("code", NETWORKS)
def test_gradients_equal_autograd_through_the_written_out_equations(code):
    reader = make_reader(code, VanishingGradient(length=12, hidden=8))
    path, last = unrolled(code, reader)
    found = torch.autograd.grad(last @ reader.readout.double(), path)
    expected = [float(g.norm()) for g in found]
    np.testing.assert_allclose(norms(code, length=12, hidden=8), expected, rtol=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_defaults_vanish_and_the_forget_bias_does_not(seed):
    for code in ("rnn", "gru", "lstm"):
        path = norms(code, seed=seed)
        assert path[0] < 1e-5 * path[-1], code
        assert steps_until_faded(path) < 15
    biased = norms("lstm_bias", seed=seed)
    assert steps_until_faded(biased) is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("radius", [0.8, 1.2])
def test_an_orthogonal_linear_rnn_follows_its_radius_exactly(seed, radius):
    path = norms("rnn", seed=seed, radius=radius, **LINEAR)
    expected = path[-1] * radius ** np.arange(len(path))[::-1]
    np.testing.assert_allclose(path, expected, rtol=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_saturation_keeps_tanh_far_below_the_linear_rate(seed):
    lesson = run(VanishingGradient(init="gaussian", radius=1.5, seed=seed))
    rnn = lesson.gradients["rnn"]
    assert rnn.dh[0] < 1e-3 * rnn.rate[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_closed_forget_gate_is_worse_than_the_default(seed):
    lesson = run(VanishingGradient(forget_bias=-2.0, seed=seed)).gradients
    assert main_path(lesson["lstm_bias"])[0] < 1e-6 * main_path(lesson["lstm"])[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_clipping_multiplies_every_norm_by_one_factor(seed):
    loose = run(VanishingGradient(radius=1.2, seed=seed, **LINEAR))
    tight = run(VanishingGradient(radius=1.2, seed=seed, clip=1.0, **LINEAR))
    for code in NETWORKS:
        scale = tight.scales[code]
        np.testing.assert_allclose(
            tight.gradients[code].dh, scale * loose.gradients[code].dh, rtol=1e-12
        )
        np.testing.assert_allclose(tight.gradients[code].ratio, loose.gradients[code].ratio)
    assert tight.scales["rnn"] < 1e-3  # it exploded


@pytest.mark.parametrize("nonlinearity", ["linear", "relu"])
def test_the_worst_explosion_is_clipped_and_the_equations_still_hold(nonlinearity):
    made = {"nonlinearity": nonlinearity, "init": "gaussian", "radius": 2.0, "length": 200}
    settings = VanishingGradient(clip=1.0, **made)
    assert 0 < run(settings).scales["rnn"] < 1e-30
    assert difference("rnn", settings) < 1e-10


def test_clip_scale_equals_torch_clip_grad_norm():
    settings = VanishingGradient(clip=0.5, length=20)
    for code in NETWORKS:
        reader = make_reader(code, settings)
        weights = list(reader.module.parameters())
        for weight in weights:
            weight.requires_grad_()
        out, _ = reader.module(reader.x)
        for weight, g in zip(
            weights, torch.autograd.grad(reader.answer(out), weights), strict=True
        ):
            weight.grad = g
        norm = torch.nn.utils.clip_grad_norm_(weights, 0.5)
        expected = min(1.0, 0.5 / float(norm))
        assert run(settings).scales[code] == pytest.approx(expected, rel=1e-4)


def test_trained_networks_reach_back_as_the_race_says():
    def trained(code):
        held = {name: item.value for name, item in fixed({"trained": "adding"}).items()
                if isinstance(item, Held) and name in VanishingGradient.rules()}  # fmt: skip
        steps = fixed({"trained": "adding"})["step"]
        assert isinstance(steps, Among)
        settings = VanishingGradient(**held, trained="adding", step=steps.values[-1])
        return main_path(run(settings).gradients[code])

    assert steps_until_faded(trained("gru")) is None
    assert steps_until_faded(trained("lstm_bias")) is None
    assert steps_until_faded(trained("lstm")) is not None


def test_own_text_is_read_one_character_a_step():
    settings = VanishingGradient(source="own", sentence="循环神经网络会忘记第一个词")
    lesson = run(settings)
    assert lesson.gradients["rnn"].tokens == tuple("循环神经网络会忘记第一个词")
    _, _, tokens = make_input(VanishingGradient(source="adding", length=30))
    assert sum(token != "·" for token in tokens) == 2


def test_settings_that_others_decide():
    assert fixed({"init": "torch"})["radius"].reason
    assert "radius" not in fixed({"init": "gaussian"})
    assert fixed({"source": "own", "sentence": "x" * 17})["length"].value == 17
    trained = fixed({"trained": "adding"})
    assert trained["source"].value == "adding"
    assert trained["length"].value == 40
    with pytest.raises(InputError, match="hidden must be 8–128, got 4"):
        VanishingGradient(hidden=4)


def test_extreme_settings_stay_finite():
    for settings in (
        {
            "length": 200,
            "hidden": 128,
            "init": "gaussian",
            "radius": 2.0,
            "nonlinearity": "relu",
        },
        {"length": 200, "hidden": 8, "init": "gaussian", "radius": 2.0, "nonlinearity": "linear"},
        {"length": 200, "hidden": 8, "init": "orthogonal", "radius": 0.3, "nonlinearity": "relu"},
        {"length": 10, "hidden": 8, "forget_bias": -2.0},
    ):
        for trace in record_lesson(VanishingGradient(**settings)).gradients.values():
            assert np.isfinite(main_path(trace)).all()


def test_steps_until_faded_by_hand():
    assert steps_until_faded(np.array([0.001, 0.5, 1.0])) == 2
    assert steps_until_faded(np.array([0.02, 0.5, 1.0])) is None
    assert steps_until_faded(np.array([0.0, 0.0])) is None


def test_mean_factor_by_hand():
    assert mean_factor(np.array([0.125, 0.3, 1.0])) == pytest.approx(np.sqrt(0.125))
    assert mean_factor(np.array([0.0, 1.0])) == 0.0


def test_a_long_gradient_is_not_enough():
    trace = shipped_run("adding_rnn")
    reach = trace.dh[:, 0] / trace.dh[:, -1]
    far = np.flatnonzero(reach > 0.01)
    assert len(far)
    assert (trace.heldout[far] > 0.9 * trace.chance).all()


def test_memory_of_a_step_on_itself_is_the_identity():
    pairs = memory("rnn", VanishingGradient(length=10, hidden=16))
    np.testing.assert_allclose(np.diag(pairs.dh), 4.0)  # ‖I‖_F = √16
    with pytest.raises(InputError):
        memory("rnn", VanishingGradient(length=200, hidden=128))


@pytest.mark.parametrize("code", NETWORKS)
def test_equations_agree_with_torch(code):
    assert difference(code, VanishingGradient()) < 2e-6


def test_snippet_runs_as_it_is():
    code = snippet(VanishingGradient(length=20, nonlinearity="relu"))
    assert "length=20, nonlinearity='relu'" in code
    assert printed(code).startswith("rnn ")


def test_table_holds_what_the_picture_shows():
    import io

    import pandas as pd

    frame = pd.read_csv(io.StringIO(table(shipped())))
    rows = frame[(frame["network"] == "lstm_bias") & (frame["quantity"] == "dc")]
    assert list(rows["time"]) == list(range(1, 41))
    np.testing.assert_allclose(rows["value"], shipped().gradients["lstm_bias"].dc)
