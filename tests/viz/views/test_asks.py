"""The pictures of self-attention, by their data."""

import numpy as np
import pytest
import torch

from core.lessons.self_attention.lesson import asked, shipped, strongest
from core.lessons.self_attention.settings import SelfAttention
from core.lessons.self_attention.softmax_scale import measure
from core.shipped.word_encoder import load_word_encoder
from ui.text import load
from viz.lessons.self_attention import scale_stage, stage
from viz.view import ViewError
from viz.views.asks import asks
from viz.views.bars import BarGroup, bars

WORDS = load("self_attention", "en").labels


def test_all_heads_in_their_order():
    layers = shipped().layers
    data = asks(layers, WORDS).data
    for name in ("q", "k", "v", "scores", "weights", "out"):
        expected = np.concatenate([getattr(trace, name) for trace in layers])
        np.testing.assert_array_equal(data[name], expected.astype(np.float32))
    assert data["root"] == 4


def test_of_a_hidden_question_nothing_leaves_python():
    layers = shipped().layers
    view = asks(layers, WORDS, hidden=1)
    assert 1 not in view.data["queries"]
    for name in ("q", "scores", "weights", "out"):
        kept = np.concatenate([getattr(trace, name) for trace in layers])
        np.testing.assert_array_equal(view.data[name], np.delete(kept, 1, 1).astype(np.float32))
    assert "“[MASK]” asks" not in view.summary


def test_what_was_guessed_and_what_is_so_are_marked_once_the_answer_shows():
    made, place = shipped(), asked(shipped().words)
    shown, hidden = (
        stage(made, SelfAttention(head=2), words=WORDS, covered=covered, guess=4).views[0].data
        for covered in (False, True)
    )
    best = strongest(made, 2, place)
    assert shown["marks"] == {"query": place, "head": 2, "you": 4, "answer": best}
    assert hidden["marks"] is None


def test_who_hears_the_picture_is_told_of_the_head_that_is_shown():
    made, place = shipped(), asked(shipped().words)
    for head in (0, 6):
        view = stage(made, SelfAttention(head=head), words=WORDS, covered=False).views[0]
        best = strongest(made, head, place)
        said = WORDS["summary_ask"].split("{weight}")[0]
        assert said.format(word=made.words[place], other=made.words[best]) in view.summary


def test_queries_keys_and_values_come_from_the_vectors_that_are_shown():
    made, model = shipped(), load_word_encoder()
    shown = stage(made, SelfAttention(), words=WORDS, covered=False).views[0].data
    for layer, trace in enumerate(made.layers):
        attention = model.encoder.layers[layer].self_attn
        x = torch.tensor(shown["x"][layer])
        q, k, v = (x @ attention.in_proj_weight.T + attention.in_proj_bias).chunk(3, dim=-1)
        for found, kept in ((q, trace.q), (k, trace.k), (v, trace.v)):
            heads = found.detach().reshape(len(x), 4, -1).transpose(0, 1)
            np.testing.assert_allclose(heads, kept, atol=1e-4)


def test_questions_are_shown_without_the_factor_that_undoes_the_scale():
    layers = shipped().layers
    ratio = asks(layers, WORDS).data["q"] / asks(layers, WORDS, scaled=False).data["q"]
    np.testing.assert_allclose(ratio, 4, rtol=1e-5)


def test_the_clock_takes_five_steps_a_word():
    made = shipped()
    shown = stage(made, SelfAttention(), words=WORDS, covered=False)
    assert shown.clock.length == 5 * len(made.words)
    assert shown.clock.start == 5 * asked(made.words)
    shown.payload()


def test_bars_over_d_are_the_measured_weights():
    trace = measure()
    shown = scale_stage(trace, words=WORDS)
    groups = shown.views[0].data["groups"]
    for way, group in enumerate(groups):
        np.testing.assert_allclose(group["values"], trace.weights[way].T, rtol=1e-6)
    assert shown.clock.length == len(trace.size)


def test_bars_are_shares():
    with pytest.raises(ViewError, match="0–1"):
        bars([BarGroup("a", "lstm", np.array([[1.2]]))], x_label="", summary="")
