"""Self-attention of the word encoder: the recording, the missing scale, words, time."""

import numpy as np
import pytest
import torch

from core.errors import InputError
from core.lessons.self_attention.lesson import asked, shipped, strongest, table
from core.lessons.self_attention.parallel_time import HEADS as RACERS_HEADS
from core.lessons.self_attention.parallel_time import LENGTHS, D, at_once, in_turn
from core.lessons.self_attention.parallel_time import measure as time_it
from core.lessons.self_attention.run import differences, encoder, read, run
from core.lessons.self_attention.settings import SelfAttention
from core.lessons.self_attention.softmax_scale import jacobian_norm, measure, softmax
from core.measures.timing import seconds
from core.networks.recurrent import build
from core.shipped.word_encoder import load_word_encoder
from tests.modules import seeded


def test_what_would_be_filled_in_is_what_the_model_itself_says():
    model, made = load_word_encoder(), run(SelfAttention())
    logits = model(model.encode(made.words)[None])[0]
    np.testing.assert_allclose(made.filling.probabilities, logits.softmax(-1), atol=1e-5)
    likeliest = [word for word, _ in made.filling.candidates(asked(made.words), 3)]
    assert likeliest[0] == model.words[int(logits[asked(made.words)].argmax())]


def test_without_the_scale_the_first_layer_weighs_by_plain_products():
    plain, bare = (run(SelfAttention(scale=scale)).layers[0] for scale in ("root", "none"))
    products = np.einsum("hqc,hkc->hqk", plain.q, plain.k)
    np.testing.assert_allclose(bare.weights, softmax(products), atol=1e-5)
    assert bare.entropy.mean() < plain.entropy.mean()


def test_the_trained_encoder_is_left_alone():
    before = load_word_encoder().encoder.layers[0].self_attn.in_proj_weight.clone()
    encoder("none")
    assert torch.equal(load_word_encoder().encoder.layers[0].self_attn.in_proj_weight, before)


@pytest.mark.parametrize("scale", ["root", "none"])
def test_it_differs_from_torch_by_rounding_only(scale):
    assert max(differences(SelfAttention(scale=scale))) < 1e-5


def test_sentences_are_read_as_the_encoder_knows_them():
    assert read("lili [mask] Tea, at home.") == ("Lili", "[MASK]", "tea", ",", "at", "home", ".")
    with pytest.raises(InputError, match="teas"):
        read("Lili drank teas .")
    with pytest.raises(InputError):
        read(" ")
    with pytest.raises(InputError, match="24"):
        read("tea " * 25)


def test_the_asked_word_is_the_gap_or_the_middle():
    assert asked(("a", "[MASK]", "b")) == 1
    assert asked(("a", "b", "c", "d", "e")) == 2
    made = shipped()
    trace, row = made.of_head(6)
    assert strongest(made, 6, 1) == np.argmax(trace.weights[row, 1])


def test_every_weight_is_in_the_table():
    made = shipped()
    lines = table(made).splitlines()
    assert len(lines) == 1 + 2 * 2 * 4 * len(made.words) ** 2


def test_the_softmax_jacobian_against_autograd():
    scores = torch.randn(7, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    jacobian = torch.autograd.functional.jacobian(lambda e: e.softmax(0), scores)
    ours = jacobian_norm(scores.softmax(0).numpy())
    assert ours == pytest.approx(float(jacobian.norm()), rel=1e-12)


def test_scores_divided_by_the_root_stay_as_they_are_while_d_grows():
    trace = measure()
    assert np.ptp(trace.entropy[0]) < 0.2
    assert trace.largest[1, -1] > 0.9 > 0.3 > trace.largest[0, -1]
    assert trace.slope[1, -1] < trace.slope[0, -1] / 100
    np.testing.assert_allclose(trace.weights.sum(axis=2), 1)


def test_steps_taken_in_turn_are_those_of_one_call():
    generator = torch.Generator().manual_seed(0)
    layer = build("rnn", 5, 4, generator)
    x = torch.randn(1, 9, 5, generator=generator)
    with torch.no_grad():
        torch.testing.assert_close(in_turn(layer, x), layer(x)[0])


def test_all_words_at_once_are_torch_s_own_attention():
    """The layer that is timed is ``nn.MultiheadAttention`` without biases."""
    theirs = seeded(torch.nn.MultiheadAttention, D, RACERS_HEADS, bias=False, batch_first=True)
    x = torch.randn(1, 9, D, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        made = at_once(theirs.in_proj_weight, theirs.out_proj.weight, x)
        torch.testing.assert_close(made, theirs(x, x, x)[0], atol=1e-5, rtol=1e-5)


def test_the_shortest_of_several_calls_is_taken(monkeypatch):
    """Three calls of 5, 1 and 3 s on a processor, in a turn of 10 s on the wall."""
    wall, processor = iter([0.0, 6.0, 8.0, 12.0]), iter([0.0, 5.0, 5.0, 6.0, 6.0, 9.0])
    monkeypatch.setattr(
        "core.lessons.self_attention.parallel_time.time.perf_counter", lambda: next(wall)
    )
    monkeypatch.setattr(
        "core.lessons.self_attention.parallel_time.time.thread_time", lambda: next(processor)
    )
    assert seconds(lambda: None, turn=10) == 1.0


def test_reading_word_by_word_takes_longest_and_is_measured_anew():
    first, second = time_it(), time_it()
    for trace in (first, second):
        assert tuple(trace.length) == LENGTHS
        assert (trace.loop > trace.attention).all()
        assert (trace.loop > trace.fused).all()
    assert not np.array_equal(first.attention, second.attention)


@pytest.mark.parametrize(
    ("sentence", "head", "word", "answers"),
    [
        (SelfAttention.sentence, 5, "[MASK]", {"Lili"}),
        (SelfAttention.sentence, 6, "[MASK]", {"tea"}),
        ("those students [MASK] very happy today .", 5, "[MASK]", {"those", "students"}),
        (
            "although the girl who learns Japanese is tired , [MASK] wants to swim .",
            3,
            "although",
            {"tired"},
        ),
    ],
)
def test_what_the_page_says_of_heads_holds(sentence, head, word, answers):
    made = run(SelfAttention(sentence=sentence))
    assert made.words[strongest(made, head, made.words.index(word))] in answers


def test_what_the_page_says_of_the_gap_holds():
    made = run(SelfAttention(sentence="those students [MASK] very happy today ."))
    assert made.filling.candidates(2, 1)[0][0] == "are"
    plain, sharp = (run(SelfAttention(scale=scale)) for scale in ("root", "none"))
    for before, after in zip(plain.layers, sharp.layers, strict=True):
        assert after.entropy.mean() < before.entropy.mean() / 2
