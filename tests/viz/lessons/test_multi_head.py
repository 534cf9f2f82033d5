"""The pictures of the lesson on heads, by their data."""

import json

import numpy as np
import pytest

from core.lessons.multi_head.lesson import shipped
from core.lessons.multi_head.settings import CODES, MultiHead
from core.measures.head_results import breaks, figures, trainings
from ui.text import LANGUAGES, load
from viz.charts.heads import scores, without
from viz.lessons.multi_head import called, stage
from viz.lessons.multi_head.hops import candidates_of
from viz.lessons.multi_head.switches import switches
from viz.views.writing import tail, writing

WORDS = load("multi_head", "en").labels


def drawn(settings=None, *, covered=False, language="en"):
    words = load("multi_head", language).labels
    made = stage(shipped(), settings or MultiHead(), words=words, covered=covered)
    return made, {view.kind: view.data for view in made.views}


def test_both_runs_are_shown_as_they_were_recorded():
    made, data = drawn()
    lesson = shipped()
    scored = np.concatenate([trace.scores for trace in lesson.layers])
    np.testing.assert_array_equal(data["hops"]["scores"], scored.astype(np.float32))
    np.testing.assert_array_equal(data["hops"]["changed"], lesson.changed.scores)
    shown = [series["values"] for series in data["lines"]["series"]]
    np.testing.assert_array_equal(shown[0], lesson.stream.loss[:-1])
    np.testing.assert_array_equal(shown[1], lesson.stream_changed.loss[:-1])
    assert data["hops"]["off"] == [0]
    assert data["switches"]["without"] == lesson.heads.copied_without.ravel().tolist()
    assert [row["text"] for row in data["writing"]["rows"]] == [
        list(lesson.heads.intact),
        list(lesson.heads.changed),
    ]
    assert made.picked == {"lower": 0, "upper": 1, "off": "11"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_covered_nothing_of_the_changed_run_nor_of_any_score_leaves_python(language):
    made, data = drawn(covered=True, language=language)
    assert data["hops"]["changed"] is None
    assert data["hops"]["other"] is None
    assert data["hops"]["roles"] == []
    assert data["hops"]["off"] == []
    assert data["switches"]["roles"] is None
    assert data["switches"]["without"] is None
    assert data["switches"]["marks"] is None
    weights = np.concatenate([trace.weights for trace in shipped().layers])
    np.testing.assert_array_equal(data["switches"]["looks"]["to"], weights.argmax(axis=2))
    np.testing.assert_array_equal(data["switches"]["looks"]["weight"], weights.max(axis=2))
    titles = load("multi_head", language).labels
    assert made.views[1].title == titles["switches_title.covered"] != titles["switches_title"]
    assert list(data) == ["hops", "switches"]
    assert data["hops"]["plain"]
    assert made.picked == {"lower": -1, "upper": -1}  # no head stands out before the guess
    assert "without L1H1" not in json.dumps(made.payload())


def test_the_guess_and_the_answer_are_marked_on_the_small_maps_of_the_trained_model():
    def marks(**said):
        made = stage(shipped(), words=WORDS, covered=False, **said)
        return next(view.data["marks"] for view in made.views if view.kind == "switches")

    layer, head = breaks(figures())
    assert marks(settings=MultiHead(), guess=5) == {"you": 5, "answer": 4 * layer + head}
    assert marks(settings=MultiHead()) == {"you": None, "answer": 4 * layer + head}
    assert marks(settings=MultiHead(model="random"), guess=5) is None


def test_what_is_expected_is_the_softmax_of_the_logits():
    stream = shipped().stream
    found = candidates_of(stream)
    exp = np.exp(stream.logits[:-1] - stream.logits[:-1].max(axis=1, keepdims=True))
    shares = exp / exp.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(found["shares"][:, 0], shares.max(axis=1), rtol=1e-5)
    assert [row[0] for row in found["words"]] == [
        stream.vocabulary[place] for place in shares.argmax(axis=1)
    ]
    np.testing.assert_allclose(found["bits"], -np.log2(found["right"]), rtol=1e-4)


def test_the_clock_reads_every_symbol_that_has_a_next_one():
    made, _ = drawn()
    assert made.clock.length == 17
    assert made.clock.labels[11] == "symbol 12 of 18: “p”"
    assert made.clock.start == 9  # at the first symbol whose next one can be known
    made.payload()


def test_maps_take_one_byte_a_weight_and_roles_are_the_larger_score():
    lesson = shipped()
    data = switches(lesson, WORDS, how="zero", covered=False).data
    weights = np.concatenate([trace.weights for trace in lesson.layers])
    np.testing.assert_allclose(data["weights"] / 255, weights, atol=0.002)
    found = lesson.scores()
    assert data["roles"][0] == {"role": "previous", "score": float(found["previous"][0, 0])}
    assert data["roles"][5] == {"role": "induction", "score": float(found["induction"][1, 1])}
    assert data["codes"] == list(CODES)


def test_the_changed_run_is_called_by_what_was_done():
    assert called(MultiHead(off=""), WORDS) == ""
    assert called(MultiHead(off="11.24"), WORDS) == "without L1H1, L2H4"
    assert called(MultiHead(how="patch"), WORDS) == "L1H1 patched"
    made, data = drawn(MultiHead(off=""))
    assert data["hops"]["changed"] is None
    assert made.picked["off"] == ""


def test_long_prompts_are_told_by_their_end():
    assert tail("copyrightc") == "copyrightc"
    assert tail(["one", "two"]) == "one two"
    long = tail([f"word{n}" for n in range(20)])
    assert long == "… word17 word18 word19"
    heads = shipped().heads
    assert "“copyrightc”" in writing(heads, WORDS).title


def test_charts_are_the_figures_of_the_card():
    trained, control = figures(), figures("control")
    found = scores(trained, control, WORDS).data
    np.testing.assert_array_equal(found[0].x, trained.previous.ravel())
    np.testing.assert_array_equal(found[1].y, control.induction.ravel())
    runs = trainings()
    bars = without(runs, control, WORDS).data
    assert len(bars) == 3 * (len(runs) + 1)
    assert not bars[-3].x  # no head of the control is needed
    for place, run in enumerate(runs):
        group = bars[3 * place : 3 * place + 3]
        drawn = {head: value for bar in group for head, value in zip(bar.y, bar.x, strict=True)}
        assert drawn == {
            f"L{layer + 1}H{head + 1}": run.without[layer, head]
            for layer in range(2)
            for head in range(4)
        }
        assert min(drawn.values()) == group[0].x[0]
