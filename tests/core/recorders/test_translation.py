"""Translating one sentence, recorded, against the slow second implementation."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core import record
from core.errors import InputError
from core.networks.seq2seq.decoding import translate_all
from core.networks.seq2seq.scoring import SCORINGS
from core.recorders.translation import teach, translate
from core.shipped import recordings
from core.traces.translation import END
from tests.core.networks.seq2seq.test_translator import SOURCE, TARGET, slow, small
from tests.modules import seeded

ATTENTIONS = SCORINGS[1:]
sentences = st.lists(st.sampled_from(SOURCE), min_size=1, max_size=7)
targets = st.lists(st.sampled_from(TARGET), max_size=5)


def numbers(model, sentence):
    return [model.source_index[word] for word in sentence]


def check(trace, words, said, vocabulary):
    """Every field that the slow implementation knows."""
    assert trace.target == tuple(vocabulary[word] for word in words)
    for t, step in enumerate(said):
        np.testing.assert_allclose(trace.context[t], step.context, rtol=0, atol=1e-13)
        np.testing.assert_allclose(trace.state[t], step.state, rtol=0, atol=1e-13)
        np.testing.assert_allclose(trace.probabilities[t], step.log_p.exp(), rtol=0, atol=1e-13)
        if step.scores is None:
            assert trace.scores is trace.weights is trace.keys is trace.asked is None
        else:
            np.testing.assert_allclose(trace.scores[t], step.scores, rtol=0, atol=1e-13)
            np.testing.assert_allclose(trace.weights[t], step.weights, rtol=0, atol=1e-13)


@settings(max_examples=12)
@given(st.sampled_from(SCORINGS), sentences, targets, st.integers(0, 5))
def test_a_free_translation_with_a_prefix_is_the_slow_one(scoring, sentence, prefix, seed):
    model = small(scoring, seed)
    given = [model.target_index[word] for word in prefix]
    words, said = slow(model).write(numbers(model, sentence), given, longest=9)
    trace = translate(model, sentence, prefix=prefix, longest=9)
    check(trace, words, said, model.target_words)
    assert trace.forced.tolist() == [t < len(prefix) for t in range(len(words))]
    assert not trace.attention_forced.any()
    total = sum(float(step.log_p[word]) for step, word in zip(said, words, strict=True))
    assert trace.log_probability == pytest.approx(total, abs=1e-12)


@settings(max_examples=8)
@given(st.sampled_from(ATTENTIONS), sentences, st.data())
def test_forced_attention_is_used_at_that_step_and_nowhere_else(scoring, sentence, data):
    model, length = small(scoring), len(sentence)
    place = data.draw(st.integers(0, length - 1))
    row = np.array(data.draw(st.lists(st.integers(1, 9), min_size=length, max_size=length)))
    attend = {1: place, 2: row}
    forced = {1: torch.eye(length).double()[place], 2: torch.tensor(row / row.sum())}
    words, said = slow(model).write(numbers(model, sentence), forced=forced, longest=6)
    trace = translate(model, sentence, attend=attend, longest=6)
    for t, weights in forced.items():
        if t < len(said):
            np.testing.assert_allclose(trace.weights[t], weights, rtol=0, atol=1e-15)
    check(trace, words, said, model.target_words)
    assert trace.attention_forced.tolist() == [t in attend for t in range(len(words))]


@pytest.mark.parametrize("scoring", SCORINGS)
def test_a_teacher_gives_every_word_and_the_model_says_what_it_would(scoring):
    model = small(scoring)
    target = ("tea", "tea", "i")
    given = [model.target_index[word] for word in (*target, END)]
    words, said = slow(model).write(numbers(model, ("你", "书")), given, longest=4)
    trace = teach(model, ("你", "书"), target)
    check(trace, words, said, model.target_words)
    assert trace.target == (*target, END) and trace.words == target and trace.forced.all()
    assert trace.own == tuple(model.target_words[int(step.log_p.argmax())] for step in said)
    assert teach(model, ("你", "书"), (*target, END)).target == trace.target


@pytest.mark.parametrize("scoring", SCORINGS)
def test_gates_and_states_fit_together(scoring):
    model = small(scoring)
    trace = translate(model, ("我", "爱", "茶"), longest=7)
    np.testing.assert_array_equal(trace.query[0], trace.bottleneck)
    np.testing.assert_array_equal(trace.query[1:], trace.state[:-1])
    again = (1 - trace.z) * trace.n + trace.z * trace.query
    np.testing.assert_allclose(again, trace.state, rtol=0, atol=1e-13)
    np.testing.assert_allclose(trace.probabilities.sum(axis=1), 1, atol=1e-12)
    places = [model.start, *(model.target_index[word] for word in trace.target[:-1])]
    np.testing.assert_array_equal(trace.embedded, model.target_embedding.weight[places])
    if scoring != "none":
        np.testing.assert_allclose(trace.weights @ trace.values, trace.context, rtol=0, atol=1e-13)


def test_scores_follow_from_the_parts_in_the_trace():
    additive, general = (
        translate(small(s), ("我", "茶"), longest=3) for s in ("additive", "general")
    )
    v = small("additive").attention.v.weight[0].numpy()
    for t in range(len(additive.target)):
        for j in range(2):
            e = v @ np.tanh(additive.asked[t] + additive.keys[j])
            assert additive.scores[t, j] == pytest.approx(e, abs=1e-13)
    np.testing.assert_allclose(general.query @ general.keys.T, general.scores, rtol=0, atol=1e-13)
    assert general.asked is None


@pytest.mark.parametrize("scoring", SCORINGS)
def test_many_sentences_at_once_are_translated_as_one_by_one(scoring):
    model = small(scoring)
    many = [("我",), ("爱", "你"), ("茶",), ("书", "茶"), ("我", "我", "我")]
    alone = [translate(model, sentence, longest=8).target for sentence in many]
    assert translate_all(model, many, longest=8) == alone


def test_a_recording_holds_the_encoder_as_torch_runs_it(tmp_path):
    model, sentence = small("additive"), ("我", "爱", "你")
    found = record(model, sentence, longest=5)
    encoder = seeded(nn.GRU, 5, 3, bidirectional=True).double()
    encoder.load_state_dict(model.encoder.state_dict())
    h, _ = encoder(model.source_embedding.weight[numbers(model, sentence)])
    both = np.concatenate([found.forward.h, found.reverse.h], axis=1)
    np.testing.assert_allclose(both, h.detach(), rtol=0, atol=1e-14)
    np.testing.assert_allclose(found.translation.values, both, rtol=0, atol=1e-14)
    assert found.forward.tokens == found.translation.source == sentence
    assert found.output == found.translation.words
    assert record(model, sentence, ("tea",)).translation.target == ("tea", END)
    recordings.save(tmp_path / "one.safetensors", found.traces)
    again = recordings.load(tmp_path / "one.safetensors")["translation"]
    np.testing.assert_array_equal(again.weights, found.translation.weights)
    assert again.target == found.translation.target and again.vocabulary == model.target_words


def test_candidates_are_the_likeliest_words():
    trace = translate(small("dot"), ("我", "爱"), prefix=("tea", "i"), longest=3)
    row = trace.probabilities[1]
    expected = sorted(zip(trace.vocabulary, row, strict=True), key=lambda pair: -pair[1])[:3]
    assert trace.candidates(1, 3) == [(word, float(p)) for word, p in expected]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sentence": ()}, "sentence must be at least 1 word"),
        ({"sentence": ("咖啡",)}, "sentence must be words that the model knows, got 咖啡"),
        ({"prefix": ("coffee",)}, "prefix must be words that the model knows, got coffee"),
        ({"longest": 0}, "longest must be at least 1, got 0"),
        ({"attend": {0: 2}}, "attend must be a source position 0–1, got 2"),
        ({"attend": {0: -1}}, "attend must be a source position 0–1, got -1"),
        ({"attend": {-1: 0}}, "attend must be at steps from 0 on, got -1"),
        ({"attend": {0: [1, 2, 3]}}, "attend must be 2 weights ≥ 0, not all of them 0"),
        ({"attend": {0: [0, 0]}}, "attend must be 2 weights ≥ 0, not all of them 0"),
        ({"attend": {0: [1, -1]}}, "attend must be 2 weights ≥ 0, not all of them 0"),
        ({"attend": {0: [1, float("nan")]}}, "attend must be 2 weights ≥ 0, not all of them 0"),
    ],
)
def test_what_cannot_be_is_refused(options, message):
    with pytest.raises(InputError, match=message):
        translate(small("additive"), **({"sentence": ("我", "茶")} | options))


def test_attention_cannot_be_forced_where_there_is_none():
    with pytest.raises(InputError, match="attend must be left out for a model without attention"):
        translate(small("none"), ("我",), attend={0: 0})
