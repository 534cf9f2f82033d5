"""The lesson's recording, and every claim that its page makes, with three seeds."""

import io

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from core.data.tasks import characters
from core.errors import InputError
from core.gradients.loss import layer_gradients
from core.lessons.your_model.input import make_input, spell
from core.lessons.your_model.lesson import record_lesson, shipped, snippet, table
from core.lessons.your_model.run import (
    difference,
    estimated_memory,
    example,
    gradient_of,
    memory,
    readout,
    run,
    run_example,
    with_radii,
)
from core.lessons.your_model.settings import EXAMPLES, YourModel
from core.measures.diagnosis import findings
from core.measures.fading import main_path, mean_factor
from core.shipped.store import card
from core.uploads.refusal import UploadError
from tests.modules import seeded
from tests.snippets import printed

SEEDS = (0, 1, 2)


def measured(code, seed, **more):
    return run_example(YourModel(example=code, seed=seed, **more))


def test_the_shipped_recording_names_the_shape_of_its_module():
    assert shipped().shape == run_example(YourModel()).shape


def test_which_examples_learnt_is_what_their_cards_say():
    for code, learnt in (("lstm", False), ("lstm_bias", True), ("gru", True), ("rnn", False)):
        about = card(f"adding_{code}")
        assert about["config"]["steps"] == 2000
        for run_of in about["seeds"]:  # three
            assert (run_of["learnt at step"] is not None) == learnt
            assert run_of["loss"] < 0.001 if learnt else run_of["loss"] > 0.04  # chance: 1/24


@pytest.mark.parametrize("seed", SEEDS)
def test_training_shortened_the_memory_of_the_default_lstm(seed):
    lesson = measured("lstm", seed)
    assert lesson.diagnosis.reach < lesson.fresh_diagnosis.reach < 20  # half of the steps
    assert lesson.diagnosis.forget_bias < 0
    assert lesson.diagnosis.opening[1] < 0.45


@pytest.mark.parametrize("seed", SEEDS)
def test_the_forget_bias_makes_the_difference(seed):
    found = measured("lstm_bias", seed).diagnosis
    assert found.reach is None
    assert found.saturated[1] > 0.5
    assert found.opening[1] > 0.9
    assert measured("lstm_bias", seed, length=200).diagnosis.reach is None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gru_learnt_to_keep(seed):
    lesson = measured("gru", seed)
    assert lesson.diagnosis.reach is None
    assert 8 <= lesson.fresh_diagnosis.reach <= 12  # "about ten steps"
    assert lesson.diagnosis.opening[1] > 0.7 > 0.55 > lesson.fresh_diagnosis.opening[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rnn_reaches_no_farther_than_a_fresh_one(seed):
    lesson = measured("rnn", seed)
    assert abs(lesson.diagnosis.reach - lesson.fresh_diagnosis.reach) <= 2
    assert 9 <= lesson.diagnosis.reach <= 12  # a quarter of 40, or a little more


@pytest.mark.parametrize("seed", SEEDS)
def test_random_numbers_hardly_change_the_diagnosis_of_the_lstm(seed):
    task, noise = (measured("lstm", seed, source=s).diagnosis for s in ("task", "random"))
    assert abs(task.reach - noise.reach) <= 1
    np.testing.assert_allclose(task.saturated, noise.saturated, atol=0.02)
    np.testing.assert_allclose(task.opening, noise.opening, atol=0.03)
    assert task.dead == noise.dead


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", ["lstm", "lstm_bias", "gru"])
def test_each_step_back_leaves_at_least_what_the_gate_keeps(code, seed):
    """The direct path multiplies by the gate; the other paths add to it."""
    lesson = measured(code, seed)
    both = (lesson.diagnosis, lesson.gradient), (lesson.fresh_diagnosis, lesson.fresh_gradient)
    for found, gradient in both:
        keeps = found.opening[found.gates.index("z" if code == "gru" else "f")]
        assert keeps < mean_factor(main_path(gradient)[-1 - (found.reach or 39) :])


@pytest.mark.parametrize("code", EXAMPLES)
def test_equations_agree_with_torch(code):
    module = example(code)
    x, tokens = make_input(YourModel(), 2)
    assert difference(module, x) < 2e-6
    lesson = run(module, x, tokens, YourModel())
    pairs = memory(module, x, tokens, lesson.trace)
    np.testing.assert_allclose(np.diag(pairs.dh), np.sqrt(32))


def test_a_layer_too_large_for_all_pairs_is_estimated():
    module, x = seeded(nn.GRU, 2, 200).eval(), torch.ones(40, 2)
    lesson = run(module, x, ("",) * 40, YourModel())
    with pytest.raises(InputError, match="at most 6400"):
        memory(module, x, ("",) * 40, lesson.trace)
    found = estimated_memory(module, x, ("",) * 40, lesson.trace)
    diagonal = np.diag(found.pairs.dh) / np.sqrt(200)  # of the identity
    np.testing.assert_allclose(diagonal, 1, atol=5 * found.error)


@pytest.mark.parametrize("inputs", [1, 7, 16, 40])
def test_text_is_the_characters_vectors_cut_or_multiplied(inputs):
    x, tokens = spell("猫 cat", inputs)
    vectors = characters("猫 cat")[0][0]
    assert tokens == tuple("猫 cat")
    if inputs <= 16:
        torch.testing.assert_close(x, vectors[:, :inputs])
    else:
        P = torch.linalg.lstsq(vectors[:4], x[:4]).solution  # one fixed linear map
        assert torch.linalg.matrix_rank(x) <= 16
        torch.testing.assert_close(spell("猫猫", inputs)[0][0], x[0])
        assert P.shape == (16, inputs)
        assert float(spell("abcdefghijklmnopqrstuvwxyz" * 4, inputs)[0].std()) == pytest.approx(
            1, abs=0.2
        )


def test_token_ids_are_rows_of_the_embedding():
    table = torch.arange(12.0).view(6, 2)
    settings = YourModel(source="tokens", tokens="5, 0 2")
    x, tokens = make_input(settings, 2, embedding=table)
    assert x.tolist() == [[10, 11], [0, 1], [4, 5]]
    assert tokens == ("5", "0", "2")
    for bad in ("6", "-1", "a", "1.5", " , "):
        with pytest.raises(UploadError) as caught:
            make_input(YourModel(source="tokens", tokens=bad), 2, embedding=table)
        assert caught.value.code == "token"


def test_one_hot_vectors_have_one_place_each():
    settings = YourModel(source="onehot", tokens="2, 0 2")
    x, tokens = make_input(settings, 3, dtype=torch.float64)
    assert x.tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 1]]
    assert x.dtype == torch.float64
    assert tokens == ("2", "0", "2")
    for bad in ("3", "-1", "a", " , "):
        with pytest.raises(UploadError) as caught:
            make_input(YourModel(source="onehot", tokens=bad), 3)
        assert caught.value.code == "input"


def test_a_source_that_does_not_fit_is_refused():
    with pytest.raises(InputError, match="3 inputs"):
        make_input(YourModel(source="task"), 3)
    with pytest.raises(InputError, match="tokens"):
        make_input(YourModel(source="tokens"), 3)


def test_a_model_that_grows_without_bound_is_refused():
    module = seeded(nn.RNN, 2, 3, nonlinearity="relu")
    with torch.no_grad():
        for weight in module.parameters():
            weight.fill_(1e20)
    with pytest.raises(UploadError) as caught:
        run(module, torch.ones(9, 2), ("",) * 9, YourModel())
    assert caught.value.code == "grows"


def test_a_batch_is_named_as_what_it_is():
    module = seeded(nn.LSTM, 2, 3, batch_first=True)
    with pytest.raises(
        InputError, match=r"x must be one text, of shape \(time, input\), got"
    ) as got:
        run(module, torch.ones(1, 9, 2), ("",) * 9, YourModel())
    assert not isinstance(got.value, UploadError)


def test_radii_are_measured_apart_and_change_nothing_else():
    module = seeded(nn.LSTM, 2, 5, 2, bidirectional=True, batch_first=True)
    x, tokens = make_input(YourModel(source="random"), 2)
    settings = YourModel(place=3, seed=4)
    first, whole = gradient_of(module, x, tokens, settings), run(module, x, tokens, settings)
    assert first.diagnosis.radius is None
    assert findings(first.diagnosis)
    np.testing.assert_array_equal(first.gradient.dc, whole.gradient.dc)
    W = module.weight_hh_l1_reverse.detach().double().chunk(4)
    every = [float(torch.linalg.eigvals(block).abs().max()) for block in W]
    np.testing.assert_allclose(whole.diagnosis.radius, every, rtol=1e-6)
    assert not np.allclose(whole.fresh_diagnosis.radius, every)


def test_a_large_rnn_is_shown_before_any_eigenvalue_is_looked_for(monkeypatch):
    module = seeded(nn.RNN, 3, 400, nonlinearity="tanh")
    x, tokens = make_input(YourModel(source="random"), 3)
    settings = YourModel(seed=2)

    def asked(*_):
        raise AssertionError

    with monkeypatch.context() as first:
        for where in ("step_factors.spectral_radius", "step_factors.largest_singular_value"):
            first.setattr(f"core.gradients.{where}", asked)
        first.setattr("core.lessons.your_model.run.spectral_radius", asked)
        shown = gradient_of(module, x, tokens, settings)
    whole = with_radii(shown, module, settings.seed)
    W = module.weight_hh_l0.detach().double()
    every = float(torch.linalg.eigvals(W).abs().max())
    assert f"{whole.diagnosis.radius[0]:.4f}" == f"{every:.4f}"
    loss = readout(whole.shape, False, settings.seed)
    (expected,) = layer_gradients(module, x, loss, tokens)
    for name in ("radius", "sigma", "max_slope", "rate", "bound", "dh", "slope"):
        ours, theirs = (getattr(found, name) for found in (whole.gradient, expected))
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("length", [1, 2])
def test_very_short_inputs_are_recorded(length):
    module = seeded(nn.LSTM, 2, 3, 2, bidirectional=True, proj_size=2)
    lesson = run(module, torch.ones(length, 2), ("a",) * length, YourModel(place=99))
    assert lesson.trace.layer == 1
    assert lesson.trace.reverse


def test_the_snippet_runs_as_it_is():
    assert "is left: 6" in printed(snippet(YourModel()))
    assert "is left:" in printed(snippet(YourModel(example="gru", source="text", sentence="it's")))


def test_the_snippet_of_an_upload_runs_beside_its_file(tmp_path):
    from core.uploads.state_dict import module_shape

    model = nn.ModuleDict({"emb": seeded(nn.Embedding, 9, 2), "rnn": seeded(nn.RNN, 2, 3)})
    torch.save(model.state_dict(), tmp_path / "it's mine.pt")
    (tmp_path / "input.csv").write_text("1,2\n3,4\n5,6\n", "utf-8")
    here = module_shape(model.state_dict(), "rnn.")
    for source in ("random", "csv", "ids", "tokens", "onehot"):
        settings = YourModel(source=source, nonlinearity="relu")
        code = snippet(settings, here, "it's mine.pt", "emb.weight", slice(1, 3))
        assert "is left:" in printed(code, tmp_path)
        assert ("[1:3]" in code) == (source == "csv")


def test_the_table_holds_what_the_picture_shows():
    frame = pd.read_csv(io.StringIO(table(shipped())))
    rows = frame[(frame["model"] == "this") & (frame["quantity"] == "dc")]
    assert list(rows["time"]) == list(range(1, 41))
    np.testing.assert_allclose(rows["value"], shipped().gradient.dc)
    assert set(frame["model"]) == {"this", "fresh"}
    assert {"f", "c", "h", "saturated", "radius"} <= set(frame["quantity"])


def test_what_is_only_shown_does_not_change_the_recording():
    assert record_lesson(YourModel(unit=7, look="unit")) is shipped()
