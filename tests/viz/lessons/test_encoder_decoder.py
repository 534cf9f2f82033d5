"""The pictures of the lesson hold the numbers of its recording."""

import base64
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.data.chinese_english import glosses
from core.data.growing import PARTS
from core.lessons.encoder_decoder.lesson import divergence, shipped
from core.lessons.encoder_decoder.run import EncoderDecoder, run
from core.measures.bottleneck import ALONE, bins, half_length
from core.measures.verdict import judge
from core.traces.translation import END
from ui.text import load
from viz.lessons.encoder_decoder import fares, forcing_stage, marks, stage
from viz.numbers import short
from viz.view import ViewError
from viz.views.equations import Equation, equations
from viz.views.seq2seq.candidates import Choice, candidates
from viz.views.seq2seq.gloss import Row, gloss
from viz.views.seq2seq.hourglass import hourglass
from viz.views.seq2seq.verdict import verdict

WORDS = load("encoder_decoder", "en").labels


@pytest.fixture(scope="module")
def broken():
    return run(EncoderDecoder(parts=".".join(PARTS)))


def view(made, kind):
    return next(view for view in made.payload()["views"] if view["kind"] == kind)["data"]


def array(packed):
    return np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])


def test_the_hourglass_holds_every_state():
    told = shipped()
    data = view(stage(told, words=WORDS, covered=False), "hourglass")
    np.testing.assert_array_equal(array(data["values"]), told.free.values)
    np.testing.assert_array_equal(array(data["states"]), told.free.state)
    np.testing.assert_array_equal(array(data["summary"]), told.free.context[-1])
    np.testing.assert_array_equal(array(data["start"]), told.free.bottleneck)
    assert data["source"] == list(told.free.source)


def test_the_clock_reads_passes_the_neck_and_writes():
    told = shipped()
    clock = stage(told, words=WORDS, covered=False).clock
    reads, writes = len(told.free.source), len(told.free.target)
    assert clock.length == reads + 1 + writes
    assert clock.labels[reads] == WORDS["clock_neck"]
    assert clock.labels[-1] == WORDS["clock_write"].format(i=writes, n=writes)


def test_an_hourglass_needs_a_translator_without_attention():
    with pytest.raises(ViewError, match="must be without attention"):
        hourglass(shipped().attended, marks(shipped()), WORDS)


def test_candidates_stand_at_their_step_and_add_up():
    told = shipped()
    data = view(stage(told, words=WORDS, covered=False), "candidates")
    reads = len(told.free.source)
    assert data["at"][: reads + 1] == [None] * (reads + 1)
    assert data["at"][reads + 1 :] == list(range(len(told.free.target)))
    for step, shown in enumerate(data["steps"]):
        row = np.sort(told.free.probabilities[step])[::-1]
        np.testing.assert_allclose([share for _, share in shown["words"]], row[:4])
        assert shown["rest"] == pytest.approx(row[4:].sum(), abs=1e-5)
        assert shown["chosen"] == told.free.target[step]


def test_the_product_of_probabilities_is_said():
    told = shipped()
    data = view(stage(told, words=WORDS, covered=False), "candidates")
    joint = np.cumprod(told.free.chosen.astype(np.float64))
    np.testing.assert_allclose(joint[-1], np.exp(told.free.log_probability))
    for t, step in enumerate(data["steps"]):
        before = joint[t - 1] if t else 1.0
        numbers = {"past": before, "p": told.free.chosen[t], "joint": joint[t]}
        shown = {name: short(float(value)) for name, value in numbers.items()}
        assert step["note"] == WORDS["so_far"].format(**shown)


def test_the_equations_hold_with_the_numbers_of_every_step(broken):
    free = broken.free
    data = view(stage(broken, words=WORDS, covered=True), "equations")
    handed, update = (item["slots"] for item in data["items"])
    reads, half = len(free.source), free.values.shape[1] // 2
    assert handed["forward"][:reads] == free.values[:, 0].tolist()
    assert handed["reverse"][:reads] == free.values[::-1, half].tolist()
    for step in range(reads, len(handed["forward"])):
        assert handed["forward"][step] == free.context[0][0]
        assert handed["reverse"][step] == free.context[0][half]
    assert all(values[: reads + 1] == [None] * (reads + 1) for values in update.values())
    z, n, before, after = (
        np.array(update[name][reads + 1 :]) for name in ("z", "n", "before", "after")
    )
    np.testing.assert_allclose((1 - z) * n + z * before, after, atol=1e-6)
    for t, unit in enumerate(update["unit"][reads + 1 :]):
        place = int(unit) - 1
        assert after[t] == free.state[t, place]
        moved = np.abs(free.state[t] - free.query[t])
        assert moved[place] == moved.max()


def test_a_slot_has_a_value_for_each_step():
    one = Equation(label="", parts=[r"x=\text{a}"], slots={"a": [1.0, None]})
    with pytest.raises(ViewError, match=r"equations\.items\[0\]\.slots\.a must have 3 values"):
        equations([one], length=3, summary="")


def test_candidates_of_a_step_that_is_not_there():
    one = Choice(words=[("a", 0.9)], chosen="a", others=3)
    with pytest.raises(ViewError, match=r"candidates\.at\[1\] must be 0–0, got 1"):
        candidates([one], [None, 1], WORDS)


def test_wrong_words_are_marked_with_the_one_that_each_stands_for(broken):
    found = marks(broken)
    expected = judge(broken.free.target, broken.right)
    assert tuple(found.wrong) == expected.wrong
    wrong = [False, *expected.wrong, False]
    for t, (fix, missing) in enumerate(zip(found.fixes, expected.fixes, strict=True), start=1):
        alone = wrong[t] and not wrong[t - 1] and not wrong[t + 1] and len(missing) == 1
        first = wrong[t] and t - 1 == divergence(broken)
        assert fix == (broken.right[t - 1] if first else missing[0] if alone else None)


def test_a_word_that_stands_alone_for_another_is_told_and_a_run_of_them_is_not():
    told = shipped()
    right = (*told.right[:-4], "by", "a", *told.right[-2:])  # two neighbours are others
    found = marks(replace(told, taught=replace(told.taught, target=right)))
    assert sum(found.wrong) == 2
    assert found.fixes.index("by") == found.wrong.index(True)
    assert set(found.fixes) == {None, "by"}
    right = ("that", *told.right[1:])
    found = marks(replace(told, taught=replace(told.taught, target=right)))
    assert found.fixes[0] == "that"


def test_glosses_stand_with_the_words_that_are_read_in_english_only():
    told = shipped()
    data = view(stage(told, words=WORDS, covered=True), "hourglass")
    assert data["glosses"] == [glosses.gloss(word) for word in told.free.source]
    chinese = load("encoder_decoder", "zh").labels
    data = view(stage(told, words=chinese, covered=True), "hourglass")
    assert not any(data["glosses"])
    assert data["named"] == list(told.free.source)


def test_the_guess_and_the_answer_are_on_the_curve_once_the_answer_shows():
    told = shipped()
    assert view(stage(told, words=WORDS, covered=True), "verdict")["curve"] is None
    curve = view(stage(told, words=WORDS, covered=False, guess="9"), "verdict")["curve"]
    you, answer = curve["marks"]
    assert (you["kind"], you["x"], you["says"]) == ("you", 9.0, WORDS["half_you"].format(n="9"))
    assert (answer["kind"], answer["x"]) == ("answer", half_length())
    assert [share for _, share in curve["points"]] == [
        found["exact"] / found["sentences"] for found in bins(ALONE)
    ]
    shown = view(stage(told, words=WORDS, covered=False), "verdict")["curve"]
    assert [mark["kind"] for mark in shown["marks"]] == ["answer"]
    never = view(stage(told, words=WORDS, covered=False, guess="never"), "verdict")["curve"]
    assert never["marks"][0]["x"] is None
    assert WORDS["guess.never"] in never["marks"][0]["says"]


def test_the_right_translation_can_wait_for_the_last_step():
    made = stage(shipped(), words=WORDS, covered=False, late=True)
    assert view(made, "hourglass")["late"]
    assert view(made, "verdict")["later"] == WORDS["verdict_later"]
    assert not view(stage(shipped(), words=WORDS, covered=False), "verdict")["later"]


def test_the_score_counts_up_to_the_verdict():
    """``cat`` stands for ``dog``: 2 of 3 right when it is written, 1 word wrong at the end."""
    right = ("a", "big", "dog", END)
    found = judge(("a", "big", "cat", END), right)
    data = verdict(right, found, [2, 3, 4, 5], WORDS, length=6).payload()["data"]
    assert [word["word"] for word in data["right"]] == ["a", "big", "dog"]
    assert [word["missed"] for word in data["right"]] == [False, False, True]
    assert data["says"][:2] == [WORDS["verdict_waiting"]] * 2
    assert data["says"][4] == WORDS["verdict_so_far"].format(hits=2, n=3)
    assert data["says"][5] == WORDS["verdict_mistake"].format(n=1)


def test_how_held_out_sentences_fare_is_not_in_the_payload_before_the_answer():
    found = bins(ALONE)[2]
    length = found["from"]
    share = round(100 * found["exact"] / found["sentences"])
    assert WORDS["held_covered"] in fares(length, WORDS)
    assert f"{share}%" not in fares(length, WORDS)
    assert fares(10_000, WORDS) == ""


def test_the_sentence_on_show_stands_on_the_curve_and_not_before_the_answer():
    def curve(covered):
        built = stage(shipped(), words=WORDS, covered=covered)
        return next(view for view in built.views if view.kind == "verdict").data["curve"]

    assert curve(covered=True) is None
    length, found = len(shipped().free.source), curve(covered=False)
    assert found["here"]["x"] == length
    assert str(length) in found["here"]["says"]
    (left, high), (right, low) = next(
        pair for pair in pairwise(found["points"]) if pair[0][0] <= length <= pair[1][0]
    )
    line = high + (low - high) * (length - left) / (right - left)
    assert found["here"]["y"] == pytest.approx(line)


def test_without_a_right_translation_the_attentive_one_stands_beside():
    told = replace(shipped(), taught=None)
    made = stage(told, words=WORDS, covered=True)
    data = view(made, "verdict")
    assert [w["word"] for w in data["right"]] == list(told.attended.words)
    assert data["heading"] == WORDS["verdict_attention"]
    assert not any(view(made, "hourglass")["wrong"])


def test_what_differs_from_the_model_with_attention_is_not_called_wrong(broken):
    told = replace(broken, taught=None)
    data = view(stage(told, words=WORDS, covered=True), "verdict")
    differ = judge(told.free.target, told.attended.target).mistakes
    assert differ > 1
    assert data["says"][-1] == WORDS["compared_mistakes"].format(n=differ)
    alike = replace(told, attended=told.free)
    data = view(stage(alike, words=WORDS, covered=True), "verdict")
    n = len(alike.free.target)
    assert data["says"][-2] == WORDS["compared_so_far"].format(hits=n - 1, n=n - 1)
    assert data["says"][-1] == WORDS["compared_exact"]


def test_both_runs_stand_under_the_right_words(broken):
    made = forcing_stage(broken, words=WORDS)
    data = view(made, "gloss")
    right, taught, free = data["rows"]
    assert right["words"] == list(broken.right)
    assert taught["words"] == list(broken.taught.own)
    length = len(broken.right)
    assert made.clock.length == length
    assert free["words"][:3] == list(broken.free.target[:3])
    apart = data["marked"]
    assert not any(free["wrong"][:apart])
    assert free["wrong"][apart]
    assert free["words"][apart] == taught["words"][apart] != right["words"][apart]
    wrong, drift = (v["data"]["series"] for v in made.payload()["views"] if v["kind"] == "lines")
    for row, line in zip((taught, free), wrong, strict=True):
        np.testing.assert_array_equal(array(line["values"]), np.cumsum(row["wrong"]))
    assert not array(drift[0]["values"])[: apart + 1].any()
    assert array(drift[0]["values"])[apart + 1] > 0


def test_rows_of_a_gloss_have_one_length():
    rows = [
        Row(name="a", words=["x", "y"], wrong=[False, True]),
        Row(name="b", words=["x"], wrong=[False]),
    ]
    with pytest.raises(ViewError, match=r"gloss\.rows\[1\] must have 2 words"):
        gloss(rows, WORDS)
