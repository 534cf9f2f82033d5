"""A clamp, against a plain loop over time, one step and one unit after the other."""

import numpy as np
import pytest
import torch

from core.data.vocabulary import encode
from core.errors import InputError
from core.measures.clamp import Clamp
from core.measures.what_if import divergence, random_units, what_if
from core.networks import lstm
from core.networks.character_model import character_model
from core.networks.weights import weights
from core.shipped.characters import load_character_model, record_text

TEXT = 'He said "yes" and left.'


def small(seed=0, hidden=6):
    return character_model("lstm", hidden, 4, torch.Generator().manual_seed(seed))


def slow(model, text, clamp):
    """h and log-probabilities by hand: scalar gates, one unit at a time."""
    w = weights(model.recurrent)
    hidden = model.recurrent.hidden_size
    x = model.embedding(torch.from_numpy(encode(text)[0]))
    h, c, states = torch.zeros(hidden), torch.zeros(hidden), []
    for t in range(len(text)):
        free = lstm.step(w, x[t], h, c)
        gates = {name: getattr(free, name).clone() for name in "ifgo"}
        for unit in clamp.units:
            if clamp.start <= t < clamp.stop:
                gates[clamp.gate][unit] = clamp.value
        c = torch.stack(
            [gates["f"][k] * c[k] + gates["i"][k] * gates["g"][k] for k in range(hidden)]
        )
        h = torch.stack([gates["o"][k] * torch.tanh(c[k]) for k in range(hidden)])
        states.append((c, h))
    c, h = (torch.stack(values) for values in zip(*states, strict=True))
    return c, h, model.readout(h).log_softmax(-1)


@pytest.mark.parametrize("gate", ["f", "i", "g", "o"])
@pytest.mark.parametrize("seed", [0, 1, 2])
@torch.no_grad()
def test_a_clamp_equals_a_plain_loop(gate, seed):
    model = small(seed)
    clamp = Clamp(gate=gate, units=(1, 4), value=0.3, start=5, stop=14)
    found = what_if(model, TEXT, clamp, seed=seed, draws=3)
    c, h, logs = slow(model, TEXT, clamp)
    np.testing.assert_allclose(found.c_clamped, c, atol=1e-6)
    np.testing.assert_allclose(found.h_clamped, h, atol=1e-6)
    np.testing.assert_allclose(found.probabilities_clamped, logs.exp(), atol=1e-6)


@torch.no_grad()
def test_as_it_is_equals_the_recording_and_every_control_its_own_plain_loop():
    model = small()
    clamp = Clamp(gate="f", units=(2,), value=1.0, start=3, stop=20)
    found = what_if(model, TEXT, clamp, draws=4)
    base = slow(model, TEXT, Clamp(gate="f", units=(2,), value=1.0, start=99, stop=100))[2]
    for units, kl in zip(found.control_units, found.control_kl, strict=True):
        held = Clamp(gate="f", units=tuple(map(int, units)), value=1.0, start=3, stop=20)
        logs = slow(model, TEXT, held)[2]
        oracle = torch.nn.functional.kl_div(logs, base, reduction="none", log_target=True).sum(-1)
        np.testing.assert_allclose(kl, oracle / np.log(2), atol=1e-5)


def test_the_trained_model_as_it_is_is_what_the_recorder_says():
    clamp = Clamp(gate="i", units=(0,), value=0.0, start=0, stop=4)
    found = what_if(load_character_model("lstm"), TEXT, clamp, draws=1)
    trace = record_text("lstm", TEXT)
    np.testing.assert_allclose(found.c, trace.layer.c, atol=2e-5)
    np.testing.assert_allclose(found.probabilities, trace.prediction.probabilities, atol=2e-5)


def test_nothing_changes_before_the_span_and_keep_one_with_input_zero_holds_the_state():
    model = small(hidden=8)
    found = what_if(model, TEXT, Clamp(gate="o", units=(3,), value=0.0, start=7, stop=9), draws=2)
    np.testing.assert_array_equal(found.kl[:7], 0)
    assert found.kl[7] > 0
    np.testing.assert_array_equal(found.h_clamped[7:9, 3], 0)
    erased = what_if(model, TEXT, Clamp(gate="f", units=(3,), value=0.0, start=7, stop=9), draws=2)
    layer_i_g = erased.c_clamped[7:9, 3]  # nothing kept: only what was written, within ±1
    assert (np.abs(layer_i_g) < 1).all()
    assert found.inside.tolist() == [7 <= t < 9 for t in range(len(TEXT))]


def test_controls_are_other_units_and_the_same_for_the_same_seed():
    drawn = random_units((3, 5), 10, 20, seed=1)
    assert drawn.shape == (20, 2)
    assert not np.isin(drawn, [3, 5]).any()
    assert (drawn[:, 0] < drawn[:, 1]).all()
    assert torch.equal(drawn, random_units((3, 5), 10, 20, seed=1))
    assert not torch.equal(drawn, random_units((3, 5), 10, 20, seed=2))


def test_divergence_by_hand():
    # D((¾, ¼) ‖ (½, ½)) = ¾ log₂ 1.5 + ¼ log₂ 0.5 = 0.18872 bits
    p, q = torch.tensor([0.75, 0.25]).log(), torch.tensor([0.5, 0.5]).log()
    assert float(divergence(p, q)) == pytest.approx(0.18872, abs=1e-5)
    assert float(divergence(p, p)) == 0


def test_effects_are_means_from_the_first_clamped_step_on():
    found = what_if(small(), TEXT, Clamp(gate="f", units=(0,), value=1.0, start=6, stop=9), draws=5)
    assert found.effect == pytest.approx(found.kl[6:].mean())
    np.testing.assert_allclose(found.control_effects, found.control_kl[:, 6:].mean(axis=1))
    assert found.weaker_controls() == np.mean(found.control_effects < found.effect)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"gate": "z"}, "gate"),
        ({"value": 1.5}, "value"),
        ({"value": float("nan")}, "value"),
        ({"gate": "f", "value": -0.1}, "value"),
        ({"units": ()}, "units"),
        ({"units": (1, 1)}, "units"),
        ({"start": 4, "stop": 4}, "span"),
        ({"start": -1}, "span"),
    ],
)
def test_a_clamp_that_cannot_be_is_refused(change, field):
    good = {"gate": "g", "units": (1,), "value": -0.5, "start": 0, "stop": 3}
    with pytest.raises(InputError) as error:
        Clamp(**(good | change))
    assert error.value.field == field


@pytest.mark.parametrize("change", [{"units": (6,)}, {"units": (0, 1, 2, 3)}, {"stop": 100}])
def test_a_clamp_that_does_not_fit_the_model_or_the_text_is_refused(change):
    good = {"gate": "f", "units": (1,), "value": 0.5, "start": 0, "stop": 3}
    with pytest.raises(InputError):
        what_if(small(), TEXT, Clamp(**(good | change)))
