"""A sublayer opened: what leaves Python, and what the picture reads off it."""

import json
import math

import numpy as np
import pytest
import torch

from core.networks.seq2seq_transformer.ablation import INTACT, Ablation
from core.networks.seq2seq_transformer.model import without
from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from core.recorders.stack import record_machine
from core.traces.translation import END
from tests.viz.stage.node import Engine
from ui.text import LANGUAGES, load
from viz.view import ViewError
from viz.views.machine_clock import moments
from viz.views.near import near

WORDS = load("transformer", "en").labels
SOURCE, TARGET = ("b", "a", "c", "a"), ("v", "w", "u", END)
ABLATIONS = {
    "intact": INTACT,
    "off": Ablation(off=frozenset({"e1f", "d1s"})),
    "cut": Ablation(cut=frozenset({"e1s", "d1c"}), heads=frozenset({("d2c", 1)})),
    "bare": Ablation(norm=False, positions=None, causal=False),
}


def recorded(name="intact", source=SOURCE, target=TARGET, dtype=torch.float64):
    config = StackConfig(layers=2, d=16, heads=4, hidden=24)
    draw = torch.Generator().manual_seed(3)
    model = seq2seq_transformer(config, "abc", "uvwxyz", draw, dtype)
    return record_machine(without(model, ABLATIONS[name]), source, target)


def model_of(view, body, *arguments):
    """What JavaScript makes of a view: `model` is in its `body`."""
    call = f"(data, ...more) => {{ const model = new NearModel(data); return {body}; }}"
    return ENGINE("views/machine/near_model", call, view.payload()["data"], *arguments)


@pytest.fixture(scope="module", autouse=True)
def _engine():
    global ENGINE
    ENGINE = Engine()
    yield
    ENGINE.close()


@pytest.mark.parametrize("name", ABLATIONS)
def test_all_that_is_written_as_a_number_is_what_was_recorded(name):
    found = recorded(name)
    data = near(found, WORDS).data
    for side, trace in (("encoder", found.encoder), ("decoder", found.decoder)):
        shown = data["sides"][side]
        assert shown["tokens"] == list(trace.tokens)
        np.testing.assert_allclose(shown["norms"], trace.norms, rtol=1e-6)
        np.testing.assert_allclose(shown["write"], trace.written, rtol=1e-6)
        np.testing.assert_allclose(shown["read"][-1], np.linalg.norm(trace.output, axis=-1), 1e-6)
        np.testing.assert_array_equal(shown["fired"], (trace.hidden > 0).sum(axis=-1))
        np.testing.assert_allclose(shown["most"][..., 0], trace.hidden.max(axis=-1), rtol=1e-6)
        np.testing.assert_array_equal(shown["units"] > 0, trace.hidden > 0)
        line = torch.tensor(trace.line)
        np.testing.assert_allclose(shown["mean"], line.mean(dim=-1), atol=1e-7)
        np.testing.assert_allclose(shown["spread"], line.std(dim=-1, unbiased=False), rtol=1e-6)
    for code, scores in data["scores"].items():
        np.testing.assert_allclose(scores, found.look(code).scores, rtol=1e-6)


def test_the_norm_takes_out_what_is_told():
    """‖read‖ with the gain 1 and the shift 0 of an untrained norm is √d, less what ε takes."""
    found = recorded()
    shown = near(found, WORDS).data["sides"]["decoder"]
    spread = shown["spread"].astype(float)
    np.testing.assert_allclose(shown["read"], 4 * spread / np.sqrt(spread**2 + 1e-5), rtol=1e-5)


@pytest.mark.parametrize("name", ABLATIONS)
def test_what_is_taken_away_is_read_off_the_recording(name):
    data, ablation = near(recorded(name), WORDS).data, ABLATIONS[name]
    assert set(data["off"]) == ablation.off
    assert set(data["cut"]) == ablation.cut
    assert data["norm"] == ablation.norm
    assert data["causal"] == ablation.causal
    assert data["placed"] == (ablation.positions is not None)


@pytest.mark.parametrize("name", ABLATIONS)
@pytest.mark.parametrize("mode", ["write", "teach"])
def test_a_grid_shows_the_weights_of_the_word_at_the_clock(name, mode):
    found = recorded(name)
    view = near(found, WORDS, mode=mode)
    body = "more[0].map((step) => { const at = model.moment(step, { row: 2 });"
    body += "return 'sc'.includes(at.kind) ? model.look(at).heads : null; })"
    steps = list(enumerate(moments(words=len(TARGET), mode=mode)))
    shown = model_of(view, body, [step for step, _ in steps])
    for step, moment in steps:
        side = getattr(found, moment.side)
        if moment.place in (0, len(side.line)) or side.sublayers[moment.place - 1][-1] == "f":
            assert shown[step] is None
            continue
        code, row = side.sublayers[moment.place - 1], 2 if moment.row is None else moment.row
        kept, heads = found.look(code), shown[step]
        among = [c for c in side.sublayers if c[-1] != "f"].index(code)
        weights = [head["weights"] for head in heads]
        np.testing.assert_allclose(weights, kept.weights[:, row], atol=1e-6)
        sizes = np.linalg.norm(side.heads[among, :, row], axis=-1)
        np.testing.assert_allclose([head["size"] for head in heads], sizes, rtol=1e-6)
        assert [head["strongest"] for head in heads] == list(kept.weights[:, row].argmax(axis=-1))


@pytest.mark.parametrize("name", ABLATIONS)
def test_the_bars_of_a_written_word_add_up_to_its_logit_less_the_mean(name):
    found = recorded(name)
    decoder = found.decoder
    parts = model_of(near(found, WORDS), "model.data.target.map((_, row) => model.parts(row))")
    for t, word in enumerate(decoder.target):
        logit = decoder.logits[t, decoder.vocabulary.index(word)] - decoder.logits[t].mean()
        assert parts[t][-1]["to"] == pytest.approx(logit, abs=1e-5)
        assert [part["from"] for part in parts[t][1:]] == [part["to"] for part in parts[t][:-1]]
        assert [part["place"] for part in parts[t]] == [0, 0, 1, 2, 3, 4, 5, 6, 7]
    lost = {part["part"] for part in parts[0] if part["lost"]}
    assert lost == ({"word", "position", "d1s"} if name == "cut" else set())
    assert all(part["value"] == 0 for part in parts[0] if part["lost"] or part["off"])


def test_the_likeliest_words_come_with_their_logits_and_probabilities():
    found = recorded()
    shown = model_of(near(found, WORDS), "model.options(1)")
    order = np.argsort(-found.decoder.logits[1])[:5]
    share = torch.tensor(found.decoder.logits[1]).softmax(dim=-1).numpy()
    assert [one["word"] for one in shown["list"]] == [found.decoder.vocabulary[k] for k in order]
    np.testing.assert_allclose([one["share"] for one in shown["list"]], share[order], rtol=1e-5)
    assert shown["chosen"] == pytest.approx(share[found.decoder.vocabulary.index("w")], rel=1e-5)


def test_a_key_that_is_not_written_yet_cannot_be_chosen_and_one_that_is_masked_can():
    body = "more[0].map((key) => model.chosen(model.moment(more[1], { row: 1 }), { head: 2, key }))"
    written, taught = (
        model_of(near(recorded(), WORDS, mode=mode), body, [-1, 0, 3, 9], step)
        for mode, step in (("write", 5 + 8 + 1), ("teach", 5 + 1))
    )
    best = int(recorded().look("d1s").weights[2, 1].argmax())
    assert [one["key"] for one in written] == [best, 0, best, best]
    assert [one["key"] for one in taught] == [best, 0, 3, best]
    assert {one["head"] for one in written + taught} == {2}


def test_a_large_score_leaves_its_weight_a_number():
    found = recorded()
    view = near(found, WORDS)
    view.data["scores"]["e1s"][0, 0] = [1000, 0, 999, -1000]
    (head, *_) = model_of(view, "model.look(model.moment(1, { row: 0 })).heads")
    weight = 1 / (1 + math.exp(-1))
    assert head["weights"] == pytest.approx([weight, 0, 1 - weight, 0])


def test_a_long_sentence_shows_the_words_around_the_chosen_one():
    source = tuple("abc" * 7)
    view = near(recorded(source=source), WORDS)
    body = "more[0].map((key) => model.from(model.look(model.moment(1, {})), key))"
    assert model_of(view, body, [0, 7, 10, 20]) == [0, 0, 3, 7]


def test_of_a_covered_ledger_nothing_leaves_python():
    found = recorded()
    shown, hidden = near(found, WORDS), near(found, WORDS, covered=True)
    assert hidden.data["ledger"] is None
    assert WORDS["near.summary.part"].split("{")[0] in shown.summary
    assert WORDS["near.summary.part"].split("{")[0] not in hidden.summary


def test_gold_links_are_those_of_the_sentence():
    links = [{1}, set(), {3, 0}, set()]
    assert near(recorded(), WORDS, gold=links).data["gold"] == [[1], [], [0, 3], []]
    with pytest.raises(ViewError, match="must be 4, got 1"):
        near(recorded(), WORDS, gold=[{1}])
    with pytest.raises(ViewError, match="must be write or teach"):
        near(recorded(), WORDS, mode="read")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_sentence_is_a_small_payload(language):
    config, draw = StackConfig(), torch.Generator().manual_seed(0)
    model = seq2seq_transformer(config, "abcdefgh", "stuvwxyz", draw)
    words = load("transformer", language).labels
    for read, write, most in ((12, 13, 80), (30, 31, 260)):
        found = record_machine(model, ("abcdefgh" * 4)[:read], ("stuvwxyz" * 4)[:write])
        size = len(json.dumps(near(found, words).payload(), ensure_ascii=False))
        assert size <= most * 1000, size


def test_heads_are_switched_in_the_order_of_their_sublayers():
    view = near(recorded(), WORDS, switches=True)
    assert view.data["switches"] and not near(recorded(), WORDS).data["switches"]
    body = "more[0].map(([heads, code]) => model.switched(heads, code))"
    pressed = [["", "d2c3"], ["d2c3", "e1s0"], ["e1s0.d2c3", "d1s2"], ["e1s0.d2c3", "d2c3"]]
    assert model_of(view, body, pressed) == ["d2c3", "e1s0.d2c3", "e1s0.d1s2.d2c3", "e1s0"]
