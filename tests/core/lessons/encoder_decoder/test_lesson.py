"""The lesson's translations, held to torch's modules, to counting by hand and to its claims."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch

from core.data.growing import PARTS
from core.errors import InputError
from core.lessons.encoder_decoder.lesson import (
    divergence,
    drift,
    record_lesson,
    shipped,
    snippet,
    table,
    wrong_so_far,
)
from core.lessons.encoder_decoder.run import difference, read, run
from core.lessons.encoder_decoder.settings import EXAMPLES, OWN, EncoderDecoder, held_out
from core.measures import bottleneck
from core.measures.bottleneck import (
    ALONE,
    ATTENTIVE,
    GUESSES,
    LENGTHS,
    bins,
    evaluation,
    half_length,
    seeds,
)
from core.measures.verdict import judge
from core.shipped.translators import load_translator
from core.traces.translation import END
from tests.modules import no_torch
from tests.snippets import printed

ALL = ".".join(PARTS)


@pytest.fixture(scope="module")
def broken():
    """A story too long for one vector."""
    return run(EncoderDecoder(parts=ALL))


def test_the_neck_is_the_last_state_of_each_direction_as_torch_gives_it(broken):
    model = load_translator(ALONE)
    words = torch.tensor([[model.source_index[word] for word in broken.free.source]])
    _, last = model.encoder(model.source_embedding(words))
    expected = torch.cat([last[0], last[1]], dim=-1)[0].detach().numpy()
    for context in broken.free.context:
        np.testing.assert_allclose(context, expected, atol=1e-6)


def test_both_runs_are_one_until_they_part(broken):
    apart = divergence(broken)
    assert apart is not None
    np.testing.assert_array_equal(broken.free.state[: apart + 1], broken.taught.state[: apart + 1])
    assert broken.free.target[:apart] == broken.right[:apart]
    assert broken.free.target[apart] != broken.right[apart]
    assert broken.taught.own[apart] == broken.free.target[apart]
    found = drift(broken)
    assert len(found) == len(broken.right)
    assert not found[: apart + 1].any()
    assert (found[apart + 1 :] > 0).all()


def test_drift_by_hand(broken):
    """A decoder that has ended keeps its state: here ‖(3, 4) − 0‖ / ‖(3, 4)‖ = 1 at the end."""
    free = replace(broken.free, **_first(broken.free, 1, np.zeros((1, 128), np.float32)))
    taught = replace(broken.taught, **_first(broken.taught, 2, np.eye(2, 128, dtype=np.float32)))
    np.testing.assert_allclose(drift(replace(broken, free=free, taught=taught)), [1, 1])


def _first(trace, steps, states):
    """The first steps of a trace, with other states."""
    names = ("embedded", "query", "context", "r", "z", "n", "probabilities")
    names += ("forced", "attention_forced", "target")
    return {name: getattr(trace, name)[:steps] for name in names} | {"state": states}


def test_wrong_words_are_counted_at_their_place():
    np.testing.assert_array_equal(wrong_so_far(("a", "c"), ("a", "b", "c")), [0, 1, 2])
    np.testing.assert_array_equal(wrong_so_far(("a", "b", "c", "d"), ("a", "b")), [0, 0])


def test_where_runs_part_by_hand(broken):
    right = broken.right
    assert divergence(replace(broken, free=broken.taught)) is None
    shorter = _first(broken.taught, 3, broken.taught.state[:3])
    assert divergence(replace(broken, free=replace(broken.taught, **shorter))) == 3
    assert len(right) > 3


def test_half_is_found_between_two_bins(monkeypatch):
    shares = [(1, 5, 10), (6, 10, 8), (11, 15, 4), (16, 20, 0)]
    counted = [{"from": a, "to": b, "sentences": 10, "exact": hits} for a, b, hits in shares]
    monkeypatch.setattr(bottleneck, "bins", lambda name: counted)
    assert half_length() == pytest.approx(8 + 5 * 0.3 / 0.4)  # from .8 at 8 to .4 at 13
    assert bottleneck.answer() == "12"
    monkeypatch.setattr(bottleneck, "bins", lambda name: counted[:2])
    assert half_length() is None
    assert bottleneck.answer() == "never"


def test_every_held_out_sentence_can_be_opened():
    for length in LENGTHS:
        first, last = map(int, length.split("-"))
        for example in EXAMPLES:
            assert first <= len(held_out(length, example).source) <= last
    told = run(EncoderDecoder(origin="held_out", length="7-10", example="2"))
    assert told.right == (*held_out("7-10", "2").target, END)


def test_lengths_are_those_of_the_evaluation():
    for name in (ALONE, ATTENTIVE):
        assert tuple(f"{b['from']}-{b['to']}" for b in bins(name)) == LENGTHS
    assert len(evaluation()["examples"]) == len(LENGTHS)


def test_the_readers_own_sentence():
    told = run(EncoderDecoder(origin="own"))
    assert told.right is None
    assert "".join(told.free.source) == OWN
    assert len(drift(told)) == 0
    with pytest.raises(InputError, match="words that the model knows"):
        run(EncoderDecoder(origin="own", sentence="我喜欢量子。"))
    assert [word.text for word in read("我喜欢量子。") if not word.known] == ["量子"]


def test_the_equations_are_what_was_recorded():
    assert difference(EncoderDecoder()) < 1e-5


def test_the_default_needs_no_model():
    with no_torch():
        assert record_lesson(EncoderDecoder()) is shipped()


def test_snippet_runs_as_it_is():
    said = printed(snippet(EncoderDecoder(parts="time", story=3)))
    told = run(EncoderDecoder(parts="time", story=3))
    assert " ".join(told.free.source) in said
    assert " ".join(told.attended.target) in said


def test_the_table_has_every_number():
    text = table(shipped())
    assert text.count("\nstate,") == shipped().free.state.size
    assert text.count("\nprobabilities,") == shipped().free.probabilities.size


# --- what the page claims, for every seed


@pytest.mark.parametrize("seed", range(len(seeds(ALONE))))
def test_the_bottleneck_holds_for_every_seed(seed):
    """Short sentences fit, long ones do not; with attention both do."""
    alone, attended = (
        [b["exact"] / b["sentences"] for b in bins(name, seed)] for name in (ALONE, ATTENTIVE)
    )
    assert alone[0] > 0.8
    assert alone[6] < 0.05
    assert attended[0] > 0.95
    assert attended[6] > 0.8
    assert all(a >= b for a, b in pairwise(alone))


@pytest.mark.parametrize("name", [ALONE, ATTENTIVE])
def test_teaching_never_makes_it_worse(name):
    for found in seeds(name):
        assert found["held out"]["words right when taught"] >= found["held out"]["words right"]


def test_the_guess_is_one_of_the_choices():
    assert bottleneck.answer() in GUESSES


def test_the_story_breaks_as_it_grows():
    """Right at first; one wrong word when somebody joins; with everything said, another story."""
    mistakes = []
    for parts in ("time.place", "time.place.companion", ALL):
        told = run(EncoderDecoder(parts=parts))
        mistakes.append(judge(told.free.target, told.right).mistakes)
    assert mistakes[0] == 0 < mistakes[1] < mistakes[2]


def test_what_to_notice_can_be_seen():
    """In one story attention gets everything right; in the other a wrong word is less sure."""
    told = run(EncoderDecoder(parts=ALL, story=5))
    assert told.attended.target == told.right
    assert not judge(told.free.target, told.right).exact
    told = run(EncoderDecoder(parts="time.place.companion"))
    step = 23 - len(told.free.source) - 2  # t = 23, where words are counted after the neck
    assert step == divergence(told)
    assert told.free.chosen[step] < told.free.chosen[:step].mean()


@pytest.mark.parametrize("name", [ALONE, ATTENTIVE])
def test_words_are_lost_more_slowly_than_sentences(name):
    for found in seeds(name):
        assert found["held out"]["words right"] >= found["held out"]["exact"]
