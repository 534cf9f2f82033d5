"""The word-level RNN on a sentence, beside torch; and every claim of the lesson."""

from functools import lru_cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy

from core.errors import InputError
from core.lessons.rnn import study as measuring
from core.lessons.rnn.lesson import (
    asked,
    closest,
    messages,
    record_lesson,
    right_guess,
    running,
    saturated,
    shares,
    shipped,
    snippet,
    source,
    study,
    table,
)
from core.lessons.rnn.run import difference, run, truncated
from core.lessons.rnn.settings import HIDDEN, LAGS, LONGEST, Rnn
from core.networks.assign import assign
from core.networks.word_model import empty_word_model
from core.shipped.store import card
from core.shipped.word_model import NAME, load_word_model, random_word_model
from tests.snippets import printed

LOST = "those students who play tennis in the park are happy ."
FAR = "my older sister drank three cups of coffee in the office ."


def exact():
    """A private float64 copy of the model, and the default sentence as places."""
    model = load_word_model()
    weights = {name: weight.double() for name, weight in model.state_dict().items()}
    again = assign(empty_word_model(model.words), weights)
    return again, again.encode(Rnn().sentence.split())


def test_the_shipped_recording_is_what_the_model_does():
    lesson, (model, tokens) = shipped(), exact()
    h, _ = model.rnn(model.embedding(tokens[:-1])[None])
    np.testing.assert_allclose(lesson.states.h, h[0].detach(), atol=1e-5)
    p = model(tokens[None, :-1])[0].softmax(-1).detach()
    np.testing.assert_allclose(lesson.filling.probabilities, p, atol=1e-5)
    sums = lesson.sums
    np.testing.assert_allclose(sums.from_x + sums.from_h + sums.bias, lesson.states.a, atol=1e-5)
    apart = torch.tanh(torch.from_numpy(sums.from_x + sums.bias)).double()  # each word by itself
    np.testing.assert_allclose(lesson.alone_states, apart, atol=1e-6)
    alone = model.scores(apart).softmax(-1).detach()
    np.testing.assert_allclose(lesson.alone.probabilities, alone, atol=1e-5)
    assert lesson.words + lesson.following[-1:] == tuple(Rnn().sentence.split())
    assert not lesson.states.h0.any()
    assert difference(Rnn()) < 1e-5


def test_what_comes_back_is_torchs():
    lesson, (model, tokens) = run(Rnn()), exact()
    x = model.embedding(tokens[:-1]).detach().requires_grad_()
    jacobian = torch.func.jacrev(lambda x: model.scores(model.rnn(x[None])[0][0, -1]))(x)
    np.testing.assert_allclose(lesson.back.influence, jacobian.norm(dim=(0, 2)).detach(), rtol=1e-9)
    h = [torch.zeros(HIDDEN, dtype=torch.float64)]
    U, W = model.rnn.weight_ih_l0, model.rnn.weight_hh_l0
    for x_t in x:
        h.append(torch.tanh(U @ x_t + model.rnn.bias_ih_l0 + W @ h[-1] + model.rnn.bias_hh_l0))
    loss = cross_entropy(model.scores(h[-1]), tokens[-1])
    dh = torch.stack(torch.autograd.grad(loss, h[1:]))
    np.testing.assert_allclose(lesson.back.dh, dh, atol=1e-12)


def test_the_contributions_of_all_steps_add_up_to_autograds_gradient():
    back = shipped().back
    sums = np.einsum("ti,tj->ij", back.da, back.h_before)
    np.testing.assert_allclose(sums, back.autograd, atol=1e-12)
    unit = Rnn.unit
    parts = back.contributions(unit, source(shipped(), unit))
    assert running(parts, "sum")[0] == pytest.approx(
        back.autograd[unit].flat[source(shipped(), unit)]
    )
    assert parts[0] == 0  # the state before the first step is zero
    product = running(parts, "product")
    assert product[0] == 0
    assert abs(product[1]) < 1e-9 < 1e-2 < abs(back.autograd[unit]).max()


def test_a_truncated_gradient_is_that_of_states_cut_off_k_steps_back():
    model, tokens = exact()
    found = truncated(Rnn())
    x = model.embedding(tokens[:-1]).detach()
    W = model.rnn.weight_hh_l0

    def gradient(k):
        states = torch.cat([torch.zeros(1, HIDDEN), model.rnn(x[None])[0][0].detach()])
        losses = []
        for end in range(len(x)):
            first = max(0, end + 1 - k)
            h = model.rnn(x[None, first : end + 1], states[None, first : first + 1])[0][0, -1]
            losses.append(cross_entropy(model.scores(h), tokens[end + 1]))
        return torch.autograd.grad(sum(losses), W)[0].flatten()

    full = gradient(len(x))
    for k in (1, 3, len(x)):
        cosine = torch.cosine_similarity(gradient(k), full, dim=0).item()
        assert found[k - 1] == pytest.approx(cosine, abs=1e-9)


@settings(max_examples=15)
@given(st.data())
def test_any_sentence_of_known_words_is_recorded(data):
    words = st.sampled_from(load_word_model().words)
    sentence = data.draw(st.lists(words, min_size=4, max_size=LONGEST - 1))
    lesson = run(Rnn(sentence=" ".join(sentence)[:120].rsplit(" ", 1)[0] + " ."))
    assert shares(lesson)[-1] == 1
    assert np.isfinite(lesson.back.influence).all()
    np.testing.assert_allclose(lesson.filling.probabilities.sum(1), 1, rtol=1e-5)
    assert messages(lesson).shape == (len(lesson.words),) == (len(lesson.following),)


@pytest.mark.parametrize(
    ("sentence", "rule", "value"),
    [
        ("the dragon sleeps", "known", "dragon"),
        ("drink tea", "at least 3", "2"),
        ("tea " * 17, "at most 16", "17"),
        (" ", "words", ""),
    ],
)
def test_what_cannot_be_read_is_refused(sentence, rule, value):
    with pytest.raises(InputError) as refused:
        record_lesson(Rnn(sentence=sentence))
    assert refused.value.field == "sentence"
    assert rule in f"{refused.value.rule} known"
    assert value in str(refused.value.value)


def test_the_closest_choice_is_right():
    assert closest(1.3) == closest(0.9) == "1"
    assert closest(0.34) == "0.2"
    assert closest(0.09) == "0.05"
    assert closest(1e-9) == "0.001"


def test_the_asked_inputs_are_those_that_are_there():
    assert asked(shipped()) == LAGS
    assert asked(run(Rnn(sentence="who drank coffee ?"))) == (1,)
    assert [right_guess(shipped(), lag) for lag in LAGS] == ["0.75", "0.2", "0.05"]


def test_the_lesson_says_what_is_true_of_its_sentences():
    """What to notice: at "park" the verb is forgotten; in another sentence the bars fall slower."""
    assert (np.diff(shares(shipped())) > 0).all()
    slopes = 1 - shipped().states.h ** 2
    assert (slopes < 0.19).mean() == pytest.approx(saturated(shipped()), abs=0.01)
    lost = run(Rnn(sentence=LOST))
    assert lost.filling.candidates(lost.words.index("park"), 1)[0][0] == "?"
    park = shipped().filling.candidates(shipped().words.index("park"), 4)
    assert "?" not in [word for word, _ in park]
    far = shares(run(Rnn(sentence=FAR)))
    assert all(far[-1 - lag] > shares(shipped())[-1 - lag] for lag in (4, 9))


def test_the_shipped_model_is_as_good_as_its_card_says():
    about = card(NAME)
    _, new = measuring.sentences()
    model = load_word_model()
    assert measuring.bits(model, new) == pytest.approx(about["heldout"]["bits"], abs=0.01)
    assert about["heldout"]["bits"] == pytest.approx(about["seeds"][0]["bits"], abs=0.01)
    assert about["heldout"]["bits"] < about["heldout"]["bits by frequency"] / 2
    assert measuring.bits(random_word_model(), new[:100]) > 9
    assert [seed["seed"] for seed in about["seeds"]] == [0, 1, 2]


def test_what_was_measured_of_all_seeds_says_what_the_lesson_says():
    found = study()
    for way in ("trained", "untrained"):
        for run_ in found["lags"][way]:
            assert sorted(run_, reverse=True) == run_  # farther back is less
    trained, untrained = (np.array(found["lags"][way]) for way in ("trained", "untrained"))
    assert (trained[:, 1:].min(0) > untrained[:, 1:].max(0)).all()
    probe = {
        (order, way): np.array([run_[order] for run_ in found["probe"][way]])
        for order in ("ordered", "shuffled")
        for way in ("trained", "untrained")
    }
    commonest = found["probe"]["commonest"]
    assert (probe["ordered", "trained"][:, 3] > 2 * commonest["ordered"][3]).all()
    inferred = np.array([run_["ordered"] for run_ in found["probe"]["last words"]])[:, 3]
    assert (inferred > 0.6 * probe["ordered", "trained"][:, 3]).all()  # most of it
    for way in ("trained", "untrained"):
        assert (probe["shuffled", way][:, 2:] < np.array(commonest["shuffled"][2:]) + 0.02).all()
    for order in ("ordered", "shuffled"):
        assert (
            probe[order, "untrained"][:, :2].min(0) > probe[order, "trained"][:, :2].max(0)
        ).all()
    shared, unshared = (found["sharing"][way] for way in ("shared", "unshared"))
    for one, other in zip(shared, unshared, strict=True):
        assert other["weights"] == measuring.COPIES * one["weights"]
        assert other["within"] > one["within"]
        assert other["behind"] > np.log2(len(shipped().filling.vocabulary)) > one["behind"]


def test_the_influence_of_the_shipped_model_is_measured_again(monkeypatch):
    monkeypatch.setattr(measuring, "shares", lru_cache(1)(measuring.shares))
    model, found = load_word_model(), study()["lags"]
    assert measuring.lags(model) == pytest.approx(found["trained"][0], abs=0.01)
    assert measuring.falls(model) == pytest.approx(found["falls"][0], abs=0.02)


def test_a_probe_reads_what_the_study_says(monkeypatch):
    monkeypatch.setattr(measuring, "LAGS", (0,))
    found = study()["probe"]["trained"][0]
    again = measuring.probed(load_word_model())
    for order in ("ordered", "shuffled"):
        assert again[order][0] == pytest.approx(found[order][0], abs=0.02)


def test_the_table_and_the_snippet():
    rows = table(shipped())
    assert rows.startswith("quantity,")
    assert rows.count("influence") == len(shipped().words)
    said = printed(snippet(Rnn()))
    assert "teacher" in said
    assert f"{shares(shipped())[1]:.4f}" in said
